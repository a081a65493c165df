//! Which side someone or some body of people belongs to.

use kidal_dossier::Kind;

use crate::case::Case;

/// More steps than this through parts and wholes are not taken: a guard against rings.
const DEEPEST: usize = 8;

/// The side of a side, actor, person or group; none where it has none or belongs to several.
pub(crate) fn side_of<'d>(case: &Case<'d>, id: &str) -> Option<&'d str> {
    find(case, id, DEEPEST)
}

fn find<'d>(case: &Case<'d>, id: &str, depth: usize) -> Option<&'d str> {
    let depth = depth.checked_sub(1)?;
    let dossier = case.dossier;
    match dossier.kind_of(id)? {
        Kind::Side => dossier
            .sides
            .iter()
            .map(|side| side.id.value.as_str())
            .find(|side| *side == id),
        Kind::Actor => one(dossier.sides_of(id)),
        Kind::Person => {
            let bodies = dossier
                .person(id)?
                .offices
                .iter()
                .filter_map(|office| office.body.as_ref());
            agreed(bodies.filter_map(|body| find(case, body, depth)))
        }
        Kind::Group => match dossier.actor_of(id) {
            Some(actor) => one(dossier.sides_of(actor)),
            // A group without an actor belongs where all of its parts do.
            None => agreed(
                dossier
                    .group(id)?
                    .partition
                    .iter()
                    .filter_map(|part| find(case, part, depth)),
            ),
        },
        _ => None,
    }
}

/// The side of all of these names, where they have the same.
pub(crate) fn side_of_all<'d>(case: &Case<'d>, names: &[&str]) -> Option<&'d str> {
    agreed(names.iter().filter_map(|name| side_of(case, name)))
}

fn one(sides: Vec<&str>) -> Option<&str> {
    match sides.as_slice() {
        [side] => Some(side),
        _ => None,
    }
}

fn agreed<'d>(mut sides: impl Iterator<Item = &'d str>) -> Option<&'d str> {
    let first = sides.next()?;
    sides.all(|side| side == first).then_some(first)
}
