//! Writes the exports of the made-up findings into a folder, to look at.

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder")?);
    let findings = kidal_findings::fixture::findings();
    std::fs::create_dir_all(&folder)?;
    let mut files: Vec<(String, Vec<u8>)> = kidal_export::csv(&findings, None)
        .into_iter()
        .chain(kidal_export::geojson(&findings).map(|text| ("map.geojson".to_owned(), text)))
        .map(|(name, text)| (name, text.into_bytes()))
        .collect();
    let package = kidal_export::datapackage(&findings, None, &files);
    files.push(("datapackage.json".to_owned(), package.into_bytes()));
    for (name, bytes) in files {
        std::fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}
