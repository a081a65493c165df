//! Types of machines by their designations: `MiG-21s`, `Bf 109`, `Spitfires`, `T-72s`.

use std::sync::OnceLock;

/// Spellings of one category: names of types, or the heads of their designations.
struct Row {
    category: &'static str,
    is_head: bool,
    spellings: Vec<&'static str>,
}

/// The table of types: `tables/types.tsv`.
fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        include_str!("../../tables/types.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let mut cells = line.split('\t');
                let (category, sort) = (cells.next()?, cells.next()?);
                let spellings = cells.next()?.split(' ').collect();
                let is_head = sort == "head";
                Some(Row {
                    category,
                    is_head,
                    spellings,
                })
            })
            .collect()
    })
}

/// The category of the things that a type names, where its designation or its name tells.
pub(super) fn category_of_type(unit: &str) -> Option<&'static str> {
    if !unit.contains(char::is_uppercase) {
        return None;
    }
    let last = unit.rsplit(' ').next().unwrap_or(unit);
    let single = last.strip_suffix('s').unwrap_or(last);
    let is_designated = |head: &str| {
        let mut words = unit.split(' ').peekable();
        std::iter::from_fn(move || Some((words.next()?, words.peek().copied())))
            .any(|(word, next)| begins(word, next, head))
    };
    let knows = |row: &&Row| {
        let mut spellings = row.spellings.iter();
        if row.is_head {
            spellings.any(|head| is_designated(head))
        } else {
            spellings.any(|name| last == *name || single == *name)
        }
    };
    rows().iter().find(knows).map(|row| row.category)
}

/// Whether a word is a designation that begins so: `MiG-21s` and `MiG 21` with `MiG-`, `T-72` with `T-`.
fn begins(word: &str, next: Option<&str>, head: &str) -> bool {
    let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    match word.strip_prefix(head) {
        Some("") => next.is_some_and(is_number) && head.len() > 1,
        Some(rest) => {
            is_number(rest.strip_prefix('-').unwrap_or(rest))
                && (rest.starts_with('-') || head.len() > 1)
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::category_of_type;

    #[test]
    fn designations_and_names_tell_what_flies_and_what_rolls() {
        for (unit, category) in [
            ("MiG-21s", Some("aircraft")),
            ("MiG 21", Some("aircraft")),
            ("Bf 109s", Some("aircraft")),
            ("Spitfires", Some("aircraft")),
            ("F-16", Some("aircraft")),
            ("KV-1s", Some("tanks")),
            ("T-72s", Some("tanks")),
            ("M4 Shermans", Some("tanks")),
            ("BTR-60s", Some("vehicles")),
            ("LVTs", Some("vehicles")),
            ("Spartans", None),
            ("Tartars", None),
            ("C Company", None),
        ] {
            assert_eq!(category_of_type(unit), category, "{unit}");
        }
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let lines = include_str!("../../tables/types.tsv").lines();
        let lines: Vec<&str> = lines.filter(|line| !line.starts_with('#')).collect();
        assert_eq!(super::rows().len(), lines.len());
        for line in lines {
            let sort = line.split('\t').nth(1);
            assert!(matches!(sort, Some("name" | "head")), "{line}");
        }
    }
}
