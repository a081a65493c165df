//! Instants, and the clock by which the people of a dossier tell the time.

use std::fmt;

use serde::{Serialize, Serializer};

use super::calendar::civil_from_days;

/// Seconds since 1970-01-01T00:00:00 UTC, leap seconds not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Instant(pub i64);

impl Instant {
    /// Before anything: the earliest of a date that is open at its start.
    pub const FAR_PAST: Instant = Instant(-100_000_000_000_000);
    /// After anything: the latest of a date that is open at its end.
    pub const FAR_FUTURE: Instant = Instant(100_000_000_000_000);

    /// Whether it is one of the two far ends rather than a time.
    pub fn is_far(self) -> bool {
        self <= Self::FAR_PAST || self >= Self::FAR_FUTURE
    }

    /// The instant this many seconds later.
    pub fn plus(self, seconds: i64) -> Instant {
        Instant(self.0.saturating_add(seconds))
    }

    /// Seconds from `other` to this.
    pub fn since(self, other: Instant) -> i64 {
        self.0.saturating_sub(other.0)
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self <= Self::FAR_PAST {
            return out.write_str("the far past");
        }
        if *self >= Self::FAR_FUTURE {
            return out.write_str("the far future");
        }
        let (year, month, day) = civil_from_days(self.0.div_euclid(86_400));
        let second = self.0.rem_euclid(86_400);
        // The sign stands before four digits, not in place of one.
        let sign = if year < 0 { "-" } else { "" };
        let year = year.unsigned_abs();
        write!(
            out,
            "{sign}{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
            second / 3600,
            second / 60 % 60,
            second % 60
        )
    }
}

/// The offset of local time from UTC, in minutes: `+00:00`, `-03:30`, `Z`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    minutes: i16,
}

impl Clock {
    /// Local time is UTC.
    pub const UTC: Clock = Clock { minutes: 0 };

    /// Reads `+00:00`, `-03:30`, `+01` or `Z`.
    pub fn parse(text: &str) -> Option<Clock> {
        if text == "Z" {
            return Some(Self::UTC);
        }
        let (sign, rest) = match text.as_bytes().first()? {
            b'+' => (1, &text[1..]),
            b'-' => (-1, &text[1..]),
            _ => return None,
        };
        let (hours, minutes) = match rest.split_once(':') {
            Some((hours, minutes)) => (two_digits(hours)?, two_digits(minutes)?),
            None => (two_digits(rest)?, 0),
        };
        if hours > 14 || minutes > 59 {
            return None;
        }
        Some(Clock {
            minutes: sign * (i16::from(hours) * 60 + i16::from(minutes)),
        })
    }

    /// Seconds that local time is ahead of UTC.
    pub fn seconds(self) -> i64 {
        i64::from(self.minutes) * 60
    }
}

/// Exactly two ASCII digits.
pub(crate) fn two_digits(text: &str) -> Option<u8> {
    match text.as_bytes() {
        [a, b] if a.is_ascii_digit() && b.is_ascii_digit() => Some((a - b'0') * 10 + (b - b'0')),
        _ => None,
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minutes < 0 { '-' } else { '+' };
        let minutes = self.minutes.unsigned_abs();
        write!(out, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl Serialize for Clock {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
