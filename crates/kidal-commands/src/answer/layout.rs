//! Lines that fit: wrapping and cutting by characters.

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

/// Wraps with one indent for the first line and another for the rest.
pub fn hang(sentence: &str, [first, rest]: [&str; 2], width: usize) -> Vec<String> {
    // All lines are wrapped as if they had the longer indent, so that none is too long.
    let longer = if first.chars().count() > rest.chars().count() {
        first
    } else {
        rest
    };
    let mut lines = wrap(sentence, longer, width);
    for (number, line) in lines.iter_mut().enumerate() {
        let indent = if number == 0 { first } else { rest };
        line.replace_range(..longer.len(), indent);
    }
    lines
}
