//! What follows from the parts alone: slots, identities, outlines, patterns. Made once by `Scenario::build`.

use crate::blocks::Blocks;
use crate::column::Column;
use crate::geometry::{Outline, Polyline};
use crate::lanes::BLOCK;
use crate::parts::*;
use crate::pattern::PatternTable;
use crate::streams;
use crate::uses::Uses;

/// Derived, immutable facts of a scenario.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// Number of slots, all contingents at their bounds and rounded up to whole blocks.
    pub slots: usize,
    /// First slot of each contingent.
    pub first: Vec<usize>,
    /// Most elements of each contingent.
    pub capacity: Vec<usize>,
    /// Blocks of luck.
    pub blocks: Blocks,
    /// Hash of each contingent's name.
    pub hashes: Vec<u64>,
    /// Identity of each slot's element.
    pub identities: Column<u64, 48>,
    /// Contingent of each slot.
    pub contingents: Column<u16, 49>,
    /// Hash of each order's name.
    pub order_hashes: Vec<u64>,
    /// Hash of each actor's name.
    pub actor_hashes: Vec<u64>,
    /// Outline of each place.
    pub outlines: Vec<Outline>,
    /// Places whose insides are followed: those with cover or a holder, at most 64.
    pub tracked: Vec<PlaceId>,
    /// Each route.
    pub routes: Vec<Polyline>,
    /// Patterns that orders wait for or ask about, and notices that the engine waits for.
    pub patterns: PatternTable,
    /// Orders woken by each pattern.
    pub wakes: Vec<Vec<OrderId>>,
    /// For each order, the pattern number of each condition (0 where it has none).
    pub condition_patterns: Vec<Vec<usize>>,
    /// Contingents whose broken elements do not ask who is near: they flee all the same, do not rally and are not captured, and
    /// steps are not shortened for what they come near to. Nobody looks for their nearest enemies.
    pub flees_blind: Vec<bool>,
    /// Steps depend on who is nearest at any distance: nobody has a clearance.
    pub looks_far: bool,
    /// Some contingent tires.
    pub has_fatigue: bool,
    /// The fire of some contingent changes with fatigue.
    pub fire_tires: bool,
    /// Which of the rarer mechanisms are used.
    pub uses: Uses,
}

impl Plan {
    /// Derives a plan from parts that have no faults.
    pub(crate) fn new(parts: &Parts) -> Self {
        let mut plan = Self {
            slots: 0,
            first: Vec::new(),
            capacity: Vec::new(),
            blocks: Blocks::new(parts),
            hashes: Vec::new(),
            identities: Column::new(0, 0, 0),
            contingents: Column::new(0, 0, 0),
            order_hashes: parts
                .orders
                .iter()
                .map(|order| kidal_chance::hash_text(&order.name))
                .collect(),
            actor_hashes: parts
                .actors
                .iter()
                .map(|actor| kidal_chance::hash_text(&actor.name))
                .collect(),
            outlines: parts
                .places
                .iter()
                .map(|place| Outline::new(&place.shape))
                .collect(),
            tracked: Vec::new(),
            routes: parts.routes.iter().map(Polyline::new).collect(),
            patterns: PatternTable::default(),
            wakes: Vec::new(),
            condition_patterns: Vec::new(),
            flees_blind: Vec::new(),
            looks_far: !matches!(parts.step, StepPolicy::Fixed { .. }),
            has_fatigue: false,
            fire_tires: false,
            uses: Uses::new(parts),
        };
        let (mut identities, mut contingents) = (Vec::new(), Vec::new());
        for (index, part) in parts.contingents.iter().enumerate() {
            let most = part
                .men
                .bounds(&parts.parameters)
                .map_or(0.0, |(_, high)| high);
            let capacity = part.elements_of((most + 0.5).floor().max(0.0) as u32);
            let hash = streams::contingent_hash(&part.name);
            plan.first.push(plan.slots);
            plan.capacity.push(capacity);
            plan.hashes.push(hash);
            for ordinal in 0..capacity {
                identities.push(streams::identity(hash, ordinal as u32));
                contingents.push(index as u16);
            }
            plan.slots += capacity;
            while !plan.slots.is_multiple_of(BLOCK) {
                identities.push(0);
                contingents.push(index as u16);
                plan.slots += 1;
            }
            plan.flees_blind.push(
                !plan.looks_far
                    && !matches!(part.flight, Flight::FromEnemy { .. })
                    && part.capture.is_none()
                    && part
                        .morale
                        .as_ref()
                        .is_none_or(|morale| morale.rally_at.is_none()),
            );
            if let Some(fatigue) = &part.fatigue {
                plan.has_fatigue = true;
                plan.fire_tires |=
                    fatigue.effect_on_fire.bounds(&parts.parameters) != Ok((0.0, 0.0));
            }
        }
        plan.identities = Column::new(0, plan.slots, 0);
        plan.identities.copy_from_slice(&identities);
        plan.contingents = Column::new(0, plan.slots, 0);
        plan.contingents.copy_from_slice(&contingents);
        for (index, place) in parts.places.iter().enumerate() {
            if place.held_by.is_some()
                || place.cover_within.is_some()
                || place.cover.bounds(&parts.parameters) != Ok((1.0, 1.0))
            {
                plan.tracked.push(PlaceId(index as u16));
            }
        }
        plan.add_patterns(parts);
        plan
    }

    fn add_patterns(&mut self, parts: &Parts) {
        for (index, order) in parts.orders.iter().enumerate() {
            if let Trigger::On(pattern) = &order.trigger {
                let number = self.patterns.add(pattern);
                if self.wakes.len() <= number {
                    self.wakes.resize(number + 1, Vec::new());
                }
                self.wakes[number].push(OrderId(index as u16));
            }
            let numbers = order
                .conditions
                .iter()
                .map(|condition| match condition {
                    Condition::Happened(pattern) | Condition::NotHappened(pattern) => {
                        self.patterns.add(pattern)
                    }
                    _ => 0,
                })
                .collect();
            self.condition_patterns.push(numbers);
        }
        self.wakes.resize(self.patterns.len(), Vec::new());
    }
}
