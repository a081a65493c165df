//! What figures say of each other where the words do not: parts that add up to the figure before them, and adjectives that share the noun behind the last of them.

use super::kinds::{is_category, parts_of};
use super::{Field, Reader};
use crate::amount::Amount;
use crate::token::tokens;
use crate::words::{Class, sense_at};

/// The least whole whose parts are known by their sum. Chosen by us because small numbers add up by chance.
const LEAST: u64 = 100;

/// How many parts are added at most. Chosen by us because no infobox holds as many.
const PARTS: usize = 12;

/// Words for people of any arm.
const GENERAL: [&str; 9] = [
    "men",
    "soldiers",
    "troops",
    "fighters",
    "personnel",
    "people",
    "combatants",
    "warriors",
    "forces",
];

/// Words for things of any sort.
const GENERAL_THINGS: [&str; 6] = [
    "ships", "warships", "vessels", "aircraft", "planes", "vehicles",
];

/// How far the sum of parts may be from a rounded whole to be told, as the divisor of the whole. Chosen by us because two figures or
/// more seldom come within a fiftieth by chance.
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
    // Of `10,000 infantry, 6,000 cavalry, 4,000 archers` and of three peoples, the first holds none of the others by any sum.
    let is_general = whole
        .unit
        .as_deref()
        .is_none_or(|unit| GENERAL.contains(&unit));
    let holds_unit = is_general || part.unit.is_none() || part.unit == whole.unit;
    // A note may name a body too: `Army: 20,000`.
    let holds_body = (whole.of.is_none() || part.of == whole.of) && whole.note.is_none();
    !of_things(whole)
        && !of_things(part)
        && holds_kind
        && holds_unit
        && holds_body
        && is_one_source
        && !part.included
}

impl Reader<'_> {
    /// Whether a figure may be a part of the one at this row, by what both count and what befell them.
    pub(super) fn may_be_inside(&self, row: usize, amount: &Amount) -> bool {
        let whole = &self.value.amounts[row];
        let of_things = |amount: &Amount| {
            amount.kind.as_deref().is_some_and(is_category) || self.is_thing(amount)
        };
        of_things(whole) == of_things(amount)
            && (self.field == Field::Strength
                || amount.kind == whole.kind
                || whole.kind.as_deref().is_some_and(|kind| {
                    parts_of(kind).any(|part| Some(part) == amount.kind.as_deref())
                })
                || [&amount.kind, &whole.kind]
                    .iter()
                    .any(|kind| kind.as_deref() == Some("casualties")))
    }
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

/// `15,000 (total), 4,000 Marines, 4,000 British soldiers`: what stands behind a total and fits into it may be inside it.
pub(super) fn tell_totals(reader: &mut Reader<'_>) {
    for row in std::mem::take(&mut reader.totals) {
        let Some((whole, rest)) = reader
            .value
            .amounts
            .get(row..)
            .and_then(<[Amount]>::split_first)
        else {
            continue;
        };
        let Some(most) = whole.max.or(whole.min) else {
            continue;
        };
        // The note says that it is a total.
        let whole = &Amount {
            note: None,
            ..whole.clone()
        };
        let mut left = most;
        let mut told = Vec::new();
        for part in rest.iter().take(PARTS) {
            let these = part.max.or(part.min).filter(|these| *these <= left);
            let Some(these) = these.filter(|_| may_hold(reader, whole, part)) else {
                break;
            };
            left -= these;
            let unit = part.unit.as_deref().unwrap_or_default();
            told.push(format!("{} {unit}", part.bounds_text()).trim().to_string());
        }
        if !told.is_empty() {
            let why = "may be counted inside the total before";
            reader
                .value
                .leftovers
                .push((told.join(", "), why.to_string()));
        }
    }
}

/// What category of things a figure counts.
fn category(amount: &Amount) -> Option<&'static str> {
    let words = tokens(amount.unit.as_deref()?);
    let sense = (0..words.len()).find_map(|at| sense_at(&words, at, &[Class::Thing]));
    sense.map(|(sense, _)| sense.category)
}

/// `300 ships in total`, `8 battleships`, `24 cruisers`: things of the same category behind a total of all that fit into it are
/// its parts, and that is told.
pub(super) fn hold_things(reader: &mut Reader<'_>) {
    for row in std::mem::take(&mut reader.said_totals) {
        let Some([whole, rest @ ..]) = reader.value.amounts.get_mut(row..) else {
            continue;
        };
        let is_general = whole
            .unit
            .as_deref()
            .is_some_and(|unit| GENERAL_THINGS.contains(&unit));
        let kind = category(whole).filter(|_| is_general && !whole.included);
        let most = whole.max.unwrap_or(u64::MAX);
        let count = rest
            .iter()
            .take_while(|part| {
                kind.is_some()
                    && category(part) == kind
                    && part.outcome == whole.outcome
                    && part.of == whole.of
                    && part.according_to.is_none()
            })
            .count();
        let sum = rest[..count].iter().fold(0_u64, |sum, part| {
            sum.saturating_add(part.max.or(part.min).unwrap_or(0))
        });
        if count < 2 || sum > most {
            continue;
        }
        let mut told = Vec::new();
        for part in &mut rest[..count] {
            part.included = true;
            let unit = part.unit.as_deref().unwrap_or_default();
            told.push(format!("{} {unit}", part.bounds_text()).trim().to_string());
        }
        let why = "taken to be counted inside the total before them";
        reader
            .value
            .leftovers
            .push((told.join(", "), why.to_string()));
    }
}

fn sum_behind(reader: &Reader<'_>, row: usize) -> Sum {
    let amounts = &reader.value.amounts;
    let whole = &amounts[row];
    // `13 total`, `8 killed`, `5 wounded`
    let is_said = reader.said_totals.contains(&row);
    let Some((least, most)) = bounds(whole).filter(|(least, _)| is_said || *least >= LEAST) else {
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
        // `8,114–9,000, of which 1,002, 5,472 and 1,640`: exact figures may add up to one end of a range.
        let is_end = low == high && least < most && (low == least || low == most);
        if ((low, high) == (least, most) || is_end) && count > 0 {
            return Sum::Exact(count + 1);
        }
        // `23,000–30,000`, `4,000 soldiers`, `20,000 militiamen`
        if count > 0 && least < most && low >= least && high <= most {
            near = Sum::Near(count + 1);
        }
        if count > 0 && low.abs_diff(least) <= least / NEAR && high.abs_diff(most) <= most / NEAR {
            near = Sum::Near(count + 1);
        }
        if low > most + most / NEAR || high > most + most / NEAR {
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

#[cfg(test)]
mod tests {
    use crate::value::{Belligerents, Field, Value, read_value};

    fn losses(text: &str) -> Value {
        read_value(Field::Casualties, text, &Belligerents::default())
    }

    fn strength(text: &str) -> Value {
        read_value(Field::Strength, text, &Belligerents::default())
    }

    fn inside(value: &Value) -> Vec<bool> {
        value.amounts.iter().map(|one| one.included).collect()
    }

    fn is_told(value: &Value, word: &str) -> bool {
        value.leftovers.iter().any(|(text, _)| text.contains(word))
    }

    #[test]
    fn figures_that_add_up_to_the_one_before_are_its_parts() {
        let value = losses("86,469\n45,219 killed or missing\n41,250 wounded\n615 tanks");
        assert_eq!(inside(&value), [false, true, true, false]);
        assert!(is_told(&value, "45219"));
        let value = strength("5,300–6,300 men\n300 cavalry\n5,000–6,000 infantry");
        assert_eq!(inside(&value), [false, true, true]);
    }

    #[test]
    fn what_stands_behind_a_total_or_within_a_range_is_told() {
        let value = strength("15,000 (total), 4,000 Marines, 4,000 British soldiers, 30 tanks");
        assert!(is_told(&value, "4000 marines"), "{:?}", value.leftovers);
        let value = strength("23,000–30,000, 4,000 soldiers, 20,000 militiamen");
        assert!(is_told(&value, "4000 soldiers"), "{:?}", value.leftovers);
        let value = losses("8,114–9,000 of whom 1,002 killed, 5,472 wounded and 1,640 missing");
        assert_eq!(inside(&value), [false, true, true, true]);
    }

    #[test]
    fn figures_that_nearly_add_up_are_told() {
        let value = losses("11,519\n4,500 killed or missing\n7,000 wounded");
        assert_eq!(inside(&value), [false; 3]);
        assert!(is_told(&value, "4500"));
        let value = losses("7,389:\n944 killed\n6,294 wounded\n156 captured");
        assert!(!value.amounts[3].included);
        assert!(is_told(&value, "156"));
    }

    #[test]
    fn small_numbers_things_and_other_sums_are_no_parts() {
        for text in [
            "3 killed\n2 killed\n1 killed",
            "300 killed\n100 wounded\n200 captured",
            "300 tanks\n100 guns\n200 aircraft",
            "1,000\n300 killed\n200 wounded",
        ] {
            let value = losses(text);
            assert!(!inside(&value).contains(&true), "{text}");
            assert!(value.leftovers.is_empty(), "{text}: {:?}", value.leftovers);
        }
    }

    #[test]
    fn arms_peoples_and_bodies_hold_no_others() {
        for text in [
            "10,000 infantry, 6,000 cavalry, 4,000 archers",
            "10,000 British, 6,000 Dutch, 4,000 Spanish",
            "Army: 20,000\nNavy: 15,000\nMilitia: 5,000",
            "20,000 (Livy)\n15,000\n5,000 (Appian)",
        ] {
            let value = strength(text);
            assert!(!inside(&value).contains(&true), "{:?}", value.amounts);
        }
    }

    #[test]
    fn an_adjective_shares_the_noun_behind_the_next() {
        let value = strength("16 Italian and 5 German submarines");
        assert!(
            value
                .amounts
                .iter()
                .all(|one| one.unit.as_deref() == Some("submarines"))
        );
        assert_eq!(value.amounts[0].of.as_deref(), Some("Italian"));
        assert!(is_told(&value, "Italian submarines"));
    }

    #[test]
    fn what_befell_those_of_another_place_or_writer_is_told() {
        let value = losses("At least 536 civilians killed, over 1,000 in all Abidjan");
        assert!(is_told(&value, "Abidjan"));
        let value = losses("55 morts selon le Niger, plusieurs selon l'EI");
        assert!(is_told(&value, "plusieurs"));
        assert!(is_told(&losses("most of the fleet destroyed"), "fleet"));
    }

    #[test]
    fn a_unit_is_of_one_language_and_holds_both_of_its_names() {
        let value = strength("2 petits navires, 2,500 soldiers and Republican Guards");
        let units: Vec<_> = value
            .amounts
            .iter()
            .filter_map(|one| one.unit.as_deref())
            .collect();
        assert_eq!(units, ["petits navires", "soldiers and Republican Guards"]);
    }

    /// The parts were none of the ships, and `8 captured` were people, in silence.
    #[test]
    fn ships_behind_a_colon_are_parts_of_the_ships() {
        let outcomes = |value: &Value| -> Vec<_> {
            let amounts = value.amounts.iter();
            amounts
                .map(|one| (one.kind.clone().unwrap_or_default(), one.outcome.clone()))
                .collect()
        };
        let ships = |outcome: &str| ("ships".to_string(), Some(outcome.to_string()));
        let value = losses("11 ships and 1,400 men: 3 ships of the line sunk, 1 captured");
        assert_eq!(inside(&value), [false, false, true, true]);
        assert_eq!(outcomes(&value)[2..], [ships("sunk"), ships("captured")]);
        assert_eq!(value.leftovers.len(), 1);
        let value = losses("11 ships: 3 sunk, 8 captured");
        assert_eq!(inside(&value), [false, true, true]);
        assert_eq!(outcomes(&value)[1..], [ships("sunk"), ships("captured")]);
        assert_eq!(value.amounts[0].outcome, None);
        assert_eq!(value.leftovers.len(), 1);
        let value = losses("2 ships and 30 men: 1 ship sunk, 20 men killed, 10 men captured");
        assert_eq!(inside(&value), [false, false, true, true, true]);
        // More than the ships: told.
        let value = losses("11 ships: 3 sunk, 20 captured");
        assert_eq!(inside(&value), [false, true, false]);
        assert_eq!(value.leftovers.len(), 1);
    }
}
