//! Lists of names.
