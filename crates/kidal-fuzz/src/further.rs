//! Readers behind the dossier: editions side by side, expressions of a scenario, findings, tables of many battles, and the
//! form of `kidal fmt`.

use kidal_commands::format::formatted;
use kidal_corpus::days::campaign::read_campaigns;
use kidal_corpus::laws::read_battles;
use kidal_corpus::sources::read_claims;
use kidal_dossier::keys::EVIDENCE;
use kidal_findings::{fixture, json};
use kidal_scenario::{Names, expression};

use crate::articles;
use crate::targets::{EVIDENCE_TEXT, TEACHING, TOML_WORDS, Target, imported};

/// The targets.
pub(crate) fn all() -> Vec<Target> {
    vec![
        Target {
            name: "editions",
            corpus: vec![articles::PLAIN.to_string(), articles::WIKITEXT.to_string()],
            words: articles::PLAIN_WORDS,
            read: editions,
        },
        Target {
            name: "expression",
            corpus: EXPRESSIONS.map(String::from).to_vec(),
            words: &[
                " + ",
                " - ",
                " * ",
                " / ",
                "(",
                ")",
                " km",
                " h",
                " days",
                "km/h",
                "1e308",
                "0",
                "men-there",
                "2012-03-29",
                "T20:00",
                "~",
                "percent",
                "-",
                ".",
            ],
            read: expression,
        },
        Target {
            name: "fmt",
            corpus: vec![EVIDENCE_TEXT.to_string(), TEACHING.to_string()],
            words: TOML_WORDS,
            read: form,
        },
        Target {
            name: "findings",
            corpus: vec![json::to_json(&fixture::findings()).unwrap_or_default()],
            words: &[
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"",
                "null",
                "true",
                "1e308",
                "-0.0",
                "18446744073709551616",
                "\"schema\"",
                "\"kind\"",
            ],
            read: findings,
        },
        Target {
            name: "corpus",
            corpus: TABLES.map(String::from).to_vec(),
            words: &[
                ",", ";", "\t", "\"", "\n", "\r\n", "\u{feff}", "-1", "0", "1e9", "NA", "year",
                "R0", "claim", "1916", "é",
            ],
            read: tables,
        },
    ]
}

const EXPRESSIONS: [&str; 5] = [
    "men-there * (1 - share)",
    "2012-03-29 + first-hour * h",
    "150 km / 40 km/h",
    "(400 + 3 * men-there) percent",
    "ring-day * day",
];

/// Tables in the columns of the readers of battles, campaigns and claims.
const TABLES: [&str; 3] = [
    "year,R0,Rc,B0,Bc\n1632,13000,5000,16500,6000\n1645,14000,400,9000,1000\n1704,56000,12500,60000,20000\n",
    "day,forces_allies,forces_germans,casualties_allies,casualties_germans\n1,1000,900,20,30\n2,980,870,10,40\n3,970,830,12,9\n",
    "cwsac_id,belligerent,source,field,min,max\nVA1,US,fox1889,str,1000,1200\nVA1,US,livermore1900,str,1100,1100\n",
];

/// The text beside a sound edition, before it or behind it: the draft of both can be read.
fn editions(text: &str) -> Result<(), String> {
    // Its box alone: editions are compared by their fields, and its prose would be read anew with every mutant.
    let boxed = articles::PLAIN.split("\n==").next().unwrap_or_default();
    let sound = ("en.txt".to_string(), boxed.to_string());
    let damaged = ("fr.txt".to_string(), text.to_string());
    if text.len().is_multiple_of(2) {
        imported(&[sound, damaged])
    } else {
        imported(&[damaged, sound])
    }
}

fn expression(text: &str) -> Result<(), String> {
    let mut names = Names::from_zero(0);
    for name in ["men-there", "share", "first-hour", "ring-day"] {
        names.add_parameter(name, &[]);
    }
    match expression::parse(text, &names) {
        Err(why) if why.trim().is_empty() => Err("refused without a word".into()),
        _ => Ok(()),
    }
}

/// What is in form stays so, and says the same.
fn form(text: &str) -> Result<(), String> {
    let Ok(once) = formatted(text, EVIDENCE) else {
        // A text that is no TOML; a change of its meaning would be told as a fault of the program.
        return match formatted(text, EVIDENCE) {
            Err(why) if why.contains("fault of the program") => Err(why),
            _ => Ok(()),
        };
    };
    match formatted(&once, EVIDENCE) {
        Ok(twice) if twice == once => Ok(()),
        Ok(_) => Err("its form is not in form".into()),
        Err(why) => Err(format!("its form does not read: {why}")),
    }
}

/// Findings that read are written and read again as the same.
fn findings(text: &str) -> Result<(), String> {
    let Ok(found) = json::from_json(text) else {
        return Ok(());
    };
    let written = json::to_json(&found).map_err(|why| format!("read, but not written: {why}"))?;
    match json::from_json(&written) {
        Ok(again) if json::to_json(&again).is_ok_and(|text| text == written) => Ok(()),
        Ok(_) => Err("what is written reads back differently".into()),
        Err(why) => Err(format!("what is written does not read: {why}")),
    }
}

/// Each reader of tables answers, with a row or with a word on why there is none.
fn tables(text: &str) -> Result<(), String> {
    let mut battles = 0_u32;
    let answers = [
        read_battles("t.csv", text.as_bytes(), |_| battles += 1)
            .err()
            .map(|why| why.to_string()),
        read_claims("t.csv", text.as_bytes())
            .err()
            .map(|why| why.to_string()),
        read_campaigns("t.csv", text.as_bytes())
            .err()
            .map(|why| why.to_string()),
    ];
    if answers.iter().flatten().any(|why| why.trim().is_empty()) {
        return Err("refused without a word".into());
    }
    Ok(())
}
