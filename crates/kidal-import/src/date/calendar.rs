//! From the Julian calendar to the Gregorian.

/// The same day by the Gregorian calendar: only of whole days, and of extents of them.
pub(super) fn julian_to_gregorian(edtf: &str) -> Option<String> {
    let ends: Vec<String> = edtf.split('/').map(day).collect::<Option<_>>()?;
    Some(ends.join("/"))
}

fn day(text: &str) -> Option<String> {
    let plain = text.trim_end_matches('~');
    let (negative, digits) = plain
        .strip_prefix('-')
        .map_or((false, plain), |rest| (true, rest));
    let mut parts = digits.split('-').map(str::parse::<i64>);
    let (year, month, day) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    let (year, month, day) = gregorian(number(if negative { -year } else { year }, month, day));
    let sign = if year < 0 { "-" } else { "" };
    let mark = &text[plain.len()..];
    Some(format!("{sign}{:04}-{month:02}-{day:02}{mark}", year.abs()))
}

/// Julian day number of a date of the Julian calendar.   a = ⌊(14 − m)/12⌋, y' = y + 4800 − a, m' = m + 12a − 3,
/// J = d + ⌊(153 m' + 2)/5⌋ + 365 y' + ⌊y'/4⌋ − 32083
/// y, m, d: year (1 BC is 0), month, day. J: days since the noon of 1 January 4713 BC [days].
/// Source: the usual integer form of the calendar's definition. Limits: years after −4800.
fn number(year: i64, month: i64, day: i64) -> i64 {
    let shift = (14 - month).div_euclid(12);
    let (years, months) = (year + 4800 - shift, month + 12 * shift - 3);
    day + (153 * months + 2).div_euclid(5) + 365 * years + years.div_euclid(4) - 32_083
}

/// Year, month and day of the Gregorian calendar of a Julian day number; the inverse of the same form with centuries.
fn gregorian(number: i64) -> (i64, i64, i64) {
    let a = number + 32_044;
    let b = (4 * a + 3).div_euclid(146_097);
    let c = a - (146_097 * b).div_euclid(4);
    let d = (4 * c + 3).div_euclid(1461);
    let e = c - (1461 * d).div_euclid(4);
    let m = (5 * e + 2).div_euclid(153);
    (
        100 * b + d - 4800 + m.div_euclid(10),
        m + 3 - 12 * m.div_euclid(10),
        e - (153 * m + 2).div_euclid(5) + 1,
    )
}
