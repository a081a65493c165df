//! Findings on disk: the page, tables and maps made from them.

use std::fs;

use kidal_findings::{fixture, json};

use crate::scene::{Scene, dossiers};

fn scene(name: &str) -> Scene {
    let text = json::to_json(&fixture::findings()).expect("the fixture is finite");
    let scene = Scene::new(name).with("f/findings.json", text);
    let ensemble = kidal_findings::zarr::Ensemble {
        chains: 1,
        draws: 2,
        parameters: vec![("men".into(), vec![200.0, 310.5])],
        log_weight: vec![0.0, -1.0],
        stream_root: vec![1, 2],
        ..Default::default()
    };
    let files = kidal_findings::zarr::write(&ensemble).expect("the shapes agree");
    files.into_iter().fold(scene, |scene, (path, bytes)| {
        scene.with(&format!("f/ensemble.zarr/{path}"), bytes)
    })
}

#[test]
fn the_page_is_made_from_the_findings_alone() {
    let scene = scene("page");
    let done = scene.run(&["report", "f"]).exits(0);
    assert_eq!(done.out, "f/report.html\n");
    let page = fs::read(scene.path("f/report.html")).expect("written");
    scene
        .run(&["report", "f/findings.json", "--out", "again.html"])
        .exits(0)
        .prints("again.html\n");
    assert_eq!(fs::read(scene.path("again.html")).expect("written"), page);
    scene
        .run(&["report", "f", "--out", "f/findings.json/x.html"])
        .exits(3);
}

#[test]
fn tables_and_maps_are_written_where_asked() {
    let scene = scene("export");
    let done = scene.run(&["export", "f", "--format", "csv"]).exits(0);
    for line in done.out.lines() {
        assert!(scene.path(line).is_file(), "{line} is not there");
    }
    assert!(done.out.contains("f/export/claims.csv\n"), "{}", done.out);
    let package = fs::read_to_string(scene.path("f/export/datapackage.json")).expect("written");
    let package: serde_json::Value = serde_json::from_str(&package).expect("it is JSON");
    for resource in package["resources"].as_array().expect("a list") {
        let path = resource["path"].as_str().expect("a path");
        assert!(
            scene.path("f/export").join(path).is_file(),
            "{path} is not there"
        );
    }
    scene
        .run(&["export", "f", "--format", "geojson", "--out", "maps"])
        .exits(0)
        .prints("maps/map.geojson\n");
    assert!(
        done.out.contains("f/export/particles.csv\n"),
        "{}",
        done.out
    );
    let parquet = scene.run(&["export", "f", "--format", "parquet", "--out", "columns"]);
    if cfg!(feature = "parquet") {
        let parquet = parquet.exits(0);
        let tables = done
            .out
            .lines()
            .filter(|line| line.ends_with(".csv"))
            .count();
        let columns = parquet
            .out
            .lines()
            .filter(|line| line.ends_with(".parquet"));
        assert_eq!(columns.count(), tables);
        let bytes = fs::read(scene.path("columns/particles.parquet")).expect("written");
        assert_eq!(
            (&bytes[..4], &bytes[bytes.len() - 4..]),
            (&b"PAR1"[..], &b"PAR1"[..])
        );
    } else {
        parquet
            .exits(64)
            .says("without Parquet")
            .says("cargo build --release --features parquet");
        assert!(!scene.path("columns").exists());
    }
}

#[test]
fn the_answer_is_printed_again_from_findings() {
    let scene = scene("again");
    let text = scene.run(&["report", "f", "--format", "text"]).exits(0).out;
    assert!(
        text.contains("QUESTIONS") && text.lines().count() <= 50,
        "{text}"
    );
    scene
        .run(&["report", "f", "--format", "md"])
        .exits(0)
        .prints("## Questions");
    let json = scene.run(&["report", "f", "--format", "json"]).exits(0).out;
    assert_eq!(
        json,
        fs::read_to_string(scene.path("f/findings.json")).expect("there")
    );
    scene
        .run(&["report", "f", "--format", "md", "--out", "x"])
        .exits(64);
}

/// The GeoJSON of findings without a scenario was an empty collection.
#[test]
fn the_map_of_a_study_of_evidence_has_its_places() {
    let path = dossiers().join("teaching-two-accounts/evidence.toml");
    let text = std::fs::read_to_string(path).expect("the dossier is in the repository");
    let placed = text.replacen(
        "kind = \"point\"\n",
        "kind = \"point\"\nlat = 47.5\nlon = 8.25\n",
        1,
    );
    let scene = Scene::new("evidence-map")
        .with("nowhere/evidence.toml", &text)
        .with("placed/evidence.toml", placed);
    for name in ["nowhere", "placed"] {
        let out = format!("f/{name}");
        scene.run(&["weigh", name, "--small", "--out", &out]);
    }
    scene
        .run(&["export", "f/nowhere", "--format", "geojson"])
        .exits(64)
        .says("`lat` and `lon`");
    scene
        .run(&["export", "f/placed", "--format", "geojson"])
        .exits(0);
    let map = std::fs::read_to_string(scene.path("f/placed/export/map.geojson")).expect("written");
    let map: serde_json::Value = serde_json::from_str(&map).expect("JSON");
    let feature = &map["features"][0];
    assert_eq!(feature["id"], "mill");
    assert_eq!(
        feature["geometry"]["coordinates"],
        serde_json::json!([8.25, 47.5])
    );
}
