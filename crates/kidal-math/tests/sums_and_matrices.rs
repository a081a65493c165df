//! Sums, log-sum-exp and small matrices.

use kidal_math::{
    cholesky, log_mean_exp, log_sum_exp, multiply, multiply_vector, solve_lower,
    solve_upper_transposed, sum, sum_of, transpose,
};

#[test]
fn a_sum_has_the_same_bits_from_a_slice_and_from_an_iterator() {
    for length in [0, 1, 15, 16, 17, 100, 1000] {
        let values: Vec<f64> = (0..length)
            .map(|index| 1.0 / (f64::from(index) + 0.3))
            .collect();
        assert_eq!(
            sum(&values).to_bits(),
            sum_of(values.iter().copied()).to_bits()
        );
        let plain: f64 = values.iter().sum();
        assert!((sum(&values) - plain).abs() <= 1e-12 * plain.abs());
    }
    assert!(sum(&[1.0, f64::NAN]).is_nan());
}

#[test]
fn log_sum_exp_neither_overflows_nor_underflows() {
    assert!((log_sum_exp(&[1000.0, 1000.0]) - (1000.0 + std::f64::consts::LN_2)).abs() < 1e-12);
    assert!((log_sum_exp(&[-1000.0, -1000.0]) - (-1000.0 + std::f64::consts::LN_2)).abs() < 1e-12);
    assert_eq!(log_sum_exp(&[]), f64::NEG_INFINITY);
    assert_eq!(log_sum_exp(&[f64::NEG_INFINITY; 3]), f64::NEG_INFINITY);
    assert_eq!(log_sum_exp(&[f64::NEG_INFINITY, 2.0]), 2.0);
    assert_eq!(log_sum_exp(&[f64::INFINITY, 2.0]), f64::INFINITY);
    assert!(log_sum_exp(&[f64::NAN, 2.0]).is_nan());
    assert!((log_mean_exp(&[3.0, 3.0, 3.0]) - 3.0).abs() < 1e-15);
    assert!(log_mean_exp(&[]).is_nan());
}

#[test]
fn cholesky_gives_back_the_matrix_and_solves() {
    let a = [6.0, 2.0, 1.0, 2.0, 5.0, 2.0, 1.0, 2.0, 4.0];
    let lower = cholesky(&a, 3).expect("positive definite");
    let back = multiply(&lower, &transpose(&lower, 3), 3);
    assert!(a.iter().zip(&back).all(|(x, y)| (x - y).abs() < 1e-14));
    let x = solve_upper_transposed(&lower, &solve_lower(&lower, &[1.0, 2.0, 3.0]));
    let b = multiply_vector(&a, &x);
    assert!(
        b.iter()
            .zip([1.0, 2.0, 3.0])
            .all(|(x, y)| (x - y).abs() < 1e-13)
    );
}

#[test]
fn cholesky_refuses_what_is_not_positive_definite() {
    assert_eq!(cholesky(&[1.0, 2.0, 2.0, 1.0], 2), None);
    assert_eq!(cholesky(&[0.0], 1), None);
    assert_eq!(cholesky(&[f64::NAN], 1), None);
    assert_eq!(cholesky(&[1.0, 2.0, 3.0], 2), None);
    assert_eq!(cholesky(&[], 0), Some(Vec::new()));
}

#[test]
fn products_of_oblong_matrices() {
    let left = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    assert_eq!(
        multiply(&left, &transpose(&left, 3), 3),
        [14.0, 32.0, 32.0, 77.0]
    );
    assert_eq!(transpose(&left, 3), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
}
