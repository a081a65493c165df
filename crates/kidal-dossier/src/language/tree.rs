//! The typed tree of a statement of the claim language.
//!
//! Two trees are equal when they say the same in the same words: places in the text (spans) do not count.

use std::ops::Range;

use serde::Serialize;

use crate::date::Date;

/// What a claim says: atoms joined by `or`, `and` and `not`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every statement is an atom, and a box would cost its readers a star at each match"
)]
pub enum Statement {
    /// At least one holds.
    Or(Vec<Statement>),
    /// All hold.
    And(Vec<Statement>),
    /// Does not hold.
    Not(Box<Statement>),
    /// One term, perhaps compared with a value, perhaps qualified.
    Atom(Atom),
}

/// One term, perhaps compared with a value, perhaps qualified by time, place, direction or face.
#[derive(Clone, Debug, Serialize)]
pub struct Atom {
    /// What is spoken of.
    pub term: Term,
    /// What it is compared with: `= 504`, `> 1/2`, `between 50 and 169`.
    pub comparison: Option<Comparison>,
    /// When, where, from where, with which face.
    pub qualifiers: Vec<Qualifier>,
    /// Bytes of the parsed text.
    #[serde(skip)]
    pub span: Range<usize>,
}

impl PartialEq for Atom {
    fn eq(&self, other: &Self) -> bool {
        self.term == other.term
            && self.comparison == other.comparison
            && self.qualifiers == other.qualifiers
    }
}

/// The right-hand side of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// How the term compares with the value. `A between 50 and 169` has the relation `Equal`.
    pub relation: Relation,
    /// The value.
    pub value: Value,
}

/// How a term compares with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// `=`
    Equal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// A name with its arguments: `strength(garrison)`, `some of militia`, `kidal`.
#[derive(Clone, Debug, Serialize)]
pub struct Term {
    /// `some of`, `most of` or `rest of`.
    pub portion: Option<Portion>,
    /// The name: a built-in word, a predicate of the dossier or a declared id.
    pub name: String,
    /// The arguments. `officials*6` has the one argument `count: 6`.
    pub arguments: Vec<Argument>,
    /// Bytes of the parsed text.
    #[serde(skip)]
    pub span: Range<usize>,
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.portion == other.portion
            && self.name == other.name
            && self.arguments == other.arguments
    }
}

impl Term {
    /// A bare name.
    pub fn bare(name: impl Into<String>) -> Self {
        Term {
            portion: None,
            name: name.into(),
            arguments: Vec::new(),
            span: 0..0,
        }
    }

    /// Whether the term is a name and nothing else.
    pub fn is_bare(&self) -> bool {
        self.portion.is_none() && self.arguments.is_empty()
    }

    /// The arguments without a key, in order.
    pub fn positional(&self) -> impl Iterator<Item = &Value> {
        self.arguments
            .iter()
            .filter(|argument| argument.key.is_none())
            .map(|argument| &argument.value)
    }

    /// The n-th argument without a key, counted from 0.
    pub fn position(&self, n: usize) -> Option<&Value> {
        self.positional().nth(n)
    }

    /// The value of the argument with this key.
    pub fn keyed(&self, key: &str) -> Option<&Value> {
        self.arguments
            .iter()
            .find(|argument| argument.key.as_deref() == Some(key))
            .map(|argument| &argument.value)
    }

    /// How many of the named there are, where it is said: 6 of `officials*6`.
    pub fn count(&self) -> Option<f64> {
        match self.keyed("count") {
            Some(Value::Number(number)) => Some(number.amount),
            _ => None,
        }
    }
}

/// An unmeasured portion of what is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Portion {
    /// `some of`
    SomeOf,
    /// `most of`
    MostOf,
    /// `rest of`
    RestOf,
}

/// One argument of a term.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Argument {
    /// The key, as `by` in `by: mnla`.
    pub key: Option<String>,
    /// The value.
    pub value: Value,
}

/// A value: on the right of a relation, as an argument, in a list or in a qualifier.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// `504`, `~500`, `1/2`, `150 km`.
    Number(Number),
    /// A wording kept as the speaker gave it: `"several dozen"`.
    Wording(String),
    /// A range that the speaker gives.
    Between(Number, Number),
    /// Rival values, one of which holds.
    Either(Vec<Value>),
    /// The speaker says that it is not known. Not zero.
    Unknown,
    /// A date, an extent or one unknown day.
    Date(Date),
    /// A name, perhaps with arguments.
    Name(Term),
    /// One or more of these names, not said which: `mnla or ansar-dine`.
    AnyOf(Vec<Term>),
    /// All of these: `[mnla, ansar-dine]`; `mnla and ansar-dine` means the same.
    List(Vec<Value>),
    /// Named parts with their sizes: `{tamasheq = 300, southerners = 204}`.
    Partition(Vec<(String, Value)>),
    /// A statement: `{allegiance(gamou) = mnla}`.
    Braces(Box<Statement>),
}

/// A number as it was said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Number {
    /// Its amount in the unit.
    pub amount: f64,
    /// Whether it was written with `~`.
    pub is_approximate: bool,
    /// The unit, where one was written: see [`crate::language::unit::Unit::of`].
    pub unit: Option<String>,
    /// The digits as they were written: `504`, `1/2`, `8.40`.
    pub text: String,
}

/// When, where, from where or with which face an atom holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// `on 2012-03-29`
    On(Value),
    /// `at 2012-03-29T20:00`, `at town-east`
    At(Value),
    /// `from south`
    From(String),
    /// `during 2012-03-29`, `during siege`
    During(Value),
    /// `before final-assault`, `before final-assault, 1 h`
    Before {
        /// What it comes before: an event or a date.
        event: Value,
        /// By how much.
        margin: Option<Number>,
    },
    /// `after fighting`, `after sleep, ~1 h`
    After {
        /// What it comes after: an event or a date.
        event: Value,
        /// By how much.
        margin: Option<Number>,
    },
    /// `as_of 2012-05`: the time at which the figure is meant to hold.
    AsOf(Date),
    /// `as public`, `as private`
    As(Face),
}

/// The two faces of an allegiance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Face {
    /// What is shown.
    Public,
    /// What is meant.
    Private,
}
