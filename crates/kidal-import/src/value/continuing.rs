//! What words without a figure of their own add to the figure before them.

use super::kinds::{is_category, joined, listed, parts_of};
use super::nouns::of_things;
use super::phrase::Phrase;
use crate::amount::Amount;

/// Whether words speak of those who are left: `rest captured`, `the remainder missing`.
pub(super) fn is_rest(words: &str) -> bool {
    let lower = words.to_lowercase();
    let lower = lower.strip_prefix("the ").unwrap_or(&lower);
    ["rest ", "remainder ", "le reste ", "reste "]
        .iter()
        .any(|rest| lower.starts_with(rest))
}

impl Phrase {
    /// Whether it says that those counted were lost, and no more.
    pub(super) fn says_casualties(&self) -> bool {
        self.kinds == ["casualties"]
    }

    /// Adds its remarks to the note of a figure.
    pub(super) fn remark_on(&self, amount: &mut Amount) {
        if !self.remarks.is_empty() {
            super::add_to(&mut amount.note, self.remarks.join(", "));
        }
    }

    /// `1,000 killed`, then `wounded or captured`: all are of one figure.
    pub(super) fn continue_kind(&self, amount: &mut Amount) {
        self.remark_on(amount);
        if self.says_nothing_of_fate() {
            return;
        }
        let Some(kind) = &amount.kind else { return };
        if amount.outcome.is_some() || is_category(kind) {
            let words = [self.kinds.as_slice(), self.outcomes.as_slice()].concat();
            let joint = if self.is_choice { " or " } else { " and " };
            let old = amount.outcome.take();
            amount.outcome = Some(
                old.into_iter()
                    .chain(words.iter().map(|word| of_things(word).to_string()))
                    .collect::<Vec<_>>()
                    .join(joint),
            );
            return;
        }
        if kind == "casualties" {
            amount.kind = Some(joined(&self.kinds, &self.outcomes, self.is_choice));
            return;
        }
        let added = joined(&self.kinds, &self.outcomes, self.is_choice);
        let mut parts: Vec<&str> = Vec::new();
        for word in parts_of(kind).chain(parts_of(&added)) {
            if word != "casualties" && !parts.contains(&word) {
                parts.push(word);
            }
        }
        amount.kind = Some(listed(&parts, self.is_choice || kind.contains(" or ")));
    }

    /// `500 (killed)`: the kind in parentheses.
    pub(super) fn replace_kind(&self, amount: &mut Amount) {
        if amount.kind.as_deref() == Some("casualties") {
            self.remark_on(amount);
            amount.kind = Some(joined(&self.kinds, &self.outcomes, self.is_choice));
        } else {
            self.continue_kind(amount);
        }
    }
}
