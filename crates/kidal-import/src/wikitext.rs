//! Wikitext to fields and plain text.
//!
//! A scanner of our own rather than a library: an infobox needs balanced braces, links and tags, in time that grows with the
//! text also where nothing is balanced, and the place of each value. `docs/decisions/0011-own-wikitext-scanner.md` has the reasons.

mod article;
mod flag;
mod pairs;
mod template;
#[cfg(test)]
mod tests;

use crate::clean::{LARGE, SMALL};
use pairs::Pairs;

pub(crate) use article::{looks_like_wikitext, read_wikitext};

/// How deep templates and links may nest; what is deeper is dropped. Chosen by us: pages nest five or six.
const DEPTH: usize = 24;

/// Markup to plain text; items that stood on lines of their own are divided by `\n`.
pub(crate) fn to_text(text: &str) -> String {
    let mut converter = Converter::new(text);
    converter.convert(0, text.len(), 0)
}

/// The templates of a value that are not known, or show nothing.
pub(crate) fn unknown_templates(value: &str) -> Vec<String> {
    if !value.contains("{{") {
        return Vec::new();
    }
    let mut converter = Converter::new(value);
    converter.tells_dropped = true;
    converter.convert(0, value.len(), 0);
    let braced = |text: String| format!("{{{{{text}}}}}");
    converter.strangers.into_iter().map(braced).collect()
}

/// The references that stand in a text: `<ref>…</ref>`, `{{sfn|…}}`.
pub(crate) fn references(text: &str) -> Vec<String> {
    if !text.contains("<ref") && !text.contains("{{") {
        return Vec::new();
    }
    let mut converter = Converter::new(text);
    converter.convert(0, text.len(), 0);
    converter.references
}

/// Turns a stretch of wikitext into plain text and keeps what it met on the way.
pub(crate) struct Converter<'t> {
    text: &'t str,
    pairs: Pairs,
    /// Where the last comment and the last reference end: past it none closes, so that none is looked for.
    last_comment: usize,
    last_reference: usize,
    /// References.
    pub(crate) references: Vec<String>,
    /// Templates that are not known.
    pub(crate) strangers: Vec<String>,
    /// Whether links leave their page behind the shown text, between the signs U+0002 and U+0003.
    pub(crate) keeps_pages: bool,
    /// Whether templates that show nothing, or not all they hold, are kept among those that are not known: in values that are
    /// taken as they are written.
    tells_dropped: bool,
    /// Whether the page is a French one, on which codes show French names.
    is_french: bool,
}

/// Names of the French template, as pages write them.
const FRENCH: [&str; 4] = [
    "Infobox Conflit",
    "Infobox conflit",
    "Infobox Bataille",
    "Infobox bataille",
];

impl<'t> Converter<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Converter {
            text,
            pairs: Pairs::of(text),
            last_comment: text.rfind("-->").unwrap_or(0),
            last_reference: text.rfind("</ref").unwrap_or(0),
            references: Vec::new(),
            strangers: Vec::new(),
            keeps_pages: false,
            tells_dropped: false,
            is_french: FRENCH.iter().any(|name| text.contains(name)),
        }
    }

    pub(crate) fn convert(&mut self, from: usize, to: usize, depth: usize) -> String {
        let mut out = String::new();
        if depth > DEPTH {
            return out;
        }
        let text = self.text;
        let mut at = from;
        while at < to {
            let rest = &text[at..to];
            let Some(letter) = rest.chars().next() else {
                break;
            };
            let next = match letter {
                '<' => self.tag(at, to, &mut out),
                '{' if rest.starts_with("{{") => {
                    match self.pairs.close(at).filter(|close| *close + 2 <= to) {
                        Some(close) => {
                            let shown = self.template(at + 2, close, depth + 1);
                            out.push_str(&shown);
                            close + 2
                        }
                        None => at + 2,
                    }
                }
                '}' if rest.starts_with("}}") => at + 2,
                '[' if rest.starts_with("[[") => {
                    match self.pairs.close(at).filter(|close| *close + 2 <= to) {
                        Some(close) => {
                            let shown = self.link(at + 2, close, depth + 1);
                            out.push_str(&shown);
                            close + 2
                        }
                        None => at + 2,
                    }
                }
                ']' if rest.starts_with("]]") => at + 2,
                '[' if rest[1..].starts_with("http") || rest[1..].starts_with("//") => {
                    external(text, at, to, &mut out)
                }
                '\'' if rest.starts_with("''") => {
                    at + rest.bytes().take_while(|b| *b == b'\'').count()
                }
                '&' => entity(rest, &mut out) + at,
                '\n' => {
                    out.push('\n');
                    let marks = rest[1..]
                        .bytes()
                        .take_while(|b| matches!(b, b'*' | b'#' | b':' | b' '))
                        .count();
                    let rule = rest[1..].bytes().take_while(|b| *b == b'-').count();
                    at + 1 + if rule >= 4 { rule } else { marks }
                }
                '*' if at == from => at + 1,
                _ => {
                    out.push(letter);
                    at + letter.len_utf8()
                }
            };
            at = next.max(at + 1).min(to);
            while !text.is_char_boundary(at) {
                at += 1;
            }
        }
        out
    }

    /// A comment, a reference, a line break or any other tag; where the text goes on.
    fn tag(&mut self, at: usize, to: usize, out: &mut String) -> usize {
        let text = self.text;
        let rest = &text[at..to];
        if rest.starts_with("<!--") {
            return if at < self.last_comment {
                rest.find("-->").map_or(to, |end| at + end + 3)
            } else {
                at + 4
            };
        }
        let name: String = rest[1..]
            .chars()
            .take_while(|c| c.is_ascii_alphabetic() || *c == '/')
            .take(12)
            .collect();
        let name = name.to_ascii_lowercase();
        if name.is_empty() {
            out.push('<');
            return at + 1;
        }
        // A tag is short; a `<` without its `>` nearby is a sign of the text.
        let window = rest.bytes().take(600).position(|b| b == b'>');
        let Some(close) = window else {
            return at + 1 + name.len();
        };
        let is_closed = rest[..close].ends_with('/');
        match name.trim_end_matches('/') {
            "ref" if !is_closed => {
                let end = if at < self.last_reference {
                    rest.find("</ref")
                } else {
                    None
                };
                let Some(end) = end else {
                    return at + close + 1;
                };
                let inner = rest[close + 1..]
                    .get(..end.saturating_sub(close + 1))
                    .unwrap_or_default()
                    .trim();
                self.refer(inner);
                let after = rest[end..].find('>').map_or(end + 5, |gt| end + gt + 1);
                at + after
            }
            "small" if !is_closed => {
                out.push(SMALL);
                at + close + 1
            }
            "/small" => {
                out.push(LARGE);
                at + close + 1
            }
            "br" | "hr" | "li" | "/li" | "p" | "/p" | "div" | "/div" | "ul" | "/ul" => {
                out.push('\n');
                at + close + 1
            }
            _ => at + close + 1,
        }
    }

    /// Keeps a reference, shortened.
    fn refer(&mut self, inner: &str) {
        const MOST: usize = 2000;
        let short: String = inner.chars().take(240).collect();
        if !short.is_empty() && self.references.len() < MOST && !self.references.contains(&short) {
            self.references.push(short);
        }
    }

    /// `[[Page|shown]]`: the shown text; nothing of images and categories.
    fn link(&mut self, from: usize, to: usize, depth: usize) -> String {
        let inner = &self.text[from..to];
        let colon = inner.find(':').map(|at| inner[..at].trim().to_lowercase());
        if let Some(space) = colon
            && FILES.contains(&space.as_str())
        {
            return String::new();
        }
        let bar = self.pairs.bars(self.text, from, to);
        let Some(bar) = bar.first().copied() else {
            let page = inner.trim_start_matches(':');
            return page
                .split('#')
                .next()
                .filter(|head| !head.is_empty())
                .unwrap_or(page)
                .to_string();
        };
        let page = self.text[from..bar].trim().to_string();
        // A line break within a link divides nothing: what is linked is one thing.
        let shown = self.convert(bar + 1, to, depth).replace('\n', " ");
        let plain = shown.trim();
        if self.keeps_pages
            && !plain.is_empty()
            && !page.is_empty()
            && page != plain
            && !page.contains(['#', '{', '<', ':'])
        {
            return format!("{shown}\u{2}{page}\u{3}");
        }
        shown
    }
}

/// Prefixes of links that show an image or sort the page.
const FILES: [&str; 22] = [
    "file",
    "image",
    "fichier",
    "datei",
    "bild",
    "archivo",
    "imagen",
    "ficheiro",
    "imagem",
    "immagine",
    "ملف",
    "صورة",
    "category",
    "catégorie",
    "kategorie",
    "categoria",
    "categoría",
    "تصنيف",
    "media",
    "média",
    "commons",
    "wikidata",
];

/// `[http://… shown]`
fn external(text: &str, at: usize, to: usize, out: &mut String) -> usize {
    let rest = &text[at..to];
    let Some(close) = rest.bytes().take(2000).position(|b| b == b']') else {
        return at + 1;
    };
    if let Some(space) = rest[..close].find(' ') {
        out.push_str(rest[space + 1..close].trim());
    }
    at + close + 1
}

/// An HTML entity; how many bytes it takes.
fn entity(rest: &str, out: &mut String) -> usize {
    let end = rest.bytes().take(12).position(|b| b == b';');
    let Some(end) = end else {
        out.push('&');
        return 1;
    };
    let shown = match &rest[1..end] {
        "nbsp" | "thinsp" | "#160" | "#8239" => Some('\u{a0}'),
        "ndash" | "mdash" | "#8211" | "#8212" | "minus" => Some('–'),
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "dagger" => Some('†'),
        "times" => Some('×'),
        "rsquo" | "lsquo" | "#39" => Some('\''),
        code => code
            .strip_prefix('#')
            .and_then(|digits| digits.parse::<u32>().ok())
            .and_then(char::from_u32),
    };
    match shown {
        Some(letter) => {
            out.push(letter);
            end + 1
        }
        None => {
            out.push('&');
            1
        }
    }
}
