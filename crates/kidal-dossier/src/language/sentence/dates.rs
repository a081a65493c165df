//! Dates in words.

use crate::date::{Date, Shape};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The date in words, without a preposition: "29 March 2012", "one day of 23 March 2012 to 30 March 2012".
pub fn describe_date(date: &Date) -> String {
    let text = date.as_str();
    match date.shape() {
        Shape::Point => Piece::of(text).words(),
        Shape::Extent => {
            let (from, to) = text.split_once('/').unwrap_or((text, ""));
            match (is_open(from), is_open(to)) {
                (true, true) => "an unknown time".to_string(),
                (true, false) => format!("the time until {}", Piece::of(to).words()),
                (false, true) => format!("the time since {}", Piece::of(from).words()),
                (false, false) => span(from, to),
            }
        }
        Shape::OneOf => {
            let inner = text.trim_start_matches('[').trim_end_matches(']');
            let members: Vec<String> = inner
                .split(',')
                .map(|member| choice(member.trim()))
                .collect();
            format!("one of {}", members.join(", "))
        }
    }
}

/// The date with the preposition that fits: "on 29 March 2012", "in March 2012", "at 20:00 on 29 March 2012".
pub(super) fn dated(date: &Date) -> String {
    let text = date.as_str();
    match date.shape() {
        Shape::Point => Piece::of(text).dated(),
        Shape::Extent => match text.split_once('/') {
            Some((from, to)) if !is_open(from) && !is_open(to) => {
                format!("from {}", span(from, to))
            }
            _ => format!("in {}", describe_date(date)),
        },
        Shape::OneOf => format!("on {}", describe_date(date)),
    }
}

fn is_open(end: &str) -> bool {
    end.is_empty() || end == ".."
}

fn span(from: &str, to: &str) -> String {
    let (from, to) = (Piece::of(from), Piece::of(to));
    format!("{} to {}", from.shortened(&to), to.words())
}

fn choice(member: &str) -> String {
    match member.split_once("..") {
        Some(("", to)) => format!("the days until {}", Piece::of(to).words()),
        Some((from, "")) => format!("the days from {}", Piece::of(from).words()),
        Some((from, to)) => format!("the days {}", span(from, to)),
        None => Piece::of(member).words(),
    }
}

/// One date taken apart, as far as it has plain digits.
struct Piece<'t> {
    hedge: &'static str,
    year: &'t str,
    month: Option<&'static str>,
    day: Option<u8>,
    time: Option<String>,
    /// The text as it was written, where it has no plain digits.
    raw: Option<&'t str>,
}

impl<'t> Piece<'t> {
    fn of(text: &'t str) -> Piece<'t> {
        let is_both = text.contains('%');
        let hedge = match (text.contains('~') || is_both, text.contains('?') || is_both) {
            (true, true) => "perhaps about ",
            (true, false) => "about ",
            (false, true) => "perhaps ",
            (false, false) => "",
        };
        let is_mark = |letter: char| matches!(letter, '~' | '?' | '%');
        let (day_text, time_text) = match text.split_once('T') {
            Some((day, time)) => (day, Some(time)),
            None => (text, None),
        };
        let mut parts = day_text
            .splitn(3, '-')
            .map(|part| part.trim_matches(is_mark));
        let year = parts.next().unwrap_or_default();
        let month_text = parts.next();
        let day_text = parts.next();
        let month = month_text
            .and_then(|month| month.parse::<usize>().ok())
            .and_then(|month| MONTHS.get(month.wrapping_sub(1)).copied());
        let day = day_text.and_then(|day| day.parse::<u8>().ok());
        let is_plain = year.len() == 4
            && year.bytes().all(|b| b.is_ascii_digit())
            && month.is_some() == month_text.is_some()
            && day.is_some() == day_text.is_some();
        let time = time_text.map(|time| clock(time.trim_matches(is_mark)));
        // "About the night" says no more than "the night".
        let hedge = match &time {
            Some(part) if part.starts_with("the ") && hedge == "about " => "",
            _ => hedge,
        };
        Piece {
            hedge,
            year,
            month,
            day,
            time,
            raw: (!is_plain).then_some(text),
        }
    }

    fn day_words(&self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{day} {month} {}", self.year),
            (Some(month), None) => format!("{month} {}", self.year),
            (None, _) => self.year.to_string(),
        }
    }

    fn words(&self) -> String {
        match (self.raw, &self.time) {
            (Some(raw), _) => format!("`{raw}`"),
            (None, Some(time)) if time.starts_with("the ") => {
                format!("{}{time} of {}", self.hedge, self.day_words())
            }
            (None, Some(time)) => format!("{}{time} on {}", self.hedge, self.day_words()),
            (None, None) => format!("{}{}", self.hedge, self.day_words()),
        }
    }

    fn dated(&self) -> String {
        let preposition = match (self.raw, &self.time, self.day) {
            (Some(_), ..) => "in",
            (None, Some(time), _) if time.starts_with("the ") => "in",
            (None, Some(_), _) => "at",
            (None, None, Some(_)) => "on",
            (None, None, None) => "in",
        };
        format!("{preposition} {}", self.words())
    }

    /// The words without month and year where the later end of a span repeats them.
    fn shortened(&self, later: &Piece<'_>) -> String {
        let is_plain = self.raw.is_none()
            && later.raw.is_none()
            && self.time.is_none()
            && later.time.is_none();
        let (Some(month), Some(day), true) = (self.month, self.day, is_plain) else {
            return self.words();
        };
        match (
            self.year == later.year,
            self.month == later.month && later.day.is_some(),
        ) {
            (true, true) => format!("{}{day}", self.hedge),
            (true, false) => format!("{}{day} {month}", self.hedge),
            _ => self.words(),
        }
    }
}

fn clock(time: &str) -> String {
    if time.starts_with(|letter: char| letter.is_ascii_lowercase()) {
        return format!("the {time}");
    }
    let (digits, zone) = match time.find(['Z', '+', '-']) {
        Some(at) => (&time[..at], &time[at..]),
        None => (time, ""),
    };
    let hours = if digits.len() == 2 {
        format!("{digits} h")
    } else {
        digits.to_string()
    };
    match zone {
        "" => hours,
        "Z" => format!("{hours} UTC"),
        zone => format!("{hours} (UTC{zone})"),
    }
}
