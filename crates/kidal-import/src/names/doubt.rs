//! Doubt about names: whether a name has the form of one.

use super::titles::{is_byname, starts_with_title};

/// Small words inside of names.
const PARTICLES: &str = "al el de del della der den di da das do dos du des d l la le les van von vom zu zur zum ibn bin bint ben \
    ag ould of the and et y e und i ad at as an ul ud ur ush us uz ath ash abu af av ter ten te li lo ap ab ó o a v";

/// Words that no name begins with, though some hold them.
const NO_BEGINNING: [&str; 9] = ["of", "and", "de", "the", "dit", "du", "son", "later", "et"];

/// Words that titles begin with.
const RANKS: [&str; 26] = [
    "earl",
    "duke",
    "count",
    "comte",
    "duc",
    "marquis",
    "marquess",
    "viscount",
    "vicomte",
    "baron",
    "lord",
    "prince",
    "seigneur",
    "sieur",
    "archduke",
    "elector",
    "margrave",
    "bishop",
    "bastard",
    "master",
    "grand",
    "king",
    "jr.",
    "sr.",
    "crown",
    "landgrave",
];

/// Words in a name. Chosen by us: `Emmanuel de Grouchy of the Old Guard` has seven.
const LONG: usize = 6;

fn is_particle(word: &str) -> bool {
    let lower = word.to_lowercase();
    let core = lower.trim_matches(|letter: char| !letter.is_alphanumeric());
    let head = core.split(['-', '\'', '’']).next().unwrap_or(core);
    PARTICLES
        .split(' ')
        .any(|particle| particle == core || (particle == head && head != core))
}

/// Tells of names whose form is unusual, where nothing else is told of them. Each name comes with the heading over it.
pub(super) fn settle<'n>(
    names: impl Iterator<Item = (&'n str, Option<&'n str>)>,
    leftovers: &[(String, String)],
) -> Vec<(String, String)> {
    let mut before: Option<&str> = None;
    let mut told = Vec::new();
    for (name, role) in names {
        let is_told = leftovers
            .iter()
            .any(|(text, _)| text.contains(name) || name.contains(text.as_str()));
        if let Some(reason) = reason(name, role, before).filter(|_| !is_told) {
            let why = crate::doubt::why(&format!("read as the name `{name}`"), reason);
            told.push((name.to_string(), why));
        }
        before = Some(name);
    }
    told
}

/// Why the form of a name is unusual.
fn reason(name: &str, role: Option<&str>, before: Option<&str>) -> Option<&'static str> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let first = words.first().copied().unwrap_or_default();
    let has_stroke = |text: &str| text.contains('/');
    if has_stroke(name) || role.is_some_and(has_stroke) {
        return Some("a stroke stands in it");
    }
    if name.contains([
        '(', ')', '[', ']', ':', ';', '=', '|', '<', '>', '*', '•', '·',
    ]) {
        return Some("a sign stands in it");
    }
    if name.contains(" - ") || name.contains(" – ") {
        return Some("a dash stands in it");
    }
    // `John de Vere, 13th Earl of Oxford` is one, and so is `Louis Thévenet, dit Danican`.
    let is_no_title = |part: &str| {
        let word = part
            .split([' ', '\''])
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let is_rank =
            RANKS.contains(&word.as_str()) || word.starts_with(|c: char| c.is_ascii_digit());
        !is_rank && !starts_with_title(part) && !is_byname(part)
    };
    if name.split(", ").skip(1).any(is_no_title) {
        return Some("a comma stands in it");
    }
    if NO_BEGINNING.contains(&first)
        || (first.starts_with(char::is_lowercase) && !is_particle(first))
    {
        return Some("it begins with a small letter");
    }
    // `United Kingdom of Portugal, Brazil and the Algarves`
    if name.contains(" and the ") || name.contains(" et les ") || name.contains(" et la ") {
        return Some("it may be the end of a list");
    }
    // `William, Lord Hastings`
    let is_forename = before.is_some_and(|before| !before.contains(' '));
    if is_forename && starts_with_title(name) {
        return Some("it may be the title of the one before it");
    }
    let is_cut =
        |word: &&str| word.chars().count() == 1 && !word.starts_with(char::is_alphanumeric);
    if words.len() > 1 && words.iter().any(is_cut) {
        return Some("a sign stands in it");
    }
    (words.len() > LONG).then_some("it is long")
}

#[cfg(test)]
mod tests {
    use crate::names::{belligerents, commanders};

    fn doubts(told: Vec<(String, String)>) -> Vec<String> {
        told.into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn ordinary_names_are_in_no_doubt() {
        for text in [
            "Duke of Wellington, Gebhard von Blücher, Prince of Orange (WIA)",
            "Abdul Karim ag Matafa, Assalat Ag Habi, 25px Iyad Ag Ghaly",
            "Louis-Alexandre Berthier †, Jean de La Valette, Ja'far al-Askari",
        ] {
            let found = doubts(commanders(text, &[]).doubts);
            assert_eq!(found, Vec::<String>::new());
        }
        let found = doubts(
            belligerents("MNLA, AQIM, 25px Ansar Dine, Kingdom of the Two Sicilies").leftovers,
        );
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn strokes_rules_and_quotation_marks_end_names() {
        let names = |text: &str| -> Vec<String> {
            let all = belligerents(text).names.into_iter();
            all.map(|one| one.name).collect()
        };
        assert_eq!(names("JNIM / Ansarul Islam"), ["JNIM", "Ansarul Islam"]);
        let list = commanders("Ali HadiKIA ---- King Salman, Omar \"Abu Hamza\"KIA", &[]);
        let fates: Vec<Option<&str>> = list.names.iter().map(|one| one.fate.as_deref()).collect();
        assert_eq!(fates, [Some("killed"), None, Some("killed")]);
    }

    #[test]
    fn unusual_names_are_told() {
        for text in [
            "JNIM/Ansarul Islam",
            "forces of Oda Nobukatsu, forces of Tokugawa Ieyasu",
            "United Kingdom of Portugal, Brazil and the Algarves",
        ] {
            assert!(!doubts(belligerents(text).doubts).is_empty(), "{text}");
        }
        let list = commanders("Louis Thévenet, frère Danican, Simon Canuel", &[]);
        assert_eq!(doubts(list.doubts), ["frère Danican"]);
    }
}
