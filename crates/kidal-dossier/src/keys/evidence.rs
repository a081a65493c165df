//! The keys of `evidence.toml`.

use super::{Form, Key, Shape, may, must};
use crate::model::{
    ActorKind, Along, CopyError, EventKind, PlaceKind, SourceKind, SpeedKind, Stake,
};

const ID: Key = must("id", Form::Text, "its id: a-z, digits, single hyphens");
const NAME: Key = must("name", Form::Text, "its name for people");
const NOTE: Key = may("note", Form::Text, "a remark of the analyst");
const ALIASES: Key = may("aliases", Form::Texts, "other names and spellings");

/// All shapes of `evidence.toml`; the first is the file.
pub const EVIDENCE: &[Shape] = &[
    Shape {
        name: "",
        header: "",
        about: "What the sources claim, who was there, and where. It stands on its own.",
        keys: &[
            must("dossier", Form::Table("dossier"), "what it is about"),
            may("source", Form::Tables("source"), "documents and broadcasts"),
            may(
                "voice",
                Form::Tables("voice"),
                "speakers that are no source, person or actor",
            ),
            may("person", Form::Tables("person"), "people"),
            may("actor", Form::Tables("actor"), "states, armies, movements"),
            may(
                "side",
                Form::Tables("side"),
                "actors that fight together, or are told to",
            ),
            may(
                "group",
                Form::Tables("group"),
                "bodies of people that are counted",
            ),
            may("place", Form::Tables("place"), "places"),
            may(
                "distance",
                Form::Tables("distance"),
                "known distances, from geography",
            ),
            may("speed", Form::Tables("speed"), "bounds on speeds"),
            may(
                "event",
                Form::Tables("event"),
                "what happened, or is said to have",
            ),
            may(
                "object",
                Form::Tables("object"),
                "other things that claims name",
            ),
            may(
                "allegiance",
                Form::Tables("allegiance"),
                "who stood with whom, with two faces",
            ),
            may(
                "predicate",
                Form::Tables("predicate"),
                "words of the dossier's own",
            ),
            may("claim", Form::Tables("claim"), "what each speaker says"),
        ],
    },
    Shape {
        name: "dossier",
        header: "[dossier]",
        about: "What the dossier is about.",
        keys: &[
            must("title", Form::Text, "the title"),
            may(
                "language",
                Form::Text,
                "the language of the title, as `fr`; a label of Wikidata needs it",
            ),
            may("about", Form::Text, "one or two sentences"),
            may(
                "window",
                Form::Date,
                "the stretch of time of interest, as `2012-03-22/2012-05-31`",
            ),
            may(
                "clock",
                Form::Text,
                "offset of local time from UTC, as `+00:00`; UTC without it",
            ),
            may("battle", Form::Id, "the event that it is about"),
            may("place", Form::Id, "the place that it centres on"),
        ],
    },
    Shape {
        name: "source",
        header: "[[source]]",
        about: "A document or broadcast.",
        keys: &[
            ID,
            must("title", Form::Text, "its title"),
            must("kind", Form::Word(SourceKind::NAMES), "what it is"),
            may("side", Form::Id, "the actor that it speaks for"),
            may("date", Form::Date, "when it appeared"),
            may("reference", Form::Text, "where it can be found"),
            may("language", Form::Text, "its language"),
            may(
                "derives_from",
                Form::Ids,
                "the sources that it copies, translates or quotes",
            ),
            may(
                "copy_errors",
                Form::Words(CopyError::NAMES),
                "how this copy is known to err",
            ),
            NOTE,
        ],
    },
    Shape {
        name: "voice",
        header: "[[voice]]",
        about: "A speaker that is no source, person or actor: an anonymous witness, locals, an infobox.",
        keys: &[
            ID,
            NAME,
            must("kind", Form::Word(SourceKind::NAMES), "what it is"),
            may("side", Form::Id, "the actor that it speaks for"),
            may(
                "anonymous",
                Form::Boolean,
                "whether the speaker is not named; true without it",
            ),
            may(
                "maybe_same_as",
                Form::Weights,
                "voices that may be the same speaker, with a probability each",
            ),
            NOTE,
        ],
    },
    Shape {
        name: "person",
        header: "[[person]]",
        about: "A person.",
        keys: &[
            ID,
            NAME,
            ALIASES,
            may("offices", Form::Tables("office"), "offices and ranks held"),
            may("kin", Form::Tables("kin"), "relatives"),
            NOTE,
        ],
    },
    Shape {
        name: "office",
        header: "offices = [{ … }]",
        about: "An office or rank that a person holds.",
        keys: &[
            must("title", Form::Text, "its title"),
            may("body", Form::Id, "the actor whose office it is"),
            may("from", Form::Date, "since when"),
            may("until", Form::Date, "until when"),
        ],
    },
    Shape {
        name: "kin",
        header: "kin = [{ … }]",
        about: "A relative of a person.",
        keys: &[
            must("to", Form::Id, "the relative"),
            must(
                "relation",
                Form::Text,
                "what the person is to them: `son`, `cousin`",
            ),
        ],
    },
    Shape {
        name: "actor",
        header: "[[actor]]",
        about: "A state, army, movement, militia or other body that acts.",
        keys: &[
            ID,
            NAME,
            ALIASES,
            must("kind", Form::Word(ActorKind::NAMES), "what it is"),
            may("part_of", Form::Id, "the actor that it is part of"),
            NOTE,
        ],
    },
    Shape {
        name: "side",
        header: "[[side]]",
        about: "Actors that fight together, or are told to.",
        keys: &[ID, NAME, may("actors", Form::Ids, "the actors")],
    },
    Shape {
        name: "group",
        header: "[[group]]",
        about: "People or things that can be counted together.",
        keys: &[
            ID,
            NAME,
            may("actor", Form::Id, "the actor that it belongs to"),
            ALIASES,
            may("part_of", Form::Ids, "the groups that hold it whole"),
            may(
                "partition",
                Form::Ids,
                "groups that together are exactly this one, without overlap",
            ),
            may("overlaps", Form::Ids, "groups that share members with it"),
            may(
                "defined",
                Form::Text,
                "how it is defined, where by place and date",
            ),
            NOTE,
        ],
    },
    Shape {
        name: "place",
        header: "[[place]]",
        about: "A place.",
        keys: &[
            ID,
            NAME,
            ALIASES,
            must("kind", Form::Word(PlaceKind::NAMES), "what it is"),
            may("lat", Form::Number, "latitude in degrees north, -90 to 90"),
            may(
                "lon",
                Form::Number,
                "longitude in degrees east, -180 to 180",
            ),
            may(
                "radius_km",
                Form::Positive,
                "how far it reaches, or how uncertain the point is",
            ),
            may("source", Form::Text, "where the position comes from"),
            may("part_of", Form::Id, "the place that it lies in"),
            NOTE,
        ],
    },
    Shape {
        name: "distance",
        header: "[[distance]]",
        about: "A known distance between two places, from geography and not from the accounts.",
        keys: &[
            must("from", Form::Id, "one place"),
            must("to", Form::Id, "the other place"),
            must(
                "km",
                Form::Numbers,
                "kilometres, several where references differ",
            ),
            must(
                "along",
                Form::Word(Along::NAMES),
                "by road or through the air",
            ),
            may("source", Form::Text, "where the figures come from"),
        ],
    },
    Shape {
        name: "speed",
        header: "[[speed]]",
        about: "Bounds on the speed of a kind of movement.",
        keys: &[
            must("kind", Form::Word(SpeedKind::NAMES), "what moves"),
            must("low_km_h", Form::Positive, "slowest"),
            must("high_km_h", Form::Positive, "fastest"),
            may("source", Form::Text, "where the figures come from"),
        ],
    },
    Shape {
        name: "event",
        header: "[[event]]",
        about: "Something that happened, or is said to have.",
        keys: &[
            ID,
            NAME,
            must("kind", Form::Word(EventKind::NAMES), "what it is"),
            may("place", Form::Id, "where"),
            may("by", Form::Ids, "by whom"),
            may("part_of", Form::Id, "the event that it is part of"),
            ALIASES,
            NOTE,
        ],
    },
    Shape {
        name: "object",
        header: "[[object]]",
        about: "Something that claims name and that is none of the others: an offer, a demand, a store.",
        keys: &[ID, NAME, NOTE],
    },
    Shape {
        name: "allegiance",
        header: "[[allegiance]]",
        about: "Who someone stands with, publicly and privately, over a stretch of time.",
        keys: &[
            must("who", Form::Id, "a person, actor or group"),
            must(
                "public",
                Form::Id,
                "the actor or side that it shows itself with",
            ),
            must(
                "private",
                Form::Id,
                "the actor or side that it means to be with, or `unknown`",
            ),
            may("from", Form::Date, "since when"),
            may("until", Form::Date, "until when"),
            may("claims", Form::Ids, "the claims that it rests on"),
            NOTE,
        ],
    },
    Shape {
        name: "predicate",
        header: "[[predicate]]",
        about: "A word of the dossier's own.",
        keys: &[
            must("name", Form::Text, "the word"),
            may("args", Form::Texts, "the names of its arguments, in order"),
            must(
                "sentence",
                Form::Text,
                "what it means, with `{X}` where argument X goes",
            ),
        ],
    },
    Shape {
        name: "claim",
        header: "[[claim]]",
        about: "One thing that one speaker asserts. It has `says`, or `readings` where it can mean several things.",
        keys: &[
            must(
                "id",
                Form::Text,
                "its id; dots are allowed, as in `soldier.504`",
            ),
            must("speaker", Form::Id, "who asserts it"),
            may(
                "via",
                Form::Ids,
                "the sources through which it reached us, the nearest to the speaker first",
            ),
            may("said", Form::Date, "when it was uttered"),
            may("as_of", Form::Date, "when it is meant to hold"),
            may(
                "stake",
                Form::Word(Stake::NAMES),
                "whether it suits the speaker; `neutral` without it",
            ),
            may("words", Form::Text, "a paraphrase of the analyst's own"),
            may("where", Form::Text, "where in the source"),
            may(
                "says",
                Form::Statement,
                "what it says, in the claim language",
            ),
            may(
                "readings",
                Form::Tables("reading"),
                "what it may mean, with the analyst's weights",
            ),
            may(
                "utterance",
                Form::Text,
                "claims of one utterance share one reliability",
            ),
            may(
                "maybe_same_as",
                Form::Weights,
                "claims that may be the same utterance, with a probability each",
            ),
            may(
                "unsourced",
                Form::Boolean,
                "true where the source names nobody for it",
            ),
            may(
                "rows",
                Form::Integers,
                "rows of a table of statements that it carries",
            ),
            NOTE,
        ],
    },
    Shape {
        name: "reading",
        header: "readings = [{ … }]",
        about: "One of the things that a claim may mean. The weights of a claim sum to 1.",
        keys: &[
            must("says", Form::Statement, "what it says"),
            must("p", Form::Share, "the analyst's weight"),
        ],
    },
];
