//! Dates of articles of all eras.

use super::read_date;

fn edtf(text: &str) -> String {
    read_date(text).edtf.unwrap_or_else(|| "none".to_string())
}

#[test]
fn ranges_within_and_across_months_and_years() {
    for (text, wanted) in [
        ("26–30 March 2012", "2012-03-26/2012-03-30"),
        ("March 26–30, 2012", "2012-03-26/2012-03-30"),
        ("26 March – 2 April 2012", "2012-03-26/2012-04-02"),
        ("March 26 – April 2, 2012", "2012-03-26/2012-04-02"),
        ("30 December 1941 – 2 January 1942", "1941-12-30/1942-01-02"),
        (
            "December 30, 1941 – January 2, 1942",
            "1941-12-30/1942-01-02",
        ),
        (
            "1 July – 18 November 1916 (4 months, 2 weeks and 3 days)",
            "1916-07-01/1916-11-18",
        ),
        ("April 19-September 6, 49 BC", "-0048-04-19/-0048-09-06"),
        ("March–April 2012", "2012-03/2012-04"),
        ("1941–1942", "1941/1942"),
        ("1941–42", "1941/1942"),
        ("18 and 19 June 1815", "1815-06-18/1815-06-19"),
        ("May 12, 1864 (1864-05-12)", "1864-05-12"),
        ("16 January 2012 – present", "2012-01-16/.."),
        ("10/11 June 1940", "1940-06-10/1940-06-11"),
        ("from 3 to 5 May 1811", "1811-05-03/1811-05-05"),
        ("Saturday, 14 October 1066", "1066-10-14"),
        ("1066", "1066"),
        ("2012-03-26", "2012-03-26"),
    ] {
        assert_eq!(edtf(text), wanted, "{text}");
    }
}

#[test]
fn years_before_christ_count_from_zero() {
    for (text, wanted) in [
        ("490 BC", "-0489"),
        ("12 September 490 BC", "-0489-09-12"),
        ("August 216 BC", "-0215-08"),
        ("2 August 216 BC", "-0215-08-02"),
        ("c. 1274 BC", "-1273~"),
        ("264–241 BC", "-0263/-0240"),
        ("218 BC – 201 BC", "-0217/-0200"),
        ("August or September 480 BC", "[-0479-08, -0479-09]"),
        ("between 1274 and 1269 BC", "[-1273..-1268]"),
        ("September AD 9", "0009-09"),
        ("9 AD", "0009"),
        ("9 August 378", "0378-08-09"),
        ("2 août 216 av. J.-C.", "-0215-08-02"),
        ("31 v. Chr.", "-0030"),
        ("July 64", "0064-07"),
    ] {
        assert_eq!(edtf(text), wanted, "{text}");
    }
}

#[test]
fn old_calendars_are_told_apart() {
    assert_eq!(edtf("7 September [O.S. 26 August] 1812"), "1812-09-07");
    assert_eq!(edtf("27 June 1709 (8 July N.S.)"), "1709-07-08");
    assert_eq!(edtf("27 June (8 July New Style) 1709"), "1709-07-08");
    let old = read_date("27 June 1709 (O.S.)");
    assert_eq!(old.edtf.as_deref(), Some("1709-07-08"));
    assert_eq!(old.leftovers.len(), 1);
}

#[test]
fn remarks_without_a_number_divide_no_times() {
    let text = "20 October 1097 – 3 June 1098 (first siege), 7–28 June 1098 (second siege)";
    let dated = read_date(text);
    assert_eq!(dated.edtf.as_deref(), Some("1097-10-20/1098-06-28"));
    assert!(!dated.leftovers.is_empty());
}

/// Days before the reform were changed to the Gregorian calendar, and later marked as days of the Julian one.
#[test]
fn a_date_before_1582_stays_in_the_calendar_of_its_time() {
    for (text, wanted) in [
        ("15 June 1389 (O.S.)", "1389-06-15"),
        ("23 June (O.S. 15 June) 1389", "1389-06-15"),
        ("15 June 1389 (23 June N.S.)", "1389-06-15"),
        ("8 September 1380 (Julian calendar)", "1380-09-08"),
        (
            "16 September 1380 (Gregorian), 8 September 1380 (Julian)",
            "1380-09-08",
        ),
        ("4 October 1582 (O.S.)", "1582-10-04"),
        ("5 October 1582 (O.S.)", "1582-10-05"),
        ("27 June 1709 (O.S.)", "1709-07-08"),
    ] {
        assert_eq!(edtf(text), wanted, "{text}");
    }
}

#[test]
fn other_languages() {
    for (text, wanted) in [
        ("du 26 au 30 mars 2012", "2012-03-26/2012-03-30"),
        ("26-30 mars 2012", "2012-03-26/2012-03-30"),
        ("1er juillet 1916", "1916-07-01"),
        ("26. bis 30. März 2012", "2012-03-26/2012-03-30"),
        ("26 de marzo de 2012", "2012-03-26"),
        ("18 giugno 1815", "1815-06-18"),
        ("26 مارس 2012", "2012-03-26"),
    ] {
        assert_eq!(edtf(text), wanted, "{text}");
    }
}

#[test]
fn what_is_not_understood_is_told_and_not_guessed() {
    for text in [
        "5th century BC",
        "12–13 & 15 May 1940, 3 June",
        "AH 92",
        "31 February 1900",
        "26/03/2012",
    ] {
        let dated = read_date(text);
        assert_eq!(dated.edtf, None, "{text}");
        assert!(!dated.leftovers.is_empty(), "{text}");
    }
    assert_eq!(edtf("Spring 1187"), "1187-21");
    let late = read_date("late 1942");
    assert_eq!(late.edtf.as_deref(), Some("1942"));
    assert_eq!(late.leftovers.len(), 1);
}

#[test]
fn a_date_of_another_calendar_gives_way_to_the_one_in_brackets() {
    assert_eq!(edtf("9 Thermidor Year II (27 July 1794)"), "1794-07-27");
    let dated = read_date("13 Ramadan 2 AH (13 March 624 CE)");
    assert_eq!(dated.edtf.as_deref(), Some("0624-03-13"));
    assert!(!dated.leftovers.is_empty(), "it is told");
}

#[test]
fn phases_last_from_the_first_to_the_last() {
    assert_eq!(
        edtf("First phase:, 10 January 2013, Second phase:, 11–18 January 2013"),
        "2013-01-10/2013-01-18"
    );
    assert_eq!(
        edtf("First phase: 10 January 2013, then, 5 men: many"),
        "none"
    );
}

/// `winter of 1241–42` lasted from a winter to the whole year after it.
#[test]
fn a_winter_of_two_years_is_one_winter() {
    assert_eq!(edtf("winter of 1241–42"), "1241-24");
}

#[test]
fn how_long_it_lasted_on_a_line_of_its_own_says_nothing_new() {
    let dated = read_date("7 December 1915 – 29 April 1916\n(4 months, 3 weeks and 1 day)");
    assert!(dated.leftovers.is_empty());
    let dated = read_date("7 December 1915\n(or a day in May 1916)");
    assert_eq!(dated.leftovers.len(), 1);
}

#[test]
fn words_and_numbers_that_a_date_does_not_hold_are_told() {
    for text in [
        "until 5 May 1871",
        "5 May 1871 (2 days after the 7th)",
        "5 May 1871 (disputed by a year)",
        "5 May 1871 (23 April OS, or the day before)",
    ] {
        let dated = read_date(text);
        assert_eq!(dated.edtf.as_deref(), Some("1871-05-05"), "{text}");
        assert_eq!(dated.leftovers.len(), 1, "{text}: {:?}", dated.leftovers);
    }
    for (text, edtf) in [
        ("5 May 1871 (O.S. 23 April 1871)", "1871-05-05"),
        ("Sunday, 5 May 1871 (2 days)", "1871-05-05"),
        (
            "15 June (Julian calendar; 23 June Gregorian calendar) 1389",
            "1389-06-15",
        ),
    ] {
        let dated = read_date(text);
        assert_eq!(dated.edtf.as_deref(), Some(edtf), "{text}");
        assert!(dated.leftovers.is_empty(), "{text}: {:?}", dated.leftovers);
    }
}

#[test]
fn a_year_with_a_minus_sign_is_before_christ() {
    for (text, edtf) in [
        ("18 décembre -218", "-0217-12-18"),
        ("-218", "-0217"),
        ("2 août −216", "-0215-08-02"),
    ] {
        assert_eq!(read_date(text).edtf.as_deref(), Some(edtf), "{text}");
    }
    let days = read_date("juin -5 juillet 1806");
    assert!(days.edtf.is_none_or(|edtf| !edtf.starts_with('-')));
}

#[test]
fn several_times_become_the_extent_of_all_and_are_told() {
    for (text, edtf) in [
        ("6–7 and 13–15 April 1915", "1915-04-06/1915-04-15"),
        ("6–7 April and 13–15 April 1915", "1915-04-06/1915-04-15"),
        ("3 juillet 1940, 6 juillet 1940", "1940-07-03/1940-07-06"),
        ("15, 16 et 17 novembre 1796", "1796-11-15/1796-11-17"),
    ] {
        let dated = read_date(text);
        assert_eq!(dated.edtf.as_deref(), Some(edtf), "{text}");
        assert!(!dated.leftovers.is_empty(), "{text}");
    }
}
