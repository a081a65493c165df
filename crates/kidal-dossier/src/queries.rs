//! Questions that other crates ask of a dossier.

mod groups;
mod names;
mod origins;
#[cfg(test)]
mod tests;

pub use origins::Origin;

use crate::model::{
    Actor, Claim, Dossier, Event, Group, Kind, Person, Place, Predicate, Source, Voice,
};
use crate::span::Span;

impl Dossier {
    /// The table that declares the id.
    pub fn kind_of(&self, id: &str) -> Option<Kind> {
        self.index.get(id).map(|(kind, _)| *kind)
    }

    /// Whether any table declares the id.
    pub fn is_declared(&self, id: &str) -> bool {
        self.index.contains_key(id)
    }

    /// All declared ids with their tables, in alphabetical order. Claims and predicates have namespaces of their own.
    pub fn ids(&self) -> impl Iterator<Item = (&str, Kind)> {
        self.index
            .iter()
            .map(|(id, (kind, _))| (id.as_str(), *kind))
    }

    /// The name for people: title of a source, name of anything else. None where the id is not declared.
    pub fn name_of(&self, id: &str) -> Option<&str> {
        let (kind, row) = *self.index.get(id)?;
        let name = match kind {
            Kind::Source => &self.sources[row].title,
            Kind::Voice => &self.voices[row].name,
            Kind::Person => &self.persons[row].name,
            Kind::Actor => &self.actors[row].name,
            Kind::Side => &self.sides[row].name,
            Kind::Group => &self.groups[row].name,
            Kind::Place => &self.places[row].name,
            Kind::Event => &self.events[row].name,
            Kind::Object => &self.objects[row].name,
        };
        Some(&name.value)
    }

    /// Where the id is declared.
    pub fn place_of(&self, id: &str) -> Option<Span> {
        let (kind, row) = *self.index.get(id)?;
        let declared = match kind {
            Kind::Source => &self.sources[row].id,
            Kind::Voice => &self.voices[row].id,
            Kind::Person => &self.persons[row].id,
            Kind::Actor => &self.actors[row].id,
            Kind::Side => &self.sides[row].id,
            Kind::Group => &self.groups[row].id,
            Kind::Place => &self.places[row].id,
            Kind::Event => &self.events[row].id,
            Kind::Object => &self.objects[row].id,
        };
        Some(declared.span)
    }

    /// File name and byte range of a span, as `Diagnostic::at` takes them.
    pub fn annotate(&self, span: Span) -> (String, std::ops::Range<usize>) {
        span.place()
    }

    /// The claim with this id.
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.claim_index.get(id).map(|row| &self.claims[*row])
    }

    /// The source with this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.row(id, Kind::Source).map(|row| &self.sources[row])
    }

    /// The voice with this id.
    pub fn voice(&self, id: &str) -> Option<&Voice> {
        self.row(id, Kind::Voice).map(|row| &self.voices[row])
    }

    /// The person with this id.
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.row(id, Kind::Person).map(|row| &self.persons[row])
    }

    /// The actor with this id.
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.row(id, Kind::Actor).map(|row| &self.actors[row])
    }

    /// The group with this id.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.row(id, Kind::Group).map(|row| &self.groups[row])
    }

    /// The place with this id.
    pub fn place(&self, id: &str) -> Option<&Place> {
        self.row(id, Kind::Place).map(|row| &self.places[row])
    }

    /// The event with this id.
    pub fn event(&self, id: &str) -> Option<&Event> {
        self.row(id, Kind::Event).map(|row| &self.events[row])
    }

    /// The dossier's own word with this name.
    pub fn predicate(&self, name: &str) -> Option<&Predicate> {
        self.predicates
            .iter()
            .find(|predicate| predicate.name.value == name)
    }

    fn row(&self, id: &str, wanted: Kind) -> Option<usize> {
        match self.index.get(id) {
            Some((kind, row)) if *kind == wanted => Some(*row),
            _ => None,
        }
    }
}
