//! Each wording of the list parses, prints back the same, and reads as a sentence.
//!
//! The sentences are kept in `wordings.golden.txt`; `cargo xtask goldens` writes them anew.

use std::fmt::Write;

use kidal_dossier::language::{NoNames, parse, sentence};

const WORDINGS: &str = include_str!("wordings.txt");

fn wordings() -> impl Iterator<Item = (&'static str, &'static str)> {
    WORDINGS
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            line.split_once(" | ")
                .expect("each line has a row and a statement")
        })
}

#[test]
fn every_wording_parses_and_prints_back_the_same() {
    for (row, text) in wordings() {
        let statement = match parse(text) {
            Ok(statement) => statement,
            Err(error) => panic!("row {row}: {text}\n{error}\n{:?}", error.help),
        };
        assert_eq!(statement.to_string(), text, "row {row}");
        assert_eq!(
            parse(&statement.to_string()).as_ref(),
            Ok(&statement),
            "row {row}"
        );
    }
}

#[test]
fn every_row_of_the_first_wording_is_there() {
    for row in 1..=46 {
        assert!(
            wordings().any(|(found, _)| found == row.to_string()),
            "row {row}"
        );
    }
}

#[test]
fn every_wording_reads_as_its_golden_sentence() {
    let mut sentences = String::new();
    for (row, text) in wordings() {
        let statement = parse(text).expect("checked by the test of printing");
        writeln!(sentences, "{row} | {}", sentence(&statement, &NoNames)).expect("a text grows");
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wordings.golden.txt");
    if std::env::var_os("KIDAL_BLESS").is_some() {
        std::fs::write(path, &sentences).expect("the golden file can be written");
    }
    let golden = std::fs::read_to_string(path).expect("the golden file is there");
    assert_eq!(sentences, golden);
}

#[test]
fn informal_forms_mean_the_same_as_the_printed_ones() {
    for (informal, printed) in [
        (
            "first_fire after(sleep, ~1 h)",
            "first_fire after sleep, ~1 h",
        ),
        (
            "first_fire(second-assault) at ~2012-03-30T08:00 at: town-east",
            "first_fire(second-assault) at ~2012-03-30T08:00 at town-east",
        ),
        ("burned(part of guard-camp)", "burned(some of guard-camp)"),
        (
            "coordinated(operation, by: mnla and ansar-dine)",
            "coordinated(operation, by: [mnla, ansar-dine])",
        ),
        (
            "strength(x) = 5 as of 2012-05",
            "strength(x) = 5 as_of 2012-05",
        ),
        ("distance(a, b) = 150km", "distance(a, b) = 150 km"),
        ("officials(count: 6)", "officials*6"),
        (
            "released(x) = between 5 and 6",
            "released(x) between 5 and 6",
        ),
        ("coup on 2012", "coup on 2012"),
    ] {
        assert_eq!(parse(informal).expect(informal).to_string(), printed);
    }
}
