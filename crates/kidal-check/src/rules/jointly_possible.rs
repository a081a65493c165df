//! Which of the claims that stand in contradictions can be true together.

use kidal_diag::{ClaimSet, Diagnostic, Severity};

use crate::case::Case;
use crate::phrase::{self, Places};
use crate::rule::Finding;
use crate::rules::dates_together::count;
use crate::together::{Knot, from_findings};

const CODE: &str = "jointly-possible";

/// So many sets of each sort are written out in words; all are in the data. Chosen by us because a reader compares no more.
const SHOWN: usize = 4;
/// So many claims of a knot are marked in the file.
const MARKED: usize = 8;

pub(crate) fn find(case: &Case<'_>, found: &[Finding]) -> Vec<Finding> {
    let together = from_findings(case, found);
    // Two claims that exclude each other and nothing else need no table of sets.
    let (pairs, knots): (Vec<&Knot>, Vec<&Knot>) = together
        .knots
        .iter()
        .filter(|knot| knot.claims.len() > 1)
        .partition(|knot| knot.claims.len() == 2);
    let mut notes: Vec<Finding> = knots
        .into_iter()
        .map(|knot| Finding::from(report(case, knot)))
        .collect();
    if !pairs.is_empty() {
        notes.push(Finding::from(rivals(case, &pairs)));
    }
    notes
}

fn rivals(case: &Case<'_>, pairs: &[&Knot]) -> Diagnostic {
    let message = match pairs.len() {
        1 => "1 pair of claims excludes each other and collides with nothing else".to_string(),
        many => {
            format!("{many} pairs of claims exclude each other and collide with nothing else")
        }
    };
    let mut diagnostic = Diagnostic::new(CODE, Severity::Note, message)
        .at_all(marks(case, pairs.iter().flat_map(|knot| &knot.claims)));
    for knot in pairs {
        diagnostic = diagnostic
            .sum(format!("one at most: {}", quoted(&knot.claims)))
            .set(ClaimSet::impossible(knot.claims.clone()));
    }
    diagnostic
}

fn marks<'k>(
    case: &Case<'_>,
    claims: impl Iterator<Item = &'k String>,
) -> Vec<(kidal_dossier::Span, String)> {
    claims
        .take(MARKED)
        .filter_map(|id| {
            let claim = case.dossier.claim(id)?;
            Some((claim.id.span, format!("says {}", phrase::speaker(claim))))
        })
        .collect()
}

fn report(case: &Case<'_>, knot: &Knot) -> Diagnostic {
    let largest = knot.possible.first().map_or(0, Vec::len);
    let message = format!(
        "of {} that collide, at most {largest} can be true together",
        count(knot.claims.len())
    );
    let mut diagnostic =
        Diagnostic::new(CODE, Severity::Note, message).at_all(marks(case, knot.claims.iter()));
    for set in knot.impossible.iter().take(SHOWN) {
        diagnostic = diagnostic.sum(format!("cannot all be true: {}", quoted(set)));
    }
    diagnostic = rest(diagnostic, knot.impossible.len(), "such set");
    for set in knot.possible.iter().take(SHOWN) {
        diagnostic = diagnostic.sum(format!("can be true together: {}", quoted(set)));
    }
    diagnostic = rest(diagnostic, knot.possible.len(), "such set");
    for set in &knot.impossible {
        diagnostic = diagnostic.set(ClaimSet::impossible(set.clone()));
    }
    for set in &knot.possible {
        diagnostic = diagnostic.set(ClaimSet::possible(set.clone()));
    }
    diagnostic = diagnostic.set(ClaimSet::frees_most(knot.frees_most.clone()));
    let help = if knot.frees_most.len() == knot.claims.len() {
        "no claim frees more than another: weigh them".to_string()
    } else {
        let ids: Vec<String> = knot.frees_most.iter().map(|id| format!("`{id}`")).collect();
        format!(
            "giving up {} alone frees most: {} of {} collisions",
            ids.join(" or "),
            knot.freed,
            knot.impossible.len()
        )
    };
    diagnostic.help(help)
}

fn rest(diagnostic: Diagnostic, all: usize, what: &str) -> Diagnostic {
    match all.saturating_sub(SHOWN) {
        0 => diagnostic,
        1 => diagnostic.sum(format!("and 1 more {what}")),
        more => diagnostic.sum(format!("and {more} more {what}s")),
    }
}

fn quoted(claims: &[String]) -> String {
    let quoted: Vec<String> = claims.iter().map(|id| format!("`{id}`")).collect();
    phrase::list(&quoted)
}
