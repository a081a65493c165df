//! `kidal evidence`: the claims of a dossier in forms that others read. Nothing here is weighed.

mod deaths;
mod map;
mod statements;
mod talk;

use std::path::PathBuf;

use kidal_dossier::Date;
use kidal_dossier::date::Clock;
use kidal_dossier::language::{Comparison, Number, Relation, Value};

use crate::folder::{Folder, Opened};
use crate::trouble::Trouble;

/// Steps from a part to its whole that are followed: parts of one another in a circle come to an end.
const NESTED: usize = 32;

/// A form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A table for the talk page of an article, in Markdown.
    Markdown,
    /// Deaths with low, best and high estimates, in columns named as those of UCDP GED.
    Csv,
    /// The places, RFC 7946.
    Geojson,
    /// Commands for QuickStatements, for values that nothing in the dossier contradicts.
    QuickStatements,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct EvidenceRequest {
    /// Folder of the dossier, or `-`.
    pub dossier: PathBuf,
    /// The form.
    pub form: Form,
    /// The item of Wikidata that the statements are about; a new one without it.
    pub item: Option<String>,
}

/// The evidence as text.
///
/// # Errors
/// Where the dossier cannot be read, the item is no item, or the form has no place for one.
pub fn evidence(request: &EvidenceRequest) -> Result<String, Trouble> {
    if request.item.is_some() && request.form != Form::QuickStatements {
        return Err(Trouble::usage(
            "only QuickStatements are about an item of Wikidata",
            "add `--format quickstatements`, or leave `--item` out",
        ));
    }
    let opened = Folder::open(&request.dossier)?;
    Ok(match request.form {
        Form::Markdown => talk::table(&opened),
        Form::Csv => deaths::table(&opened.dossier),
        Form::Geojson => map::places(&opened.dossier),
        Form::QuickStatements => statements::commands(&opened, item(request)?),
    })
}

fn item(request: &EvidenceRequest) -> Result<Option<&str>, Trouble> {
    let is_item = |text: &str| {
        text.strip_prefix('Q')
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
    };
    match request.item.as_deref() {
        Some(text) if !is_item(text) => Err(Trouble::usage(
            format!("`{text}` is no item of Wikidata"),
            "write a Q and digits, as in `Q42`",
        )),
        item => Ok(item),
    }
}

/// Low, best and high of a count, as the speaker gives them: an open end has none, and a quoted wording none of the three.
fn estimates(comparison: &Comparison) -> Option<[Option<f64>; 3]> {
    let number = |number: &Number| number.in_base();
    match (&comparison.value, comparison.relation) {
        // What is near a figure has neither a least nor a greatest.
        (Value::Number(one), Relation::Equal) if one.is_approximate => {
            Some([None, Some(number(one)), None])
        }
        (Value::Number(one), Relation::Equal) => Some([Some(number(one)); 3]),
        (Value::Number(one), Relation::AtLeast | Relation::Greater) => {
            Some([Some(number(one)), None, None])
        }
        (Value::Number(one), Relation::AtMost | Relation::Less) => {
            Some([None, None, Some(number(one))])
        }
        (Value::Between(low, high), _) => Some([Some(number(low)), None, Some(number(high))]),
        (Value::Either(values), _) => {
            let all: Option<Vec<f64>> = values
                .iter()
                .map(|value| match value {
                    Value::Number(one) => Some(number(one)),
                    _ => None,
                })
                .collect();
            let all = all?;
            let low = all.iter().copied().fold(f64::INFINITY, f64::min);
            let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            Some([Some(low), None, Some(high)])
        }
        (Value::Wording(_), _) => Some([None; 3]),
        _ => None,
    }
}

/// A date by the clock of the place, as it is written: its first day there is not always that of UTC.
fn local(date: &Date) -> Date {
    date.clone().with_clock(Clock::UTC)
}

/// The reference of the last document that carries a claim, and its title.
fn carrier<'o>(
    opened: &'o Opened,
    claim: &'o kidal_dossier::Claim,
) -> Option<&'o kidal_dossier::model::Source> {
    let carriers = opened.dossier.carriers(claim);
    carriers.first().and_then(|id| opened.dossier.source(id))
}
