//! Precision codes into EDTF and kilometres.

/// The day of a date column: `2012-03-26`, `2012-03-26 00:00:00.000`, `26 March 2012`, `26-Mar-2012`.
pub(super) fn day(text: &str) -> Option<String> {
    let head = text.split(['T']).next().unwrap_or(text);
    let iso = head.split(' ').next().unwrap_or(head);
    if iso.len() == 10 && kidal_dossier::Date::parse(iso).is_ok() && iso.as_bytes()[4] == b'-' {
        return Some(iso.to_string());
    }
    let dated = crate::date::read_date(&text.replace('-', " "));
    dated.edtf.filter(|edtf| edtf.len() == 10)
}

/// One unknown day of an extent; the day itself where both are the same.
pub(super) fn one_of(start: &str, end: &str) -> String {
    if start == end {
        start.to_string()
    } else {
        format!("[{start}..{end}]")
    }
}

/// The month of a day.
pub(super) fn month(day: &str) -> String {
    day.get(..7).unwrap_or(day).to_string()
}

/// The days of the week round a day: three before and three after, because ACLED codes one day of a known week.
pub(super) fn week(day: &str) -> String {
    match (shifted(day, -3), shifted(day, 3)) {
        (Some(start), Some(end)) => format!("[{start}..{end}]"),
        _ => day.to_string(),
    }
}

fn shifted(day: &str, by: i64) -> Option<String> {
    let date = kidal_dossier::Date::parse(day).ok()?;
    let text = date.earliest().plus(by * 86_400).to_string();
    text.get(..10).map(str::to_string)
}
