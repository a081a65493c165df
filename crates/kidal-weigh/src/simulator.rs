//! Models that are easy to write: a simulator that gives summaries, or a function that gives a log density.

use kidal_chance::Draws;

use crate::model::{Failure, Model, Parameter, Stream, Worker};

/// A simulator without a density: it can be run, and what comes out can be boiled down to a few numbers.
///
/// [`Summarised`] makes a [`Model`] of it for [`crate::Abc`]: no terms, the summaries as its payload.
pub trait Simulator: Sync {
    /// The parameters, in a fixed order.
    fn parameters(&self) -> &[Parameter];

    /// How many summaries a run gives.
    fn summaries(&self) -> usize;

    /// Runs once with the given luck and writes the summaries, all of them. They must depend on the parameters and the
    /// draws alone.
    ///
    /// # Errors
    /// A [`Failure`] when the run cannot be finished; it is counted, and lies at no distance from anything.
    fn simulate(
        &self,
        parameters: &[f64],
        draws: &mut Draws,
        summaries: &mut [f64],
    ) -> Result<(), Failure>;
}

/// A [`Simulator`] as a [`Model`].
#[derive(Clone, Debug)]
pub struct Summarised<'a, S>(pub &'a S);

/// Runs a [`Summarised`] simulator.
#[derive(Clone, Debug)]
pub struct SummarisedWorker<'a, S>(&'a S);

impl<'a, S: Simulator> Model for Summarised<'a, S> {
    type Worker = SummarisedWorker<'a, S>;

    fn parameters(&self) -> &[Parameter] {
        self.0.parameters()
    }

    fn blocks(&self) -> usize {
        0
    }

    fn terms(&self) -> usize {
        0
    }

    fn payload(&self) -> usize {
        self.0.summaries()
    }

    fn worker(&self) -> Self::Worker {
        SummarisedWorker(self.0)
    }
}

impl<S: Simulator> Worker for SummarisedWorker<'_, S> {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        stream: Stream<'_>,
        _terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        self.0
            .simulate(parameters, &mut Draws::at(stream.root, 0, 0), payload)?;
        Ok(1)
    }
}

/// A log density of the parameters, as a [`Model`] without luck.
///
/// ```
/// use kidal_weigh::{Density, Parameter, Prior, Settings, weigh};
/// let scale = Prior::Uniform { low: -5.0, high: 5.0 };
/// let density = Density::new(vec![Parameter::new("x", scale)], |x| -0.5 * (x[0] - 1.0) * (x[0] - 1.0));
/// let posterior = weigh(&density, Settings::default(), 1)?;
/// // ∫ exp(−(x − 1)²/2)/10 dx = √(2π)/10
/// let exact = 0.5 * kidal_math::ln(std::f64::consts::TAU) - kidal_math::ln(10.0);
/// assert!((posterior.log_evidence.value - exact).abs() < 4.0 * posterior.log_evidence.error);
/// # Ok::<(), kidal_weigh::Trouble>(())
/// ```
#[derive(Clone, Debug)]
pub struct Density<F> {
    parameters: Vec<Parameter>,
    ln_likelihood: F,
}

impl<F: Fn(&[f64]) -> f64 + Clone + Sync + Send> Density<F> {
    /// Priors, and the log likelihood as a function of the parameters in the same order.
    pub fn new(parameters: Vec<Parameter>, ln_likelihood: F) -> Self {
        Self {
            parameters,
            ln_likelihood,
        }
    }
}

/// Runs a [`Density`].
#[derive(Clone, Debug)]
pub struct DensityWorker<F>(F);

impl<F: Fn(&[f64]) -> f64 + Clone + Sync + Send> Model for Density<F> {
    type Worker = DensityWorker<F>;

    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    fn blocks(&self) -> usize {
        0
    }

    fn terms(&self) -> usize {
        1
    }

    fn payload(&self) -> usize {
        0
    }

    fn worker(&self) -> Self::Worker {
        DensityWorker(self.ln_likelihood.clone())
    }
}

impl<F: Fn(&[f64]) -> f64 + Send> Worker for DensityWorker<F> {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        _stream: Stream<'_>,
        terms: &mut [f64],
        _payload: &mut [f64],
    ) -> Result<u64, Failure> {
        terms[0] = (self.0)(parameters);
        Ok(1)
    }
}
