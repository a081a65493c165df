//! The names of infobox fields in several languages: `tables/fields.tsv`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FieldKind {
    Title,
    PartOf,
    Date,
    Place,
    Coordinates,
    Latitude,
    Longitude,
    Result,
    Territory,
    Status,
    Cause,
    Notes,
    OtherCasualties,
    Ignored,
    Belligerents,
    Commanders,
    Units,
    Strength,
    Casualties,
}

/// A field that was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FieldName {
    pub(crate) kind: FieldKind,
    /// The number of the side, counted from 1; none where the name carries none.
    pub(crate) side: Option<usize>,
}

/// Most sides that a field may number. Chosen by us: the template has six.
const SIDES: usize = 12;

fn kind(word: &str) -> Option<FieldKind> {
    Some(match word {
        "title" => FieldKind::Title,
        "part_of" => FieldKind::PartOf,
        "date" => FieldKind::Date,
        "place" => FieldKind::Place,
        "coordinates" => FieldKind::Coordinates,
        "latitude" => FieldKind::Latitude,
        "longitude" => FieldKind::Longitude,
        "result" => FieldKind::Result,
        "territory" => FieldKind::Territory,
        "status" => FieldKind::Status,
        "cause" => FieldKind::Cause,
        "notes" => FieldKind::Notes,
        "other_casualties" => FieldKind::OtherCasualties,
        "ignored" => FieldKind::Ignored,
        "belligerents#" => FieldKind::Belligerents,
        "commanders#" => FieldKind::Commanders,
        "units#" => FieldKind::Units,
        "strength#" => FieldKind::Strength,
        "casualties#" => FieldKind::Casualties,
        _ => return None,
    })
}

/// A field and the languages that write it so.
type Row = (FieldKind, Vec<&'static str>);

/// Field by folded spelling, with the languages that write it so.
fn table() -> &'static BTreeMap<String, Row> {
    static TABLE: OnceLock<BTreeMap<String, Row>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: BTreeMap<String, Row> = BTreeMap::new();
        for row in include_str!("../tables/fields.tsv").lines() {
            let mut cells = row.split('\t');
            let (Some(language), Some(name), Some(spellings)) =
                (cells.next(), cells.next(), cells.next())
            else {
                continue;
            };
            let Some(kind) = kind(name) else { continue };
            for spelling in spellings.split(", ") {
                let entry = table.entry(folded(spelling)).or_insert((kind, Vec::new()));
                // Where languages differ, the first row of the table holds; it is still a sign of the language.
                if !entry.1.contains(&language) {
                    entry.1.push(language);
                }
            }
        }
        table
    })
}

fn folded(key: &str) -> String {
    key.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .map(plain_digit)
        .collect()
}

/// Arabic and Persian digits as ASCII.
fn plain_digit(letter: char) -> char {
    match letter {
        '\u{660}'..='\u{669}' => char::from(b'0' + (letter as u32 - 0x660) as u8),
        '\u{6f0}'..='\u{6f9}' => char::from(b'0' + (letter as u32 - 0x6f0) as u8),
        _ => letter,
    }
}

/// The base of a key, the number of its side and its letter: `strength2a`, `Combatant 1`.
fn parts(key: &str) -> (String, Option<usize>) {
    let folded = folded(key);
    let letterless = folded
        .strip_suffix(|c: char| c.is_ascii_lowercase())
        .filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(&folded);
    let digits: String = letterless
        .chars()
        .rev()
        .take_while(char::is_ascii_digit)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let base = &letterless[..letterless.len() - digits.len()];
    match digits.parse::<usize>() {
        Ok(side) if (1..=SIDES).contains(&side) => (base.to_string(), Some(side)),
        _ => (folded.clone(), None),
    }
}

fn entry(key: &str) -> Option<(&'static Row, Option<usize>)> {
    let (base, side) = parts(key);
    let found = table()
        .get(&base)
        .or_else(|| table().get(base.trim_end_matches('s')))?;
    Some((found, side))
}

/// The field that a key names.
pub(crate) fn field_of(key: &str) -> Option<FieldName> {
    let ((kind, _), side) = entry(key)?;
    Some(FieldName { kind: *kind, side })
}

/// The languages whose infoboxes write a key so.
pub(crate) fn languages_of(key: &str) -> &'static [&'static str] {
    entry(key).map_or(&[], |((_, languages), _)| languages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_several_languages_name_the_same_fields() {
        for (key, kind, side) in [
            ("Combatant1", FieldKind::Belligerents, Some(1)),
            ("combatant2a", FieldKind::Belligerents, Some(2)),
            ("TRUPPENSTÄRKE2", FieldKind::Strength, Some(2)),
            ("Pertes1", FieldKind::Casualties, Some(1)),
            ("forces 2", FieldKind::Strength, Some(2)),
            ("Schieramento1", FieldKind::Belligerents, Some(1)),
            ("soldados1", FieldKind::Strength, Some(1)),
            ("خسائر1", FieldKind::Casualties, Some(1)),
            ("الخصم٢", FieldKind::Belligerents, None),
            ("Date", FieldKind::Date, None),
        ] {
            let found = field_of(key).map(|found| (found.kind, found.side));
            if key == "الخصم٢" {
                assert_eq!(found, Some((kind, Some(2))), "{key}");
                continue;
            }
            assert_eq!(found, Some((kind, side)), "{key}");
        }
        assert_eq!(field_of("favourite colour"), None);
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        for row in include_str!("../tables/fields.tsv")
            .lines()
            .filter(|row| !row.starts_with('#'))
        {
            let cells: Vec<&str> = row.split('\t').collect();
            assert_eq!(cells.len(), 3, "{row}");
            assert!(kind(cells[1]).is_some(), "{row}");
        }
    }
}
