//! The model of a figure: what is counted, within which bounds, and who says so.

use serde::Serialize;

/// A figure of a strength or a loss. A bound that is not stated is null.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Amount {
    /// What happened to those counted (`killed`), or the category of the things lost (`ships`). None of a strength.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// At least so many.
    pub min: Option<u64>,
    /// At most so many.
    pub max: Option<u64>,
    /// What is counted, as the text says it: `men`, `tanks`. Null where the text does not say.
    pub unit: Option<String>,
    /// Whose figure it is, where the text says.
    pub according_to: Option<String>,
    /// Whether the text calls it about right only: `c.`, `~`, `estimated`.
    #[serde(skip_serializing_if = "is_false")]
    pub approximate: bool,
    /// Whether the bounds are two rival figures and nothing between them: `1,000 or 4,000`.
    #[serde(skip_serializing_if = "is_false")]
    pub either: bool,
    /// The wording that stands instead of a figure: `several dozen`, `heavy`, `unknown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wording: Option<String>,
    /// The part of the side that is meant, where one is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// What became of the things: `sunk`, `captured`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Whether the text counts it inside the figure before it.
    #[serde(skip_serializing_if = "is_false")]
    pub included: bool,
    /// What else the text adds in parentheses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

fn is_false(value: &bool) -> bool {
    !*value
}

impl Amount {
    /// Whether the text says that it is not known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.min.is_none() && self.max.is_none() && self.wording.as_deref() == Some(UNKNOWN)
    }

    /// The bounds, where there is any.
    #[must_use]
    pub fn has_figure(&self) -> bool {
        self.min.is_some() || self.max.is_some()
    }

    /// The one figure, where both bounds are the same.
    #[must_use]
    pub fn single(&self) -> Option<u64> {
        self.min.filter(|low| self.max == Some(*low))
    }

    /// The bounds in words: `500`, `50-169`, `at least 50`, `unknown`.
    #[must_use]
    pub fn bounds_text(&self) -> String {
        let about = if self.approximate { "about " } else { "" };
        match (self.min, self.max) {
            (Some(low), Some(high)) if low == high => format!("{about}{low}"),
            (Some(low), Some(high)) if self.either => format!("{about}{low} or {high}"),
            (Some(low), Some(high)) => format!("{about}{low}-{high}"),
            (Some(low), None) => format!("at least {low}"),
            (None, Some(high)) => format!("at most {high}"),
            (None, None) => self.wording.clone().unwrap_or_else(|| UNKNOWN.to_string()),
        }
    }
}

/// The wording of a figure that the text calls unknown.
pub const UNKNOWN: &str = "unknown";
