//! `kidal tell`: the battle as one account tells it, or several side by side.

use std::path::PathBuf;

use kidal_dossier::nearest;
use kidal_tell::TellError;

use crate::folder::Folder;
use crate::trouble::Trouble;

pub use kidal_tell::{Account, Telling};

/// What is asked.
#[derive(Clone, Debug)]
pub struct TellRequest {
    /// Folder of the dossier, or `-`.
    pub dossier: PathBuf,
    /// Whose accounts; all where none is named.
    pub by: Vec<String>,
}

/// Tells the battle as the accounts do that were asked for.
///
/// # Errors
/// Where the dossier cannot be read or a speaker is not in it.
pub fn tell(request: &TellRequest) -> Result<Telling, Trouble> {
    let opened = Folder::open(&request.dossier)?;
    let dossier = &opened.dossier;
    // Who is named twice speaks once.
    let mut by: Vec<&str> = Vec::new();
    for speaker in &request.by {
        if !by.contains(&speaker.as_str()) {
            by.push(speaker);
        }
    }
    kidal_tell::tell(dossier, &by).map_err(|TellError::UnknownSpeaker { asked, speakers }| {
        let near = nearest::did_you_mean(&asked, speakers.iter().map(String::as_str));
        Trouble::usage(
            format!("no claim is made or carried by `{asked}`"),
            near.unwrap_or_else(|| format!("those who speak: {}", speakers.join(", "))),
        )
    })
}

/// The accounts of a telling, one a line (id, number of sentences, name), and where they part.
#[must_use]
pub fn index(telling: &Telling) -> String {
    let accounts = &telling.accounts;
    let width = |text: &dyn Fn(&Account) -> usize| accounts.iter().map(text).max().unwrap_or(0);
    let ids = width(&|account| account.speaker.chars().count());
    let counts = width(&|account| account.sentences.len().to_string().len());
    let mut text = format!("{}: {} accounts\n", telling.title, accounts.len());
    for account in accounts {
        text.push_str(&format!(
            "  {:ids$}  {:counts$}  {}\n",
            account.speaker,
            account.sentences.len(),
            account.name
        ));
    }
    let partings = Telling {
        accounts: Vec::new(),
        ..telling.clone()
    };
    text.push('\n');
    text.push_str(&partings.to_text());
    text.push_str("\n`--by SPEAKER` tells one of them, `--by ONE,OTHER` puts them side by side.\n");
    text
}
