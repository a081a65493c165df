//! What everybody else says: for each origin the histories weighed without it.
//!
//! Left out by Pareto-smoothed importance reweighting of the posterior ([vehtari2024]); where k̂ > 0.7 the weights cannot
//! tell, and the origin's density is tempered away from the posterior with moves in between ([`kidal_weigh::refit`]).

use crate::model::BattleModel;
use crate::options::{Hooks, Progress, Stop, StudyError, WeighOptions};
use crate::prepare::Prepared;
use crate::view::{View, convert};
use kidal_findings::OriginRecord;
use kidal_weigh::{
    Estimate, Kernel, Particle, Posterior, Precision, RefitPlan, Reweighted, leave_out,
    log_predictive, refit,
};

/// k̂ above which weights cannot be trusted. Source: [vehtari2024].
pub(crate) const K_HAT_MOST: f64 = 0.7;
/// Share of the effective sample size that a step of a refit keeps; a quarter, chosen by us because the moves after it
/// make up for more than that.
const ESS_SHARE: f64 = 0.25;
/// Most steps of a refit; three, chosen by us because what a fourth would add is lost in the errors of the first.
const STEPS: u32 = 3;

/// The histories without one origin.
pub(crate) struct LeftOut {
    /// The posterior under other weights.
    pub by_weights: Reweighted,
    /// Histories of its own, where the weights cannot tell.
    pub refitted: Option<Vec<Particle>>,
    /// ln density of what the origin says, given all others.
    pub log_predictive: Estimate,
    /// Histories run for it.
    pub histories: u64,
}

/// What a verdict is read from.
pub(crate) struct Others<'a> {
    pub view: &'a View<'a>,
    pub log_weights: &'a [f64],
    pub precision: &'a Precision,
    pub k_hat: f64,
    /// How many independent histories they are worth.
    pub ess: f64,
    pub is_refitted: bool,
}

impl LeftOut {
    /// A view of the histories of its own, if there are any.
    pub fn own_view(&self) -> Option<View<'_>> {
        self.refitted.as_deref().map(View::weighted)
    }

    /// What a verdict is read from: `own` where there is one, the posterior otherwise.
    pub fn others<'a>(&'a self, view: &'a View<'a>, own: Option<&'a View<'a>>) -> Others<'a> {
        let k_hat = self.by_weights.k_hat;
        match own {
            Some(own) => Others {
                view: own,
                log_weights: &own.log_weights,
                precision: &own.precision,
                k_hat,
                ess: own.precision.independent(),
                is_refitted: true,
            },
            None => Others {
                view,
                log_weights: &self.by_weights.log_weights,
                precision: &self.by_weights.precision,
                k_hat,
                ess: self.by_weights.precision.independent(),
                is_refitted: false,
            },
        }
    }
}

/// Leaves out each origin in turn, by weights alone or with moves. Without a kernel (a run that was stopped early) by
/// weights alone.
pub(crate) fn left_out(
    prepared: &Prepared,
    model: &BattleModel<'_>,
    (posterior, kernel): (&Posterior, Option<&Kernel>),
    options: &WeighOptions,
    hooks: &mut dyn Hooks,
) -> Result<Vec<LeftOut>, StudyError> {
    let accounts = &prepared.accounts;
    let mut all = Vec::with_capacity(accounts.origins.len());
    for (origin, name) in accounts.origins.iter().enumerate() {
        let terms: Vec<usize> = (0..accounts.utterances.len())
            .filter(|u| accounts.utterances[*u].origin == origin)
            .collect();
        let by_weights = leave_out(posterior, &terms);
        let mut found = LeftOut {
            log_predictive: log_predictive(posterior, &by_weights, &terms),
            by_weights,
            refitted: None,
            histories: 0,
        };
        let cannot_tell = found.by_weights.k_hat.is_nan() || found.by_weights.k_hat > K_HAT_MOST;
        if let Some(kernel) = kernel.filter(|_| cannot_tell && options.effort.refit_chain > 1) {
            hooks.progress(&Progress {
                stage: format!("without {name}"),
                done: posterior.histories,
                of: posterior.histories,
                note: String::new(),
            });
            if hooks.stop() == Stop::Interrupt {
                return Err(StudyError::Interrupted);
            }
            let plan = RefitPlan {
                seed: options.seed,
                chains: options.effort.islands * options.effort.particles,
                length: options.effort.refit_chain,
                ess_share: ESS_SHARE,
                steps: STEPS,
                threads: options.threads,
            };
            let own = refit(model, &posterior.particles, kernel, &terms, &plan)
                .map_err(|trouble| StudyError::Run(trouble.to_string()))?;
            found.log_predictive = own.log_predictive;
            found.histories = own.histories;
            found.refitted = Some(own.particles);
        }
        all.push(found);
    }
    Ok(all)
}

/// How much each origin decides, for the findings.
pub(crate) fn records(prepared: &Prepared, all: &[LeftOut]) -> Vec<OriginRecord> {
    let accounts = &prepared.accounts;
    let of = |(origin, found): (usize, &LeftOut)| OriginRecord {
        id: accounts.origins[origin].clone(),
        claims: accounts
            .claims
            .iter()
            .filter(|claim| accounts.utterances[claim.utterance].origin == origin)
            .count(),
        pareto_k: finite_k(found.by_weights.k_hat),
        refitted: found.refitted.is_some(),
        log_predictive: convert(found.log_predictive),
        answers: Vec::new(),
    };
    all.iter().enumerate().map(of).collect()
}

/// A k̂ that JSON can hold: 99 stands for "beyond fitting".
pub(crate) fn finite_k(k_hat: f64) -> f64 {
    if k_hat.is_finite() { k_hat } else { 99.0 }
}
