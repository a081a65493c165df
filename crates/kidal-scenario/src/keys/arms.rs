//! The rarer tables: fire at ground, ammunition, suppression, vehicles, commanders, bystanders.

use kidal_dossier::keys::{Form, Shape, may, must};

use super::GROUND;

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        name: "area",
        header: "area = { … }",
        about: "Fire at ground instead of at a man; see docs/mechanisms/area-fire.md.",
        keys: &[
            may(
                "share",
                Form::Value,
                "share of the fire that falls on ground; 1 without it",
            ),
            must(
                "radius_m",
                Form::Positive,
                "who is so near the aim can be hit",
            ),
            must(
                "men",
                Form::Value,
                "men there at whom `hit_per_minute` is stated",
            ),
        ],
    },
    Shape {
        name: "supply",
        header: "[supply.NAME]",
        about: "Ammunition, in minutes of fire a man; see docs/mechanisms/supply.md.",
        keys: &[
            must("minutes_of_fire", Form::Value, "what is carried at first"),
            may(
                "minutes_per_hour",
                Form::Value,
                "what is brought up an hour; nothing without it",
            ),
            may(
                "depot",
                Form::Id,
                "the place where it is brought; everywhere without it",
            ),
        ],
    },
    Shape {
        name: "suppression",
        header: "[suppression.NAME]",
        about: "What fire does to those whom it does not hit; see docs/mechanisms/suppression.md.",
        keys: &[
            must(
                "gain_per_minute",
                Form::Value,
                "gain under the fire of as many as they are",
            ),
            may(
                "half_time_minutes",
                Form::Positive,
                "time in which it halves; 2 without it",
            ),
            must(
                "effect_on_fire",
                Form::Value,
                "share of their fire that full suppression takes",
            ),
            may(
                "pins_at",
                Form::Positive,
                "from here on they do not move; never without it",
            ),
        ],
    },
    Shape {
        name: "vehicle",
        header: "[vehicle.NAME]",
        about: "What becomes of vehicles; see docs/mechanisms/vehicles.md.",
        keys: &[
            may(
                "lost_per_hit",
                Form::Value,
                "chance that a hit on the men knocks one out; 0 without it",
            ),
            may(
                "crew",
                Form::Integer,
                "fit men that one needs; 1 without it",
            ),
            may(
                "abandoned_on_break",
                Form::Value,
                "share left behind by an element that breaks; 0 without it",
            ),
            may(
                "on_foot_km_h",
                Form::Value,
                "speed of those who have lost all; 4 without it",
            ),
            may(
                "taken_m",
                Form::Positive,
                "how near the other side must come to take one; 200 without it",
            ),
        ],
    },
    Shape {
        name: "command",
        header: "[command.NAME]",
        about: "A commander and who follows him; see docs/mechanisms/command.md.",
        keys: &[
            may(
                "deputies",
                Form::Integer,
                "how many can follow, one after the other; 1 without it",
            ),
            may(
                "takes_minutes",
                Form::ValuePair,
                "shortest and mean time until the next commands; none without it",
            ),
            may(
                "shock",
                Form::Value,
                "what his loss takes from morale; 0 without it",
            ),
            may(
                "orders_wait",
                Form::Boolean,
                "whether orders wait for the next; they do without it",
            ),
        ],
    },
    Shape {
        name: "bystanders",
        header: "[[bystanders]]",
        about: "People who take no part and tell what they see; see docs/mechanisms/bystanders.md.",
        keys: &[
            must("id", Form::Text, "their id"),
            must("place", Form::Id, "where they are"),
            must(
                "sight_m",
                Form::Pair,
                "how far they see by day and by night, in metres",
            ),
            must(
                "per_hour",
                Form::Value,
                "rate at which somebody sets out to tell while men are in sight",
            ),
            must("tells", Form::Id, "the party that hears of it"),
            may(
                "delay_minutes",
                Form::Positive,
                "until it is known; at once without it",
            ),
            GROUND,
        ],
    },
];
