//! The claim language: statements that read as sentences and parse to typed trees.
//!
//! ```text
//! statement  = conjunct { "or" conjunct } ;              conjunct = negation { "and" negation } ;
//! negation   = "not" negation | "(" statement ")" | atom ;
//! atom       = term [ relation value | range ] { qualifier } ;
//! relation   = "=" | "<" | "<=" | ">" | ">=" ;            range = "between" number "and" number | "either" value "or" value ;
//! value      = number | wording | range | "unknown" | date | names | list | "{" statement "}" | partition ;
//! number     = [ "~" ] digits [ "." digits | "/" digits ] [ unit ] ;   wording = '"' anything '"' ;
//! term       = [ "some of" | "most of" | "rest of" ] name [ "*" digits ] [ "(" argument { "," argument } ")" ] ;
//! argument   = [ key ":" ] value ;                        names = term { "or" term } | term { "and" term } ;
//! list       = "[" value { "," value } "]" ;               partition = "{" name "=" value "," name "=" value { … } "}" ;
//! qualifier  = "on" value | "at" value | "from" name | "during" value | ( "before" | "after" ) value [ "," number ]
//!            | "as_of" date | "as" ( "public" | "private" ) ;
//! ```
//!
//! Printing a tree gives its one canonical text, and parsing that text gives the tree again.

mod lexer;
mod parser;
mod print;
mod sentence;
#[cfg(test)]
mod tests;
mod tree;
pub mod unit;
pub mod visit;

pub use parser::{MAX_DEPTH, ParseError, is_keyword, parse};
pub use sentence::{
    Names, NoNames, amount, argument_slots, describe_date, fragment, looks_plural, noun, sentence,
};
pub use tree::{
    Argument, Atom, Comparison, Face, Number, Portion, Qualifier, Relation, Statement, Term, Value,
};
