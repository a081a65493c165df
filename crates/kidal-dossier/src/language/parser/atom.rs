//! Atoms, terms and qualifiers.

use super::{KEYWORDS, ParseError, Parser, Token};
use crate::language::parser::value::Context;
use crate::language::tree::{
    Argument, Atom, Comparison, Face, Portion, Qualifier, Relation, Term, Value,
};
use crate::nearest::did_you_mean;

impl<'t> Parser<'t> {
    /// `term [ relation value | range ] { qualifier }`
    pub(super) fn atom(&mut self) -> Result<Atom, ParseError> {
        let start = self.span().start;
        let term = self.term()?;
        let comparison = self.comparison()?;
        let mut qualifiers = Vec::new();
        while let Some(qualifier) = self.qualifier()? {
            qualifiers.push(qualifier);
        }
        Ok(Atom {
            term,
            comparison,
            qualifiers,
            span: start..self.last_end(),
        })
    }

    fn comparison(&mut self) -> Result<Option<Comparison>, ParseError> {
        let relation = match self.peek() {
            Some(Token::Relation(relation)) => {
                self.at += 1;
                *relation
            }
            Some(Token::Word("between" | "either")) => Relation::Equal,
            _ => return Ok(None),
        };
        let value = self.value(Context::Comparison)?;
        Ok(Some(Comparison { relation, value }))
    }

    /// `[ portion "of" ] name [ "*" digits ] [ "(" argument { "," argument } ")" ]`
    pub(super) fn term(&mut self) -> Result<Term, ParseError> {
        let start = self.span().start;
        let portion = self.portion();
        let name = self.name("a name")?;
        let mut arguments = Vec::new();
        if self.take(&Token::Star) {
            let Some(Token::Number(digits)) = self.peek() else {
                return Err(self.unexpected("how many of them, as in `officials*6`"));
            };
            let count = self.figure(digits, false, self.span())?;
            self.at += 1;
            arguments.push(Argument {
                key: Some("count".to_string()),
                value: Value::Number(count),
            });
        } else if let Some(Token::OpenParen) = self.peek() {
            arguments = self.nested(Self::arguments)?;
        }
        Ok(Term {
            portion,
            name,
            arguments,
            span: start..self.last_end(),
        })
    }

    fn portion(&mut self) -> Option<Portion> {
        let portion = match (self.word_at(0)?, self.word_at(1)?) {
            ("some" | "part", "of") => Portion::SomeOf,
            ("most", "of") => Portion::MostOf,
            ("rest", "of") => Portion::RestOf,
            _ => return None,
        };
        self.at += 2;
        Some(portion)
    }

    /// A name, which no word of the grammar may be.
    pub(super) fn name(&mut self, wanted: &str) -> Result<String, ParseError> {
        match self.peek() {
            Some(Token::Word(word)) if !KEYWORDS.contains(word) => {
                self.at += 1;
                Ok((*word).to_string())
            }
            Some(Token::Word(word)) => {
                let message =
                    format!("expected {wanted}, found `{word}`, which is a word of the language");
                let help =
                    format!("call it something else than `{word}`, or close what stands before it");
                Err(ParseError::new(message, self.span(), Some(help)))
            }
            _ => Err(self.unexpected(wanted)),
        }
    }

    fn arguments(&mut self) -> Result<Vec<Argument>, ParseError> {
        let open = self.span();
        self.at += 1;
        if let Some(Token::CloseParen) = self.peek() {
            let span = open.start..self.span().end;
            let help = "leave the parentheses out, or say of whom it is told";
            return Err(ParseError::new(
                "there is nothing between the parentheses",
                span,
                Some(help.to_string()),
            ));
        }
        let mut arguments = vec![self.argument()?];
        while self.take(&Token::Comma) {
            arguments.push(self.argument()?);
        }
        self.close(&Token::CloseParen, ")", open)?;
        Ok(arguments)
    }

    fn argument(&mut self) -> Result<Argument, ParseError> {
        let key = match (self.word_at(0), self.peek_at(1)) {
            (Some(word), Some(Token::Colon)) => {
                self.at += 2;
                Some(word.to_string())
            }
            _ => None,
        };
        let context = match key.as_deref() {
            Some("on" | "as_of" | "since" | "until") => Context::ArgumentDate,
            _ => Context::Argument,
        };
        let value = self.value(context)?;
        Ok(Argument { key, value })
    }

    fn qualifier(&mut self) -> Result<Option<Qualifier>, ParseError> {
        let Some(word) = self.word_at(0) else {
            return Ok(None);
        };
        if !matches!(
            word,
            "on" | "at" | "from" | "during" | "before" | "after" | "as_of" | "as"
        ) {
            return Ok(None);
        }
        self.at += 1;
        // `at: town-east` is taken as `at town-east`.
        self.take(&Token::Colon);
        let qualifier = match word {
            "on" => Qualifier::On(self.value(Context::Qualifier)?),
            "at" => Qualifier::At(self.value(Context::Qualifier)?),
            "during" => Qualifier::During(self.value(Context::Qualifier)?),
            "from" => Qualifier::From(self.name("a direction or a place")?),
            "before" => {
                let (event, margin) = self.event_with_margin()?;
                Qualifier::Before { event, margin }
            }
            "after" => {
                let (event, margin) = self.event_with_margin()?;
                Qualifier::After { event, margin }
            }
            "as_of" => self.as_of()?,
            _ => match self.word_at(0) {
                Some("public") => {
                    self.at += 1;
                    Qualifier::As(Face::Public)
                }
                Some("private") => {
                    self.at += 1;
                    Qualifier::As(Face::Private)
                }
                Some("of") => {
                    self.at += 1;
                    self.as_of()?
                }
                other => {
                    let near = other.and_then(|word| did_you_mean(word, ["public", "private"]));
                    let mut error = self.unexpected("`public` or `private`");
                    error.help = near.or(error.help);
                    return Err(error);
                }
            },
        };
        Ok(Some(qualifier))
    }

    fn as_of(&mut self) -> Result<Qualifier, ParseError> {
        let span = self.span();
        match self.value(Context::Qualifier)? {
            Value::Date(date) => Ok(Qualifier::AsOf(date)),
            _ => Err(ParseError::new(
                "expected a date after `as_of`",
                span,
                Some("write `as_of 2012-05` or `as_of [2012-03-23..2012-03-30]`".to_string()),
            )),
        }
    }

    /// `event [ "," number ]`, with or without parentheses around both.
    fn event_with_margin(
        &mut self,
    ) -> Result<(Value, Option<crate::language::tree::Number>), ParseError> {
        let open = self.span();
        let has_parentheses = self.take(&Token::OpenParen);
        let event = self.value(Context::Qualifier)?;
        let has_margin = matches!(self.peek(), Some(Token::Comma))
            && matches!(self.peek_at(1), Some(Token::Number(_) | Token::Tilde));
        let mut margin = None;
        if has_margin {
            self.at += 1;
            margin = Some(self.number()?);
        }
        if has_parentheses {
            self.close(&Token::CloseParen, ")", open)?;
        }
        Ok((event, margin))
    }
}
