//! The claim language: statements that read as sentences and parse to typed trees.

mod tree;
pub mod unit;

pub use tree::{
    Argument, Atom, Comparison, Face, Number, Portion, Qualifier, Relation, Statement, Term, Value,
};
