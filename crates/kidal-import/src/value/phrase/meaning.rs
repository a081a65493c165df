//! What a phrase means: its kind, its unit, what became of things, and what it leaves open.

use super::Phrase;
use crate::value::Field;
use crate::value::kinds::joined;
use crate::value::nouns::MATERIAL;

impl Phrase {
    /// Whether every word was understood and no name is among them.
    pub(in crate::value) fn is_plain(&self) -> bool {
        let knows = !self.kinds.is_empty()
            || self.category.is_some()
            || !self.units.is_empty()
            || !self.outcomes.is_empty()
            || !self.remarks.is_empty();
        knows
            && self.rest.is_empty()
            && self.of.is_none()
            && self.according_to.is_none()
            && self
                .units
                .iter()
                .all(|unit| !unit.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
    }

    /// Whether no word says what befell those who are counted.
    pub(in crate::value) fn says_nothing_of_fate(&self) -> bool {
        self.kinds.is_empty() && self.outcomes.is_empty() && self.category.is_none()
    }

    /// Whether it is a bare total.
    pub(in crate::value) fn is_total(&self) -> bool {
        self.kinds == ["casualties"] && self.units.is_empty() && self.rest.is_empty()
    }

    /// Whether it can continue the kind of the figure before: `wounded or captured`.
    pub(in crate::value) fn continues(&self) -> bool {
        self.units.is_empty() && (!self.kinds.is_empty() || !self.outcomes.is_empty())
    }

    /// Whether it says what is counted, perhaps what befell them, and no more.
    pub(in crate::value) fn counts_only(&self) -> bool {
        self.rest.is_empty()
            && self.of.is_none()
            && self.according_to.is_none()
            && self.note.is_none()
            && self.remarks.is_empty()
            && self.category.is_none()
    }

    /// The people that it names, where it says no more.
    pub(in crate::value) fn people_alone(&self) -> Option<String> {
        let is_bare = self.kinds.is_empty() && self.outcomes.is_empty() && self.is_plain();
        self.unit()
            .filter(|_| is_bare && self.category.is_none() && !self.is_guessed)
    }

    /// Whether nothing says what is counted.
    pub(in crate::value) fn counts_nothing(&self) -> bool {
        self.units.is_empty() && self.category.is_none() && self.of.is_none()
    }

    /// Without the names that it took for what is counted.
    pub(in crate::value) fn without_names(mut self) -> Phrase {
        self.units
            .retain(|unit| !unit.starts_with(char::is_uppercase));
        self
    }

    /// `Serb civilian deaths`, `Italian prisoners`: whether it says what befell those of a name, and no more.
    pub(in crate::value) fn is_fate_of_some(&self) -> bool {
        let has_name = self
            .units
            .iter()
            .any(|unit| unit.starts_with(char::is_uppercase));
        (self.of.is_some() || !self.rest.is_empty() || has_name)
            && self.according_to.is_none()
            && self.note.is_none()
            && !self.kinds.is_empty()
            && self.kinds != ["casualties"]
    }

    /// Whether nothing is said but what befell things that are not named: `several hundred damaged`.
    pub(in crate::value) fn is_fate_alone(&self) -> bool {
        self.units.is_empty()
            && self.category.is_none()
            && self.of.is_none()
            && self.rest.is_empty()
            && (self.is_material() || self.kinds == ["captured"] && self.outcomes.is_empty())
    }

    /// Whether nothing is said but that those who are not named were killed.
    pub(in crate::value) fn is_death_alone(&self) -> bool {
        self.counts_nothing() && self.rest.is_empty() && self.kinds == ["killed"]
    }

    /// What befell them, in one word.
    pub(in crate::value) fn fate(&self) -> Option<&'static str> {
        self.outcomes.first().or(self.kinds.first()).copied()
    }

    /// What a label says where the words after the figure are silent.
    pub(in crate::value) fn fill_from(&mut self, label: &Phrase) {
        if self.kinds.is_empty() {
            self.kinds.clone_from(&label.kinds);
            self.is_choice |= label.is_choice;
        } else if label.kinds.len() == 1
            && label.kinds != ["casualties"]
            && self.kinds != label.kinds
        {
            self.kinds.splice(0..0, label.kinds.iter().copied());
        }
        if self.units.is_empty() {
            self.units.clone_from(&label.units);
        } else if self.of.is_none() && !label.units.is_empty() && self.units != label.units {
            // `Garrison: 15,000 soldiers`
            self.of = label.unit();
        }
        if self.category.is_none() {
            self.category = label.category;
        }
        if self.outcomes.is_empty() {
            self.outcomes.clone_from(&label.outcomes);
        }
        if self.outcomes.is_empty() && self.category.is_some() && label.kinds == ["captured"] {
            // `Captured: 3 guns`
            self.outcomes.push("captured");
        }
        self.remarks.splice(0..0, label.remarks.iter().cloned());
    }

    /// The unit as the text says it.
    pub(in crate::value) fn unit(&self) -> Option<String> {
        (!self.units.is_empty()).then(|| self.units.join(", "))
    }

    /// What became of the things.
    pub(in crate::value) fn outcome(&self) -> Option<String> {
        let is_loss_of_things =
            (self.category.is_some() || self.is_material()) && !self.outcomes.is_empty();
        is_loss_of_things.then(|| {
            self.outcomes
                .join(if self.is_choice { " or " } else { " and " })
        })
    }

    /// The kind of loss; none of a strength.
    pub(in crate::value) fn kind(&self, field: Field) -> Option<String> {
        if field == Field::Strength {
            return None;
        }
        if let Some(category) = self.category {
            return Some(category.to_string());
        }
        if self.is_material()
            && let Some(unit) = self.units.last()
        {
            // People are killed and not destroyed: these fly.
            let flies = (unit == "fighters").then_some("aircraft");
            if let Some(category) = self.befallen.or(flies) {
                return Some(category.to_string());
            }
            // `2 mills burned`: things that the table does not know are their own category.
            return unit.split(' ').next_back().map(str::to_lowercase);
        }
        Some(joined(&self.kinds, &self.outcomes, self.is_choice))
    }

    /// Whether what is told befalls things and not people: `sunk`, `damaged`.
    fn is_material(&self) -> bool {
        self.kinds.is_empty()
            && self
                .outcomes
                .iter()
                .any(|outcome| MATERIAL.contains(outcome))
    }
}
