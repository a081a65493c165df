//! What figures that `and` joins share: `100 cavalry and 5,000 infantry killed (Arrian)`.

use super::kinds::is_category;
use super::phrase::Phrase;
use super::{Field, Reader};
use crate::amount::Amount;
use crate::token::{Token, tokens};
use crate::words::{Class, sense_at};

/// How many figures back what befell the last of a line reaches. Chosen by us: no line of an infobox holds as many.
const REACH: usize = 60;

/// Figures of one item, each joined to the one before it.
#[derive(Default)]
pub(super) struct Shared {
    /// The row of the later figure, and whether nothing stood behind the earlier one that says what befell those counted.
    joints: Vec<(usize, bool)>,
    /// The rows of figures that rival the one before them.
    rivals: Vec<usize>,
}

impl Shared {
    /// The figure that is read next, at this row, is joined to the one before it.
    pub(super) fn join(&mut self, row: usize, is_bare: bool) {
        self.joints.push((row, is_bare));
    }

    /// The figure that is read next, at this row, is another one of the same as the one before it.
    pub(super) fn join_rival(&mut self, row: usize) {
        self.rivals.push(row);
    }

    /// Gives each earlier figure what stands behind the later one for both.
    pub(super) fn settle(self, amounts: &mut [Amount]) {
        for row in self.rivals.into_iter().rev() {
            let pair = row
                .checked_sub(1)
                .and_then(|from| amounts.get_mut(from..=row));
            if let Some([earlier, later]) = pair
                && earlier.unit.is_none()
                && matches!(earlier.kind.as_deref(), None | Some("casualties"))
            {
                earlier.unit.clone_from(&later.unit);
                earlier.kind.clone_from(&later.kind);
                earlier.outcome.clone_from(&later.outcome);
            }
        }
        for (row, is_bare) in self.joints.into_iter().rev() {
            let Some([earlier, later]) = row
                .checked_sub(1)
                .and_then(|from| amounts.get_mut(from..=row))
            else {
                continue;
            };
            if earlier.according_to.is_none() {
                earlier.according_to.clone_from(&later.according_to);
            }
            let Some(kind) = later.kind.clone().filter(|kind| kind != "casualties") else {
                continue;
            };
            let has_thing = earlier.kind.as_deref().is_some_and(is_category);
            if has_thing
                && earlier.outcome.is_none()
                && (is_category(&kind) || later.outcome.is_some() || kind == "captured")
            {
                // `100 chariots and 1,000 warriors captured`
                let as_people = (kind == "captured").then_some(kind);
                earlier.outcome = later.outcome.clone().or(as_people);
            } else if is_bare
                && earlier.unit.is_some()
                && earlier.kind.as_deref() == Some("casualties")
            {
                // `40 sutlers and 9 chariots captured`: the people are captured too, and no chariots.
                if is_category(&kind) {
                    let befell = later.outcome.clone().filter(|word| befalls_people(word));
                    earlier.kind = befell.or(earlier.kind.take());
                } else {
                    earlier.kind = Some(kind);
                    earlier.outcome.clone_from(&later.outcome);
                }
            }
        }
    }
}

/// What may befall people as well as things.
fn befalls_people(outcome: &str) -> bool {
    matches!(outcome, "captured" | "killed" | "lost")
}

/// Whether a kind says what befell people, and is not `casualties`.
pub(super) fn befell_people(kind: &str) -> bool {
    kind != "casualties" && !is_category(kind)
}

/// `36 officers, 621 Italians and 143 Askari killed`: people on one line of whom nothing is said are taken to share what befell
/// the last, and that is told.
fn share_fate(before: &mut [Amount], last: &Amount, leftovers: &mut Vec<(String, String)>) {
    if last.unit.is_none() && last.of.is_none() {
        return;
    }
    let mut shared = Vec::new();
    for amount in before.iter_mut().rev().take(REACH) {
        let is_same = amount.kind == last.kind && amount.unit.is_some();
        let is_bare = amount.kind.as_deref() == Some("casualties")
            && amount.unit.is_some()
            && !amount.included
            && amount.has_figure();
        if !is_same && !is_bare {
            break;
        }
        if !is_bare {
            continue;
        }
        amount.kind.clone_from(&last.kind);
        shared.push(counted(amount));
    }
    let kind = last.kind.as_deref().unwrap_or_default();
    let why = format!("taken to be {kind}, as those named behind them");
    tell(shared, &why, leftovers);
}

/// A figure and what it counts.
pub(super) fn counted(amount: &Amount) -> String {
    let unit = amount.unit.clone().unwrap_or_default();
    let text = format!("{} {unit}", amount.bounds_text());
    text.trim().to_string()
}

/// Tells of figures, gathered from the last to the first, in the order of the text.
fn tell(mut figures: Vec<String>, why: &str, leftovers: &mut Vec<(String, String)>) {
    if !figures.is_empty() {
        figures.reverse();
        leftovers.push((figures.join(", "), why.to_string()));
    }
}

/// `536 civilians killed, over 1,000 in all Abidjan`, `55 morts selon le Niger, « plusieurs » selon l'EI`: a figure or a vague
/// wording of another place or writer behind people of whom it is said what befell them.
fn says_of_whom(amount: &Amount, last: &Amount) -> bool {
    let is_open = amount.kind.as_deref() == Some("casualties") && amount.outcome.is_none();
    let is_fated = last.kind.as_deref().is_some_and(befell_people);
    let is_vague = amount.according_to.is_some() && !amount.is_unknown() && !amount.has_figure();
    let is_name = |unit: &str| {
        unit.starts_with(char::is_uppercase) && !unit.ends_with('s') && !unit.contains(' ')
    };
    let is_elsewhere = match amount.unit.as_deref() {
        None => amount.of.is_some() && amount.of != last.of,
        Some(unit) => is_name(unit),
    };
    let is_vague = is_vague && amount.unit.is_none();
    let is_elsewhere = is_elsewhere && amount.has_figure();
    is_open && is_fated && (is_vague || is_elsewhere)
}

impl Reader<'_> {
    /// `200, 130 (Diodorus), or 85 elephants`: bare figures of a line before one behind `or` are taken to count the same, and that
    /// is told. The item begins at this token, and its figures at this row.
    pub(super) fn share_unit_back(&mut self, run: usize, first: usize, start: usize) {
        let word = self.tokens.get(start).and_then(Token::lower);
        let is_behind_or = matches!(word, Some("or" | "ou" | "oder"));
        if run >= first {
            return;
        }
        let Some((before, [later, ..])) = self.value.amounts.split_at_mut_checked(first) else {
            return;
        };
        // `20,000, 30,000 or 50,000 infantry`: the last two of a row of figures.
        let begins_figure = self.tokens.get(start).is_some_and(Token::is_number);
        let ends_row =
            later.either && begins_figure && before[run..].iter().all(|one| one.unit.is_none());
        if later.unit.is_none() || !(is_behind_or || ends_row) {
            return;
        }
        let mut shared = Vec::new();
        for amount in before[run..].iter_mut().rev().take(REACH) {
            let is_bare = amount.unit.is_none() && amount.outcome.is_none() && amount.has_figure();
            let is_open = is_bare && matches!(amount.kind.as_deref(), None | Some("casualties"));
            if !is_open {
                break;
            }
            amount.unit.clone_from(&later.unit);
            amount.kind.clone_from(&later.kind);
            amount.outcome.clone_from(&later.outcome);
            shared.push(counted(amount));
        }
        let why = "taken to count what the figure behind `or` does";
        tell(shared, why, &mut self.value.leftovers);
    }

    /// `Unknown, likely minimal`, `Minimal, exact number unknown`: a wording beside one that says that nothing is known is a note of
    /// one figure, where it is hedged or speaks of the exact number: `Unknown, light` are two. The item begins at this token, and its
    /// figures at this row.
    pub(super) fn join_unknown(&mut self, run: usize, first: usize, start: usize) {
        if first <= run || self.value.amounts.len() != first + 1 {
            return;
        }
        let [before, here] = &self.value.amounts[first - 1..] else {
            return;
        };
        let bare = |one: &Amount| Amount {
            wording: None,
            ..one.clone()
        };
        let is_one = bare(before) == bare(here)
            && before.unit.is_none()
            && matches!(before.kind.as_deref(), None | Some("casualties"))
            && before.is_unknown() != here.is_unknown();
        let both = before.wording.clone().zip(here.wording.clone());
        let Some((first, second)) = both.filter(|_| is_one) else {
            return;
        };
        const HEDGES: [&str; 6] = [
            "likely",
            "probably",
            "presumably",
            "possibly",
            "probablement",
            "vermutlich",
        ];
        let is_hedged = second.split_once(' ').is_some_and(|(hedge, rest)| {
            HEDGES.contains(&hedge) && crate::words::sense_of(rest, &[Class::Magnitude]).is_some()
        });
        let begins = |word: &str| {
            (start..self.tokens.len().min(start + 3))
                .any(|at| self.tokens[at].lower() == Some(word))
        };
        let is_exact = ["exact", "precise", "exacts", "exactes"]
            .into_iter()
            .any(begins);
        let is_note = if before.is_unknown() {
            is_hedged
        } else {
            is_exact
        };
        if !is_note {
            return;
        }
        let words = if before.is_unknown() { second } else { first };
        self.value.amounts.pop();
        self.add_note(words);
        if let Some(last) = self.value.amounts.last_mut() {
            last.wording = Some(crate::amount::UNKNOWN.to_string());
        }
    }

    /// `5 divisions, later 9`, `3,000 deaths from disease, 500 from combat`: a figure with words that do not say what it counts, on
    /// the line of one that says it. Behind `from` it is taken to count the same; all are told.
    pub(super) fn tell_bare(&mut self, phrase: &Phrase, amount: &mut Amount) {
        let row = self.value.amounts.len();
        let is_bare = amount.unit.is_none() && phrase.of.is_none() && phrase.says_nothing_of_fate();
        if row <= self.run {
            return;
        }
        let begins_item = self.spans.last().is_some_and(|span| span.first == row);
        if begins_item && phrase.says_nothing_of_fate() && self.field == Field::Casualties {
            self.share_captivity(amount);
        }
        let Some(last) = self.value.amounts.last() else {
            return;
        };
        // `4 ships captured on the 12th and 2 on the 19th`
        let of_things = last.kind.as_deref().is_some_and(is_category) && last.outcome.is_some();
        if is_bare
            && !begins_item
            && of_things
            && !amount.included
            && amount.note.is_some()
            && amount.kind.as_deref() == Some("casualties")
        {
            amount.kind.clone_from(&last.kind);
            amount.unit.clone_from(&last.unit);
            amount.outcome.clone_from(&last.outcome);
            let why = "taken for the things named before it";
            self.value
                .leftovers
                .push((counted(amount), why.to_string()));
            return;
        }
        if self.field == Field::Casualties
            && begins_item
            && !amount.included
            && phrase.says_nothing_of_fate()
            && says_of_whom(amount, last)
        {
            let why = "what befell them is not said; it may be the same as of those before";
            let name = amount.according_to.as_ref().or(amount.of.as_ref());
            let text = format!("{} {}", counted(amount), name.cloned().unwrap_or_default());
            self.value
                .leftovers
                .push((text.trim().to_string(), why.to_string()));
            return;
        }
        let is_open = is_bare && begins_item && amount.note.is_some() && amount.has_figure();
        if !is_open || amount.included || last.included || last.of != amount.of {
            return;
        }
        let figure = counted(amount);
        let note = amount.note.clone().unwrap_or_default();
        let why = match (self.field, &last.unit, last.kind.as_deref()) {
            (Field::Strength, Some(unit), _) if note.starts_with("from ") => {
                amount.unit = Some(unit.clone());
                format!("taken to count {unit}, as the figure before it")
            }
            (Field::Strength, Some(unit), _) => {
                format!("what is counted is not said; it may be {unit}, as before")
            }
            (Field::Casualties, _, Some(kind))
                if befell_people(kind) && amount.kind.as_deref() == Some("casualties") =>
            {
                format!("what befell them is not said; it may be `{kind}`, as of those before")
            }
            // `800 aircraft lost`, `over 500 in December`
            (Field::Casualties, Some(unit), Some(kind))
                if is_category(kind) && amount.kind.as_deref() == Some("casualties") =>
            {
                format!("what is counted is not said; it may be {unit}, as before")
            }
            _ => return,
        };
        self.value.leftovers.push((format!("{figure} {note}"), why));
    }

    /// `154 Scottish prisoners, 222 French`: a second people of whom nothing is said is taken to share what befell the first, and
    /// that is told.
    fn share_captivity(&mut self, amount: &mut Amount) {
        let Some(last) = self.value.amounts.last() else {
            return;
        };
        let is_people = |amount: &Amount| {
            let unit = amount.unit.as_deref().unwrap_or_default();
            unit.starts_with(char::is_uppercase) && !unit.contains(|c: char| c.is_ascii_digit())
        };
        let kind = last.kind.clone().filter(|kind| befell_people(kind));
        let is_open = amount.kind.as_deref() == Some("casualties")
            && amount.outcome.is_none()
            && amount.has_figure();
        if let Some(kind) = kind
            && is_open
            && is_people(last)
            && is_people(amount)
            && super::types::category_of_type(amount.unit.as_deref().unwrap_or_default()).is_none()
        {
            let why = format!("taken to be {kind}, as the people named before");
            self.value.leftovers.push((counted(amount), why));
            amount.kind = Some(kind);
        }
    }

    /// `10,000 killed (Appian), 50,000 (Plutarch)`: a bare figure of another writer is taken to count the same, and that is told.
    /// The figures of the item begin at this row.
    pub(super) fn share_with_rival(&mut self, first: usize, depth: usize) {
        let Some((before, [amount])) = self.value.amounts.split_at_mut_checked(first) else {
            return;
        };
        let mut wholes = before.iter().rev().take(REACH).filter(|one| !one.included);
        let Some(last) = wholes.next() else {
            return;
        };
        let is_open = depth == 0
            && self.is_bare
            && amount.unit.is_none()
            && amount.has_figure()
            && amount.of == last.of
            && !amount.included
            && amount.according_to.is_some()
            && amount.according_to != self.by
            && amount.according_to != last.according_to;
        // Of `10 killed, 2 wounded; 50 (another count)` the 50 may be both.
        let is_one = wholes.all(|one| one.kind == last.kind && one.unit == last.unit);
        let says_more = last.unit.is_some() || last.kind.as_deref().is_some_and(befell_people);
        if !is_open || !is_one || !says_more {
            return;
        }
        amount.kind.clone_from(&last.kind);
        amount.unit.clone_from(&last.unit);
        amount.outcome.clone_from(&last.outcome);
        let source = amount.according_to.clone().unwrap_or_default();
        let text = format!("{} ({source})", amount.bounds_text());
        let why = "taken to count what the figure before it does";
        self.value.leftovers.push((text, why.to_string()));
    }

    /// `3 waggons, 1 boat lost`: things on one line before the last of which is said what befell them are taken to share it,
    /// and that is told.
    pub(super) fn share_back(&mut self, first: usize) {
        let Some((last, before)) = self
            .value
            .amounts
            .get_mut(first..)
            .and_then(<[Amount]>::split_last_mut)
        else {
            return;
        };
        let follows_thing = before.last().is_some_and(|one| {
            one.kind.as_deref().is_some_and(is_category) && one.outcome.is_none()
        });
        if follows_thing
            && last.kind.as_deref() == Some("casualties")
            && last.unit.as_deref().is_some_and(is_no_word)
        {
            // `3 tanks, 11 Ratels lost`
            let nearest = before.last().map(counted).unwrap_or_default();
            let why = format!(
                "the figure is read; people or things, and what is said of them may be said of those before too: {nearest}"
            );
            self.value.leftovers.push((counted(last), why.to_string()));
        }
        if follows_thing
            && last.kind.as_deref() == Some("captured")
            && let Some(unit) = last.unit.clone().filter(|unit| is_unknown_unit(unit))
        {
            // `9 rifles and 3 pistols captured`
            let text = format!("{} {unit}", last.bounds_text());
            let why = "taken for things that were captured; they may be people";
            self.value.leftovers.push((text, why.to_string()));
            last.kind = unit.rsplit(' ').next().map(str::to_string);
            last.outcome = Some("captured".to_string());
        }
        if last.kind.as_deref().is_some_and(befell_people) && last.outcome.is_none() {
            let unit = last.unit.as_deref().filter(|unit| is_unknown_unit(unit));
            if let Some(unit) = unit.filter(|_| last.kind.as_deref() == Some("captured")) {
                let text = format!("{} {unit}", last.bounds_text());
                let why = "taken for people who were captured; they may be things";
                self.value.leftovers.push((text, why.to_string()));
            }
            share_fate(before, last, &mut self.value.leftovers);
            return;
        }
        let outcome = last.outcome.clone().filter(|outcome| {
            outcome.split(" or ").all(|one| {
                matches!(
                    one,
                    "lost"
                        | "captured"
                        | "destroyed"
                        | "damaged"
                        | "sunk"
                        | "disabled"
                        | "abandoned"
                )
            })
        });
        let Some(outcome) = outcome else { return };
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for amount in before.iter_mut().rev().take(REACH) {
            let is_thing = amount.kind.as_deref().is_some_and(is_category);
            if amount.outcome.is_some() && is_thing && amount.outcome == last.outcome {
                continue;
            }
            if amount.kind.as_deref() == Some("casualties")
                && amount.unit.is_none()
                && amount.note.is_some()
            {
                // `1 tender`: what is counted was not understood, and was told.
                continue;
            }
            if is_unknown_thing(amount)
                && last.kind.as_deref().is_some_and(|kind| kind != "captured")
            {
                // `4 destroyers, 5 lighters, 1 sloop sunk`
                let unit = amount.unit.clone().unwrap_or_default();
                // A type is told already.
                if is_unknown_unit(&unit) {
                    unknown.push(counted(amount));
                }
                amount.kind = unit.rsplit(' ').next().map(str::to_lowercase);
                amount.outcome = Some(outcome.clone());
                continue;
            }
            // What befell parts did not befall the whole: `11 ships: 3 sunk, 8 captured`.
            let is_whole = last.included && !amount.included;
            if amount.outcome.is_some()
                || !is_thing
                || amount.of != last.of
                || amount.included
                || is_whole
            {
                break;
            }
            amount.outcome = Some(outcome.clone());
            known.push(counted(amount));
        }
        let leftovers = &mut self.value.leftovers;
        let why = format!("taken to be {outcome}, as those named behind");
        tell(known, &why, leftovers);
        let why = format!("taken for things, {outcome} as those named behind them");
        tell(unknown, &why, leftovers);
    }
}

/// Whether the table does not know what is counted, and nothing says what befell it.
fn is_unknown_thing(amount: &Amount) -> bool {
    let is_bare = amount.kind.as_deref() == Some("casualties") && amount.outcome.is_none();
    let is_type = |unit: &str| {
        unit.starts_with(char::is_uppercase) && unit.contains(|c: char| c.is_ascii_digit())
    };
    let unit = amount.unit.as_deref();
    is_bare && !amount.included && unit.is_some_and(|unit| is_unknown_unit(unit) || is_type(unit))
}

/// Whether a unit is in small letters and none that the table has.
fn is_unknown_unit(unit: &str) -> bool {
    unit.starts_with(char::is_lowercase) && is_no_word(unit)
}

/// Whether the table has no word of a unit.
fn is_no_word(unit: &str) -> bool {
    let words = tokens(unit);
    (0..words.len()).all(|at| sense_at(&words, at, &[Class::People, Class::Thing]).is_none())
}

#[cfg(test)]
mod tests {
    use crate::value::{Belligerents, Field, Value, read_value};

    fn read(field: Field, text: &str) -> Value {
        read_value(field, text, &Belligerents::default())
    }

    fn kinds(value: &Value) -> Vec<&str> {
        let amounts = value.amounts.iter();
        amounts.filter_map(|one| one.kind.as_deref()).collect()
    }

    #[test]
    fn bare_figures_before_or_count_what_the_last_one_does() {
        let value = read(
            Field::Strength,
            "200, 130 (per Diodorus), or 85 war elephants",
        );
        let units = value.amounts.iter().map(|one| one.unit.as_deref());
        assert!(units.into_iter().all(|unit| unit == Some("war elephants")));
        assert!(!value.leftovers.is_empty());
        let value = read(Field::Casualties, "8,000 (Livy) or 5,000 (Polybius) killed");
        assert_eq!(kinds(&value), ["killed", "killed"]);
    }

    /// The second figure behind a label was of nobody's fate, in silence.
    #[test]
    fn a_label_holds_for_all_people_of_its_line_and_is_told() {
        let value = read(
            Field::Casualties,
            "Killed: 12 officers, 300 men; Wounded: 20 officers, 900 men",
        );
        assert_eq!(kinds(&value), ["killed", "killed", "wounded", "wounded"]);
        assert_eq!(value.leftovers.len(), 2);
        let value = read(Field::Casualties, "Killed: 300, 20 tanks");
        assert_eq!(kinds(&value), ["killed", "tanks"]);
    }

    #[test]
    fn what_a_figure_counts_that_does_not_say_it_is_told() {
        for (field, text) in [
            (Field::Strength, "5 divisions, later 9"),
            (Field::Strength, "40 triremes from Athens, 20 from Chios"),
            (
                Field::Casualties,
                "3,000 deaths from disease, 500 from combat",
            ),
        ] {
            assert_eq!(read(field, text).leftovers.len(), 1, "{text}");
        }
        assert!(
            read(Field::Strength, "5 divisions, 40 guns")
                .leftovers
                .is_empty()
        );
    }
}
