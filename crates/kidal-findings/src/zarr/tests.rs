use super::*;

fn ensemble() -> Ensemble {
    let (chains, draws, blocks) = (4, 50, 3);
    let column = |slope: f64| -> Vec<f64> {
        (0..chains * draws)
            .map(|index| slope * (index as f64 * 0.37 - 20.0))
            .collect()
    };
    Ensemble {
        chains,
        draws,
        parameters: vec![
            ("garrison".into(), column(1.0)),
            ("attackers / all".into(), column(-2.0)),
        ],
        prior: vec![
            ("garrison".into(), vec![1.0, 2.0, 3.0]),
            ("attackers / all".into(), vec![4.0, 5.0, -0.0]),
        ],
        answers: vec![("fall".into(), column(0.0))],
        log_likelihood: vec![("soldier".into(), {
            let mut values = column(0.1);
            values[7] = f64::NEG_INFINITY;
            values
        })],
        observed: vec![
            ("soldier.504".into(), vec![504.0]),
            ("two".into(), vec![1.0, 2.0]),
        ],
        log_weight: vec![-5.3; chains * draws],
        stream_root: (0..(chains * draws) as u64)
            .map(|index| u64::MAX - index)
            .collect(),
        blocks,
        refreshes: (0..(chains * draws * blocks) as u32).collect(),
        attributes: [("created_by".to_owned(), "kidal".to_owned())].into(),
    }
}

#[test]
fn what_is_written_is_read_back() {
    let files = write(&ensemble())
        .expect("the shapes agree")
        .into_iter()
        .collect();
    assert_eq!(read(&files), Ok(ensemble()));
}

#[test]
fn the_same_ensemble_gives_the_same_bytes() {
    assert_eq!(write(&ensemble()), write(&ensemble()));
    let files: BTreeMap<String, Vec<u8>> = write(&ensemble()).expect("fits").into_iter().collect();
    let chunk = &files["posterior/garrison/c/0/0"];
    assert_eq!(&chunk[..4], &[0x1f, 0x8b, 8, 0]);
    assert_eq!(&chunk[4..8], &[0, 0, 0, 0], "no time in the header");
    assert_eq!(chunk[9], 255, "no system in the header");
}

#[test]
fn the_root_holds_the_metadata_of_every_array() {
    let files: BTreeMap<String, Vec<u8>> = write(&ensemble()).expect("fits").into_iter().collect();
    let root: serde_json::Value = serde_json::from_slice(&files["zarr.json"]).expect("JSON");
    let below = root["consolidated_metadata"]["metadata"]
        .as_object()
        .expect("an object");
    let written = files
        .keys()
        .filter(|path| path.ends_with("/zarr.json"))
        .count();
    assert_eq!(below.len(), written);
    assert_eq!(
        below["sample_stats/refreshes"]["dimension_names"],
        serde_json::json!(["chain", "draw", "block"])
    );
}

#[test]
fn a_column_of_another_length_is_refused() {
    let mut wrong = ensemble();
    wrong.answers[0].1.pop();
    let error = write(&wrong).expect_err("one number is missing");
    assert!(
        error
            .to_string()
            .contains("`posterior_predictive/fall` has 199 numbers, not 200")
    );
}

#[test]
fn names_that_differ_only_in_odd_characters_are_refused() {
    let mut wrong = ensemble();
    wrong.parameters[1].0 = "a/b".into();
    wrong.parameters[0].0 = "a:b".into();
    assert!(matches!(write(&wrong), Err(ShapeError::Twice { .. })));
}

#[test]
fn damaged_files_are_refused_without_panic() {
    let whole: BTreeMap<String, Vec<u8>> = write(&ensemble()).expect("fits").into_iter().collect();
    for path in whole.keys() {
        let mut files = whole.clone();
        files.remove(path);
        if path.starts_with("posterior/") || path == "zarr.json" {
            // Coordinates are not read back.
            if !path.contains("/chain/")
                && !path.contains("/draw/")
                && !path.ends_with("posterior/zarr.json")
            {
                assert!(read(&files).is_err(), "{path} removed");
            }
        }
        let mut files = whole.clone();
        files.insert(path.clone(), b"\x1f\x8bno".to_vec());
        let _ = read(&files);
    }
}
