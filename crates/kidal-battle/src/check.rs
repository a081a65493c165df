//! Finds every fault of the parts before anything runs.

use crate::error::BuildError;
use crate::lanes::BLOCK;
use crate::parts::*;
use crate::state::NONE;

mod arms;
mod orders;

/// Most elements that a scenario may need; slots are 16-bit numbers.
pub(crate) const MOST_ELEMENTS: f64 = 60_000.0;
/// Most places that have cover or a holder; insides are kept as bits of one word.
pub(crate) const MOST_TRACKED: usize = 64;
/// Greatest number that a part may hold; chosen by us because squares of it still fit 32-bit columns.
const FARTHEST: f64 = 4e9;

/// Collects faults.
pub(crate) struct Checker<'a> {
    parts: &'a Parts,
    errors: Vec<BuildError>,
    part: String,
}

/// All faults of the parts; none: they can be built.
pub(crate) fn faults(parts: &Parts) -> Vec<BuildError> {
    let mut checker = Checker {
        parts,
        errors: Vec::new(),
        part: "scenario".into(),
    };
    checker.frame();
    checker.actors_and_places();
    let (mut elements, mut slots) = (0.0, 0.0);
    for part in &parts.contingents {
        checker.part = format!("contingent {}", part.name);
        let most = checker.contingent(part);
        elements += most;
        slots += (most / BLOCK as f64).ceil() * BLOCK as f64;
    }
    checker.part = "scenario".into();
    checker.demand(
        elements <= MOST_ELEMENTS,
        &format!("it can need {elements} elements, more than {MOST_ELEMENTS}: give larger `element_men` or lower bounds"),
    );
    let has_room = slots <= f64::from(NONE);
    checker.demand(
        elements > MOST_ELEMENTS || has_room,
        "its contingents, each rounded up to eight elements, need too many: join some of them",
    );
    checker.bystanders();
    checker.orders();
    checker.errors
}

/// Faults of a pattern asked for by a probe.
pub(crate) fn pattern_faults(parts: &Parts, name: &str, pattern: &Pattern) -> Vec<BuildError> {
    let mut checker = Checker {
        parts,
        errors: Vec::new(),
        part: name.into(),
    };
    checker.pattern(pattern);
    checker.errors
}

impl Checker<'_> {
    pub(crate) fn demand(&mut self, holds: bool, fault: &str) {
        if !holds {
            self.errors.push(BuildError {
                part: self.part.clone(),
                fault: fault.into(),
            });
        }
    }

    fn finite(&mut self, name: &str, values: &[f64]) {
        let fine = values.iter().all(|value| value.abs() <= FARTHEST);
        self.demand(
            fine,
            &format!("`{name}` is not finite, or above {FARTHEST:e}"),
        );
    }

    pub(crate) fn at_least_zero(&mut self, name: &str, values: &[f64]) {
        let fine = values
            .iter()
            .all(|value| *value >= 0.0 && *value <= FARTHEST);
        self.demand(fine, &format!("`{name}` must be finite and at least 0"));
    }

    pub(crate) fn above_zero(&mut self, name: &str, values: &[f64]) {
        let fine = values
            .iter()
            .all(|value| *value > 0.0 && *value <= FARTHEST);
        self.demand(fine, &format!("`{name}` must be finite and above 0"));
    }

    /// Bounds of a value; a fault and (0, 0) where it is refused.
    pub(crate) fn value(&mut self, name: &str, value: &Value) -> (f64, f64) {
        match value.bounds(&self.parts.parameters) {
            Ok(bounds) if bounds.0 >= -FARTHEST && bounds.1 <= FARTHEST => bounds,
            Ok(bounds) => {
                self.demand(false, &format!("`{name}` can leave ±{FARTHEST:e}"));
                bounds
            }
            Err(reason) => {
                self.demand(false, &format!("`{name}`: {reason}"));
                (0.0, 0.0)
            }
        }
    }

    pub(crate) fn value_at_least_zero(&mut self, name: &str, value: &Value) {
        let (_, high) = self.value(name, value);
        self.demand(high >= 0.0, &format!("`{name}` is always below 0"));
    }

    pub(crate) fn actor(&mut self, id: ActorId) {
        self.demand(
            id.index() < self.parts.actors.len(),
            &format!("actor {} does not exist", id.0),
        );
    }

    pub(crate) fn place(&mut self, id: PlaceId) {
        self.demand(
            id.index() < self.parts.places.len(),
            &format!("place {} does not exist", id.0),
        );
    }

    pub(crate) fn route(&mut self, id: RouteId) {
        self.demand(
            id.index() < self.parts.routes.len(),
            &format!("route {} does not exist", id.0),
        );
    }

    pub(crate) fn notice(&mut self, id: NoticeId) {
        self.demand(
            id.index() < self.parts.notices.len(),
            &format!("notice {} does not exist", id.0),
        );
    }

    pub(crate) fn contingents(&mut self, ids: &[ContingentId]) {
        for id in ids {
            let known = id.index() < self.parts.contingents.len();
            self.demand(known, &format!("contingent {} does not exist", id.0));
        }
    }

    fn unique<'b>(&mut self, kind: &str, names: impl Iterator<Item = &'b String>) {
        let mut sorted: Vec<&String> = names.collect();
        sorted.sort();
        for pair in sorted.windows(2) {
            if pair[0] == pair[1] {
                self.demand(false, &format!("two {kind} are called `{}`", pair[0]));
            }
        }
    }

    fn frame(&mut self) {
        let parts = self.parts;
        self.above_zero("duration_s", &[parts.duration_s]);
        self.demand(parts.duration_s <= 4e9, "`duration_s` is above 4e9");
        match parts.step {
            StepPolicy::Fixed { step_s } => {
                self.demand(
                    step_s.is_finite() && step_s >= 0.0625,
                    "`step_s` is below 1/16 s",
                );
            }
            StepPolicy::Adaptive {
                finest_s,
                coarsest_s,
                accuracy,
            } => {
                self.demand(
                    finest_s.is_finite() && finest_s >= 0.0625,
                    "`finest_s` is below 1/16 s",
                );
                self.demand(
                    coarsest_s.is_finite() && coarsest_s >= finest_s,
                    "`coarsest_s` is below `finest_s`",
                );
                self.above_zero("accuracy", &[accuracy]);
            }
            StepPolicy::NextEvent => {}
        }
        let ends = &parts.phase_ends_s;
        self.finite("phase_ends_s", ends);
        self.demand(
            ends.windows(2).all(|pair| pair[0] < pair[1]),
            "`phase_ends_s` do not ascend",
        );
        self.demand(
            parts.renewed_phase < ends.len().max(1),
            "`renewed_phase` is not one of the phases",
        );
        let mut before = f64::NEG_INFINITY;
        for &(dawn, dusk) in &parts.daylight_s {
            let fine = dawn.is_finite() && dusk.is_finite() && before < dawn && dawn < dusk;
            self.demand(fine, "`daylight_s` does not ascend");
            before = dusk;
        }
        for part in &parts.parameters {
            let fine = part.low.is_finite() && part.high.is_finite() && part.low <= part.high;
            self.demand(
                fine,
                &format!(
                    "the bounds of parameter `{}` are not an interval",
                    part.name
                ),
            );
        }
        if let Some([x0, y0, x1, y1]) = parts.edge_m {
            self.finite("edge_m", &[x0, y0, x1, y1]);
            self.demand(x0 < x1 && y0 < y1, "`edge_m` is not a box");
        }
        if let EndRule::OneSideLeft(a, b) = parts.ends {
            self.actor(a);
            self.actor(b);
        }
        for &(a, b) in &parts.hostile {
            self.actor(a);
            self.actor(b);
            self.demand(a != b, "an actor cannot be hostile to itself");
        }
        self.demand(parts.actors.len() < 1000, "there are more than 1000 actors");
        self.demand(
            parts.contingents.len() < 5000,
            "there are more than 5000 contingents",
        );
    }

    fn actors_and_places(&mut self) {
        let parts = self.parts;
        self.unique("actors", parts.actors.iter().map(|part| &part.name));
        self.unique(
            "contingents",
            parts.contingents.iter().map(|part| &part.name),
        );
        self.unique("orders", parts.orders.iter().map(|part| &part.name));
        for part in &parts.actors {
            self.part = format!("actor {}", part.name);
            self.actor(part.public);
            self.actor(part.private);
        }
        let mut tracked = 0;
        for part in &parts.places {
            self.part = format!("place {}", part.name);
            let (low, high) = self.value("cover", &part.cover);
            self.demand(high >= 0.0, "`cover` is always below 0");
            if let Some(within) = &part.cover_within {
                self.value_at_least_zero("cover_within", within);
            }
            let (slowest, _) = self.value("going", &part.going);
            self.demand(slowest >= 0.0, "`going` can be below 0");
            let is_tracked =
                part.held_by.is_some() || part.cover_within.is_some() || (low, high) != (1.0, 1.0);
            tracked += usize::from(is_tracked);
            if let Some(actor) = part.held_by {
                self.actor(actor);
            }
            match &part.shape {
                Shape::Polygon(corners) => {
                    self.demand(corners.len() >= 3, "a polygon needs at least 3 corners");
                    self.finite("shape", &corners.concat());
                }
                Shape::Circle { centre, radius } => {
                    self.finite("centre", centre);
                    self.at_least_zero("radius", &[*radius]);
                }
            }
        }
        self.part = "scenario".into();
        self.demand(
            tracked <= MOST_TRACKED,
            "more than 64 places have cover or a holder",
        );
        for part in &parts.routes {
            self.part = format!("route {}", part.name);
            self.demand(part.points.len() >= 2, "a route needs at least 2 points");
            self.finite("points", &part.points.concat());
            self.demand(
                part.winding.is_finite() && part.winding >= 1.0,
                "`winding` is below 1",
            );
        }
    }

    /// Checks a contingent; gives the greatest number of elements that it can have.
    fn contingent(&mut self, part: &ContingentPart) -> f64 {
        self.actor(part.actor);
        self.demand(part.element_men > 0, "`element_men` is 0");
        let (_, most) = self.value("men", &part.men);
        self.demand(most <= 1e7, "`men` can exceed ten million");
        self.value_at_least_zero("vehicles", &part.vehicles);
        self.value("arrives_s", &part.arrives_s);
        self.placement(&part.start);
        self.value_at_least_zero("hit_per_minute", &part.fire.hit_per_minute);
        self.above_zero("half_range_m", &[part.fire.half_range_m]);
        self.at_least_zero("range_m", &[part.fire.range_m]);
        self.value("killed_share", &part.fire.killed_share);
        self.at_least_zero("sight_m", &part.sight_m);
        for speed in &part.speed_m_s {
            self.value_at_least_zero("speed_m_s", speed);
        }
        self.interval("halting_m", part.halting_m, FARTHEST);
        self.at_least_zero("spacing_m", &[part.spacing_m]);
        self.arms(part);
        if let Some(morale) = &part.morale {
            self.finite("initial", &morale.initial);
            self.demand(
                morale.initial[0] <= morale.initial[1],
                "`initial` morale is not an interval",
            );
            self.finite("recovery_per_minute", &[morale.recovery_per_minute]);
            self.at_least_zero("neighbour_m", &[morale.neighbour_m]);
            self.finite("rally_at", &morale.rally_at.map_or([0.0], |value| [value]));
            for (name, value) in [
                ("own_loss", &morale.own_loss),
                ("neighbour_loss", &morale.neighbour_loss),
                ("fatigue_per_hour", &morale.fatigue_per_hour),
                ("encirclement_per_hour", &morale.encirclement_per_hour),
                ("break_at", &morale.break_at),
            ] {
                self.value(name, value);
            }
        }
        if let Some(fatigue) = &part.fatigue {
            let (low, _) = self.value("awake_hours", &fatigue.awake_hours);
            self.demand(low >= 0.01, "`awake_hours` must be at least 0.01");
            self.demand(
                fatigue.asleep_hours >= 0.01 && fatigue.asleep_hours <= FARTHEST,
                "`asleep_hours` must be at least 0.01",
            );
            self.value("effect_on_fire", &fatigue.effect_on_fire);
            self.interval("initial", fatigue.initial, 1.0);
            self.at_least_zero("sleep_per_hour", &[fatigue.sleep_per_hour]);
            self.at_least_zero("quiet_s", &[fatigue.quiet_s]);
            self.at_least_zero("waking_s", &[fatigue.waking_s]);
        }
        if let Some(loyalty) = &part.loyalty {
            self.value_at_least_zero("base_per_hour", &loyalty.base_per_hour);
            for (name, value) in [
                ("pressure", &loyalty.pressure),
                ("news", &loyalty.news),
                ("contagion", &loyalty.contagion),
                ("fatigue", &loyalty.fatigue),
                ("join_share", &loyalty.join_share),
            ] {
                self.value(name, value);
            }
            for notice in [loyalty.news_notice, loyalty.from, loyalty.until]
                .into_iter()
                .flatten()
            {
                self.notice(notice);
            }
            self.actor(loyalty.joins);
        }
        if let Some(capture) = &part.capture {
            self.value_at_least_zero("per_hour", &capture.per_hour);
            self.at_least_zero("range_m", &[capture.range_m]);
            self.value("spared", &capture.spared);
        }
        match part.flight {
            Flight::Bearing { bearing, speed_m_s } => {
                self.finite("bearing", &[bearing]);
                self.at_least_zero("flight speed", &[speed_m_s]);
            }
            Flight::FromMeridian { x_m, speed_m_s } => {
                self.finite("x_m", &[x_m]);
                self.at_least_zero("flight speed", &[speed_m_s]);
            }
            Flight::FromEnemy { speed_m_s } => self.at_least_zero("flight speed", &[speed_m_s]),
        }
        if self.parts.step == StepPolicy::NextEvent {
            let fine = part.morale.is_none()
                && part.fatigue.is_none()
                && part.loyalty.is_none()
                && part.capture.is_none()
                && part.supply.is_none()
                && part.suppression.is_none()
                && part.vehicle.is_none()
                && part.command.is_none();
            self.demand(fine, "under `NextEvent` only fire is exact: leave out every part but aimed fire and fire at ground");
        }
        if let Some(count) = part.elements {
            self.demand(count > 0, "`elements` is 0");
            self.demand(
                most / f64::from(count.max(1)) < f64::from(u16::MAX),
                "an element can have more than 65,535 men: give more `elements`",
            );
            return f64::from(count) + 1.0;
        }
        (most.max(0.0) / f64::from(part.element_men.max(1))).ceil() + 1.0
    }

    fn interval(&mut self, name: &str, [low, high]: [f64; 2], most: f64) {
        let fine = low.is_finite() && high.is_finite() && 0.0 <= low && low <= high && high <= most;
        self.demand(
            fine,
            &format!("`{name}` is not an interval within its bounds"),
        );
    }

    fn placement(&mut self, placement: &Placement) {
        match placement {
            Placement::Box([x0, y0, x1, y1]) => {
                self.finite("box", &[*x0, *y0, *x1, *y1]);
                self.demand(x0 <= x1 && y0 <= y1, "its box is not a box");
            }
            Placement::Within(place) => self.place(*place),
            Placement::Ring {
                place,
                radius,
                bearings,
            } => {
                self.place(*place);
                self.value_at_least_zero("radius", radius);
                self.finite("bearings", bearings);
            }
            Placement::OnRoute { route, at_m } => {
                self.route(*route);
                self.value("at_m", at_m);
            }
        }
    }
}
