//! The main job: from a dossier to findings.

mod elsewhere;

use crate::computation;
use crate::counterfactual::{self, Again, Ground0};
use crate::density;
use crate::factors;
use crate::farm::Farm;
use crate::histories;
use crate::left_out;
use crate::model::BattleModel;
use crate::options::{Case, Effort, Hooks, Progress, Stop, StudyError, WeighOptions};
use crate::prepare::{Prepared, prepare};
use crate::questions::{self, Evidence};
use crate::records;
use crate::sensitivity::{self, Alternatives};
use crate::stories;
use crate::verdicts;
use crate::view::View;
use crate::without;
use kidal_findings::zarr::Ensemble;
use kidal_findings::{Class, Findings, Headline, Kind, Provenance, VerdictWord};
use kidal_weigh::{Kernel, Posterior, Settings, Smc, drive};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// What a weighing leaves.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// The written result.
    pub findings: Findings,
    /// The weighted histories.
    pub ensemble: Ensemble,
    /// Where it was stopped early by who watched: the limit of histories that stops it there again.
    pub stopped_at: Option<u64>,
}

/// Version of the schema of findings.
pub const SCHEMA: &str = "kidal-findings/1";

/// Weighs a dossier.
///
/// # Errors
/// [`StudyError`]: a faulty dossier, a request that names nobody, a run that cannot go on, or an interruption.
pub fn weigh(
    case: Case<'_>,
    options: &WeighOptions,
    resume: Option<&[u8]>,
    hooks: &mut dyn Hooks,
) -> Result<Weighed, StudyError> {
    weigh_on(case, options, resume, hooks, None)
}

/// [`weigh`] with the sampler's histories played by a farm; what comes after the sampler is played on threads here. The
/// result has the same bits.
///
/// # Errors
/// As [`weigh`], and what the farm raises.
pub fn weigh_on(
    case: Case<'_>,
    options: &WeighOptions,
    resume: Option<&[u8]>,
    hooks: &mut dyn Hooks,
    farm: Option<&mut dyn Farm>,
) -> Result<Weighed, StudyError> {
    let prepared = prepare(case, options)?;
    let model = BattleModel::new(
        &prepared.scenario.scenario,
        &prepared.probes,
        Some(&prepared.accounts),
        &prepared.parameters,
    );
    let sampled = sample(&model, case, options, resume, hooks, farm)?;
    findings(case, options, (&prepared, &model), &sampled, hooks)
}

/// What the sampler leaves.
pub(crate) struct Sampled {
    pub posterior: Posterior,
    /// How chains moved at the last temperature; `None` where it was not reached.
    pub kernel: Option<Kernel>,
    /// Where it was stopped early by who watched: the limit of histories that stops it there again.
    pub stopped_at: Option<u64>,
}

/// The weighted histories of a dossier alone, without answers: for a look at how the sampler fares.
///
/// # Errors
/// As [`weigh`].
pub fn posterior(case: Case<'_>, options: &WeighOptions) -> Result<Posterior, StudyError> {
    let prepared = prepare(case, options)?;
    let model = BattleModel::new(
        &prepared.scenario.scenario,
        &prepared.probes,
        Some(&prepared.accounts),
        &prepared.parameters,
    );
    let sampled = sample(
        &model,
        case,
        options,
        None,
        &mut crate::options::Quiet,
        None,
    )?;
    Ok(sampled.posterior)
}

/// Runs the sampler, from a checkpoint if there is one.
pub(crate) fn sample<M: kidal_weigh::Model>(
    model: &M,
    case: Case<'_>,
    options: &WeighOptions,
    resume: Option<&[u8]>,
    hooks: &mut dyn Hooks,
    farm: Option<&mut dyn Farm>,
) -> Result<Sampled, StudyError> {
    let settings = Settings {
        seed: options.seed,
        digest: case.dossier.digest.clone(),
        islands: options.effort.islands,
        chains: options.effort.particles,
        pilot_chains: options.effort.pilot,
        chain_length: options.effort.chain,
        moves_per_state: options.effort.moves_per_state,
        last_moves_per_state: options.effort.last_moves_per_state,
        baseline_draws: options.effort.prior_histories,
        histories_limit: options.budget_histories,
        ..Settings::default()
    };
    let failed = |trouble: kidal_weigh::Trouble| StudyError::Run(trouble.to_string());
    let mut smc = match resume {
        Some(bytes) => Smc::resume(model, &settings, bytes),
        None => Smc::new(model, settings),
    }
    .map_err(failed)?;
    let mut interrupted = false;
    let mut stopped_at = None;
    let mut after = |smc: &Smc, progress: &kidal_weigh::Progress| {
        hooks.progress(&Progress {
            stage: match progress.stage {
                kidal_weigh::Stage::Prior => "histories before any account",
                kidal_weigh::Stage::Pilot => "finding the way",
                kidal_weigh::Stage::Islands => "weighing the accounts",
                kidal_weigh::Stage::Done => "done",
            }
            .to_string(),
            done: progress.histories,
            of: progress.histories_expected.unwrap_or(0),
            note: note(progress),
        });
        if progress.is_batch_end {
            hooks.checkpoint(&smc.to_bytes());
        }
        match hooks.stop() {
            Stop::Go => ControlFlow::Continue(()),
            Stop::FinishEarly => {
                stopped_at = Some(smc.limit_here());
                ControlFlow::Break(())
            }
            Stop::Interrupt => {
                hooks.checkpoint(&smc.to_bytes());
                interrupted = true;
                ControlFlow::Break(())
            }
        }
    };
    let result = match farm {
        None => drive(model, &mut smc, options.threads, after),
        Some(farm) => match elsewhere::drive(&mut smc, case, options, farm, &mut after) {
            Ok(posterior) => Ok(posterior),
            Err(elsewhere::Lost::Sampler(trouble)) => Err(trouble),
            Err(elsewhere::Lost::Farm(error)) => {
                // What the workers had done is not lost with them.
                hooks.checkpoint(&smc.to_bytes());
                return Err(error);
            }
        },
    };
    if interrupted {
        return Err(StudyError::Interrupted);
    }
    let posterior = result.map_err(|trouble| match &trouble {
        kidal_weigh::Trouble::NoMass { .. } => {
            StudyError::Run(format!("weigh the accounts: {trouble}"))
        }
        _ => failed(trouble),
    })?;
    let kernel = smc.last_kernel().filter(|_| posterior.is_complete).cloned();
    let stopped_at = stopped_at.filter(|_| !posterior.is_complete);
    Ok(Sampled {
        posterior,
        kernel,
        stopped_at,
    })
}

/// What a person watches while the sampler works.
fn note(progress: &kidal_weigh::Progress) -> String {
    let mut text = format!("temperature {:.3}", progress.temperature);
    if let Some(evidence) = progress.log_evidence {
        text.push_str(&format!(", ln evidence {evidence:.1}"));
    }
    if let Some(ess) = progress.ess {
        text.push_str(&format!(", effective histories {ess:.0}"));
    }
    text
}

/// Part of the histories simulated that all changes together may take where the sampler was stopped early: a half, chosen by us because
/// a budget is then overrun by about as much, and more histories than the few that carry such an answer make it no better.
const SHARE_AFTER: u64 = 2;

/// How many histories are played for each mode of each change: those that the effort asks for; where a budget ended the simulating,
/// in proportion to what was simulated, and never less than the smallest effort plays.
fn histories_of_each_change(
    asked: usize,
    is_complete: bool,
    simulated: u64,
    changes: usize,
) -> usize {
    if is_complete {
        return asked;
    }
    // The same forces with fresh luck once, and three modes of each change.
    let parts = 1 + 3 * changes as u64;
    let least = Effort::small().counterfactual_histories as usize;
    let share = usize::try_from(simulated / SHARE_AFTER / parts).unwrap_or(usize::MAX);
    share.max(least).min(asked)
}

fn findings(
    case: Case<'_>,
    options: &WeighOptions,
    (prepared, model): (&Prepared, &BattleModel<'_>),
    sampled: &Sampled,
    hooks: &mut dyn Hooks,
) -> Result<Weighed, StudyError> {
    let posterior = &sampled.posterior;
    let stage = |hooks: &mut dyn Hooks, stage: &str| {
        hooks.progress(&Progress {
            stage: stage.to_string(),
            done: posterior.histories,
            of: posterior.histories,
            note: String::new(),
        });
    };
    let view = View::weighted(&posterior.particles);
    let prior = View::unweighted(&posterior.baseline.particles);
    stage(hooks, "the same histories under other priors");
    let Alternatives { list, refused } = sensitivity::alternatives(prepared, &view);
    let alternatives = list;
    let chosen = counterfactual::chosen(
        &view.log_weights,
        histories_of_each_change(
            options.effort.counterfactual_histories as usize,
            posterior.is_complete,
            posterior.histories,
            prepared.scenario.interventions.len(),
        ),
        options.seed,
    );
    stage(hooks, "the same forces with fresh luck");
    let again = Again::run(prepared, &view, &chosen, options.seed, options.threads)?;
    let collisions = records::collisions(case, &prepared.accounts);
    let evidence = Evidence {
        dossier: case.dossier,
        prepared,
        posterior,
        view: &view,
        prior: &prior,
        again: &again,
        alternatives: &alternatives,
        collisions: &collisions,
    };
    let questions = questions::answers(&evidence);
    let factors = factors::factors(prepared, posterior, &view, &alternatives);
    let ground = Ground0 {
        prepared,
        view: &view,
        prior: &prior,
        again: &again,
        chosen: &chosen,
        alternatives: &alternatives,
        seed: options.seed,
        threads: options.threads,
    };
    let mut counterfactuals = Vec::new();
    let mut histories_run = posterior.histories + chosen.len() as u64;
    for intervention in &prepared.scenario.interventions {
        stage(hooks, &format!("what if: {}", intervention.title));
        if hooks.stop() == Stop::Interrupt {
            return Err(StudyError::Interrupted);
        }
        counterfactuals.push(counterfactual::play(&ground, intervention)?);
        histories_run += 3 * chosen.len() as u64;
    }
    let left_out = left_out::left_out(
        prepared,
        model,
        (posterior, sampled.kernel.as_ref()),
        options,
        hooks,
    )?;
    for found in &left_out {
        histories_run += found.histories;
    }
    stage(hooks, "verdicts and stories");
    let verdicts = verdicts::verdicts(
        case.dossier,
        prepared,
        &left_out,
        &view,
        &prior,
        &collisions,
    );
    let (stories, together) = stories::stories(case.dossier, prepared, &view);
    let weighed = records::speaker_weights(prepared, &view, &verdicts);
    let readings = records::reading_weights(prepared, &view);
    let parameters = records::parameters(prepared, posterior, &view, &prior, &alternatives);
    let told = tell_histories(case, prepared, &view)?;
    stage(hooks, "where men are in many histories");
    let density = density::density(prepared, &view, options)?;
    let mut origins = left_out::records(prepared, &left_out);
    for (record, found) in origins.iter_mut().zip(&left_out) {
        record.answers = without::answers(prepared, &view, found, &questions);
    }
    let (mut computation, warnings) = computation::record(
        (posterior, &view.precision),
        (&questions, &factors, &counterfactuals),
        origins,
        (&parameters, &refused),
    );
    computation.histories = histories_run;
    let claims = records::claims(case, &prepared.accounts, verdicts, &readings);
    let moved = parameters
        .iter()
        .filter(|parameter| parameter.overlap < records::MOVED)
        .count();
    let headline = headline(
        case,
        &claims,
        &prepared.accounts,
        moved,
        parameters.len(),
        (&computation, warnings),
    );
    let findings = Findings {
        schema: SCHEMA.into(),
        kind: Kind::Weigh,
        provenance: provenance(case, options, histories_run),
        headline,
        questions,
        factors,
        counterfactuals,
        claims,
        speakers: records::speakers(case, &prepared.accounts, &weighed),
        sources: records::sources(case),
        parameters,
        stories,
        together,
        accounts: crate::accounts_told::accounts(case, &prepared.accounts),
        collisions,
        timeline: records::timeline(case, Some((prepared, &view))),
        series: records::series(case, prepared, &view),
        histories: told,
        density,
        contingents: histories::contingents(case.dossier, &prepared.scenario),
        map: histories::map(case.dossier, &prepared.scenario),
        origin: crate::places::origin(&prepared.scenario),
        computation,
        clock_offset_s: case.dossier.about.clock.seconds(),
        sweep: None,
        corpus: None,
    };
    Ok(Weighed {
        findings,
        ensemble: crate::ensemble::ensemble(case, prepared, posterior, options),
        stopped_at: sampled.stopped_at,
    })
}

fn tell_histories(
    case: Case<'_>,
    prepared: &Prepared,
    view: &View<'_>,
) -> Result<Vec<kidal_findings::HistoryRecord>, StudyError> {
    let mut list = Vec::new();
    for (number, row) in histories::choose(prepared, view).into_iter().enumerate() {
        let particle = &view.particles[row];
        let trace = histories::trace(
            &prepared.scenario,
            &prepared.probes,
            &particle.parameters,
            particle.root,
            &particle.refreshes,
            900.0,
        )?;
        let (title, why) = if number == 0 {
            (
                "a typical history",
                "nearest to the middle of all answers among the histories that fit the accounts",
            )
        } else {
            (
                "another, as probable",
                "as probable as the typical one given the accounts, and as different from it as can be",
            )
        };
        let mut record = histories::record(
            case.dossier,
            &prepared.scenario,
            &trace,
            title,
            why,
            &particle.parameters,
            particle.root,
            &particle.refreshes,
        );
        for claim in &prepared.accounts.claims {
            let id = case.dossier.claims[claim.claim].id.value.clone();
            if claim.holds(&particle.parameters, &view.answers[row]) {
                record.holds.push(id)
            } else {
                record.fails.push(id)
            }
        }
        list.push(record);
    }
    Ok(list)
}

/// Provenance of a weighing.
pub(crate) fn provenance(case: Case<'_>, options: &WeighOptions, histories: u64) -> Provenance {
    let mut record: BTreeMap<String, String> = BTreeMap::new();
    let effort = &options.effort;
    record.insert("islands".into(), effort.islands.to_string());
    record.insert("chains".into(), effort.particles.to_string());
    record.insert("pilot-chains".into(), effort.pilot.to_string());
    record.insert("chain-length".into(), effort.chain.to_string());
    record.insert("moves-per-state".into(), effort.moves_per_state.to_string());
    record.insert(
        "last-moves-per-state".into(),
        effort.last_moves_per_state.to_string(),
    );
    record.insert("prior-histories".into(), effort.prior_histories.to_string());
    record.insert(
        "counterfactual-histories".into(),
        effort.counterfactual_histories.to_string(),
    );
    record.insert("refit-chain".into(), effort.refit_chain.to_string());
    let mut command = format!("kidal weigh {} --seed {}", case.name, options.seed);
    for (flag, list) in [("only", &options.only), ("without", &options.without)] {
        if !list.is_empty() {
            record.insert(flag.into(), list.join(","));
            for name in list {
                command.push_str(&format!(" --{flag} {name}"));
            }
        }
    }
    if let Some(date) = &options.as_known_on {
        record.insert("as-known-on".into(), date.clone());
        command.push_str(&format!(" --as-known-on {date}"));
    }
    if let Some(limit) = options.budget_histories {
        record.insert("budget-histories".into(), limit.to_string());
    }
    if let Some(kinds) = &case.dossier.source_kinds {
        record.insert("source-kinds".into(), kinds.learned_from.value.clone());
    }
    if options.model_only {
        record.insert("model-only".into(), "true".into());
        command.push_str(" --model-only");
    }
    for (known, name) in [
        (crate::Effort::full(), Provenance::FULL),
        (crate::Effort::small(), Provenance::SMALL),
    ] {
        if *effort == known {
            record.insert(Provenance::WORK.into(), name.into());
            command.push_str(&format!(" --{name}"));
        }
    }
    Provenance {
        program: "kidal".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        commit: env!("KIDAL_COMMIT").into(),
        dossier_digest: case.dossier.digest.clone(),
        dossier: case.name.into(),
        seed: options.seed,
        histories,
        options: record,
        command,
    }
}

/// The first lines.
pub(crate) fn headline(
    case: Case<'_>,
    claims: &[kidal_findings::ClaimRecord],
    accounts: &kidal_witness::Accounts,
    moved: usize,
    unknowns: usize,
    (computation, mut warnings): (&kidal_findings::ComputationRecord, Vec<String>),
) -> Headline {
    let count = |class: Class| claims.iter().filter(|claim| claim.class == class).count();
    let strange = claims
        .iter()
        .filter(|claim| {
            claim
                .verdict
                .as_ref()
                .is_some_and(|verdict| verdict.word == VerdictWord::NotReproduced)
        })
        .count();
    if strange > 0 {
        warnings.push(if strange == 1 {
            "1 weighed claim is not reproduced by any history: the model cannot show it, or it is not so.".to_string()
        } else {
            format!("{strange} weighed claims are not reproduced by any history: the model cannot show them, or they are not so.")
        });
    }
    // Compilations condense what others said: they are no independent speakers.
    let origins = &accounts.origins;
    let independent = origins
        .iter()
        .filter(|origin| {
            let kind = case
                .dossier
                .voice(origin)
                .map(|voice| voice.kind.value)
                .or_else(|| case.dossier.source(origin).map(|source| source.kind.value));
            !matches!(
                kind,
                Some(
                    kidal_dossier::model::SourceKind::Encyclopaedia
                        | kidal_dossier::model::SourceKind::Mirror
                )
            )
        })
        .count();
    // Who is weighed comes from somewhere: where only compilations speak, one of them stands for its sources.
    let independent = independent.max(usize::from(!origins.is_empty()));
    Headline {
        title: case.dossier.about.title.value.clone(),
        about: case
            .dossier
            .about
            .about
            .as_ref()
            .map_or(String::new(), |about| about.value.clone()),
        weighed: count(Class::Weighed),
        checked: count(Class::Checked),
        told: count(Class::Told),
        left_out: count(Class::LeftOut),
        speakers: records::heard(case, accounts).len(),
        independent,
        moved,
        unknowns,
        trustworthy: computation.plain.iter().all(|line| line.passes),
        warnings,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `--budget 5s` took 23 s: the changes were played at full length after it.
    #[test]
    fn what_comes_after_a_budget_is_in_proportion_to_what_it_reached() {
        assert_eq!(histories_of_each_change(500, true, 6_000, 6), 500);
        assert_eq!(histories_of_each_change(500, false, 6_000, 6), 157);
        assert_eq!(histories_of_each_change(500, false, 100_000, 6), 500);
        assert_eq!(histories_of_each_change(500, false, 10, 6), 40);
        assert_eq!(histories_of_each_change(30, false, 10, 6), 30);
    }
}
