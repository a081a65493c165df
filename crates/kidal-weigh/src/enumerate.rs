//! Exact answers for models with a few discrete unknowns: every case is run and weighed.

use kidal_math::log_sum_exp;

use crate::evaluate::{Point, evaluate};
use crate::model::{Model, Prior};
use crate::posterior::Particle;
use crate::space::Space;
use crate::trouble::Trouble;

/// Every case of a discrete model with its exact posterior probability.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// The cases that the prior allows; `log_weight` is the log of the posterior probability. Cases whose run failed are
    /// among them, marked, without weight.
    pub cases: Vec<Particle>,
    /// Exact log evidence; negative infinity when no case explains what was observed.
    pub log_evidence: f64,
}

/// Most cases; a million, chosen by us because more are better sampled.
const CASES_MOST: usize = 1_000_000;

/// Runs every case of a model whose parameters are levels or fixed and which has no luck (luck with few outcomes can be
/// written as a parameter with levels), and weighs it by Bayes' rule.
///   p(case | accounts) = prior · likelihood / Σ of both over all cases
/// The slow twin of every sampler here, for models that are small enough.
///
/// # Errors
/// [`Trouble::BadSettings`] when a parameter is continuous, the model has luck, or there are more than a million cases;
/// [`Trouble::BadPrior`], [`Trouble::Threads`].
pub fn enumerate<M: Model>(model: &M, threads: usize) -> Result<Enumeration, Trouble> {
    let space = Space::new(model.parameters())?;
    let wrong = |what: String| Err(Trouble::BadSettings { what });
    if model.blocks() > 0 {
        return wrong(
            "a model with luck cannot be enumerated; give luck with few outcomes as levels"
                .to_owned(),
        );
    }
    let mut values: Vec<Vec<f64>> = Vec::new();
    for parameter in model.parameters() {
        values.push(match &parameter.prior {
            Prior::Fixed(value) => vec![*value],
            Prior::Levels { weights } => (0..weights.len())
                .filter(|level| weights[*level] > 0.0)
                .map(|level| level as f64)
                .collect(),
            _ => {
                let name = &parameter.name;
                return wrong(format!(
                    "`{name}` is continuous; only levels can be enumerated"
                ));
            }
        });
    }
    let count = values
        .iter()
        .try_fold(1_usize, |count, one| count.checked_mul(one.len()))
        .filter(|count| *count <= CASES_MOST);
    let Some(count) = count else {
        return wrong(format!(
            "there are more than {CASES_MOST} cases; sample them instead"
        ));
    };
    let case = |number: usize| {
        // The last parameter runs fastest.
        let mut rest = number;
        let mut parameters: Vec<f64> = values
            .iter()
            .rev()
            .map(|one| {
                let value = one[rest % one.len()];
                rest /= one.len();
                value
            })
            .collect();
        parameters.reverse();
        Point {
            parameters,
            ..Point::default()
        }
    };
    let points: Vec<Point> = (0..count).map(case).collect();
    let outcomes = evaluate(model, &points, threads)?;
    let mut cases: Vec<Particle> = Vec::with_capacity(count);
    for (number, (point, outcome)) in points.into_iter().zip(outcomes).enumerate() {
        let log_prior = space.ln_density(&point.parameters);
        let is_failed = outcome.is_err();
        let (terms, payload) = outcome.unwrap_or_else(|_| {
            let none = |count| vec![f64::NEG_INFINITY; count];
            (none(model.terms()), none(model.payload()))
        });
        let log_likelihood = if is_failed {
            f64::NEG_INFINITY
        } else {
            terms.iter().fold(0.0, |sum, term| sum + term)
        };
        cases.push(Particle {
            parameters: point.parameters,
            terms,
            payload,
            log_prior,
            log_likelihood,
            log_weight: log_prior + log_likelihood,
            chain: number as u32,
            ancestor: number as u32,
            is_failed,
            ..Particle::default()
        });
    }
    let logs: Vec<f64> = cases.iter().map(|case| case.log_weight).collect();
    let log_evidence = log_sum_exp(&logs);
    if log_evidence > f64::NEG_INFINITY {
        for case in &mut cases {
            case.log_weight -= log_evidence;
        }
    }
    Ok(Enumeration {
        cases,
        log_evidence,
    })
}
