//! Values of strength and loss.

use super::{Belligerents, Field, read_value};

fn losses(text: &str) -> super::Value {
    read_value(Field::Casualties, text, &Belligerents::default())
}

fn strength(text: &str) -> super::Value {
    read_value(Field::Strength, text, &Belligerents::default())
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
        read_value(Field::Strength, text, &Belligerents::default()).amounts[0]
            .unit
            .clone()
    };
    for men in ["frontiersmen", "courtiers", "quartermasters", "musketiers"] {
        assert_eq!(unit(&format!("900 {men}")).as_deref(), Some(men));
    }
    assert_eq!(unit("900, two-thirds"), None);
}

/// A day of November was read as a count: `425 wounded from 7–16 November` gave 7 to 16 wounded.
#[test]
fn days_behind_a_figure_are_no_figure() {
    let value = losses("560 wounded (54 killed, 425 wounded from 7–16 November)");
    let bounds: Vec<_> = value.amounts.iter().map(|one| one.min).collect();
    assert_eq!(bounds, [Some(560), Some(54), Some(425)]);
}

#[test]
fn parts_behind_including_are_inside_and_share_what_befell_the_whole() {
    for text in [
        "700 captured including 10 generals and 149 officers",
        "700 captured, including 10 generals and 149 officers",
        "700 captured, of whom 10 generals and 149 officers",
    ] {
        let value = losses(text);
        assert_eq!(value.amounts.len(), 3, "{text}");
        assert!(!value.amounts[0].included, "{text}");
        for part in &value.amounts[1..] {
            assert!(part.included, "{text}");
            assert_eq!(part.kind.as_deref(), Some("captured"), "{text}");
        }
        assert!(value.leftovers.is_empty(), "{text}");
    }
}

/// `250,000 killed, wounded or captured (Caesar)` was 250,000 killed, and nobody's.
#[test]
fn a_kind_that_goes_on_behind_a_comma_keeps_its_source() {
    let value = losses("250,000 killed, wounded or captured (Caesar)");
    let [one] = value.amounts.as_slice() else {
        panic!("{value:?}")
    };
    assert_eq!(one.kind.as_deref(), Some("killed, wounded or captured"));
    assert_eq!(one.according_to.as_deref(), Some("Caesar"));
    assert!(value.leftovers.is_empty());
}

#[test]
fn a_source_keeps_its_name_apart_from_its_date() {
    let value = losses("16,467 killed (per ISF, as of 20 March 2017)");
    assert_eq!(value.amounts.len(), 1);
    assert_eq!(value.amounts[0].according_to.as_deref(), Some("ISF"));
    assert_eq!(
        value.amounts[0].note.as_deref(),
        Some("as of 20 March 2017")
    );
}

/// A name of the other side is an author, one of several of the own side those who are counted; both are told.
#[test]
fn a_belligerent_in_parentheses_speaks_or_is_counted() {
    let names = Belligerents {
        own: vec!["Mali".to_string(), "France".to_string()],
        others: vec!["MNLA".to_string()],
        leaders: Vec::new(),
    };
    let value = read_value(
        Field::Casualties,
        "20 killed (MNLA), 5 killed (France)",
        &names,
    );
    assert_eq!(value.amounts[0].according_to.as_deref(), Some("MNLA"));
    assert_eq!(value.amounts[0].of, None);
    assert_eq!(value.amounts[1].according_to, None);
    assert_eq!(value.amounts[1].of.as_deref(), Some("France"));
    assert_eq!(value.leftovers.len(), 2);
}

#[test]
fn a_rival_of_a_range_is_a_figure_of_its_own() {
    let amounts = |text| read_value(Field::Strength, text, &Belligerents::default()).amounts;
    let value = amounts("30,000 or 50,000–60,000");
    let bounds: Vec<_> = value.iter().map(|one| (one.min, one.max)).collect();
    assert_eq!(
        bounds,
        [(Some(30_000), Some(30_000)), (Some(50_000), Some(60_000))]
    );
    let rivals = &amounts("12,000 or 60,000")[0];
    assert!(rivals.either);
    assert_eq!(rivals.bounds_text(), "12000 or 60000");
    assert!(!amounts("12,000–60,000")[0].either);
}

#[test]
fn things_that_are_not_named_again_are_those_before_them() {
    let value = losses("284 aircraft lost and several hundred damaged");
    assert_eq!(value.amounts[1].kind.as_deref(), Some("aircraft"));
    assert_eq!(value.amounts[1].outcome.as_deref(), Some("damaged"));
    let value = losses("15 ships sunk, 1 captured");
    assert_eq!(value.amounts[1].kind.as_deref(), Some("ships"));
    assert_eq!(value.leftovers.len(), 1, "it may be a man: told");
    // More than there were things are people.
    let value = losses("2 ships sunk, 300 captured");
    assert_eq!(value.amounts[1].kind.as_deref(), Some("captured"));
}

#[test]
fn who_is_left_and_shares_are_no_figures_of_loss() {
    assert!(losses("all but 60,000").amounts.is_empty());
    let value = losses("Up to 45% or 50,000+ killed");
    assert_eq!(value.amounts[0].of, None);
    assert_eq!(value.leftovers.len(), 1);
}

/// `1/3 killed` was one to three men, `$10 million` ten million casualties, `(all fronts)` what was counted.
#[test]
fn shares_money_and_remarks_are_no_figures() {
    assert!(losses("1/3 killed").amounts.is_empty());
    assert!(losses("40–60% of the force").amounts.is_empty());
    assert!(losses("$10 million damage").amounts.is_empty());
    let value = losses("over 300,000 (all fronts)");
    assert_eq!(value.amounts[0].unit, None);
    assert_eq!(losses("1,234 (official)").amounts[0].unit, None);
}

#[test]
fn a_name_that_begins_with_a_number_is_who_is_counted() {
    let value = read_value(
        Field::Strength,
        "1st Army (50,000), 2nd Army (30,000)",
        &Belligerents::default(),
    );
    let of: Vec<_> = value.amounts.iter().map(|one| one.of.as_deref()).collect();
    assert_eq!(of, [Some("1st Army"), Some("2nd Army")]);
    assert!(value.amounts.iter().all(|one| one.unit.is_none()));
}

#[test]
fn a_rival_bound_in_parentheses_shares_what_stands_behind_it() {
    let value = losses("31 (up to 100) killed");
    assert_eq!(value.amounts.len(), 2);
    for amount in &value.amounts {
        assert_eq!(amount.kind.as_deref(), Some("killed"));
        assert!(!amount.included);
    }
}

/// `No. 4 Commando` gave an empty figure and four commandos; `of the 1st Division` counted divisions.
#[test]
fn the_number_of_a_body_is_no_figure() {
    for (text, unit, of) in [
        ("120 (No. 4 Commando)", None, None),
        ("~500 (2/3rd Battalion)", None, None),
        ("300 men (2nd Katiba)", Some("men"), None),
        ("12,000 of the 1st Division", None, Some("1st Division")),
        (
            "450 men of the 24th Regiment",
            Some("men"),
            Some("24th Regiment"),
        ),
    ] {
        let value = strength(text);
        assert_eq!(value.amounts.len(), 1, "{text}: {:?}", value.amounts);
        let one = &value.amounts[0];
        assert_eq!(
            (one.unit.as_deref(), one.of.as_deref()),
            (unit, of),
            "{text}"
        );
    }
    assert_eq!(strength("no men").amounts[0].max, Some(0));
}

/// Only the last of the figures before `(MNLA claim)` carried its source, and nothing was told of it.
#[test]
fn figures_of_one_count_share_the_source_behind_them() {
    let value = losses("9 killed, 5 wounded (MNLA claim), 100 killed (MOJWA claim), 7 ships sunk");
    let by: Vec<_> = value
        .amounts
        .iter()
        .map(|one| one.according_to.as_deref())
        .collect();
    assert_eq!(
        by,
        [
            Some("MNLA claim"),
            Some("MNLA claim"),
            Some("MOJWA claim"),
            None
        ]
    );
    assert_eq!(value.leftovers.len(), 1);
    let value = losses("3 ships sunk, 40 killed (Livy)");
    assert_eq!(value.amounts[0].according_to, None);
}

/// `6,000 (mostly from disease)` was read as 6,000 who died of disease.
#[test]
fn what_holds_for_most_of_them_is_a_note() {
    let value = losses("c. 6,000 (mostly from disease)");
    assert_eq!(value.amounts[0].kind.as_deref(), Some("casualties"));
    assert_eq!(
        value.amounts[0].note.as_deref(),
        Some("mostly from disease")
    );
    let value = strength("130 warships, most of them quinqueremes (Polybius)");
    assert_eq!(value.amounts.len(), 1);
    assert_eq!(value.amounts[0].according_to.as_deref(), Some("Polybius"));
}

/// `30 frigates (988 guns) lost`: the guns had `casualties`, and nothing befell the ships.
#[test]
fn what_stands_behind_the_guns_of_ships_befell_both() {
    let value = losses("30 frigates (988 guns) lost, 300 French & Spanish killed");
    let outcomes: Vec<_> = value
        .amounts
        .iter()
        .map(|one| one.outcome.as_deref())
        .collect();
    assert_eq!(outcomes, [Some("lost"), Some("lost"), None]);
    assert_eq!(value.amounts[2].unit.as_deref(), Some("French & Spanish"));
}

/// `40% casualties` was dropped without a word, `600 men each` was read as 600 men.
#[test]
fn shares_and_figures_of_each_are_told() {
    let value = losses("40% casualties");
    assert_eq!((value.amounts.len(), value.leftovers.len()), (0, 1));
    let value = strength("2 battalions, 600 men each");
    assert_eq!(value.amounts[1].note.as_deref(), Some("each"));
    assert_eq!(value.leftovers.len(), 1);
}

#[test]
fn a_voice_alone_in_parentheses_is_whose_figure_it_is() {
    let value = losses("1 killed, 2 injured (official), 17 killed (locals)");
    let by: Vec<_> = value
        .amounts
        .iter()
        .map(|one| one.according_to.as_deref())
        .collect();
    assert_eq!(by, [Some("official"), Some("official"), Some("locals")]);
}

#[test]
fn another_writer_in_parentheses_gives_a_rival_figure() {
    let value = strength("15,000 cavalry (10,500 by Diodorus)");
    assert_eq!(value.amounts[1].according_to.as_deref(), Some("Diodorus"));
    // It is one of the same: whom it counts was lost.
    assert_eq!(value.amounts[1].unit.as_deref(), Some("cavalry"));
    assert!(!value.amounts[1].included);
    let value = strength("15,000 (10,000 infantry, 5,000 cavalry)");
    assert!(value.amounts[1].included && value.amounts[2].included);
}

#[test]
fn a_month_is_never_what_is_counted() {
    let value = strength("18,000 by early August");
    assert_eq!(value.amounts[0].unit, None);
    assert_eq!(value.amounts[0].note.as_deref(), Some("by early August"));
}

#[test]
fn an_estimate_behind_its_figure_is_no_exact_one() {
    let value = losses("1,000 est. killed");
    assert!(value.amounts[0].approximate);
    assert_eq!(value.amounts[0].kind.as_deref(), Some("killed"));
}

#[test]
fn names_keep_what_joins_them() {
    let value = strength("8,000 Spartans and Thebans");
    assert_eq!(
        value.amounts[0].unit.as_deref(),
        Some("Spartans and Thebans")
    );
    let value = strength("500 Spartan and Theban soldiers");
    assert_eq!(value.amounts[0].of.as_deref(), Some("Spartan and Theban"));
}

#[test]
fn the_short_name_of_a_belligerent_is_no_unit() {
    let names = Belligerents {
        own: vec!["FNLA".to_string()],
        others: Vec::new(),
        leaders: Vec::new(),
    };
    let value = read_value(Field::Strength, "8,000 FNLA", &names);
    assert_eq!(value.amounts[0].of.as_deref(), Some("FNLA"));
    assert_eq!(value.amounts[0].unit, None);
}

#[test]
fn what_is_sunk_is_a_ship_and_what_has_a_type_is_no_man() {
    let value = losses("6 galiots sunk or captured");
    assert_eq!(value.amounts[0].kind.as_deref(), Some("ships"));
    assert_eq!(
        value.amounts[0].outcome.as_deref(),
        Some("sunk or captured")
    );
    let value = losses("2 Kestrel K9s lost");
    assert_eq!(value.leftovers.len(), 1);
    let value = losses("51 chars et 13 automitrailleuses détruits");
    for amount in &value.amounts {
        assert_eq!(amount.outcome.as_deref(), Some("destroyed"));
    }
}

#[test]
fn a_total_that_is_a_note_only_is_told() {
    let value = losses("567 wounded (total about 1,000)");
    assert_eq!(value.amounts.len(), 1);
    assert_eq!(value.leftovers.len(), 1);
}

#[test]
fn the_dispersed_and_the_drowned_belong_to_their_figure() {
    let value = losses("9,000 dead, wounded, dispersed or captured");
    assert!(value.leftovers.is_empty());
    let value = losses("25000 tués, blessés, noyés et prisonniers");
    assert!(value.leftovers.is_empty());
}

#[test]
fn where_they_were_and_who_did_it_is_no_thing_that_is_counted() {
    let value = losses("150 killed in the fort");
    assert_eq!(value.amounts[0].kind.as_deref(), Some("killed"));
    assert_eq!(value.amounts[0].note.as_deref(), Some("in the fort"));
    let value = strength("619 men in the fort");
    assert_eq!(value.amounts[0].unit.as_deref(), Some("men"));
    let value = losses("87 civilians killed (47 by militants, 40 of illness)");
    assert_eq!(value.amounts[1].note.as_deref(), Some("by militants"));
    assert_eq!(value.amounts[1].unit, None);
    assert_eq!(value.amounts[2].unit, None);
    assert_eq!(value.leftovers.len(), 1);
    let value = losses("100,000 including Ostran (Villani)");
    assert_eq!(value.amounts[0].unit, None);
}

#[test]
fn a_writer_who_is_doubted_is_still_whose_figure_it_is() {
    let value = strength("300,000 cavalry (Villani; likely exaggerated)");
    assert_eq!(value.amounts[0].according_to.as_deref(), Some("Villani"));
    assert_eq!(value.leftovers.len(), 1);
}

#[test]
fn the_model_of_a_type_is_no_figure() {
    let value = strength("several L3/35 tankettes");
    assert_eq!(value.amounts.len(), 1);
}

#[test]
fn things_on_one_line_share_what_befell_the_last_and_that_is_told() {
    let value = losses("3 aircraft, 1 steamer lost");
    assert_eq!(value.amounts[0].outcome.as_deref(), Some("lost"));
    assert_eq!(value.leftovers.len(), 1);
    let value = losses("3 aircraft\n1 steamer lost");
    assert_eq!(value.amounts[0].outcome, None);
}

#[test]
fn a_figure_behind_filled_headings_may_be_of_all_and_that_is_told() {
    let value = strength("Northmen: 6,500, Southmen: 5,150, 23 cannons, 7 machine guns");
    assert_eq!(value.leftovers.len(), 2);
    let value = strength("Northmen: 6,500, 12 cannons, Southmen: 5,150, 23 cannons");
    assert!(value.leftovers.is_empty());
}

#[test]
fn what_is_added_in_parentheses_is_not_counted_inside() {
    let value = strength("11,800 (plus 3,500 camp followers)");
    assert!(!value.amounts[1].included);
}

#[test]
fn sources_that_vary_are_nobody() {
    let value = strength("9,000–15,000 (sources vary)");
    assert_eq!(value.amounts[0].according_to, None);
    assert_eq!(value.amounts[0].note.as_deref(), Some("sources vary"));
}

#[test]
fn the_count_of_the_other_side_in_parentheses_is_no_part() {
    let value = losses("172 killed (French report: 117 killed)");
    assert_eq!(value.amounts.len(), 2);
    assert!(!value.amounts[1].included);
}

#[test]
fn units_that_the_table_does_not_know_keep_their_joints() {
    for (text, unit) in [
        ("8 alae of cavalry", "alae of cavalry"),
        ("4,400 regulars and rangers", "regulars and rangers"),
        ("80 regulars of the Royal African Corps", "regulars"),
        ("6 x 105mm howitzers", "howitzers"),
        ("200 para-commandos belges", "para-commandos"),
    ] {
        let value = read_value(Field::Strength, text, &Belligerents::default());
        assert_eq!(value.amounts[0].unit.as_deref(), Some(unit), "{text}");
        assert!(value.leftovers.is_empty(), "{text}: {:?}", value.leftovers);
    }
}

#[test]
fn one_in_french_is_a_figure_and_an_article_is_none() {
    let read = |text: &str| read_value(Field::Casualties, text, &Belligerents::default()).amounts;
    let amounts = read("un mort, deux blessés");
    assert_eq!(amounts.len(), 2);
    assert_eq!(amounts[0].min, Some(1));
    assert_eq!(amounts[0].according_to, None);
    assert_eq!(read("30 tués dans un combat").len(), 1);
    let minimal = &read("minimal Greek casualties")[0];
    assert_eq!(
        (&minimal.unit, minimal.of.as_deref()),
        (&None, Some("Greek"))
    );
}

#[test]
fn people_behind_a_part_are_parts_too_and_are_told() {
    let text = "5,000 killed\nincluding 1 bishop, 12 earls";
    let value = read_value(Field::Casualties, text, &Belligerents::default());
    let killed = |one: &crate::amount::Amount| one.kind.as_deref() == Some("killed");
    assert!(value.amounts.len() == 3 && value.amounts.iter().all(killed));
    assert_eq!(value.leftovers.len(), 1);
    let more = read_value(
        Field::Strength,
        "120,000 (170,000 with reserves)",
        &Belligerents::default(),
    );
    assert!(!more.amounts[1].included);
}
