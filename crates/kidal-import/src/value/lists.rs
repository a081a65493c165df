//! Lists that one figure counts together, and figures that count on: `7,000 soldiers, police and militia`, `20,000 men, then
//! 40,000`, `14,000 men, of whom 2,000 killed, 8,000 wounded`.

use super::kinds::is_category;
use super::nouns::{is_body, is_plural_name};
use super::numbers::is_and;
use super::phrase::read_phrase;
use super::{Field, Reader};
use crate::amount::Amount;
use crate::token::{Sort, Token, tokens};
use crate::words::{Class, sense_at};

/// How many words may stand in the last item of a list. Chosen by us: `mounted police and militia` has four.
const ITEM: usize = 8;

/// Why an item without a figure is left over.
pub(super) const NO_FIGURE: &str = "no figure is found in it";

impl Reader<'_> {
    /// Whether nothing was read of the item before this one.
    fn is_behind_unread(&self) -> bool {
        let [.., before, _] = self.spans.as_slice() else {
            return false;
        };
        let item = self.slice(before.from, before.to);
        self.value
            .leftovers
            .last()
            .is_some_and(|(text, why)| why == NO_FIGURE && item.contains(text.as_str()))
    }

    /// `7,000 soldiers`, then `police and militia`: people without a figure of their own, the last of whom `and` joins, are counted
    /// with those before them.
    pub(super) fn extend_unit(&mut self, from: usize, to: usize) -> bool {
        if from >= to {
            return false;
        }
        let is_behind_comma = from > 0 && self.tokens[from - 1].is_sign(',');
        if !is_behind_comma || self.run >= self.value.amounts.len() || to - from > ITEM {
            return false;
        }
        if self.is_behind_unread() {
            // `1,400 knights`, `Cuman cavalry`, `and mercenaries`
            return false;
        }
        let joins = |from: usize, to: usize| self.tokens[from..to].iter().any(is_and);
        let begins_joined = is_and(&self.tokens[from]);
        if !joins(from, to) && !self.is_joined_behind(to) {
            return false;
        }
        let start = from + usize::from(begins_joined);
        let phrase = read_phrase(self.field, self.text, &self.tokens[start..to]);
        let Some(unit) = phrase.unit().filter(|_| phrase.counts_only()) else {
            return false;
        };
        let is_of_people = sense_at(self.tokens, start, &[Class::People]).is_some()
            || (unit.starts_with(char::is_uppercase)
                && is_plural_name(&unit)
                && !self.names.is_own(&unit)
                && !self.names.is_other(&unit))
            || phrase.is_guessed
            || (start..to).any(|at| sense_at(self.tokens, at, &[Class::People]).is_some());
        let is_thing = |this: &Self, amount: &Amount| {
            amount.kind.as_deref().is_some_and(is_category) || this.is_thing(amount)
        };
        let is_open = self.value.amounts.last().is_some_and(|last| {
            let befell = last.kind.as_deref().is_none_or(|kind| kind == "casualties");
            let counts = last
                .unit
                .as_deref()
                .is_some_and(|unit| unit.starts_with(char::is_lowercase) || is_plural_name(unit));
            let is_of_bodies = last.unit.as_deref().is_some_and(|unit| {
                unit.split(' ')
                    .any(|word| is_body(word) || word == "cohorts")
            });
            counts && !is_of_bodies && last.has_figure() && befell && !is_thing(self, last)
        });
        if !is_open || !is_of_people {
            return false;
        }
        let Some(last) = self.value.amounts.last_mut() else {
            return false;
        };
        let joint = if begins_joined { " and " } else { ", " };
        let before = last.unit.take().unwrap_or_default();
        last.unit = Some(format!("{before}{joint}{unit}"));
        phrase.continue_kind(last);
        true
    }

    /// Whether the item behind this one ends a list: no figure, and `and` before its last word.
    fn is_joined_behind(&self, comma: usize) -> bool {
        if !self
            .tokens
            .get(comma)
            .is_some_and(|token| token.is_sign(','))
        {
            return false;
        }
        let next = self.tokens[comma + 1..].iter().take(ITEM);
        let item: Vec<&Token> = next
            .take_while(|token| token.is_number() || token.lower().is_some())
            .collect();
        item.iter().any(|token| is_and(token)) && !item.iter().any(|token| token.is_number())
    }

    /// `Infantry:` and `23,000` on the line behind it: a bare figure counts what its heading names.
    pub(super) fn unit_of_heading(&self, amount: &mut Amount) {
        let is_open = self.field == Field::Strength && amount.unit.is_none() && !amount.included;
        let heading = amount
            .of
            .as_deref()
            .filter(|_| is_open && amount.has_figure());
        if let Some(heading) = heading {
            let words = tokens(heading);
            let whole = sense_at(&words, 0, &[Class::People])
                .filter(|(sense, length)| *length == words.len() && !is_body(sense.meaning));
            if let Some((sense, _)) = whole.filter(|(sense, _)| sense.meaning != "garrison") {
                amount.unit = Some(sense.meaning.to_string());
            }
        }
    }

    /// `20,000 men, then 40,000`: a bare figure behind `then` counts what the one before it does, and that is told.
    pub(super) fn count_on(&mut self, amount: &mut Amount, start: usize) {
        let is_then = start.checked_sub(2).is_some_and(|before| {
            let at = before + 1;
            let is_inside = !matches!(self.tokens[before].sort, Sort::Sign(_));
            is_inside
                && matches!(
                    self.tokens[at].lower(),
                    Some("then" | "puis" | "later" | "dann" | "poi" | "luego" | "ensuite")
                )
        });
        let Some(last) = self.value.amounts.last_mut().filter(|_| is_then) else {
            return;
        };
        let is_bare = last.unit.is_none() && last.has_figure() && last.of == amount.of;
        if self.field == Field::Strength && is_bare && amount.unit.is_some() {
            // `10,500, then 20,000 men`
            last.unit.clone_from(&amount.unit);
            let unit = amount.unit.clone().unwrap_or_default();
            let text = format!("{} {unit}", last.bounds_text());
            let why = "taken to count what the figure behind it does";
            self.value.leftovers.push((text, why.to_string()));
            return;
        }
        let is_open = amount.unit.is_none() && amount.has_figure() && !amount.included;
        if self.field == Field::Strength && is_open && last.unit.is_some() && last.of == amount.of {
            amount.unit.clone_from(&last.unit);
            let unit = last.unit.clone().unwrap_or_default();
            let text = format!("{} {unit}", amount.bounds_text());
            let why = "taken to count what the figure before it does";
            self.value.leftovers.push((text, why.to_string()));
        }
    }
}

/// `14,000 men, of whom 2,241 killed, 8,162 wounded and 1,460 missing`: behind a part of bare losses, what else befell people is a
/// part too, as long as all fit into the whole. Gives what is to be told.
pub(super) fn share_inclusion(whole: &Amount, parts: &mut [Amount]) -> Vec<String> {
    let is_fate = |amount: &Amount| {
        let kind = amount.kind.as_deref();
        kind.is_some_and(|kind| kind != "casualties" && !is_category(kind))
            && amount.outcome.is_none()
    };
    let Some((first, rest)) = parts.split_first_mut() else {
        return Vec::new();
    };
    let is_bare = whole.kind.as_deref() == Some("casualties") && whole.outcome.is_none();
    let (Some(most), Some(mut sum)) = (whole.max.or(whole.min), first.max.or(first.min)) else {
        return Vec::new();
    };
    if !is_bare || !first.included || !is_fate(first) {
        return Vec::new();
    }
    let mut kinds = vec![first.kind.clone()];
    let mut told = Vec::new();
    for amount in rest.iter_mut() {
        let Some(these) = amount.max.or(amount.min) else {
            break;
        };
        sum = sum.saturating_add(these);
        if amount.included || !is_fate(amount) || kinds.contains(&amount.kind) || sum > most {
            break;
        }
        kinds.push(amount.kind.clone());
        amount.included = true;
        let kind = amount.kind.as_deref().unwrap_or_default();
        told.push(format!("{} {kind}", amount.bounds_text()));
    }
    told
}

#[cfg(test)]
mod tests {
    use crate::value::{Belligerents, Field, Value, read_value};

    fn read(field: Field, text: &str) -> Value {
        read_value(field, text, &Belligerents::default())
    }

    fn units(text: &str) -> Vec<String> {
        let amounts = read(Field::Strength, text).amounts;
        amounts
            .into_iter()
            .map(|one| one.unit.unwrap_or_default())
            .collect()
    }

    #[test]
    fn one_figure_counts_a_list_of_people() {
        for (text, expected) in [
            (
                "7,000 soldiers, police and militia",
                "soldiers, police and militia",
            ),
            (
                "3,600 regulars, militia, and Indians",
                "regulars, militia and Indians",
            ),
        ] {
            assert_eq!(units(text), [expected], "{text}");
            let value = read(Field::Strength, text);
            assert!(value.leftovers.is_empty(), "{:?}", value.leftovers);
        }
        assert_eq!(
            units("7,000 soldiers, 200 police and militia"),
            ["soldiers", "police and militia"]
        );
    }

    #[test]
    fn a_kind_that_goes_on_before_a_colon_is_that_of_the_whole() {
        let text = "1,100 killed, wounded, or captured: 250 killed, 600 wounded";
        let value = read(Field::Casualties, text);
        assert_eq!(
            value.amounts[0].kind.as_deref(),
            Some("killed, wounded or captured")
        );
        assert!(value.amounts[1].included && value.amounts[2].included);
    }

    #[test]
    fn halves_of_bodies_and_their_names_are_no_figures_of_their_own() {
        let value = read(
            Field::Strength,
            "18½ infantry divisions, 3 cavalry divisions",
        );
        let one = &value.amounts[0];
        assert_eq!((one.min, one.max), (Some(18), Some(19)));
        assert_eq!(value.leftovers.len(), 1);
        let value = read(
            Field::Strength,
            "1 commando battalion (45 Commando), 6 guns",
        );
        assert_eq!(value.amounts.len(), 2);
    }

    #[test]
    fn a_heading_that_names_an_arm_says_what_is_counted() {
        assert_eq!(
            units("Infantry:\n23,000\nArtillery:\n142 guns"),
            ["infantry", "guns"]
        );
        assert_eq!(units("2 legions, cavalry and light infantry"), ["legions"]);
    }

    #[test]
    fn a_figure_behind_then_counts_on_and_is_told() {
        let value = read(Field::Strength, "10,500 then 20,000 men");
        assert_eq!(value.amounts[0].unit.as_deref(), Some("men"));
        let value = read(Field::Strength, "20,000 men then 40,000, 12 guns");
        assert_eq!(value.amounts[1].unit.as_deref(), Some("men"));
        assert!(!value.leftovers.is_empty());
    }

    #[test]
    fn bodies_that_people_form_and_names_in_labels_count_nothing_of_their_own() {
        let value = read(
            Field::Strength,
            "700,000 troops in 75 divisions and 9 brigades",
        );
        assert_eq!(value.amounts.len(), 1);
        let value = read(Field::Casualties, "Serb civilian deaths: 214");
        let one = &value.amounts[0];
        assert_eq!(
            (one.kind.as_deref(), one.unit.as_deref(), one.of.as_deref()),
            (Some("killed"), Some("civilians"), Some("Serb"))
        );
        let value = read(Field::Casualties, "+3,000 killed");
        assert_eq!(
            (value.amounts[0].min, value.amounts[0].max),
            (Some(3000), None)
        );
    }

    /// Of the parts behind `of whom` only the first was one, in silence.
    #[test]
    fn what_else_befell_those_of_whom_a_part_is_named_is_a_part_and_told() {
        let text = "14,000 men of whom 2,241 killed, 8,162 wounded and 1,460 missing, 12 guns";
        let value = read(Field::Casualties, text);
        let inside: Vec<bool> = value.amounts.iter().map(|one| one.included).collect();
        assert_eq!(inside, [false, true, true, true, false]);
        assert!(!value.leftovers.is_empty());
        let value = read(
            Field::Casualties,
            "3,000 men of whom 2,241 killed, 8,162 wounded",
        );
        assert!(!value.amounts[2].included);
    }
}
