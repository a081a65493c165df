//! The file itself, its clock, its unknowns and its ground.

use kidal_dossier::keys::{Form, Shape, may, must};

use super::{GROUND, TITLE};

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        name: "",
        header: "",
        about: "The analyst's reading: forces, orders, what is unknown, what is asked.",
        keys: &[
            must("scenario", Form::Table("scenario"), "clock, origin, step"),
            may(
                "parameter",
                Form::Tables("parameter"),
                "unknown numbers with their priors",
            ),
            may(
                "factor",
                Form::Tables("factor"),
                "unknown choices with their priors",
            ),
            may("actor", Form::Tables("actor"), "parties"),
            may("hostile", Form::Tables("hostile"), "who fires at whom"),
            may(
                "place",
                Form::Tables("place"),
                "places of the model; the map draws them",
            ),
            may(
                "route",
                Form::Tables("route"),
                "ways of the model; the map draws them",
            ),
            may("fire", Form::Named("fire"), "shared tables of arms"),
            may("morale", Form::Named("morale"), "shared tables of morale"),
            may(
                "fatigue",
                Form::Named("fatigue"),
                "shared tables of fatigue",
            ),
            may(
                "loyalty",
                Form::Named("loyalty"),
                "shared tables of loyalty",
            ),
            may(
                "capture",
                Form::Named("capture"),
                "shared tables of capture",
            ),
            may(
                "supply",
                Form::Named("supply"),
                "shared tables of ammunition",
            ),
            may(
                "suppression",
                Form::Named("suppression"),
                "shared tables of suppression",
            ),
            may(
                "vehicle",
                Form::Named("vehicle"),
                "shared tables of vehicles",
            ),
            may(
                "command",
                Form::Named("command"),
                "shared tables of commanders",
            ),
            may(
                "bystanders",
                Form::Tables("bystanders"),
                "people who tell what they see",
            ),
            may("contingent", Form::Tables("contingent"), "bodies of men"),
            may(
                "group",
                Form::Tables("group"),
                "which contingents a group of the dossier is made of",
            ),
            may("order", Form::Tables("order"), "what is done when"),
            may(
                "event",
                Form::Named("event"),
                "how a run shows the events of the dossier",
            ),
            may(
                "meaning",
                Form::Tables("meaning"),
                "what the dossier's words mean in the model",
            ),
            may(
                "question",
                Form::Tables("question"),
                "what the study must answer",
            ),
            may(
                "intervention",
                Form::Tables("intervention"),
                "what would have changed it",
            ),
        ],
    },
    Shape {
        name: "scenario",
        header: "[scenario]",
        about: "The clock, the plane and the step.",
        keys: &[
            must("zero", Form::Date, "the first moment"),
            must("end", Form::Date, "the last moment, at most 400 days later"),
            may(
                "origin",
                Form::Id,
                "the place at the middle of the plane; the dossier's without it",
            ),
            may(
                "finest_s",
                Form::Positive,
                "shortest step in seconds; 15 without it",
            ),
            may(
                "coarsest_s",
                Form::Positive,
                "longest step in seconds; 1800 without it",
            ),
            may(
                "accuracy",
                Form::Positive,
                "what a step may change at most, above 0 and at most 10; 0.1 without it",
            ),
            may(
                "dawn",
                Form::Text,
                "clock time at which the light comes, as `06:10`",
            ),
            may("dusk", Form::Text, "clock time at which it goes"),
            may(
                "phases",
                Form::Texts,
                "moments at which luck is drawn anew, in order",
            ),
            may(
                "again_from",
                Form::Date,
                "the phase end from which \u{201c}would it happen again\u{201d} takes fresh luck",
            ),
            may(
                "notices",
                Form::Texts,
                "names that orders announce and others wait for",
            ),
        ],
    },
    Shape {
        name: "parameter",
        header: "[[parameter]]",
        about: "An unknown number. It has one prior: `uniform`, `median` with `ninety`, `beta` or `fixed`; or `levels`.",
        keys: &[
            must("id", Form::Text, "its id"),
            TITLE,
            may("unit", Form::Text, "its unit"),
            may(
                "uniform",
                Form::Pair,
                "any value between the two is as likely as another",
            ),
            may("median", Form::Positive, "median of a log-normal prior"),
            may(
                "ninety",
                Form::Pair,
                "the range that holds nine values in ten",
            ),
            may("within", Form::Pair, "no value lies outside"),
            may(
                "beta",
                Form::Pair,
                "the two shapes of a beta prior between 0 and 1",
            ),
            may("fixed", Form::Number, "the value, where it is held fixed"),
            may(
                "levels",
                Form::Tables("level"),
                "exclusive levels, instead of a number",
            ),
            must(
                "ground",
                Form::Text,
                "what the prior rests on, from outside the accounts",
            ),
            may(
                "claims",
                Form::Ids,
                "never a claim of the dossier: each account is used once",
            ),
            may(
                "assumed",
                Form::Texts,
                "what is assumed under each level, in words",
            ),
        ],
    },
    Shape {
        name: "factor",
        header: "[[factor]]",
        about: "An unknown choice between exclusive readings of what happened.",
        keys: &[
            must("id", Form::Text, "its id"),
            TITLE,
            may("unit", Form::Text, "its unit"),
            must(
                "ground",
                Form::Text,
                "what the weights rest on, from outside the accounts",
            ),
            must(
                "levels",
                Form::Tables("level"),
                "the readings; their `p` add up to 1",
            ),
            may(
                "claims",
                Form::Ids,
                "never a claim of the dossier: each account is used once",
            ),
            may(
                "assumed",
                Form::Texts,
                "what is assumed under each level, in words",
            ),
        ],
    },
    Shape {
        name: "level",
        header: "levels = [{ … }]",
        about: "One level of a factor.",
        keys: &[
            must("id", Form::Text, "its id"),
            must("p", Form::Share, "its prior probability"),
            may("title", Form::Text, "in words"),
        ],
    },
    Shape {
        name: "actor",
        header: "[[actor]]",
        about: "A party: an actor or person of the dossier.",
        keys: &[
            must("id", Form::Id, "its id in evidence.toml"),
            may(
                "public",
                Form::Id,
                "whom it shows itself with at first; itself without it",
            ),
            may("private", Form::Id, "whom it means to be with at first"),
        ],
    },
    Shape {
        name: "hostile",
        header: "[[hostile]]",
        about: "Two parties that fire at each other on sight.",
        keys: &[must("a", Form::Id, "one"), must("b", Form::Id, "the other")],
    },
    Shape {
        name: "place",
        header: "[[place]]",
        about: "A place of the model.",
        keys: &[
            must("id", Form::Id, "its id on the map"),
            may(
                "radius_m",
                Form::Positive,
                "radius in metres, where the map has a point",
            ),
            may(
                "cover",
                Form::Value,
                "share of fire that still hits there, 0 to 1; 1 without it",
            ),
            may(
                "cover_within",
                Form::Value,
                "the same against fire from inside it; as `cover` without it",
            ),
            may(
                "going",
                Form::Value,
                "factor on the speed over open ground there; 1 without it",
            ),
            may("held_by", Form::Id, "who holds it at first"),
            GROUND,
        ],
    },
    Shape {
        name: "route",
        header: "[[route]]",
        about: "A way of the model, drawn on the map.",
        keys: &[
            must("id", Form::Id, "its id on the map"),
            may(
                "winding",
                Form::Positive,
                "road length over drawn length; 1 without it",
            ),
            GROUND,
        ],
    },
];
