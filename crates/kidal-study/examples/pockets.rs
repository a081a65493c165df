//! What the best histories of each island say: parameters, events, and which accounts they disappoint.

#![expect(clippy::print_stdout, reason = "an example prints")]
use kidal_diag::Files;
use kidal_study::{Case, Effort, WeighOptions};
use std::path::Path;

fn main() {
    let folder = std::env::args().nth(1).unwrap();
    let number = |index: usize, usual: u32| {
        std::env::args()
            .nth(index)
            .and_then(|t| t.parse().ok())
            .unwrap_or(usual)
    };
    let mut files = Files::default();
    for name in ["evidence.toml", "scenario.toml", "map.geojson"] {
        if let Ok(text) = std::fs::read_to_string(Path::new(&folder).join(name)) {
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
            moves_per_state: number(6, 1),
            last_moves_per_state: number(7, 1),
            ..usual
        },
        ..WeighOptions::default()
    };
    let case = Case {
        dossier: &dossier,
        files: &reading.files,
        name: &folder,
    };
    kidal_study::look(case, &options);
}
