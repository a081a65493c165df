//! Two hundred and more damaged dossiers, each with what is said of it: file, line, column, message, remedy.
//!
//! Most are the files of the mill with one line damaged in one of five ways, taken at even distances, so that nobody
//! chose only damage that is well answered; some are written out. `KIDAL_BLESS=1 cargo test -p kidal-fuzz` rewrites the
//! snapshot; read what changed.

use std::fmt::Write;
use std::path::Path;

use kidal_diag::{Diagnostic, Files, Severity};

const EVIDENCE: &str = include_str!("../../kidal-scenario/tests/mill/evidence.toml");
const SCENARIO: &str = include_str!("../../kidal-scenario/tests/mill/scenario.toml");
const MAP: &str = include_str!("../../kidal-scenario/tests/mill/map.geojson");
const NAMES: [&str; 3] = ["evidence.toml", "scenario.toml", "map.geojson"];

/// A way to damage a line; none where it does not change that line.
type Damage = fn(&str) -> Option<String>;

const DAMAGES: [(&str, Damage); 5] = [
    ("a letter of the key is doubled", |line| {
        let (key, rest) = line.split_once('=')?;
        let name = key.trim_end();
        let is_key = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        is_key.then(|| format!("{name}{} ={rest}", &name[name.len() - 1..]))
    }),
    ("the last quotation mark is missing", |line| {
        let at = line.rfind('"')?;
        Some(format!("{}{}", &line[..at], &line[at + 1..]))
    }),
    ("the value has another type", |line| {
        let (key, value) = line.split_once(" = ")?;
        let value = value.trim();
        let other = if value.starts_with('"') {
            "17"
        } else {
            "\"seventeen\""
        };
        Some(format!("{key} = {other}"))
    }),
    ("a letter of the last word is doubled", |line| {
        let end = line.rfind(|c: char| c.is_ascii_lowercase())?;
        Some(format!("{}{}", &line[..=end], &line[end..]))
    }),
    ("the line is missing", |line| {
        (!line.trim().is_empty()).then(String::new)
    }),
];

struct Case {
    title: String,
    files: [String; 3],
}

fn mill() -> [String; 3] {
    [EVIDENCE, SCENARIO, MAP].map(String::from)
}

fn damaged_lines() -> Vec<Case> {
    let mut cases = Vec::new();
    for (file, name) in NAMES.iter().enumerate() {
        let text = &mill()[file];
        let lines: Vec<&str> = text.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            let (way, damage) = &DAMAGES[(number * 7 + file) % DAMAGES.len()];
            if line.trim_start().starts_with('#') {
                continue;
            }
            let Some(damaged) = damage(line) else {
                continue;
            };
            let mut all: Vec<String> = lines.iter().map(ToString::to_string).collect();
            all[number] = damaged;
            let mut files = mill();
            files[file] = all.join("\n");
            cases.push(Case {
                title: format!("{name}:{}: {way}: {}", number + 1, line.trim()),
                files,
            });
        }
    }
    cases
}

/// Damage that no line of the mill shows.
fn written() -> Vec<Case> {
    let deep = |open: &str, close: &str| format!("x = {}{}", open.repeat(4000), close.repeat(4000));
    let head = "[dossier]\ntitle = \"t\"\n";
    let claim = |says: &str| {
        format!(
            "{head}[[voice]]\nid = \"v\"\nname = \"v\"\nkind = \"local\"\n[[group]]\nid = \"g\"\nname = \"g\"\n[[claim]]\nid = \"c\"\nspeaker = \"v\"\nsays = '{says}'\n"
        )
    };
    let evidence: Vec<(&str, String)> = vec![
        ("nothing", String::new()),
        ("blanks", " \n\t\n".into()),
        ("a byte-order mark before an unknown key", "\u{feff}titel = 1\n".into()),
        ("a control character", format!("{head}a\u{1}b = 1\n")),
        ("a null character in a text", format!("{head}about = \"a\u{0}b\"\n")),
        ("brackets without end", deep("[", "")),
        ("brackets four thousand deep", deep("[", "]")),
        ("braces four thousand deep", deep("{ a = ", " }")),
        ("old Macintosh line ends", "[dossier]\rtitle = \"t\"\r".into()),
        ("JSON in place of TOML", "{ \"dossier\": {} }".into()),
        ("a key twice", format!("{head}title = \"u\"\n")),
        ("a table twice", format!("{head}{head}")),
        ("a list where a table is wanted", "[[dossier]]\ntitle = \"t\"\n".into()),
        ("a table where a list is wanted", format!("{head}claim = 3\n")),
        ("a number beyond all numbers", format!("{head}[[place]]\nid = \"p\"\nname = \"p\"\nkind = \"town\"\nlat = 1e999\nlon = 0\n")),
        ("a latitude without a longitude", format!("{head}[[place]]\nid = \"p\"\nname = \"p\"\nkind = \"town\"\nlat = 10\n")),
        ("a latitude beyond the pole", format!("{head}[[place]]\nid = \"p\"\nname = \"p\"\nkind = \"town\"\nlat = 100\nlon = 0\n")),
        ("negative men", claim("strength(g) = -5")),
        ("a day that is none", claim("killed(g) = 5 on 2012-02-30")),
        ("a month that is none", claim("killed(g) = 5 on 2012-13")),
        ("swapped bounds", claim("killed(g) between 100 and 50")),
        ("a statement that ends too early", claim("strength(g) =")),
        ("a statement that goes on too long", claim("strength(g) = 5 5")),
        ("a bracket that is not closed", claim("strength(g = 5")),
        ("a word that is none", claim("strenght(g) = 5")),
        ("a name that is none", claim("strength(h) = 5")),
        ("a unit that is none", claim("duration(g) = 5 fortnights")),
        ("too few arguments", claim("strength() = 5")),
        ("too many arguments", claim("strength(g, g, g) = 5")),
        ("an empty statement", claim("")),
        ("parentheses four thousand deep", claim(&format!("{}g{}", "(".repeat(4000), ")".repeat(4000)))),
        ("not four thousand times", claim(&format!("{}killed(g)", "not ".repeat(4000)))),
        ("weights that sum to 0.9", claim("x").replace("says = 'x'", "readings = [{ says = 'killed(g) = 1', p = 0.5 }, { says = 'killed(g) = 2', p = 0.4 }]")),
        ("a reading without a weight", claim("x").replace("says = 'x'", "readings = [{ says = 'killed(g) = 1' }]")),
        ("says and readings", claim("killed(g) = 1").replace("speaker", "readings = [{ says = 'killed(g) = 1', p = 1 }]\nspeaker")),
        ("an id with a space", claim("killed(g) = 1").replace("\"c\"", "\"c d\"")),
        ("an id that is a word of the language", claim("killed(g) = 1").replace("id = \"g\"", "id = \"not\"")),
        ("two of one id", format!("{}[[group]]\nid = \"g\"\nname = \"h\"\n", claim("killed(g) = 1"))),
        ("a speaker that is none", claim("killed(g) = 1").replace("speaker = \"v\"", "speaker = \"w\"")),
    ];
    evidence
        .into_iter()
        .map(|(title, text)| Case {
            title: format!("evidence.toml: {title}"),
            files: [text, String::new(), String::new()],
        })
        .collect()
}

/// What `kidal check` says of the files.
fn said(case: &Case) -> (Files, Vec<Diagnostic>) {
    let mut files = Files::new();
    for (name, text) in NAMES.iter().zip(&case.files) {
        if *name == NAMES[0] || !text.is_empty() {
            files.insert(*name, text.as_str());
        }
    }
    let reading = kidal_dossier::read(files);
    let mut found = reading.diagnostics;
    if let (Some(dossier), true) = (&reading.dossier, found.is_empty())
        && let Err(faults) = kidal_scenario::compile(dossier, &reading.files)
    {
        found.extend(faults);
    }
    found.retain(|one| one.severity == Severity::Error);
    (reading.files, found)
}

fn snapshot() -> (usize, String) {
    let mut cases = written();
    cases.extend(damaged_lines());
    let mut out = String::new();
    let mut count = 0;
    for case in &cases {
        let (files, found) = said(case);
        // Some lines can be damaged without harm, as a note or a number that is as good as another.
        if found.is_empty() {
            continue;
        }
        count += 1;
        let _ = writeln!(out, "{count:03} {}", case.title);
        for one in found.iter().take(3) {
            let place = one.first_place().map_or(String::new(), |place| {
                let start = files.line_column(&place.file, place.span.start);
                format!("{}:{}:{}: ", place.file, start.line, start.column)
            });
            assert!(
                !one.message.is_empty() && !place.is_empty(),
                "{}: {one:?}",
                case.title
            );
            let _ = writeln!(out, "    {place}{} [{}]", short(&one.message), one.code);
            if let Some(help) = &one.help {
                let _ = writeln!(out, "        {}", short(help));
            }
        }
        if found.len() > 3 {
            let _ = writeln!(out, "    and {} more", found.len() - 3);
        }
    }
    (count, out)
}

fn short(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(160)
        .collect();
    line
}

#[test]
fn each_damaged_dossier_is_answered_as_in_the_snapshot() {
    let (count, found) = snapshot();
    assert!(count >= 200, "{count} damaged dossiers are refused");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/damaged.golden.txt");
    if std::env::var_os("KIDAL_BLESS").is_some() {
        std::fs::write(&path, &found).expect("the snapshot can be written");
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    for (a, b) in found.lines().zip(stored.lines()) {
        assert_eq!(
            a, b,
            "`KIDAL_BLESS=1 cargo test -p kidal-fuzz` rewrites the snapshot"
        );
    }
    assert_eq!(found.lines().count(), stored.lines().count());
}
