//! Loyalty: the clock of leaving one's side.   rate = base · exp(pressure·x + news·n + contagion·g + fatigue·f)
//!
//! x: share of the side's men killed, wounded, captured or broken; n: 1 once the news reached it; g: share of the contingent
//! that has left already; f: fatigue. One who leaves joins another actor, or goes home (fate `left`).

use crate::event::Event;
use crate::parts::{ActorId, ContingentId, EventKind};
use crate::scenario::Scenario;
use crate::state::{NONE, Stand, State, leg};
use crate::streams::{self, Purpose};
use kidal_math::exp;

/// Greatest rate [1/s]; chosen by us because nobody leaves faster than within a second.
const FASTEST_PER_S: f64 = 1.0;

impl State {
    /// Rate of leaving of a contingent's elements, without fatigue; 0 while its clock stands.
    pub(crate) fn leaving_rate(&self, scenario: &Scenario, contingent: usize) -> f64 {
        let body = &self.bodies[contingent];
        let Some(loyalty) = self.settings[contingent].loyalty else {
            return 0.0;
        };
        if !body.loyalty_runs || !body.has_appeared || loyalty.base_per_s <= 0.0 || body.men == 0 {
            return 0.0;
        }
        // Where nobody is left who could leave, the clock must not shorten anybody's step.
        if self.groups[contingent].count == 0 {
            return 0.0;
        }
        let x = if loyalty.pressure == 0.0 {
            0.0
        } else {
            self.pressure(scenario, body.actor)
        };
        let n = f64::from(u8::from(body.has_news));
        let g = f64::from(body.joined + body.gone_home) / f64::from(body.men);
        let weight = loyalty.pressure * x + loyalty.news * n + loyalty.contagion * g;
        (loyalty.base_per_s * exp(weight.clamp(-700.0, 700.0))).min(FASTEST_PER_S)
    }

    /// Share of the men of contingents that serve an actor who are killed, wounded, captured or broken.
    fn pressure(&self, scenario: &Scenario, actor: u16) -> f64 {
        let (mut men, mut lost) = (0u64, 0u64);
        for c in 0..self.bodies.len() {
            let body = &self.bodies[c];
            if body.actor != actor || !body.has_appeared {
                continue;
            }
            men += u64::from(body.men);
            lost += u64::from(body.killed + body.wounded_ever + body.captured_ever);
            if body.broken > 0 {
                for slot in self.range(&scenario.plan, c) {
                    if self.stand[slot] == Stand::Broken {
                        lost += u64::from(self.fit[slot]);
                    }
                }
            }
        }
        if men == 0 {
            0.0
        } else {
            lost.min(men) as f64 / men as f64
        }
    }

    /// Spends the clocks of loyalty over a step; `rates` holds each contingent's rate without fatigue.
    pub(crate) fn tempt(&mut self, scenario: &Scenario, h: f64, rates: &[f64]) {
        for (c, &base) in rates.iter().enumerate() {
            if base <= 0.0 {
                continue;
            }
            let weight = self.settings[c]
                .loyalty
                .map_or(0.0, |loyalty| loyalty.fatigue);
            let key = self.luck.of_mind(c);
            for slot in self.range(&scenario.plan, c) {
                if !self.is_in_play(slot) || self.has_joined[slot] || self.is_asleep[slot] {
                    continue;
                }
                let rate = if weight == 0.0 {
                    base
                } else {
                    (base * exp((weight * f64::from(self.fatigue[slot])).clamp(-700.0, 700.0)))
                        .min(FASTEST_PER_S)
                };
                let identity = scenario.plan.identities[slot];
                if self.loyalty_clock.spend(slot, rate * h, key, identity) {
                    self.loyalty_clock.arm(slot, key, identity);
                    self.leave_side(scenario, slot);
                }
            }
        }
    }

    fn leave_side(&mut self, scenario: &Scenario, slot: usize) {
        let c = scenario.plan.contingents[slot] as usize;
        let Some(loyalty) = self.settings[c].loyalty else {
            return;
        };
        let joins = scenario.parts.contingents[c]
            .loyalty
            .as_ref()
            .map_or(self.serves[slot], |part| part.joins.0);
        let mut draws = streams::draws(
            self.luck.of_mind(c),
            scenario.plan.identities[slot],
            Purpose::LoyaltyJoin,
            0,
        );
        self.counters.draws += 2;
        let does_join = joins != self.serves[slot] && draws.chance(loyalty.join_share);
        let men = u32::from(self.fit[slot]);
        let mut event = Event::new(self.now, EventKind::Defected)
            .of(ContingentId(c as u16))
            .men(men)
            .at(self.position(slot));
        if does_join {
            event.actor = Some(ActorId(joins));
            self.bodies[c].joined += men;
            let actors = self.public.len();
            self.joined_to[c * actors + joins as usize] += men;
            self.serves[slot] = joins;
            self.has_joined[slot] = true;
            self.groups[c + self.bodies.len()].actor = joins;
            if self.stand[slot] == Stand::Broken {
                self.stand[slot] = Stand::Steady;
                self.bodies[c].broken -= 1;
            }
            self.leg[slot] = leg::THERE;
            self.hosts_changed = true;
            self.is_moving[slot] = false;
            self.bodies[c].is_shaken = true;
            self.bodies[c].legs_changed = true;
            self.roster_changed = true;
        } else {
            self.bodies[c].gone_home += men;
            self.left[slot] += self.fit[slot];
            self.fit[slot] = 0;
            self.note_men_changed();
            self.take_out(scenario, slot);
        }
        self.say(event);
    }

    /// Those who joined go with the nearest steady element of their new side from then on, and with the next nearest when it
    /// is gone. Chosen by us because who changes sides slips over to those he joins by ways that hold no fire, and then does
    /// as they do; the way over is not simulated.
    pub(crate) fn ride(&mut self, scenario: &Scenario) {
        if self.stirred.is_empty() && !self.hosts_changed {
            return;
        }
        self.hosts_changed = false;
        for c in 0..self.bodies.len() {
            if self.bodies[c].joined == 0 {
                continue;
            }
            for slot in self.range(&scenario.plan, c) {
                if !self.has_joined[slot] || !self.is_in_play(slot) {
                    continue;
                }
                if !self.can_host(self.host[slot], self.serves[slot]) {
                    self.host[slot] = self.nearest_host(slot);
                }
                let host = self.host[slot] as usize;
                if self.host[slot] == NONE
                    || (self.x[slot] == self.x[host] && self.y[slot] == self.y[host])
                {
                    continue;
                }
                (self.x[slot], self.y[slot]) = (self.x[host], self.y[host]);
                self.settle(scenario, slot);
                self.stir(slot);
            }
        }
    }

    fn can_host(&self, host: u16, side: u16) -> bool {
        let slot = host as usize;
        host != NONE
            && self.is_in_play(slot)
            && self.stand[slot] == Stand::Steady
            && self.serves[slot] == side
            && !self.has_joined[slot]
    }

    /// Nearest element that can be gone with; ties to the lower slot.
    fn nearest_host(&self, slot: usize) -> u16 {
        let mut best = (f32::INFINITY, NONE);
        for other in 0..self.x.len() {
            if self.can_host(other as u16, self.serves[slot]) {
                let (dx, dy) = (self.x[other] - self.x[slot], self.y[other] - self.y[slot]);
                let square = dx * dx + dy * dy;
                if square < best.0 {
                    best = (square, other as u16);
                }
            }
        }
        best.1
    }

    /// Whether a contingent's clock of loyalty runs, from the notices that have been announced.
    pub(crate) fn update_loyalty_switch(&mut self, scenario: &Scenario, contingent: usize) {
        if let Some(loyalty) = &scenario.parts.contingents[contingent].loyalty {
            let heard = |notice| {
                self.notices
                    .get(crate::parts::NoticeId::index(notice))
                    .copied()
                    .unwrap_or(false)
            };
            let runs = loyalty.from.is_none_or(heard) && !loyalty.until.is_some_and(heard);
            let has_news = loyalty.news_notice.is_some_and(heard);
            self.bodies[contingent].loyalty_runs = runs;
            self.bodies[contingent].has_news = has_news;
        }
    }
}
