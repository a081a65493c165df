//! What sentences need to know of a dossier's names.

use crate::language::{Names, looks_plural};
use crate::model::{Dossier, Kind};

impl Names for Dossier {
    fn name(&self, id: &str) -> Option<String> {
        self.name_of(id).map(str::to_string)
    }

    fn is_event(&self, id: &str) -> bool {
        self.kind_of(id) == Some(Kind::Event)
    }

    fn is_plural(&self, id: &str) -> bool {
        match self.kind_of(id) {
            Some(
                Kind::Actor | Kind::Group | Kind::Side | Kind::Object | Kind::Event | Kind::Voice,
            ) => self.name_of(id).is_some_and(looks_plural),
            Some(Kind::Source | Kind::Person | Kind::Place) | None => false,
        }
    }

    fn template(&self, word: &str) -> Option<(Vec<String>, String)> {
        let predicate = self.predicate(word)?;
        let arguments = predicate
            .args
            .iter()
            .map(|argument| argument.value.clone())
            .collect();
        Some((arguments, predicate.sentence.value.clone()))
    }
}
