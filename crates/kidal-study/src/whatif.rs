//! One counterfactual, asked ad hoc of a finished study.

use crate::changes::{read_changes, stops};
use crate::counterfactual::{self, Again, Ground0, chosen};
use crate::options::{Case, StudyError, WeighOptions};
use crate::prepare::{Prepared, prepare};
use crate::sensitivity;
use crate::view::View;
use kidal_findings::zarr::Ensemble;
use kidal_findings::{CounterfactualRecord, Findings};
use kidal_scenario::question::{Asked, Intervention};
use kidal_weigh::Particle;

/// Asks a finished study what a change would have done.
///
/// # Errors
/// [`StudyError::Usage`] where the change or the outcome is not known or the findings are of another dossier.
pub fn whatif(
    case: Case<'_>,
    findings: &Findings,
    ensemble: &Ensemble,
    change: &[String],
    outcome: Option<&str>,
    options: &WeighOptions,
) -> Result<CounterfactualRecord, StudyError> {
    if findings.provenance.dossier_digest != case.dossier.digest {
        return Err(StudyError::Usage(format!(
            "the findings were made of another state of the dossier (digest {}, now {}); weigh it again first",
            short(&findings.provenance.dossier_digest),
            short(&case.dossier.digest)
        )));
    }
    let prepared = prepare(case, options)?;
    let edits = read_changes(&prepared, change)?;
    let asks = outcome_of(&prepared, change, outcome)?;
    let particles = particles(&prepared, ensemble, chain_length(findings))?;
    let prior = prior_particles(&prepared, findings, options)?;
    let view = View::weighted(&particles);
    let prior = View::unweighted(&prior);
    let alternatives = sensitivity::alternatives(&prepared, &view).list;
    let count = options.effort.counterfactual_histories as usize;
    let chosen = chosen(&view.log_weights, count, findings.provenance.seed);
    let stops = stops(&prepared, &view, &chosen, &edits)?;
    let again = Again::run(
        &prepared,
        &view,
        &chosen,
        findings.provenance.seed,
        options.threads,
    )?;
    let ground = Ground0 {
        prepared: &prepared,
        view: &view,
        prior: &prior,
        again: &again,
        chosen: &chosen,
        alternatives: &alternatives,
        seed: findings.provenance.seed,
        threads: options.threads,
    };
    let words = change.join(", ");
    let known = prepared
        .scenario
        .interventions
        .iter()
        .find(|known| change.len() == 1 && known.id == change[0]);
    let intervention = Intervention {
        id: known.map_or_else(|| words.clone(), |known| known.id.clone()),
        title: known.map_or_else(|| words.clone(), |known| known.title.clone()),
        change: known.map_or(words, |known| known.change.clone()),
        asks,
        edits,
    };
    let mut record = counterfactual::play(&ground, &intervention)?;
    record.sentence.push_str(&stops);
    Ok(record)
}

fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

fn outcome_of(
    prepared: &Prepared,
    change: &[String],
    outcome: Option<&str>,
) -> Result<String, StudyError> {
    let probabilities: Vec<&str> = prepared
        .scenario
        .questions
        .iter()
        .filter(|question| matches!(question.asked, Asked::Probability(_)))
        .map(|question| question.id.as_str())
        .collect();
    match outcome {
        Some(id) if probabilities.contains(&id) => Ok(id.to_string()),
        Some(id) => {
            let hint = kidal_dossier::nearest::did_you_mean(id, probabilities.iter().copied())
                .unwrap_or_else(|| format!("known: {}", probabilities.join(", ")));
            Err(StudyError::Usage(format!(
                "no question `{id}` asks for a probability; {hint}"
            )))
        }
        None => {
            let known = prepared
                .scenario
                .interventions
                .iter()
                .find(|known| change.contains(&known.id))
                .map(|known| known.asks.clone());
            known
                .or_else(|| probabilities.first().map(|id| (*id).to_string()))
                .ok_or_else(|| {
                    StudyError::Usage(
                        "the scenario asks for no probability, so there is no outcome to compare"
                            .into(),
                    )
                })
        }
    }
}

/// How many neighbouring histories share a chain.
fn chain_length(findings: &Findings) -> u32 {
    let told = findings.provenance.options.get("chain-length");
    told.and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}

/// The ensemble's histories, run again so that their answers are at hand.
fn particles(
    prepared: &Prepared,
    ensemble: &Ensemble,
    length: u32,
) -> Result<Vec<Particle>, StudyError> {
    let total = ensemble.chains * ensemble.draws;
    let column = |name: &str| {
        ensemble
            .parameters
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, values)| values)
    };
    let blocks = prepared.scenario.scenario.blocks();
    if ensemble.blocks != blocks {
        return Err(StudyError::Usage(format!(
            "the ensemble has {} blocks of luck and this version of the program {blocks}; weigh the dossier again",
            ensemble.blocks
        )));
    }
    let mut list = Vec::with_capacity(total);
    for row in 0..total {
        let mut parameters = Vec::new();
        for parameter in &prepared.parameters {
            let values = column(&parameter.name).ok_or_else(|| {
                StudyError::Usage(format!(
                    "the ensemble has no parameter `{}`; weigh the dossier again",
                    parameter.name
                ))
            })?;
            parameters.push(values[row]);
        }
        list.push(Particle {
            parameters,
            root: ensemble.stream_root[row],
            refreshes: ensemble.refreshes[row * blocks..(row + 1) * blocks].to_vec(),
            terms: ensemble
                .log_likelihood
                .iter()
                .map(|(_, values)| values[row])
                .collect(),
            payload: ensemble
                .answers
                .iter()
                .map(|(_, values)| values[row])
                .collect(),
            log_likelihood: kidal_math::sum(
                &ensemble
                    .log_likelihood
                    .iter()
                    .map(|(_, values)| values[row])
                    .collect::<Vec<_>>(),
            ),
            log_weight: ensemble.log_weight[row],
            island: (row / ensemble.draws.max(1)) as u32,
            chain: (row % ensemble.draws.max(1)) as u32 / length,
            ..Particle::default()
        });
    }
    Ok(list)
}

/// Histories from the prior, run anew.
fn prior_particles(
    prepared: &Prepared,
    findings: &Findings,
    options: &WeighOptions,
) -> Result<Vec<Particle>, StudyError> {
    let model = crate::model::BattleModel::new(
        &prepared.scenario.scenario,
        &prepared.probes,
        None,
        &prepared.parameters,
    );
    let item = kidal_weigh::Item {
        batch: 0,
        index: 0,
        seed: findings.provenance.seed,
        island: 0,
        generation: 0,
        task: kidal_weigh::Task::Draw {
            first: 0,
            count: options.effort.counterfactual_histories,
        },
    };
    let mut worker = kidal_weigh::Model::worker(&model);
    let drawn = kidal_weigh::run_item(&model, &mut worker, &item)
        .map_err(|trouble| StudyError::Run(trouble.to_string()))?;
    Ok(drawn.particles)
}
