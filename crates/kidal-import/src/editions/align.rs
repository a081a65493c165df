//! Which sides of several editions are the same.

use crate::article::{Article, Side};
use crate::names::{Likeness, likeness};

/// A side as all editions have it.
#[derive(Clone, Debug, Default)]
pub struct JointSide {
    /// For each article the row of its side, where it has one.
    pub rows: Vec<Option<usize>>,
    /// Whether any edition was put here because nothing else was left.
    pub by_elimination: bool,
}

/// The sides of all editions put together.
#[derive(Clone, Debug, Default)]
pub struct Alignment {
    /// The sides.
    pub sides: Vec<JointSide>,
    /// Articles whose sides no name puts with the others.
    pub unaligned: Vec<usize>,
    count: usize,
}

impl Alignment {
    /// How many articles were put together.
    #[must_use]
    pub fn articles(&self) -> usize {
        self.count
    }

    /// The joint side of a side of an article.
    #[must_use]
    pub fn joint(&self, article: usize, row: usize) -> Option<usize> {
        self.sides
            .iter()
            .position(|side| side.rows.get(article) == Some(&Some(row)))
    }
}

/// Least score that puts two sides together. Chosen by us: one name in another spelling suffices, a common word does not.
const ENOUGH: u32 = 4;

fn points(likeness: Likeness) -> u32 {
    match likeness {
        Likeness::Same => 6,
        Likeness::Likely => 4,
        Likeness::Weak => 1,
        Likeness::None => 0,
    }
}

/// Puts the sides of all articles together.
pub(super) fn align(articles: &[Article]) -> Alignment {
    let mut alignment = Alignment {
        count: articles.len(),
        ..Alignment::default()
    };
    for (at, article) in articles.iter().enumerate() {
        if alignment.sides.is_empty() {
            alignment.sides = (0..article.sides.len())
                .map(|row| JointSide {
                    rows: one(articles.len(), at, row),
                    by_elimination: false,
                })
                .collect();
            continue;
        }
        add(&mut alignment, articles, at);
    }
    alignment
}

fn one(count: usize, at: usize, row: usize) -> Vec<Option<usize>> {
    let mut rows = vec![None; count];
    rows[at] = Some(row);
    rows
}

fn add(alignment: &mut Alignment, articles: &[Article], at: usize) {
    let article = &articles[at];
    let mut scores: Vec<(u32, usize, usize)> = Vec::new();
    for (joint, side) in alignment.sides.iter().enumerate() {
        for (row, other) in article.sides.iter().enumerate() {
            let best = side
                .rows
                .iter()
                .enumerate()
                .filter_map(|(known, found)| Some(score(&articles[known].sides[(*found)?], other)))
                .max()
                .unwrap_or(0);
            scores.push((best, joint, row));
        }
    }
    scores.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut placed = vec![false; article.sides.len()];
    let mut taken = vec![false; alignment.sides.len()];
    for (score, joint, row) in scores {
        if score >= ENOUGH && !placed[row] && !taken[joint] {
            (placed[row], taken[joint]) = (true, true);
            alignment.sides[joint].rows[at] = Some(row);
        }
    }
    let left: Vec<usize> = (0..placed.len()).filter(|row| !placed[*row]).collect();
    let free: Vec<usize> = (0..taken.len()).filter(|joint| !taken[*joint]).collect();
    let any = placed.iter().any(|placed| *placed);
    if let ([row], [joint], true) = (left.as_slice(), free.as_slice(), any) {
        alignment.sides[*joint].rows[at] = Some(*row);
        alignment.sides[*joint].by_elimination = true;
        return;
    }
    if !left.is_empty() && !any && !article.sides.is_empty() {
        alignment.unaligned.push(at);
    }
    for row in left {
        alignment.sides.push(JointSide {
            rows: one(articles.len(), at, row),
            by_elimination: false,
        });
    }
}

/// How much speaks for two sides being one: belligerents by name and abbreviation, commanders by name.
fn score(one: &Side, other: &Side) -> u32 {
    let names = |side: &Side| -> Vec<String> {
        let own = side.belligerents.iter().filter(|one| one.role.is_none());
        own.flat_map(|one| {
            [
                Some(&one.name),
                one.abbreviation.as_ref(),
                one.page.as_ref(),
            ]
        })
        .flatten()
        .cloned()
        .collect()
    };
    let people = |side: &Side| -> Vec<String> {
        let all = side.commanders.iter();
        all.flat_map(|one| [Some(&one.name), one.page.as_ref()])
            .flatten()
            .cloned()
            .collect()
    };
    best(&names(one), &names(other)) + best(&people(one), &people(other))
}

fn best(ours: &[String], theirs: &[String]) -> u32 {
    let each = ours.iter().map(|name| {
        let found = theirs.iter().map(|other| points(likeness(name, other)));
        found.max().unwrap_or(0)
    });
    each.sum()
}
