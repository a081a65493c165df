//! Findings on disk: the page, tables and maps made from them.

use std::fs;

use kidal_findings::{fixture, json};

use crate::scene::Scene;

fn scene(name: &str) -> Scene {
    let text = json::to_json(&fixture::findings()).expect("the fixture is finite");
    Scene::new(name).with("f/findings.json", text)
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
    scene
        .run(&["export", "f", "--format", "parquet"])
        .exits(64)
        .says("without Parquet")
        .says("ensemble.zarr");
}
