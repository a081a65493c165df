//! Dividing a list of names: commas that end a name, and commas inside one.

use super::titles::{
    TITLES, begins_with_small_title, is_bare_prince, is_byname, is_english_title, is_one_body,
    is_rare_title, is_small_title, is_title_of_a_land, starts_with_title,
};

/// One entry of a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    /// The whole entry.
    pub(super) text: String,
    /// The name without what stands in parentheses.
    pub(super) name: String,
    /// What stands in parentheses, in order.
    pub(super) parentheses: Vec<String>,
    /// The heading it stands under.
    pub(super) role: Option<String>,
    /// The page that the name links to, where the markup named one.
    pub(super) page: Option<String>,
}

/// A list.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    pub(super) items: Vec<Item>,
    pub(super) leftovers: Vec<(String, String)>,
}

/// Headings without a colon that begin a group of names.
const ROLES: [&str; 16] = [
    "supported by",
    "support",
    "with support from",
    "with support of",
    "aided by",
    "allies",
    "allied with",
    "co-belligerents",
    "co-belligerent",
    "soutenu par",
    "soutenus par",
    "avec le soutien de",
    "soutien",
    "unterstützt durch",
    "supportato da",
    "apoyado por",
];

/// Divides a cleaned text. Where its items stood on lines of their own, commas inside a line belong to the name.
pub(super) fn items(text: &str) -> List {
    let has_lines = text.contains('\n');
    let mut list = List::default();
    let mut role: Option<String> = None;
    let mut was_bulleted = false;
    let text = divided(text, &mut list);
    for line in text.split('\n') {
        // The page comes off first: it may hold commas and parentheses of its own.
        let (line, page) = page(line);
        let parts = if has_lines {
            let (parts, doubt) = lines_parts(&line);
            if let Some(doubt) = doubt {
                list.leftovers
                    .push((line.trim().to_string(), doubt.to_string()));
            }
            parts
        } else {
            commas(&line)
        };
        if !has_lines {
            tell_titles(&parts, &mut list);
        }
        let first = list.items.len();
        for part in parts {
            let is_bulleted = part.trim_start().starts_with(['*', '•']);
            if was_bulleted && !is_bulleted {
                // A heading over a list with bullets ends with it.
                role = None;
            }
            let before = list.items.len();
            entry(&part, &mut role, &mut list);
            was_bulleted = is_bulleted && list.items.len() > before && role.is_some();
        }
        if let [only] = &mut list.items[first..] {
            only.page = page;
        }
    }
    list
}

/// `JNIM / Ansarul Islam`: strokes outside of parentheses stand where lines ended, and it is told.
fn divided(text: &str, list: &mut List) -> String {
    // A rule of markup: `Ali Nasser Hadi ---- King Salman`.
    let text = &text.replace(" ---- ", "; ");
    let mut whole = String::new();
    for (at, part) in text.split(" / ").enumerate() {
        let is_open = whole.matches('(').count() > whole.matches(')').count();
        if at > 0 {
            whole.push_str(if is_open { " / " } else { "; " });
        }
        if at == 1 && !is_open {
            let why = "read as several names, divided by strokes".to_string();
            list.leftovers.push((text.to_string(), why));
        }
        whole.push_str(part);
    }
    whole
}

/// `Hubert de Brienne, Comte de Conflans` may be one man with his title or two: it is read as two, and told.
fn tell_titles(parts: &[String], list: &mut List) {
    for part in parts {
        let is_person = part
            .split(", ")
            .next()
            .is_some_and(|name| name.split(' ').count() > 1 && !is_numbered(name));
        let is_prince = part.split(", ").next().is_some_and(is_bare_prince);
        let is_doubtful = |title: &str| {
            is_small_title(title)
                || (is_person && is_english_title(title))
                || (is_prince && title.starts_with("Duke of "))
        };
        if part.split(", ").skip(1).any(is_doubtful) {
            let why = "read as one name with its title; it may be two";
            list.leftovers.push((part.clone(), why.to_string()));
        }
    }
    for pair in parts.windows(2) {
        let (before, part) = (pair[0].trim(), pair[1].trim());
        let is_person = before.split(' ').count() > 1
            && !starts_with_title(before)
            && !before.contains(['(', '†', ':'])
            && before.starts_with(char::is_uppercase);
        // `William Alexander, Lord Stirling`
        let is_lord = part.starts_with("Lord ") && part.split(' ').count() == 2;
        if is_person && (is_title_of_a_land(part) || is_lord) {
            list.leftovers.push((
                format!("{before}, {part}"),
                "read as two names; the second may be a title of the first".to_string(),
            ));
        }
    }
}

/// `Edward III`: a forename with its number.
fn is_numbered(name: &str) -> bool {
    let last = name.split(' ').next_back().unwrap_or_default();
    !last.is_empty() && last.chars().all(|letter| "IVX".contains(letter))
}

/// A line of a list of lines: one name, unless it plainly holds several.
fn lines_parts(line: &str) -> (Vec<String>, Option<&'static str>) {
    let parts = commas(line);
    // `Menelik II, Taytu Betul`: two names in capitals are two, unless the second is a title.
    let is_name = |part: &String| {
        part.trim().contains(' ')
            && part
                .split_whitespace()
                .all(|word| word.starts_with(char::is_uppercase))
            && !starts_with_title(part.trim())
    };
    if parts.len() > 2 {
        return (parts, None);
    }
    if parts.len() == 2 && !line.contains(';') {
        // `Straits Settlements, Australia`: a land behind a comma is another.
        let second = parts[1].trim();
        let is_land = (super::lands::is_listed(second) || super::is_known(second))
            && !starts_with_title(&parts[0])
            && parts[0].trim().starts_with(char::is_uppercase);
        if parts.iter().all(is_name) || is_land {
            return (parts, Some("read as two names; it may be one"));
        }
        return (
            split_outside(line, ';'),
            Some("read as one name; it may be two"),
        );
    }
    (split_outside(line, ';'), None)
}

fn entry(part: &str, role: &mut Option<String>, list: &mut List) {
    let part = part
        .trim()
        .trim_matches(|c: char| matches!(c, '*' | '•' | ',' | ';'))
        .trim();
    let part = part.strip_prefix("- ").unwrap_or(part);
    // `Arsen Pavlov "Motorola"` keeps its last quotation mark.
    let part = if part.matches('"').count() == 2 && !part.starts_with('"') {
        part
    } else {
        part.trim_matches('"')
            .strip_prefix(['«', '“'])
            .and_then(|inner| inner.strip_suffix(['»', '”']))
            .unwrap_or(part)
            .trim_matches('"')
    };
    let mut part = part.trim();
    if let Some(certain) = part.strip_suffix('?').map(str::trim_end)
        && !certain.is_empty()
    {
        // `Earl Morcar?`
        let why = "a question mark says that it is in doubt";
        list.leftovers.push((part.to_string(), why.to_string()));
        part = certain;
    }
    if part.is_empty() {
        return;
    }
    let (heading, rest) = heading(part);
    if let Some(heading) = heading {
        *role = Some(heading);
    }
    if rest.is_empty() {
        return;
    }
    let names = dashed(rest, list).unwrap_or_else(|| conjoined(rest, list));
    for name in names {
        let (name, parentheses) = parentheses(&name);
        list.items.push(Item {
            text: part.to_string(),
            name,
            parentheses,
            role: role.clone(),
            page: None,
        });
    }
}

/// The page that markup left beside a name, between two marks that no text has.
fn page(name: &str) -> (String, Option<String>) {
    let Some((shown, rest)) = name.split_once('\u{2}') else {
        return (name.to_string(), None);
    };
    let (page, after) = rest.split_once('\u{3}').unwrap_or((rest, ""));
    let (more, _) = self::page(after);
    (
        format!("{shown}{more}").trim().to_string(),
        Some(page.to_string()),
    )
}

/// `Supported by: X`, `Allies:`; the heading and the rest.
fn heading(part: &str) -> (Option<String>, &str) {
    let lower = part.to_lowercase();
    for role in ROLES {
        if lower.len() == part.len()
            && let Some(after) = lower.strip_prefix(role)
        {
            let is_word_end = !after.starts_with(|c: char| c.is_alphanumeric());
            let rest = part[part.len() - after.len()..].trim_start_matches([':', ' ']);
            let needs_colon = matches!(role, "support" | "allies" | "soutien");
            if is_word_end && (!needs_colon || after.starts_with(':') || after.is_empty()) {
                return (Some(part[..role.len()].to_string()), rest);
            }
        }
    }
    match part.split_once(':') {
        Some((label, rest))
            if !label.is_empty() && !label.contains('(') && label.chars().count() < 60 =>
        {
            (Some(label.trim().to_string()), rest.trim())
        }
        _ => (None, part),
    }
}

/// `Suffren - De Grasse - Picquet`: names that dashes divide are several; two with one dash between them may be a name and a remark.
/// Both are told.
fn dashed(text: &str, list: &mut List) -> Option<Vec<String>> {
    let (names, tail) = text
        .split_once('(')
        .map_or((text, ""), |(names, _)| (names, &text[names.len()..]));
    let parts: Vec<&str> = names
        .split(" - ")
        .flat_map(|part| part.split(" – "))
        .map(str::trim)
        .collect();
    let is_name = |part: &&str| {
        part.starts_with(char::is_uppercase)
            && part.split(' ').count() <= NAME
            && !part.contains(|letter: char| letter.is_ascii_digit())
    };
    if parts.len() < 2 || !parts.iter().all(is_name) {
        return None;
    }
    let is_list = parts.len() > 2;
    let why = if is_list {
        "read as several names, divided by dashes"
    } else {
        "read as one name; it may be two, or a name and what it is"
    };
    list.leftovers.push((text.to_string(), why.to_string()));
    if !is_list {
        return Some(vec![text.to_string()]);
    }
    let mut names: Vec<String> = parts.into_iter().map(str::to_string).collect();
    if let Some(last) = names.last_mut().filter(|_| !tail.is_empty()) {
        last.push(' ');
        last.push_str(tail);
    }
    Some(names)
}

/// Most words of a name between dashes. Chosen by us: `De La Motte Picquet` has four.
const NAME: usize = 4;

/// Two names joined by a word: `Leonidas and Demophilus`. A name may hold the word itself, so doubt is told.
fn conjoined(text: &str, list: &mut List) -> Vec<String> {
    for joint in [" and ", " & ", " et ", " und "] {
        let Some(at) = find_outside(text, joint) else {
            continue;
        };
        let (first, second) = (text[..at].trim(), text[at + joint.len()..].trim());
        let is_name =
            |name: &str| name.starts_with(char::is_uppercase) && name.split(' ').count() <= 4;
        // `Army of the Rhine and Moselle`: what stands after `of` may be two.
        let has_of = [" of ", " de ", " du ", " des ", " von "]
            .iter()
            .any(|of| first.contains(of));
        if !is_name(first) || !is_name(second) {
            continue;
        }
        // `Innhausen und Knyphausen` behind `zu` are two seats of one family.
        let has_seat = joint == " und " && first.contains(" zu ");
        // `Pecheneg and Cuman mercenaries`: the noun behind them may be of both.
        let has_noun = second
            .rsplit_once(' ')
            .is_some_and(|(_, noun)| noun.len() > 3 && noun.starts_with(char::is_lowercase));
        let is_one = (has_of || has_seat) && !second.contains(' ')
            || has_noun
            || is_one_body(first, second)
            || WHOLES.contains(&text);
        if is_one {
            if !WHOLES.contains(&text) {
                list.leftovers.push((
                    text.to_string(),
                    "read as one name; it may be two".to_string(),
                ));
            }
            return vec![text.to_string()];
        }
        return vec![first.to_string(), second.to_string()];
    }
    vec![text.to_string()]
}

/// Names that hold an `and` of their own.
const WHOLES: [&str; 16] = [
    "Bosnia and Herzegovina",
    "Trinidad and Tobago",
    "Antigua and Barbuda",
    "Serbia and Montenegro",
    "Saint Kitts and Nevis",
    "São Tomé and Príncipe",
    "Saint Vincent and the Grenadines",
    "United Kingdom of Great Britain and Ireland",
    "Kingdom of Croatia and Slavonia",
    "Schleswig and Holstein",
    "Mecklenburg and Pomerania",
    "Kingdom of Great Britain and Ireland",
    "Moors and Berbers",
    "Polish-Lithuanian Commonwealth",
    "Denmark and Norway",
    "Sweden and Norway",
];

/// Divides at commas outside of parentheses, and joins again what a title had divided.
fn commas(line: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for semicolon in split_outside(line, ';') {
        let mut of_this: Vec<String> = Vec::new();
        let pieces = split_outside(&semicolon, ',');
        for (at, part) in pieces.iter().enumerate() {
            let part = part.trim();
            // `Bartolomé Mitre, Viscount of Porto Alegre, Marquis of Tamandaré`: titles in a row are men of their own.
            let is_earl = part.starts_with("Earl of ");
            let is_in_row = (is_rare_title(part) || is_earl)
                && pieces
                    .get(at + 1)
                    .is_some_and(|next| starts_with_title(next.trim()));
            let part = part
                .strip_prefix("and ")
                .or_else(|| part.strip_prefix("et "))
                .unwrap_or(part);
            // `Vassals, allies and mercenaries: X`: a heading with commas of its own.
            let is_heading_tail = part.contains(':')
                && part.starts_with(char::is_lowercase)
                && !ROLES
                    .iter()
                    .any(|role| *role != "allies" && part.to_lowercase().starts_with(role));
            match of_this.last_mut() {
                Some(last)
                    if !(is_in_row && last.contains(' ') && (is_earl || !is_numbered(last)))
                        && continues(last, part)
                        || is_heading_tail =>
                {
                    last.push_str(", ");
                    last.push_str(part);
                }
                _ => of_this.push(part.to_string()),
            }
        }
        parts.append(&mut of_this);
    }
    parts
}

/// Whether a part goes on with the name before it: `1st Duke of Wellington`, `Jr.`, `Duke of Brunswick` after a forename.
fn continues(before: &str, part: &str) -> bool {
    let lower_titles = [
        "seigneur d",
        "sieur d",
        "comte d",
        "duc d",
        "marquis d",
        "vicomte d",
        "baron d",
        "prince d",
    ];
    if lower_titles.iter().any(|title| part.starts_with(title)) && !before.is_empty() {
        // `Guillaume Gouffier, seigneur de Bonnivet`: in small letters it is no name of its own.
        return true;
    }
    if (part.starts_with("of ") || is_byname(part)) && !before.is_empty() {
        // `Sir William Parker, 1st Baronet, of Harburn`
        return true;
    }
    // `Edward Morrison, R. A.`
    let is_initials = part.contains(' ')
        && part.split(' ').all(|word| {
            word.len() == 2 && word.ends_with('.') && word.starts_with(char::is_uppercase)
        });
    // `Antoine, bastard of Burgundy`
    let is_noun = part.starts_with(|c: char| c.is_ascii_lowercase())
        && [" of ", " de ", " du ", " von "]
            .iter()
            .any(|of| part.contains(of))
        && !PARTICLES.contains(&part.split([' ', '-', '\'']).next().unwrap_or_default())
        // `two sons of Porus`
        && !super::account::counts_people(part);
    // `John Talbot, vicomte Lisle`: told by the reader of the list.
    let is_person = before.split(' ').count() > 1
        && !starts_with_title(before)
        && !begins_with_small_title(before);
    if is_small_title(part) && is_person && !before.contains(['(', '†', ':', ',']) {
        return true;
    }
    // `William Hastings, Lord Hastings`
    let core: Vec<&str> = part
        .split(['(', '†'])
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    // `William, Lord Hastings`
    let is_lord = core.len() == 2
        && core[0] == "Lord"
        && !before.contains([' ', '(', '†', ':'])
        && before.starts_with(char::is_uppercase);
    let has_surname = core.len() == 2
        && starts_with_title(part)
        && before.contains(' ')
        && before.split(' ').next_back() == core.last().copied();
    if (is_initials || is_noun || has_surname || is_lord) && !before.is_empty() {
        return true;
    }
    if part.starts_with("the ") && !before.is_empty() {
        // `Edward, the Black Prince`
        return true;
    }
    let first = part.split([' ', '.']).next().unwrap_or_default();
    if matches!(
        first,
        "Jr" | "Sr" | "Jnr" | "Snr" | "Esq" | "KCB" | "GCB" | "VC" | "Bt"
    ) {
        return true;
    }
    let digits = first.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_ordinal = !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && ["st", "nd", "rd", "th", "e", "er", "ème"]
            .iter()
            .any(|end| first.ends_with(end));
    const WHOLE_TITLES: [&str; 5] = [
        "Holy Roman Emperor",
        "Latin Emperor",
        "Elector Palatine",
        "Count Palatine",
        "Prince Imperial",
    ];
    let core = part.split(['(', '†']).next().unwrap_or_default().trim();
    // `Wilhelm, German Crown Prince`
    let is_whole = WHOLE_TITLES.contains(&core)
        || (core.contains(' ')
            && core.split(' ').count() <= 3
            && ["Crown Prince", "Emperor", "Kronprinz"]
                .iter()
                .any(|title| core.ends_with(title)));
    // `Arthur Wellesley, Viscount Wellington`
    let is_of_bearer = is_english_title(part) && before.contains(' ');
    let is_title = is_title_of_a_land(part) || is_whole || is_of_bearer;
    // `Prince William, Duke of Cumberland`: told by the reader of the list.
    if is_bare_prince(before) && part.starts_with("Duke of ") {
        return true;
    }
    if is_ordinal {
        return TITLES.iter().any(|title| part.contains(title));
    }
    // `William, Prince of Orange`: a forename alone, or with a number, takes the title that follows.
    let words: Vec<&str> = before.split(' ').collect();
    let is_forename = words.len() == 1
        || (words.len() == 2 && words[1].chars().all(|c| "IVX".contains(c)))
        || (words.len() == 3 && words[1].chars().all(|c| "IVX".contains(c)));
    let is_untitled = !starts_with_title(before) && !before.contains(['(', '†']);
    // `Henry Tudor, Earl of Richmond`: told by the reader of the list.
    let is_person = is_english_title(part) && !before.contains([':', ',']);
    is_title && (is_forename || is_person) && is_untitled
}

/// Small words that may begin a name.
const PARTICLES: [&str; 16] = [
    "de", "du", "des", "von", "van", "zu", "al", "el", "ibn", "bin", "ben", "ag", "di", "d", "l",
    "other",
];

/// Divides at a sign that stands outside of parentheses. A comma inside a number does not divide.
fn split_outside(text: &str, sign: char) -> Vec<String> {
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    let closes = text.matches(')').count();
    let mut seen = 0;
    for (at, letter) in text.char_indices() {
        match letter {
            // A parenthesis that never closes divides nothing.
            '(' if seen < closes => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                seen += 1;
            }
            _ if letter == sign && depth == 0 => {
                let after = text[at + 1..].chars().next();
                if sign != ',' || !after.is_some_and(|c| c.is_ascii_digit()) {
                    parts.push(text[start..at].to_string());
                    start = at + letter.len_utf8();
                }
            }
            _ => {}
        }
    }
    parts.push(text[start..].to_string());
    parts
}

fn find_outside(text: &str, needle: &str) -> Option<usize> {
    let at = text.find(needle)?;
    (text[..at].matches('(').count() == text[..at].matches(')').count()).then_some(at)
}

/// The name without its parentheses, and these.
fn parentheses(text: &str) -> (String, Vec<String>) {
    let mut name = String::new();
    let mut inner: Vec<String> = Vec::new();
    let mut depth = 0_usize;
    let mut current = String::new();
    for letter in text.chars() {
        match letter {
            '(' | '[' => {
                if depth > 0 {
                    current.push(letter);
                }
                depth += 1;
            }
            ')' | ']' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    inner.push(std::mem::take(&mut current).trim().to_string());
                } else {
                    current.push(letter);
                }
            }
            _ if depth > 0 => current.push(letter),
            _ => name.push(letter),
        }
    }
    if !current.trim().is_empty() {
        inner.push(current.trim().to_string());
    }
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    (
        name,
        inner.into_iter().filter(|text| !text.is_empty()).collect(),
    )
}
