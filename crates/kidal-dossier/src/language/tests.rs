use super::{
    MAX_DEPTH, NoNames, Relation, Statement, Value, fragment, looks_plural, parse, sentence,
};

/// The text does not parse; this is pointed at, and message or help say this.
#[track_caller]
fn fault(text: &str, at: &str, said: &str) {
    let error = parse(text).expect_err(text);
    assert_eq!(&text[error.span.clone()], at, "{error}");
    let all = format!("{} {}", error.message, error.help.unwrap_or_default());
    assert!(all.contains(said), "{all}");
}

#[test]
fn faults_say_what_was_expected_where_and_what_to_write() {
    fault("", "", "empty");
    fault("strength(garrison) =", "", "a value");
    fault("strength(garrison", "(", "add `)`");
    fault("strength(garrison) = 1,008", ",", "without separators");
    fault("fall(kidal) on 490 BC", "BC", "490 BC is `-0489`");
    fault("fall(kidal) on 0490-09-12 BC", "BC", "490 BC is `-0489`");
    fault("fall(kidal) on -489-09-12", "-09", "490 BC is `-0489`");
    fault("strength(garrison) = 504 nad fall(kidal)", "nad", "unit");
    fault("fall(kidal) adn fall(gao)", "adn", "did you mean `and`");
    // "Did you mean `not`?" was asked of `not`.
    fault("killed not fall(gao)", "not", "`killed(…)`");
    fault("office(x, president of council)", "of", "president-of");
    fault("released(x) = 160 or 169", "169", "either 160 or 169");
    fault("x between 50 or 169", "or", "between 50 and 169");
    fault("x either 160", "", "either 160 or 169");
    fault("a = b = c", "=", "one value");
    fault("said(x, {})", "{}", "nothing between the braces");
    fault("fall()", "()", "leave the parentheses out");
    fault("x = []", "[]", "empty");
    fault("x at", "", "a value");
    fault("allegiance(x) = y as publik", "publik", "`public`");
    fault("x as_of yesterday", "yesterday", "as_of 2012-05");
    fault("before = 3", "before", "word of the language");
    fault("x = \"some", "\"some", "not closed");
    fault("x = 12th", "th", "letter");
    fault("x = 5 lightyears", "lightyears", "no unit");
    fault("x ≥ 5", "≥", ">=");
    fault("x = 5%", "%", "percent");
    fault("x = 1/0", "1/0", "finite");
    fault("x(to: a and b or c)", "or", "mixed");
    fault("x on 2012-02-30", "30", "2012-02-30");
    fault(
        "x = [2012-03-23..2012-03-30",
        "[2012-03-23..2012-03-30",
        "not closed",
    );
    fault("partition(x, {a = 1, a = 2})", "a", "twice");
    fault("x = either 1 or either 2 or 3", "either", "nest");
}

#[test]
fn nesting_ends_in_an_error_and_not_in_an_overflow() {
    for (open, close) in [
        ("(", ")"),
        ("said(x, {", "})"),
        ("x([", "])"),
        ("not ", ""),
        ("f(", ")"),
        ("x = {a = 1, b = ", "}"),
    ] {
        let deep = format!("{}y{}", open.repeat(100_000), close.repeat(100_000));
        let error = parse(&deep).expect_err("too deep");
        assert!(
            error.message.contains("levels deep") || error.message.contains("expected"),
            "{error}"
        );
        let flat = format!(
            "{}y{}",
            open.repeat(MAX_DEPTH / 4),
            close.repeat(MAX_DEPTH / 4)
        );
        if open != "x = {a = 1, b = " {
            assert!(parse(&flat).is_ok(), "{flat}");
        }
    }
}

#[test]
fn a_long_statement_takes_time_that_grows_with_its_length_alone() {
    let long =
        vec!["captured(malian-soldiers, at: kidal) between 50 and 169"; 50_000].join(" and ");
    assert!(matches!(parse(&long), Ok(Statement::And(parts)) if parts.len() == 50_000));
    let braces = format!("x({})", vec!["{a = b}"; 50_000].join(", "));
    assert!(parse(&braces).is_ok());
}

#[test]
fn hyphens_join_names_and_a_minus_makes_a_number() {
    let statement = parse("x = ansar-dine-2012").unwrap();
    assert!(
        matches!(statement.as_atom().unwrap().value(), Some(Value::Name(term)) if term.name == "ansar-dine-2012")
    );
    let statement = parse("x = -5").unwrap();
    assert!(
        matches!(statement.as_atom().unwrap().value(), Some(Value::Number(number)) if number.amount == -5.0)
    );
}

#[test]
fn or_joins_names_after_a_relation_and_statements_otherwise() {
    let names = parse("rank(x) = colonel or colonel-major on 2012-03-30").unwrap();
    let atom = names.as_atom().expect("one atom");
    assert!(matches!(atom.value(), Some(Value::AnyOf(terms)) if terms.len() == 2));
    assert_eq!(atom.qualifiers.len(), 1);
    assert!(matches!(
        parse("rank(x) = colonel or fall(kidal)").unwrap(),
        Statement::Or(_)
    ));
    assert!(matches!(
        parse("rank(x) = colonel or y = 3").unwrap(),
        Statement::Or(_)
    ));
    assert!(matches!(
        parse("rank(x) = colonel or not y").unwrap(),
        Statement::Or(_)
    ));
    assert!(matches!(
        parse("rank(x) = colonel or some of y").unwrap(),
        Statement::Atom(_)
    ));
    assert!(matches!(
        parse("a either 1 or 2 or b = 3").unwrap(),
        Statement::Or(_)
    ));
}

/// A third rival that was a range was taken for the start of a statement, and the printed text did not parse.
#[test]
fn a_range_may_be_the_third_of_several_rivals() {
    let text = "x either 0 or 0 or between 0 and 0";
    assert_eq!(parse(text).unwrap().to_string(), text);
}

#[test]
fn ranges_and_rivals_have_the_relation_equal() {
    let statement = parse("x between 50 and 169 men").unwrap();
    let comparison = statement.as_atom().unwrap().comparison.clone().unwrap();
    assert_eq!(comparison.relation, Relation::Equal);
    assert_eq!(comparison.value.numbers().len(), 2);
}

#[test]
fn named_parts_differ_from_statements_in_braces() {
    let parts = parse("partition(x, {a = 1, b = 2})").unwrap();
    assert!(
        matches!(parts.as_atom().unwrap().term.position(1), Some(Value::Partition(parts)) if parts.len() == 2)
    );
    let statement = parse("said(x, {a = 1})").unwrap();
    assert!(matches!(
        statement.as_atom().unwrap().term.position(1),
        Some(Value::Braces(_))
    ));
    let margin = parse("said(x, {a = 1 after b, 2 h})").unwrap();
    assert!(matches!(
        margin.as_atom().unwrap().term.position(1),
        Some(Value::Braces(_))
    ));
}

#[test]
fn spans_of_a_tree_are_bytes_of_its_text() {
    let text = "not repulsed(first-assault) and fall(kidal) on 2012-03-30";
    let statement = parse(text).unwrap();
    let atoms = statement.atoms();
    assert_eq!(&text[atoms[0].span.clone()], "repulsed(first-assault)");
    assert_eq!(&text[atoms[1].span.clone()], "fall(kidal) on 2012-03-30");
    assert_eq!(&text[atoms[1].term.span.clone()], "fall(kidal)");
    let mut names = Vec::new();
    statement.each_term(&mut |term| names.push(&text[term.span.clone()]));
    assert_eq!(
        names,
        [
            "repulsed(first-assault)",
            "first-assault",
            "fall(kidal)",
            "kidal"
        ]
    );
}

#[test]
fn numbers_know_their_amount_in_the_base_of_their_unit() {
    let statement = parse("distance(a, b) = ~150 km").unwrap();
    let number = statement.as_atom().unwrap().value().unwrap().numbers()[0].clone();
    assert!(number.is_approximate);
    assert_eq!(number.in_base(), 150_000.0);
    assert_eq!(
        parse("share(x) > 1/2")
            .unwrap()
            .as_atom()
            .unwrap()
            .value()
            .unwrap()
            .numbers()[0]
            .amount,
        0.5
    );
}

#[test]
fn negation_goes_into_the_verb_where_there_is_one() {
    let read = |text: &str| fragment(&parse(text).unwrap(), &NoNames);
    assert_eq!(
        read("not linked(mnla, aqim)"),
        "mnla and aqim are not linked"
    );
    assert_eq!(read("not repulsed(attack)"), "attack was not repulsed");
    assert_eq!(
        read("not strength(x) = 5"),
        "it is not so that the strength of x was 5"
    );
    assert_eq!(
        read("not not repulsed(attack)"),
        "it is not so that attack was not repulsed"
    );
}

#[test]
fn a_sentence_begins_with_a_capital_and_ends_with_one_stop() {
    let read = |text: &str| sentence(&parse(text).unwrap(), &NoNames);
    assert_eq!(
        read("fall(gao) on 2012-03-31"),
        "Gao fell on 31 March 2012."
    );
    assert_eq!(
        read("released(prisoners, if: {oath(prisoners)})"),
        "Prisoners were released, if oath of prisoners."
    );
    assert_eq!(
        read("coup during 2012-03-21/2012-03-23"),
        "The coup came during 21 to 23 March 2012."
    );
    assert_eq!(
        read("coup on 2012-02-27/2012-03-02"),
        "The coup came from 27 February to 2 March 2012."
    );
}

/// "The landing lost men, dead and wounded together was 2420."
#[test]
fn a_word_with_a_verb_of_its_own_gets_no_second_one() {
    struct Own;
    impl crate::language::Names for Own {
        fn name(&self, id: &str) -> Option<String> {
            (id == "landing").then(|| "the landing".to_string())
        }
        fn template(&self, word: &str) -> Option<(Vec<String>, String)> {
            let text = match word {
                "lost" => "{X} lost men, dead and wounded together",
                "ordinal" => "the ordinal number of {X}",
                _ => return None,
            };
            Some((vec!["X".to_string()], text.to_string()))
        }
    }
    for (text, told) in [
        (
            "lost(landing) = 2420",
            "The landing lost men, dead and wounded together: 2420.",
        ),
        (
            "lost(landing) >= 300",
            "The landing lost men, dead and wounded together: at least 300.",
        ),
        (
            "lost(landing) = unknown",
            "The landing lost men, dead and wounded together: unknown.",
        ),
        (
            "lost(landing)",
            "The landing lost men, dead and wounded together.",
        ),
        (
            "ordinal(landing) = 2",
            "The ordinal number of the landing was 2.",
        ),
    ] {
        assert_eq!(sentence(&parse(text).unwrap(), &Own), told);
    }
}

#[test]
fn what_is_asked_for_is_told_as_a_wish_and_what_is_said_as_a_report() {
    let read = |text: &str| sentence(&parse(text).unwrap(), &NoNames);
    assert_eq!(
        read("ordered(iyad, {not brutalised(civilians)})"),
        "Iyad ordered that civilians not be brutalised."
    );
    assert_eq!(
        read("promised(x, {not fight(soldiers)})"),
        "X promised that soldiers not fight."
    );
    assert_eq!(
        read("said(x, {rank(y) = colonel})"),
        "X said that the rank of y is colonel."
    );
    assert_eq!(
        read("not wants(garrison, {fight})"),
        "Garrison does not want the fight."
    );
    assert_eq!(read("not fall(kidal)"), "Kidal did not fall.");
    assert_eq!(
        read("assault(kidal, towards: north)"),
        "Kidal was attacked towards the north."
    );
}

#[test]
fn names_are_plural_by_their_head() {
    for name in [
        "the men of Gamou",
        "those who went over",
        "Malian soldiers",
        "officials and officers",
    ] {
        assert!(looks_plural(name), "{name}");
    }
    for name in [
        "the garrison of the hills",
        "AQIM",
        "the Malian side",
        "Ansar Dine",
        "the pass",
        "",
    ] {
        assert!(!looks_plural(name), "{name}");
    }
}

#[test]
fn a_figure_beyond_all_that_can_be_counted_is_refused() {
    let digits = "~99999999999999999999999999999999";
    fault(
        &format!("strength(garrison) = {digits}"),
        digits,
        "more than can be",
    );
    assert!(parse("strength(garrison) = 1000000000000").is_ok());
}

/// `-0489-09-12` was read as three figures, and the help spoke of separators.
#[test]
fn dates_before_christ_are_read_and_printed_the_same() {
    for date in [
        "-0489-09-12",
        "-0489-09",
        "-0489",
        "~-0489-09-12T06:00",
        "-0489-09-12/-0489-09-13",
        "[-0489-09-10..-0489-09-12]",
        "[-0490..-0488]",
    ] {
        let text = format!("happened(battle) on {date}");
        let statement = parse(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(statement.to_string(), text);
        let atom = statement.as_atom().expect("one atom");
        assert!(
            matches!(&atom.qualifiers[0], super::Qualifier::On(Value::Date(date)) if date.is_bounded()),
            "{text}: {atom:?}"
        );
    }
}
