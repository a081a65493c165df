//! What stands in parentheses after a figure: whose it is, whom it counts, its parts, its rivals.

use super::attribution::{Named, attributed, is_attribution, named};
use super::joints::dated_source;
use super::kinds::is_category;
use super::nouns::is_body;
use super::numbers::{is_and, is_inclusion, is_of_dates};
use super::phrase::read_phrase;
use super::source::{source_and_date, source_and_remark};
use super::{COUNTED, DEPTH, Field, NOT_COUNTED, Reader};
use crate::amount::Amount;
use crate::words::{Class, sense_at};

/// Words that, alone in parentheses, say whose figure it is.
const VOICES: [&str; 20] = [
    "modern",
    "ancient",
    "traditional",
    "contemporary",
    "activists",
    "opposition",
    "opposition activists",
    "local activists",
    "official",
    "officials",
    "officiel",
    "officiellement",
    "locals",
    "local residents",
    "residents",
    "witnesses",
    "eyewitnesses",
    "habitants",
    "témoins",
    "media",
];

/// Beginnings of parentheses that speak of a part of those counted.
const MOST_OF: [&str; 14] = [
    "nearly all ",
    "almost all ",
    "presque tous ",
    "presque toutes ",
    "mostly ",
    "most ",
    "mainly ",
    "chiefly ",
    "largely ",
    "primarily ",
    "some ",
    "surtout ",
    "principalement ",
    "la plupart ",
];

/// Beginnings of parentheses that speak of those who are not counted.
const THE_REST: [&str; 8] = [
    "the rest ",
    "rest ",
    "the others ",
    "others ",
    "the remainder ",
    "le reste ",
    "les autres ",
    "el resto ",
];

/// Whether a part does not say whom it counts.
fn is_bare_part(amount: &Amount) -> bool {
    amount.unit.is_none() && amount.of.is_none()
}

impl Reader<'_> {
    /// `Mandala 7`, `Group 12`: one word in capitals that is no people, with a small number behind it, and nothing else.
    fn is_passage(&self, from: usize, to: usize) -> bool {
        let [word, number] = &self.tokens[from..to] else {
            return false;
        };
        let name = self.slice(from, from + 1);
        let is_small = number.number().is_some_and(|number| number < 100);
        let is_name = word.lower().is_some()
            && !name.ends_with('s')
            && named(name) == Some(Named::Author)
            && !self.names.is_own(name)
            && !self.names.is_other(name)
            && !self.names.holds_own(name)
            && !crate::names::is_land(name);
        is_small && is_name
    }

    /// What stands in parentheses after a figure.
    pub(super) fn parenthesis(&mut self, from: usize, to: usize, depth: usize) {
        let text = self
            .slice(from, to)
            .trim_matches([',', ';', ' '])
            .to_string();
        // `1,400 (one battalion)`
        // `dont un kamikaze`
        let behind = from + is_inclusion(self.tokens, from).unwrap_or(0);
        let is_one = behind > from
            && matches!(
                self.tokens.get(behind).and_then(crate::token::Token::lower),
                Some("un" | "une")
            );
        let counts_in_words = is_one || sense_at(self.tokens, from, &[Class::Number]).is_some();
        let counts_bodies = counts_in_words
            && (behind + 1..to.min(behind + 3))
                .any(|at| sense_at(self.tokens, at, &[Class::People, Class::Thing]).is_some());
        let has_figure = counts_bodies || (from..to).any(|at| self.tokens[at].is_number());
        if self.is_passage(from, to) {
            // `6,666 (Mandala 7)`
            self.is_counted[from..to].fill(true);
            let why = "taken for a passage or a name with its number, and kept as a note";
            self.leave(from, to, why);
            self.add_note(text);
            return;
        }
        if !has_figure && self.tokens[from].lower() == Some("plus") {
            // `6,000 (plus townspeople)`
            self.is_counted[from..to].fill(true);
            self.leave(from, to, "people besides, whose number is not given");
            self.add_note(text);
            return;
        }
        if self.numbers_bodies(from, to) || (to == from + 2 && self.is_of_body_name(from)) {
            self.is_counted[from..to].fill(true);
            self.add_note(text);
            return;
        }
        let row = self.value.amounts.len().saturating_sub(1);
        let Some(last) = self.value.amounts.last_mut() else {
            if is_attribution(&text) {
                self.by = Some(attributed(&text));
            } else {
                self.items_or_leave(from, to, depth);
            }
            return;
        };
        if let Some((source, date)) = source_and_date(&text).or_else(|| dated_source(&text)) {
            let date = date.to_string();
            let source = source.to_string();
            last.according_to = None;
            self.attribute(&source);
            self.attribute_run(&source);
            self.add_note(date);
            return;
        }
        if let Some((source, remark)) = source_and_remark(&text) {
            let (source, remark) = (source.to_string(), remark.to_string());
            last.according_to = None;
            self.attribute(&source);
            self.attribute_run(&source);
            self.add_note(remark);
            let why = "a source, and a remark beside it that is kept as a note";
            self.leave(from, to, why);
            return;
        }
        // `first day; according to the army`: the part that says whose it is.
        // So does one behind a comma that begins with `according to`: `much exaggerated, according to Livy`.
        let according = text.split_once(", ").filter(|(before, after)| {
            let words = crate::token::tokens(after);
            !before.contains(',') && sense_at(&words, 0, &[Class::According]).is_some()
        });
        let parts: Vec<String> = match according {
            Some((before, after)) => vec![before.to_string(), after.to_string()],
            None => text
                .split(';')
                .map(|part| part.trim().to_string())
                .collect(),
        };
        if let ([first, second], false) = (parts.as_slice(), has_figure)
            && is_attribution(first) != is_attribution(second)
        {
            let is_first = is_attribution(first);
            let (source, note) = if is_first {
                (first, second)
            } else {
                (second, first)
            };
            last.according_to = None;
            self.attribute(source);
            self.attribute_run(source);
            self.add_note(note.clone());
            self.leave(
                from,
                to,
                "a source, and a remark beside it that is kept as a note",
            );
            return;
        }
        let is_voice = VOICES.contains(&text.to_lowercase().as_str());
        if (is_voice || is_attribution(&text)) && !has_figure {
            last.according_to = None;
            self.attribute(&text);
            self.attribute_run(&text);
            return;
        }
        let is_measure = (from..to).any(|at| {
            sense_at(self.tokens, at, &[Class::Measure]).is_some() || self.tokens[at].is_sign('%')
        });
        if is_measure || text.contains('⁄') {
            let numbers = (from..to).filter(|at| self.tokens[*at].is_number());
            if numbers.count() > 1 && !self.tokens[from + 1].is_sign('–') {
                // `(30 over 200 tons)`
                self.leave(from, to, "may count some of them, kept as a note only");
            }
            self.add_note(text);
            return;
        }
        if let Some((sense, length)) = sense_at(self.tokens, from, &[Class::Approx])
            && from + length == to
        {
            last.approximate |= sense.class == Class::Approx;
            return;
        }
        let lower = text.to_lowercase();
        let is_of_some = MOST_OF.iter().any(|start| lower.starts_with(start));
        if is_of_some && !has_figure {
            // `6,000 (mostly from disease)`: what holds for most of them is not what all of them are.
            self.add_note(text);
            return;
        }
        let is_of_rest = THE_REST.iter().any(|start| lower.starts_with(start));
        if is_of_rest && !has_figure {
            // `80,000 (the rest deserted)`: says what became of others.
            self.leave(from, to, "says what became of those who are not counted");
            self.add_note(text);
            return;
        }
        if NOT_COUNTED.iter().any(|start| lower.starts_with(start)) {
            self.leave(from, to, "what the figure does not count");
            self.add_note(text);
            return;
        }
        if !has_figure && COUNTED.iter().any(|start| lower.starts_with(start)) {
            self.add_note(text);
            return;
        }
        let is_one_figure = (from..to).filter(|at| self.tokens[*at].is_number()).count() == 1;
        let ends_in_total = [
            "au total",
            "in total",
            "en tout",
            "in all",
            "insgesamt",
            "in totale",
            "en total",
        ]
        .iter()
        .any(|end| lower.ends_with(end));
        let is_total = lower.starts_with("total");
        if is_total && !has_figure && self.field == Field::Strength {
            self.totals.push(row);
        }
        let is_sum = ends_in_total && is_one_figure && self.field == Field::Casualties;
        if has_figure && !is_total && !is_of_dates(&self.tokens[from..to]) && depth < DEPTH {
            // What is not known as a whole has no parts: `unknown (2,000 or 5,000)`.
            let bounds = [Class::Least, Class::Most];
            // `at least 75 of them lords`
            let is_of_them =
                (from..to).any(|at| is_inclusion(self.tokens, at).is_some_and(|length| length > 1));
            let is_rival = (!is_of_them
                && (matches!(
                    self.tokens[from].lower(),
                    Some("or" | "ou" | "also" | "plus")
                ) || sense_at(self.tokens, from, &bounds).is_some()))
                || last.is_unknown();
            let first = self.value.amounts.len();
            self.attribute_with_part(from, to);
            let parent = self.value.amounts.get(first - 1).cloned();
            let (of, by) = (self.of.take(), self.by.take());
            self.of = parent.as_ref().and_then(|parent| parent.of.clone());
            self.by = parent
                .as_ref()
                .and_then(|parent| parent.according_to.clone());
            self.items(from, to, depth + 1);
            (self.of, self.by) = (of, by);
            self.tied = Some(first - 1);
            for amount in &mut self.value.amounts[first..] {
                // `15,000 cavalry (10,500 by Diodorus)`: another writer gives another figure of the same.
                let is_of_other = is_bare_part(amount)
                    && amount.according_to.is_some()
                    && amount.according_to
                        != parent
                            .as_ref()
                            .and_then(|parent| parent.according_to.clone())
                    && !COUNTED.iter().any(|start| lower.starts_with(start));
                // `120,000 (170,000 with reserves)`: what is more is no part.
                let whole = parent.as_ref().and_then(|parent| parent.max.or(parent.min));
                let is_alike = parent
                    .as_ref()
                    .is_some_and(|parent| parent.unit.is_none() || parent.unit == amount.unit);
                // Nor is what is named by a heading alone: `5,000 horse (legionaries held back: 15,000 at most)`.
                let parent_unit = parent.as_ref().and_then(|parent| parent.unit.clone());
                let counts_people = parent_unit.is_some_and(|unit| {
                    let words = crate::token::tokens(&unit);
                    let last = words.len().saturating_sub(1);
                    !is_body(&unit) && sense_at(&words, last, &[Class::People]).is_some()
                });
                let is_headed = amount.unit.is_none() && amount.of.is_some() && counts_people;
                let these = amount.min.or(amount.max.filter(|_| is_headed));
                let is_more = (is_alike || is_headed)
                    && matches!((these, whole), (Some(these), Some(those)) if these > those);
                // `2 sections (fewer than 100 men)`: people are no rival of bodies.
                let counts_other = !is_alike
                    && amount.unit.is_some()
                    && parent.as_ref().is_some_and(|parent| {
                        let unit = parent.unit.as_deref().unwrap_or_default();
                        !parent.is_unknown() && is_body(unit.rsplit(' ').next().unwrap_or(unit))
                    });
                amount.included = (!is_rival || counts_other) && !is_of_other && !is_more;
                let counts_same = parent
                    .as_ref()
                    .is_some_and(|parent| parent.kind == amount.kind);
                if is_of_other && counts_same && amount.unit.is_none() {
                    amount.unit = parent.as_ref().and_then(|parent| parent.unit.clone());
                }
                let is_of_people = amount.kind.as_deref() == Some("casualties");
                let of_things = parent.as_ref().is_some_and(|parent| {
                    parent.kind.as_deref().is_some_and(is_category) && amount.has_figure()
                });
                if amount.included && is_of_people && of_things && amount.unit.is_none() {
                    // `186 tanks destroyed (93 by ground forces)`
                    let why = "taken for people; it may be the things named before it";
                    let text = amount.bounds_text();
                    self.value.leftovers.push((text, why.to_string()));
                }
                if is_sum
                    && is_bare_part(amount)
                    && parent.as_ref().is_some_and(|one| one.kind.is_some())
                {
                    // `18 missing (4,558 in all)`
                    amount.included = false;
                    let why = "taken for the total of those before it";
                    self.value
                        .leftovers
                        .push((amount.bounds_text(), why.to_string()));
                    continue;
                }
                // `22 killed (7 Europeans, 16 natives)`: the parts share what befell the whole.
                // `1,300 wounded (2,000 to 4,000 total losses by Smith)`
                let is_total = is_more
                    && (from..to).any(|at| {
                        sense_at(self.tokens, at, &[Class::Kind])
                            .is_some_and(|(sense, _)| sense.meaning == "casualties")
                    });
                if amount.kind.as_deref() == Some("casualties")
                    && !is_total
                    && let Some(kind) = parent.as_ref().and_then(|parent| parent.kind.clone())
                    && parent
                        .as_ref()
                        .is_some_and(|parent| parent.outcome.is_none())
                {
                    amount.kind = Some(kind);
                }
            }
            return;
        }
        if is_total && has_figure {
            self.leave(from, to, "a total of several figures, kept as a note only");
        }
        // `(U.S.)`
        let short = text.replace('.', "");
        let is_own = self.names.is_own(&text) || self.names.is_own(&short);
        let phrase = read_phrase(self.field, self.text, &self.tokens[from..to]);
        let is_short_form = self.abbreviates(from, &text);
        let Some(last) = self.value.amounts.last_mut() else {
            return;
        };
        if phrase.is_plain() && self.field == Field::Casualties && !phrase.kinds.is_empty() {
            phrase.replace_kind(last);
        } else if (is_own && self.names.own.len() > 1) || self.names.holds_own(&text) {
            last.of = Some(text);
            self.leave(
                from,
                to,
                "a name alone: taken for whom the figure counts; it may be whose figure it is",
            );
        } else if is_own || self.names.is_other(&text) {
            // Nobody of the other side is counted here, and where a side is one, its name tells nothing.
            self.attribute(&text);
            self.leave(
                from,
                to,
                "a name alone: taken for whose figure it is; it may be whom the figure counts",
            );
        } else if is_short_form {
            self.add_note(text);
        } else if phrase.is_plain()
            && phrase.unit().is_some()
            && last.unit.is_none()
            && (from..to)
                .any(|at| sense_at(self.tokens, at, &[Class::People, Class::Thing]).is_some())
        {
            last.unit = phrase.unit();
        } else if !text.is_empty() {
            self.name_in_parentheses(from, to, &text);
            if counts_in_words {
                // `5 wounded (one of whom died later)`
                self.leave(from, to, "counts some of them, kept as a note only");
            }
            self.add_note(text);
        }
    }

    /// `1,000 (Xenophon: incl. 400 of the guard)`: whoever says what it includes says how many they are.
    fn attribute_with_part(&mut self, from: usize, to: usize) {
        let Some(colon) = self.label_end(from, to) else {
            return;
        };
        let label = self.slice(from, colon).to_string();
        let is_part = is_inclusion(self.tokens, colon + 1) == Some(1);
        let is_open = |amount: &&mut Amount| amount.according_to.is_none();
        if let Some(last) = self.value.amounts.last_mut().filter(is_open)
            && is_part
            && is_attribution(&label)
        {
            last.according_to = Some(attributed(&label));
        }
    }

    /// Names whose figure the last one is. Of `5,200 (or 6,100) (Herodotus)` both are his.
    pub(super) fn attribute(&mut self, text: &str) {
        let name = attributed(text);
        let Some(row) = self.value.amounts.len().checked_sub(1) else {
            return;
        };
        let first = self.tied.filter(|first| *first < row).unwrap_or(row);
        for amount in &mut self.value.amounts[first..=row] {
            amount.according_to.get_or_insert_with(|| name.clone());
        }
    }

    /// `47,000 (Welman)`: a name alone is most often whose figure it is. It is taken so, and told, since it may be those who
    /// are counted.
    fn name_in_parentheses(&mut self, from: usize, to: usize, text: &str) {
        // `(Firishta; likely exaggerated)`
        let text = text.split(';').next().unwrap_or(text).trim();
        // `(Duris of Samos, exaggerated)`
        let text = match text.split_once(", ") {
            Some((name, remark))
                if remark.starts_with(char::is_lowercase)
                    && sense_at(&crate::token::tokens(name), 0, &[Class::Authority]).is_some() =>
            {
                name
            }
            _ => text,
        };
        let is_office = text.starts_with(char::is_uppercase)
            && text.split(' ').count() == 2
            && matches!(
                text.rsplit(' ').next(),
                Some("government" | "officials" | "ministry" | "media" | "press" | "intelligence")
            );
        let found = if is_office {
            Some(Named::Author)
        } else {
            named(text)
        };
        let Some(found) = found else { return };
        if self.names_each(text) {
            return;
        }
        if found == Named::Author {
            self.attribute(text);
        }
        let why = match found {
            Named::Author => "a name alone: taken for whose figure it is",
            Named::Doubtful => "a name alone: whose figure it is, or whom it counts?",
        };
        self.leave(from, to, why);
    }

    /// `2 divisions (308 et 312)`: as many numbers as bodies are their names.
    fn numbers_bodies(&self, from: usize, to: usize) -> bool {
        let tokens = &self.tokens[from..to];
        let is_list = tokens
            .iter()
            .all(|token| token.is_number() || is_and(token) || token.is_sign(','));
        let many = tokens.iter().filter(|token| token.is_number()).count() as u64;
        self.value.amounts.last().is_some_and(|last| {
            let unit = last.unit.as_deref().unwrap_or_default();
            let head = unit.split(" of ").next().unwrap_or(unit);
            let head = head.rsplit(' ').next().unwrap_or(head);
            is_list && many > 0 && last.max == Some(many) && is_body(head)
        })
    }

    /// `4 frigates (Sirius, Iphigenia, Néréide, Magicienne)`: as many names as things are theirs.
    fn names_each(&self, text: &str) -> bool {
        let names = text.split([',', '&']).flat_map(|part| part.split(" and "));
        let names = names
            .flat_map(|part| part.split(" et "))
            .filter(|part| !part.trim().is_empty());
        let many = names.count() as u64;
        self.value.amounts.last().is_some_and(|last| {
            let of_things = last.kind.as_deref().is_some_and(is_category) || self.is_thing(last);
            of_things && many > 1 && last.max == Some(many)
        })
    }

    pub(super) fn add_note(&mut self, text: String) {
        if let Some(last) = self.value.amounts.last_mut() {
            super::add_to(&mut last.note, text);
        }
    }

    pub(super) fn items_or_leave(&mut self, from: usize, to: usize, depth: usize) {
        if depth < DEPTH {
            self.items(from, to, depth + 1);
        } else {
            self.leave(from, to, "nested too deep");
        }
    }
}
