//! What each kind of statement is held against, on the small dossier of the scenario's tests; copies, utterances, selections.

mod common;

use common::{form, short};
use kidal_diag::Files;
use kidal_dossier::Dossier;
use kidal_scenario::CompiledScenario;
use kidal_witness::{Accounts, Class, Noise, Selection};

const EVIDENCE: &str = include_str!("../../kidal-scenario/tests/mill/evidence.toml");
const SCENARIO: &str = include_str!("../../kidal-scenario/tests/mill/scenario.toml");
const MAP: &str = include_str!("../../kidal-scenario/tests/mill/map.geojson");

fn read(claims: &str) -> (Dossier, CompiledScenario) {
    let mut files = Files::default();
    files.insert("evidence.toml", format!("{EVIDENCE}\n{claims}"));
    files.insert("scenario.toml", SCENARIO.to_string());
    files.insert("map.geojson", MAP.to_string());
    let reading = kidal_dossier::read(files.clone());
    let dossier = reading
        .dossier
        .unwrap_or_else(|| panic!("{claims}: {:#?}", reading.diagnostics));
    let scenario = kidal_scenario::compile(&dossier, &files)
        .expect("the scenario has no faults")
        .expect("there is a scenario");
    (dossier, scenario)
}

fn claim(id: &str, speaker: &str, via: &str, says: &str) -> String {
    format!(
        "[[claim]]\nid = \"{id}\"\nspeaker = \"{speaker}\"\nvia = [\"{via}\"]\nsaid = \"1901-05-06\"\nstake = \"neutral\"\nwords = \"…\"\nsays = '{says}'\n"
    )
}

fn compile(dossier: &Dossier, scenario: &CompiledScenario, selection: &Selection) -> Accounts {
    Accounts::compile(dossier, scenario, selection, Vec::new())
}

/// Class of a statement by the miller, and its pieces in short.
fn mapped(says: &str) -> (Class, String) {
    let (dossier, scenario) = read(&claim("miller.tried", "miller", "letter", says));
    let accounts = compile(&dossier, &scenario, &Selection::default());
    let row = dossier.claims.len() - 1;
    let pieces = accounts
        .claims
        .iter()
        .find(|weighed| weighed.claim == row)
        .map(|weighed| {
            let list: Vec<String> = weighed.readings[0]
                .pieces
                .iter()
                .map(|piece| {
                    let quantity = short(&piece.piece.quantity, &scenario);
                    format!("{quantity} {}", form(&piece.piece.form))
                })
                .collect();
            list.join("; ")
        });
    (accounts.classes[row], pieces.unwrap_or_default())
}

#[test]
fn each_kind_of_statement_maps_to_its_pieces() {
    let guard = "of riflemen+carters";
    let table = [
        // Counts: exact, rounded, about, at least, ranges, rivals, words.
        ("strength(mill-guard) = 57", format!("Present {guard} at start = 57 to 1")),
        ("strength(mill-guard) = ~60", format!("Present {guard} at start = 60 to 10")),
        ("strength(mill-guard) >= 40", format!("Present {guard} at start >= 40")),
        ("strength(mill-guard) > 4", format!("Present {guard} at start >= 4.00 so")),
        ("strength(mill-guard) < 100", format!("Present {guard} at start < 100.00 so")),
        ("strength(mill-guard) <= 100", format!("Present {guard} at start < 100.00 so")),
        ("strength(mill-guard) between 50 and 169", format!("Present {guard} at start 50 to 169")),
        ("strength(mill-guard) = \"several dozen\"", format!("Present {guard} at start rung 3")),
        ("strength(mill-guard) = \"a few hundred\"", format!("Present {guard} at start rung 5")),
        ("strength(mill-guard) = \"several thousand\"", format!("Present {guard} at start rung 6")),
        (
            "strength(mill-guard) either 160 or 169",
            format!("((Present {guard} at start >= 155.00 and Present {guard} at start < 165.00) or (Present {guard} at start >= 168.50 and Present {guard} at start < 169.50)) so"),
        ),
        ("partition(mill-guard, {riflemen = 40, carters = 25})", "Present of riflemen at start = 40 to 10; Present of carters at start = 25 to 1".into()),
        ("strength(mill-guard) = 60 as_of 1901-05-04", format!("Present {guard} at day 2.50 = 60 to 10")),
        ("killed(greys) = 12", "Killed of greys at end = 12 to 1".into()),
        ("wounded(greys) = 12", "Wounded of greys at end = 12 to 1".into()),
        ("captured(mill-guard, at: mill) = 9", format!("CapturedEver {guard} at end = 9 to 1")),
        ("captured(mill-guard, by: grey-league) = 9", format!("CapturedBy(ActorId(1)) {guard} at end = 9 to 1")),
        ("captured(mill-guard)", format!("CapturedEver {guard} at end >= 1.00 so")),
        ("vehicles(mill-guard) = 2", "Vehicles = 2 to 1".to_string()),
        ("share(riflemen, of: mill-guard) > 1/2", format!("(Present of riflemen at start / Present {guard} at start) >= 0.50 so")),
        ("share(riflemen, of: mill-guard) = 0.4", format!("((Present of riflemen at start / Present {guard} at start) >= 0.35 and (Present of riflemen at start / Present {guard} at start) < 0.45) so")),
        ("share(riflemen, of: mill-guard) between 0.3 and 0.5", format!("((Present of riflemen at start / Present {guard} at start) >= 0.30 and (Present of riflemen at start / Present {guard} at start) < 0.50) so")),
        // Moments.
        ("happened(dawn-assault) on 1901-05-03", "time of assault in day 1.00 to 2.00".into()),
        ("start(dawn-assault) = 1901-05-03", "time of assault in day 1.00 to 2.00".into()),
        ("start(dawn-assault) at 1901-05-03T05:00", "time of assault in day 1.19 to 1.23".into()),
        ("start(dawn-assault) < 1901-05-03", "time of assault < 86400.00 so".into()),
        ("end(dawn-assault) = 1901-05-03", "time of repulsed in day 1.00 to 2.00".into()),
        ("dawn-assault", "there is time of assault so".into()),
        ("happened(dawn-assault)", "there is time of assault so".into()),
        ("repulsed(dawn-assault)", "there is time of repulsed so".into()),
        ("repulsed(dawn-assault) on 1901-05-03", "time of repulsed in day 1.00 to 2.00".into()),
        ("start(dawn-assault) before 1901-05-04", "(172800 - time of assault) >= 0.00 so".into()),
        ("start(dawn-assault) after 1901-05-02", "(time of assault - 86400) >= 0.00 so".into()),
        ("happened(withdrawal-to-ferry) after dawn-assault", "(time of left - time of assault) >= 0.00 so".into()),
        ("happened(withdrawal-to-ferry) after dawn-assault, ~2 h", "(time of left - time of assault) in day 0.04 to 0.12".into()),
        ("fall(mill) on 1901-05-04", "time of Took in day 2.00 to 3.00".into()),
        (
            "start(dawn-assault) either 1901-05-03 or 1901-05-05",
            "((time of assault >= 86400.00 and time of assault < 172800.00) or (time of assault >= 259200.00 and time of assault < 345600.00)) so".into(),
        ),
        ("first_fire(dawn-assault, at: mill-east) at 1901-05-03T05:00", "time of Fire in day 1.19 to 1.23; EventBearing at 90 deg".into()),
        ("first_fire(dawn-assault, at: mill-east)", "EventBearing at 90 deg".into()),
        ("duration(dawn-assault) = \"several days\"", "((time of repulsed - time of assault) * 0.000011574074074074073) rung 1".into()),
        ("duration(dawn-assault) > 3 h", "(time of repulsed - time of assault) >= 10800.00 so".into()),
        // Where.
        ("distance(withdrawal-to-ferry, mill, along: road) = 5 km", "EventDistance = 5000 to 1000".into()),
        ("distance(withdrawal-to-ferry, mill, along: air) = 2.5 km", "EventDistance = 2500 to 100".into()),
        ("distance(withdrawal-to-ferry, mill) between 2 km and 5 km", "EventDistance 2000 to 5000".into()),
        ("bearing(withdrawal-to-ferry, mill) = north-east", "EventBearing at 45 deg".into()),
        // Standing.
        ("allegiance(blue-league) = grey-league as public on 1901-05-04", "Allegiance >= 0.50 so".into()),
        ("defected(some of carters, to: grey-league) on 1901-05-04", "time of Defected in day 2.00 to 3.00".into()),
        ("defected(most of carters, to: grey-league)", "(Defected of carters at end / Present of carters at start) >= 0.50 so".into()),
        ("defected(carters) = 5", "Defected of carters at end = 5 to 1".into()),
        // Words of the scenario's own.
        ("intends(mill-guard, {withdrawal-to-ferry})", "why-left is ordered so".into()),
        // Logic.
        ("not repulsed(dawn-assault)", "not there is time of repulsed so".into()),
        ("repulsed(dawn-assault) or fall(mill)", "(there is time of repulsed or there is time of Took) so".into()),
        ("repulsed(dawn-assault) and killed(greys) = 12", "there is time of repulsed so; Killed of greys at end = 12 to 1".into()),
        ("not (repulsed(dawn-assault) and killed(greys) >= 12)", "not (there is time of repulsed and Killed of greys at end >= 12.00) so".into()),
        // What no model bears on is left out of "and".
        ("repulsed(dawn-assault) and steadfast(mill-guard)", "there is time of repulsed so".into()),
    ];
    let mut wrong = Vec::new();
    for (says, wanted) in table {
        let (class, found) = mapped(says);
        if class != Class::Weighed || found != wanted {
            wrong.push(format!(
                "{says}\n  wanted {wanted}\n  found  {class:?}: {found}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_whole_and_its_parts_are_counted_once() {
    // The captain counts the guard already, in the same breath: of two parts one is new.
    let parts = "partition(mill-guard, {riflemen = 40, carters = 25})";
    let (dossier, scenario) = read(&claim("captain.parts", "captain", "report", parts));
    let accounts = compile(&dossier, &scenario, &Selection::default());
    let pieces = &accounts.claims[1].readings[0].pieces;
    assert_eq!(pieces.len(), 1);
    assert_eq!(form(&pieces[0].piece.form), "= 25 to 1");
    // A digest that divides them otherwise repeats him all the same.
    let digest = parts.replace("40", "50").replace("25", "10");
    let both = claim("captain.parts", "captain", "report", parts)
        + &claim("digest.parts", "digest", "digest", &digest);
    assert_eq!(
        copies(&both),
        [("digest.parts".into(), "captain.parts".into())]
    );
}

#[test]
fn what_the_model_does_not_bear_on_is_checked_or_told() {
    let table = [
        ("strength(mill-guard) = unknown", Class::Checked),
        ("start(dawn-assault) = unknown", Class::Checked),
        // Groups that are not wholly modelled, or not at all.
        ("strength(both-leagues) = 500", Class::Checked),
        ("strength(lake-league) = 500", Class::Checked),
        // A figure for some of a group, of a kind, or of another place, is not the group's.
        ("killed(some of greys) = 12", Class::Checked),
        ("captured(mill-guard, at: ferry) = 9", Class::Checked),
        ("vehicles(mill-guard, kind: brdm) = 2", Class::Checked),
        // "Not both" cannot be held against one of the two; nor "or" against one side.
        (
            "not (repulsed(dawn-assault) and steadfast(mill-guard))",
            Class::Told,
        ),
        (
            "repulsed(dawn-assault) or steadfast(mill-guard)",
            Class::Told,
        ),
        ("happened(harvest) on 1901-05-03", Class::Checked),
        ("happened(dawn-assault) after harvest", Class::Checked),
        ("steadfast(mill-guard)", Class::Told),
        ("said(captain, {repulsed(dawn-assault)})", Class::Told),
        ("bearing(withdrawal-to-ferry, mill) = ferry", Class::Told),
        (
            "share(riflemen, of: mill-guard) = \"several\"",
            Class::Checked,
        ),
    ];
    let mut wrong = Vec::new();
    for (says, wanted) in table {
        let (class, found) = mapped(says);
        if class != wanted || !found.is_empty() {
            wrong.push(format!(
                "{says}\n  wanted {wanted:?}\n  found  {class:?}: {found}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn copies(claims: &str) -> Vec<(String, String)> {
    let (dossier, scenario) = read(claims);
    let accounts = compile(&dossier, &scenario, &Selection::default());
    let id = |row: usize| dossier.claims[row].id.value.clone();
    accounts
        .copies
        .iter()
        .map(|(copy, original)| (id(*copy), id(*original)))
        .collect()
}

#[test]
fn who_says_the_same_twice_says_it_once() {
    let again = claim(
        "captain.again",
        "captain",
        "report",
        "strength(mill-guard) = 60",
    );
    assert_eq!(
        copies(&again),
        [("captain.again".into(), "captain.first".into())]
    );
    // Another figure of the same speaker is another statement.
    let other = claim(
        "captain.other",
        "captain",
        "report",
        "strength(mill-guard) = 70",
    );
    assert_eq!(copies(&other), []);
}

#[test]
fn a_compilation_that_repeats_its_source_is_a_copy() {
    // It says 70 where its source says 60: a slip of copying says nothing on the battle.
    let digest = claim(
        "digest.guard",
        "digest",
        "digest",
        "strength(mill-guard) = 70",
    );
    assert_eq!(
        copies(&digest),
        [("digest.guard".into(), "captain.first".into())]
    );
    // On what its source does not speak of it stands alone.
    let own = claim("digest.greys", "digest", "digest", "strength(greys) = 200");
    assert_eq!(copies(&own), []);
}

#[test]
fn independent_statements_are_no_copies() {
    let miller = claim(
        "miller.guard",
        "miller",
        "letter",
        "strength(mill-guard) = 60",
    );
    assert_eq!(copies(&miller), []);
    // Nor is the digest's where only the miller, from whom it does not derive, has spoken.
    let both = claim("miller.greys", "miller", "letter", "strength(greys) = 200")
        + &claim("digest.greys", "digest", "digest", "strength(greys) = 200");
    assert_eq!(copies(&both), []);
}

#[test]
fn a_copy_stands_for_its_original_where_only_the_compilation_is_asked() {
    let digest = claim(
        "digest.guard",
        "digest",
        "digest",
        "strength(mill-guard) = 60",
    );
    let (dossier, scenario) = read(&digest);
    let row = dossier.claims.len() - 1;
    let only = Selection {
        only: vec!["digest".into()],
        ..Selection::default()
    };
    assert_eq!(
        compile(&dossier, &scenario, &only).classes[row],
        Class::Weighed
    );
    // Without the captain his words do not come back through the digest.
    let without = Selection {
        without: vec!["captain".into()],
        ..Selection::default()
    };
    assert_eq!(
        compile(&dossier, &scenario, &without).classes[row],
        Class::Checked
    );
    assert!(compile(&dossier, &scenario, &without).claims.is_empty());
}

#[test]
fn claims_of_one_utterance_share_one_reliability() {
    let second = claim(
        "captain.second",
        "captain",
        "report",
        "strength(greys) = 200",
    );
    let third = claim("miller.third", "miller", "letter", "strength(greys) = 80");
    let (dossier, scenario) = read(&(second + &third));
    let accounts = compile(&dossier, &scenario, &Selection::default());
    let sizes: Vec<usize> = accounts
        .utterances
        .iter()
        .map(|one| one.claims.len())
        .collect();
    assert_eq!(sizes, [2, 1]);
    assert_eq!(accounts.origins, ["captain", "miller"]);
    // Two true-looking figures of one speaker are likelier together than apart: they share what he is worth.
    let parameters = [60.0, 200.0, 0.5, 1.0, 0.0];
    let probes = kidal_battle::Probes::new(&scenario.scenario, accounts.probes.clone());
    let probes = probes.expect("the probes fit the scenario");
    let mut runner = kidal_battle::Runner::new(&scenario.scenario, &probes);
    let mut record = kidal_battle::Record::new();
    let streams = kidal_battle::Streams {
        root: 1,
        refreshes: &[],
    };
    runner
        .run(&parameters, streams, &mut record)
        .expect("it runs");
    let mut terms = vec![0.0; 2];
    accounts.terms(&parameters, &record.answers, Noise::default(), &mut terms);
    let both = terms[0];
    assert!(both.is_finite() && terms[1].is_finite());
    let mut apart = 0.0;
    for alone in 0..2 {
        let out: Vec<bool> = (0..3).map(|claim| claim != alone).collect();
        apart += accounts.utterance_density(
            &accounts.utterances[0],
            &parameters,
            &record.answers,
            Noise::default(),
            &mut |_, _, _| {},
            Some(&out),
        );
    }
    assert!(both > apart, "{both} against {apart}");
}

#[test]
fn only_what_was_uttered_by_then_is_weighed() {
    let late = claim("miller.late", "miller", "letter", "strength(greys) = 80");
    let (dossier, scenario) = read(&late);
    let at = |text: &str| {
        let date = kidal_dossier::date::Date::parse(text).expect("a date");
        let known_by = date.with_clock(dossier.about.clock).latest().0;
        let selection = Selection {
            known_by: Some(known_by),
            ..Selection::default()
        };
        compile(&dossier, &scenario, &selection).claims.len()
    };
    assert_eq!(at("1901-05-04"), 0);
    assert_eq!(at("1901-05-05"), 1);
    assert_eq!(at("1901-05-06"), 2);
}
