//! What figures say of each other where the words do not: parts that add up to the figure before them, parts in bullets under it,
//! and adjectives that share the noun behind the last of them.

use super::kinds::is_category;
use super::{Field, Reader};
use crate::amount::Amount;

/// The least whole whose parts are known by their sum: small numbers add up by chance. Chosen by us.
const LEAST: u64 = 100;

/// How many parts are added at most. Chosen by us: no infobox holds as many.
const PARTS: usize = 12;

const ADDS_UP: &str = "taken to be counted inside the figure before them, to which they add up";

/// Both bounds of a figure that has them.
fn bounds(amount: &Amount) -> Option<(u64, u64)> {
    amount.min.zip(amount.max)
}

/// Whether a figure may be a part of another: of people both, by one source, and by what befell them.
fn may_hold(reader: &Reader<'_>, whole: &Amount, part: &Amount) -> bool {
    let of_things = |amount: &Amount| {
        amount.outcome.is_some()
            || amount.kind.as_deref().is_some_and(is_category)
            || reader.is_thing(amount)
    };
    let holds_kind = whole.kind == part.kind
        || [&whole.kind, &part.kind]
            .iter()
            .any(|kind| kind.as_deref() == Some("casualties"));
    let is_one_source = part.according_to.is_none() || part.according_to == whole.according_to;
    !of_things(whole) && !of_things(part) && holds_kind && is_one_source && !part.included
}

/// `86,469`, `45,219 killed or missing`, `41,250 wounded`: two figures or more that add up to the one before them, to the last
/// man, are its parts.
pub(super) fn settle(reader: &mut Reader<'_>) {
    let mut row = 0;
    while row < reader.value.amounts.len() {
        let parts = parts_of_sum(reader, row);
        let whole_kind = reader.value.amounts[row].kind.clone();
        let mut told = Vec::new();
        for part in &mut reader.value.amounts[row + 1..row + 1 + parts] {
            part.included = true;
            if part.kind.as_deref() == Some("casualties") {
                part.kind.clone_from(&whole_kind);
            }
            let what = part
                .unit
                .as_ref()
                .or(part.kind.as_ref())
                .or(part.of.as_ref());
            let what = what.cloned().unwrap_or_default();
            told.push(format!("{} {what}", part.bounds_text()).trim().to_string());
        }
        if !told.is_empty() {
            reader
                .value
                .leftovers
                .push((told.join(", "), ADDS_UP.to_string()));
        }
        row += 1 + parts;
    }
}

/// How many figures behind this one add up to it; 0 where none do.
fn parts_of_sum(reader: &Reader<'_>, row: usize) -> usize {
    let amounts = &reader.value.amounts;
    let whole = &amounts[row];
    let Some((least, most)) = bounds(whole).filter(|(least, _)| *least >= LEAST) else {
        return 0;
    };
    let (mut low, mut high) = (0_u64, 0_u64);
    for (count, part) in amounts[row + 1..].iter().take(PARTS).enumerate() {
        let Some((min, max)) =
            bounds(part).filter(|_| !whole.included && may_hold(reader, whole, part))
        else {
            return 0;
        };
        low = low.saturating_add(min);
        high = high.saturating_add(max);
        if (low, high) == (least, most) && count > 0 {
            return count + 1;
        }
        if low > least || high > most {
            return 0;
        }
    }
    0
}

impl Reader<'_> {
    /// Bullets under a line with one figure hold its parts, where they fit into it: `4,000 fighters`, `* 3,500 Arabs`,
    /// `* 500 Kurds`.
    pub(super) fn open_bullets(&mut self) {
        let [.., before, now] = self.spans.as_slice() else {
            return;
        };
        let is_bullet = |at: usize| self.tokens.get(at).is_some_and(|token| token.is_sign('*'));
        let begins_line = |at: usize| at == 0 || self.tokens[at - 1].is_sign('\n');
        if !is_bullet(now.from) && is_bullet(before.from) && begins_line(now.from) {
            self.whole = None;
        }
        let is_one = before.first + 1 == now.first && now.first == self.value.amounts.len();
        let is_under = is_bullet(now.from) && !is_bullet(before.from);
        if is_under && is_one && begins_line(before.from) && begins_line(now.from) {
            self.whole = Some((before.first, 0));
        }
    }

    /// `16 Italian and 5 German submarines`: the first counts submarines too, and that is told.
    pub(super) fn share_noun_back(&mut self, first: usize) {
        let is_adjective = |word: &str| {
            word.starts_with(char::is_uppercase) && !word.ends_with('s') && !word.contains(' ')
        };
        let Some([one, next]) = self.value.amounts.get_mut(first..) else {
            return;
        };
        let Some((name, noun)) = one.unit.clone().zip(next.unit.clone()) else {
            return;
        };
        let is_open = one.of.is_none()
            && one.outcome.is_none()
            && matches!(one.kind.as_deref(), None | Some("casualties"));
        let is_alike = next.of.as_deref().is_some_and(is_adjective) && is_adjective(&name);
        if !is_open || !is_alike || noun.starts_with(char::is_uppercase) {
            return;
        }
        (one.of, one.unit) = (Some(name.clone()), Some(noun.clone()));
        if self.field == Field::Casualties {
            one.kind.clone_from(&next.kind);
            one.outcome.clone_from(&next.outcome);
        }
        let text = format!("{} {name} {noun}", one.bounds_text());
        let why = "taken to count what the figure behind it does";
        self.value.leftovers.push((text, why.to_string()));
    }
}
