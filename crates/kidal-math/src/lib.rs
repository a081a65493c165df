//! Elementary functions, fixed-order sums and small matrices that give the same bits on each machine.
//!
//! What this crate is: the only place where the deterministic crates get `exp`, `ln` and their relatives from. The
//! functions of the standard library call the system's mathematics library, whose last bit differs from one
//! system to the next; a simulated battle would then differ too.
//!
//! What it is not: a linear algebra package, or a source of random numbers (`kidal-chance`).
//!
//! Three places to know: [`exp`] and [`ln`] (module [`elementary`]), [`sum`] (module [`sums`]), [`cholesky`]
//! (module [`matrix`]).
//!
//! ```
//! use kidal_math::{exp, ln, sum};
//! assert_eq!(exp(0.0), 1.0);
//! assert!((ln(exp(3.0)) - 3.0).abs() < 1e-15);
//! assert_eq!(sum(&[1.0, 2.0, 3.0]), 6.0);
//! ```

pub mod elementary;
pub mod exponential;
pub mod incomplete;
pub mod logarithm;
pub mod matrix;
pub mod normal;
pub mod student;
pub mod sums;

pub use elementary::{
    acos, asin, atan2, cos, erf, erfc, exp_m1, ln_1p, ln_gamma, log2, log10, pow, sin, tan,
};
pub use exponential::exp;
pub use incomplete::{beta_quantile, beta_regularised, gamma_lower, gamma_upper, ln_beta};
pub use logarithm::ln;
pub use matrix::{
    cholesky, multiply, multiply_vector, solve_lower, solve_upper_transposed, transpose,
};
pub use normal::{ln_normal_cdf, ln_normal_density, normal_cdf, normal_quantile};
pub use student::{ln_student_t_density, student_t_cdf};
pub use sums::{log_mean_exp, log_sum_exp, mean, sum, sum_of};
