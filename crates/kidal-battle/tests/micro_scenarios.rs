//! What the mechanisms do to people: each claim of their pages as a scene with a stated error rate.

mod scene;

use kidal_battle::parts::*;
use kidal_battle::{Count, Measure, When};
use scene::*;

#[test]
fn a_day_awake_halves_accuracy() {
    // f = t/48 h and fire · (1 − f): after 24 hours awake men hit half as often. Losses of one hour, at the first hour and at
    // the 25th; means of 1500 histories, five standard errors (false-alarm rate below 1e-6).
    let losses = |begins_h: f64| {
        let mut parts = blank(&["a", "b"], (begins_h + 1.0) * HOUR);
        let mut awake = body("awake", 0, 20.0, [0.0, 0.0]);
        awake.fire.hit_per_minute = fixed(0.01);
        awake.fire.half_range_m = 1e6;
        awake.fatigue = Some(FatiguePart {
            awake_hours: fixed(48.0),
            effect_on_fire: fixed(1.0),
            initial: [0.0, 0.0],
            sleep_per_hour: 0.0,
            ..fatigue()
        });
        let mut others = silent(body("others", 1, 400.0, [100.0, 0.0]));
        others.element_men = 400;
        parts.contingents = vec![awake, others];
        parts.orders = vec![order(
            "open-fire",
            at(begins_h * HOUR),
            vec![Action::Hostility {
                a: ActorId(0),
                b: ActorId(1),
                fights: true,
            }],
        )];
        400.0 - means(&parts, &[men(&[1], Count::Fit, When::End)], 1500)[0].0
    };
    let (fresh, tired) = (losses(0.0), losses(24.0));
    // 12 hits an hour: 12.06 · (1 − 0.5/48) = 11.9, and 12.06 · (1 − 24.5/48) = 5.9, with sd 3.4 and 2.4.
    assert!((fresh - 11.9).abs() < 0.45 + 0.1, "fresh {fresh}");
    assert!((tired - 5.9).abs() < 0.32 + 0.1, "tired {tired}");
}

/// A column passes a post. It has pledged itself; the post holds its fire for as long as it believes that.
fn passage(credence: f64, unmasked_h: Option<f64>) -> Parts {
    let mut parts = blank(&["column", "post"], 8.0 * HOUR);
    parts.hostile = vec![(ActorId(0), ActorId(1))];
    parts.places = vec![circle("border", [9000.0, 0.0], 50.0, None)];
    let mut column = silent(body("column", 0, 30.0, [-6000.0, 0.0]));
    column.halting_m = [0.0, 0.0];
    let mut post = body("post", 1, 20.0, [0.0, 300.0]);
    post.fire.hit_per_minute = fixed(0.3);
    parts.contingents = vec![column, post];
    let tell = |serves: u16, credence: f64| Action::Tell {
        to: vec![ActorId(1)],
        about: ActorId(0),
        serves: ActorId(serves),
        credence: fixed(credence),
        delay_s: 0.0,
    };
    let fights = |fights: bool| {
        vec![Action::Hostility {
            a: ActorId(0),
            b: ActorId(1),
            fights,
        }]
    };
    let believes = |serves: u16| Condition::Believes {
        actor: ActorId(1),
        about: ActorId(0),
        serves: ActorId(serves),
    };
    parts.orders = vec![
        order(
            "pledge",
            at(60.0),
            vec![
                Action::Declare {
                    actor: ActorId(0),
                    public: Some(ActorId(1)),
                    private: None,
                },
                tell(1, credence),
            ],
        ),
        OrderPart {
            conditions: vec![believes(1)],
            ..order("let-pass", at(120.0), fights(false))
        },
        order(
            "go",
            at(180.0),
            vec![Action::GoTo {
                who: who(&[0]),
                place: PlaceId(0),
            }],
        ),
    ];
    if let Some(hour) = unmasked_h {
        parts
            .orders
            .push(order("unmasked", at(hour * HOUR), vec![tell(0, 1.0)]));
        parts.orders.push(OrderPart {
            conditions: vec![believes(0)],
            ..order("open-fire", at(hour * HOUR + 60.0), fights(true))
        });
    }
    parts
}

#[test]
fn a_feigned_pledge_buys_passage_while_it_is_believed() {
    // The private face stays its own: the pledge is feigned. Believed with chance 0.7, it passes unhurt; else it is fired at.
    let unhurt = |parts: &Parts, histories: u64| {
        let mut count = 0u32;
        for root in 0..histories {
            let fit = play(parts, &[men(&[0], Count::Fit, When::End)], root);
            count += u32::from(number(fit[0]) == 30.0);
        }
        f64::from(count) / histories as f64
    };
    let histories = 800;
    let error = 5.0 * (0.7f64 * 0.3 / histories as f64).sqrt();
    let share = unhurt(&passage(0.7, None), histories);
    assert!(
        (share - 0.7).abs() < error,
        "unhurt {share}, stated 0.7 ± {error}"
    );
    assert_eq!(unhurt(&passage(1.0, None), 50), 1.0);
    assert_eq!(unhurt(&passage(0.0, None), 50), 0.0);
    // Unmasked before it is past the post, it is fired at; afterwards nobody is near.
    assert_eq!(unhurt(&passage(1.0, Some(0.6)), 50), 0.0);
    assert_eq!(unhurt(&passage(1.0, Some(2.0)), 50), 1.0);
    let faces = [true, false].map(|public| Measure::Allegiance {
        actor: ActorId(0),
        serves: ActorId(1),
        public,
        when: When::End,
    });
    let shown: Vec<f64> = play(&passage(1.0, None), &faces, 1)
        .into_iter()
        .map(number)
        .collect();
    assert_eq!(shown, [1.0, 0.0], "feigned: the public face alone");
}
