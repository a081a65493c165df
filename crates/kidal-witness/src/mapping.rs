//! From a statement to the pieces that a history can be held against.

use crate::form::{Form, RUNGS, SIGMA_ABOUT, SIGMA_COUNTED, SIGMA_ROUND};
use crate::moment::{compass, moment};
use crate::words::{Lexicon, Sense};
use kidal_dossier::language::unit::Unit;
use kidal_dossier::language::{Atom, Number, Relation, Statement, Value};
use kidal_scenario::Quantity;

/// One quantity and what is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The quantity.
    pub quantity: Quantity,
    /// The form of what is said.
    pub form: Form,
    /// Unit of the quantity: `men`, `s`, `m`, `rad`, `date`, `share` or empty for truth values.
    pub unit: &'static str,
}

pub(crate) fn truth(quantity: Quantity) -> Piece {
    Piece {
        quantity,
        form: Form::Yes,
        unit: "",
    }
}

/// The pieces of a statement; `None` where no model bears on it.
pub(crate) fn pieces(statement: &Statement, lexicon: &Lexicon<'_>) -> Option<Vec<Piece>> {
    match statement {
        Statement::And(parts) => {
            // What no model bears on is left out; the rest is weighed.
            let found: Vec<Piece> = parts
                .iter()
                .filter_map(|part| pieces(part, lexicon))
                .flatten()
                .collect();
            (!found.is_empty()).then_some(found)
        }
        Statement::Or(parts) => {
            let mut any = Vec::new();
            for part in parts {
                any.push(as_truth(part, lexicon)?);
            }
            Some(vec![truth(Quantity::Any(any))])
        }
        Statement::Not(inner) => Some(vec![truth(Quantity::Not(Box::new(as_truth(
            inner, lexicon,
        )?)))]),
        Statement::Atom(atom) => atom_pieces(atom, lexicon),
    }
}

/// A statement as one truth value, at its own stated precision; `None` where no model bears on any part of it, since a
/// part that is left out turns "not both" into "not this one".
fn as_truth(statement: &Statement, lexicon: &Lexicon<'_>) -> Option<Quantity> {
    if let Statement::And(parts) = statement {
        let all: Option<Vec<Quantity>> = parts.iter().map(|part| as_truth(part, lexicon)).collect();
        return all.map(Quantity::All);
    }
    let list = pieces(statement, lexicon)?;
    if let Statement::Atom(atom) = statement
        && let Some((_, parts)) = partition(atom)
        && parts.len() != list.len()
    {
        return None;
    }
    let mut all = Vec::new();
    for piece in list {
        all.push(match piece.form {
            Form::Yes => piece.quantity,
            Form::Count { said, grain, .. } => {
                within(piece.quantity, said - grain / 2.0, said + grain / 2.0)
            }
            Form::AtLeast { said, .. } => Quantity::AtLeast(Box::new(piece.quantity), said),
            Form::Range { low, high, .. } => within(piece.quantity, low, just_above(high)),
            Form::Wording { rung } => within(
                piece.quantity,
                RUNGS[rung],
                RUNGS.get(rung + 1).copied().unwrap_or(1e12),
            ),
            Form::Moment { said, .. } => within(piece.quantity, said[0], said[1]),
            Form::Bearing { .. } => return None,
        });
    }
    Some(if all.len() == 1 {
        all.remove(0)
    } else {
        Quantity::All(all)
    })
}

/// The least bound that a value may have and still be this one.
fn just_above(value: f64) -> f64 {
    value + 1e-9 * value.abs().max(1.0)
}

pub(crate) fn within(quantity: Quantity, low: f64, high: f64) -> Quantity {
    Quantity::All(vec![
        Quantity::AtLeast(Box::new(quantity.clone()), low),
        Quantity::Below(Box::new(quantity), high),
    ])
}

/// The whole and the parts of `partition(whole, {part = 300, …})`.
#[must_use]
pub fn partition(atom: &Atom) -> Option<(&str, &[(String, Value)])> {
    let whole = atom.term.position(0)?.as_name()?;
    match (atom.term.position(1), &atom.comparison) {
        (Some(Value::Partition(parts)), _) => Some((&whole.name, parts)),
        (_, Some(comparison)) => match &comparison.value {
            Value::Partition(parts) => Some((&whole.name, parts)),
            _ => None,
        },
        _ => None,
    }
}

fn atom_pieces(atom: &Atom, lexicon: &Lexicon<'_>) -> Option<Vec<Piece>> {
    // A partition claims each part. Where the same utterance counts the whole too, its largest part follows from the rest:
    // a count that is used once.
    if let Some((whole, parts)) = partition(atom) {
        let size = |value: &Value| match value {
            Value::Number(number) => number.amount,
            _ => 0.0,
        };
        let is_counted = lexicon.counted.iter().any(|known| known == whole);
        let largest = parts
            .iter()
            .filter(|_| is_counted)
            .max_by(|a, b| size(&a.1).total_cmp(&size(&b.1)))
            .map(|(name, _)| name);
        let mut list = Vec::new();
        for (name, value) in parts {
            let Value::Number(number) = value else {
                continue;
            };
            if largest == Some(name) {
                continue;
            }
            let part = Atom {
                term: kidal_dossier::language::Term {
                    portion: None,
                    name: "strength".into(),
                    arguments: vec![kidal_dossier::language::Argument {
                        key: None,
                        value: Value::Name(kidal_dossier::language::Term::bare(name.clone())),
                    }],
                    span: 0..0,
                },
                comparison: None,
                qualifiers: atom.qualifiers.clone(),
                span: 0..0,
            };
            if let Some(Sense::Number(quantity)) = lexicon.sense(&part) {
                list.push(Piece {
                    quantity,
                    form: count(number),
                    unit: "men",
                });
            }
        }
        return (!list.is_empty()).then_some(list);
    }
    let sense = lexicon.sense(atom)?;
    match sense {
        Sense::Truth(quantity) => Some(vec![truth(quantity)]),
        Sense::Moment(quantity) => moment(atom, quantity, lexicon),
        Sense::Direction(quantity) => {
            let Value::Name(term) = &atom.comparison.as_ref()?.value else {
                return None;
            };
            let said = compass(&term.name)?;
            Some(vec![Piece {
                quantity,
                form: Form::Bearing {
                    said,
                    sectors: 4,
                    sd: 0.5,
                },
                unit: "rad",
            }])
        }
        Sense::Duration(quantity) => {
            let comparison = atom.comparison.as_ref()?;
            match &comparison.value {
                Value::Wording(words) => {
                    let days = Quantity::Product(
                        Box::new(quantity),
                        Box::new(Quantity::Constant(1.0 / 86_400.0)),
                    );
                    Some(vec![Piece {
                        quantity: days,
                        form: Form::Wording { rung: rung(words)? },
                        unit: "days",
                    }])
                }
                Value::Number(number) => {
                    let seconds = base(number);
                    Some(vec![truth(bounded(
                        quantity,
                        comparison.relation,
                        seconds,
                    )?)])
                }
                _ => None,
            }
        }
        Sense::Number(quantity) => number(atom, quantity),
    }
}

fn number(atom: &Atom, quantity: Quantity) -> Option<Vec<Piece>> {
    let Some(comparison) = &atom.comparison else {
        // "captured(men)" without a figure: that there were any.
        return Some(vec![truth(Quantity::AtLeast(Box::new(quantity), 1.0))]);
    };
    let unit = match &comparison.value {
        Value::Number(number) | Value::Between(number, _)
            if number
                .unit
                .as_deref()
                .is_some_and(|unit| unit == "km" || unit == "m") =>
        {
            "m"
        }
        _ => "men",
    };
    let is_share = matches!(quantity, Quantity::Ratio(..));
    let form = match (&comparison.value, comparison.relation) {
        (Value::Number(number), Relation::Equal) if is_share => {
            return Some(vec![truth(about(quantity, number))]);
        }
        (Value::Number(number), Relation::Equal) => count(number),
        (Value::Number(number), Relation::AtLeast | Relation::Greater)
            if !is_share && number.amount >= 10.0 =>
        {
            at_least(number)
        }
        (Value::Number(number), relation) => {
            return Some(vec![truth(bounded(quantity, relation, base(number))?)]);
        }
        (Value::Between(low, high), _) if is_share => {
            let [low, high] = ordered(low.amount, high.amount);
            return Some(vec![truth(within(quantity, low, just_above(high)))]);
        }
        (Value::Between(low, high), _) => between(low, high),
        // A share has no loose counting word.
        (Value::Wording(_), _) if is_share => return None,
        (Value::Wording(words), _) => Form::Wording { rung: rung(words)? },
        (Value::Either(rivals), _) => {
            let any = rivals
                .iter()
                .filter_map(|rival| match rival {
                    Value::Number(number) if is_share => Some(about(quantity.clone(), number)),
                    Value::Number(number) => {
                        let (said, grain) = (base(number), grain(number));
                        Some(within(
                            quantity.clone(),
                            said - grain / 2.0,
                            said + grain / 2.0,
                        ))
                    }
                    _ => None,
                })
                .collect::<Vec<_>>();
            return (!any.is_empty()).then(|| vec![truth(Quantity::Any(any))]);
        }
        // "unknown" says nothing about the number: kept, never weighed.
        _ => return None,
    };
    Some(vec![Piece {
        quantity,
        form,
        unit,
    }])
}

/// A share within one in twenty of the whole of what was said; chosen by us because shares are told in rough fractions.
fn about(share: Quantity, number: &Number) -> Quantity {
    within(share, number.amount - 0.05, number.amount + 0.05)
}

fn ordered(a: f64, b: f64) -> [f64; 2] {
    [a.min(b), a.max(b)]
}

pub(crate) fn bounded(quantity: Quantity, relation: Relation, value: f64) -> Option<Quantity> {
    Some(match relation {
        Relation::AtLeast => Quantity::AtLeast(Box::new(quantity), value),
        Relation::Greater => Quantity::AtLeast(Box::new(quantity), just_above(value)),
        Relation::Less => Quantity::Below(Box::new(quantity), value),
        Relation::AtMost => Quantity::Below(Box::new(quantity), just_above(value)),
        Relation::Equal => return None,
    })
}

pub(crate) fn base(number: &Number) -> f64 {
    match number.unit.as_deref().and_then(Unit::of) {
        Some(unit) => number.amount * unit.in_base,
        None => number.amount,
    }
}

/// The last digit that is not 0 says how finely a number was given: 504 to one, 560 to ten, 500 to a hundred.
pub fn grain(number: &Number) -> f64 {
    let unit = if number.amount == 0.0 {
        1.0
    } else {
        base(number) / number.amount
    };
    let mut grain = 1.0;
    let whole = number.amount.abs();
    // Digits behind the point: 1.5 to a tenth, 8.25 to a hundredth, and no finer.
    if whole.fract() != 0.0 {
        let tenths = whole * 10.0;
        let is_tenths = (tenths - tenths.round()).abs() < 1e-9 * tenths;
        return unit * if is_tenths { 0.1 } else { 0.01 };
    }
    while grain < 1e6 && whole >= grain * 10.0 && (whole / (grain * 10.0)).fract() == 0.0 {
        grain *= 10.0;
    }
    grain * unit
}

/// Broad medians for false reports: men 200 (chosen by us because most counts of such dossiers lie within a factor of 14 of it),
/// distances 100 km.
fn broad(number: &Number) -> f64 {
    if number.unit.as_deref() == Some("km") || number.unit.as_deref() == Some("m") {
        100_000.0
    } else {
        200.0
    }
}

fn count(number: &Number) -> Form {
    let grain = grain(number);
    let relative = grain / base(number).max(1.0);
    let sigma = if number.is_approximate {
        SIGMA_ABOUT
    } else if relative < 0.05 {
        SIGMA_COUNTED
    } else {
        SIGMA_ROUND
    };
    Form::Count {
        said: base(number),
        grain,
        sigma,
        broad: broad(number),
    }
}

fn at_least(number: &Number) -> Form {
    Form::AtLeast {
        said: base(number),
        grain: grain(number),
        sigma: 0.3,
        broad: broad(number),
    }
}

/// A range that the speaker gives.
fn between(low: &Number, high: &Number) -> Form {
    let [least, most] = ordered(base(low), base(high));
    // Half a man is the least that has a logarithm.
    let least = least.max(0.5);
    Form::Range {
        low: least,
        high: most.max(least),
        broad: broad(low).max(broad(high)),
    }
}

/// The rung of a loose counting word.
fn rung(words: &str) -> Option<usize> {
    let words = words.to_lowercase();
    let has = |part: &str| words.contains(part);
    if has("thousand") {
        return Some(6);
    }
    if has("hundreds") || has("several hundred") || has("few hundred") {
        return Some(5);
    }
    if has("hundred") {
        return Some(4);
    }
    if has("several dozen") || has("few dozen") || has("dozens") || has("several score") {
        return Some(3);
    }
    if has("dozen") || has("tens") {
        return Some(2);
    }
    if has("several") || has("some") || has("few") || has("handful") {
        return Some(1);
    }
    None
}
