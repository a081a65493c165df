//! Whether one edition copies another: what both have in common that is unlikely to be found twice.

use serde::Serialize;

use super::compare::{AGAINST, Pair};
use super::{Change, Difference};
use crate::amount::Amount;
use crate::article::Article;
use crate::names::{Likeness, likeness};

/// What two editions share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dependence {
    /// One edition.
    pub one: String,
    /// The other.
    pub other: String,
    /// How probable it is that one copies the other or both a third.
    pub verdict: Verdict,
    /// Figures of the shorter list that the longer has too.
    pub shared_figures: usize,
    /// Figures of the shorter list.
    pub figures: usize,
    /// Commanders of the shorter list that the longer has too.
    pub shared_commanders: usize,
    /// The edition that is likely the copy, where an error shows it.
    pub copy: Option<String>,
}

/// How probable a dependence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing that is shared speaks for it.
    NoSign,
    /// Some of it is shared.
    Possible,
    /// Most of it is shared.
    Probable,
}

/// Shared figures that make a dependence probable, where they are half of the shorter list. Chosen by us: two articles on one
/// battle share its round numbers by themselves; three exact ones seldom.
const MANY: usize = 3;

pub(super) fn dependence(pair: &Pair<'_>, differences: &[Difference]) -> Dependence {
    let (ours, theirs) = (figures(pair.one()), figures(pair.other()));
    let shared_figures = ours.iter().filter(|figure| theirs.contains(figure)).count();
    let figures = ours.len().min(theirs.len());
    let (ours, theirs) = (commanders(pair.one()), commanders(pair.other()));
    let shared_commanders = ours
        .iter()
        .filter(|name| {
            theirs
                .iter()
                .any(|other| likeness(name, other) >= Likeness::Likely)
        })
        .count();
    let is_moved = differences
        .iter()
        .any(|difference| difference.change == Change::Misattributed);
    let verdict = if (shared_figures >= MANY && shared_figures * 2 >= figures)
        || (is_moved && shared_commanders > 0)
    {
        Verdict::Probable
    } else if shared_figures > 0 || shared_commanders > 1 || is_moved {
        Verdict::Possible
    } else {
        Verdict::NoSign
    };
    Dependence {
        one: pair.one().file.clone(),
        other: pair.other().file.clone(),
        verdict,
        shared_figures,
        figures,
        shared_commanders,
        copy: copy(pair, differences),
    }
}

/// The edition whose own text speaks against its field has moved the figure, so it is the copy.
fn copy(pair: &Pair<'_>, differences: &[Difference]) -> Option<String> {
    let moved = differences
        .iter()
        .find(|difference| difference.change == Change::Misattributed)?;
    let speaks_against =
        |article: &Article| moved.text.contains(&format!("{AGAINST} {},", article.file));
    match (speaks_against(pair.one()), speaks_against(pair.other())) {
        (true, false) => Some(pair.one().file.clone()),
        (false, true) => Some(pair.other().file.clone()),
        _ => None,
    }
}

/// Figures of two digits and more, of fields and sentences, each once.
fn figures(article: &Article) -> Vec<u64> {
    let fields = article
        .sides
        .iter()
        .flat_map(|side| side.strength.iter().chain(&side.casualties));
    let sentences = article.claims.iter().flat_map(|claim| &claim.quantities);
    let bounds = |amount: &Amount| [amount.min, amount.max];
    let mut all: Vec<u64> = fields
        .chain(sentences)
        .flat_map(bounds)
        .flatten()
        .filter(|value| *value >= 10)
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn commanders(article: &Article) -> Vec<String> {
    article
        .sides
        .iter()
        .flat_map(|side| side.commanders.iter().map(|one| one.name.clone()))
        .collect()
}
