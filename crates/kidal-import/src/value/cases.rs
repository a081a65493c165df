//! Values that were read wrongly, and in silence, when they were first seen: each stands for a class of such values.

use super::{Belligerents, Field, Value, read_value};

fn losses(text: &str) -> Value {
    read_value(Field::Casualties, text, &Belligerents::default())
}

fn strength(text: &str) -> Value {
    read_value(Field::Strength, text, &Belligerents::default())
}

fn units(value: &Value) -> Vec<Option<&str>> {
    let amounts = value.amounts.iter();
    amounts.map(|one| one.unit.as_deref()).collect()
}

fn kinds(value: &Value) -> Vec<&str> {
    let amounts = value.amounts.iter();
    amounts.filter_map(|one| one.kind.as_deref()).collect()
}

/// The guns of each ship were a figure of their own.
#[test]
fn how_many_guns_each_ship_has_is_no_figure() {
    for text in [
        "13 vaisseaux de 74 canons",
        "5 ships of the line of 60–74 guns",
        "2 frigates of 40 guns",
    ] {
        let value = strength(text);
        assert_eq!(value.amounts.len(), 1, "{text}");
        assert!(value.amounts[0].note.is_some(), "{text}");
        assert!(value.leftovers.is_empty(), "{text}: {:?}", value.leftovers);
    }
    assert_eq!(strength("13 ships with 740 guns").amounts.len(), 2);
}

/// A participle behind the name of a people, or a small word before the figure, was taken for what is counted.
#[test]
fn a_word_that_looks_like_a_plural_is_not_what_is_counted() {
    let value = strength("12 000 Vénitiens arrivés le second jour");
    assert_eq!(units(&value), [Some("Vénitiens")]);
    assert!(!value.leftovers.is_empty());
    let value = strength("3 000 combattants, puis jusqu'à 18 000");
    assert_eq!(units(&value), [Some("fighters"), None]);
}

/// `light` was taken into the wording: `numerous light` of `infantry`.
#[test]
fn a_wording_ends_where_a_unit_begins() {
    assert_eq!(
        units(&strength("numerous light infantry")),
        [Some("light infantry")]
    );
    let value = losses("relatively light");
    assert_eq!(
        value.amounts[0].wording.as_deref(),
        Some("relatively light")
    );
}

/// The figure of a second writer was of people lost, whatever the first one counted.
#[test]
fn a_second_writer_counts_what_the_first_does_and_it_is_told() {
    for (text, kind) in [
        ("10,000 killed (Appian), 50,000 (Plutarch)", "killed"),
        (
            "10,000 killed (Appian), 50,000 according to Plutarch",
            "killed",
        ),
        ("97 tanks destroyed, 86 per neutral sources", "tanks"),
    ] {
        let value = losses(text);
        assert_eq!(kinds(&value), [kind; 2], "{text}");
        assert!(!value.leftovers.is_empty(), "{text}");
    }
    // The fifty may be killed and wounded.
    let value = losses("10 killed, 2 wounded, 50 (Plutarch)");
    assert_eq!(kinds(&value)[2], "casualties");
}

#[test]
fn sources_that_differ_are_no_source() {
    let value = losses("3 à 8 blessés (selon les sources)");
    assert_eq!(value.amounts[0].according_to, None);
    let value = losses("8 000 morts (rapport Picasso), 400 morts (presse locale)");
    assert!(value.amounts.iter().all(|one| one.according_to.is_some()));
}

#[test]
fn tens_and_hundreds_are_counted() {
    let value = strength("4 à 6 dizaines de véhicules");
    assert_eq!(
        (value.amounts[0].min, value.amounts[0].max),
        (Some(40), Some(60))
    );
    assert_eq!(units(&value), [Some("vehicles")]);
}

#[test]
fn one_of_what_the_table_has_in_the_plural_is_the_same() {
    let value = losses("1 contre-torpilleur coulé, 1 lancer killed");
    assert_eq!(kinds(&value), ["ships", "killed"]);
    assert_eq!(units(&value), [Some("destroyers"), Some("lancers")]);
}

#[test]
fn of_so_many_is_the_whole_of_which_they_are_a_part() {
    let value = losses("400 of the 700 Spartiates");
    assert_eq!(value.amounts.len(), 1);
    let value = losses("1,000 (Xenophon: incl. 400 officers)");
    let by = value.amounts.iter().map(|one| one.according_to.as_deref());
    assert!(by.into_iter().all(|by| by == Some("Xenophon")));
}

#[test]
fn losses_of_a_part_of_the_side_may_be_unknown() {
    for (text, of) in [
        ("300 morts, pertes du CDR inconnues", "CDR"),
        ("300 killed, Syrian losses heavy", "Syrian"),
    ] {
        let value = losses(text);
        assert_eq!(value.amounts[1].of.as_deref(), Some(of), "{text}");
        assert!(value.leftovers.is_empty(), "{text}: {:?}", value.leftovers);
    }
    assert_eq!(losses("losses unknown").amounts[0].of, None);
}

#[test]
fn types_behind_a_colon_are_parts_of_the_tanks() {
    let value = strength("140 tanks: 45 Centurions, 45 Shermans, 50 AMX-13s");
    assert!(value.amounts[1..].iter().all(|one| one.included));
}

/// The place behind a French figure was taken for what is counted.
#[test]
fn a_place_behind_a_figure_is_not_what_is_counted() {
    for text in ["20 000 réfugiés au Cameroun", "1 500 blessés à Milan"] {
        assert_eq!(units(&losses(text)), [None], "{text}");
    }
    assert_eq!(units(&strength("5 000 hommes en Prusse")), [Some("men")]);
}

#[test]
fn a_bound_may_stand_behind_what_is_counted() {
    let value = losses("160 civils tués au moins, 40 killed at most");
    let bounds: Vec<_> = value.amounts.iter().map(|one| (one.min, one.max)).collect();
    assert_eq!(bounds, [(Some(160), None), (None, Some(40))]);
    assert!(value.leftovers.is_empty(), "{:?}", value.leftovers);
}

#[test]
fn so_many_of_them_are_a_part_in_every_language() {
    for text in [
        "1,500 men (at least 75 of them knights)",
        "15 500 hombres, de ellos 5000 jinetes",
        "15 500 hommes, parmi eux 5000 cavaliers",
    ] {
        let value = strength(text);
        assert!(value.amounts[1].included, "{text}");
    }
}

#[test]
fn a_word_for_what_they_do_is_kept_and_joints_of_other_languages_too() {
    assert_eq!(units(&strength("378 combat tanks")), [Some("combat tanks")]);
    let value = losses("120 banderas y estandartes");
    assert_eq!(units(&value), [Some("flags and standards")]);
}

/// A heading beside `British estimate` was taken for those who are counted, in silence.
#[test]
fn a_heading_beside_a_source_may_be_a_source_and_is_told() {
    let value = losses("Der Weltkrieg: 41,000\nBritish estimate: 53,300");
    assert_eq!(value.leftovers.len(), 1);
}

#[test]
fn what_is_counted_behind_a_rival_is_that_of_both() {
    let value = losses("10 (or 13) ships sunk");
    assert_eq!(kinds(&value), ["ships"; 2]);
    assert_eq!(units(&value), [Some("ships"); 2]);
}

#[test]
fn more_of_the_same_may_be_more_than_before() {
    let value = losses("1 vehicle destroyed, 2 more captured");
    assert_eq!(kinds(&value), ["vehicles"; 2]);
    assert!(!value.leftovers.is_empty());
}

#[test]
fn bodies_formed_of_people_are_named_in_the_order_of_english() {
    let value = strength("3 régiments parachutistes");
    assert_eq!(units(&value), [Some("regiments of paratroopers")]);
}

#[test]
fn people_of_different_arms_killed_on_one_line_share_their_source() {
    let value = losses("84 mercenaries and 47 soldiers killed, 30 injured (CSP claim)");
    let by = value.amounts.iter().map(|one| one.according_to.as_deref());
    assert!(by.into_iter().all(|by| by == Some("CSP claim")));
    assert!(!value.leftovers.is_empty());
}

#[test]
fn thousands_divided_by_spaces_make_a_range_with_a_hyphen() {
    let value = losses("300 000-500 000 prigionieri");
    assert_eq!(value.amounts.len(), 1);
    assert_eq!(
        (value.amounts[0].min, value.amounts[0].max),
        (Some(300_000), Some(500_000))
    );
}

/// Two of cavalry were two horsemen.
#[test]
fn a_body_that_is_not_named_again_is_the_one_before() {
    for text in [
        "3 divisions d'infanterie et 2 de cavalerie",
        "3 divisioni di fanteria e 2 di cavalleria",
        "3 divisions of infantry, 2 of cavalry",
    ] {
        let value = strength(text);
        let expected = [Some("divisions of infantry"), Some("divisions of cavalry")];
        assert_eq!(units(&value), expected, "{text}");
    }
}

#[test]
fn a_source_may_stand_behind_a_dash() {
    let value = losses("44 tanks – Pakistani claim");
    assert_eq!(
        value.amounts[0].according_to.as_deref(),
        Some("Pakistani claim")
    );
    assert!(value.leftovers.is_empty(), "{:?}", value.leftovers);
}

#[test]
fn the_calibre_of_guns_is_no_figure_in_any_language() {
    for text in ["6 canons de 155 mm", "4 guns of 12 pounds"] {
        let value = strength(text);
        assert_eq!(value.amounts.len(), 1, "{text}");
        assert!(value.leftovers.is_empty(), "{text}: {:?}", value.leftovers);
    }
}

/// The French were lost, and the Scots captured.
#[test]
fn a_second_people_shares_what_befell_the_first_and_it_is_told() {
    let value = losses("154 Scottish prisoners, 222 French");
    assert_eq!(kinds(&value), ["captured"; 2]);
    assert!(!value.leftovers.is_empty());
    assert_eq!(
        kinds(&losses("154 killed, 3 Spitfires lost"))[1],
        "aircraft"
    );
}

#[test]
fn a_name_inside_a_unit_does_not_cut_it() {
    let value = strength("1 battery of D-20 howitzers");
    assert_eq!(units(&value), [Some("batteries of howitzers")]);
}

#[test]
fn estimates_of_one_who_is_named_are_a_source_and_others_are_not() {
    let value = losses("Chinese source:\n533 killed\nUS est.:\n1,500 dead");
    assert_eq!(value.amounts[1].according_to.as_deref(), Some("US est."));
    assert_eq!(
        losses("300 morts (estimations)").amounts[0].according_to,
        None
    );
}

#[test]
fn how_heavy_losses_are_is_not_what_is_counted() {
    let value = losses("aucune ou très faibles");
    assert_eq!(units(&value), [None]);
    assert!(!value.leftovers.is_empty());
    assert_eq!(units(&strength("5 large naus")), [Some("large naus")]);
}

/// The eighty thousand had deserted.
#[test]
fn what_became_of_the_rest_is_told() {
    let value = losses("80,000 (the rest deserted or surrendered)");
    assert_eq!(kinds(&value), ["casualties"]);
    assert!(!value.leftovers.is_empty());
}

#[test]
fn modern_alone_behind_a_figure_says_whose_it_is() {
    let value = strength("82,000 infantry and 8,550 cavalry (modern)");
    assert_eq!(value.amounts[1].according_to.as_deref(), Some("modern"));
}

#[test]
fn a_name_keeps_its_article() {
    let value = strength("450 Fatah al-Islam militants");
    assert_eq!(value.amounts[0].of.as_deref(), Some("Fatah al-Islam"));
    assert!(value.leftovers.is_empty(), "{:?}", value.leftovers);
}

#[test]
fn a_bound_behind_a_range_leaves_the_range_and_is_told() {
    let value = strength("50 à 60 hommes au moins");
    assert_eq!(
        (value.amounts[0].min, value.amounts[0].max),
        (Some(50), Some(60))
    );
    assert!(!value.leftovers.is_empty());
}

/// All of them were missing.
#[test]
fn a_total_in_parentheses_is_of_all() {
    let value = losses("595 killed, 4,046 wounded, 18 missing (4,659 in all)");
    assert_eq!(kinds(&value)[3], "casualties");
    assert!(!value.leftovers.is_empty());
    let value = losses("5,000 killed (up to 8,000 in all)");
    assert_eq!(value.amounts.len(), 2);
}

#[test]
fn as_many_names_as_ships_are_theirs() {
    let value = strength("4 frigates (Sirius, Iphigenia, Néréide, Magicienne)");
    assert_eq!(value.amounts[0].according_to, None);
    assert!(value.leftovers.is_empty(), "{:?}", value.leftovers);
}

#[test]
fn of_two_remarks_the_one_that_is_a_source_is_it() {
    let value = losses("1 killed (first day; Paraguayan communiqué)");
    let amount = &value.amounts[0];
    assert_eq!(
        amount.according_to.as_deref(),
        Some("Paraguayan communiqué")
    );
    assert_eq!(amount.note.as_deref(), Some("first day"));
}

/// The numbers of bodies were counts.
#[test]
fn numbers_that_name_bodies_are_no_counts() {
    let value = strength("9 000 soldats : groupes mobiles n° 1, 2 et 3");
    assert_eq!(value.amounts.len(), 1);
    let value = strength("2 divisions (308 et 312)");
    assert_eq!(value.amounts.len(), 1);
    assert!(value.leftovers.is_empty(), "{:?}", value.leftovers);
    assert_eq!(strength("No. 4 Commando, 300 men").amounts.len(), 1);
    assert_eq!(
        strength("2 divisions (8,000 and 9,000 men)").amounts.len(),
        3
    );
}

#[test]
fn others_are_those_named_before_them() {
    let value = losses("5 véhicules emportés et 10 autres brûlés");
    assert_eq!(kinds(&value), ["vehicles"; 2]);
    assert_eq!(value.amounts[1].outcome.as_deref(), Some("destroyed"));
}

#[test]
fn most_likely_is_no_wording_of_its_own() {
    let value = strength("9,500 to 14,500; most likely c. 12,500");
    assert_eq!(value.amounts.len(), 2);
    assert!(value.amounts[1].approximate);
    let value = losses("unknown number killed");
    assert_eq!(kinds(&value), ["killed"]);
}

#[test]
fn a_name_behind_of_is_whose_they_are() {
    let value = losses("8,700 killed (7,000 of Decius' army)");
    assert_eq!(value.amounts[1].unit, None);
    assert_eq!(value.amounts[1].of.as_deref(), Some("Decius"));
}

#[test]
fn a_writer_may_be_named_beside_a_doubt() {
    for text in [
        "650,000 men (Duris of Samos, exaggerated)",
        "26,000 men (much exaggerated, according to Duris of Samos)",
    ] {
        let value = strength(text);
        let by = value.amounts[0].according_to.as_deref();
        assert_eq!(by, Some("Duris of Samos"), "{text}");
        assert!(!value.leftovers.is_empty(), "{text}");
    }
}

#[test]
fn a_people_joined_to_an_arm_is_a_part_of_the_unit() {
    let value = strength("3,000 Pasdaran and volunteers");
    assert_eq!(units(&value), [Some("Pasdaran and volunteers")]);
    let value = strength("500 Malian soldiers");
    assert_eq!(units(&value), [Some("soldiers")]);
}

#[test]
fn one_of_them_in_words_is_a_part() {
    let value = losses("2 tués (dont un kamikaze)");
    assert_eq!(value.amounts.len(), 2);
    assert!(value.amounts[1].included);
}

#[test]
fn what_is_sunk_in_any_language_swims() {
    let value = losses("4 navios e 7 chatas afundados ou capturados");
    assert_eq!(kinds(&value), ["ships"; 2]);
    let outcome = Some("sunk or captured");
    assert!(
        value
            .amounts
            .iter()
            .all(|one| one.outcome.as_deref() == outcome)
    );
}

/// The men on pickups were pickups.
#[test]
fn what_people_ride_on_is_a_note() {
    let value = strength("Plus d'une centaine d'hommes sur pick-up et motos");
    assert_eq!(units(&value), [Some("men")]);
}

#[test]
fn days_between_figures_are_no_counts() {
    let value = losses("4 vaisseaux capturés le 12 et 2 le 19 avril");
    assert_eq!(kinds(&value), ["ships"; 2]);
    assert_eq!(value.amounts[1].min, Some(2));
    assert!(!value.leftovers.is_empty());
}

#[test]
fn people_are_no_rival_of_bodies_and_no_part_of_fewer() {
    let value = strength("2 sections (moins de 100 hommes)");
    assert!(value.amounts[1].included);
    let value = strength("5,000 cavalry (legionaries held in reserve: 15,000 at most)");
    assert!(!value.amounts[1].included);
}

/// `400 killed and roughly as many wounded` was 400 `killed and wounded`.
#[test]
fn as_many_as_before_is_a_wording_and_not_the_figure_before() {
    for words in [
        "roughly as many wounded",
        "a similar number wounded",
        "about the same number wounded",
        "twice as many wounded",
    ] {
        let text = format!("about 400 killed and {words}");
        let value = read_value(Field::Casualties, &text, &Belligerents::default());
        let kinds = value.amounts.iter().map(|one| one.kind.as_deref());
        assert_eq!(
            kinds.collect::<Vec<_>>(),
            [Some("killed"), Some("wounded")],
            "{text}"
        );
        let wounded = &value.amounts[1];
        assert!(!wounded.has_figure() && wounded.wording.is_some(), "{text}");
    }
}

#[test]
fn a_hedge_behind_unknown_is_a_note_of_one_figure() {
    let read = |text: &str| read_value(Field::Casualties, text, &Belligerents::default()).amounts;
    for (text, note) in [
        ("Unknown, likely minimal", "likely minimal"),
        ("Minimal, exact number unknown", "minimal"),
    ] {
        let amounts = read(text);
        assert!(amounts.len() == 1 && amounts[0].is_unknown(), "{text}");
        assert_eq!(amounts[0].note.as_deref(), Some(note), "{text}");
    }
    assert_eq!(read("Unknown, light").len(), 2);
}

#[test]
fn sappers_and_pioneers_keep_their_names_and_french_arms_have_theirs() {
    for (text, unit) in [
        ("33 sappers", "sappers"),
        ("300 pioneers", "pioneers"),
        ("300 engineers", "engineers"),
        ("4 000 cavaliers auxiliaires", "auxiliary cavalry"),
        ("2 avions de chasse", "fighter aircraft"),
        ("500 chasseurs à cheval", "chasseurs à cheval"),
    ] {
        let value = read_value(Field::Strength, text, &Belligerents::default());
        assert_eq!(value.amounts[0].unit.as_deref(), Some(unit), "{text}");
        assert!(value.leftovers.is_empty(), "{text}: {:?}", value.leftovers);
    }
}
