//! What is counted: the words of a phrase that become its unit, and those that stay open.

use super::Phrase;
use crate::token::Token;
use crate::value::nouns::{
    MATERIAL, SHARES, is_body, is_changing, is_many_of, is_of_sentence, is_plural_name, names_two,
};
use crate::words::{Class, sense_of};

impl Phrase {
    pub(super) fn add_kind(&mut self, kind: &'static str) {
        if !self.kinds.contains(&kind) {
            self.kinds.push(kind);
        }
        self.flush_plain();
    }

    pub(super) fn add_outcome(&mut self, outcome: &'static str) {
        if !self.outcomes.contains(&outcome) {
            self.outcomes.push(outcome);
        }
        if MATERIAL.contains(&outcome) && self.units.is_empty() && self.plain.len() == 1 {
            // `1 lighter sunk`: what is sunk is named, also where it is one.
            self.units.append(&mut self.plain);
        }
        self.flush_plain();
    }

    /// Units that follow each other are one: `infantry divisions`, `squadrons of cavalry`, `tanks and assault guns`.
    pub(super) fn add_unit(
        &mut self,
        text: &str,
        tokens: &[Token],
        (at, length): (usize, usize),
        meaning: &str,
        last_end: Option<usize>,
    ) {
        let is_named = is_body(meaning) || text[tokens[at].start..].starts_with(char::is_uppercase);
        // `80 regulars of the Royal African Corps`
        let is_name = (self.ends_in_ordinal() && is_named) || self.ends_name(text, tokens, at);
        if self.plain.is_empty() && is_name {
            // `of the 24th Regiment`: it names those who are counted, or whose they are.
            let last = tokens[(at + length).min(tokens.len()) - 1].end;
            self.proper.push(text[tokens[at].start..last].to_string());
            return;
        }
        let mut before = std::mem::take(&mut self.plain);
        let words = before.len();
        let is_share = |word: &str| SHARES.contains(&word) || is_changing(word);
        if before
            .iter()
            .any(|word| is_of_sentence(word) || is_share(word))
        {
            // `unknown but much larger number of common soldiers`
            self.rest.append(&mut before);
        }
        // `alae of cavalry`: the joint behind a word that the table does not know stays.
        let joint = at.checked_sub(1).and_then(|joint| tokens[joint].lower());
        let is_of = matches!(joint, Some("of" | "de" | "d'")) && words > 0;
        let mut unit = before.join(" ");
        if !unit.is_empty() {
            unit.push_str(if is_of { " of " } else { " " });
        }
        let raw = tokens
            .get(at + length - 1)
            .map(|last| &text[tokens[at].start..last.end]);
        let raw = raw.unwrap_or_default().to_lowercase();
        if words > 0 && !is_of && is_translated(&raw, meaning) {
            // `2 petits navires`: words of two languages are no unit.
            unit.push_str(&raw);
        } else {
            unit.push_str(meaning);
        }
        let link = last_end.map(|end| {
            // `ships and floating batteries`: the small words before a unit are part of it.
            // A name among them names those who are counted: `1 battery of D-20 howitzers`.
            tokens[end..at.saturating_sub(words).max(end)]
                .iter()
                .filter(|token| {
                    let raw = &text[token.start..token.end];
                    !self.proper.iter().any(|name| name == raw)
                })
                .map(|token| &text[token.start..token.end])
                .collect::<Vec<_>>()
                .join(" ")
        });
        let _ = length;
        match (self.units.last_mut(), link) {
            // `29.000 Mann Infanterie`
            (Some(last), Some(link)) if link.is_empty() && *last == "men" => *last = unit,
            (Some(last), Some(link))
                if matches!(
                    link.as_str(),
                    "" | "of"
                        | "de"
                        | "d'"
                        | "du"
                        | "des"
                        | "di"
                        | "and"
                        | "et"
                        | "et de"
                        | "et d'"
                        | "&"
                        | "or"
                        | "ou"
                        | "y"
                        | "e"
                        | "und"
                        | "oder"
                        | "o"
                ) =>
            {
                let link = match link.as_str() {
                    "" => " ".to_string(),
                    "de" | "d'" | "du" | "des" | "di" => " of ".to_string(),
                    "et" | "et de" | "et d'" | "y" | "e" | "und" => " and ".to_string(),
                    "ou" | "oder" | "o" => " or ".to_string(),
                    link => format!(" {link} "),
                };
                // `tank regiments`, `auxiliary cruisers`: before another unit the word stays as it is written.
                let before = last_end.and_then(|end| tokens[end.checked_sub(1)?].lower());
                let tail = last.rfind(' ').map_or(0, |space| space + 1);
                let is_one = |word: &&str| link == " " && !is_many_of(word, &last[tail..]);
                // `3 régiments parachutistes`: of a language that puts what they are behind what they form.
                let is_of_people = self.category.is_none();
                let is_head =
                    |word: &&str| is_of_people && word.ends_with('s') && !word.ends_with("ss");
                let link = match before.filter(is_one).filter(is_head) {
                    Some(_) => " of ".to_string(),
                    None => link,
                };
                let is_one = |word: &&str| link == " " && !is_many_of(word, &last[tail..]);
                if let Some(word) = before.filter(is_one) {
                    last.truncate(tail);
                    last.push_str(word);
                }
                last.push_str(&link);
                last.push_str(&unit);
            }
            _ => self.units.push(unit),
        }
        if !self.proper.is_empty() && self.of.is_none() {
            let name = std::mem::take(&mut self.proper).join(" ");
            match (names_two(&name), self.units.as_mut_slice()) {
                // `Libyans and CDR militiamen`: not all of them are militiamen.
                (true, [unit]) => *unit = format!("{name} {unit}"),
                _ => self.of = Some(name),
            }
        }
    }

    /// Whether the name that was read ends in this word.
    pub(super) fn ends_in(&self, word: &str) -> bool {
        self.proper
            .last()
            .is_some_and(|last| last == word.trim_end())
    }

    /// Whether a unit in capitals ends a name that stands behind a unit: `regulars of the Royal African Corps`.
    fn ends_name(&self, text: &str, tokens: &[Token], at: usize) -> bool {
        let is_title = text[tokens[at].start..].starts_with(char::is_uppercase);
        is_title && !self.units.is_empty() && !self.proper.is_empty()
    }

    /// Whether the name ends in the number of a body: `24th`, and not `9-pound`.
    fn ends_in_ordinal(&self) -> bool {
        let last = self.proper.last();
        let measures = |word: &str| {
            let (_, tail) = word.split_once('-').unwrap_or_default();
            tail.starts_with(char::is_alphabetic)
        };
        last.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()) && !measures(word))
    }

    /// `regulars and rangers`: a plural that the table does not know, joined to a unit, is a part of it.
    fn join_plain(&mut self) {
        let [word] = self.plain.as_slice() else {
            return;
        };
        let is_plural = word.len() > 4
            && ((word.ends_with('s') && !word.ends_with("ss")) || word.ends_with("men"));
        let joint = self.joint.filter(|_| is_plural && !is_changing(word));
        if let (Some(joint), Some(unit)) = (joint, self.units.last_mut()) {
            unit.push_str(joint);
            unit.push_str(word);
            self.plain.clear();
        }
    }

    /// Small words that no unit follows are not understood, unless nothing else says what is counted.
    pub(super) fn flush_plain(&mut self) {
        self.join_plain();
        if self.plain.is_empty() || !self.units.is_empty() {
            self.rest.append(&mut self.plain);
            return;
        }
        self.guess_unit();
    }

    /// `5,000 lancers`: a plural that the table does not know is what is counted.
    fn guess_unit(&mut self) {
        let is_share = self
            .plain
            .iter()
            .flat_map(|word| word.split('-'))
            .any(|part| {
                is_changing(part)
                    || SHARES
                        .iter()
                        .any(|share| part == *share || part.strip_suffix('s') == Some(*share))
            });
        let is_plural = !is_share
            && self.plain.last().is_some_and(|word| {
                ((word.ends_with('s') && !word.ends_with("ss")) || word.ends_with("men"))
                    && word.len() > 3
            });
        // `aucune ou très faibles`: how heavy they are is not who they are.
        let is_wording = self
            .plain
            .last()
            .is_some_and(|word| sense_of(word, &[Class::Magnitude, Class::Vague]).is_some());
        if is_plural && !is_wording && self.plain.len() <= 2 && self.rest.is_empty() {
            self.is_guessed = true;
            self.units
                .push(std::mem::take(&mut self.plain).join(" ").to_lowercase());
        } else {
            self.rest.append(&mut self.plain);
        }
    }

    pub(super) fn settle(&mut self) {
        // What stands behind a fate is seldom what is counted: `1,000 lost, crashes`.
        let is_behind_fate = !self.kinds.is_empty() || !self.outcomes.is_empty();
        self.join_plain();
        // `12 000 Vénitiens arrivés le second jour`: a people in the plural is what is counted, and the word behind it says more.
        let is_behind_people = self.proper.last().is_some_and(|name| is_plural_name(name));
        if self.units.is_empty() && !is_behind_fate && !is_behind_people {
            self.guess_unit();
        } else {
            self.rest.append(&mut self.plain);
        }
        if self.proper.is_empty() {
            return;
        }
        let is_numbered = self.proper[0].starts_with(|c: char| c.is_ascii_digit());
        let name = std::mem::take(&mut self.proper).join(" ");
        if is_numbered && self.of.is_none() && name.contains(' ') {
            self.of = Some(name);
        } else if self.units.is_empty() && self.is_of_name && self.of.is_none() {
            // `7,000 of Decius' army`
            self.of = Some(name);
        } else if self.units.is_empty() {
            // `300 Spartans`: the name is what is counted; `2 Panzer IV`, likewise.
            self.units.push(name);
        } else if self.of.is_none() {
            self.of = Some(name);
        } else {
            self.rest.push(name);
        }
    }
}

/// Whether a word of the text is of another language than its meaning: `navires` of `ships`, but not `man` of `men`.
fn is_translated(raw: &str, meaning: &str) -> bool {
    let ending = |word: &str| {
        word.rsplit(' ')
            .next()
            .map(|last| last.chars().take(1).collect::<String>())
    };
    ending(raw) != ending(meaning)
}
