//! An article in wikitext: its infobox, its paragraphs, its references.

use super::{Converter, Pairs};
use crate::fields::{FieldKind, field_of};
use crate::raw::{Paragraph, Raw, RawField, Stray};

/// Whether a text is wikitext rather than the plain form: a template with the fields of a battle.
pub(crate) fn looks_like_wikitext(text: &str) -> bool {
    text.contains("{{")
        && text.contains("|")
        && text.contains("}}")
        && (text.contains('=') || text.contains("[["))
        && !text.trim_start().starts_with("= ")
}

/// Fewest known fields that make a template the infobox. Chosen by us: a link template has one at most.
const FEWEST: usize = 3;

/// Takes an article apart.
pub(crate) fn read_wikitext(text: &str) -> Raw {
    let pairs = Pairs::of(text);
    let mut converter = Converter::new(text);
    let mut raw = Raw::default();
    let infobox = infobox(text, &pairs, &converter);
    if let Some((open, close)) = infobox {
        let bars = pairs.bars(text, open + 2, close);
        for part in converter.parameters(&bars, close) {
            let kind = field_of(&part.key).map(|found| found.kind);
            converter.keeps_pages =
                matches!(kind, Some(FieldKind::Belligerents | FieldKind::Commanders));
            converter.tells_dropped = matches!(
                kind,
                Some(FieldKind::Place | FieldKind::Result | FieldKind::Date | FieldKind::Title)
            );
            let strangers = converter.strangers.len();
            let value = converter.convert(part.from, part.to, 0);
            let source = text[part.from..part.to].trim();
            let is_lost = value.trim().is_empty()
                && source.starts_with("{{")
                && kind.is_some_and(|kind| kind != FieldKind::Ignored);
            if is_lost && converter.strangers.len() == strangers {
                // `{{Preußen|#}}` alone shows a flag, and no reader knows of whom.
                converter
                    .strangers
                    .push(source.trim_matches(['{', '}']).to_string());
            }
            if kind != Some(FieldKind::Ignored) {
                for stranger in converter.strangers.drain(strangers..) {
                    raw.stray.push(Stray {
                        key: Some(part.key.clone()),
                        text: format!("{{{{{stranger}}}}}"),
                        span: part.from..part.to,
                    });
                }
            } else {
                converter.strangers.truncate(strangers);
            }
            if !part.key.bytes().all(|b| b.is_ascii_digit()) || !value.trim().is_empty() {
                raw.fields.push(RawField {
                    key: part.key,
                    value: value.trim().to_string(),
                    span: part.from..part.to,
                });
            }
        }
    }
    raw.references = std::mem::take(&mut converter.references);
    paragraphs(text, infobox.map_or(0, |(_, close)| close + 2), &mut raw);
    raw
}

/// The template with the most fields of a battle.
fn infobox(text: &str, pairs: &Pairs, converter: &Converter<'_>) -> Option<(usize, usize)> {
    let mut best: Option<(usize, (usize, usize))> = None;
    let mut end_of_last = 0;
    for (open, close) in pairs.all() {
        // Templates inside one that was looked at hold its values, unless that one was no infobox.
        let is_inside = open < end_of_last;
        if text.as_bytes()[open] != b'{' || (is_inside && best.is_some()) || close - open < 40 {
            continue;
        }
        let bars = pairs.bars(text, open + 2, close);
        let known = converter
            .parameters(&bars, close)
            .iter()
            .filter(|part| {
                field_of(&part.key).is_some_and(|found| found.kind != FieldKind::Ignored)
            })
            .count();
        if known >= FEWEST && best.is_none_or(|(most, _)| known > most) {
            best = Some((known, (open, close)));
            end_of_last = close;
        }
        if bars.len() > 4 && best.is_none() {
            end_of_last = end_of_last.max(open);
        }
    }
    best.map(|(_, place)| place)
}

/// The paragraphs after the infobox, by lines.
fn paragraphs(text: &str, from: usize, raw: &mut Raw) {
    let mut heading = String::new();
    let mut at = from.min(text.len());
    let rest = &text[at..];
    for line in rest.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let body = line.trim();
        let is_heading = body.len() > 4 && body.starts_with("==") && body.ends_with("==");
        if is_heading {
            heading = body.trim_matches('=').trim().to_string();
        } else if body.len() > 20
            && !body.starts_with(['|', '!', '{', '}', '*', '#', ':', ';', '[', '<'])
            || body.starts_with("[[") && body.contains(". ")
        {
            raw.paragraphs.push(Paragraph {
                heading: heading.clone(),
                span: start..start + line.trim_end().len(),
            });
        }
    }
}
