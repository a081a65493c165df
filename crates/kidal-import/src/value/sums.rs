//! What figures say of each other where the words do not: parts that add up to the figure before them, and adjectives that share the noun behind the last of them.

use super::kinds::is_category;
use super::{Field, Reader};
use crate::amount::Amount;

/// The least whole whose parts are known by their sum: small numbers add up by chance. Chosen by us.
const LEAST: u64 = 100;

/// How many parts are added at most. Chosen by us: no infobox holds as many.
const PARTS: usize = 12;

/// How far the sum of parts may be from a rounded whole, as the divisor of the whole. Chosen by us: a fiftieth is told, and by chance
/// two figures or more seldom come so close.
const NEAR: u64 = 50;

const NEARLY: &str = "nearly adds up to the figure before; it may be counted inside it";
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

/// How the figures behind one add up to it, and how many they are.
enum Sum {
    Exact(usize),
    Near(usize),
    None,
}

/// `86,469`, `45,219 killed or missing`, `41,250 wounded`: two figures or more that add up to the one before them, to the last
/// man, are its parts. Where they nearly do, that is told.
pub(super) fn settle(reader: &mut Reader<'_>) {
    let mut row = 0;
    while row < reader.value.amounts.len() {
        let (parts, is_exact) = match sum_behind(reader, row) {
            Sum::Exact(parts) => (parts, true),
            Sum::Near(parts) => (parts, false),
            Sum::None => (0, false),
        };
        let whole_kind = reader.value.amounts[row].kind.clone();
        let mut told = Vec::new();
        for part in &mut reader.value.amounts[row + 1..row + 1 + parts] {
            part.included = is_exact;
            if is_exact && part.kind.as_deref() == Some("casualties") {
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
            let why = if is_exact { ADDS_UP } else { NEARLY };
            reader
                .value
                .leftovers
                .push((told.join(", "), why.to_string()));
        }
        row += 1 + parts;
    }
}

fn sum_behind(reader: &Reader<'_>, row: usize) -> Sum {
    let amounts = &reader.value.amounts;
    let whole = &amounts[row];
    let Some((least, most)) = bounds(whole).filter(|(least, _)| *least >= LEAST) else {
        return Sum::None;
    };
    let (mut low, mut high) = (0_u64, 0_u64);
    let mut near = Sum::None;
    for (count, part) in amounts[row + 1..].iter().take(PARTS).enumerate() {
        let Some((min, max)) =
            bounds(part).filter(|_| !whole.included && may_hold(reader, whole, part))
        else {
            break;
        };
        low = low.saturating_add(min);
        high = high.saturating_add(max);
        if (low, high) == (least, most) && count > 0 {
            return Sum::Exact(count + 1);
        }
        if count > 0 && low.abs_diff(least) <= least / NEAR && high.abs_diff(most) <= most / NEAR {
            near = Sum::Near(count + 1);
        }
        if low > least + least / NEAR || high > most + most / NEAR {
            break;
        }
    }
    near
}

impl Reader<'_> {
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
