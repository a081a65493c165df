//! Markup of real pages, and markup that is broken.

use super::to_text;

#[test]
fn templates_show_what_a_reader_sees() {
    for (markup, shown) in [
        ("{{flagicon|Mali}} [[Mali]]", " Mali"),
        ("{{flag|France}}", "France"),
        ("[[Kingdom of France|France]]", "France"),
        ("John Smith{{KIA}}", "John Smith †"),
        ("{{nowrap|1,500 men}}<ref>A book</ref>", "1,500 men"),
        ("{{circa|500}}", "c. 500"),
        ("{{formatnum:120000}} hommes", "120000 hommes"),
        ("{{nombre|500|hommes}}", "500 hommes"),
        ("{{date|26|mars|2012}}", "26 mars 2012"),
        ("'''bold''' ''it''", "bold it"),
        ("a&nbsp;b &ndash; c", "a\u{a0}b – c"),
        ("[[File:Flag.svg|25px]] X", " X"),
        (
            "{{coord|18|26|28|N|1|24|26|E|display=title}}",
            "18 26 28 N 1 24 26 E",
        ),
        ("{{USA}}", "United States"),
        ("{{Preußen|#}}", ""),
        (
            "{{ubl|{{flag|Nazi Germany|name=Germany}}|[[Italy]]}}",
            "\nGermany\nItaly\n",
        ),
        (
            "{{start and end dates|1944|1|17|1944|5|18|df=yes}}",
            "1944-01-17/1944-05-18",
        ),
        ("{{bandera|España}} [[Reino de España]]", " Reino de España"),
        ("Dupont{{rendición}}", "Dupont (rendición)"),
        (
            "{{OldStyleDate|7 September|1812|26 August}}",
            "7 September [O.S. 26 August] 1812",
        ),
        ("one<!-- two -->three", "onethree"),
        ("[http://example.org a page]", "a page"),
    ] {
        assert_eq!(to_text(markup), shown, "{markup}");
    }
}

#[test]
fn broken_markup_ends_and_loses_no_text() {
    for markup in [
        "{{plainlist|a",
        "[[a|b",
        "a }} b",
        "{{{{{{x",
        "<ref>a",
        "<!-- a",
        "a <b",
        "&;",
        "''",
        "{{|}}",
        "[[|]]",
        "{{{1|}}}",
    ] {
        let _ = to_text(markup);
    }
    assert_eq!(to_text("{{plainlist|500 men").trim(), "plainlist|500 men");
    let deep = "{{small|".repeat(10_000) + "x" + &"}}".repeat(10_000);
    let _ = to_text(&deep);
    let open = "{{[[<ref><!--".repeat(20_000);
    let _ = to_text(&open);
}

#[test]
fn a_link_shows_its_text_and_keeps_its_page_apart() {
    let text = "{{Infobox military conflict\n| conflict = Battle of the ford\n| date = {{start date|1901|5|3}}\n| combatant1 = {{flagicon|X}} [[Blue League (1900)|Blue League]]<br />[[Brown Company]]\n| combatant2 = {{plainlist|\n* [[Grey League of the North, West|Grey League]]\n* Green League\n}}\n| commander1 = [[Arlo Venn, 1st Earl of Ostrand|Arlo Venn]]{{KIA}}\n| strength1 = 1,500 men<ref>A book</ref><br/>20 guns\n| casualties2 = {{circa|300}} killed<br>Unknown wounded\n}}\nThe '''battle''' was fought by 60 men of the [[Blue League (1900)|Blue League]].\n";
    let article = crate::read_article("ford.wikitext", text);
    let names: Vec<&str> = article
        .sides
        .iter()
        .flat_map(|side| &side.belligerents)
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "Blue League",
            "Brown Company",
            "Grey League",
            "Green League"
        ]
    );
    assert_eq!(
        article.sides[0].belligerents[0].page.as_deref(),
        Some("Blue League (1900)")
    );
    let venn = &article.sides[0].commanders[0];
    assert_eq!(
        (venn.name.as_str(), venn.fate.as_deref()),
        ("Arlo Venn", Some("killed"))
    );
    assert_eq!(article.date.as_deref(), Some("1901-05-03"));
    assert_eq!(article.sides[0].strength.len(), 2);
    assert_eq!(article.sides[1].casualties[0].min, Some(300));
    assert_eq!(article.references, ["A book"]);
    assert!(article.claims[0].words.ends_with("of the Blue League."));
}

/// `{{USA}} [[John Pershing]]` was read as a person named `United States John Pershing`.
#[test]
fn a_flag_before_a_name_shows_no_name_of_its_own() {
    for (markup, shown) in [
        ("{{USA}} [[John Pershing]]", " John Pershing"),
        (
            "{{FRA 1852-1870}} [[Second Empire|Empire français]]",
            " Empire français",
        ),
        (
            "{{GBR-d|1707}} '''[[Grande-Bretagne]]'''",
            " Grande-Bretagne",
        ),
        ("{{FRA 1852-1870}}", "France"),
        (
            "{{flagcountry|USA|1861}} ([[Union]])",
            "United States (Union)",
        ),
        (
            "{{Start and end dates|1863|May|18|1863|July|4}}",
            "1863-05-18/1863-07-04",
        ),
        ("{{*}}Fall of the city", "* Fall of the city"),
        (
            "[[Hippias (tyrant)|Hippias (deposed<br/>Athenian tyrant)]]",
            "Hippias (deposed Athenian tyrant)",
        ),
    ] {
        assert_eq!(to_text(markup), shown, "{markup}");
    }
}

/// What a template of the place or the result holds and does not show was gone, or told of the whole infobox and not of its field.
#[test]
fn templates_that_are_dropped_from_place_and_result_are_told_with_their_field() {
    let page = |place: &str, result: &str| {
        format!(
            "{{{{Infobox military conflict\n| conflict = Battle\n| date = 3 May 1901\n| place = {place}\n| result = {result}\n\
             | combatant1 = A\n| combatant2 = B\n}}}}\n"
        )
    };
    for (place, result, field) in [
        ("Kidal {{place|x=Mali}}", "Victory", "place"),
        ("{{nowrap|Kidal|Mali}}", "Victory", "place"),
        ("Kidal", "Victory{{dubious|date=May 2020}}", "result"),
        ("Kidal", "{{outcome|kind=Draw}} Siege lifted", "result"),
    ] {
        let article = crate::read_article("page", &page(place, result));
        let told: Vec<_> = article
            .leftovers
            .iter()
            .map(|one| one.field.as_str())
            .collect();
        assert_eq!(told, [field], "{place} {result}");
    }
    let clean = page(
        "{{flagicon|Mali}} Kidal{{sfn|Doe|2001}}",
        "{{nowrap|Victory}}{{efn|a note}}",
    );
    let article = crate::read_article("page", &clean);
    assert!(article.leftovers.is_empty(), "{:?}", article.leftovers);
}
