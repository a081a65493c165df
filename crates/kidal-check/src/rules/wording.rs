//! Words that soften or hide what happened.

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::language::{Atom, Portion, Value};
use kidal_dossier::vocabulary::{Word, WordKind};

use crate::case::{Case, key_of};
use crate::editions::{carries, own_voice};
use crate::phrase::{self, Places};
use crate::rule::Finding;

const CODE: &str = "wording";

/// Phrases with the two things that each can mean. Chosen by us because accounts of war use them for either.
const VEILED: [(&str, &str); 12] = [
    ("held in security", "protection or custody"),
    ("in security", "protection or custody"),
    ("protective custody", "protection or custody"),
    ("neutralised", "killed, captured or driven off"),
    ("neutralized", "killed, captured or driven off"),
    ("eliminated", "killed, or put out of action"),
    ("put out of action", "killed, wounded or driven off"),
    ("tactical withdrawal", "a planned move or a flight"),
    ("strategic withdrawal", "a planned move or a flight"),
    ("repositioned", "a planned move or a flight"),
    ("pacified", "brought under control or destroyed"),
    ("liberated", "taken by the side that speaks"),
];

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let mut found = veiled(case);
    found.extend(sizeless(case));
    found.extend(lost_portions(case));
    found
}

/// Counts in words that have no size.
fn sizeless(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (fact, stated) in case.facts.iter().enumerate() {
        let is_count = Word::of(&stated.atom.term.name)
            .is_some_and(|word| word.kind() == WordKind::Quantity && word != Word::Duration);
        let words = match stated.atom.comparison.as_ref().map(|one| &one.value) {
            Some(Value::Wording(words)) if is_count && case.amounts[fact].is_none() => words,
            _ => continue,
        };
        let message = format!("\u{201c}{words}\u{201d} has no size: the claim bounds nothing");
        found.push(Finding::from(
            Diagnostic::new(CODE, Severity::Note, message)
                .on(
                    stated.place,
                    format!("words of {}", phrase::speaker(case.claim(fact))),
                )
                .help(
                    "keep the words; beside them, a reading with a number says how you take them",
                ),
        ));
    }
    found
}

/// `some of` or `most of` that a copy has dropped.
fn lost_portions(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (fact, stated) in case.facts.iter().enumerate() {
        if stated.is_negated || portion(stated.atom).is_none() {
            continue;
        }
        let mut whole = stated.atom.clone();
        for argument in &mut whole.term.arguments {
            if let Value::Name(term) = &mut argument.value {
                term.portion = None;
            }
        }
        let key = key_of(&whole);
        let copies = case.with_key(&key).iter().copied().filter(|&copy| {
            let Some(edition) = own_voice(case, case.claim(copy)) else {
                return false;
            };
            let behind = case.dossier.sources_behind(edition);
            !case.facts[copy].is_negated
                && !carries(case.claim(fact), edition)
                && behind
                    .iter()
                    .any(|source| carries(case.claim(fact), source))
        });
        for copy in copies {
            let edition = own_voice(case, case.claim(copy)).unwrap_or_default();
            let message = format!(
                "`{edition}` says `{}`, where its source has `{}`",
                case.facts[copy].atom.term, stated.atom.term
            );
            found.push(Finding::from(
                Diagnostic::new(CODE, Severity::Tension, message)
                    .on(case.facts[copy].place, "of all")
                    .with(
                        stated.place,
                        format!("of a part, says {}", phrase::speaker(case.claim(fact))),
                    )
                    .help("put the part back, and attribute it"),
            ));
        }
    }
    found
}

fn portion(atom: &Atom) -> Option<Portion> {
    atom.term.positional().find_map(|value| match value {
        Value::Name(term) => term.portion,
        _ => None,
    })
}

fn veiled(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (fact, stated) in case.facts.iter().enumerate() {
        let compared = stated
            .atom
            .comparison
            .as_ref()
            .map(|comparison| &comparison.value);
        for value in stated
            .atom
            .term
            .arguments
            .iter()
            .map(|argument| &argument.value)
            .chain(compared)
        {
            let Value::Wording(words) = value else {
                continue;
            };
            let lower = words.to_lowercase();
            let Some((phrase, meanings)) = VEILED.iter().find(|(phrase, _)| lower.contains(phrase))
            else {
                continue;
            };
            let message = format!("\u{201c}{phrase}\u{201d} can mean {meanings}");
            found.push(Finding::from(
                Diagnostic::new(CODE, Severity::Note, message)
                    .on(
                        stated.place,
                        format!("a phrase of {}", phrase::speaker(case.claim(fact))),
                    )
                    .help("keep the phrase in quotation marks and say whose it is"),
            ));
        }
    }
    found
}
