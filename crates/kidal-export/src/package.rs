//! A Data Package descriptor (version 2) for a folder of exports.

use kidal_findings::Findings;
use serde_json::{Value, json};

use crate::table::Table;
use crate::tables;

/// `datapackage.json`: what the tables and the map are, column by column.
pub fn datapackage(findings: &Findings) -> String {
    let origin = &findings.provenance;
    let mut resources: Vec<Value> = tables::all(findings).iter().map(resource).collect();
    if findings.origin.is_some() {
        resources.push(json!({
            "name": "map",
            "path": "map.geojson",
            "title": "Map features and events",
            "format": "geojson",
            "mediatype": "application/geo+json",
            "encoding": "utf-8",
        }));
    }
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name(&origin.dossier),
        "title": findings.headline.title,
        "description": findings.headline.about,
        "version": origin.version,
        "kidal": {
            "schema": findings.schema,
            "program": origin.program,
            "version": origin.version,
            "commit": origin.commit,
            "dossier": origin.dossier,
            "dossier_digest": origin.dossier_digest,
            // Seeds are 64 bits wide; many readers of JSON keep 53.
            "seed": origin.seed.to_string(),
            "histories": origin.histories,
            "command": origin.command,
        },
        "resources": resources,
    });
    let mut text = serde_json::to_string_pretty(&package).expect("a JSON value can be written");
    text.push('\n');
    text
}

fn resource(table: &Table) -> Value {
    let fields: Vec<Value> = table
        .fields
        .iter()
        .map(|(name, kind, description)| json!({ "name": name, "type": kind.name(), "description": description }))
        .collect();
    json!({
        "name": table.name,
        "path": format!("{}.csv", table.name),
        "title": table.title,
        "type": "table",
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "delimiter": ",", "lineTerminator": "\n", "quoteChar": "\"", "doubleQuote": true, "header": true },
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": fields,
            "missingValues": [""],
        },
    })
}

/// A name as the standard wants it: lower-case letters, digits, `-`, `_` and `.`.
fn name(dossier: &str) -> String {
    let name: String = dossier
        .to_lowercase()
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.') {
                letter
            } else {
                '-'
            }
        })
        .collect();
    if name.is_empty() {
        "kidal".to_owned()
    } else {
        name
    }
}
