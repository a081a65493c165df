//! Articles and data sets to draft evidence.
//!
//! - [`read_article`] reads one article, in plain text or wikitext, into an [`Article`].
//! - [`import`] reads many texts, among them tables of UCDP GED and ACLED ([`table`]).
//! - [`editions::compare`] puts several editions of one article side by side.
//! - [`draft::draft`] writes a draft `evidence.toml` of them.
//!
//! What it is not: it opens no file, and decides nothing that a person must decide: what is not understood is listed.
//!
//! ```
//! let text = "= Battle of the ford =\n\nInfobox\n- Date: 3 May 1901\n- Strength1: c. 500 men\n- Strength2: Unknown\n";
//! let article = kidal_import::read_article("ford.txt", text);
//! assert_eq!(article.date.as_deref(), Some("1901-05-03"));
//! assert_eq!(article.sides[0].strength[0].min, Some(500));
//! assert!(article.sides[1].strength[0].is_unknown());
//! ```

pub mod amount;
pub mod article;
mod assemble;
mod clean;
pub mod coordinates;
mod date;
mod doubt;
pub mod draft;
pub mod editions;
mod fields;
mod import;
pub mod names;
mod plain;
mod prose;
mod quantity;
mod raw;
pub mod table;
mod token;
mod value;
mod wikitext;
mod words;

pub use article::Article;
pub use import::{Import, Text, import, import_read, read_text};
pub use raw::Form;

/// Reads one article.
#[must_use]
pub fn read_article(file: &str, text: &str) -> Article {
    if wikitext::looks_like_wikitext(text) {
        let raw = wikitext::read_wikitext(text);
        // References in the text alone make no wikitext of fields in plain lines.
        if !raw.fields.is_empty() || !plain::has_fields(text) {
            return assemble::assemble(file, text, Form::Wikitext, &raw);
        }
    }
    let mut raw = plain::read_plain(text);
    raw.references = wikitext::references(text);
    assemble::assemble(file, text, Form::Plain, &raw)
}
