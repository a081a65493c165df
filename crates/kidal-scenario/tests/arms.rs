//! The rarer tables of scenario.toml reach the simulator, and their faults are located.

mod mill;

use kidal_battle::parts::EventKind;
use kidal_diag::{Diagnostic, Severity};
use mill::{MAP, SCENARIO, compile};

const RIFLEMEN: &str =
    "vehicles    = 2\nstart       = { within = \"mill\" }\nfire        = \"rifles\"";

const TABLES: &str = r#"
[supply.belts]
minutes_of_fire  = 90
minutes_per_hour = 6
depot            = "mill"

[suppression.men]
gain_per_minute = 0.3
effect_on_fire  = 0.6
pins_at         = 0.7

[vehicle.carts]
lost_per_hit = 0.1
crew         = 2

[command.captain]
deputies      = 2
takes_minutes = [10, 30]

[[bystanders]]
id       = "ferrymen"
place    = "ferry"
sight_m  = [2000, 300]
per_hour = 0.5
tells    = "blue-league"

[[order]]
id          = "hear"
on          = { kind = "reported", actor = "blue-league" }
probability = 0.9
do          = [{ act = "resupply", who = ["riflemen"], share = 1 }]
"#;

/// The mill with every rarer table in use.
fn whole() -> String {
    assert_eq!(SCENARIO.matches(RIFLEMEN).count(), 1);
    let with = format!(
        "{RIFLEMEN}\nsupply = \"belts\"\nsuppression = \"men\"\nvehicle = \"carts\"\ncommand = \"captain\"\nspacing_m = 30"
    );
    format!("{}{TABLES}", SCENARIO.replace(RIFLEMEN, &with))
}

fn errors(text: &str) -> Vec<Diagnostic> {
    let found = compile(text, Some(MAP)).err().unwrap_or_default();
    found
        .into_iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .collect()
}

#[test]
fn the_rarer_tables_reach_the_simulator() {
    let text = whole();
    let compiled = compile(&text, Some(MAP)).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let parts = compiled.expect("there is a scenario").parts;
    let riflemen = &parts.contingents[0];
    assert!(
        riflemen
            .supply
            .as_ref()
            .is_some_and(|part| part.depot.is_some())
    );
    assert!(
        riflemen
            .suppression
            .as_ref()
            .is_some_and(|part| part.pins_at == 0.7)
    );
    assert!(riflemen.vehicle.as_ref().is_some_and(|part| part.crew == 2));
    assert!(
        riflemen
            .command
            .as_ref()
            .is_some_and(|part| part.deputies == 2)
    );
    assert_eq!(riflemen.spacing_m, 30.0);
    assert!(parts.contingents[1].supply.is_none());
    assert_eq!(parts.bystanders.len(), 1);
    assert!(matches!(
        &parts.orders.last().expect("orders").trigger,
        kidal_battle::parts::Trigger::On(pattern) if pattern.kind == EventKind::Reported
    ));
}

/// An edit of the whole scenario is refused with this message, at a place that shows this.
#[track_caller]
fn refuses(old: &str, new: &str, says: &str, at: &str) {
    let text = whole();
    assert_eq!(text.matches(old).count(), 1, "`{old}` stands once");
    let text = text.replace(old, new);
    let found = errors(&text);
    let fits = |error: &Diagnostic| {
        let place = error.annotations.first().expect("every error has a place");
        error.message.contains(says) && text[place.span.clone()].contains(at)
    };
    assert!(found.iter().any(fits), "wanted {says} <{at}>: {found:#?}");
}

#[test]
fn faults_of_the_rarer_tables_are_located() {
    refuses(
        "depot            = \"mill\"",
        "depot = \"mil\"",
        "mil",
        "mil",
    );
    refuses(
        "crew         = 2",
        "crew = 0",
        "`crew` is 0",
        "vehicle.carts",
    );
    refuses(
        "deputies      = 2",
        "deputies = -1",
        "`deputies` is -1",
        "command.captain",
    );
    refuses(
        "minutes_of_fire  = 90\n",
        "",
        "minutes_of_fire",
        "supply.belts",
    );
    refuses("pins_at         = 0.7", "pin_at = 0.7", "pin_at", "pin_at");
    refuses(
        "tells    = \"blue-league\"",
        "tells = \"blue-leage\"",
        "blue-leage",
        "blue-leage",
    );
    refuses(
        "supply = \"belts\"",
        "supply = \"belt\"",
        "no table [supply.belt]",
        "contingent",
    );
    // Found only when the parts are put together.
    refuses("vehicles    = 2", "vehicles = 0", "no vehicles", "riflemen");
    refuses(
        "{ act = \"resupply\", who = [\"riflemen\"], share = 1 }",
        "{ act = \"resupply\", who = [\"greys\"], share = 1 }",
        "who counts it",
        "hear",
    );
}

#[test]
fn an_order_that_waits_for_what_nobody_can_do_is_refused() {
    let text = whole();
    let cut = text.find("[[bystanders]]").expect("there are bystanders");
    let end = text
        .find("[[order]]\nid          = \"hear\"")
        .expect("the order");
    let without = format!("{}{}", &text[..cut], &text[end..]);
    assert!(
        errors(&without)
            .iter()
            .any(|error| error.code == "order-never-fires"),
        "{:#?}",
        errors(&without)
    );
}
