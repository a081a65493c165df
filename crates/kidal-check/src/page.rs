//! The page of a rule, which is its text, its test and a chapter of the book at once.
//!
//! A page is Markdown. Its first heading is the title. A fence ```` ```toml ```` holds a small dossier and the next fence
//! ```` ```text ```` what is expected of the rule on it, one line per diagnostic: `severity[code]: message`. A fence
//! ```` ```toml clean ```` holds a dossier in which the rule finds nothing. A fence ```` ```toml beside ```` adds another dossier
//! to the one before it, for rules that look at several.

/// A page taken apart.
#[derive(Default, Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The first heading.
    pub title: String,
    /// The dossiers with what is expected of each.
    pub examples: Vec<Example>,
    /// The dossiers in which nothing is found.
    pub clean: Vec<Example>,
}

/// A small dossier, those beside it, and the diagnostics expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The text of `evidence.toml`.
    pub evidence: String,
    /// The same of other dossiers.
    pub beside: Vec<String>,
    /// `severity[code]: message`, one a line.
    pub expected: Vec<String>,
}

impl Page {
    /// Takes a page apart.
    pub fn parse(markdown: &str) -> Page {
        let mut reader = Reader::default();
        let mut fence: Option<(&str, String)> = None;
        for line in markdown.lines() {
            match (&mut fence, line.strip_prefix("```")) {
                (None, Some(kind)) => fence = Some((kind.trim(), String::new())),
                (None, None) => {
                    if let Some(title) = line.strip_prefix("# ")
                        && reader.page.title.is_empty()
                    {
                        reader.page.title = title.trim().to_string();
                    }
                }
                (Some((kind, text)), Some(_)) => {
                    reader.take(kind, std::mem::take(text));
                    fence = None;
                }
                (Some((_, text)), None) => {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
        reader.page
    }
}

#[derive(Default)]
struct Reader {
    page: Page,
    /// Whether the last dossier was a clean one.
    is_clean: bool,
}

impl Reader {
    fn take(&mut self, kind: &str, text: String) {
        let example = |evidence| Example {
            evidence,
            beside: Vec::new(),
            expected: Vec::new(),
        };
        match kind {
            "toml" => {
                self.is_clean = false;
                self.page.examples.push(example(text));
            }
            "toml clean" => {
                self.is_clean = true;
                self.page.clean.push(example(text));
            }
            "toml beside" => {
                let before = if self.is_clean {
                    self.page.clean.last_mut()
                } else {
                    self.page.examples.last_mut()
                };
                if let Some(before) = before {
                    before.beside.push(text);
                }
            }
            "text" => {
                if let Some(example) = self.page.examples.last_mut() {
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
