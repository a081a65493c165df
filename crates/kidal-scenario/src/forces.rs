//! `[[contingent]]` and `[[group]]`: the bodies of men, and which groups of the dossier they make up.

use crate::contingent;
use crate::names::{Names, duplicate};
use crate::reader::Section;
use kidal_battle::parts::{ContingentId, Parts};
use kidal_dossier::Dossier;
use kidal_dossier::table::TableReader;

/// Reads contingents and groups. Orders have their names by then, since a contingent may name one.
pub(crate) fn read(
    dossier: &Dossier,
    root: &TableReader<'_>,
    names: &mut Names,
    parts: &mut Parts,
) {
    let tables = root.tables("contingent");
    for table in &tables {
        if let Some(id) = table.required_text("id") {
            if dossier.kind_of(&id.value).is_none() {
                table.error(
                    "undeclared-name",
                    id.span,
                    format!("`{}` is not declared in evidence.toml", id.value),
                    "this contingent",
                    Some(
                        "a contingent has the id of a group; declare it there, or mend the name"
                            .into(),
                    ),
                );
            }
            if !names.add_contingent(&id.value) {
                duplicate(table, "contingents", &id);
            }
        }
    }
    own_groups(dossier, names);
    for table in root.tables("group") {
        if let Some(id) = table.required_text("id") {
            let section = Section::new(&table, names);
            let members = section.required_who("contingents");
            names.set_group(&id.value, members);
        }
        crate::prior::ground_is_written(&table);
        table.finish();
    }
    whole_groups(dossier, names);
    let section = Section::new(root, names);
    for table in tables {
        let part = contingent::read(&section, &section.of(&table));
        crate::prior::ground_is_written(&table);
        table.finish();
        parts.contingents.extend(part);
    }
}

/// Which groups of the dossier are made of contingents: a contingent's own group (with the contingents that are part of
/// it), and a group whose partition is. A group that may hold others besides is not modelled, unless `[[group]]` says so:
/// a claim about all fighters of a movement is not one about those at hand.
fn own_groups(dossier: &Dossier, names: &mut Names) {
    let contingents: Vec<String> = names.contingents().to_vec();
    for contingent in &contingents {
        let members: Vec<ContingentId> = contingents
            .iter()
            .enumerate()
            .filter(|(_, other)| *other == contingent || dossier.is_within(other, contingent))
            .map(|(index, _)| ContingentId(index as u16))
            .collect();
        names.set_group(contingent, members);
    }
}

fn whole_groups(dossier: &Dossier, names: &mut Names) {
    for group in &dossier.groups {
        if let Some(members) = members_of(dossier, names, &group.id.value, 0) {
            names.set_group(&group.id.value, members);
        }
    }
}

fn members_of(
    dossier: &Dossier,
    names: &Names,
    group: &str,
    depth: usize,
) -> Option<Vec<ContingentId>> {
    if let Ok(members) = names.group(group) {
        return Some(members);
    }
    let partition = &dossier.group(group)?.partition;
    if partition.is_empty() || depth > 16 {
        return None;
    }
    let mut members = Vec::new();
    for part in partition {
        for id in members_of(dossier, names, &part.value, depth + 1)? {
            if !members.contains(&id) {
                members.push(id);
            }
        }
    }
    Some(members)
}
