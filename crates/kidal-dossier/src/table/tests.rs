use super::{Document, NumberOrText, Sink, inner_span};
use crate::span::{FileId, Span};

const TEXT: &str = r#"
name = "x"
count = 3
share = 0.5
yes = true
day = 2012-03-29
text_day = "2012-03-30T08:00"
list = ["a", "b"]
mixed = [1, "a * 2"]
[inner]
deep = 1
[[row]]
n = 1
[[row]]
n = 2
[map]
one = 0.25
"#;

#[test]
fn values_of_each_type_are_read_with_their_places() {
    let sink = Sink::default();
    let document = Document::parse(FileId::Scenario, TEXT, &sink);
    let root = document.root(&sink);
    let name = root.required_text("name").unwrap();
    assert_eq!(name.value, "x");
    assert_eq!(&TEXT[name.span.range()], "\"x\"");
    assert_eq!(root.integer("count").unwrap().value, 3);
    assert_eq!(root.number("count").unwrap().value, 3.0);
    assert_eq!(root.number("share").unwrap().value, 0.5);
    assert!(root.boolean("yes").unwrap().value);
    assert_eq!(root.date("day").unwrap().to_string(), "2012-03-29");
    assert_eq!(
        root.date("text_day").unwrap().to_string(),
        "2012-03-30T08:00"
    );
    assert_eq!(root.texts("list").len(), 2);
    assert_eq!(root.texts("name").len(), 1);
    let mixed = root.numbers_or_texts("mixed");
    assert_eq!(mixed[0].value, NumberOrText::Number(1.0));
    assert_eq!(mixed[1].value, NumberOrText::Text("a * 2".to_string()));
    assert_eq!(
        root.table("inner").unwrap().number("deep").unwrap().value,
        1.0
    );
    let rows = root.tables("row");
    assert_eq!(rows.len(), 2);
    assert_eq!(&TEXT[rows[1].span().range()], "[[row]]");
    assert_eq!(root.number_map("map")[0].0.value, "one");
    assert!(root.text("absent").is_none());
    root.finish();
    assert!(sink.is_empty(), "{:?}", sink.take());
}

#[test]
fn a_value_of_the_wrong_type_is_one_fault_and_reading_goes_on() {
    let sink = Sink::default();
    let document = Document::parse(FileId::Scenario, TEXT, &sink);
    let root = document.root(&sink);
    assert!(root.number("name").is_none());
    assert!(root.text("count").is_none());
    assert!(root.table("list").is_none());
    assert!(root.integer("share").is_none());
    assert!(root.date("yes").is_none());
    let faults = sink.take();
    assert_eq!(faults.len(), 5);
    assert!(faults.iter().all(|fault| fault.code == "wrong-type"));
    assert!(faults[0].message.contains("name"), "in the order of places");
}

#[test]
fn infinite_and_too_large_numbers_are_refused() {
    let text = "a = inf\nb = nan\nc = 99999999999999999999\nd = 1e400\n";
    let sink = Sink::default();
    let document = Document::parse(FileId::Scenario, text, &sink);
    let root = document.root(&sink);
    for key in ["a", "b", "c", "d"] {
        assert!(root.number(key).is_none(), "{key}");
    }
    assert_eq!(sink.len(), 4);
}

#[test]
fn hexadecimal_and_underscored_numbers_are_read() {
    let text = "a = 0x10\nb = 1_000\nc = 1_000.5\n";
    let sink = Sink::default();
    let document = Document::parse(FileId::Scenario, text, &sink);
    let root = document.root(&sink);
    assert_eq!(root.number("a").unwrap().value, 16.0);
    assert_eq!(root.number("b").unwrap().value, 1000.0);
    assert_eq!(root.number("c").unwrap().value, 1000.5);
}

#[test]
fn places_inside_texts_are_exact_without_escapes() {
    let at = |text: &str| {
        let span = Span::new(FileId::Evidence, 0..text.len());
        let inner = inner_span(text, span, 1..2);
        text[inner.range()].to_string()
    };
    assert_eq!(at("'abc'"), "b");
    assert_eq!(at("\"abc\""), "b");
    assert_eq!(at("'''\nabc'''"), "b");
    assert_eq!(at("\"\"\"abc\"\"\""), "b");
    assert_eq!(at("\"a\\tb\""), "\"a\\tb\"");
    // Found by cutting up a dossier: a text that is never closed, and one without marks, ending in a wide letter.
    assert_eq!(at("'\u{e9}"), "'\u{e9}");
    assert_eq!(at("\u{e9}"), "\u{e9}");
}

#[test]
fn every_syntax_fault_of_a_file_is_reported() {
    let sink = Sink::default();
    Document::parse(FileId::Scenario, "a = \nb = 1\nc == 2\n", &sink);
    assert!(sink.len() >= 2, "{:?}", sink.take());
}

/// Found by damaging texts: a fault without a place of its own pointed into the middle of a byte-order mark.
#[test]
fn a_syntax_fault_without_a_place_points_at_a_whole_character() {
    let text = format!("\u{feff}\u{feff}a = {}", "[".repeat(400));
    let sink = Sink::default();
    let _ = Document::parse(FileId::Scenario, &text, &sink);
    for fault in sink.take() {
        let span = fault.annotations[0].span.clone();
        assert!(text.get(span).is_some(), "{fault:?}");
    }
}
