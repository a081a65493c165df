//! Writes a page to standard output, to look at: of the `findings.json` named, or else of the made-up findings.

use kidal_findings::{fixture, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let findings = match std::env::args().nth(1) {
        Some(path) if path == "--json" => {
            print!("{}", json::to_json(&fixture::findings())?);
            return Ok(());
        }
        Some(path) => json::from_json(&std::fs::read_to_string(path)?)?,
        None => fixture::findings(),
    };
    print!(
        "{}",
        kidal_report::render(&findings, Some(&fixture::files()))
    );
    Ok(())
}
