//! JSON Schemas (draft 2020-12) of the files of a dossier, so that editors complete and check them while they are written.

use kidal_dossier::keys::{EVIDENCE, Form, Key, Shape};
use kidal_scenario::keys as scenario;
use serde_json::{Map, Value, json};

/// The schema of `evidence.toml`.
#[must_use]
pub fn evidence() -> String {
    text(schema("evidence.toml of Kidal", EVIDENCE))
}

/// The schema of `scenario.toml`.
#[must_use]
pub fn scenario() -> String {
    text(schema("scenario.toml of Kidal", &scenario::scenario()))
}

/// The schema of `map.geojson`: what a map of a dossier has beyond RFC 7946.
#[must_use]
pub fn map() -> String {
    let geometry = json!({
        "type": "object",
        "required": ["type", "coordinates"],
        "properties": {
            "type": { "enum": ["Polygon", "LineString", "Point"] },
            "coordinates": { "type": "array" },
        },
    });
    text(json!({
        "$schema": DRAFT,
        "title": "map.geojson of Kidal",
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": { "const": "FeatureCollection" },
            "features": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["type", "properties", "geometry"],
                    "properties": {
                        "type": { "const": "Feature" },
                        "properties": object(&scenario::FEATURE),
                        "geometry": geometry,
                    },
                },
            },
        },
    }))
}

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

fn text(schema: Value) -> String {
    let mut text = serde_json::to_string_pretty(&schema).expect("a JSON value can be written");
    text.push('\n');
    text
}

fn schema(title: &str, shapes: &[Shape]) -> Value {
    let mut whole = object(&shapes[0]);
    let definitions: Map<String, Value> = shapes[1..]
        .iter()
        .map(|shape| (shape.name.to_owned(), object(shape)))
        .collect();
    whole["$schema"] = json!(DRAFT);
    whole["title"] = json!(title);
    whole["$defs"] = Value::Object(definitions);
    whole
}

fn object(shape: &Shape) -> Value {
    let properties: Map<String, Value> = shape
        .keys
        .iter()
        .map(|key| (key.name.to_owned(), property(key)))
        .collect();
    let required: Vec<&str> = shape
        .keys
        .iter()
        .filter(|key| key.is_required)
        .map(|key| key.name)
        .collect();
    json!({
        "type": "object",
        "description": shape.about,
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn property(key: &Key) -> Value {
    let mut form = form(key.form);
    form["description"] = json!(key.about);
    form
}

fn form(form: Form) -> Value {
    let one_or_list =
        |item: Value| json!({ "anyOf": [item, { "type": "array", "items": item.clone() }] });
    let value = || json!({ "type": ["number", "string"] });
    let of = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    match form {
        Form::Text | Form::Id | Form::Statement | Form::Date => json!({ "type": "string" }),
        Form::Number => json!({ "type": "number" }),
        Form::Positive => json!({ "type": "number", "minimum": 0 }),
        Form::Share => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        Form::Integer => json!({ "type": "integer" }),
        Form::Boolean => json!({ "type": "boolean" }),
        Form::Texts | Form::Ids => one_or_list(json!({ "type": "string" })),
        Form::Numbers => one_or_list(json!({ "type": "number" })),
        Form::Integers => one_or_list(json!({ "type": "integer" })),
        Form::Pair => {
            json!({ "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 })
        }
        Form::Value => value(),
        Form::ValuePair => {
            json!({ "type": "array", "items": value(), "minItems": 2, "maxItems": 2 })
        }
        Form::ValueOrIds => {
            json!({ "anyOf": [value(), { "type": "array", "items": { "type": "string" } }] })
        }
        Form::Word(words) => json!({ "enum": words }),
        Form::Words(words) => one_or_list(json!({ "enum": words })),
        Form::Weights => json!({
            "type": "object",
            "additionalProperties": { "type": "number", "minimum": 0, "maximum": 1 },
        }),
        Form::Table(name) => of(name),
        Form::Tables(name) => one_or_list(of(name)),
        Form::Shared(name) => json!({ "anyOf": [{ "type": "string" }, of(name)] }),
        Form::Named(name) => json!({ "type": "object", "additionalProperties": of(name) }),
    }
}
