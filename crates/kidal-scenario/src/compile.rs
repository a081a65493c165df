//! From the text of a scenario to what the simulator runs.

use crate::contingent;
use crate::map::{self, Feature, Plane};
use crate::meaning::{self, Events, Meaning};
use crate::names::Names;
use crate::order;
use crate::prior::{self, Parameter};
use crate::question::{self, Intervention, Question};
use crate::reader::Section;
use kidal_battle::Scenario;
use kidal_battle::parts::{
    ActorPart, ContingentId, EndRule, ParameterPart, Parts, PlacePart, RoutePart, Shape, StepPolicy,
};
use kidal_diag::{Diagnostic, Files, Severity};
use kidal_dossier::Dossier;
use kidal_dossier::date::Date;
use kidal_dossier::span::FileId;
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
    let sink = Sink::default();
    let compiled = {
        let document = Document::parse(FileId::Scenario, text, &sink);
        let root = document.root(&sink).with_clock(dossier.about.clock);
        let compiled = read(dossier, files, &root, &sink);
        root.finish();
        compiled
    };
    let diagnostics = sink.take();
    let is_broken = diagnostics.iter().any(|d| d.severity == Severity::Error);
    match compiled {
        Some(compiled) if !is_broken => Ok(Some(compiled)),
        _ => Err(diagnostics),
    }
}

fn read(
    dossier: &Dossier,
    files: &Files,
    root: &TableReader<'_>,
    sink: &Sink,
) -> Option<CompiledScenario> {
    let Some(about) = root.table("scenario") else {
        root.missing("scenario");
        return None;
    };
    let mut names = Names::default();
    let zero = about.date("zero").or_else(|| {
        about.missing("zero");
        None
    })?;
    names.zero_unix_s = zero.earliest().0;
    let end = about.date("end").or_else(|| {
        about.missing("end");
        None
    })?;
    let duration_s = names.seconds(&end);
    if !(duration_s > 0.0 && duration_s <= 400.0 * 86_400.0) {
        root.error(
            "bad-scenario",
            end.span,
            "the scenario ends before it begins, or lasts more than 400 days",
            "this date",
            Some("mend `zero` or `end`".into()),
        );
        return None;
    }

    let parameters = prior::read(root);
    for parameter in &parameters {
        if !names.add_parameter(&parameter.id, &parameter.levels) {
            root.error(
                "duplicate-id",
                parameter.id.span,
                format!("two parameters are called `{}`", parameter.id.value),
                "the second",
                Some("rename one".into()),
            );
        }
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

    let plane = plane(dossier, &about)?;
    let map = match files.get(FileId::Map.name()) {
        Some(text) => map::read(text, plane, sink),
        None => Vec::new(),
    };

    let (step, phase_ends_s, daylight_s, again_from_phase) = time(&about, &names, duration_s)?;
    let mut parts = Parts {
        duration_s,
        step,
        phase_ends_s,
        daylight_s,
        parameters: parameters
            .iter()
            .map(|p| {
                let (low, high) = p.bounds();
                ParameterPart {
                    name: p.id.value.clone(),
                    low,
                    high,
                }
            })
            .collect(),
        actors: Vec::new(),
        hostile: Vec::new(),
        places: Vec::new(),
        routes: Vec::new(),
        contingents: Vec::new(),
        notices: about
            .texts("notices")
            .into_iter()
            .map(|n| n.value)
            .collect(),
        orders: Vec::new(),
        edge_m: None,
        ends: EndRule::Limit,
    };
    for notice in parts.notices.clone() {
        names.add_notice(&notice);
    }
    about.finish();

    world(dossier, root, &mut names, &mut parts, &map);
    forces(dossier, root, &mut names, &mut parts);

    let section = Section::new(root, &names);
    let order_tables = root.tables("order");
    for table in &order_tables {
        parts.orders.extend(order::read(&section.of(table)));
    }
    for table in order_tables {
        table.finish();
    }
    if parts.orders.len() != names.orders().len() {
        return None;
    }

    let events = meaning::events(&section);
    let mut meanings = Vec::new();
    for table in root.tables("meaning") {
        let inner = section.of(&table);
        if let (Some(term), Some(is)) = (table.required_text("term"), table.table("is")) {
            let quantity = meaning::quantity(&inner.of(&is), &events);
            is.finish();
            match kidal_dossier::language::parse(&term.value) {
                Ok(statement) => meanings.extend(quantity.map(|is| Meaning {
                    term: statement.to_string(),
                    is,
                    span: term.span,
                })),
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
    let questions = question::questions(&section, &events);
    for asked in &questions {
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
    let interventions = question::interventions(&section, &questions);

    let scenario = match Scenario::build(&parts) {
        Ok(scenario) => scenario,
        Err(faults) => {
            for fault in faults {
                root.error(
                    "bad-scenario",
                    locate(root, &fault.to_string()),
                    fault.to_string(),
                    "in this file",
                    Some("mend the part that is named".into()),
                );
            }
            return None;
        }
    };
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
        again_from_phase,
    })
}

/// The place of the first quoted name of a message in the file, so that faults of built parts are located too.
fn locate(root: &TableReader<'_>, message: &str) -> kidal_dossier::span::Span {
    let name = message.split('`').nth(1).unwrap_or("");
    let at = if name.is_empty() {
        None
    } else {
        root.source().find(&format!("id = \"{name}\""))
    };
    match at {
        Some(at) => kidal_dossier::span::Span::new(FileId::Scenario, at..at + name.len() + 7),
        None => root.span(),
    }
}

fn plane(dossier: &Dossier, about: &TableReader<'_>) -> Option<Plane> {
    let name = about.text("origin").or_else(|| dossier.about.place.clone());
    let Some(name) = name else {
        about.missing("origin");
        return None;
    };
    let place = dossier
        .places
        .iter()
        .find(|place| place.id.value == name.value);
    match place.and_then(|place| Some((place.lat?, place.lon?))) {
        Some((lat, lon)) => Some(Plane {
            latitude: lat.value,
            longitude: lon.value,
        }),
        None => {
            about.error(
                "bad-scenario",
                name.span,
                format!("`{}` is no place with a position", name.value),
                "the origin of the plane",
                Some("give the place `lat` and `lon` in evidence.toml".into()),
            );
            None
        }
    }
}

type Time = (StepPolicy, Vec<f64>, Vec<(f64, f64)>, usize);

fn time(about: &TableReader<'_>, names: &Names, duration_s: f64) -> Option<Time> {
    let number = |key: &str, default: f64| about.number(key).map_or(default, |n| n.value);
    let step = StepPolicy::Adaptive {
        finest_s: number("finest_s", 15.0),
        coarsest_s: number("coarsest_s", 1800.0),
        accuracy: number("accuracy", 0.1),
    };
    let mut ends = Vec::new();
    let mut again = 0;
    let again_text = about.text("again_from");
    for text in about.texts("phases") {
        match Date::parse(&text.value) {
            Ok(date) => {
                let at = names.seconds(&date);
                if !(at > ends.last().copied().unwrap_or(0.0) && at < duration_s) {
                    about.error(
                        "bad-scenario",
                        text.span,
                        format!(
                            "the phase end {} is not after the one before and before the end",
                            text.value
                        ),
                        "this one",
                        Some("write phase ends in order".into()),
                    );
                    return None;
                }
                ends.push(at);
                if again_text
                    .as_ref()
                    .is_some_and(|again| again.value == text.value)
                {
                    again = ends.len();
                }
            }
            Err(fault) => {
                about.error(
                    "impossible-date",
                    text.span,
                    fault.message,
                    "this date",
                    fault.help,
                );
                return None;
            }
        }
    }
    ends.push(duration_s);
    if let Some(again_text) = &again_text
        && again == 0
    {
        about.error(
            "bad-scenario",
            again_text.span,
            "`again_from` is not one of `phases`",
            "this moment",
            Some("name one of the phase ends: fresh luck starts at a phase end".into()),
        );
        return None;
    }
    let clock = |key: &str| -> Option<f64> {
        let text = about.text(key)?;
        let (hours, minutes) = text.value.split_once(':')?;
        let seconds = hours.parse::<f64>().ok()? * 3600.0 + minutes.parse::<f64>().ok()? * 60.0;
        (0.0..86_400.0).contains(&seconds).then_some(seconds)
    };
    let mut daylight = Vec::new();
    if about.has("dawn") || about.has("dusk") {
        let (Some(dawn), Some(dusk)) = (clock("dawn"), clock("dusk")) else {
            about.error(
                "bad-scenario",
                about.span(),
                "`dawn` and `dusk` are clock times such as \"06:10\"",
                "in this table",
                Some("give both".into()),
            );
            return None;
        };
        let midnight =
            -((names.zero_unix_s.rem_euclid(86_400)) as f64) - about.clock().seconds() as f64;
        let mut day = midnight - 86_400.0;
        while day < duration_s {
            if day + dusk > 0.0 {
                daylight.push((day + dawn, day + dusk));
            }
            day += 86_400.0;
        }
    }
    Some((step, ends, daylight, again))
}

fn world(
    dossier: &Dossier,
    root: &TableReader<'_>,
    names: &mut Names,
    parts: &mut Parts,
    map: &[Feature],
) {
    let actor_tables = root.tables("actor");
    for table in &actor_tables {
        if let Some(id) = table.required_text("id") {
            if dossier.kind_of(&id.value).is_none() {
                table.error(
                    "undeclared-name",
                    id.span,
                    format!("`{}` is not declared in evidence.toml", id.value),
                    "this actor",
                    Some("declare it there, or mend the name".into()),
                );
            }
            names.add_actor(&id.value);
        }
    }
    for table in actor_tables {
        let section = Section::new(&table, names);
        if let Some(id) = table.text("id") {
            let own = names
                .actor(&id.value)
                .unwrap_or(kidal_battle::parts::ActorId(0));
            let public = section.actor("public").unwrap_or(own);
            let private = section.actor("private").unwrap_or(public);
            parts.actors.push(ActorPart {
                name: id.value,
                public,
                private,
            });
        }
        table.finish();
    }
    for table in root.tables("hostile") {
        let section = Section::new(&table, names);
        if let (Some(a), Some(b)) = (section.required_actor("a"), section.required_actor("b")) {
            parts.hostile.push((a, b));
        }
        table.finish();
    }
    for feature in map {
        if feature.kind == "route" {
            names.add_route(&feature.id);
            parts.routes.push(RoutePart {
                name: feature.id.clone(),
                points: feature.points_m.clone(),
                winding: 1.0,
            });
        }
    }
    for table in root.tables("route") {
        if let Some(id) = table.required_text("id") {
            match parts.routes.iter_mut().find(|route| route.name == id.value) {
                Some(route) => route.winding = table.number("winding").map_or(1.0, |n| n.value),
                None => table.error(
                    "bad-scenario",
                    id.span,
                    format!("map.geojson has no route `{}`", id.value),
                    "this route",
                    Some("draw it there as a line of kind `route`".into()),
                ),
            }
        }
        let _ = table.text("ground");
        table.finish();
    }
    let place_tables = root.tables("place");
    for table in &place_tables {
        if let Some(id) = table.required_text("id") {
            names.add_place(&id.value);
        }
    }
    for table in place_tables {
        let section = Section::new(&table, names);
        if let Some(id) = table.text("id") {
            let feature = map.iter().find(|feature| feature.id == id.value);
            let centre = feature.and_then(|feature| feature.points_m.first().copied());
            let shape = match (table.number("radius_m"), feature) {
                (Some(radius), _) => match centre {
                    Some(centre) => {
                        let centre = feature
                            .filter(|f| f.closed)
                            .map_or(centre, |f| middle(&f.points_m));
                        Some(Shape::Circle {
                            centre,
                            radius: radius.value,
                        })
                    }
                    None => None,
                },
                (None, Some(feature)) if feature.closed => {
                    Some(Shape::Polygon(feature.points_m.clone()))
                }
                _ => None,
            };
            match shape {
                Some(shape) => parts.places.push(PlacePart {
                    name: id.value.clone(),
                    shape,
                    cover: section.value_or("cover", 1.0),
                    held_by: section.actor("held_by"),
                }),
                None => table.error(
                    "bad-scenario",
                    id.span,
                    format!("map.geojson draws no polygon or point for `{}`", id.value),
                    "this place",
                    Some("draw it; a point also needs `radius_m` here".into()),
                ),
            }
        }
        let _ = table.text("ground");
        table.finish();
    }
}

fn middle(points: &[[f64; 2]]) -> [f64; 2] {
    let n = points.len().max(1) as f64;
    let sum = points
        .iter()
        .fold([0.0, 0.0], |sum, p| [sum[0] + p[0], sum[1] + p[1]]);
    [sum[0] / n, sum[1] / n]
}

fn forces(dossier: &Dossier, root: &TableReader<'_>, names: &mut Names, parts: &mut Parts) {
    let tables = root.tables("contingent");
    for table in &tables {
        if let Some(id) = table.required_text("id") {
            if dossier.kind_of(&id.value).is_none() {
                table.error(
                    "undeclared-name",
                    id.span,
                    format!("`{}` is not declared in evidence.toml", id.value),
                    "this contingent",
                    Some(
                        "a contingent has the id of a group; declare it there, or mend the name"
                            .into(),
                    ),
                );
            }
            names.add_contingent(&id.value);
        }
    }
    own_groups(dossier, names);
    for table in root.tables("group") {
        if let Some(id) = table.required_text("id") {
            let section = Section::new(&table, names);
            let members = section.required_who("contingents");
            names.set_group(&id.value, members);
        }
        let _ = table.text("ground");
        table.finish();
    }
    whole_groups(dossier, names);
    let order_tables = root.tables("order");
    for table in &order_tables {
        if let Some(id) = table.required_text("id")
            && !names.add_order(&id.value)
        {
            table.error(
                "duplicate-id",
                id.span,
                format!("two orders are called `{}`", id.value),
                "the second",
                Some("rename one".into()),
            );
        }
    }
    let section = Section::new(root, names);
    for table in tables {
        let part = contingent::read(&section, &section.of(&table));
        let _ = table.text("ground");
        table.finish();
        parts.contingents.extend(part);
    }
}

/// Which groups of the dossier are made of contingents: a contingent's own group (with the contingents that are part of
/// it), and a group whose partition is. A group that may hold others besides is not modelled, unless `[[group]]` says so:
/// a claim about all fighters of a movement is not one about those at hand.
fn own_groups(dossier: &Dossier, names: &mut Names) {
    let contingents: Vec<String> = names.contingents().to_vec();
    for contingent in &contingents {
        let members: Vec<ContingentId> = contingents
            .iter()
            .enumerate()
            .filter(|(_, other)| *other == contingent || dossier.is_within(other, contingent))
            .map(|(index, _)| ContingentId(index as u16))
            .collect();
        names.set_group(contingent, members);
    }
}

fn whole_groups(dossier: &Dossier, names: &mut Names) {
    for group in &dossier.groups {
        if let Some(members) = members_of(dossier, names, &group.id.value, 0) {
            names.set_group(&group.id.value, members);
        }
    }
}

fn members_of(
    dossier: &Dossier,
    names: &Names,
    group: &str,
    depth: usize,
) -> Option<Vec<ContingentId>> {
    if let Ok(members) = names.group(group) {
        return Some(members);
    }
    let partition = &dossier.group(group)?.partition;
    if partition.is_empty() || depth > 16 {
        return None;
    }
    let mut members = Vec::new();
    for part in partition {
        for id in members_of(dossier, names, &part.value, depth + 1)? {
            if !members.contains(&id) {
                members.push(id);
            }
        }
    }
    Some(members)
}
