//! The caption of a flag that stands before a commander's name: `Azawad Bilal Ag Acherif`, `Spain Juan del Águila`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::matching::{folded, is_known, is_same};
use super::{Belligerent, Commander, Names};

/// A name behind the caption of a flag.
struct Caption {
    row: usize,
    /// Bytes of the caption.
    length: usize,
    /// Whether the article itself names the land.
    is_of_article: bool,
    /// Words of the name without the caption.
    words: usize,
}

/// Takes the captions of flags off the names of commanders, and tells of each. A land may be a forename too (`Israel Putnam`):
/// it goes where two words of a name are left, and where the article names the land or another name of the field carries one.
pub(super) fn without_lands(names: &mut Names<Commander>, lands: &[String]) {
    let found: Vec<Caption> = names
        .names
        .iter()
        .enumerate()
        .filter_map(|(row, commander)| caption(row, &commander.name, lands))
        .collect();
    tell_common_beginnings(names, &found);
    let has_two = found.iter().filter(|one| one.words > 1).count() > 1;
    let has_own = found.iter().any(|one| one.words > 1 && one.is_of_article);
    for one in found {
        let is_caption = one.words > 1 && (one.is_of_article || has_two || has_own);
        let name = &mut names.names[one.row].name;
        let whole = name.clone();
        let land = whole[..one.length].trim_end().to_string();
        if is_caption {
            *name = whole[one.length..].trim_start().to_string();
            let why =
                format!("`{land}` is taken for the caption of a flag, and no part of the name");
            names.leftovers.push((whole, why));
        } else {
            let why = format!("`{land}` may be the caption of a flag, or part of the name");
            names.leftovers.push((whole, why));
        }
    }
}

/// `Kingdom of Castile Kingdom of Portugal`: two lands that no comma divides are two, and that is told.
pub(super) fn divide_lands(names: &mut Names<Belligerent>) {
    let is_land = |name: &str| is_listed(name) || (is_known(name) && !is_short(name));
    let mut row = 0;
    while let Some(belligerent) = names.names.get(row) {
        let whole = belligerent.name.clone();
        let mut ends = whole.match_indices(' ').map(|(at, _)| at);
        // `United Provinces of New Granada`: what `of` joins is one.
        let is_cut = |end: usize| joins(&whole[..end], &whole[end + 1..]);
        let end =
            ends.find(|end| !is_cut(*end) && is_land(&whole[..*end]) && is_land(&whole[end + 1..]));
        let is_caption = whole
            .rsplit_once(' ')
            .is_some_and(|(_, rest)| is_short(rest));
        // `Qing China` is one; of two words alone, the second is what the first rules.
        let is_pair = whole.split(' ').count() == 2;
        if let Some(end) = end.filter(|_| !is_land(&whole) && !is_caption && !is_pair) {
            let second = Belligerent {
                name: whole[end + 1..].to_string(),
                role: belligerent.role.clone(),
                ..Belligerent::default()
            };
            names.names[row].name = whole[..end].to_string();
            names.names.insert(row + 1, second);
            let why = "read as two names, which no comma divides".to_string();
            names.leftovers.push((whole, why));
        }
        row += 1;
    }
}

/// Whether a small word joins two parts of one name.
fn joins(before: &str, after: &str) -> bool {
    const JOINTS: [&str; 10] = [
        "of", "the", "de", "du", "des", "d'", "la", "von", "der", "and",
    ];
    let is_joint = |word: Option<&str>| word.is_some_and(|word| JOINTS.contains(&word));
    is_joint(before.rsplit(' ').next()) || is_joint(after.split(' ').next())
}

/// Whether a name is a short form in capitals.
fn is_short(name: &str) -> bool {
    name.chars().all(char::is_uppercase) && name.chars().count() > 1
}

/// `Azawad MNLA`: a land before an organisation that the table of names has by its short form.
pub(super) fn before_organisations(names: &mut Names<Belligerent>) {
    for belligerent in &mut names.names {
        let whole = belligerent.name.clone();
        let Some((land, rest)) = whole.rsplit_once(' ') else {
            continue;
        };
        if is_short(rest) && is_known(rest) && is_known(land) && !is_same(land, rest) {
            belligerent.name = rest.to_string();
            let why =
                format!("`{land}` is taken for the caption of a flag, and no part of the name");
            names.leftovers.push((whole, why));
        }
    }
}

/// The longest beginning of a name that is a land, with a name behind it.
fn caption(row: usize, name: &str, lands: &[String]) -> Option<Caption> {
    let ends: Vec<usize> = name.match_indices(' ').map(|(at, _)| at).collect();
    ends.iter().rev().find_map(|end| {
        let (land, rest) = (&name[..*end], name[*end..].trim_start());
        // `Azawad Al Bakaye`: an article that matching leaves out is no part of the land.
        let is_whole = folded(land).split(' ').count() == land.split(' ').count();
        let is_of_article = lands.iter().any(|known| {
            known.to_lowercase() == land.to_lowercase()
                || (is_whole && is_same(known, land))
                || begins(known, land)
        });
        // A table of names holds spellings without ranks and articles; a caption has neither.
        let is_plain = land
            .split(' ')
            .all(|word| word.starts_with(char::is_uppercase));
        let is_land = is_of_article || (is_plain && is_whole && is_known(land)) || is_listed(land);
        (is_land && starts_name(rest)).then(|| Caption {
            row,
            length: *end,
            is_of_article,
            words: rest.split(' ').count(),
        })
    })
}

/// Whether a belligerent's name begins with a caption and goes on with what it is: `Qing` of `Qing dynasty`.
fn begins(known: &str, land: &str) -> bool {
    const STATES: [&str; 14] = [
        "empire",
        "dynasty",
        "kingdom",
        "republic",
        "caliphate",
        "sultanate",
        "confederacy",
        "union",
        "khanate",
        "army",
        "states",
        "forces",
        "federation",
        "commonwealth",
    ];
    let rest = known
        .strip_prefix(land)
        .and_then(|rest| rest.strip_prefix(' '));
    rest.is_some_and(|rest| STATES.contains(&rest.to_lowercase().as_str()))
}

/// Whether the table of lands has it.
pub(super) fn is_listed(name: &str) -> bool {
    static LANDS: OnceLock<BTreeSet<&str>> = OnceLock::new();
    LANDS
        .get_or_init(|| {
            include_str!("../../tables/lands.tsv")
                .lines()
                .filter(|line| !line.starts_with('#'))
                .flat_map(|line| line.split(", "))
                .collect()
        })
        .contains(name)
}

/// Words that many names may begin with: ranks, titles, and parts of names.
const COMMON: &str = "General Gen Gen. Gén Gén. Cap. Cne Cdt Cdt. Lcl Amb. Lieutenant Lt Lt. Ltn Major Maj Maj. Brigadier Brig Brig. Colonel Col Col. Captain Capt Capt. \
    Commander Cdr Cmdr Commodore Rear Vice Admiral Adm Adm. Field Marshal Marshall Maréchal Général Colonel-General Generalleutnant \
    Generalmajor Amiral Contre-amiral Vice-amiral Vice-Admiral Capitaine Commandant Chef Chief Sir Lord Lady King Queen Prince Princess \
    Emperor Sultan Emir Amir Shah Khan Sheikh Mullah Maulana Hajji Haji Imam Ayatollah Abu Abd Ibn Umm Mohamed Mohammed Muhammad Ahmed \
    Ali Duke Count Earl Baron Marquis Marquess Viscount Don Doña San Saint St St. President Prime Minister Governor Dr Dr. Staff \
    Sergeant Sgt Sgt. Corporal Chief Group Air Wing Squadron Flight Sub-Lieutenant Second First 1st 2nd Oberst General-Major Le La De \
    Lieutenant-General Major-General Brigadier-General Lieutenant-Colonel Commandant-en-chef Pasha Bey Comandante Almirante Generale \
    Ras Dejazmach Fitawrari Tunku Raja Rajah Maharaja Rana Nawab Comte Duc Roi Empereur Jean John José Juan Maria Karl Johann";

/// Parts of ranks, and titles behind a name.
const TITLES: [&str; 14] = [
    "lieutenant",
    "general",
    "général",
    "colonel",
    "major",
    "captain",
    "capitaine",
    "admiral",
    "amiral",
    "commander",
    "pasha",
    "khan",
    "bey",
    "singh",
];

/// `Ruritania Jan Vik, Ruritania Ole Berg`: a word before several names of three may be the caption of a flag that no table has.
fn tell_common_beginnings(names: &mut Names<Commander>, found: &[Caption]) {
    let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (row, commander) in names.names.iter().enumerate() {
        let words: Vec<&str> = commander.name.split(' ').collect();
        let is_name =
            |word: &&str| word.starts_with(char::is_uppercase) && word.chars().count() > 2;
        let is_long = words.len() > 2 && words[..2].iter().all(is_name);
        // `Sous-lieutenant Jean Vilain`, `Kara Mustafa Pasha`
        let has_title = TITLES.iter().any(|title| {
            words[0].to_lowercase().contains(title)
                || words
                    .last()
                    .is_some_and(|last| last.to_lowercase() == *title)
        });
        let is_common = || has_title || COMMON.split_whitespace().any(|common| common == words[0]);
        if is_long && !is_common() && !found.iter().any(|one| one.row == row) {
            rows.entry(words[0].to_string()).or_default().push(row);
        }
    }
    for (word, rows) in rows.iter().filter(|(_, rows)| rows.len() > 1) {
        for row in rows {
            let why =
                format!("`{word}` stands before several names: it may be the caption of a flag");
            let name = names.names[*row].name.clone();
            names.leftovers.push((name, why));
        }
    }
}

/// `France Free Corps`: behind the name of a land, which may be the caption of a flag, stand words in capitals that are no part of a
/// state's or an army's name.
pub(super) fn tell_captions(names: &mut Names<Belligerent>) {
    for belligerent in &names.names {
        let ends = belligerent.name.match_indices(' ').map(|(at, _)| at);
        let caption = ends.rev().find_map(|end| {
            let (land, rest) = (&belligerent.name[..end], &belligerent.name[end + 1..]);
            let is_land =
                is_listed(land) || (is_known(land) && !land.chars().all(char::is_uppercase));
            let is_whole = land
                .rsplit(' ')
                .next()
                .is_some_and(|word| word.starts_with(char::is_uppercase));
            let is_caption = is_land && is_whole && starts_name(rest) && !is_of_state(rest);
            is_caption.then_some(land)
        });
        if let Some(land) = caption
            && !is_listed(&belligerent.name)
            && !is_known(&belligerent.name)
        {
            let why = format!("`{land}` may be the caption of a flag, or part of the name");
            names.leftovers.push((belligerent.name.clone(), why));
        }
    }
}

/// Whether words behind the name of a land make it that of a state, an army or a party.
fn is_of_state(rest: &str) -> bool {
    const OF_STATE: &str = "empire kingdom republic federation confederation confederacy union dynasty sultanate caliphate eyalet vilayet khanate company \
        army armies navy fleet force forces corps guard guards police militia militias division brigade regiment legion front party \
        movement league alliance coalition council government command tribe tribes people peoples volunteers rebels loyalists \
        nationalists royalists republicans partisans resistance rangers province islands colony colonies territory state states \
        service services front- command group wing squadron battalion insurgents separatists auxiliaries mercenaries allies crown \
        armée armées forces marine garde gendarmerie";
    rest.split([' ', '-']).any(|word| {
        let lower = word.to_lowercase();
        OF_STATE.split_whitespace().any(|known| known == lower)
    })
}

/// Whether a text may begin a name: no title's `of`, no joining word.
fn starts_name(text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or_default();
    let is_upper = word.starts_with(char::is_uppercase);
    let is_number = word.chars().all(|c| "IVX".contains(c));
    // `al-Shaykh`, `d'Erlon`
    let has_particle = word
        .split_once(['-', '\'', '’'])
        .is_some_and(|(_, core)| core.starts_with(char::is_uppercase));
    (is_upper && !is_number) || has_particle
}
