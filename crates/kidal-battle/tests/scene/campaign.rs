//! A made-up campaign of two weeks that provokes every mechanism: a camp is surrounded, assaulted on three axes, called off,
//! assaulted again; part of its garrison goes over, the rest is let out under a feigned truce, met on the road and captured.

use super::*;

pub const HUNTERS: u16 = 0;
pub const GARRISON: u16 = 1;
pub const MEDIATORS: u16 = 2;

pub const NORTH: u16 = 0;
pub const SOUTH: u16 = 1;
pub const AMBUSH: u16 = 2;
pub const CAMP: u16 = 3;
pub const KIN: u16 = 4;
pub const RELIEF: u16 = 5;

const REPULSED: u16 = 0;
const COUP: u16 = 1;
pub const OFFER: u16 = 2;

fn soldiers(name: &str, actor: u16, men: f64, start: Placement) -> ContingentPart {
    ContingentPart {
        start,
        fire: FirePart {
            hit_per_minute: fixed(0.004),
            half_range_m: 250.0,
            range_m: 900.0,
            killed_share: fixed(0.3),
            area: None,
        },
        sight_m: [4000.0, 700.0],
        speed_m_s: [fixed(2.5), fixed(8.0)],
        halting_m: [350.0, 700.0],
        morale: Some(MoralePart {
            fatigue_per_hour: fixed(0.002),
            encirclement_per_hour: fixed(0.001),
            neighbour_m: 300.0,
            ..morale()
        }),
        fatigue: Some(fatigue()),
        capture: Some(CapturePart {
            per_hour: fixed(1.0),
            range_m: 400.0,
            spared: fixed(1.0),
        }),
        vehicles: fixed((men / 5.0).floor()),
        ..body(name, actor, men, [0.0, 0.0])
    }
}

fn ring(ids: &[u16]) -> Action {
    Action::Ring {
        who: who(ids),
        place: PlaceId(0),
        radius: fixed(2000.0),
        bearings: [0.0, 0.0],
    }
}

fn assault(id: u16, bearing_degrees: f64) -> Action {
    Action::Assault {
        who: who(&[id]),
        place: PlaceId(0),
        from: fixed(bearing_degrees.to_radians()),
        press_per_hour: 0.8,
    }
}

pub fn parts() -> Parts {
    let mut parts = blank(&["hunters", "garrison", "mediators"], 14.0 * DAY);
    parts.daylight_s = (0..14)
        .map(|day| {
            (
                f64::from(day) * DAY + 6.0 * HOUR,
                f64::from(day) * DAY + 18.25 * HOUR,
            )
        })
        .collect();
    parts.phase_ends_s = (0..14)
        .flat_map(|day| [6.0, 18.25].map(|hour| f64::from(day) * DAY + hour * HOUR))
        .chain([14.0 * DAY])
        .collect();
    parts.hostile = vec![(ActorId(HUNTERS), ActorId(GARRISON))];
    parts.notices = vec!["repulsed".into(), "coup".into(), "offer".into()];
    let mut camp = circle("camp", [0.0, 0.0], 400.0, Some(GARRISON));
    camp.cover = fixed(0.4);
    parts.places = vec![camp, circle("border", [-9000.0, 300_000.0], 3000.0, None)];
    parts.routes = vec![RoutePart {
        name: "north-road".into(),
        points: vec![[0.0, 0.0], [0.0, 100_000.0], [-9000.0, 300_000.0]],
        winding: 1.1,
    }];
    let within = || Placement::Within(PlaceId(0));
    let mut kin = soldiers("kin", GARRISON, 150.0, within());
    kin.loyalty = Some(LoyaltyPart {
        base_per_hour: fixed(0.002),
        pressure: fixed(4.0),
        news: fixed(1.5),
        contagion: fixed(2.0),
        fatigue: fixed(0.5),
        news_notice: Some(NoticeId(COUP)),
        join_share: fixed(0.6),
        ..loyalty(HUNTERS)
    });
    let mut relief = soldiers(
        "relief",
        GARRISON,
        40.0,
        Placement::OnRoute {
            route: RouteId(0),
            at_m: fixed(60_000.0),
        },
    );
    relief.arrives_s = fixed(5.0 * DAY);
    parts.contingents = vec![
        soldiers(
            "north",
            HUNTERS,
            120.0,
            Placement::Ring {
                place: PlaceId(0),
                radius: fixed(9000.0),
                bearings: [5.5, 0.8],
            },
        ),
        soldiers(
            "south",
            HUNTERS,
            100.0,
            Placement::Box([-3000.0, -9000.0, 3000.0, -8000.0]),
        ),
        soldiers(
            "ambush",
            HUNTERS,
            40.0,
            Placement::OnRoute {
                route: RouteId(0),
                at_m: fixed(150_000.0),
            },
        ),
        soldiers("camp", GARRISON, 200.0, within()),
        kin,
        relief,
    ];
    parts.orders = orders();
    parts
}

fn orders() -> Vec<OrderPart> {
    let both = [NORTH, SOUTH];
    let given = |name: &str, trigger, conditions, actions| OrderPart {
        conditions,
        ..order(name, trigger, actions)
    };
    let march = |id: u16, to_m: f64| Action::March {
        who: who(&[id]),
        route: RouteId(0),
        to_m: fixed(to_m),
        halts_at_night: true,
        place: Some(PlaceId(1)),
    };
    let few =
        |ids: &[u16], share: f64| Condition::ShareFit(who(ids), Relation::Below, fixed(share));
    vec![
        order(
            "surround",
            at(0.0),
            vec![
                ring(&both),
                Action::Rest {
                    who: who(&[CAMP, KIN]),
                    share: fixed(0.5),
                },
            ],
        ),
        order(
            "first-assault",
            at(2.0 * DAY + 7.0 * HOUR),
            vec![assault(NORTH, 20.0), assault(SOUTH, 200.0)],
        ),
        given(
            "call-off",
            Trigger::Every {
                from_s: fixed(2.0 * DAY + 8.0 * HOUR),
                interval_s: 900.0,
            },
            vec![Condition::ForceRatio {
                ours: who(&both),
                theirs: who(&[CAMP, KIN]),
                place: PlaceId(0),
                within_m: 3000.0,
                relation: Relation::Below,
                value: fixed(0.72),
            }],
            vec![
                Action::Announce {
                    notice: NoticeId(REPULSED),
                    who: who(&[NORTH]),
                },
                ring(&both),
            ],
        ),
        order(
            "dusk-of-day-2",
            at(2.0 * DAY + 16.0 * HOUR),
            vec![ring(&both)],
        ),
        order(
            "coup",
            at(4.0 * DAY),
            vec![
                Action::Announce {
                    notice: NoticeId(COUP),
                    who: vec![],
                },
                Action::Tell {
                    to: vec![ActorId(GARRISON)],
                    about: ActorId(MEDIATORS),
                    serves: ActorId(HUNTERS),
                    credence: fixed(0.5),
                    delay_s: HOUR,
                },
            ],
        ),
        order(
            "relief",
            at(5.0 * DAY + 7.0 * HOUR),
            vec![Action::March {
                who: who(&[RELIEF]),
                route: RouteId(0),
                to_m: fixed(3000.0),
                halts_at_night: true,
                place: Some(PlaceId(0)),
            }],
        ),
        order(
            "second-assault",
            at(6.0 * DAY + 7.0 * HOUR),
            vec![assault(NORTH, 60.0), assault(SOUTH, 250.0)],
        ),
        order(
            "dusk-of-day-6",
            at(6.0 * DAY + 15.0 * HOUR),
            vec![ring(&both)],
        ),
        OrderPart {
            probability: fixed(0.7),
            delay_s: [fixed(HOUR), fixed(2.0 * HOUR)],
            otherwise: vec![assault(NORTH, 0.0)],
            ..order(
                "offer",
                at(8.0 * DAY + 7.0 * HOUR),
                vec![
                    Action::Announce {
                        notice: NoticeId(OFFER),
                        who: who(&[NORTH]),
                    },
                    Action::Declare {
                        actor: ActorId(MEDIATORS),
                        public: Some(ActorId(GARRISON)),
                        private: Some(ActorId(HUNTERS)),
                    },
                    Action::Hostility {
                        a: ActorId(HUNTERS),
                        b: ActorId(GARRISON),
                        fights: false,
                    },
                ],
            )
        },
        given(
            "withdraw",
            Trigger::On(noticed(OFFER)),
            vec![Condition::NotHappened(Pattern {
                place: Some(PlaceId(0)),
                ..on(EventKind::Took)
            })],
            vec![march(CAMP, 330_000.0)],
        ),
        order(
            "the-others-surrender",
            at(9.0 * DAY),
            vec![Action::Surrender {
                who: who(&[KIN]),
                share: fixed(0.8),
                to: ActorId(HUNTERS),
            }],
        ),
        order(
            "truce-ends",
            at(9.0 * DAY + 8.0 * HOUR),
            vec![Action::Hostility {
                a: ActorId(HUNTERS),
                b: ActorId(GARRISON),
                fights: true,
            }],
        ),
        given(
            "ambush-holds",
            Trigger::On(Pattern {
                who: who(&[AMBUSH]),
                ..on(EventKind::Met)
            }),
            vec![few(&[CAMP], 1.1)],
            vec![Action::Hold {
                who: who(&[AMBUSH]),
            }],
        ),
        order(
            "enter",
            at(9.0 * DAY + 9.0 * HOUR),
            vec![Action::GoTo {
                who: who(&both),
                place: PlaceId(0),
            }],
        ),
        order(
            "release",
            at(12.0 * DAY),
            vec![Action::Release {
                who: who(&[CAMP, KIN]),
                by: ActorId(HUNTERS),
                share: fixed(0.5),
            }],
        ),
        given(
            "home",
            Trigger::On(Pattern {
                who: who(&[CAMP]),
                ..on(EventKind::Arrived)
            }),
            vec![],
            vec![Action::Leave {
                who: who(&[CAMP]),
                share: fixed(1.0),
            }],
        ),
    ]
}
