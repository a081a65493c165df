//! Checks a dossier folder and prints what is found: `cargo run -p kidal-check --example check_folder -- FOLDER`.

use kidal_diag::{Files, render_text};

fn main() {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("name a dossier folder");
        return;
    };
    let mut files = Files::new();
    for name in ["evidence.toml", "scenario.toml", "map.geojson"] {
        if let Ok(text) = std::fs::read_to_string(format!("{folder}/{name}")) {
            files.insert(name, text);
        }
    }
    let reading = kidal_dossier::read(files);
    print!(
        "{}",
        render_text(&reading.diagnostics, &reading.files, false)
    );
    let Some(dossier) = reading.dossier else {
        return;
    };
    let found = kidal_check::check(&dossier);
    print!("{}", render_text(&found, &reading.files, false));
    println!("{:#?}", kidal_check::jointly(&dossier));
}
