//! What a telling holds, for a small dossier.

use kidal_diag::Files;
use kidal_dossier::Dossier;
use kidal_tell::{TellError, tell};

const EVIDENCE: &str = r#"
[dossier]
title = "A siege"
battle = "battle"

[[source]]
id = "paper"
title = "The Paper"
kind = "newspaper"

[[voice]]
id = "soldier"
name = "a soldier"
kind = "eyewitness"

[[voice]]
id = "clerk"
name = "a clerk"
kind = "official"

[[group]]
id = "garrison"
name = "the garrison"

[[event]]
id = "battle"
name = "the battle"
kind = "battle"

[[event]]
id = "siege"
name = "the siege"
kind = "encirclement"
part_of = "battle"

[[event]]
id = "assault-1"
name = "the assault"
kind = "assault"
part_of = "battle"

[[claim]]
id = "soldier.repulse"
speaker = "soldier"
via = ["paper"]
words = "It was beaten back."
says = "repulsed(assault-1)"

[[claim]]
id = "soldier.assault"
speaker = "soldier"
via = ["paper"]
words = "The assault came on the 29th."
says = "happened(assault-1) on 2012-03-29"

[[claim]]
id = "soldier.siege"
speaker = "soldier"
via = ["paper"]
says = "start(siege) = 2012-03-23"

[[claim]]
id = "soldier.mood"
speaker = "soldier"
via = ["paper"]
words = "They were afraid."
says = "demoralized(garrison)"

[[claim]]
id = "clerk.siege"
speaker = "clerk"
words = "The siege began on the 26th."
says = "start(siege) = 2012-03-26"

[[claim]]
id = "clerk.looting"
speaker = "clerk"
words = "Then the camp was looted."
says = "looted(garrison) after assault-1"

[[claim]]
id = "clerk.strength"
speaker = "clerk"
words = "There were 504 men."
says = "strength(garrison) = 504"
"#;

fn dossier() -> Dossier {
    let mut files = Files::new();
    files.insert("evidence.toml", EVIDENCE);
    let reading = kidal_dossier::read(files);
    assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
    reading.dossier.expect("the dossier of the test reads")
}

#[test]
fn sentences_come_in_the_order_of_the_time_they_mean() {
    let telling = tell(&dossier(), &["soldier"]).expect("the soldier speaks");
    let claims: Vec<&str> = telling.accounts[0]
        .sentences
        .iter()
        .map(|sentence| sentence.claim.as_str())
        .collect();
    assert_eq!(
        claims,
        [
            "soldier.siege",
            "soldier.repulse",
            "soldier.assault",
            "soldier.mood"
        ]
    );
}

#[test]
fn a_claim_without_a_date_stands_beside_the_event_it_names() {
    let telling = tell(&dossier(), &["soldier"]).expect("the soldier speaks");
    let repulse = &telling.accounts[0].sentences[1];
    assert_eq!(repulse.date, None);
    assert_eq!(repulse.beside.as_deref(), Some("around the assault"));
}

#[test]
fn what_comes_after_an_event_stands_after_it() {
    let telling = tell(&dossier(), &["clerk"]).expect("the clerk speaks");
    let looting = &telling.accounts[0].sentences[1];
    assert_eq!(looting.claim, "clerk.looting");
    assert_eq!(looting.beside.as_deref(), Some("after the assault"));
}

#[test]
fn a_claim_without_words_is_told_from_its_statement() {
    let telling = tell(&dossier(), &["soldier"]).expect("the soldier speaks");
    assert_eq!(
        telling.accounts[0].sentences[0].text,
        "The start of the siege was 23 March 2012."
    );
}

#[test]
fn an_account_leaves_out_what_only_others_speak_of() {
    let telling = tell(&dossier(), &["soldier", "clerk"]).expect("both speak");
    assert_eq!(
        telling.accounts[0].leaves_out,
        ["the strength of the garrison"]
    );
    assert!(
        telling.accounts[1]
            .leaves_out
            .contains(&"the assault".to_string())
    );
    assert!(
        !telling.accounts[1]
            .leaves_out
            .contains(&"the siege".to_string())
    );
}

#[test]
fn accounts_part_where_they_give_different_values() {
    let telling = tell(&dossier(), &["soldier", "clerk"]).expect("both speak");
    assert_eq!(telling.partings.len(), 1);
    let parting = &telling.partings[0];
    assert_eq!(parting.topic, "the start of the siege");
    let says: Vec<(&str, &str, &str)> = parting
        .says
        .iter()
        .map(|said| {
            (
                said.speaker.as_str(),
                said.text.as_str(),
                said.claim.as_str(),
            )
        })
        .collect();
    assert_eq!(
        says,
        [
            ("soldier", "23 March 2012", "soldier.siege"),
            ("clerk", "26 March 2012", "clerk.siege")
        ]
    );
}

#[test]
fn a_document_tells_what_it_carries_and_names_the_speaker() {
    let telling = tell(&dossier(), &["paper"]).expect("the paper carries claims");
    assert_eq!(telling.accounts[0].sentences.len(), 4);
    assert_eq!(
        telling.accounts[0].sentences[0].by.as_deref(),
        Some("a soldier")
    );
    assert!(
        telling
            .to_text()
            .contains("The assault came on the 29th. (a soldier)  [soldier.assault]")
    );
}

#[test]
fn without_names_every_speaker_is_told() {
    let telling = tell(&dossier(), &[]).expect("someone speaks");
    let speakers: Vec<&str> = telling
        .accounts
        .iter()
        .map(|account| account.speaker.as_str())
        .collect();
    assert_eq!(speakers, ["clerk", "soldier"]);
}

#[test]
fn a_speaker_who_says_nothing_is_an_error_that_lists_those_who_do() {
    let error = tell(&dossier(), &["general"]).expect_err("no general speaks");
    let TellError::UnknownSpeaker { asked, speakers } = error;
    assert_eq!(asked, "general");
    assert_eq!(speakers, ["clerk", "soldier"]);
}

#[test]
fn the_record_serialises_and_the_markdown_names_each_claim() {
    let telling = tell(&dossier(), &["soldier", "clerk"]).expect("both speak");
    let json = serde_json::to_value(&telling).expect("plain records serialise");
    assert_eq!(json["accounts"][0]["sentences"][0]["date"], "2012-03-23");
    let markdown = telling.to_markdown();
    for claim in ["soldier.siege", "clerk.siege", "clerk.strength"] {
        assert!(
            markdown.contains(&format!("`{claim}`")),
            "{claim} is missing"
        );
    }
    assert!(
        markdown.contains("| the start of the siege | clerk | 26 March 2012 | `clerk.siege` |")
    );
}
