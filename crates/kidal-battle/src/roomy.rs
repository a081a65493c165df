//! Copies that use the room of what they replace.

/// `Clone` of a record field by field. Unlike the derived one its `clone_from` keeps what its fields have room for, which snapshots
/// and their restoring rest on. Every field is named, or it does not compile.
macro_rules! clone_into_room {
    ($record:ident { $($field:ident),* $(,)? }) => {
        impl Clone for $record {
            fn clone(&self) -> Self {
                let Self { $($field),* } = self;
                Self { $($field: $field.clone()),* }
            }

            fn clone_from(&mut self, source: &Self) {
                let Self { $($field),* } = source;
                $(self.$field.clone_from($field);)*
            }
        }
    };
}

pub(crate) use clone_into_room;
