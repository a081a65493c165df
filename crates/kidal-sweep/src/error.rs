//! Why a design or an analysis was refused.

use thiserror::Error;

/// A design that cannot be made, or responses that do not fit it.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum SweepError {
    /// No factor.
    #[error("a sweep needs at least one factor")]
    NoFactor,
    /// A design of too many points.
    #[error("the design has {points} points, more than {most}; take fewer levels, factors or runs")]
    TooLarge {
        /// Its points.
        points: u128,
        /// The most that are made.
        most: usize,
    },
    /// A number of runs or levels that the design cannot have.
    #[error("{what} is {given}; {needed}")]
    Size {
        /// Which number.
        what: &'static str,
        /// As given.
        given: usize,
        /// What would do.
        needed: &'static str,
    },
    /// Responses that are not one for each point.
    #[error("{responses} responses for {points} points")]
    Responses {
        /// Responses given.
        responses: usize,
        /// Points of the design.
        points: usize,
    },
    /// A response that is no number.
    #[error("the response at point {point} is {value}, not a finite number")]
    NotFinite {
        /// Row of the design, from 0.
        point: usize,
        /// The response.
        value: f64,
    },
    /// The analysis needs another design.
    #[error("{analysis} needs {needed}")]
    Layout {
        /// The analysis.
        analysis: &'static str,
        /// The design that it needs.
        needed: &'static str,
    },
    /// Too few points for so many terms, or terms that cannot be told apart.
    #[error("{points} points cannot tell {terms} terms apart; take more runs or fewer factors")]
    Singular {
        /// Points.
        points: usize,
        /// Terms.
        terms: usize,
    },
}
