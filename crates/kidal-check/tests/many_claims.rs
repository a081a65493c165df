//! Large dossiers and shuffled ones.

use std::fmt::Write;

use kidal_check::{check, jointly};
use kidal_diag::Files;
use kidal_dossier::Dossier;

fn read(text: String) -> Dossier {
    let mut files = Files::new();
    files.insert("evidence.toml", text);
    kidal_dossier::read(files)
        .dossier
        .expect("the dossier of the test reads")
}

/// Groups, events and claims of all sorts, in numbers. `order` says in which order the claims stand.
fn large(claims: usize, order: impl Fn(usize) -> usize) -> String {
    let mut text = String::from("[dossier]\ntitle = \"Many claims\"\n\n");
    for number in 0..50 {
        let kind = if number % 5 == 0 {
            "encyclopaedia"
        } else {
            "newspaper"
        };
        writeln!(
            text,
            "[[source]]\nid = \"s{number}\"\ntitle = \"source {number}\"\nkind = \"{kind}\"\n"
        )
        .expect("a String takes all");
    }
    for number in 0..200 {
        writeln!(
            text,
            "[[group]]\nid = \"g{number}\"\nname = \"group {number}\"\n"
        )
        .expect("a String takes all");
        writeln!(
            text,
            "[[event]]\nid = \"e{number}\"\nname = \"event {number}\"\nkind = \"other\"\n"
        )
        .expect("a String takes all");
    }
    for place in 0..claims {
        let number = order(place);
        let (source, group, value) = (number % 50, number * 7 % 200, number * 13 % 400);
        let says = match number % 5 {
            0 => format!("strength(g{group}) = {value}"),
            1 => format!(
                "killed(g{group}) = {value} on 2012-03-{:02}",
                1 + value % 28
            ),
            2 => format!("start(e{group}) = 2012-03-{:02}", 1 + value % 28),
            3 => format!("captured(g{group}) between {value} and {}", value + 9),
            _ => format!("present(g{group}) before e{source}"),
        };
        writeln!(
            text,
            "[[claim]]\nid = \"c{number}\"\nspeaker = \"s{source}\"\nsays = \"{says}\"\n"
        )
        .expect("a String takes all");
    }
    text
}

#[test]
fn ten_thousand_claims_are_checked() {
    let dossier = read(large(10_000, |place| place));
    let found = check(&dossier);
    // How long it takes is shown by the example `check_speed`. Findings for all pairs would be millions.
    assert!(!found.is_empty());
    assert!(found.len() < 10 * 10_000, "{}", found.len());
}

#[test]
fn ten_thousand_claims_on_one_number_are_checked() {
    let mut text = String::from(
        "[dossier]\ntitle = \"One number\"\n\n[[source]]\nid = \"s\"\ntitle = \"a source\"\nkind = \"newspaper\"\n\n",
    );
    text.push_str("[[group]]\nid = \"g\"\nname = \"a group\"\n\n");
    for number in 0..10_000 {
        writeln!(
            text,
            "[[claim]]\nid = \"c{number}\"\nspeaker = \"s\"\nsays = \"killed(g) = {number}\"\n"
        )
        .expect("a String takes all");
    }
    let dossier = read(text);
    let found = check(&dossier);
    let together = jointly(&dossier);
    // All pairs would be 49,995,000.
    let sets: usize = together
        .knots
        .iter()
        .map(|knot| knot.impossible.len())
        .sum();
    assert!(
        found.len() + sets < 20 * 10_000,
        "{} findings, {sets} sets",
        found.len()
    );
    let is_bounded = |knot: &kidal_check::Knot| knot.possible.len() <= kidal_check::MOST_SETS;
    assert!(!together.knots.is_empty() && together.knots.iter().all(is_bounded));
}

#[test]
fn the_order_of_claims_changes_nothing() {
    let messages = |text: String| {
        let mut all: Vec<String> = check(&read(text))
            .iter()
            .map(|one| format!("{} {}", one.severity, one.message))
            .collect();
        all.sort();
        all
    };
    let forward = messages(large(300, |place| place));
    assert_eq!(forward, messages(large(300, |place| 299 - place)));
    assert_eq!(forward, messages(large(300, |place| place * 7 % 300)));
}
