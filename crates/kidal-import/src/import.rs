//! Many texts at once: articles and tables, told apart, with the doors' two answers.

use crate::article::Article;
use crate::draft;
use crate::editions::{self, Change, Difference, Editions};
use crate::table::{Table, delimiter, read_table, write_tables};

/// What was read of all texts.
#[derive(Debug)]
pub struct Import {
    /// The articles, in the order of the texts.
    pub articles: Vec<Article>,
    /// The tables of events.
    pub tables: Vec<Table>,
    /// How the articles belong together.
    pub editions: Editions,
}

/// Most articles that are compared, each with each. Chosen by us: an article has editions in some three hundred languages,
/// and no one sets more than a few dozen side by side; above it, articles are read and not compared.
const COMPARED: usize = 64;

/// What one text is.
#[derive(Debug)]
pub enum Text {
    /// An article.
    Article(Box<Article>),
    /// A table of events.
    Table(Table),
}

/// Reads one text. Texts can be read in any order and on any thread: [`import_read`] puts them together.
#[must_use]
pub fn read_text(name: &str, text: &str) -> Text {
    match delimiter(text) {
        Some(sign) => Text::Table(read_table(name, text, sign)),
        None => Text::Article(Box::new(crate::read_article(name, text))),
    }
}

/// Reads texts, each with its name.
#[must_use]
pub fn import(texts: &[(String, String)]) -> Import {
    import_read(
        texts
            .iter()
            .map(|(name, text)| read_text(name, text))
            .collect(),
    )
}

/// Puts together what was read, in the order given.
#[must_use]
pub fn import_read(texts: Vec<Text>) -> Import {
    let mut articles: Vec<Article> = Vec::new();
    let mut tables: Vec<Table> = Vec::new();
    for text in texts {
        match text {
            Text::Article(article) => articles.push(*article),
            Text::Table(table) => tables.push(table),
        }
    }
    let compared = if articles.len() <= COMPARED {
        &articles[..]
    } else {
        &[]
    };
    let editions = editions::compare(compared);
    Import {
        articles,
        tables,
        editions,
    }
}

impl Import {
    /// The draft of `evidence.toml`.
    #[must_use]
    pub fn draft(&self) -> String {
        let compared = self.articles.len().min(self.editions.alignment.articles());
        let mut text = String::new();
        if !self.articles.is_empty() {
            text = draft::draft(&self.articles[..compared], &self.editions);
        }
        if !self.tables.is_empty() {
            let mut lines = draft::Lines::default();
            write_tables(
                &self.tables,
                self.articles.is_empty(),
                &mut draft::Ids::default(),
                &mut lines,
            );
            text.push('\n');
            text.push_str(&lines.finish());
        }
        text.trim_start_matches('\n').to_string()
    }

    /// One JSON object for each article; one on a line where there are several.
    #[must_use]
    pub fn json(&self) -> String {
        let mut out = String::new();
        for article in &self.articles {
            let with = WithEditions {
                article,
                editions: self.of(article),
            };
            let text = if self.articles.len() + self.tables.len() == 1 {
                serde_json::to_string_pretty(&with)
            } else {
                serde_json::to_string(&with)
            };
            // A value of strings, numbers and lists has no way to fail.
            out.push_str(&text.unwrap_or_default());
            out.push('\n');
        }
        for table in &self.tables {
            out.push_str(&serde_json::to_string(table).unwrap_or_default());
            out.push('\n');
        }
        out
    }

    fn of(&self, article: &Article) -> Option<Compared<'_>> {
        (self.articles.len() > 1).then(|| Compared {
            differences: self
                .editions
                .differences
                .iter()
                .filter(|one| one.edition == article.file)
                .collect(),
            dependence: self
                .editions
                .dependence
                .iter()
                .filter(|one| one.other == article.file || one.one == article.file)
                .collect(),
        })
    }

    /// Lines for the person at the terminal: what collides, what is left.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for difference in &self.editions.differences {
            if matches!(
                difference.change,
                Change::Misattributed | Change::Inverted | Change::Unaligned
            ) {
                lines.push(format!(
                    "{}: {}: {}",
                    difference.edition, difference.field, difference.text
                ));
            }
        }
        if self.articles.len() > COMPARED {
            lines.push(format!(
                "more than {COMPARED} articles are read and neither compared nor drafted: `--format json` prints them, or import the editions of one battle at a time"
            ));
        }
        for table in self.tables.iter().filter(|table| table.events.is_empty()) {
            let why = table.leftovers.first();
            lines.push(format!(
                "{}: no event is read: {}; `kidal import` reads rows of UCDP GED and ACLED",
                table.file,
                why.map_or("it has no rows", |one| one.why.as_str())
            ));
        }
        let of_articles = self.articles.iter().flat_map(|article| &article.leftovers);
        let doubts = of_articles
            .clone()
            .filter(|one| crate::doubt::is_doubt(&one.why))
            .count();
        let of_tables: usize = self.tables.iter().map(|table| table.leftovers.len()).sum();
        let left = of_articles.count() - doubts + of_tables;
        let events: usize = self.tables.iter().map(|table| table.events.len()).sum();
        let claims: usize = self
            .articles
            .iter()
            .map(|article| article.claims.len())
            .sum();
        let noun = |count: usize, one: &str, many: &str| {
            format!("{count} {}", if count == 1 { one } else { many })
        };
        let mut parts = Vec::new();
        if !self.articles.is_empty() {
            parts.push(noun(self.articles.len(), "article", "articles"));
            parts.push(noun(claims, "sentence drafted", "sentences drafted"));
        }
        if !self.tables.is_empty() {
            parts.push(noun(events, "event", "events"));
        }
        let mut line = format!(
            "{}, {} not understood and listed",
            parts.join(", "),
            noun(left, "thing", "things"),
        );
        if doubts > 0 {
            line.push_str(&format!(
                ", {} of an unusual form listed too",
                noun(doubts, "reading", "readings")
            ));
        }
        lines.push(line);
        lines
    }
}

#[derive(serde::Serialize)]
struct WithEditions<'a> {
    #[serde(flatten)]
    article: &'a Article,
    #[serde(skip_serializing_if = "Option::is_none")]
    editions: Option<Compared<'a>>,
}

#[derive(serde::Serialize)]
struct Compared<'a> {
    differences: Vec<&'a Difference>,
    dependence: Vec<&'a editions::Dependence>,
}
