//! State and agents of a battle.

use core::fmt;
use krabmaga::engine::agent::Agent;
use krabmaga::engine::fields::field::Field;
use krabmaga::engine::fields::field_2d::{Field2D, Location2D};
use krabmaga::engine::location::Real2D;
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;
use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use rand_distr::{Binomial, Distribution};
use std::any::Any;
use std::hash::{Hash, Hasher};

pub const LAST_STEP: u64 = 1440;
const SIZE: f32 = 6000.0;
/// Width of the field's cells [m].
const CELL: f32 = 200.0;
const SIGHT: f32 = 800.0;
const NEAR: f32 = 200.0;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mood {
    Steady,
    Fleeing,
    Gone,
}

/// What an element is. Elements below `n` attack, the first half of them from the north.
#[derive(Clone, Copy)]
struct Element {
    at: Real2D,
    next: Real2D,
    men: u32,
    hits: u32,
    loss: u32,
    morale: f32,
    mood: Mood,
}

/// What stands in the field: an element's number, and where it stands.
#[derive(Clone, Copy)]
struct Mark {
    id: usize,
    at: Real2D,
}

impl Location2D<Real2D> for Mark {
    fn get_location(self) -> Real2D {
        self.at
    }
    fn set_location(&mut self, at: Real2D) {
        self.at = at;
    }
}

impl Hash for Mark {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

impl PartialEq for Mark {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Mark {}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "element {}", self.id)
    }
}

/// The agent of an element.
#[derive(Clone, Copy)]
struct Commander {
    id: usize,
}

impl Agent for Commander {
    fn step(&mut self, state: &mut dyn State) {
        let battle = state
            .as_any_mut()
            .downcast_mut::<Battle>()
            .expect("the only state");
        battle.act(self.id);
    }

    fn is_stopped(&mut self, state: &mut dyn State) -> bool {
        let battle = state
            .as_any()
            .downcast_ref::<Battle>()
            .expect("the only state");
        battle.elements[self.id].mood == Mood::Gone
    }
}

pub struct Battle {
    n: usize,
    elements: Vec<Element>,
    field: Field2D<Mark>,
    random: SmallRng,
    element_steps: u64,
}

fn square(a: Real2D, b: Real2D) -> f32 {
    (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
}

impl Battle {
    pub fn new(n: usize, seed: u64) -> Self {
        Self {
            n,
            elements: Vec::with_capacity(2 * n),
            field: Field2D::new(SIZE, SIZE, CELL, false),
            random: SmallRng::seed_from_u64(seed),
            element_steps: 0,
        }
    }

    fn attacks(&self, id: usize) -> bool {
        id < self.n
    }

    /// Fires at the nearest enemy, or moves.
    fn act(&mut self, id: usize) {
        let me = self.elements[id];
        match me.mood {
            Mood::Gone => {}
            Mood::Fleeing => {
                let next = &mut self.elements[id].next;
                if id < self.n / 2 {
                    next.y += 100.0;
                } else if id < self.n {
                    next.y -= 100.0;
                } else if me.at.x < SIZE / 2.0 {
                    next.x -= 100.0;
                } else {
                    next.x += 100.0;
                }
            }
            Mood::Steady => match self.nearest_enemy(id) {
                Some((target, d2)) => self.fire(id, target, d2),
                None if self.attacks(id) => self.advance(id),
                None => {}
            },
        }
    }

    fn nearest_enemy(&self, id: usize) -> Option<(usize, f32)> {
        let at = self.elements[id].at;
        let mut best: Option<(usize, f32)> = None;
        // The strict query leaves out true neighbours; this one gives all, and more.
        for mark in self.field.get_neighbors_within_relax_distance(at, SIGHT) {
            if self.attacks(mark.id) == self.attacks(id) {
                continue;
            }
            let d2 = square(at, mark.at);
            let is_nearer =
                best.is_none_or(|(other, least)| d2 < least || (d2 == least && mark.id < other));
            if d2 <= SIGHT * SIGHT && is_nearer {
                best = Some((mark.id, d2));
            }
        }
        best
    }

    fn fire(&mut self, id: usize, target: usize, d2: f32) {
        let at = self.elements[target].at;
        let is_in_town = (2500.0..=3500.0).contains(&at.x) && (2500.0..=3500.0).contains(&at.y);
        let skill = if self.attacks(id) { 0.08 } else { 0.15 };
        let p = skill / (1.0 + f64::from(d2) / 40_000.0) * if is_in_town { 0.4 } else { 1.0 };
        let law = Binomial::new(u64::from(self.elements[id].men), p).expect("a probability");
        self.elements[target].hits += law.sample(&mut self.random) as u32;
    }

    fn advance(&mut self, id: usize) {
        let centre = Real2D {
            x: 3000.0,
            y: 3000.0,
        };
        let at = self.elements[id].at;
        let distance = square(at, centre).sqrt();
        if distance > 50.0 {
            let next = &mut self.elements[id].next;
            next.x += 50.0 * (centre.x - at.x) / distance;
            next.y += 50.0 * (centre.y - at.y) / distance;
        }
    }

    /// Morale of an element that was steady and has men left; whether it breaks.
    fn breaks(&mut self, id: usize) -> bool {
        let me = self.elements[id];
        let (mut lost, mut men) = (0, 0);
        for mark in self.field.get_neighbors_within_relax_distance(me.at, NEAR) {
            let is_friend = mark.id != id && self.attacks(mark.id) == self.attacks(id);
            if is_friend && square(me.at, mark.at) <= NEAR * NEAR {
                let other = &self.elements[mark.id];
                lost += other.loss;
                men += other.men + other.loss;
            }
        }
        let share = if men > 0 {
            lost as f32 / men as f32
        } else {
            0.0
        };
        let morale = me.morale + 0.002 - 0.6 * me.loss as f32 / 10.0 - 2.0 * share;
        self.elements[id].morale = morale.min(1.0);
        morale < 0.4
    }

    fn steady(&self, side: std::ops::Range<usize>) -> bool {
        self.elements[side]
            .iter()
            .any(|element| element.mood == Mood::Steady)
    }

    pub fn winner(&self) -> u8 {
        match (self.steady(0..self.n), self.steady(self.n..2 * self.n)) {
            (true, false) => 1,
            (false, true) => 2,
            _ => 0,
        }
    }

    /// The numbers of a row after the winner.
    pub fn row(&self, end_step: u64) -> String {
        let (a, d) = self.elements.split_at(self.n);
        let men = |side: &[Element]| side.iter().map(|element| element.men).sum::<u32>();
        let fled = |side: &[Element]| {
            side.iter()
                .filter(|element| element.men > 0 && element.mood != Mood::Steady)
                .count()
        };
        format!(
            "{end_step},{},{},{},{},{}",
            men(a),
            men(d),
            fled(a),
            fled(d),
            self.element_steps
        )
    }
}

impl State for Battle {
    fn init(&mut self, schedule: &mut Schedule) {
        for id in 0..2 * self.n {
            let (x, y) = if id < self.n / 2 {
                (2000.0..4000.0, 5000.0..5500.0)
            } else if id < self.n {
                (2000.0..4000.0, 500.0..1000.0)
            } else {
                (2500.0..3500.0, 2500.0..3500.0)
            };
            let at = Real2D {
                x: self.random.random_range(x),
                y: self.random.random_range(y),
            };
            let morale = self.random.random_range(0.8..1.0);
            let mood = Mood::Steady;
            self.elements.push(Element {
                at,
                next: at,
                men: 10,
                hits: 0,
                loss: 0,
                morale,
                mood,
            });
            self.field.set_object_location(Mark { id, at }, at);
            schedule.schedule_repeating(Box::new(Commander { id }), 0.0, 0);
        }
    }

    fn before_step(&mut self, _schedule: &mut Schedule) {
        let in_play = self
            .elements
            .iter()
            .filter(|element| element.mood != Mood::Gone);
        self.element_steps += in_play.count() as u64;
    }

    fn after_step(&mut self, _schedule: &mut Schedule) {
        let mut has_lost = [false; 2];
        let mut was_fleeing = Vec::with_capacity(self.elements.len());
        for (id, element) in self.elements.iter_mut().enumerate() {
            was_fleeing.push(element.mood == Mood::Fleeing);
            element.loss = element.hits.min(element.men);
            element.men -= element.loss;
            element.hits = 0;
            has_lost[usize::from(id < self.n)] |= element.loss > 0;
        }
        for id in 0..self.elements.len() {
            let element = &mut self.elements[id];
            if element.mood != Mood::Steady || element.men == 0 {
                continue;
            }
            if !has_lost[usize::from(id < self.n)] {
                element.morale = (element.morale + 0.002).min(1.0);
            } else if self.breaks(id) {
                self.elements[id].mood = Mood::Fleeing;
            }
        }
        for (id, element) in self.elements.iter_mut().enumerate() {
            element.at = element.next;
            let is_inside =
                (0.0..=SIZE).contains(&element.at.x) && (0.0..=SIZE).contains(&element.at.y);
            if element.men == 0 || (was_fleeing[id] && !is_inside) {
                element.mood = Mood::Gone;
            }
            if element.mood != Mood::Gone {
                self.field
                    .set_object_location(Mark { id, at: element.at }, element.at);
            }
        }
    }

    fn end_condition(&mut self, _schedule: &mut Schedule) -> bool {
        !(self.steady(0..self.n) && self.steady(self.n..2 * self.n))
    }

    fn update(&mut self, _step: u64) {
        self.field.lazy_update();
    }

    fn reset(&mut self) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }
}
