//! Quantities and forms in short, for tables and golden files.

use kidal_battle::measure::{Measure, When};
use kidal_scenario::{CompiledScenario, Quantity};
use kidal_witness::Form;

fn when(when: &When) -> String {
    match when {
        When::Start => "start".into(),
        When::End => "end".into(),
        When::Time(s) => format!("day {:.2}", s / 86_400.0),
        When::Event(_) => "an event".into(),
    }
}

pub fn short(quantity: &Quantity, scenario: &CompiledScenario) -> String {
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
        Quantity::Beyond(a, line) => {
            let sign = if line.is_less { "<" } else { ">=" };
            format!("{} {sign} {:.2} ± {:.2}", of(a), line.at, line.width)
        }
        Quantity::Not(a) => format!("not {}", of(a)),
    }
}

pub fn form(form: &Form) -> String {
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
