//! Where a label ends, and where one begins that no comma divides from what stands before it.

use super::Reader;
use super::asides::later_kind;
use super::attribution::{Named, named};
use super::phrase::{Phrase, read_phrase};
use crate::quantity::quantity;
use crate::token::{Token, tokens};
use crate::words::{Class, sense_at};

impl Reader<'_> {
    /// `Der Weltkrieg: 41,000; British estimate: 53,300`: of two headings the second says whose figure it is; the first may too,
    /// which is told.
    pub(super) fn tell_mixed(&mut self, label: &str) {
        if let Some(before) = self.of.clone() {
            self.tell_author(&before, label);
        }
    }

    /// Tells of a heading beside one that says whose figure it is.
    pub(super) fn tell_author(&mut self, heading: &str, beside: &str) {
        let is_known = self.names.is_own(heading) || self.names.is_other(heading);
        if is_known || super::attribution::named(heading).is_none() {
            return;
        }
        let why = format!(
            "taken for those who are counted; beside `{beside}` it may be whose figure it is"
        );
        self.value.leftovers.push((heading.to_string(), why));
    }

    /// What the heading over these words says befell those whom they count, where they say nothing of it; of all lines but the first
    /// that is told.
    pub(super) fn heading_over(&mut self, from: usize, to: usize, depth: usize) -> Phrase {
        let has_figure = (from..to).any(|at| self.tokens[at].is_number());
        let says_own = later_kind(&self.tokens[..to], from);
        if depth > 0 || !has_figure || says_own {
            return Phrase::default();
        }
        let Some((phrase, was_read)) = &mut self.under else {
            return Phrase::default();
        };
        let phrase = phrase.clone();
        let is_first = !std::mem::replace(was_read, true);
        if !is_first {
            let kind = phrase.kind(self.field).unwrap_or_default();
            let why = format!("taken to be {kind}, as the heading of the lines says");
            self.leave(from, to, &why);
        }
        phrase
    }

    /// Keeps a heading that may be a writer, until all of the value is read.
    pub(super) fn note_writer(&mut self, heading: &str) {
        let is_known = self.names.is_own(heading)
            || self.names.is_other(heading)
            || self.names.holds_own(heading)
            || crate::names::is_land(heading)
            // `Northmen`
            || heading.ends_with("men");
        if !is_known && named(heading) == Some(Named::Author) {
            let row = self.value.amounts.len();
            self.writers.push((heading.to_string(), row));
        }
    }

    /// `Beevor: 30,000 dead, Thomas: 10,000 dead`: headings that nobody of the article bears, over figures of one thing, may be writers
    /// as well as parts of the side. They are taken for parts, and told.
    pub(super) fn tell_writers(&mut self) {
        let counted = |row: usize| {
            let amount = self.value.amounts.get(row)?;
            Some((amount.kind.as_ref(), amount.unit.as_ref()))
        };
        let is_rival = |row: usize| {
            self.writers
                .iter()
                .any(|(_, other)| *other != row && counted(*other) == counted(row))
        };
        let names: Vec<&str> = self
            .writers
            .iter()
            .filter(|(_, row)| is_rival(*row))
            .map(|(name, _)| name.as_str())
            .collect();
        if names.len() > 1 {
            let text = names.join(", ");
            let why = "taken for those who are counted; they may be whose figures these are";
            self.value.leftovers.push((text, why.to_string()));
        }
    }

    /// Where the label of an item ends: a colon, or a dash before a figure, that no figure precedes.
    pub(super) fn label_end(&self, from: usize, to: usize) -> Option<usize> {
        let mut at = from;
        while at < to {
            if let Some(close) = self.closes[at].filter(|close| *close < to) {
                at = close + 1;
                continue;
            }
            let token = &self.tokens[at];
            let is_of_label = self.is_in_name(at, from)
                || self.is_dated(at)
                || self.is_year_label(at)
                || self.ends_label(at, from);
            if token.is_number() && !is_of_label {
                return None;
            }
            let is_dash = token.is_sign('–') && token.is_apart && at > from;
            if token.is_sign(':') || (is_dash && quantity(self.tokens, at + 1, true).is_some()) {
                return Some(at);
            }
            at += 1;
        }
        None
    }

    /// `Casualties of 1941: …`: a year at the end of a label.
    fn ends_label(&self, at: usize, from: usize) -> bool {
        let is_year = self.tokens[at]
            .number()
            .is_some_and(|year| (1000..2100).contains(&year));
        let follows = at > from
            && matches!(
                self.tokens[at - 1].lower(),
                Some("of" | "in" | "en" | "de" | "for" | "year")
            );
        is_year
            && follows
            && self
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.is_sign(':'))
    }

    /// `In 1879`, `In 1879 (prewar)` between commas: a year that heads the items behind it, and no figure.
    pub(super) fn is_year_alone(&self, from: usize, to: usize) -> bool {
        let is_in = matches!(self.tokens[from].lower(), Some("in" | "en" | "im"));
        let is_year = to > from + 1 && {
            let token = &self.tokens[from + 1];
            let is_bare = token.end - token.start == 4;
            is_bare
                && token
                    .number()
                    .is_some_and(|year| (1000..2100).contains(&year))
        };
        let ends = || to == from + 2 || self.closes[from + 2] == Some(to - 1);
        is_in && is_year && to < self.tokens.len() && ends()
    }

    /// `2004: 19 killed`, `1941: 85,371`: a bare number that may be a year, with a colon at once and behind it a figure that is
    /// small, or too large to be a part of it.
    pub(super) fn is_year_label(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_bare = token.end - token.start == 4;
        let follows = |n: usize| {
            self.tokens
                .get(n)
                .and_then(Token::number)
                .is_some_and(|figure| figure < 1000 || Some(figure) > token.number())
        };
        token
            .number()
            .is_some_and(|year| (1700..2100).contains(&year))
            && is_bare
            && self
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.is_sign(':'))
            && follows(at + 2)
    }

    /// Whether a label names things, and a word in capitals before them: `Initial aircraft`, and no name of somebody: `Royal Navy
    /// ships`.
    pub(super) fn names_things(&self, label: &str) -> bool {
        let words = tokens(label);
        let is_first = matches!(
            words.first().and_then(Token::lower),
            Some("initial" | "initially" | "total" | "initiaux" | "other")
        );
        let things = |at: usize| {
            sense_at(&words, at, &[Class::Thing])
                .is_some_and(|(_, length)| at + length == words.len())
        };
        is_first && (1..words.len()).any(things)
    }

    /// Whether a label is nothing but words that stand for a figure.
    pub(super) fn is_wording(&self, from: usize, colon: usize) -> bool {
        let Some(found) = quantity(self.tokens, from, true) else {
            return false;
        };
        let rest = read_phrase(
            self.field,
            self.text,
            &self.tokens[found.end.min(colon)..colon],
        );
        let is_bare = rest.unit().is_none() && rest.of.is_none();
        found.wording.is_some() && found.end <= colon && is_bare && rest.says_nothing_of_fate()
    }

    /// Where a heading begins between the words of a figure and a colon before the next one: `killed: 400 wounded: 500`,
    /// `4,000 men Infantry: 20,000`.
    pub(super) fn head_behind(
        &self,
        start: usize,
        at: usize,
        has_label: bool,
        is_headed: bool,
    ) -> Option<usize> {
        let colon = at.checked_sub(1).filter(|colon| *colon > start)?;
        let is_words = |from: usize| {
            let mut words = self.tokens[from..colon].iter();
            words.all(|token| token.lower().is_some())
        };
        if !self.tokens[colon].is_sign(':') || self.tokens[start].is_sign(':') {
            return None;
        }
        let is_title = |n: &usize| self.slice(*n, *n + 1).starts_with(char::is_uppercase);
        // Right behind a figure without a label it is what is counted: `345,000 men: 200,000 of the north`.
        // `Brigades: 7,000 Legion: 6,000`: a second heading of an item with one.
        let is_apart = |n: &usize| has_label || is_headed || *n > start;
        let head = (start..colon).find(is_title).filter(is_apart).or_else(|| {
            if !has_label {
                return None;
            }
            // In small letters it is a kind or a unit alone.
            let phrase = read_phrase(self.field, self.text, &self.tokens[start..colon]);
            phrase.is_plain().then_some(start)
        })?;
        is_words(head).then_some(head)
    }
}

/// Whether a heading is the name of an arm, in capitals: `Marine Corps`, `Royal Marines`.
pub(super) fn names_corps(label: &str) -> bool {
    let words: Vec<&str> = label.split(' ').collect();
    words.len() > 1
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase))
        && matches!(
            words.last(),
            Some(&("Corps" | "Marines" | "Guards" | "Militia" | "Police"))
        )
}

#[cfg(test)]
mod tests {
    use crate::value::{Belligerents, Field, Value, read_value};

    fn losses(text: &str) -> Value {
        read_value(Field::Casualties, text, &Belligerents::default())
    }

    /// A heading behind a figure was read as what the figure counts, in silence.
    #[test]
    fn a_heading_that_no_comma_divides_begins_an_item_and_is_told() {
        let value = losses("killed: 400 wounded: 500");
        let kinds: Vec<_> = value
            .amounts
            .iter()
            .map(|one| one.kind.as_deref())
            .collect();
        assert_eq!(kinds, [Some("killed"), Some("wounded")]);
        assert_eq!(value.leftovers.len(), 1);
        let value = losses("4,000: Brazil: 719 killed; Argentina: 126 killed");
        assert_eq!(value.amounts[0].unit, None);
        assert_eq!(value.amounts[1].of.as_deref(), Some("Brazil"));
    }

    /// The dead of three writers were those of three parts of an army, in silence.
    #[test]
    fn headings_that_may_be_writers_are_told() {
        let value = losses("Harcourt: 3,000 dead, Ellis: 2,000–2,500 dead, 900 captured");
        let told = value.leftovers.last().map(|(text, _)| text.as_str());
        assert_eq!(told, Some("Harcourt, Ellis"));
        assert!(
            losses("Brazil: 30 killed, Argentina: 40 killed")
                .leftovers
                .is_empty()
        );
        assert!(
            losses("Harcourt: 30 killed, 40 wounded")
                .leftovers
                .is_empty()
        );
    }

    /// `2004` was a figure, in silence.
    #[test]
    fn years_and_fates_head_figures_and_are_told() {
        let value = losses("2004: 19 killed, 2008: 22 killed; 941 killed (2008: 700)");
        let bounds: Vec<_> = value.amounts.iter().map(|one| one.min).collect();
        assert_eq!(bounds, [Some(19), Some(22), Some(941), Some(700)]);
        assert!(value.leftovers.len() > 2, "{:?}", value.leftovers);
        let value = losses("Entire force killed or captured: 16,500");
        assert_eq!(value.amounts[0].kind.as_deref(), Some("killed or captured"));
        assert!(!value.leftovers.is_empty());
        // What is more than the year is no part of it.
        let value = losses("Army Group North, 1941: 85,371 killed, 1942: 267,327 killed");
        let bounds: Vec<_> = value.amounts.iter().map(|one| one.min).collect();
        assert_eq!(bounds, [Some(85_371), Some(267_327)]);
        let value = losses("In 1879 (prewar), Army: 1,687, In 1880, Army: 2,500");
        let bounds: Vec<_> = value.amounts.iter().map(|one| one.min).collect();
        assert_eq!(bounds, [Some(1_687), Some(2_500)]);
        assert!(value.leftovers.len() > 1, "{:?}", value.leftovers);
        // A whole with its parts is no year.
        assert_eq!(
            losses("1998: 1,000 killed, 998 wounded").amounts[0].min,
            Some(1998)
        );
    }

    /// The unit of the heading ended at the first comma.
    #[test]
    fn a_heading_of_people_reaches_all_figures_of_its_line() {
        for text in [
            "Civils : 1 à 5 morts, 4 blessés",
            "Civilians: 5 killed, 4 wounded",
        ] {
            let value = losses(text);
            let units = value.amounts.iter().map(|one| one.unit.as_deref());
            assert_eq!(units.collect::<Vec<_>>(), [Some("civilians"); 2], "{text}");
        }
        let value = losses("Civilians: 5 killed, 4 soldiers wounded; 3 killed");
        let units: Vec<_> = value
            .amounts
            .iter()
            .map(|one| one.unit.as_deref())
            .collect();
        assert_eq!(units, [Some("civilians"), Some("soldiers"), None]);
    }

    #[test]
    fn a_wording_before_a_colon_is_a_figure_of_its_own() {
        for text in [
            "Heavy: 4,000 killed",
            "About half of the army: 4,000 killed",
        ] {
            let value = losses(text);
            assert_eq!(value.amounts.len(), 2, "{text}");
            assert_eq!(value.leftovers.len(), 1, "{text}");
        }
    }
}
