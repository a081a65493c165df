//! Sentences of our own in the forms that articles use.

use super::speaker::{Speaking, speaker};
use crate::article::DraftClaim;

fn claims(prose: &str) -> Vec<DraftClaim> {
    let text = format!(
        "= Battle of the ford =\n\nInfobox\n- Date: 3 May 1901\n- Place: Ostrand\n- Combatant1: Blue League\n- Combatant2: Grey League\n- Commander1: Arlo Venn\n\n{prose}\n"
    );
    crate::read_article("ford.txt", &text).claims
}

#[test]
fn the_grammar_shows_who_speaks() {
    for (sentence, who) in [
        (
            "According to a miller, the guard left at dawn.",
            Some("a miller"),
        ),
        (
            "The guard left at dawn, according to a miller.",
            Some("a miller"),
        ),
        (
            "A soldier close to Captain Venn reported that the guard left.",
            Some("A soldier close to Captain Venn"),
        ),
        (
            "On 3 May, Venn told the Gazette that he would stay.",
            Some("Venn"),
        ),
        ("The Blue League claimed victory.", Some("The Blue League")),
        (
            "Reports from the town however, stated that both came.",
            Some("Reports from the town"),
        ),
        ("Selon un témoin, la garde est partie.", Some("un témoin")),
        (
            "Le gouverneur affirme que la garde est partie.",
            Some("Le gouverneur"),
        ),
        (
            "La garde est partie, d'après les habitants.",
            Some("les habitants"),
        ),
        ("The guard left the mill.", None),
        ("The reported losses were heavy.", None),
    ] {
        let found = match speaker(sentence, "en") {
            Speaking::Named { who, .. } => Some(who),
            _ => None,
        };
        assert_eq!(found.as_deref(), who, "{sentence}");
    }
    let passive = speaker("It was reported that the guard left.", "en");
    assert!(matches!(passive, Speaking::Unnamed { .. }));
}

#[test]
fn figures_dates_and_names_become_draft_claims_with_their_place() {
    let claims = claims(
        "On 4 May, the Blue League released 169 soldiers and 14 civilians at Ostrand. It rained. At 7:00 the first of 3 boats came.",
    );
    assert_eq!(claims.len(), 2);
    let first = &claims[0];
    assert_eq!(first.dates, ["1901-05-04"]);
    let bounds: Vec<_> = first
        .quantities
        .iter()
        .map(|one| (one.min, one.unit.as_deref()))
        .collect();
    assert_eq!(
        bounds,
        [(Some(169), Some("soldiers")), (Some(14), Some("civilians"))]
    );
    assert_eq!(first.quantities[0].kind.as_deref(), Some("released"));
    assert!(first.names.contains(&"Blue League".to_string()));
    assert_eq!(first.line, 10);
    assert!(first.decide.iter().any(|what| what.contains("year")));
    assert_eq!(
        claims[1].quantities.len(),
        1,
        "the time of day is no figure"
    );
}

#[test]
fn a_quotation_keeps_its_speaker_to_its_end() {
    let claims = claims(
        "A soldier close to Arlo Venn said that \"We were 504 men, 300 riflemen and 204 carters. We fought all day. Then 20 men slept.\" The Grey League came.",
    );
    assert_eq!(claims.len(), 4);
    for claim in &claims[..3] {
        assert_eq!(
            claim.speaker.as_deref(),
            Some("A soldier close to Arlo Venn"),
            "{}",
            claim.words
        );
        assert!(claim.quotation);
    }
    assert_eq!(
        claims[0].side,
        Some(0),
        "`we` is the side of the one who is named"
    );
    assert!(claims[0].quantities[1].included && claims[0].quantities[2].included);
    assert_eq!(claims[3].speaker, None);
}

#[test]
fn a_sentence_that_says_nothing_is_left_over() {
    let text = "= X =\n\nInfobox\n- Date: 1901\n\nIt rained all day.\n";
    let article = crate::read_article("x.txt", text);
    assert!(article.claims.is_empty());
    assert_eq!(article.leftovers.len(), 1);
}

/// Six officials were no figure: a small number counts only beside what the table of words knows.
#[test]
fn small_numbers_of_people_with_an_office_are_figures() {
    let claims = claims(
        "The governor, six other local officials and the zone commander were held at the mill.",
    );
    let counted: Vec<_> = claims
        .iter()
        .flat_map(|claim| &claim.quantities)
        .map(|one| (one.min, one.unit.as_deref()))
        .collect();
    assert_eq!(counted, [(Some(6), Some("officials"))]);
}
