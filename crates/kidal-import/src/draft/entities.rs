//! The people, actors, sides and places that the draft declares.

use std::collections::BTreeSet;

use super::claims::Body;
use super::names::{Ids, slug};
use super::statement::OWN_WORDS;
use super::toml_text::{Lines, list, quoted};
use crate::article::Article;
use crate::editions::Editions;
use crate::names::{Likeness, likeness};

/// Somebody or something with a name and its spellings.
pub(super) struct Named {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
}

impl Named {
    fn is_called(&self, name: &str, enough: Likeness) -> bool {
        std::iter::once(&self.name)
            .chain(&self.aliases)
            .any(|own| likeness(own, name) >= enough)
    }

    fn also(&mut self, name: &str) {
        if self.name != name && !self.aliases.iter().any(|alias| alias == name) {
            self.aliases.push(name.to_string());
        }
    }
}

/// One side with what belongs to it.
pub(super) struct DraftSide {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) actors: Vec<usize>,
    pub(super) by_elimination: bool,
}

/// All that is declared.
pub(super) struct Entities {
    pub(super) sources: Vec<String>,
    pub(super) actors: Vec<Named>,
    pub(super) persons: Vec<Named>,
    pub(super) sides: Vec<DraftSide>,
    pub(super) place: Option<Named>,
    pub(super) place_id: String,
    coordinates: Option<crate::coordinates::Coordinates>,
}

/// Collects them from all editions. Names that only resemble each other stay apart, with a remark.
pub(super) fn entities(articles: &[Article], editions: &Editions) -> Entities {
    let mut ids = Ids::default();
    // Words that the draft itself uses are given first.
    let _ = ids.give("battle-itself", "battle");
    let sources = articles
        .iter()
        .map(|article| ids.give(&stem(&article.file), "source"))
        .collect::<Vec<_>>();
    for id in &sources {
        let _ = ids.give(&format!("{id}-infobox"), "voice");
        let _ = ids.give(&format!("{id}-text"), "voice");
    }
    let (mut actors, mut persons, mut sides) = (Vec::new(), Vec::new(), Vec::new());
    for (number, joint) in editions.alignment.sides.iter().enumerate() {
        let mut of_side: Vec<usize> = Vec::new();
        let mut first_leader = None;
        for (article, row) in joint.rows.iter().enumerate() {
            let Some(row) = row else { continue };
            let side = &articles[article].sides[*row];
            for one in &side.belligerents {
                let at = named(
                    &mut actors,
                    &one.name,
                    one.abbreviation.as_deref(),
                    &mut ids,
                    "actor",
                );
                if !of_side.contains(&at) {
                    of_side.push(at);
                }
            }
            for one in &side.commanders {
                named(
                    &mut persons,
                    &one.name,
                    one.page.as_deref(),
                    &mut ids,
                    "person",
                );
                first_leader.get_or_insert_with(|| one.name.clone());
            }
        }
        let names: Vec<String> = of_side.iter().map(|at| actors[*at].name.clone()).collect();
        let name = match (names.as_slice(), first_leader) {
            ([], Some(leader)) => format!("the side of {leader}"),
            ([], None) => format!("side {}", number + 1),
            (names, _) => names.join(", "),
        };
        sides.push(DraftSide {
            id: ids.give(&format!("side-{}", number + 1), "side"),
            name,
            actors: of_side,
            by_elimination: joint.by_elimination,
        });
    }
    let place = articles
        .iter()
        .find_map(|article| article.place.as_deref())
        .map(|name| Named {
            id: ids.give(name, "place"),
            name: name.to_string(),
            aliases: Vec::new(),
        });
    Entities {
        sources,
        actors,
        persons,
        sides,
        place_id: place
            .as_ref()
            .map_or(String::new(), |place| place.id.clone()),
        place,
        coordinates: articles.iter().find_map(|article| article.coordinates),
    }
}

/// The name of a file without folder and ending.
pub(super) fn stem(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.split('.').next().unwrap_or(name).to_string()
}

/// The row of a name: the same one in another spelling, or a new one.
fn named(
    all: &mut Vec<Named>,
    name: &str,
    other: Option<&str>,
    ids: &mut Ids,
    fallback: &str,
) -> usize {
    let found = all
        .iter()
        .position(|known| known.is_called(name, Likeness::Same));
    let at = found.unwrap_or_else(|| {
        all.push(Named {
            id: ids.give(name, fallback),
            name: name.to_string(),
            aliases: Vec::new(),
        });
        all.len() - 1
    });
    all[at].also(name);
    if let Some(other) = other {
        all[at].also(other);
    }
    at
}

impl Entities {
    /// The actor with this name.
    pub(super) fn actor(&self, name: &str) -> Option<&Named> {
        self.actors
            .iter()
            .find(|one| one.is_called(name, Likeness::Same))
    }

    /// The person with this name.
    pub(super) fn person(&self, name: &str) -> Option<&Named> {
        self.persons
            .iter()
            .find(|one| one.is_called(name, Likeness::Same))
    }

    pub(super) fn write(&self, body: &Body, out: &mut Lines) {
        for voice in &body.voices {
            out.list("voice");
            out.key("id", &quoted(&voice.id));
            out.key("name", &quoted(&voice.name));
            out.key("kind", &quoted(voice.kind));
            out.comment(&format!(
                "decide: what this voice is; `{}` is a guess from its name",
                voice.kind
            ));
            out.key("anonymous", "true");
            out.blank();
        }
        out.heading("people, actors, sides");
        for person in &self.persons {
            self.entity("person", person, &self.persons, out);
            out.blank();
        }
        for actor in &self.actors {
            self.entity("actor", actor, &self.actors, out);
            out.key("kind", "\"other\"");
            out.comment("decide: state, army, movement, militia, armed-group");
            out.blank();
        }
        for side in &self.sides {
            out.list("side");
            out.key("id", &quoted(&side.id));
            out.key("name", &quoted(&side.name));
            let actors: Vec<String> = side
                .actors
                .iter()
                .map(|at| self.actors[*at].id.clone())
                .collect();
            out.key("actors", &list(&actors));
            if side.by_elimination {
                out.comment("decide: put together with the other edition's side because no other was left, not by a name");
            }
            if side.actors.is_empty() {
                out.comment("decide: no edition names who fought on this side");
            }
            out.blank();
        }
        out.heading("places and events");
        if let Some(place) = &self.place {
            out.list("place");
            out.key("id", &quoted(&place.id));
            out.key("name", &quoted(&place.name));
            out.key("kind", "\"point\"");
            if let Some(at) = self.coordinates {
                out.key("lat", &format!("{:?}", at.lat));
                out.key("lon", &format!("{:?}", at.lon));
            }
            out.blank();
        }
        out.list("event");
        out.key("id", "\"battle\"");
        out.key("name", "\"the battle\"");
        out.key("kind", "\"battle\"");
        if let Some(place) = &self.place {
            out.key("place", &quoted(&place.id));
        }
        if !self.sides.is_empty() {
            let by: Vec<String> = self.sides.iter().map(|side| side.id.clone()).collect();
            out.key("by", &list(&by));
        }
        out.blank();
        self.own_words(&body.words, out);
    }

    fn entity(&self, table: &str, named: &Named, all: &[Named], out: &mut Lines) {
        out.list(table);
        out.key("id", &quoted(&named.id));
        out.key("name", &quoted(&named.name));
        if !named.aliases.is_empty() {
            out.key("aliases", &list(&named.aliases));
        }
        for other in all.iter().filter(|other| other.id != named.id) {
            if likeness(&other.name, &named.name) == Likeness::Likely {
                out.comment(&format!(
                    "decide: the same as `{}`? If so, make one of them an alias",
                    other.id
                ));
            }
        }
    }

    fn own_words(&self, words: &BTreeSet<&'static str>, out: &mut Lines) {
        for (name, sentence) in OWN_WORDS.iter().filter(|(name, _)| words.contains(name)) {
            out.list("predicate");
            out.key("name", &quoted(name));
            out.key("args", "[\"X\"]");
            out.key("sentence", &quoted(sentence));
            out.blank();
        }
    }
}

/// Whether a text slugs to nothing, as names in other scripts do.
pub(super) fn short(text: &str) -> String {
    slug(text)
}
