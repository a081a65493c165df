use super::*;

fn read(text: &[u8], columns: &[&str]) -> (Vec<String>, kidal_findings::FileReading) {
    let mut kept = Vec::new();
    let reading = read_table("t.csv", text, columns, |row| {
        let men = row.positive("men")?;
        kept.push(format!("{}:{men}", row.text("name")));
        Ok(())
    })
    .expect("the head line is right");
    (kept, reading.into_record())
}

#[test]
fn every_row_is_used_or_set_aside_with_line_column_and_reason() {
    let text = b"name;men\nA;10\nB;x\nC\nD;-4\n\nE;5\n";
    let (kept, record) = read(text, &["name", "men"]);
    assert_eq!(kept, ["A:10", "E:5"]);
    assert_eq!((record.rows, record.used, record.set_aside), (5, 2, 3));
    let places: Vec<(u64, u64, &str)> = record
        .notes
        .iter()
        .map(|note| (note.line, note.column, note.reason.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            (3, 3, "`x` is not a number"),
            (4, 1, "the row has 1 fields, the head line 2"),
            (5, 3, "-4 is not above 0"),
        ]
    );
}

/// The published table of outcomes has a thousand notes on rows that are used; the three rows that are not stood behind them
/// and were named nowhere.
#[test]
fn rows_set_aside_are_named_however_many_notes_there_are_on_rows_in_use() {
    let mut text = String::from("name;men\n");
    for n in 0..300 {
        text.push_str(&format!("caf\u{e9}{n};10\n"));
    }
    text.push_str("last;x\n");
    let bytes: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
    let (_, record) = read(&bytes, &["name", "men"]);
    assert_eq!((record.used, record.set_aside), (300, 1));
    assert_eq!(record.counts["byte not UTF-8"], 300);
    let first = &record.notes[0];
    assert!(first.is_set_aside && first.line == 302, "{first:?}");
    assert_eq!(record.notes.len(), 1 + reading::NOTES_LISTED);
    assert_eq!(
        rows_set_aside(&[record]),
        "; 1 of 301 rows were set aside, the first at t.csv:302:6 `men`: `x` is not a number"
    );
}

#[test]
fn quoted_fields_hold_delimiters_line_ends_and_quotation_marks() {
    let text = b"name,men\r\n\"A, \"\"the\"\"\r\nsecond\",7\r\nB,8\r\n";
    let (kept, record) = read(text, &["name", "men"]);
    assert_eq!(kept, ["A, \"the\"\r\nsecond:7", "B:8"]);
    assert_eq!(record.set_aside, 0);
}

#[test]
fn a_quotation_mark_that_is_never_closed_costs_its_own_line_alone() {
    let text = b"name,men\n\"A,1\nB,2\nC,3\n";
    let (kept, record) = read(text, &["name", "men"]);
    assert_eq!(kept, ["B:2", "C:3"]);
    assert_eq!((record.rows, record.set_aside), (3, 1));
    assert_eq!(record.notes[0].line, 2);
}

#[test]
fn foreign_bytes_are_read_and_noted() {
    let (kept, record) = read(b"name,men\nB\x9Flow,2\n", &["name"]);
    assert_eq!(kept, ["Bülow:2"]);
    assert_eq!(record.encoding, "UTF-8, some bytes Mac Roman");
    assert_eq!((record.notes[0].line, record.notes[0].column), (2, 2));
    assert_eq!(record.counts["byte not UTF-8"], 1);
}

#[test]
fn a_missing_column_an_empty_file_and_a_binary_file_are_refused() {
    let refused = |text: &[u8]| {
        read_table("t", text, &["men"], |_| Ok(()))
            .expect_err("no table")
            .to_string()
    };
    assert!(refused(b"a,b\n").contains("`men`"));
    assert!(refused(b"").contains("empty"));
    assert!(refused(b"\xFF\xFEm\0").contains("UTF-8"));
}

#[test]
fn notes_beyond_the_listed_are_counted() {
    let mut text = b"men,name\n".to_vec();
    for _ in 0..NOTES_LISTED + 50 {
        text.extend_from_slice(b"x,y\n");
    }
    let (_, record) = read(&text, &["men"]);
    assert_eq!(record.notes.len(), NOTES_LISTED);
    assert_eq!(record.counts["not a number"] as usize, NOTES_LISTED + 50);
}
