//! `kidal import`: articles and data sets to draft evidence.

use std::fs::File;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use kidal_diag::{Diagnostic, Files, Severity};
use kidal_dossier::keys::EVIDENCE;
use kidal_import::{Import, Text};

use crate::format::formatted;
use crate::trouble::{Trouble, plain};
use crate::write::{prepare_folder, write_files};

/// Greatest size of an input (bytes). Chosen by us because the events of one country in a data set fit many times, and a
/// wrong path is answered at once.
pub const GREATEST_INPUT: u64 = 64 * 1024 * 1024;

/// What is asked.
#[derive(Clone, Debug)]
pub struct ImportRequest {
    /// The files, `-` for the standard input.
    pub files: Vec<PathBuf>,
    /// A folder to make with the draft in it.
    pub out: Option<PathBuf>,
}

/// What was read.
#[derive(Debug)]
pub struct ImportAnswer {
    /// The articles and data sets.
    pub import: Import,
    /// The file that was written, where a folder was asked for.
    pub written: Option<PathBuf>,
}

/// Largest draft that is put in the form of `kidal fmt` (bytes). Chosen by us because a draft of some dozen articles is a tenth of
/// it, and what is larger, the events of a country, is cut down by hand before it is kept.
const LARGEST_FORMATTED: usize = 4 * 1024 * 1024;

impl ImportAnswer {
    /// The draft of `evidence.toml`, in the form of `kidal fmt`.
    #[must_use]
    pub fn draft(&self) -> String {
        in_form(self.import.draft())
    }
}

/// What a person may add to a claim of a draft, after the line of the draft that says what is theirs to write.
const STAKE: &str = "# Whom a claim suits is yours to say too: `stake = \"serves\"` or `stake = \"hurts\"` the speaker; without it, `neutral`.\n";

/// A draft that shows how `stake` is written: no article says it.
fn with_stake(draft: String) -> String {
    const AFTER: &str = "# Lines that begin with `# decide`";
    match draft
        .find(AFTER)
        .and_then(|at| Some(at + draft[at..].find('\n')? + 1))
    {
        Some(end) => format!("{}{STAKE}{}", &draft[..end], &draft[end..]),
        None => draft,
    }
}

fn in_form(draft: String) -> String {
    let draft = with_stake(draft);
    if draft.len() > LARGEST_FORMATTED {
        return draft;
    }
    formatted(&draft, EVIDENCE).unwrap_or(draft)
}

/// Reads articles and data sets.
///
/// # Errors
/// Where a file cannot be read as text, with its place; where the folder is there or cannot be written.
pub fn import(request: &ImportRequest) -> Result<ImportAnswer, Trouble> {
    let mut given = Vec::new();
    for path in &request.files {
        let name = path.display().to_string().replace('\\', "/");
        given.push((name, bytes_of(path)?));
    }
    finish(given, request.out.as_ref())
}

/// Reads articles and data sets that are at hand as texts, each with its name.
///
/// # Errors
/// Where a text is none, with its place; where the folder is there or cannot be written.
pub fn import_texts(
    given: &[(String, String)],
    out: Option<&PathBuf>,
) -> Result<ImportAnswer, Trouble> {
    let given = given
        .iter()
        .map(|(name, text)| (name.clone(), text.clone().into_bytes()))
        .collect();
    finish(given, out)
}

/// Reads what was given, each with its name.
fn finish(given: Vec<(String, Vec<u8>)>, out: Option<&PathBuf>) -> Result<ImportAnswer, Trouble> {
    let mut texts: Vec<(String, String)> = Vec::new();
    let mut files = Files::new();
    let mut faults = Vec::new();
    for (name, bytes) in given {
        match text_of(&name, bytes) {
            Ok(text) => texts.push((name, text)),
            Err((fault, before)) => {
                files.insert(name, before);
                faults.push(*fault);
            }
        }
    }
    if !faults.is_empty() {
        return Err(Trouble::Dossier {
            what: "the input",
            files,
            diagnostics: faults,
        });
    }
    if let Some(folder) = out
        && folder.symlink_metadata().is_ok()
    {
        return Err(Trouble::usage(
            format!("`{}` is already there", folder.display()),
            "choose another folder; nothing was changed",
        ));
    }
    let import = kidal_import::import_read(read_all(&texts));
    let mut written = None;
    if let Some(folder) = out {
        let made = prepare_folder(folder)?;
        let files = [("evidence.toml".into(), in_form(import.draft()).into_bytes())];
        if let Err(trouble) = write_files(folder, &files) {
            made.undo();
            return Err(trouble);
        }
        written = Some(folder.join("evidence.toml"));
    }
    Ok(ImportAnswer { import, written })
}

/// Texts for one thread are at least so many. Chosen by us because an article takes some milliseconds, and a thread a tenth
/// of one.
const SHARE: usize = 16;

/// Reads all texts on the cores that there are. They are shared out and gathered by their rows, so that the answer is the
/// same on any number of them.
fn read_all(texts: &[(String, String)]) -> Vec<Text> {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let share = texts.len().div_ceil(cores).max(SHARE);
    thread::scope(|scope| {
        let read = |part: &[(String, String)]| -> Vec<Text> {
            part.iter()
                .map(|(name, text)| kidal_import::read_text(name, text))
                .collect()
        };
        let parts: Vec<_> = texts
            .chunks(share)
            .map(|part| scope.spawn(move || read(part)))
            .collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|cause| resume_unwind(cause)))
            .collect()
    })
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    let read = |mut reader: Box<dyn Read>, bytes: &mut Vec<u8>| reader.read_to_end(bytes);
    let opened: io::Result<Box<dyn Read>> = if path == Path::new("-") {
        Ok(Box::new(io::stdin().lock().take(GREATEST_INPUT + 1)))
    } else {
        File::open(path).map(|file| Box::new(file.take(GREATEST_INPUT + 1)) as Box<dyn Read>)
    };
    opened
        .and_then(|reader| read(reader, &mut bytes))
        .map_err(|cause| Trouble::Input {
            action: "read".into(),
            path: path.to_owned(),
            cause: if cause.kind() == io::ErrorKind::NotFound {
                "there is no such file".into()
            } else {
                plain(&cause)
            },
            remedy: "name text files: articles, or tables of UCDP GED or ACLED".into(),
        })?;
    Ok(bytes)
}

/// The text of a file, or why it is none, with what stands before the fault.
fn text_of(name: &str, bytes: Vec<u8>) -> Result<String, (Box<Diagnostic>, String)> {
    let fault =
        |code: &str, message: String, at: usize, label: &str, help: &str, before: String| {
            let diagnostic = Diagnostic::new(code, Severity::Error, message)
                .at(name, at..at, label)
                .help(help);
            (Box::new(diagnostic), before)
        };
    if bytes.len() as u64 > GREATEST_INPUT {
        let message = format!("`{name}` is larger than {} MiB", GREATEST_INPUT >> 20);
        let help = "cut a data set to the rows of your battle first";
        return Err(fault(
            "file-too-large",
            message,
            0,
            "not read",
            help,
            String::new(),
        ));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let message = format!("`{name}` is UTF-16 text");
        return Err(fault(
            "not-text",
            message,
            0,
            "begins so",
            "save it as UTF-8",
            String::new(),
        ));
    }
    match String::from_utf8(bytes) {
        Ok(text)
            if text
                .trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
                .is_empty() =>
        {
            let message = format!("`{name}` is empty");
            Err(fault(
                "empty-file",
                message,
                0,
                "nothing is written here",
                "name a file with an article in it",
                String::new(),
            ))
        }
        Ok(text) => match text.find('\0') {
            Some(at) => {
                let before = shown(&text[..at]);
                let end = before.len();
                let message = format!("`{name}` is no text: byte {at} is 0x00");
                Err(fault(
                    "not-text",
                    message,
                    end,
                    "text ends here",
                    "name a text file",
                    before,
                ))
            }
            None => Ok(text),
        },
        Err(cause) => {
            let valid = cause.utf8_error().valid_up_to();
            let bytes = cause.as_bytes();
            let before = shown(&String::from_utf8_lossy(&bytes[..valid]));
            let end = before.len();
            let message = format!(
                "`{name}` is not UTF-8 text: byte {valid} is 0x{:02x}",
                bytes[valid]
            );
            Err(fault(
                "not-text",
                message,
                end,
                "text ends here",
                "save the file as UTF-8",
                before,
            ))
        }
    }
}

/// Text without what a terminal would obey.
fn shown(text: &str) -> String {
    text.chars()
        .map(|letter| {
            if letter.is_control() && letter != '\n' {
                ' '
            } else {
                letter
            }
        })
        .collect()
}
