//! Each rule has a page, and each page is true: its examples give what it says, its clean examples nothing.

use std::collections::BTreeSet;
use std::path::Path;

use kidal_check::page::{Example, Page};
use kidal_check::{Member, across, check, explain, rules};
use kidal_diag::{Diagnostic, Files};
use kidal_dossier::Dossier;

fn read(code: &str, evidence: &str) -> Dossier {
    let mut files = Files::new();
    files.insert("evidence.toml", evidence);
    let reading = kidal_dossier::read(files);
    let text = kidal_diag::render_text(&reading.diagnostics, &reading.files, false);
    assert!(
        reading.diagnostics.is_empty(),
        "an example of {code} does not read:\n{text}\n{evidence}"
    );
    reading.dossier.expect("a dossier without errors is there")
}

/// What all rules find in the dossiers of an example, each alone and side by side.
fn all_found(code: &str, example: &Example) -> Vec<Diagnostic> {
    let dossiers: Vec<Dossier> = std::iter::once(&example.evidence)
        .chain(&example.beside)
        .map(|evidence| read(code, evidence))
        .collect();
    let members: Vec<Member<'_>> = dossiers
        .iter()
        .map(|dossier| Member {
            prefix: "",
            dossier,
        })
        .collect();
    let mut found: Vec<Diagnostic> = dossiers.iter().flat_map(check).collect();
    found.extend(across(&members));
    found
}

fn found(code: &str, example: &Example) -> Vec<String> {
    let mut lines: Vec<String> = all_found(code, example)
        .into_iter()
        .filter(|diagnostic| diagnostic.code == code)
        .map(|diagnostic| {
            format!(
                "{}[{}]: {}",
                diagnostic.severity, diagnostic.code, diagnostic.message
            )
        })
        .collect();
    lines.sort();
    lines
}

#[test]
fn every_page_has_an_example_whose_diagnostics_are_the_expected_ones() {
    for rule in rules() {
        let page = Page::parse(rule.page);
        assert!(!page.examples.is_empty(), "{} has no example", rule.code);
        for example in &page.examples {
            assert!(
                !example.expected.is_empty(),
                "an example of {} expects nothing",
                rule.code
            );
            let mut expected = example.expected.clone();
            expected.sort();
            assert_eq!(found(rule.code, example), expected, "{}", rule.code);
        }
    }
}

#[test]
fn every_page_has_a_clean_example_in_which_the_rule_finds_nothing() {
    for rule in rules() {
        let page = Page::parse(rule.page);
        assert!(!page.clean.is_empty(), "{} has no clean example", rule.code);
        for example in &page.clean {
            assert_eq!(
                found(rule.code, example),
                Vec::<String>::new(),
                "{}",
                rule.code
            );
        }
    }
}

#[test]
fn every_page_is_the_page_of_a_rule_and_every_rule_has_a_title() {
    let codes: BTreeSet<String> = rules().iter().map(|rule| rule.code.to_string()).collect();
    assert_eq!(codes.len(), rules().len(), "two rules have one code");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let pages: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the folder of pages is there")
        .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_str()?.to_string()))
        .collect();
    assert_eq!(pages, codes);
    for rule in rules() {
        assert!(!rule.title().is_empty(), "{} has no title", rule.code);
    }
}

#[test]
fn explain_gives_the_page_of_a_code_and_nothing_for_an_unknown_one() {
    assert!(explain("part-sum").is_some_and(|page| page.starts_with("# Parts that do not add up")));
    assert!(explain("no-such-rule").is_none());
}

#[test]
fn a_contradiction_shows_each_place_it_concerns() {
    for rule in rules() {
        for example in Page::parse(rule.page).examples {
            for diagnostic in all_found(rule.code, &example) {
                let is_pair = !matches!(
                    diagnostic.code.as_str(),
                    "clock-zone" | "circular-source" | "distance-speed"
                );
                if diagnostic.severity == kidal_diag::Severity::Contradiction && is_pair {
                    assert!(
                        diagnostic.annotations.len() >= 2,
                        "{}: {}",
                        diagnostic.code,
                        diagnostic.message
                    );
                }
                for place in &diagnostic.annotations {
                    assert!(
                        !place.label.is_empty(),
                        "{}: a place without a label",
                        diagnostic.code
                    );
                }
            }
        }
    }
}
