//! From the text of `evidence.toml` to a [`Dossier`], collecting every fault on the way.

mod claims;
mod entities;
mod references;
mod source_kinds;
mod statements;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeMap;

pub use statements::check_statement;

use kidal_diag::{Diagnostic, Files, Severity};

use crate::date::Clock;
use crate::digest;
use crate::model::{About, Dossier, Kind, Name};
use crate::span::{FileId, Located, Span};
use crate::table::{Document, Sink, TableReader};

/// Nearest names are sought for this many unknown names at most, so that a file full of them is still answered quickly.
const REMEDIES: usize = 100;

/// What reading a dossier yields: as much of it as could be read, and all that is wrong with its files.
#[derive(Debug)]
pub struct Reading {
    /// The dossier, where anything useful could be read. With errors among the diagnostics it is incomplete: what could
    /// not be read is left out.
    pub dossier: Option<Dossier>,
    /// The files, as they came.
    pub files: Files,
    /// What is wrong with the files, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// Whether any diagnostic is an error, so that no command should go on.
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Reads a dossier from the text of its files; touches no file system.
///
/// `evidence.toml` must be among the files; `source-kinds.toml` is read where it is; `scenario.toml` and
/// `map.geojson` are only kept and counted into the digest.
pub fn read(files: Files) -> Reading {
    read_into(files, &Sink::default())
}

/// The same, into a sink of the caller's.
pub fn read_into(files: Files, sink: &Sink) -> Reading {
    let dossier = evidence(&files, sink);
    Reading {
        dossier,
        files,
        diagnostics: sink.take(),
    }
}

fn evidence(files: &Files, sink: &Sink) -> Option<Dossier> {
    let file = FileId::Evidence;
    let Some(text) = files.get(file.name()) else {
        let help = "a dossier is a folder with a file `evidence.toml`; `kidal new NAME` makes one";
        sink.push(
            Diagnostic::new(
                "missing-file",
                Severity::Error,
                "the dossier has no file `evidence.toml`",
            )
            .help(help),
        );
        return None;
    };
    let nothing = Span::new(file, 0..0);
    if text.trim().is_empty() {
        let help = "begin with `[dossier]` and `title = \"…\"`; `kidal new NAME` makes a file to start from";
        sink.error(
            "empty-file",
            nothing,
            "`evidence.toml` is empty",
            "nothing is written here",
            Some(help.to_string()),
        );
        return None;
    }
    if u32::try_from(text.len()).is_err() {
        let help = "split it into several dossiers";
        sink.error(
            "file-too-large",
            nothing,
            "`evidence.toml` is above 4 GiB",
            "here",
            Some(help.to_string()),
        );
        return None;
    }
    // A byte-order mark is tolerated by replacing nothing: TOML skips it, and spans count it.
    let told = sink.len();
    let document = Document::parse(file, text, sink);
    // What is wrong with half of a file follows from what made it half.
    if sink.len() > told {
        return None;
    }
    let root = document.root(sink);
    let about = about(&root);
    let root = root.with_clock(about.as_ref().map_or(Clock::UTC, |about| about.clock));

    let mut dossier = Dossier {
        about: about.unwrap_or_else(|| untitled(nothing)),
        sources: entities::sources(&root),
        voices: entities::voices(&root),
        persons: entities::persons(&root),
        actors: entities::actors(&root),
        sides: entities::sides(&root),
        groups: entities::groups(&root),
        places: entities::places(&root),
        distances: entities::distances(&root),
        speeds: entities::speeds(&root),
        events: entities::events(&root),
        objects: entities::objects(&root),
        allegiances: claims::allegiances(&root),
        predicates: claims::predicates(&root),
        claims: claims::claims(&root),
        source_kinds: source_kinds::read(files, sink),
        digest: digest::of_files(files),
        index: BTreeMap::new(),
        claim_index: BTreeMap::new(),
    };
    root.finish();
    index(&mut dossier, sink);
    references::check(&dossier, sink);
    statements::check(&dossier, sink);
    Some(dossier)
}

fn untitled(span: Span) -> About {
    About {
        title: Located::new("(untitled)".to_string(), span),
        language: None,
        about: None,
        window: None,
        clock: Clock::UTC,
        battle: None,
        place: None,
        span,
    }
}

fn about(root: &TableReader<'_>) -> Option<About> {
    let Some(table) = root.table("dossier") else {
        if !root.has("dossier") {
            root.missing("dossier");
        }
        return None;
    };
    let clock = table.text("clock").and_then(|text| {
        let clock = Clock::parse(&text);
        if clock.is_none() {
            let message = format!("`{}` is no offset from UTC", text.value);
            let help = "write hours and minutes, as in `+00:00` or `-03:30`";
            table.error(
                "impossible-date",
                text.span,
                message,
                "no such offset",
                Some(help.to_string()),
            );
        }
        clock
    });
    let table = table.with_clock(clock.unwrap_or_default());
    let about = About {
        title: table
            .required_text("title")
            .unwrap_or_else(|| Located::new("(untitled)".to_string(), table.span())),
        language: language(&table),
        about: table.text("about"),
        window: table.date("window"),
        clock: table.clock(),
        battle: table.text("battle"),
        place: table.text("place"),
        span: table.span(),
    };
    table.finish();
    Some(about)
}

/// The code of the title's language: it becomes part of a command, so that it must be one.
fn language(table: &TableReader<'_>) -> Option<Name> {
    let text = table.text("language")?;
    let is_code = text.value.len() >= 2
        && text.value.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .value
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !is_code {
        table.error(
            "bad-language",
            text.span,
            format!("`{}` is no code of a language", text.value),
            "no such code",
            Some("write it as Wikipedia does, as in `en`, `fr` or `zh-hans`".into()),
        );
        return None;
    }
    Some(text)
}

/// Fills the indices, reporting ids that are malformed or declared twice.
fn index(dossier: &mut Dossier, sink: &Sink) {
    let mut declared: Vec<(Name, Kind, usize)> = Vec::new();
    macro_rules! declare {
        ($($rows:ident $kind:ident,)+) => {
            $(for (row, entity) in dossier.$rows.iter().enumerate() {
                declared.push((entity.id.clone(), Kind::$kind, row));
            })+
        };
    }
    declare! {
        sources Source, voices Voice, persons Person, actors Actor, sides Side, groups Group,
        places Place, events Event, objects Object,
    }
    declared.sort_by_key(|(id, _, _)| id.span);
    let mut places: BTreeMap<String, Span> = BTreeMap::new();
    for (id, kind, row) in declared {
        check_id(&id, false, sink);
        if let Some(first) = places.get(&id.value) {
            twice("id", &id, *first, sink);
            continue;
        }
        places.insert(id.value.clone(), id.span);
        dossier.index.insert(id.value, (kind, row));
    }
    let mut claim_places: BTreeMap<&str, Span> = BTreeMap::new();
    for (row, claim) in dossier.claims.iter().enumerate() {
        check_id(&claim.id, true, sink);
        if let Some(first) = claim_places.get(claim.id.value.as_str()) {
            twice("claim", &claim.id, *first, sink);
            continue;
        }
        claim_places.insert(&claim.id.value, claim.id.span);
        dossier.claim_index.insert(claim.id.value.clone(), row);
    }
    let mut words: BTreeMap<&str, Span> = BTreeMap::new();
    for predicate in &dossier.predicates {
        if let Some(first) = words.insert(&predicate.name.value, predicate.name.span) {
            twice("predicate", &predicate.name, first, sink);
        }
    }
}

fn twice(what: &str, name: &Name, first: Span, sink: &Sink) {
    let (file, range) = name.span.place();
    let (first_file, first_range) = first.place();
    sink.push(
        Diagnostic::new(
            "duplicate-id",
            Severity::Error,
            format!("the {what} `{}` is declared twice", name.value),
        )
        .at(file, range, "declared again here")
        .also(first_file, first_range, "first declared here")
        .help(
            "give one of them another name; all tables share one set of ids, claims have their own",
        ),
    );
}

/// Ids are what statements can name: letters, digits and single hyphens; claims may have dots too.
fn check_id(id: &Name, is_claim: bool, sink: &Sink) {
    let text = id.value.as_str();
    let begins_well = text.starts_with(|letter: char| letter.is_ascii_lowercase());
    let is_letter = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    let is_joint = |letter: char| letter == '-' || letter == '_' || (is_claim && letter == '.');
    let is_well_formed = begins_well
        && text.ends_with(is_letter)
        && text
            .chars()
            .all(|letter| is_letter(letter) || is_joint(letter))
        && !text
            .as_bytes()
            .windows(2)
            .any(|pair| pair.iter().all(|b| !b.is_ascii_alphanumeric()));
    if !is_well_formed {
        let suggestion = suggested_id(text);
        let help = if suggestion.is_empty() {
            "write it with a-z, digits and single hyphens, a letter first".to_string()
        } else {
            format!("write it with a-z, digits and single hyphens, a letter first: `{suggestion}`")
        };
        sink.error(
            "bad-id",
            id.span,
            format!("`{text}` cannot be an id"),
            "not a name that statements can use",
            Some(help),
        );
    } else if crate::language::is_keyword(text) {
        let help = format!("call it something longer, as in `{text}-event`");
        sink.error(
            "bad-id",
            id.span,
            format!("`{text}` is a word of the claim language"),
            "reserved word",
            Some(help),
        );
    }
}

fn suggested_id(text: &str) -> String {
    let mut suggestion = String::new();
    for letter in text.to_lowercase().chars() {
        if letter.is_ascii_lowercase() || (letter.is_ascii_digit() && !suggestion.is_empty()) {
            suggestion.push(letter);
        } else if !suggestion.is_empty() && !suggestion.ends_with('-') {
            suggestion.push('-');
        }
    }
    suggestion.trim_end_matches('-').to_string()
}
