//! The account of every word: what an item of a value says, against what its figures say. A word or a number that neither the
//! figures nor what is left over holds was dropped by some rule, and is told.

use std::collections::BTreeSet;

use super::{Reader, Value};
use crate::amount::Amount;
use crate::token::{Sort, Token};
use crate::words::{Class, sense_at};

/// An item of a value: its tokens, and where its figures and its leftovers begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) first: usize,
    pub(super) left: usize,
}

/// Words that join others and say nothing themselves, wherever they stand.
const JOINTS: &str = "the a an of and or in by at on to from for with as was were is are be been being had has have that \
    which who whom whose their his her its it this these those them they during into within between plus including includes \
    included incl incl. both either all also s st 'sans le la les l' un une des de du d' et ou en au aux dans par pour sur que \
    qui dont der die das den dem des ein eine und oder im am von vom bei mit zu il lo gli i e ed o di del della dei delle da nel \
    su con el los las y u al por para um uma do dos em no na com";

/// Words that only say that figures are figures: `total casualties: 500 men in all`.
const PLAIN: &str = "total totals casualties casualty losses loss lost altogether overall combined strength strong forces \
    force men battle action combat victims other-losses approximately number numbers ranks insgesamt gesamt verluste pertes \
    perte perdite bajas pérdidas baixas perdas effectifs faits taken sum";

fn is_among(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

/// Accounts for each item, and tells of what nothing accounts for.
pub(super) fn settle(reader: &mut Reader<'_>) {
    let spans = std::mem::take(&mut reader.spans);
    let mut told = Vec::new();
    for (row, span) in spans.iter().enumerate() {
        let end = spans
            .get(row + 1)
            .map_or(reader.value.amounts.len(), |next| next.first);
        let left = spans
            .get(row + 1)
            .map_or(reader.value.leftovers.len(), |next| next.left);
        // An item without a figure speaks of the figure before it, or of those behind it.
        let amounts = if end > span.first {
            span.first..end
        } else {
            let behind = spans[row + 1..]
                .iter()
                .position(|next| next.first > span.first)
                .map_or(reader.value.amounts.len(), |next| {
                    spans[row + 1 + next].first
                });
            span.first.saturating_sub(1)..behind
        };
        let said = Said::of(&reader.value, amounts, span.left..left);
        let words = said.unsaid(reader, *span);
        if words.is_empty() {
            continue;
        }
        let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        let text = reader.slice(span.from, span.to).to_string();
        told.push((text, format!("{} was not understood", words.join(", "))));
    }
    reader.value.leftovers.append(&mut told);
}

/// What the figures of an item and its leftovers say.
struct Said {
    words: BTreeSet<String>,
    numbers: Vec<u64>,
    /// Classes of words that a figure holds by its bounds or its author: `about`, `at least`, `sources:`.
    classes: Vec<Class>,
}

impl Said {
    fn of(
        value: &Value,
        amounts: std::ops::Range<usize>,
        leftovers: std::ops::Range<usize>,
    ) -> Said {
        let mut said = Said {
            words: BTreeSet::new(),
            numbers: Vec::new(),
            classes: Vec::new(),
        };
        for amount in value.amounts.get(amounts).unwrap_or_default() {
            said.amount(amount);
        }
        for (text, _) in value.leftovers.get(leftovers).unwrap_or_default() {
            said.text(text);
        }
        said
    }

    fn amount(&mut self, amount: &Amount) {
        self.numbers
            .extend(amount.min.into_iter().chain(amount.max));
        let flags = [
            (amount.approximate, Class::Approx),
            (amount.min.is_some() && amount.max.is_none(), Class::Least),
            (amount.max.is_some() && amount.min.is_none(), Class::Most),
            (amount.according_to.is_some(), Class::Source),
            (amount.is_unknown(), Class::Unknown),
        ];
        let held = flags.iter().filter(|(is_so, _)| *is_so);
        self.classes.extend(held.map(|(_, class)| *class));
        let texts = [
            &amount.kind,
            &amount.unit,
            &amount.according_to,
            &amount.wording,
            &amount.of,
            &amount.outcome,
            &amount.note,
        ];
        for text in texts.into_iter().flatten() {
            self.text(text);
        }
    }

    fn text(&mut self, text: &str) {
        for token in crate::token::tokens(text) {
            let raw = &text[token.start..token.end];
            self.word(raw);
            if let Some(value) = token.number() {
                self.numbers.push(value);
            }
        }
    }

    fn word(&mut self, raw: &str) {
        let lower = raw.to_lowercase();
        for part in lower.split(['-', '\'', '.', '/']) {
            if part.len() < lower.len() && !part.is_empty() {
                self.words.insert(part.to_string());
            }
        }
        self.words.insert(lower);
    }

    /// Whether a word is said, perhaps in another number.
    fn has(&self, word: &str) -> bool {
        let is_here = |word: &str| self.words.contains(word);
        let stem = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
        is_here(word)
            || is_here(&format!("{word}s"))
            || is_here(&format!("{word}es"))
            || word.strip_suffix('s').is_some_and(is_here)
            || word.strip_suffix("es").is_some_and(is_here)
            || stem.is_some_and(|stem| is_here(&stem))
            || word
                .strip_suffix('y')
                .is_some_and(|stem| is_here(&format!("{stem}ies")))
            || (word.contains('-')
                && word
                    .split('-')
                    .all(|part| part.is_empty() || self.has(part)))
    }

    /// How many tokens from here are said by the meaning that the table gives them.
    fn meant(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let classes = [
            Class::Kind,
            Class::Outcome,
            Class::Thing,
            Class::People,
            Class::Fate,
        ];
        classes
            .iter()
            .filter_map(|class| {
                let (sense, length) = sense_at(tokens, at, std::slice::from_ref(class))?;
                let is_said = sense
                    .meaning
                    .split([' ', '-'])
                    .filter(|word| !is_among(JOINTS, word))
                    .all(|word| self.has(word));
                is_said.then_some(length)
            })
            .max()
    }

    /// The words and numbers of an item that nothing says.
    fn unsaid<'r>(&self, reader: &'r Reader<'_>, span: Span) -> Vec<&'r str> {
        let tokens = &reader.tokens[..span.to];
        let mut words = Vec::new();
        let mut at = span.from;
        while at < span.to {
            let token = &tokens[at];
            let raw = &reader.text[token.start..token.end];
            let is_said = reader.is_counted[at]
                || match &token.sort {
                    Sort::Number(value) => self.numbers.contains(value),
                    Sort::Fraction(_) => self.words.contains(raw),
                    Sort::Sign(_) => true,
                    Sort::Word(word) => {
                        let word = word.as_str();
                        // `Tiger I`: in capitals it may be more than a small word.
                        let is_in_name = at > span.from
                            && raw.chars().all(char::is_uppercase)
                            && tokens[at - 1].lower().is_some();
                        if let Some(length) = self.meant(tokens, at) {
                            at += length;
                            continue;
                        }
                        if let Some((_, length)) = sense_at(tokens, at, &self.classes) {
                            at += length;
                            continue;
                        }
                        // What says whose figure it is stands before a name, which is accounted for.
                        if let Some((_, length)) = sense_at(tokens, at, &[Class::According]) {
                            at += length;
                            continue;
                        }
                        !word.starts_with(char::is_alphanumeric)
                            || (is_among(JOINTS, word) && !is_in_name)
                            || is_among(PLAIN, word)
                            || self.has(word)
                    }
                };
            if !is_said {
                words.push(raw);
            }
            at += 1;
        }
        words
    }
}
