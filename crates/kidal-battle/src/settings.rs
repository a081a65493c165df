//! Numbers of each contingent under one row of parameters, evaluated at the start of a run.

use crate::area::Area;
use crate::command::Command;
use crate::parts::{ContingentPart, FatiguePart, LoyaltyPart, MoralePart};
use crate::row::Row;
use crate::supply::Supply;
use crate::suppression::Suppression;
use crate::vehicles::Vehicles;

/// Seconds in an hour.
pub(crate) const HOUR: f64 = 3600.0;
/// Greatest chance to hit within a minute; chosen by us because the clock's rate must stay finite.
const MOST_HITS: f64 = 0.999_999;

/// Numbers of one contingent in one run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub men: u32,
    pub elements: usize,
    pub vehicles: f64,
    pub arrives_s: f64,
    pub hit: f64,
    pub half_range_square: f64,
    pub range_m: f32,
    pub killed_share: f64,
    pub sight_m: [f32; 2],
    pub speed: [f64; 2],
    pub flight_speed: f64,
    /// East and north of a flight in a fixed direction.
    pub flight_direction: [f64; 2],
    pub morale: Option<Morale>,
    pub fatigue: Option<Fatigue>,
    pub loyalty: Option<Loyalty>,
    /// Rate a second and range [m].
    pub capture: Option<(f64, f32)>,
    /// Share of those taken who live.
    pub spared: f64,
    pub area: Option<Area>,
    pub supply: Option<Supply>,
    pub suppression: Option<Suppression>,
    pub vehicle: Option<Vehicles>,
    pub command: Option<Command>,
    /// Farthest that the contingent can act on others [m].
    pub reach_m: [f32; 2],
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Morale {
    pub initial: [f64; 2],
    pub recovery_per_s: f32,
    pub own_loss: f32,
    pub neighbour_loss: f32,
    pub neighbour_square: f32,
    pub fatigue_per_s: f32,
    pub encirclement_per_s: f32,
    pub break_at: f32,
    pub rally_at: f32,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Fatigue {
    pub initial: [f64; 2],
    pub awake_per_s: f64,
    pub asleep_per_s: f64,
    pub effect_on_fire: f64,
    pub sleep_per_s: f64,
    pub quiet_s: f64,
    pub waking_s: f64,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Loyalty {
    pub base_per_s: f64,
    pub pressure: f64,
    pub news: f64,
    pub contagion: f64,
    pub fatigue: f64,
    pub join_share: f64,
}

impl Settings {
    /// Evaluates a contingent's numbers.
    pub(crate) fn new(part: &ContingentPart, parameters: Row<'_>) -> Self {
        let men = (part.men.evaluate(parameters) + 0.5).floor().max(0.0) as u32;
        let sight_m = [part.sight_m[0] as f32, part.sight_m[1] as f32];
        let capture = part.capture.as_ref().map(|capture| {
            (
                capture.per_hour.evaluate(parameters).max(0.0) / HOUR,
                capture.range_m as f32,
            )
        });
        let near = capture.map_or(0.0, |(_, range)| range);
        Self {
            men,
            elements: part.elements_of(men),
            vehicles: (part.vehicles.evaluate(parameters) + 0.5).floor().max(0.0),
            arrives_s: sixteenths(part.arrives_s.evaluate(parameters)),
            hit: part
                .fire
                .hit_per_minute
                .evaluate(parameters)
                .clamp(0.0, MOST_HITS),
            half_range_square: part.fire.half_range_m * part.fire.half_range_m,
            range_m: part.fire.range_m as f32,
            killed_share: part.fire.killed_share.evaluate(parameters).clamp(0.0, 1.0),
            sight_m,
            speed: [
                part.speed_m_s[0].evaluate(parameters).max(0.0),
                part.speed_m_s[1].evaluate(parameters).max(0.0),
            ],
            flight_speed: match part.flight {
                crate::parts::Flight::Bearing { speed_m_s, .. }
                | crate::parts::Flight::FromMeridian { speed_m_s, .. }
                | crate::parts::Flight::FromEnemy { speed_m_s } => speed_m_s,
            },
            flight_direction: match part.flight {
                crate::parts::Flight::Bearing { bearing, .. } => {
                    crate::geometry::direction(bearing)
                }
                _ => [0.0; 2],
            },
            morale: part
                .morale
                .as_ref()
                .map(|morale| morale.settings(parameters)),
            fatigue: part
                .fatigue
                .as_ref()
                .map(|fatigue| fatigue.settings(parameters)),
            loyalty: part
                .loyalty
                .as_ref()
                .map(|loyalty| loyalty.settings(parameters)),
            capture,
            spared: part.capture.as_ref().map_or(1.0, |capture| {
                capture.spared.evaluate(parameters).clamp(0.0, 1.0)
            }),
            area: part.fire.area.as_ref().map(|area| Area {
                share: area.share.evaluate(parameters).clamp(0.0, 1.0),
                radius_square: (area.radius_m * area.radius_m) as f32,
                men: area.men.evaluate(parameters).max(1.0),
            }),
            supply: part.supply.as_ref().map(|supply| Supply {
                minutes: supply.minutes.evaluate(parameters).max(0.0) as f32,
                per_s: supply.per_hour.evaluate(parameters).max(0.0) / HOUR,
            }),
            suppression: part.suppression.as_ref().map(|part| Suppression {
                gain_per_s: part.per_minute.evaluate(parameters).max(0.0) / 60.0,
                decay_per_s: std::f64::consts::LN_2 / part.half_time_s,
                effect: part.effect_on_fire.evaluate(parameters).clamp(0.0, 1.0),
                pins_at: part.pins_at as f32,
            }),
            vehicle: part.vehicle.as_ref().map(|vehicle| Vehicles {
                lost_per_hit: vehicle.lost_per_hit.evaluate(parameters).clamp(0.0, 1.0),
                crew: vehicle.crew,
                abandoned_on_break: vehicle
                    .abandoned_on_break
                    .evaluate(parameters)
                    .clamp(0.0, 1.0),
                on_foot: vehicle.on_foot_m_s.evaluate(parameters).max(0.0),
                taken_square: (vehicle.taken_m * vehicle.taken_m) as f32,
            }),
            command: part.command.as_ref().map(|command| Command {
                delay_s: [0, 1].map(|i: usize| command.delay_s[i].evaluate(parameters).max(0.0)),
                shock: command.shock.evaluate(parameters).max(0.0) as f32,
                holds_orders: command.holds_orders,
            }),
            reach_m: [sight_m[0].max(near), sight_m[1].max(near)],
        }
    }
}

impl MoralePart {
    fn settings(&self, parameters: Row<'_>) -> Morale {
        Morale {
            initial: self.initial,
            recovery_per_s: (self.recovery_per_minute / 60.0) as f32,
            own_loss: self.own_loss.evaluate(parameters) as f32,
            neighbour_loss: self.neighbour_loss.evaluate(parameters) as f32,
            neighbour_square: (self.neighbour_m * self.neighbour_m) as f32,
            fatigue_per_s: (self.fatigue_per_hour.evaluate(parameters) / HOUR) as f32,
            encirclement_per_s: (self.encirclement_per_hour.evaluate(parameters) / HOUR) as f32,
            break_at: self.break_at.evaluate(parameters) as f32,
            rally_at: self.rally_at.map_or(f32::INFINITY, |value| value as f32),
        }
    }
}

impl FatiguePart {
    fn settings(&self, parameters: Row<'_>) -> Fatigue {
        Fatigue {
            initial: self.initial,
            awake_per_s: 1.0 / (self.awake_hours.evaluate(parameters) * HOUR),
            asleep_per_s: 1.0 / (self.asleep_hours * HOUR),
            effect_on_fire: self.effect_on_fire.evaluate(parameters).clamp(0.0, 1.0),
            sleep_per_s: self.sleep_per_hour / HOUR,
            quiet_s: self.quiet_s,
            waking_s: self.waking_s,
        }
    }
}

impl LoyaltyPart {
    fn settings(&self, parameters: Row<'_>) -> Loyalty {
        Loyalty {
            base_per_s: self.base_per_hour.evaluate(parameters).max(0.0) / HOUR,
            pressure: self.pressure.evaluate(parameters),
            news: self.news.evaluate(parameters),
            contagion: self.contagion.evaluate(parameters),
            fatigue: self.fatigue.evaluate(parameters),
            join_share: self.join_share.evaluate(parameters).clamp(0.0, 1.0),
        }
    }
}

/// A time rounded to sixteenths of a second, so that sums of times are exact.
pub(crate) fn sixteenths(time_s: f64) -> f64 {
    (time_s * 16.0 + 0.5).floor() / 16.0
}

/// A time rounded up to sixteenths.
pub(crate) fn sixteenths_up(time_s: f64) -> f64 {
    (time_s * 16.0).ceil() / 16.0
}
