//! Editions.

use super::{Change, compare};

/// Articles on two battles were put together as editions of one without a word.
#[test]
fn articles_whose_dates_lie_apart_are_told_to_be_of_two_battles_perhaps() {
    let article = |file: &str, date: &str| {
        let text = format!(
            "= Battle of the ford =\n\nInfobox\n- Date: {date}\n- Combatant1: Northland\n- Combatant2: Southland\n"
        );
        crate::read_article(file, &text)
    };
    let told = |one: &str, other: &str| {
        let editions = compare(&[article("a.txt", one), article("b.txt", other)]);
        editions
            .differences
            .iter()
            .any(|one| one.change == Change::Unaligned && one.text.contains("another battle"))
    };
    assert!(told("3 May 1901", "3 May 1903"));
    assert!(told("3 May 490 BC", "480 BC"));
    assert!(!told("3 May 1901", "1–20 May 1901"));
    assert!(!told("3 May 1901", "1901"));
}
