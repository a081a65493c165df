//! A field that says unknown where the text beside it has a value.

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::language::Value;

use crate::case::{Case, subject};
use crate::editions::{carries, is_field, own_voice};
use crate::phrase::{self, Places};
use crate::rule::Finding;
use crate::sides::side_of;

const CODE: &str = "field-unknown";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    (0..case.facts.len())
        .filter_map(|fact| look(case, fact))
        .collect()
}

fn look(case: &Case<'_>, field: usize) -> Option<Finding> {
    let atom = case.facts[field].atom;
    if !matches!(atom.comparison.as_ref()?.value, Value::Unknown) || !is_field(case.claim(field)) {
        return None;
    }
    let edition = own_voice(case, case.claim(field))?;
    let group = subject(atom)?;
    let belongs = |id: &str| {
        case.dossier.is_within(id, group)
            || side_of(case, group).is_some_and(|side| side_of(case, id) == Some(side))
    };
    let value = case
        .with_word(&atom.term.name)
        .iter()
        .copied()
        .filter(|&fact| !is_field(case.claim(fact)) && carries(case.claim(fact), edition))
        .filter(|&fact| {
            subject(case.facts[fact].atom).is_some_and(belongs) && !case.facts[fact].is_negated
        })
        .filter_map(|fact| Some((case.amounts[fact].as_ref()?.span().high, fact)))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?
        .1;
    let text = &case.amounts[value].as_ref()?.text;
    let message = format!(
        "`{edition}` says that `{}` is unknown, though its own text gives `{}` as {text}",
        atom.term, case.facts[value].atom.term
    );
    Some(Finding::from(
        Diagnostic::new(CODE, Severity::Tension, message)
            .on(case.facts[field].place, "the field says unknown")
            .with(
                case.facts[value].place,
                format!(
                    "the text has {text}, by {}",
                    phrase::speaker(case.claim(value))
                ),
            )
            .help(format!(
                "write {text} in the field and attribute it to {}",
                phrase::speaker(case.claim(value))
            )),
    ))
}
