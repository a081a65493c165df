//! The article that the project was founded on, and its French edition: every field, and the 500 men on the wrong side.
//!
//! `kidal-en.txt` has the fields of the article and a text of our own; where the article itself lies beside the repository,
//! it is read too.

use std::fs;
use std::path::{Path, PathBuf};

use kidal_diag::Files;
use kidal_import::editions::{Change, Verdict};
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles")
}

fn text(name: &str) -> String {
    fs::read_to_string(folder().join(name)).expect("the fixture is there")
}

fn editions() -> Vec<(String, String)> {
    vec![
        ("en.txt".to_string(), text("kidal-en.txt")),
        ("fr.txt".to_string(), text("kidal-fr.txt")),
    ]
}

/// Whether all that is expected is found; keys that are not expected may be there.
fn holds(found: &Value, expected: &Value) -> bool {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => expected
            .iter()
            .all(|(key, value)| found.get(key).is_some_and(|found| holds(found, value))),
        (Value::Array(found), Value::Array(expected)) => {
            found.len() == expected.len()
                && found
                    .iter()
                    .zip(expected)
                    .all(|(found, expected)| holds(found, expected))
        }
        _ => found == expected,
    }
}

#[test]
fn every_field_of_the_founding_article_is_right() {
    let expected: Value = serde_json::from_str(&text("kidal.json")).expect("is JSON");
    let mut texts = vec![text("kidal-en.txt")];
    let original = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/article-battle-of-kidal-2012.txt");
    texts.extend(fs::read_to_string(original));
    for text in texts {
        let article = kidal_import::read_article("en.txt", &text);
        let found = serde_json::to_value(&article).expect("is data");
        assert!(holds(&found, &expected), "{found:#}");
        let of_fields: Vec<_> = article
            .leftovers
            .iter()
            .filter(|one| one.field != "text")
            .collect();
        assert!(of_fields.is_empty(), "{of_fields:#?}");
    }
}

#[test]
fn the_500_men_are_told_to_stand_on_the_wrong_side() {
    let import = kidal_import::import(&editions());
    let moved: Vec<_> = import
        .editions
        .differences
        .iter()
        .filter(|difference| difference.change == Change::Misattributed)
        .collect();
    assert_eq!(moved.len(), 1, "{moved:#?}");
    assert_eq!(moved[0].field, "strength");
    assert!(
        moved[0].text.starts_with("500 stands with Mali here"),
        "{}",
        moved[0].text
    );
    assert!(
        moved[0]
            .text
            .contains("against it speaks the text of en.txt, which counts 504"),
        "{}",
        moved[0].text
    );
    assert!(
        import
            .remarks()
            .iter()
            .any(|line| line.contains("500 stands with Mali"))
    );
    let pair = &import.editions.dependence[0];
    assert_eq!(
        (pair.verdict, pair.copy.as_deref()),
        (Verdict::Probable, Some("en.txt"))
    );
    let has = |change: Change, field: &str, words: &str| {
        let all = import.editions.differences.iter();
        all.filter(|one| one.change == change && one.field == field)
            .any(|one| one.text.contains(words))
    };
    assert!(has(Change::Added, "commanders", "Ba Ag Moussa"));
    assert!(has(Change::Lost, "commanders", "Abdul Karim ag Matafa"));
    assert!(has(Change::Swapped, "belligerents", "another order"));
    assert!(has(Change::Added, "coordinates", ""));
    assert!(has(Change::Differs, "result", "rebelles"));
}

#[test]
fn the_order_of_the_files_and_of_the_sides_does_not_matter() {
    let mut turned = editions();
    turned.reverse();
    let import = kidal_import::import(&turned);
    let moved = import
        .editions
        .differences
        .iter()
        .any(|one| one.change == Change::Misattributed);
    assert!(moved);
    assert_eq!(
        import.editions.dependence[0].copy.as_deref(),
        Some("en.txt")
    );
}

#[test]
fn check_finds_the_contradiction_in_the_draft() {
    let import = kidal_import::import(&editions());
    let mut files = Files::new();
    files.insert("evidence.toml", import.draft());
    let reading = kidal_dossier::read(files);
    assert!(!reading.has_errors(), "{:#?}", reading.diagnostics);
    let dossier = reading.dossier.expect("was read");
    let found = kidal_check::check(&dossier);
    let wrong: Vec<_> = found
        .iter()
        .filter(|one| one.code == "side-misattribution")
        .collect();
    assert_eq!(wrong.len(), 1, "{wrong:#?}");
    assert!(
        wrong[0].message.contains("4 of 4 signs"),
        "{}",
        wrong[0].message
    );
}

#[test]
fn the_printed_object_has_the_keys_of_the_schema_and_no_others() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/schemas/article.json");
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(path).expect("is there")).expect("is JSON");
    let import = kidal_import::import(&editions());
    for line in import.json().lines() {
        let found: Value = serde_json::from_str(line).expect("one object on a line");
        fits(&found, &schema, &schema, "");
    }
}

/// Walks an object beside its schema: every key must be in it, every required key must be there.
fn fits(found: &Value, schema: &Value, root: &Value, path: &str) {
    let schema = match schema["$ref"].as_str() {
        Some(_) => &root["$defs"]["figure"],
        None => schema,
    };
    let schema = schema["anyOf"]
        .as_array()
        .map_or(schema, |rivals| &rivals[1]);
    if let Some(found) = found.as_object() {
        for (key, value) in found {
            let inner = &schema["properties"][key];
            assert!(!inner.is_null(), "{path}.{key} is not in the schema");
            fits(value, inner, root, &format!("{path}.{key}"));
        }
        for key in schema["required"].as_array().into_iter().flatten() {
            assert!(
                key.as_str().is_some_and(|key| found.contains_key(key)),
                "{path} lacks {key}"
            );
        }
    } else if let Some(found) = found.as_array() {
        for value in found {
            fits(value, &schema["items"], root, path);
        }
    }
}
