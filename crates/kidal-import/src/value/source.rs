//! A source behind several figures: whose of them it is, and what is told of it.

use super::Reader;
use super::asides::names_time;
use super::attribution::{Named, is_attribution, named};
use super::kinds::is_category;
use crate::amount::Amount;
use crate::token::tokens;
use crate::words::{Class, sense_at};

/// How many figures back a source reaches. Chosen by us: no value of an infobox holds as many lines.
const REACH: usize = 60;

/// Whether a figure has no source yet, and counts those of the same part of the side.
fn is_open(amount: &Amount, last: &Amount) -> bool {
    amount.according_to.is_none() && amount.of == last.of && amount.has_figure()
}

/// `15 March, per Ukraine`, `NTC claim, late September`: whose figure it is, and when.
pub(super) fn source_and_date(text: &str) -> Option<(&str, &str)> {
    let (one, other) = text.split_once([',', ';'])?;
    let (one, other) = (one.trim(), other.trim());
    let is_date = |text: &str| {
        let words = tokens(text);
        let has_month = (0..words.len()).any(|at| names_time(&words, at));
        let classes = [Class::Kind, Class::People, Class::Thing, Class::Least];
        let counts = (0..words.len()).any(|at| sense_at(&words, at, &classes).is_some());
        has_month && !counts && words.len() <= DATE
    };
    let is_source =
        |text: &str| !text.contains(|letter: char| letter.is_ascii_digit()) && is_attribution(text);
    if is_source(one) && is_date(other) {
        return Some((one, other));
    }
    (is_date(one) && is_source(other)).then_some((other, one))
}

/// `Cassius Dio, modern estimates much lower`: whose figure it is, and a remark that holds it against others.
pub(super) fn source_and_remark(text: &str) -> Option<(&str, &str)> {
    const ENDS: [&str; 14] = [
        "lower",
        "higher",
        "smaller",
        "larger",
        "fewer",
        "less",
        "more",
        "exaggerated",
        "inflated",
        "doubtful",
        "disputed",
        "unlikely",
        "inférieures",
        "supérieures",
    ];
    let (name, remark) = text.split_once([',', ';'])?;
    let (name, remark) = (name.trim(), remark.trim());
    let is_source = is_attribution(name) || named(name) == Some(Named::Author);
    let is_remark = remark.starts_with(char::is_lowercase)
        && remark.contains(' ')
        && ENDS
            .iter()
            .any(|end| remark.rsplit(' ').next() == Some(end));
    let has_digit = text.contains(|letter: char| letter.is_ascii_digit());
    (is_source && is_remark && !has_digit).then_some((name, remark))
}

/// Most words of a date beside a source. Chosen by us: `from 17 to 19 September 2011` has six.
const DATE: usize = 7;

/// Beginnings of what is told of a source whose reach is not known; where the whole value shows it, that is told instead.
const LAST: &str = "taken for the source of the last figure";
const OWN_LINE: &str = "taken for the source of its own line";

/// `3 galleys, 200 men (Spanish source), 4 galleys (Dutch source)`: where several sources stand in a value, one behind its last
/// figure, each is taken for that of the figures since the one before it, and that is told. Figures of one thing are rivals, and no
/// two of them have one source. Where lines divide the figures, a source is that of its line.
pub(super) fn settle(reader: &mut Reader<'_>) {
    if reader.by.is_some() || reader.text.contains('\n') {
        return;
    }
    let amounts = &mut reader.value.amounts;
    let mut sources: Vec<&String> = amounts
        .iter()
        .filter_map(|one| one.according_to.as_ref())
        .collect();
    sources.dedup();
    let is_closed = amounts
        .last()
        .is_some_and(|last| last.according_to.is_some());
    if sources.len() < 2 || !is_closed {
        return;
    }
    let mut shared: Vec<(String, Vec<String>)> = Vec::new();
    let mut next: Option<String> = None;
    let mut counted: Vec<(Option<String>, Option<String>, Option<String>)> = Vec::new();
    for amount in amounts.iter_mut().rev() {
        let counts = (
            amount.kind.clone(),
            amount.unit.clone(),
            amount.outcome.clone(),
        );
        if amount.included && amount.according_to.is_none() {
            // `315 killed (133 militiamen), 812 wounded (per X)`
            amount.according_to.clone_from(&next);
            continue;
        }
        if amount.according_to.is_some() {
            if amount.according_to != next {
                counted.clear();
            }
            next.clone_from(&amount.according_to);
            counted.push(counts);
            continue;
        }
        let is_rival = counted.iter().any(|(kind, unit, outcome)| {
            *kind == counts.0
                && *outcome == counts.2
                && (*unit == counts.1 || unit.is_none() || counts.1.is_none())
        });
        let Some(source) = next.clone().filter(|_| !is_rival) else {
            next = None;
            continue;
        };
        counted.push(counts);
        let figure = amount.bounds_text();
        match shared.last_mut() {
            Some((last, figures)) if *last == source => figures.push(figure),
            _ => shared.push((source.clone(), vec![figure])),
        }
        amount.according_to = Some(source);
    }
    if shared.is_empty() {
        return;
    }
    let is_settled =
        |(_, why): &(String, String)| why.starts_with(LAST) || why.starts_with(OWN_LINE);
    reader.value.leftovers.retain(|left| !is_settled(left));
    for (source, mut figures) in shared.into_iter().rev() {
        figures.reverse();
        let why = format!(
            "taken for the source of all figures since the source before it, {} too; it may be that of the last alone",
            figures.join(" and ")
        );
        reader.value.leftovers.push((source, why));
    }
}

impl Reader<'_> {
    /// `500 killed`, `20 wounded`, `(according to the army)`, each on a line of its own: the source is that of the figures of the
    /// lines before it, each of another kind, and that is told.
    pub(super) fn attribute_lines(&mut self, text: &str) {
        let Some((last, before)) = self.value.amounts.split_last_mut() else {
            return;
        };
        let mut counted = vec![(last.kind.clone(), last.unit.clone())];
        let (mut shared, mut is_cut) = (Vec::new(), false);
        for amount in before.iter_mut().rev().take(REACH) {
            if !is_open(amount, last) {
                break;
            }
            let counts = (amount.kind.clone(), amount.unit.clone());
            if counted.contains(&counts) {
                is_cut = true;
                break;
            }
            counted.push(counts);
            amount.according_to.clone_from(&last.according_to);
            shared.push(amount.bounds_text());
        }
        if shared.is_empty() && !is_cut {
            return;
        }
        shared.reverse();
        let why = if shared.is_empty() {
            "taken for the source of the last figure; it may be that of those before it too"
                .to_string()
        } else {
            format!(
                "taken for the source of the lines before it, {} too; it may be that of the last alone",
                shared.join(" and ")
            )
        };
        self.value.leftovers.push((text.to_string(), why));
    }

    /// `500 killed` on a line, `20 wounded (army)` on the next: the source may be that of the line before it too.
    fn tell_lines(&mut self, text: &str) {
        let run = self.run.min(self.value.amounts.len());
        let (before, here) = self.value.amounts.split_at(run);
        let (Some(above), Some(last)) = (before.last(), here.last()) else {
            return;
        };
        // Two figures of one thing are rivals, and each has a source of its own.
        let is_rival = above.kind == last.kind && above.unit == last.unit;
        if is_open(above, last) && !is_rival && !last.included && !above.included {
            let counts = above.unit.as_deref().unwrap_or_default();
            let figure = format!("{} {counts}", above.bounds_text());
            let why = format!(
                "taken for the source of its own line; it may be that of the lines before it too: {}",
                figure.trim()
            );
            self.value.leftovers.push((text.to_string(), why));
        }
    }

    /// `9 killed, 5 wounded (MNLA claim)`: figures of one count, each of another kind, are taken to share their source, and
    /// that is told.
    pub(super) fn attribute_run(&mut self, text: &str) {
        let run = self.run.min(self.value.amounts.len());
        if run == self.value.amounts.len() {
            self.attribute_lines(text);
            return;
        }
        self.tell_lines(text);
        let Some((last, before)) = self.value.amounts[run..].split_last_mut() else {
            return;
        };
        let is_of_people =
            |kind: &Option<String>| kind.as_deref().is_some_and(|kind| !is_category(kind));
        if last.included {
            return;
        }
        if self.tied.is_some() || !is_of_people(&last.kind) {
            self.tell_source(text);
            return;
        }
        let mut kinds = vec![(last.kind.clone(), last.unit.clone())];
        let mut shared = Vec::new();
        for amount in before.iter_mut().rev() {
            // Of `192 Athenians, 11 Plataeans (Herodotus)` each people has its own count.
            let is_alike = amount.of == last.of
                && !amount.included
                && (amount.unit == last.unit || amount.kind.as_deref() != Some("casualties"));
            if amount.according_to.is_some()
                || !is_alike
                || !is_of_people(&amount.kind)
                || kinds.contains(&(amount.kind.clone(), amount.unit.clone()))
            {
                break;
            }
            kinds.push((amount.kind.clone(), amount.unit.clone()));
            amount.according_to.clone_from(&last.according_to);
            shared.push(amount.bounds_text());
        }
        if !shared.is_empty() {
            shared.reverse();
            let why = format!(
                "taken for the source of all figures of this count, {} too; it may be that of the last alone",
                shared.join(" and ")
            );
            self.value.leftovers.push((text.to_string(), why));
        } else {
            self.tell_source(text);
        }
    }

    /// `4,000 men, 60 tanks (X's claim)`: the source of the last figure of a line may be that of those before it.
    fn tell_source(&mut self, text: &str) {
        let run = self.run.min(self.value.amounts.len());
        if let [before @ .., _] = &self.value.amounts[run..]
            && before.iter().any(|amount| !amount.included)
            && before.iter().all(|amount| amount.according_to.is_none())
        {
            let why =
                "taken for the source of the last figure; it may be that of those before it too";
            self.value
                .leftovers
                .push((text.to_string(), why.to_string()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::value::{Belligerents, Field, Value, read_value};

    fn losses(text: &str) -> Value {
        read_value(Field::Casualties, text, &Belligerents::default())
    }

    fn sources(value: &Value) -> Vec<Option<&str>> {
        let amounts = value.amounts.iter();
        amounts.map(|one| one.according_to.as_deref()).collect()
    }

    /// Lines share a source as items between commas do; without commas it was the last one's, in silence.
    #[test]
    fn a_source_on_a_line_of_its_own_is_that_of_the_lines_before_it() {
        for text in [
            "500 killed\n1,200 wounded\n(according to the army)",
            "500 killed\n1,200 wounded\naccording to the army",
        ] {
            let value = losses(text);
            assert_eq!(sources(&value), [Some("army"); 2], "{text}");
            assert_eq!(value.leftovers.len(), 1, "{text}: {:?}", value.leftovers);
        }
        let value = losses("500 killed\n800 killed\n(according to the army)");
        assert_eq!(sources(&value), [None, Some("army")]);
        assert_eq!(value.leftovers.len(), 1);
    }

    /// The remark was part of the name; what is set off before the source was the source.
    #[test]
    fn a_remark_beside_a_source_and_whom_a_figure_holds_are_notes() {
        let value = losses("230,000 killed (Cassius Dio, modern estimates much lower)");
        assert_eq!(sources(&value), [Some("Cassius Dio")]);
        let note = value.amounts[0].note.as_deref();
        assert_eq!(note, Some("modern estimates much lower"));
        assert_eq!(value.leftovers.len(), 1);
        for (note, source) in [
            ("civils compris", "selon César"),
            ("y compris les civils", "selon César"),
            ("femmes et enfants compris", "selon César"),
            ("including civilians", "according to César"),
        ] {
            let text = format!("238,000 killed, {note} ({source})");
            let value = losses(&text);
            assert_eq!(sources(&value), [Some("César")], "{text}");
            assert_eq!(value.amounts[0].note.as_deref(), Some(note), "{text}");
            assert!(value.leftovers.is_empty(), "{text}: {:?}", value.leftovers);
        }
    }

    #[test]
    fn a_source_at_the_end_of_the_last_line_may_be_that_of_those_before_and_is_told() {
        let value = losses("500 killed\n1,200 wounded (according to the army)");
        assert_eq!(sources(&value), [None, Some("army")]);
        assert_eq!(value.leftovers.len(), 1);
        let value = losses("500 killed (army)\n1,200 killed (according to the rebels)");
        assert!(sources(&value)[1].is_some());
    }
}
