//! Editions of one article that say different things: fields exchanged, changed, added or lost, sentences turned round,
//! names written out wrongly.

use std::collections::BTreeMap;

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::language::{Qualifier, Value};

use crate::amount::text_of;
use crate::case::{Case, names_in, subject};
use crate::editions::{are_aligned, carries, fields, is_edition, is_field, own_voice};
use crate::fold::{are_near_words, fold};
use crate::phrase::{self, Places};
use crate::rule::Finding;
use crate::sides::side_of_all;

const CODE: &str = "edition-differs";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let editions: Vec<Fields<'_>> = fields(case)
        .into_iter()
        .map(|(id, rows)| Fields::new(case, id, &rows))
        .collect();
    let mut found = Vec::new();
    for (number, one) in editions.iter().enumerate() {
        for other in &editions[number + 1..] {
            if are_aligned(case, one.edition, other.edition) {
                compare(case, one, other, &mut found);
            }
        }
    }
    for fact in 0..case.facts.len() {
        if !is_field(case.claim(fact)) {
            found.extend(turned(case, fact));
            found.extend(wrong_expansion(case, fact));
        }
    }
    found
}

/// What the fields of an edition say: facts by what they speak of.
struct Fields<'d> {
    edition: &'d str,
    by_key: BTreeMap<String, Vec<usize>>,
}

impl<'d> Fields<'d> {
    fn new(case: &Case<'d>, edition: &'d str, rows: &[usize]) -> Self {
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let facts = rows.iter().flat_map(|&row| case.of_claim[row].clone());
        // Spellings are the business of name-variants.
        for fact in facts.filter(|&fact| case.facts[fact].atom.term.name != "aka") {
            by_key
                .entry(case.keys[fact].clone())
                .or_default()
                .push(fact);
        }
        Fields { edition, by_key }
    }

    fn values(&self, case: &Case<'_>, key: &str) -> Vec<String> {
        let facts = self.by_key.get(key).into_iter().flatten();
        let mut all: Vec<String> = facts.map(|&fact| value(case, fact)).collect();
        all.sort();
        all
    }

    fn first(&self, key: &str) -> usize {
        self.by_key[key][0]
    }
}

fn value(case: &Case<'_>, fact: usize) -> String {
    case.facts[fact]
        .atom
        .comparison
        .as_ref()
        .map_or(String::new(), |comparison| text_of(&comparison.value))
}

fn compare(case: &Case<'_>, one: &Fields<'_>, other: &Fields<'_>, found: &mut Vec<Finding>) {
    let differing: Vec<&String> = one
        .by_key
        .keys()
        .filter(|key| {
            other.by_key.contains_key(*key) && one.values(case, key) != other.values(case, key)
        })
        .collect();
    let mut told: Vec<&String> = Vec::new();
    for (place, key) in differing.iter().enumerate() {
        let exchanged = differing[place + 1..].iter().find(|rival| {
            let word = |key: &str| key.split('(').next().map(String::from);
            word(key) == word(rival)
                && one.values(case, key) == other.values(case, rival)
                && one.values(case, rival) == other.values(case, key)
        });
        if told.contains(key) {
            continue;
        }
        match exchanged {
            Some(rival) => {
                told.push(rival);
                found.push(swapped(case, one, other, [key, rival]));
            }
            None => found.push(changed(case, one, other, key)),
        }
    }
    found.extend(missing(case, one, other));
    found.extend(missing(case, other, one));
}

fn swapped(case: &Case<'_>, one: &Fields<'_>, other: &Fields<'_>, keys: [&String; 2]) -> Finding {
    let terms = keys.map(|key| format!("`{}`", case.facts[one.first(key)].atom.term));
    let values = keys.map(|key| phrase::list(&one.values(case, key)));
    let message = format!(
        "`{}` and `{}` have the values of {} exchanged: {}",
        one.edition,
        other.edition,
        phrase::list(&terms),
        phrase::list(&values)
    );
    let mut diagnostic = Diagnostic::new(CODE, Severity::Tension, message);
    for key in keys {
        for (number, edition) in [one, other].into_iter().enumerate() {
            let fact = edition.first(key);
            let label = format!(
                "{} in `{}`",
                phrase::list(&edition.values(case, key)),
                edition.edition
            );
            let place = case.facts[fact].place;
            diagnostic = if number == 0 && key == keys[0] {
                diagnostic.on(place, label)
            } else {
                diagnostic.with(place, label)
            };
        }
    }
    Finding::from(diagnostic.help(
        "one edition has exchanged the sides: compare both with the text and with a source outside",
    ))
}

fn changed(case: &Case<'_>, one: &Fields<'_>, other: &Fields<'_>, key: &str) -> Finding {
    let (mine, theirs) = (
        phrase::list(&one.values(case, key)),
        phrase::list(&other.values(case, key)),
    );
    let message = format!(
        "`{}` and `{}` differ on `{}`: {mine} against {theirs}",
        one.edition,
        other.edition,
        case.facts[one.first(key)].atom.term
    );
    let mut places: Vec<_> = Vec::new();
    for edition in [one, other] {
        for &fact in &edition.by_key[key] {
            places.push((
                case.facts[fact].place,
                format!("{} in `{}`", value(case, fact), edition.edition),
            ));
        }
    }
    Finding::from(
        Diagnostic::new(CODE, Severity::Tension, message)
            .at_all(places)
            .help("a copy adds no evidence: go back to what both rest on"),
    )
}

fn missing(case: &Case<'_>, one: &Fields<'_>, other: &Fields<'_>) -> Option<Finding> {
    let only: Vec<&String> = one
        .by_key
        .keys()
        .filter(|key| !other.by_key.contains_key(*key))
        .collect();
    if only.is_empty() {
        return None;
    }
    let facts: Vec<usize> = only.iter().map(|key| one.first(key)).collect();
    let quoted: Vec<String> = facts
        .iter()
        .map(|&fact| format!("`{}`", case.facts[fact].atom.term))
        .collect();
    let message = format!(
        "fields of `{}` alone, not of `{}`: {}",
        one.edition,
        other.edition,
        phrase::list(&quoted)
    );
    let places = facts.iter().map(|&fact| {
        (
            case.facts[fact].place,
            format!("not in `{}`", other.edition),
        )
    });
    Some(Finding::from(
        Diagnostic::new(CODE, Severity::Note, message).at_all(places),
    ))
}

/// An edition tells what its original tells, with the direction turned.
fn turned(case: &Case<'_>, fact: usize) -> Option<Finding> {
    let claim = case.claim(fact);
    let edition = own_voice(case, claim)
        .filter(|edition| *edition == claim.speaker.value && is_edition(case, edition))?;
    let originals = case.dossier.sources_behind(edition);
    if originals.is_empty() {
        return None;
    }
    let atom = case.facts[fact].atom;
    let mine = directions(case, fact);
    case.with_word(&atom.term.name)
        .iter()
        .copied()
        .filter(|&other| other != fact)
        .find_map(|other| {
            let theirs = case.claim(other);
            let is_original =
                originals.iter().any(|source| carries(theirs, source)) && !carries(theirs, edition);
            if !is_original || subject(case.facts[other].atom) != subject(atom) {
                return None;
            }
            let before = directions(case, other);
            let same = |key: &str| value_of(&mine, key) == value_of(&before, key);
            let (what, mine_text, theirs_text) = difference(case, &mine, &before)?;
            if !same("by") {
                return None;
            }
            let message =
                format!("`{edition}` {what}: `{mine_text}` where its original has `{theirs_text}`");
            Some(Finding::from(
                Diagnostic::new(CODE, Severity::Tension, message)
                    .on(case.facts[fact].place, format!("in `{edition}`"))
                    .with(
                        case.facts[other].place,
                        format!("the original, by {}", phrase::speaker(theirs)),
                    )
                    .help("an error of copying: it says nothing of what happened"),
            ))
        })
}

/// The arguments with a key, and the direction of `from`.
fn directions<'d>(case: &Case<'d>, fact: usize) -> Vec<(&'d str, String, Vec<&'d str>)> {
    let atom = case.facts[fact].atom;
    let mut all: Vec<(&str, String, Vec<&str>)> = atom
        .term
        .arguments
        .iter()
        .filter_map(|argument| {
            Some((
                argument.key.as_deref()?,
                argument.value.to_string(),
                names_in(&argument.value),
            ))
        })
        .collect();
    all.extend(
        atom.qualifiers
            .iter()
            .filter_map(|qualifier| match qualifier {
                Qualifier::From(direction) => Some(("from", direction.clone(), Vec::new())),
                _ => None,
            }),
    );
    all
}

type Direction<'d> = (&'d str, String, Vec<&'d str>);

fn value_of<'a>(directions: &'a [Direction<'_>], key: &str) -> Option<&'a str> {
    directions
        .iter()
        .find(|(found, _, _)| *found == key)
        .map(|(_, text, _)| text.as_str())
}

fn difference(
    case: &Case<'_>,
    mine: &[Direction<'_>],
    theirs: &[Direction<'_>],
) -> Option<(&'static str, String, String)> {
    let to = |direction: &&Direction<'_>| direction.0 == "to";
    if let (Some(to), Some(before)) = (mine.iter().find(to), theirs.iter().find(to)) {
        let (a, b) = (side_of_all(case, &to.2), side_of_all(case, &before.2));
        if a.is_some() && b.is_some() && a != b {
            return Some((
                "turns the direction round",
                format!("to: {}", to.1),
                format!("to: {}", before.1),
            ));
        }
    }
    for (key, text, _) in mine
        .iter()
        .filter(|(key, _, _)| matches!(*key, "from" | "to" | "towards" | "at"))
    {
        let moved = theirs.iter().find(|(other, before, _)| {
            other != key
                && before == text
                && matches!(*other, "from" | "to" | "towards" | "at")
                && value_of(theirs, key).is_none()
        });
        if let Some((other, before, _)) = moved {
            return Some((
                "makes a side into a direction",
                format!("{key}: {text}"),
                format!("{other}: {before}"),
            ));
        }
    }
    None
}

/// A name that an edition gives and that is no spelling of any declared one.
fn wrong_expansion(case: &Case<'_>, fact: usize) -> Option<Finding> {
    let atom = case.facts[fact].atom;
    let claim = case.claim(fact);
    let edition = own_voice(case, claim)?;
    if atom.term.name != "aka" || case.dossier.sources_behind(edition).is_empty() {
        return None;
    }
    let id = subject(atom)?;
    let Some(Value::Wording(name)) = atom.term.position(1) else {
        return None;
    };
    let actor = case.dossier.actor(id)?;
    let known: Vec<&str> = std::iter::once(&actor.name)
        .chain(&actor.aliases)
        .map(|name| name.value.as_str())
        .collect();
    let folded = fold(name);
    let is_known = |spelling: &str| {
        let spelling = fold(spelling);
        spelling == folded
            || (spelling.split(' ').count() == folded.split(' ').count()
                && spelling
                    .split(' ')
                    .zip(folded.split(' '))
                    .all(|(a, b)| are_near_words(a, b)))
    };
    if known.iter().any(|spelling| is_known(spelling)) {
        return None;
    }
    let nearest = known.iter().max_by(|a, b| {
        strsim::normalized_levenshtein(&fold(a), &folded)
            .total_cmp(&strsim::normalized_levenshtein(&fold(b), &folded))
    })?;
    let message = format!(
        "`{edition}` writes `{id}` out as \u{201c}{name}\u{201d}, which is none of its names"
    );
    Some(Finding::from(
        Diagnostic::new(CODE, Severity::Tension, message)
            .on(case.facts[fact].place, format!("in `{edition}`"))
            .with(actor.id.span, format!("nearest: \u{201c}{nearest}\u{201d}"))
            .help(format!(
                "an error of copying; write \u{201c}{nearest}\u{201d}"
            )),
    ))
}
