//! Runs histories of one scenario on one thread.

use crate::error::RunFailure;
use crate::probes::Probes;
use crate::record::Record;
use crate::scenario::Scenario;
use crate::streams::Streams;
use crate::trace::Trace;

/// All columns and buffers of one thread.
#[derive(Debug)]
pub struct Runner<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) probes: &'a Probes,
}

impl<'a> Runner<'a> {
    /// Makes room for runs of a scenario.
    #[must_use]
    pub fn new(scenario: &'a Scenario, probes: &'a Probes) -> Self {
        Self { scenario, probes }
    }

    /// Makes one history and answers the measures.
    ///
    /// # Errors
    /// A parameter out of its bounds, or a run that leaves what the engine can follow.
    pub fn run(
        &mut self,
        _parameters: &[f64],
        _streams: Streams<'_>,
        _record: &mut Record,
    ) -> Result<(), RunFailure> {
        Ok(())
    }

    /// Makes the same history and writes it out, with frames every `interval_s` seconds.
    ///
    /// # Errors
    /// As [`Runner::run`].
    pub fn trace(
        &mut self,
        _parameters: &[f64],
        _streams: Streams<'_>,
        _interval_s: f64,
    ) -> Result<Trace, RunFailure> {
        Ok(Trace::default())
    }
}
