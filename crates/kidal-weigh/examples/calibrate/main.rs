//! Simulation-based calibration of every sampler on models that are not battles, as a page.
//!
//! ```text
//! cargo run --release -p kidal-weigh --example calibrate -- [REPLICATIONS]
//! ```
//! `cargo xtask calibrate` stores the page. The last rows are samplers broken on purpose: they must fail.

mod models;

use kidal_chance::{hash_text, hash64};
use kidal_weigh::{Ranks, ranks};
use models::{Loudness, MODELS, Replication};

/// Data heard four times over: a posterior half as wide as it should be.
const BROKEN: Loudness = 4.0;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let count = match std::env::args().nth(1) {
        Some(word) => word.parse()?,
        None => 200,
    };
    println!("## Models that are not battles\n");
    println!(
        "{count} replications each, {} draws of each posterior.\n",
        models::DRAWS
    );
    println!("| model | number | p | outside the 99 % band | 50 % intervals | 90 % intervals | |");
    println!("|---|---|---|---|---|---|---|");
    let mut failed = Vec::new();
    let mut digest = Vec::new();
    for (name, what, model) in MODELS {
        for one in replicate(name, model, count, 1.0)? {
            let passes = row(&format!("{name}: {what}"), &one);
            digest.extend(one.ranks.iter().map(|rank| u64::from(*rank)));
            if !passes {
                failed.push(format!("{name}, {}", one.name));
            }
        }
    }
    let mut caught = 0;
    let broken = replicate("line", MODELS[0].2, count, BROKEN)?;
    for one in &broken {
        caught += u32::from(!row("broken: the data heard four times", one));
    }
    println!("\nDigest of the ranks: {:016x}.", hash64(&digest));
    if caught == 0 {
        return Err("the sampler broken on purpose was not caught".into());
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(format!("not calibrated: {}", failed.join("; ")).into())
    }
}

fn replicate(
    name: &str,
    model: Replication,
    count: usize,
    loudness: Loudness,
) -> Result<Vec<Ranks>, kidal_weigh::Trouble> {
    let key = |number: usize| hash64(&[hash_text(name), number as u64]);
    let all = (0..count)
        .map(|number| model(key(number), loudness))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(ranks(&all, key))
}

/// Prints one row; whether the ranks are uniform.
fn row(model: &str, ranks: &Ranks) -> bool {
    let fit = ranks.uniformity();
    let (half, most) = (ranks.coverage(0.5), ranks.coverage(0.9));
    let passes = fit.outside == 0;
    println!(
        "| {model} | {} | {:.3} | {} of {} | {:.3} ± {:.3} | {:.3} ± {:.3} | {} |",
        ranks.name,
        fit.p,
        fit.outside,
        fit.band.len(),
        half.value,
        half.error,
        most.value,
        most.error,
        if passes { "uniform" } else { "**not uniform**" }
    );
    passes
}
