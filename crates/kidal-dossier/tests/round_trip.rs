//! Any tree that can be said prints to a text that parses to the same tree; any text at all is answered without a panic.

use kidal_dossier::Date;
use kidal_dossier::language::{
    Argument, Atom, Comparison, Face, NoNames, Number, Portion, Qualifier, Relation, Statement,
    Term, Value, parse, sentence,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn name() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9]{0,5}([-_.][a-z0-9]{1,4}){0,2}".prop_filter("no word of the grammar", |word| {
        let grammar = [
            "and", "or", "not", "between", "either", "unknown", "on", "at", "from", "during",
            "before", "after", "as_of", "as",
        ];
        !grammar.contains(&word.as_str())
    })
}

fn number() -> impl Strategy<Value = Number> {
    let text = prop_oneof![
        "[0-9]{1,5}",
        "[0-9]{1,3}\\.[0-9]{1,3}",
        "[0-9]{1,2}/[1-9][0-9]?",
        "-[1-9][0-9]{0,2}",
    ];
    let unit = prop::option::of(prop::sample::select(vec![
        "km", "h", "men", "vehicles", "km/h", "days",
    ]));
    (text, any::<bool>(), unit).prop_map(|(text, is_approximate, unit)| {
        let amount = match text.split_once('/') {
            Some((above, below)) => above.parse::<f64>().unwrap() / below.parse::<f64>().unwrap(),
            None => text.parse().unwrap(),
        };
        Number {
            amount,
            is_approximate,
            unit: unit.map(str::to_string),
            text,
        }
    })
}

fn date() -> impl Strategy<Value = Date> {
    let texts = vec![
        "2012-03-29",
        "2012-03",
        "2012-03-29?",
        "2012-03-XX",
        "~2012-03-30T08:00",
        "2012-03-29T20:00",
        "2012-03-29T08:00Z",
        "2012-03-29T~day",
        "2012-03-29T20:00-03:30",
        "2012-03-20/2012-04-20",
        "../2012-04-20",
        "2012-03-20/..",
        "[2012-03-23..2012-03-30]",
        "[..2012-03-30]",
        "[2012-03-23, 2012-03-26]",
        "2012-03-29T20:00/2012-03-30T04:00",
    ];
    prop::sample::select(texts).prop_map(|text| Date::parse(text).unwrap())
}

fn portion() -> impl Strategy<Value = Option<Portion>> {
    prop::option::of(prop::sample::select(vec![
        Portion::SomeOf,
        Portion::MostOf,
        Portion::RestOf,
    ]))
}

fn bare_term() -> impl Strategy<Value = Term> {
    (portion(), name()).prop_map(|(portion, name)| Term {
        portion,
        ..Term::bare(name)
    })
}

fn term(values: BoxedStrategy<Value>) -> impl Strategy<Value = Term> {
    let argument = (
        prop::option::of(prop_oneof![
            name(),
            Just("from".to_string()),
            Just("at".to_string())
        ]),
        values,
    )
        .prop_map(|(key, value)| Argument { key, value });
    (bare_term(), prop::collection::vec(argument, 0..4))
        .prop_map(|(term, arguments)| Term { arguments, ..term })
}

fn simple_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        number().prop_map(Value::Number),
        "[ -~]{0,12}".prop_map(Value::Wording),
        (number(), number()).prop_map(|(low, high)| Value::Between(low, high)),
        Just(Value::Unknown),
        date().prop_map(Value::Date),
        bare_term().prop_map(Value::Name),
    ]
}

/// What may stand between parentheses.
fn argument_value(
    values: BoxedStrategy<Value>,
    statements: BoxedStrategy<Statement>,
) -> BoxedStrategy<Value> {
    let list = prop::collection::vec(values.clone(), 1..4)
        // A list that begins with a date is a choice of days in the text.
        .prop_filter("no date first", |items| !matches!(items[0], Value::Date(_)))
        .prop_map(Value::List);
    let parts = prop::collection::btree_map(name(), values.clone(), 2..4)
        .prop_map(|parts| Value::Partition(parts.into_iter().collect()));
    prop_oneof![
        4 => simple_value(),
        1 => prop::collection::vec(simple_value(), 2..4).prop_map(Value::Either),
        1 => prop::collection::vec(bare_term(), 2..4).prop_map(Value::AnyOf),
        1 => list,
        1 => parts,
        1 => term(values).prop_map(Value::Name),
        2 => statements.prop_map(|statement| Value::Braces(Box::new(statement))),
    ]
    .boxed()
}

fn qualifier() -> impl Strategy<Value = Qualifier> {
    let value = prop_oneof![
        3 => date().prop_map(Value::Date),
        3 => bare_term().prop_map(Value::Name),
        1 => prop::collection::vec(date().prop_map(Value::Date), 2..4).prop_map(Value::Either),
    ];
    let event = value.clone();
    let margin = prop::option::of(number()).boxed();
    prop_oneof![
        value.clone().prop_map(Qualifier::On),
        value.clone().prop_map(Qualifier::At),
        name().prop_map(Qualifier::From),
        value.prop_map(Qualifier::During),
        (event.clone(), margin.clone())
            .prop_map(|(event, margin)| Qualifier::Before { event, margin }),
        (event, margin).prop_map(|(event, margin)| Qualifier::After { event, margin }),
        date().prop_map(Qualifier::AsOf),
        prop::sample::select(vec![Face::Public, Face::Private]).prop_map(Qualifier::As),
    ]
}

fn statement() -> impl Strategy<Value = Statement> {
    let atom_of = |values: BoxedStrategy<Value>| {
        let relation = prop::sample::select(vec![
            Relation::Equal,
            Relation::Less,
            Relation::AtMost,
            Relation::Greater,
            Relation::AtLeast,
        ]);
        let comparison = prop::option::of(
            (relation, values.clone()).prop_map(|(relation, value)| Comparison { relation, value }),
        );
        (
            term(values),
            comparison,
            prop::collection::vec(qualifier(), 0..3),
        )
            .prop_map(|(term, comparison, qualifiers)| {
                Statement::Atom(Atom {
                    term,
                    comparison,
                    qualifiers,
                    span: 0..0,
                })
            })
    };
    let leaf = atom_of(simple_value().boxed()).boxed();
    leaf.prop_recursive(3, 24, 3, move |inner| {
        let values = argument_value(simple_value().boxed(), inner.clone().boxed());
        let values = argument_value(values, inner.clone().boxed());
        prop_oneof![
            3 => atom_of(values),
            1 => prop::collection::vec(inner.clone(), 2..4).prop_map(Statement::Or),
            1 => prop::collection::vec(inner.clone(), 2..4).prop_map(Statement::And),
            1 => inner.prop_map(|statement| Statement::Not(Box::new(statement))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, max_shrink_iters: 2000, rng_seed: RngSeed::Fixed(2012), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_parses_to_the_same_tree(tree in statement()) {
        let text = tree.to_string();
        match parse(&text) {
            Ok(again) => {
                prop_assert_eq!(&again, &tree, "{}", text);
                prop_assert_eq!(again.to_string(), text);
            }
            Err(error) => return Err(TestCaseError::fail(format!("{text}\n{error}"))),
        }
    }

    #[test]
    fn every_tree_reads_as_a_sentence(tree in statement()) {
        let text = sentence(&tree, &NoNames);
        prop_assert!(text.len() > 1);
        // A wording keeps the spaces that its speaker has.
        prop_assert!(text.contains('\u{201c}') || !text.contains("  "), "{}", text);
        prop_assert!(!text.contains("{1}") && !text.contains("{keys}"), "{}", text);
    }

    #[test]
    fn any_text_is_answered_with_a_tree_or_a_place(text in "[a-z0-9(){}\\[\\],:=<>~\"*. /\\-é]{0,40}") {
        if let Err(error) = parse(&text) {
            prop_assert!(error.span.start <= error.span.end && error.span.end <= text.len());
            prop_assert!(text.get(error.span).is_some());
        }
    }
}
