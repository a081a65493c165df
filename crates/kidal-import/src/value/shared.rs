//! What figures that `and` joins share: `100 cavalry and 5,000 infantry killed (Arrian)`.

use super::Reader;
use super::kinds::is_category;
use crate::amount::Amount;
use crate::token::tokens;
use crate::words::{Class, sense_at};

/// How many figures back what befell the last of a line reaches. Chosen by us: no line of an infobox holds as many.
const REACH: usize = 60;

/// Figures of one item, each joined to the one before it.
#[derive(Default)]
pub(super) struct Shared {
    /// The row of the later figure, and whether nothing stood behind the earlier one that says what befell those counted.
    joints: Vec<(usize, bool)>,
}

impl Shared {
    /// The figure that is read next, at this row, is joined to the one before it.
    pub(super) fn join(&mut self, row: usize, is_bare: bool) {
        self.joints.push((row, is_bare));
    }

    /// Gives each earlier figure what stands behind the later one for both.
    pub(super) fn settle(self, amounts: &mut [Amount]) {
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
                && (is_category(&kind) || later.outcome.is_some())
            {
                earlier.outcome.clone_from(&later.outcome);
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
fn befell_people(kind: &str) -> bool {
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
fn counted(amount: &Amount) -> String {
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

impl Reader<'_> {
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
            matches!(
                outcome.as_str(),
                "lost" | "captured" | "destroyed" | "damaged" | "sunk" | "disabled" | "abandoned"
            )
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
                unknown.push(counted(amount));
                let unit = amount.unit.clone().unwrap_or_default();
                amount.kind = unit.rsplit(' ').next().map(str::to_lowercase);
                amount.outcome = Some(outcome.clone());
                continue;
            }
            if amount.outcome.is_some() || !is_thing || amount.of != last.of || amount.included {
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
    is_bare && !amount.included && amount.unit.as_deref().is_some_and(is_unknown_unit)
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
