//! A list of units: commas that divide them, and commas inside the name of one.

/// Bodies that are named by a number and the larger body they belong to.
const SMALL_BODIES: [&str; 18] = [
    "battalion",
    "battalions",
    "bn",
    "bns",
    "batt",
    "company",
    "companies",
    "coy",
    "coys",
    "squadron",
    "sqn",
    "battery",
    "bty",
    "troop",
    "platoon",
    "bataillon",
    "compagnie",
    "detachment",
];

/// The last words of names of larger bodies.
const LARGE_BODIES: [&str; 26] = [
    "guards",
    "regiment",
    "rifles",
    "fusiliers",
    "highlanders",
    "cavalry",
    "infantry",
    "marines",
    "lancers",
    "hussars",
    "dragoons",
    "artillery",
    "engineers",
    "borderers",
    "light",
    "foot",
    "horse",
    "legion",
    "watch",
    "grenadiers",
    "rangers",
    "brigade",
    "division",
    "group",
    "régiment",
    "corps",
];

/// The units of a cleaned text, and joints that may be read otherwise.
pub(super) fn units(text: &str) -> (Vec<String>, Vec<(String, String)>) {
    let mut units: Vec<String> = Vec::new();
    let mut leftovers = Vec::new();
    for line in text.split(['\n', ';']) {
        let first = units.len();
        let mut open = String::new();
        for piece in line.split(", ") {
            // `VII Corps (1st, 4th and 9th Divisions)`
            if !open.is_empty() {
                open.push_str(", ");
            }
            open.push_str(piece);
            if open.matches('(').count() > open.matches(')').count()
                && line.matches(')').count() > 0
            {
                continue;
            }
            let whole = std::mem::take(&mut open);
            let part = whole
                .trim()
                .trim_start_matches(['*', '•'])
                .trim_end_matches(',')
                .trim();
            if part.is_empty() {
                continue;
            }
            let before = units[first..].last();
            if let Some(before) = before.filter(|before| is_small(before) && is_large(part)) {
                let whole = format!("{before}, {part}");
                if ends_in(part, &["brigade", "division", "group", "corps"]) {
                    let why = "read as one unit; it may be two".to_string();
                    leftovers.push((whole.clone(), why));
                }
                if let Some(last) = units.last_mut() {
                    *last = whole;
                }
            } else {
                units.push(part.to_string());
            }
        }
        if !open.is_empty() {
            units.push(open);
        }
    }
    (units, leftovers)
}

/// Whether a name is nothing but the number of a small body: `2nd Bn`, `1st and 3rd Battalions`, `A Company`.
fn is_small(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let numbers = &words[..words.len() - 1];
    let is_number = |word: &&str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || word.chars().all(|c| c.is_ascii_uppercase())
            || matches!(
                *word,
                "and" | "&" | "No." | "First" | "Second" | "Third" | "Fourth"
            )
    };
    ends_in(name, &SMALL_BODIES) && !numbers.is_empty() && numbers.iter().all(is_number)
}

fn is_large(name: &str) -> bool {
    let core = name.split('(').next().unwrap_or(name).trim();
    ends_in(core, &LARGE_BODIES)
}

fn ends_in(name: &str, words: &[&str]) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    words.contains(&last.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::units;

    #[test]
    fn a_battalion_and_its_regiment_are_one_unit() {
        let (found, leftovers) =
            units("2nd Bn, Scots Guards, 1st Battalion, 7th Cavalry, 29th Brigade, 3 Para");
        assert_eq!(
            found,
            [
                "2nd Bn, Scots Guards",
                "1st Battalion, 7th Cavalry",
                "29th Brigade",
                "3 Para"
            ]
        );
        assert!(leftovers.is_empty());
    }

    #[test]
    fn a_company_of_a_brigade_may_be_two_units_and_is_told() {
        let (found, leftovers) = units("A Company, 3rd Brigade");
        assert_eq!(found, ["A Company, 3rd Brigade"]);
        assert_eq!(leftovers.len(), 1);
    }
}
