//! Distribution functions against the crate `statrs` (tests only: it calls the system's functions) and closed forms.

use kidal_math::{
    beta_quantile, beta_regularised, gamma_lower, gamma_upper, ln_normal_cdf, ln_normal_density,
    ln_student_t_density, normal_cdf, normal_quantile, student_t_cdf,
};
use statrs::distribution::{Continuous, ContinuousCDF, StudentsT};
use statrs::function::{beta::beta_reg, gamma::gamma_lr};

#[track_caller]
fn close(ours: f64, theirs: f64, relative: f64) {
    assert!(
        (ours - theirs).abs() <= relative * theirs.abs(),
        "{ours:e} against {theirs:e}"
    );
}

#[test]
fn the_normal_quantile_undoes_the_distribution_function() {
    for step in 1..4000 {
        let x = -8.0 + f64::from(step) * 0.002;
        close(normal_quantile(normal_cdf(x)), x, 1e-12);
    }
    for step in 1..1000 {
        let p = f64::from(step) / 1000.0;
        close(normal_cdf(normal_quantile(p)), p, 1e-14);
        assert!((normal_quantile(p) + normal_quantile(1.0 - p)).abs() < 1e-12);
    }
    for exponent in 1..300 {
        let p = kidal_math::exp(-f64::from(exponent) * 2.3);
        close(normal_cdf(normal_quantile(p)), p, 1e-11);
    }
    close(normal_quantile(0.975), 1.959_963_984_540_054, 1e-15);
    assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
    assert_eq!(normal_quantile(1.0), f64::INFINITY);
    assert!(normal_quantile(1.5).is_nan());
    assert!(normal_quantile(f64::NAN).is_nan());
}

#[test]
fn the_logarithm_of_the_normal_tail_has_no_seam() {
    for x in [-29.999_999, -30.0, -30.000_001] {
        close(ln_normal_cdf(x), ln_normal_cdf(-30.0), 1e-6);
    }
    close(ln_normal_cdf(-30.0 - 1e-12), ln_normal_cdf(-30.0), 1e-11);
    close(ln_normal_cdf(-1.0), -1.841_021_645_009_264, 1e-14);
    assert!(ln_normal_cdf(-1e10).is_finite());
}

#[test]
fn gamma_and_beta_functions_agree_with_statrs() {
    for a in [0.1, 0.5, 1.0, 2.5, 10.0, 100.0] {
        for x in [0.01, 0.3, 1.0, 2.0, 9.0, 30.0, 110.0] {
            let p = gamma_lr(a, x);
            assert!((gamma_lower(a, x) - p).abs() < 1e-11, "P({a}, {x})");
            assert!((gamma_upper(a, x) - (1.0 - p)).abs() < 1e-11, "Q({a}, {x})");
        }
        for b in [0.2, 1.0, 3.0, 40.0] {
            for x in [0.001, 0.1, 0.5, 0.9, 0.999] {
                let expected = beta_reg(a, b, x);
                assert!(
                    (beta_regularised(a, b, x) - expected).abs() < 1e-10,
                    "I({x}; {a}, {b})"
                );
            }
        }
    }
    close(gamma_upper(1.0, 50.0), kidal_math::exp(-50.0), 1e-13);
    assert_eq!(gamma_lower(2.0, 0.0), 0.0);
    assert!(gamma_lower(-1.0, 1.0).is_nan());
    assert!(beta_regularised(1.0, 1.0, 2.0).is_nan());
}

#[test]
fn the_beta_quantile_undoes_the_beta_function() {
    for (a, b) in [(0.5, 0.5), (1.0, 3.0), (20.0, 4.0)] {
        for p in [0.001, 0.1, 0.5, 0.9, 0.999] {
            close(beta_regularised(a, b, beta_quantile(p, a, b)), p, 1e-9);
        }
    }
    assert!(beta_quantile(0.5, 0.0, 1.0).is_nan());
}

#[test]
fn student_t_agrees_with_statrs() {
    for degrees in [1.0, 3.0, 7.5, 60.0] {
        let law = StudentsT::new(1.0, 2.0, degrees).expect("a proper law");
        for x in [-20.0, -1.0, 0.0, 1.0, 1.5, 4.0, 30.0] {
            assert!((ln_student_t_density(x, degrees, 1.0, 2.0) - law.ln_pdf(x)).abs() < 1e-10);
            assert!((student_t_cdf((x - 1.0) / 2.0, degrees) - law.cdf(x)).abs() < 1e-10);
        }
    }
    assert_eq!(student_t_cdf(f64::INFINITY, 3.0), 1.0);
}

#[test]
fn the_normal_density_is_the_textbooks() {
    close(
        ln_normal_density(0.0, 0.0, 1.0),
        -0.918_938_533_204_672_7,
        1e-15,
    );
    close(
        ln_normal_density(3.0, 1.0, 2.0),
        -0.918_938_533_204_672_7 - 0.5 - kidal_math::ln(2.0),
        1e-15,
    );
    assert!(ln_normal_density(0.0, 0.0, -1.0).is_nan());
}
