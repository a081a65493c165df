//! Where two versions of a file part, said so that a person finds the place.

use std::collections::BTreeSet;

use serde_json::Value;

/// Characters that are shown round a place.
const SHOWN: usize = 40;

/// The first place where two files differ: of JSON the path of the value and its line, of text the line and column, of
/// anything else the byte.
pub(crate) fn first(path: &str, before: &[u8], after: &[u8]) -> String {
    let parsed = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).ok();
    if path.ends_with(".json")
        && let (Some(old), Some(new)) = (parsed(before), parsed(after))
        && let Some(place) = value("", &old, &new)
    {
        return format!("line {}: {place}", line(before, after));
    }
    if let (Ok(old), Ok(new)) = (std::str::from_utf8(before), std::str::from_utf8(after)) {
        return text(old, new);
    }
    format!(
        "byte {} differs ({} bytes, now {})",
        same(before, after),
        before.len(),
        after.len()
    )
}

fn same(before: &[u8], after: &[u8]) -> usize {
    before.iter().zip(after).take_while(|(a, b)| a == b).count()
}

/// The line, from 1, of the first byte that differs.
fn line(before: &[u8], after: &[u8]) -> usize {
    let end = same(before, after);
    before[..end].iter().filter(|byte| **byte == b'\n').count() + 1
}

fn text(before: &str, after: &str) -> String {
    let mut end = same(before.as_bytes(), after.as_bytes());
    while !before.is_char_boundary(end) || !after.is_char_boundary(end) {
        end -= 1;
    }
    let start = before[..end].rfind('\n').map_or(0, |at| at + 1);
    let shown = |text: &str| {
        let rest: String = text[end..]
            .chars()
            .take_while(|letter| *letter != '\n')
            .take(SHOWN)
            .collect();
        if rest.is_empty() {
            "nothing".to_owned()
        } else {
            format!("`{rest}`")
        }
    };
    format!(
        "line {}, column {}: was {}, now {}",
        before[..end].matches('\n').count() + 1,
        before[start..end].chars().count() + 1,
        shown(before),
        shown(after)
    )
}

fn value(path: &str, before: &Value, after: &Value) -> Option<String> {
    match (before, after) {
        (Value::Object(old), Value::Object(new)) => {
            let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
            keys.into_iter().find_map(|key| {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                let nothing = Value::Null;
                value(
                    &path,
                    old.get(key).unwrap_or(&nothing),
                    new.get(key).unwrap_or(&nothing),
                )
            })
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => old
            .iter()
            .zip(new)
            .enumerate()
            .find_map(|(index, (old, new))| value(&format!("{path}[{index}]"), old, new)),
        (old, new) if old == new => None,
        (old, new) => Some(format!("`{path}` was {}, now {}", brief(old), brief(new))),
    }
}

fn brief(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 40 {
        return text;
    }
    let start: String = text.chars().take(39).collect();
    format!("{start}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_difference_is_named_by_its_place() {
        let json = |before: &[u8], after: &[u8]| first("findings.json", before, after);
        assert_eq!(
            json(
                b"{\n\"a\": [1, {\"b\": 2.0}]}",
                b"{\n\"a\": [1, {\"b\": 2.5}]}"
            ),
            "line 2: `a[1].b` was 2.0, now 2.5"
        );
        assert_eq!(
            json(b"{}", b"{} "),
            "line 1, column 3: was nothing, now ` `"
        );
        assert_eq!(
            first("c/0", b"\xff\x02", b"\xff\x03"),
            "byte 1 differs (2 bytes, now 2)"
        );
        assert_eq!(
            first(
                "report.html",
                "<p>\nabé 7</p>".as_bytes(),
                "<p>\nabè 7</p>".as_bytes()
            ),
            "line 2, column 3: was `é 7</p>`, now `è 7</p>`"
        );
    }
}
