//! Values of strength and loss.

use super::{Field, read_value};

fn losses(text: &str) -> super::Value {
    read_value(Field::Casualties, text, &[])
}

/// The place where a loss befell somebody, or who did it, was taken for what is counted: `22,000 Bulgars` were killed.
#[test]
fn whoever_did_it_is_not_what_is_counted() {
    for text in [
        "22,000 killed by Bulgars",
        "22,000 killed by the Bulgars",
        "22,000 interned in East Prussia",
    ] {
        assert_eq!(losses(text).amounts[0].unit, None, "{text}");
    }
}

#[test]
fn figures_that_and_joins_share_what_stands_behind_them() {
    let value = losses("100 cavalry and 5,000 infantry killed (Arrian)");
    for amount in &value.amounts {
        assert_eq!(amount.kind.as_deref(), Some("killed"));
        assert_eq!(amount.according_to.as_deref(), Some("Arrian"));
    }
    let value = losses("1,000 casualties and 200 captured");
    assert_eq!(value.amounts[0].kind.as_deref(), Some("casualties"));
    let value = losses("7 guns and 300 captured");
    assert_eq!(value.amounts[0].kind.as_deref(), Some("guns"));
}

#[test]
fn a_name_alone_in_parentheses_is_an_author_and_told() {
    for (text, author) in [
        ("47,000 (Welman)", Some("Welman")),
        ("5,000 (al-Mas'udi)", Some("al-Mas'udi")),
        ("300 killed (Red Horse)", None),
        ("300 killed (British)", None),
    ] {
        let value = losses(text);
        assert_eq!(value.amounts[0].according_to.as_deref(), author, "{text}");
        assert_eq!(value.leftovers.len(), 1, "{text}");
    }
    assert!(
        losses("961 captured (including wounded)")
            .leftovers
            .is_empty()
    );
}

#[test]
fn what_a_figure_leaves_out_is_no_figure() {
    let value = losses("274 killed (not including Base 3 losses)");
    assert_eq!(value.amounts.len(), 1);
    assert_eq!(value.leftovers.len(), 1);
}

#[test]
fn kinds_of_several_words_stay_whole() {
    let value = losses("300 died of disease, wounded or missing");
    assert_eq!(
        value.amounts[0].kind.as_deref(),
        Some("died of disease, wounded or missing")
    );
}

/// `tiers` stands in `frontiersmen`, `quarter` in `quartermasters`: whole words alone are shares.
#[test]
fn men_whose_name_holds_the_word_for_a_share_are_counted() {
    let unit = |text: &str| {
        read_value(Field::Strength, text, &[]).amounts[0]
            .unit
            .clone()
    };
    for men in ["frontiersmen", "courtiers", "quartermasters", "musketiers"] {
        assert_eq!(unit(&format!("900 {men}")).as_deref(), Some(men));
    }
    assert_eq!(unit("900, two-thirds"), None);
}
