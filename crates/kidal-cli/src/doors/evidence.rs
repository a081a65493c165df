//! Commands that need the evidence alone.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use kidal_commands::check::{CheckAnswer, CheckRequest};
use kidal_commands::evidence::{EvidenceRequest, Form};
use kidal_commands::folder::Folder;
use kidal_commands::format::FormatRequest;
use kidal_commands::new::NewRequest;
use kidal_commands::tell::TellRequest;
use kidal_commands::trouble::Trouble;
use kidal_commands::{
    check as checks, evidence as exports, exit, explain as rules, format as formats, json,
    new as skeletons, tell as tellings,
};
use kidal_diag::{Diagnostic, Files, render_github, render_json, render_sarif, render_text};

use crate::arguments::{CheckFormat, EvidenceFormat, TextFormat};
use crate::{colour, print};

/// `kidal new`
pub fn new(folder: PathBuf) -> Result<u8, Trouble> {
    let made = skeletons::new(&NewRequest { folder })?;
    let folder = made.folder.display();
    let mut text = format!("made {folder}:\n");
    for file in &made.files {
        let _ = writeln!(text, "  {folder}/{file}");
    }
    let _ = writeln!(text, "next: kidal check {folder}");
    Ok(print::answer(&text, exit::DONE))
}

/// `kidal check`
pub fn check(request: CheckRequest, format: CheckFormat, explain: bool) -> Result<u8, Trouble> {
    match checks::check(&request) {
        Ok(found) => {
            let mut text = rendered(&found.diagnostics, &found.files, format);
            if format == CheckFormat::Text {
                if explain {
                    explain_codes(&found, &mut text);
                }
                let _ = writeln!(text, "{}", found.summary());
                for line in &found.gone {
                    let _ = writeln!(text, "accepted and found no more: {line}");
                }
                if let Some(written) = found.written {
                    let _ = writeln!(text, "{written} findings written as accepted.");
                }
                let codes = found.codes();
                let with_page = codes.iter().find(|code| rules::has_page(code));
                if let (false, Some(code)) = (explain, with_page) {
                    let _ = writeln!(text, "`kidal explain {code}` says what a rule means.");
                }
            }
            Ok(print::answer(&text, found.exit_code()))
        }
        // A program that reads the diagnostics finds the errors of the files in the same place.
        Err(Trouble::Dossier {
            files, diagnostics, ..
        }) if format != CheckFormat::Text => Ok(print::answer(
            &rendered(&diagnostics, &files, format),
            exit::UNREADABLE,
        )),
        Err(trouble) => Err(trouble),
    }
}

fn rendered(diagnostics: &[Diagnostic], files: &Files, format: CheckFormat) -> String {
    match format {
        CheckFormat::Text => render_text(diagnostics, files, colour::on_standard_output()),
        CheckFormat::Json => render_json(diagnostics, files),
        CheckFormat::Github => render_github(diagnostics, files),
        CheckFormat::Sarif => render_sarif(diagnostics, files, env!("CARGO_PKG_VERSION")),
    }
}

fn explain_codes(found: &CheckAnswer, text: &mut String) {
    for code in found.codes() {
        // A diagnostic of the reader has no page.
        if let Ok(page) = rules::explain(code) {
            let _ = writeln!(text, "{}\n", page.trim_end());
        }
    }
}

/// `kidal fmt`
pub fn format(dossier: PathBuf, is_check: bool) -> Result<u8, Trouble> {
    let changed = formats::format(&FormatRequest { dossier, is_check })?;
    let verb = if is_check { "would change" } else { "changed" };
    let text: String = changed
        .iter()
        .map(|name| format!("{verb}: {name}\n"))
        .collect();
    let code = if is_check && !changed.is_empty() {
        exit::CONTRADICTIONS
    } else {
        exit::DONE
    };
    Ok(print::answer(&text, code))
}

/// `kidal evidence`
pub fn evidence(
    dossier: PathBuf,
    format: EvidenceFormat,
    item: Option<String>,
) -> Result<u8, Trouble> {
    let form = match format {
        EvidenceFormat::Md => Form::Markdown,
        EvidenceFormat::Csv => Form::Csv,
        EvidenceFormat::Geojson => Form::Geojson,
        EvidenceFormat::Quickstatements => Form::QuickStatements,
    };
    let request = EvidenceRequest {
        dossier,
        form,
        item,
    };
    Ok(print::answer(&exports::evidence(&request)?, exit::DONE))
}

/// `kidal explain`
pub fn explain(code: &str) -> Result<u8, Trouble> {
    if code != "list" {
        return Ok(print::answer(&rules::explain(code)?, exit::DONE));
    }
    let rules = rules::rules();
    let width = rules.iter().map(|(code, _)| code.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (code, title) in &rules {
        let _ = writeln!(text, "{code:width$}  {title}");
    }
    Ok(print::answer(&text, exit::DONE))
}

/// So many accounts are told side by side when none is named. Chosen by us because four still fit a few screens.
const SIDE_BY_SIDE: usize = 4;

/// `kidal tell`
pub fn tell(dossier: PathBuf, by: Vec<String>, format: TextFormat) -> Result<u8, Trouble> {
    let is_for_all = by.is_empty();
    let telling = tellings::tell(&TellRequest { dossier, by })?;
    let text = match format {
        // Dozens of accounts one after the other help nobody: their list does.
        TextFormat::Text if is_for_all && telling.accounts.len() > SIDE_BY_SIDE => {
            tellings::index(&telling)
        }
        TextFormat::Text => telling.to_text(),
        TextFormat::Md => telling.to_markdown(),
        TextFormat::Json => json::telling(&telling),
    };
    Ok(print::answer(&text, exit::DONE))
}

/// `kidal digest`
pub fn digest(dossier: &Path) -> Result<u8, Trouble> {
    let folder = Folder::load(dossier)?;
    Ok(print::answer(&format!("{}\n", folder.digest), exit::DONE))
}
