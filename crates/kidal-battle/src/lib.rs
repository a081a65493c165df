//! battle
pub mod measure;
pub mod parts;
