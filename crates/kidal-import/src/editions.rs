//! Several editions of one article: which sides are the same, and what each edition adds, loses, swaps or inverts.
//!
//! Sides are put together by the names of those who fight and lead, never by their place in the infobox.

mod align;
mod compare;
mod dependence;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::article::Article;

pub use align::{Alignment, JointSide};
pub use dependence::{Dependence, Verdict};

/// What several editions are to each other.
#[derive(Clone, Debug, Serialize)]
pub struct Editions {
    /// Which sides are the same.
    #[serde(skip)]
    pub alignment: Alignment,
    /// What differs.
    pub differences: Vec<Difference>,
    /// Who may have copied whom.
    pub dependence: Vec<Dependence>,
}

/// How two editions differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// A figure that two editions give to different sides.
    Misattributed,
    /// Values that stand the other way round.
    Swapped,
    /// The opposite is said.
    Inverted,
    /// Other values.
    Differs,
    /// Only the one has it.
    Added,
    /// Only the other has it.
    Lost,
    /// Sides that no name puts together.
    Unaligned,
}

/// One difference between two editions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What sort of difference.
    pub change: Change,
    /// The field, or `text`.
    pub field: String,
    /// The edition that is spoken of.
    pub edition: String,
    /// The edition that it is compared with.
    pub against: String,
    /// What is different, in a sentence.
    pub text: String,
}

/// Compares editions, each with each before it.
#[must_use]
pub fn compare(articles: &[Article]) -> Editions {
    let alignment = align::align(articles);
    let mut differences = Vec::new();
    let mut dependence = Vec::new();
    for second in 1..articles.len() {
        for first in 0..second {
            let pair = compare::Pair {
                articles,
                alignment: &alignment,
                first,
                second,
            };
            let found = pair.differences();
            dependence.push(dependence::dependence(&pair, &found));
            differences.extend(found);
        }
    }
    differences.sort_by_key(|difference| difference.change);
    Editions {
        alignment,
        differences,
        dependence,
    }
}

/// How many days the dates of two editions may lie apart. Chosen by us: writers let a siege begin with its first or its last
/// approach, and calendars differ by days.
const APART_DAYS: i64 = 60;

/// Two articles whose dates lie apart may be of two battles, and no editions of one.
fn tell_other_battle(pair: &compare::Pair<'_>, found: &mut Vec<Difference>) {
    let bounds = |article: &Article| {
        let date = kidal_dossier::Date::parse(article.date.as_deref()?).ok()?;
        Some((date.earliest().0, date.latest().0))
    };
    let (Some(one), Some(other)) = (bounds(pair.one()), bounds(pair.other())) else {
        return;
    };
    let gap_s = (other.0.saturating_sub(one.1)).max(one.0.saturating_sub(other.1));
    let days = gap_s / (24 * 3600);
    if days > APART_DAYS {
        let text = format!(
            "perhaps another battle and no edition of this one: the dates lie {days} days apart"
        );
        found.push(pair.told(Change::Unaligned, "date", text));
    }
}

/// Results that name opposite victors, and sentences that turn round.
fn tell_inverted(pair: &compare::Pair<'_>, found: &mut Vec<Difference>) {
    let victor = |at: usize| {
        let article = &pair.articles[at];
        let result = article.result.as_deref()?;
        let names = article.sides.iter().enumerate().flat_map(|(row, side)| {
            side.belligerents
                .iter()
                .map(move |one| (row, one.name.as_str()))
        });
        let words = crate::names::folded(result);
        let named: Vec<usize> = names
            .filter(|(_, name)| {
                let name = crate::names::folded(name);
                name.split(' ').any(|word| {
                    word.chars().count() > 3
                        && words.split(' ').any(|found| {
                            found.starts_with(word)
                                || word.starts_with(found) && found.chars().count() > 3
                        })
                })
            })
            .map(|(row, _)| row)
            .collect();
        let row = *named.first()?;
        named.iter().all(|other| *other == row).then_some(())?;
        pair.alignment.joint(at, row)
    };
    if let (Some(one), Some(other)) = (victor(pair.first), victor(pair.second))
        && one != other
    {
        let text = "the result names the other side as the victor".to_string();
        found.push(pair.told(Change::Inverted, "result", text));
    }
}
