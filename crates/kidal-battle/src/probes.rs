//! What will be asked of a run, compiled.

use crate::error::BuildError;
use crate::measure::Measure;
use crate::scenario::Scenario;

/// Measures compiled for one scenario. Asking changes nothing in a run.
#[derive(Clone, Debug)]
pub struct Probes {
    pub(crate) measures: Vec<Measure>,
}

impl Probes {
    /// Checks and compiles measures.
    ///
    /// # Errors
    /// Every measure that names something the scenario does not have.
    pub fn new(_scenario: &Scenario, measures: Vec<Measure>) -> Result<Self, Vec<BuildError>> {
        Ok(Self { measures })
    }

    /// The measures, in the order of the answers.
    #[must_use]
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }
}
