//! From a statement about a moment to its pieces: its date, its order to other events, the side of a first fire.

use crate::form::Form;
use crate::mapping::{Piece, base, bounded, truth, within};
use crate::words::Lexicon;
use kidal_dossier::date::{Date, Instant, Precision};
use kidal_dossier::language::{Atom, Comparison, Qualifier, Relation, Value};
use kidal_scenario::Quantity;

/// The angle of a direction's word.
pub(crate) fn compass(word: &str) -> Option<f64> {
    const WORDS: [&str; 8] = [
        "north",
        "north-east",
        "east",
        "south-east",
        "south",
        "south-west",
        "west",
        "north-west",
    ];
    let at = WORDS.iter().position(|known| *known == word)?;
    Some(at as f64 * core::f64::consts::PI / 4.0)
}

/// Seconds from the scenario's zero of a date's first and last moment.
fn seconds(date: &Date, lexicon: &Lexicon<'_>) -> [f64; 2] {
    let zero = Instant(lexicon.scenario.names.zero_unix_s);
    [
        date.earliest().since(zero) as f64,
        date.latest().since(zero) as f64,
    ]
}

/// The piece that a moment lies in a date.
fn dated(date: &Date, quantity: &Quantity, lexicon: &Lexicon<'_>) -> Piece {
    let [mut low, mut high] = seconds(date, lexicon);
    if date.earliest().is_far() || date.latest().is_far() {
        // "Since the 26th" has no last moment: a bound, not a stretch.
        return truth(within(quantity.clone(), low, high));
    }
    // Chosen by us because reports of a day err by a few hours round midnight, clock times by about one hour.
    let sd_s = match date.precision() {
        Precision::Minute | Precision::Second | Precision::Hour | Precision::PartOfDay => 5400.0,
        _ => 4.0 * 3600.0,
    };
    if high - low < 3600.0 {
        let middle = (low + high) / 2.0;
        (low, high) = (middle - 1800.0, middle + 1800.0);
    }
    Piece {
        quantity: quantity.clone(),
        form: Form::Moment {
            said: [low, high],
            sd_s,
            span_s: lexicon.scenario.parts.duration_s,
        },
        unit: "date",
    }
}

/// What a comparison says of a moment; `None` where it gives no date ("unknown", say).
fn compared(comparison: &Comparison, quantity: &Quantity, lexicon: &Lexicon<'_>) -> Option<Piece> {
    match (&comparison.value, comparison.relation) {
        (Value::Date(date), Relation::Equal) => Some(dated(date, quantity, lexicon)),
        (Value::Date(date), relation) => {
            let [low, high] = seconds(date, lexicon);
            let bound = match relation {
                Relation::Less | Relation::AtLeast => low,
                _ => high,
            };
            bounded(quantity.clone(), relation, bound).map(truth)
        }
        (Value::Either(rivals), Relation::Equal) => {
            let any: Vec<Quantity> = rivals
                .iter()
                .filter_map(|rival| {
                    let [low, high] = seconds(rival.as_date()?, lexicon);
                    Some(within(quantity.clone(), low, high))
                })
                .collect();
            (!any.is_empty()).then(|| truth(Quantity::Any(any)))
        }
        _ => None,
    }
}

/// Pieces about a moment: its date, its order to other events, or that it came at all.
pub(crate) fn moment(atom: &Atom, quantity: Quantity, lexicon: &Lexicon<'_>) -> Option<Vec<Piece>> {
    let mut list = Vec::new();
    if let Some(comparison) = &atom.comparison {
        list.push(compared(comparison, &quantity, lexicon)?);
    }
    for qualifier in &atom.qualifiers {
        match qualifier {
            Qualifier::On(Value::Date(date))
            | Qualifier::At(Value::Date(date))
            | Qualifier::During(Value::Date(date)) => list.push(dated(date, &quantity, lexicon)),
            _ => {}
        }
    }
    let mut is_ordered_by_unknown = false;
    // "Before the 29th" is before it begins, "after the 29th" after it ends.
    let other = |value: &Value, edge: usize| -> Option<Quantity> {
        match value {
            Value::Date(date) => Some(Quantity::Constant(seconds(date, lexicon)[edge])),
            Value::Name(term) => {
                let pattern = lexicon.scenario.events.get(&term.name)?.begins.clone()?;
                Some(Quantity::measure(
                    kidal_battle::measure::Measure::EventTime { pattern, nth: 0 },
                ))
            }
            _ => None,
        }
    };
    for qualifier in &atom.qualifiers {
        let (event, margin, is_after) = match qualifier {
            Qualifier::Before { event, margin } => (event, margin, false),
            Qualifier::After { event, margin } => (event, margin, true),
            _ => continue,
        };
        let Some(reference) = other(event, usize::from(is_after)) else {
            is_ordered_by_unknown = true;
            continue;
        };
        let (later, earlier) = if is_after {
            (quantity.clone(), reference)
        } else {
            (reference, quantity.clone())
        };
        let gap = Quantity::Difference(Box::new(later), Box::new(earlier));
        match margin {
            Some(margin) => {
                // At least a minute, so that "at once" has a stretch.
                let middle = base(margin).max(60.0);
                list.push(Piece {
                    quantity: gap,
                    form: Form::Moment {
                        said: [middle * 0.5, middle * 1.5],
                        sd_s: middle * 0.5,
                        span_s: (middle * 4.0).max(86_400.0),
                    },
                    unit: "s",
                });
            }
            None => list.push(truth(Quantity::AtLeast(Box::new(gap), 0.0))),
        }
    }
    // A place of a first fire: the side of the town.
    let place = atom.term.keyed("at").and_then(Value::as_name).or_else(|| {
        atom.qualifiers
            .iter()
            .find_map(|qualifier| match qualifier {
                Qualifier::At(value) => value.as_name(),
                _ => None,
            })
    });
    if let Some(place) = place
        && atom.term.name == "first_fire"
        && let Some(Value::Name(event)) = atom.term.position(0)
        && let Some(side) = place.name.rsplit('-').next().and_then(compass)
        && let Some(town) = lexicon
            .place
            .and_then(|town| lexicon.scenario.names.place(town).ok())
        && let Some(pattern) = lexicon
            .scenario
            .events
            .get(&event.name)
            .and_then(|event| event.fire.clone())
    {
        let bearing = kidal_battle::measure::Measure::EventBearing {
            pattern,
            place: town,
        };
        list.push(Piece {
            quantity: Quantity::measure(bearing),
            form: Form::Bearing {
                said: side,
                sectors: 4,
                sd: 0.4,
            },
            unit: "rad",
        });
    }
    if list.is_empty() {
        // That it came after what no model knows is more than that it came.
        if is_ordered_by_unknown {
            return None;
        }
        list.push(truth(Quantity::Exists(Box::new(quantity))));
    }
    Some(list)
}
