//! What figures that `and` joins share: `100 cavalry and 5,000 infantry killed (Arrian)`.

use super::Reader;
use super::kinds::is_category;
use crate::amount::Amount;

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
        let kind = last.kind.as_deref().unwrap_or_default();
        let unit = amount.unit.clone().unwrap_or_default();
        let text = format!("{} {unit}", amount.bounds_text());
        leftovers.push((text, format!("taken to be {kind}, as those named behind them")));
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
        if last.kind.as_deref().is_some_and(befell_people) && last.outcome.is_none() {
            share_fate(before, last, &mut self.value.leftovers);
            return;
        }
        let outcome = last.outcome.clone().filter(|outcome| {
            matches!(
                outcome.as_str(),
                "lost" | "captured" | "destroyed" | "damaged"
            )
        });
        let Some(outcome) = outcome else { return };
        for amount in before.iter_mut().rev().take(REACH) {
            let is_thing = amount.kind.as_deref().is_some_and(is_category);
            if amount.outcome.is_some() && is_thing && amount.outcome == last.outcome {
                continue;
            }
            if amount.outcome.is_some() || !is_thing || amount.of != last.of || amount.included {
                break;
            }
            amount.outcome = Some(outcome.clone());
            let unit = amount.unit.clone().unwrap_or_default();
            let text = format!("{} {unit}", amount.bounds_text());
            let why = format!("taken to be {outcome}, as those named behind it");
            self.value.leftovers.push((text.trim().to_string(), why));
        }
    }
}
