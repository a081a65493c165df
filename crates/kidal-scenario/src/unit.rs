//! Units of what is counted: heads and vehicles are no kilograms.

use kidal_dossier::language::unit::{Measure, Unit};

/// Whether a unit counts what it should. One that is not written does; a word that the claims do not know does not.
pub(crate) fn counts(measure: Measure, unit: &str) -> bool {
    unit.is_empty() || Unit::of(unit).is_some_and(|unit| unit.measure == measure)
}

/// The units of a measure, for a remedy.
pub(crate) fn spellings(measure: Measure) -> String {
    measure.units().collect::<Vec<_>>().join(", ")
}
