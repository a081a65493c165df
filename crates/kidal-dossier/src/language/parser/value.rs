//! Values: figures, ranges, dates, names, lists, named parts and statements in braces.

use std::ops::Range;

use super::{BEFORE_CHRIST, ParseError, Parser, Token, is_era};
use crate::date::Date;
use crate::language::tree::{Number, Relation, Value};
use crate::language::unit::{UNITS, Unit};
use crate::nearest::did_you_mean;

/// Where a value stands: decides whether an `or` or `and` after a name still belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// Between parentheses or brackets: `mnla or ansar-dine` and `mnla and ansar-dine` are one value.
    Argument,
    /// The same, and a bare year is a date.
    ArgumentDate,
    /// After a relation: `or` goes on only where a plain name follows that starts no statement of its own.
    Comparison,
    /// After `on`, `at`, `before`, …: as a comparison, without joined names, and a bare year is a date.
    Qualifier,
}

impl Context {
    fn is_date(self) -> bool {
        matches!(self, Context::ArgumentDate | Context::Qualifier)
    }

    fn is_argument(self) -> bool {
        matches!(self, Context::Argument | Context::ArgumentDate)
    }
}

impl<'t> Parser<'t> {
    pub(super) fn value(&mut self, context: Context) -> Result<Value, ParseError> {
        match self.peek() {
            Some(Token::Number(digits)) if context.is_date() && is_year(digits) => {
                let date = Date::parse(digits)
                    .map_err(|fault| ParseError::of_date(fault, self.span().start))?;
                self.at += 1;
                Ok(Value::Date(date))
            }
            Some(Token::Number(_) | Token::Tilde) => Ok(Value::Number(self.number()?)),
            Some(Token::Wording(words)) => {
                self.at += 1;
                Ok(Value::Wording(words.clone()))
            }
            Some(Token::Date(date)) => {
                self.at += 1;
                Ok(Value::Date(date.clone()))
            }
            Some(Token::OpenBracket) => self.nested(Self::list),
            Some(Token::OpenBrace { is_partition: true }) => self.nested(Self::partition),
            Some(Token::OpenBrace { .. }) => self.braces(),
            Some(Token::Word("unknown")) => {
                self.at += 1;
                Ok(Value::Unknown)
            }
            Some(Token::Word("between")) => self.between(),
            Some(Token::Word("either")) => self.nested(|parser| parser.either(context)),
            Some(Token::Word(_)) => self.names(context),
            _ => Err(self
                .unexpected("a value: a figure, a wording in quotation marks, a date or a name")),
        }
    }

    /// `[ "~" ] digits [ unit ]`
    pub(super) fn number(&mut self) -> Result<Number, ParseError> {
        let start = self.span().start;
        let is_approximate = self.take(&Token::Tilde);
        let Some(Token::Number(digits)) = self.peek() else {
            let help = "`~` stands before a figure or a whole date: `~500`, `~2012-03-30T08:00`";
            let mut error = self.unexpected("a figure");
            error.help = error.help.or(Some(help.to_string()));
            return Err(error);
        };
        let digits_span = self.span();
        self.at += 1;
        let mut number = self.figure(digits, is_approximate, start..digits_span.end)?;
        let word = match self.word_at(0) {
            Some(word) if !super::KEYWORDS.contains(&word) => word,
            _ => return Ok(number),
        };
        if Unit::of(word).is_none() {
            let is_attached = self.span().start == digits_span.end;
            let (message, help) = if is_attached {
                let message = format!("`{digits}{word}` is neither a figure nor a name");
                (
                    message,
                    "a name begins with a letter; a unit is one of".to_string(),
                )
            } else {
                (
                    format!("`{word}` is no unit"),
                    "a unit is one of".to_string(),
                )
            };
            let known: Vec<&str> = UNITS.iter().map(|(unit, _)| *unit).collect();
            let help = if is_era(word) {
                BEFORE_CHRIST.to_string()
            } else {
                did_you_mean(word, known.iter().copied())
                    .unwrap_or(format!("{help} {}", known.join(", ")))
            };
            return Err(ParseError::new(message, self.span(), Some(help)));
        }
        number.unit = Some(word.to_string());
        self.at += 1;
        Ok(number)
    }

    pub(super) fn figure(
        &self,
        digits: &str,
        is_approximate: bool,
        span: Range<usize>,
    ) -> Result<Number, ParseError> {
        let amount = match digits.split_once('/') {
            Some((above, below)) => match (above.parse::<f64>(), below.parse::<f64>()) {
                (Ok(above), Ok(below)) => above / below,
                _ => f64::NAN,
            },
            None => digits.parse::<f64>().unwrap_or(f64::NAN),
        };
        if !amount.is_finite() {
            let message = format!("`{digits}` is no finite figure");
            return Err(ParseError::new(message, span, None));
        }
        if amount > GREATEST {
            let message = format!("`{digits}` is more than can be of anything");
            let help = "mend the digits: a figure is at most 1000000000000".to_string();
            return Err(ParseError::new(message, span, Some(help)));
        }
        Ok(Number {
            amount,
            is_approximate,
            unit: None,
            text: digits.to_string(),
        })
    }

    fn between(&mut self) -> Result<Value, ParseError> {
        self.at += 1;
        let low = self.number()?;
        if !self.take_word("and") {
            let mut error = self.unexpected("`and`");
            error.help = Some("write a range as `between 50 and 169`".to_string());
            return Err(error);
        }
        let high = self.number()?;
        Ok(Value::Between(low, high))
    }

    fn either(&mut self, context: Context) -> Result<Value, ParseError> {
        self.at += 1;
        let mut rivals = vec![self.rival(context)?];
        if self.word_at(0) != Some("or") {
            let mut error = self.unexpected("`or`");
            error.help = Some("write rival values as `either 160 or 169`".to_string());
            return Err(error);
        }
        while self.word_at(0) == Some("or") && (rivals.len() < 2 || self.or_goes_on(context)) {
            self.at += 1;
            rivals.push(self.rival(context)?);
        }
        Ok(Value::Either(rivals))
    }

    /// One of several rival values: anything but another choice.
    fn rival(&mut self, context: Context) -> Result<Value, ParseError> {
        match self.peek() {
            Some(Token::Word("either")) => {
                let help = "list all rivals in one `either … or … or …`";
                let message = "`either` does not nest";
                Err(ParseError::new(
                    message,
                    self.span(),
                    Some(help.to_string()),
                ))
            }
            Some(Token::Word(word)) if !matches!(*word, "unknown" | "between") => {
                Ok(Value::Name(self.term()?))
            }
            _ => self.value(context),
        }
    }

    /// Whether the `or` that comes next joins another value rather than a statement.
    fn or_goes_on(&self, context: Context) -> bool {
        if context.is_argument() {
            return true;
        }
        let ahead = match (self.word_at(1), self.word_at(2)) {
            (Some("some" | "part" | "most" | "rest"), Some("of")) => 3,
            _ => 1,
        };
        match self.peek_at(ahead) {
            Some(Token::Word("unknown" | "between")) => true,
            Some(Token::Word(word)) => {
                !super::KEYWORDS.contains(word)
                    && !matches!(
                        self.peek_at(ahead + 1),
                        Some(
                            Token::OpenParen
                                | Token::Star
                                | Token::Relation(_)
                                | Token::Word("between" | "either")
                        )
                    )
            }
            Some(Token::OpenParen) | None => false,
            // A figure, a wording, a date or a brace starts no statement.
            Some(_) => true,
        }
    }

    /// `term { "or" term }`, or in arguments also `term { "and" term }`.
    fn names(&mut self, context: Context) -> Result<Value, ParseError> {
        let first = self.term()?;
        match self.word_at(0) {
            Some("or")
                if context != Context::Qualifier
                    && self.name_follows()
                    && self.or_goes_on(context) =>
            {
                let mut names = vec![first];
                while self.word_at(0) == Some("or")
                    && self.name_follows()
                    && self.or_goes_on(context)
                {
                    self.at += 1;
                    names.push(self.term()?);
                }
                self.refuse_mixture(context, "and")?;
                Ok(Value::AnyOf(names))
            }
            Some("and") if context.is_argument() => {
                let mut names = vec![Value::Name(first)];
                while self.take_word("and") {
                    names.push(Value::Name(self.term()?));
                }
                self.refuse_mixture(context, "or")?;
                Ok(Value::List(names))
            }
            Some("or") if context.is_argument() => {
                self.at += 1;
                let help = "rival values of different kinds are written `either … or …`";
                let mut error = self.unexpected("a name");
                error.help = Some(help.to_string());
                Err(error)
            }
            _ => Ok(Value::Name(first)),
        }
    }

    fn name_follows(&self) -> bool {
        self.word_at(1)
            .is_some_and(|word| !super::KEYWORDS.contains(&word))
    }

    fn refuse_mixture(&self, context: Context, joint: &str) -> Result<(), ParseError> {
        if context.is_argument() && self.word_at(0) == Some(joint) {
            let help = "write a list for all of them: `[a, b]`";
            let message = "`and` and `or` are mixed between names";
            return Err(ParseError::new(
                message,
                self.span(),
                Some(help.to_string()),
            ));
        }
        Ok(())
    }

    /// `"[" value { "," value } "]"`
    fn list(&mut self) -> Result<Value, ParseError> {
        let open = self.span();
        self.at += 1;
        if let Some(Token::CloseBracket) = self.peek() {
            let span = open.start..self.span().end;
            return Err(ParseError::new(
                "the list is empty",
                span,
                Some("name its items, or leave it out".to_string()),
            ));
        }
        let mut items = vec![self.value(Context::Argument)?];
        while self.take(&Token::Comma) {
            items.push(self.value(Context::Argument)?);
        }
        self.close(&Token::CloseBracket, "]", open)?;
        Ok(Value::List(items))
    }

    /// `"{" name "=" value "," name "=" value { … } "}"`
    fn partition(&mut self) -> Result<Value, ParseError> {
        let open = self.span();
        self.at += 1;
        let mut parts: Vec<(String, Value)> = Vec::new();
        loop {
            let span = self.span();
            let name = self.name("the name of a part")?;
            if parts.iter().any(|(other, _)| *other == name) {
                let message = format!("the part `{name}` is given twice");
                return Err(ParseError::new(
                    message,
                    span,
                    Some("give each part once".to_string()),
                ));
            }
            if !self.take(&Token::Relation(Relation::Equal)) {
                return Err(self.unexpected("`=` and the size of the part"));
            }
            parts.push((name, self.value(Context::Argument)?));
            if !self.take(&Token::Comma) {
                break;
            }
        }
        self.close(&Token::CloseBrace, "}", open)?;
        Ok(Value::Partition(parts))
    }

    /// `"{" statement "}"`
    fn braces(&mut self) -> Result<Value, ParseError> {
        let open = self.span();
        self.at += 1;
        if let Some(Token::CloseBrace) = self.peek() {
            let span = open.start..self.span().end;
            let help = "write the statement that is meant, as in `{handed_over(southerners)}`";
            return Err(ParseError::new(
                "there is nothing between the braces",
                span,
                Some(help.to_string()),
            ));
        }
        let statement = self.statement()?;
        self.close(&Token::CloseBrace, "}", open)?;
        Ok(Value::Braces(Box::new(statement)))
    }
}

/// The greatest figure that a claim may name. Chosen by us because no account counts more men, shots or metres, and what is
/// above only makes every history impossible.
const GREATEST: f64 = 1e12;

fn is_year(digits: &str) -> bool {
    // A year before Christ has a minus.
    let is_four = |text: &str| {
        let year = text.strip_prefix('-').unwrap_or(text);
        year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit())
    };
    match digits.split_once('/') {
        Some((from, to)) => is_four(from) && is_four(to),
        None => is_four(digits),
    }
}
