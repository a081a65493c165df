//! Where accounts say different things of one topic.

use std::collections::{BTreeMap, BTreeSet};

use kidal_dossier::language::{Atom, Qualifier, Statement, Value, describe_date, fragment};
use kidal_dossier::{Claim, Dossier};

use crate::order::date_of;
use crate::record::{Parting, Said};
use crate::topic::{Topic, label};

/// The topics on which at least two of the accounts speak and do not say the same.
pub(crate) fn partings(dossier: &Dossier, told: &[(&str, Vec<&Claim>)]) -> Vec<Parting> {
    let mut by_topic: BTreeMap<Topic, (String, Vec<Said>)> = BTreeMap::new();
    for (speaker, claims) in told {
        for claim in claims {
            for reading in &claim.readings {
                for (atom, is_denied) in literals(&reading.statement, false) {
                    let Some(text) = value(dossier, atom, is_denied) else {
                        continue;
                    };
                    let entry = by_topic
                        .entry(Topic::of(atom))
                        .or_insert_with(|| (label(dossier, atom), Vec::new()));
                    let said = Said {
                        speaker: speaker.to_string(),
                        text,
                        claim: claim.id.value.clone(),
                    };
                    if !entry.1.contains(&said) {
                        entry.1.push(said);
                    }
                }
            }
        }
    }
    by_topic
        .into_values()
        .filter(|(_, says)| part(says))
        .map(|(topic, says)| Parting { topic, says })
        .collect()
}

/// Whether two accounts differ: what one says is not just what the other says too.
fn part(says: &[Said]) -> bool {
    let mut by_speaker: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for said in says {
        by_speaker
            .entry(&said.speaker)
            .or_default()
            .insert(&said.text);
    }
    let mut sets = by_speaker.values();
    sets.next()
        .is_some_and(|first| sets.any(|other| other != first))
}

/// Atoms that a statement asserts or denies, wherever `or` and `and` put them.
fn literals(statement: &Statement, is_denied: bool) -> Vec<(&Atom, bool)> {
    match statement {
        Statement::Or(parts) | Statement::And(parts) => parts
            .iter()
            .flat_map(|part| literals(part, is_denied))
            .collect(),
        Statement::Not(inner) => literals(inner, !is_denied),
        Statement::Atom(atom) => vec![(atom, is_denied)],
    }
}

/// What is said on the topic: a value, a time, an order, or that it is or is not so.
fn value(dossier: &Dossier, atom: &Atom, is_denied: bool) -> Option<String> {
    let said = match &atom.comparison {
        Some(comparison) => match &comparison.value {
            Value::Date(date) => describe_date(date),
            Value::Unknown => "unknown".to_string(),
            _ => {
                // The sentence without its subject: "about 300", "more than one half".
                let subject = format!("{} was ", label(dossier, atom));
                let whole = fragment(
                    &Statement::Atom(Atom {
                        qualifiers: Vec::new(),
                        ..atom.clone()
                    }),
                    dossier,
                );
                whole
                    .strip_prefix(&subject)
                    .map_or_else(|| comparison.to_string(), String::from)
            }
        },
        None => date_of(atom)
            .map(describe_date)
            .or_else(|| order(atom))
            .unwrap_or_else(|| "so".to_string()),
    };
    Some(if is_denied {
        format!("not {said}")
    } else {
        said
    })
}

fn order(atom: &Atom) -> Option<String> {
    atom.qualifiers
        .iter()
        .find_map(|qualifier| match qualifier {
            Qualifier::Before { .. } | Qualifier::After { .. } => Some(qualifier.to_string()),
            _ => None,
        })
}
