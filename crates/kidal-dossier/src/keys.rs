//! The keys that a file of a dossier may have, for the reference page and for the schemas that editors complete from.
//!
//! The readers are the authority: tests feed every key of this list to its reader, and compare what the readers ask for
//! with the list, so that neither can have a key that the other lacks.

mod evidence;

pub use evidence::EVIDENCE;

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A text.
    Text,
    /// An id that another table declares.
    Id,
    /// A statement of the claim language.
    Statement,
    /// A date of EDTF, perhaps with a time of day.
    Date,
    /// A number.
    Number,
    /// A number of 0 or more.
    Positive,
    /// A number from 0 to 1.
    Share,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// One text or a list of texts.
    Texts,
    /// One id or a list of ids.
    Ids,
    /// One number or a list of numbers.
    Numbers,
    /// One whole number or a list of them.
    Integers,
    /// Two numbers, the smaller first where they are bounds.
    Pair,
    /// A number, or an expression of parameters in quotation marks.
    Value,
    /// Two of these.
    ValuePair,
    /// A number or an expression, or ids.
    ValueOrIds,
    /// One of these words.
    Word(&'static [&'static str]),
    /// One or more of these words.
    Words(&'static [&'static str]),
    /// Ids with a probability each.
    Weights,
    /// A table of this shape.
    Table(&'static str),
    /// A list of tables of this shape.
    Tables(&'static str),
    /// A table of this shape, or the name of a shared one.
    Shared(&'static str),
    /// Tables of this shape under names of their own.
    Named(&'static str),
}

/// One key of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub form: Form,
    /// Whether the table must have it.
    pub is_required: bool,
    /// What it says, in one line.
    pub about: &'static str,
}

/// A shape of table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its name, unique in its file; the empty one is the file itself.
    pub name: &'static str,
    /// How it is written, as `[[claim]]`; empty for the file itself.
    pub header: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// Its keys, in the order in which people write them.
    pub keys: &'static [Key],
}

/// A key that may be left out.
pub const fn may(name: &'static str, form: Form, about: &'static str) -> Key {
    Key {
        name,
        form,
        is_required: false,
        about,
    }
}

/// A key that must be there.
pub const fn must(name: &'static str, form: Form, about: &'static str) -> Key {
    Key {
        name,
        form,
        is_required: true,
        about,
    }
}

/// The shape of the table at a path, as `claim.readings`: a [`crate::table::Sink`] that listens gives such paths.
pub fn at<'s>(shapes: &'s [Shape], path: &str) -> Option<&'s Shape> {
    let mut found = shape(shapes, "")?;
    let mut names = path.split('.').filter(|name| !name.is_empty());
    while let Some(name) = names.next() {
        let key = found.keys.iter().find(|key| key.name == name)?;
        found = match key.form {
            Form::Table(inner) | Form::Tables(inner) | Form::Shared(inner) => shape(shapes, inner)?,
            Form::Named(inner) => {
                names.next();
                shape(shapes, inner)?
            }
            _ => return None,
        };
    }
    Some(found)
}

/// A shape by its name.
pub fn shape<'s>(shapes: &'s [Shape], name: &str) -> Option<&'s Shape> {
    shapes.iter().find(|shape| shape.name == name)
}
