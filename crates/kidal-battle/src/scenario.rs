//! A checked, immutable scenario, shared by all threads.

use crate::blocks::{Block, Strand};
use crate::error::BuildError;
use crate::event::Event;
use crate::parts::{EventKind, Parts};
use crate::plan::Plan;
use crate::room::Rooms;
use std::collections::BTreeMap;

/// A checked scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub(crate) parts: Parts,
    pub(crate) plan: Plan,
    pub(crate) rooms: Rooms,
}

impl Scenario {
    /// Checks the parts and makes a scenario of them.
    ///
    /// # Errors
    /// Every fault found, each with the name of the part.
    pub fn build(parts: &Parts) -> Result<Self, Vec<BuildError>> {
        let faults = crate::check::faults(parts);
        if faults.is_empty() {
            Ok(Self {
                plan: Plan::new(parts),
                parts: parts.clone(),
                rooms: Rooms::default(),
            })
        } else {
            Err(faults)
        }
    }

    /// The parts it was built from.
    #[must_use]
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// Number of blocks of luck: for each contingent and phase fire and movement, and where it has them sleep, loyalty and
    /// capture; for each phase all orders; for each order that draws, its own.
    #[must_use]
    pub fn blocks(&self) -> usize {
        self.plan.blocks.list.len()
    }

    /// Number of phases (at least 1).
    #[must_use]
    pub fn phases(&self) -> usize {
        self.parts.phase_ends_s.len().max(1)
    }

    /// Name of a block: "garrison, phase 2, fire and movement", "garrison, phase 2, sleep, loyalty and capture",
    /// "all orders, phase 2", "order close-ring".
    #[must_use]
    pub fn block_name(&self, block: usize) -> String {
        match self.plan.blocks.list.get(block) {
            Some(Block::Strand {
                contingent,
                strand,
                phase,
            }) => {
                let what = match strand {
                    Strand::Fight => "fire and movement",
                    Strand::Mind => "sleep, loyalty and capture",
                };
                let who = &self.parts.contingents[*contingent].name;
                format!("{who}, phase {phase}, {what}")
            }
            Some(Block::Orders { phase }) => format!("all orders, phase {phase}"),
            Some(Block::Order(order)) => format!("order {}", self.parts.orders[*order].name),
            None => format!("block {block}"),
        }
    }

    /// The phase that a block belongs to; `None` for an order's own block, which lasts through all phases.
    #[must_use]
    pub fn block_phase(&self, block: usize) -> Option<usize> {
        match self.plan.blocks.list.get(block) {
            Some(Block::Strand { phase, .. } | Block::Orders { phase }) => Some(*phase),
            Some(Block::Order(_)) | None => None,
        }
    }

    /// Where each block of this scenario is found in another; `None`: the other has no such block. Edits of a scenario may add
    /// blocks or take them away; what is in both has the same name.
    #[must_use]
    pub fn blocks_in(&self, other: &Self) -> Vec<Option<usize>> {
        let known: BTreeMap<String, usize> = (0..other.blocks())
            .map(|block| (other.block_name(block), block))
            .collect();
        (0..self.blocks())
            .map(|block| known.get(&self.block_name(block)).copied())
            .collect()
    }

    /// One line about an event, with the names of the parts.
    #[must_use]
    pub fn describe(&self, event: &Event) -> String {
        let parts = &self.parts;
        let who: Vec<&str> = event
            .contingents
            .iter()
            .flatten()
            .filter_map(|id| parts.contingents.get(id.index()))
            .map(|part| part.name.as_str())
            .collect();
        let who = who.join(" and ");
        let actor = event
            .actor
            .and_then(|id| parts.actors.get(id.index()))
            .map(|part| part.name.as_str());
        let place = event
            .place
            .and_then(|id| parts.places.get(id.index()))
            .map(|part| part.name.as_str());
        let notice = event
            .notice
            .and_then(|id| parts.notices.get(id.index()))
            .map(String::as_str);
        let order = event
            .order
            .and_then(|id| parts.orders.get(id.index()))
            .map(|part| part.name.as_str());
        let men = event.men;
        let named = |name: Option<&str>| name.unwrap_or("somebody").to_owned();
        let mut line = match event.kind {
            EventKind::Notice => format!("notice {}", named(notice)),
            EventKind::Appeared => format!("{who} comes into play with {men} men"),
            EventKind::Fire => format!("{} opens fire ({who})", named(actor)),
            EventKind::Met => format!("{who} come into sight of each other"),
            EventKind::Broke => format!("an element of {who} breaks ({men} men)"),
            EventKind::Routed => format!("{who} is routed ({men} men still in hand)"),
            EventKind::Rallied => format!("an element of {who} rallies ({men} men)"),
            EventKind::SleepBegan => format!("{who} begins to sleep"),
            EventKind::Defected => match actor {
                Some(actor) => format!("{men} men of {who} join {actor}"),
                None => format!("{men} men of {who} go home"),
            },
            EventKind::Captured => format!("{men} men of {who} are captured by {}", named(actor)),
            EventKind::Took => format!("{} takes {}", named(actor), named(place)),
            EventKind::Arrived => format!("{who} arrives"),
            EventKind::Dawn => "dawn".into(),
            EventKind::Dusk => "dusk".into(),
            EventKind::Ordered => format!("order {} is carried out", named(order)),
            EventKind::Released => format!("{men} men of {who} are released by {}", named(actor)),
            EventKind::Departed => format!("{men} men of {who} leave"),
            EventKind::RanDry => format!("{who} begins to run out of ammunition"),
            EventKind::CommanderLost => format!("{who} loses its commander"),
            EventKind::CommandTaken => format!("another takes command of {who}"),
            EventKind::VehiclesLost => format!("{men} vehicles of {who} are knocked out"),
            EventKind::VehiclesAbandoned => format!("{who} abandons {men} vehicles"),
            EventKind::VehiclesTaken => {
                format!("{men} vehicles of {who} are taken by {}", named(actor))
            }
            EventKind::Reported => format!(
                "{} hears of {who}, {men} men, from bystanders",
                named(actor)
            ),
        };
        if let (Some(place), false) = (place, event.kind == EventKind::Took) {
            line.push_str(" at ");
            line.push_str(place);
        }
        line
    }
}
