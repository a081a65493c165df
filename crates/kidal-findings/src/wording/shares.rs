//! Shares and ratios in words.

use crate::{Estimate, Range};

/// Shares that people say, with their words, from small to great.
const SHARES: [(f64, &str); 19] = [
    (0.01, "about 1 in 100"),
    (0.02, "about 1 in 50"),
    (0.05, "about 1 in 20"),
    (0.1, "about 1 in 10"),
    (0.2, "about 1 in 5"),
    (0.25, "about 1 in 4"),
    (1.0 / 3.0, "about 1 in 3"),
    (0.4, "about 2 in 5"),
    (0.45, "a little under half"),
    (0.5, "about half"),
    (0.55, "a little over half"),
    (0.6, "about 3 in 5"),
    (2.0 / 3.0, "about 2 in 3"),
    (0.75, "about 3 in 4"),
    (0.8, "about 4 in 5"),
    (0.9, "about 9 in 10"),
    (0.95, "about 19 in 20"),
    (0.98, "about 49 in 50"),
    (0.99, "about 99 in 100"),
];

/// Shares above this are said as "more than 99 in 100", below the rest of it as "fewer than 1 in 100".
const NEARLY_ALL: f64 = 0.995;

/// A share in words that claims no more than its error, and the range over other assumptions where there is one, leave: all of
/// some histories with an error of 0.02 are `about 49 in 50 or more`, with a range from 0.95 on `about 19 in 20 or more`.
pub fn estimate_in_words(estimate: Estimate, range: Option<&Range>) -> String {
    let Estimate { value, error } = estimate;
    let (mut low, mut high) = (value - error, value + error);
    if let Some(range) = range {
        low = low.min(range.low);
        high = high.max(range.high);
    }
    if value > NEARLY_ALL && low <= NEARLY_ALL {
        format!("{} or more", in_words(low))
    } else if value < 1.0 - NEARLY_ALL && high >= 1.0 - NEARLY_ALL {
        format!("{} or fewer", in_words(high))
    } else {
        in_words(value).to_owned()
    }
}

/// A share in words: the nearest that people say. 0.7432 is `about 3 in 4`. Of an estimate, [`estimate_in_words`].
pub fn in_words(share: f64) -> &'static str {
    if !share.is_finite() {
        return "not computed";
    }
    if share < 1.0 - NEARLY_ALL {
        return "fewer than 1 in 100";
    }
    if share > NEARLY_ALL {
        return "more than 99 in 100";
    }
    let mut best = SHARES[0];
    for candidate in SHARES {
        if (candidate.0 - share).abs() < (best.0 - share).abs() {
            best = candidate;
        }
    }
    best.1
}

/// Ratios that people say, with their natural logarithms.
const RATIOS: [(f64, &str); 11] = [
    (0.0, "1"),
    (0.405_465, "1.5"),
    (std::f64::consts::LN_2, "2"),
    (1.098_612, "3"),
    (1.386_294, "4"),
    (1.609_438, "5"),
    (1.945_910, "7"),
    (std::f64::consts::LN_10, "10"),
    (2.995_732, "20"),
    (3.912_023, "50"),
    (4.605_170, "100"),
];

/// A Bayes factor in words, from its natural logarithm: `about 3 times better`, `about 20 times worse`, `equally well`.
pub fn times(ln_factor: f64) -> String {
    if ln_factor.is_nan() {
        return "not computed".to_owned();
    }
    let size = ln_factor.abs();
    if size < 0.2 {
        return "about equally well".to_owned();
    }
    let direction = if ln_factor > 0.0 { "better" } else { "worse" };
    // Half-way between the logarithms of 100 and 1,000.
    if size > 5.76 {
        return format!("more than 100 times {direction}");
    }
    let mut best = RATIOS[1];
    for candidate in &RATIOS[1..] {
        if (candidate.0 - size).abs() < (best.0 - size).abs() {
            best = *candidate;
        }
    }
    format!("about {} times {direction}", best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_said_as_people_say_them() {
        assert_eq!(in_words(0.7432), "about 3 in 4");
        assert_eq!(in_words(0.0), "fewer than 1 in 100");
        assert_eq!(in_words(0.51), "about half");
        assert_eq!(in_words(0.34), "about 1 in 3");
        assert_eq!(in_words(1.0), "more than 99 in 100");
        assert_eq!(in_words(f64::NAN), "not computed");
    }

    /// "More than 99 in 100" stood beside 0.95 under other priors.
    #[test]
    fn no_more_is_said_than_the_error_and_the_range_leave() {
        let say = |value: f64, error: f64, range: Option<[f64; 2]>| {
            let range = range.map(|[low, high]| Range {
                low,
                high,
                moved_most_by: String::new(),
            });
            estimate_in_words(Estimate { value, error }, range.as_ref())
        };
        assert_eq!(say(1.0, 0.001, None), "more than 99 in 100");
        assert_eq!(say(1.0, 0.02, None), "about 49 in 50 or more");
        assert_eq!(say(1.0, 0.001, Some([0.95, 1.0])), "about 19 in 20 or more");
        assert_eq!(say(1.0, 0.001, Some([0.999, 1.0])), "more than 99 in 100");
        assert_eq!(say(0.0, 0.001, Some([0.0, 0.001])), "fewer than 1 in 100");
        assert_eq!(say(0.0, 0.02, None), "about 1 in 50 or fewer");
        assert_eq!(say(0.0, 0.0, Some([0.0, 0.1])), "about 1 in 10 or fewer");
        assert_eq!(say(0.74, 0.02, Some([0.55, 0.85])), "about 3 in 4");
    }

    #[test]
    fn every_share_has_a_word_no_further_off_than_a_twentieth() {
        for step in 0..=1000 {
            let share = f64::from(step) / 1000.0;
            let nearest = SHARES.iter().map(|(value, _)| (value - share).abs());
            assert!(nearest.fold(1.0, f64::min) <= 0.051, "{share}");
            assert!(!in_words(share).is_empty());
        }
    }

    #[test]
    fn ratios_are_said_in_both_directions() {
        assert_eq!(times(1.1), "about 3 times better");
        assert_eq!(times(-3.0), "about 20 times worse");
        assert_eq!(times(0.05), "about equally well");
        assert_eq!(times(f64::INFINITY), "more than 100 times better");
    }
}
