//! A designed experiment: where it tried, what came out, and what that shows.

use serde::{Deserialize, Serialize};

use super::Estimate;

/// A sweep over factors of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SweepRecord {
    /// The design in words.
    pub design: String,
    /// How luck was treated, in words.
    pub luck: String,
    /// Largest absolute correlation between two factors of the design.
    pub largest_correlation: f64,
    /// What was moved.
    pub factors: Vec<SweepFactor>,
    /// What was held, as `name = value`.
    pub held: Vec<String>,
    /// What came out, one for each question.
    pub responses: Vec<SweepResponse>,
}

/// A factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SweepFactor {
    /// Id.
    pub id: String,
    /// In words.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// Names of levels that the values are indices of; empty: numbers.
    pub levels: Vec<String>,
    /// Its value at each point.
    pub values: Vec<f64>,
}

/// A response and what the design shows of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SweepResponse {
    /// Id of the question.
    pub question: String,
    /// As asked.
    pub asks: String,
    /// Unit; `probability` for a share of histories.
    pub unit: String,
    /// Its value at each point; none where it did not come about.
    pub values: Vec<Option<f64>>,
    /// Mean over the points where it came about.
    pub mean: f64,
    /// Standard deviation over them.
    pub sd: f64,
    /// Points where it did not come about.
    pub undefined: usize,
    /// What it shows, in one sentence.
    pub sentence: String,
    /// Sobol indices, one for each factor (Saltelli designs).
    pub indices: Vec<IndexRecord>,
    /// Interactions of pairs (Saltelli designs with second order).
    pub pairs: Vec<PairRecord>,
    /// Elementary effects, one for each factor (Morris designs).
    pub screening: Vec<ScreeningRecord>,
    /// A polynomial, where there are points enough.
    pub regression: Option<RegressionRecord>,
    /// A partition tree: its lines, top down.
    pub tree: Vec<TreeLine>,
    /// The polynomial over the two factors that matter most.
    pub surface: Option<SurfaceRecord>,
}

/// Sobol indices of a factor. `error` is a standard error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct IndexRecord {
    /// The factor.
    pub factor: String,
    /// First order.
    pub first: Estimate,
    /// Total.
    pub total: Estimate,
}

/// The interaction of two factors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct PairRecord {
    /// One factor.
    pub first: String,
    /// The other.
    pub second: String,
    /// Their index beyond what each carries alone.
    pub index: Estimate,
}

/// Elementary effects of a factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ScreeningRecord {
    /// The factor.
    pub factor: String,
    /// Mean effect over the factor's whole range, in the response's unit.
    pub mean: f64,
    /// Mean absolute effect.
    pub mean_absolute: Estimate,
    /// Standard deviation of the effects.
    pub sd: f64,
}

/// A fitted polynomial.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct RegressionRecord {
    /// Share of the variance that it takes up, adjusted for its terms.
    pub adjusted_r_squared: f64,
    /// Standard deviation of what is left.
    pub residual_sd: f64,
    /// Its terms: `a`, `a²`, `a × b`, or `1`; coordinates run from −1 to 1.
    pub terms: Vec<String>,
    /// Their coefficients.
    pub coefficients: Vec<Estimate>,
}

/// A line of a partition tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct TreeLine {
    /// How deep it stands.
    pub depth: usize,
    /// The condition that leads here, or nothing at the top.
    pub condition: String,
    /// Points here.
    pub points: usize,
    /// Their mean response.
    pub mean: f64,
}

/// A response surface over two factors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SurfaceRecord {
    /// Factor along the columns.
    pub across: String,
    /// Its value at each column.
    pub across_values: Vec<f64>,
    /// Factor along the rows.
    pub up: String,
    /// Its value at each row.
    pub up_values: Vec<f64>,
    /// Values, row by row.
    pub values: Vec<f64>,
}
