//! Who a figure comes from: `(according to Ansar Dine)`, `modern estimates:`, `Herodotus`.

use crate::token::{Token, tokens};
use crate::words::{Class, sense_at, sense_of};

/// Words that are attributions by themselves; the weaker ones of the table need company.
const PLAIN_SOURCES: [&str; 3] = ["official", "modern", "ancient"];

/// Whether a text names where a figure comes from.
pub(crate) fn is_attribution(text: &str) -> bool {
    let tokens = tokens(text);
    if sense_at(&tokens, 0, &[Class::According]).is_some() {
        return !is_of_several(text);
    }
    if sense_of(text, &[Class::Authority]).is_some()
        || is_authority(&tokens)
        || names_authority(text, &tokens)
    {
        return true;
    }
    if sense_of(text, &[Class::Approx]).is_some() {
        return false;
    }
    // `US est.`
    let is_estimate = |token: &Token| matches!(token.lower(), Some("est." | "est" | "ests."));
    if let [first @ .., last] = tokens.as_slice()
        && is_estimate(last)
        && !first.is_empty()
        && first.iter().all(|token| token.lower().is_some())
        && text.starts_with(char::is_uppercase)
    {
        return true;
    }
    // `sources vary` says that there are several, and names none.
    let is_discord = |token: &Token| {
        matches!(
            token.lower(),
            Some("vary" | "varies" | "differ" | "differs" | "disagree" | "conflict" | "divergent")
        )
    };
    if tokens.last().is_some_and(is_discord) {
        return false;
    }
    let sources = (0..tokens.len())
        .filter(|at| sense_at(&tokens, *at, &[Class::Source]).is_some())
        .count();
    let is_alone = tokens.len() == 1;
    let weak = tokens
        .iter()
        .filter_map(Token::lower)
        .all(|word| PLAIN_SOURCES.contains(&word) || word == "figures");
    // `claimed`, `reported` alone say how sure it is, not whose it is.
    sources > 0 && !(is_alone && (weak || is_participle(&tokens[0])))
}

fn is_participle(token: &Token) -> bool {
    matches!(
        token.lower(),
        Some(
            "claimed"
                | "reported"
                | "contemporary"
                | "traditional"
                | "estimate"
                | "estimates"
                | "estimation"
                | "estimations"
                | "stima"
                | "stime"
                | "estimaciones"
                | "estimativas"
                | "schätzung"
                | "schätzungen"
                | "record"
                | "data"
        )
    )
}

/// `SDF and SOHR`: names alone, an authority among them.
fn names_authority(text: &str, tokens: &[Token]) -> bool {
    let is_name = |token: &Token| {
        matches!(token.lower(), Some("and" | "et" | "&" | "of" | "the"))
            || text[token.start..token.end].starts_with(char::is_uppercase)
            || matches!(token.sort, crate::token::Sort::Sign('&' | '/' | ','))
    };
    let any = (0..tokens.len()).any(|at| sense_at(tokens, at, &[Class::Authority]).is_some());
    any && tokens.iter().all(is_name)
}

/// `Herodotus VII.60`, `Livy, 22.49`: an authority at the beginning.
fn is_authority(tokens: &[Token]) -> bool {
    sense_at(tokens, 0, &[Class::Authority]).is_some_and(|(_, length)| {
        tokens[length..].iter().all(|token| {
            token.is_number()
                || token
                    .lower()
                    .is_some_and(|word| word.len() <= 5 || word.contains('.'))
                || matches!(token.sort, crate::token::Sort::Sign(_))
        })
    })
}

/// `selon les sources`: says that there are several, and names none.
pub(super) fn is_of_several(text: &str) -> bool {
    matches!(
        attributed(text).to_lowercase().as_str(),
        "sources"
            | "estimations"
            | "auteurs"
            | "historiens"
            | "fuentes"
            | "fonti"
            | "fontes"
            | "quellen"
    )
}

/// The one who is named, without the words that introduce him.
pub(crate) fn attributed(text: &str) -> String {
    let tokens = tokens(text);
    let start = sense_at(&tokens, 0, &[Class::According])
        .and_then(|(_, length)| tokens.get(length))
        .map_or(0, |token| token.start);
    let name = text[start..].trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ':' | ';' | '.' | '(' | ')' | '"')
    });
    let name = unclosed(name);
    // `upper estimate of 55,000`
    let name = name.strip_suffix(" of").unwrap_or(name);
    let articles = [
        "the ", "a ", "an ", "l'", "la ", "le ", "les ", "un ", "une ", "des ",
    ];
    let name = articles
        .iter()
        .find_map(|article| name.strip_prefix(article))
        .unwrap_or(name);
    // `(by most modern historians)`
    let name = name.strip_prefix("by ").unwrap_or(name);
    // `selon d'autres sources`
    let name = name
        .strip_prefix("d'")
        .filter(|rest| rest.starts_with(char::is_lowercase))
        .unwrap_or(name);
    // `modern est.`, `U.S.`: the stop is that of the word.
    let last = name.split(' ').next_back().unwrap_or_default();
    let is_short = last.contains('.') && text.contains(&format!("{last}."));
    if is_short || (name.ends_with(" est") && text.contains(" est.")) {
        return format!("{name}.");
    }
    if name.is_empty() {
        text.trim().to_string()
    } else {
        name.to_string()
    }
}

/// Whether the source of a figure says that it is one end of what is estimated: `upper estimate`.
pub(super) fn is_bound(text: &str) -> bool {
    const ENDS: [&str; 11] = [
        "upper", "lower", "higher", "lowest", "highest", "maximum", "minimum", "max", "min",
        "high", "low",
    ];
    let first = text.split([' ', '-']).next().unwrap_or_default();
    ENDS.contains(&first.to_lowercase().as_str())
}

/// A parenthesis that was opened and lost its end: `figures (17 sectors`.
fn unclosed(name: &str) -> &str {
    match name.rfind('(') {
        Some(open) if !name[open..].contains(')') => name[..open].trim_end(),
        _ => name,
    }
}

/// Words of names that are bodies of people or parts of a side, not authors.
const BODIES: [&str; 36] = [
    "army",
    "armies",
    "corps",
    "division",
    "brigade",
    "regiment",
    "battalion",
    "company",
    "legion",
    "navy",
    "fleet",
    "squadron",
    "air",
    "force",
    "forces",
    "guard",
    "guards",
    "group",
    "front",
    "garrison",
    "militia",
    "wing",
    "royal",
    "imperial",
    "north",
    "south",
    "east",
    "west",
    "left",
    "right",
    "centre",
    "center",
    "islands",
    "island",
    "city",
    "union",
];

/// What a name alone in parentheses behind a figure may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// An author, most often: `(Welman)`, `(HRW)`, `(Sergei Kovalev, Anatol Lieven)`.
    Author,
    /// An author or those who are counted: `(British)`, `(Army of Italy)`.
    Doubtful,
}

/// Longest name in words. Chosen by us: two authors with forenames, divided by a comma.
const LONGEST: usize = 7;

/// Whether a text is nothing but a name.
pub(super) fn named(text: &str) -> Option<Named> {
    let tokens = tokens(text);
    let known = [
        Class::Kind,
        Class::Outcome,
        Class::Measure,
        Class::Month,
        Class::Season,
        Class::Approx,
        Class::Unknown,
        Class::Magnitude,
        Class::Vague,
    ];
    let (mut names, mut is_doubtful) = (0, false);
    for (at, token) in tokens.iter().enumerate() {
        let raw = &text[token.start..token.end];
        let word = token.lower().unwrap_or_default();
        let joins = matches!(
            word,
            "and" | "et" | "&" | "of" | "the" | "de" | "von" | "al" | "ibn"
        ) || matches!(token.sort, crate::token::Sort::Sign('&' | '/' | ',' | '-'));
        // `mid-March`
        let is_time = word
            .split_once('-')
            .is_some_and(|(_, month)| sense_of(month, &[Class::Month]).is_some());
        if token.is_number() || is_time || sense_at(&tokens, at, &known).is_some() {
            return None;
        }
        if joins {
            continue;
        }
        // `al-Mas'udi`, `d'Erlon`
        let core = raw
            .split_once(['-', '\'', '’'])
            .map_or(raw, |(_, rest)| rest);
        if !raw.starts_with(char::is_uppercase) && !core.starts_with(char::is_uppercase) {
            return None;
        }
        names += 1;
        let counts = sense_at(&tokens, at, &[Class::People, Class::Thing]).is_some();
        is_doubtful |= counts || BODIES.contains(&word) || is_of_a_people(word);
    }
    let is_name = names > 0 && tokens.len() <= LONGEST;
    is_name.then_some(if is_doubtful {
        Named::Doubtful
    } else {
        Named::Author
    })
}

/// `british`, `chinese`, `russian`: adjectives of peoples. Surnames that end so are doubtful too, which harms less.
fn is_of_a_people(word: &str) -> bool {
    [
        "ish", "ese", "ian", "ians", "ench", "utch", "eek", "eeks", "german", "germans", "roman",
        "romans",
    ]
    .iter()
    .any(|end| word.ends_with(end))
}
