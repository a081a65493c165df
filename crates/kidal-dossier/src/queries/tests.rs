use crate::model::{Dossier, Kind};
use crate::reading::tests::{SMALL, read_text};

const MORE: &str = r#"
[[source]]
id = "mirror"
title = "A mirror"
kind = "mirror"
derives_from = ["edition"]

[[source]]
id = "agency"
title = "An agency"
kind = "agency"

[[voice]]
id = "witness"
name = "a witness"
kind = "eyewitness"
maybe_same_as = { soldier = 0.3 }

[[actor]]
id = "militia"
name = "the militia"
kind = "militia"
part_of = "army"

[[side]]
id = "state"
name = "the state"
actors = ["army"]

[[group]]
id = "column"
name = "the column"
part_of = "tamasheq"

[[claim]]
id = "edition.500"
speaker = "edition"
says = "strength(garrison) = 500"

[[claim]]
id = "witness.1"
speaker = "witness"
via = ["agency"]
utterance = "call"
says = "fall(kidal)"
"#;

fn dossier() -> Dossier {
    let reading = read_text(&format!("{SMALL}{MORE}"));
    assert!(!reading.has_errors(), "{:#?}", reading.diagnostics);
    reading.dossier.expect("it was read")
}

#[test]
fn leaf_groups_are_the_smallest_inside_a_group() {
    let dossier = dossier();
    assert_eq!(dossier.group_parts("garrison"), ["column", "southerners"]);
    assert_eq!(dossier.group_parts("column"), ["column"]);
    assert_eq!(
        dossier.direct_parts("garrison"),
        ["southerners", "tamasheq"]
    );
    assert!(dossier.group_parts("nobody").is_empty());
    assert!(dossier.has_partition("garrison") && !dossier.has_partition("tamasheq"));
}

#[test]
fn wholes_are_found_through_parts_and_partitions() {
    let dossier = dossier();
    assert_eq!(
        dossier.groups_containing("column"),
        ["garrison", "tamasheq"]
    );
    assert!(dossier.is_within("column", "garrison"));
    assert!(!dossier.is_within("garrison", "column"));
    assert_eq!(dossier.actor_of("column"), Some("army"));
    assert_eq!(dossier.sides_of("militia"), ["state"]);
}

#[test]
fn the_origin_of_a_claim_is_its_speaker_however_it_travelled() {
    let dossier = dossier();
    let origin = |id: &str| dossier.origin_of(dossier.claim(id).expect("declared"));
    assert_eq!(origin("soldier.504").id, "soldier");
    assert_eq!(origin("soldier.504").kind, Some(Kind::Voice));
    assert_eq!(origin("edition.500").kind, Some(Kind::Source));
    // Two voices that may be one stay two.
    assert_ne!(origin("witness.1"), origin("soldier.504"));
    assert_eq!(dossier.speakers(), ["edition", "soldier", "witness"]);
    assert_eq!(dossier.claims_of("soldier").count(), 1);
}

#[test]
fn carriers_are_the_chain_or_the_speaking_source() {
    let dossier = dossier();
    let carriers = |id: &str| dossier.carriers(dossier.claim(id).expect("declared"));
    assert_eq!(carriers("soldier.504"), ["paper", "edition"]);
    assert_eq!(carriers("edition.500"), ["edition"]);
}

#[test]
fn an_utterance_is_named_or_is_the_speaker_with_the_first_link() {
    let dossier = dossier();
    let utterance = |id: &str| dossier.utterance_of(dossier.claim(id).expect("declared"));
    assert_eq!(utterance("soldier.504"), "soldier/paper");
    assert_eq!(utterance("edition.500"), "edition");
    assert_eq!(utterance("witness.1"), "call");
}

#[test]
fn copies_are_found_through_other_copies_even_in_a_circle() {
    let dossier = dossier();
    assert_eq!(dossier.sources_behind("mirror"), ["edition", "paper"]);
    assert_eq!(dossier.copies_of("paper"), ["edition", "mirror"]);
    assert!(dossier.is_copy_of("mirror", "paper"));
    assert!(!dossier.is_copy_of("paper", "mirror"));
    assert!(dossier.is_kin_of("mirror", "edition"));
    assert!(!dossier.is_kin_of("mirror", "agency"));
    let circle = SMALL.replace(
        "kind = \"newspaper\"",
        "kind = \"newspaper\"\nderives_from = [\"edition\"]",
    );
    let circle = read_text(&circle).dossier.expect("it was read");
    assert_eq!(circle.sources_behind("paper"), ["edition"]);
    assert_eq!(circle.copies_of("paper"), ["edition"]);
}

#[test]
fn places_of_ids_point_at_their_declaration() {
    let dossier = dossier();
    let (file, range) = dossier.annotate(dossier.place_of("gamou").expect("declared"));
    assert_eq!(file, "evidence.toml");
    assert_eq!(&SMALL[range], "\"gamou\"");
    assert_eq!(
        dossier.event("battle").map(|event| event.id.value.as_str()),
        Some("battle")
    );
    assert!(dossier.event("kidal").is_none());
    assert!(dossier.is_declared("kidal"));
}
