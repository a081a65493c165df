//! Sobol indices of functions whose indices are known, as JSON, for comparison with other programs.
//!
//! `cargo run --release -p kidal-sweep --example known_functions -- 1024`

#[path = "../tests/functions/mod.rs"]
mod functions;

use functions::{g_exact, ishigami, ishigami_exact, sobol_g};
use kidal_sweep::{Plan, SobolIndices, SweepError};

fn main() -> Result<(), SweepError> {
    let base = std::env::args()
        .nth(1)
        .and_then(|word| word.parse().ok())
        .unwrap_or(1024);
    let (first, total) = ishigami_exact();
    let (g_first, g_total) = g_exact();
    println!("{{");
    one("ishigami", base, ishigami, &first, &total)?;
    println!(",");
    one("sobol_g", base, sobol_g, &g_first, &g_total)?;
    println!("}}");
    Ok(())
}

fn one(
    name: &str,
    base: usize,
    f: impl Fn(&[f64]) -> f64,
    first: &[f64],
    total: &[f64],
) -> Result<(), SweepError> {
    let plan = Plan::Saltelli {
        base,
        second_order: false,
    };
    let points = plan.points(first.len(), 2012)?;
    let responses: Vec<f64> = points.rows().map(f).collect();
    let found = SobolIndices::of(&points, &responses, 200, 2012)?;
    let list = |values: Vec<f64>| {
        let words: Vec<String> = values.iter().map(|value| format!("{value:.5}")).collect();
        format!("[{}]", words.join(", "))
    };
    print!(
        "\"{name}\": {{\"exact_first\": {}, \"exact_total\": {}, \"first\": {}, \"first_half_width\": {}, \"total\": {}, \"total_half_width\": {}}}",
        list(first.to_vec()),
        list(total.to_vec()),
        list(found.first.iter().map(|index| index.value).collect()),
        list(found.first.iter().map(|index| index.half_width).collect()),
        list(found.total.iter().map(|index| index.value).collect()),
        list(found.total.iter().map(|index| index.half_width).collect()),
    );
    Ok(())
}
