//! Which of the rarer mechanisms a scenario uses, and the columns that only they need: what is not used has no column and
//! is not asked for in a step.

use crate::parts::{BystanderPart, ContingentPart, Parts};
use crate::row::Row;

/// Which mechanisms a scenario uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Uses {
    /// Somebody fires at ground.
    pub area: bool,
    /// Somebody's ammunition is counted.
    pub supply: bool,
    /// Somebody can be suppressed.
    pub suppression: bool,
    /// The cover of some place depends on where the fire comes from.
    pub walls: bool,
    /// Some vehicles have a fate of their own.
    pub vehicles: bool,
    /// Some contingent has a commander.
    pub command: bool,
    /// Some ground is slower or faster than the rest.
    pub going: bool,
    /// There are bystanders.
    pub bystanders: bool,
}

impl Uses {
    pub(crate) fn new(parts: &Parts) -> Self {
        let any = |test: &dyn Fn(&ContingentPart) -> bool| parts.contingents.iter().any(test);
        Self {
            area: any(&|part| part.fire.area.is_some()),
            supply: any(&|part| part.supply.is_some()),
            suppression: any(&|part| part.suppression.is_some()),
            walls: parts.places.iter().any(|part| part.cover_within.is_some()),
            vehicles: any(&|part| part.vehicle.is_some()),
            command: any(&|part| part.command.is_some()),
            going: parts
                .places
                .iter()
                .any(|part| part.going.bounds(&parts.parameters) != Ok((1.0, 1.0))),
            bystanders: !parts.bystanders.is_empty(),
        }
    }

    /// Whether the chance to hit depends on more than range, cover and fatigue.
    #[inline(always)]
    pub(crate) fn alters_fire(self) -> bool {
        self.area || self.supply || self.suppression
    }

    /// Whether anything has to be brought up to date at the end of each step.
    #[inline(always)]
    pub(crate) fn wears(self) -> bool {
        self.supply || self.suppression || self.vehicles || self.command || self.bystanders
    }
}

/// A contingent's commander in a run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Leader {
    /// Slot of the element that he is with.
    pub slot: u16,
    /// Somebody commands.
    pub is_there: bool,
    /// Who can still follow.
    pub deputies: u16,
    /// How often command was lost: occurrence of draws.
    pub lost: u32,
    /// A task that waits for the next commander.
    pub pending: Option<crate::state::Task>,
}

/// What bystanders know of one contingent.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sighting {
    /// Hazard still to be spent; not above 0: unarmed.
    pub left: f64,
    /// Times armed in this phase.
    pub times: u32,
    /// Somebody has set out to tell; cleared when the contingent is out of sight.
    pub is_told: bool,
}

/// Columns of the rarer mechanisms; empty where they are not used.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    /// Minutes of fire left, a man.
    pub ammunition: Vec<f32>,
    pub has_said_dry: Vec<bool>,
    pub suppression: Vec<f32>,
    pub incoming: Vec<u32>,
    /// Fastest rate at which some suppression changes now [1/s].
    pub quickest: f64,
    /// Vehicles at the start, with the element, knocked out, left behind, taken.
    pub vehicles: [Vec<u16>; 5],
    pub vehicle_times: Vec<u32>,
    pub has_shed: Vec<bool>,
    /// Where vehicles were left behind.
    pub left_at: Vec<[f32; 2]>,
    /// Some vehicles stand abandoned.
    pub has_abandoned: bool,
    pub leaders: Vec<Leader>,
    /// Factor on the speed over open ground, where an element is.
    pub going: Vec<f32>,
    /// The same of each place.
    pub place_going: Vec<f64>,
    pub sightings: Vec<Sighting>,
    pub place_cover_within: Vec<f32>,
}

impl Columns {
    /// Room for the runs of a scenario.
    pub(crate) fn new(uses: Uses, slots: usize, contingents: usize, places: usize) -> Self {
        let n = |used: bool| if used { slots } else { 0 };
        Self {
            ammunition: vec![0.0; n(uses.supply)],
            has_said_dry: vec![false; if uses.supply { contingents } else { 0 }],
            suppression: vec![0.0; n(uses.suppression)],
            incoming: vec![0; n(uses.suppression)],
            quickest: 0.0,
            vehicles: std::array::from_fn(|_| vec![0; n(uses.vehicles)]),
            vehicle_times: vec![0; n(uses.vehicles)],
            has_shed: vec![false; n(uses.vehicles)],
            left_at: vec![[0.0; 2]; n(uses.vehicles)],
            has_abandoned: false,
            leaders: vec![Leader::default(); if uses.command { contingents } else { 0 }],
            going: vec![1.0; n(uses.going)],
            place_going: vec![1.0; if uses.going { places } else { 0 }],
            sightings: Vec::new(),
            place_cover_within: vec![1.0; if uses.walls { places } else { 0 }],
        }
    }

    /// How many slots all columns have together.
    pub(crate) fn slots(&self) -> usize {
        self.ammunition.len()
            + self.suppression.len()
            + self.incoming.len()
            + self.vehicles.iter().map(Vec::len).sum::<usize>()
            + self.vehicle_times.len()
            + self.has_shed.len()
            + self.left_at.len()
            + self.leaders.len()
            + self.going.len()
            + self.place_going.len()
            + self.place_cover_within.len()
    }

    /// Makes everything ready for a run.
    pub(crate) fn reset(&mut self, parts: &Parts, parameters: Row<'_>) {
        self.has_said_dry.fill(false);
        self.suppression.fill(0.0);
        self.incoming.fill(0);
        self.quickest = 0.0;
        for column in &mut self.vehicles {
            column.fill(0);
        }
        self.has_shed.fill(false);
        self.has_abandoned = false;
        self.leaders.fill(Leader::default());
        self.going.fill(1.0);
        for (going, part) in self.place_going.iter_mut().zip(&parts.places) {
            *going = part.going.evaluate(parameters).max(0.0);
        }
        for (cover, part) in self.place_cover_within.iter_mut().zip(&parts.places) {
            let value = part.cover_within.as_ref().unwrap_or(&part.cover);
            *cover = value.evaluate(parameters).max(0.0) as f32;
        }
        self.sightings.clear();
        self.sightings.resize(
            parts.bystanders.len() * parts.contingents.len(),
            Sighting::default(),
        );
    }

    /// A new phase: draws are counted anew.
    pub(crate) fn count_anew(&mut self) {
        self.vehicle_times.fill(0);
        for sighting in &mut self.sightings {
            sighting.times = 0;
        }
    }

    /// Clocks are armed anew when they are next spent.
    pub(crate) fn disarm(&mut self) {
        for sighting in &mut self.sightings {
            sighting.left = 0.0;
        }
    }
}

/// Hash that stands for bystanders in addresses of draws.
pub(crate) fn bystander_hash(part: &BystanderPart) -> u64 {
    kidal_chance::hash_text(&part.name)
}
