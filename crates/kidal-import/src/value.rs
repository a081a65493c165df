//! Reading a value of strength or loss into figures. What is not understood is told, never dropped.

mod account;
mod asides;
mod attribution;
mod belligerents;
#[cfg(test)]
mod cases;
mod chains;
mod continuing;
mod doubt;
mod finish;
mod heads;
mod joints;
mod kinds;
mod labels;
mod lists;
mod nouns;
mod numbers;
mod parenthesis;
mod phrase;
mod senses;
mod shared;
mod source;
mod sums;
#[cfg(test)]
mod tests;
mod types;

use crate::amount::Amount;
use crate::clean::clean_with_small;
use crate::quantity::{Quantity, names_arm, quantity};
use crate::token::{Sort, Token, tokens};
use crate::words::{Class, sense_at};

pub(crate) use belligerents::Belligerents;
use numbers::{is_and, is_connective, is_inclusion};
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
    /// Items that are read and of an unusual form, and why.
    pub(crate) doubts: Vec<(String, String)>,
}

/// Most words before a wording such as `unknown`. Chosen by us: `missing or captured:` has three.
const LABEL: usize = 6;

/// What is said of a year that is no figure.
const YEAR: &str = "taken for a year that heads the figures behind it";

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

/// Reads the value of a field.
pub(crate) fn read_value(field: Field, raw: &str, names: &Belligerents) -> Value {
    // Quotation marks round `heavy` say nothing that the word does not.
    let (text, small) = clean_with_small(raw);
    // Of the same length, so that the stretches of small print stay where they are.
    let text = text
        .replace('"', " ")
        .replace(['“', '”'], "   ")
        .replace(['«', '»'], "  ");
    let mut text = divided(ranged(without_line_ends(opened(text))));
    let chains = chains::divide(&mut text);
    let tokens = tokens(&text);
    let closes = matched(&tokens);
    let mut reader = Reader {
        field,
        text: &text,
        tokens: &tokens,
        closes: &closes,
        names,
        of: None,
        heads: Vec::new(),
        by: None,
        writers: Vec::new(),
        under: None,
        filled: 0,
        value: Value::default(),
        tied: None,
        is_bare: false,
        is_inside: false,
        line_kind: None,
        line_unit: None,
        spans: Vec::new(),
        small: &small,
        whole: None,
        run: 0,
        totals: Vec::new(),
        said_totals: Vec::new(),
        part: None,
        is_counted: vec![false; tokens.len()],
    };
    reader.value.leftovers.extend(chains);
    reader.items(0, tokens.len(), 0);
    source::settle(&mut reader);
    reader.tell_writers();
    let spans = std::mem::take(&mut reader.spans);
    account::settle(&mut reader, &spans);
    sums::settle(&mut reader);
    sums::tell_totals(&mut reader);
    sums::hold_things(&mut reader);
    doubt::settle(&mut reader, &spans);
    reader.value
}

/// `2,000 including;, 200 musketeers`: the end of a line between the word and its figure becomes a colon.
fn opened(text: String) -> String {
    const WORDS: [&str; 3] = ["including", "dont", "comprising"];
    let Some((before, rest)) = WORDS.iter().find_map(|word| {
        text.split_once(*word)
            .map(|(start, rest)| (start.len() + word.len(), rest))
    }) else {
        return text;
    };
    let behind = rest.trim_start_matches([',', ';', ':', ' ', '\n']);
    let is_broken =
        rest.starts_with([',', ';', ':']) && behind.starts_with(|c: char| c.is_ascii_digit());
    if !is_broken {
        return text;
    }
    format!("{}: {behind}", &text[..before])
}

/// `5,600~6,200`: a tilde between two figures is a dash.
fn ranged(text: String) -> String {
    let mut plain = text.into_bytes();
    for at in 1..plain.len().saturating_sub(1) {
        let is_between = plain[at - 1].is_ascii_digit() && plain[at + 1].is_ascii_digit();
        if plain[at] == b'~' && is_between {
            plain[at] = b'-';
        }
    }
    String::from_utf8(plain).expect("only signs of one byte were changed")
}

/// `154 dead / 206 wounded`: a stroke before a figure, or before a heading with one, stands where a line ended. The text keeps its
/// length.
fn divided(text: String) -> String {
    let mut parts = text.split(" / ");
    let mut whole = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let start = part.trim_start_matches(['~', '+', '>', '<', ' ']);
        let first = part.split([',', ';', '\n']).next().unwrap_or(part);
        let is_item = start.starts_with(|letter: char| letter.is_ascii_digit())
            || first.contains(':') && first.contains(|letter: char| letter.is_ascii_digit());
        // Inside of parentheses it divides nothing.
        let is_open = whole.matches('(').count() > whole.matches(')').count();
        whole.push_str(if is_item && !is_open { " ; " } else { " / " });
        whole.push_str(part);
    }
    whole
}

/// `Killed:, 500`: the end of a line that stripping made a comma becomes a space. Behind `1,100 killed, wounded or missing:` it stays,
/// since that goes on with the figure before it.
fn without_line_ends(text: String) -> String {
    if !text.contains(":,") {
        return text;
    }
    let mut plain = text.into_bytes();
    for colon in 0..plain.len().saturating_sub(1) {
        if plain[colon] != b':' || plain[colon + 1] != b',' {
            continue;
        }
        let ends = |letter: &u8| matches!(letter, b',' | b';' | b'\n');
        let start = plain[..colon].iter().rposition(ends).map_or(0, |at| at + 1);
        let words = String::from_utf8_lossy(&plain[start..colon]).to_lowercase();
        let is_behind_comma = start > 0 && plain[start - 1] == b',';
        let joins = [" or ", " and ", " ou ", " et ", " oder ", " und "]
            .iter()
            .any(|joint| words.contains(joint));
        if !(is_behind_comma && joins) {
            plain[colon + 1] = b' ';
        }
    }
    String::from_utf8(plain).expect("only signs of one byte were changed")
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
    names: &'t Belligerents,
    /// The part of the side that a heading names.
    of: Option<String>,
    /// Belligerents that were named since the last figure.
    heads: Vec<String>,
    /// The authority that a heading names.
    by: Option<String>,
    /// What a heading on a line of its own says befell those of the lines behind it, and whether one of them was read.
    under: Option<(Phrase, bool)>,
    /// Headings that may be writers, and the row of the first figure of each.
    writers: Vec<(String, usize)>,
    /// How many headings stand one behind the other, each with a figure of its own on its line.
    filled: usize,
    value: Value,
    /// The row of the figure whose parentheses were read last.
    tied: Option<usize>,
    /// Whether nothing says what befell those of the figure read last.
    is_bare: bool,
    /// Whether the figure that is read next is counted inside the one before it.
    is_inside: bool,
    /// Stretches of the text in small print.
    small: &'t [(usize, usize)],
    /// The row of a figure whose parts are read, and how many they hold so far.
    whole: Option<(usize, u64)>,
    /// The rows of figures that are called totals.
    totals: Vec<usize>,
    /// The rows of figures whose own words say that they are totals: `300 ships in total`.
    said_totals: Vec<usize>,
    /// The row of a figure behind `including`, outside of parentheses.
    part: Option<usize>,
    /// The row of the first figure of the line.
    run: usize,
    /// The kind of loss that a label at the beginning of the line names.
    line_kind: Option<String>,
    /// The people that a label at the beginning of the line names.
    line_unit: Option<String>,
    /// The items of the value, for the account of their words.
    spans: Vec<account::Span>,
    /// Of each token, whether a figure holds it.
    is_counted: Vec<bool>,
}

/// Adds a remark to the note of a figure.
fn add_to(note: &mut Option<String>, text: String) {
    *note = Some(match note.take() {
        Some(note) => format!("{note}; {text}"),
        None => text,
    });
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
        let mut run = self.value.amounts.len();
        let outer = std::mem::replace(&mut self.run, run);
        while at < to {
            if let Some(close) = self.closes[at].filter(|close| *close < to) {
                at = close + 1;
                continue;
            }
            let is_last = self.tokens.get(at + 1).is_none_or(|next| next.is_apart) || at + 1 >= to;
            let divides = match self.tokens[at].sort {
                Sort::Sign('\n' | ';') => true,
                Sort::Sign(',' | '.') => is_last && !self.is_in_label(start, at, to),
                _ => false,
            };
            if divides {
                let first = self.value.amounts.len();
                self.item(start, at, depth);
                self.join_unknown(run, first, start);
                self.share_noun_back(first);
                self.share_with_rival(first, depth);
                self.share_unit_back(run, first, start);
                self.share_back(run);
                start = at + 1;
                let goes_on = at > from && self.tokens[at - 1].is_sign(',');
                if !self.tokens[at].is_sign(',') && !goes_on {
                    self.tell_rest_of_parts(run);
                    (self.line_kind, self.line_unit) = (None, None);
                    run = self.value.amounts.len();
                    self.run = run;
                }
            }
            at += 1;
        }
        let first = self.value.amounts.len();
        self.item(start, to, depth);
        self.join_unknown(run, first, start);
        self.share_noun_back(first);
        self.share_with_rival(first, depth);
        self.share_unit_back(run, first, start);
        self.share_back(run);
        self.tell_rest_of_parts(run);
        self.run = outer;
    }

    fn item(&mut self, from: usize, to: usize, depth: usize) {
        if depth == 0 {
            self.spans.push(account::Span {
                from,
                to,
                first: self.value.amounts.len(),
                left: self.value.leftovers.len(),
            });
        }
        self.read_item(from, to, depth);
    }

    fn read_item(&mut self, mut from: usize, mut to: usize, depth: usize) {
        let is_bullet = |token: &Token| {
            matches!(
                token.sort,
                Sort::Sign('*' | '-' | '–' | '"' | '\n' | ':' | '“' | '”' | '«' | '»' | '+' | '=')
            )
        };
        // `+3,000`: a sign that belongs to the figure is no bullet.
        let is_of_figure = |at: usize| {
            self.tokens[at].is_sign('+')
                && self
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| next.is_number() && !next.is_apart)
        };
        while from < to && is_bullet(&self.tokens[from]) && !is_of_figure(from) {
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
        let word = |n: usize| {
            self.tokens
                .get(n)
                .and_then(Token::lower)
                .unwrap_or_default()
        };
        if matches!(word(from), "all" | "tous" | "toutes")
            && matches!(word(from + 1), "but" | "except" | "sauf")
        {
            self.leave(from, to, "says who is left, not who was lost");
            return;
        }
        if self.closes[from] == Some(to - 1) {
            self.parenthesis(from + 1, to - 1, depth);
            return;
        }
        if depth == 0 && self.is_year_alone(from, to) {
            self.leave(from, to, YEAR);
            return;
        }
        if let Some(end) = self.aside_end(from, to) {
            // `130 warships, most of them quinqueremes (Polybius)`
            self.add_note(self.slice(from, end).to_string());
            if end < to {
                self.parenthesis(end + 1, to - 1, depth);
            }
            return;
        }
        let of_which = is_inclusion(self.tokens, from).map_or(from, |length| from + length);
        if of_which > from
            && of_which < to
            && self.tokens[of_which].is_sign(':')
            && !self.value.amounts.is_empty()
        {
            // `6,500 men, of which:` and its parts behind it
            self.is_inside = true;
            if of_which + 1 < to {
                self.figures(of_which + 1, to, depth, Phrase::default());
            }
            return;
        }
        if let Some(colon) = self.label_end(from, to) {
            self.labelled(from, colon, to, depth);
            return;
        }
        let first = self.value.amounts.len();
        let label = self.heading_over(from, to, depth);
        self.figures(from, to, depth, label);
        self.tell_heading(first);
        if depth == 0 && self.tokens[to - 1].is_sign(':') && self.value.amounts.len() == first + 1 {
            // `51,949:` and its parts on the lines behind it
            self.whole = Some((first, 0));
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
                let continued = before.filter(|(start, end)| self.is_continued(*start, *end));
                if self.value.amounts.len() > first {
                    self.parenthesis(at + 1, close, depth);
                } else if let Some((start, end)) = continued {
                    // `250,000 killed, wounded or captured (Caesar)`
                    self.without_figure(start, end);
                    self.parenthesis(at + 1, close, depth);
                    if close + 1 >= to {
                        return;
                    }
                    before = None;
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
                    let joins = self.tokens[start..end].iter().all(is_connective);
                    end - start <= LABEL
                        && (joins
                            || read_phrase(self.field, self.text, &self.tokens[start..end])
                                .is_plain())
                }
                _ => at > from && is_connective(&self.tokens[at - 1]),
            };
            let is_part = self.is_article(at, from)
                || self.is_dated(at)
                || self.is_share(at)
                || self.is_numbering(at)
                || self.is_armament(at)
                || (current.is_some()
                    && (self.is_in_name(at, from)
                        || self.is_whole(at)
                        || self.is_behind_preposition(at)))
                || self.is_calibre(at)
                || self.is_of_body_name(at)
                || self.is_own_estimate(at, from)
                || (at > from
                    && sense_at(self.tokens, at - 1, &[Class::Remark])
                        .is_some_and(|(_, length)| length > 1));
            let is_start =
                is_start && !(self.field == Field::Strength && names_arm(self.tokens, at));
            let found = if is_part {
                None
            } else {
                quantity(self.tokens, at, is_start)
            };
            match found {
                Some(found)
                    if found.end <= to
                        && !self.is_year(at, &found, current.is_some())
                        && !(at..found.end).any(|n| self.is_dated(n) || self.is_share(n)) =>
                {
                    if let Some((quantity, _, _)) = &current
                        && self.says_all(quantity, at)
                    {
                        // `all 27 guns`: the figure says how many all are.
                        current = None;
                    }
                    if let Some((quantity, start, _)) = current.take() {
                        self.tell_joint(quantity.start, at, found.end);
                        let inclusion = (start..at).rev().take(2).find(|n| {
                            is_inclusion(self.tokens, *n).is_some_and(|length| n + length == at)
                        });
                        let has_label = !label.says_nothing_of_fate() || label.unit().is_some();
                        let is_headed = from > 0 && self.tokens[from - 1].is_sign(':');
                        if let Some(head) = self.head_behind(start, at, has_label, is_headed) {
                            // `killed: 400 wounded: 500`: an item begins behind the words of the one before.
                            self.finish(&quantity, start, head, &label, before.take());
                            let why = "read as an item of its own; no comma stands before it";
                            self.leave(head, found.end, why);
                            self.labelled(head, at - 1, to, depth);
                            shared.settle(&mut self.value.amounts);
                            return;
                        }
                        // `4,000: Brazil: 719 killed`: the words between two colons head what follows.
                        let is_head = start + 1 < at - 1
                            && self.tokens[start].is_sign(':')
                            && self.tokens[at - 1].is_sign(':');
                        let end = if is_head {
                            start
                        } else {
                            inclusion.unwrap_or(at)
                        };
                        self.finish(&quantity, start, end, &label, before.take());
                        if is_head {
                            self.of = Some(self.slice(start + 1, at - 1).to_string());
                        }
                        if self.tokens[at - 1].is_sign(':') {
                            // `19,000: 9,000 of the north, 10,000 of the south`
                            self.whole =
                                self.value.amounts.len().checked_sub(1).map(|row| (row, 0));
                        }
                        let was_inside =
                            self.value.amounts.last().is_some_and(|last| last.included);
                        let is_joined = at > from && is_and(&self.tokens[at - 1]);
                        if is_joined {
                            shared.join(self.value.amounts.len(), self.is_bare);
                        }
                        self.is_inside = inclusion.is_some() || (was_inside && is_joined);
                    }
                    if let Some((start, end)) = before
                        && self.value.amounts.len() > first
                        && matches!(self.slice(start, end), "or" | "ou" | "oder")
                    {
                        // `8,000 (Livy) or 5,000 (Polybius) killed`
                        shared.join_rival(self.value.amounts.len());
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
}
