//! Running a whole approximate run on threads.

use std::ops::ControlFlow;

use crate::abc::{Abc, AbcPosterior, AbcSettings};
use crate::model::Model;
use crate::pursue::pursue;
use crate::simulator::{Simulator, Summarised};
use crate::trouble::Trouble;

/// Runs to the end, or until `hook` says [`ControlFlow::Break`]; of a run stopped early, what its last finished tolerance
/// says, while `abc` stays fit to go on. `abc.to_bytes()`, written to a file in the hook, is a checkpoint.
///
/// # Errors
/// As [`Abc::finish`], [`Trouble::Threads`].
pub fn drive_abc<M: Model>(
    model: &M,
    abc: &mut Abc,
    threads: usize,
    hook: impl FnMut(&Abc) -> ControlFlow<()>,
) -> Result<AbcPosterior, Trouble> {
    pursue(model, abc, threads, hook)?;
    abc.finish()
}

/// [`Abc::new`] and [`drive_abc`] for a [`Simulator`], without a hook.
///
/// ```
/// use kidal_chance::Draws;
/// use kidal_weigh::{AbcSettings, Failure, Parameter, Prior, Simulator, approximate};
///
/// /// How many of a hundred lamps still burn, when each fails in a year with the same chance?
/// struct Lamps(Vec<Parameter>);
/// impl Simulator for Lamps {
///     fn parameters(&self) -> &[Parameter] { &self.0 }
///     fn summaries(&self) -> usize { 1 }
///     fn simulate(&self, x: &[f64], draws: &mut Draws, summaries: &mut [f64]) -> Result<(), Failure> {
///         summaries[0] = f64::from(100 - draws.binomial(100, x[0]));
///         Ok(())
///     }
/// }
/// let lamps = Lamps(vec![Parameter::new("chance to fail", Prior::Uniform { low: 0.0, high: 1.0 })]);
/// let posterior = approximate(&lamps, &[80.0], AbcSettings::default(), 1)?;
/// let values: Vec<f64> = posterior.particles.iter().map(|p| p.parameters[0]).collect();
/// let logs = kidal_weigh::log_weights(&posterior.particles);
/// let mean = kidal_weigh::estimate(&posterior.particles, &logs, &values);
/// // Exact: Beta(21, 81), mean 0.206.
/// assert!((mean.value - 0.206).abs() < 0.01);
/// # Ok::<(), kidal_weigh::Trouble>(())
/// ```
///
/// # Errors
/// As [`Abc::new`] and [`drive_abc`].
pub fn approximate<S: Simulator>(
    simulator: &S,
    observed: &[f64],
    settings: AbcSettings,
    threads: usize,
) -> Result<AbcPosterior, Trouble> {
    let model = Summarised(simulator);
    let mut abc = Abc::new(&model, observed, settings)?;
    drive_abc(&model, &mut abc, threads, |_| ControlFlow::Continue(()))
}
