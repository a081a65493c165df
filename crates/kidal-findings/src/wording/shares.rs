//! Shares and ratios in words.

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

/// A share in words: the nearest that people say. 0.7432 is `about 3 in 4`.
pub fn in_words(share: f64) -> &'static str {
    if !share.is_finite() {
        return "not computed";
    }
    if share < 0.005 {
        return "fewer than 1 in 100";
    }
    if share > 0.995 {
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
