//! What would have changed it: abduction (the posterior's parameters and luck), action (an edited scenario), prediction
//! (the same histories run again). Three modes: same history; same forces, fresh luck; before any account.
//!
//! Source: Pearl's three steps, [pearl2009]; common luck by addressed draws. A counterfactual of this model, never the truth.

use crate::model::BattleModel;
use crate::options::StudyError;
use crate::prepare::Prepared;
use crate::sensitivity::{Alternative, range_of_share};
use crate::view::{View, mean_under};
use kidal_battle::Scenario;
use kidal_chance::{Draws, hash64};
use kidal_findings::{CounterfactualRecord, Effects, Estimate, Ground, wording};
use kidal_scenario::question::{Asked, Intervention, edit_parts, edit_row};
use kidal_weigh::{Particle, Point, evaluate, weights};

/// Address of the choice of histories that are run again.
const CHOICE: u64 = 0x6b69_6461_6c01;
/// Address of fresh luck.
const FRESH: u64 = 0x6b69_6461_6c02;

/// Systematic resampling: which particles stand for the posterior in reruns, in order.
pub(crate) fn chosen(log_weights: &[f64], count: usize, seed: u64) -> Vec<usize> {
    let column = weights(log_weights);
    let mut draws = Draws::at(hash64(&[seed, CHOICE]), 0, 0);
    let start = draws.uniform();
    let mut list = Vec::with_capacity(count);
    let mut running = 0.0;
    let mut next = start;
    for (index, weight) in column.iter().enumerate() {
        running += weight * count as f64;
        while next < running && list.len() < count {
            list.push(index);
            next += 1.0;
        }
    }
    list
}

/// Luck drawn anew from a phase on: new labels for the blocks of that phase and later ones.
fn fresh(prepared: &Prepared, refreshes: &[u32], number: usize, seed: u64) -> Vec<u32> {
    let scenario = &prepared.scenario.scenario;
    let from = prepared.scenario.again_from_phase;
    (0..scenario.blocks())
        .map(|block| {
            let old = refreshes.get(block).copied().unwrap_or(0);
            // An order's own label lasts through all phases; what it decides later changes with the phase's label.
            if scenario
                .block_phase(block)
                .is_some_and(|phase| phase >= from)
            {
                (hash64(&[seed, FRESH, number as u64, block as u64]) >> 33) as u32 | 1
            } else {
                old
            }
        })
        .collect()
}

/// Posterior parameters under fresh luck from a stated moment on.
pub(crate) struct Again {
    particles: Vec<Particle>,
}

impl Again {
    /// Runs the chosen histories again with fresh luck.
    pub fn run(
        prepared: &Prepared,
        view: &View<'_>,
        chosen: &[usize],
        seed: u64,
        threads: usize,
    ) -> Result<Self, StudyError> {
        let points: Vec<Point> = chosen
            .iter()
            .enumerate()
            .map(|(number, &index)| {
                let particle = &view.particles[index];
                Point {
                    parameters: particle.parameters.clone(),
                    root: particle.root,
                    refreshes: fresh(prepared, &particle.refreshes, number, seed),
                }
            })
            .collect();
        let of: Vec<&Particle> = chosen.iter().map(|&index| &view.particles[index]).collect();
        let particles = rerun(
            prepared,
            &prepared.scenario.scenario,
            (points, &of),
            threads,
        )?;
        Ok(Self { particles })
    }

    /// The rerun histories, equally weighted; `None` where there are none.
    pub fn view(&self) -> Option<View<'_>> {
        (!self.particles.is_empty()).then(|| View::unweighted(&self.particles))
    }
}

/// Runs points under an edited scenario: each block of luck that it shares with the factual one keeps its label. Each point
/// keeps the island and the chain of the history that it was taken from, since it is known no better than that one.
fn rerun(
    prepared: &Prepared,
    scenario: &Scenario,
    (points, of): (Vec<Point>, &[&Particle]),
    threads: usize,
) -> Result<Vec<Particle>, StudyError> {
    let model = BattleModel::new(scenario, &prepared.probes, None, &prepared.parameters);
    let shared = scenario.blocks_in(&prepared.scenario.scenario);
    let label = |labels: &[u32], block: Option<usize>| {
        block.and_then(|at| labels.get(at)).copied().unwrap_or(0)
    };
    let points: Vec<Point> = points
        .into_iter()
        .map(|point| Point {
            refreshes: shared
                .iter()
                .map(|at| label(&point.refreshes, *at))
                .collect(),
            ..point
        })
        .collect();
    let results = evaluate(&model, &points, threads)
        .map_err(|trouble| StudyError::Run(trouble.to_string()))?;
    Ok(points
        .into_iter()
        .zip(results)
        .zip(of)
        .map(|((point, result), of)| {
            let is_failed = result.is_err();
            let payload = result.map_or_else(
                |_| vec![f64::NEG_INFINITY; prepared.probes.measures().len()],
                |(_, payload)| payload,
            );
            Particle {
                parameters: point.parameters,
                root: point.root,
                refreshes: point.refreshes,
                payload,
                island: of.island,
                chain: of.chain,
                is_failed,
                ..Particle::default()
            }
        })
        .collect())
}

/// Everything that all counterfactuals of a study share.
pub(crate) struct Ground0<'a> {
    pub prepared: &'a Prepared,
    pub view: &'a View<'a>,
    pub prior: &'a View<'a>,
    pub again: &'a Again,
    pub chosen: &'a [usize],
    pub alternatives: &'a [Alternative],
    pub seed: u64,
    pub threads: usize,
}

/// Plays one intervention through, in three modes.
pub(crate) fn play(
    ground: &Ground0<'_>,
    intervention: &Intervention,
) -> Result<CounterfactualRecord, StudyError> {
    let prepared = ground.prepared;
    let index = prepared
        .scenario
        .questions
        .iter()
        .position(|question| {
            question.id == intervention.asks && matches!(question.asked, Asked::Probability(_))
        })
        .ok_or_else(|| {
            StudyError::Usage(format!(
                "no question `{}` asks for a probability",
                intervention.asks
            ))
        })?;
    let quantity = prepared.questions[index]
        .as_ref()
        .expect("a probability has a quantity");
    let mut parts = prepared.scenario.parts.clone();
    edit_parts(&mut parts, &intervention.edits);
    let scenario = Scenario::build(&parts).map_err(|faults| {
        StudyError::Run(
            faults
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("; "),
        )
    })?;
    let bounds: Vec<(f64, f64)> = prepared
        .scenario
        .parameters
        .iter()
        .map(kidal_scenario::Parameter::bounds)
        .collect();
    let edited = |particle: &Particle| -> Vec<f64> {
        let mut row = particle.parameters.clone();
        edit_row(&mut row, &bounds, &intervention.edits);
        row
    };

    // Same history: parameters and luck as abducted.
    let same: Vec<Point> = ground
        .chosen
        .iter()
        .map(|&index| {
            let particle = &ground.view.particles[index];
            Point {
                parameters: edited(particle),
                root: particle.root,
                refreshes: particle.refreshes.clone(),
            }
        })
        .collect();
    let fresh_points: Vec<Point> = ground
        .chosen
        .iter()
        .enumerate()
        .map(|(number, &index)| {
            let particle = &ground.view.particles[index];
            Point {
                parameters: edited(particle),
                root: particle.root,
                refreshes: fresh(prepared, &particle.refreshes, number, ground.seed),
            }
        })
        .collect();
    let before_points: Vec<Point> = ground
        .prior
        .particles
        .iter()
        .take(ground.chosen.len())
        .map(|particle| Point {
            parameters: edited(particle),
            root: particle.root,
            refreshes: particle.refreshes.clone(),
        })
        .collect();
    let count = before_points.len();
    let of: Vec<&Particle> = ground
        .chosen
        .iter()
        .map(|&index| &ground.view.particles[index])
        .collect();
    let before_of: Vec<&Particle> = ground.prior.particles.iter().take(count).collect();
    let run = |points, of: &[&Particle]| rerun(prepared, &scenario, (points, of), ground.threads);
    let same = run(same, &of)?;
    let fresh_run = run(fresh_points, &of)?;
    let before_run = run(before_points, &before_of)?;

    let share = |particles: &[Particle]| {
        let view = View::unweighted(particles);
        view.probability(&view.truths(quantity))
    };
    let factual_truths = ground.view.truths(quantity);
    let factual = ground.view.probability(&factual_truths);
    let (fresh_luck, before_accounts) = (share(&fresh_run), share(&before_run));
    let fresh_luck_factual = ground
        .again
        .view()
        .map_or(factual, |view| view.probability(&view.truths(quantity)));
    let before_accounts_factual =
        share(&ground.prior.particles[..count.min(ground.prior.particles.len())]);

    // The same history is the factual answer plus what the change did to each chosen history: paired, so that a change of
    // nothing changes nothing.
    let view = View::unweighted(&same);
    let truths = view.truths(quantity);
    let before: Vec<bool> = ground.chosen.iter().map(|&at| factual_truths[at]).collect();
    let change = changes(&before, &truths);
    let effect_same = view.estimate(&change);
    let same_history = Estimate {
        value: (factual.value + effect_same.value).clamp(0.0, 1.0),
        error: (factual.error * factual.error + effect_same.error * effect_same.error).sqrt(),
    };
    // The second interval: the chosen histories weighed anew under each alternative.
    let base_weights = &ground.view.log_weights;
    let range = range_of_share(same_history, ground.alternatives, |other| {
        let weights = &other.log_weights;
        let moved: Vec<f64> = ground
            .chosen
            .iter()
            .zip(&view.log_weights)
            .map(|(&index, kept)| weights[index] - base_weights[index] + kept)
            .collect();
        let told = ground.view.share_under(weights, &factual_truths);
        Estimate {
            value: (told + mean_under(&moved, &change)).clamp(0.0, 1.0),
            error: same_history.error,
        }
    });
    let effect_fresh = match ground.again.view() {
        Some(again) => {
            let fresh = View::unweighted(&fresh_run);
            let (before, after) = (again.truths(quantity), fresh.truths(quantity));
            fresh.estimate(&changes(&before, &after))
        }
        None => Estimate {
            value: 0.0,
            error: 0.0,
        },
    };
    let effect_before = {
        let after = View::unweighted(&before_run);
        let before =
            View::unweighted(&ground.prior.particles[..count.min(ground.prior.particles.len())]);
        let truths = [&before, &after].map(|view| view.truths(quantity));
        after.estimate(&changes(&truths[0], &truths[1]))
    };
    let matters =
        |effect: Estimate| effect.value.abs() > 2.0 * effect.error && effect.value.abs() > 0.02;
    let (same_matters, fresh_matters) = (matters(effect_same), matters(effect_fresh));
    let depends_on_luck =
        same_matters && fresh_matters && (effect_same.value > 0.0) != (effect_fresh.value > 0.0);
    let cannot_tell = range.low < 0.5 && range.high > 0.5;
    let sentence = sentence(
        effect_same.value,
        same_matters,
        fresh_matters,
        depends_on_luck,
        cannot_tell,
        same_history,
    );
    Ok(CounterfactualRecord {
        id: intervention.id.clone(),
        title: intervention.title.clone(),
        asks: prepared.scenario.questions[index].asks.clone(),
        change: intervention.change.clone(),
        factual,
        same_history,
        fresh_luck,
        fresh_luck_factual,
        before_accounts,
        before_accounts_factual,
        effects: Effects {
            same_history: effect_same,
            fresh_luck: effect_fresh,
            before_accounts: effect_before,
        },
        range,
        ground: Ground::Model,
        depends_on_luck,
        cannot_tell,
        sentence,
    })
}

/// What a change did to a truth value, history by history.
fn changes(before: &[bool], after: &[bool]) -> Vec<f64> {
    before
        .iter()
        .zip(after)
        .map(|(before, after)| f64::from(u8::from(*after)) - f64::from(u8::from(*before)))
        .collect()
}

fn sentence(
    effect: f64,
    same: bool,
    fresh: bool,
    luck: bool,
    cannot_tell: bool,
    after: Estimate,
) -> String {
    let mut text = if luck {
        "It depends on luck: the same history and fresh luck point in opposite directions."
            .to_string()
    } else if same {
        let way = if effect < 0.0 { "less" } else { "more" };
        format!(
            "In the same histories it becomes {way} likely: {}.",
            wording::estimate_in_words(after, None)
        )
    } else if fresh {
        "In the same histories little changes; under fresh luck it matters.".to_string()
    } else {
        "It changes little in this model.".to_string()
    };
    if cannot_tell {
        text.push_str(" Other priors carry the answer across even odds: the accounts cannot tell.");
    }
    text
}
