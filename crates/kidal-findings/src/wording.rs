//! Numbers in words: the one way in which report and terminal print them. No digit is printed that the Monte-Carlo
//! error does not carry.

mod calendar;
mod shares;

pub use calendar::{clock, day, day_and_clock, day_short, iso};
pub use shares::{estimate_in_words, in_words, times};

use crate::{AnswerValue, Class, Estimate, Ground, Range, VerdictWord};

/// Errors of at least this much leave a probability one digit. Chosen by us because 0.095 rounds to 0.1.
const ONE_DIGIT: f64 = 0.095;
/// Errors of at least this much leave a probability two digits.
const TWO_DIGITS: f64 = 0.0095;

/// A probability with its Monte-Carlo error: `0.74 ± 0.02`; `> 0.99` and `< 0.01` where every history, or all but a
/// few, agree.
pub fn probability(estimate: Estimate) -> String {
    let Estimate { value, error } = estimate;
    if !value.is_finite() {
        return "not computed".to_owned();
    }
    if error < 0.005 && value >= 0.995 {
        return "> 0.99".to_owned();
    }
    if error < 0.005 && value < 0.005 {
        return "< 0.01".to_owned();
    }
    let digits = digits(error);
    let least = [0.1, 0.01, 0.001][digits - 1];
    let shown = if error > least { error } else { least };
    if error > 0.0 {
        format!("{value:.digits$} ± {shown:.digits$}")
    } else {
        format!("{value:.2}")
    }
}

fn digits(error: f64) -> usize {
    if error >= ONE_DIGIT {
        1
    } else if error >= TWO_DIGITS {
        2
    } else {
        3
    }
}

/// A difference of probabilities with its error: `−0.09 ± 0.01`. Where it was the same in each of the histories that were changed, their
/// spread says nothing of its error, and that is said: `0 in each`, `−1 in each`.
pub fn difference(estimate: Estimate) -> String {
    let Estimate { value, error } = estimate;
    if !value.is_finite() {
        return "not computed".to_owned();
    }
    if error == 0.0 {
        return format!("{} in each", signed(value));
    }
    let digits = digits(error);
    let shown = error.max([0.1, 0.01, 0.001][digits - 1]);
    format!(
        "{} ± {shown:.digits$}",
        with_sign(&format!("{value:.digits$}"))
    )
}

/// A number at some three digits with its sign: `+12`, `−0.5`, `0`.
pub fn signed(value: f64) -> String {
    let text = number(value);
    if value > 0.0 && text != "0" {
        format!("+{text}")
    } else {
        text
    }
}

/// A printed number with `+` or a true minus; a nought has neither.
fn with_sign(text: &str) -> String {
    let size = text.trim_start_matches('-');
    if size.chars().all(|letter| matches!(letter, '0' | '.')) {
        size.to_owned()
    } else if size.len() < text.len() {
        format!("−{size}")
    } else {
        format!("+{size}")
    }
}

/// A share without an error, at two digits.
pub fn share(value: f64) -> String {
    format!("{:.2}", value + 0.0)
}

/// A share of the weighted histories whose error nothing says: `0.74`, and at the ends of how many it is all or none: `all of 32`, `none
/// of 32`, where `ess` of them carry the answer.
pub fn share_of_histories(value: f64, ess: f64) -> String {
    const HARDLY: f64 = 1e-9;
    let all = count(ess.max(1.0).floor());
    if value > 1.0 - HARDLY {
        format!("all of {all}")
    } else if value < HARDLY {
        format!("none of {all}")
    } else {
        bounds(value, value)
    }
}

/// Shares of levels with the largest of their errors, in the digits that it leaves: `0.41 ordered · 0.38 collapse (± 0.03)`.
pub fn shares<'a>(levels: impl Iterator<Item = (&'a str, Estimate)>) -> String {
    let levels: Vec<(&str, Estimate)> = levels.collect();
    let error = levels
        .iter()
        .fold(0.0_f64, |error, (_, estimate)| error.max(estimate.error));
    // Never more than two: they stand in a row.
    let digits = digits(error).min(2);
    let parts: Vec<String> = levels
        .iter()
        .map(|(name, estimate)| format!("{:.digits$} {name}", estimate.value + 0.0))
        .collect();
    let text = parts.join(" · ");
    if error > 0.0 {
        format!("{text} (± {:.digits$})", error.max([0.1, 0.01][digits - 1]))
    } else {
        text
    }
}

/// The range of a probability: `0.55 to 0.85`, `0.93 to > 0.99`, `> 0.99` where both ends are.
pub fn bounds(low: f64, high: f64) -> String {
    let end = |value: f64| {
        if value >= 0.995 {
            "> 0.99".to_owned()
        } else if value < 0.005 {
            "< 0.01".to_owned()
        } else {
            share(value)
        }
    };
    let (from, to) = (end(low), end(high));
    if from == to {
        from
    } else {
        format!("{from} to {to}")
    }
}

/// A probability in words and numbers: `about 3 in 4 (0.74 ± 0.02; 0.55 to 0.85 under other priors)`.
pub fn probability_in_full(estimate: Estimate, range: Option<&Range>) -> String {
    let words = estimate_in_words(estimate, range);
    let number = probability(estimate);
    match range {
        Some(range) => format!(
            "{words} ({number}; {} under other priors)",
            bounds(range.low, range.high)
        ),
        None => format!("{words} ({number})"),
    }
}

/// A count of men or things: whole, with commas between thousands.
pub fn count(value: f64) -> String {
    if !value.is_finite() {
        return "not computed".to_owned();
    }
    let whole = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0.0 && whole != "0" {
        text.insert(0, '−');
    }
    text
}

/// A number at some three digits: `1,234`, `37.5`, `3.25`, `0.042`.
pub fn number(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() || size >= 100.0 || size == 0.0 {
        return count(value);
    }
    let decimals = if size >= 10.0 {
        1
    } else if size >= 1.0 {
        2
    } else if size >= 0.1 {
        3
    } else if size >= 0.01 {
        4
    } else {
        5
    };
    let text = format!("{size:.decimals$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if value < 0.0 && text != "0" {
        format!("−{text}")
    } else {
        text.to_owned()
    }
}

/// A quantity rounded to what its error carries: 512.3 with an error of 14 is `510`, 3.25 with an error of 0.2 is `3.3`.
pub fn rounded(value: f64, error: f64) -> String {
    if error <= 0.0 || !error.is_finite() || !value.is_finite() {
        return number(value);
    }
    let mut step = 1.0;
    while step * 10.0 <= error && step < 1e9 {
        step *= 10.0;
    }
    if error >= 0.95 {
        return count((value / step).round() * step);
    }
    let mut decimals = 1;
    let mut unit = 0.1;
    while unit > error * 1.05 && decimals < 6 {
        unit /= 10.0;
        decimals += 1;
    }
    let text = format!("{:.decimals$}", value.abs());
    let is_zero = text.chars().all(|letter| matches!(letter, '0' | '.'));
    if value < 0.0 && !is_zero {
        format!("−{text}")
    } else {
        text
    }
}

/// The error by which an upper end is rounded: at most the end itself, so that one that is known badly does not become nought and
/// stand below the middle.
pub fn upper_end_error(end: f64, error: f64, unit: &str) -> f64 {
    if unit == MOMENT {
        error
    } else {
        error.min(end.abs())
    }
}

/// The error itself, in one digit of the place to which [`rounded`] rounds.
fn rounded_error(error: f64) -> String {
    rounded(error, error)
}

/// A quantity with its Monte-Carlo error and unit: `510 ± 10 men`, `30 Mar, 08:00 ± 2 h`. A moment that is known to the day
/// at best is printed as its day with the error in days.
pub fn quantity_with_error(value: f64, error: f64, unit: &str, offset_s: i64) -> String {
    let number = quantity(value, error, unit, offset_s);
    if error <= 0.0 || !error.is_finite() {
        return with_unit(&number, unit);
    }
    if unit != MOMENT {
        return with_unit(&format!("{number} ± {}", rounded_error(error)), unit);
    }
    let about = |size: f64, name: &str| format!("{number} ± {:.0} {name}", (error / size).max(1.0));
    if error >= ONE_DAY {
        about(86_400.0, "d")
    } else if error >= 3_600.0 {
        about(3_600.0, "h")
    } else {
        about(60.0, "min")
    }
}

/// A number with its unit; `men` and other words follow after a space, a bare number has none.
pub fn with_unit(number: &str, unit: &str) -> String {
    if printed_unit(unit).is_empty() {
        number.to_owned()
    } else {
        format!("{number} {unit}")
    }
}

/// Unit of a moment: its number counts seconds since 1970 UTC.
pub const MOMENT: &str = "date";

/// Errors of at least this much leave a moment its day alone [s]. Chosen by us because half a day moves it to another.
const ONE_DAY: f64 = 43_200.0;

/// A quantity without its unit, rounded to what its error carries; a moment as day and local clock, or as its day.
pub fn quantity(value: f64, error: f64, unit: &str, offset_s: i64) -> String {
    if unit != MOMENT {
        return rounded(value, error);
    }
    // The cast saturates, and the calendar takes any second.
    let second = value as i64;
    if error >= ONE_DAY {
        day_short(second, offset_s)
    } else {
        day_and_clock(second, offset_s)
    }
}

/// The unit as it is printed: a moment has none.
fn printed_unit(unit: &str) -> &str {
    if unit == MOMENT { "" } else { unit }
}

/// An answer in one line; moments are local time.
pub fn answer(answer: &AnswerValue, range: Option<&Range>, offset_s: i64) -> String {
    match answer {
        AnswerValue::Probability { estimate } => probability_in_full(*estimate, range),
        AnswerValue::Quantity {
            quantiles: [low, median, high],
            error,
            end_errors: [low_error, high_error],
            unit,
            exists,
        } => {
            let mut text = format!(
                "about {} (9 in 10 histories: {} to {}",
                quantity_with_error(*median, *error, unit, offset_s),
                quantity(*low, low_error.max(*error), unit, offset_s),
                quantity(
                    *high,
                    upper_end_error(*high, high_error.max(*error), unit),
                    unit,
                    offset_s
                )
            );
            if let Some(range) = range {
                text.push_str(&format!(
                    "; median {} to {} under other priors",
                    quantity(range.low, *error, unit, offset_s),
                    quantity(range.high, *error, unit, offset_s)
                ));
            }
            text.push(')');
            if exists.value < 0.995 {
                text.push_str(&format!("; it exists at all in {}", probability(*exists)));
            }
            text
        }
        AnswerValue::Levels { levels } => levels
            .iter()
            .map(|(name, estimate)| format!("{name} {}", probability(*estimate)))
            .collect::<Vec<_>>()
            .join(" · "),
        AnswerValue::Arithmetic => "by arithmetic".to_owned(),
    }
}

/// The verdict as it is printed.
pub fn verdict(word: VerdictWord) -> &'static str {
    match word {
        VerdictWord::BorneOut => "borne out",
        VerdictWord::Compatible => "compatible",
        VerdictWord::Strained => "strained",
        VerdictWord::ContradictedByArithmetic => "contradicted by arithmetic",
        VerdictWord::NotReproduced => "not reproduced",
        VerdictWord::Untested => "untested",
    }
}

/// What an answer rests on, as it is printed.
pub fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::Accounts => "accounts",
        Ground::Prior => "prior",
        Ground::Model => "model",
    }
}

/// The class of a claim, as it is printed.
pub fn class(class: Class) -> &'static str {
    match class {
        Class::Weighed => "weighed",
        Class::Checked => "checked",
        Class::Told => "told",
        Class::LeftOut => "left out",
    }
}

/// `1 claim`, `2 claims`: regular plurals only.
pub fn plural(number: usize, word: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {word}{ending}", count(number as f64))
}

/// The first lines of every answer, from the counts of the headline.
pub fn headline(headline: &crate::Headline) -> String {
    let independent = if headline.independent == headline.speakers {
        String::new()
    } else {
        format!(
            " of whom at most {} {} independent",
            headline.independent,
            if headline.independent == 1 {
                "is"
            } else {
                "are"
            }
        )
    };
    let mut text = format!(
        "{} weighed, {} checked, {} told, by {}{independent}.",
        plural(headline.weighed, "claim"),
        headline.checked,
        headline.told,
        plural(headline.speakers, "speaker"),
    );
    if headline.left_out > 0 {
        text.push_str(&format!(
            " {} left out.",
            if headline.left_out == 1 {
                "1 claim was".to_owned()
            } else {
                format!("{} claims were", headline.left_out)
            }
        ));
    }
    if headline.unknowns > 0 {
        text.push_str(&format!(
            " {} of {} moved by the accounts.",
            headline.moved,
            if headline.unknowns == 1 {
                "1 unknown was".to_owned()
            } else {
                format!("{} unknowns were", headline.unknowns)
            }
        ));
    }
    text
}

#[cfg(test)]
mod tests;
