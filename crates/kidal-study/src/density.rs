//! Where men are in many histories at once: the chosen ones laid over one another, cell by cell.

use std::collections::BTreeMap;

use crate::counterfactual;
use crate::histories;
use crate::options::{StudyError, WeighOptions};
use crate::prepare::Prepared;
use crate::view::View;
use kidal_battle::{ElementState, Trace};
use kidal_findings::{DensityFrame, DensityRecord};

/// Histories laid over one another. Chosen by us because a cell that is filled in one of 40 is then seen, and each costs a
/// rerun.
const HISTORIES: usize = 40;
/// Moments. Chosen by us because the page stays small, and a step between them is then a few hours of a battle of days.
const MOMENTS: usize = 60;
/// Side of a cell \[m\]. Chosen by us because places of towns are rarely known better.
const CELL_M: f64 = 250.0;
/// Between two frames of a history that is run again \[s\]; as for the histories told in full.
const INTERVAL_S: f64 = 900.0;

/// The density; `None` where the scenario has nobody to place.
pub(crate) fn density(
    prepared: &Prepared,
    view: &View<'_>,
    options: &WeighOptions,
) -> Result<Option<DensityRecord>, StudyError> {
    let count = HISTORIES.min(options.effort.counterfactual_histories as usize);
    let mut traces: Vec<Trace> = Vec::with_capacity(count);
    for row in counterfactual::chosen(&view.log_weights, count, options.seed) {
        let particle = &view.particles[row];
        if particle.is_failed {
            continue;
        }
        traces.push(histories::trace(
            &prepared.scenario,
            &prepared.probes,
            &particle.parameters,
            particle.root,
            &particle.refreshes,
            INTERVAL_S,
        )?);
    }
    if traces.iter().all(|trace| trace.elements.is_empty()) {
        return Ok(None);
    }
    let end_s = traces.iter().map(|trace| trace.end_s).fold(0.0, f64::max);
    let frames = (0..MOMENTS)
        .map(|moment| {
            let time_s = end_s * moment as f64 / (MOMENTS - 1) as f64;
            DensityFrame {
                unix_s: prepared.scenario.names.zero_unix_s + time_s as i64,
                cells: cells(&traces, time_s),
            }
        })
        .collect();
    Ok(Some(DensityRecord {
        cell_m: CELL_M,
        histories: traces.len() as u64,
        actors: prepared.scenario.names.actors().to_vec(),
        frames,
    }))
}

/// Mean men in each cell at one moment, in tenths; a history that has ended keeps its last frame.
fn cells(traces: &[Trace], time_s: f64) -> Vec<[i32; 4]> {
    let mut men: BTreeMap<[i32; 3], u64> = BTreeMap::new();
    for trace in traces {
        let after = trace.frames.partition_point(|frame| frame.time_s <= time_s);
        let Some(frame) = trace.frames.get(after.saturating_sub(1)) else {
            continue;
        };
        for element in &frame.elements {
            if matches!(element.state, ElementState::Waiting | ElementState::Gone) {
                continue;
            }
            let actor = i32::try_from(element.actor.index()).unwrap_or(i32::MAX);
            let cell = |metres: f64| (metres / CELL_M).floor() as i32;
            let place = [
                actor,
                cell(f64::from(element.x_m)),
                cell(f64::from(element.y_m)),
            ];
            *men.entry(place).or_default() += u64::from(element.fit);
        }
    }
    let count = traces.len().max(1) as u64;
    men.into_iter()
        .filter_map(|([actor, column, row], men)| {
            // To the nearest tenth; less than half a tenth is nothing.
            let tenths = (men * 10 + count / 2) / count;
            (tenths > 0).then(|| {
                [
                    actor,
                    column,
                    row,
                    i32::try_from(tenths).unwrap_or(i32::MAX),
                ]
            })
        })
        .collect()
}
