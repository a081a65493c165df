//! Writes a page to standard output, to look at: of the `findings.json` named, or else of the made-up findings. `--json`
//! writes the made-up findings themselves; `--large N` makes three histories of N bodies of men, to measure the replay.

use kidal_findings::{fixture, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let findings = match std::env::args().nth(1) {
        Some(path) if path == "--json" => {
            print!("{}", json::to_json(&fixture::findings())?);
            return Ok(());
        }
        Some(flag) if flag == "--large" => {
            let elements = std::env::args().nth(2).unwrap_or_default().parse()?;
            fixture::large(3, elements, 200)
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
