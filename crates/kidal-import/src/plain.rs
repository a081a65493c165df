//! Articles in plain text: `= Title =`, `Infobox`, `- Key: value`, `==Section==`, paragraphs.

use crate::raw::{Paragraph, Raw, RawField, Stray};

/// Longest key of a field. Chosen by us: `Commanders and leaders 2` has 24 letters.
const LONGEST_KEY: usize = 60;

/// Takes an article apart. Understands nothing yet and fails on nothing.
pub(crate) fn read_plain(text: &str) -> Raw {
    let mut raw = Raw::default();
    let mut heading = String::new();
    let mut place = Place::Start;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let body = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let end = start + line.trim_end().len();
        if body.is_empty() {
            if place == Place::Infobox && !raw.fields.is_empty() {
                place = Place::AfterInfobox;
            }
            continue;
        }
        if let Some(title) = heading_of(body) {
            if raw.title.is_none() && place == Place::Start {
                raw.title = Some(title.to_string());
            } else {
                heading = title.to_string();
                place = Place::Text;
            }
            continue;
        }
        if is_infobox(body) && place != Place::Text {
            place = Place::Infobox;
            continue;
        }
        if matches!(place, Place::Start | Place::Infobox)
            && let Some(war) = part_of(body)
        {
            raw.fields.push(RawField {
                key: "Part of".to_string(),
                value: war.to_string(),
                span: start..end,
            });
            continue;
        }
        // `Belligerents`, `Commanders and leaders`: a line that only heads the fields below it.
        if place == Place::Infobox && is_bare_key(body) {
            raw.stray.push(Stray {
                key: None,
                text: body.to_string(),
                span: start..end,
            });
            continue;
        }
        let field = field_of(body);
        // Fields below a line of text, too, where two stand together.
        if place == Place::Text
            && heading.is_empty()
            && raw.fields.iter().all(|field| field.key == "Part of")
            && is_known_bullet(body)
            && text[at..]
                .lines()
                .next()
                .is_some_and(|next| is_known_bullet(next.trim()))
        {
            place = Place::Infobox;
        }
        // Fields under the title need no line that announces them.
        if place == Place::Start
            && field.is_some_and(|(key, _)| crate::fields::field_of(key).is_some())
        {
            place = Place::Infobox;
        }
        match (place, field) {
            (Place::Infobox | Place::AfterInfobox, Some((key, value))) => {
                place = Place::Infobox;
                raw.fields.push(RawField {
                    key: key.to_string(),
                    value: value.to_string(),
                    span: start..end,
                });
            }
            (Place::Infobox, None) if is_continuation(line, body) && !raw.fields.is_empty() => {
                if let Some(last) = raw.fields.last_mut() {
                    last.value.push('\n');
                    last.value
                        .push_str(body.trim_start_matches(['-', '*', '•', ' ']));
                    last.span.end = end;
                }
            }
            (Place::Infobox, None) if raw.fields.is_empty() => raw.stray.push(Stray {
                key: None,
                text: body.to_string(),
                span: start..end,
            }),
            (Place::Start, None)
                if raw.title.is_none()
                    && at < 400
                    && body.chars().count() < 120
                    && !body.ends_with('.') =>
            {
                raw.title = Some(body.to_string());
            }
            _ => {
                place = Place::Text;
                raw.paragraphs.push(Paragraph {
                    heading: heading.clone(),
                    span: start..end,
                });
            }
        }
    }
    raw
}

/// Whether an infobox in plain lines is found, with two fields at least that are known.
pub(crate) fn has_fields(text: &str) -> bool {
    let fields = read_plain(text).fields;
    let known = fields
        .iter()
        .filter(|field| crate::fields::field_of(&field.key).is_some());
    known.count() > 1
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Infobox,
    AfterInfobox,
    Text,
}

/// `= Title =`, `==Section==`, `# Title`: the text between the marks.
fn heading_of(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix('#') {
        return Some(rest.trim_start_matches('#').trim()).filter(|text| !text.is_empty());
    }
    let is_heading = line.len() > 2 && line.starts_with('=') && line.ends_with('=');
    let inner = line.trim_matches('=').trim();
    (is_heading && !inner.is_empty()).then_some(inner)
}

fn is_infobox(line: &str) -> bool {
    let lower = line.to_lowercase();
    let is_short = line.chars().count() < 60;
    is_short
        && ["infobox", "info box", "fiche", "info/batalha"]
            .iter()
            .any(|word| {
                lower
                    .trim_start_matches(['{', '-', '*', ' '])
                    .starts_with(word)
            })
}

/// `Part of the Border War`, `Fait partie de la guerre de Cent Ans`: the war behind the words.
fn part_of(line: &str) -> Option<&str> {
    let rest = ["Part of ", "Fait partie de ", "Fait partie du "]
        .iter()
        .find_map(|start| line.strip_prefix(start))?;
    let is_short = line.chars().count() < 120 && !line.ends_with('.') && !rest.contains(": ");
    is_short.then_some(rest)
}

/// Whether a line is the name of a field of the sides and nothing else.
fn is_bare_key(line: &str) -> bool {
    use crate::fields::FieldKind;
    let is_plain = line.starts_with(char::is_alphabetic) && !line.contains([':', '=', '：']);
    is_plain
        && crate::fields::field_of(line).is_some_and(|found| {
            matches!(
                found.kind,
                FieldKind::Belligerents
                    | FieldKind::Commanders
                    | FieldKind::Strength
                    | FieldKind::Casualties
            )
        })
}

/// Whether a line with a bullet is a field that is known.
fn is_known_bullet(line: &str) -> bool {
    let has_bullet = line.starts_with(['-', '*', '•', '|']);
    has_bullet && field_of(line).is_some_and(|(key, _)| crate::fields::field_of(key).is_some())
}

/// `- Key: value`, `* Key : value`, `Key: value`
fn field_of(line: &str) -> Option<(&str, &str)> {
    let body = ["- ", "* ", "• ", "– ", "| ", "|", "-"]
        .iter()
        .find_map(|bullet| line.strip_prefix(bullet))
        .unwrap_or(line)
        .trim();
    let colon = body.find([':', '=', '：'])?;
    let (key, value) = (
        body[..colon].trim(),
        body[colon..].trim_start_matches([':', '=', '：']).trim(),
    );
    let is_bullet = body.len() < line.len();
    let is_key =
        !key.is_empty() && key.len() <= LONGEST_KEY && !key.contains(['.', '(', ',', '"', '/']);
    let is_known = crate::fields::field_of(key).is_some();
    (is_key && (is_known || (is_bullet && key.split(' ').count() <= 4))).then_some((key, value))
}

/// A value that goes on in the next line: indented, or a bullet without a key.
fn is_continuation(line: &str, body: &str) -> bool {
    line.starts_with([' ', '\t']) || body.starts_with(['*', '-', '•', '†', '(', '–'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_below_the_title_need_no_line_that_announces_them() {
        let announced = read_plain(
            "Battle of the ford\n\nInfobox\n- Date: 3 May 1901\n- Strength1: 500 men\n\nIt rained.\n",
        );
        let bare = read_plain(
            "Battle of the ford\n\n- Date: 3 May 1901\n- Strength1: 500 men\n\nIt rained.\n",
        );
        let fields = |raw: &Raw| -> Vec<(String, String)> {
            let fields = raw.fields.iter();
            fields
                .map(|field| (field.key.clone(), field.value.clone()))
                .collect()
        };
        assert_eq!(fields(&bare).len(), 2);
        assert_eq!(fields(&bare), fields(&announced));
        assert_eq!(bare.paragraphs.len(), 1);
        // What names no field of an infobox is text.
        let listed = read_plain("Battle of the ford\n\n- Reasons: many\n- Date: unsure\n");
        assert!(listed.fields.is_empty() && listed.paragraphs.len() == 2);
    }

    /// A line between the title and the fields hid all of them.
    #[test]
    fn fields_below_the_war_or_a_line_of_text_are_found() {
        for between in ["Part of the Border War", "From an encyclopaedia.", ""] {
            let text = format!(
                "Battle of the ford\n{between}\n- Date: 3 May 1901\n- Strength1: 500 men\n\nIt rained.\n"
            );
            let raw = read_plain(&text);
            let keys: Vec<&str> = raw.fields.iter().map(|field| field.key.as_str()).collect();
            assert!(
                keys.ends_with(&["Date", "Strength1"]),
                "{between}: {keys:?}"
            );
        }
        let raw = read_plain(
            "Battle of the ford\nPart of the Border War\nDate: 3 May 1901\nBelligerents\nStrength1: 500 men\n",
        );
        assert_eq!(raw.fields.len(), 3);
        assert_eq!(raw.stray.len(), 1);
    }
}
