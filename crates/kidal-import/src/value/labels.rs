//! Items with a label: what the words before a colon say of the figures behind it.

use super::attribution::{self, attributed, is_attribution};
use super::heads;
use super::kinds::is_category;
use super::nouns::MATERIAL;
use super::numbers::is_connective;
use super::phrase::{Phrase, read_phrase};
use super::shared::{befell_people, counted};
use super::{Field, Reader, YEAR};
use crate::amount::Amount;
use crate::words::{Class, sense_at};

impl Reader<'_> {
    /// `Russian estimates of 3,000`: whose they are stands before the word.
    pub(super) fn is_own_estimate(&self, at: usize, from: usize) -> bool {
        let is_estimate = matches!(
            self.tokens[at].lower(),
            Some("estimate" | "estimates" | "estimations")
        );
        is_estimate && at > from && self.slice(at - 1, at).starts_with(char::is_uppercase)
    }

    /// Whether the comma at this token stands inside a label: `Killed, captured or missing: 500`. The words before it begin at `start`.
    pub(super) fn is_in_label(&self, start: usize, comma: usize, to: usize) -> bool {
        let tells = |at: usize| {
            sense_at(self.tokens, at, &[Class::Kind])
                .map(|(_, length)| length)
                .or_else(|| {
                    let is_or = matches!(self.tokens[at].lower(), Some("or" | "ou" | "oder"));
                    (is_or || is_connective(&self.tokens[at])).then_some(1)
                })
        };
        let mut at = start;
        while at < comma {
            let Some(length) = tells(at) else {
                return false;
            };
            at += length;
        }
        at = comma + 1;
        while at < to && !self.tokens[at].is_sign(':') {
            let is_comma = self.tokens[at].is_sign(',');
            let Some(length) = tells(at).or_else(|| is_comma.then_some(1)) else {
                return false;
            };
            at += length;
        }
        // `1,100 killed, wounded, or captured: …` goes on with the figure before it.
        let begins =
            start < 2 || !self.tokens[start - 1].is_sign(',') || self.tokens[start - 2].is_number();
        begins && start < comma && comma + 1 < at && at < to
    }

    /// `Killed: 300`, `United States: 500 killed`, `Modern estimates: 12,000`, `Army:`
    pub(super) fn labelled(&mut self, from: usize, colon: usize, to: usize, depth: usize) {
        let label = self.slice(from, colon).to_string();
        if colon == from + 1 && self.is_year_label(from) {
            self.leave(from, to, YEAR);
        }
        let phrase = read_phrase(self.field, self.text, &self.tokens[from..colon]);
        let rest = colon + 1;
        if phrase.is_total() || !phrase.says_nothing_of_fate() {
            (self.under, self.line_kind) = (None, None);
        }
        if rest < to && !is_attribution(&label) && self.is_wording(from, colon) {
            // `Heavy: 4,000 killed`, `half of the army: 10,000 killed`: the wording is a figure of its own.
            self.figures(from, colon, depth, Phrase::default());
            let why = "a wording and a figure of the same; both are read";
            self.leave(from, to, why);
            self.figures(rest, to, depth, Phrase::default());
            return;
        }
        let is_total = [
            "total", "totals", "in total", "gesamt", "totale", "au total",
        ]
        .contains(&label.to_lowercase().trim());
        if is_total {
            // A bare total ends the headings before it.
            self.of = None;
        } else if is_attribution(&label) {
            self.tell_mixed(&label);
            (self.by, self.of) = (Some(attributed(&label)), None);
        } else if is_of_others(&label) {
            self.of = Some(label.clone());
        } else if (phrase.is_plain() || self.names_things(&label) || phrase.is_fate_of_some())
            && !heads::names_corps(&label)
        {
            let is_loose = phrase.is_fate_of_some();
            if is_loose && phrase.of.is_some() && phrase.rest.is_empty() {
                self.of.clone_from(&phrase.of);
            } else if is_loose {
                // `Entire force killed or captured: 16,500`
                self.leave(from, colon, "what befell them is taken from the heading");
                self.of = Some(label.clone());
            }
            let phrase = if is_loose {
                phrase.without_names()
            } else {
                phrase
            };
            // A kind or a unit names what the figure counts; a bare total ends the headings before it.
            if phrase.is_total() {
                self.of = None;
            }
            let is_behind = from > 0 && self.tokens[from - 1].is_sign(',');
            let is_joined = matches!(
                self.tokens[from].lower(),
                Some("or" | "and" | "ou" | "et" | "oder" | "und")
            );
            if (rest >= to || is_joined)
                && is_behind
                && phrase.continues()
                && !self.value.amounts.is_empty()
            {
                // `5,214 killed, wounded or missing:` and its parts behind it
                self.without_figure(from, colon);
                self.whole = Some((self.value.amounts.len() - 1, 0));
                if rest < to {
                    self.figures(rest, to, depth, Phrase::default());
                }
                return;
            }
            if rest >= to && !phrase.is_total() {
                if self.field == Field::Casualties && phrase.continues() && phrase.counts_only() {
                    // `Killed:` on a line of its own
                    (self.under, self.of) = (Some((phrase, false)), None);
                } else {
                    self.of = Some(label);
                }
                return;
            }
            let kind = phrase.kind(self.field);
            let is_fate = phrase.unit().is_none() && !phrase.is_total();
            let people = phrase.people_alone();
            self.figures(rest, to, depth, phrase);
            self.line_kind = kind.filter(|_| is_fate && depth == 0);
            self.line_unit = people.filter(|_| depth == 0);
            return;
        } else {
            if depth > 0 && attribution::named(&label).is_some() {
                let why = "a name in parentheses: taken for whom the figure counts; it may be whose figure it is";
                self.leave(from, to, why);
            }
            if let Some(by) = self.by.clone().filter(|_| depth == 0) {
                self.tell_author(&label, &by);
            } else if depth == 0 && rest < to {
                self.note_writer(&label);
            }
            let last = label.strip_prefix("and ").unwrap_or(&label);
            // `Syria, Jordan, and Iraq: 307,000`
            self.of = Some(if self.heads.is_empty() {
                last.to_string()
            } else {
                format!("{} and {last}", self.heads.join(", "))
            });
        }
        self.heads.clear();
        self.filled = if rest < to { self.filled + 1 } else { 0 };
        if rest < to {
            let label = self.heading_over(rest, to, depth);
            self.figures(rest, to, depth, label);
        }
    }

    /// `Killed: 12 officers, 300 men`: what the label of a line says befell all people of the line, and that is told.
    pub(super) fn share_label(&mut self, amount: &mut Amount) {
        self.share_people(amount);
        if self.share_outcome(amount) {
            return;
        }
        let is_own = amount.kind.as_deref() != Some("casualties") || amount.outcome.is_some();
        if is_own {
            self.line_kind = None;
        }
        let Some(kind) = self.line_kind.clone().filter(|_| amount.has_figure()) else {
            return;
        };
        if amount.unit.is_some() && !amount.included {
            amount.kind = Some(kind.clone());
            let why = format!("taken to be {kind}, as the label of the line says");
            self.value.leftovers.push((counted(amount), why));
        }
    }

    /// `Destroyed: 411 tanks, 343 aircraft`: what the label of a line says became of things is said of all things of the line, and told
    /// from the second on.
    fn share_outcome(&mut self, amount: &mut Amount) -> bool {
        let is_thing = amount.kind.as_deref().is_some_and(is_category);
        let Some(outcome) = self.line_kind.clone().filter(|_| is_thing) else {
            return false;
        };
        if amount.outcome.as_ref() == Some(&outcome) {
            return true;
        }
        let is_open = amount.outcome.is_none() && !amount.included && amount.has_figure();
        let is_material =
            MATERIAL.contains(&outcome.as_str()) || matches!(outcome.as_str(), "captured" | "lost");
        if is_open && is_material {
            let why = format!("taken to be {outcome}, as the label of the line says");
            self.value.leftovers.push((counted(amount), why));
            amount.outcome = Some(outcome);
        }
        is_open && is_material
    }

    /// `Civilians: 5 killed, 4 wounded`: the people of the heading are those of all its line, until others are named.
    fn share_people(&mut self, amount: &mut Amount) {
        let names_own = amount.unit.is_some() || amount.outcome.is_some() || amount.of != self.of;
        if names_own {
            self.line_unit = None;
        } else if amount.kind.as_deref().is_some_and(befell_people) && !amount.included {
            amount.unit.clone_from(&self.line_unit);
        }
    }
}

/// `Other groups: 12,500`: a heading of those who are left, and not what is counted.
fn is_of_others(label: &str) -> bool {
    let lower = label.to_lowercase();
    let is_group = ["groups", "factions", "groupes"]
        .iter()
        .any(|group| lower.ends_with(group));
    is_group
        && ["other ", "others ", "autres "]
            .iter()
            .any(|other| lower.starts_with(other))
}
