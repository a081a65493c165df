//! What is read, and may be wrong since its form is unusual.

/// How each doubt ends. What is not understood ends otherwise.
const END: &str = "look at it";

/// A doubt in plain words: what was read, and what is unusual.
pub(crate) fn why(read: &str, reason: &str) -> String {
    format!("{read}; its form is unusual ({reason}), {END}")
}

/// Whether the reason of a leftover is a doubt.
pub(crate) fn is_doubt(why: &str) -> bool {
    why.ends_with(END)
}
