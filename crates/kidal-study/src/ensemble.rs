//! The weighted histories as columns, for `ensemble.zarr`.

use crate::options::{Case, WeighOptions};
use crate::prepare::Prepared;
use kidal_findings::zarr::{Column, Ensemble};
use kidal_weigh::Posterior;
use std::collections::BTreeMap;

/// The ensemble of a weighing: islands are chains.
pub(crate) fn ensemble(
    case: Case<'_>,
    prepared: &Prepared,
    posterior: &Posterior,
    options: &WeighOptions,
) -> Ensemble {
    let chains = posterior.islands.len().max(1);
    let draws = posterior.particles.len() / chains;
    let kept = &posterior.particles[..chains * draws];
    let column = |value: &dyn Fn(&kidal_weigh::Particle) -> f64| -> Vec<f64> {
        kept.iter().map(value).collect()
    };
    let parameters: Vec<Column> = prepared
        .parameters
        .iter()
        .enumerate()
        .map(|(index, parameter)| {
            (
                parameter.name.clone(),
                column(&|particle| particle.parameters[index]),
            )
        })
        .collect();
    let prior: Vec<Column> = prepared
        .parameters
        .iter()
        .enumerate()
        .map(|(index, parameter)| {
            (
                parameter.name.clone(),
                posterior
                    .baseline
                    .particles
                    .iter()
                    .map(|particle| particle.parameters[index])
                    .collect(),
            )
        })
        .collect();
    let answers: Vec<Column> = (0..prepared.probes.measures().len())
        .map(|index| {
            (
                format!("answer_{index:03}"),
                column(&|particle| particle.payload[index]),
            )
        })
        .collect();
    let log_likelihood: Vec<Column> = prepared
        .accounts
        .utterances
        .iter()
        .enumerate()
        .map(|(index, utterance)| {
            (
                format!("{:02}_{}", index, utterance.speaker),
                column(&|particle| particle.terms[index]),
            )
        })
        .collect();
    let observed: Vec<Column> = prepared
        .accounts
        .claims
        .iter()
        .filter_map(|claim| {
            let said = claim.main_reading().pieces.first()?.piece.form.claimed()?;
            Some((
                case.dossier.claims[claim.claim].id.value.clone(),
                said.to_vec(),
            ))
        })
        .collect();
    let blocks = prepared.scenario.scenario.blocks();
    let mut attributes = BTreeMap::new();
    attributes.insert("program".into(), "kidal".into());
    attributes.insert("version".into(), env!("CARGO_PKG_VERSION").into());
    attributes.insert("dossier_digest".into(), case.dossier.digest.clone());
    attributes.insert("seed".into(), options.seed.to_string());
    for (index, measure) in prepared.probes.measures().iter().enumerate() {
        attributes.insert(
            format!("answer_{index:03}"),
            format!("{measure:?}").chars().take(400).collect(),
        );
    }
    Ensemble {
        chains,
        draws,
        parameters,
        prior,
        answers,
        log_likelihood,
        observed,
        log_weight: column(&|particle| particle.log_weight),
        stream_root: kept.iter().map(|particle| particle.root).collect(),
        blocks,
        refreshes: kept
            .iter()
            .flat_map(|particle| particle.refreshes.iter().copied())
            .collect(),
        attributes,
    }
}
