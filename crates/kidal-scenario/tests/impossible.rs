//! What is written well and cannot be is refused where it stands, and a fault is told once.

mod mill;

use kidal_diag::Diagnostic;
use mill::{MAP, SCENARIO, compile};

fn faults(old: &str, new: &str) -> (String, Vec<Diagnostic>) {
    assert!(SCENARIO.contains(old), "the scenario holds `{old}`");
    let text = SCENARIO.replacen(old, new, 1);
    let found = compile(&text, Some(MAP)).err().unwrap_or_default();
    (text, found)
}

fn shown(text: &str, faults: &[Diagnostic]) -> Vec<String> {
    let one = |fault: &Diagnostic| {
        let place = &fault.annotations[0];
        let at = match place.file.as_str() {
            "map.geojson" => "map",
            _ => &text[place.span.clone()],
        };
        let help = fault.help.as_deref().unwrap_or_default();
        format!("[{}] {} <{at}> {help}", fault.code, fault.message)
    };
    faults.iter().map(one).collect()
}

/// One fault and no other; its line holds these words.
#[track_caller]
fn refuses(old: &str, new: &str, words: &[&str]) {
    let (text, found) = faults(old, new);
    let lines = shown(&text, &found);
    assert!(
        lines.len() == 1 && words.iter().all(|word| lines[0].contains(word)),
        "wanted one fault with {words:?}, found {lines:#?}"
    );
}

#[track_caller]
fn map_refuses(old: &str, new: &str, words: &[&str]) {
    assert!(MAP.contains(old), "the map holds `{old}`");
    let map = MAP.replacen(old, new, 1);
    let found = compile(SCENARIO, Some(&map)).err().unwrap_or_default();
    let lines = shown(SCENARIO, &found);
    assert!(
        lines.len() == 1 && words.iter().all(|word| lines[0].contains(word)),
        "wanted one fault with {words:?}, found {lines:#?}"
    );
}

#[track_caller]
fn accepts(old: &str, new: &str) {
    let (text, found) = faults(old, new);
    assert!(found.is_empty(), "{:#?}", shown(&text, &found));
}

#[test]
fn a_moment_of_an_event_that_is_not_known_is_not_read_as_its_beginning() {
    let old = "number = { men = [\"mill-guard\"], count = \"present\", at = \"start\" }";
    refuses(
        old,
        "number = { time_of = \"dawn-assault/repulzed\" }",
        &["<\"dawn-assault/repulzed\">", "did you mean `repulsed`"],
    );
    accepts(old, "number = { time_of = \"dawn-assault/begins\" }");
    let old = "is   = { level = \"why-left\", is = \"ordered\" }";
    refuses(
        old,
        "is = { allegiance = \"blue-league\", serves = \"blue-league\", face = \"privat\" }",
        &["privat", "did you mean `private`"],
    );
}

#[test]
fn no_order_is_given_before_the_first_moment() {
    refuses(
        "at          = \"1901-05-04T06:00\"",
        "at          = \"1901-04-11T00:00\"",
        &[
            "`at` lies 21 days before the zero",
            "<\"1901-04-11T00:00\">",
        ],
    );
    refuses(
        "at          = \"1901-05-04T06:00\"",
        "every_minutes = 30\nfrom = \"1901-05-01T23:30\"",
        &["`from` lies 30 minutes before the zero"],
    );
    accepts(
        "at          = \"1901-05-04T06:00\"",
        "at          = \"1901-05-02T00:00\"",
    );
}

#[test]
fn a_question_has_one_answer_and_the_unit_of_that() {
    let old = "number = { men = [\"mill-guard\"], count = \"present\", at = \"start\" }";
    let moment = "number = { time_of = \"fall\" }";
    refuses(
        old,
        &format!("{moment}\nunit = \"kg\""),
        &["`time_of` is a moment", "<\"kg\">", "unit = \"date\""],
    );
    accepts(old, &format!("{moment}\nunit = \"date\""));
    refuses(
        old,
        "probability = { happened = \"fall\" }\nunit = \"kg\"",
        &["`unit` stands beside `probability`"],
    );
    refuses(
        old,
        &format!("{moment}\nprobability = {{ happened = \"fall\" }}"),
        &["has `probability` and `number`", "keep one"],
    );
}

/// 500 kg of men were taken.
#[test]
fn men_and_vehicles_are_counted_in_heads() {
    let old = "number = { men = [\"mill-guard\"], count = \"present\", at = \"start\" }";
    refuses(
        old,
        &format!("{old}\nunit = \"kg\""),
        &[
            "counts men and not `kg`",
            "<\"kg\">",
            "men, people, persons, soldiers",
        ],
    );
    accepts(old, &format!("{old}\nunit = \"soldiers\""));
    let sum = "number = { sum = [{ men = [\"mill-guard\"], count = \"killed\", at = \"end\" }, { men = [\"greys\"], count = \"killed\", at = \"end\" }] }";
    refuses(
        old,
        &format!("{sum}\nunit = \"days\""),
        &["counts men and not `days`"],
    );
    let vehicles = "number = { vehicles = [\"mill-guard\"], at = \"start\" }";
    refuses(
        old,
        &format!("{vehicles}\nunit = \"men\""),
        &["counts vehicles and not `men`", "vehicles, cars, trucks"],
    );
    let text = SCENARIO
        .replacen("\"guard-men * rifle-share\"", "\"guard-men\"", 1)
        .replacen("unit   = \"men\"", "unit   = \"kg\"", 1);
    let found = compile(&text, Some(MAP)).expect_err("men are no kilograms");
    let lines = shown(&text, &found);
    let words = "`guard-men` is an unknown in `kg` and no number of men <\"guard-men\"> give the unknown one of the units men, people";
    assert!(lines.len() == 1 && lines[0].contains(words), "{lines:#?}");
}

#[test]
fn a_moment_without_a_unit_is_a_date() {
    use kidal_scenario::question::Asked;
    let old = "number = { men = [\"mill-guard\"], count = \"present\", at = \"start\" }";
    let text = SCENARIO.replacen(old, "number = { time_of = \"fall\" }", 1);
    let compiled = compile(&text, Some(MAP)).expect("no faults");
    let asked = &compiled.expect("a scenario").questions[1].asked;
    assert!(matches!(asked, Asked::Number(_, unit) if unit == "date"));
}

#[test]
fn figures_that_no_battle_has_are_refused() {
    let initial = "initial             = [0.7, 1.0]";
    for wrong in ["[1.9, 5.0]", "[0.7, 5.0]", "[-0.1, 1.0]", "[0.9, 0.3]"] {
        refuses(
            initial,
            &format!("initial             = {wrong}"),
            &["`initial` is", "between 0 and 1", wrong],
        );
    }
    refuses(
        "rally_at            = 0.55",
        "rally_at            = 0.2",
        &["`rally_at` is 0.2, below `break_at`, which is 0.4", "<0.2>"],
    );
    accepts("rally_at            = 0.55", "rally_at            = 0.4");
    let speed = "speed_km_h  = [4, 10]";
    refuses(
        speed,
        "speed_km_h  = [6, 8000]",
        &["`speed_km_h` can be 8000", "between 0 and 300"],
    );
    refuses(
        speed,
        "speed_km_h  = [-4, 10]",
        &["`speed_km_h` can be -4", "between 0 and 300"],
    );
    refuses(
        "accuracy   = 0.25",
        "accuracy   = 50",
        &["`accuracy` is 50, but must be at most 10", "<50>"],
    );
}

#[test]
fn a_ring_is_part_of_a_circle_near_the_map() {
    let ring = |radius: &str, bearings: &str| {
        format!("start       = {{ ring = \"mill\", radius = {radius}, bearings = {bearings} }}")
    };
    let old = ring("3000", "[90, 270]");
    for wrong in ["[999, 1210]", "[0, 720]", "[-400, -300]"] {
        let (_, found) = faults(&old, &ring("3000", wrong));
        assert_eq!(found.len(), 1, "{wrong}: {found:#?}");
    }
    refuses(
        &old,
        &ring("3000", "[999, 1210]"),
        &["`bearings`", "<[999, 1210]>"],
    );
    for right in [
        "[270, 450]",
        "[300, 30]",
        "[0, 360]",
        "[-90, 90]",
        "[45, 45]",
    ] {
        accepts(&old, &ring("3000", right));
    }
    refuses(
        &old,
        &ring("1e9", "[90, 270]"),
        &["`radius` can be 1000000000", "<1e9>"],
    );
    refuses(
        "place = \"mill\", radius = 3000",
        "place = \"mill\", radius = 1e9",
        &["`radius` can be 1000000000", "<1e9>"],
    );
}

#[test]
fn a_fault_of_the_clock_brings_no_unknown_keys_and_stands_at_its_key() {
    refuses(
        "dawn       = \"05:30\"",
        "dawn       = \"25:00\"",
        &["clock times", "<\"25:00\">"],
    );
    refuses(
        "dusk       = \"19:30\"",
        "dusk       = \"03:30\"",
        &["`dusk` is not after `dawn`", "<\"03:30\">"],
    );
    refuses(
        "\"1901-05-03T00:00\", \"1901-05-04T00:00\"]",
        "\"1901-05-04T00:00\", \"1901-05-03T00:00\"]",
        &["phase end"],
    );
    let (text, found) = faults("[[hostile]]", "[[hostil]]");
    let lines = shown(&text, &found);
    assert!(lines[0].contains("did you mean `hostile`"), "{lines:#?}");
}

#[test]
fn a_fault_of_the_map_is_told_once() {
    map_refuses("\"kind\": \"route\"", "\"kind\": \"castle\"", &["castle"]);
    map_refuses(
        "\"id\": \"mill\",",
        "\"id\": \"mil\",",
        &["draws no polygon or point for `mill`"],
    );
    let found = compile(SCENARIO, Some("")).err().unwrap_or_default();
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[test]
fn lengths_and_holes_of_the_map_can_be() {
    let source = "\"source\": \"invented\" }, \"geometry\": { \"type\": \"Point\"";
    for wrong in ["-100", "\"100 m\""] {
        map_refuses(
            source,
            &source.replace(
                "\"source\"",
                &format!("\"precision_m\": {wrong}, \"source\""),
            ),
            &["`mill`", "`precision_m`", "0 or more"],
        );
    }
    let polygon = |hole: &str| {
        format!(
            "\"type\": \"Polygon\", \"coordinates\": [[[8.0, 46.0], [8.1, 46.0], [8.1, 46.1], [8.0, 46.0]]{hole}]"
        )
    };
    let point = "\"type\": \"Point\", \"coordinates\": [8.0, 46.0]";
    map_refuses(
        point,
        &polygon(", [[8.05, 46.02]]"),
        &["ring 2", "`mill`", "needs 3"],
    );
    let map = MAP.replacen(
        point,
        &polygon(", [[8.05, 46.02], [8.06, 46.02], [8.06, 46.03], [8.05, 46.02]]"),
        1,
    );
    assert!(compile(SCENARIO, Some(&map)).is_ok());
}

#[test]
fn a_fault_of_a_question_is_not_told_again_by_what_rests_on_it() {
    refuses(
        "claims      = [\"captain.first\"]",
        "number = { men = [\"mill-guard\"] }",
        &["has `probability` and `number`"],
    );
}

#[test]
fn longitude_and_latitude_that_change_places_are_told() {
    let mut map = MAP.to_owned();
    for (right, exchanged) in [
        ("[8.0, 46.0]", "[46.0, 8.0]"),
        ("[8.0, 46.1]", "[46.1, 8.0]"),
        ("[8.02, 46.05]", "[46.05, 8.02]"),
    ] {
        map = map.replace(right, exchanged);
    }
    let found = compile(SCENARIO, Some(&map)).err().unwrap_or_default();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0]
            .message
            .contains("longitude and latitude exchanged")
    );
    // One feature far away is no exchange.
    let one = MAP.replacen("[8.02, 46.05]", "[46.05, 8.02]", 1);
    assert!(compile(SCENARIO, Some(&one)).is_ok());
}

/// The misspelt key is named, and nobody who uses the parameter is blamed.
#[test]
fn a_faulty_prior_is_told_alone_with_its_misspelt_key() {
    let (text, found) = faults("ninety = [30, 120]", "ninetty = [30, 120]");
    let lines = shown(&text, &found);
    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert!(lines[0].contains("needs `ninety"), "{lines:#?}");
    assert!(
        lines[1].contains("<ninetty>") && lines[1].contains("did you mean `ninety`"),
        "{lines:#?}"
    );
}
