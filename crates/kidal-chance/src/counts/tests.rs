use super::*;
use crate::testing::{Design, chi_square, seed};

fn histogram(
    name: &str,
    count: usize,
    cells: usize,
    mut draw: impl FnMut(&mut Draws) -> usize,
) -> Vec<u64> {
    let key = seed(name);
    let mut histogram = vec![0; cells];
    for address in 0..count as u64 {
        histogram[draw(&mut Draws::at(key, address, 11)).min(cells - 1)] += 1;
    }
    histogram
}

/// Size of the difference between two laws over cells, √Σ(q−p)²/p, tiny cells left out.
fn difference(p: &[f64], q: &[f64]) -> f64 {
    let cells = p.iter().zip(q).filter(|(p, _)| **p > 1e-4);
    cells
        .map(|(p, q)| (q - p) * (q - p) / p)
        .sum::<f64>()
        .sqrt()
}

fn binomial_law(n: u32, p: f64) -> Vec<f64> {
    (0..=n)
        .map(|k| kidal_math::exp(ln_binomial_mass(k, n, p)))
        .collect()
}

#[test]
fn binomials_follow_their_law_on_both_sides_of_a_half_and_from_a_far_start() {
    for (n, p, twin_p) in [
        (1, 0.3, 0.33),
        (10, 0.2, 0.22),
        (12, 0.83, 0.81),
        (40, 0.5, 0.52),
        (400, 0.3, 0.31),
        (300, 0.999, 0.9985),
    ] {
        let name = format!("binomial({n}, {p})");
        let law = binomial_law(n, p);
        let w = 0.8 * difference(&law, &binomial_law(n, twin_p));
        let cells = law.iter().filter(|p| **p > 1e-4).count();
        let design = Design::cells(&name, cells, w);
        let counts = |p| {
            histogram(&name, design.draws(), n as usize + 1, |draws| {
                draws.binomial(n, p) as usize
            })
        };
        design.holds(chi_square(&counts(p), &law).p);
        design.catches(chi_square(&counts(twin_p), &law).p);
    }
}

#[test]
fn at_least_one_success_is_the_binomial_law_without_its_zero() {
    for (n, p, twin_p) in [
        (5, 0.01, 0.04),
        (8, 0.2, 0.22),
        (30, 0.4, 0.42),
        (6, 0.9, 0.88),
    ] {
        let name = format!("binomial({n}, {p}) given at least one");
        let law = |p| {
            let mut law = binomial_law(n, p);
            law[0] = 0.0;
            let total: f64 = law.iter().sum();
            law.iter().map(|mass| mass / total).collect::<Vec<f64>>()
        };
        let right = law(p);
        let design = Design::cells(
            &name,
            right.iter().filter(|p| **p > 1e-4).count(),
            0.8 * difference(&right, &law(twin_p)),
        );
        let counts = |p| {
            histogram(&name, design.draws(), n as usize + 1, |draws| {
                draws.binomial_at_least_one(n, p) as usize
            })
        };
        design.holds(chi_square(&counts(p), &right).p);
        design.catches(chi_square(&counts(twin_p), &right).p);
    }
}

#[test]
fn poissons_follow_their_law() {
    for (mean, twin_mean) in [(0.4, 0.43), (7.0, 7.3), (150.0, 152.0)] {
        let name = format!("poisson({mean})");
        let cells = (mean + 12.0 * f64::sqrt(mean) + 10.0) as usize;
        let law = |mean| {
            (0..cells as u64)
                .map(|k| kidal_math::exp(ln_poisson_mass(k, mean)))
                .collect::<Vec<f64>>()
        };
        let right = law(mean);
        let w = 0.8 * difference(&right, &law(twin_mean));
        let design = Design::cells(&name, right.iter().filter(|p| **p > 1e-4).count(), w);
        let counts = |mean| {
            histogram(&name, design.draws(), cells, |draws| {
                draws.poisson(mean) as usize
            })
        };
        design.holds(chi_square(&counts(mean), &right).p);
        design.catches(chi_square(&counts(twin_mean), &right).p);
    }
}

#[test]
fn counts_grow_with_the_probability_and_with_the_trials() {
    for address in 0..300 {
        let binomial = |n, p| Draws::at(3, address, 0).binomial(n, p);
        for n in [1, 7, 50, 500] {
            let mut last = 0;
            for step in 0..=100 {
                let count = binomial(n, f64::from(step) / 100.0);
                assert!(
                    last <= count && count <= n,
                    "binomial({n}, {step}/100) at {address}"
                );
                assert!(count <= binomial(n + 1, f64::from(step) / 100.0));
                last = count;
            }
        }
        let mut last = 0;
        for step in 0..200 {
            let count = Draws::at(3, address, 1).poisson(f64::from(step));
            assert!(last <= count);
            last = count;
        }
    }
}

#[test]
fn impossible_and_extreme_arguments_give_a_count_in_range() {
    for address in 0..200 {
        let draws = || Draws::at(4, address, 0);
        assert_eq!(draws().binomial(0, 0.5), 0);
        assert_eq!(draws().binomial(9, f64::NAN), 0);
        assert_eq!(draws().binomial(9, -1.0), 0);
        assert_eq!(draws().binomial(9, 2.0), 9);
        assert_eq!(draws().binomial_at_least_one(0, 0.5), 0);
        assert_eq!(draws().binomial_at_least_one(9, 0.0), 1);
        assert_eq!(draws().binomial_at_least_one(9, 1e-300), 1);
        assert_eq!(draws().binomial_at_least_one(9, 1.0), 9);
        let near_one = draws().binomial_at_least_one(3, 1.0 - 1e-16);
        assert_eq!(near_one, 3);
        assert!((999_000_000..1_001_000_000).contains(&draws().binomial(2_000_000_000, 0.5)));
        assert_eq!(draws().poisson(f64::NAN), 0);
        assert_eq!(draws().poisson(-3.0), 0);
        assert!((990_000..1_010_000).contains(&draws().poisson(1e6)));
    }
}

#[test]
fn masses_are_the_textbooks() {
    assert!((ln_binomial_mass(2, 5, 0.3) - kidal_math::ln(10.0 * 0.09 * 0.343)).abs() < 1e-13);
    assert_eq!(ln_binomial_mass(0, 5, 0.0), 0.0);
    assert_eq!(ln_binomial_mass(5, 5, 1.0), 0.0);
    assert_eq!(ln_binomial_mass(6, 5, 0.5), f64::NEG_INFINITY);
    assert!((ln_poisson_mass(3, 2.0) - (kidal_math::ln(8.0 / 6.0) - 2.0)).abs() < 1e-14);
}
