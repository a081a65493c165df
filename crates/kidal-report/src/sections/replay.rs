//! Chosen histories told in full: a map that plays, and beside it the same as a drawing and a table for everyone else.

use kidal_findings::{EventRecord, Findings, HistoryRecord, wording};
use serde_json::{Value, json};

use super::{Context, Section};
use crate::html::{details, escape, paragraph, table};
use crate::svg::{figure, map};

pub(super) fn section(context: &Context<'_>) -> Option<Section> {
    let findings = context.findings;
    if findings.histories.is_empty() {
        return None;
    }
    let mut body = String::new();
    if findings
        .histories
        .iter()
        .any(|history| !history.frames.is_empty())
    {
        body.push_str(&player(findings));
    }
    for (index, history) in findings.histories.iter().enumerate() {
        body.push_str(&one(context, index, history));
    }
    Some(Section {
        id: "replay",
        title: "Histories, one by one",
        lead: "<p>Single runs of the model, each one possible history among many. A mark is a small body of men, not a man; where it \
               stands is the model’s, not an account’s.</p>"
            .into(),
        body,
    })
}

fn player(findings: &Findings) -> String {
    let options: String = findings
        .histories
        .iter()
        .enumerate()
        .map(|(index, history)| {
            format!(
                "<option value=\"{index}\">{}</option>",
                escape(&history.title)
            )
        })
        .collect();
    format!(
        "<div id=\"player\" class=\"player\" hidden>\
         <div class=\"stage\"><canvas id=\"player-canvas\" tabindex=\"0\" role=\"img\" aria-label=\"Map of the chosen history; the events \
         stand in the list beside it and in the tables below\"></canvas><p id=\"player-time\" class=\"clock\"></p></div>\
         <div class=\"controls\"><button type=\"button\" id=\"player-play\">Play</button>\
         <label class=\"scrub\">Time <input type=\"range\" id=\"player-scrub\" min=\"0\" max=\"0\" step=\"0.01\" value=\"0\"></label>\
         <label>Speed <select id=\"player-speed\"><option value=\"2\">slow</option><option value=\"6\" selected>middle</option>\
         <option value=\"18\">fast</option></select></label>\
         <label>View <select id=\"player-view\"><option value=\"men\" selected>follow the men</option><option value=\"near\">near the \
         middle</option><option value=\"all\">everything</option></select></label>\
         <label>History <select id=\"player-history\">{options}</select></label></div>{}\
         <h3>What happens</h3><ol id=\"player-events\" class=\"ticker\"></ol></div>",
        legend(findings, "legend")
    )
}

fn legend(findings: &Findings, prefix: &str) -> String {
    let signs = map::signs(&findings.contingents);
    let mut items = String::new();
    for (index, contingent) in findings.contingents.iter().enumerate() {
        let id = format!("{prefix}-{index}");
        items.push_str(&format!(
            "<li>{} {}</li>",
            map::legend_mark(&id, &contingent.name, signs[index]),
            escape(&contingent.name)
        ));
    }
    format!(
        "<ul class=\"inline legend\">{items}</ul><p class=\"place\">Filled: in good order. Pale: asleep. Hollow: broken. Struck \
         through: captured. Ringed: has changed sides.</p>"
    )
}

fn one(context: &Context<'_>, index: usize, history: &HistoryRecord) -> String {
    let findings = context.findings;
    let offset_s = findings.clock_offset_s;
    let mut inner = paragraph("sentence", &history.why);
    let when = history
        .frames
        .get(history.frames.len() / 3)
        .map(|frame| wording::day_and_clock(frame.unix_s, offset_s))
        .unwrap_or_default();
    let title = format!("{}: {when}", history.title);
    if let Some(drawing) = map::frame(&format!("draw-frame-{index}"), findings, history, &title) {
        inner.push_str(&figure(&drawing, &title));
        if index == 0 {
            inner.push_str(&legend(findings, "drawing-legend"));
        }
    }
    let rows: Vec<Vec<String>> = news(history)
        .map(|event| {
            vec![
                wording::day_and_clock(event.unix_s, offset_s),
                escape(&event.text),
            ]
        })
        .collect();
    if !rows.is_empty() {
        inner.push_str(&table(
            "events",
            &format!("{}: what happens", history.title),
            &["time", "event"],
            &rows,
        ));
        let left_out = history.events.len() - rows.len();
        if left_out > 0 {
            inner.push_str(&format!(
                "<p class=\"place\">{} of sleep and of daily orders: left out here, in full in findings.json</p>",
                wording::plural(left_out, "event")
            ));
        }
    }
    for (label, ids) in [
        ("Claims that hold in it", &history.holds),
        ("Claims that do not", &history.fails),
    ] {
        if !ids.is_empty() {
            inner.push_str(&format!(
                "<p><b>{label}:</b> {}</p>",
                context.claim_links(ids)
            ));
        }
    }
    let parameters: Vec<Vec<String>> = history
        .parameters
        .iter()
        .map(|(name, value)| vec![escape(name), wording::number(*value)])
        .collect();
    if !parameters.is_empty() {
        inner.push_str(&details(
            "Its unknowns, as drawn",
            &table(
                "numbers",
                &format!("{}: unknowns", history.title),
                &["unknown", "value"],
                &parameters,
            ),
        ));
    }
    inner.push_str(&format!(
        "<p class=\"place\">stream root {}</p>",
        escape(&history.stream_root)
    ));
    let mut title: Vec<char> = history.title.chars().collect();
    if let Some(first) = title.first_mut() {
        *first = first.to_uppercase().next().unwrap_or(*first);
    }
    let title: String = title.into_iter().collect();
    format!(
        "<div class=\"history\">{}</div>",
        details(&format!("{title}, event by event"), &inner)
    )
}

/// The events that tell something: men sleep and orders are given every day.
fn news(history: &HistoryRecord) -> impl Iterator<Item = &EventRecord> {
    history
        .events
        .iter()
        .filter(|event| !matches!(event.kind.as_str(), "sleep" | "order"))
}

/// What the script plays. Positions and states are differences from the frame before: most are 0, which keeps it small.
pub(crate) fn frames_as_json(findings: &Findings) -> Value {
    let histories: Vec<Value> = findings
        .histories
        .iter()
        .map(|history| {
            let mut before: Vec<[i32; 4]> = Vec::new();
            let mut times = Vec::new();
            let mut steps = Vec::new();
            for frame in &history.frames {
                let mut flat: Vec<i64> = Vec::with_capacity(frame.elements.len() * 4);
                for (index, element) in frame.elements.iter().enumerate() {
                    let last = before.get(index).copied().unwrap_or_default();
                    flat.extend((0..4).map(|part| i64::from(element[part]) - i64::from(last[part])));
                }
                times.push(frame.unix_s);
                steps.push(flat);
                before.clone_from(&frame.elements);
            }
            let events: Vec<Value> = news(history)
                .map(|event| json!({ "t": event.unix_s, "text": event.text, "at": event.position_m }))
                .collect();
            json!({ "title": history.title, "contingent": history.element_contingent, "t": times, "steps": steps, "events": events })
        })
        .collect();
    let map_signs = map::signs(&findings.contingents);
    let map: Vec<Value> = findings
        .map
        .iter()
        .map(|feature| json!({ "name": feature.name, "kind": feature.kind, "closed": feature.closed, "points": feature.points_m }))
        .collect();
    json!({ "offset": findings.clock_offset_s, "signs": map_signs, "histories": histories, "map": map, "density": density(findings) })
}

/// The density, each actor in the colour that its contingents have.
fn density(findings: &Findings) -> Value {
    let Some(density) = &findings.density else {
        return Value::Null;
    };
    let signs = map::signs(&findings.contingents);
    let groups: Vec<Value> = density
        .actors
        .iter()
        .map(|actor| {
            let own = findings
                .contingents
                .iter()
                .position(|contingent| contingent.actor == *actor);
            let colour = own
                .and_then(|index| signs.get(index))
                .map_or(7, |sign| sign[0]);
            json!({ "name": actor, "colour": colour })
        })
        .collect();
    let times: Vec<i64> = density.frames.iter().map(|frame| frame.unix_s).collect();
    let cells: Vec<Vec<i32>> = density
        .frames
        .iter()
        .map(|frame| frame.cells.concat())
        .collect();
    json!({ "cell_m": density.cell_m, "histories": density.histories, "groups": groups, "t": times, "cells": cells })
}
