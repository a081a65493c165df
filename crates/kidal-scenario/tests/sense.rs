//! What reads well and makes no sense is refused before the first step, at its place, with a remedy.

mod mill;

use kidal_diag::Diagnostic;
use mill::{MAP, SCENARIO, compile};

/// The scenario with one text put for another that it holds once.
fn with(old: &str, new: &str) -> String {
    assert_eq!(SCENARIO.matches(old).count(), 1, "`{old}` stands once");
    SCENARIO.replace(old, new)
}

#[track_caller]
fn refused(text: &str, map: &str, code: &str, says: &str, at: &str) {
    let faults: Vec<Diagnostic> = compile(text, Some(map)).err().unwrap_or_default();
    let shown = |fault: &Diagnostic| -> String {
        let place = &fault.annotations[0];
        let file = if place.file == "map.geojson" {
            map
        } else {
            text
        };
        file[place.span.clone()].to_string()
    };
    assert!(
        faults.iter().any(|fault| {
            fault.code == code
                && fault.message.contains(says)
                && shown(fault).contains(at)
                && fault.help.is_some()
        }),
        "wanted [{code}] {says} <{at}>, found {:#?}",
        faults
            .iter()
            .map(|fault| format!("[{}] {} <{}>", fault.code, fault.message, shown(fault)))
            .collect::<Vec<_>>()
    );
}

#[track_caller]
fn refuses(old: &str, new: &str, code: &str, says: &str, at: &str) {
    refused(&with(old, new), MAP, code, says, at);
}

#[track_caller]
fn map_refuses(old: &str, new: &str, code: &str, says: &str, at: &str) {
    assert!(MAP.contains(old), "the map holds `{old}`");
    refused(SCENARIO, &MAP.replacen(old, new, 1), code, says, at);
}

#[test]
fn expressions_stay_in_bounds_for_every_choice_of_the_parameters() {
    refuses(
        "\"guard-men * rifle-share\"",
        "\"guard-men * rifle-share - 20\"",
        "out-of-range",
        "`men` can be -20 with guard-men = 10, rifle-share = 0",
        "guard-men",
    );
    refuses(
        "\"guard-men * rifle-share\"",
        "\"guard-men / rifle-share\"",
        "out-of-range",
        "`men` can be inf",
        "guard-men",
    );
    refuses(
        "men         = \"grey-men\"",
        "men         = -5",
        "out-of-range",
        "`men` can be -5",
        "-5",
    );
    refuses(
        "cover    = 0.5",
        "cover    = 4",
        "out-of-range",
        "between 0 and 1",
        "4",
    );
    refuses(
        "killed_share   = 0.25",
        "killed_share   = 2",
        "out-of-range",
        "`killed_share`",
        "2",
    );
    refuses(
        "break_at            = 0.4",
        "break_at            = 1.4",
        "out-of-range",
        "`break_at`",
        "1.4",
    );
    refuses(
        "start       = { ring = \"mill\", radius = 3000, bearings = [90, 270] }",
        "start       = { route = \"mill-ferry\", at = 90000 }",
        "out-of-range",
        "`at` can be 90000",
        "90000",
    );
    refuses(
        "start       = { ring = \"mill\", radius = 3000, bearings = [90, 270] }",
        "start       = { box_m = [0, 0, 9000000, 10] }",
        "out-of-range",
        "outside of the map",
        "9000000",
    );
}

#[test]
fn grounds_say_something_from_outside_the_accounts() {
    let ground = "uniform = [40, 400]\nground  = \"invented\"";
    refuses(
        ground,
        "uniform = [40, 400]\nground  = \" \"",
        "empty-ground",
        "empty",
        "\" \"",
    );
    refuses(
        ground,
        "uniform = [40, 400]\nground  = \"as captain.first has it\"",
        "prior-from-claim",
        "captain.first",
        "",
    );
}

#[test]
fn orders_that_can_never_be_given_are_refused() {
    refuses(
        "at          = \"1901-05-04T06:00\"",
        "at          = \"1901-07-04T06:00\"",
        "order-never-fires",
        "after the end",
        "leave",
    );
    refuses(
        "at          = \"1901-05-04T06:00\"",
        "on          = { notice = \"left\" }",
        "order-never-fires",
        "only `leave` would announce",
        "leave",
    );
    refuses(
        "if          = [{ factor = \"why-left\", is = \"ordered\" }]",
        "if          = [{ factor = \"why-left\", is = \"ordered\" }, { factor = \"why-left\", is = \"broken\" }]",
        "order-never-fires",
        "exclude each other",
        "leave",
    );
    refuses(
        "on            = { kind = \"dusk\", after = { notice = \"assault\" } }",
        "on            = { kind = \"sleep-began\" }",
        "order-never-fires",
        "cannot happen",
        "call-off",
    );
}

#[test]
fn orders_that_call_each_other_for_ever_are_refused() {
    let ring = "
[[order]]
id = \"a\"
on = { notice = \"left\" }
repeats = true
probability = 0.5
do = [{ act = \"announce\", notice = \"repulsed\" }]
[[order]]
id = \"b\"
on = { notice = \"repulsed\" }
repeats = true
probability = 0.5
do = [{ act = \"announce\", notice = \"left\" }]
";
    refused(
        &format!("{SCENARIO}{ring}"),
        MAP,
        "orders-in-a-ring",
        "`a` → `b`",
        "a",
    );
}

#[test]
fn an_ending_that_cannot_fail_is_refused() {
    let old = "at          = \"1901-05-03T05:00\"\nprobability = 0.9";
    let new = "at          = \"1901-05-03T05:00\"\nprobability = 1";
    refuses(
        old,
        new,
        "scripted-certainty",
        "in every history",
        "assault",
    );
}

#[test]
fn names_of_meanings_and_events_are_checked() {
    refuses(
        "term = \"intends(mill-guard, {withdrawal-to-ferry})\"",
        "term = \"intends(mill-gard, {withdrawal-to-ferry})\"",
        "undeclared-name",
        "mill-gard",
        "mill-gard",
    );
    refuses(
        "[event.dawn-assault]",
        "[event.dawn-asault]",
        "undeclared-name",
        "dawn-asault",
        "dawn-asault",
    );
    let idle = with(
        "term = \"intends(mill-guard, {withdrawal-to-ferry})\"",
        "term = \"wounded(mill-guard)\"",
    );
    let compiled = compile(&idle, Some(MAP)).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let notes = compiled.expect("there is a scenario").notes;
    assert!(
        notes.iter().any(|note| note.code == "unused-meaning"),
        "{notes:#?}"
    );
}

#[test]
fn an_empty_scenario_says_what_to_do() {
    refused(" \n", MAP, "empty-file", "is empty", "");
}

#[test]
fn faults_of_the_map_stand_at_their_feature() {
    map_refuses(
        "\"kind\": \"route\"",
        "\"kind\": \"rout\"",
        "unknown-value",
        "rout",
        "\"rout\"",
    );
    map_refuses(
        "[8.0, 46.1]",
        "[46.1, 98.0]",
        "unreadable-map",
        "outside the globe",
        "coordinates",
    );
    map_refuses(
        "\"id\": \"ferry\"",
        "\"id\": \"mill\"",
        "duplicate-id",
        "`mill`",
        "mill",
    );
    map_refuses(
        "\"id\": \"ferry\", ",
        "",
        "unreadable-map",
        "no `id`",
        "Feature",
    );
    map_refuses(
        "[[8.0, 46.0], [8.02, 46.05], [8.0, 46.1]]",
        "[[8.0, 46.0]]",
        "unreadable-map",
        "needs 2",
        "coordinates",
    );
    map_refuses(
        "\"Point\"",
        "\"MultiPoint\"",
        "unreadable-map",
        "",
        "Feature",
    );
    map_refuses(
        "[8.0, 46.0] }",
        "[8.0, 46.0 }",
        "unreadable-map",
        "line 2",
        "}",
    );
    refused(SCENARIO, "", "unreadable-map", "empty", "");
}

#[test]
fn steps_that_cannot_be_taken_are_refused_where_they_are_written() {
    let fine = "finest_s   = 120";
    let code = "bad-scenario";
    refuses(
        fine,
        "finest_s = -240",
        code,
        "`finest_s` is -240, but must be at least 0.0625",
        "-240",
    );
    refuses(
        fine,
        "finest_s = 0.01",
        code,
        "must be at least 0.0625",
        "0.01",
    );
    refuses(
        fine,
        "finest_s = 7200",
        code,
        "is shorter than the shortest one (7200 s)",
        "3600",
    );
    refuses(
        "accuracy   = 0.25",
        "accuracy = 0",
        code,
        "`accuracy` is 0, but must be above 0",
        "0",
    );
}
