//! Figures inside a sentence, with what they count.

use std::ops::Range;

use crate::amount::Amount;
use crate::quantity::{Wording, quantity};
use crate::token::{Sort, Token, tokens};
use crate::words::{Class, sense_at};

/// Figures of a sentence.
#[derive(Default)]
pub(super) struct Figures {
    pub(super) amounts: Vec<Amount>,
    pub(super) decide: Vec<String>,
}

/// How many words after a figure may say what it counts. Chosen by us: `300 of the regiment's men were killed` has six.
const WINDOW: usize = 7;

/// Units that are no people and no things.
const MEASURES: [&str; 40] = [
    "km",
    "kilometre",
    "kilometres",
    "kilometer",
    "kilometers",
    "kilomètres",
    "mile",
    "miles",
    "m",
    "metres",
    "meters",
    "mètres",
    "yards",
    "yard",
    "feet",
    "ft",
    "day",
    "days",
    "jour",
    "jours",
    "hour",
    "hours",
    "heure",
    "heures",
    "minutes",
    "week",
    "weeks",
    "semaines",
    "month",
    "months",
    "mois",
    "year",
    "years",
    "ans",
    "nights",
    "°c",
    "tons",
    "tonnes",
    "kg",
    "percent",
];

/// Reads them; what lies in `dates` is none.
pub(super) fn figures(text: &str, dates: &[Range<usize>]) -> Figures {
    let tokens = tokens(text);
    let mut figures = Figures::default();
    let mut at = 0;
    while at < tokens.len() {
        let in_date = dates.iter().any(|span| span.contains(&tokens[at].start));
        let may_be_vague = sense_at(&tokens, at, &[Class::Vague])
            .is_some_and(|(_, length)| counts_something(&tokens, at + length));
        let found = if in_date || is_part(&tokens, at) {
            None
        } else {
            quantity(&tokens, at, may_be_vague)
        };
        let Some(found) = found else {
            at += 1;
            continue;
        };
        let is_number = (at..found.end).any(|n| tokens[n].is_number())
            || found.min.is_some_and(|value| value >= 10);
        let next = found.end;
        let is_time = tokens
            .get(next)
            .is_some_and(|token| token.is_sign(':') && !token.is_apart)
            || matches!(
                tokens.get(next).and_then(Token::lower),
                Some("am" | "pm" | "a.m." | "p.m." | "h")
            );
        if is_time
            || dates
                .iter()
                .any(|span| tokens[next - 1].start < span.end && span.start < tokens[next - 1].end)
        {
            at = next + usize::from(is_time) * 2;
            continue;
        }
        let (amount, is_counted) = counted(text, &tokens, at, next, &found);
        // `one of them`, `two sides`: small number words count only beside what they plainly count.
        if is_number || is_counted {
            if !is_counted {
                figures.decide.push(format!(
                    "what `{}` counts",
                    &text[tokens[at].start..tokens[next - 1].end]
                ));
            }
            figures.amounts.push(amount);
        }
        at = next.max(at + 1);
    }
    sum_of_parts(&mut figures.amounts);
    figures
}

fn counts_something(tokens: &[Token], at: usize) -> bool {
    (at..at + 3).any(|n| sense_at(tokens, n, &[Class::People, Class::Thing]).is_some())
}

/// Whether a token is the tail of a time or a ratio: `7:00`, `1/2`.
fn is_part(tokens: &[Token], at: usize) -> bool {
    at > 0 && matches!(tokens[at - 1].sort, Sort::Sign(':' | '/' | '.')) && !tokens[at].is_apart
}

fn counted(
    text: &str,
    tokens: &[Token],
    from: usize,
    next: usize,
    found: &crate::quantity::Quantity,
) -> (Amount, bool) {
    let mut amount = Amount {
        min: found.min,
        max: found.max,
        approximate: found.is_approximate,
        either: found.is_either,
        wording: match &found.wording {
            Some(Wording::Unknown) => Some(crate::amount::UNKNOWN.to_string()),
            Some(Wording::Words(start, end)) => {
                Some(text[tokens[*start].start..tokens[*end - 1].end].to_lowercase())
            }
            None => None,
        },
        ..Amount::default()
    };
    let mut is_counted = false;
    let mut proper: Vec<&str> = Vec::new();
    let mut at = next;
    while at < tokens.len() && at < next + WINDOW {
        let token = &tokens[at];
        if matches!(
            token.sort,
            Sort::Sign(',' | ';' | ':' | '(' | ')' | '"' | '.' | '–')
        ) || token.is_number()
        {
            break;
        }
        if token.lower().is_some_and(|word| MEASURES.contains(&word)) && at == next {
            amount.unit = token.lower().map(str::to_string);
            return (amount, true);
        }
        if let Some((sense, length)) = sense_at(tokens, at, &[Class::Thing, Class::People]) {
            if amount.unit.is_none() {
                amount.unit = Some(sense.meaning.to_string());
                is_counted = true;
                if !proper.is_empty() {
                    amount.of = Some(proper.join(" "));
                }
            }
            at += length;
            continue;
        }
        if let Some((sense, length)) = sense_at(tokens, at, &[Class::Kind])
            && !matches!(token.lower(), Some("total" | "lost" | "loss" | "fled"))
        {
            if amount.kind.is_none() {
                amount.kind = Some(sense.meaning.to_string());
                is_counted = true;
            }
            at += length;
            continue;
        }
        let raw = &text[token.start..token.end];
        if amount.unit.is_none() && raw.starts_with(char::is_uppercase) {
            proper.push(raw);
        }
        at += 1;
    }
    // `released 169 prisoners`: the verb before says what happened, the noun after who they were.
    if let Some(verb) = kind_before(tokens, from) {
        if amount.kind.is_some() && amount.unit.is_none() && verb == "released" {
            amount.unit = Some("prisoners".to_string());
        }
        if amount.kind.is_none() || verb == "released" {
            amount.kind = Some(verb);
        }
        is_counted |= amount.unit.is_some();
    }
    // `300 tamasheqs`: the word at once after the figure, where nothing else is known.
    if amount.unit.is_none()
        && let Some(token) = tokens.get(next)
        && let Some(word) = token.lower()
        && word.len() > 3
        && word.ends_with('s')
        && sense_at(tokens, next, &[Class::Filler, Class::Remark, Class::Kind]).is_none()
    {
        amount.unit = Some(text[token.start..token.end].to_string());
        is_counted = true;
    }
    (amount, is_counted)
}

/// `captured 560 soldiers`, `released 169 prisoners`: the verb at most two words before.
fn kind_before(tokens: &[Token], from: usize) -> Option<String> {
    const VERBS: [(&str, &str); 14] = [
        ("killed", "killed"),
        ("killing", "killed"),
        ("captured", "captured"),
        ("capturing", "captured"),
        ("wounded", "wounded"),
        ("wounding", "wounded"),
        ("lost", "casualties"),
        ("losing", "casualties"),
        ("released", "released"),
        ("releasing", "released"),
        ("freed", "released"),
        ("tué", "killed"),
        ("capturé", "captured"),
        ("libéré", "released"),
    ];
    (from.saturating_sub(2)..from).rev().find_map(|at| {
        let word = tokens[at].lower()?;
        VERBS
            .iter()
            .find(|(verb, _)| *verb == word)
            .map(|(_, kind)| (*kind).to_string())
    })
}

/// `504 armed men, 300 … and 204 …`: figures that add up to the one before are its parts.
fn sum_of_parts(amounts: &mut [Amount]) {
    let Some((first, rest)) = amounts.split_first_mut() else {
        return;
    };
    let sum: Option<u64> = rest.iter().map(Amount::single).sum();
    if rest.len() >= 2 && sum.is_some() && sum == first.single() {
        for part in rest {
            part.included = true;
        }
    }
}
