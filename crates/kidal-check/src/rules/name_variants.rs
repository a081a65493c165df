//! Different people with near names, and the spellings of one.

use std::collections::{BTreeMap, BTreeSet};

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::Span;
use kidal_dossier::language::Value;
use kidal_dossier::model::Name;

use crate::case::{Case, subject};
use crate::fold::{are_near, fold};
use crate::names::{block, differ_in_spelling_only, may_be_one};
use crate::phrase::{self, Places};
use crate::rule::Finding;

const CODE: &str = "name-variants";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let named = names(case);
    let mut found = same_for_two(&named);
    found.extend(spellings(case, &named));
    found.extend(ranks(case));
    found
}

/// Everything declared that has a proper name: id, its table, its spellings.
struct Named<'d> {
    id: &'d str,
    table: &'static str,
    span: Span,
    spellings: Vec<&'d str>,
}

fn names<'d>(case: &Case<'d>) -> Vec<Named<'d>> {
    let dossier = case.dossier;
    let of = |table, id: &'d Name, name: &'d Name, aliases: &'d [Name]| Named {
        id: &id.value,
        table,
        span: id.span,
        spellings: std::iter::once(name)
            .chain(aliases)
            .map(|one| one.value.as_str())
            .collect(),
    };
    let mut all: Vec<Named<'_>> = Vec::new();
    all.extend(
        dossier
            .persons
            .iter()
            .map(|one| of("person", &one.id, &one.name, &one.aliases)),
    );
    all.extend(
        dossier
            .actors
            .iter()
            .map(|one| of("actor", &one.id, &one.name, &one.aliases)),
    );
    all.extend(
        dossier
            .places
            .iter()
            .map(|one| of("place", &one.id, &one.name, &one.aliases)),
    );
    all.extend(
        dossier
            .groups
            .iter()
            .map(|one| of("group", &one.id, &one.name, &one.aliases)),
    );
    all
}

/// Row of the entry, and the spelling.
type Spelling<'d> = (usize, &'d str);

/// Two entries of one table whose names may be one.
fn same_for_two(named: &[Named<'_>]) -> Vec<Finding> {
    let mut found = Vec::new();
    // Names that may be one have a last word that begins alike; comparing within such blocks is enough.
    let mut by_start: BTreeMap<(&str, String), Vec<Spelling<'_>>> = BTreeMap::new();
    for (number, one) in named.iter().enumerate() {
        for spelling in &one.spellings {
            by_start
                .entry((one.table, block(spelling)))
                .or_default()
                .push((number, spelling));
        }
    }
    let mut told = BTreeSet::new();
    for spellings in by_start.values() {
        for (place, (a, first)) in spellings.iter().enumerate() {
            for (b, second) in &spellings[place + 1..] {
                let pair = (*a.min(b), *a.max(b));
                if a == b || told.contains(&pair) || !are_alike(named[*a].table, first, second) {
                    continue;
                }
                told.insert(pair);
                let message = format!(
                    "`{}` and `{}` may be one: `{first}` and `{second}`",
                    named[*a].id, named[*b].id
                );
                found.push(Finding::from(
                    Diagnostic::new(CODE, Severity::Tension, message)
                        .on(named[*a].span, format!("spelled `{first}`"))
                        .with(named[*b].span, format!("spelled `{second}`"))
                        .help("make one entry with aliases, or say in a note that they are two"),
                ));
            }
        }
    }
    found
}

/// People have short forms, bodies and places do not; groups are told apart by small words ("the first column", "the second column").
fn are_alike(table: &str, first: &str, second: &str) -> bool {
    match table {
        "person" => may_be_one(first, second),
        "group" => are_near(&fold(first), &fold(second)),
        _ => differ_in_spelling_only(first, second),
    }
}

/// One person or place under several spellings.
fn spellings(case: &Case<'_>, named: &[Named<'_>]) -> Vec<Finding> {
    let mut told: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for &fact in case.with_word("aka") {
        let atom = case.facts[fact].atom;
        if let (Some(id), Some(Value::Wording(name))) = (subject(atom), atom.term.position(1)) {
            told.entry(id).or_default().insert(name);
        }
    }
    named
        .iter()
        .filter_map(|one| {
            let mut all: BTreeSet<&str> = one.spellings.iter().copied().collect();
            all.extend(told.get(one.id).into_iter().flatten().filter(|name| {
                one.spellings
                    .iter()
                    .any(|known| are_near(&fold(known), &fold(name)))
            }));
            let folded: BTreeSet<String> = all.iter().map(|name| fold(name)).collect();
            let has_variants = folded.len() < all.len()
                || folded
                    .iter()
                    .any(|a| folded.iter().any(|b| a < b && are_near(a, b)));
            if !has_variants || one.table == "group" {
                return None;
            }
            let quoted: Vec<String> = all.iter().map(|name| format!("`{name}`")).collect();
            let message = format!(
                "one {}, `{}`, has {} spellings: {}",
                one.table,
                one.id,
                all.len(),
                phrase::list(&quoted)
            );
            Some(Finding::from(
                Diagnostic::new(CODE, Severity::Note, message).on(one.span, "these count as one"),
            ))
        })
        .collect()
}

/// One person with several ranks.
fn ranks(case: &Case<'_>) -> Vec<Finding> {
    let mut by_person: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for &fact in case.with_word("rank") {
        let atom = case.facts[fact].atom;
        if let (Some(id), Some(Value::Wording(rank))) = (
            subject(atom),
            atom.comparison.as_ref().map(|one| &one.value),
        ) {
            by_person.entry(id).or_default().entry(rank).or_insert(fact);
        }
    }
    by_person
        .into_iter()
        .filter(|(_, ranks)| ranks.len() > 1)
        .map(|(id, ranks)| {
            let quoted: Vec<String> = ranks
                .keys()
                .map(|rank| format!("\u{201c}{rank}\u{201d}"))
                .collect();
            let places = ranks.iter().map(|(rank, &fact)| {
                (
                    case.facts[fact].place,
                    format!(
                        "\u{201c}{rank}\u{201d}, says {}",
                        phrase::speaker(case.claim(fact))
                    ),
                )
            });
            Finding::from(
                Diagnostic::new(
                    CODE,
                    Severity::Note,
                    format!(
                        "`{id}` is given {} ranks: {}",
                        quoted.len(),
                        phrase::list(&quoted)
                    ),
                )
                .at_all(places)
                .help("date the ranks if one follows the other"),
            )
        })
        .collect()
}
