//! A commander of whom the text does not say that he commanded, and officers whom the field leaves out.

use std::collections::{BTreeMap, BTreeSet};

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::language::{Qualifier, Value};
use kidal_dossier::model::{ActorKind, Person};

use crate::case::{Case, name_in, subject};
use crate::editions::{carries, is_field, own_voice};
use crate::fold::{are_near_words, fold};
use crate::phrase::{self, Places};
use crate::rule::Finding;
use crate::sides::side_of;

const CODE: &str = "commander-unsupported";

/// Words by which a text shows someone in command, or at least in a rank.
const SHOWN: [(&str, usize); 6] = [
    ("commander", 1),
    ("leads", 0),
    ("ordered", 0),
    ("rank", 0),
    ("present", 0),
    ("demanded", 0),
];

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut fields: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    let unread = unread_words(case);
    // Of an edition whose fields alone are in the dossier nobody can say what its text leaves out.
    let mut texts: BTreeMap<&str, bool> = BTreeMap::new();
    for &fact in case.with_word("commander") {
        let claim = case.claim(fact);
        let (true, Some(edition), Some(group)) = (
            is_field(claim),
            own_voice(case, claim),
            subject(case.facts[fact].atom),
        ) else {
            continue;
        };
        fields.entry((edition, group)).or_default().push(fact);
        let words = unread.get(edition);
        let has_text = *texts
            .entry(edition)
            .or_insert_with(|| (0..case.facts.len()).any(|text| is_text(case, text, edition)));
        if has_text && !words.is_some_and(|words| names_commander(case, fact, words)) {
            found.extend(unsupported(case, fact, edition));
        }
    }
    for ((edition, group), facts) in fields {
        found.extend(left_out(case, edition, group, &facts));
    }
    found
}

fn commander<'d>(case: &Case<'d>, fact: usize) -> Option<&'d str> {
    case.facts[fact].atom.term.position(1).and_then(name_in)
}

fn is_text(case: &Case<'_>, fact: usize, edition: &str) -> bool {
    !is_field(case.claim(fact))
        && carries(case.claim(fact), edition)
        && !case.facts[fact].is_negated
}

/// Folded words of the sentences that an import left as they stand, by edition. What they say nobody has written down yet, so
/// that of whomever they name the text is not silent.
fn unread_words<'d>(case: &Case<'d>) -> BTreeMap<&'d str, BTreeSet<String>> {
    let mut words: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for &fact in case.with_word("field") {
        let atom = case.facts[fact].atom;
        let value = atom.comparison.as_ref().map(|comparison| &comparison.value);
        if let (Some(edition), Some(Value::Wording(text))) = (subject(atom), value)
            && !is_field(case.claim(fact))
        {
            let folded = fold(text);
            let of_edition = words.entry(edition).or_default();
            of_edition.extend(folded.split(' ').map(str::to_string));
        }
    }
    words
}

/// Whether unread sentences name a commander: by the last word of his name, in one spelling or another.
fn names_commander(case: &Case<'_>, field: usize, words: &BTreeSet<String>) -> bool {
    let person = commander(case, field).and_then(|who| case.dossier.person(who));
    let Some(person) = person else { return false };
    let aliases = person.aliases.iter().map(|alias| alias.value.as_str());
    let mut names = aliases.chain([person.name.value.as_str()]);
    names.any(|name| {
        let folded = fold(name);
        let last = folded.rsplit(' ').next().unwrap_or_default();
        !last.is_empty()
            && words
                .iter()
                .any(|word| word == last || are_near_words(word, last))
    })
}

fn unsupported(case: &Case<'_>, field: usize, edition: &str) -> Option<Finding> {
    let who = commander(case, field)?;
    let is_shown = SHOWN.iter().any(|(word, position)| {
        case.with_word(word).iter().any(|&fact| {
            case.facts[fact]
                .atom
                .term
                .position(*position)
                .and_then(name_in)
                == Some(who)
                && is_text(case, fact, edition)
        })
    });
    if is_shown {
        return None;
    }
    let message =
        format!("a field of `{edition}` makes `{who}` a commander, and its text does not");
    let mut diagnostic = Diagnostic::new(CODE, Severity::Tension, message)
        .on(case.facts[field].place, "a commander here");
    for &fact in case.with_word("arrival") {
        let is_his = subject(case.facts[fact].atom) == Some(who) && is_text(case, fact, edition);
        let after = case.facts[fact]
            .atom
            .qualifiers
            .iter()
            .find_map(|qualifier| match qualifier {
                Qualifier::After { event, .. } => Some(event.to_string()),
                _ => None,
            });
        if let (true, Some(event)) = (is_his, after) {
            diagnostic =
                diagnostic.with(case.facts[fact].place, format!("arrives after `{event}`"));
        }
    }
    Some(Finding::from(diagnostic.help(
        "name an account that shows him in command, or take him out of the field",
    )))
}

/// Officers of that side whom the text names and the field does not.
fn left_out(case: &Case<'_>, edition: &str, group: &str, facts: &[usize]) -> Option<Finding> {
    let side = side_of(case, group)?;
    let named: Vec<&str> = facts
        .iter()
        .filter_map(|&fact| commander(case, fact))
        .collect();
    let officers: Vec<(&Person, usize)> = case
        .dossier
        .persons
        .iter()
        .filter(|person| {
            is_officer(case, person, side) && !named.contains(&person.id.value.as_str())
        })
        .filter_map(|person| Some((person, mention(case, &person.id.value, edition)?)))
        .collect();
    if officers.is_empty() {
        return None;
    }
    let quoted: Vec<String> = officers
        .iter()
        .map(|(person, _)| format!("`{}`", person.id.value))
        .collect();
    let message = format!(
        "a field of `{edition}` leaves out officers of `{group}` whom its text names: {}",
        phrase::list(&quoted)
    );
    let mut diagnostic =
        Diagnostic::new(CODE, Severity::Note, message).on(case.facts[facts[0]].place, "the field");
    for (person, fact) in officers {
        diagnostic = diagnostic.with(
            case.facts[fact].place,
            format!(
                "`{}`, named by {}",
                person.id.value,
                phrase::speaker(case.claim(fact))
            ),
        );
    }
    Some(Finding::from(diagnostic.help(
        "ask who commanded what: the field may mean the best known only",
    )))
}

fn is_officer(case: &Case<'_>, person: &Person, side: &str) -> bool {
    person
        .offices
        .iter()
        .filter_map(|office| office.body.as_ref())
        .any(|body| {
            case.dossier
                .actor(body)
                .is_some_and(|actor| actor.kind.value == ActorKind::Army)
                && side_of(case, body) == Some(side)
        })
}

/// The first fact of an edition's text that names someone.
fn mention(case: &Case<'_>, who: &str, edition: &str) -> Option<usize> {
    (0..case.facts.len())
        .filter(|&fact| is_text(case, fact, edition))
        .find(|&fact| {
            let mut is_named = false;
            case.facts[fact]
                .atom
                .each_term(&mut |term| is_named |= term.name == who);
            is_named
        })
}
