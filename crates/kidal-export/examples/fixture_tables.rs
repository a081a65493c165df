//! Writes the exports of the made-up findings into a folder, to look at.

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder")?);
    let findings = kidal_findings::fixture::findings();
    std::fs::create_dir_all(&folder)?;
    for (name, text) in kidal_export::csv(&findings) {
        std::fs::write(folder.join(name), text)?;
    }
    if let Some(map) = kidal_export::geojson(&findings) {
        std::fs::write(folder.join("map.geojson"), map)?;
    }
    std::fs::write(
        folder.join("datapackage.json"),
        kidal_export::datapackage(&findings),
    )?;
    Ok(())
}
