//! Which claims only repeat another, and which counts follow from another: each account is used once.

use crate::accounts::{Accounts, Selection, kind_of_speaker};
use kidal_dossier::Dossier;
use kidal_dossier::language::{Statement, Value};
use kidal_dossier::model::{Claim, SourceKind};
use std::collections::BTreeMap;

/// Whether a kind only condenses what others said.
fn is_compilation(kind: Option<SourceKind>) -> bool {
    matches!(kind, Some(SourceKind::Encyclopaedia | SourceKind::Mirror))
}

/// The term of a statement without its value: what the claim is about.
fn topic(statement: &Statement) -> String {
    match statement {
        Statement::Atom(atom) => {
            let mut bare = atom.clone();
            bare.comparison = None;
            bare.qualifiers.clear();
            bare.term.portion = None;
            // Of a partition the whole: its parts and their sizes are what is said of it.
            bare.term
                .arguments
                .retain(|argument| !matches!(argument.value, Value::Partition(_)));
            Statement::Atom(bare).to_string()
        }
        Statement::Not(inner) => topic(inner),
        Statement::And(parts) | Statement::Or(parts) => {
            parts.iter().map(topic).collect::<Vec<_>>().join(" & ")
        }
    }
}

impl Accounts {
    /// A claim is a copy where the same speaker says the same twice, or where a compilation says of a topic what a source
    /// that it derives from carries from an earlier speaker. A copy has no density about the battle. Where only some speakers
    /// are asked, a copy stands for an original that is not among them.
    pub(crate) fn find_copies(&mut self, dossier: &Dossier, selection: &Selection) {
        let mut by_topic: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (row, claim) in dossier.claims.iter().enumerate() {
            by_topic
                .entry(topic(&claim.main_reading().statement))
                .or_default()
                .push(row);
        }
        for rows in by_topic.values() {
            for &row in rows {
                let claim = &dossier.claims[row];
                let says = claim.main_reading().statement.to_string();
                let original = rows.iter().copied().find(|&other| {
                    let source = &dossier.claims[other];
                    if !selection.only.is_empty() && !selection.only.contains(&source.speaker.value)
                    {
                        return false;
                    }
                    if other < row
                        && source.speaker.value == claim.speaker.value
                        && source.main_reading().statement.to_string() == says
                    {
                        return true;
                    }
                    if other == row || source.speaker.value == claim.speaker.value {
                        return false;
                    }
                    let is_original =
                        !is_compilation(kind_of_speaker(dossier, &source.speaker.value))
                            || derives(dossier, claim, source);
                    is_compilation(kind_of_speaker(dossier, &claim.speaker.value))
                        && is_original
                        && derives(dossier, claim, source)
                });
                if let Some(original) = original {
                    self.copies.insert(row, original);
                }
            }
        }
    }
}

/// Whether a claim's edition derives from a source that carries the other claim, or is one that carries it.
fn derives(dossier: &Dossier, claim: &Claim, original: &Claim) -> bool {
    let own = dossier.carriers(claim);
    let theirs = dossier.carriers(original);
    // The nearest carrier of the original is where it entered the chain.
    let Some(entry) = theirs.first() else {
        return false;
    };
    own.iter().any(|carrier| {
        dossier.is_copy_of(carrier, entry) || (carrier == entry && own.first() != Some(carrier))
    }) && own.first() != Some(entry)
}

/// Groups whose strength the utterance of a claim gives as a number, under any reading.
pub(crate) fn counted(dossier: &Dossier, claim: &Claim) -> Vec<String> {
    let utterance = dossier.utterance_of(claim);
    let mut list = Vec::new();
    for other in &dossier.claims {
        if other.speaker.value != claim.speaker.value || dossier.utterance_of(other) != utterance {
            continue;
        }
        for atom in other.readings.iter().flat_map(|r| r.statement.atoms()) {
            if atom.term.name == "strength"
                && let Some(comparison) = &atom.comparison
                && matches!(comparison.value, Value::Number(_))
                && let Some(group) = atom.term.position(0).and_then(Value::as_name)
            {
                list.push(group.name.clone());
            }
        }
    }
    list
}
