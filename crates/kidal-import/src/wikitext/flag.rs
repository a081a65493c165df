//! Templates that show a flag: `{{USA}}`, `{{FRA 1852-1870}}`, `{{GBR-d|1707}}`, `{{Mali}}`.

use std::sync::OnceLock;

use crate::names::is_known;

/// What a flag's template stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flag {
    /// The name that a page shows beside the flag.
    pub(super) name: String,
    /// Whether the table of countries or the table of names has it.
    pub(super) is_known: bool,
}

/// Reads the name and the parameters of a template as those of a flag.
pub(super) fn flag(written: &str, parameters: &[&str], is_french: bool) -> Option<Flag> {
    let written = written.trim();
    if !written.starts_with(char::is_uppercase) || written.len() >= 40 {
        return None;
    }
    let core = without_years(written);
    // `-d`: the flag that the page of a country names by its code, without the country's name.
    let core = without_years(core.strip_suffix("-d").unwrap_or(core));
    let known = country(core, is_french);
    let is_dated = parameters.iter().all(|text| is_years(text.trim()));
    // `{{Canada|1921}}`: the name of a land and the year of its flag.
    let is_named = known.is_some() || is_known(core);
    if !is_dated || (!parameters.is_empty() && !is_named) {
        return None;
    }
    Some(Flag {
        is_known: is_named,
        name: known.unwrap_or(core).to_string(),
    })
}

/// The name of a country that a code stands for.
pub(super) fn country(code: &str, is_french: bool) -> Option<&'static str> {
    static ROWS: OnceLock<Vec<[&'static str; 3]>> = OnceLock::new();
    let rows = ROWS.get_or_init(|| {
        include_str!("../../tables/countries.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let mut cells = line.split('\t');
                Some([cells.next()?, cells.next()?, cells.next()?])
            })
            .collect()
    });
    let row = rows
        .iter()
        .find(|[codes, _, _]| codes.split(", ").any(|known| known == code))?;
    Some(row[if is_french { 2 } else { 1 }])
}

/// Whether what follows a flag on its line is the name that the flag belongs to.
pub(super) fn is_before_name(after: &str) -> bool {
    let after = after.trim_start_matches([' ', '\u{a0}', '\'']);
    let after = after
        .strip_prefix("&nbsp;")
        .unwrap_or(after)
        .trim_start_matches([' ', '\'']);
    after.starts_with("[[") || after.starts_with(char::is_uppercase)
}

/// `FRA 1852-1870`, `Mexique 1864`, `Canada (1921–1957)`: the name without its years.
fn without_years(text: &str) -> &str {
    let Some((head, tail)) = text.rsplit_once([' ', '_']) else {
        return text;
    };
    let tail = tail.trim_matches(['(', ')']);
    if is_years(tail) && !head.is_empty() {
        head.trim_end()
    } else {
        text
    }
}

fn is_years(text: &str) -> bool {
    text.len() >= 3
        && text.split(['-', '–']).all(|year| {
            (3..=4).contains(&year.len()) && year.bytes().all(|b| b.is_ascii_digit())
                || year.is_empty()
        })
        && text.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(written: &str, parameters: &[&str], is_french: bool) -> Option<String> {
        flag(written, parameters, is_french).map(|flag| flag.name)
    }

    /// `FRA 1852-1870` was printed as the beginning of a belligerent's name.
    #[test]
    fn years_belong_to_the_flag_and_not_to_the_name() {
        for (written, shown) in [
            ("FRA 1852-1870", "France"),
            ("FRA 1852–1870", "France"),
            ("MEX 1823-1864", "Mexico"),
            ("GBR-d", "United Kingdom"),
            ("Canada (1921–1957)", "Canada"),
            ("Mali", "Mali"),
            ("Compagnie 7", "Compagnie 7"),
        ] {
            assert_eq!(
                name(written, &[], false).as_deref(),
                Some(shown),
                "{written}"
            );
        }
        assert_eq!(
            name("GBR-d", &["1707"], true).as_deref(),
            Some("Royaume-Uni")
        );
        assert_eq!(name("Mali", &["1959"], true).as_deref(), Some("Mali"));
        assert_eq!(name("Ancre", &["1707"], true), None);
        assert_eq!(name("USA", &["a ship"], false), None);
    }

    #[test]
    fn each_code_of_the_table_names_one_country_in_both_languages() {
        let mut seen = Vec::new();
        for line in include_str!("../../tables/countries.tsv").lines() {
            if line.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "{line}");
            for code in cells[0].split(", ") {
                assert!(!seen.contains(&code), "{code}");
                assert_eq!(country(code, true), Some(cells[2]), "{code}");
                seen.push(code);
            }
        }
    }
}
