//! Questions that a study must answer, and interventions that it plays through.

use crate::meaning::{Events, quantity};
use crate::names::duplicate;
use crate::quantity::Quantity;
use crate::reader::Section;
use crate::unit;
use kidal_battle::measure::Measure;
use kidal_battle::parts::{ContingentId, OrderId, ParameterId, Parts, Value};
use kidal_dossier::language::unit::{Measure as Counted, Unit};
use kidal_dossier::span::Located;

/// What a question asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// The probability of a truth value.
    Probability(Quantity),
    /// A number with its unit.
    Number(Quantity, String),
    /// Which level a factor stands at.
    Levels(ParameterId),
    /// What `check` found under these codes.
    Arithmetic(Vec<Located<String>>),
}

/// A question.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// As asked.
    pub asks: String,
    /// What is asked for.
    pub asked: Asked,
    /// Claims that bear on it.
    pub claims: Vec<Located<String>>,
    /// Interventions whose outcome it is.
    pub note: String,
}

/// One edit of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// A parameter takes a value.
    Parameter(ParameterId, f64),
    /// A parameter is multiplied.
    Scale(ParameterId, f64),
    /// An order is given with this probability when it is due.
    Order(OrderId, f64),
    /// Nobody of these leaves his side.
    Loyal(Vec<ContingentId>),
    /// Those who leave go home and do not join.
    NobodyJoins(Vec<ContingentId>),
    /// The men of these contingents are multiplied.
    Men(Vec<ContingentId>, f64),
}

/// An intervention: what would have changed the battle.
#[derive(Clone, Debug, PartialEq)]
pub struct Intervention {
    /// Its id.
    pub id: String,
    /// In words.
    pub title: String,
    /// The change in words.
    pub change: String,
    /// Id of the question whose answer is compared.
    pub asks: String,
    /// The edits.
    pub edits: Vec<Edit>,
}

/// Reads `[[question]]`.
pub(crate) fn questions(root: &Section<'_, '_>, events: &Events) -> Vec<Question> {
    let mut list = Vec::new();
    for table in root.table.tables("question") {
        let section = root.of(&table);
        let read = || -> Option<Question> {
            let id = table.required_text("id")?;
            if list.iter().any(|known: &Question| known.id == id.value) {
                duplicate(&table, "questions", &id);
            }
            let id = id.value;
            let asks = table.required_text("asks")?.value;
            let inner = |key: &str| {
                let inner = table.table(key)?;
                let found = quantity(&section.of(&inner), events);
                inner.finish();
                found
            };
            asks_one_thing(&section)?;
            let asked = if table.has("probability") {
                let truth = inner("probability")?;
                if !truth.is_truth() {
                    section.fault(
                        "a probability is asked of something true or false".into(),
                        "add `at_least` or `below`, or use `happened`",
                    );
                    return None;
                }
                Asked::Probability(truth)
            } else if table.has("number") {
                let number = inner("number")?;
                let unit = unit_of(&section, &number)?;
                Asked::Number(number, unit)
            } else if table.has("levels") {
                let name = table.required_text("levels")?;
                Asked::Levels(section.accept(name.span, section.names.parameter(&name.value))?)
            } else if table.has("arithmetic") {
                Asked::Arithmetic(table.texts("arithmetic"))
            } else {
                section.fault(
                    "a question asks for `probability`, `number`, `levels` or `arithmetic`".into(),
                    "add one of them",
                );
                return None;
            };
            Some(Question {
                id,
                asks,
                asked,
                claims: table.texts("claims"),
                note: table.text("note").map_or(String::new(), |n| n.value),
            })
        };
        list.extend(read());
        table.finish();
    }
    list
}

/// What a question can ask for.
const ASKED: [&str; 4] = ["probability", "number", "levels", "arithmetic"];

/// Refuses a question of two things, and a unit where nothing has one.
fn asks_one_thing(section: &Section<'_, '_>) -> Option<()> {
    let table = section.table;
    let given: Vec<&str> = ASKED.into_iter().filter(|key| table.has(key)).collect();
    let fault = |key: &str, message: String, help: &str| {
        let span = table.key_span(key).unwrap_or_else(|| table.span());
        table.error("bad-scenario", span, message, "here", Some(help.into()));
        // They are known, and not read.
        for key in ASKED.into_iter().chain(["unit"]) {
            let _ = table.raw(key);
        }
        None
    };
    if let [first, second, ..] = given[..] {
        return fault(
            second,
            format!("a question asks for one thing, and this one has `{first}` and `{second}`"),
            "keep one of them, and ask the other in a question of its own",
        );
    }
    if table.has("unit") && given.first().is_some_and(|key| *key != "number") {
        return fault(
            "unit",
            format!("`unit` stands beside `{}`, which has none", given[0]),
            "take it away: only a `number` has a unit",
        );
    }
    Some(())
}

/// The unit of a number: the one that is written, or its own. A moment has its own, and what is counted is counted in heads.
fn unit_of(section: &Section<'_, '_>, number: &Quantity) -> Option<String> {
    const MOMENT: &str = "date";
    let is_moment = matches!(number, Quantity::Measure(measure) if matches!(**measure, Measure::EventTime { .. }));
    let counted = counted(section, number);
    let Some(written) = section.table.text("unit") else {
        return Some(match counted {
            _ if is_moment => MOMENT.into(),
            Some(Counted::Vehicles) => "vehicles".into(),
            _ => "men".into(),
        });
    };
    let refuse = |message: String, help: String| {
        let (span, label) = (written.span, "this unit");
        section
            .table
            .error("bad-scenario", span, message, label, Some(help));
        None
    };
    if is_moment && written.value != MOMENT {
        return refuse(
            format!(
                "`time_of` is a moment and not a number of `{}`",
                written.value
            ),
            "write unit = \"date\", or leave `unit` out".into(),
        );
    }
    if let Some(counted) = counted.filter(|counted| !unit::counts(*counted, &written.value)) {
        let what = match counted {
            Counted::Vehicles => "vehicles",
            _ => "men",
        };
        return refuse(
            format!("this number counts {what} and not `{}`", written.value),
            format!(
                "leave `unit` out, or write one of {}",
                unit::spellings(counted)
            ),
        );
    }
    Some(written.value)
}

/// What a number counts, where it is plain that it counts men or vehicles.
fn counted(section: &Section<'_, '_>, number: &Quantity) -> Option<Counted> {
    match number {
        Quantity::Measure(measure) => match **measure {
            Measure::Men { .. } | Measure::MenNear { .. } => Some(Counted::People),
            Measure::Vehicles { .. } | Measure::VehiclesBy { .. } => Some(Counted::Vehicles),
            _ => None,
        },
        Quantity::Parameter(id) => {
            let unit = Unit::of(section.names.unit_of(*id))?;
            matches!(unit.measure, Counted::People | Counted::Vehicles).then_some(unit.measure)
        }
        Quantity::Sum(parts) => {
            let first = counted(section, parts.first()?)?;
            let is_same = |part| counted(section, part) == Some(first);
            parts.iter().all(is_same).then_some(first)
        }
        Quantity::Difference(one, other) => {
            let first = counted(section, one)?;
            (counted(section, other) == Some(first)).then_some(first)
        }
        _ => None,
    }
}

/// Reads `[[intervention]]`.
pub(crate) fn interventions(root: &Section<'_, '_>, questions: &[Question]) -> Vec<Intervention> {
    let mut list = Vec::new();
    let written: Vec<String> = (root.table.tables("question").iter())
        .filter_map(|table| table.text("id").map(|id| id.value))
        .collect();
    // A question that could not be read has said why.
    let is_unread = |id: &String| written.contains(id) && !questions.iter().any(|q| q.id == *id);
    for table in root.table.tables("intervention") {
        let section = root.of(&table);
        let read = || -> Option<Intervention> {
            let id = table.required_text("id")?;
            if list.iter().any(|known: &Intervention| known.id == id.value) {
                duplicate(&table, "interventions", &id);
            }
            let id = id.value;
            let title = table.required_text("title")?.value;
            let asks = table.required_text("asks")?;
            if is_unread(&asks.value) {
                return None;
            }
            if !questions.iter().any(|question| {
                question.id == asks.value && matches!(question.asked, Asked::Probability(_))
            }) {
                let known = questions
                    .iter()
                    .filter(|q| matches!(q.asked, Asked::Probability(_)))
                    .map(|q| q.id.as_str());
                let hint =
                    kidal_dossier::nearest::did_you_mean(&asks.value, known).unwrap_or_default();
                return section.accept(
                    asks.span,
                    Err(format!(
                        "no question `{}` asks for a probability {hint}",
                        asks.value
                    )),
                );
            }
            let mut edits = Vec::new();
            for inner in table.tables("change") {
                edits.extend(edit(&section.of(&inner)));
                inner.finish();
            }
            if edits.is_empty() {
                section.fault(
                    format!("the intervention `{id}` changes nothing"),
                    "give it `change = [ { … } ]`",
                );
                return None;
            }
            let change = table.text("words").map_or(title.clone(), |text| text.value);
            Some(Intervention {
                id,
                title,
                change,
                asks: asks.value,
                edits,
            })
        };
        list.extend(read());
        table.finish();
    }
    list
}

fn edit(section: &Section<'_, '_>) -> Option<Edit> {
    let table = section.table;
    if let Some(name) = table.text("parameter") {
        let id = section.accept(name.span, section.names.parameter(&name.value))?;
        if let Some(level) = table.text("level") {
            let (id, at) =
                section.accept(level.span, section.names.level(&name.value, &level.value))?;
            return Some(Edit::Parameter(id, f64::from(at)));
        }
        if let Some(times) = table.number("times") {
            return Some(Edit::Scale(id, times.value));
        }
        return Some(Edit::Parameter(id, table.required_number("to")?.value));
    }
    if let Some(name) = table.text("order") {
        let id = section.accept(name.span, section.names.order(&name.value))?;
        let probability = table.required_number("probability")?;
        if !(0.0..=1.0).contains(&probability.value) {
            return section.accept(
                probability.span,
                Err(format!(
                    "a probability lies between 0 and 1, not {}",
                    probability.value
                )),
            );
        }
        return Some(Edit::Order(id, probability.value));
    }
    if table.has("loyal") {
        return Some(Edit::Loyal(section.who("loyal")));
    }
    if table.has("nobody_joins") {
        return Some(Edit::NobodyJoins(section.who("nobody_joins")));
    }
    if table.has("men") {
        let times = table.required_number("times")?;
        if !(0.0..=100.0).contains(&times.value) {
            return section.accept(
                times.span,
                Err(format!(
                    "men are multiplied by 0 to 100, not {}",
                    times.value
                )),
            );
        }
        return Some(Edit::Men(section.who("men"), times.value));
    }
    section.fault("this change is not known".into(), "known: parameter (to, times or level), order with probability, loyal, nobody_joins, men with times");
    None
}

/// Applies the edits that change the parts of a scenario; those of parameters are applied to rows of parameters by [`edit_row`].
pub fn edit_parts(parts: &mut Parts, edits: &[Edit]) {
    for edit in edits {
        match edit {
            Edit::Parameter(..) | Edit::Scale(..) => {}
            Edit::Order(id, probability) => {
                parts.orders[id.index()].probability = Value::constant(*probability)
            }
            Edit::Loyal(who) => who.iter().for_each(|id| {
                if let Some(loyalty) = &mut parts.contingents[id.index()].loyalty {
                    loyalty.base_per_hour = Value::constant(0.0);
                }
            }),
            Edit::NobodyJoins(who) => who.iter().for_each(|id| {
                if let Some(loyalty) = &mut parts.contingents[id.index()].loyalty {
                    loyalty.join_share = Value::constant(0.0);
                }
            }),
            Edit::Men(who, times) => who.iter().for_each(|id| {
                let part = &mut parts.contingents[id.index()];
                part.men = crate::contingent::scaled(part.men.clone(), *times);
            }),
        }
    }
}

/// Applies the edits that change parameters, keeping each within its bounds.
pub fn edit_row(row: &mut [f64], bounds: &[(f64, f64)], edits: &[Edit]) {
    for edit in edits {
        let (id, value) = match edit {
            Edit::Parameter(id, value) => (id.index(), *value),
            Edit::Scale(id, times) => (id.index(), row[id.index()] * times),
            _ => continue,
        };
        row[id] = value.clamp(bounds[id].0, bounds[id].1);
    }
}
