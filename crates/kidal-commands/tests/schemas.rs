//! The schemas of the files of a dossier fit the shipped dossiers, and refuse what the readers refuse.

use std::path::{Path, PathBuf};

use kidal_commands::schema;
use serde_json::{Map, Value};

/// What of a value does not fit a schema: the part of draft 2020-12 that our schemas use, and no more.
struct Fit<'s> {
    root: &'s Value,
    found: Vec<String>,
}

impl Fit<'_> {
    fn look(&mut self, schema: &Value, value: &Value, path: &str) {
        let Some(rules) = schema.as_object() else {
            return;
        };
        for (rule, wanted) in rules {
            self.rule(rules, rule, wanted, value, path);
        }
    }

    fn fault(&mut self, path: &str, what: impl std::fmt::Display) {
        self.found.push(format!("{path}: {what}"));
    }

    fn rule(
        &mut self,
        rules: &Map<String, Value>,
        rule: &str,
        wanted: &Value,
        value: &Value,
        path: &str,
    ) {
        let listed = || wanted.as_array().into_iter().flatten();
        let items = || value.as_array().into_iter().flatten();
        let members = || value.as_object().into_iter().flatten();
        let bound = wanted.as_f64().unwrap_or(0.0);
        let count = value.as_array().map_or(bound, |items| items.len() as f64);
        let number = value.as_f64().unwrap_or(bound);
        match rule {
            "$ref" => {
                let name = wanted
                    .as_str()
                    .and_then(|text| text.strip_prefix("#/$defs/"));
                let definition = &self.root["$defs"][name.expect("a definition")];
                self.look(definition, value, path);
            }
            "type" => {
                let fits = match wanted {
                    Value::String(kind) => is_of(value, kind),
                    _ => listed()
                        .filter_map(Value::as_str)
                        .any(|kind| is_of(value, kind)),
                };
                if !fits {
                    self.fault(path, format!("not of type {wanted}"));
                }
            }
            "enum" if !listed().any(|word| word == value) => {
                self.fault(path, format!("{value} is not one of the words"));
            }
            "const" if wanted != value => self.fault(path, format!("not {wanted}")),
            "minimum" if number < bound => self.fault(path, "too small"),
            "maximum" if number > bound => self.fault(path, "too large"),
            "minItems" if count < bound => self.fault(path, "too few"),
            "maxItems" if count > bound => self.fault(path, "too many"),
            "required" => {
                for key in listed().filter_map(Value::as_str) {
                    if value.is_object() && value.get(key).is_none() {
                        self.fault(path, format!("no `{key}`"));
                    }
                }
            }
            "properties" => {
                let is_closed = rules.get("additionalProperties") == Some(&Value::Bool(false));
                for (key, inner) in members() {
                    match wanted.get(key) {
                        Some(schema) => self.look(schema, inner, &format!("{path}.{key}")),
                        None if is_closed => self.fault(path, format!("unknown key `{key}`")),
                        None => {}
                    }
                }
            }
            "additionalProperties" => {
                for (key, inner) in members() {
                    self.look(wanted, inner, &format!("{path}.{key}"));
                }
            }
            "items" => {
                for (at, inner) in items().enumerate() {
                    self.look(wanted, inner, &format!("{path}[{at}]"));
                }
            }
            "anyOf" => {
                let mut all: Vec<Vec<String>> = listed()
                    .map(|schema| {
                        let mut inner = Fit {
                            root: self.root,
                            found: Vec::new(),
                        };
                        inner.look(schema, value, path);
                        inner.found
                    })
                    .collect();
                // The alternative that goes deepest says what is wrong.
                all.sort_by_key(|inner| {
                    let path = inner.first().and_then(|fault| fault.split(':').next());
                    path.map_or(0, |path| path.len() + 1)
                });
                if all.first().is_some_and(|inner| !inner.is_empty()) {
                    self.found.extend(all.pop().unwrap_or_default());
                }
            }
            _ => {}
        }
    }
}

fn is_of(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        other => panic!("no such type: {other}"),
    }
}

fn against(schema: &str, value: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(schema).expect("a schema is JSON");
    let mut fit = Fit {
        root: &schema,
        found: Vec::new(),
    };
    fit.look(&schema, value, "");
    fit.found
}

fn toml(text: &str) -> Value {
    let table: toml::Table = text.parse().expect("the text is TOML");
    serde_json::to_value(table).expect("a table is JSON too")
}

fn dossiers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dossiers")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(dossiers().join(path)).expect("the dossier is in the repository")
}

#[test]
fn the_shipped_dossiers_fit() {
    let none = Vec::<String>::new();
    for name in ["kidal-2012", "teaching-two-accounts"] {
        let text = read(&format!("{name}/evidence.toml"));
        assert_eq!(against(&schema::evidence(), &toml(&text)), none);
    }
    let scenario = toml(&read("kidal-2012/scenario.toml"));
    assert_eq!(against(&schema::scenario(), &scenario), none);
    let map = serde_json::from_str(&read("kidal-2012/map.geojson")).expect("a map is JSON");
    assert_eq!(against(&schema::map(), &map), none);
}

#[test]
fn a_misspelt_key_a_wrong_word_and_a_missing_key_do_not_fit() {
    let evidence = |text: &str| against(&schema::evidence(), &toml(text));
    let claim = |keys: &str| {
        let text = "[dossier]\ntitle = 't'\n[[claim]]\nid = 'a'\nspeaker = 'b'\nsays = 'x'\n";
        evidence(&format!("{text}{keys}"))
    };
    assert_eq!(claim(""), Vec::<String>::new());
    assert!(claim("stakes = 'neutral'")[0].contains("unknown key `stakes`"));
    assert!(claim("stake = 'neutrl'")[0].contains("not one of the words"));
    let is_told = |found: Vec<String>, what: &str| found.iter().any(|fault| fault.contains(what));
    assert!(is_told(evidence("[dossier]\nname = 't'"), "no `title`"));
    assert!(is_told(evidence("[[claim]]\nid = 'a'"), "no `dossier`"));

    let text = read("kidal-2012/scenario.toml");
    for (old, new, says) in [
        ("finest_s ", "finest ", "unknown key `finest`"),
        ("act = \"ring\"", "act = \"rings\"", "not one of the words"),
        ("elements    = 4", "elements    = 2.5", "not of type"),
        ("p = 0.34", "p = 1.34", "too large"),
    ] {
        assert!(text.contains(old), "{old}");
        let found = against(&schema::scenario(), &toml(&text.replace(old, new)));
        assert!(is_told(found.clone(), says), "{new}: {found:?}");
    }
}
