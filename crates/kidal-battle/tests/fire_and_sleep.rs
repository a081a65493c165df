//! Micro-scenarios: what a man's fire does, what fatigue takes from it, and what sleep does.

mod scene;

use kidal_battle::parts::*;
use kidal_battle::{Count, Measure, When};
use kidal_chance::counts::ln_binomial_mass;
use kidal_chance::testing::{Design, chi_square, seed};
use scene::*;

/// One minute of fire of fifty men at another body, whose cover and whose own fatigue are given.
fn minute(cover: f64, effect: f64) -> Parts {
    let mut parts = blank(&["a", "b"], 60.0);
    parts.step = StepPolicy::Fixed { step_s: 60.0 };
    parts.hostile = vec![(ActorId(0), ActorId(1))];
    let mut town = circle("town", [100.0, 0.0], 50.0, None);
    town.cover = fixed(cover);
    parts.places = vec![town];
    let mut first = body("first", 0, 50.0, [0.0, 0.0]);
    first.element_men = 50;
    first.start = Placement::Box([0.0, 0.0, 0.0, 0.0]);
    first.fire = FirePart {
        hit_per_minute: fixed(0.2),
        half_range_m: 100.0,
        range_m: 800.0,
        killed_share: fixed(0.3),
        area: None,
    };
    first.fatigue = Some(FatiguePart {
        effect_on_fire: fixed(effect),
        initial: [1.0, 1.0],
        sleep_per_hour: 0.0,
        ..fatigue()
    });
    let mut second = silent(body("second", 1, 200.0, [100.0, 0.0]));
    second.element_men = 200;
    second.start = Placement::Box([100.0, 0.0, 100.0, 0.0]);
    parts.contingents = vec![first, second];
    parts
}

fn losses(parts: &Parts, count: Count, name: &str, histories: usize) -> Vec<u64> {
    let mut counts = vec![0; 51];
    let key = seed(name);
    let scenario = build(parts);
    let probes =
        kidal_battle::Probes::new(&scenario, vec![men(&[1], count, When::End)]).expect("fits");
    let mut runner = kidal_battle::Runner::new(&scenario, &probes);
    let mut record = kidal_battle::Record::new();
    for history in 0..histories as u64 {
        let root = kidal_chance::hash64(&[key, history]);
        runner
            .run(
                &[],
                kidal_battle::Streams {
                    root,
                    refreshes: &[],
                },
                &mut record,
            )
            .expect("runs");
        counts[number(record.answers[0]) as usize] += 1;
    }
    counts
}

fn binomial(p: f64) -> Vec<f64> {
    (0..=50)
        .map(|k| kidal_math::exp(ln_binomial_mass(k, 50, p)))
        .collect()
}

#[test]
fn a_minute_of_fire_is_one_binomial_draw_with_range_and_cover() {
    // At 100 m, the half range, the chance is half of 0.2; cover takes 0.6 of that; three tenths of those hit die.
    let design = Design::cells("a minute of fire is binomial", 51, 0.15);
    let counts = losses(
        &minute(0.4, 0.0),
        Count::Killed,
        "a minute of fire is binomial",
        design.draws(),
    );
    design.holds(chi_square(&counts, &binomial(0.2 * 0.5 * 0.4 * 0.3)).p);
    let counts = losses(
        &minute(0.5, 0.0),
        Count::Killed,
        "a minute of fire is binomial",
        design.draws(),
    );
    design.catches(chi_square(&counts, &binomial(0.2 * 0.5 * 0.4 * 0.3)).p);
}

#[test]
fn fatigue_lowers_the_chance_to_hit_by_its_effect() {
    let design = Design::cells("fatigue lowers fire", 51, 0.15);
    let mut parts = minute(1.0, 0.7);
    parts.contingents[0].fire.killed_share = fixed(1.0);
    let counts = losses(&parts, Count::Killed, "fatigue lowers fire", design.draws());
    design.holds(chi_square(&counts, &binomial(0.2 * 0.5 * (1.0 - 0.7))).p);
    design.catches(chi_square(&counts, &binomial(0.2 * 0.5 * (1.0 - 0.6))).p);
}

/// Two bodies 500 m apart; the second is tired and quiet for ten hours, then the first opens fire.
fn night_attack() -> Parts {
    let mut parts = blank(&["a", "b"], 11.0 * HOUR);
    let mut second = body("second", 1, 50.0, [500.0, 0.0]);
    second.fatigue = Some(FatiguePart {
        initial: [0.9, 0.9],
        sleep_per_hour: 20.0,
        asleep_hours: 30.0,
        ..fatigue()
    });
    parts.contingents = vec![body("first", 0, 50.0, [0.0, 0.0]), second];
    parts.orders = vec![order(
        "attack",
        at(10.0 * HOUR),
        vec![Action::Hostility {
            a: ActorId(0),
            b: ActorId(1),
            fights: true,
        }],
    )];
    parts
}

#[test]
fn sleeping_men_do_not_fire_until_they_are_awake() {
    let opened = |actor: u16| Measure::EventTime {
        pattern: Pattern {
            actor: Some(ActorId(actor)),
            ..on(EventKind::Fire)
        },
        nth: 0,
    };
    let asleep = |time| men(&[1], Count::Asleep, When::Time(time));
    let measures = [
        opened(0),
        opened(1),
        asleep(9.5 * HOUR),
        asleep(10.5 * HOUR),
        Measure::EventTime {
            pattern: on(EventKind::SleepBegan),
            nth: 0,
        },
    ];
    let answers = play(&night_attack(), &measures, 3);
    assert_eq!(number(answers[0]), 10.0 * HOUR);
    assert_eq!(number(answers[1]), 10.0 * HOUR + 300.0);
    assert_eq!(number(answers[2]), 50.0);
    assert_eq!(number(answers[3]), 0.0);
    assert!(number(answers[4]) < 2.0 * HOUR);
}

#[test]
fn men_on_guard_do_not_sleep() {
    let mut parts = night_attack();
    parts.orders.push(order(
        "guard",
        at(0.0),
        vec![Action::Rest {
            who: who(&[1]),
            share: fixed(0.0),
        }],
    ));
    let answers = play(
        &parts,
        &[men(&[1], Count::Asleep, When::Time(9.5 * HOUR))],
        3,
    );
    assert_eq!(number(answers[0]), 0.0);
}

#[test]
fn sleep_restores_at_the_stated_rate() {
    // Awake 48 h fill the reservoir, 30 h of sleep empty it: after 9.5 h asleep almost from the start it stands near 0.9 - 9.5/30.
    let fatigue_at = |time| Measure::Fatigue {
        who: who(&[1]),
        when: When::Time(time),
    };
    let answers = play(
        &night_attack(),
        &[fatigue_at(0.0), fatigue_at(9.5 * HOUR)],
        3,
    );
    assert!((number(answers[0]) - 0.9).abs() < 1e-6);
    assert!(
        (number(answers[1]) - (0.9 - 9.5 / 30.0)).abs() < 0.03,
        "{:?}",
        answers[1]
    );
}

#[test]
fn a_side_that_cannot_see_does_not_fire_by_night() {
    let mut parts = night_attack();
    parts.daylight_s = vec![(0.0, 9.0 * HOUR)];
    for part in &mut parts.contingents {
        part.sight_m = [3000.0, 300.0];
    }
    let answers = play(
        &parts,
        &[Measure::EventCount {
            pattern: on(EventKind::Fire),
        }],
        3,
    );
    assert_eq!(number(answers[0]), 0.0);
}
