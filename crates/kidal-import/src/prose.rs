//! Sentences to draft claims: what carries a figure, a date, a name or a speaker. No claim is invented.

mod dates;
mod figures;
mod naming;
mod sentences;
mod speaker;
#[cfg(test)]
mod tests;

use crate::article::{DraftClaim, Leftover, Side};
use crate::clean::clean;
use crate::raw::{Form, Lines, Paragraph};

use dates::dates;
use figures::figures;
use naming::{Known, names};
use sentences::sentences;
use speaker::{Speaking, speaker};

/// What is known when the sentences are read.
pub(crate) struct Context<'a> {
    pub(crate) language: &'a str,
    pub(crate) date: Option<&'a str>,
    pub(crate) place: Option<&'a str>,
    pub(crate) sides: &'a [Side],
    pub(crate) form: Form,
}

/// What the sentences give.
#[derive(Debug, Default)]
pub(crate) struct Prose {
    pub(crate) claims: Vec<DraftClaim>,
    pub(crate) leftovers: Vec<Leftover>,
}

/// The speaker of a quotation that is open, where one is known.
type Outer = Option<String>;

/// Most letters of a sentence that are kept. Chosen by us: longer ones are lists.
const LONGEST: usize = 1000;

/// Reads all paragraphs.
pub(crate) fn read_prose(
    text: &str,
    paragraphs: &[Paragraph],
    context: &Context<'_>,
    lines: &Lines,
) -> Prose {
    let known = Known::of(context.sides, context.place);
    let mut prose = Prose::default();
    for paragraph in paragraphs {
        let raw = &text[paragraph.span.clone()];
        let converted;
        let (shown, is_exact) = match context.form {
            Form::Plain => (raw, true),
            Form::Wikitext => {
                converted = clean(raw);
                (converted.as_str(), false)
            }
        };
        let mut quoted: Option<Outer> = None;
        for sentence in sentences(shown) {
            let (start, end) = if is_exact {
                (
                    paragraph.span.start + sentence.span.start,
                    paragraph.span.start + sentence.span.end,
                )
            } else {
                (paragraph.span.start, paragraph.span.end)
            };
            let words: String = clean(&shown[sentence.span.clone()])
                .replace('\n', " ")
                .chars()
                .take(LONGEST)
                .collect();
            let inherited = if sentence.begins_quoted {
                quoted.clone()
            } else {
                None
            };
            let mut claim =
                read_sentence(&words, (sentence.begins_quoted, inherited), context, &known);
            claim.section = Some(clean(&paragraph.heading)).filter(|heading| !heading.is_empty());
            (claim.line, claim.start, claim.end) = (lines.line(start), start, end);
            claim.quotation = sentence.begins_quoted || sentence.has_quotation;
            if claim.quotation && claim.speaker.is_none() {
                claim.decide.push("who is quoted".to_string());
            }
            quoted = if sentence.ends_quoted {
                Some(claim.speaker.clone())
            } else {
                None
            };
            if says_something(&claim) {
                prose.claims.push(claim);
            } else if words.chars().any(char::is_alphabetic) {
                prose.leftovers.push(Leftover {
                    field: "text".to_string(),
                    text: words,
                    why: "no figure, date, name or speaker is found in it".to_string(),
                    line: claim.line,
                });
            }
        }
    }
    prose
}

fn says_something(claim: &DraftClaim) -> bool {
    !claim.quantities.is_empty()
        || !claim.dates.is_empty()
        || !claim.names.is_empty()
        || claim.speaker.is_some()
        || claim.quotation
}

fn read_sentence(
    words: &str,
    (is_inside, inherited): (bool, Option<Outer>),
    context: &Context<'_>,
    known: &Known,
) -> DraftClaim {
    let mut claim = DraftClaim {
        words: words.to_string(),
        ..DraftClaim::default()
    };
    match (speaker(words, context.language), inherited) {
        (Speaking::Named { who, shown_by }, outer) if is_inside => {
            // Whoever speaks inside a quotation is quoted by the one who speaks.
            claim
                .decide
                .push(format!("inside the quotation, `{who}` {shown_by}"));
            claim.speaker = outer.flatten();
            claim.shown_by = claim
                .speaker
                .as_ref()
                .map(|_| "the quotation goes on".to_string());
        }
        (Speaking::Named { who, shown_by }, _) => {
            if speaker::is_pronoun(&who) {
                claim.decide.push(format!("who `{who}` is"));
            } else if who.split(' ').count() > 8 {
                claim
                    .decide
                    .push("whether the speaker is cut out rightly".to_string());
            }
            (claim.speaker, claim.shown_by) = (Some(who), Some(shown_by));
        }
        (_, Some(Some(who))) => {
            (claim.speaker, claim.shown_by) =
                (Some(who), Some("the quotation goes on".to_string()));
        }
        (Speaking::Unnamed { shown_by }, _) => {
            claim.decide.push(format!("who says so (`{shown_by}`)"));
            claim.shown_by = Some(shown_by);
        }
        (Speaking::Nobody, _) => {}
    }
    let found = dates(words, context);
    claim.dates = found.dates;
    claim.decide.extend(found.decide);
    let read = figures(words, &found.spans);
    claim.quantities = read.amounts;
    claim.decide.extend(read.decide);
    claim.names = names(words, known);
    let speaks_as_we = speaker::counts_itself(words);
    if let (true, Some(who)) = (speaks_as_we, &claim.speaker) {
        claim.side = known.side_of_speaker(who);
        claim.is_plain = claim.side.is_some();
        if claim.is_plain {
            claim
                .decide
                .push("whether `we` is the whole side".to_string());
        }
    }
    claim
}
