//! What the findings quote of the dossier: claims, speakers, sources, unknowns, the time axis.

use crate::options::Case;
use crate::prepare::Prepared;
use crate::view::View;
use kidal_dossier::date::Date;
use kidal_dossier::language::sentence;
use kidal_dossier::model::{PrivateSide, Stake};
use kidal_findings::{
    ClaimRecord, Class, Estimate, Ground, ParameterRecord, ReadingRecord, SeriesRecord,
    SourceRecord, SpeakerRecord, SpeakerWeight, Summary, TimelineRecord, VerdictRecord, wording,
};
use kidal_math::{exp, ln};
use kidal_weigh::{
    Posterior, power_sensitivity, prior_overlap, weighted_mean, weighted_quantile, weighted_sd,
    weights,
};
use kidal_witness::accounts::RELIABILITY;
use kidal_witness::form::Form;
use kidal_witness::{Accounts, Noise};
use std::collections::BTreeMap;

/// Below this overlap of prior and posterior an unknown counts as moved; chosen by us because two equal laws seen through
/// a few hundred histories overlap by more.
pub(crate) const MOVED: f64 = 0.8;

fn class(class: kidal_witness::Class) -> Class {
    match class {
        kidal_witness::Class::Weighed => Class::Weighed,
        kidal_witness::Class::Checked => Class::Checked,
        kidal_witness::Class::Told => Class::Told,
        kidal_witness::Class::LeftOut => Class::LeftOut,
    }
}

/// All claims, in the order of the file. `accounts` is `None` for a dossier that has nothing to weigh.
pub(crate) fn claims(
    case: Case<'_>,
    accounts: &Accounts,
    mut verdicts: BTreeMap<usize, VerdictRecord>,
    readings: &BTreeMap<usize, Vec<f64>>,
) -> Vec<ClaimRecord> {
    case.dossier
        .claims
        .iter()
        .enumerate()
        .map(|(row, claim)| {
            let (file, span) = claim.id.span.place();
            let place = case.files.line_column(&file, span.start);
            ClaimRecord {
                id: claim.id.value.clone(),
                speaker: claim.speaker.value.clone(),
                via: claim.via.iter().map(|via| via.value.clone()).collect(),
                class: class(accounts.classes[row]),
                readings: claim
                    .readings
                    .iter()
                    .enumerate()
                    .map(|(index, reading)| ReadingRecord {
                        says: reading.statement.to_string(),
                        sentence: sentence(&reading.statement, case.dossier),
                        prior: reading.weight,
                        posterior: readings.get(&row).and_then(|list| list.get(index).copied()),
                    })
                    .collect(),
                words: claim.words.as_ref().map(|words| words.value.clone()),
                said: claim.said.as_ref().map(|date| date.to_string()),
                as_of: claim.as_of.as_ref().map(|date| date.to_string()),
                stake: match claim.stake.value {
                    Stake::Neutral => "neutral",
                    Stake::Serves => "serves",
                    Stake::Hurts => "hurts",
                }
                .to_string(),
                file,
                line: place.line,
                column: place.column,
                rows: claim.rows.clone(),
                verdict: verdicts.remove(&row),
            }
        })
        .collect()
}

/// Sources, in the order of the file.
pub(crate) fn sources(case: Case<'_>) -> Vec<SourceRecord> {
    case.dossier
        .sources
        .iter()
        .map(|source| SourceRecord {
            id: source.id.value.clone(),
            title: source.title.value.clone(),
            kind: word(&source.kind.value),
            side: source.side.as_ref().map(|side| side.value.clone()),
            date: source.date.as_ref().map(|date| date.to_string()),
            reference: source.reference.as_ref().map(|text| text.value.clone()),
            derives_from: source
                .derives_from
                .iter()
                .map(|id| id.value.clone())
                .collect(),
        })
        .collect()
}

/// The written form of a kind.
fn word(kind: &impl serde::Serialize) -> String {
    match serde_json::to_value(kind) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Speakers, with what the accounts say of their reliability where there is a second opinion.
pub(crate) fn speakers(
    case: Case<'_>,
    accounts: &Accounts,
    weighed: &BTreeMap<String, SpeakerWeight>,
) -> Vec<SpeakerRecord> {
    heard(case, accounts)
        .into_iter()
        .map(|id| SpeakerRecord {
            id: id.to_string(),
            name: case.dossier.name_of(id).unwrap_or(id).to_string(),
            kind: case
                .dossier
                .voice(id)
                .map(|voice| word(&voice.kind.value))
                .or_else(|| {
                    case.dossier
                        .source(id)
                        .map(|source| word(&source.kind.value))
                })
                .unwrap_or_else(|| {
                    case.dossier
                        .kind_of(id)
                        .map_or(String::new(), |kind| kind.table().to_string())
                }),
            anonymous: case
                .dossier
                .voice(id)
                .is_some_and(|voice| voice.is_anonymous),
            claims: case
                .dossier
                .claims_of(id)
                .map(|claim| claim.id.value.clone())
                .collect(),
            reliability: weighed
                .get(id)
                .filter(|_| accounts.origins.iter().any(|origin| origin == id))
                .cloned(),
        })
        .collect()
}

/// Speakers of whom at least one claim is heard.
pub(crate) fn heard<'d>(case: Case<'d>, accounts: &Accounts) -> Vec<&'d str> {
    let is_heard = |id: &str| {
        case.dossier
            .claims
            .iter()
            .zip(&accounts.classes)
            .any(|(claim, class)| {
                claim.speaker.value == id && *class != kidal_witness::Class::LeftOut
            })
    };
    let mut speakers = case.dossier.speakers();
    speakers.retain(|id| is_heard(id));
    speakers
}

/// What `check` finds between claims that are heard.
pub(crate) fn collisions(case: Case<'_>, accounts: &Accounts) -> Vec<kidal_diag::Diagnostic> {
    let dossier = case.dossier;
    // The places that a rule marks in a claim: its texts, its speaker, its dates.
    let mut silent: Vec<(String, std::ops::Range<usize>)> = Vec::new();
    for (claim, class) in dossier.claims.iter().zip(&accounts.classes) {
        if *class == kidal_witness::Class::LeftOut {
            silent.extend(
                claim
                    .readings
                    .iter()
                    .map(|reading| reading.says.span.place()),
            );
            silent.extend([claim.id.span.place(), claim.speaker.span.place()]);
            let dates = [claim.said.as_ref(), claim.as_of.as_ref()];
            silent.extend(dates.into_iter().flatten().map(|date| date.span.place()));
            silent.extend(claim.words.iter().map(|words| words.span.place()));
        }
    }
    let is_left_out = |mark: &kidal_diag::Annotation| {
        silent.iter().any(|(file, span)| {
            *file == mark.file && span.start <= mark.span.start && mark.span.start < span.end
        })
    };
    let mut found = kidal_check::check(dossier);
    found.retain(|diagnostic| !diagnostic.annotations.iter().any(is_left_out));
    found
}

/// Posterior of reliability and multiplier of each speaker whose claims a second origin speaks to.
pub(crate) fn speaker_weights(
    prepared: &Prepared,
    view: &View<'_>,
    verdicts: &BTreeMap<usize, VerdictRecord>,
) -> BTreeMap<String, SpeakerWeight> {
    let accounts = &prepared.accounts;
    let column = weights(&view.log_weights);
    let mut found: BTreeMap<String, SpeakerWeight> = BTreeMap::new();
    for utterance in &accounts.utterances {
        let seconded: Vec<usize> = utterance
            .claims
            .iter()
            .copied()
            .filter(|claim| {
                verdicts
                    .get(&accounts.claims[*claim].claim)
                    .is_some_and(|verdict| verdict.ground == Ground::Accounts)
            })
            .collect();
        let Some(first) = seconded.first().copied() else {
            continue;
        };
        let stake = accounts.claims[first].stake;
        let levels_of_bias = accounts.claims[first].biases;
        let mut levels = [0.0; 3];
        let mut biases = [0.0; 3];
        let mut per_particle = Vec::with_capacity(view.particles.len());
        for ((particle, answers), weight) in view.particles.iter().zip(&view.answers).zip(&column) {
            let mut joint = [[0.0; 3]; 3];
            let mut total = 0.0;
            accounts.utterance_density(
                utterance,
                &particle.parameters,
                answers,
                Noise::default(),
                &mut |q, b, mass| {
                    joint[q][b] = mass;
                    total += mass;
                },
                None,
            );
            let mut reliability = 0.0;
            if total > 0.0 {
                for (q, row) in joint.iter().enumerate() {
                    for (b, mass) in row.iter().enumerate() {
                        levels[q] += weight * mass / total;
                        biases[b] += weight * mass / total;
                        reliability += RELIABILITY[stake][q] * mass / total;
                    }
                }
            }
            per_particle.push(reliability);
        }
        let estimate = view.estimate(&per_particle);
        let prior = (0..3)
            .map(|q| utterance.quality[q] * RELIABILITY[stake][q])
            .fold(0.0, |a, b| a + b);
        let counts = seconded.iter().any(|claim| {
            accounts.claims[*claim]
                .main_reading()
                .pieces
                .iter()
                .any(|piece| {
                    matches!(
                        piece.piece.form,
                        Form::Count { .. } | Form::AtLeast { .. } | Form::Range { .. }
                    )
                })
        });
        let multiplier = counts.then(|| {
            let mut order = [0, 1, 2];
            order.sort_by(|a, b| levels_of_bias[*a].total_cmp(&levels_of_bias[*b]));
            let at = |q: f64| {
                let mut running = 0.0;
                for level in order {
                    running += biases[level];
                    if running >= q {
                        return exp(levels_of_bias[level]);
                    }
                }
                exp(levels_of_bias[order[2]])
            };
            [at(0.5), at(0.05), at(0.95)]
        });
        let sentence = format!(
            "{} of what was said in this utterance is a true report, against {} before it was held beside others.",
            crate::questions::capital(&wording::estimate_in_words(estimate, None)),
            wording::in_words(prior)
        );
        found
            .entry(utterance.speaker.clone())
            .or_insert(SpeakerWeight {
                reliability: estimate,
                prior,
                multiplier,
                sentence,
            });
    }
    found
}

/// Posterior weights of the readings of claims that have several.
pub(crate) fn reading_weights(prepared: &Prepared, view: &View<'_>) -> BTreeMap<usize, Vec<f64>> {
    let column = weights(&view.log_weights);
    let mut found = BTreeMap::new();
    for claim in prepared
        .accounts
        .claims
        .iter()
        .filter(|claim| claim.readings.len() > 1)
    {
        let mut shares = vec![0.0; claim.readings.len()];
        for ((particle, answers), weight) in view.particles.iter().zip(&view.answers).zip(&column) {
            let masses: Vec<f64> = claim
                .readings
                .iter()
                .map(|reading| {
                    let alone = kidal_witness::WeighedClaim {
                        readings: vec![reading.clone()],
                        ..claim.clone()
                    };
                    alone.mass(
                        &particle.parameters,
                        answers,
                        RELIABILITY[claim.stake][1],
                        0.0,
                        Noise::default(),
                    )
                })
                .collect();
            let total = masses.iter().fold(0.0, |a, b| a + b);
            if total > 0.0 {
                for (share, mass) in shares.iter_mut().zip(&masses) {
                    *share += weight * mass / total;
                }
            }
        }
        found.insert(claim.claim, shares);
    }
    found
}

/// Unknowns, before and after.
pub(crate) fn parameters(
    prepared: &Prepared,
    posterior: &Posterior,
    view: &View<'_>,
    prior: &View<'_>,
    alternatives: &[crate::sensitivity::Alternative],
) -> Vec<ParameterRecord> {
    let after = weights(&view.log_weights);
    let before = weights(&prior.log_weights);
    prepared
        .scenario
        .parameters
        .iter()
        .enumerate()
        .filter(|(_, parameter)| !matches!(parameter.prior, kidal_scenario::Prior::Fixed(_)))
        .map(|(index, parameter)| {
            let column = |view: &View<'_>| -> Vec<f64> {
                view.particles
                    .iter()
                    .map(|particle| particle.parameters[index])
                    .collect()
            };
            let (was, is) = (column(prior), column(view));
            let bins = if parameter.levels.is_empty() {
                bins(&was, &before)
            } else {
                Vec::new()
            };
            // Without an account prior and posterior are one law, and differ by the luck of two counts.
            let overlap = if prepared.accounts.claims.is_empty() {
                1.0
            } else {
                prior_overlap(posterior, index).unwrap_or(1.0)
            };
            // Moved, and its median stays within half of its own width when priors and noise change.
            let median = |weights: &[f64]| view.quantiles_under(weights, &is, [0.5])[0];
            let [low, middle, high] =
                view.quantiles_under(&view.log_weights, &is, [0.05, 0.5, 0.95]);
            let moved = crate::sensitivity::moved(middle, alternatives, median);
            let sensitivity = power_sensitivity(posterior, &is);
            let is_stable = moved <= 0.5 * (high - low).max(1e-9);
            ParameterRecord {
                prior_sensitivity: sensitivity.prior,
                likelihood_sensitivity: sensitivity.likelihood,
                name: parameter.id.value.clone(),
                title: parameter.title.clone(),
                unit: parameter.unit.clone(),
                prior_ground: parameter.ground.clone(),
                levels: parameter.level_titles.clone(),
                prior: Summary {
                    levels: shares_before(&parameter.prior),
                    ..summary(&was, &before, &bins, parameter.levels.len())
                },
                posterior: summary(&is, &after, &bins, parameter.levels.len()),
                bins,
                overlap,
                ground: if overlap < MOVED && is_stable {
                    Ground::Accounts
                } else {
                    Ground::Prior
                },
            }
        })
        .collect()
}

/// The prior shares of levels, as they are written and not as they were drawn: a factor has the same ones.
fn shares_before(prior: &kidal_scenario::Prior) -> Vec<f64> {
    let kidal_scenario::Prior::Levels(weights) = prior else {
        return Vec::new();
    };
    let all = weights.iter().fold(0.0, |sum, weight| sum + weight);
    weights.iter().map(|weight| weight / all).collect()
}

fn bins(values: &[f64], column: &[f64]) -> Vec<f64> {
    let low = weighted_quantile(column, values, 0.002);
    let high = weighted_quantile(column, values, 0.99);
    let is_positive = low > 0.0 && high / low > 20.0;
    (0..=20)
        .map(|n| {
            let u = f64::from(n) / 20.0;
            if is_positive {
                exp(ln(low) + u * (ln(high) - ln(low)))
            } else {
                low + u * (high - low)
            }
        })
        .collect()
}

fn summary(values: &[f64], column: &[f64], bins: &[f64], levels: usize) -> Summary {
    let mut shares = vec![0.0; levels];
    let mut histogram = vec![0.0; bins.len().saturating_sub(1)];
    for (value, weight) in values.iter().zip(column) {
        if levels > 0 {
            if let Some(share) = shares.get_mut(value.round() as usize) {
                *share += weight;
            }
        } else if !histogram.is_empty() {
            let bin = bins
                .partition_point(|edge| edge <= value)
                .saturating_sub(1)
                .min(histogram.len() - 1);
            histogram[bin] += weight;
        }
    }
    Summary {
        mean: weighted_mean(column, values),
        sd: weighted_sd(column, values),
        quantiles: [0.05, 0.25, 0.5, 0.75, 0.95].map(|q| weighted_quantile(column, values, q)),
        levels: shares,
        histogram,
    }
}

/// The time axis: dated claims, posterior times of events, two-faced allegiances.
pub(crate) fn timeline(
    case: Case<'_>,
    prepared: Option<(&Prepared, &View<'_>)>,
) -> Vec<TimelineRecord> {
    let mut rows = Vec::new();
    if let Some((prepared, view)) = prepared {
        let zero = prepared.scenario.names.zero_unix_s;
        for claim in &prepared.accounts.claims {
            for piece in &claim.main_reading().pieces {
                if let Form::Moment { said, .. } = &piece.piece.form
                    && piece.piece.unit == "date"
                {
                    let event = prepared
                        .events
                        .iter()
                        .find(|(_, quantity)| *quantity == piece.value);
                    let Some((event, _)) = event else { continue };
                    let id = &case.dossier.claims[claim.claim].id.value;
                    rows.push(TimelineRecord {
                        row: event_name(case, prepared, event),
                        kind: "claim".into(),
                        label: id.clone(),
                        claim: id.clone(),
                        from_unix_s: zero + said[0] as i64,
                        to_unix_s: zero + said[1] as i64,
                        inner_unix_s: None,
                    });
                }
            }
        }
        for (event, quantity) in &prepared.events {
            let values = view.values(quantity);
            let exists: Vec<bool> = values.iter().map(|value| value.is_finite()).collect();
            let often = view.probability(&exists);
            if often.value < 0.05 {
                continue;
            }
            let [low, first, third, high] =
                view.quantiles_under(&view.log_weights, &values, [0.05, 0.25, 0.75, 0.95]);
            rows.push(TimelineRecord {
                row: event_name(case, prepared, event),
                kind: "posterior".into(),
                label: format!("in {} histories", wording::estimate_in_words(often, None)),
                claim: String::new(),
                from_unix_s: zero + low as i64,
                to_unix_s: zero + high as i64,
                inner_unix_s: Some([zero + first as i64, zero + third as i64]),
            });
        }
    }
    for band in &case.dossier.allegiances {
        let end = |date: &Option<kidal_dossier::span::Located<Date>>, first: bool| {
            date.as_ref().map(|date| {
                if first {
                    date.earliest().0
                } else {
                    date.latest().0
                }
            })
        };
        let window = case.dossier.about.window.as_ref();
        let (Some(from), Some(to)) = (
            end(&band.from, true).or_else(|| window.map(|window| window.earliest().0)),
            end(&band.until, false).or_else(|| window.map(|window| window.latest().0)),
        ) else {
            continue;
        };
        let who = case
            .dossier
            .name_of(&band.who.value)
            .unwrap_or(&band.who.value);
        let name = |id: &str| case.dossier.name_of(id).unwrap_or(id).to_string();
        let private = match &band.private.value {
            PrivateSide::Unknown => "not known".to_string(),
            PrivateSide::With(id) => name(id),
        };
        for (face, label) in [
            ("in public", name(&band.public.value)),
            ("in private", private),
        ] {
            rows.push(TimelineRecord {
                row: format!("{who}, {face}"),
                kind: "allegiance".into(),
                label,
                claim: band
                    .claims
                    .first()
                    .map_or(String::new(), |claim| claim.value.clone()),
                from_unix_s: from,
                to_unix_s: to,
                inner_unix_s: None,
            });
        }
    }
    rows
}

/// The name of an event in the evidence, or in the scenario that alone knows it; without either its id in words.
fn event_name(case: Case<'_>, prepared: &Prepared, id: &str) -> String {
    let own = || prepared.scenario.events.get(id)?.title.as_deref();
    let name = case.dossier.name_of(id).or_else(own);
    name.map_or_else(|| id.replace(['-', '_'], " "), str::to_string)
}

/// Bands of men present over time.
pub(crate) fn series(case: Case<'_>, prepared: &Prepared, view: &View<'_>) -> Vec<SeriesRecord> {
    let zero = prepared.scenario.names.zero_unix_s;
    prepared
        .series
        .iter()
        .map(|(name, times, quantities)| {
            let mut record = SeriesRecord {
                name: case.dossier.name_of(name).unwrap_or(name).to_string(),
                unit: "men present".into(),
                unix_s: times.iter().map(|time| zero + *time as i64).collect(),
                low: Vec::new(),
                median: Vec::new(),
                high: Vec::new(),
            };
            for quantity in quantities {
                let values = view.values(quantity);
                let [low, median, high] =
                    view.quantiles_under(&view.log_weights, &values, [0.05, 0.5, 0.95]);
                record.low.push(low);
                record.median.push(median);
                record.high.push(high);
            }
            record
        })
        .collect()
}

/// The largest standard error of a list of probabilities.
pub(crate) fn largest_error<'e>(estimates: impl Iterator<Item = &'e Estimate>) -> f64 {
    estimates.map(|estimate| estimate.error).fold(0.0, f64::max)
}
