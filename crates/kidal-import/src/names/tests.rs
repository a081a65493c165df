//! Lists of names.

use super::{belligerents, commanders};

fn names(text: &str) -> Vec<String> {
    let list = belligerents(text).names;
    list.into_iter().map(|one| one.name).collect()
}

/// `United Kingdom:` over its dominions was lost as a heading, and those after them stood under it.
#[test]
fn a_heading_that_is_a_belligerent_is_one_and_ends_with_its_bullets() {
    let list = belligerents("United States, United Kingdom:, * British India, Free France").names;
    let roles: Vec<_> = list
        .iter()
        .map(|one| (one.name.as_str(), one.role.as_deref()))
        .collect();
    assert_eq!(
        roles,
        [
            ("United States", None),
            ("United Kingdom", None),
            ("British India", Some("United Kingdom")),
            ("Free France", None),
        ]
    );
    assert_eq!(
        names("Supported by: Iran, Hezbollah"),
        ["Iran", "Hezbollah"]
    );
}

#[test]
fn titles_in_small_letters_and_without_a_land_stay_with_their_names() {
    let list =
        commanders("Otto IV, Holy Roman Emperor, Guillaume Gouffier, seigneur de Bonnivet †");
    let names: Vec<_> = list.names.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Otto IV, Holy Roman Emperor",
            "Guillaume Gouffier, seigneur de Bonnivet"
        ]
    );
    assert_eq!(list.names[1].fate.as_deref(), Some("killed"));
}

#[test]
fn those_who_are_not_named_are_told() {
    for text in [
        "Joachim Murat, ...and others",
        "Joachim Murat, 54 other generals †",
    ] {
        let list = commanders(text);
        assert_eq!(list.names.len(), 1, "{text}");
        assert_eq!(list.leftovers.len(), 1, "{text}");
    }
}

#[test]
fn a_nickname_keeps_its_quotation_marks() {
    let list = commanders("Arsen Pavlov \"Motorola\"");
    assert_eq!(list.names[0].name, "Arsen Pavlov \"Motorola\"");
}
