//! Rows of our own in the columns of the data sets.

use super::ucdp::COLUMNS;
use super::{DataSet, delimiter, read_table};

fn ged(values: &[(&str, &str)]) -> String {
    let cells = COLUMNS.iter().map(|column| {
        let found = values.iter().find(|(name, _)| name == column);
        found.map_or(String::new(), |(_, value)| format!("\"{value}\""))
    });
    cells.collect::<Vec<_>>().join(",")
}

const ROW: [(&str, &str); 20] = [
    ("id", "1001"),
    ("year", "2012"),
    ("type_of_violence", "1"),
    ("side_a", "Government of Ostrand"),
    ("side_b", "Grey League"),
    ("source_office", "Gazette;Agency"),
    ("source_date", "2012-03-27;2012-03-28"),
    ("where_prec", "2"),
    ("where_coordinates", "Ostrand town"),
    ("latitude", "18.4"),
    ("longitude", "1.4"),
    ("date_prec", "2"),
    ("date_start", "2012-03-26 00:00:00.000"),
    ("date_end", "2012-03-29 00:00:00.000"),
    ("deaths_a", "3"),
    ("deaths_b", "4"),
    ("deaths_unknown", "2"),
    ("best", "9"),
    ("high", "20"),
    ("low", "7"),
];

#[test]
fn ged_is_read_with_and_without_the_names_of_its_columns() {
    let row = ged(&ROW);
    let header = COLUMNS.join(",");
    for text in [
        format!("{header}\n{row}\n"),
        format!("\u{feff}{header}\r\n{row}\r\n"),
        format!("{row}\n"),
    ] {
        let sign = delimiter(&text).expect("a table");
        let table = read_table("ged.csv", &text, sign);
        assert_eq!(table.form, DataSet::UcdpGed);
        let event = &table.events[0];
        assert_eq!(event.date.as_deref(), Some("[2012-03-26..2012-03-29]"));
        assert_eq!(event.radius_km, Some(25.0));
        assert_eq!(
            (event.deaths.best, event.deaths.low, event.deaths.high),
            (Some(9), Some(7), Some(20))
        );
        assert_eq!(event.sources, ["Agency, 2012-03-28", "Gazette, 2012-03-27"]);
        assert!(table.leftovers.is_empty());
    }
}

#[test]
fn acled_says_the_most_conservative_figure_and_not_who_attacked() {
    let names = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp";
    let row = "OST12,26 March 2012,2012,2,Political violence,Battles,Armed clash,Grey League,Brown Company; Green League,2,Military Forces of Ostrand,,1,12,,466,Region,Ostrand,Adm1,Adm2,,Ostrand,18.4,1.4,1,Gazette; Agency,National,Clash near the mill,7,,1";
    let old = names.to_uppercase().replace("ASSOC_ACTOR", "ALLY_ACTOR");
    for header in [names.to_string(), format!("\u{feff}{names}"), old] {
        let text = format!("{header}\n{row}\n");
        let table = read_table("acled.csv", &text, b',');
        assert_eq!(table.form, DataSet::Acled, "{header}");
        let event = &table.events[0];
        assert_eq!(event.date.as_deref(), Some("[2012-03-23..2012-03-29]"));
        assert_eq!(
            event.actors[0].associates,
            ["Brown Company", "Green League"]
        );
        assert!(event.deaths.is_conservative);
        let draft = crate::import(&[("acled.csv".to_string(), text)]).draft();
        assert!(draft.contains(">= 7"), "{draft}");
        let mut files = kidal_diag::Files::new();
        files.insert("evidence.toml", draft.as_str());
        let reading = kidal_dossier::read(files);
        assert!(!reading.has_errors(), "{:#?}", reading.diagnostics);
    }
}

#[test]
fn rows_that_do_not_fit_are_told_with_their_line() {
    let text = format!(
        "{}\n{}\n1,2,3\n",
        COLUMNS.join(","),
        ged(&ROW).replace("\"9\"", "\"many\"")
    );
    let table = read_table("ged.csv", &text, b',');
    let lines: Vec<usize> = table.leftovers.iter().map(|one| one.line).collect();
    assert_eq!(lines, [2, 3]);
    // Behind `\r\n` every row was told to stand on the line before its own.
    let table = read_table(
        "ged.csv",
        &format!("\u{feff}{}", text.replace('\n', "\r\n")),
        b',',
    );
    let lines: Vec<usize> = table.leftovers.iter().map(|one| one.line).collect();
    assert_eq!(lines, [2, 3]);
    assert_eq!(table.events[0].line, 2);
    let strange = read_table("x.csv", &format!("{}\n", "a,".repeat(30)), b',');
    assert_eq!(strange.form, DataSet::Unknown);
    assert_eq!(strange.leftovers.len(), 1);
}

/// An end before its start, or one that is no day, became a date of the draft that could not be read, or vanished.
#[test]
fn an_end_before_its_start_is_told_and_leaves_no_date() {
    for end in ["1111-11-11", "the spring"] {
        let row = ged(&ROW).replace("2012-03-29 00:00:00.000", end);
        let text = format!("{}\n{row}\n", COLUMNS.join(","));
        let table = read_table("ged.csv", &text, b',');
        assert_eq!(table.events[0].date, None, "{end}");
        assert_eq!(table.leftovers[0].field, "date_end", "{end}");
        let mut files = kidal_diag::Files::new();
        files.insert(
            "evidence.toml",
            crate::import(&[("ged.csv".to_string(), text)]).draft(),
        );
        assert!(!kidal_dossier::read(files).has_errors(), "{end}");
    }
}

/// A table of another data set became a draft that called it UCDP GED, and no word of it at the terminal.
#[test]
fn a_table_of_neither_data_set_is_named_and_not_taken_for_one() {
    let text = format!("{}\n{}\n", "a,".repeat(30), "1,".repeat(30));
    let import = crate::import(&[("x.csv".to_string(), text)]);
    assert!(!import.draft().contains("ucdp"), "{}", import.draft());
    let remarks = import.remarks().join("\n");
    assert!(
        remarks.contains("x.csv: no event is read: columns of neither"),
        "{remarks}"
    );
}
