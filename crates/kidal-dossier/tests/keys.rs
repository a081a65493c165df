//! The list of keys is what the reader reads: no key more, none less.

use std::collections::BTreeSet;
use std::path::Path;

use kidal_diag::Files;
use kidal_dossier::keys::{EVIDENCE, Form, Shape, at, shape};
use kidal_dossier::table::Sink;

/// A table with all keys of a shape, inline.
fn inline(of: &Shape) -> String {
    let keys: Vec<String> = of
        .keys
        .iter()
        .map(|key| format!("{} = {}", key.name, sample(key.form)))
        .collect();
    format!("{{ {} }}", keys.join(", "))
}

fn sample(form: Form) -> String {
    match form {
        Form::Text | Form::Id | Form::Statement => "'killed(men) = 1'".to_string(),
        Form::Date => "'2012-03-30'".to_string(),
        Form::Number | Form::Positive | Form::Share | Form::Value | Form::ValueOrIds => {
            "1".to_string()
        }
        Form::Integer | Form::Integers | Form::Numbers => "[1]".to_string(),
        Form::Boolean => "true".to_string(),
        Form::Texts | Form::Ids => "['one']".to_string(),
        Form::Pair | Form::ValuePair => "[1, 2]".to_string(),
        Form::Word(words) => format!("'{}'", words[0]),
        Form::Words(words) => format!("['{}']", words[0]),
        Form::Weights => "{ other = 0.3 }".to_string(),
        Form::Table(name) | Form::Shared(name) => {
            shape(EVIDENCE, name).map_or_else(String::new, inline)
        }
        Form::Tables(name) => {
            let table = shape(EVIDENCE, name).map_or_else(String::new, inline);
            format!("[{table}]")
        }
        Form::Named(name) => {
            let table = shape(EVIDENCE, name).map_or_else(String::new, inline);
            format!("{{ some = {table} }}")
        }
    }
}

fn file(text: String) -> Files {
    let mut files = Files::new();
    files.insert("evidence.toml", text);
    files
}

#[test]
fn the_reader_knows_every_key_of_the_list() {
    let text: String = EVIDENCE[0]
        .keys
        .iter()
        .map(|key| format!("{} = {}\n", key.name, sample(key.form)))
        .collect();
    let reading = kidal_dossier::read(file(text));
    let unknown: Vec<&str> = reading
        .diagnostics
        .iter()
        .filter(|one| {
            matches!(
                one.code.as_str(),
                "unknown-key" | "unknown-value" | "wrong-type"
            )
        })
        .map(|one| one.message.as_str())
        .collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn the_list_has_every_key_that_the_reader_asks_for() {
    let everything: String = EVIDENCE[0]
        .keys
        .iter()
        .map(|key| format!("{} = {}\n", key.name, sample(key.form)))
        .collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dossiers");
    let mut texts = vec![everything];
    for name in ["kidal-2012", "teaching-two-accounts"] {
        let path = folder.join(name).join("evidence.toml");
        texts.push(std::fs::read_to_string(path).expect("the dossier is in the repository"));
    }
    let mut missing = BTreeSet::new();
    for text in texts {
        let sink = Sink::listening();
        kidal_dossier::read_into(file(text), &sink);
        for (path, key) in sink.asked() {
            if path.ends_with("maybe_same_as") {
                continue;
            }
            let known = at(EVIDENCE, &path)
                .is_some_and(|shape| shape.keys.iter().any(|known| known.name == key));
            if !known {
                missing.insert(format!("{path}: {key}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_required_key_is_missed_where_it_is_not_there() {
    for shape in EVIDENCE
        .iter()
        .filter(|shape| shape.header.starts_with("[["))
    {
        for gone in shape.keys.iter().filter(|key| key.is_required) {
            let keys: String = shape
                .keys
                .iter()
                .filter(|key| key.name != gone.name)
                .map(|key| format!("{} = {}\n", key.name, sample(key.form)))
                .collect();
            let text = format!("[dossier]\ntitle = 't'\n{}\n{keys}", shape.header);
            let found = kidal_dossier::read(file(text)).diagnostics;
            let wanted = format!("has no `{}`", gone.name);
            assert!(
                found.iter().any(|one| one.message.ends_with(&wanted)),
                "{} {wanted}",
                shape.header
            );
        }
    }
}
