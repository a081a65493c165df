//! One total that stands as the figure of several battles.

use std::collections::BTreeMap;

use kidal_diag::Diagnostic;

use crate::across::{Battle, Loss, meet, show_in, tension};
use crate::amount::show;
use crate::phrase;

const CODE: &str = "shared-total";

/// Figures below are not compared. Chosen by us because small numbers come back by chance: of two battles with a few dead
/// each, many have the same number of them.
const SMALLEST: f64 = 20.0;

/// A figure that nobody announced is compared from here on, and only if it is not round. Chosen by us because two counts
/// between 100 and 1,000 agree to the last digit once in some hundred pairs, and round ones far more often.
const SMALLEST_UNSPOKEN: f64 = 100.0;

struct Row<'a, 'd> {
    battle: &'a Battle<'d>,
    loss: &'a Loss<'d>,
}

impl Row<'_, '_> {
    /// Whether the other says no more than this one: the same total, or the figure of the same battle.
    fn is_told_by(&self, other: &Row<'_, '_>) -> bool {
        let is_total = |row: &Row<'_, '_>| !row.loss.over.is_empty();
        std::ptr::eq(self.battle, other.battle)
            || match (is_total(self), is_total(other)) {
                (true, true) => true,
                (false, false) => self.battle.is_loss_of(self.loss, other.battle, other.loss),
                _ => false,
            }
    }
}

pub(crate) fn find(battles: &[Battle<'_>]) -> Vec<Diagnostic> {
    let all: Vec<Row<'_, '_>> = battles
        .iter()
        .flat_map(|battle| battle.losses.iter().map(move |loss| Row { battle, loss }))
        .filter(|row| row.loss.least == row.loss.most && row.loss.least >= SMALLEST)
        .collect();
    let mut alike: BTreeMap<(&str, u64), Vec<&Row<'_, '_>>> = BTreeMap::new();
    for row in &all {
        let key = (row.loss.what.as_str(), row.loss.least.to_bits());
        alike.entry(key).or_default().push(row);
    }
    alike.values().flat_map(|rows| totals(rows)).collect()
}

/// Of rows with one figure for one thing, those that may be one total.
fn totals(rows: &[&Row<'_, '_>]) -> Vec<Diagnostic> {
    let mut is_told = vec![false; rows.len()];
    let mut found = Vec::new();
    for first in 0..rows.len() {
        if is_told[first] {
            continue;
        }
        let mut same = vec![first];
        for other in first + 1..rows.len() {
            let is_new = same
                .iter()
                .all(|&known| !rows[known].is_told_by(rows[other]));
            if !is_told[other] && is_new && is_one_total(rows[first], rows[other]) {
                same.push(other);
            }
        }
        // Totals that all say that they are totals collide with nothing.
        if same.len() < 2 || same.iter().all(|&at| !rows[at].loss.over.is_empty()) {
            continue;
        }
        for &at in &same {
            is_told[at] = true;
        }
        let same: Vec<&Row<'_, '_>> = same.iter().map(|&at| rows[at]).collect();
        found.push(told(&same));
    }
    found
}

/// Whether both may be one figure that was announced once.
fn is_one_total(one: &Row<'_, '_>, other: &Row<'_, '_>) -> bool {
    let value = one.loss.least;
    let (ours, theirs) = (
        one.battle.speakers(one.loss),
        other.battle.speakers(other.loss),
    );
    if meet(&ours, &theirs) {
        return true;
    }
    let is_unspoken = ours.is_empty() && theirs.is_empty();
    is_unspoken
        && value >= SMALLEST_UNSPOKEN
        && value % 10.0 != 0.0
        && meet(
            &one.battle.subjects(one.loss),
            &other.battle.subjects(other.loss),
        )
}

fn told(rows: &[&Row<'_, '_>]) -> Diagnostic {
    let value = show(rows[0].loss.least);
    let what = &rows[0].loss.what;
    let titles = |is_total: bool| -> Vec<String> {
        rows.iter()
            .filter(|row| row.loss.over.is_empty() != is_total)
            .map(|row| row.battle.title())
            .collect()
    };
    let (alone, totals) = (titles(false), titles(true));
    let message = match totals.first() {
        Some(total) => format!(
            "{value} `{what}` stands as the figure of {} alone, but {total} has it as a total of several places",
            phrase::list(&alone)
        ),
        None => format!(
            "{value} `{what}` stands as the figure of each of {} battles: {}",
            alone.len(),
            phrase::list(&alone)
        ),
    };
    let mut diagnostic = tension(CODE, message);
    for row in rows {
        let over = match row.loss.over.as_slice() {
            [] => row.battle.title(),
            places => format!("a total of {} places", places.len()),
        };
        let speaker = phrase::speaker(row.battle.case.claim(row.loss.fact));
        diagnostic = show_in(
            diagnostic,
            row.battle,
            row.loss,
            format!("{over}, says {speaker}"),
        );
    }
    if alone.len() > 1 {
        let times = alone.len() as f64;
        diagnostic = diagnostic.sum(format!(
            "{value} × {} = {}, where {value} was said once",
            alone.len(),
            show(rows[0].loss.least * times)
        ));
    }
    diagnostic.help(format!(
        "find out over which battles {value} was counted; write it as their total (`in: […]`) and leave the figure of each of them open"
    ))
}
