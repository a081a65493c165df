//! Claims and allegiances.

use serde::Serialize;

use super::Name;
pub use super::words::Stake;
use crate::date::Date;
use crate::language::Statement;
use crate::span::{Located, Span};

/// Who someone stands with, publicly and privately, over a stretch of time.
#[derive(Clone, Debug, Serialize)]
pub struct Allegiance {
    /// A person, actor or group.
    pub who: Name,
    /// The actor or side that it shows itself with.
    pub public: Name,
    /// The actor or side that it means to be with.
    pub private: Located<PrivateSide>,
    /// Since when.
    pub from: Option<Located<Date>>,
    /// Until when.
    pub until: Option<Located<Date>>,
    /// The claims that it rests on.
    pub claims: Vec<Name>,
    /// A remark.
    pub note: Option<Name>,
    /// The table.
    #[serde(skip)]
    pub span: Span,
}

/// The private face of an allegiance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PrivateSide {
    /// Not known.
    Unknown,
    /// An actor or side.
    With(String),
}

/// One thing that one speaker asserts.
#[derive(Clone, Debug, Serialize)]
pub struct Claim {
    /// Its id, in a namespace of its own.
    pub id: Name,
    /// Who asserts it: a source, voice, person or actor.
    pub speaker: Name,
    /// The sources through which it reached us, the first nearest to the speaker. Where the file gives none and the
    /// speaker is a source, the sources that it derives from are *not* added: an edition speaks for itself.
    pub via: Vec<Name>,
    /// When it was uttered.
    pub said: Option<Located<Date>>,
    /// When it is meant to hold.
    pub as_of: Option<Located<Date>>,
    /// Whether it suits the speaker.
    pub stake: Located<Stake>,
    /// The analyst's paraphrase.
    pub words: Option<Name>,
    /// Where in the source.
    pub locator: Option<Name>,
    /// What it may mean, with the analyst's weights. One reading of weight 1 where the file has `says`.
    pub readings: Vec<Reading>,
    /// The utterance as the file names it; see `Dossier::utterance_of` for the default.
    pub utterance: Option<Name>,
    /// Claims that may be the same utterance, with the analyst's probability.
    pub maybe_same_as: Vec<(Name, Located<f64>)>,
    /// Whether the source gives no origin for it.
    pub is_unsourced: bool,
    /// Rows of the table of statements that it carries.
    pub rows: Vec<u32>,
    /// A remark.
    pub note: Option<Name>,
    /// The table.
    #[serde(skip)]
    pub span: Span,
}

impl Claim {
    /// The reading of the largest weight, the first of them where several tie. Every claim has one.
    pub fn main_reading(&self) -> &Reading {
        let mut best = &self.readings[0];
        for reading in &self.readings[1..] {
            if reading.weight > best.weight {
                best = reading;
            }
        }
        best
    }
}

/// One reading of a claim.
#[derive(Clone, Debug, Serialize)]
pub struct Reading {
    /// What it says, as a tree.
    pub statement: Statement,
    /// The text as the file has it; its span holds the quotation marks.
    pub says: Name,
    /// The analyst's weight; those of a claim sum to 1.
    pub weight: f64,
    /// Where the statement's text begins in the file, if spans of the tree can be added to it (no escapes in the text).
    #[serde(skip)]
    pub text_start: Option<u32>,
}

impl Reading {
    /// The place in the file of a span of the statement's tree; the whole text where escapes stand in the way.
    pub fn place_of(&self, span: &std::ops::Range<usize>) -> Span {
        match self.text_start {
            Some(start) => {
                let start = start as usize;
                Span::new(self.says.span.file, start + span.start..start + span.end)
            }
            None => self.says.span,
        }
    }
}
