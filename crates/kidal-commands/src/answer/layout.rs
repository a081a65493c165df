//! Lines that fit: wrapping and cutting by characters.

/// Lays pieces on lines of at most `width` characters, joined by ` · `; a piece is never split unless it alone is too
/// long. Every line begins with `indent`.
pub fn join(pieces: &[String], indent: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
        let length = |text: &str| text.chars().count();
        match lines.last_mut() {
            Some(line) if length(line) + 3 + length(piece) <= width => {
                line.push_str(" · ");
                line.push_str(piece);
            }
            _ => lines.push(format!("{indent}{piece}")),
        }
    }
    lines.iter().map(|line| cut(line, width)).collect()
}

/// Wraps a sentence at its spaces; every line begins with `indent`.
pub fn wrap(sentence: &str, indent: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in sentence.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("{indent}{word}")),
        }
    }
    lines.iter().map(|line| cut(line, width)).collect()
}

/// The text, cut with an ellipsis where it is longer than `width` characters.
pub fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let kept: String = text.chars().take(width.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Wraps with one indent for the first line and another for the rest; at most `lines` lines.
pub fn hang(sentence: &str, indents: [&str; 2], width: usize, lines: usize) -> Vec<String> {
    let [first, rest] = indents;
    let mut wrapped = wrap_within(sentence, rest, width, lines);
    if let Some(line) = wrapped.first_mut() {
        line.replace_range(..rest.len(), first);
    }
    wrapped
}

/// As [`wrap`], of which at most `lines` are kept; the last one then ends in an ellipsis.
pub fn wrap_within(sentence: &str, indent: &str, width: usize, lines: usize) -> Vec<String> {
    let mut wrapped = wrap(sentence, indent, width);
    if wrapped.len() > lines {
        wrapped.truncate(lines);
        if let Some(last) = wrapped.last_mut() {
            *last = cut(
                &format!("{last}   "),
                last.chars().count().min(width - 2) + 2,
            );
        }
    }
    wrapped
}
