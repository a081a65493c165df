//! Diagnostics as SARIF 2.1.0, the format that code hosts and editors read.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::index::Index;
use crate::{Annotation, Diagnostic, Files, Severity};

/// The diagnostics as one SARIF 2.1.0 run of the tool `kidal`. The first place is the location, the others are related
/// locations. SARIF knows three levels: errors and contradictions are `error`, tensions `warning`, notes `note`; our
/// own word stands in `properties.severity`. Columns count characters (`unicodeCodePoints`).
pub fn render_sarif(diagnostics: &[Diagnostic], files: &Files, tool_version: &str) -> String {
    let mut rules: BTreeMap<&str, usize> = diagnostics
        .iter()
        .map(|found| (found.code.as_str(), 0))
        .collect();
    for (index, place) in rules.values_mut().enumerate() {
        *place = index;
    }
    let files = &Index::new(files);
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|found| result(found, rules[found.code.as_str()], files))
        .collect();
    let rule_list: Vec<Value> = rules.keys().map(|code| json!({ "id": code })).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "kidal", "version": tool_version, "rules": rule_list } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).expect("plain records always serialise");
    text.push('\n');
    text
}

fn result(found: &Diagnostic, rule: usize, files: &Index<'_>) -> Value {
    let level = match found.severity {
        Severity::Error | Severity::Contradiction => "error",
        Severity::Tension => "warning",
        Severity::Note => "note",
    };
    let mut text = vec![found.message.clone()];
    text.extend(found.arithmetic.iter().cloned());
    text.extend(found.help.iter().map(|help| format!("help: {help}")));
    let first = found.first_place();
    let mut others: Vec<Value> = Vec::new();
    for place in found
        .annotations
        .iter()
        .filter(|place| Some(*place) != first)
    {
        let mut other = location(place, files);
        other["id"] = json!(others.len() + 1);
        others.push(other);
    }
    json!({
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": level,
        "message": { "text": text.join("\n") },
        "locations": first.map(|place| location(place, files)).into_iter().collect::<Vec<_>>(),
        "relatedLocations": others,
        "properties": properties(found),
    })
}

fn properties(found: &Diagnostic) -> Value {
    let mut properties = json!({ "severity": found.severity });
    if !found.sets.is_empty() {
        properties["sets"] = json!(found.sets);
    }
    properties
}

fn location(place: &Annotation, files: &Index<'_>) -> Value {
    let span = files.clamp(&place.file, &place.span);
    let start = files.line_column(&place.file, span.start);
    let end = files.line_column(&place.file, span.end);
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&place.file) },
            "region": {
                "startLine": start.line, "startColumn": start.column,
                "endLine": end.line, "endColumn": end.column,
            },
        },
    });
    if !place.label.is_empty() {
        location["message"] = json!({ "text": place.label });
    }
    location
}

/// A file name as a relative URI: everything but unreserved characters and `/` is percent-encoded.
fn uri(file: &str) -> String {
    let mut uri = String::new();
    for byte in file.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
