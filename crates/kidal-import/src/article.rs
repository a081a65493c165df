//! An article as data: the documented, versioned schema `kidal-article/1`.

use serde::Serialize;

use crate::amount::Amount;
use crate::coordinates::Coordinates;
use crate::names::{Belligerent, Commander};
use crate::raw::Form;

/// Name and version of the schema.
pub const SCHEMA: &str = "kidal-article/1";

/// One article, or one row of a data set told as an article.
#[derive(Clone, Debug, Serialize)]
pub struct Article {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// The name under which the text came.
    pub file: String,
    /// The form in which it came.
    pub form: Form,
    /// The language, as far as fields and words tell.
    pub language: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The larger conflict.
    pub part_of: Option<String>,
    /// The date in EDTF.
    pub date: Option<String>,
    /// The date as it is written.
    pub date_words: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// The coordinates.
    pub coordinates: Option<Coordinates>,
    /// The result as it is written.
    pub result: Option<String>,
    /// The sides in the order of the infobox, which means nothing.
    pub sides: Vec<Side>,
    /// Losses that belong to no side.
    pub other_casualties: Vec<Amount>,
    /// Territory, status, causes, notes: kept as they are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
    /// Draft claims from the sentences.
    pub claims: Vec<DraftClaim>,
    /// References of the markup.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<String>,
    /// What was not understood.
    pub leftovers: Vec<Leftover>,
}

/// One side.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Side {
    /// Who fought.
    pub belligerents: Vec<Belligerent>,
    /// Who led.
    pub commanders: Vec<Commander>,
    /// Units that are named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
    /// How many were there.
    pub strength: Vec<Amount>,
    /// What was lost.
    pub casualties: Vec<Amount>,
    /// The line of the strength field, for messages.
    #[serde(skip)]
    pub strength_line: Option<usize>,
    /// The line of the casualties field, for messages.
    #[serde(skip)]
    pub casualties_line: Option<usize>,
}

/// A field that is kept as it is written.
#[derive(Clone, Debug, Serialize)]
pub struct Remark {
    /// Which field: `territory`, `status`, `cause`, `notes`.
    pub field: String,
    /// Its text.
    pub text: String,
}

/// A sentence that says something, with what was found in it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DraftClaim {
    /// Section, or null before the first heading.
    pub section: Option<String>,
    /// The line it begins in, counted from 1.
    pub line: usize,
    /// The first byte of the sentence in the text.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// The sentence, cut where it is long.
    pub words: String,
    /// Who asserts it, where the grammar shows one.
    pub speaker: Option<String>,
    /// The words that show it: `according to`, `claimed`.
    pub shown_by: Option<String>,
    /// Whether it stands inside quotation marks.
    pub quotation: bool,
    /// Figures with what they count.
    pub quantities: Vec<Amount>,
    /// Dates in EDTF.
    pub dates: Vec<String>,
    /// Persons, places and belligerents that are named.
    pub names: Vec<String>,
    /// What a person must decide before it is a claim.
    pub decide: Vec<String>,
    /// The row of the side that its figures plainly speak of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<usize>,
    /// Whether its figures can stand as statements on that side.
    #[serde(skip)]
    pub is_plain: bool,
}

/// Something that was not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Leftover {
    /// The field, or `text`.
    pub field: String,
    /// The words.
    pub text: String,
    /// Why they are left.
    pub why: String,
    /// The line, counted from 1.
    pub line: usize,
}
