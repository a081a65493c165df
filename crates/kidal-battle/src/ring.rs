//! Encirclement: posts round a place deny the exits between them.
//!
//! A gap between two neighbouring posts is denied when its arc is not longer than the sum of what both cover:
//! radius × angle ≤ c₁ + c₂, c: the lesser of a post's range of fire and its sight by the light of the hour [m].
//! (Chosen by us because whoever crosses the gap comes under aimed fire.) A ring is closed when all its gaps are denied.
//! A fleeing, marching or going element does not pass a denied gap outwards; posts of those it does not fight let it pass.

use crate::geometry::{TURN, bearing, clockwise};
use crate::scenario::Scenario;
use crate::state::{Stand, State, Task, leg};

/// A manned post of a ring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Post {
    place: u16,
    actor: u16,
    bearing: f64,
    radius: f64,
    covers: f64,
}

/// Elements stop so far inside a ring [m]; chosen by us because it only has to keep them on this side.
const SHORT_M: f64 = 1.0;

impl State {
    /// Posts manned now, by place and bearing; and to whom their rings are closed.
    pub(crate) fn man_posts(&mut self, scenario: &Scenario) {
        self.posts.clear();
        self.closed.clear();
        for c in 0..self.bodies.len() {
            let Task::Ring { place, radius, .. } = self.bodies[c].task else {
                continue;
            };
            let centre = scenario.plan.outlines[place.index()].centre;
            let covers = f64::from(self.settings[c].range_m.min(self.sight(c)));
            for slot in self.range(&scenario.plan, c) {
                let is_manned = self.stand[slot] == Stand::Steady && self.leg[slot] == leg::THERE;
                if is_manned && !self.has_joined[slot] {
                    let east = f64::from(self.x[slot]) - centre[0];
                    let north = f64::from(self.y[slot]) - centre[1];
                    self.posts.push(Post {
                        place: place.0,
                        actor: self.serves[slot],
                        bearing: bearing(east, north),
                        radius,
                        covers,
                    });
                }
            }
        }
        self.posts.sort_unstable_by(|a, b| {
            let order = a.place.cmp(&b.place).then(a.bearing.total_cmp(&b.bearing));
            order.then(a.actor.cmp(&b.actor))
        });
        self.ring_radius.fill(f64::INFINITY);
        let actors = self.public.len();
        let mut at = 0;
        while at < self.posts.len() {
            let place = self.posts[at].place;
            for actor in 0..actors as u16 {
                self.ring_radius[place as usize * actors + actor as usize] =
                    self.least_radius(actor, place);
                if self.is_closed(actor, place) {
                    let radius = self.least_radius(actor, place);
                    self.closed.push((place, actor, radius));
                }
            }
            while at < self.posts.len() && self.posts[at].place == place {
                at += 1;
            }
        }
    }

    /// Who is inside a ring that is closed to him.
    pub(crate) fn encircle(&mut self, scenario: &Scenario) {
        for c in 0..self.bodies.len() {
            let weight = self.settings[c]
                .morale
                .map_or(0.0, |morale| morale.encirclement_per_s);
            if weight == 0.0 && self.settings[c].supply.is_none() {
                continue;
            }
            for slot in self.range(&scenario.plan, c) {
                let is_in = |&(place, actor, radius): &(u16, u16, f64)| {
                    actor == self.serves[slot]
                        && self.is_near(scenario, slot, crate::parts::PlaceId(place), radius)
                };
                let is_encircled = self.closed.iter().any(is_in);
                self.is_encircled[slot] = is_encircled;
            }
        }
    }

    fn least_radius(&self, actor: u16, place: u16) -> f64 {
        let mut radius = f64::INFINITY;
        for post in &self.posts {
            if post.place == place && self.fights(actor, post.actor) && post.radius < radius {
                radius = post.radius;
            }
        }
        radius
    }

    /// Least radius of the hostile posts of a place, when the element is inside it.
    fn radius_inside(&self, scenario: &Scenario, slot: usize, place: u16) -> Option<f64> {
        let radius =
            self.ring_radius[place as usize * self.public.len() + self.serves[slot] as usize];
        let centre = scenario.plan.outlines[place as usize].centre;
        let (dx, dy) = (
            f64::from(self.x[slot]) - centre[0],
            f64::from(self.y[slot]) - centre[1],
        );
        (radius.is_finite() && dx * dx + dy * dy < radius * radius).then_some(radius)
    }

    /// Whether every gap of the ring round a place is denied to an actor.
    pub(crate) fn is_closed(&self, actor: u16, place: u16) -> bool {
        let hostile = |post: &&Post| post.place == place && self.fights(actor, post.actor);
        let Some(first) = self.posts.iter().find(hostile) else {
            return false;
        };
        let mut before = first;
        for post in self.posts.iter().filter(hostile).skip(1) {
            if !is_denied(before, post) {
                return false;
            }
            before = post;
        }
        is_denied(before, first)
    }

    /// Whether the gap of the ring round a place that a bearing falls in is denied to an actor.
    fn denies(&self, actor: u16, place: u16, towards: f64) -> bool {
        let hostile = |post: &&Post| post.place == place && self.fights(actor, post.actor);
        let (mut first, mut last, mut before, mut after) = (None, None, None, None);
        for post in self.posts.iter().filter(hostile) {
            first = first.or(Some(post));
            last = Some(post);
            if post.bearing <= towards {
                before = Some(post);
            } else if after.is_none() {
                after = Some(post);
            }
        }
        match (before.or(last), after.or(first)) {
            (Some(a), Some(b)) => is_denied(a, b),
            _ => false,
        }
    }

    /// Where a move from a slot's position ends: short of the first ring whose gap is denied. None: it is not held up.
    pub(crate) fn held_by_ring(
        &self,
        scenario: &Scenario,
        slot: usize,
        to: [f64; 2],
    ) -> Option<[f64; 2]> {
        let mut at = 0;
        while at < self.posts.len() {
            let place = self.posts[at].place;
            if let Some(radius) = self.radius_inside(scenario, slot, place) {
                let centre = scenario.plan.outlines[place as usize].centre;
                let out = [to[0] - centre[0], to[1] - centre[1]];
                let square = out[0] * out[0] + out[1] * out[1];
                let limit = (radius - SHORT_M).max(0.0);
                if square > limit * limit
                    && self.denies(self.serves[slot], place, bearing(out[0], out[1]))
                {
                    let from = [f64::from(self.x[slot]), f64::from(self.y[slot])];
                    return Some(crossing(from, to, centre, limit));
                }
            }
            while at < self.posts.len() && self.posts[at].place == place {
                at += 1;
            }
        }
        None
    }
}

fn is_denied(a: &Post, b: &Post) -> bool {
    let angle = if std::ptr::eq(a, b) {
        TURN
    } else {
        clockwise(a.bearing, b.bearing)
    };
    a.radius.max(b.radius) * angle <= a.covers + b.covers
}

/// Point where a line first reaches a circle from inside; its start when that lies on or beyond it.
fn crossing(from: [f64; 2], to: [f64; 2], centre: [f64; 2], radius: f64) -> [f64; 2] {
    let (px, py) = (from[0] - centre[0], from[1] - centre[1]);
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let (a, b, c) = (
        dx * dx + dy * dy,
        px * dx + py * dy,
        px * px + py * py - radius * radius,
    );
    if c >= 0.0 || a <= 0.0 {
        return from;
    }
    let share = ((b * b - a * c).max(0.0).sqrt() - b) / a;
    [
        from[0] + dx * share.clamp(0.0, 1.0),
        from[1] + dy * share.clamp(0.0, 1.0),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_at_the_circle() {
        let [x, y] = crossing([0.0, 0.0], [10.0, 0.0], [0.0, 0.0], 4.0);
        assert!((x - 4.0).abs() < 1e-12 && y == 0.0);
        assert_eq!(
            crossing([5.0, 0.0], [10.0, 0.0], [0.0, 0.0], 4.0),
            [5.0, 0.0]
        );
    }

    #[test]
    fn a_gap_is_denied_up_to_what_both_posts_cover() {
        let post = |bearing| Post {
            place: 0,
            actor: 0,
            bearing,
            radius: 1000.0,
            covers: 500.0,
        };
        assert!(is_denied(&post(0.0), &post(0.99)));
        assert!(!is_denied(&post(0.0), &post(1.01)));
    }
}
