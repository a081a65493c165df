//! Micro-scenarios: orders, notices, allegiance, belief, loyalty, surrender, capture, release.

mod scene;

use kidal_battle::parts::*;
use kidal_battle::{Count, Measure, Probes, Record, Runner, Streams, When};
use kidal_chance::counts::ln_binomial_mass;
use kidal_chance::testing::{Design, chi_square, seed};
use scene::*;

/// Three actors that do not fight; the first has 100 men in elements of one.
fn peaceful() -> Parts {
    let mut parts = blank(&["a", "b", "c"], 24.0 * HOUR);
    parts.notices = vec!["first".into(), "second".into()];
    let mut part = body("first", 0, 100.0, [0.0, 0.0]);
    part.element_men = 1;
    parts.contingents = vec![part];
    parts
}

fn time_of(pattern: Pattern) -> Measure {
    Measure::EventTime { pattern, nth: 0 }
}

fn announce(notice: u16) -> Action {
    Action::Announce {
        notice: NoticeId(notice),
        who: vec![],
    }
}

/// How often each count comes, over many histories.
fn tally(parts: &Parts, measure: Measure, cells: usize, name: &str, histories: usize) -> Vec<u64> {
    let scenario = build(parts);
    let probes = Probes::new(&scenario, vec![measure]).expect("fits");
    let mut runner = Runner::new(&scenario, &probes);
    let mut record = Record::new();
    let mut counts = vec![0; cells];
    let key = seed(name);
    for history in 0..histories as u64 {
        runner
            .run(
                &[],
                Streams {
                    root: kidal_chance::hash64(&[key, history]),
                    refreshes: &[],
                },
                &mut record,
            )
            .expect("runs");
        counts[number(record.answers[0]) as usize] += 1;
    }
    counts
}

fn binomial(n: u32, p: f64) -> Vec<f64> {
    (0..=n)
        .map(|k| kidal_math::exp(ln_binomial_mass(k, n, p)))
        .collect()
}

#[test]
fn elements_without_contagion_leave_independently_at_the_base_rate() {
    let mut parts = peaceful();
    parts.contingents[0].loyalty = Some(LoyaltyPart {
        base_per_hour: fixed(0.02),
        ..loyalty(1)
    });
    let name = "leaving at the base rate";
    let design = Design::cells(name, 101, 0.25);
    let counts = tally(
        &parts,
        men(&[0], Count::Joined(ActorId(1)), When::Time(10.0 * HOUR)),
        101,
        name,
        design.draws(),
    );
    design.holds(chi_square(&counts, &binomial(100, 1.0 - kidal_math::exp(-0.2))).p);
    design.catches(chi_square(&counts, &binomial(100, 1.0 - kidal_math::exp(-0.2 * 1.08))).p);
}

#[test]
fn defection_spreads_by_contagion_and_by_pressure() {
    let left = |contagion, share| {
        let mut parts = peaceful();
        let part = LoyaltyPart {
            base_per_hour: fixed(0.02),
            contagion: fixed(contagion),
            join_share: fixed(share),
            ..loyalty(1)
        };
        parts.contingents[0].loyalty = Some(part);
        let measures = [
            men(&[0], Count::Defected, When::End),
            men(&[0], Count::Joined(ActorId(1)), When::End),
            men(&[0], Count::Present, When::End),
        ];
        means(&parts, &measures, 40)
            .iter()
            .map(|mean| mean.0)
            .collect::<Vec<_>>()
    };
    let (alone, spreading, home) = (left(0.0, 1.0), left(4.0, 1.0), left(4.0, 0.0));
    assert!(
        spreading[0] > alone[0] + 20.0,
        "{} against {}",
        spreading[0],
        alone[0]
    );
    for means in [&alone, &spreading, &home] {
        assert!(
            (means[0] + means[2] - 100.0).abs() < 1e-9,
            "who has not left is present"
        );
    }
    assert_eq!((spreading[1], home[1]), (spreading[0], 0.0));
}

#[test]
fn loyalty_waits_for_its_notice_and_news_hastens_it() {
    let mut parts = peaceful();
    let part = LoyaltyPart {
        base_per_hour: fixed(0.05),
        news: fixed(3.0),
        from: Some(NoticeId(0)),
        news_notice: Some(NoticeId(1)),
        ..loyalty(1)
    };
    parts.contingents[0].loyalty = Some(part);
    parts.orders = vec![
        order("from", at(5.0 * HOUR), vec![announce(0)]),
        order("news", at(8.0 * HOUR), vec![announce(1)]),
    ];
    let gone = |time| men(&[0], Count::Defected, When::Time(time));
    let means = means(
        &parts,
        &[
            time_of(on(EventKind::Defected)),
            gone(5.0 * HOUR),
            gone(8.0 * HOUR),
            gone(11.0 * HOUR),
        ],
        40,
    );
    assert!(means[0].0 > 5.0 * HOUR);
    assert_eq!(means[1].0, 0.0);
    // 3 h at 0.05 an hour leave 14 of 100; three more at 0.05·e³ leave but five.
    assert!((means[2].0 - 14.0).abs() < 3.0, "{}", means[2].0);
    assert!(means[3].0 > 90.0, "{}", means[3].0);
}

#[test]
fn those_who_join_another_side_are_fought_by_their_old_comrades() {
    let mut parts = peaceful();
    parts.hostile = vec![(ActorId(0), ActorId(1))];
    parts.contingents[0].element_men = 10;
    parts.contingents[0].loyalty = Some(LoyaltyPart {
        base_per_hour: fixed(0.2),
        ..loyalty(1)
    });
    let means = means(
        &parts,
        &[
            men(&[0], Count::Killed, When::End),
            Measure::EventCount {
                pattern: on(EventKind::Fire),
            },
        ],
        20,
    );
    assert!(means[0].0 > 1.0 && means[1].0 >= 1.0);
}

#[test]
fn two_faces_change_apart() {
    let mut parts = peaceful();
    parts.orders = vec![order(
        "pledge",
        at(HOUR),
        vec![Action::Declare {
            actor: ActorId(2),
            public: Some(ActorId(0)),
            private: Some(ActorId(1)),
        }],
    )];
    let face = |public, serves, time| Measure::Allegiance {
        actor: ActorId(2),
        serves: ActorId(serves),
        public,
        when: When::Time(time),
    };
    let measures = [
        face(true, 2, 0.0),
        face(true, 0, 2.0 * HOUR),
        face(false, 0, 2.0 * HOUR),
        face(false, 1, 2.0 * HOUR),
    ];
    let answers: Vec<f64> = play(&parts, &measures, 1).into_iter().map(number).collect();
    assert_eq!(answers, [1.0, 1.0, 0.0, 1.0]);
}

#[test]
fn belief_changes_only_by_news_that_is_believed() {
    let mut parts = peaceful();
    let tell = Action::Tell {
        to: vec![ActorId(1)],
        about: ActorId(2),
        serves: ActorId(0),
        credence: fixed(0.3),
        delay_s: HOUR,
    };
    parts.orders = vec![
        order(
            "pledge",
            at(HOUR),
            vec![Action::Declare {
                actor: ActorId(2),
                public: Some(ActorId(0)),
                private: None,
            }],
        ),
        order("tell", at(2.0 * HOUR), vec![tell]),
    ];
    let believes = |actor, time| Measure::Belief {
        actor: ActorId(actor),
        about: ActorId(2),
        serves: ActorId(0),
        when: When::Time(time),
    };
    let name = "credence";
    let design = Design::cells(name, 2, 0.1);
    let counts = tally(&parts, believes(1, 4.0 * HOUR), 2, name, design.draws());
    design.holds(chi_square(&counts, &[0.7, 0.3]).p);
    design.catches(chi_square(&counts, &[0.65, 0.35]).p);
    assert_eq!(
        tally(&parts, believes(1, 2.5 * HOUR), 2, name, 50),
        [50, 0],
        "not before the delay"
    );
    assert_eq!(
        tally(&parts, believes(0, 4.0 * HOUR), 2, name, 50),
        [50, 0],
        "nobody else is told"
    );
}

#[test]
fn a_refusal_does_what_is_said_otherwise() {
    let with = |probability, conditions: Vec<Condition>| {
        let mut parts = peaceful();
        parts.orders = vec![OrderPart {
            probability: fixed(probability),
            conditions,
            delay_s: [fixed(600.0), fixed(0.0)],
            otherwise: vec![announce(1)],
            ..order("ask", at(HOUR), vec![announce(0)])
        }];
        play(&parts, &[time_of(noticed(0)), time_of(noticed(1))], 1)
    };
    assert_eq!(with(1.0, vec![])[0].number(), Some(4200.0));
    assert_eq!(with(0.0, vec![])[1].number(), Some(4200.0));
    let none = with(1.0, vec![Condition::Daylight(false)]);
    assert_eq!((none[0].number(), none[1].number()), (None, None));
}

#[test]
fn orders_wait_for_events_in_their_order_and_repeat_when_told_to() {
    let mut parts = peaceful();
    let after = Pattern {
        after: Some(Box::new(noticed(1))),
        ..noticed(0)
    };
    let every = OrderPart {
        repeats: true,
        ..order(
            "every",
            Trigger::Every {
                from_s: fixed(HOUR),
                interval_s: HOUR,
            },
            vec![announce(0)],
        )
    };
    parts.orders = vec![
        every,
        order("second", at(2.5 * HOUR), vec![announce(1)]),
        order(
            "then",
            Trigger::On(after.clone()),
            vec![Action::Leave {
                who: who(&[0]),
                share: fixed(1.0),
            }],
        ),
    ];
    let count = Measure::EventCount {
        pattern: noticed(0),
    };
    let answers = play(
        &parts,
        &[
            count,
            time_of(after),
            time_of(on(EventKind::Departed)),
            men(&[0], Count::Departed, When::End),
        ],
        1,
    );
    assert_eq!(
        answers.into_iter().map(number).collect::<Vec<_>>(),
        [24.0, 3.0 * HOUR, 3.0 * HOUR, 100.0]
    );
}

#[test]
fn orders_that_call_each_other_for_ever_fail_the_run() {
    let mut parts = peaceful();
    parts.orders = vec![
        OrderPart {
            repeats: true,
            ..order("loop", Trigger::On(noticed(0)), vec![announce(0)])
        },
        order("begin", at(HOUR), vec![announce(0)]),
    ];
    let scenario = build(&parts);
    let probes = Probes::default();
    let failure = Runner::new(&scenario, &probes)
        .run(
            &[],
            Streams {
                root: 1,
                refreshes: &[],
            },
            &mut Record::new(),
        )
        .expect_err("it loops");
    assert_eq!(
        (failure.time_s, failure.mechanism.as_str()),
        (HOUR, "orders")
    );
}

#[test]
fn surrender_and_release_conserve_men() {
    let mut parts = peaceful();
    parts.orders = vec![
        order(
            "surrender",
            at(HOUR),
            vec![Action::Surrender {
                who: who(&[0]),
                share: fixed(0.6),
                to: ActorId(1),
            }],
        ),
        order(
            "release",
            at(2.0 * HOUR),
            vec![Action::Release {
                who: who(&[0]),
                by: ActorId(1),
                share: fixed(0.5),
            }],
        ),
        order(
            "wrong-captor",
            at(2.0 * HOUR),
            vec![Action::Release {
                who: who(&[0]),
                by: ActorId(2),
                share: fixed(1.0),
            }],
        ),
    ];
    let all = [
        Count::CapturedEver,
        Count::CapturedBy(ActorId(1)),
        Count::CapturedBy(ActorId(2)),
        Count::Held,
        Count::Released,
        Count::Present,
    ];
    for root in 0..20 {
        let answers: Vec<f64> = play(&parts, &all.map(|count| men(&[0], count, When::End)), root)
            .into_iter()
            .map(number)
            .collect();
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[2], 0.0);
        assert_eq!(answers[0], answers[3] + answers[4]);
        assert_eq!(answers[0] + answers[5], 100.0);
        assert!((40.0..80.0).contains(&answers[0]) && answers[4] > 10.0);
    }
}

#[test]
fn broken_men_near_an_enemy_are_captured_at_the_stated_rate() {
    let mut parts = peaceful();
    parts.step = StepPolicy::Fixed { step_s: 15.0 };
    parts.duration_s = HOUR;
    parts.hostile = vec![(ActorId(0), ActorId(1))];
    let part = &mut parts.contingents[0];
    part.morale = Some(MoralePart {
        initial: [0.1, 0.1],
        recovery_per_minute: 0.0,
        rally_at: None,
        ..morale()
    });
    part.flight = Flight::Bearing {
        bearing: 0.0,
        speed_m_s: 0.0,
    };
    part.capture = Some(CapturePart {
        per_hour: fixed(0.5),
        range_m: 200.0,
        spared: fixed(1.0),
    });
    parts
        .contingents
        .push(silent(body("captors", 1, 5.0, [100.0, 0.0])));
    let name = "capture at the stated rate";
    let design = Design::cells(name, 101, 0.3);
    let counts = tally(
        &parts,
        men(&[0], Count::CapturedBy(ActorId(1)), When::End),
        101,
        name,
        design.draws(),
    );
    // They break in the first step; the clock runs from then on.
    let p = |rate: f64| 1.0 - kidal_math::exp(-rate * (3600.0 - 15.0) / 3600.0);
    design.holds(chi_square(&counts, &binomial(100, p(0.5))).p);
    design.catches(chi_square(&counts, &binomial(100, p(0.55))).p);
    // Out of range nobody is captured.
    parts.contingents[1].start = Placement::Box([400.0, 0.0, 400.0, 0.0]);
    assert_eq!(
        number(play(&parts, &[men(&[0], Count::CapturedEver, When::End)], 1)[0]),
        0.0
    );
}

#[test]
fn a_contingent_can_change_the_actor_it_serves() {
    let mut parts = peaceful();
    parts.hostile = vec![(ActorId(1), ActorId(2))];
    parts
        .contingents
        .push(body("second", 2, 20.0, [200.0, 0.0]));
    parts.orders = vec![order(
        "serve",
        at(HOUR),
        vec![Action::Serve {
            who: who(&[0]),
            actor: ActorId(1),
        }],
    )];
    let measures = [
        men(&[0], Count::Joined(ActorId(1)), When::Time(1.5 * HOUR)),
        men(&[0], Count::Present, When::Time(1.5 * HOUR)),
        time_of(on(EventKind::Fire)),
    ];
    let answers: Vec<f64> = play(&parts, &measures, 1).into_iter().map(number).collect();
    assert_eq!(answers[..2], [100.0, 0.0]);
    assert_eq!(answers[2], HOUR);
}

#[test]
fn morale_breaks_under_fire_and_a_contingent_is_routed() {
    let mut parts = blank(&["a", "b"], 6.0 * HOUR);
    parts.hostile = vec![(ActorId(0), ActorId(1))];
    let mut first = body("first", 0, 60.0, [0.0, 0.0]);
    first.morale = Some(morale());
    let mut second = body("second", 1, 200.0, [400.0, 0.0]);
    second.fire.hit_per_minute = fixed(0.05);
    parts.contingents = vec![first, second];
    let rout = Pattern {
        who: who(&[0]),
        ..on(EventKind::Routed)
    };
    let means = means(
        &parts,
        &[
            time_of(on(EventKind::Broke)),
            time_of(rout),
            men(&[0], Count::Fit, When::End),
        ],
        40,
    );
    assert_eq!((means[0].1, means[1].1), (1.0, 1.0), "they always break");
    assert!(means[0].0 < means[1].0);
    // Those who flee out of sight live.
    assert!(means[2].0 > 0.0 && means[2].0 < 60.0, "{}", means[2].0);
}

#[test]
fn an_order_that_waits_is_looked_at_when_it_would_have_been() {
    // Looked at every half hour from 00:10; what it waits for happens at 03:00, what rules it out at 06:00.
    let scene = |happens: f64| {
        let mut parts = blank(&["a"], DAY);
        parts.contingents = vec![body("men", 0, 20.0, [0.0, 0.0])];
        parts.notices = vec!["go".into(), "no-more".into()];
        let announce = |notice| Action::Announce {
            notice: NoticeId(notice),
            who: vec![],
        };
        let every = Trigger::Every {
            from_s: fixed(600.0),
            interval_s: 1800.0,
        };
        let hold = vec![Action::Hold { who: who(&[0]) }];
        parts.orders = vec![
            order("go", at(happens), vec![announce(0)]),
            order("no-more", at(6.0 * HOUR), vec![announce(1)]),
            OrderPart {
                conditions: vec![
                    Condition::Happened(noticed(0)),
                    Condition::NotHappened(noticed(1)),
                ],
                repeats: true,
                ..order("patrol", every, hold)
            },
        ];
        let done: Vec<f64> = trace(&parts, 1, HOUR)
            .events
            .iter()
            .filter(|event| event.order == Some(OrderId(2)))
            .map(|event| event.time_s)
            .collect();
        done
    };
    let looks = |first: f64| -> Vec<f64> {
        (0..)
            .map(|k| 600.0 + 1800.0 * f64::from(k))
            .skip_while(|time| *time < first)
            .take_while(|time| *time < 6.0 * HOUR)
            .collect()
    };
    assert_eq!(scene(3.0 * HOUR), looks(3.0 * HOUR));
    assert_eq!(scene(600.0), looks(600.0));
    assert_eq!(scene(7.0 * HOUR), [0.0; 0]);
}
