//! Reading a value of strength or loss into figures. What is not understood is told, never dropped.

mod attribution;
mod numbers;
mod phrase;
mod shared;
#[cfg(test)]
mod tests;

use crate::amount::{Amount, UNKNOWN};
use crate::clean::clean;
use crate::quantity::{Quantity, Wording, quantity};
use crate::token::{Sort, Token, tokens};
use crate::words::{Class, sense_at};

use attribution::{Named, attributed, is_attribution, named};
use numbers::{is_and, is_connective, is_of_dates};
use phrase::{Phrase, read_phrase};
use shared::Shared;

/// Which field a value stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// How many were there.
    Strength,
    /// What was lost.
    Casualties,
}

/// What a value holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Value {
    pub(crate) amounts: Vec<Amount>,
    /// Text and why it is left.
    pub(crate) leftovers: Vec<(String, String)>,
}

/// Most words before a wording such as `unknown`. Chosen by us: `missing or captured:` has three.
const LABEL: usize = 6;

/// Beginnings of parentheses that say whom a figure leaves out, and whom it holds.
const NOT_COUNTED: [&str; 7] = [
    "not including",
    "not counting",
    "excluding",
    "excl.",
    "except",
    "without",
    "sans compter",
];
const COUNTED: [&str; 6] = [
    "including",
    "incl.",
    "incl ",
    "includes",
    "y compris",
    "dont",
];

/// How deep parentheses may nest. Chosen by us because no infobox nests three.
const DEPTH: usize = 3;

/// Reads the value of a field. `names` are the belligerents of the article.
pub(crate) fn read_value(field: Field, raw: &str, names: &[String]) -> Value {
    // Quotation marks round `heavy` say nothing that the word does not.
    let text = clean(raw).replace(['"', '“', '”', '«', '»'], " ");
    let tokens = tokens(&text);
    let closes = matched(&tokens);
    let mut reader = Reader {
        field,
        text: &text,
        tokens: &tokens,
        closes: &closes,
        names,
        of: None,
        by: None,
        value: Value::default(),
        tied: None,
        is_bare: false,
    };
    reader.items(0, tokens.len(), 0);
    reader.value
}

/// Of each opening parenthesis the token that closes it; of everything else, none.
fn matched(tokens: &[Token]) -> Vec<Option<usize>> {
    let mut closes = vec![None; tokens.len()];
    let mut open = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.sort {
            Sort::Sign('(' | '[') => open.push(at),
            Sort::Sign(')' | ']') => {
                if let Some(start) = open.pop() {
                    closes[start] = Some(at);
                }
            }
            _ => {}
        }
    }
    closes
}

struct Reader<'t> {
    field: Field,
    text: &'t str,
    tokens: &'t [Token],
    closes: &'t [Option<usize>],
    names: &'t [String],
    /// The part of the side that a heading names.
    of: Option<String>,
    /// The authority that a heading names.
    by: Option<String>,
    value: Value,
    /// The row of the figure whose parentheses were read last.
    tied: Option<usize>,
    /// Whether nothing says what befell those of the figure read last.
    is_bare: bool,
}

impl Reader<'_> {
    fn slice(&self, from: usize, to: usize) -> &str {
        if from >= to {
            return "";
        }
        self.text[self.tokens[from].start..self.tokens[to - 1].end].trim()
    }

    fn leave(&mut self, from: usize, to: usize, why: &str) {
        let text = self.slice(from, to);
        if text.chars().any(char::is_alphanumeric) {
            let text = text.to_string();
            self.value.leftovers.push((text, why.to_string()));
        }
    }

    /// Items divided by commas, semicolons and line ends, outside of parentheses.
    fn items(&mut self, from: usize, to: usize, depth: usize) {
        let mut start = from;
        let mut at = from;
        while at < to {
            if let Some(close) = self.closes[at].filter(|close| *close < to) {
                at = close + 1;
                continue;
            }
            let is_last = self.tokens.get(at + 1).is_none_or(|next| next.is_apart) || at + 1 >= to;
            let divides = match self.tokens[at].sort {
                Sort::Sign('\n' | ';') => true,
                Sort::Sign(',' | '.') => is_last,
                _ => false,
            };
            if divides {
                self.item(start, at, depth);
                start = at + 1;
            }
            at += 1;
        }
        self.item(start, to, depth);
    }

    fn item(&mut self, mut from: usize, mut to: usize, depth: usize) {
        let is_bullet = |token: &Token| {
            matches!(
                token.sort,
                Sort::Sign('*' | '-' | '–' | '"' | '\n' | ':' | '“' | '”' | '«' | '»' | '+' | '=')
            )
        };
        while from < to && is_bullet(&self.tokens[from]) {
            from += 1;
        }
        while from < to
            && matches!(
                self.tokens[to - 1].sort,
                Sort::Sign('"' | '\n' | '–' | '.' | '“' | '”' | '«' | '»' | '!')
            )
        {
            to -= 1;
        }
        if from >= to {
            return;
        }
        if self.closes[from] == Some(to - 1) {
            self.parenthesis(from + 1, to - 1, depth);
            return;
        }
        if let Some(colon) = self.label_end(from, to) {
            self.labelled(from, colon, to, depth);
            return;
        }
        self.figures(from, to, depth, Phrase::default());
    }

    /// Where the label of an item ends: a colon, or a dash before a figure, that no figure precedes.
    fn label_end(&self, from: usize, to: usize) -> Option<usize> {
        let mut at = from;
        while at < to {
            if let Some(close) = self.closes[at].filter(|close| *close < to) {
                at = close + 1;
                continue;
            }
            let token = &self.tokens[at];
            if token.is_number() && !self.is_in_name(at, from) && !self.is_dated(at) {
                return None;
            }
            let is_dash = token.is_sign('–') && token.is_apart && at > from;
            if token.is_sign(':') || (is_dash && quantity(self.tokens, at + 1, true).is_some()) {
                return Some(at);
            }
            at += 1;
        }
        None
    }

    /// `Killed: 300`, `United States: 500 killed`, `Modern estimates: 12,000`, `Army:`
    fn labelled(&mut self, from: usize, colon: usize, to: usize, depth: usize) {
        let label = self.slice(from, colon).to_string();
        let phrase = read_phrase(self.field, self.text, &self.tokens[from..colon]);
        let rest = colon + 1;
        if is_attribution(&label) {
            (self.by, self.of) = (Some(attributed(&label)), None);
        } else if phrase.is_plain() {
            // A kind or a unit names what the figure counts; a bare total ends the headings before it.
            if phrase.is_total() {
                self.of = None;
            }
            if rest >= to && !phrase.is_total() {
                self.of = Some(label);
                return;
            }
            self.figures(rest, to, depth, phrase);
            return;
        } else {
            self.of = Some(label);
        }
        if rest < to {
            self.figures(rest, to, depth, Phrase::default());
        }
    }

    /// The figures of one item: each with the words that follow it.
    fn figures(&mut self, from: usize, to: usize, depth: usize, label: Phrase) {
        let mut current: Option<(Quantity, usize, usize)> = None;
        let mut before: Option<(usize, usize)> = None;
        let first = self.value.amounts.len();
        let mut shared = Shared::default();
        let mut at = from;
        while at < to {
            if let Some(close) = self.closes[at].filter(|close| *close < to) {
                if let Some((quantity, start, _)) = current.take() {
                    self.finish(&quantity, start, at, &label, before.take());
                }
                if self.value.amounts.len() > first {
                    self.parenthesis(at + 1, close, depth);
                } else if let Some(inner) =
                    quantity(self.tokens, at + 1, true).filter(|q| q.end == close)
                {
                    // `(unknown)` alone after a name.
                    self.finish(&inner, close, close, &label, before.take());
                } else {
                    self.leave(at + 1, close, "no figure stands before it");
                }
                at = close + 1;
                continue;
            }
            let is_start = match before {
                None if current.is_none() => true,
                Some((start, end)) if current.is_none() => {
                    // A label is short; looking at a long run again and again would take time by its square.
                    end - start <= LABEL
                        && read_phrase(self.field, self.text, &self.tokens[start..end]).is_plain()
                }
                _ => at > from && is_connective(&self.tokens[at - 1]),
            };
            let is_part = self.is_dated(at)
                || (current.is_some() && (self.is_in_name(at, from) || self.is_whole(at)))
                || self.is_calibre(at);
            let found = if is_part {
                None
            } else {
                quantity(self.tokens, at, is_start)
            };
            match found {
                Some(found) if found.end <= to && !self.is_year(at, &found, current.is_some()) => {
                    if let Some((quantity, start, _)) = current.take() {
                        self.finish(&quantity, start, at, &label, before.take());
                        if at > from && is_and(&self.tokens[at - 1]) {
                            shared.join(self.value.amounts.len(), self.is_bare);
                        }
                    }
                    at = found.end;
                    current = Some((found, at, at));
                }
                _ => {
                    if current.is_none() {
                        before = Some((before.map_or(at, |(start, _)| start), at + 1));
                    }
                    at += 1;
                }
            }
        }
        if let Some((quantity, start, _)) = current {
            self.finish(&quantity, start, to, &label, before);
        } else if self.value.amounts.len() == first {
            self.without_figure(from, to);
        } else if let Some((start, end)) = before {
            self.remark(start, end);
        }
        shared.settle(&mut self.value.amounts);
    }

    /// A figure with the words round it, unless it measures something.
    fn finish(
        &mut self,
        quantity: &Quantity,
        from: usize,
        to: usize,
        label: &Phrase,
        before: Option<(usize, usize)>,
    ) {
        if sense_at(self.tokens, from, &[Class::Measure]).is_some() && from < to {
            self.leave(from.saturating_sub(1), to, "a measure, no count");
            return;
        }
        let mut phrase = read_phrase(self.field, self.text, &self.tokens[from..to.max(from)]);
        let mut of = self.of.clone();
        self.tied = None;
        if let Some((start, end)) = before {
            let ahead = read_phrase(self.field, self.text, &self.tokens[start..end]);
            let text = self.slice(start, end).to_string();
            if is_attribution(&text) {
                self.by = Some(attributed(&text));
            } else if ahead.is_plain() {
                phrase.fill_from(&ahead);
            } else if text.starts_with(char::is_uppercase) {
                of = Some(text);
            } else {
                self.leave(
                    start,
                    end,
                    "what stands before the figure is not understood",
                );
            }
        }
        phrase.fill_from(label);
        self.is_bare = phrase.says_nothing_of_fate();
        let wording = match &quantity.wording {
            Some(Wording::Unknown) => Some(UNKNOWN.to_string()),
            Some(Wording::Words(start, end)) => Some(self.slice(*start, *end).to_lowercase()),
            None => None,
        };
        let mut amount = Amount {
            min: quantity.min,
            max: quantity.max,
            approximate: quantity.is_approximate || phrase.is_approximate,
            according_to: phrase.according_to.clone().or_else(|| self.by.clone()),
            of: phrase.of.clone().or(of),
            outcome: phrase.outcome(),
            unit: phrase.unit(),
            kind: phrase.kind(self.field),
            wording,
            ..Amount::default()
        };
        if self.tokens[from..to]
            .last()
            .is_some_and(|token| token.is_sign('+') && !token.is_apart)
        {
            // `160 soldiers+`
            amount.max = None;
        }
        if let Some(note) = phrase.note.take() {
            amount.note = Some(note);
        }
        if quantity.is_reversed {
            amount.note = Some("the larger bound stands first".to_string());
            self.leave(
                from.saturating_sub(1),
                to,
                "a range whose larger end stands first",
            );
        }
        if !phrase.rest.is_empty() {
            let rest = phrase.rest.join(" ");
            self.value.leftovers.push((
                format!("{} {}", amount.bounds_text(), self.slice(from, to))
                    .trim()
                    .to_string(),
                format!("the figure is read, `{rest}` is not understood"),
            ));
            amount.note = Some(match amount.note.take() {
                Some(note) => format!("{note}; {rest}"),
                None => rest,
            });
        }
        self.value.amounts.push(amount);
    }

    /// An item without a figure: an attribution, a kind that continues the one before, a heading, or a leftover.
    fn without_figure(&mut self, from: usize, to: usize) {
        let text = self.slice(from, to).to_string();
        if is_attribution(&text) {
            match self.value.amounts.last_mut() {
                Some(last) if last.according_to.is_none() => {
                    last.according_to = Some(attributed(&text))
                }
                _ => self.by = Some(attributed(&text)),
            }
            return;
        }
        let phrase = read_phrase(self.field, self.text, &self.tokens[from..to]);
        if phrase.is_total() {
            // A bare `Total` ends the headings before it.
            self.of = None;
            return;
        }
        if phrase.is_plain()
            && phrase.continues()
            && let Some(last) = self.value.amounts.last_mut()
        {
            phrase.continue_kind(last);
            return;
        }
        if self
            .names
            .iter()
            .any(|name| crate::names::is_same(name, &text))
        {
            self.of = Some(text);
            return;
        }
        self.leave(from, to, "no figure is found in it");
    }

    /// What follows a figure and its parentheses without a figure of its own.
    fn remark(&mut self, from: usize, to: usize) {
        let text = self.slice(from, to).to_string();
        let phrase = read_phrase(self.field, self.text, &self.tokens[from..to]);
        let Some(last) = self.value.amounts.last_mut() else {
            return;
        };
        if is_attribution(&text) {
            last.according_to = Some(attributed(&text));
        } else if phrase.is_plain() {
            phrase.continue_kind(last);
        } else {
            self.leave(from, to, "what follows the figure is not understood");
        }
    }

    /// What stands in parentheses after a figure.
    fn parenthesis(&mut self, from: usize, to: usize, depth: usize) {
        let text = self
            .slice(from, to)
            .trim_matches([',', ';', ' '])
            .to_string();
        let has_figure = (from..to).any(|at| self.tokens[at].is_number());
        let Some(last) = self.value.amounts.last_mut() else {
            if is_attribution(&text) {
                self.by = Some(attributed(&text));
            } else {
                self.items_or_leave(from, to, depth);
            }
            return;
        };
        if is_attribution(&text) && !has_figure {
            last.according_to = None;
            self.attribute(&text);
            return;
        }
        let is_measure = (from..to).any(|at| {
            sense_at(self.tokens, at, &[Class::Measure]).is_some() || self.tokens[at].is_sign('%')
        });
        if is_measure || text.contains('⁄') {
            self.add_note(text);
            return;
        }
        if let Some((sense, length)) = sense_at(self.tokens, from, &[Class::Approx])
            && from + length == to
        {
            last.approximate |= sense.class == Class::Approx;
            return;
        }
        let lower = text.to_lowercase();
        if NOT_COUNTED.iter().any(|start| lower.starts_with(start)) {
            self.leave(from, to, "what the figure does not count");
            self.add_note(text);
            return;
        }
        if !has_figure && COUNTED.iter().any(|start| lower.starts_with(start)) {
            self.add_note(text);
            return;
        }
        let is_total = lower.starts_with("total");
        if has_figure && !is_total && !is_of_dates(&self.tokens[from..to]) && depth < DEPTH {
            let is_rival = matches!(self.tokens[from].lower(), Some("or" | "ou" | "also"));
            let first = self.value.amounts.len();
            let parent = self.value.amounts.get(first - 1).cloned();
            let (of, by) = (self.of.take(), self.by.take());
            self.of = parent.as_ref().and_then(|parent| parent.of.clone());
            self.by = parent
                .as_ref()
                .and_then(|parent| parent.according_to.clone());
            self.items(from, to, depth + 1);
            (self.of, self.by) = (of, by);
            self.tied = Some(first - 1);
            for amount in &mut self.value.amounts[first..] {
                amount.included = !is_rival;
                // `22 killed (7 Europeans, 16 natives)`: the parts share what befell the whole.
                if amount.kind.as_deref() == Some("casualties")
                    && let Some(kind) = parent.as_ref().and_then(|parent| parent.kind.clone())
                    && parent
                        .as_ref()
                        .is_some_and(|parent| parent.outcome.is_none())
                {
                    amount.kind = Some(kind);
                }
            }
            return;
        }
        let phrase = read_phrase(self.field, self.text, &self.tokens[from..to]);
        let last = &mut self.value.amounts[..];
        let Some(last) = last.last_mut() else { return };
        if phrase.is_plain() && self.field == Field::Casualties && !phrase.kinds.is_empty() {
            phrase.replace_kind(last);
        } else if self
            .names
            .iter()
            .any(|name| crate::names::is_same(name, &text))
        {
            last.of = Some(text);
        } else if phrase.is_plain() && phrase.unit().is_some() && last.unit.is_none() {
            last.unit = phrase.unit();
        } else if !text.is_empty() {
            self.name_in_parentheses(from, to, &text);
            self.add_note(text);
        }
    }

    /// Names whose figure the last one is. Of `5,200 (or 6,100) (Herodotus)` both are his.
    fn attribute(&mut self, text: &str) {
        let name = attributed(text);
        let Some(row) = self.value.amounts.len().checked_sub(1) else {
            return;
        };
        let first = self.tied.filter(|first| *first < row).unwrap_or(row);
        for amount in &mut self.value.amounts[first..=row] {
            amount.according_to.get_or_insert_with(|| name.clone());
        }
    }

    /// `47,000 (Welman)`: a name alone is most often whose figure it is. It is taken so, and told, since it may be those who
    /// are counted.
    fn name_in_parentheses(&mut self, from: usize, to: usize, text: &str) {
        let Some(found) = named(text) else { return };
        if found == Named::Author {
            self.attribute(text);
        }
        let why = match found {
            Named::Author => "a name alone: taken for whose figure it is",
            Named::Doubtful => "a name alone: whose figure it is, or whom it counts?",
        };
        self.leave(from, to, why);
    }

    fn add_note(&mut self, text: String) {
        if let Some(last) = self.value.amounts.last_mut() {
            last.note = Some(match last.note.take() {
                Some(note) => format!("{note}; {text}"),
                None => text,
            });
        }
    }

    fn items_or_leave(&mut self, from: usize, to: usize, depth: usize) {
        if depth < DEPTH {
            self.items(from, to, depth + 1);
        } else {
            self.leave(from, to, "nested too deep");
        }
    }
}
