use std::path::Path;

use kidal_findings::{Findings, Provenance, fixture, wording};

use super::*;

fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

#[test]
fn the_answer_fits_one_screen() {
    let mut findings = fixture::findings();
    for copies in [0, 1, 5, 40] {
        findings.questions = (0..copies)
            .flat_map(|_| fixture::findings().questions)
            .collect();
        findings.factors = (0..copies)
            .flat_map(|_| fixture::findings().factors)
            .collect();
        let text = text(&findings, Path::new("findings/x"));
        assert!(lines(&text).len() <= LINES, "{text}");
        assert!(
            lines(&text)
                .iter()
                .all(|line| line.chars().count() <= COLUMNS),
            "{text}"
        );
        assert!(text.ends_with("Report: findings/x/report.html\n"), "{text}");
    }
}

#[test]
fn an_answer_that_is_not_to_be_trusted_says_so_first() {
    let mut findings = fixture::findings();
    findings.headline.trustworthy = false;
    findings.headline.warnings = vec!["the islands disagree".into()];
    let text = text(&findings, Path::new("x"));
    assert!(text.starts_with("DO NOT TRUST THIS ANSWER"));
    assert!(text.contains("  the islands disagree\n"));
    assert!(markdown(&findings, Path::new("x")).contains("**Do not trust this answer"));
}

#[test]
fn questions_keep_their_order_and_their_three_answers() {
    let findings = fixture::findings();
    let text = text(&findings, Path::new("x"));
    let places: Vec<usize> = findings
        .questions
        .iter()
        .filter_map(|question| text.find(&question.asks[..20]))
        .collect();
    assert_eq!(places.len(), findings.questions.len(), "{text}");
    assert!(places.is_sorted());
    assert!(text.contains("given the"));
}

#[test]
fn what_makes_errors_smaller_is_what_was_not_asked_for() {
    let mut findings = fixture::findings();
    findings.counterfactuals[0].fresh_luck.error = 0.2;
    let last = |findings: &Findings| {
        let text = text(findings, Path::new("x"));
        let mut lines = text.lines().map(str::to_owned);
        lines.find(|line| line.starts_with("Monte-Carlo errors"))
    };
    let mut told = Vec::new();
    for work in [None, Some(Provenance::SMALL), Some(Provenance::FULL)] {
        let options = &mut findings.provenance.options;
        options.remove(Provenance::WORK);
        options.extend(work.map(|work| (Provenance::WORK.to_owned(), work.to_owned())));
        told.push(last(&findings).expect("an error is large"));
    }
    assert!(
        told[0].ends_with(": `--full` makes them smaller."),
        "{told:?}"
    );
    assert!(
        told[1].ends_with(": without `--small` they are smaller."),
        "{told:?}"
    );
    assert!(!told[2].contains("smaller"), "{told:?}");
}

/// Where a cell was narrow its error was left out.
#[test]
fn every_number_keeps_its_error() {
    let findings = fixture::findings();
    let text = text(&findings, Path::new("x"));
    for record in &findings.counterfactuals {
        for estimate in [record.fresh_luck, record.fresh_luck_factual] {
            let told = wording::probability(estimate);
            assert!(text.contains(&told), "{told}: {text}");
        }
    }
    let table = text.split("WHAT IF").nth(1).unwrap_or_default();
    assert!(table.contains("(0."), "beside what is not changed: {text}");
}
