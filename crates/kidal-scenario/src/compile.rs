//! From the text of a scenario to what the simulator runs.

use crate::forces;
use crate::map::{self, Feature, Plane};
use crate::meaning::{self, Events, Meaning};
use crate::names::{Names, duplicate};
use crate::order;
use crate::prior::{self, Parameter};
use crate::question::{self, Intervention, Question};
use crate::reach;
use crate::reader::Section;
use crate::{arms, time, world};
use kidal_battle::Scenario;
use kidal_battle::parts::{EndRule, ParameterPart, Parts};
use kidal_diag::{Diagnostic, Files, Severity};
use kidal_dossier::Dossier;
use kidal_dossier::span::{FileId, Span};
use kidal_dossier::table::{Document, Sink, TableReader};

/// A dossier's scenario, ready to run.
#[derive(Clone, Debug)]
pub struct CompiledScenario {
    /// Names and ids.
    pub names: Names,
    /// The parts, from which interventions make others.
    pub parts: Parts,
    /// The scenario as the analyst wrote it.
    pub scenario: Scenario,
    /// Unknowns, in the order of the row of parameters.
    pub parameters: Vec<Parameter>,
    /// Events of the dossier and how a run shows them.
    pub events: Events,
    /// Terms of the dossier's own and what they mean.
    pub meanings: Vec<Meaning>,
    /// Questions.
    pub questions: Vec<Question>,
    /// Interventions.
    pub interventions: Vec<Intervention>,
    /// Map features on the plane.
    pub map: Vec<Feature>,
    /// The plane.
    pub plane: Plane,
    /// The moment from which "would it happen again" takes fresh luck: the first phase that is drawn anew.
    pub again_from_phase: usize,
    /// What is worth knowing of a scenario without faults.
    pub notes: Vec<Diagnostic>,
}

/// Compiles a dossier's scenario.
///
/// `Ok(None)`: the dossier has no scenario.toml.
///
/// # Errors
/// Every fault found, located.
pub fn compile(
    dossier: &Dossier,
    files: &Files,
) -> Result<Option<CompiledScenario>, Vec<Diagnostic>> {
    let Some(text) = files.get(FileId::Scenario.name()) else {
        return Ok(None);
    };
    compile_text(dossier, files, text, &Sink::default()).map(Some)
}

/// The same into a sink of the caller's, of the text of a scenario.
///
/// # Errors
/// Every fault found, located.
pub fn compile_text(
    dossier: &Dossier,
    files: &Files,
    text: &str,
    sink: &Sink,
) -> Result<CompiledScenario, Vec<Diagnostic>> {
    let compiled = {
        let document = Document::parse(FileId::Scenario, text, sink);
        let root = document.root(sink).with_clock(dossier.about.clock);
        let compiled = read(dossier, files, &root, sink);
        root.finish();
        compiled
    };
    let mut diagnostics = distinct(sink.take());
    // A table that was given up half-way leaves keys unread. Where something else is wrong, only those unknown keys are
    // told that look like a misspelt one and are no keys of a scenario; the others would bury the fault.
    if diagnostics
        .iter()
        .any(|d| d.code != "unknown-key" && d.severity == Severity::Error)
    {
        diagnostics.retain(|d| {
            d.code != "unknown-key"
                || d.help
                    .as_ref()
                    .is_some_and(|help| help.starts_with("did you mean"))
                    && !is_known_key(text, d)
        });
    }
    let is_broken = diagnostics.iter().any(|d| d.severity == Severity::Error);
    match compiled {
        Some(compiled) if !is_broken => Ok(compiled),
        _ => {
            debug_assert!(is_broken, "a scenario that does not compile says why");
            Err(diagnostics)
        }
    }
}

/// Each diagnostic once: a shared table is read for everyone who names it.
fn distinct(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut list: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        if !list.contains(&diagnostic) {
            list.push(diagnostic);
        }
    }
    list
}

/// Whether the key that a diagnostic points at is one that some table of a scenario has.
fn is_known_key(text: &str, diagnostic: &Diagnostic) -> bool {
    let key = diagnostic
        .annotations
        .first()
        .and_then(|place| text.get(place.span.clone()))
        .map_or("", |key| key.trim_matches(['"', '\'']));
    crate::keys::scenario()
        .iter()
        .flat_map(|shape| shape.keys)
        .any(|known| known.name == key)
}

fn read(
    dossier: &Dossier,
    files: &Files,
    root: &TableReader<'_>,
    sink: &Sink,
) -> Option<CompiledScenario> {
    if root.source().trim().is_empty() {
        root.error(
            "empty-file",
            root.span(),
            "`scenario.toml` is empty",
            "nothing is written here",
            Some("begin with `[scenario]`, or take the file away: a dossier without one is weighed by its claims alone".into()),
        );
        return None;
    }
    let first = sink.len();
    let Some(about) = root.table("scenario") else {
        root.missing("scenario");
        return None;
    };
    let mut names = Names::default();
    let duration_s = time::duration(&about, &mut names)?;
    let parameters = prior::read(root);
    declare_parameters(dossier, root, &parameters, &mut names);
    let plane = world::plane(dossier, &about)?;
    let earlier = sink.len();
    let map = match files.get(FileId::Map.name()) {
        Some(text) => map::read(text, plane, sink),
        None => Vec::new(),
    };
    // Without its map, every place and route would be missed again.
    if sink.len() > earlier {
        return None;
    }
    names.extent_m = map::extent(&map);

    let time = time::read(&about, &names, duration_s)?;
    let mut parts = Parts {
        duration_s,
        step: time.step,
        phase_ends_s: time.phase_ends_s,
        renewed_phase: time.again_from_phase,
        daylight_s: time.daylight_s,
        parameters: parameters.iter().map(bounded).collect(),
        actors: Vec::new(),
        hostile: Vec::new(),
        places: Vec::new(),
        routes: Vec::new(),
        contingents: Vec::new(),
        bystanders: Vec::new(),
        notices: notices(&about, &mut names),
        orders: Vec::new(),
        edge_m: None,
        ends: EndRule::Limit,
    };
    about.finish();

    world::read(dossier, root, &mut names, &mut parts, &map);
    order::declare(root, &mut names);
    forces::read(dossier, root, &mut names, &mut parts);
    arms::bystanders(root, &names, &mut parts);

    let section = Section::new(root, &names);
    let order_tables = root.tables("order");
    for table in &order_tables {
        parts.orders.extend(order::read(&section.of(table)));
    }
    let order_places: Vec<Span> = order_tables.iter().map(order::place).collect();
    for table in order_tables {
        table.finish();
    }
    // What could not be read has said why; what refers to it would only repeat that.
    if parts.contingents.len() != names.contingents().len()
        || parts.orders.len() != names.orders().len()
    {
        return None;
    }

    reach::check(root, &parts, &names, &order_places);
    let events = meaning::events(&section);
    meaning::known_events(dossier, &section);
    let mut notes = Vec::new();
    let meanings = meanings(dossier, &section, &events, &mut notes);
    let questions = question::questions(&section, &events);
    known_claims(dossier, root, &questions);
    let interventions = question::interventions(&section, &questions);

    // The simulator's own checks know parts by number: they are asked only of what was read whole.
    if sink.len() > first {
        return None;
    }
    let scenario = build(root, &parts)?;
    Some(CompiledScenario {
        names,
        parts,
        scenario,
        parameters,
        events,
        meanings,
        questions,
        interventions,
        map,
        plane,
        again_from_phase: time.again_from_phase,
        notes,
    })
}

fn declare_parameters(
    dossier: &Dossier,
    root: &TableReader<'_>,
    parameters: &[Parameter],
    names: &mut Names,
) {
    for parameter in parameters {
        if names.add_parameter(&parameter.id, &parameter.levels) {
            names.bound_parameter(parameter.bounds());
            names.unit_parameter(&parameter.unit);
        } else {
            duplicate(root, "parameters", &parameter.id);
        }
        prior::ground_is_no_claim(dossier, root, parameter);
        for claim in &parameter.claims {
            root.error(
                "prior-from-claim",
                claim.span,
                format!("the prior of `{}` rests on the claim `{}`; each account is used once", parameter.id.value, claim.value),
                "this claim is weighed already",
                Some("take the prior from outside the accounts: geography, order of battle, other battles".into()),
            );
        }
    }
}

fn notices(about: &TableReader<'_>, names: &mut Names) -> Vec<String> {
    let mut list = Vec::new();
    for notice in about.texts("notices") {
        if names.add_notice(&notice.value) {
            list.push(notice.value);
        } else {
            duplicate(about, "notices", &notice);
        }
    }
    list
}

fn bounded(parameter: &Parameter) -> ParameterPart {
    let (low, high) = parameter.bounds();
    ParameterPart {
        name: parameter.id.value.clone(),
        low,
        high,
    }
}

fn meanings(
    dossier: &Dossier,
    section: &Section<'_, '_>,
    events: &Events,
    notes: &mut Vec<Diagnostic>,
) -> Vec<Meaning> {
    let root = section.table;
    let said = meaning::terms_of_claims(dossier);
    let mut meanings = Vec::new();
    for table in root.tables("meaning") {
        let inner = section.of(&table);
        if let (Some(term), Some(is)) = (table.required_text("term"), table.table("is")) {
            let quantity = meaning::quantity(&inner.of(&is), events);
            is.finish();
            match kidal_dossier::language::parse(&term.value) {
                Ok(statement) => {
                    let (source, sink) = (root.source(), root.sink());
                    kidal_dossier::check_statement(dossier, source, &term, &statement, sink);
                    notes.extend(meaning::unsaid(&said, &statement, term.span));
                    meanings.extend(quantity.map(|is| Meaning {
                        term: statement.to_string(),
                        is,
                        span: term.span,
                    }));
                }
                Err(fault) => root.error(
                    "claim-language",
                    term.span,
                    fault.message,
                    "this term",
                    fault.help,
                ),
            }
        }
        table.finish();
    }
    meanings
}

fn known_claims(dossier: &Dossier, root: &TableReader<'_>, questions: &[Question]) {
    for asked in questions {
        for claim in &asked.claims {
            if dossier.claim(&claim.value).is_none() {
                root.error(
                    "undeclared-name",
                    claim.span,
                    format!("no claim is called `{}`", claim.value),
                    "this one",
                    Some("name a claim of evidence.toml".into()),
                );
            }
        }
    }
}

fn build(root: &TableReader<'_>, parts: &Parts) -> Option<Scenario> {
    match Scenario::build(parts) {
        Ok(scenario) => Some(scenario),
        Err(faults) => {
            for fault in faults {
                root.error(
                    "bad-scenario",
                    locate(root, &fault.part),
                    fault.to_string(),
                    "in this file",
                    Some("mend the part that is named".into()),
                );
            }
            None
        }
    }
}

/// The place in the file of a part that is named by kind and name ("contingent garrison"), so that faults of built parts
/// are located too.
fn locate(root: &TableReader<'_>, part: &str) -> Span {
    let name = part.split_once(' ').map_or("", |(_, name)| name);
    let quoted = format!("\"{name}\"");
    let source = root.source();
    // "id", any number of spaces, "=", any number of spaces, the name.
    let is_id = |at: usize| {
        source[..at]
            .trim_end()
            .strip_suffix('=')
            .is_some_and(|before| before.trim_end().ends_with("id"))
    };
    match source
        .match_indices(&quoted)
        .find(|(at, _)| !name.is_empty() && is_id(*at))
    {
        Some((at, found)) => Span::new(FileId::Scenario, at..at + found.len()),
        None => root.span(),
    }
}
