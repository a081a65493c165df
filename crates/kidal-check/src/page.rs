//! The page of a rule, which is its text, its test and a chapter of the book at once.
//!
//! A page is Markdown. Its first heading is the title. A fence ```` ```toml ```` holds a small dossier and the next fence
//! ```` ```text ```` what is expected of the rule on it, one line per diagnostic: `severity[code]: message`. A fence
//! ```` ```toml clean ```` holds a dossier in which the rule finds nothing.

/// A page taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The first heading.
    pub title: String,
    /// The dossiers with what is expected of each.
    pub examples: Vec<Example>,
    /// The dossiers in which nothing is found.
    pub clean: Vec<String>,
}

/// A small dossier and the diagnostics expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The text of `evidence.toml`.
    pub evidence: String,
    /// `severity[code]: message`, one a line.
    pub expected: Vec<String>,
}

impl Page {
    /// Takes a page apart.
    pub fn parse(markdown: &str) -> Page {
        let mut page = Page {
            title: String::new(),
            examples: Vec::new(),
            clean: Vec::new(),
        };
        let mut fence: Option<(&str, String)> = None;
        for line in markdown.lines() {
            match (&mut fence, line.strip_prefix("```")) {
                (None, Some(kind)) => fence = Some((kind.trim(), String::new())),
                (None, None) => {
                    if let Some(title) = line.strip_prefix("# ")
                        && page.title.is_empty()
                    {
                        page.title = title.trim().to_string();
                    }
                }
                (Some((kind, text)), Some(_)) => {
                    page.take(kind, std::mem::take(text));
                    fence = None;
                }
                (Some((_, text)), None) => {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
        page
    }

    fn take(&mut self, kind: &str, text: String) {
        match kind {
            "toml" => self.examples.push(Example {
                evidence: text,
                expected: Vec::new(),
            }),
            "toml clean" => self.clean.push(text),
            "text" => {
                if let Some(example) = self.examples.last_mut() {
                    example.expected.extend(
                        text.lines()
                            .filter(|line| !line.is_empty())
                            .map(String::from),
                    );
                }
            }
            _ => {}
        }
    }
}
