//! Blocks of luck: each can be drawn anew alone, and what it does not touch stays as it is, bit for bit.

mod scene;

use kidal_battle::parts::*;
use kidal_battle::{Event, Probes, Runner, Scenario, Streams, Trace};
use scene::*;
use std::collections::BTreeSet;

fn history(scenario: &Scenario, root: u64, refreshes: &[u32]) -> Trace {
    let probes = Probes::default();
    Runner::new(scenario, &probes)
        .trace(&[], Streams { root, refreshes }, HOUR)
        .expect("it runs")
}

/// The number of the block with a name.
fn block(scenario: &Scenario, name: &str) -> usize {
    (0..scenario.blocks())
        .find(|block| scenario.block_name(*block) == name)
        .unwrap_or_else(|| panic!("no block is called {name}"))
}

/// Other luck for one block.
fn relabelled(scenario: &Scenario, name: &str, label: u32) -> Vec<u32> {
    let mut labels = vec![0; scenario.blocks()];
    labels[block(scenario, name)] = label;
    labels
}

/// The first event that two histories do not share.
fn first_difference<'a>(a: &'a Trace, b: &Trace) -> &'a Event {
    let same = a.events.iter().zip(&b.events);
    let count = same.take_while(|(a, b)| a == b).count();
    a.events.get(count).expect("the histories differ")
}

#[test]
fn blocks_have_names_of_their_own_and_their_phases() {
    let scenario = build(&campaign::parts());
    let names: BTreeSet<String> = (0..scenario.blocks())
        .map(|block| scenario.block_name(block))
        .collect();
    assert_eq!(names.len(), scenario.blocks());
    let phases = scenario.phases();
    let part = &scenario.parts().contingents[usize::from(campaign::NORTH)];
    assert!(part.fatigue.is_some());
    for (name, phase) in [
        ("north, phase 14, fire and movement", Some(14)),
        ("north, phase 2, sleep, loyalty and capture", Some(2)),
        ("all orders, phase 3", Some(3)),
        ("order offer", None),
    ] {
        assert_eq!(scenario.block_phase(block(&scenario, name)), phase);
    }
    // Orders that draw nothing have no luck: `surround` is certain, and `home` takes all.
    let own = names.iter().filter(|name| name.starts_with("order "));
    assert_eq!(
        own.map(String::as_str).collect::<Vec<_>>(),
        [
            "order coup",
            "order offer",
            "order release",
            "order the-others-surrender"
        ]
    );
    assert_eq!(
        names.iter().filter(|n| n.starts_with("all orders")).count(),
        phases
    );
    assert_eq!(scenario.block_phase(scenario.blocks()), None);
}

#[test]
fn refreshing_a_block_keeps_the_history_before_its_phase() {
    let scenario = build(&campaign::parts());
    let factual = history(&scenario, 3, &[]);
    for what in ["fire and movement", "sleep, loyalty and capture"] {
        let labels = relabelled(&scenario, &format!("north, phase 13, {what}"), 1);
        let begins = scenario.parts().phase_ends_s[12];
        let other = history(&scenario, 3, &labels);
        assert!(
            first_difference(&factual, &other).time_s >= begins,
            "{what}"
        );
    }
}

#[test]
fn an_order_drawn_anew_leaves_all_other_luck_alone() {
    // The offer is made on day 8 with chance 0.7 and an exponential delay; nothing before it can know of its luck.
    let scenario = build(&campaign::parts());
    let factual = history(&scenario, 3, &[]);
    let labels = relabelled(&scenario, "order offer", 1);
    let other = history(&scenario, 3, &labels);
    let first = first_difference(&factual, &other);
    assert!(first.time_s >= 8.0 * DAY + 7.0 * HOUR);
    // An order that nobody hears of changes nothing but itself. It is looked at at fixed times, so that steps are cut alike.
    let mut parts = campaign::parts();
    let every_six_hours = Trigger::Every {
        from_s: fixed(DAY),
        interval_s: 6.0 * HOUR,
    };
    let hold = vec![Action::Hold { who: vec![] }];
    parts.orders.push(OrderPart {
        probability: fixed(0.5),
        repeats: true,
        ..order("unheard", every_six_hours, hold)
    });
    let id = OrderId(parts.orders.len() as u16 - 1);
    let scenario = build(&parts);
    let split = |label: u32| -> (Vec<u64>, Vec<Event>) {
        let labels = relabelled(&scenario, "order unheard", label);
        let trace = history(&scenario, 3, &labels);
        let (own, others) = trace
            .events
            .iter()
            .partition::<Vec<Event>, _>(|event| event.order == Some(id));
        (
            own.iter().map(|event| event.time_s.to_bits()).collect(),
            others,
        )
    };
    let (_, factual) = split(0);
    let mut times = BTreeSet::new();
    for label in 1..20 {
        let (own, others) = split(label);
        assert!(others == factual, "label {label}");
        times.insert(own);
    }
    assert_eq!(times.len(), 19, "its own times are others each time");
}

#[test]
fn an_order_is_drawn_anew_from_a_phase_on_by_the_label_of_all_orders() {
    let scenario = build(&campaign::parts());
    let factual = history(&scenario, 3, &[]);
    // Day 8, 7 o'clock lies in one phase; the labels of all others do not touch the offer.
    let (mut moved, mut kept) = (0, 0);
    let ends = &scenario.parts().phase_ends_s;
    let phase = ends.partition_point(|end| *end <= 8.0 * DAY + 7.0 * HOUR);
    let offered = |trace: &Trace| {
        let is_offer = |event: &&Event| event.notice == Some(NoticeId(campaign::OFFER));
        trace.events.iter().find(is_offer).map(|event| event.time_s)
    };
    for label in 1..20 {
        let here = relabelled(&scenario, &format!("all orders, phase {phase}"), label);
        moved += u32::from(offered(&history(&scenario, 3, &here)) != offered(&factual));
        let later = relabelled(
            &scenario,
            &format!("all orders, phase {}", phase + 1),
            label,
        );
        kept += u32::from(offered(&history(&scenario, 3, &later)) == offered(&factual));
    }
    assert_eq!(kept, 19);
    assert!(moved > 10);
}

#[test]
fn an_edited_scenario_finds_the_luck_that_it_shares() {
    let scenario = build(&campaign::parts());
    let mut parts = campaign::parts();
    let offer = parts.orders.iter().position(|order| order.name == "offer");
    let offer = offer.expect("the campaign has an offer");
    parts.orders[offer].probability = fixed(1.0);
    parts.orders[offer].delay_s[1] = fixed(0.0);
    let release = parts
        .orders
        .iter()
        .position(|order| order.name == "release");
    parts
        .orders
        .remove(release.expect("the campaign has a release"));
    let edited = build(&parts);
    assert_eq!(edited.blocks() + 2, scenario.blocks());
    for (block, place) in edited.blocks_in(&scenario).into_iter().enumerate() {
        let place = place.expect("an edit that takes away adds no block");
        assert_eq!(edited.block_name(block), scenario.block_name(place));
    }
    let lost = scenario.blocks_in(&edited);
    let lost = (0..scenario.blocks()).filter(|block| lost[*block].is_none());
    let lost: Vec<String> = lost.map(|block| scenario.block_name(block)).collect();
    assert_eq!(lost, ["order offer", "order release"]);
}

/// Fifty men assault a camp when they are told to; the hour is all that differs.
fn assault_begun_at(begins_s: f64) -> Parts {
    let mut parts = blank(&["attackers", "defenders"], 2.0 * DAY);
    parts.hostile = vec![(ActorId(0), ActorId(1))];
    parts.places = vec![circle("camp", [0.0, 0.0], 300.0, Some(1))];
    parts.contingents = vec![
        body("attackers", 0, 50.0, [0.0, 4000.0]),
        body("defenders", 1, 40.0, [0.0, 0.0]),
    ];
    parts.orders = vec![order(
        "assault",
        at(begins_s),
        vec![Action::Assault {
            who: who(&[0]),
            place: PlaceId(0),
            from: fixed(0.0),
            press_per_hour: 0.8,
        }],
    )];
    parts
}

#[test]
fn what_begins_a_little_later_is_the_same_fight() {
    // Begun at 3 h and some seconds: times since then are alike up to the sixteenth of a second to which entries are rounded.
    let fight = |begins_s: f64, root: u64| -> (Vec<(i64, EventKind, u32)>, u64) {
        let trace = history(&build(&assault_begun_at(begins_s)), root, &[]);
        let since = |event: &Event| ((event.time_s - begins_s) / 0.125).round() as i64;
        let told = trace
            .events
            .iter()
            .filter(|event| event.time_s >= begins_s)
            .map(|event| (since(event), event.kind, event.men));
        (told.collect(), trace.counters.draws)
    };
    for root in 1..6 {
        let first = fight(3.0 * HOUR, root);
        assert!(first.0.len() > 3, "{first:?}");
        for later_s in [17.0, 120.0, 1000.0, 5.0 * HOUR + 77.0] {
            assert_eq!(fight(3.0 * HOUR + later_s, root), first, "{later_s}");
        }
    }
}

#[test]
fn the_end_of_a_phase_changes_luck_and_nothing_else() {
    let whole = assault_begun_at(3.0 * HOUR);
    let counted = |parts: &Parts, root: u64| record(parts, &[], root).counters;
    let mut parts = whole.clone();
    // When all is over, nothing is left to draw.
    parts.phase_ends_s = vec![1.9 * DAY, 2.0 * DAY];
    assert_eq!(counted(&parts, 4), counted(&whole, 4));
    // In the middle of the fight: what was drawn before goes on, and only a phase of fresh luck arms clocks anew.
    let middle_s = 3.5 * HOUR;
    parts.phase_ends_s = vec![middle_s, 2.0 * DAY];
    let before = |parts: &Parts| -> Vec<Event> {
        let events = history(&build(parts), 4, &[]).events.into_iter();
        events.take_while(|event| event.time_s < middle_s).collect()
    };
    assert_eq!(before(&parts), before(&whole));
    let fights = |parts: &Parts| -> Vec<Vec<Event>> {
        let scenario = build(parts);
        let told = (0..10).map(|root| history(&scenario, root, &[]).events);
        told.collect()
    };
    let goes_on = fights(&parts);
    parts.renewed_phase = 1;
    let renewed = fights(&parts);
    assert_eq!(before(&parts), before(&whole));
    let others = goes_on.iter().zip(&renewed).filter(|(a, b)| a != b);
    assert!(others.count() > 5, "thresholds drawn before are forgotten");
}
