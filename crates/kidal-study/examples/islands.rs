//! How the sampler fares on a dossier: temperature by temperature, move by move, island by island.
//!
//! ```text
//! cargo run --release -p kidal-study --example islands -- dossiers/kidal-2012 [seed] [islands] [chains] [length]
//! ```

use kidal_diag::Files;
use kidal_study::{Case, Effort, WeighOptions};
use kidal_weigh::{Posterior, Precision, Prior, weighted_quantile};
use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let folder = arguments.get(1).expect("a folder with a dossier");
    let number = |index: usize, otherwise: u32| {
        arguments
            .get(index)
            .map_or(otherwise, |text| text.parse().expect("a whole number"))
    };
    let mut files = Files::default();
    for name in ["evidence.toml", "scenario.toml", "map.geojson"] {
        if let Ok(text) = std::fs::read_to_string(Path::new(folder).join(name)) {
            files.insert(name, text);
        }
    }
    let reading = kidal_dossier::read(files);
    let dossier = reading.dossier.expect("a dossier that reads");
    let usual = Effort::default();
    let options = WeighOptions {
        seed: u64::from(number(2, 2012)),
        threads: 2,
        effort: Effort {
            islands: number(3, usual.islands),
            particles: number(4, usual.particles),
            chain: number(5, usual.chain),
            ..usual
        },
        ..WeighOptions::default()
    };
    let case = Case {
        dossier: &dossier,
        files: &reading.files,
        name: folder,
    };
    let posterior = kidal_study::posterior(case, &options).expect("a posterior");
    print(&posterior);
}

fn print(posterior: &Posterior) {
    println!(
        "log evidence {:.2} ± {:.2} (within {:.2}), {} histories, work {}",
        posterior.log_evidence.value,
        posterior.log_evidence.error,
        posterior.within_error,
        posterior.histories,
        posterior.work
    );
    let rows: Vec<f64> = posterior.particles.iter().map(|p| p.log_weight).collect();
    let precision = Precision::new(&posterior.particles, &rows);
    println!("worth {:.0} independent histories", precision.independent());
    for report in &posterior.temperatures {
        println!(
            "t {:.4} ratio {:.2} ± {:.2} ess {:.0}/{:.0} least {:.0} ancestors {:.1} accepted {:.3}",
            report.temperature,
            report.log_ratio.value,
            report.log_ratio.error,
            report.ess,
            report.particles,
            report.ess_least,
            report.distinct_ancestors,
            report.acceptance
        );
        for one in &report.moves {
            print!(
                "   {:?} {:.2}: {:.3} j{:.3} w{:.0}",
                one.kind,
                one.share,
                one.accepted as f64 / one.proposed.max(1) as f64,
                one.jump,
                one.work as f64 / one.proposed.max(1) as f64
            );
        }
        println!();
    }
    for (island, report) in posterior.islands.iter().enumerate() {
        println!(
            "island {island}: {:.2} ± {:.2} share {:.3} ancestors {}",
            report.log_evidence.value,
            report.log_evidence.error,
            report.share,
            report.distinct_ancestors
        );
    }
    for (index, parameter) in posterior.parameters.iter().enumerate() {
        print!("{:22}", parameter.name);
        for island in std::iter::once(None).chain((0..posterior.islands.len() as u32).map(Some)) {
            let rows: Vec<&kidal_weigh::Particle> = posterior
                .particles
                .iter()
                .filter(|p| island.is_none_or(|island| p.island == island))
                .collect();
            let logs: Vec<f64> = rows.iter().map(|p| p.log_weight).collect();
            let column = kidal_weigh::weights(&logs);
            let values: Vec<f64> = rows.iter().map(|p| p.parameters[index]).collect();
            match &parameter.prior {
                Prior::Levels { weights } => {
                    let shares: Vec<String> = (0..weights.len())
                        .map(|level| {
                            let mass: f64 = values
                                .iter()
                                .zip(&column)
                                .filter(|(v, _)| **v == level as f64)
                                .map(|(_, w)| w)
                                .sum();
                            format!("{mass:.2}")
                        })
                        .collect();
                    print!(" | {:>16}", shares.join(" "));
                }
                _ => print!(
                    " | {:>7.3} {:>8.3}",
                    weighted_quantile(&column, &values, 0.5),
                    weighted_quantile(&column, &values, 0.9)
                        - weighted_quantile(&column, &values, 0.1)
                ),
            }
        }
        if let Prior::Levels { weights } = &parameter.prior {
            let errors: Vec<String> = (0..weights.len())
                .map(|level| {
                    let is_it = |p: &kidal_weigh::Particle| p.parameters[index] == level as f64;
                    let holds: Vec<bool> = posterior.particles.iter().map(is_it).collect();
                    format!("{:.2}", precision.probability(&holds).error)
                })
                .collect();
            print!(" | ± {}", errors.join(" "));
        }
        println!();
    }
}
