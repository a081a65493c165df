//! Words that soften or hide what happened.

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::language::Value;

use crate::case::Case;
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
