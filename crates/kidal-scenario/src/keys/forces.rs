//! Contingents and what they bring.

use kidal_dossier::keys::{Form, Shape, may, must};

use super::GROUND;

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        name: "contingent",
        header: "[[contingent]]",
        about: "A body of men of one party.",
        keys: &[
            must("id", Form::Id, "the group of evidence.toml that it is"),
            must("actor", Form::Id, "whose it is at first"),
            must("men", Form::Value, "how many men"),
            may(
                "element_men",
                Form::Integer,
                "men to an element, 1 to 1000; 10 without it",
            ),
            may(
                "elements",
                Form::Integer,
                "in its place: how many elements of equal size, 1 to 1000, however many men there are (fewer where there are fewer men)",
            ),
            may(
                "vehicles",
                Form::Value,
                "how many vehicles; none without it",
            ),
            may(
                "arrives",
                Form::Value,
                "when it comes, from the zero; at once without it",
            ),
            must("start", Form::Table("start"), "where it stands at first"),
            must("fire", Form::Shared("fire"), "its arms"),
            must(
                "sight_m",
                Form::Pair,
                "how far it sees by day and by night, in metres",
            ),
            must(
                "speed_km_h",
                Form::ValuePair,
                "on foot or off the road, and on the road; at most 300",
            ),
            may(
                "halting_m",
                Form::Pair,
                "at what range it halts to fire; 150 to 400 without it",
            ),
            may(
                "flight_km_h",
                Form::Positive,
                "how fast it flees; 7.2 without it",
            ),
            may(
                "morale",
                Form::Shared("morale"),
                "without it, it never breaks",
            ),
            may(
                "fatigue",
                Form::Shared("fatigue"),
                "without it, it never tires",
            ),
            may(
                "loyalty",
                Form::Shared("loyalty"),
                "without it, nobody leaves",
            ),
            may(
                "capture",
                Form::Shared("capture"),
                "without it, nobody is captured one by one",
            ),
            may(
                "supply",
                Form::Shared("supply"),
                "without it, ammunition never runs out",
            ),
            may(
                "suppression",
                Form::Shared("suppression"),
                "without it, fire that misses does nothing",
            ),
            may(
                "vehicle",
                Form::Shared("vehicle"),
                "without it, vehicles share the fate of their men",
            ),
            may(
                "command",
                Form::Shared("command"),
                "without it, it needs no commander",
            ),
            may(
                "spacing_m",
                Form::Positive,
                "room between its elements on a road; 50 without it",
            ),
            GROUND,
        ],
    },
    Shape {
        name: "start",
        header: "start = { … }",
        about: "Where a contingent stands at first: `within`, `ring`, `route` or `box_m`.",
        keys: &[
            may("within", Form::Id, "anywhere in the place"),
            may("ring", Form::Id, "on a ring about the place"),
            may("radius", Form::Value, "the ring's radius in metres"),
            may(
                "bearings",
                Form::Pair,
                "from which bearing to which, in degrees clockwise; through north as [270, 450] or [270, 90]",
            ),
            may("route", Form::Id, "on the route"),
            may("at", Form::Value, "how far along it, in metres"),
            may(
                "box_m",
                Form::Numbers,
                "in a box of the plane: x, y, x, y in metres",
            ),
        ],
    },
    Shape {
        name: "fire",
        header: "[fire.NAME]",
        about: "Arms and how they are used.",
        keys: &[
            must(
                "hit_per_minute",
                Form::Value,
                "hits per man and minute at short range",
            ),
            must(
                "half_range_m",
                Form::Positive,
                "range at which half of that is left",
            ),
            must("range_m", Form::Positive, "nothing is hit beyond"),
            may(
                "killed_share",
                Form::Value,
                "share of those hit who die; 0.25 without it",
            ),
            may(
                "area",
                Form::Table("area"),
                "fire at ground; all of it is aimed without it",
            ),
        ],
    },
    Shape {
        name: "morale",
        header: "[morale.NAME]",
        about: "What shakes and what steadies.",
        keys: &[
            must("initial", Form::Pair, "least and most at first, 0 to 1"),
            must(
                "recovery_per_minute",
                Form::Number,
                "what comes back in quiet",
            ),
            must("own_loss", Form::Value, "weight of own losses"),
            must(
                "neighbour_loss",
                Form::Value,
                "weight of neighbours' losses",
            ),
            must("neighbour_m", Form::Positive, "who is a neighbour"),
            may("fatigue_per_hour", Form::Value, "what tiredness takes"),
            may(
                "encirclement_per_hour",
                Form::Value,
                "what being shut in takes",
            ),
            must("break_at", Form::Value, "below this it breaks"),
            may(
                "rally_at",
                Form::Number,
                "above this it rallies, not below `break_at`; never without it",
            ),
        ],
    },
    Shape {
        name: "fatigue",
        header: "[fatigue.NAME]",
        about: "The reservoir of sleep.",
        keys: &[
            must("awake_hours", Form::Value, "hours awake until it is spent"),
            must(
                "asleep_hours",
                Form::Number,
                "hours of sleep until it is full",
            ),
            must(
                "effect_on_fire",
                Form::Value,
                "share of fire lost when it is spent",
            ),
            must("initial", Form::Pair, "least and most spent at first"),
            must(
                "sleep_per_hour",
                Form::Number,
                "how readily one falls asleep in quiet",
            ),
            may(
                "quiet_minutes",
                Form::Positive,
                "quiet before anybody sleeps; 60 without it",
            ),
            may(
                "waking_minutes",
                Form::Positive,
                "until a woken man fights; 5 without it",
            ),
        ],
    },
    Shape {
        name: "loyalty",
        header: "[loyalty.NAME]",
        about: "What makes men leave their side.",
        keys: &[
            must(
                "base_per_hour",
                Form::Value,
                "chance per element and hour in quiet",
            ),
            may("pressure", Form::Value, "weight of the battle's pressure"),
            may("news", Form::Value, "weight of news from outside"),
            may("contagion", Form::Value, "weight of those who left before"),
            may("fatigue", Form::Value, "weight of tiredness"),
            may("news_notice", Form::Id, "the notice that brings the news"),
            may("from", Form::Id, "from this notice on"),
            may("until", Form::Id, "until this notice"),
            may(
                "join_share",
                Form::Value,
                "share of those who leave who join the other side; 1 without it",
            ),
            must("joins", Form::Id, "whom they join"),
        ],
    },
    Shape {
        name: "capture",
        header: "[capture.NAME]",
        about: "How broken men are captured.",
        keys: &[
            must(
                "per_hour",
                Form::Value,
                "chance per hour while an enemy is near",
            ),
            must("range_m", Form::Positive, "how near"),
            may(
                "spared",
                Form::Value,
                "share of those taken who live; 1 without it",
            ),
        ],
    },
    Shape {
        name: "group",
        header: "[[group]]",
        about: "Which contingents a group of the dossier is made of.",
        keys: &[
            must("id", Form::Id, "the group"),
            must("contingents", Form::Ids, "its contingents"),
            GROUND,
        ],
    },
];
