//! One quantity inside a row of tokens: a figure with its bounds, or the wording that stands for one.

use crate::token::{Sort, Token};
use crate::words::{Class, sense_at};

/// A quantity as the text states it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Quantity {
    pub(crate) min: Option<u64>,
    pub(crate) max: Option<u64>,
    pub(crate) is_approximate: bool,
    /// The words that stand for a figure.
    pub(crate) wording: Option<Wording>,
    /// Whether the larger bound stood first.
    pub(crate) is_reversed: bool,
    /// Whether the bounds are two rival figures: `1,000 or 4,000`.
    pub(crate) is_either: bool,
    /// Whether `at least` or `up to` stood before a range.
    pub(crate) is_bounded_range: bool,
    /// Whether a half was left out: the bounds are the whole numbers round it.
    pub(crate) is_halved: bool,
    /// Its first token.
    pub(crate) start: usize,
    /// The token after it.
    pub(crate) end: usize,
}

/// What stands in place of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wording {
    /// `unknown`
    Unknown,
    /// `several dozen`, `heavy`: tokens from..to.
    Words(usize, usize),
}

/// Longest run of words before a figure that bound it: `at least about an estimated 500`.
const PREFIXES: usize = 4;

/// The quantity that begins at token `at`. Wordings count only where `may_be_wording`.
pub(crate) fn quantity(tokens: &[Token], at: usize, may_be_wording: bool) -> Option<Quantity> {
    let mut next = at;
    let mut found = Quantity {
        start: at,
        ..Quantity::default()
    };
    let mut bound = None;
    for _ in 0..PREFIXES {
        let Some((sense, length)) = sense_at(
            tokens,
            next,
            &[Class::Approx, Class::Least, Class::Most, Class::Between],
        ) else {
            break;
        };
        match sense.class {
            Class::Approx => found.is_approximate = true,
            Class::Between => {}
            class => bound = Some(class),
        }
        next += length;
    }
    // `+3,000 killed`
    let is_plus = tokens.get(next).is_some_and(|token| token.is_sign('+'));
    if is_plus
        && tokens
            .get(next + 1)
            .is_some_and(|token| token.is_number() && !token.is_apart)
    {
        bound = bound.or(Some(Class::Least));
        next += 1;
    }
    // `une dizaine` is about ten.
    found.is_approximate |= sense_at(tokens, next + 1, &[Class::Tens]).is_some();
    if let Some((low, after)) = figure(tokens, next) {
        return Some(bounded(tokens, low, after, bound, found));
    }
    if !may_be_wording {
        return None;
    }
    let classes = [Class::Unknown, Class::Vague, Class::None, Class::Magnitude];
    // `some others`: what may bound a figure may also stand for one.
    let here = sense_at(tokens, next, &classes).map(|(sense, length)| (sense, next + length));
    let (sense, mut after) = here
        .or_else(|| sense_at(tokens, at, &classes).map(|(sense, length)| (sense, at + length)))?;
    match sense.class {
        Class::Unknown => {
            found.wording = Some(Wording::Unknown);
            found.is_approximate = false;
        }
        Class::None => (found.min, found.max) = (Some(0), Some(0)),
        _ => {
            // `several` joins with what follows: `several hundred thousand`, `heavy to severe`.
            while let Some((_, more)) = sense_at(
                tokens,
                after,
                &[Class::Multiplier, Class::Magnitude, Class::Vague],
            )
            .filter(|(_, more)| !begins_unit(tokens, after, *more))
            {
                after += more;
            }
            found.wording = Some(Wording::Words(at, after));
            found.is_approximate = false;
        }
    }
    found.end = after;
    Some(found)
}

/// `light infantry`: says who they are, and not how heavy anything is.
pub(crate) fn names_arm(tokens: &[Token], at: usize) -> bool {
    sense_at(tokens, at, &[Class::Magnitude])
        .is_some_and(|(_, length)| begins_unit(tokens, at, length))
}

/// Whether the words from here name what is counted, and more of them than these: `light infantry`.
fn begins_unit(tokens: &[Token], at: usize, length: usize) -> bool {
    sense_at(tokens, at, &[Class::People, Class::Thing]).is_some_and(|(_, unit)| unit > length)
}

/// A figure with what follows it: the other end of a range, `+`, `or more`.
fn bounded(
    tokens: &[Token],
    low: Figure,
    after: usize,
    bound: Option<Class>,
    mut found: Quantity,
) -> Quantity {
    let mut next = after;
    let mut high = None;
    if let Some(mut second) = range_sign(tokens, next) {
        if let Some((sense, length)) = sense_at(tokens, second, &[Class::Approx]) {
            let _ = sense;
            second += length;
        }
        let is_or = tokens[next].lower().is_some_and(is_or);
        if let Some((figure, end)) = figure(tokens, second)
            && !(figure.is_bare_year() && low.is_bare_year() && figure.value < low.value)
            && !(is_dash_between(tokens, next) && figure.value < low.scaled_like(&figure))
            && !(is_or && starts_range(tokens, end))
        {
            found.is_either = is_or && figure.value != low.value;
            high = Some(figure);
            next = end;
        }
    }
    let (mut low_value, mut high_value) = (
        low.value,
        high.as_ref().map_or(low.value, |high| high.value),
    );
    if let Some(high) = &high {
        low_value = low.scaled_like(high);
        found.is_reversed = low_value > high_value;
        if found.is_reversed {
            std::mem::swap(&mut low_value, &mut high_value);
        }
    }
    found.is_bounded_range = bound.is_some() && high.is_some();
    (found.min, found.max) = match (bound, &high) {
        (Some(Class::Least), None) => (Some(low_value), None),
        (Some(Class::Most), None) => (None, Some(low_value)),
        (Some(Class::Most), Some(_)) | (Some(Class::Least), Some(_)) | (_, _) => {
            (Some(low_value), Some(high_value))
        }
    };
    let words = |from: usize| {
        let word = |n: usize| {
            tokens
                .get(from + n)
                .and_then(Token::lower)
                .unwrap_or_default()
        };
        (word(0), word(1))
    };
    if let (Some(Sort::Fraction(value)), None) = (tokens.get(after - 1).map(|t| &t.sort), &high)
        && low.multiplier == 1
        && value.fract() > 0.0
    {
        // Between the whole numbers round it.
        found.max = found.max.map(|most| most + 1);
        found.is_halved = true;
    }
    if tokens
        .get(next)
        .is_some_and(|token| token.is_sign('+') && (!token.is_apart || bounds_at(tokens, next + 1)))
    {
        found.max = None;
        next += 1;
    } else {
        match words(next) {
            ("or" | "and", "more" | "above" | "over" | "greater") | ("ou" | "et", "plus") => {
                found.max = None;
                next += 2;
            }
            ("or" | "and", "less" | "fewer" | "under") | ("ou", "moins") => {
                found.min = None;
                next += 2;
            }
            ("?", _) => {
                found.is_approximate = true;
                next += 1;
            }
            _ => {}
        }
    }
    found.end = next;
    found
}

/// Whether a sign `+` that stands apart before this token says `or more`: `1,000 + killed`, `600 +`, and not `600 + reserves`.
fn bounds_at(tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at) else {
        return true;
    };
    let counts_men = matches!(
        next.lower(),
        Some("men" | "troops" | "soldiers" | "hommes" | "soldats")
    );
    matches!(next.sort, Sort::Sign(_))
        || counts_men
        || sense_at(tokens, at, &[Class::Kind]).is_some()
}

/// Whether a word is a body of people that may be halved.
fn is_body(word: &str) -> bool {
    matches!(
        word,
        "divisions"
            | "brigades"
            | "regiments"
            | "battalions"
            | "companies"
            | "squadrons"
            | "corps"
            | "batteries"
    )
}

fn is_or(word: &str) -> bool {
    matches!(word, "or" | "ou" | "oder" | "o")
}

/// `30,000 or 50,000–60,000`: the second figure is a range of its own.
fn starts_range(tokens: &[Token], at: usize) -> bool {
    let is_sign = |n: usize| {
        tokens
            .get(n)
            .is_some_and(|token| matches!(token.sort, Sort::Sign('–' | '-')))
    };
    is_sign(at) && tokens.get(at + 1).is_some_and(Token::is_number)
}

/// `15,000 - 3 legions`: a dash with a space on either side, which may as well begin a remark.
fn is_dash_between(tokens: &[Token], at: usize) -> bool {
    let is_dash = matches!(tokens[at].sort, Sort::Sign('–' | '-'));
    is_dash && tokens[at].is_apart && tokens.get(at + 1).is_some_and(|next| next.is_apart)
}

/// Whether a sign or word joins the two ends of a range at `at`: the token after it.
fn range_sign(tokens: &[Token], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    let is_sign = matches!(token.sort, Sort::Sign('–' | '-' | '/'));
    if is_sign {
        return Some(at + 1);
    }
    // `between 500 and 700`, `500 to 700`, `500 or 600`: the other end must follow at once.
    let word = token.lower()?;
    let joins = matches!(
        word,
        "to" | "and"
            | "or"
            | "à"
            | "ou"
            | "et"
            | "bis"
            | "und"
            | "oder"
            | "a"
            | "e"
            | "y"
            | "o"
            | "até"
    );
    // `eight or nine`
    let next_is_word = matches!(word, "to" | "or" | "à" | "ou")
        && tokens
            .get(at + 1)
            .and_then(Token::lower)
            .and_then(small_number)
            .is_some_and(|value| value > 1);
    let next_is_plain = tokens.get(at + 1).is_some_and(Token::is_number) || next_is_word;
    if !joins || !next_is_plain {
        return None;
    }
    let is_list = matches!(word, "and" | "et" | "und" | "e" | "y");
    // `10 and 20` is a range only after `between`; elsewhere two figures.
    (!is_list || began_between(tokens, at)).then_some(at + 1)
}

fn began_between(tokens: &[Token], at: usize) -> bool {
    let from = at.saturating_sub(4);
    (from..at).any(|n| {
        matches!(
            tokens[n].lower(),
            Some("between" | "entre" | "zwischen" | "tra" | "fra")
        )
    })
}

/// A figure as written.
#[derive(Clone, Debug)]
struct Figure {
    value: u64,
    /// Whether it was written with a separator of thousands or a multiplier.
    is_grouped: bool,
    multiplier: u64,
}

impl Figure {
    fn is_bare_year(&self) -> bool {
        !self.is_grouped && (1000..2100).contains(&self.value)
    }

    /// `5–7,000` and `1–2 million`: the first end shares the thousands of the second.
    fn scaled_like(&self, high: &Figure) -> u64 {
        if self.is_grouped {
            return self.value;
        }
        if high.multiplier > 1 && self.multiplier == 1 {
            let scaled = self.value.saturating_mul(high.multiplier);
            if scaled <= high.value {
                return scaled;
            }
        }
        let shares = high.is_grouped && high.value.is_multiple_of(1000) && self.value < 1000;
        if shares && self.value > 0 && self.value * 1000 < high.value {
            return self.value * 1000;
        }
        self.value
    }
}

/// Digits or number words, with multipliers: `504`, `1.5 million`, `two dozen`, `a hundred`.
fn figure(tokens: &[Token], at: usize) -> Option<(Figure, usize)> {
    let token = tokens.get(at)?;
    let next_sign = tokens.get(at + 1).map(|next| next.sort.clone());
    if matches!(next_sign, Some(Sort::Sign('%' | '°' | '⁄'))) {
        return None;
    }
    let mut next = at + 1;
    let mut is_grouped = false;
    let base: f64 = match &token.sort {
        Sort::Number(value) => {
            is_grouped = token.end - token.start > digits(*value);
            *value as f64
        }
        Sort::Fraction(value) => *value,
        Sort::Word(word) => {
            let (value, after) = number_words(tokens, at, word)?;
            return Some((
                Figure {
                    value,
                    is_grouped: true,
                    multiplier: 1,
                },
                after,
            ));
        }
        Sort::Sign(_) => return None,
    };
    let mut multiplier = 1_u64;
    while let Some((sense, length)) = sense_at(tokens, next, &[Class::Multiplier]) {
        let Ok(by) = sense.meaning.parse::<u64>() else {
            break;
        };
        multiplier = multiplier.saturating_mul(by);
        is_grouped = true;
        next += length;
    }
    if let (Sort::Fraction(_), 1) = (&token.sort, multiplier)
        && let Some(by) = multiplier_behind(tokens, next)
    {
        // `2.6–2.9 million`: the multiplier is that of both.
        (multiplier, is_grouped) = (by, true);
    }
    let product = base * multiplier as f64;
    // Half a man is no figure; more than any army is none either.
    // `18½ infantry divisions`: halves of bodies are, and of them the whole ones are counted here.
    let is_of_bodies = || {
        (next..next + 3)
            .find_map(|at| sense_at(tokens, at, &[Class::People]))
            .is_some_and(|(sense, _)| sense.meaning.split(' ').any(is_body))
    };
    let is_fraction = matches!(token.sort, Sort::Fraction(_)) && multiplier == 1;
    if is_fraction && (base < 1.0 || !is_of_bodies()) || product > 1e12 {
        return None;
    }
    let value = if is_fraction {
        base.floor() as u64
    } else if multiplier == 1 {
        token.number()?
    } else {
        product.round() as u64
    };
    Some((
        Figure {
            value,
            is_grouped,
            multiplier,
        },
        next,
    ))
}

/// The multiplier of the other end of a range that begins before this token.
fn multiplier_behind(tokens: &[Token], at: usize) -> Option<u64> {
    let second = range_sign(tokens, at)?;
    tokens.get(second).filter(|token| token.is_number())?;
    let (sense, _) = sense_at(tokens, second + 1, &[Class::Multiplier])?;
    sense.meaning.parse().ok()
}

fn digits(value: u64) -> usize {
    value.to_string().len()
}

/// `two`, `twenty-five`, `three hundred`, `a dozen`, `half a million`.
fn number_words(tokens: &[Token], at: usize, word: &str) -> Option<(u64, usize)> {
    let multiplier = |at: usize| {
        let (sense, length) = sense_at(tokens, at, &[Class::Multiplier])?;
        Some((sense.meaning.parse::<u64>().ok()?, length))
    };
    if matches!(word, "a" | "an" | "une" | "un") {
        if let Some((tens, length)) = sense_at(tokens, at + 1, &[Class::Tens]) {
            let of = matches!(
                tokens.get(at + 1 + length).and_then(Token::lower),
                Some("de" | "d'")
            );
            return Some((
                tens.meaning.parse().ok()?,
                at + 1 + length + usize::from(of),
            ));
        }
        if let Some((by, length)) = multiplier(at + 1) {
            return Some((by, at + 1 + length));
        }
        // `un mort`, `une jeep`: the article is a number where what is counted follows.
        let counted = [Class::Kind, Class::People, Class::Thing];
        let is_one = word.starts_with('u') && sense_at(tokens, at + 1, &counted).is_some();
        return is_one.then_some((1, at + 1));
    }
    if word == "half" && tokens.get(at + 1).and_then(Token::lower) == Some("a") {
        let (by, length) = multiplier(at + 2)?;
        return Some((by / 2, at + 2 + length));
    }
    let (mut total, mut part, mut next, mut is_any) = (0_u64, 0_u64, at, false);
    while let Some(word) = tokens.get(next).and_then(Token::lower) {
        if let Some(value) = small_number(word) {
            part = part.saturating_add(value);
        } else if let (true, Some((by, _))) = (is_any, multiplier(next)) {
            part = part.max(1).saturating_mul(by);
            if by >= 1000 {
                total = total.saturating_add(std::mem::take(&mut part));
            }
        } else {
            break;
        }
        is_any = true;
        next += 1;
    }
    is_any.then_some((total.saturating_add(part), next))
}

fn small_number(word: &str) -> Option<u64> {
    let one = |word: &str| {
        crate::words::sense_of(word, &[Class::Number])?
            .meaning
            .parse::<u64>()
            .ok()
    };
    if let Some(value) = one(word) {
        return Some(value);
    }
    let (tens, ones) = word.split_once('-')?;
    Some(one(tens).filter(|tens| *tens >= 20)? + one(ones).filter(|ones| *ones < 10)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokens;

    fn bounds(text: &str) -> (Option<u64>, Option<u64>) {
        let tokens = tokens(text);
        let found = quantity(&tokens, 0, true).unwrap_or_else(|| panic!("{text}"));
        (found.min, found.max)
    }

    #[test]
    fn a_bound_that_is_not_stated_is_none() {
        assert_eq!(bounds("500 men"), (Some(500), Some(500)));
        assert_eq!(bounds("at least 500"), (Some(500), None));
        assert_eq!(bounds("more than 1,500"), (Some(1500), None));
        assert_eq!(bounds("up to 300"), (None, Some(300)));
        assert_eq!(bounds("300+"), (Some(300), None));
        assert_eq!(bounds("300 or more"), (Some(300), None));
        assert_eq!(bounds("several dozen"), (None, None));
        assert_eq!(bounds("unknown"), (None, None));
        assert_eq!(bounds("none"), (Some(0), Some(0)));
        assert_eq!(bounds("plus de 200 morts"), (Some(200), None));
    }

    #[test]
    fn ranges_are_read_in_every_form() {
        for text in [
            "50–169",
            "50-169",
            "50 to 169",
            "50 or 169",
            "between 50 and 169",
            "de 50 à 169",
            "entre 50 et 169",
        ] {
            assert_eq!(bounds(text), (Some(50), Some(169)), "{text}");
        }
        assert_eq!(bounds("5–7,000"), (Some(5000), Some(7000)));
        assert_eq!(bounds("1–2 million"), (Some(1_000_000), Some(2_000_000)));
        assert_eq!(bounds("300–1,200"), (Some(300), Some(1200)));
        assert_eq!(bounds("15,000 - 3 legions"), (Some(15_000), Some(15_000)));
        assert_eq!(bounds("15,000 - 18,000"), (Some(15_000), Some(18_000)));
        assert_eq!(bounds("10,000–12,000+"), (Some(10_000), None));
    }

    #[test]
    fn number_words_are_figures() {
        assert_eq!(bounds("two ships"), (Some(2), Some(2)));
        assert_eq!(bounds("twenty-five"), (Some(25), Some(25)));
        assert_eq!(bounds("a dozen"), (Some(12), Some(12)));
        assert_eq!(bounds("two dozen"), (Some(24), Some(24)));
        assert_eq!(
            bounds("three thousand five hundred"),
            (Some(3500), Some(3500))
        );
        assert_eq!(bounds("half a million"), (Some(500_000), Some(500_000)));
    }
}
