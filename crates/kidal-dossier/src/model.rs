//! The typed model of `evidence.toml`: every value keeps the place where it is written.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::date::{Clock, Date};
use crate::span::{Located, Span};

mod claim;
mod entity;
mod source_kinds;
mod words;

pub use claim::{Allegiance, Claim, PrivateSide, Reading, Stake};
pub use entity::{Actor, Event, Group, Kin, Object, Office, Person, Place, Side, Source, Voice};
pub use source_kinds::{LEARNED_KINDS, LearnedKind, SourceKinds};
pub use words::{ActorKind, Along, CopyError, EventKind, PlaceKind, SourceKind, SpeedKind};

/// An id, a name or another text with its place.
pub type Name = Located<String>;

/// A dossier as it was read.
#[derive(Clone, Debug, Serialize)]
pub struct Dossier {
    /// `[dossier]`
    pub about: About,
    /// `[[source]]`
    pub sources: Vec<Source>,
    /// `[[voice]]`
    pub voices: Vec<Voice>,
    /// `[[person]]`
    pub persons: Vec<Person>,
    /// `[[actor]]`
    pub actors: Vec<Actor>,
    /// `[[side]]`
    pub sides: Vec<Side>,
    /// `[[group]]`
    pub groups: Vec<Group>,
    /// `[[place]]`
    pub places: Vec<Place>,
    /// `[[distance]]`
    pub distances: Vec<Distance>,
    /// `[[speed]]`
    pub speeds: Vec<Speed>,
    /// `[[event]]`
    pub events: Vec<Event>,
    /// `[[object]]`
    pub objects: Vec<Object>,
    /// `[[allegiance]]`
    pub allegiances: Vec<Allegiance>,
    /// `[[predicate]]`
    pub predicates: Vec<Predicate>,
    /// `[[claim]]`
    pub claims: Vec<Claim>,
    /// `source-kinds.toml`, where the dossier has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_kinds: Option<SourceKinds>,
    /// SHA-256 of all files, as 64 hexadecimal digits: see [`crate::digest::of_files`].
    pub digest: String,
    /// Id to its table and its row there.
    #[serde(skip)]
    pub(crate) index: BTreeMap<String, (Kind, usize)>,
    /// Claim id to its row.
    #[serde(skip)]
    pub(crate) claim_index: BTreeMap<String, usize>,
}

/// The table that declares an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// `[[source]]`
    Source,
    /// `[[voice]]`
    Voice,
    /// `[[person]]`
    Person,
    /// `[[actor]]`
    Actor,
    /// `[[side]]`
    Side,
    /// `[[group]]`
    Group,
    /// `[[place]]`
    Place,
    /// `[[event]]`
    Event,
    /// `[[object]]`
    Object,
}

impl Kind {
    /// The name of the table: `source`, `voice`, …
    pub fn table(self) -> &'static str {
        match self {
            Kind::Source => "source",
            Kind::Voice => "voice",
            Kind::Person => "person",
            Kind::Actor => "actor",
            Kind::Side => "side",
            Kind::Group => "group",
            Kind::Place => "place",
            Kind::Event => "event",
            Kind::Object => "object",
        }
    }
}

/// What the dossier is about.
#[derive(Clone, Debug, Serialize)]
pub struct About {
    /// The title.
    pub title: Name,
    /// The code of the title's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Name>,
    /// One or two sentences.
    pub about: Option<Name>,
    /// The extent of interest.
    pub window: Option<Located<Date>>,
    /// Offset of local time from UTC; UTC where none is given.
    pub clock: Clock,
    /// The event that the dossier is about.
    pub battle: Option<Name>,
    /// The place that it centres on.
    pub place: Option<Name>,
    /// The table.
    #[serde(skip)]
    pub span: Span,
}

/// A known distance between two places, from geography and not from the accounts.
#[derive(Clone, Debug, Serialize)]
pub struct Distance {
    /// One place.
    pub from: Name,
    /// The other place.
    pub to: Name,
    /// Kilometres, one value or several where references differ.
    pub km: Vec<Located<f64>>,
    /// By road or through the air.
    pub along: Located<Along>,
    /// Where the figures come from.
    pub source: Option<Name>,
    /// The table.
    #[serde(skip)]
    pub span: Span,
}

impl Distance {
    /// Smallest and largest of the figures, in kilometres.
    pub fn range_km(&self) -> (f64, f64) {
        self.km
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), km| {
                (low.min(km.value), high.max(km.value))
            })
    }
}

/// Bounds on the speed of a kind of movement.
#[derive(Clone, Debug, Serialize)]
pub struct Speed {
    /// What moves.
    pub kind: Located<SpeedKind>,
    /// Slowest, in kilometres per hour.
    pub low_km_h: Located<f64>,
    /// Fastest, in kilometres per hour.
    pub high_km_h: Located<f64>,
    /// Where the figures come from.
    pub source: Option<Name>,
    /// The table.
    #[serde(skip)]
    pub span: Span,
}

/// A word of the dossier's own.
#[derive(Clone, Debug, Serialize)]
pub struct Predicate {
    /// The word.
    pub name: Name,
    /// The names of its arguments, in order.
    pub args: Vec<Name>,
    /// What it means: a sentence with `{X}` where argument X goes.
    pub sentence: Name,
    /// The table.
    #[serde(skip)]
    pub span: Span,
}
