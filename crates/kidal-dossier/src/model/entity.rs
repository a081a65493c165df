//! Sources, speakers, people, groups, places and events.

use serde::Serialize;

use super::{ActorKind, CopyError, EventKind, Name, PlaceKind, SourceKind};
use crate::date::Date;
use crate::span::{Located, Span};

/// A document or broadcast.
#[derive(Clone, Debug, Serialize)]
pub struct Source {
    /// Its id.
    pub id: Name,
    /// Its title.
    pub title: Name,
    /// What it is.
    pub kind: Located<SourceKind>,
    /// The actor that it speaks for.
    pub side: Option<Name>,
    /// When it appeared.
    pub date: Option<Located<Date>>,
    /// Where it can be found.
    pub reference: Option<Name>,
    /// Its language.
    pub language: Option<Name>,
    /// The sources that it copies, translates or quotes.
    pub derives_from: Vec<Name>,
    /// How this copy is known to err.
    pub copy_errors: Vec<Located<CopyError>>,
    /// A remark.
    pub note: Option<Name>,
    /// The table.
    #[serde(skip)]
    pub span: Span,
}

/// A speaker that is no source, person or actor: an anonymous witness, locals, an infobox.
#[derive(Clone, Debug, Serialize)]
pub struct Voice {
    /// Its id.
    pub id: Name,
    /// Its name, or a description.
    pub name: Name,
    /// What it is.
    pub kind: Located<SourceKind>,
    /// The actor that it speaks for.
    pub side: Option<Name>,
    /// Whether the speaker is not named; true unless the file says otherwise.
    pub is_anonymous: bool,
    /// Voices that may be the same speaker, with the analyst's probability.
    pub maybe_same_as: Vec<(Name, Located<f64>)>,
    /// A remark.
    pub note: Option<Name>,
    /// The table.
    #[serde(skip)]
    pub span: Span,
}

/// A person.
#[derive(Clone, Debug, Serialize)]
pub struct Person {
    /// Its id.
    pub id: Name,
    /// The name.
    pub name: Name,
    /// Other spellings and names.
    pub aliases: Vec<Name>,
    /// Offices and ranks held.
    pub offices: Vec<Office>,
    /// Relatives.
    pub kin: Vec<Kin>,
    /// A remark.
    pub note: Option<Name>,
    /// The table.
    #[serde(skip)]
    pub span: Span,
}

/// An office or rank that a person holds.
#[derive(Clone, Debug, Serialize)]
pub struct Office {
    /// Its title.
    pub title: Name,
    /// The actor whose office it is.
    pub body: Option<Name>,
    /// Since when.
    pub from: Option<Located<Date>>,
    /// Until when.
    pub until: Option<Located<Date>>,
}

/// A relative of a person.
#[derive(Clone, Debug, Serialize)]
pub struct Kin {
    /// The relative: a person or another declared id.
    pub to: Name,
    /// What the person is to them: `son`, `cousin`.
    pub relation: Name,
}

/// A state, army, movement, militia or other body that acts.
#[derive(Clone, Debug, Serialize)]
pub struct Actor {
    /// Its id.
    pub id: Name,
    /// Its name.
    pub name: Name,
    /// Other spellings and names.
    pub aliases: Vec<Name>,
    /// What it is.
    pub kind: Located<ActorKind>,
    /// The actor that it is part of.
    pub part_of: Option<Name>,
    /// A remark.
    pub note: Option<Name>,
    /// The table.
    #[serde(skip)]
    pub span: Span,
}

/// Actors that fight together, or are told to.
#[derive(Clone, Debug, Serialize)]
pub struct Side {
    /// Its id.
    pub id: Name,
    /// Its name.
    pub name: Name,
    /// The actors.
    pub actors: Vec<Name>,
    /// The table.
    #[serde(skip)]
    pub span: Span,
}

/// People or things that can be counted together.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Its id.
    pub id: Name,
    /// Its name.
    pub name: Name,
    /// The actor that it belongs to.
    pub actor: Option<Name>,
    /// Other spellings and names.
    pub aliases: Vec<Name>,
    /// The groups that hold it whole.
    pub part_of: Vec<Name>,
    /// Groups that together are exactly this one, without overlap.
    pub partition: Vec<Name>,
    /// Groups that share members with it.
    pub overlaps: Vec<Name>,
    /// How it is defined, where not by membership: by place and date.
    pub defined: Option<Name>,
    /// A remark.
    pub note: Option<Name>,
    /// The table.
    #[serde(skip)]
    pub span: Span,
}

/// A place.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    /// Its id.
    pub id: Name,
    /// Its name.
    pub name: Name,
    /// Other spellings and names.
    pub aliases: Vec<Name>,
    /// What it is.
    pub kind: Located<PlaceKind>,
    /// Latitude in degrees north.
    pub lat: Option<Located<f64>>,
    /// Longitude in degrees east.
    pub lon: Option<Located<f64>>,
    /// How far it reaches around the point, or how uncertain the point is, in kilometres.
    pub radius_km: Option<Located<f64>>,
    /// Where the position comes from.
    pub source: Option<Name>,
    /// The place that it lies in.
    pub part_of: Option<Name>,
    /// A remark.
    pub note: Option<Name>,
    /// The table.
    #[serde(skip)]
    pub span: Span,
}

/// Something that happened, or is said to have.
#[derive(Clone, Debug, Serialize)]
pub struct Event {
    /// Its id.
    pub id: Name,
    /// Its name.
    pub name: Name,
    /// What it is.
    pub kind: Located<EventKind>,
    /// Where.
    pub place: Option<Name>,
    /// By whom.
    pub by: Vec<Name>,
    /// The event that it is part of.
    pub part_of: Option<Name>,
    /// Other names.
    pub aliases: Vec<Name>,
    /// A remark.
    pub note: Option<Name>,
    /// The table.
    #[serde(skip)]
    pub span: Span,
}

/// Something that claims name and that is none of the others: an offer, a demand, a store.
#[derive(Clone, Debug, Serialize)]
pub struct Object {
    /// Its id.
    pub id: Name,
    /// Its name.
    pub name: Name,
    /// A remark.
    pub note: Option<Name>,
    /// The table.
    #[serde(skip)]
    pub span: Span,
}
