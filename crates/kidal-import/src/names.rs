//! Lists of names: belligerents and commanders, with what marks tell of them.

mod account;
mod doubt;
mod lands;
mod list;
mod matching;
#[cfg(test)]
mod tests;
mod titles;

use serde::Serialize;

use crate::clean::{clean, clean_keeping_pages};
use crate::words::{Class, sense_of};

use lands::{before_organisations, tell_captions, without_lands};
use list::{Item, items};
pub use matching::Likeness;
pub(crate) use matching::{folded, is_known, is_same, likeness};

/// A belligerent as the infobox names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Belligerent {
    /// Its name.
    pub name: String,
    /// The short form that stands in parentheses after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub abbreviation: Option<String>,
    /// The heading it stands under: `Supported by`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// What else stands in parentheses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The page that the name links to, where it is another name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
}

/// A commander as the infobox names him or her.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Commander {
    /// The name, with the rank where one is written.
    pub name: String,
    /// What became of the person, where a mark tells: `killed`, `captured`, `wounded`.
    pub fate: Option<String>,
    /// The heading the name stands under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// What else stands in parentheses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The page that the name links to, where it is another name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
}

/// A list of names and what was not understood of it.
#[derive(Clone, Debug)]
pub(crate) struct Names<T> {
    pub(crate) names: Vec<T>,
    pub(crate) leftovers: Vec<(String, String)>,
    /// Names whose form is unusual, and why.
    pub(crate) doubts: Vec<(String, String)>,
}

/// Whether a field says that nothing is known of it.
fn is_empty_word(text: &str) -> bool {
    let senses = [Class::Unknown, Class::None];
    sense_of(text, &senses).is_some()
        || matches!(
            text,
            "-" | "–"
                | "?"
                | "…"
                | "..."
                | "various"
                | "Various"
                | "Vacant"
                | "vacant"
                | "full list..."
                | "see below"
                | "See below"
        )
}

/// Whether a text is the name of a land or of an actor that the tables have.
pub(crate) fn is_land(name: &str) -> bool {
    lands::is_listed(name) || is_known(name)
}

/// Whether a field says that nobody, or nobody known, is there.
pub(crate) fn says_none(raw: &str) -> bool {
    is_empty_word(clean(raw).trim())
}

/// `and others...`: names that are not given.
fn is_remainder(text: &str) -> bool {
    let lower = text.to_lowercase();
    let core = lower.trim_matches(|c: char| matches!(c, '.' | '…' | ' '));
    let core = core
        .strip_prefix("and ")
        .or_else(|| core.strip_prefix("et "))
        .unwrap_or(core);
    matches!(
        core,
        "others"
            | "other"
            | "many others"
            | "several others"
            | "more"
            | "et al"
            | "autres"
            | "etc"
            | "andere"
    )
}

/// Reads a list of belligerents.
pub(crate) fn belligerents(raw: &str) -> Names<Belligerent> {
    let text = clean_keeping_pages(raw);
    let list = items(&text);
    let mut names: Names<Belligerent> = Names {
        names: Vec::new(),
        leftovers: list.leftovers,
        doubts: Vec::new(),
    };
    for item in list.items {
        if is_empty_word(&item.name) {
            continue;
        }
        if is_remainder(&item.name) {
            names
                .leftovers
                .push((item.text, "who else it was is not named".to_string()));
            continue;
        }
        if item.name.is_empty() {
            // A remark on the one before: `(until 1943)`.
            if let Some(last) = names.names.last_mut() {
                last.note = joined(last.note.take(), item.parentheses);
            } else if !item.parentheses.is_empty() {
                names.leftovers.push((
                    item.parentheses.join("; "),
                    "no name stands before it".to_string(),
                ));
            }
            continue;
        }
        let (abbreviation, notes) = abbreviation_of(&item);
        // `United Kingdom:` and then its dominions: the heading is a belligerent itself.
        if let Some(role) = &item.role
            && is_known(role)
            && !names.names.iter().any(|known| known.name == *role)
        {
            let why = "a heading, read as a belligerent too".to_string();
            names.leftovers.push((role.clone(), why));
            names.names.push(Belligerent {
                name: role.clone(),
                ..Belligerent::default()
            });
        }
        if let Some(role) = &item.role
            && account::may_be_a_side(role)
            && !names.names.iter().any(|known| known.name == *role)
        {
            let why = "read as a heading of those behind it; it may be one of them".to_string();
            let told = (role.clone(), why);
            if !names.leftovers.contains(&told) {
                names.leftovers.push(told);
            }
        }
        let is_seen = names
            .names
            .iter()
            .any(|known| known.name == item.name && known.role == item.role);
        if account::is_more_than_a_name(&item.name) {
            let why = "taken for a name; it holds words that no name has".to_string();
            names.leftovers.push((item.text.clone(), why));
        }
        if is_seen {
            let why = "named twice, and taken once".to_string();
            names.leftovers.push((item.text.clone(), why));
        }
        if !is_seen {
            names.names.push(Belligerent {
                name: without_marks(&item.name),
                abbreviation,
                role: item.role,
                note: joined(None, notes),
                page: item.page,
            });
        }
    }
    lands::divide_lands(&mut names);
    before_organisations(&mut names);
    tell_captions(&mut names);
    let said = names.names.iter().flat_map(|one| {
        let more = [&one.abbreviation, &one.note];
        std::iter::once(one.name.as_str()).chain(more.into_iter().flatten().map(String::as_str))
    });
    let roles = names.names.iter().filter_map(|one| one.role.as_deref());
    account::settle(&clean(raw), said, roles, false, &mut names.leftovers);
    let all = names.names.iter();
    let all = all.map(|one| (one.name.as_str(), one.role.as_deref()));
    names.doubts = doubt::settle(all, &names.leftovers);
    names
}

/// Marks have no meaning after a belligerent, and no place in its name.
fn without_marks(name: &str) -> String {
    name.trim_matches(|c: char| matches!(c, '†' | '‡' | '*' | '#' | ' '))
        .to_string()
}

fn abbreviation_of(item: &Item) -> (Option<String>, Vec<String>) {
    let is_short = |text: &String| {
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = text.chars().filter(|c| c.is_uppercase()).count();
        !text.contains(' ') && (2..=8).contains(&letters) && capitals * 2 > letters
    };
    let short = item.parentheses.iter().find(|text| is_short(text)).cloned();
    let notes = item
        .parentheses
        .iter()
        .filter(|text| Some(*text) != short.as_ref())
        .cloned();
    (short.clone(), notes.collect())
}

fn joined(note: Option<String>, more: Vec<String>) -> Option<String> {
    let all: Vec<String> = note.into_iter().chain(more).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// Reads a list of commanders. The lands are those whose flags may stand before a name: belligerents, and where it was.
pub(crate) fn commanders(raw: &str, lands: &[String]) -> Names<Commander> {
    let text = clean_keeping_pages(raw);
    let list = items(&text);
    let mut names: Names<Commander> = Names {
        names: Vec::new(),
        leftovers: list.leftovers,
        doubts: Vec::new(),
    };
    for item in list.items {
        if is_empty_word(&item.name) {
            continue;
        }
        if is_remainder(&item.name) {
            names
                .leftovers
                .push((item.text, "who else it was is not named".to_string()));
            continue;
        }
        if item.name.to_lowercase().starts_with("unknown ") {
            // `Unknown governor †`
            let why = "somebody who is not named".to_string();
            names.leftovers.push((item.text, why));
            continue;
        }
        let is_number =
            item.name.starts_with(|c: char| c.is_ascii_digit()) && !begins_with_rank(&item.name);
        if is_number || account::counts_people(&item.name) {
            // `54 other generals †`, `two sons of Porus †`
            names
                .leftovers
                .push((item.text, "a number of people and no name".to_string()));
            continue;
        }
        if item.name.ends_with('?') && item.name.contains(['†', '‡', '✝', '✠', '☠']) {
            names
                .leftovers
                .push((item.text.clone(), "the fate is in doubt".to_string()));
        }
        let (mut name, mut fates) = marks_of(&item.name);
        let mut notes = Vec::new();
        if let Some((before, mark, after)) = mark_inside(&name) {
            // `Leonidas I † King of Sparta`
            let why = "a mark inside a name: what stands behind it is taken for a note";
            names.leftovers.push((item.text.clone(), why.to_string()));
            fates.extend(sense_of(mark, &[Class::Fate]).map(|sense| sense.meaning));
            notes.push(after.to_string());
            name = before.to_string();
        }
        for inner in &item.parentheses {
            if let Some(both) = both_fates(inner) {
                fates.extend(both);
                continue;
            }
            match fate_in(inner) {
                Some((fate, rest)) => {
                    if account::has_other_fate(inner, fate) {
                        let why = format!("`{fate}` is taken for the fate; the words say more");
                        names.leftovers.push((item.text.clone(), why));
                    }
                    fates.push(fate);
                    notes.extend(rest);
                }
                None => {
                    if account::names_fate(inner) {
                        let why = format!("`{inner}` stays a note, and is not taken for the fate");
                        names.leftovers.push((item.text.clone(), why));
                    }
                    notes.push(inner.clone());
                }
            }
        }
        if account::is_more_than_a_name(&name) {
            let why = "taken for a name; it holds words that no name has".to_string();
            names.leftovers.push((item.text.clone(), why));
        }
        if name.is_empty() {
            match names.names.last_mut() {
                Some(last) => {
                    for fate in fates {
                        add_fate(&mut last.fate, fate);
                    }
                    last.note = joined(last.note.take(), notes);
                }
                None => names
                    .leftovers
                    .push((item.text, "no name stands before it".to_string())),
            }
            continue;
        }
        let mut fate = None;
        for found in fates {
            add_fate(&mut fate, found);
        }
        names.names.push(Commander {
            name,
            fate,
            role: item.role,
            note: joined(None, notes),
            page: item.page,
        });
    }
    without_lands(&mut names, lands);
    let has_fate = names.names.iter().any(|one| one.fate.is_some());
    let said = names
        .names
        .iter()
        .flat_map(|one| std::iter::once(one.name.as_str()).chain(one.note.as_deref()));
    let roles = names.names.iter().filter_map(|one| one.role.as_deref());
    account::settle(&clean(raw), said, roles, has_fate, &mut names.leftovers);
    let all = names.names.iter();
    let all = all.map(|one| (one.name.as_str(), one.role.as_deref()));
    names.doubts = doubt::settle(all, &names.leftovers);
    names
}

/// `1st Lt. Andrew Bundermann`, `2nd Lieutenant A. Hill`: an ordinal before a rank is a part of it.
fn begins_with_rank(name: &str) -> bool {
    let mut words = name.split(' ');
    let ordinal = words.next().unwrap_or_default();
    let rank = words.next().unwrap_or_default();
    let is_ordinal = ["st", "nd", "rd"].iter().any(|end| ordinal.ends_with(end));
    let is_rank = ["Lt", "Lieut", "Capt", "Sgt", "Sergeant"]
        .iter()
        .any(|start| rank.starts_with(start));
    // `1LT Jonathan P. Brostrom`
    let is_short = matches!(ordinal, "1LT" | "2LT" | "1SG" | "1Lt" | "2Lt");
    ((is_ordinal && is_rank) || (is_short && rank.starts_with(char::is_uppercase)))
        && (is_short || words.next().is_some())
}

/// A mark of a fate between two parts of a name, and these.
fn mark_inside(name: &str) -> Option<(&str, &str, &str)> {
    let (at, mark) = name
        .char_indices()
        .find(|(_, letter)| matches!(letter, '†' | '‡' | '✝' | '✠' | '☠'))?;
    let end = at + mark.len_utf8();
    let (before, after) = (name[..at].trim(), name[end..].trim());
    (!before.is_empty() && !after.is_empty()).then_some((before, &name[at..end], after))
}

fn add_fate(fate: &mut Option<String>, found: &str) {
    match fate {
        // `† (DOW)`: the mark says no more than the word.
        Some(known) if known == "killed" && is_death(found) => *known = found.to_string(),
        Some(known) if found == "killed" && is_death(known) => {}
        Some(known) if known.split(" and ").any(|part| part == found) => {}
        Some(known) => *known = format!("{known} and {found}"),
        None => *fate = Some(found.to_string()),
    }
}

/// A fate inside parentheses, and what else stands there: `(KIA)`, `(captured on 5 May)`.
fn fate_in(inner: &str) -> Option<(&'static str, Option<String>)> {
    if let Some(sense) = sense_of(inner, &[Class::Fate]) {
        return Some((sense.meaning, None));
    }
    let lower = inner.to_lowercase();
    let mut longest: Option<(&'static str, usize)> = None;
    let words: Vec<&str> = lower.split_whitespace().collect();
    for count in (1..=words.len().min(4)).rev() {
        let head = words[..count].join(" ");
        if let Some(sense) = sense_of(head.trim_end_matches([',', ';']), &[Class::Fate]) {
            longest = Some((sense.meaning, count));
            break;
        }
    }
    let (meaning, _) = longest?;
    // `(killed at Tours)` keeps its words as a note.
    Some((meaning, Some(inner.to_string())))
}

/// Ways to die that say more than `killed`.
fn is_death(fate: &str) -> bool {
    matches!(
        fate,
        "died of wounds"
            | "executed"
            | "assassinated"
            | "committed suicide"
            | "died of natural causes"
    )
}

/// Two fates in one parenthesis: `(wounded and captured)`, `(herido y capturado)`.
fn both_fates(inner: &str) -> Option<[&'static str; 2]> {
    let joints = [" and ", " & ", ", ", "/", " et ", " und ", " y ", " e "];
    joints.iter().find_map(|joint| {
        let (one, other) = inner.split_once(joint)?;
        let fate = |text: &str| Some(sense_of(text.trim(), &[Class::Fate])?.meaning);
        Some([fate(one)?, fate(other)?])
    })
}

/// Marks after a name, fused or apart: `Leonidas I †`, `John SmithKIA`, `A. Hill (POW)` has none left here.
fn marks_of(name: &str) -> (String, Vec<&'static str>) {
    let mut fates = Vec::new();
    let mut rest = name.trim();
    if let Some(sure) = rest.strip_suffix('?').map(str::trim_end)
        && sure.ends_with(['†', '‡', '✝', '✠', '☠'])
    {
        // `Abu Ali †?`: the caller tells of the doubt.
        rest = sure;
    }
    loop {
        let before = rest;
        for mark in ['†', '‡', '✝', '✠', '☠', '⚔', '#'] {
            if let Some(shorter) = rest.strip_suffix(mark) {
                fates
                    .extend(sense_of(&mark.to_string(), &[Class::Fate]).map(|sense| sense.meaning));
                rest = shorter.trim_end();
            } else if let Some(shorter) = rest.strip_prefix(mark) {
                fates
                    .extend(sense_of(&mark.to_string(), &[Class::Fate]).map(|sense| sense.meaning));
                rest = shorter.trim_start();
            }
        }
        for mark in [
            "KIA", "K.I.A.", "POW", "P.O.W.", "WIA", "W.I.A.", "MIA", "DOW",
        ] {
            let Some(shorter) = rest.strip_suffix(mark) else {
                continue;
            };
            // `Mohammad al-Chati "Abu Hamza"KIA`
            let is_fused = shorter.ends_with(|c: char| {
                c.is_lowercase() || matches!(c, ' ' | '.' | ')' | '†' | '"' | '”' | '»')
            });
            if is_fused || shorter.is_empty() {
                fates.extend(sense_of(mark, &[Class::Fate]).map(|sense| sense.meaning));
                rest = shorter.trim_end();
            }
        }
        if rest == before {
            break;
        }
    }
    let words = sense_of(rest, &[Class::Fate]);
    if let Some(sense) = words {
        fates.push(sense.meaning);
        rest = "";
    }
    fates.reverse();
    (
        rest.trim_matches(|c: char| matches!(c, ' ' | '*' | ','))
            .to_string(),
        fates,
    )
}
