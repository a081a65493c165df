//! Declared names that nothing refers to.

use std::collections::{BTreeMap, BTreeSet};

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::model::Name;
use kidal_dossier::{Dossier, Kind};

use crate::case::Case;
use crate::phrase::{self, Places};
use crate::rule::Finding;

const CODE: &str = "unused-name";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let used = used(case.dossier);
    let mut by_table: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (id, kind) in case.dossier.ids() {
        // A side is used by its actors.
        if !used.contains(id) && kind != Kind::Side {
            by_table.entry(kind.table()).or_default().push(id);
        }
    }
    by_table
        .into_iter()
        .map(|(table, ids)| {
            let quoted: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
            let message = if ids.len() == 1 {
                format!(
                    "the {table} {} is declared, and no claim or other entry names it",
                    quoted[0]
                )
            } else {
                format!(
                    "{} entries of [[{table}]] are named by no claim or other entry: {}",
                    ids.len(),
                    phrase::list(&quoted)
                )
            };
            let places = ids.iter().filter_map(|id| {
                Some((case.dossier.place_of(id)?, "declared, not used".to_string()))
            });
            Finding::from(
                Diagnostic::new(CODE, Severity::Note, message)
                    .at_all(places)
                    .help("take it out, or use it in a claim"),
            )
        })
        .collect()
}

fn used(dossier: &Dossier) -> BTreeSet<&str> {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    declarations(dossier, &mut |name| {
        used.insert(&name.value);
    });
    for claim in &dossier.claims {
        used.insert(&claim.speaker.value);
        used.extend(claim.via.iter().map(|link| link.value.as_str()));
        for reading in &claim.readings {
            reading.statement.each_term(&mut |term| {
                used.insert(&term.name);
            });
            reading.statement.each_value(&mut |value| {
                if let kidal_dossier::language::Value::Partition(parts) = value {
                    used.extend(parts.iter().map(|(part, _)| part.as_str()));
                }
            });
        }
    }
    used
}

/// Calls `see` on each name by which one entry refers to another.
fn declarations<'d>(dossier: &'d Dossier, see: &mut impl FnMut(&'d Name)) {
    dossier
        .about
        .battle
        .iter()
        .chain(&dossier.about.place)
        .for_each(&mut *see);
    for source in &dossier.sources {
        source
            .derives_from
            .iter()
            .chain(&source.side)
            .for_each(&mut *see);
    }
    for voice in &dossier.voices {
        voice
            .side
            .iter()
            .chain(voice.maybe_same_as.iter().map(|(other, _)| other))
            .for_each(&mut *see);
    }
    for person in &dossier.persons {
        person
            .offices
            .iter()
            .filter_map(|office| office.body.as_ref())
            .for_each(&mut *see);
        person.kin.iter().map(|kin| &kin.to).for_each(&mut *see);
    }
    dossier
        .actors
        .iter()
        .filter_map(|actor| actor.part_of.as_ref())
        .for_each(&mut *see);
    dossier
        .sides
        .iter()
        .flat_map(|side| &side.actors)
        .for_each(&mut *see);
    for group in &dossier.groups {
        group
            .actor
            .iter()
            .chain(&group.part_of)
            .chain(&group.partition)
            .chain(&group.overlaps)
            .for_each(&mut *see);
    }
    dossier
        .places
        .iter()
        .filter_map(|place| place.part_of.as_ref())
        .for_each(&mut *see);
    dossier
        .distances
        .iter()
        .flat_map(|distance| [&distance.from, &distance.to])
        .for_each(&mut *see);
    for event in &dossier.events {
        event
            .place
            .iter()
            .chain(&event.by)
            .chain(&event.part_of)
            .for_each(&mut *see);
    }
    for allegiance in &dossier.allegiances {
        see(&allegiance.who);
        see(&allegiance.public);
    }
}
