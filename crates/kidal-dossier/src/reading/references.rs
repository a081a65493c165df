//! Every id that a table names must be declared, in a table that fits; nothing may be part of itself.

use std::cell::Cell;
use std::collections::BTreeMap;

use kidal_diag::{Diagnostic, Severity};

use super::REMEDIES;
use crate::model::{Dossier, Kind, Name, PrivateSide};
use crate::nearest::did_you_mean;
use crate::span::Span;
use crate::table::Sink;

const ANY: &[Kind] = &[];

pub(super) fn check(dossier: &Dossier, sink: &Sink) {
    let references = References {
        dossier,
        sink,
        remedies: Cell::new(REMEDIES),
    };
    references.entities();
    references.events_and_claims();
    references.wholes();
}

struct References<'d> {
    dossier: &'d Dossier,
    sink: &'d Sink,
    remedies: Cell<usize>,
}

impl References<'_> {
    fn entities(&self) {
        let dossier = self.dossier;
        self.each(&dossier.about.battle, &[Kind::Event], "battle");
        self.each(&dossier.about.place, &[Kind::Place], "place");
        for source in &dossier.sources {
            self.each(&source.side, &[Kind::Actor, Kind::Side], "side");
            self.each(&source.derives_from, &[Kind::Source], "derives_from");
        }
        for voice in &dossier.voices {
            self.each(&voice.side, &[Kind::Actor, Kind::Side], "side");
            for (other, _) in &voice.maybe_same_as {
                self.one(
                    other,
                    &[Kind::Voice, Kind::Person, Kind::Source],
                    "maybe_same_as",
                );
            }
        }
        for person in &dossier.persons {
            for office in &person.offices {
                self.each(&office.body, &[Kind::Actor, Kind::Group], "body");
            }
            for kin in &person.kin {
                self.one(&kin.to, ANY, "to");
            }
        }
        for actor in &dossier.actors {
            self.each(&actor.part_of, &[Kind::Actor], "part_of");
        }
        for side in &dossier.sides {
            self.each(&side.actors, &[Kind::Actor], "actors");
        }
        for group in &dossier.groups {
            self.each(&group.actor, &[Kind::Actor], "actor");
            self.each(&group.part_of, &[Kind::Group], "part_of");
            self.each(&group.partition, &[Kind::Group], "partition");
            self.each(&group.overlaps, &[Kind::Group], "overlaps");
        }
        for place in &dossier.places {
            self.each(&place.part_of, &[Kind::Place], "part_of");
        }
        for distance in &dossier.distances {
            self.one(&distance.from, &[Kind::Place], "from");
            self.one(&distance.to, &[Kind::Place], "to");
        }
    }

    fn events_and_claims(&self) {
        let dossier = self.dossier;
        let people = &[Kind::Actor, Kind::Group, Kind::Person, Kind::Side];
        for event in &dossier.events {
            self.each(&event.place, &[Kind::Place], "place");
            self.each(&event.by, people, "by");
            self.each(&event.part_of, &[Kind::Event], "part_of");
        }
        for allegiance in &dossier.allegiances {
            self.one(&allegiance.who, people, "who");
            self.one(&allegiance.public, people, "public");
            if let PrivateSide::With(side) = &allegiance.private.value {
                self.one(
                    &Name::new(side.clone(), allegiance.private.span),
                    people,
                    "private",
                );
            }
            for claim in &allegiance.claims {
                self.claim(claim, "claims");
            }
        }
        for claim in &dossier.claims {
            let speakers = &[Kind::Source, Kind::Voice, Kind::Person, Kind::Actor];
            self.one(&claim.speaker, speakers, "speaker");
            self.each(&claim.via, &[Kind::Source], "via");
            for (other, _) in &claim.maybe_same_as {
                self.claim(other, "maybe_same_as");
            }
        }
    }

    fn each<'n>(&self, names: impl IntoIterator<Item = &'n Name>, kinds: &[Kind], key: &str) {
        for name in names {
            self.one(name, kinds, key);
        }
    }

    fn one(&self, name: &Name, kinds: &[Kind], key: &str) {
        let tables = |kinds: &[Kind]| {
            let quoted: Vec<String> = kinds
                .iter()
                .map(|kind| format!("`[[{}]]`", kind.table()))
                .collect();
            quoted.join(" or ")
        };
        match self.dossier.kind_of(&name.value) {
            Some(kind) if kinds.is_empty() || kinds.contains(&kind) => {}
            Some(kind) => {
                let message = format!(
                    "`{key}` names `{}`, which is declared as `[[{}]]`",
                    name.value,
                    kind.table()
                );
                let help = format!("name one that is declared as {}", tables(kinds));
                self.sink.error(
                    "wrong-kind",
                    name.span,
                    message,
                    format!("must be of {}", tables(kinds)),
                    Some(help),
                );
            }
            None => {
                let known = self
                    .dossier
                    .ids()
                    .filter(|(_, kind)| kinds.is_empty() || kinds.contains(kind));
                let near = self.near(&name.value, known.map(|(id, _)| id));
                let help = near.unwrap_or_else(|| {
                    let table = kinds.first().map_or("object", |kind| kind.table());
                    format!("declare it: `[[{table}]]` with `id = \"{}\"`", name.value)
                });
                let message = format!("`{key}` names `{}`, which is not declared", name.value);
                self.sink.error(
                    "undeclared-name",
                    name.span,
                    message,
                    "not declared",
                    Some(help),
                );
            }
        }
    }

    fn claim(&self, name: &Name, key: &str) {
        if self.dossier.claim(&name.value).is_some() {
            return;
        }
        let near = self.near(
            &name.value,
            self.dossier
                .claims
                .iter()
                .map(|claim| claim.id.value.as_str()),
        );
        let message = format!(
            "`{key}` names the claim `{}`, which is not declared",
            name.value
        );
        self.sink
            .error("undeclared-name", name.span, message, "no such claim", near);
    }

    fn near<'k>(&self, word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
        let left = self.remedies.get().checked_sub(1)?;
        self.remedies.set(left);
        did_you_mean(word, known)
    }

    /// Nothing may be part of itself, directly or through others.
    fn wholes(&self) {
        let dossier = self.dossier;
        let mut actors: Edges<'_> = BTreeMap::new();
        for actor in &dossier.actors {
            actors.insert(&actor.id.value, actor.part_of.iter().collect());
        }
        let mut places: Edges<'_> = BTreeMap::new();
        for place in &dossier.places {
            places.insert(&place.id.value, place.part_of.iter().collect());
        }
        let mut events: Edges<'_> = BTreeMap::new();
        for event in &dossier.events {
            events.insert(&event.id.value, event.part_of.iter().collect());
        }
        let mut groups: Edges<'_> = BTreeMap::new();
        for group in &dossier.groups {
            groups
                .entry(&group.id.value)
                .or_default()
                .extend(&group.part_of);
            for part in &group.partition {
                // Seen from the part, as `part_of` is; the place is that of the part's name in `partition`.
                groups.entry(&part.value).or_default().push(&group.id);
            }
        }
        for edges in [actors, places, events, groups] {
            self.cycles(&edges);
        }
    }

    fn cycles(&self, edges: &Edges<'_>) {
        let mut done: BTreeMap<&str, bool> = BTreeMap::new();
        for &start in edges.keys() {
            // Depth first with a stack of its own: a long chain must not overflow the program's.
            let mut path: Vec<(&str, usize)> = vec![(start, 0)];
            if done.contains_key(start) {
                continue;
            }
            done.insert(start, false);
            while let Some((node, next)) = path.last_mut() {
                let Some(whole) = edges.get(*node).and_then(|wholes| wholes.get(*next)) else {
                    done.insert(node, true);
                    path.pop();
                    continue;
                };
                *next += 1;
                match done.get(whole.value.as_str()) {
                    Some(true) => {}
                    Some(false) => {
                        let from = path
                            .iter()
                            .position(|(on_path, _)| *on_path == whole.value)
                            .unwrap_or(0);
                        let ring: Vec<&str> =
                            path[from..].iter().map(|(on_path, _)| *on_path).collect();
                        self.cycle(&ring, whole.span);
                    }
                    None => {
                        done.insert(&whole.value, false);
                        path.push((&whole.value, 0));
                    }
                }
            }
        }
    }

    fn cycle(&self, ring: &[&str], span: Span) {
        let (file, range) = span.place();
        let mut steps: Vec<String> = ring.iter().map(|id| format!("`{id}`")).collect();
        steps.extend(steps.first().cloned());
        let message = format!("`{}` is part of itself", ring[0]);
        let mut diagnostic = Diagnostic::new("part-of-itself", Severity::Error, message)
            .at(file, range, "this closes the ring")
            .sum(steps.join(" is part of "))
            .help("take one of these links out");
        for id in ring {
            if let Some(place) = self.dossier.place_of(id) {
                let (file, range) = place.place();
                diagnostic = diagnostic.also(file, range, "declared here");
            }
        }
        self.sink.push(diagnostic);
    }
}

/// Of each id the names of the wholes that hold it, where they are written.
type Edges<'d> = BTreeMap<&'d str, Vec<&'d Name>>;
