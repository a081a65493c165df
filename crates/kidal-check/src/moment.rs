//! When a fact is meant to hold, and whether two facts mean the same moment.

use kidal_dossier::Date;
use kidal_dossier::date::Shape;
use kidal_dossier::language::{Atom, Qualifier, Value};

/// How the times of two facts relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Times {
    /// They cannot mean the same moment.
    Apart,
    /// They must mean a common moment.
    Same,
    /// They may or may not.
    MayDiffer,
}

const DAY_S: i64 = 86_400;

/// The date by which an atom says that it holds or happened.
pub(crate) fn date_in(atom: &Atom) -> Option<&Date> {
    let qualified = atom
        .qualifiers
        .iter()
        .find_map(|qualifier| match qualifier {
            Qualifier::On(Value::Date(date))
            | Qualifier::At(Value::Date(date))
            | Qualifier::During(Value::Date(date)) => Some(date),
            Qualifier::AsOf(date) => Some(date),
            _ => None,
        });
    qualified.or_else(|| {
        atom.term.arguments.iter().find_map(|argument| {
            match (argument.key.as_deref(), &argument.value) {
                (Some("on" | "at" | "as_of" | "during"), Value::Date(date)) => Some(date),
                _ => None,
            }
        })
    })
}

/// Whether two dates mean one moment. Both must be known for anything but `MayDiffer`.
pub(crate) fn times(a: Option<&Date>, b: Option<&Date>) -> Times {
    let (Some(a), Some(b)) = (a, b) else {
        return Times::MayDiffer;
    };
    if a.is_apart_from(b) {
        return if a.is_approximate() || b.is_approximate() {
            Times::MayDiffer
        } else {
            Times::Apart
        };
    }
    let lasts = |date: &Date| date.is_extent();
    let is_common = match (lasts(a), lasts(b)) {
        (true, true) => true,
        (true, false) => a.contains(b),
        (false, true) => b.contains(a),
        (false, false) => is_one_day(a) && a.bounds() == b.bounds(),
    };
    if is_common {
        Times::Same
    } else {
        Times::MayDiffer
    }
}

fn is_one_day(date: &Date) -> bool {
    date.shape() == Shape::Point && date.length_s() <= DAY_S
}
