//! A figure that stands with the wrong side.

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::language::Value;

use crate::case::{Case, subject};
use crate::editions::{are_aligned, carries, is_field, own_voice};
use crate::phrase::Places;
use crate::rule::Finding;
use crate::sides::side_of;

const CODE: &str = "side-misattribution";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let suspects: Vec<Suspect<'_>> = (0..case.facts.len())
        .filter_map(|fact| Suspect::of(case, fact))
        .filter(Suspect::is_convincing)
        .collect();
    suspects
        .iter()
        .filter(|one| !suspects.iter().any(|other| repeats(case, one, other)))
        .map(|one| report(case, one, &suspects))
        .collect()
}

/// A figure of an edition for one side, and the signs that it belongs to the other.
struct Suspect<'d> {
    fact: usize,
    edition: &'d str,
    side: &'d str,
    other_side: &'d str,
    /// An aligned edition gives it to the other side.
    aligned: Option<usize>,
    /// The edition's text gives it to the other side.
    text: Option<usize>,
    /// The edition's own entry for the other side says unknown.
    unknown: Option<usize>,
    /// An aligned edition says unknown for this side.
    elsewhere_unknown: Option<usize>,
}

impl<'d> Suspect<'d> {
    fn of(case: &Case<'d>, fact: usize) -> Option<Self> {
        let amount = case.amounts[fact]
            .as_ref()
            .filter(|amount| amount.single().is_some())?;
        let claim = case.claim(fact);
        let edition = own_voice(case, claim)?;
        let side = side_of(case, subject(case.facts[fact].atom)?)?;
        let word = &case.facts[fact].atom.term.name;
        let rivals: Vec<usize> = case
            .with_word(word)
            .iter()
            .copied()
            .filter(|&other| other != fact)
            .collect();
        let side_in =
            |other: usize| subject(case.facts[other].atom).and_then(|id| side_of(case, id));
        let agrees = |other: usize| {
            case.amounts[other]
                .as_ref()
                .is_some_and(|value| amount.agrees_as_number(value))
        };
        let voice = |other: usize| own_voice(case, case.claim(other));
        let is_carried = |other: usize| {
            let claim = case.claim(other);
            carries(claim, edition)
                || case
                    .dossier
                    .sources_behind(edition)
                    .iter()
                    .any(|source| carries(claim, source))
        };
        let is_backed = rivals.iter().any(|&other| {
            agrees(other)
                && side_in(other) == Some(side)
                && !is_field(case.claim(other))
                && voice(other) != Some(edition)
                && voice(other).is_none_or(|copy| !case.dossier.is_copy_of(copy, edition))
        });
        if is_backed {
            return None;
        }
        let on_other = |other: usize| side_in(other).filter(|found| *found != side);
        let aligned = rivals.iter().copied().find(|&other| {
            agrees(other)
                && on_other(other).is_some()
                && voice(other)
                    .is_some_and(|found| found != edition && are_aligned(case, found, edition))
        });
        let text = rivals.iter().copied().find(|&other| {
            agrees(other)
                && on_other(other).is_some()
                && !is_field(case.claim(other))
                && is_carried(other)
        });
        let other_side = aligned.or(text).and_then(on_other)?;
        let is_unknown = |other: usize, wanted: &str| {
            side_in(other) == Some(wanted)
                && matches!(
                    case.facts[other]
                        .atom
                        .comparison
                        .as_ref()
                        .map(|one| &one.value),
                    Some(Value::Unknown)
                )
        };
        let unknown = rivals
            .iter()
            .copied()
            .find(|&other| voice(other) == Some(edition) && is_unknown(other, other_side));
        let elsewhere_unknown = rivals.iter().copied().find(|&other| {
            is_unknown(other, side)
                && voice(other)
                    .is_some_and(|found| found != edition && are_aligned(case, found, edition))
        });
        Some(Suspect {
            fact,
            edition,
            side,
            other_side,
            aligned,
            text,
            unknown,
            elsewhere_unknown,
        })
    }

    fn signs(&self) -> usize {
        [
            self.aligned,
            self.text,
            self.unknown,
            self.elsewhere_unknown,
        ]
        .iter()
        .flatten()
        .count()
    }

    /// One coincidence of numbers is not enough.
    fn is_convincing(&self) -> bool {
        self.signs() >= 2 && (self.text.is_some() || self.unknown.is_some())
    }
}

/// Whether `one` only copies `other`.
fn repeats(case: &Case<'_>, one: &Suspect<'_>, other: &Suspect<'_>) -> bool {
    case.dossier.is_copy_of(one.edition, other.edition)
        && case.keys[one.fact] == case.keys[other.fact]
        && case.amounts[one.fact] == case.amounts[other.fact]
}

fn report(case: &Case<'_>, one: &Suspect<'_>, all: &[Suspect<'_>]) -> Finding {
    let text = |fact: usize| {
        case.amounts[fact]
            .as_ref()
            .map_or(String::new(), |amount| amount.text.clone())
    };
    let value = text(one.fact);
    let word = &case.facts[one.fact].atom.term.name;
    let group = subject(case.facts[one.fact].atom).unwrap_or_default();
    let message = format!(
        "`{}` gives {value} for `{word}({group})`, but the figure belongs to `{}`: {} of 4 signs",
        one.edition,
        one.other_side,
        one.signs()
    );
    // An edition and its copy have one figure between them, and it cannot be that of both sides.
    let severity = if one.aligned.is_some() {
        Severity::Contradiction
    } else {
        Severity::Tension
    };
    let mut diagnostic = Diagnostic::new(CODE, severity, message).on(
        case.facts[one.fact].place,
        format!("{value} stands with `{}` here", one.side),
    );
    let mut sign = |fact: Option<usize>, label: &dyn Fn(usize) -> String| {
        if let Some(fact) = fact {
            diagnostic = diagnostic.clone().with(case.facts[fact].place, label(fact));
        }
    };
    sign(one.aligned, &|fact| {
        format!(
            "{} gives {} to `{}`",
            crate::phrase::speaker(case.claim(fact)),
            text(fact),
            one.other_side
        )
    });
    sign(one.text, &|fact| {
        format!(
            "the text counts {} on the side of `{}`",
            text(fact),
            one.other_side
        )
    });
    sign(one.unknown, &|_| {
        format!(
            "the same edition calls the figure of `{}` unknown",
            one.other_side
        )
    });
    sign(one.elsewhere_unknown, &|fact| {
        format!(
            "{} calls the figure of `{}` unknown",
            crate::phrase::speaker(case.claim(fact)),
            one.side
        )
    });
    for other in all.iter().filter(|other| repeats(case, other, one)) {
        diagnostic = diagnostic.with(
            case.facts[other.fact].place,
            format!("repeated by `{}`, its copy", other.edition),
        );
    }
    if let Some(fact) = one.text.filter(|&fact| text(fact) != value) {
        diagnostic = diagnostic.sum(format!("{} rounds to {value}", text(fact)));
    }
    let mut help = format!("move {value} to `{}`", one.other_side);
    if let Some(fact) = one.text {
        help.push_str(&format!(
            ", attribute {} to {}",
            text(fact),
            crate::phrase::speaker(case.claim(fact))
        ));
    }
    help.push_str(&format!(
        ", and leave `{word}({group})` empty: no other account gives it"
    ));
    let sets = one
        .aligned
        .map(|fact| vec![case.facts[one.fact].claim, case.facts[fact].claim])
        .into_iter()
        .collect();
    Finding::between(diagnostic.help(help), sets)
}
