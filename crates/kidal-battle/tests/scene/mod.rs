//! Small scenes that tests are played in: a blank scenario, plain bodies of men, one-line orders.
#![allow(dead_code, reason = "each test uses some of it")]

pub mod campaign;

use kidal_battle::parts::*;
use kidal_battle::{Answer, Measure, Probes, Record, Runner, Scenario, Streams, Trace, When};

pub const HOUR: f64 = 3600.0;
pub const DAY: f64 = 86_400.0;

pub fn fixed(value: f64) -> Value {
    Value::constant(value)
}

pub fn blank(actors: &[&str], duration_s: f64) -> Parts {
    Parts {
        duration_s,
        step: StepPolicy::Adaptive {
            finest_s: 15.0,
            coarsest_s: 1800.0,
            accuracy: 0.1,
        },
        phase_ends_s: vec![],
        renewed_phase: 0,
        daylight_s: vec![],
        parameters: vec![],
        actors: actors
            .iter()
            .enumerate()
            .map(|(id, name)| ActorPart {
                name: (*name).into(),
                public: ActorId(id as u16),
                private: ActorId(id as u16),
            })
            .collect(),
        hostile: vec![],
        places: vec![],
        routes: vec![],
        contingents: vec![],
        bystanders: vec![],
        notices: vec![],
        orders: vec![],
        edge_m: None,
        ends: EndRule::Limit,
    }
}

/// Men who stand where they are put, see 3 km by day and 500 m by night, fire 800 m, and have neither morale nor fatigue.
pub fn body(name: &str, actor: u16, men: f64, at: [f64; 2]) -> ContingentPart {
    ContingentPart {
        name: name.into(),
        actor: ActorId(actor),
        men: fixed(men),
        element_men: 5,
        elements: None,
        vehicles: fixed(0.0),
        arrives_s: fixed(0.0),
        start: Placement::Box([at[0] - 10.0, at[1] - 10.0, at[0] + 10.0, at[1] + 10.0]),
        fire: FirePart {
            hit_per_minute: fixed(0.01),
            half_range_m: 300.0,
            range_m: 800.0,
            killed_share: fixed(0.5),
            area: None,
        },
        sight_m: [3000.0, 500.0],
        speed_m_s: [fixed(2.0), fixed(10.0)],
        halting_m: [300.0, 500.0],
        morale: None,
        fatigue: None,
        loyalty: None,
        capture: None,
        supply: None,
        suppression: None,
        vehicle: None,
        command: None,
        spacing_m: SPACING_M,
        flight: Flight::FromEnemy { speed_m_s: 3.0 },
    }
}

pub fn silent(mut part: ContingentPart) -> ContingentPart {
    part.fire.hit_per_minute = fixed(0.0);
    part
}

pub fn morale() -> MoralePart {
    MoralePart {
        initial: [0.9, 0.9],
        recovery_per_minute: 0.001,
        own_loss: fixed(0.6),
        neighbour_loss: fixed(1.0),
        neighbour_m: 200.0,
        fatigue_per_hour: fixed(0.0),
        encirclement_per_hour: fixed(0.0),
        break_at: fixed(0.4),
        rally_at: Some(0.6),
    }
}

pub fn fatigue() -> FatiguePart {
    FatiguePart {
        awake_hours: fixed(48.0),
        asleep_hours: 8.0,
        effect_on_fire: fixed(0.5),
        initial: [0.2, 0.2],
        sleep_per_hour: 3.0,
        quiet_s: 1800.0,
        waking_s: 300.0,
    }
}

pub fn loyalty(joins: u16) -> LoyaltyPart {
    LoyaltyPart {
        base_per_hour: fixed(0.01),
        pressure: fixed(0.0),
        news: fixed(0.0),
        contagion: fixed(0.0),
        fatigue: fixed(0.0),
        news_notice: None,
        from: None,
        until: None,
        join_share: fixed(1.0),
        joins: ActorId(joins),
    }
}

pub fn circle(name: &str, centre: [f64; 2], radius: f64, held_by: Option<u16>) -> PlacePart {
    PlacePart {
        name: name.into(),
        shape: Shape::Circle { centre, radius },
        cover: fixed(1.0),
        cover_within: None,
        going: fixed(1.0),
        held_by: held_by.map(ActorId),
    }
}

pub fn order(name: &str, trigger: Trigger, actions: Vec<Action>) -> OrderPart {
    OrderPart {
        name: name.into(),
        trigger,
        conditions: vec![],
        probability: fixed(1.0),
        delay_s: [fixed(0.0), fixed(0.0)],
        repeats: false,
        actions,
        otherwise: vec![],
    }
}

pub fn at(time_s: f64) -> Trigger {
    Trigger::At(fixed(time_s))
}

pub fn on(kind: EventKind) -> Pattern {
    Pattern {
        kind,
        who: vec![],
        place: None,
        actor: None,
        notice: None,
        after: None,
    }
}

pub fn noticed(notice: u16) -> Pattern {
    Pattern {
        notice: Some(NoticeId(notice)),
        ..on(EventKind::Notice)
    }
}

pub fn who(ids: &[u16]) -> Vec<ContingentId> {
    ids.iter().map(|id| ContingentId(*id)).collect()
}

pub fn men(ids: &[u16], count: kidal_battle::Count, when: When) -> Measure {
    Measure::Men {
        who: who(ids),
        count,
        when,
    }
}

pub fn build(parts: &Parts) -> Scenario {
    Scenario::build(parts).unwrap_or_else(|faults| panic!("the scene has faults: {faults:#?}"))
}

/// One history: its answers.
pub fn play(parts: &Parts, measures: &[Measure], root: u64) -> Vec<Answer> {
    record(parts, measures, root).answers
}

pub fn record(parts: &Parts, measures: &[Measure], root: u64) -> Record {
    let scenario = build(parts);
    let probes = Probes::new(&scenario, measures.to_vec()).expect("the measures fit the scene");
    let mut record = Record::new();
    Runner::new(&scenario, &probes)
        .run(
            &[],
            Streams {
                root,
                refreshes: &[],
            },
            &mut record,
        )
        .expect("the scene can be run");
    record
}

/// Mean answer to each measure over many histories (did not happen: left out), and how often it happened.
pub fn means(parts: &Parts, measures: &[Measure], histories: u64) -> Vec<(f64, f64)> {
    let scenario = build(parts);
    let probes = Probes::new(&scenario, measures.to_vec()).expect("the measures fit the scene");
    let mut runner = Runner::new(&scenario, &probes);
    let mut record = Record::new();
    let mut sums = vec![(0.0, 0.0); measures.len()];
    for root in 0..histories {
        runner
            .run(
                &[],
                Streams {
                    root,
                    refreshes: &[],
                },
                &mut record,
            )
            .expect("the scene can be run");
        for (sum, answer) in sums.iter_mut().zip(&record.answers) {
            if let Answer::Number(value) = answer {
                sum.0 += value;
                sum.1 += 1.0;
            }
        }
    }
    sums.into_iter()
        .map(|(sum, count)| (sum / f64::max(count, 1.0), count / histories as f64))
        .collect()
}

pub fn trace(parts: &Parts, root: u64, interval_s: f64) -> Trace {
    let scenario = build(parts);
    let probes = Probes::default();
    Runner::new(&scenario, &probes)
        .trace(
            &[],
            Streams {
                root,
                refreshes: &[],
            },
            interval_s,
        )
        .expect("the scene can be run")
}

/// A digest of everything that a trace holds, to the last bit.
pub fn digest(trace: &Trace) -> u64 {
    let mut hash = 0u64;
    let mut add = |words: &[u64]| {
        hash = kidal_chance::hash64(&[hash, kidal_chance::hash64(words)]);
    };
    for event in &trace.events {
        add(&[
            event.time_s.to_bits(),
            event.kind as u64,
            u64::from(event.men),
        ]);
    }
    for frame in &trace.frames {
        add(&[frame.time_s.to_bits()]);
        for element in &frame.elements {
            let words = [
                element.x_m.to_bits(),
                element.y_m.to_bits(),
                u32::from(element.fit),
                element.state as u32,
            ];
            add(&words.map(u64::from));
        }
    }
    for series in &trace.series {
        for (morale, fatigue) in series.morale.iter().zip(&series.fatigue) {
            add(&[u64::from(morale.to_bits()), u64::from(fatigue.to_bits())]);
        }
    }
    hash
}

pub fn number(answer: Answer) -> f64 {
    answer.number().unwrap_or(f64::NAN)
}
