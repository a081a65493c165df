//! The shape of `findings.json` as a JSON Schema (draft 2020-12), made from the records themselves.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::Findings;
use crate::json::SCHEMA;

/// The schema of `findings.json`, with a newline at the end. The doc comment of each field is its description.
#[must_use]
pub fn json_schema() -> String {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.root_schema_for::<Findings>().to_value();
    schema["title"] = json!("Findings of Kidal");
    // A file of another version has another shape.
    schema["properties"]["schema"] =
        json!({ "const": SCHEMA, "description": "Name and version of this shape." });
    tidy(&mut schema);
    let mut text = serde_json::to_string_pretty(&schema).expect("a JSON value can be written");
    text.push('\n');
    text
}

/// Doc comments escape brackets for the pages of the library; a schema has no such pages.
fn tidy(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map.iter_mut() {
                match inner {
                    Value::String(text) if key == "description" => {
                        *text = text.replace("\\[", "[").replace("\\]", "]");
                    }
                    inner => tidy(inner),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(tidy),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fixture, json};

    /// A plain validator of what the schema uses: the path of the first fault.
    fn fault(root: &Value, schema: &Value, value: &Value, path: &str) -> Option<String> {
        if let Some(name) = schema["$ref"].as_str() {
            let target = root.pointer(name.trim_start_matches('#'));
            return fault(
                root,
                target.expect("the reference leads somewhere"),
                value,
                path,
            );
        }
        if let Some(wanted) = schema.get("const") {
            return (wanted != value).then(|| format!("{path}: not {wanted}"));
        }
        if let Some(words) = schema["enum"].as_array() {
            return (!words.contains(value)).then(|| format!("{path}: {value} is none of them"));
        }
        if let Some(ways) = schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
            let fits = ways
                .iter()
                .any(|way| fault(root, way, value, path).is_none());
            return (!fits).then(|| format!("{path}: no way fits"));
        }
        let kinds = match &schema["type"] {
            Value::String(kind) => vec![kind.as_str()],
            Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
            _ => vec![],
        };
        let is = |kind: &str| match kind {
            "null" => value.is_null(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "string" => value.is_string(),
            "array" => value.is_array(),
            _ => value.is_object(),
        };
        if !kinds.is_empty() && !kinds.iter().any(|kind| is(kind)) {
            return Some(format!("{path}: {value} is no {kinds:?}"));
        }
        if let Value::Object(map) = value {
            for name in schema["required"].as_array().into_iter().flatten() {
                let name = name.as_str().expect("a name");
                if !map.contains_key(name) {
                    return Some(format!("{path}: {name} is missing"));
                }
            }
            for (name, inner) in map {
                let path = format!("{path}/{name}");
                let known = schema["properties"].get(name);
                match known.or(schema.get("additionalProperties")) {
                    None | Some(Value::Bool(_)) => return Some(format!("{path}: not described")),
                    Some(known) => {
                        if let Some(found) = fault(root, known, inner, &path) {
                            return Some(found);
                        }
                    }
                }
            }
        }
        let items = value.as_array().into_iter().flatten().enumerate();
        items.into_iter().find_map(|(index, inner)| {
            let known = schema["prefixItems"].get(index).unwrap_or(&schema["items"]);
            fault(root, known, inner, &format!("{path}/{index}"))
        })
    }

    #[test]
    fn findings_fit_their_schema_and_others_do_not() {
        let schema: Value = serde_json::from_str(&json_schema()).expect("it is JSON");
        let text = json::to_json(&fixture::findings()).expect("the fixture is finite");
        let mut value: Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(fault(&schema, &schema, &value, ""), None);
        value["claims"][0]["line"] = json!("seven");
        assert!(fault(&schema, &schema, &value, "").is_some());
        value["claims"][0]
            .as_object_mut()
            .expect("a claim")
            .remove("line");
        assert_eq!(
            fault(&schema, &schema, &value, "").as_deref(),
            Some("/claims/0: line is missing")
        );
    }

    #[test]
    fn every_field_is_described() {
        let schema: Value = serde_json::from_str(&json_schema()).expect("it is JSON");
        let records = schema["$defs"].as_object().expect("records");
        // A range of bytes is a type of the language, not a record.
        for (record, about) in records
            .iter()
            .filter(|(name, _)| !name.starts_with("Range_of"))
        {
            for (field, about) in about["properties"].as_object().into_iter().flatten() {
                assert!(
                    about.get("description").is_some() || about.get("const").is_some(),
                    "{record}.{field}"
                );
            }
        }
    }
}
