//! The reference skirmish as an ordinary scenario: two sides on open ground, one of them in a town, stepped by the minute.
//!
//! Every rule of it is one of the engine's mechanisms with the skirmish's numbers; the minute is part of its law.
//!
//! ```
//! use kidal_battle::{Probes, Record, Runner, Scenario, Streams, skirmish};
//! let scenario = Scenario::build(&skirmish::parts(10)).expect("the skirmish has no faults");
//! let probes = Probes::new(&scenario, vec![]).expect("no measure has no faults");
//! let mut runner = Runner::new(&scenario, &probes);
//! let mut record = Record::new();
//! runner.run(&[], Streams { root: 1, refreshes: &[] }, &mut record).expect("the skirmish can be run");
//! let outcome = skirmish::outcome(&runner, &record);
//! assert!(outcome.end_step <= 1440);
//! ```

use crate::parts::*;
use crate::record::Record;
use crate::runner::Runner;

/// The attackers.
pub const ATTACKERS: ActorId = ActorId(0);
/// The defenders.
pub const DEFENDERS: ActorId = ActorId(1);
/// Length of a step [s].
pub const STEP_S: f64 = 60.0;

/// What a battle of the skirmish came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// 1: only attackers have steady elements left, 2: only defenders, 0: otherwise.
    pub winner: u8,
    /// Steps made.
    pub end_step: u64,
    /// Attackers not lost, those who left the map included.
    pub survivors_a: u32,
    /// Defenders not lost.
    pub survivors_d: u32,
    /// Attacking elements with men that are fleeing or have left.
    pub fled_a: u32,
    /// Defending elements with men that are fleeing or have left.
    pub fled_d: u32,
    /// Sum over steps of elements in play.
    pub element_steps: u64,
}

/// The skirmish with `n` elements of ten men a side (an even number).
#[must_use]
pub fn parts(n: u32) -> Parts {
    let half = f64::from(n / 2) * 10.0;
    let place = |name: &str, shape, cover| PlacePart {
        name: name.into(),
        shape,
        cover: Value::constant(cover),
        cover_within: None,
        going: Value::constant(1.0),
        held_by: None,
    };
    let assault = |name: &str, who, from| OrderPart {
        name: name.into(),
        trigger: Trigger::At(Value::constant(0.0)),
        conditions: vec![],
        probability: Value::constant(1.0),
        delay_s: [Value::constant(0.0), Value::constant(0.0)],
        repeats: false,
        actions: vec![Action::Assault {
            who: vec![who],
            place: PlaceId(1),
            from: Value::constant(from),
            press_per_hour: 1.0,
        }],
        otherwise: vec![],
    };
    let actor = |name: &str, id| ActorPart {
        name: name.into(),
        public: id,
        private: id,
    };
    let fast = 100.0 / 60.0;
    Parts {
        duration_s: 1440.0 * STEP_S,
        step: StepPolicy::Fixed { step_s: STEP_S },
        phase_ends_s: vec![],
        renewed_phase: 0,
        daylight_s: vec![],
        parameters: vec![],
        actors: vec![actor("attackers", ATTACKERS), actor("defenders", DEFENDERS)],
        hostile: vec![(ATTACKERS, DEFENDERS)],
        places: vec![
            place(
                "town",
                Shape::Polygon(vec![
                    [2500.0, 2500.0],
                    [3500.0, 2500.0],
                    [3500.0, 3500.0],
                    [2500.0, 3500.0],
                ]),
                0.4,
            ),
            place(
                "centre",
                Shape::Circle {
                    centre: [3000.0, 3000.0],
                    radius: 0.0,
                },
                1.0,
            ),
        ],
        routes: vec![],
        contingents: vec![
            body(
                "northern",
                ATTACKERS,
                half,
                [2000.0, 5000.0, 4000.0, 5500.0],
                0.08,
                Flight::Bearing {
                    bearing: 0.0,
                    speed_m_s: fast,
                },
            ),
            body(
                "southern",
                ATTACKERS,
                half,
                [2000.0, 500.0, 4000.0, 1000.0],
                0.08,
                Flight::Bearing {
                    bearing: std::f64::consts::PI,
                    speed_m_s: fast,
                },
            ),
            body(
                "garrison",
                DEFENDERS,
                f64::from(n) * 10.0,
                [2500.0, 2500.0, 3500.0, 3500.0],
                0.15,
                Flight::FromMeridian {
                    x_m: 3000.0,
                    speed_m_s: fast,
                },
            ),
        ],
        bystanders: vec![],
        notices: vec![],
        orders: vec![
            assault("attack-from-north", ContingentId(0), 0.0),
            assault("attack-from-south", ContingentId(1), std::f64::consts::PI),
        ],
        edge_m: Some([0.0, 0.0, 6000.0, 6000.0]),
        ends: EndRule::OneSideLeft(ATTACKERS, DEFENDERS),
    }
}

fn body(
    name: &str,
    actor: ActorId,
    men: f64,
    start: [f64; 4],
    hit_per_minute: f64,
    flight: Flight,
) -> ContingentPart {
    ContingentPart {
        name: name.into(),
        actor,
        men: Value::constant(men),
        element_men: 10,
        elements: None,
        vehicles: Value::constant(0.0),
        arrives_s: Value::constant(0.0),
        start: Placement::Box(start),
        fire: FirePart {
            hit_per_minute: Value::constant(hit_per_minute),
            half_range_m: 200.0,
            range_m: 800.0,
            killed_share: Value::constant(1.0),
            area: None,
        },
        sight_m: [800.0, 800.0],
        speed_m_s: [Value::constant(50.0 / 60.0), Value::constant(50.0 / 60.0)],
        halting_m: [800.0, 800.0],
        morale: Some(MoralePart {
            initial: [0.8, 1.0],
            recovery_per_minute: 0.002,
            own_loss: Value::constant(0.6),
            neighbour_loss: Value::constant(2.0),
            neighbour_m: 200.0,
            fatigue_per_hour: Value::constant(0.0),
            encirclement_per_hour: Value::constant(0.0),
            break_at: Value::constant(0.4),
            rally_at: None,
        }),
        fatigue: None,
        loyalty: None,
        capture: None,
        supply: None,
        suppression: None,
        vehicle: None,
        command: None,
        spacing_m: SPACING_M,
        flight,
    }
}

/// The outcome of the runner's last battle.
#[must_use]
pub fn outcome(runner: &Runner<'_>, record: &Record) -> Outcome {
    let (mut men, mut fled, mut steady) = ([0u32; 2], [0u32; 2], [0u32; 2]);
    for element in runner.remains() {
        let side = usize::from(element.contingent == ContingentId(2));
        men[side] += u32::from(element.fit + element.left);
        if element.left > 0 || element.is_broken {
            fled[side] += 1;
        } else if element.fit > 0 {
            steady[side] += 1;
        }
    }
    let winner = match (steady[0] > 0, steady[1] > 0) {
        (true, false) => 1,
        (false, true) => 2,
        _ => 0,
    };
    Outcome {
        winner,
        end_step: record.counters.steps,
        survivors_a: men[0],
        survivors_d: men[1],
        fled_a: fled[0],
        fled_d: fled[1],
        element_steps: record.counters.element_steps,
    }
}
