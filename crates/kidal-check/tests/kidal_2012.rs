//! What the rules find in the dossier of Kidal 2012.

use std::path::{Path, PathBuf};

use kidal_check::{check, jointly};
use kidal_diag::{Diagnostic, Files, Severity};
use kidal_dossier::Dossier;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dossiers/kidal-2012")
}

fn dossier() -> Dossier {
    let text = std::fs::read_to_string(folder().join("evidence.toml"))
        .expect("the dossier is in the repository");
    let mut files = Files::new();
    files.insert("evidence.toml", text);
    let reading = kidal_dossier::read(files);
    let errors = kidal_diag::render_text(&reading.diagnostics, &reading.files, false);
    reading
        .dossier
        .unwrap_or_else(|| panic!("the dossier does not read:\n{errors}"))
}

/// The one diagnostic of this code whose message and sums hold all of these words.
fn the(found: &[Diagnostic], code: &str, words: &[&str]) -> Diagnostic {
    let fits = |diagnostic: &&Diagnostic| {
        let text = format!("{} {}", diagnostic.message, diagnostic.arithmetic.join(" "));
        diagnostic.code == code && words.iter().all(|word| text.contains(word))
    };
    let all: Vec<&Diagnostic> = found.iter().filter(fits).collect();
    assert_eq!(all.len(), 1, "{code} with {words:?}: {all:?}");
    all[0].clone()
}

#[test]
fn the_500_men_stand_on_the_wrong_side() {
    let found = check(&dossier());
    let one = the(
        &found,
        "side-misattribution",
        &[
            "500",
            "strength(attackers)",
            "malian-side",
            "504 rounds to 500",
        ],
    );
    assert_eq!(one.severity, Severity::Contradiction);
    assert!(
        one.help
            .is_some_and(|help| help.starts_with("move 500 to `malian-side`"))
    );
}

#[test]
fn the_encirclement_starts_on_the_23rd_or_the_26th() {
    let found = check(&dossier());
    let one = the(
        &found,
        "date-conflict",
        &["start(encirclement)", "2012-03-23", "2012-03-26", "3 days"],
    );
    assert_eq!(one.severity, Severity::Contradiction);
}

#[test]
fn eight_in_the_evening_is_not_0800_gmt() {
    let found = check(&dossier());
    let one = the(&found, "clock-zone", &["not one moment", "12 h apart"]);
    assert_eq!(one.severity, Severity::Contradiction);
}

#[test]
fn the_560_are_more_than_their_parts_under_each_assumption() {
    let found = check(&dossier());
    let sums = [
        "= 218; 560 is 2.57",
        "= 283; 560 is 1.98",
        "= 371; 560 is 1.51",
    ];
    let one = the(&found, "part-whole", &sums);
    assert_eq!(one.severity, Severity::Contradiction);
}

#[test]
fn at_least_260_held_are_not_the_218_captured() {
    let found = check(&dossier());
    let one = the(
        &found,
        "held-exceeds-parts",
        &["160 + 100 = 260", "= 218 at most"],
    );
    assert_eq!(one.severity, Severity::Tension);
}

#[test]
fn the_released_are_169_or_160_or_150() {
    let found = check(&dossier());
    let one = the(
        &found,
        "disjoint-values",
        &["5 claims give 169, 160 and 150 for `released"],
    );
    assert_eq!(one.severity, Severity::Contradiction);
}

#[test]
fn the_701_in_the_end_are_more_than_the_504_before() {
    let found = check(&dossier());
    let one = the(&found, "mass-balance", &["497 + 204 = 701 of 504"]);
    assert_eq!(one.severity, Severity::Tension);
}

#[test]
fn the_soldiers_sum_holds_and_that_of_the_arabic_edition_does_not() {
    let found = check(&dossier());
    assert_eq!(
        the(&found, "part-sum", &["300 + 204 = 504"]).severity,
        Severity::Note
    );
    // The soldier's 504 may be another body than the one that the edition divides.
    assert_eq!(
        the(&found, "part-sum", &["1,008"]).severity,
        Severity::Tension
    );
}

#[test]
fn one_witness_stands_behind_several_articles() {
    let found = check(&dossier());
    let one = the(&found, "dependent-sources", &["of `garrison-soldier`"]);
    assert!(
        one.message.contains("through 3 documents"),
        "{}",
        one.message
    );
}

#[test]
fn the_field_says_unknown_where_the_text_has_a_number() {
    let found = check(&dossier());
    the(&found, "field-unknown", &["strength(army)", "504"]);
}

#[test]
fn what_some_reading_allows_is_a_tension() {
    let found = check(&dossier());
    assert_eq!(
        the(&found, "two-places", &["`iyad`"]).severity,
        Severity::Tension
    );
    assert_eq!(
        the(&found, "relation-conflict", &["no link"]).severity,
        Severity::Tension
    );
    assert_eq!(
        the(&found, "denial", &["repulsed(first-assault)"]).severity,
        Severity::Tension
    );
}

#[test]
fn the_attackers_are_fewer_than_600_if_both_claims_hold() {
    let found = check(&dossier());
    the(&found, "share-bound", &["`attackers` is fewer than 600"]);
}

#[test]
fn the_place_of_the_call_is_not_the_place_of_the_interception() {
    let found = check(&dossier());
    the(&found, "distance-speed", &["`consul-call`", "245.1 km"]);
    the(&found, "distance-speed", &["feasible", "3.75 km/h"]);
}

#[test]
fn giving_up_the_169_or_the_150_frees_the_most_of_those_on_the_released() {
    let together = jointly(&dossier());
    let knot = together
        .knots
        .iter()
        .find(|knot| knot.claims.contains(&"en-text.released-169".to_string()))
        .expect("the released collide");
    assert_eq!(knot.frees_most, ["en-text.released-169", "jdm.150"]);
    assert_eq!(knot.freed, 4);
    assert!(
        knot.possible
            .iter()
            .all(|set| !(set.contains(&"en-text.released-169".to_string()) && set.len() > 1))
    );
}

#[test]
fn codes_and_messages_are_those_of_the_golden_file() {
    let lines: Vec<String> = check(&dossier())
        .iter()
        .map(|diagnostic| {
            format!(
                "{}[{}]: {}\n",
                diagnostic.severity, diagnostic.code, diagnostic.message
            )
        })
        .collect();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/kidal-2012.txt");
    if std::env::var_os("KIDAL_BLESS").is_some() {
        std::fs::write(&golden, lines.concat()).expect("the golden file can be written");
    }
    let expected = std::fs::read_to_string(&golden).expect("the golden file is in the repository");
    assert_eq!(
        lines.concat(),
        expected,
        "`cargo xtask goldens` rewrites the file"
    );
}
