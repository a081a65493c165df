//! Every draft is a dossier that can be read and checked.

use std::fs;
use std::path::Path;

use kidal_diag::Files;

#[test]
fn the_draft_of_every_article_of_the_corpus_is_accepted() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut seen = 0;
    for entry in fs::read_dir(folder).expect("the corpus is there") {
        let path = entry.expect("can be listed").path();
        if path.extension().is_none_or(|end| end != "txt") {
            continue;
        }
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let text = fs::read_to_string(&path).expect("can be read");
        let import = kidal_import::import(&[(name.clone(), text)]);
        let mut files = Files::new();
        files.insert("evidence.toml", import.draft());
        let reading = kidal_dossier::read(files);
        assert!(!reading.has_errors(), "{name}: {:#?}", reading.diagnostics);
        let dossier = reading.dossier.expect("was read");
        assert!(dossier.claims.len() > 5, "{name}");
        let _ = kidal_check::check(&dossier);
        seen += 1;
    }
    assert!(seen >= 30);
}
