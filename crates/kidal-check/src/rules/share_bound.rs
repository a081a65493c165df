//! How large a body can be when a known part is a known share of it.

use std::collections::BTreeMap;

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::language::Relation;

use crate::amount::{Amount, show};
use crate::case::{Case, argument, name_in, subject};
use crate::moment::{Times, times};
use crate::phrase::{self, Places};
use crate::rule::Finding;

const CODE: &str = "share-bound";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let mut tightest: BTreeMap<&str, Bound<'_>> = BTreeMap::new();
    for &share in case.with_word("share") {
        if let Some(bound) = Bound::of(case, share) {
            let known = tightest.entry(bound.whole).or_insert(bound);
            if bound.men < known.men {
                *known = bound;
            }
        }
    }
    tightest
        .into_values()
        .map(|bound| report(case, &bound))
        .collect()
}

/// The whole is smaller than the men of its part over their share.
#[derive(Clone, Copy)]
struct Bound<'d> {
    whole: &'d str,
    share: usize,
    part: usize,
    at_least: f64,
    at_most: f64,
    men: f64,
}

impl<'d> Bound<'d> {
    fn of(case: &Case<'d>, share: usize) -> Option<Self> {
        let atom = case.facts[share].atom;
        let part = subject(atom)?;
        let whole = argument(atom, "of").and_then(name_in)?;
        let at_least = case.amounts[share]
            .as_ref()
            .filter(|_| !case.facts[share].is_negated)?
            .span()
            .low;
        if !(at_least > 0.0 && at_least <= 1.0) {
            return None;
        }
        let (at_most, strength) = case
            .with_word("strength")
            .iter()
            .copied()
            .filter(|&fact| {
                subject(case.facts[fact].atom).is_some_and(|body| {
                    body != whole
                        && case.dossier.is_within(part, body)
                        && !shares_members(case, whole, part, body)
                })
            })
            .filter(|&fact| times(case.date(share), case.date(fact)) != Times::Apart)
            .filter_map(|fact| Some((case.amounts[fact].as_ref()?.span().high, fact)))
            .filter(|(high, _)| high.is_finite())
            .min_by(|a, b| a.0.total_cmp(&b.0))?;
        Some(Bound {
            whole,
            share,
            part: strength,
            at_least,
            at_most,
            men: at_most / at_least,
        })
    }
}

/// Whether the body holds men of the whole beyond the part, so that its number says little of the part.
fn shares_members(case: &Case<'_>, whole: &str, part: &str, body: &str) -> bool {
    case.dossier.group(whole).is_some_and(|group| {
        group.overlaps.iter().any(|other| {
            case.dossier.is_within(other, body) && !case.dossier.is_within(other, part)
        })
    })
}

fn report(case: &Case<'_>, bound: &Bound<'_>) -> Finding {
    let above = case.with_word("strength").iter().copied().find(|&fact| {
        let low = case.amounts[fact].as_ref().map(|amount| {
            amount
                .stated
                .iter()
                .map(|range| range.low)
                .fold(f64::INFINITY, f64::min)
        });
        subject(case.facts[fact].atom) == Some(bound.whole)
            && low.is_some_and(|low| low > bound.men)
    });
    let part = subject(case.facts[bound.part].atom).unwrap_or_default();
    let amount = |fact: usize| {
        case.amounts[fact]
            .as_ref()
            .map_or("", |amount: &Amount| amount.text.as_str())
    };
    let is_strict = matches!(
        case.facts[bound.share]
            .atom
            .comparison
            .as_ref()
            .map(|one| one.relation),
        Some(Relation::Greater)
    );
    let message = format!(
        "`{}` is {} {} if both hold: `{part}` is {}, and its share {}",
        bound.whole,
        if is_strict { "fewer than" } else { "at most" },
        show(bound.men.floor()),
        amount(bound.part),
        amount(bound.share)
    );
    let severity = if above.is_some() {
        Severity::Tension
    } else {
        Severity::Note
    };
    let mut diagnostic = Diagnostic::new(CODE, severity, message)
        .on(
            case.facts[bound.share].place,
            format!(
                "the share, says {}",
                phrase::speaker(case.claim(bound.share))
            ),
        )
        .with(
            case.facts[bound.part].place,
            format!("the part, says {}", phrase::speaker(case.claim(bound.part))),
        )
        .sum(format!(
            "{} / {} = {}",
            show(bound.at_most),
            show(bound.at_least),
            show(bound.men)
        ));
    if let Some(fact) = above {
        diagnostic = diagnostic
            .with(
                case.facts[fact].place,
                format!(
                    "{}, says {}",
                    amount(fact),
                    phrase::speaker(case.claim(fact))
                ),
            )
            .help("ask whether the part was larger, or the share smaller");
    }
    Finding::from(diagnostic)
}
