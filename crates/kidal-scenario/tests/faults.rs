//! Every kind of fault of scenario.toml and map.geojson is an error at its place.

mod mill;

use kidal_diag::{Diagnostic, Files, Severity};
use mill::{EVIDENCE, MAP, SCENARIO, compile};

fn errors(scenario: &str, map: Option<&str>) -> Vec<Diagnostic> {
    let found = compile(scenario, map).err().unwrap_or_default();
    found
        .into_iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .collect()
}

/// The scenario with one text put for another that it holds once.
fn with(old: &str, new: &str) -> String {
    assert_eq!(SCENARIO.matches(old).count(), 1, "`{old}` stands once");
    SCENARIO.replace(old, new)
}

/// The edit gives an error of this code, whose message says this, and whose place in scenario.toml shows that.
#[track_caller]
fn refuses(old: &str, new: &str, code: &str, says: &str, at: &str) {
    let text = with(old, new);
    let errors = errors(&text, Some(MAP));
    let shown: Vec<String> = errors
        .iter()
        .map(|error| {
            let place = error.annotations.first().expect("every error has a place");
            assert_eq!(place.file, "scenario.toml");
            format!(
                "[{}] {} <{}>",
                error.code,
                error.message,
                &text[place.span.clone()]
            )
        })
        .collect();
    assert!(
        errors.iter().any(|error| {
            error.code == code
                && error.message.contains(says)
                && text[error.annotations[0].span.clone()].contains(at)
        }),
        "wanted [{code}] {says} <{at}>, found {shown:#?}"
    );
}

#[test]
fn the_scenario_of_the_tests_has_no_faults() {
    let compiled = compile(SCENARIO, Some(MAP)).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let compiled = compiled.expect("there is a scenario");
    assert_eq!(compiled.parameters.len(), 5);
    assert_eq!(compiled.parts.contingents.len(), 3);
    assert_eq!(compiled.interventions.len(), 2);
    assert_eq!(compiled.again_from_phase, 1);
}

#[test]
fn a_dossier_without_a_scenario_is_no_fault() {
    let mut files = Files::default();
    files.insert("evidence.toml", EVIDENCE.to_string());
    let dossier = kidal_dossier::read(files.clone())
        .dossier
        .expect("the dossier reads");
    assert!(matches!(
        kidal_scenario::compile(&dossier, &files),
        Ok(None)
    ));
}

#[test]
fn unknown_names_come_with_the_nearest_known_one() {
    refuses(
        "\"guard-men * rifle-share\"",
        "\"gard-men * rifle-share\"",
        "bad-scenario",
        "guard-men",
        "gard-men",
    );
    refuses(
        "who = [\"mill-guard\"], route",
        "who = [\"mil-guard\"], route",
        "bad-scenario",
        "mill-guard",
        "mil-guard",
    );
    refuses(
        "a = \"blue-league\"",
        "a = \"blue-leage\"",
        "bad-scenario",
        "blue-league",
        "blue-leage",
    );
    refuses(
        "route = \"mill-ferry\"",
        "route = \"mill-fery\"",
        "bad-scenario",
        "mill-ferry",
        "mill-fery",
    );
    refuses(
        "begins   = { notice = \"assault\" }",
        "begins   = { notice = \"asault\" }",
        "bad-scenario",
        "assault",
        "asault",
    );
    refuses(
        "order = \"assault\", probability = 0",
        "order = \"assult\", probability = 0",
        "bad-scenario",
        "assault",
        "assult",
    );
    refuses(
        "levels = \"why-left\"",
        "levels = \"why-lef\"",
        "bad-scenario",
        "why-left",
        "why-lef",
    );
    refuses(
        "is   = { level = \"why-left\", is = \"ordered\" }",
        "is   = { level = \"why-left\", is = \"orderd\" }",
        "bad-scenario",
        "ordered",
        "orderd",
    );
    refuses(
        "probability = { happened = \"fall\" }",
        "probability = { happened = \"fal\" }",
        "bad-scenario",
        "fal",
        "fal",
    );
    refuses(
        "claims      = [\"captain.first\"]",
        "claims      = [\"captain.frist\"]",
        "undeclared-name",
        "captain.frist",
        "captain.frist",
    );
    refuses(
        "within = \"mill\" }\nfire        = \"rifles\"\nsight_m     = [1000, 300]\nspeed_km_h  = [4, 10]\nmorale      = \"men\"\n\n[[contingent]]\nid          = \"carters\"",
        "within = \"mil\" }\nfire        = \"rifles\"\nsight_m     = [1000, 300]\nspeed_km_h  = [4, 10]\nmorale      = \"men\"\n\n[[contingent]]\nid          = \"carters\"",
        "bad-scenario",
        "mill",
        "mil",
    );
    refuses(
        "accuracy   = 0.25",
        "acuracy   = 0.25",
        "unknown-key",
        "acuracy",
        "acuracy",
    );
    refuses(
        "[[hostile]]",
        "[[hostil]]",
        "unknown-key",
        "hostil",
        "hostil",
    );
}

#[test]
fn priors_must_make_sense() {
    refuses(
        "uniform = [40, 400]",
        "uniform = [400, 40]",
        "bad-prior",
        "smaller first",
        "uniform",
    );
    refuses(
        "ninety = [30, 120]",
        "ninety = [120, 30]",
        "bad-prior",
        "smaller first",
        "ninety",
    );
    refuses(
        "median = 60",
        "median = 600",
        "bad-prior",
        "log-normal",
        "600",
    );
    refuses(
        "median = 60",
        "median = -60",
        "bad-prior",
        "log-normal",
        "-60",
    );
    refuses(
        "within = [10, 300]",
        "within = [100, 300]",
        "bad-prior",
        "median",
        "within",
    );
    refuses(
        "within = [10, 300]",
        "within = [-10, 300]",
        "bad-prior",
        "negative",
        "within",
    );
    refuses(
        "beta   = [2, 2]",
        "beta   = [2, 0]",
        "bad-prior",
        "above 0",
        "",
    );
    refuses(
        "beta   = [2, 2]",
        "beta   = [2]",
        "bad-prior",
        "two shapes",
        "",
    );
    refuses("fixed  = 1", "fixed  = nan", "wrong-type", "", "nan");
    refuses(
        "uniform = [40, 400]",
        "uniform = [40, inf]",
        "wrong-type",
        "",
        "inf",
    );
    refuses("fixed  = 1", "", "bad-prior", "one prior", "");
    refuses(
        "fixed  = 1",
        "fixed  = 1\nuniform = [0, 1]",
        "bad-prior",
        "one prior",
        "",
    );
    refuses(
        "p = 0.5, title = \"an order\"",
        "p = 0.6, title = \"an order\"",
        "bad-prior",
        "add up",
        "",
    );
    refuses(
        "p = 0.5, title = \"an order\"",
        "p = 1.5, title = \"an order\"",
        "bad-prior",
        "between 0 and 1",
        "1.5",
    );
    refuses(
        "fixed  = 1",
        "fixed  = 1\nclaims = [\"captain.first\"]",
        "prior-from-claim",
        "captain.first",
        "captain.first",
    );
}

#[test]
fn ids_are_given_once() {
    refuses(
        "id      = \"grey-men\"",
        "id      = \"guard-men\"",
        "duplicate-id",
        "guard-men",
        "guard-men",
    );
    refuses(
        "id          = \"carters\"",
        "id          = \"riflemen\"",
        "duplicate-id",
        "riflemen",
        "riflemen",
    );
    refuses(
        "id          = \"leave\"",
        "id          = \"assault\"",
        "duplicate-id",
        "orders",
        "assault",
    );
    refuses(
        "[[actor]]\nid = \"grey-league\"",
        "[[actor]]\nid = \"blue-league\"",
        "duplicate-id",
        "actors",
        "blue-league",
    );
    refuses(
        "id       = \"ferry\"",
        "id       = \"mill\"",
        "duplicate-id",
        "places",
        "mill",
    );
    refuses(
        "\"repulsed\", \"left\"]",
        "\"repulsed\", \"repulsed\"]",
        "duplicate-id",
        "notices",
        "repulsed",
    );
    refuses(
        "id     = \"guard\"",
        "id     = \"fell\"",
        "duplicate-id",
        "questions",
        "fell",
    );
    refuses(
        "id     = \"more-men\"",
        "id     = \"no-assault\"",
        "duplicate-id",
        "interventions",
        "no-assault",
    );
    refuses(
        "{ id = \"broken\", p",
        "{ id = \"ordered\", p",
        "duplicate-id",
        "levels",
        "ordered",
    );
}

#[test]
fn orders_say_when_what_and_how_likely() {
    refuses(
        "at          = \"1901-05-03T05:00\"\nprobability = 0.9",
        "at          = \"1901-05-03T05:00\"",
        "scripted-certainty",
        "assault",
        "order",
    );
    refuses(
        "{ act = \"assault\", who",
        "{ act = \"asault\", who",
        "bad-scenario",
        "asault",
        "asault",
    );
    refuses(
        "at          = \"1901-05-03T05:00\"",
        "",
        "bad-scenario",
        "trigger",
        "",
    );
    refuses(
        "at          = \"1901-05-03T05:00\"",
        "at          = \"1901-05-33T05:00\"",
        "bad-scenario",
        "",
        "1901-05-33",
    );
    refuses(
        "if          = [{ factor = \"why-left\", is = \"ordered\" }]",
        "if          = [{ weather = \"fair\" }]",
        "bad-scenario",
        "not known",
        "",
    );
    refuses(
        "probability = 0.5\ndo",
        "probability = 1.5\ndo",
        "out-of-range",
        "`probability` can be 1.5",
        "1.5",
    );
    refuses(
        "change = [{ order = \"assault\", probability = 0 }]",
        "change = [{ order = \"assault\", probability = -1 }]",
        "bad-scenario",
        "between 0 and 1",
        "-1",
    );
    refuses(
        "change = [{ order = \"assault\", probability = 0 }]",
        "change = [{ wind = \"north\" }]",
        "bad-scenario",
        "not known",
        "",
    );
    refuses(
        "change = [{ men = [\"mill-guard\"], times = 2 }]",
        "change = [{ men = [\"mill-guard\"], times = 1e9 }]",
        "bad-scenario",
        "0 to 100",
        "",
    );
}

#[test]
fn contingents_have_all_that_a_body_of_men_needs() {
    let greys = "start       = { ring = \"mill\", radius = 3000, bearings = [90, 270] }\nfire        = \"rifles\"\nsight_m     = [1000, 300]\nspeed_km_h  = [4, 10]\n";
    for (line, key) in [
        (
            "start       = { ring = \"mill\", radius = 3000, bearings = [90, 270] }\n",
            "start",
        ),
        ("fire        = \"rifles\"\n", "fire"),
        ("sight_m     = [1000, 300]\n", "sight_m"),
        ("speed_km_h  = [4, 10]\n", "speed_km_h"),
    ] {
        refuses(greys, &greys.replace(line, ""), "missing-key", key, "");
    }
    refuses("men         = \"grey-men\"\n", "", "missing-key", "men", "");
    refuses(
        "initial             = [0.7, 1.0]\n",
        "",
        "missing-key",
        "initial",
        "",
    );
    refuses(
        "radius = 3000, bearings = [90, 270] }\nfire",
        "radius = 3000, bearings = [90] }\nfire",
        "bad-scenario",
        "two numbers",
        "",
    );
    refuses(
        "men         = \"grey-men\"",
        "men         = \"grey-men * (2\"",
        "bad-scenario",
        "not closed",
        "grey-men * (2",
    );
    refuses(
        "men         = \"grey-men\"",
        "men         = \"1e999 * grey-men\"",
        "bad-scenario",
        "not a number",
        "1e999",
    );
    refuses(
        "men         = \"grey-men\"",
        "men         = \"grey-men * 1e9\"",
        "out-of-range",
        "`men` can be 40000000000",
        "grey-men * 1e9",
    );
    refuses(
        "[fire.rifles]",
        "[fire.muskets]",
        "bad-scenario",
        "fire.rifles",
        "",
    );
    refuses(
        "element_men = 5\narrives",
        "element_men = 0\narrives",
        "bad-scenario",
        "element_men",
        "",
    );
}

#[test]
fn the_clock_of_a_scenario_is_in_order() {
    refuses(
        "again_from = \"1901-05-03T00:00\"",
        "again_from = \"1901-05-03T01:00\"",
        "bad-scenario",
        "again_from",
        "1901-05-03T01:00",
    );
    refuses(
        "end        = \"1901-05-06T00:00\"",
        "end        = \"1901-05-01T00:00\"",
        "bad-scenario",
        "ends before",
        "1901-05-01",
    );
    refuses(
        "end        = \"1901-05-06T00:00\"",
        "end        = \"2901-05-06T00:00\"",
        "bad-scenario",
        "400 days",
        "2901",
    );
    refuses(
        "\"1901-05-03T00:00\", \"1901-05-04T00:00\"]",
        "\"1901-05-04T00:00\", \"1901-05-03T00:00\"]",
        "bad-scenario",
        "phase end",
        "1901-05-03",
    );
    refuses(
        "dawn       = \"05:30\"",
        "dawn       = \"25:30\"",
        "bad-scenario",
        "clock times",
        "",
    );
    refuses(
        "origin     = \"mill\"",
        "origin     = \"mill-fight\"",
        "bad-scenario",
        "no place",
        "mill-fight",
    );
    refuses(
        "accuracy   = 0.25",
        "accuracy   = -1",
        "bad-scenario",
        "",
        "",
    );
}

#[test]
fn phases_and_dates_are_told_by_the_clock_of_the_dossier() {
    // The clock of the dossier is an hour ahead of UTC: midnight there is one day after the scenario's zero, not 25 hours.
    let compiled = compile(SCENARIO, Some(MAP))
        .expect("no faults")
        .expect("a scenario");
    assert_eq!(
        compiled.parts.phase_ends_s,
        [86_400.0, 172_800.0, 345_600.0]
    );
    let [dawn, _] = [compiled.parts.daylight_s[0].0, 0.0];
    assert!(
        (dawn.rem_euclid(86_400.0) - 5.5 * 3600.0).abs() < 1e-6,
        "{dawn}"
    );
    let assault = &compiled.parts.orders[0].trigger;
    let shown = format!("{assault:?}");
    assert!(shown.contains(&format!("{:?}", 29.0 * 3600.0)), "{shown}");
}

#[test]
fn maps_that_cannot_be_read_are_errors() {
    let refuses = |map: &str, says: &str| {
        let errors = errors(SCENARIO, Some(map));
        assert!(
            errors.iter().any(|error| error.message.contains(says)
                && error
                    .annotations
                    .iter()
                    .any(|place| place.file == "map.geojson" || place.file == "scenario.toml")),
            "{says}: {errors:#?}"
        );
    };
    refuses("{", "no readable JSON");
    refuses("", "is empty");
    refuses(
        "{\"type\": \"Point\", \"coordinates\": [1, 2]}",
        "feature collection",
    );
    refuses(&MAP.replace("\"id\": \"ferry\", ", ""), "no `id`");
    refuses(
        &MAP.replace("[8.0, 46.0] }", "[8.0, 146.0] }"),
        "outside the globe",
    );
    refuses(&MAP.replace("[8.0, 46.0] }", "[8.0] }"), "");
    refuses(
        &MAP.replace("\"id\": \"ferry\"", "\"id\": \"fery\""),
        "`ferry`",
    );
    refuses(
        &MAP.replace("\"id\": \"mill-ferry\"", "\"id\": \"mill\""),
        "two features",
    );
    refuses(
        &MAP.replace("\"kind\": \"route\"", "\"kind\": \"road\""),
        "no route `mill-ferry`",
    );
    let errors = errors(SCENARIO, None);
    assert!(
        errors
            .iter()
            .any(|error| error.message.contains("map.geojson")),
        "{errors:#?}"
    );
}
