//! Whose names a value of one side may hold.

use crate::words::{Class, sense_of};

/// The belligerents of an article, as a value of one side may name them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Belligerents {
    /// Those of the side whose value is read.
    pub(crate) own: Vec<String>,
    /// Those of the other sides.
    pub(crate) others: Vec<String>,
    /// The commanders of the side.
    pub(crate) leaders: Vec<String>,
}

impl Belligerents {
    pub(super) fn is_own(&self, text: &str) -> bool {
        self.own
            .iter()
            .any(|name| crate::names::is_same(name, text))
    }

    /// Whether a text is a part of the name of a belligerent or a commander of the side: `Wagner` of `Groupe Wagner`, `Richemont` of
    /// `Arthur de Richemont`. A writer who commanded is a writer.
    pub(super) fn holds_own(&self, text: &str) -> bool {
        let is_name = text.starts_with(char::is_uppercase) && text.chars().count() > 2;
        let is_author = sense_of(text, &[Class::Authority]).is_some();
        let names = self.own.iter().chain(&self.leaders);
        is_name
            && !is_author
            && names.into_iter().any(|name| {
                name.strip_suffix(text)
                    .is_some_and(|before| before.ends_with([' ', '\'', '-']))
                    || name
                        .strip_prefix(text)
                        .is_some_and(|after| after.starts_with(' '))
            })
    }

    pub(super) fn is_other(&self, text: &str) -> bool {
        self.others
            .iter()
            .any(|name| crate::names::is_same(name, text))
    }
}
