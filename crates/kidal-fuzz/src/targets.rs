//! The readers that are watched.

use kidal_diag::{Diagnostic, Files};
use kidal_dossier::Date;
use kidal_dossier::language::parse;

use crate::articles;
use crate::further;
use crate::tables;

/// A reader, texts to start from, and words that it knows.
pub struct Target {
    /// Its name, as `--target` takes it.
    pub name: &'static str,
    /// Texts that are damaged.
    pub corpus: Vec<String>,
    /// Words that are put in.
    pub words: &'static [&'static str],
    /// Reads a text; says what is wrong with the answer. A panic is caught by the watch.
    pub read: fn(&str) -> Result<(), String>,
}

pub(crate) const EVIDENCE_TEXT: &str =
    include_str!("../../kidal-scenario/tests/mill/evidence.toml");
const SCENARIO: &str = include_str!("../../kidal-scenario/tests/mill/scenario.toml");
const EVERY_KEY: &str = include_str!("../../kidal-scenario/tests/mill/every_key.toml");
const MAP: &str = include_str!("../../kidal-scenario/tests/mill/map.geojson");
pub(crate) const TEACHING: &str =
    include_str!("../../../dossiers/teaching-two-accounts/evidence.toml");
const WORDINGS: &str = include_str!("../../kidal-dossier/tests/wordings.txt");

/// Every reader that is watched. To add one, give it a corpus and a function that reads a text and checks the answer.
#[must_use]
pub fn all() -> Vec<Target> {
    let mut all = of_dossiers();
    all.extend(further::all());
    all
}

/// The readers of dossiers and of what `kidal import` takes.
fn of_dossiers() -> Vec<Target> {
    vec![
        Target {
            name: "language",
            corpus: statements(),
            words: &[
                " and ",
                " or ",
                "not ",
                "(",
                ")",
                "{",
                "}",
                "[",
                "]",
                " = ",
                " >= ",
                "~",
                "between ",
                "either ",
                "unknown",
                "some of ",
                "most of ",
                " on ",
                " at ",
                " after ",
                " as_of ",
                "by: ",
                "\"several dozen\"",
                "1/2",
                "150 km",
                "2012-03-29T20:00",
                "strength(",
                "said(",
            ],
            read: language,
        },
        Target {
            name: "dates",
            corpus: [
                "2012-03-29",
                "2012-03-29T20:00",
                "~2012-03-30T08:00",
                "2012-03-29T08:00Z",
                "2012-03-29T~day",
                "[2012-03-23..2012-03-30]",
                "2012-04-06/2012-04-11",
                "2012-21",
                "2012-03?",
                "-0043-03-15",
                "../2012",
                "[2012-03-01, 2012-03-05]",
                "201X",
                "2012-03-29T08:00+01:00",
            ]
            .map(String::from)
            .to_vec(),
            words: &[
                "..", "/", "~", "?", "%", "[", "]", "T", "Z", "+01:00", "-", "X", "24:00", "02-30",
                "Y170000",
            ],
            read: date,
        },
        Target {
            name: "dossier",
            corpus: vec![EVIDENCE_TEXT.to_string(), TEACHING.to_string()],
            words: TOML_WORDS,
            read: dossier,
        },
        Target {
            name: "source-kinds",
            corpus: vec![KINDS.to_string()],
            words: TOML_WORDS,
            read: source_kinds,
        },
        Target {
            name: "check",
            corpus: vec![EVIDENCE_TEXT.to_string(), TEACHING.to_string()],
            words: TOML_WORDS,
            read: check,
        },
        Target {
            name: "scenario",
            corpus: vec![SCENARIO.to_string(), format!("{SCENARIO}\n{EVERY_KEY}")],
            words: TOML_WORDS,
            read: scenario,
        },
        Target {
            name: "article",
            corpus: vec![articles::PLAIN.to_string()],
            words: articles::PLAIN_WORDS,
            read: article,
        },
        Target {
            name: "wikitext",
            corpus: vec![articles::WIKITEXT.to_string()],
            words: articles::WIKI_WORDS,
            read: article,
        },
        Target {
            name: "csv",
            corpus: tables::all(),
            words: tables::WORDS,
            read: table,
        },
        Target {
            name: "map",
            corpus: vec![MAP.to_string()],
            words: &[
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"",
                "\"features\"",
                "\"Point\"",
                "\"Polygon\"",
                "null",
                "true",
                "180.0",
                "-1e308",
                "\"kind\": \"route\"",
                "\"id\": \"mill\"",
            ],
            read: map,
        },
    ]
}

/// Learned priors of compilations, as `study` of a table of claims writes them.
const KINDS: &str = "schema = \"kidal-source-kinds/1\"\n\
    [compilation]\n\
    learned_from = \"7 sources\"\n\
    error_degrees_of_freedom = 1.5\n\
    [compilation.strength]\n\
    bias_ln_mean = 0.01\n\
    bias_ln_sd = 0.04\n\
    spread_ln_median = 0.09\n\
    [compilation.killed_and_wounded]\n\
    bias_ln_mean = 0.01\n\
    bias_ln_sd = 0.04\n\
    spread_ln_median = 0.09\n";

pub(crate) const TOML_WORDS: &[&str] = &[
    "\n[[claim]]\n",
    "\n[[group]]\n",
    "\n[[order]]\n",
    "[",
    "]",
    "{",
    "}",
    " = ",
    "\"",
    "'",
    ",",
    "#",
    "\n",
    "true",
    "id = ",
    "says = ",
    "p = 0.5",
    "men = ",
    "\"2012-03-30\"",
    "\"mill\"",
    "-1",
    "0",
    "1.5",
    "[1, 2]",
    "partition = [\"guard\"]",
];

fn statements() -> Vec<String> {
    WORDINGS
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(String::from)
        .collect()
}

fn language(text: &str) -> Result<(), String> {
    let statement = match parse(text) {
        Ok(statement) => statement,
        Err(fault) => {
            return match text.get(fault.span.clone()) {
                Some(_) => Ok(()),
                None => Err(format!("the fault's place {:?} lies outside", fault.span)),
            };
        }
    };
    let printed = statement.to_string();
    match parse(&printed) {
        Ok(again) if again == statement => Ok(()),
        Ok(_) => Err(format!("reads back differently: {printed}")),
        Err(fault) => Err(format!("does not read back: {printed}: {}", fault.message)),
    }
}

fn date(text: &str) -> Result<(), String> {
    match Date::parse(text) {
        Ok(date) if date.earliest() > date.latest() => Err("ends before it begins".into()),
        Ok(_) => Ok(()),
        Err(fault) if text.get(fault.span.clone()).is_none() => {
            Err(format!("the fault's place {:?} lies outside", fault.span))
        }
        Err(_) => Ok(()),
    }
}

/// Every place lies in its file, on whole characters, and every error says what to do.
fn are_placed(found: &[Diagnostic], files: &Files) -> Result<(), String> {
    for one in found {
        for place in &one.annotations {
            let text = files.get(&place.file).unwrap_or("");
            if text.get(place.span.clone()).is_none() {
                return Err(format!("a place lies outside: {one:?}"));
            }
        }
        if one.message.trim().is_empty() {
            return Err(format!("a message is empty: {one:?}"));
        }
    }
    let text = kidal_diag::render_text(found, files, false);
    let json = kidal_diag::render_json(found, files);
    if !found.is_empty() && (text.is_empty() || json.is_empty()) {
        return Err("diagnostics are printed as nothing".into());
    }
    Ok(())
}

fn files(parts: &[(&str, &str)]) -> Files {
    parts.iter().map(|(name, text)| (*name, *text)).collect()
}

/// A table of events is read, as one or as an article where the damage hides it; so can the draft that is written of it.
fn table(text: &str) -> Result<(), String> {
    imported(&[("events.csv".to_string(), text.to_string())])
}

/// An article is read, and the draft that is written of it can be read again.
fn article(text: &str) -> Result<(), String> {
    imported(&[("article.txt".to_string(), text.to_string())])
}

/// Texts are read, and the draft that is written of them can be read again.
pub(crate) fn imported(texts: &[(String, String)]) -> Result<(), String> {
    let import = kidal_import::import(texts);
    if import.json().is_empty() {
        return Err("the text is printed as nothing".into());
    }
    let draft = import.draft();
    let reading = kidal_dossier::read(files(&[("evidence.toml", &draft)]));
    if reading.has_errors() {
        let first = &reading.diagnostics[0];
        return Err(format!("the draft does not read: {first:?}"));
    }
    Ok(())
}

fn dossier(text: &str) -> Result<(), String> {
    let reading = kidal_dossier::read(files(&[("evidence.toml", text)]));
    if reading.dossier.is_none() && !reading.has_errors() {
        return Err("nothing was read, and nothing is said of it".into());
    }
    are_placed(&reading.diagnostics, &reading.files)
}

/// Priors beside a sound dossier: read, or refused with a place in their own file.
fn source_kinds(text: &str) -> Result<(), String> {
    let reading = kidal_dossier::read(files(&[
        ("evidence.toml", TEACHING),
        ("source-kinds.toml", text),
    ]));
    if reading.dossier.is_none() && !reading.has_errors() {
        return Err("nothing was read, and nothing is said of it".into());
    }
    are_placed(&reading.diagnostics, &reading.files)
}

fn check(text: &str) -> Result<(), String> {
    let reading = kidal_dossier::read(files(&[("evidence.toml", text)]));
    match reading.dossier {
        // The rules see also what a broken file leaves of a dossier: they must stand that.
        Some(dossier) => are_placed(&kidal_check::check(&dossier), &reading.files),
        None => Ok(()),
    }
}

fn scenario(text: &str) -> Result<(), String> {
    compiled(files(&[
        ("evidence.toml", EVIDENCE_TEXT),
        ("scenario.toml", text),
        ("map.geojson", MAP),
    ]))
}

fn map(text: &str) -> Result<(), String> {
    compiled(files(&[
        ("evidence.toml", EVIDENCE_TEXT),
        ("scenario.toml", SCENARIO),
        ("map.geojson", text),
    ]))
}

fn compiled(files: Files) -> Result<(), String> {
    let reading = kidal_dossier::read(files);
    let dossier = reading
        .dossier
        .ok_or("the evidence of the mill does not read")?;
    match kidal_scenario::compile(&dossier, &reading.files) {
        Ok(_) => Ok(()),
        Err(faults) if faults.is_empty() => Err("refused without a word".into()),
        Err(faults) => are_placed(&faults, &reading.files),
    }
}
