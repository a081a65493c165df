//! The samplers are calibrated, in short: forty replications of the smallest model. `cargo xtask calibrate` runs the long
//! form of all models.

#[expect(dead_code, reason = "the long form uses the rest")]
#[path = "../examples/calibrate/models.rs"]
mod models;

use kidal_chance::testing::seed;
use kidal_chance::{hash_text, hash64};
use kidal_weigh::{Ranks, ranks};

fn replicate(loudness: f64) -> Vec<Ranks> {
    let key = |number: usize| hash64(&[seed("the line is calibrated"), number as u64]);
    let all: Vec<_> = (0..40)
        .map(|number| models::line(key(number), loudness).expect("the model has mass"))
        .collect();
    assert_ne!(hash_text("start"), hash_text("slope"));
    ranks(&all, key)
}

/// Null: ranks are uniform. α per number: one in a million, as everywhere; the simultaneous 99 % band is for the page.
/// Wrong twin: the data are heard ten times over.
#[test]
fn ranks_of_a_line_are_uniform_and_those_of_a_broken_sampler_are_not() {
    for one in replicate(1.0) {
        let fit = one.uniformity();
        println!(
            "statistical test: ranks of {} are uniform; alpha = 1e-6; catches data heard ten times; p = {:.2e}",
            one.name, fit.p
        );
        assert_eq!(one.ranks.len(), 40);
        assert!(fit.p >= 1e-6, "{}: {}", one.name, fit.p);
    }
    let broken = replicate(10.0);
    for one in &broken[..2] {
        let fit = one.uniformity();
        assert!(fit.p < 1e-6 && fit.outside > 0, "{}: {}", one.name, fit.p);
    }
}
