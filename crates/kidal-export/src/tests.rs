use super::*;
use kidal_findings::fixture;
use serde_json::Value;

/// A plain reader of CSV, the twin of the writer.
fn read(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut is_quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, is_quoted) {
            ('"', true) if letters.peek() == Some(&'"') => cell.extend(letters.next()),
            ('"', _) => is_quoted = !is_quoted,
            (',', false) => row.push(std::mem::take(&mut cell)),
            ('\n', false) => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(letter),
        }
    }
    rows
}

pub(crate) fn ensemble() -> Ensemble {
    Ensemble {
        chains: 2,
        draws: 2,
        parameters: vec![("men".into(), vec![200.0, 310.5, 200.0, 0.1 + 0.2])],
        answers: vec![("answer_000".into(), vec![1.0, f64::NEG_INFINITY, 3.0, -0.0])],
        log_weight: vec![-1.5; 4],
        stream_root: vec![1, 2, 3, u64::MAX],
        ..Ensemble::default()
    }
}

#[test]
fn each_history_is_a_row() {
    let tables = csv(&fixture::findings(), Some(&ensemble()));
    let (_, text) = tables
        .iter()
        .find(|(name, _)| name == "particles.csv")
        .expect("is written");
    let rows = read(text);
    assert_eq!(rows.len(), 5);
    assert_eq!(rows[0][4..], ["parameter.men", "answer.000"]);
    assert_eq!(rows[2], ["1", "2", "-1.5", "0000000000000002", "310.5", ""]);
    assert_eq!(
        rows[4][3..],
        ["ffffffffffffffff", "0.30000000000000004", "0"]
    );
}

/// A replay once left seven files with a head line and nothing below it.
#[test]
fn a_table_without_rows_is_no_file() {
    let mut findings = fixture::findings();
    findings.claims.clear();
    findings.questions.clear();
    let names: Vec<String> = csv(&findings, None)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert!(
        !names
            .iter()
            .any(|name| name == "claims.csv" || name == "questions.csv")
    );
    assert!(names.iter().any(|name| name == "events.csv"));
}

/// Moments were written as seconds since 1970 among the numbers.
#[test]
fn moments_are_dates() {
    let mut findings = fixture::findings();
    for question in &mut findings.questions {
        if let kidal_findings::AnswerValue::Quantity {
            quantiles, unit, ..
        } = &mut question.answer
        {
            *quantiles = [1_333_000_000.0, 1_333_065_600.0, 1_333_070_000.0];
            *unit = "date".into();
        }
    }
    let tables = csv(&findings, None);
    let (_, text) = tables
        .iter()
        .find(|(name, _)| name == "questions.csv")
        .expect("is written");
    assert!(text.contains("2012-03-30T00:00:00Z"), "{text}");
    assert!(!text.contains("1333065600"), "{text}");
}

#[test]
fn every_number_has_a_unit() {
    for table in tables::all(&fixture::findings(), Some(&ensemble())) {
        for field in &table.fields {
            let is_number = field.kind == table::Kind::Number;
            assert_eq!(is_number, is_number && !field.unit().is_empty());
            assert!(!field.about.is_empty(), "{}.{}", table.name, field.name);
        }
    }
    let page = columns();
    assert!(
        page.contains("| `time_claimed_low` | datetime | UTC |"),
        "{page}"
    );
}

#[test]
fn every_row_has_as_many_cells_as_the_head() {
    let mut findings = fixture::findings();
    findings.claims[0].words = Some("says \"210\", or\nso".into());
    for (name, text) in csv(&findings, None) {
        let rows = read(&text);
        assert!(rows.len() > 1, "{name}");
        assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{name}");
        assert!(!text.contains("NaN") && !text.contains("inf,"), "{name}");
    }
    let claims = &csv(&findings, None)[0].1;
    assert_eq!(read(claims)[1][5], "says \"210\", or\nso");
}

#[test]
fn numbers_come_back_bit_for_bit() {
    let findings = fixture::findings();
    let (_, text) = csv(&findings, None)
        .into_iter()
        .find(|(name, _)| name == "counterfactuals.csv")
        .expect("is written");
    let rows = read(&text);
    let column = rows[0]
        .iter()
        .position(|name| name == "with")
        .expect("a column");
    let value: f64 = rows[1][column].parse().expect("a number");
    assert_eq!(
        value.to_bits(),
        findings.counterfactuals[0].same_history.value.to_bits()
    );
}

#[test]
fn the_descriptor_names_every_table_and_column() {
    let findings = fixture::findings();
    let ensemble = ensemble();
    let tables = csv(&findings, Some(&ensemble));
    let files: Vec<(String, Vec<u8>)> = tables
        .iter()
        .map(|(name, text)| (name.clone(), text.clone().into_bytes()))
        .collect();
    let package = datapackage(&findings, Some(&ensemble), &files);
    let package: Value = serde_json::from_str(&package).expect("JSON");
    let resources = package["resources"].as_array().expect("a list");
    assert_eq!(
        resources.len(),
        files.len(),
        "what is not written is not named"
    );
    for (name, text) in tables {
        let resource = resources
            .iter()
            .find(|resource| resource["path"] == name.as_str())
            .expect("is described");
        let fields: Vec<&str> = resource["schema"]["fields"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|field| field["name"].as_str())
            .collect();
        assert_eq!(read(&text)[0], fields);
        assert_eq!(resource["bytes"], text.len(), "{name}");
    }
    assert_eq!(package["kidal"]["seed"], "18446744073709551557");
}

#[test]
fn the_map_is_written_round_its_origin() {
    let findings = fixture::findings();
    let map: Value =
        serde_json::from_str(&geojson(&findings).expect("has an origin")).expect("JSON");
    let features = map["features"].as_array().expect("a list");
    let town = &features[0]["geometry"];
    assert_eq!(town["type"], "Polygon");
    let ring = town["coordinates"][0].as_array().expect("a ring");
    assert_eq!(ring.first(), ring.last());
    assert!(
        ring.iter()
            .all(|point| (point[0].as_f64().unwrap_or(0.0) - 1.41).abs() < 0.02)
    );
    assert!(
        features
            .iter()
            .any(|feature| feature["properties"]["kind"] == "event")
    );
    let mut without = findings;
    without.origin = None;
    assert_eq!(geojson(&without), None);
}
