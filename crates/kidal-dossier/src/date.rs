//! Dates as the sources give them: EDTF (ISO 8601-2) plus times of day.
//!
//! A date without an hour is an interval, never a point. EDTF has no uncertain times of day; ours are a documented
//! extension: `2012-03-29T20:00`, `~2012-03-30T08:00`, `2012-03-29T08:00Z`, `2012-03-29T~day`.

mod calendar;
mod clock;
mod read;
#[cfg(test)]
mod tests;

pub use clock::{Clock, Instant};
pub use read::DateError;

use std::fmt;

use serde::{Serialize, Serializer};

/// How fine a date is: its last written component. Of an extent or a choice, the coarsest of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// `2012`
    Year,
    /// `2012-21` and the other groupings of months of EDTF.
    Season,
    /// `2012-03`
    Month,
    /// `2012-03-29`
    Day,
    /// `2012-03-29T~day`
    PartOfDay,
    /// `2012-03-29T20`
    Hour,
    /// `2012-03-29T20:00`
    Minute,
    /// `2012-03-29T20:00:30`
    Second,
}

/// Whether a date lasts or is one unknown moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// One day, hour, month: something happened within it.
    Point,
    /// `[A..B]` or `[A, B]`: one unknown day of these.
    OneOf,
    /// `A/B`: it lasted from A to B.
    Extent,
}

/// One end of a date: seconds, and whether they already count in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct End {
    seconds: i64,
    is_utc: bool,
}

impl End {
    fn at(self, clock: Clock) -> Instant {
        if self.is_utc || Instant(self.seconds).is_far() {
            Instant(self.seconds)
        } else {
            Instant(self.seconds - clock.seconds())
        }
    }
}

/// A date as it was written, with the instants that bound it.
///
/// ```
/// use kidal_dossier::date::{Clock, Date};
///
/// let day = Date::parse("2012-03-29").unwrap();
/// assert_eq!(day.latest().0 - day.earliest().0, 24 * 3600);
/// let there = day.with_clock(Clock::parse("+01:00").unwrap());
/// assert_eq!(there.earliest().to_string(), "2012-03-28T23:00:00Z");
/// assert!(Date::parse("2012-02-30").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    text: String,
    clock: Clock,
    first: End,
    last: End,
    shape: Shape,
    precision: Precision,
    is_approximate: bool,
    is_uncertain: bool,
}

impl Date {
    /// Reads a date. Its clock is UTC until [`Date::with_clock`] sets another.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        read::date(text)
    }

    /// The same date read by another clock. `kidal_dossier::read` has done this for each date of a dossier.
    pub fn with_clock(mut self, clock: Clock) -> Date {
        self.clock = clock;
        self
    }

    /// The first instant it may mean.
    pub fn earliest(&self) -> Instant {
        self.first.at(self.clock)
    }

    /// The end of what it may mean, exclusive: the latest of `2012-03-29` is midnight at its end.
    pub fn latest(&self) -> Instant {
        self.last.at(self.clock)
    }

    /// Both bounds, the second exclusive.
    pub fn bounds(&self) -> (Instant, Instant) {
        (self.earliest(), self.latest())
    }

    /// Seconds between the bounds.
    pub fn length_s(&self) -> i64 {
        self.latest().0.saturating_sub(self.earliest().0)
    }

    /// Whether it lasted from A to B (`A/B`). `[A..B]` is one unknown day and no extent.
    pub fn is_extent(&self) -> bool {
        self.shape == Shape::Extent
    }

    /// One moment, one of several, or an extent.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// How fine it is.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Whether it carries `~` or `%` anywhere. The bounds are not widened for it.
    pub fn is_approximate(&self) -> bool {
        self.is_approximate
    }

    /// Whether it carries `?` or `%` anywhere.
    pub fn is_uncertain(&self) -> bool {
        self.is_uncertain
    }

    /// Whether both ends are known (no `..` and no empty end).
    pub fn is_bounded(&self) -> bool {
        !self.earliest().is_far() && !self.latest().is_far()
    }

    /// Whether the two cannot mean the same moment.
    pub fn is_apart_from(&self, other: &Date) -> bool {
        self.latest() <= other.earliest() || other.latest() <= self.earliest()
    }

    /// Whether all that `other` may mean lies within this.
    pub fn contains(&self, other: &Date) -> bool {
        self.earliest() <= other.earliest() && other.latest() <= self.latest()
    }

    /// What was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}
