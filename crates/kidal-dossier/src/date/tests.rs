use super::calendar::{civil_from_days, days_from_civil};
use super::{Clock, Date, Instant, Precision, Shape};

fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault}"))
}

fn bounds(text: &str) -> (String, String) {
    let (first, last) = date(text).bounds();
    (first.to_string(), last.to_string())
}

#[track_caller]
fn bounded(text: &str, first: &str, last: &str) {
    assert_eq!(
        bounds(text),
        (first.to_string(), last.to_string()),
        "{text}"
    );
    assert_eq!(date(text).to_string(), text);
}

#[test]
fn a_day_lasts_from_midnight_to_midnight_and_a_month_from_its_first_day_to_its_last() {
    bounded("2012-03-29", "2012-03-29T00:00:00Z", "2012-03-30T00:00:00Z");
    bounded("2012-02", "2012-02-01T00:00:00Z", "2012-03-01T00:00:00Z");
    bounded("2012", "2012-01-01T00:00:00Z", "2013-01-01T00:00:00Z");
    bounded("2012-03-3X", "2012-03-30T00:00:00Z", "2012-04-01T00:00:00Z");
    bounded(
        "2012-03-29?",
        "2012-03-29T00:00:00Z",
        "2012-03-30T00:00:00Z",
    );
}

#[test]
fn times_of_day_last_as_long_as_their_last_component() {
    bounded(
        "2012-03-29T20",
        "2012-03-29T20:00:00Z",
        "2012-03-29T21:00:00Z",
    );
    bounded(
        "2012-03-29T20:00",
        "2012-03-29T20:00:00Z",
        "2012-03-29T20:01:00Z",
    );
    bounded(
        "2012-03-29T20:00:30",
        "2012-03-29T20:00:30Z",
        "2012-03-29T20:00:31Z",
    );
    bounded(
        "2012-03-29T~day",
        "2012-03-29T06:00:00Z",
        "2012-03-29T18:00:00Z",
    );
    bounded(
        "2012-03-29Tnight",
        "2012-03-29T18:00:00Z",
        "2012-03-30T06:00:00Z",
    );
    bounded(
        "~2012-03-30T08:00",
        "2012-03-30T08:00:00Z",
        "2012-03-30T08:01:00Z",
    );
    assert!(date("~2012-03-30T08:00").is_approximate());
    assert!(date("2012-03-30T08:00?").is_uncertain());
    assert_eq!(date("2012-03-29T20:00").precision(), Precision::Minute);
}

#[test]
fn the_clock_shifts_local_times_and_leaves_those_with_an_offset_of_their_own() {
    let there = Clock::parse("+01:00").unwrap();
    let local = date("2012-03-29T20:00").with_clock(there);
    assert_eq!(local.earliest().to_string(), "2012-03-29T19:00:00Z");
    let utc = date("2012-03-29T08:00Z").with_clock(there);
    assert_eq!(utc.earliest().to_string(), "2012-03-29T08:00:00Z");
    let offset = date("2012-03-29T08:00-03:30").with_clock(there);
    assert_eq!(offset.earliest().to_string(), "2012-03-29T11:30:00Z");
}

#[test]
fn an_extent_lasted_and_a_choice_is_one_unknown_day() {
    bounded(
        "2012-03-20/2012-04-20",
        "2012-03-20T00:00:00Z",
        "2012-04-21T00:00:00Z",
    );
    bounded(
        "[2012-03-23..2012-03-30]",
        "2012-03-23T00:00:00Z",
        "2012-03-31T00:00:00Z",
    );
    bounded(
        "[2012-03-23, 2012-03-26]",
        "2012-03-23T00:00:00Z",
        "2012-03-27T00:00:00Z",
    );
    bounded(
        "2012-03-29T20:00/2012-03-30",
        "2012-03-29T20:00:00Z",
        "2012-03-31T00:00:00Z",
    );
    bounded("../2012-04-20", "the far past", "2012-04-21T00:00:00Z");
    bounded("2012-04-20/..", "2012-04-20T00:00:00Z", "the far future");
    bounded("[..2012-03-30]", "the far past", "2012-03-31T00:00:00Z");
    assert!(date("2012-03-20/2012-04-20").is_extent());
    assert!(!date("[2012-03-23..2012-03-30]").is_extent());
    assert_eq!(date("[2012-03-23..2012-03-30]").shape(), Shape::OneOf);
    assert_eq!(date("[..2012-03-30]").precision(), Precision::Day);
    assert!(!date("2012-04-20/..").is_bounded());
}

#[test]
fn dates_that_cannot_be_are_refused_with_the_part_at_fault() {
    for (text, at) in [
        ("2012-02-30", "30"),
        ("2012-13-01", "13-01"),
        ("2012-03-29T25:00", "T25:00"),
        ("2012-03-29T20:61", "T20:61"),
        ("2012-03T20:00", "T20:00"),
        ("2012-04-20/2012-03-20", "2012-04-20/2012-03-20"),
        ("[2012-03-30..2012-03-23]", "2012-03-30..2012-03-23"),
        ("[2012-03-23..2012-03-30", "[2012-03-23..2012-03-30"),
        ("29.3.2012", ".3.2012"),
        ("", ""),
        ("2012-03-29Tnoonish", "Tnoonish"),
        ("2012-03-29T20:00+99", "T20:00+99"),
        ("[..]", ".."),
    ] {
        let fault = Date::parse(text).expect_err(text);
        assert_eq!(&text[fault.span.clone()], at, "{text}: {fault}");
    }
}

#[test]
fn any_bytes_are_answered_without_a_panic() {
    for text in [
        "T",
        "T~",
        "[",
        "]",
        "/",
        "//",
        "..",
        "-",
        "[T]",
        "é",
        "2012-03-29T+",
        "9999999999-01",
        "Y-17E999",
        "\u{0}",
    ] {
        let _ = Date::parse(text);
    }
}

#[test]
fn dates_compare_by_what_they_may_mean() {
    assert!(date("2012-03-23").is_apart_from(&date("2012-03-26")));
    assert!(!date("2012-03").is_apart_from(&date("2012-03-26")));
    assert!(date("2012-03").contains(&date("2012-03-26")));
    assert!(!date("2012-03-26").contains(&date("2012-03")));
}

#[test]
fn the_calendar_counts_days_both_ways() {
    assert_eq!(days_from_civil(1970, 1, 1), 0);
    assert_eq!(days_from_civil(2012, 3, 29), 15_428);
    for days in (-800_000..800_000).step_by(97) {
        let (year, month, day) = civil_from_days(days);
        assert_eq!(days_from_civil(year, month, day), days);
    }
}

#[test]
fn offsets_are_read_and_written() {
    for text in ["+00:00", "-03:30", "+14:00"] {
        assert_eq!(Clock::parse(text).unwrap().to_string(), text);
    }
    assert_eq!(Clock::parse("Z"), Some(Clock::UTC));
    for text in ["", "0", "+1", "+24:00", "+01:60", "east"] {
        assert_eq!(Clock::parse(text), None, "{text}");
    }
    assert_eq!(Instant(0).plus(60).since(Instant(0)), 60);
}

/// The help for "490 BC" spoke of hyphens and choices of days.
#[test]
fn the_help_says_how_years_before_christ_are_written() {
    for text in ["490 BC", "-489", "-489-09-12", "0490-09-12 BCE"] {
        let help = Date::parse(text).expect_err(text).help.unwrap_or_default();
        assert!(help.contains("490 BC is `-0489`"), "{text}: {help}");
    }
    assert!(Date::parse("-0489-09-12").is_ok());
}
