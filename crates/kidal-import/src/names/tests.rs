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
    let list = commanders(
        "Otto IV, Holy Roman Emperor, Guillaume Gouffier, seigneur de Bonnivet †",
        &[],
    );
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
        "Joachim Murat, Unknown governor †",
    ] {
        let list = commanders(text, &[]);
        assert_eq!(list.names.len(), 1, "{text}");
        assert_eq!(list.leftovers.len(), 1, "{text}");
    }
}

#[test]
fn a_nickname_keeps_its_quotation_marks() {
    let list = commanders("Arsen Pavlov \"Motorola\"", &[]);
    assert_eq!(list.names[0].name, "Arsen Pavlov \"Motorola\"");
}

/// `Azawad Bilal Ag Acherif` kept the caption of its flag as a part of the name.
#[test]
fn the_caption_of_a_flag_is_no_part_of_a_name_and_is_told() {
    let lands = ["Spain".to_string(), "Old Federation".to_string()];
    for (text, expected) in [
        (
            "Azawad Bilal Ag Acherif, Azawad Al Bakaye Ag Ihoulal †",
            vec!["Bilal Ag Acherif", "Al Bakaye Ag Ihoulal"],
        ),
        (
            "Spain Juan del Águila, Ireland Donogh O'Brien",
            vec!["Juan del Águila", "Donogh O'Brien"],
        ),
        ("Old Federation Tomislav Vik", vec!["Tomislav Vik"]),
    ] {
        let list = commanders(text, &lands);
        let names: Vec<_> = list.names.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, expected, "{text}");
        assert_eq!(list.leftovers.len(), expected.len(), "{text}");
    }
}

#[test]
fn a_forename_that_is_a_land_stays() {
    for text in [
        "Israel Putnam",
        "Israel Putnam, Israel Angell",
        "Philip II of Spain",
    ] {
        let list = commanders(text, &["Israel".to_string()]);
        let names: Vec<_> = list.names.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names.join(", "), text);
    }
    assert_eq!(
        commanders("Paris Smith Jones", &[]).names[0].name,
        "Paris Smith Jones"
    );
    assert_eq!(names("Azawad MNLA, Free France"), ["MNLA", "Free France"]);
}

#[test]
fn names_with_more_than_names_in_them_are_told() {
    for text in [
        "Marshal Ney and two brothers",
        "Ali Bey, John Doe (later killed)",
        "Azawad Najem, Ali Bey",
        "John Doe, bastard of Burgundy and 3 sons",
    ] {
        assert!(!commanders(text, &[]).leftovers.is_empty(), "{text}");
    }
    assert_eq!(
        commanders("Antoine, bastard of Burgundy (POW)", &[]).names[0].name,
        "Antoine, bastard of Burgundy"
    );
    assert!(!belligerents("Spain, 2,000 volunteers").leftovers.is_empty());
}

/// A line of two names was read as one, in silence.
#[test]
fn a_comma_inside_a_line_of_names_is_told() {
    let list = commanders("Menelik II, Taytu Betul\nRas Alula", &[]);
    assert_eq!(list.names.len(), 3);
    assert_eq!(list.leftovers.len(), 1);
}

/// The account of names worked with sets: of a name that stands twice, one could be dropped in silence.
#[test]
fn a_name_that_stands_twice_is_counted_twice() {
    let list = belligerents("France, Spain, France");
    assert_eq!(list.names.len(), 2);
    assert_eq!(list.leftovers.len(), 1, "{:?}", list.leftovers);
    assert!(
        belligerents("Northern Army, Northern Fleet")
            .leftovers
            .is_empty()
    );
    assert!(
        commanders("John Hill, Ambrose Hill (WIA), John Wood (wounded)", &[])
            .leftovers
            .is_empty()
    );
}

/// Behind the caption of a flag that the table of names lacks, two words of a name were read as three, in silence.
#[test]
fn captions_of_lands_that_only_the_table_of_lands_or_the_article_knows() {
    let lands = ["Varna dynasty".to_string()];
    for (text, expected) in [
        ("Zambia Alice Lenshina Mulenga", "Alice Lenshina Mulenga"),
        ("Mughal Empire Mir Jumla", "Mir Jumla"),
        ("Varna Osk Dela", "Osk Dela"),
    ] {
        let list = commanders(text, &lands);
        assert_eq!(list.leftovers.len(), 1, "{text}");
        if text.starts_with("Varna") {
            assert_eq!(list.names[0].name, expected);
        }
    }
    let list = commanders(
        "Ruritania Jan Vik, Ruritania Ole Berg, Ruritania Ida Holm (POW)",
        &[],
    );
    assert_eq!(list.leftovers.len(), 3);
    assert!(
        commanders("General Jan Arne Vik, General Ole Berg", &[])
            .leftovers
            .is_empty()
    );
    assert_eq!(belligerents("Azawad Ganda Koy").leftovers.len(), 1);
    assert!(
        belligerents("Mali Federation, Kenya Defence Forces, Free France")
            .leftovers
            .is_empty()
    );
}

#[test]
fn flags_and_lands_divide_names_where_no_comma_does() {
    assert_eq!(
        names("25px Kingdom of Castile Kingdom of Portugal"),
        ["Kingdom of Castile", "Kingdom of Portugal"]
    );
    assert_eq!(names("Qing China"), ["Qing China"]);
    let list = commanders("25px Jan Vik 25px Ole Berg (POW)", &[]);
    let names: Vec<_> = list.names.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Jan Vik", "Ole Berg"]);
}

/// What stands behind a mark, another fate in the same parentheses and a successor in small letters were read in silence.
#[test]
fn fates_and_successors_that_say_more_are_told() {
    let list = commanders("Leonidas I † King of Sparta", &[]);
    assert_eq!(list.names[0].name, "Leonidas I");
    assert_eq!(list.names[0].fate.as_deref(), Some("killed"));
    for text in [
        "Leonidas I † King of Sparta",
        "John Doe (captured, later executed)",
        "Jean Dupont (mort de la fièvre)",
        "Lord Howe, replaced by Lord Clinton",
        "Porus, two sons of Porus †",
    ] {
        assert_eq!(commanders(text, &[]).leftovers.len(), 1, "{text}");
    }
    assert!(
        commanders("John Doe (mortally wounded)", &[])
            .leftovers
            .is_empty()
    );
}

/// A title behind the name of its bearer was another man, and told.
#[test]
fn english_titles_belong_to_the_name_before_them() {
    let list = commanders(
        "Thomas Howard, Earl of Surrey (WIA), William Hastings, Lord Hastings, 1st Lt. Andrew Hill, Duke of Wellington, Gebhard von Blücher, Prince of Orange",
        &[],
    );
    let names: Vec<&str> = list.names.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Thomas Howard, Earl of Surrey",
            "William Hastings, Lord Hastings",
            "1st Lt. Andrew Hill",
            "Duke of Wellington",
            "Gebhard von Blücher",
            "Prince of Orange"
        ]
    );
    assert_eq!(list.names[0].fate.as_deref(), Some("wounded"));
    let is_told = |name: &str| list.leftovers.iter().any(|(text, _)| text.contains(name));
    assert!(is_told("Surrey") && is_told("Orange"));
}

/// Such titles were commanders of their own, and took the fates of their bearers.
#[test]
fn a_title_behind_a_name_is_of_its_bearer_whatever_particles_the_name_has() {
    for text in [
        "Louis d'Armagnac, Duke of Nemours",
        "Fernando Álvarez de Toledo, Duke of Alba",
        "Arthur Wellesley, Viscount Wellington",
        "Jan van Nassau, Baron Dahlberg",
        "Philip of Bergen, Marquess of Walhain",
        "Louis de Bourbon, vicomte de Narbonne",
        "Anne de Joyeuse, Prince of Soubise",
    ] {
        let list = commanders(&format!("{text} †, Yves d'Alègre"), &[]);
        let names: Vec<_> = list.names.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, [text, "Yves d'Alègre"]);
        assert_eq!(list.names[0].fate.as_deref(), Some("killed"), "{text}");
    }
    // A title before a name is a man of his own, and so is a forename behind it.
    for text in [
        "Prince Rupert, Marquess of Newcastle",
        "Johann Tilly, Prince Rupert",
        "Michel Ney, Baron Antoine Jomini",
    ] {
        assert_eq!(commanders(text, &[]).names.len(), 2, "{text}");
    }
    // So are titles in a row.
    let row = "Bartolomé Mitre, Viscount of Porto Alegre, Marquis of Tamandaré";
    assert_eq!(commanders(row, &[]).names.len(), 3);
}

#[test]
fn a_state_is_not_cut_at_an_of() {
    let granada = "United Provinces of New Granada";
    assert_eq!(
        names(&format!("Venezuela, {granada}")),
        ["Venezuela", granada]
    );
    for text in [
        "United Kingdom of the Netherlands",
        "United Provinces of the Netherlands",
        "Kingdom of Spain",
    ] {
        assert_eq!(names(text), [text]);
    }
    assert_eq!(
        names("Kingdom of Castile Kingdom of Portugal"),
        ["Kingdom of Castile", "Kingdom of Portugal"]
    );
}

/// `X, dit Y` was two commanders, `roi X, prince Y` one; a title in a row took the king before it.
#[test]
fn bynames_and_titles_in_small_letters_are_whose_they_stand_with() {
    let commanders_of = |text: &str| -> Vec<String> {
        let list = commanders(text, &[]).names;
        list.into_iter().map(|one| one.name).collect()
    };
    assert_eq!(
        commanders_of("Louis Arnaud, dit Bellegarde, Simon Canuel"),
        ["Louis Arnaud, dit Bellegarde", "Simon Canuel"]
    );
    assert_eq!(
        commanders_of("roi Mandla kaSenzo, prince Jabu kaMpande"),
        ["roi Mandla kaSenzo", "prince Jabu kaMpande"]
    );
    assert_eq!(
        commanders_of("George II, Earl of Stair, Duke of Cumberland"),
        ["George II", "Earl of Stair", "Duke of Cumberland"]
    );
}

#[test]
fn an_abstract_noun_and_a_body_are_one_name() {
    assert_eq!(
        names("Liberation and Development Front, Al-Nusra Front"),
        ["Liberation and Development Front", "Al-Nusra Front"]
    );
    assert_eq!(names("Ruritania and Zairian Army").len(), 2);
}
