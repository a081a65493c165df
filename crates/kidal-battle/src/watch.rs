//! A run under way, seen by somebody who may stop it.

use crate::measure::{Answer, Measure, When};
use crate::probes::Probes;

/// What is known of one measure while a run is under way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Known {
    /// Its answer stands and will not change.
    Settled,
    /// It is the time of an event that has not happened: not before this moment [s], if at all.
    NotBefore(f64),
    /// Anything may still come of it.
    Open,
}

/// The answers of a run so far.
#[derive(Clone, Copy, Debug)]
pub struct Partial<'a> {
    /// Now [s].
    pub now_s: f64,
    /// Answers in the order of the measures; only settled ones mean anything.
    pub answers: &'a [Answer],
    pub(crate) probes: &'a Probes,
}

impl Partial<'_> {
    /// What is known of a measure.
    #[must_use]
    pub fn known(&self, measure: usize) -> Known {
        let has_answer = self.answers[measure] != Answer::DidNotHappen;
        let asked = &self.probes.measures[measure];
        match (asked, asked.when()) {
            (_, Some(When::Start)) => Known::Settled,
            (_, Some(When::Time(time))) if *time < self.now_s => Known::Settled,
            (Measure::EventTime { .. }, _) if !has_answer => Known::NotBefore(self.now_s),
            (Measure::EventCount { .. }, _) | (_, Some(When::End | When::Time(_))) => Known::Open,
            _ if has_answer => Known::Settled,
            _ => Known::Open,
        }
    }
}

/// Who looks at a run at some of its moments and may stop it.
pub trait Watch {
    /// Moments to look at [s], ascending, after the start, which is always looked at.
    fn moments(&self) -> &[f64];

    /// Whether the run should go on.
    fn goes_on(&mut self, partial: Partial<'_>) -> bool;
}

/// Nobody looks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Unwatched;

impl Watch for Unwatched {
    fn moments(&self) -> &[f64] {
        &[]
    }

    fn goes_on(&mut self, _partial: Partial<'_>) -> bool {
        true
    }
}
