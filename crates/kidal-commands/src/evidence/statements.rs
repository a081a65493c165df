//! Commands for QuickStatements: values of the battle that some claim gives and no contradiction of the dossier touches.

use std::collections::{BTreeMap, BTreeSet};

use kidal_diag::{SetKind, Severity};
use kidal_dossier::date::Precision;
use kidal_dossier::language::{Qualifier, Value};
use kidal_dossier::model::{Place, Source};
use kidal_dossier::{Claim, Date, Dossier};

use crate::folder::Opened;

use super::{NESTED, carrier, estimates, local};

/// What a value is in Wikidata.
const START: &str = "P580";
const END: &str = "P582";
const POINT: &str = "P585";
const DEATHS: &str = "P1120";
const INJURED: &str = "P1339";
const POSITION: &str = "P625";
/// Reference: a URL, and what the reference is called where it is none.
const URL: &str = "S854";
const TITLE: &str = "S1476";

/// The commands, one a line, with comments on what was not written and why.
pub(super) fn commands(opened: &Opened, item: Option<&str>) -> String {
    let dossier = &opened.dossier;
    let mut text = String::new();
    let subject = item.unwrap_or("LAST");
    if item.is_none() {
        text.push_str("CREATE\n");
        text.push_str(&label(dossier));
    }
    let Some(battle) = dossier
        .about
        .battle
        .as_ref()
        .map(|name| name.value.as_str())
    else {
        return text + "/* the dossier names no `battle`: no value can be written */\n";
    };
    text.push_str(&position(opened, battle, subject));
    let disputed = disputed(opened);
    let mut values: BTreeMap<&str, BTreeMap<String, &Claim>> = BTreeMap::new();
    let mut doubted: BTreeSet<&str> = BTreeSet::new();
    for claim in dossier
        .claims
        .iter()
        .filter(|claim| claim.readings.len() == 1)
    {
        for atom in claim.readings[0].statement.atoms() {
            let is_battle =
                matches!(atom.term.position(0), Some(Value::Name(term)) if term.name == battle);
            if atom.term.name == "happened" && is_battle {
                for (property, value) in extent(atom, claim) {
                    if disputed.contains(claim.id.value.as_str()) {
                        doubted.insert(property);
                    }
                    let known = values.entry(property).or_default();
                    known.entry(value).or_insert(claim);
                }
                continue;
            }
            let property = match atom.term.name.as_str() {
                "start" if is_battle => START,
                "end" if is_battle => END,
                "killed" if is_of_battle(atom, battle) => DEATHS,
                "wounded" if is_of_battle(atom, battle) => INJURED,
                _ => continue,
            };
            let value = match atom.comparison.as_ref().map(|one| &one.value) {
                Some(Value::Date(date)) => date_text(&local(date)),
                Some(_) => {
                    atom.comparison
                        .as_ref()
                        .and_then(estimates)
                        .and_then(|range| match range {
                            [Some(low), Some(_), Some(high)] if low == high => {
                                Some(low.to_string())
                            }
                            [None, Some(best), None] => Some(format!("{best}{ABOUT}")),
                            _ => None,
                        })
                }
                None => None,
            };
            let Some(value) = value else { continue };
            if disputed.contains(claim.id.value.as_str()) {
                doubted.insert(property);
            }
            values
                .entry(property)
                .or_default()
                .entry(value)
                .or_insert(claim);
        }
    }
    for (property, values) in values {
        if doubted.contains(property) || values.len() > 1 {
            let all: Vec<String> = values.keys().map(|value| in_words(value)).collect();
            text.push_str(&format!(
                "/* {property} is not written: the accounts do not agree ({}) */\n",
                all.join(", ")
            ));
            continue;
        }
        for (value, claim) in values {
            match reference(opened, claim) {
                Ok(reference) => {
                    text.push_str(&format!("{subject}\t{property}\t{value}{reference}\n"))
                }
                Err(why) => text.push_str(&format!(
                    "/* {property} is not written ({}): {why} */\n",
                    in_words(&value)
                )),
            }
        }
    }
    if text.contains(JULIAN) {
        text.push_str(JULIAN_REMARK);
    }
    text
}

/// Qualifies a figure that is only near: sourcing circumstances, circa.
const ABOUT: &str = "\tP1480\tQ5727902";

/// A value for a comment.
fn in_words(value: &str) -> String {
    match value.strip_suffix(ABOUT) {
        Some(near) => format!("about {near}"),
        None => value.to_owned(),
    }
}

/// Marks a date as one of the Julian calendar; without it QuickStatements takes every date for a Gregorian one.
/// Source: the calendar model Q1985786 in the parser of QuickStatements and its tests.
const JULIAN: &str = "/J";

const JULIAN_REMARK: &str = "/* /J: days before 15 October 1582 are taken as the sources write them, by the Julian calendar; \
                             one that `kidal import` says it changed to the Gregorian calendar has to be changed back */\n";

/// The label of a new item, in the language of the title: as the dossier says, or as the source does from which the title comes.
fn label(dossier: &Dossier) -> String {
    let title = &dossier.about.title.value;
    let of_source = || {
        let has_title = |source: &&Source| source.title.value.starts_with(title.as_str());
        let source = dossier.sources.iter().find(has_title)?;
        source.language.as_ref()
    };
    let language = dossier.about.language.as_ref().or_else(of_source);
    let code = language.map_or("en", |language| language.value.as_str());
    let remark = match language {
        Some(_) => "",
        None => {
            "/* the dossier does not say in which language its title is, and English is taken: write `language` below `title` */\n"
        }
    };
    format!("LAST\tL{code}\t\"{}\"\n{remark}", plain(title))
}

/// Counts of everybody in the battle: no group narrows them but the battle itself.
fn is_of_battle(atom: &kidal_dossier::language::Atom, battle: &str) -> bool {
    let names =
        |value: Option<&Value>| matches!(value, Some(Value::Name(term)) if term.name == battle);
    let is_of_all = match atom.term.position(0) {
        None => names(atom.term.keyed("in")),
        group => names(group),
    };
    is_of_all && atom.term.keyed("by").is_none()
}

/// `happened(battle) on 2012-03-26/2012-03-30`: its first and last day; of a single day, that day. A month stands in `as_of`.
fn extent(atom: &kidal_dossier::language::Atom, claim: &Claim) -> Vec<(&'static str, String)> {
    let date = atom
        .qualifiers
        .iter()
        .find_map(|qualifier| match qualifier {
            Qualifier::On(Value::Date(date)) => Some(date),
            _ => None,
        });
    let meant = claim.as_of.as_ref().map(|date| &date.value);
    let Some(date) = date.or(meant) else {
        return Vec::new();
    };
    let date = &local(date);
    if !date.is_extent() {
        let point = date_text(date).map(|text| (POINT, text));
        return point.into_iter().collect();
    }
    // An end in months or years would need a precision of its own.
    let is_plain = !date.is_approximate() && !date.is_uncertain() && date.is_bounded();
    if !is_plain || date.precision() != Precision::Day {
        return Vec::new();
    }
    let last = date
        .as_str()
        .split('/')
        .nth(1)
        .and_then(|end| Date::parse(end).ok());
    let ends = [
        (START, Some(date.earliest())),
        (END, last.map(|last| last.earliest())),
    ];
    ends.into_iter()
        .filter_map(|(property, day)| Some((property, day_text(&day?.to_string(), 11)?)))
        .collect()
}

/// Where the battle was: the position of its place, unless a claim names a place apart from it.
fn position(opened: &Opened, battle: &str, subject: &str) -> String {
    let dossier = &opened.dossier;
    let event = dossier.event(battle);
    let Some(place) = event
        .and_then(|event| event.place.as_ref())
        .and_then(|place| dossier.place(&place.value))
    else {
        return String::new();
    };
    let Some((lat, lon)) = place.lat.as_ref().zip(place.lon.as_ref()) else {
        return String::new();
    };
    let elsewhere: Vec<String> = named_places(dossier, battle)
        .into_iter()
        .filter(|(id, _)| {
            !is_part(dossier, id, &place.id.value) && !is_part(dossier, &place.id.value, id)
        })
        .map(|(id, claim)| {
            format!(
                "{} (`{}`)",
                dossier.name_of(id).unwrap_or(id),
                claim.id.value
            )
        })
        .collect();
    let name = &place.name.value;
    if !elsewhere.is_empty() {
        return format!(
            "/* {POSITION} is not written: the dossier has the battle at {name}, and claims have it at {} */\n",
            elsewhere.join(", ")
        );
    }
    let from = place.source.as_ref().map(|source| source.value.as_str());
    match from {
        Some(address) if is_address(address) => format!(
            "{subject}\t{POSITION}\t@{}/{}\t{URL}\t\"{}\"\n",
            lat.value,
            lon.value,
            plain(address)
        ),
        _ => format!(
            "/* {POSITION} is not written (@{}/{}): no web address stands as `source` of the place `{}`{} */\n",
            lat.value,
            lon.value,
            place.id.value,
            from.map_or(String::new(), |from| format!(", but “{}”", plain(from)))
        ),
    }
}

/// The places at which claims have the battle.
fn named_places<'d>(dossier: &'d Dossier, battle: &str) -> BTreeMap<&'d str, &'d Claim> {
    let mut found = BTreeMap::new();
    for claim in &dossier.claims {
        for reading in &claim.readings {
            for atom in reading.statement.atoms() {
                let of_battle =
                    matches!(atom.term.position(0), Some(Value::Name(term)) if term.name == battle);
                if atom.term.name != "happened" || !of_battle {
                    continue;
                }
                let qualified = atom
                    .qualifiers
                    .iter()
                    .filter_map(|qualifier| match qualifier {
                        Qualifier::At(value) => Some(value),
                        _ => None,
                    });
                let keyed = [atom.term.keyed("at"), atom.term.keyed("in")];
                for value in qualified.chain(keyed.into_iter().flatten()) {
                    if let Value::Name(term) = value
                        && dossier.place(&term.name).is_some()
                    {
                        found.entry(term.name.as_str()).or_insert(claim);
                    }
                }
            }
        }
    }
    found
}

/// Whether a place is another one or lies in it.
fn is_part(dossier: &Dossier, id: &str, whole: &str) -> bool {
    let parent = |place: &&Place| dossier.place(&place.part_of.as_ref()?.value);
    std::iter::successors(dossier.place(id), parent)
        .take(NESTED)
        .any(|place| place.id.value == whole)
}

/// Claims that stand in a contradiction.
fn disputed(opened: &Opened) -> BTreeSet<String> {
    kidal_check::check(&opened.dossier)
        .into_iter()
        .filter(|one| one.severity == Severity::Note)
        .flat_map(|one| one.sets)
        .filter(|set| set.kind == SetKind::Impossible)
        .flat_map(|set| set.claims)
        .collect()
}

/// A date by its own clock, of Wikidata with its precision: 11 a day, 10 a month, 9 a year.
fn date_text(date: &Date) -> Option<String> {
    if date.is_approximate() || date.is_uncertain() || date.is_extent() || !date.is_bounded() {
        return None;
    }
    let precision = match date.precision() {
        Precision::Year => 9,
        Precision::Month => 10,
        Precision::Season => return None,
        _ => 11,
    };
    day_text(&date.earliest().to_string(), precision)
}

/// A day as Wikidata writes it. It knows no year 0: what ISO calls -0333 is 334 BC and stands there as -0334.
fn day_text(day: &str, precision: u8) -> Option<String> {
    let day = day.split('T').next()?;
    let (year, rest) = match day.strip_prefix('-') {
        Some(before) => {
            let (year, rest) = before.split_once('-')?;
            (-year.parse::<i64>().ok()?, rest)
        }
        None => {
            let (year, rest) = day.split_once('-')?;
            (year.parse::<i64>().ok()?, rest)
        }
    };
    let (sign, year) = if year > 0 {
        ('+', year)
    } else {
        ('-', 1 - year)
    };
    // The first day of the Gregorian calendar: before it sources write days of the Julian one.
    let is_julian = sign == '-' || (year, rest) < (1582, "10-15");
    let calendar = if is_julian { JULIAN } else { "" };
    Some(format!(
        "{sign}{year:04}-{rest}T00:00:00Z/{precision}{calendar}"
    ))
}

/// A reference for what a claim says: a web address, else a title in its language. Without one the value is not written, and
/// what is said instead tells what to write.
fn reference(opened: &Opened, claim: &Claim) -> Result<String, String> {
    let Some(source) = carrier(opened, claim) else {
        return Err(format!(
            "`{}` names no source that carries it; write `via`",
            claim.id.value
        ));
    };
    let file = match &source.reference {
        Some(text) if is_address(&text.value) => {
            return Ok(format!("\t{URL}\t\"{}\"", plain(&text.value)));
        }
        other => other.as_ref().map(|text| format!(" ({})", text.value)),
    };
    // `kidal import` marks a title with the file that it read: that is a name on one machine.
    let title = &source.title.value;
    let known = match file.and_then(|file| title.strip_suffix(&file)) {
        Some("untitled") => None,
        Some(bare) => Some(bare),
        None => Some(title.as_str()),
    };
    match (known, &source.language) {
        (Some(title), Some(language)) => Ok(format!(
            "\t{TITLE}\t{}:\"{}\"",
            language.value,
            plain(title)
        )),
        (Some(_), None) => Err(format!(
            "write a web address as `reference` of the source `{id}`, or the `language` of its title",
            id = source.id.value
        )),
        (None, _) => Err(format!(
            "write a web address as `reference` of the source `{id}`, or its title and `language`",
            id = source.id.value
        )),
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// Text without what would end a field.
fn plain(text: &str) -> String {
    text.replace(['"', '\t', '\n', '\r'], " ")
}
