//! What figures that `and` joins share: `100 cavalry and 5,000 infantry killed (Arrian)`.

use super::kinds::is_category;
use crate::amount::Amount;

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
