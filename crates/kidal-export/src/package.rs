//! A Data Package descriptor (version 2) for a folder of exports.

use kidal_findings::Findings;
use kidal_findings::zarr::Ensemble;
use serde_json::{Value, json};

use crate::table::Table;
use crate::tables;

/// `datapackage.json`: what was written, file by file and column by column. `files` are names and bytes.
pub fn datapackage(
    findings: &Findings,
    ensemble: Option<&Ensemble>,
    files: &[(String, Vec<u8>)],
) -> String {
    let origin = &findings.provenance;
    let tables = tables::filled(findings, ensemble);
    let mut resources: Vec<Value> = Vec::new();
    for (path, bytes) in files {
        let (stem, form) = path.split_once('.').unwrap_or((path.as_str(), ""));
        let mut about = match tables.iter().find(|table| table.name == stem) {
            Some(table) if form == "csv" || form == "parquet" => resource(table, form),
            _ => json!({
                "name": stem,
                "title": "Map features and events",
                "format": "geojson",
                "mediatype": "application/geo+json",
                "encoding": "utf-8",
            }),
        };
        about["path"] = json!(path);
        about["bytes"] = json!(bytes.len());
        resources.push(about);
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

fn resource(table: &Table, form: &str) -> Value {
    let fields: Vec<Value> = table
        .fields
        .iter()
        .map(|field| {
            json!({
                "name": field.name,
                "type": field.kind.name(),
                "description": field.about,
                "unit": field.unit(),
            })
        })
        .collect();
    let mut about = json!({
        "name": table.name,
        "title": table.title,
        "type": "table",
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "format": form,
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": fields,
            "missingValues": [""],
        },
    });
    if form == "csv" {
        about["mediatype"] = json!("text/csv");
        about["encoding"] = json!("utf-8");
        about["dialect"] = json!({
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": "\"",
            "doubleQuote": true,
            "header": true,
        });
    } else {
        about["mediatype"] = json!("application/vnd.apache.parquet");
    }
    about
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
