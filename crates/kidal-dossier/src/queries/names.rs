//! What sentences need to know of a dossier's names.

use crate::language::Names;
use crate::model::{Dossier, Kind};

impl Names for Dossier {
    fn name(&self, id: &str) -> Option<String> {
        self.name_of(id).map(str::to_string)
    }

    fn is_event(&self, id: &str) -> bool {
        self.kind_of(id) == Some(Kind::Event)
    }

    fn is_plural(&self, id: &str) -> bool {
        matches!(self.kind_of(id), Some(Kind::Group | Kind::Side))
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
