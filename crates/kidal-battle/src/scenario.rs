//! A checked, immutable scenario, shared by all threads.

use crate::error::BuildError;
use crate::event::Event;
use crate::parts::{EventKind, Parts};
use crate::plan::Plan;

/// A checked scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub(crate) parts: Parts,
    pub(crate) plan: Plan,
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

    /// Number of stream blocks: (contingents + 1 for command) × phases.
    #[must_use]
    pub fn blocks(&self) -> usize {
        (self.parts.contingents.len() + 1) * self.phases()
    }

    /// Number of phases (at least 1).
    #[must_use]
    pub fn phases(&self) -> usize {
        self.parts.phase_ends_s.len().max(1)
    }

    /// "garrison, phase 2": the contingent (or "command") and phase of a block; index = contingent × phases + phase.
    #[must_use]
    pub fn block_name(&self, block: usize) -> String {
        let (who, phase) = (block / self.phases(), block % self.phases());
        match self.parts.contingents.get(who) {
            Some(part) => format!("{}, phase {phase}", part.name),
            None => format!("command, phase {phase}"),
        }
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
        };
        if let (Some(place), false) = (place, event.kind == EventKind::Took) {
            line.push_str(" at ");
            line.push_str(place);
        }
        line
    }
}
