//! Chosen histories told in full: a typical one, and another that is as probable.

use crate::options::StudyError;
use crate::prepare::Prepared;
use crate::view::View;
use kidal_battle::parts::EventKind;
use kidal_battle::{ElementState, Event, Probes, Runner, Streams, Trace};
use kidal_dossier::Dossier;
use kidal_findings::{ContingentRecord, FrameRecord, HistoryRecord, MapFeature};
use kidal_scenario::CompiledScenario;
use kidal_weigh::weighted_quantile;
use kidal_weigh::weights;
use std::collections::BTreeMap;

/// Most frames of a told history; chosen by us because a page of two histories then stays below 3 MB.
const FRAMES: usize = 220;

/// A typical history and one that is as probable and as different as can be, as rows of the view.
pub(crate) fn choose(prepared: &Prepared, view: &View<'_>) -> Vec<usize> {
    let column = weights(&view.log_weights);
    let mut features: Vec<Vec<f64>> = Vec::new();
    for quantity in prepared
        .questions
        .iter()
        .flatten()
        .chain(prepared.events.iter().map(|(_, quantity)| quantity))
    {
        let values = view.values(quantity);
        let [low, middle, high] = [0.25, 0.5, 0.75].map(|q| weighted_quantile(&column, &values, q));
        let spread = if (high - low).is_finite() && high > low {
            high - low
        } else {
            1.0
        };
        // How many spreads from the middle; not happened where most do, or the reverse, counts as four.
        features.push(
            values
                .iter()
                .map(|value| match (value.is_finite(), middle.is_finite()) {
                    (true, true) => ((value - middle) / spread).clamp(-4.0, 4.0),
                    (false, false) => 0.0,
                    _ => 4.0,
                })
                .collect(),
        );
    }
    let eligible: Vec<usize> = (0..view.particles.len())
        .filter(|row| column[*row] > 0.0 && !view.particles[*row].is_failed)
        .collect();
    let off = |row: usize| {
        features
            .iter()
            .map(|feature| feature[row].abs())
            .fold(0.0, |a, b| a + b)
    };
    let Some(&typical) = eligible
        .iter()
        .min_by(|a, b| off(**a).total_cmp(&off(**b)).then(a.cmp(b)))
    else {
        return Vec::new();
    };
    let density = view.particles[typical].log_likelihood;
    let apart = |row: usize| {
        features
            .iter()
            .map(|feature| (feature[row] - feature[typical]).abs())
            .fold(0.0, |a, b| a + b)
    };
    // As probable: the likelihood is no lower (within a factor of 3) than the typical one's.
    let other = eligible
        .iter()
        .filter(|row| view.particles[**row].log_likelihood >= density - 1.1)
        .max_by(|a, b| apart(**a).total_cmp(&apart(**b)).then(b.cmp(a)));
    let mut list = vec![typical];
    if let Some(&other) = other
        && other != typical
    {
        list.push(other);
    }
    list
}

/// Runs a history again and writes it out.
pub(crate) fn trace(
    scenario: &CompiledScenario,
    probes: &Probes,
    parameters: &[f64],
    root: u64,
    refreshes: &[u32],
    interval_s: f64,
) -> Result<Trace, StudyError> {
    let mut runner = Runner::new(&scenario.scenario, probes);
    runner
        .trace(parameters, Streams { root, refreshes }, interval_s)
        .map_err(|failure| StudyError::Run(failure.to_string()))
}

/// A trace as a record.
#[expect(
    clippy::too_many_arguments,
    reason = "each is a field of the record or what names it"
)]
pub(crate) fn record(
    dossier: &Dossier,
    scenario: &CompiledScenario,
    trace: &Trace,
    title: &str,
    why: &str,
    parameters: &[f64],
    root: u64,
    refreshes: &[u32],
) -> HistoryRecord {
    let zero = scenario.names.zero_unix_s;
    let unix = |time_s: f64| zero + time_s as i64;
    let start_actor: Vec<_> = trace
        .elements
        .iter()
        .map(|info| scenario.parts.contingents[info.contingent.index()].actor)
        .collect();
    let state = |index: usize, element: &kidal_battle::ElementFrame| -> i32 {
        match element.state {
            ElementState::Waiting => 0,
            _ if element.state != ElementState::Gone && element.actor != start_actor[index] => 5,
            ElementState::Steady => 1,
            ElementState::Asleep => 2,
            ElementState::Broken | ElementState::Down => 3,
            ElementState::Gone => 6,
        }
    };
    let keep = wanted_frames(trace);
    let frames = keep
        .into_iter()
        .map(|index| {
            let frame = &trace.frames[index];
            FrameRecord {
                unix_s: unix(frame.time_s),
                elements: frame
                    .elements
                    .iter()
                    .enumerate()
                    .map(|(index, element)| {
                        [
                            element.x_m.round() as i32,
                            element.y_m.round() as i32,
                            i32::from(element.fit),
                            state(index, element),
                        ]
                    })
                    .collect(),
            }
        })
        .collect();
    let events = crate::told::events(dossier, scenario, trace);
    HistoryRecord {
        title: title.to_string(),
        why: why.to_string(),
        parameters: scenario
            .parameters
            .iter()
            .zip(parameters)
            .map(|(parameter, value)| (parameter.id.value.clone(), *value))
            .collect::<BTreeMap<_, _>>(),
        stream_root: format!("{root:016x}"),
        refreshes: refreshes.to_vec(),
        element_contingent: trace
            .elements
            .iter()
            .map(|info| info.contingent.0)
            .collect(),
        frames,
        events,
        holds: Vec::new(),
        fails: Vec::new(),
    }
}

/// Frames worth keeping: all near events that matter, and every so many between.
fn wanted_frames(trace: &Trace) -> Vec<usize> {
    let total = trace.frames.len();
    if total <= FRAMES {
        return (0..total).collect();
    }
    let matters = |event: &Event| {
        matches!(
            event.kind,
            EventKind::Notice
                | EventKind::Fire
                | EventKind::Took
                | EventKind::Met
                | EventKind::Routed
        )
    };
    let first = trace
        .events
        .iter()
        .filter(|event| matters(event) && event.kind == EventKind::Fire)
        .map(|event| event.time_s)
        .next();
    let last = trace
        .events
        .iter()
        .rfind(|event| matters(event))
        .map_or(trace.end_s, |event| event.time_s);
    let from = first.unwrap_or(0.0) - 7200.0;
    let inside: Vec<usize> = (0..total)
        .filter(|index| {
            trace.frames[*index].time_s >= from && trace.frames[*index].time_s <= last + 7200.0
        })
        .collect();
    let outside: Vec<usize> = (0..total).filter(|index| !inside.contains(index)).collect();
    let thin = |list: &[usize], most: usize| -> Vec<usize> {
        let step = list.len().div_ceil(most.max(1)).max(1);
        list.iter().copied().step_by(step).collect()
    };
    let mut kept = thin(&inside, FRAMES * 5 / 6);
    kept.extend(thin(&outside, FRAMES / 6));
    kept.sort_unstable();
    kept
}

/// Contingents for legends.
pub(crate) fn contingents(dossier: &Dossier, scenario: &CompiledScenario) -> Vec<ContingentRecord> {
    scenario
        .parts
        .contingents
        .iter()
        .map(|part| ContingentRecord {
            id: part.name.clone(),
            name: dossier
                .name_of(&part.name)
                .unwrap_or(&part.name)
                .to_string(),
            actor: scenario.names.actors()[part.actor.index()].clone(),
        })
        .collect()
}

/// The map on the plane.
pub(crate) fn map(dossier: &Dossier, scenario: &CompiledScenario) -> Vec<MapFeature> {
    scenario
        .map
        .iter()
        .map(|feature| MapFeature {
            id: feature.id.clone(),
            name: dossier
                .name_of(&feature.id)
                .unwrap_or(&feature.id)
                .to_string(),
            kind: feature.kind.clone(),
            closed: feature.closed,
            points_m: feature.points_m.clone(),
            note: feature.note.clone(),
        })
        .collect()
}
