//! What becomes of every claim of dossiers/kidal-2012: its class, and the quantity it is held against, in short. A golden file,
//! so that changes are seen; `KIDAL_BLESS=1` writes it anew.

use kidal_battle::measure::{Measure, When};
use kidal_dossier::Dossier;
use kidal_scenario::{CompiledScenario, Quantity};
use kidal_witness::{Accounts, Class, Form, Selection};
use std::fmt::Write as _;

fn dossier(folder: &str) -> (Dossier, kidal_diag::Files) {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dossiers");
    let mut files = kidal_diag::Files::default();
    for name in ["evidence.toml", "scenario.toml", "map.geojson"] {
        if let Ok(text) = std::fs::read_to_string(root.join(folder).join(name)) {
            files.insert(name, text);
        }
    }
    let reading = kidal_dossier::read(files.clone());
    (reading.dossier.expect("the dossier reads"), files)
}

fn when(when: &When) -> String {
    match when {
        When::Start => "start".into(),
        When::End => "end".into(),
        When::Time(s) => format!("day {:.2}", s / 86_400.0),
        When::Event(_) => "an event".into(),
    }
}

fn short(quantity: &Quantity, scenario: &CompiledScenario) -> String {
    let of = |part: &Quantity| short(part, scenario);
    let all = |parts: &[Quantity], joint: &str| {
        let list: Vec<String> = parts.iter().map(of).collect();
        format!("({})", list.join(joint))
    };
    match quantity {
        Quantity::Measure(measure) => match measure.as_ref() {
            Measure::Men {
                who,
                count,
                when: at,
            } => {
                let names: Vec<&str> = who
                    .iter()
                    .map(|id| scenario.names.contingents()[id.index()].as_str())
                    .collect();
                format!("{count:?} of {} at {}", names.join("+"), when(at))
            }
            Measure::EventTime { pattern, .. } => {
                let notice = pattern
                    .notice
                    .map(|id| scenario.names.notices()[id.index()].clone());
                format!(
                    "time of {}",
                    notice.unwrap_or_else(|| format!("{:?}", pattern.kind))
                )
            }
            other => {
                let text = format!("{other:?}");
                text.split([' ', '{'])
                    .next()
                    .unwrap_or_default()
                    .to_string()
            }
        },
        Quantity::Parameter(id) => scenario.parameters[id.index()].id.value.clone(),
        Quantity::Level(id, level) => {
            let parameter = &scenario.parameters[id.index()];
            format!(
                "{} is {}",
                parameter.id.value,
                parameter.levels[usize::from(*level)]
            )
        }
        Quantity::Constant(value) => format!("{value}"),
        Quantity::Sum(parts) => all(parts, " + "),
        Quantity::Difference(a, b) => format!("({} - {})", of(a), of(b)),
        Quantity::Ratio(a, b) => format!("({} / {})", of(a), of(b)),
        Quantity::Product(a, b) => format!("({} * {})", of(a), of(b)),
        Quantity::AtLeast(a, value) => format!("{} >= {value:.2}", of(a)),
        Quantity::Below(a, value) => format!("{} < {value:.2}", of(a)),
        Quantity::Exists(a) => format!("there is {}", of(a)),
        Quantity::All(parts) => all(parts, " and "),
        Quantity::Any(parts) => all(parts, " or "),
        Quantity::Not(a) => format!("not {}", of(a)),
    }
}

fn form(form: &Form) -> String {
    match form {
        Form::Count { said, grain, .. } => format!("= {said} to {grain}"),
        Form::AtLeast { said, .. } => format!(">= {said}"),
        Form::Range { low, high, .. } => format!("{low} to {high}"),
        Form::Wording { rung } => format!("rung {rung}"),
        Form::Moment { said, .. } => {
            format!(
                "in day {:.2} to {:.2}",
                said[0] / 86_400.0,
                said[1] / 86_400.0
            )
        }
        Form::Bearing { said, .. } => format!("at {:.0} deg", said.to_degrees()),
        Form::Yes => "so".into(),
    }
}

fn classes(dossier: &Dossier, scenario: &CompiledScenario) -> String {
    let accounts = Accounts::compile(dossier, scenario, &Selection::default(), Vec::new());
    let mut text = String::new();
    for (row, claim) in dossier.claims.iter().enumerate() {
        let class = match accounts.classes[row] {
            Class::Weighed => "weighed",
            Class::Checked => "checked",
            Class::Told => "told",
        };
        write!(text, "{} | {class}", claim.id.value).expect("a string takes text");
        if let Some(original) = accounts.copies.get(&row) {
            write!(text, " | copy of {}", dossier.claims[*original].id.value)
                .expect("a string takes text");
        }
        if let Some(weighed) = accounts.claims.iter().find(|weighed| weighed.claim == row) {
            for reading in &weighed.readings {
                let pieces: Vec<String> = reading
                    .pieces
                    .iter()
                    .map(|piece| {
                        format!(
                            "{} {}",
                            short(&piece.piece.quantity, scenario),
                            form(&piece.piece.form)
                        )
                    })
                    .collect();
                write!(text, " | {}: {}", reading.weight, pieces.join("; "))
                    .expect("a string takes text");
            }
        }
        text.push('\n');
    }
    text
}

#[test]
fn the_classes_of_the_claims_of_kidal_are_those_of_the_golden_file() {
    let (dossier, files) = dossier("kidal-2012");
    let scenario = kidal_scenario::compile(&dossier, &files)
        .expect("the scenario has no faults")
        .expect("there is a scenario");
    let found = classes(&dossier, &scenario);
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/golden/kidal-2012-classes.txt"
    );
    if std::env::var_os("KIDAL_BLESS").is_some() {
        std::fs::write(path, &found).expect("the golden file can be written");
        return;
    }
    let golden = std::fs::read_to_string(path).unwrap_or_default();
    for (old, new) in golden.lines().zip(found.lines()) {
        assert_eq!(old, new, "KIDAL_BLESS=1 writes the golden file anew");
    }
    assert_eq!(golden.lines().count(), found.lines().count());
}
