//! A field that claims more than the text behind it.

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::language::{Atom, Portion, Value};

use crate::amount::{Amount, show};
use crate::case::{Case, name_in, subject};
use crate::editions::{carries, is_field, own_voice};
use crate::phrase::{self, Places};
use crate::rule::Finding;

const CODE: &str = "field-stronger";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    (0..case.facts.len())
        .filter(|&fact| is_field(case.claim(fact)))
        .flat_map(|fact| {
            whole_for_part(case, fact)
                .into_iter()
                .chain(borrowed_bound(case, fact))
        })
        .collect()
}

/// The field names all of a body where the text names some of it.
fn whole_for_part(case: &Case<'_>, field: usize) -> Option<Finding> {
    let edition = own_voice(case, case.claim(field))?;
    let atom = case.facts[field].atom;
    if is_partial(atom) {
        return None;
    }
    let mut texts = case
        .with_word(&atom.term.name)
        .iter()
        .copied()
        .filter(|&fact| {
            let other = case.facts[fact].atom;
            !is_field(case.claim(fact))
                && carries(case.claim(fact), edition)
                && heads(other) == heads(atom)
        });
    let texts_full = texts.clone().any(|fact| !is_partial(case.facts[fact].atom));
    let text = texts
        .find(|&fact| is_partial(case.facts[fact].atom))
        .filter(|_| !texts_full)?;
    let message = format!(
        "a field of `{edition}` says `{atom}`, the text no more than `{}`",
        case.facts[text].atom
    );
    Some(Finding::from(
        Diagnostic::new(CODE, Severity::Note, message)
            .on(case.facts[field].place, "the field names the whole")
            .with(
                case.facts[text].place,
                format!("{} names a part", phrase::speaker(case.claim(text))),
            )
            .help(format!(
                "say in the field what the text says, and by whom: {}",
                phrase::speaker(case.claim(text))
            )),
    ))
}

fn is_partial(atom: &Atom) -> bool {
    atom.term.positional().any(|value| matches!(value, Value::Name(term) if matches!(term.portion, Some(Portion::SomeOf | Portion::MostOf))))
}

fn heads(atom: &Atom) -> Vec<&str> {
    atom.term.positional().filter_map(name_in).collect()
}

/// The field gives a range of which one end is the number of something else.
fn borrowed_bound(case: &Case<'_>, field: usize) -> Option<Finding> {
    let edition = own_voice(case, case.claim(field))?;
    let atom = case.facts[field].atom;
    let range = case.amounts[field]
        .as_ref()
        .filter(|amount| amount.single().is_none())?
        .span();
    let group = subject(atom)?;
    let (text, end) = (0..case.facts.len()).find_map(|fact| {
        let claim = case.claim(fact);
        let other = case.facts[fact].atom;
        let number = case.amounts[fact].as_ref().and_then(Amount::single)?;
        let is_another = other.term.name != atom.term.name
            && !is_field(claim)
            && carries(claim, edition)
            && subject(other).is_some_and(|id| case.dossier.is_within(id, group));
        (is_another && (number == range.high || number == range.low)).then_some((fact, number))
    })?;
    let which = if end == range.high { "upper" } else { "lower" };
    let message = format!(
        "the {which} end {} of `{}` in a field of `{edition}` is what the text gives for `{}`",
        show(end),
        atom.term,
        case.facts[text].atom.term
    );
    Some(Finding::from(
        Diagnostic::new(CODE, Severity::Tension, message)
            .on(
                case.facts[field].place,
                format!("{} as the {which} end", show(end)),
            )
            .with(
                case.facts[text].place,
                format!("{} is another quantity here", show(end)),
            )
            .help(format!(
                "drop the {which} end, or name an account that gives it for `{}`",
                atom.term.name
            )),
    ))
}
