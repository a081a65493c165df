//! Groups, their parts and the wholes that hold them.

use std::collections::BTreeSet;

use crate::model::Dossier;

impl Dossier {
    /// The groups directly inside this one: those that name it in `part_of`, and its `partition`, sorted, each once.
    pub fn direct_parts(&self, id: &str) -> Vec<&str> {
        let mut parts: BTreeSet<&str> = self
            .groups
            .iter()
            .filter(|group| group.part_of.iter().any(|whole| whole.value == id))
            .map(|group| group.id.value.as_str())
            .collect();
        if let Some(group) = self.group(id) {
            parts.extend(group.partition.iter().map(|part| part.value.as_str()));
        }
        parts.remove(id);
        parts.into_iter().collect()
    }

    /// The smallest groups inside this one, sorted, each once; the group itself where it has no parts.
    ///
    /// Parts that are no partition need not add up to the whole: see [`Dossier::has_partition`].
    pub fn group_parts(&self, id: &str) -> Vec<&str> {
        let mut leaves = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open: Vec<&str> = self
            .group(id)
            .map(|group| group.id.value.as_str())
            .into_iter()
            .collect();
        while let Some(group) = open.pop() {
            if !seen.insert(group) {
                continue;
            }
            let parts = self.direct_parts(group);
            if parts.is_empty() {
                leaves.insert(group);
            }
            open.extend(parts);
        }
        leaves.into_iter().collect()
    }

    /// Whether the group says that its parts are exhaustive and disjoint.
    pub fn has_partition(&self, id: &str) -> bool {
        self.group(id)
            .is_some_and(|group| !group.partition.is_empty())
    }

    /// The groups that hold this one directly: its `part_of`, and those that name it in `partition`, sorted, each once.
    pub fn direct_wholes(&self, id: &str) -> Vec<&str> {
        let mut wholes: BTreeSet<&str> = self
            .groups
            .iter()
            .filter(|group| group.partition.iter().any(|part| part.value == id))
            .map(|group| group.id.value.as_str())
            .collect();
        if let Some(group) = self.group(id) {
            wholes.extend(group.part_of.iter().map(|whole| whole.value.as_str()));
        }
        wholes.remove(id);
        wholes.into_iter().collect()
    }

    /// All groups that hold this one, directly or through others, sorted, without itself.
    pub fn groups_containing(&self, id: &str) -> Vec<&str> {
        let mut found = BTreeSet::new();
        let mut open = self.direct_wholes(id);
        while let Some(whole) = open.pop() {
            if whole != id && found.insert(whole) {
                open.extend(self.direct_wholes(whole));
            }
        }
        found.into_iter().collect()
    }

    /// Whether `part` is `whole` or lies inside it.
    pub fn is_within(&self, part: &str, whole: &str) -> bool {
        part == whole || self.groups_containing(part).contains(&whole)
    }

    /// The actor that the group belongs to: its own, or that of the nearest group that holds it.
    pub fn actor_of(&self, id: &str) -> Option<&str> {
        let mut seen = BTreeSet::new();
        let mut ring = vec![self.group(id)?.id.value.as_str()];
        while !ring.is_empty() {
            let mut next = Vec::new();
            for group in ring {
                if !seen.insert(group) {
                    continue;
                }
                if let Some(actor) = self.group(group).and_then(|group| group.actor.as_ref()) {
                    return Some(&actor.value);
                }
                next.extend(self.direct_wholes(group));
            }
            ring = next;
        }
        None
    }

    /// The sides whose actors include this actor, or one that it is part of.
    pub fn sides_of(&self, actor: &str) -> Vec<&str> {
        let mut lineage = BTreeSet::new();
        let mut next = self.actor(actor);
        while let Some(body) = next {
            if !lineage.insert(body.id.value.as_str()) {
                break;
            }
            next = body.part_of.as_ref().and_then(|whole| self.actor(whole));
        }
        self.sides
            .iter()
            .filter(|side| {
                side.actors
                    .iter()
                    .any(|member| lineage.contains(member.value.as_str()))
            })
            .map(|side| side.id.value.as_str())
            .collect()
    }
}
