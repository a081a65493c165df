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

#[test]
fn every_row_has_as_many_cells_as_the_head() {
    let mut findings = fixture::findings();
    findings.claims[0].words = Some("says \"210\", or\nso".into());
    for (name, text) in csv(&findings) {
        let rows = read(&text);
        assert!(rows.len() > 1, "{name}");
        assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{name}");
        assert!(!text.contains("NaN") && !text.contains("inf,"), "{name}");
    }
    let claims = &csv(&findings)[0].1;
    assert_eq!(read(claims)[1][5], "says \"210\", or\nso");
}

#[test]
fn numbers_come_back_bit_for_bit() {
    let findings = fixture::findings();
    let (_, text) = csv(&findings)
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
    let package: Value = serde_json::from_str(&datapackage(&findings)).expect("JSON");
    let resources = package["resources"].as_array().expect("a list");
    for (name, text) in csv(&findings) {
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
