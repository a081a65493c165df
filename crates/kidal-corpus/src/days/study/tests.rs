use super::*;

#[test]
fn files_of_other_kinds_are_set_aside_and_nothing_to_do_is_said() {
    let mut study = DayStudy::default();
    study
        .read("ships.csv", b"ship,guns\nLion,8\n")
        .expect("a table");
    assert_eq!(study.reading[0].set_aside, 1);
    let error = study.finish().expect_err("no days").to_string();
    assert!(error.contains("8 usable days"), "{error}");
}

#[test]
fn a_campaign_and_a_landing_give_their_tables() {
    let mut text =
        String::from("day,forces_allies,casualties_allies,forces_germans,casualties_germans\n");
    for day in 0..12 {
        text.push_str(&format!(
            "{day},{},{},{},{}\n",
            9000 - 40 * day,
            40 + 3 * (day % 4),
            8000 - 50 * day,
            50 - 2 * (day % 5)
        ));
    }
    let mut study = DayStudy::default();
    study.read("w.csv", text.as_bytes()).expect("days");
    study
        .read(
            "l.csv",
            b"day_start,men_landed_during_that_day\n0,54000\n2,6000\n5,13000\n",
        )
        .expect("landings");
    study
        .read(
            "s.csv",
            b"day_from,day_to,us_effectives_rounded\n0,7,60000\n7,12,64000\n12,19,58500\n19,36,54000\n",
        )
        .expect("steps");
    let record = study.finish().expect("enough");
    let ids: Vec<&str> = record
        .tables
        .iter()
        .map(|table| table.id.as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "days-1",
            "days-exponents",
            "days-published",
            "days-log-linear",
            "landing-rates",
            "landing-steps"
        ]
    );
    assert_eq!(record.tables[0].rows.len(), 9);
    assert!(
        record
            .statements
            .iter()
            .any(|one| one.verdict == "reproduces")
    );
}
