//! What a study leaves: findings, the page, the tables and their description.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kidal_findings::{CorpusRecord, Findings, Headline, Kind, Provenance, json};

use super::CorpusAnswer;
use crate::package;
use crate::results::{FINDINGS, REPORT, page};
use crate::trouble::Trouble;
use crate::write::{NewFile, prepare_folder, write_files};

/// Where a study comes from.
pub(super) struct About {
    pub title: String,
    pub about: String,
    /// The files, by name.
    pub names: String,
    pub digest: String,
    pub seed: u64,
    /// Simulated runs.
    pub runs: u64,
    pub options: BTreeMap<String, String>,
    pub command: String,
}

/// The names of the files as a command has them, without the folders above, so that findings do not name a machine.
pub(super) fn named(paths: &[PathBuf]) -> String {
    paths
        .iter()
        .map(|path| super::input::name(path))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Puts the findings together and writes them where asked.
pub(super) fn leave(
    about: About,
    record: CorpusRecord,
    more: &[NewFile],
    out: Option<&Path>,
) -> Result<CorpusAnswer, Trouble> {
    let set_aside: u64 = record.reading.iter().map(|file| file.set_aside).sum();
    let mut warnings = Vec::new();
    if set_aside > 0 {
        let notes = record.reading.iter().flat_map(|file| &file.notes);
        let named = notes.filter(|note| note.is_set_aside).count() as u64;
        let which = if named == set_aside {
            "each is".into()
        } else {
            format!("{named} of them are")
        };
        warnings.push(format!(
            "{set_aside} rows could not be used; {which} named under “How the files were read”."
        ));
    }
    let headline = Headline {
        title: about.title,
        about: about.about,
        weighed: 0,
        checked: 0,
        told: 0,
        speakers: 0,
        independent: 0,
        moved: 0,
        unknowns: 0,
        left_out: Default::default(),
        trustworthy: true,
        warnings,
    };
    let provenance = Provenance {
        program: "kidal".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        commit: kidal_study::COMMIT.into(),
        dossier_digest: about.digest,
        dossier: about.names,
        seed: about.seed,
        histories: about.runs,
        options: about.options,
        command: about.command,
    };
    let mut findings = Findings::new(Kind::Corpus, provenance, headline);
    findings.corpus = Some(record);
    let text = json::to_json(&findings).map_err(|error| {
        Trouble::run(
            error.to_string(),
            "please report it with the seed and the files",
        )
    })?;
    let Some(folder) = out else {
        return Ok(CorpusAnswer {
            findings,
            folder: None,
        });
    };
    let tables: Vec<NewFile> = kidal_export::csv(&findings, None)
        .into_iter()
        .map(|(name, text)| (name, text.into_bytes()))
        .collect();
    let mut files = vec![
        (FINDINGS.to_owned(), text.into_bytes()),
        (REPORT.to_owned(), page(&findings, None).into_bytes()),
        (
            package::NAME.to_owned(),
            kidal_export::datapackage(&findings, None, &tables).into_bytes(),
        ),
    ];
    files.extend(tables);
    files.extend_from_slice(more);
    let made = prepare_folder(folder)?;
    if let Err(trouble) = write_files(folder, &files) {
        made.undo();
        return Err(trouble);
    }
    Ok(CorpusAnswer {
        findings,
        folder: Some(folder.to_owned()),
    })
}
