//! The pages of what is said of files are true: each example gives what it says, each clean one nothing.

use kidal_commands::explain::{explain, has_page, rules};
use kidal_diag::{Diagnostic, Files};

const EVIDENCE: &str = include_str!("../../kidal-scenario/tests/mill/evidence.toml");
const SCENARIO: &str = include_str!("../../kidal-scenario/tests/mill/scenario.toml");
const MAP: &str = include_str!("../../kidal-scenario/tests/mill/map.geojson");

/// The fences of a page: what stands behind the three marks, and the text.
fn fences(page: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = page.split("```").collect();
    let inside = parts.iter().skip(1).step_by(2);
    inside
        .filter_map(|part| part.split_once('\n'))
        .map(|(kind, text)| (kind.trim().to_string(), text.to_string()))
        .collect()
}

/// What is said of an example: an `evidence.toml` alone, or a piece that is added to the scenario of the mill.
fn said(kind: &str, text: &str) -> Vec<Diagnostic> {
    let mut files = Files::new();
    if kind.starts_with("toml scenario") {
        files.insert("evidence.toml", EVIDENCE);
        files.insert("scenario.toml", format!("{SCENARIO}\n{text}"));
        files.insert("map.geojson", MAP);
        let dossier = kidal_dossier::read(files.clone())
            .dossier
            .expect("the mill reads");
        return kidal_scenario::compile(&dossier, &files)
            .err()
            .unwrap_or_default();
    }
    files.insert("evidence.toml", text);
    kidal_dossier::read(files).diagnostics
}

#[test]
fn every_page_of_a_file_has_examples_that_hold() {
    for code in ["bad-weights", "prior-from-claim", "scripted-certainty"] {
        let page = explain(code).expect("it has a page");
        let fences = fences(&page);
        let (mut held, mut clean) = (0, 0);
        for (row, (kind, text)) in fences.iter().enumerate() {
            let lines: Vec<String> = said(kind, text)
                .iter()
                .filter(|_| kind != "text")
                .map(|one| format!("{}[{}]: {}", one.severity, one.code, one.message))
                .collect();
            if kind.ends_with("clean") {
                assert_eq!(lines, Vec::<String>::new(), "{code}");
                clean += 1;
            } else if kind.starts_with("toml") {
                let expected = fences
                    .get(row + 1)
                    .map(|(_, text)| text.trim())
                    .unwrap_or_default();
                assert!(
                    lines.iter().any(|line| line == expected),
                    "{code}: {lines:#?}"
                );
                held += 1;
            }
        }
        assert!(held > 0 && clean > 0, "{code}");
    }
}

#[test]
fn every_code_that_is_listed_has_a_page_and_a_title() {
    for (code, title) in rules() {
        assert!(has_page(&code) && !title.is_empty(), "{code}");
    }
    assert!(!has_page("missing-key"));
}
