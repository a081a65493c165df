//! A draft of `evidence.toml`: what the articles say, claim by claim, with comments where work is left.
//!
//! Every line of it can be read back: `kidal check` accepts it. It asserts nothing that no article says; what has no word in
//! the claim language is kept as the field of its source.

mod claims;
mod entities;
mod names;
mod statement;
#[cfg(test)]
mod tests;
mod toml_text;

use crate::article::Article;
use crate::editions::{Editions, Verdict};

use claims::claims;
use entities::{Entities, entities};
pub(crate) use names::Ids;
pub(crate) use toml_text::{Lines, list, quoted, whole};

/// Writes the draft of one dossier from the editions of one article.
#[must_use]
pub fn draft(articles: &[Article], editions: &Editions) -> String {
    let known = entities(articles, editions);
    let body = claims(articles, editions, &known);
    let mut out = Lines::default();
    head(articles, &mut out);
    about(articles, &known, &mut out);
    sources(articles, editions, &known, &mut out);
    known.write(&body, &mut out);
    differences(editions, &mut out);
    body.write(&mut out);
    leftovers(articles, &mut out);
    out.finish()
}

fn head(articles: &[Article], out: &mut Lines) {
    let files: Vec<&str> = articles
        .iter()
        .map(|article| article.file.as_str())
        .collect();
    out.comment(&format!(
        "A draft made by `kidal import` from {}.",
        files.join(", ")
    ));
    out.comment("Lines that begin with `# decide` need a person; `words` are yours to write, in your own words.");
    out.blank();
}

fn about(articles: &[Article], known: &Entities, out: &mut Lines) {
    out.table("dossier");
    let title = articles.iter().find_map(|article| article.title.as_deref());
    out.key("title", &quoted(title.unwrap_or("untitled")));
    if let Some(date) = articles.iter().find_map(|article| article.date.as_deref()) {
        out.key("window", &quoted(date));
        out.comment("decide: widen the window to what the accounts speak of");
    }
    out.key("battle", "\"battle\"");
    if known.place.is_some() {
        out.key("place", &quoted(&known.place_id));
    }
    out.blank();
}

fn sources(articles: &[Article], editions: &Editions, known: &Entities, out: &mut Lines) {
    out.heading("sources");
    for (at, article) in articles.iter().enumerate() {
        let id = &known.sources[at];
        out.list("source");
        out.key("id", &quoted(id));
        let title = article.title.as_deref().unwrap_or("untitled");
        out.key("title", &quoted(&format!("{title} ({})", article.file)));
        out.key("kind", "\"encyclopaedia\"");
        if let Some(language) = &article.language {
            out.key("language", &quoted(language));
        }
        out.key("reference", &quoted(&article.file));
        out.comment("decide: write where the text can be found, and its date or revision");
        derives_from(article, editions, known, articles, out);
        for reference in article.references.iter().take(200) {
            out.comment(&format!("reference: {reference}"));
        }
        out.blank();
    }
    for id in &known.sources {
        for (what, part) in [("infobox", "summary box"), ("text", "text")] {
            out.list("voice");
            out.key("id", &quoted(&format!("{id}-{what}")));
            out.key("name", &quoted(&format!("the {part} of {id}")));
            out.key("kind", "\"encyclopaedia\"");
            out.key("anonymous", "false");
            out.blank();
        }
    }
}

/// Whom an edition copies, where its own error shows it; else only a remark.
fn derives_from(
    article: &Article,
    editions: &Editions,
    known: &Entities,
    articles: &[Article],
    out: &mut Lines,
) {
    for pair in &editions.dependence {
        let other = match (pair.one == article.file, pair.other == article.file) {
            (true, _) => &pair.other,
            (_, true) => &pair.one,
            _ => continue,
        };
        if pair.verdict == Verdict::NoSign {
            continue;
        }
        let row = articles.iter().position(|one| &one.file == other);
        let Some(other_id) = row.and_then(|row| known.sources.get(row)) else {
            continue;
        };
        let how = if pair.verdict == Verdict::Probable {
            "probably"
        } else {
            "possibly"
        };
        out.comment(&format!(
            "{how} not independent of {other_id}: {} of {} figures and {} commanders in common",
            pair.shared_figures, pair.figures, pair.shared_commanders
        ));
        if pair.verdict == Verdict::Probable && pair.copy.as_ref() == Some(&article.file) {
            out.key("derives_from", &format!("[{}]", quoted(other_id)));
            out.comment("decide: a figure on the wrong side speaks for this direction; see the differences below");
        }
    }
}

fn differences(editions: &Editions, out: &mut Lines) {
    if editions.differences.is_empty() {
        return;
    }
    out.heading("how the editions differ");
    for difference in &editions.differences {
        out.comment(&format!(
            "{}, {}: {} (against {})",
            difference.edition, difference.field, difference.text, difference.against
        ));
    }
    out.blank();
}

fn leftovers(articles: &[Article], out: &mut Lines) {
    let any = articles.iter().any(|article| !article.leftovers.is_empty());
    if !any {
        return;
    }
    out.heading("left over: not understood, not expressed above, or of an unusual form");
    for article in articles {
        for leftover in &article.leftovers {
            out.comment(&format!(
                "{}:{}: {}: {}: “{}”",
                article.file, leftover.line, leftover.field, leftover.why, leftover.text
            ));
        }
    }
}
