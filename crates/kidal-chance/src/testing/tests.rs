use super::*;
use crate::Draws;

fn uniforms(key: u64, count: u64) -> Vec<f64> {
    let mut draws = Draws::at(key, 0, 0);
    (0..count).map(|_| draws.uniform()).collect()
}

#[test]
fn the_tail_of_kolmogorov_has_its_tabled_values() {
    // Usual critical values: 1.2239 for 10 %, 1.3581 for 5 %, 1.6276 for 1 %.
    for (x, p) in [(1.223_848, 0.1), (1.358_099, 0.05), (1.627_624, 0.01)] {
        assert!((kolmogorov_tail(x) - p).abs() < 1e-6, "{x}");
    }
    assert_eq!(kolmogorov_tail(0.0), 1.0);
    assert!(kolmogorov_tail(3.0) < 1e-7);
}

#[test]
fn the_sizes_of_tests_follow_from_alpha_and_power() {
    assert_eq!(Design::shift("sizes: a shift", 1.0).draws(), 64);
    assert!((6350..6400).contains(&Design::shift("sizes: a small shift", 0.1).draws()));
    let one = Design::distance("sizes: a distance", 0.1).draws();
    assert!((1750..1850).contains(&one));
    let two = Design::two_sample_distance("sizes: two samples", 0.1).draws();
    assert!(two.abs_diff(2 * one) <= 1);
}

#[test]
fn p_values_are_uniform_under_the_null() {
    let name = "the p of each test is uniform under its null";
    let design = Design::cells(name, 10, 0.12);
    let mut counts = [[0_u64; 10]; 4];
    for index in 0..design.draws() as u64 {
        let key = hash64(&[seed(name), index]);
        let (first, second) = (uniforms(key, 400), uniforms(key ^ 1, 300));
        let mut cells = [0_u64; 8];
        first.iter().for_each(|u| cells[(u * 8.0) as usize] += 1);
        let outcomes = [
            ks_one_sample(&first, |x| x).p,
            ks_two_sample(&first, &second).p,
            chi_square(&cells, &[1.0; 8]).p,
            mean_shift(&first, 0.5, (1.0_f64 / 12.0).sqrt()).p,
        ];
        for (counts, p) in counts.iter_mut().zip(outcomes) {
            counts[((p * 10.0) as usize).min(9)] += 1;
        }
    }
    for (test, counts) in counts.iter().enumerate() {
        // The asymptotic Kolmogorov p is slightly too large at these sizes: its design allows w = 0.12.
        if test >= 2 {
            design.holds(chi_square(counts, &[1.0; 10]).p);
        }
        let small: u64 = counts[..1].iter().sum();
        let share = small as f64 / design.draws() as f64;
        assert!(
            (0.06..0.13).contains(&share),
            "test {test}: p below 0.1 in {share} of the samples"
        );
    }
    // Wrong twin: a z test that takes the sd for 15 % too large.
    let mut wrong = [0_u64; 10];
    for index in 0..design.draws() as u64 {
        let key = hash64(&[seed(name), index]);
        let p = mean_shift(&uniforms(key, 400), 0.5, 1.15 * (1.0_f64 / 12.0).sqrt()).p;
        wrong[((p * 10.0) as usize).min(9)] += 1;
    }
    design.catches(chi_square(&wrong, &[1.0; 10]).p);
}

#[test]
fn two_samples_of_one_law_pass_and_of_two_do_not() {
    let design = Design::two_sample_distance("two samples of one law", 0.06);
    let draw = |which: u64, power: f64| -> Vec<f64> {
        let sample = uniforms(
            hash64(&[seed("two samples of one law"), which]),
            design.draws() as u64,
        );
        sample.iter().map(|&u| kidal_math::pow(u, power)).collect()
    };
    design.holds(ks_two_sample(&draw(0, 1.0), &draw(1, 1.0)).p);
    design.catches(ks_two_sample(&draw(0, 1.0), &draw(1, 1.19)).p);
}

#[test]
fn ties_between_samples_are_stepped_over_together() {
    let outcome = ks_two_sample(&[1.0, 1.0, 2.0], &[1.0, 2.0, 2.0]);
    assert!((outcome.distance - 1.0 / 3.0).abs() < 1e-15);
    assert_eq!(ks_two_sample(&[1.0; 5], &[1.0; 9]).distance, 0.0);
}

#[test]
fn degenerate_samples_are_answered() {
    assert_eq!(ks_one_sample(&[], |x| x).p, 1.0);
    assert_eq!(ks_one_sample(&[f64::NAN], |x| x).p, 0.0);
    assert_eq!(ks_two_sample(&[], &[1.0]).p, 1.0);
    assert_eq!(ks_two_sample(&[f64::NAN], &[1.0]).p, 0.0);
    assert!(mean_shift(&[], 0.0, 1.0).p.is_nan());
    assert_eq!(chi_square(&[3, 1], &[1.0, 0.0]).p, 0.0);
    assert_eq!(chi_square(&[3], &[1.0]).p, 1.0);
    assert_eq!(chi_square(&[1, 1], &[1.0, 1.0]).degrees, 0);
}

#[test]
fn chi_square_is_the_textbooks_and_pools_small_cells() {
    let outcome = chi_square(&[44, 56], &[0.5, 0.5]);
    assert!((outcome.statistic - 1.44).abs() < 1e-12);
    assert!((outcome.p - 0.230_139_340_443_415_6).abs() < 1e-9);
    // 1 + 2 + 3 of 100 expected: pooled into one cell of 6.
    assert_eq!(
        chi_square(&[1, 2, 3, 47, 47], &[0.01, 0.02, 0.03, 0.47, 0.47]).degrees,
        2
    );
}

#[test]
#[should_panic(expected = "is refuted")]
fn a_nan_does_not_hold() {
    Design::shift("nan", 1.0).holds(f64::NAN);
}

#[test]
#[should_panic(expected = "went unnoticed")]
fn a_nan_is_not_caught() {
    Design::shift("nan twin", 1.0).catches(f64::NAN);
}
