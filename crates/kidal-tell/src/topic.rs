//! What a statement is about.

use kidal_dossier::Dossier;
use kidal_dossier::language::{
    Atom, Comparison, Qualifier, Relation, Statement, Term, Value, fragment,
};
use kidal_dossier::vocabulary::{Word, WordKind};

/// What an atom is about, without the value or the time that it gives.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Topic(String);

impl Topic {
    /// The topic of an atom: its term without dates and portions, and the place that qualifies it.
    pub(crate) fn of(atom: &Atom) -> Self {
        let mut term = bare(&atom.term);
        let place = atom
            .qualifiers
            .iter()
            .find_map(|qualifier| match qualifier {
                Qualifier::At(value @ Value::Name(_)) => Some(value.clone()),
                _ => None,
            });
        if let Some(value) = place
            && term.keyed("at").is_none()
        {
            term.arguments.push(kidal_dossier::language::Argument {
                key: Some("at".to_string()),
                value,
            });
        }
        term.arguments.sort_by(|a, b| a.key.cmp(&b.key));
        Topic(term.to_string())
    }
}

fn bare(term: &Term) -> Term {
    let mut bare = term.clone();
    bare.portion = None;
    bare.arguments
        .retain(|argument| argument.key.is_none() || !matches!(argument.value, Value::Date(_)));
    bare
}

/// How a topic reads: "the strength of the garrison".
pub(crate) fn label(dossier: &Dossier, atom: &Atom) -> String {
    const TAIL: &str = " is given as unknown";
    let asked = Atom {
        term: bare(&atom.term),
        comparison: Some(Comparison {
            relation: Relation::Equal,
            value: Value::Unknown,
        }),
        qualifiers: atom
            .qualifiers
            .iter()
            .filter(|qualifier| matches!(qualifier, Qualifier::At(Value::Name(_))))
            .cloned()
            .collect(),
        span: atom.span.clone(),
    };
    fragment(&Statement::Atom(asked), dossier).replacen(TAIL, "", 1)
}

/// Whether others may miss the topic in an account: events and numbers, not words, minds and conduct.
pub(crate) fn is_missable(dossier: &Dossier, atom: &Atom) -> bool {
    match Word::of(&atom.term.name) {
        Some(word) => matches!(word.kind(), WordKind::Quantity | WordKind::Event),
        None => dossier.event(&atom.term.name).is_some(),
    }
}

/// The event that an atom dates or tells of: the argument of `start`, `end`, `happened` and `first_fire`, or its own name.
pub(crate) fn event_of<'d>(dossier: &'d Dossier, atom: &'d Atom) -> Option<&'d str> {
    let name = match atom.term.name.as_str() {
        "start" | "end" | "happened" | "first_fire" | "repulsed" | "duration" => {
            match atom.term.position(0)? {
                Value::Name(term) => term.name.as_str(),
                _ => return None,
            }
        }
        own if atom.term.is_bare() => own,
        _ => return None,
    };
    dossier.event(name).map(|event| event.id.value.as_str())
}
