//! What is no collision, and what is a tension and no contradiction.

use kidal_check::check;
use kidal_diag::{Files, Severity};

const NAMES: &str = r#"
[dossier]
title = "A test"
place = "town"

[[source]]
id = "paper"
title = "a newspaper"
kind = "newspaper"

[[source]]
id = "radio"
title = "a radio station"
kind = "broadcaster"

[[group]]
id = "men"
name = "the men"

[[group]]
id = "others"
name = "the others"

[[actor]]
id = "band"
name = "the band"
kind = "movement"

[[place]]
id = "town"
name = "the town"
kind = "town"

[[place]]
id = "hill"
name = "the hill"
kind = "point"

[[event]]
id = "siege-1"
name = "the siege"
kind = "encirclement"

[[event]]
id = "assault-1"
name = "the assault"
kind = "assault"
"#;

/// The worst severity of this code that two claims, one by each source, give.
fn worst(code: &str, paper: &str, radio: &str) -> Option<Severity> {
    let claim = |speaker: &str, says: &str| {
        format!("\n[[claim]]\nid = \"{speaker}.1\"\nspeaker = \"{speaker}\"\n{says}\n")
    };
    let mut files = Files::new();
    files.insert(
        "evidence.toml",
        format!("{NAMES}{}{}", claim("paper", paper), claim("radio", radio)),
    );
    let reading = kidal_dossier::read(files);
    let text = kidal_diag::render_text(&reading.diagnostics, &reading.files, false);
    assert!(reading.diagnostics.is_empty(), "{text}");
    let dossier = reading.dossier.expect("a dossier without errors is there");
    check(&dossier)
        .into_iter()
        .filter(|one| one.code == code)
        .map(|one| one.severity)
        .min()
}

fn values(paper: &str, radio: &str) -> Option<Severity> {
    worst(
        "disjoint-values",
        &format!("says = '{paper}'"),
        &format!("says = '{radio}'"),
    )
}

fn dates(paper: &str, radio: &str) -> Option<Severity> {
    worst(
        "date-conflict",
        &format!("says = '{paper}'"),
        &format!("says = '{radio}'"),
    )
}

#[test]
fn a_round_number_and_an_exact_one_agree() {
    assert_eq!(values("killed(men) = 500", "killed(men) = 504"), None);
    assert_eq!(
        values("killed(men) = 500", "killed(men) = 569"),
        Some(Severity::Contradiction)
    );
}

#[test]
fn about_and_wordings_are_wide() {
    assert_eq!(values("killed(men) = ~60", "killed(men) = 70"), None);
    assert_eq!(
        values(r#"killed(men) = "several dozen""#, "killed(men) = 50"),
        None
    );
    assert_eq!(
        values(r#"killed(men) = "several dozen""#, "killed(men) = 504"),
        Some(Severity::Contradiction)
    );
}

#[test]
fn rival_values_agree_with_each_of_them() {
    assert_eq!(
        values("killed(men) = either 160 or 169", "killed(men) = 169"),
        None
    );
}

#[test]
fn unknown_contradicts_no_number() {
    assert_eq!(values("killed(men) = unknown", "killed(men) = 169"), None);
}

#[test]
fn a_bound_that_is_just_touched_is_no_collision() {
    assert_eq!(values("killed(men) > 300", "killed(men) = 300"), None);
    assert_eq!(
        values("killed(men) >= 301", "killed(men) = 204"),
        Some(Severity::Contradiction)
    );
}

#[test]
fn ranges_that_overlap_agree() {
    assert_eq!(
        values(
            "killed(men) between 50 and 169",
            "killed(men) between 50 and 100"
        ),
        None
    );
}

#[test]
fn other_groups_captors_and_places_are_other_quantities() {
    assert_eq!(values("killed(men) = 51", "killed(others) = 169"), None);
    assert_eq!(
        values("captured(men, by: band) = 51", "captured(men) = 169"),
        None
    );
    assert_eq!(
        values(
            "captured(men, at: town) = 51",
            "captured(men, at: hill) = 169"
        ),
        None
    );
}

#[test]
fn other_days_are_other_numbers() {
    assert_eq!(
        values(
            "released(men) = 51 on 2012-04-14",
            "released(men) = 169 on 2012-04-15"
        ),
        None
    );
}

#[test]
fn one_unknown_day_may_be_another_day() {
    let spread = "as_of = '[2012-03-23..2012-03-30]'\nsays = 'strength(men) = 504'";
    let later = "as_of = '[2012-03-23..2012-03-30]'\nsays = 'strength(men) = 299'";
    assert_eq!(
        worst("disjoint-values", spread, later),
        Some(Severity::Tension)
    );
}

#[test]
fn an_extent_holds_on_each_of_its_days() {
    let all = "as_of = '2012-03-23/2012-03-30'\nsays = 'strength(men) = 504'";
    let one = "as_of = '2012-03-28'\nsays = 'strength(men) = 299'";
    assert_eq!(
        worst("disjoint-values", all, one),
        Some(Severity::Contradiction)
    );
}

#[test]
fn a_reading_that_escapes_makes_a_tension() {
    let open = "readings = [{ says = 'killed(men) = 51', p = 0.9 }, { says = 'killed(others) = 51', p = 0.1 }]";
    assert_eq!(
        worst("disjoint-values", open, "says = 'killed(men) = 169'"),
        Some(Severity::Tension)
    );
    let shut = "readings = [{ says = 'killed(men) = 51', p = 0.9 }, { says = 'killed(men) = 54', p = 0.1 }]";
    assert_eq!(
        worst("disjoint-values", shut, "says = 'killed(men) = 169'"),
        Some(Severity::Contradiction)
    );
}

#[test]
fn or_is_as_open_as_a_second_reading() {
    assert_eq!(
        values(
            "killed(men) = 51 or killed(others) = 51",
            "killed(men) = 169"
        ),
        Some(Severity::Tension)
    );
    assert_eq!(
        values(
            "killed(men) = 51 and killed(others) = 51",
            "killed(men) = 169"
        ),
        Some(Severity::Contradiction)
    );
}

#[test]
fn what_someone_is_said_to_have_said_is_not_asserted() {
    assert_eq!(
        values("said(band, {killed(men) = 51})", "killed(men) = 169"),
        None
    );
}

#[test]
fn the_readings_of_one_claim_are_rivals_and_no_collision() {
    let rivals = "readings = [{ says = 'killed(men) = 51', p = 0.5 }, { says = 'killed(men) = 169', p = 0.5 }]";
    assert_eq!(
        worst("disjoint-values", rivals, "says = 'killed(others) = 3'"),
        None
    );
}

#[test]
fn one_claim_can_contradict_itself() {
    let both = "says = 'killed(men) = 51 and killed(men) = 169'";
    assert_eq!(
        worst("disjoint-values", both, "says = 'killed(others) = 3'"),
        Some(Severity::Contradiction)
    );
}

#[test]
fn a_day_holds_its_hours_and_about_a_day_may_be_the_next() {
    assert_eq!(
        dates(
            "start(siege-1) = 2012-03-26",
            "start(siege-1) = 2012-03-26T08:00"
        ),
        None
    );
    assert_eq!(
        dates(
            "start(siege-1) = ~2012-03-25",
            "start(siege-1) = 2012-03-26"
        ),
        Some(Severity::Tension)
    );
    assert_eq!(
        dates(
            "start(siege-1) = [2012-03-23..2012-03-26]",
            "start(siege-1) = 2012-03-26"
        ),
        None
    );
}

#[test]
fn the_end_of_one_event_is_not_the_start_of_another() {
    assert_eq!(
        dates("start(siege-1) = 2012-03-26", "end(siege-1) = 2012-03-30"),
        None
    );
    assert_eq!(
        dates(
            "start(siege-1) = 2012-03-26",
            "start(assault-1) = 2012-03-29"
        ),
        None
    );
}

#[test]
fn no_link_is_in_tension_even_with_a_plain_link() {
    let no_link = "says = 'not linked(men, others)'";
    let link = "says = 'linked(men, others)'";
    assert_eq!(
        worst("relation-conflict", no_link, link),
        Some(Severity::Tension)
    );
    assert_eq!(worst("denial", no_link, link), None);
}

/// The draft of an article was told that its text shows nobody in command, while sentences that name him waited to be read.
#[test]
fn a_text_whose_sentences_are_not_read_yet_is_not_silent_of_those_they_name() {
    let dossier = |sentence: &str| {
        format!(
            "[dossier]\ntitle = 'A test'\n[[source]]\nid = 'en'\ntitle = 'an article'\nkind = 'encyclopaedia'\n\
             [[voice]]\nid = 'en-infobox'\nname = 'its box'\nkind = 'encyclopaedia'\nanonymous = false\n\
             [[voice]]\nid = 'en-text'\nname = 'its text'\nkind = 'encyclopaedia'\nanonymous = false\n\
             [[actor]]\nid = 'band'\nname = 'the band'\nkind = 'movement'\n\
             [[side]]\nid = 'side-1'\nname = 'the band'\nactors = ['band']\n\
             [[person]]\nid = 'ghaly'\nname = 'Iyad Ag Ghaly'\n\
             [[claim]]\nid = 'c1'\nspeaker = 'en-infobox'\nvia = ['en']\nwhere = 'infobox'\nsays = 'commander(side-1, ghaly)'\n\
             [[claim]]\nid = 'c2'\nspeaker = 'en-text'\nvia = ['en']\nwhere = 'line 9'\n\
             says = 'field(en, line-9) = \"{sentence}\"'\n"
        )
    };
    let found = |sentence: &str| {
        let mut files = Files::new();
        files.insert("evidence.toml", dossier(sentence));
        let reading = kidal_dossier::read(files);
        assert!(!reading.has_errors(), "{:#?}", reading.diagnostics);
        let dossier = reading.dossier.expect("reads");
        let all = check(&dossier);
        all.iter().any(|one| one.code == "commander-unsupported")
    };
    assert!(!found("The men of Iyad Ag Ghali came from the south."));
    assert!(found("The town was taken by the band in the morning."));
    let mut files = Files::new();
    let whole = dossier("");
    let fields_alone = whole
        .split("[[claim]]\nid = 'c2'")
        .next()
        .unwrap_or_default();
    files.insert("evidence.toml", fields_alone);
    let reading = kidal_dossier::read(files).dossier.expect("reads");
    let all = check(&reading);
    assert!(
        all.iter().all(|one| one.code != "commander-unsupported"),
        "{all:#?}"
    );
}
