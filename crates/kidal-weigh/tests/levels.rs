//! Levels against a listing of all of them.

mod models;

use kidal_math::ln;
use kidal_weigh::{Settings, Variant, level_factors, ln_bayes_factor, prior_overlap, weigh};
use models::{FIRST_WEIGHTS, Levelled, SECOND_WEIGHTS};

#[test]
fn levels_get_the_probabilities_of_the_listing() {
    let model = Levelled::new();
    let (table, ln_evidence) = Levelled::listed();
    let posterior = weigh(&model, Settings::default(), 2).expect("the model has mass");
    let difference = posterior.log_evidence.value - ln_evidence;
    assert!(
        difference.abs() < 4.0 * posterior.log_evidence.error,
        "{:?} {ln_evidence}",
        posterior.log_evidence
    );
    let factors = level_factors(&posterior, 0);
    for (level, factor) in factors.iter().enumerate() {
        let exact: f64 = table[level].iter().sum();
        let found = factor.posterior;
        assert!(
            (found.value - exact).abs() < 4.0 * found.error,
            "level {level}: {found:?}, exact {exact}"
        );
        assert!((factor.prior - FIRST_WEIGHTS[level]).abs() < 1e-12);
        let ln_odds = ln(exact / (1.0 - exact)) - ln(factor.prior / (1.0 - factor.prior));
        let ln_factor = factor.ln_bayes_factor;
        assert!(
            (ln_factor.value - ln_odds).abs() < 4.0 * ln_factor.error,
            "{ln_factor:?}, exact {ln_odds}"
        );
        assert_eq!(factor.needs_own_run, found.value < 0.05);
    }
    let between = ln_bayes_factor(&posterior, 0, 1, 2).expect("both levels were seen");
    let sum = |level: usize| table[level].iter().sum::<f64>();
    let exact = ln(sum(1) / sum(2)) - ln(FIRST_WEIGHTS[1] / FIRST_WEIGHTS[2]);
    assert!(
        (between.value - exact).abs() < 4.0 * between.error,
        "{between:?}, exact {exact}"
    );
    let overlap = prior_overlap(&posterior, 0).expect("the parameter has levels");
    let exact: f64 = (0..3)
        .map(|level| sum(level).min(FIRST_WEIGHTS[level]))
        .sum();
    assert!((overlap - exact).abs() < 0.05, "{overlap} {exact}");
    assert_eq!(level_factors(&posterior, 1), []);
    assert_eq!(prior_overlap(&posterior, 1), None);
    assert_eq!(ln_bayes_factor(&posterior, 0, 1, 7), None);
}

#[test]
fn a_run_of_its_own_for_each_level_gives_the_same_bayes_factor() {
    let model = Levelled::new();
    let run = |level: f64| {
        let pinned = Variant::of(&model).pin(2, level);
        weigh(&pinned, Settings::default(), 1)
            .expect("the model has mass")
            .log_evidence
    };
    let (never, always) = (run(0.0), run(1.0));
    let (table, _) = Levelled::listed();
    let column = |second: usize| (0..3).map(|first| table[first][second]).sum::<f64>();
    let exact = ln(column(1) / column(0)) - ln(SECOND_WEIGHTS[1] / SECOND_WEIGHTS[0]);
    let found = always.value - never.value;
    let error = (always.error * always.error + never.error * never.error).sqrt();
    assert!(
        (found - exact).abs() < 4.0 * error,
        "{found} ± {error}, exact {exact}"
    );
}
