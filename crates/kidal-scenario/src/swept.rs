//! Factors of a designed experiment: what is moved, and what a coordinate between 0 and 1 means for it.
//!
//! They stand in a table of their own (`sweep.toml`), or are given in words such as `garrison-men=200..600`.

use crate::compile::CompiledScenario;
use crate::prior::Prior;
use crate::reader::Section;
use kidal_battle::parts::{ContingentId, OrderId, ParameterId};
use kidal_diag::Diagnostic;
use kidal_dossier::span::FileId;
use kidal_dossier::table::{Document, Sink, TableReader};

/// What a factor moves.
#[derive(Clone, Debug, PartialEq)]
pub enum Moved {
    /// An unknown of the scenario.
    Parameter(ParameterId),
    /// The probability that an order is given when it is due.
    Order(OrderId),
    /// The men of these contingents, by a common multiplier.
    Men(Vec<ContingentId>),
}

/// The value at a coordinate.
#[derive(Clone, Debug, PartialEq)]
pub enum Scale {
    /// The quantile of the prior.
    Prior(Prior),
    /// From the first value to the second.
    Range(f64, f64),
    /// One of these levels, each over an equal share.
    Levels(Vec<u16>),
}

impl Scale {
    /// The value at a coordinate between 0 and 1.
    #[must_use]
    pub fn at(&self, u: f64) -> f64 {
        match self {
            Scale::Prior(prior) => prior.quantile(u),
            Scale::Range(low, high) => low + u.clamp(0.0, 1.0) * (high - low),
            Scale::Levels(levels) => {
                let last = levels.len().saturating_sub(1);
                let at = ((u.clamp(0.0, 1.0) * levels.len() as f64) as usize).min(last);
                f64::from(levels[at])
            }
        }
    }
}

/// A factor of an experiment.
#[derive(Clone, Debug, PartialEq)]
pub struct Swept {
    /// Short name: `garrison-men`, `order:call-niger`, `men:army`.
    pub id: String,
    /// In words.
    pub title: String,
    /// Unit of its values.
    pub unit: String,
    /// Names of the levels that the values are indices of; empty: numbers.
    pub levels: Vec<String>,
    /// What it moves.
    pub moved: Moved,
    /// What its coordinate means.
    pub scale: Scale,
}

/// Most that men may be multiplied by.
const MOST_TIMES: f64 = 100.0;

/// Every unknown of the scenario, over its prior.
#[must_use]
pub fn unknowns(scenario: &CompiledScenario) -> Vec<Swept> {
    (0..scenario.parameters.len())
        .map(|at| ParameterId(at as u16))
        .filter(|id| !matches!(scenario.parameters[id.index()].prior, Prior::Fixed(_)))
        .map(|id| parameter(scenario, id, None))
        .collect()
}

/// A factor from words: `NAME` (an unknown over its prior), `NAME=LOW..HIGH`, `order:NAME`, `order:NAME=LOW..HIGH`,
/// `men:NAME=LOW..HIGH`.
///
/// # Errors
/// A message that says what is not known or not possible.
pub fn from_words(scenario: &CompiledScenario, words: &str) -> Result<Swept, String> {
    let (name, range) = match words.split_once('=') {
        Some((name, range)) => (name.trim(), Some(range_of(range.trim())?)),
        None => (words.trim(), None),
    };
    let refuse = |message: String| format!("`{words}`: {message}");
    if let Some(order) = name.strip_prefix("order:") {
        let id = scenario.names.order(order).map_err(refuse)?;
        return order_factor(scenario, id, range.unwrap_or([0.0, 1.0])).map_err(refuse);
    }
    if let Some(men) = name.strip_prefix("men:") {
        let who = scenario.names.group(men).map_err(refuse)?;
        let range = range.ok_or_else(|| refuse("men need a range, such as 0.5..2".into()))?;
        return men_factor(men, who, range).map_err(refuse);
    }
    let id = scenario
        .names
        .parameter(name)
        .map_err(|message| refuse(format!("{message}; {}", that_can_be_moved(scenario))))?;
    checked(scenario, id, range).map_err(refuse)
}

/// What can be moved, by name.
fn that_can_be_moved(scenario: &CompiledScenario) -> String {
    let names: Vec<String> = unknowns(scenario)
        .into_iter()
        .map(|factor| factor.id)
        .collect();
    let orders: Vec<String> = (scenario.names.orders().iter())
        .map(|order| format!("order:{order}"))
        .collect();
    let mut all = [names, orders].concat();
    all.push("men:GROUP=LOW..HIGH".into());
    format!("these can be moved: {}", all.join(", "))
}

fn range_of(text: &str) -> Result<[f64; 2], String> {
    let parse = |text: &str| text.trim().parse::<f64>().ok().filter(|x| x.is_finite());
    text.split_once("..")
        .and_then(|(low, high)| Some([parse(low)?, parse(high)?]))
        .filter(|[low, high]| low < high)
        .ok_or_else(|| format!("`{text}` is not a range; write LOW..HIGH, such as 200..600"))
}

/// Factors from the text of a factor table, which stands in the file of this name.
///
/// # Errors
/// Every fault found, located in that file.
pub fn from_table(
    scenario: &CompiledScenario,
    name: &str,
    text: &str,
) -> Result<Vec<Swept>, Vec<Diagnostic>> {
    let sink = Sink::for_file(FileId::Sweep, name);
    let list = {
        let document = Document::parse(FileId::Sweep, text, &sink);
        // What is wrong with half of a table follows from what made it half.
        if !sink.is_empty() {
            return Err(sink.take());
        }
        let root = document.root(&sink);
        let list = read(scenario, &root);
        root.finish();
        list
    };
    let faults = sink.take();
    if faults.is_empty() {
        Ok(list)
    } else {
        Err(faults)
    }
}

fn read(scenario: &CompiledScenario, root: &TableReader<'_>) -> Vec<Swept> {
    let mut list: Vec<Swept> = Vec::new();
    let tables = root.tables("factor");
    if tables.is_empty() {
        root.error(
            "bad-sweep",
            root.span(),
            "there is no `[[factor]]`",
            "in this file",
            Some("add one, such as [[factor]] with parameter = \"garrison-men\"".into()),
        );
    }
    for table in tables {
        if let Some(factor) = one(scenario, &Section::new(&table, &scenario.names)) {
            if list.iter().any(|known| known.id == factor.id) {
                table.error(
                    "bad-sweep",
                    table.span(),
                    format!("`{}` is moved by two factors", factor.id),
                    "this one is the second",
                    Some("remove one of them".into()),
                );
            }
            list.push(factor);
        }
        table.finish();
    }
    list
}

/// What a factor without a usable range moves is looked up all the same: its own fault is told with that of the range.
fn look_at_names(section: &Section<'_, '_>) {
    let (table, names) = (section.table, section.names);
    if let Some(name) = table.text("parameter") {
        table.texts("levels");
        section.accept(name.span, names.parameter(&name.value));
    }
    if let Some(name) = table.text("order") {
        section.accept(name.span, names.order(&name.value));
    }
    if let Some(name) = table.text("men") {
        section.accept(name.span, names.group(&name.value));
    }
}

fn one(scenario: &CompiledScenario, section: &Section<'_, '_>) -> Option<Swept> {
    let table = section.table;
    let range = match (table.number("low"), table.number("high")) {
        (None, None) => None,
        (Some(low), Some(high)) if low.value < high.value => Some([low.value, high.value]),
        (Some(low), Some(high)) => {
            let fault = format!(
                "`low` is {} and `high` {}: a range needs `low` below `high`",
                low.value, high.value
            );
            section.accept::<()>(low.span, Err(fault));
            look_at_names(section);
            return None;
        }
        _ => {
            section.fault(
                "a range needs `low` and `high`, `low` below `high`".into(),
                "give both, or neither for the prior",
            );
            look_at_names(section);
            return None;
        }
    };
    let whole = table.span();
    if let Some(name) = table.text("parameter") {
        let id = section.accept(name.span, section.names.parameter(&name.value))?;
        let names = table.texts("levels");
        if names.is_empty() {
            return section.accept(name.span, checked(scenario, id, range));
        }
        let mut levels = Vec::new();
        for level in &names {
            let (_, at) =
                section.accept(level.span, section.names.level(&name.value, &level.value))?;
            levels.push(at);
        }
        let mut factor = parameter(scenario, id, None);
        factor.scale = Scale::Levels(levels);
        return Some(factor);
    }
    if let Some(name) = table.text("order") {
        let id = section.accept(name.span, section.names.order(&name.value))?;
        return section.accept(
            name.span,
            order_factor(scenario, id, range.unwrap_or([0.0, 1.0])),
        );
    }
    if let Some(name) = table.text("men") {
        let who = section.accept(name.span, section.names.group(&name.value))?;
        let Some(range) = range else {
            section.fault(
                "`men` needs `low` and `high`: what the men are multiplied by".into(),
                "for example low = 0.5 and high = 2",
            );
            return None;
        };
        return section.accept(whole, men_factor(&name.value, who, range));
    }
    section.fault(
        "a factor moves a `parameter`, an `order` or the `men` of a contingent".into(),
        "name one of them",
    );
    None
}

fn checked(
    scenario: &CompiledScenario,
    id: ParameterId,
    range: Option<[f64; 2]>,
) -> Result<Swept, String> {
    let unknown = &scenario.parameters[id.index()];
    if let Some([low, high]) = range {
        if !unknown.levels.is_empty() {
            return Err(format!(
                "`{}` has levels ({}), not a range",
                unknown.id.value,
                unknown.levels.join(", ")
            ));
        }
        let (least, most) = unknown.bounds();
        if low < least || high > most {
            return Err(format!(
                "`{}` lies between {least} and {most} in the scenario; {low}..{high} leaves that",
                unknown.id.value
            ));
        }
    } else if let Prior::Fixed(value) = unknown.prior {
        return Err(format!(
            "`{}` is known ({value}); there is nothing to move",
            unknown.id.value
        ));
    }
    Ok(parameter(scenario, id, range))
}

fn parameter(scenario: &CompiledScenario, id: ParameterId, range: Option<[f64; 2]>) -> Swept {
    let unknown = &scenario.parameters[id.index()];
    Swept {
        id: unknown.id.value.clone(),
        title: unknown.title.clone(),
        unit: unknown.unit.clone(),
        levels: unknown.levels.clone(),
        moved: Moved::Parameter(id),
        scale: match range {
            Some([low, high]) => Scale::Range(low, high),
            None => Scale::Prior(unknown.prior.clone()),
        },
    }
}

fn order_factor(
    scenario: &CompiledScenario,
    id: OrderId,
    range: [f64; 2],
) -> Result<Swept, String> {
    let [low, high] = range;
    if low < 0.0 || high > 1.0 {
        return Err(format!(
            "the probability of an order lies between 0 and 1; {low}..{high} leaves that"
        ));
    }
    let name = &scenario.names.orders()[id.index()];
    Ok(Swept {
        id: format!("order:{name}"),
        title: format!("probability of the order {name}"),
        unit: "probability".into(),
        levels: Vec::new(),
        moved: Moved::Order(id),
        scale: Scale::Range(low, high),
    })
}

fn men_factor(name: &str, who: Vec<ContingentId>, range: [f64; 2]) -> Result<Swept, String> {
    let [low, high] = range;
    if low < 0.0 || high > MOST_TIMES {
        return Err(format!(
            "men are multiplied by 0 to {MOST_TIMES}; {low}..{high} leaves that"
        ));
    }
    Ok(Swept {
        id: format!("men:{name}"),
        title: format!("men of {name}, times"),
        unit: "factor".into(),
        levels: Vec::new(),
        moved: Moved::Men(who),
        scale: Scale::Range(low, high),
    })
}
