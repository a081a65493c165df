//! Tokens to trees: recursive descent, one token of lookahead in most places, never more than four.

mod atom;
mod value;

use std::ops::Range;

use super::lexer::{Lexeme, Token, lex};
use super::tree::Statement;
use crate::nearest::did_you_mean;

/// How deep parentheses, braces, lists and `not` may nest. Chosen by us because no account comes near it, and because
/// the stack holds many times as much.
pub const MAX_DEPTH: usize = 48;

/// Words of the grammar, which no name may be.
pub(crate) const KEYWORDS: [&str; 14] = [
    "and", "or", "not", "between", "either", "unknown", "on", "at", "from", "during", "before",
    "after", "as_of", "as",
];

/// Why a text is no statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// What was expected and what was found.
    pub message: String,
    /// The bytes at fault.
    pub span: Range<usize>,
    /// What to write instead.
    pub help: Option<String>,
    /// Whether it is a date that cannot be.
    pub is_date: bool,
}

impl ParseError {
    pub(super) fn new(
        message: impl Into<String>,
        span: Range<usize>,
        help: Option<String>,
    ) -> Self {
        ParseError {
            message: message.into(),
            span,
            help,
            is_date: false,
        }
    }

    pub(super) fn of_date(fault: crate::date::DateError, start: usize) -> Self {
        ParseError {
            message: fault.message,
            span: start + fault.span.start..start + fault.span.end,
            help: fault.help,
            is_date: true,
        }
    }
}

impl std::fmt::Display for ParseError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{} (bytes {}..{})",
            self.message, self.span.start, self.span.end
        )
    }
}

impl std::error::Error for ParseError {}

/// Reads one statement.
///
/// ```
/// use kidal_dossier::language::{Statement, parse};
///
/// let statement = parse("captured(malian-soldiers, at: kidal) between 50 and 169").unwrap();
/// assert!(matches!(statement, Statement::Atom(_)));
/// let error = parse("strength(garrison) = 1 008").unwrap_err();
/// assert_eq!(error.span, 23..26);
/// ```
pub fn parse(text: &str) -> Result<Statement, ParseError> {
    let lexemes = lex(text)?;
    let mut parser = Parser {
        text,
        lexemes: &lexemes,
        at: 0,
        depth: 0,
    };
    if lexemes.is_empty() {
        let help = "write what the account says, as in `strength(garrison) = 504`";
        return Err(ParseError::new(
            "the statement is empty",
            0..text.len(),
            Some(help.to_string()),
        ));
    }
    let statement = parser.statement()?;
    match parser.peek() {
        None => Ok(statement),
        Some(_) => Err(parser.unexpected(
            "`and`, `or`, a relation (`=`, `<`, …), a qualifier (`on`, `at`, …) or the end",
        )),
    }
}

pub(super) struct Parser<'t> {
    text: &'t str,
    lexemes: &'t [Lexeme<'t>],
    at: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    /// `conjunct { "or" conjunct }`
    fn statement(&mut self) -> Result<Statement, ParseError> {
        self.nested(|parser| {
            let mut alternatives = vec![parser.conjunct()?];
            while parser.take_word("or") {
                parser.refuse_bare_figure()?;
                alternatives.push(parser.conjunct()?);
            }
            Ok(single_or(alternatives, Statement::Or))
        })
    }

    /// `negation { "and" negation }`
    fn conjunct(&mut self) -> Result<Statement, ParseError> {
        let mut parts = vec![self.negation()?];
        while self.take_word("and") {
            self.refuse_bare_figure()?;
            parts.push(self.negation()?);
        }
        Ok(single_or(parts, Statement::And))
    }

    /// `"not" negation | "(" statement ")" | atom`
    fn negation(&mut self) -> Result<Statement, ParseError> {
        if self.take_word("not") {
            let inner = self.nested(Self::negation)?;
            return Ok(Statement::Not(Box::new(inner)));
        }
        if let Some(Token::OpenParen) = self.peek() {
            let open = self.span();
            self.at += 1;
            let inner = self.statement()?;
            self.close(&Token::CloseParen, ")", open)?;
            return Ok(inner);
        }
        Ok(Statement::Atom(self.atom()?))
    }

    /// A figure after `and` or `or` belongs into a range, not into a new statement.
    fn refuse_bare_figure(&self) -> Result<(), ParseError> {
        if matches!(
            self.peek(),
            Some(Token::Number(_) | Token::Tilde | Token::Wording(_))
        ) {
            let help =
                "write rival figures as `either 160 or 169` and a range as `between 50 and 169`";
            let message = format!("expected a statement, found {}", self.found());
            return Err(ParseError::new(
                message,
                self.span(),
                Some(help.to_string()),
            ));
        }
        Ok(())
    }

    fn nested<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, ParseError>,
    ) -> Result<T, ParseError> {
        if self.depth >= MAX_DEPTH {
            let message = format!("the statement is nested more than {MAX_DEPTH} levels deep");
            let help = "say it in several claims";
            return Err(ParseError::new(
                message,
                self.span(),
                Some(help.to_string()),
            ));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn peek(&self) -> Option<&'t Token<'t>> {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> Option<&'t Token<'t>> {
        self.lexemes
            .get(self.at + ahead)
            .map(|lexeme| &lexeme.token)
    }

    fn word_at(&self, ahead: usize) -> Option<&'t str> {
        match self.peek_at(ahead) {
            Some(Token::Word(word)) => Some(word),
            _ => None,
        }
    }

    fn take_word(&mut self, word: &str) -> bool {
        let is_it = self.word_at(0) == Some(word);
        self.at += usize::from(is_it);
        is_it
    }

    fn take(&mut self, token: &Token<'_>) -> bool {
        let is_it = self.peek() == Some(token);
        self.at += usize::from(is_it);
        is_it
    }

    /// The bytes of the next token; the end of the text where there is none.
    fn span(&self) -> Range<usize> {
        match self.lexemes.get(self.at) {
            Some(lexeme) => lexeme.span.clone(),
            None => self.text.len()..self.text.len(),
        }
    }

    /// The end of the last token taken.
    fn last_end(&self) -> usize {
        match self.at.checked_sub(1).and_then(|at| self.lexemes.get(at)) {
            Some(lexeme) => lexeme.span.end,
            None => 0,
        }
    }

    fn close(
        &mut self,
        token: &Token<'_>,
        sign: &str,
        open: Range<usize>,
    ) -> Result<(), ParseError> {
        if self.take(token) {
            return Ok(());
        }
        if self.peek().is_none() {
            let message = format!("`{}` is not closed", &self.text[open.clone()]);
            return Err(ParseError::new(
                message,
                open,
                Some(format!("add `{sign}`")),
            ));
        }
        Err(self.unexpected(&format!("`,` or `{sign}`")))
    }

    fn found(&self) -> String {
        match self.peek() {
            None => "the end of the statement".to_string(),
            Some(_) => format!("`{}`", &self.text[self.span()]),
        }
    }

    /// "expected …, found …", with the remedy that fits the two tokens.
    fn unexpected(&self, wanted: &str) -> ParseError {
        let message = format!("expected {wanted}, found {}", self.found());
        let before = self.at.checked_sub(1).map(|at| &self.lexemes[at].token);
        let help = match (before, self.peek()) {
            (Some(Token::Number(year)), Some(Token::Number(month)))
                if year.starts_with('-') || month.starts_with('-') =>
            {
                Some(BEFORE_CHRIST.to_string())
            }
            (Some(Token::Number(_) | Token::Date(_)), Some(Token::Word(era))) if is_era(era) => {
                Some(BEFORE_CHRIST.to_string())
            }
            (Some(Token::Number(_)), Some(Token::Number(_))) => {
                Some("write figures without separators: `1008`".to_string())
            }
            (Some(Token::Number(_)), Some(Token::Comma)) => Some(
                "write figures without separators (`1008`); several statements are joined by `and`"
                    .to_string(),
            ),
            (Some(Token::Word(first)), Some(Token::Word(second)))
                if is_keyword(second) && !is_keyword(first) =>
            {
                Some(format!(
                    "write of whom `{first}` is said in parentheses: `{first}(…)`"
                ))
            }
            (Some(Token::Word(first)), Some(Token::Word(second))) => {
                let joined = format!(
                    "join the words of a name with hyphens: `{first}-{second}`, and declare it"
                );
                Some(other_keyword(second).unwrap_or(joined))
            }
            (_, Some(Token::Word(word))) => other_keyword(word),
            (_, Some(Token::Comma)) => Some("join statements by `and`".to_string()),
            (_, Some(Token::Relation(_))) => {
                Some("compare one term with one value; put a statement in `{…}`".to_string())
            }
            _ => None,
        };
        ParseError::new(message, self.span(), help)
    }
}

fn single_or(
    mut parts: Vec<Statement>,
    join: impl FnOnce(Vec<Statement>) -> Statement,
) -> Statement {
    match parts.len() {
        1 => parts.remove(0),
        _ => join(parts),
    }
}

/// How a date before Christ is written, where something like one stands.
const BEFORE_CHRIST: &str = "a date before Christ has a minus, four digits of the year and, as in EDTF, a year 0: 490 BC is `-0489`, \
                             12 September 490 BC `-0489-09-12`";

/// The word of the grammar that may be meant by something like it.
fn other_keyword(word: &str) -> Option<String> {
    did_you_mean(word, KEYWORDS).filter(|_| !is_keyword(word))
}

/// Whether a word counts years from the birth of Christ.
fn is_era(word: &str) -> bool {
    const ERAS: [&str; 4] = ["bc", "bce", "ad", "ce"];
    ERAS.contains(&word.to_ascii_lowercase().as_str())
}

/// Whether the text is a word of the grammar, which no id may be.
pub fn is_keyword(text: &str) -> bool {
    KEYWORDS.contains(&text)
}
