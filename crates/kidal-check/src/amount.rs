//! How large a value is, at the precision at which it was said.

use kidal_dossier::language::{Comparison, Number, Relation, Value};

/// Both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Range {
    pub low: f64,
    pub high: f64,
}

impl Range {
    fn meets(self, other: Range) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

/// What a comparison says of a size.
///
/// `said` takes each number as it stands; `stated` widens it to its stated precision: a number to half of its last digit
/// that is not zero (500 is 450 to 550, 504 is 504), `~` to a fifth at least.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Amount {
    pub said: Vec<Range>,
    pub stated: Vec<Range>,
    /// The text of the value, `504` or `at least ~100`.
    pub text: String,
}

/// Chosen by us because a speaker who says "about" seldom misses what he saw by more than a fifth.
const ABOUT: f64 = 0.2;

impl Amount {
    /// The amount of a comparison, where it compares with a number, a range, rival values or a wording of known size.
    pub(crate) fn of(comparison: &Comparison) -> Option<Amount> {
        let said = ranges(&comparison.value, false)?;
        let stated = ranges(&comparison.value, true)?;
        let relate = |ranges: Vec<Range>| -> Vec<Range> {
            ranges
                .into_iter()
                .map(|range| related(range, comparison.relation))
                .collect()
        };
        let sign = match comparison.relation {
            Relation::Equal => "",
            Relation::Less => "under ",
            Relation::AtMost => "at most ",
            Relation::Greater => "over ",
            Relation::AtLeast => "at least ",
        };
        Some(Amount {
            said: relate(said),
            stated: relate(stated),
            text: format!("{sign}{}", text_of(&comparison.value)),
        })
    }

    /// Smallest and largest that it may be when each number is taken as it stands.
    pub(crate) fn span(&self) -> Range {
        envelope(&self.said)
    }

    /// Whether no value satisfies both, even when both are read at their stated precision.
    pub(crate) fn excludes(&self, other: &Amount) -> bool {
        !self
            .stated
            .iter()
            .any(|a| other.stated.iter().any(|b| a.meets(*b)))
    }

    /// Whether it names one number, and which.
    pub(crate) fn single(&self) -> Option<f64> {
        match self.said.as_slice() {
            [range] if range.low == range.high => Some(range.low),
            _ => None,
        }
    }

    /// Whether one of the two is a rounding of the other or both are the same number.
    pub(crate) fn agrees_as_number(&self, other: &Amount) -> bool {
        self.single().is_some() && other.single().is_some() && !self.excludes(other)
    }
}

fn envelope(ranges: &[Range]) -> Range {
    ranges.iter().fold(
        Range {
            low: f64::INFINITY,
            high: f64::NEG_INFINITY,
        },
        |all, range| Range {
            low: all.low.min(range.low),
            high: all.high.max(range.high),
        },
    )
}

fn related(range: Range, relation: Relation) -> Range {
    // The open ends of `<` and `>` are closed: a bound that is just touched is no collision.
    match relation {
        Relation::Equal => range,
        Relation::Less | Relation::AtMost => Range {
            low: f64::NEG_INFINITY,
            high: range.high,
        },
        Relation::Greater | Relation::AtLeast => Range {
            low: range.low,
            high: f64::INFINITY,
        },
    }
}

fn ranges(value: &Value, is_widened: bool) -> Option<Vec<Range>> {
    match value {
        Value::Number(number) => Some(vec![range_of(number, is_widened)]),
        Value::Between(low, high) => {
            let (low, high) = (range_of(low, false), range_of(high, false));
            Some(vec![Range {
                low: low.low.min(high.low),
                high: low.high.max(high.high),
            }])
        }
        Value::Either(values) => {
            let mut all = Vec::new();
            for value in values {
                all.extend(ranges(value, is_widened)?);
            }
            Some(all)
        }
        Value::Wording(words) => wording(words).map(|range| vec![range]),
        _ => None,
    }
}

fn range_of(number: &Number, is_widened: bool) -> Range {
    let base = number.in_base();
    if !is_widened {
        return Range {
            low: base,
            high: base,
        };
    }
    let per_unit = if number.amount == 0.0 {
        1.0
    } else {
        base / number.amount
    };
    let half_digit = half_of_last_digit(number.amount) * per_unit;
    let slack = if number.is_approximate {
        half_digit.max(base.abs() * ABOUT)
    } else {
        half_digit
    };
    Range {
        low: base - slack,
        high: base + slack,
    }
}

/// Half of the place of the last digit that is not zero, 0 where that is the ones: 50 for 500, 5 for 160, 0 for 504.
fn half_of_last_digit(amount: f64) -> f64 {
    let whole = amount.abs();
    if whole.fract() != 0.0 || !(10.0..=1e15).contains(&whole) {
        return 0.0;
    }
    let mut place = 1.0;
    while (whole / (place * 10.0)).fract() == 0.0 {
        place *= 10.0;
    }
    // Short of the half, so that 150 and 160 do not meet at 155.
    if place == 1.0 { 0.0 } else { place * 0.499 }
}

/// Sizes of the wordings that accounts use in place of numbers. Chosen by us because a reader takes them so: a dozen is
/// 12, "several" three or more but not ten, and a plural with no number at least two.
const WORDINGS: [(&str, f64, f64); 16] = [
    ("none", 0.0, 0.0),
    ("a dozen", 10.0, 14.0),
    ("several dozen", 24.0, 60.0),
    ("some dozens", 24.0, 60.0),
    ("dozens", 24.0, 99.0),
    ("a hundred", 80.0, 120.0),
    ("several hundred", 200.0, 900.0),
    ("hundreds", 200.0, 999.0),
    ("several thousand", 2_000.0, 9_000.0),
    ("thousands", 2_000.0, 9_999.0),
    ("a few", 2.0, 6.0),
    ("several", 3.0, 9.0),
    ("a handful", 2.0, 8.0),
    ("a few dozen", 24.0, 60.0),
    ("a few hundred", 200.0, 600.0),
    ("a couple", 2.0, 3.0),
];

fn wording(words: &str) -> Option<Range> {
    let words = words.trim().to_lowercase();
    let about = words.strip_prefix("about ").unwrap_or(&words);
    WORDINGS
        .iter()
        .find(|(known, _, _)| *known == about)
        .map(|&(_, low, high)| Range { low, high })
}

/// A value as a reader says it.
pub(crate) fn text_of(value: &Value) -> String {
    match value {
        Value::Number(number) => number_text(number),
        Value::Between(low, high) => format!("{} to {}", number_text(low), number_text(high)),
        Value::Either(values) => values.iter().map(text_of).collect::<Vec<_>>().join(" or "),
        Value::Wording(words) => format!("\u{201c}{words}\u{201d}"),
        Value::Unknown => "unknown".to_string(),
        other => other.to_string(),
    }
}

fn number_text(number: &Number) -> String {
    let about = if number.is_approximate { "about " } else { "" };
    match &number.unit {
        Some(unit) => format!("{about}{} {unit}", number.text),
        None => format!("{about}{}", number.text),
    }
}

/// A computed number as it is printed: whole numbers with separators of thousands, others with at most two decimals.
pub(crate) fn show(number: f64) -> String {
    if number.fract() != 0.0 {
        let text = format!("{number:.2}");
        return text.trim_end_matches('0').to_string();
    }
    let digits = format!("{:.0}", number.abs());
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number < 0.0 { format!("-{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(amount: f64, is_approximate: bool) -> Amount {
        let value = Value::Number(Number {
            amount,
            is_approximate,
            unit: None,
            text: show(amount),
        });
        Amount::of(&Comparison {
            relation: Relation::Equal,
            value,
        })
        .expect("a number has an amount")
    }

    #[test]
    fn a_round_number_allows_what_rounds_to_it() {
        assert!(!number(500.0, false).excludes(&number(504.0, false)));
        assert!(number(160.0, false).excludes(&number(169.0, false)));
        assert!(number(150.0, false).excludes(&number(160.0, false)));
    }

    #[test]
    fn about_a_hundred_allows_a_fifth() {
        assert!(!number(100.0, true).excludes(&number(119.0, false)));
        assert!(number(500.0, true).excludes(&number(300.0, false)));
    }

    #[test]
    fn thousands_are_separated() {
        assert_eq!(show(1_008.0), "1,008");
        assert_eq!(show(-12.0), "-12");
        assert_eq!(show(2.569), "2.57");
    }
}
