use super::{SMALL, claim, codes, pointed_at, read_more, read_text};

/// The small dossier with more tables has one fault, of this code, at this text, with this in its message or help.
#[track_caller]
fn one_fault(more: &str, code: &str, at: &str, said: &str) {
    let reading = read_more(more);
    assert_eq!(codes(&reading), [code], "{:#?}", reading.diagnostics);
    let diagnostic = &reading.diagnostics[0];
    assert_eq!(pointed_at(&reading, diagnostic), at);
    let all = format!(
        "{} {}",
        diagnostic.message,
        diagnostic.help.clone().unwrap_or_default()
    );
    assert!(all.contains(said), "{all}");
    assert!(reading.dossier.is_some());
}

#[test]
fn an_empty_file_is_answered_with_what_to_write() {
    for text in ["", "\n\n", "   "] {
        let reading = read_text(text);
        assert_eq!(codes(&reading), ["empty-file"]);
        assert!(reading.dossier.is_none());
    }
    let reading = super::read(kidal_diag::Files::new());
    assert_eq!(codes(&reading), ["missing-file"]);
}

#[test]
fn text_that_is_no_toml_is_answered_with_its_place() {
    let reading = read_text("[dossier]\ntitle = \n");
    assert_eq!(reading.diagnostics[0].code, "unreadable-toml");
    let reading = read_text("\u{0}\u{1}PNG\u{7f}\u{2}garbage");
    assert!(codes(&reading).contains(&"unreadable-toml"));
    let reading = read_text(&format!("{SMALL}\n{}", "a = [".repeat(10_000)));
    assert!(codes(&reading).contains(&"unreadable-toml"));
}

#[test]
fn unknown_keys_are_named_with_the_nearest_known_one() {
    one_fault(
        "[[object]]\nid = \"offer\"\nname = \"an offer\"\nnoet = \"x\"\n",
        "unknown-key",
        "noet",
        "did you mean `note`",
    );
    let text = SMALL.replace("[dossier]", "titel = 3\n[dossier]");
    assert_eq!(codes(&read_text(&text)), ["unknown-key"]);
}

#[test]
fn missing_keys_and_wrong_types_are_reported() {
    one_fault(
        "[[object]]\nname = \"x\"\n",
        "missing-key",
        "[[object]]",
        "`id`",
    );
    one_fault(
        "[[object]]\nid = \"x\"\n",
        "missing-key",
        "[[object]]",
        "`name`",
    );
    one_fault(
        "[[object]]\nid = \"x\"\nname = 3\n",
        "wrong-type",
        "3",
        "text",
    );
    one_fault(
        "[[place]]\nid = \"x\"\nname = \"X\"\nkind = \"twon\"\n",
        "unknown-value",
        "\"twon\"",
        "`town`",
    );
    let text = SMALL.replace("title = \"A small battle\"\n", "");
    let reading = read_text(&text);
    assert_eq!(codes(&reading), ["missing-key"]);
    assert_eq!(
        codes(&read_text("[[actor]]\nid='a'\nname='A'\nkind='army'\n")),
        ["missing-key"]
    );
}

#[test]
fn an_id_declared_twice_shows_both_places() {
    let more = "[[object]]\nid = \"gamou\"\nname = \"x\"\n";
    one_fault(more, "duplicate-id", "\"gamou\"", "declared twice");
    assert_eq!(read_more(more).diagnostics[0].annotations.len(), 2);
    let again = "[[claim]]\nid = \"soldier.504\"\nspeaker = \"soldier\"\nsays = \"fall(kidal)\"\n";
    one_fault(again, "duplicate-id", "\"soldier.504\"", "claim");
}

#[test]
fn an_id_that_no_statement_could_name_is_refused_with_one_that_could() {
    one_fault(
        "[[object]]\nid = \"The Offer\"\nname = \"x\"\n",
        "bad-id",
        "\"The Offer\"",
        "`the-offer`",
    );
    one_fault(
        "[[object]]\nid = \"before\"\nname = \"x\"\n",
        "bad-id",
        "\"before\"",
        "word of the claim language",
    );
}

#[test]
fn names_that_nobody_declares_come_with_the_nearest() {
    one_fault(
        &claim("strength(garison) = 504"),
        "undeclared-name",
        "garison",
        "did you mean `garrison`",
    );
    one_fault(
        &claim("strenght(garrison) = 504"),
        "undeclared-name",
        "strenght",
        "`strength`",
    );
    one_fault(
        "[[claim]]\nid = \"c\"\nspeaker = \"soldier\"\nvia = [\"papers\"]\nsays = 'fall(kidal)'\n",
        "undeclared-name",
        "\"papers\"",
        "`paper`",
    );
    one_fault(
        "[[claim]]\nid = \"c\"\nspeaker = \"kidal\"\nsays = 'fall(kidal)'\n",
        "wrong-kind",
        "\"kidal\"",
        "[[place]]",
    );
    one_fault(
        &claim("doubts(paper, claim: soldier.505)"),
        "undeclared-name",
        "soldier.505",
        "soldier.504",
    );
    one_fault(
        &claim("partition(garrison, {tamasheq = 300, sothern = 204})"),
        "undeclared-name",
        "sothern",
        "declared",
    );
}

#[test]
fn impossible_dates_are_pointed_at_inside_their_text() {
    one_fault(
        &claim("start(battle) = 2012-02-30"),
        "impossible-date",
        "30",
        "2012-02-30",
    );
    one_fault(
        "[[allegiance]]\nwho = \"gamou\"\npublic = \"army\"\nprivate = \"unknown\"\nfrom = \"2012-13\"\n",
        "impossible-date",
        "13",
        "2012-13",
    );
    one_fault(
        "[[allegiance]]\nwho = \"gamou\"\npublic = \"army\"\nprivate = \"unknown\"\nfrom = \"2012-04\"\nuntil = \"2012-03\"\n",
        "swapped-bounds",
        "\"2012-03\"",
        "exchange",
    );
    let text = SMALL.replace("+00:00", "east");
    assert_eq!(codes(&read_text(&text)), ["impossible-date"]);
}

#[test]
fn figures_that_cannot_be_are_refused() {
    one_fault(
        &claim("strength(garrison) = -5"),
        "negative-count",
        "strength(garrison) = -5",
        "unknown",
    );
    one_fault(
        &claim("strength(garrison) = 30.000"),
        "not-whole",
        "strength(garrison) = 30.000",
        "without separators: `30000`",
    );
    one_fault(
        &claim("killed(garrison) = ~2.5"),
        "not-whole",
        "killed(garrison) = ~2.5",
        "a whole number",
    );
    one_fault(
        &claim("killed(garrison) between 169 and 50"),
        "swapped-bounds",
        "killed(garrison) between 169 and 50",
        "between 50 and 169",
    );
    one_fault(
        &claim("strength(garrison) = 150 km"),
        "wrong-unit",
        "strength(garrison) = 150 km",
        "leave the unit out or write one of men, people",
    );
    one_fault(
        &claim("strength(garrison) = 40 cars"),
        "wrong-unit",
        "strength(garrison) = 40 cars",
        "write one of men, people, persons, soldiers",
    );
    one_fault(
        &claim("distance(kidal, kidal) = 150"),
        "wrong-unit",
        "distance(kidal, kidal) = 150",
        "150 km",
    );
    one_fault(
        &claim("share(tamasheq, of: garrison) > 3/2"),
        "out-of-range",
        "share(tamasheq, of: garrison) > 3/2",
        "1/2",
    );
}

#[test]
fn built_in_words_must_get_what_they_take() {
    one_fault(
        &claim("strength = 504"),
        "wrong-arguments",
        "strength",
        "strength(group)",
    );
    one_fault(
        &claim("fall(kidal, garrison)"),
        "wrong-arguments",
        "fall",
        "0 to 1 arguments",
    );
    one_fault(
        &claim("captured(garrison, bye: army)"),
        "unknown-argument",
        "captured(garrison, bye: army)",
        "`by`",
    );
}

#[test]
fn a_claim_says_one_thing_or_weighs_several() {
    let both = "[[claim]]\nid = \"c\"\nspeaker = \"soldier\"\nsays = 'fall(kidal)'\nreadings = [{ says = 'fall(kidal)', p = 1 }]\n";
    one_fault(both, "says-or-readings", "'fall(kidal)'", "both");
    one_fault(
        "[[claim]]\nid = \"c\"\nspeaker = \"soldier\"\n",
        "says-or-readings",
        "[[claim]]",
        "says nothing",
    );
    let weights = "[[claim]]\nid = \"c\"\nspeaker = \"soldier\"\nreadings = [{ says = 'fall(kidal)', p = 0.6 }, { says = 'not fall(kidal)', p = 0.3 }]\n";
    one_fault(weights, "bad-weights", "readings", "sum to 0.9");
    let absent =
        "[[claim]]\nid = \"c\"\nspeaker = \"soldier\"\nreadings = [{ says = 'fall(kidal)' }]\n";
    one_fault(
        absent,
        "bad-weights",
        "{ says = 'fall(kidal)' }",
        "has no weight",
    );
    let thirds = "[[claim]]\nid = \"c\"\nspeaker = \"soldier\"\nreadings = [{ says = 'fall(kidal)', p = 0.333 }, { says = 'not fall(kidal)', p = 0.333 }, { says = 'battle', p = 0.333 }]\n";
    assert!(codes(&read_more(thirds)).is_empty());
}

#[test]
fn statements_that_do_not_parse_are_pointed_at_where_they_go_wrong() {
    one_fault(
        &claim("strength(garrison = 504"),
        "unreadable-statement",
        "=",
        "expected `,` or `)`",
    );
    one_fault(
        &claim("strength(garrison) = 1 008"),
        "unreadable-statement",
        "008",
        "1008",
    );
    // With escapes the whole text is pointed at.
    one_fault(
        "[[claim]]\nid = \"c\"\nspeaker = \"soldier\"\nsays = \"vehicles(garrison) = \\\"some\\\" more\"\n",
        "unreadable-statement",
        "\"vehicles(garrison) = \\\"some\\\" more\"",
        "expected",
    );
}

#[test]
fn nothing_is_part_of_itself() {
    let more = "[[place]]\nid = \"a\"\nname = \"A\"\nkind = \"region\"\npart_of = \"b\"\n[[place]]\nid = \"b\"\nname = \"B\"\nkind = \"region\"\npart_of = \"a\"\n";
    one_fault(more, "part-of-itself", "\"a\"", "part of itself");
    let more = "[[group]]\nid = \"a\"\nname = \"A\"\npart_of = \"southerners\"\n[[group]]\nid = \"b\"\nname = \"B\"\npart_of = \"a\"\npartition = [\"garrison\"]\n";
    let reading = read_more(more);
    assert_eq!(codes(&reading), ["part-of-itself"]);
    // A circle of sources is not an error of the file: `check` speaks of it.
    let more = "[[source]]\nid = \"x\"\ntitle = \"X\"\nkind = \"mirror\"\nderives_from = [\"y\"]\n[[source]]\nid = \"y\"\ntitle = \"Y\"\nkind = \"mirror\"\nderives_from = [\"x\"]\n";
    assert!(codes(&read_more(more)).is_empty());
}

#[test]
fn all_faults_of_a_file_are_reported_at_once_in_the_order_of_their_places() {
    let more = format!(
        "{}[[object]]\nid = \"x\"\nname = \"X\"\nextra = 1\n[[speed]]\nkind = \"foot\"\nlow_km_h = 6\nhigh_km_h = 3\n",
        claim("strength(garison) = -3 km")
    );
    let reading = read_more(&more);
    assert_eq!(
        codes(&reading),
        [
            "negative-count",
            "wrong-unit",
            "undeclared-name",
            "unknown-key",
            "swapped-bounds"
        ]
    );
}

#[test]
fn a_byte_order_mark_moves_no_place() {
    let reading = read_text(&format!(
        "\u{feff}{SMALL}{}",
        claim("strength(garison) = 1")
    ));
    assert_eq!(codes(&reading), ["undeclared-name"]);
    assert_eq!(pointed_at(&reading, &reading.diagnostics[0]), "garison");
}
