//! Who says so, where the grammar of a sentence shows it: English and French.

use crate::token::{Sort, Token, tokens};

/// What a sentence shows of its speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Speaking {
    /// Nothing.
    Nobody,
    /// Somebody says so, and is not named: `it was reported that`.
    Unnamed { shown_by: String },
    /// Somebody who is named or described.
    Named { who: String, shown_by: String },
}

/// Verbs of saying, and whether they need a `that`, a quotation or a colon after them to be such.
const VERBS: [(&str, bool); 76] = [
    ("said", true),
    ("says", true),
    ("stated", true),
    ("states", true),
    ("claimed", false),
    ("claims", true),
    ("reported", true),
    ("announced", true),
    ("declared", true),
    ("denied", false),
    ("denies", false),
    ("confirmed", true),
    ("admitted", true),
    ("acknowledged", true),
    ("reaffirmed", true),
    ("affirmed", true),
    ("alleged", true),
    ("insisted", true),
    ("wrote", true),
    ("writes", true),
    ("told", false),
    ("explained", true),
    ("recalled", true),
    ("argued", true),
    ("asserted", true),
    ("asserts", true),
    ("maintained", true),
    ("noted", true),
    ("notes", true),
    ("revealed", true),
    ("suggested", true),
    ("suggests", true),
    ("testified", true),
    ("informed", false),
    ("estimated", true),
    ("estimates", true),
    ("put", true),
    ("affirme", true),
    ("affirment", true),
    ("affirmé", true),
    ("déclare", true),
    ("déclarent", true),
    ("déclaré", true),
    ("annonce", true),
    ("annoncent", true),
    ("annoncé", true),
    ("indique", true),
    ("indiquent", true),
    ("indiqué", true),
    ("rapporte", true),
    ("rapportent", true),
    ("rapporté", true),
    ("revendique", false),
    ("revendiquent", false),
    ("revendiqué", false),
    ("dément", false),
    ("démentent", false),
    ("confirme", true),
    ("confirment", true),
    ("confirmé", true),
    ("estime", true),
    ("estiment", true),
    ("estimé", true),
    ("assure", true),
    ("assurent", true),
    ("assuré", true),
    ("raconte", true),
    ("témoigne", true),
    ("reconnaît", true),
    ("précise", true),
    ("soutient", true),
    ("dit", true),
    ("disent", true),
    ("explique", true),
    ("concluded", true),
    ("records", true),
];

/// Words that a verb of saying is followed by.
const FOLLOWS: [&str; 16] = [
    "that",
    "to",
    "que",
    "qu'",
    "avoir",
    "être",
    "victory",
    "responsibility",
    "the",
    "in",
    "on",
    "how",
    "losses",
    "only",
    "having",
    "n'",
];

/// Longest speaker in letters. Chosen by us: more is a clause and no person.
const LONGEST: usize = 160;

/// Finds the speaker.
pub(super) fn speaker(text: &str, _language: &str) -> Speaking {
    if let Some(found) = according(text) {
        return found;
    }
    let tokens = tokens(text);
    for (at, token) in tokens.iter().enumerate() {
        let Some(word) = token.lower() else { continue };
        let Some((_, needs)) = VERBS.iter().find(|(verb, _)| *verb == word) else {
            continue;
        };
        if !is_said(text, &tokens, at, *needs) {
            continue;
        }
        let before = at
            .checked_sub(1)
            .and_then(|n| tokens[n].lower())
            .unwrap_or_default();
        if matches!(
            before,
            "was" | "were" | "is" | "are" | "been" | "be" | "being" | "est" | "sont" | "été"
        ) {
            // `It was reported that`; a passive with another subject says nothing of who speaks.
            let subject = at
                .checked_sub(2)
                .and_then(|n| tokens[n].lower())
                .unwrap_or_default();
            if matches!(subject, "it" | "also" | "il")
                || tokens.get(at + 1).and_then(Token::lower) == Some("that")
            {
                return Speaking::Unnamed {
                    shown_by: format!("{before} {word}"),
                };
            }
            continue;
        }
        if matches!(before, "an" | "a" | "the" | "of" | "to" | "un" | "une") {
            continue;
        }
        let who = subject(text, &tokens, at);
        if who.is_empty() {
            return Speaking::Unnamed {
                shown_by: word.to_string(),
            };
        }
        return Speaking::Named {
            who,
            shown_by: word.to_string(),
        };
    }
    Speaking::Nobody
}

/// `According to X, …`, `…, according to X.`, `Selon X, …`
fn according(text: &str) -> Option<Speaking> {
    const STARTS: [&str; 7] = [
        "according to ",
        "as reported by ",
        "as claimed by ",
        "selon ",
        "d'après ",
        "d’après ",
        "in the words of ",
    ];
    let lower = text.to_lowercase();
    // Lower case may change the length of a letter; then the places do not fit.
    if lower.len() != text.len() {
        return None;
    }
    let (at, start) = STARTS
        .iter()
        .filter_map(|start| {
            let at = lower.find(start)?;
            let is_word = at == 0 || !lower[..at].ends_with(char::is_alphanumeric);
            is_word.then_some((at, *start))
        })
        .min()?;
    let rest = &text[at + start.len()..];
    let end = rest
        .find([',', ';', ':', '"', '\u{201c}', '\u{ab}'])
        .unwrap_or(rest.len());
    let who = rest[..end]
        .trim()
        .trim_end_matches(['.', '!', '?', ')'])
        .trim();
    let shown_by = start.trim().to_string();
    if who.is_empty() || who.len() > LONGEST {
        return Some(Speaking::Unnamed { shown_by });
    }
    Some(Speaking::Named {
        who: who.to_string(),
        shown_by,
    })
}

fn is_said(text: &str, tokens: &[Token], at: usize, needs: bool) -> bool {
    if at == 0 {
        return false;
    }
    let Some(next) = tokens.get(at + 1) else {
        return false;
    };
    if matches!(next.sort, Sort::Sign('"' | ':' | '«' | '“')) {
        return true;
    }
    let follows = next.lower().is_some_and(|word| {
        let is_that = matches!(
            word,
            "that"
                | "que"
                | "qu'"
                | "avoir"
                | "to"
                | "être"
                | "victory"
                | "responsibility"
                | "having"
                | "how"
        );
        is_that
            || (!needs
                && (FOLLOWS.contains(&word)
                    || text[next.start..].starts_with(char::is_alphanumeric)))
    });
    // `reports that`, `claims that` after a noun's article are no verbs: the one before must be a subject.
    follows
        || next.is_sign(',')
            && tokens
                .get(at + 2)
                .is_some_and(|token| matches!(token.sort, Sort::Sign('"' | '“' | '«')))
}

/// The words before the verb, from the last comma that has some.
fn subject(text: &str, tokens: &[Token], verb: usize) -> String {
    let mut end = verb;
    // Adverbs and auxiliaries before the verb.
    while end > 0
        && (tokens[end - 1].lower().is_some_and(|word| {
            matches!(
                word,
                "also"
                    | "however"
                    | "later"
                    | "had"
                    | "has"
                    | "have"
                    | "then"
                    | "subsequently"
                    | "therefore"
                    | "officially"
                    | "publicly"
                    | "a"
                    | "ont"
                    | "avait"
                    | "initially"
                    | "reportedly"
                    | "falsely"
                    | "once"
                    | "only"
                    | "ensuite"
                    | "aussi"
            )
        }) || tokens[end - 1].is_sign(','))
    {
        end -= 1;
    }
    let mut start = end;
    while start > 0 {
        let token = &tokens[start - 1];
        let divides = matches!(
            token.sort,
            Sort::Sign(',' | ';' | ':' | '"' | '(' | ')' | '“' | '«')
        ) || matches!(
            token.lower(),
            Some(
                "but"
                    | "while"
                    | "although"
                    | "and"
                    | "that"
                    | "mais"
                    | "tandis"
                    | "which"
                    | "who"
                    | "when"
                    | "qui"
                    | "après"
                    | "since"
                    | "as"
            )
        );
        if divides {
            break;
        }
        start -= 1;
    }
    if start >= end {
        return String::new();
    }
    let who = text[tokens[start].start..tokens[end - 1].end].trim();
    let who = ["After that ", "Later ", "Then ", "However ", "Afterwards "]
        .iter()
        .find_map(|lead| who.strip_prefix(lead))
        .unwrap_or(who);
    let is_short = who.len() <= LONGEST && who.chars().any(char::is_alphabetic);
    let is_empty = matches!(
        who.to_lowercase().as_str(),
        "it" | "there" | "this" | "il" | "on" | "later" | "however" | "that"
    );
    if is_short && !is_empty {
        who.to_string()
    } else {
        String::new()
    }
}

/// Pronouns stand for somebody who is named elsewhere.
pub(super) fn is_pronoun(who: &str) -> bool {
    matches!(
        who.to_lowercase().as_str(),
        "he" | "she"
            | "they"
            | "we"
            | "i"
            | "elle"
            | "ils"
            | "elles"
            | "nous"
            | "je"
            | "celui-ci"
            | "ce dernier"
            | "the latter"
    )
}

/// `We were 504 men`: the speaker counts those that he or she belongs to.
pub(super) fn counts_itself(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["we were ", "we had been ", "we numbered ", "nous étions "]
        .iter()
        .any(|start| {
            lower.find(start).is_some_and(|at| {
                let rest = &lower[at + start.len()..];
                rest.starts_with(|c: char| c.is_ascii_digit())
                    || ["about ", "around ", "some ", "environ ", "only "]
                        .iter()
                        .any(|about| rest.starts_with(about))
            })
        })
}
