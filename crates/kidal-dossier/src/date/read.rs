//! Reading dates: EDTF through `edtf-core`, times of day by hand.

use std::ops::Range;

use edtf_core::{Bound, Edtf};

use super::calendar::days_from_civil;
use super::clock::two_digits;
use super::{Clock, Date, End, Instant, Precision, Shape};

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// What is wrong, with the text.
    pub message: String,
    /// The bytes of the text at fault.
    pub span: Range<usize>,
    /// What to write instead.
    pub help: Option<String>,
}

impl std::fmt::Display for DateError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for DateError {}

/// The parts of a day that accounts name, in local hours [start, end).
///
/// Chosen by us because accounts use the words loosely: wide windows near the tropics, where the sun rises and sets
/// about 6 and 18 h all year. `night` runs into the next day.
pub(crate) const PARTS_OF_DAY: [(&str, i64, i64); 9] = [
    ("dawn", 5, 7),
    ("morning", 6, 12),
    ("day", 6, 18),
    ("noon", 11, 14),
    ("midday", 11, 14),
    ("afternoon", 12, 18),
    ("dusk", 17, 20),
    ("evening", 17, 22),
    ("night", 18, 30),
];

/// One end of a date and what is known of it.
struct Moment {
    first: End,
    last: End,
    precision: Precision,
    is_approximate: bool,
    is_uncertain: bool,
}

pub(super) fn date(text: &str) -> Result<Date, DateError> {
    if text.trim() != text || text.is_empty() {
        return Err(fault(
            text,
            0..text.len(),
            "is empty or has spaces around it",
            None,
        ));
    }
    if !text.is_ascii() {
        return Err(fault(
            text,
            0..text.len(),
            "has letters that no date has",
            None,
        ));
    }
    let (inner, offset) = match text.strip_prefix('[') {
        Some(rest) => match rest.strip_suffix(']') {
            Some(inner) => (Some(inner), 1),
            None => {
                let help = "close the bracket: `[2012-03-23..2012-03-30]` is one unknown day";
                return Err(fault(
                    text,
                    0..text.len(),
                    "opens with `[` and does not close",
                    Some(help),
                ));
            }
        },
        None => (None, 0),
    };
    let (shape, moments) = match inner {
        Some(inner) => (Shape::OneOf, choice(text, inner, offset)?),
        None => match text.split_once('/') {
            Some((start, end)) => {
                let start_moment = endpoint(text, start, 0, true)?;
                let end_moment = endpoint(text, end, start.len() + 1, false)?;
                (Shape::Extent, vec![start_moment, end_moment])
            }
            None => (Shape::Point, vec![moment(text, text, 0)?]),
        },
    };
    let date = assemble(text, shape, &moments);
    let is_swapped = match shape {
        Shape::Extent => moments[0].first.at(Clock::UTC) >= moments[1].last.at(Clock::UTC),
        _ => date.earliest() >= date.latest(),
    };
    if is_swapped {
        let help = "write the earlier date first";
        return Err(fault(
            text,
            0..text.len(),
            "ends before it starts",
            Some(help),
        ));
    }
    Ok(date)
}

fn assemble(text: &str, shape: Shape, moments: &[Moment]) -> Date {
    let first = moments.iter().map(|m| m.first).min().unwrap_or(End {
        seconds: Instant::FAR_PAST.0,
        is_utc: true,
    });
    let last = moments.iter().map(|m| m.last).max().unwrap_or(End {
        seconds: Instant::FAR_FUTURE.0,
        is_utc: true,
    });
    let (first, last) = match shape {
        // The ends of an extent keep their order; a choice takes the outermost of its days.
        Shape::Extent => (moments[0].first, moments[1].last),
        _ => (first, last),
    };
    Date {
        text: text.to_string(),
        clock: Clock::UTC,
        first,
        last,
        shape,
        precision: moments
            .iter()
            .map(|m| m.precision)
            .min()
            .unwrap_or(Precision::Year),
        is_approximate: moments.iter().any(|m| m.is_approximate),
        is_uncertain: moments.iter().any(|m| m.is_uncertain),
    }
}

/// The members of `[A..B]`, `[..B]`, `[A..]`, `[A, B]`, each with its own bounds.
fn choice(text: &str, inner: &str, offset: usize) -> Result<Vec<Moment>, DateError> {
    let mut moments = Vec::new();
    let mut at = offset;
    for member in inner.split(',') {
        let lead = member.len() - member.trim_start().len();
        let body = member.trim();
        let start = at + lead;
        match body.split_once("..") {
            Some((low, high)) => {
                let low_moment = endpoint_or_open(text, low, start, true)?;
                let high_moment = endpoint_or_open(text, high, start + low.len() + 2, false)?;
                if low_moment.first.at(Clock::UTC) >= high_moment.last.at(Clock::UTC) {
                    let span = start..start + body.len();
                    let help = "write the earlier date first";
                    return Err(fault(text, span, "ends before it starts", Some(help)));
                }
                // An open end says nothing of how finely the other is known.
                let is_open = |part: &str| part.is_empty();
                match (is_open(low), is_open(high)) {
                    (true, true) => {
                        return Err(fault(
                            text,
                            start..start + body.len(),
                            "is open at both ends",
                            None,
                        ));
                    }
                    (true, false) => moments.push(Moment {
                        first: low_moment.first,
                        ..high_moment
                    }),
                    (false, true) => moments.push(Moment {
                        last: high_moment.last,
                        ..low_moment
                    }),
                    (false, false) => moments.extend([low_moment, high_moment]),
                }
            }
            None => moments.push(moment(text, body, start)?),
        }
        at += member.len() + 1;
    }
    Ok(moments)
}

/// One end of an extent: a date, `..` (open) or nothing (unknown).
fn endpoint(text: &str, part: &str, offset: usize, is_start: bool) -> Result<Moment, DateError> {
    if part == ".." || part.is_empty() {
        return Ok(open(is_start));
    }
    moment(text, part, offset)
}

fn endpoint_or_open(
    text: &str,
    part: &str,
    offset: usize,
    is_start: bool,
) -> Result<Moment, DateError> {
    if part.is_empty() {
        return Ok(open(is_start));
    }
    moment(text, part, offset)
}

fn open(is_start: bool) -> Moment {
    let seconds = if is_start {
        Instant::FAR_PAST.0
    } else {
        Instant::FAR_FUTURE.0
    };
    let end = End {
        seconds,
        is_utc: true,
    };
    Moment {
        first: end,
        last: end,
        // The finest, so that the minimum over both ends is that of the other.
        precision: Precision::Second,
        is_approximate: false,
        is_uncertain: false,
    }
}

/// One date, with or without a time of day.
fn moment(text: &str, part: &str, offset: usize) -> Result<Moment, DateError> {
    match part.split_once('T') {
        Some((day, time)) => timed(text, part, day, time, offset),
        None => plain(text, part, offset),
    }
}

/// A date without a time of day: EDTF as it is.
fn plain(text: &str, part: &str, offset: usize) -> Result<Moment, DateError> {
    let whole = offset..offset + part.len();
    let edtf = Edtf::parse(part).map_err(|error| {
        let at = (offset + error.offset).min(text.len());
        let span = if error.offset < part.len() {
            at..whole.end
        } else {
            whole.clone()
        };
        let message = format!("is no date: {}", error.message);
        fault(text, span, &message, Some(remedy(part)))
    })?;
    let (Edtf::Date(date), bounds) = (&edtf, edtf.bounds()) else {
        // Extents and sets were taken apart above.
        return Err(fault(text, whole, "is no single date", Some(remedy(part))));
    };
    let precision = match date.precision() {
        edtf_core::Precision::Year => Precision::Year,
        edtf_core::Precision::Season => Precision::Season,
        edtf_core::Precision::Month => Precision::Month,
        edtf_core::Precision::Day => Precision::Day,
    };
    Ok(Moment {
        first: edge(bounds.earliest, 0, Instant::FAR_PAST),
        last: edge(bounds.latest, 1, Instant::FAR_FUTURE),
        precision,
        is_approximate: edtf.is_approximate(),
        is_uncertain: edtf.is_uncertain(),
    })
}

/// The start of the bound's day, or of the day after it.
fn edge(bound: Bound, days_later: i64, far: Instant) -> End {
    match bound {
        Bound::Date(day) => End {
            seconds: (days_from_civil(day.year, day.month, day.day) + days_later) * 86_400,
            is_utc: false,
        },
        Bound::NegativeInfinity | Bound::PositiveInfinity | Bound::Unknown => End {
            seconds: far.0,
            is_utc: true,
        },
    }
}

/// A day with a time of day: `2012-03-29T20:00`, `~2012-03-29T20`, `2012-03-29T08:00Z`, `2012-03-29T~day`.
fn timed(
    text: &str,
    part: &str,
    day: &str,
    time: &str,
    offset: usize,
) -> Result<Moment, DateError> {
    let time_span = offset + day.len()..offset + part.len();
    let (day_text, lead) = match day.as_bytes().first() {
        Some(b'~' | b'?' | b'%') => (&day[1..], day.chars().next()),
        _ => (day, None),
    };
    let base = plain(text, day_text, offset + day.len() - day_text.len())?;
    if base.precision != Precision::Day || base.last.seconds - base.first.seconds != 86_400 {
        return Err(fault(
            text,
            time_span,
            "has a time of day but no whole day",
            Some(remedy(part)),
        ));
    }
    let mut marks: Vec<char> = lead.into_iter().collect();
    let mut body = time;
    while let Some(mark @ ('~' | '?' | '%')) = body.chars().next() {
        marks.push(mark);
        body = &body[1..];
    }
    while let Some(mark @ ('~' | '?' | '%')) = body.chars().last() {
        marks.push(mark);
        body = &body[..body.len() - 1];
    }
    let is_approximate = base.is_approximate || marks.iter().any(|mark| matches!(mark, '~' | '%'));
    let is_uncertain = base.is_uncertain || marks.iter().any(|mark| matches!(mark, '?' | '%'));
    if let Some(&(_, from, to)) = PARTS_OF_DAY.iter().find(|(word, _, _)| *word == body) {
        return Ok(Moment {
            first: shifted(base.first, from * 3600, None),
            last: shifted(base.first, to * 3600, None),
            precision: Precision::PartOfDay,
            is_approximate,
            is_uncertain,
        });
    }
    let Some((seconds, length, precision, zone)) = clock_time(body) else {
        let help = "write hours as 00-23 and minutes as 00-59, as in `2012-03-29T20:00`, or a part of the day, as in \
                    `2012-03-29T~night` (dawn, morning, day, noon, afternoon, dusk, evening, night)";
        return Err(fault(
            text,
            time_span,
            "has no readable time of day",
            Some(help),
        ));
    };
    Ok(Moment {
        first: shifted(base.first, seconds, zone),
        last: shifted(base.first, seconds + length, zone),
        precision,
        is_approximate,
        is_uncertain,
    })
}

fn shifted(midnight: End, seconds: i64, zone: Option<Clock>) -> End {
    End {
        seconds: midnight.seconds + seconds - zone.map_or(0, Clock::seconds),
        is_utc: zone.is_some(),
    }
}

/// Seconds after midnight, how long the named moment lasts, how fine it is, and its own offset if it has one.
fn clock_time(body: &str) -> Option<(i64, i64, Precision, Option<Clock>)> {
    let zone_at = body.find(['Z', '+', '-']);
    let (digits, zone) = match zone_at {
        Some(at) => (&body[..at], Some(Clock::parse(&body[at..])?)),
        None => (body, None),
    };
    let mut parts = digits.split(':').map(two_digits);
    let hour = i64::from(parts.next()??);
    let minute = parts.next();
    let second = parts.next();
    if hour > 23 || parts.next().is_some() {
        return None;
    }
    let Some(minute) = minute else {
        return Some((hour * 3600, 3600, Precision::Hour, zone));
    };
    let minute = i64::from(minute?);
    if minute > 59 {
        return None;
    }
    let Some(second) = second else {
        return Some((hour * 3600 + minute * 60, 60, Precision::Minute, zone));
    };
    let second = i64::from(second?);
    if second > 59 {
        return None;
    }
    Some((
        hour * 3600 + minute * 60 + second,
        1,
        Precision::Second,
        zone,
    ))
}

fn remedy(part: &str) -> &'static str {
    let slashes = part.contains('.') && !part.contains("..");
    let has_era = part.to_ascii_lowercase().contains("bc");
    let is_short = part.strip_prefix('-').is_some_and(|rest| {
        let year = rest.split('-').next().unwrap_or_default();
        !year.is_empty() && year.len() < 4
    });
    if has_era || is_short {
        "a year before Christ has a minus, four digits and, as in EDTF, a year 0: 490 BC is `-0489`, 12 September 490 BC `-0489-09-12`"
    } else if slashes {
        "write the year first, with hyphens: `2012-03-29`"
    } else {
        "write `2012-03-29`, `2012-03`, `2012-03-20/2012-04-20` (it lasted) or `[2012-03-23..2012-03-30]` (one unknown day)"
    }
}

fn fault(text: &str, span: Range<usize>, what: &str, help: Option<&str>) -> DateError {
    DateError {
        message: format!("`{text}` {what}"),
        span,
        help: help.map(str::to_string),
    }
}
