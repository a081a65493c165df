//! The keys of `scenario.toml`, and the properties of the features of `map.geojson`: see [`kidal_dossier::keys`].

mod arms;
mod forces;
mod study;
mod world;

use kidal_dossier::keys::{Form, Key, Shape, may, must};

use crate::meaning::{COUNTS, FATES};
use crate::order::VERBS;
use crate::reader::KINDS;

/// All shapes of `scenario.toml`; the first is the file.
#[must_use]
pub fn scenario() -> Vec<Shape> {
    [world::SHAPES, forces::SHAPES, arms::SHAPES, study::SHAPES].concat()
}

/// The properties of a feature of `map.geojson`.
pub const FEATURE: Shape = Shape {
    name: "properties",
    header: "\"properties\": { … }",
    about: "A feature of the map: a polygon, a line or a point, in WGS 84, longitude first.",
    keys: &[
        must("id", Form::Id, "the id of a place or a route"),
        must(
            "kind",
            Form::Word(&crate::map::FEATURE_KINDS),
            "what it is; a `route` is a line",
        ),
        may("name", Form::Text, "its name for people"),
        may("source", Form::Text, "where the position comes from"),
        may(
            "precision_m",
            Form::Positive,
            "within how many metres it is right",
        ),
        may(
            "length_km",
            Form::Positive,
            "how long a route is in fact, in kilometres",
        ),
        may(
            "schematic",
            Form::Boolean,
            "true where it shows no more than that there is something",
        ),
        may("note", Form::Text, "a remark"),
    ],
};

const TITLE: Key = must("title", Form::Text, "in words");
const GROUND: Key = may("ground", Form::Text, "what it rests on");

const fn names<const N: usize, T: Copy>(words: &[(&'static str, T); N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut at = 0;
    while at < N {
        names[at] = words[at].0;
        at += 1;
    }
    names
}

static KIND_NAMES: [&str; KINDS.len()] = names(&KINDS);
static COUNT_NAMES: [&str; COUNTS.len()] = names(&COUNTS);
static FATE_NAMES: [&str; FATES.len()] = names(&FATES);
static VERB_NAMES: [&str; VERBS.len()] = VERBS;
