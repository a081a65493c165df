//! Lines of TOML, escaped.

/// Most letters of a text in the draft. Chosen by us: a line that no screen shows helps nobody.
const LONGEST: usize = 600;

/// Text that grows line by line.
#[derive(Default)]
pub(crate) struct Lines {
    text: String,
}

impl Lines {
    pub(crate) fn comment(&mut self, text: &str) {
        self.text.push_str("# ");
        self.text.push_str(&plain(text));
        self.text.push('\n');
    }

    pub(crate) fn heading(&mut self, text: &str) {
        self.text.push_str(&format!(
            "# ---------------------------------------------------------------- {text}\n\n"
        ));
    }

    pub(crate) fn table(&mut self, name: &str) {
        self.text.push_str(&format!("[{name}]\n"));
    }

    pub(crate) fn list(&mut self, name: &str) {
        self.text.push_str(&format!("[[{name}]]\n"));
    }

    pub(crate) fn key(&mut self, key: &str, value: &str) {
        self.text.push_str(&format!("{key} = {value}\n"));
    }

    pub(crate) fn blank(&mut self) {
        self.text.push('\n');
    }

    pub(crate) fn finish(mut self) -> String {
        while self.text.ends_with("\n\n") {
            self.text.pop();
        }
        self.text
    }
}

/// One line without control characters, which TOML forbids also in comments.
pub(crate) fn plain(text: &str) -> String {
    let flat: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let mut short: String = flat.split_whitespace().collect::<Vec<_>>().join(" ");
    if short.chars().count() > LONGEST {
        short = short.chars().take(LONGEST).collect();
        short.push('…');
    }
    short
}

/// A TOML string of a text that people read; a very long one is cut.
pub(crate) fn quoted(text: &str) -> String {
    whole(&plain(text))
}

/// A TOML string of a text that is parsed, as a statement is: cut, it would lose a bracket or a quotation mark.
pub(crate) fn whole(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// A list of TOML strings.
pub(crate) fn list(texts: &[String]) -> String {
    let all: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", all.join(", "))
}
