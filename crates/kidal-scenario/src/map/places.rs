//! Where the features of a map stand in its text.
//!
//! The text is JSON by then: this only counts brackets and skips strings.

use std::ops::Range;

/// The byte ranges of the objects in the list `"features"` of the outermost object, in order.
pub(super) fn features(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let (mut depth, mut at) = (0_usize, 0_usize);
    let (mut is_list, mut start) = (false, None);
    let mut last = 0..0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                let end = string_end(bytes, at);
                last = at + 1..end.saturating_sub(1);
                at = end;
                continue;
            }
            b':' if depth == 1 => is_list = text.get(last.clone()) == Some("features"),
            b',' if depth == 1 => is_list = false,
            b'{' | b'[' => {
                if bytes[at] == b'{' && depth == 2 && is_list {
                    start = Some(at);
                }
                depth += 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 2
                    && let Some(start) = start.take()
                {
                    found.push(start..at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Behind the closing mark of the string that begins at `at`.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while end < bytes.len() && bytes[end] != b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    (end + 1).min(bytes.len())
}

/// The byte at a line and column of a fault, both counted from 1.
pub(super) fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let mut byte = (start + column.saturating_sub(1)).min(text.len().saturating_sub(1));
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// The range of the character that begins at a byte; empty at the end of the text.
pub(super) fn letter(text: &str, byte: usize) -> Range<usize> {
    let length = text
        .get(byte..)
        .and_then(|rest| rest.chars().next())
        .map_or(0, char::len_utf8);
    byte..byte + length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_feature_is_found_also_behind_brackets_in_strings() {
        let text = r#"{"name":"a \"features\": [{", "features":[ {"a":{"b":[1]}} , {"c":"}]"} ], "z":[{}]}"#;
        let found: Vec<&str> = features(text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, [r#"{"a":{"b":[1]}}"#, r#"{"c":"}]"}"#]);
    }

    #[test]
    fn text_that_ends_early_gives_what_is_whole() {
        assert!(features(r#"{"features":[{"a":1"#).is_empty());
        assert!(features("\"").is_empty());
    }
}
