//! The keys of the files of a dossier, as a page.

use kidal_dossier::keys::{EVIDENCE, Form, Shape};
use kidal_scenario::keys as scenario;

/// Every key of `evidence.toml`, `scenario.toml` and `map.geojson`.
#[must_use]
pub fn keys() -> String {
    let mut text = String::from(
        "# The keys of a dossier\n\nPrinted by `kidal reference keys`. A key that is not here is an error. Editors complete and check them with \
         `kidal schema evidence`, `kidal schema scenario` and `kidal schema map`.\n\nA *value* is a number, or an expression of parameters in quotation marks, as `\"garrison-men * 0.5\"`, \
         `\"150 km\"` or `\"2012-03-29T06:00 + 2 h\"`.\n",
    );
    section(&mut text, "evidence.toml", EVIDENCE);
    section(&mut text, "scenario.toml", &scenario::scenario());
    section(&mut text, "map.geojson", &[scenario::FEATURE]);
    text
}

fn section(text: &mut String, file: &str, shapes: &[Shape]) {
    text.push_str(&format!("\n## `{file}`\n"));
    for shape in shapes {
        let header = if shape.header.is_empty() {
            "The file".to_owned()
        } else {
            format!("`{}`", shape.header)
        };
        text.push_str(&format!(
            "\n### {header}\n\n{}\n\n| key | takes | says |\n|---|---|---|\n",
            shape.about
        ));
        for key in shape.keys {
            let required = if key.is_required { ", required" } else { "" };
            text.push_str(&format!(
                "| `{}` | {}{required} | {} |\n",
                key.name,
                takes(key.form),
                key.about.replace('|', "\\|")
            ));
        }
    }
}

fn takes(form: Form) -> String {
    let words = |words: &[&str]| {
        let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        quoted.join(", ")
    };
    match form {
        Form::Text => "text".into(),
        Form::Id => "id".into(),
        Form::Statement => "statement".into(),
        Form::Date => "date".into(),
        Form::Number => "number".into(),
        Form::Positive => "number, 0 or more".into(),
        Form::Share => "number, 0 to 1".into(),
        Form::Integer => "whole number".into(),
        Form::Boolean => "`true` or `false`".into(),
        Form::Texts => "text or texts".into(),
        Form::Ids => "id or ids".into(),
        Form::Numbers => "number or numbers".into(),
        Form::Integers => "whole number or numbers".into(),
        Form::Pair => "two numbers".into(),
        Form::Value => "value".into(),
        Form::ValuePair => "two values".into(),
        Form::ValueOrIds => "value, or id or ids".into(),
        Form::Word(list) => format!("one of {}", words(list)),
        Form::Words(list) => format!("some of {}", words(list)),
        Form::Weights => "ids with a probability each".into(),
        Form::Table(name) => format!("table *{name}*"),
        Form::Tables(name) => format!("tables *{name}*"),
        Form::Shared(name) => format!("table *{name}*, or the name of a shared one"),
        Form::Named(name) => format!("tables *{name}* under names of their own"),
    }
}
