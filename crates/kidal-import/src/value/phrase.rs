//! The words that follow a figure: what is counted and what happened to it.

mod meaning;
mod units;

use super::Field;
use super::asides::{
    is_addition, is_inside_of, is_name_at, is_numbered, is_rate, is_unknown_from, later_kind,
    names_time,
};
use super::attribution::{attributed, is_of_several};
use super::kinds::listed;
use super::nouns::{
    before_of, category_of, has_article, is_estimate, is_in_capitals, is_noun, is_numeral,
    is_of_people,
};
use super::numbers::armament;
use crate::token::{Sort, Token};
use crate::words::{Class, sense_at};

/// What the words round a figure say.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrase {
    pub(super) kinds: Vec<&'static str>,
    /// Whether the kinds are joined by `or`.
    pub(super) is_choice: bool,
    units: Vec<String>,
    category: Option<&'static str>,
    pub(super) outcomes: Vec<&'static str>,
    /// The category of things that only what befell them tells: what is shot down flies.
    befallen: Option<&'static str>,
    pub(super) of: Option<String>,
    pub(super) according_to: Option<String>,
    pub(super) is_approximate: bool,
    /// What is added with a preposition: `with firearms`, or a date.
    pub(super) note: Option<String>,
    /// Words that say something of the figure that no other place holds: `engaged`, `confirmed`.
    pub(super) remarks: Vec<String>,
    /// Words that are not understood.
    pub(super) rest: Vec<String>,
    /// Words of a name that no unit follows.
    proper: Vec<String>,
    /// Whether `of` stands before the name: those who are counted are a part of it.
    is_of_name: bool,
    /// Small words that may be a unit the table does not know.
    plain: Vec<String>,
    /// Whether the unit is a plural that the table does not know.
    pub(super) is_guessed: bool,
    /// What joins the words that follow to the unit before them.
    joint: Option<&'static str>,
}

/// Reads the words. Parentheses are not among them.
pub(super) fn read_phrase(field: Field, text: &str, tokens: &[Token]) -> Phrase {
    let Some(cut) = (0..tokens.len()).find(|at| is_addition(field, tokens, *at)) else {
        return read_words(field, text, tokens);
    };
    let mut phrase = read_words(field, text, &tokens[..cut]);
    let added = text[tokens[cut].start..tokens[tokens.len() - 1].end].to_string();
    phrase.note = Some(match phrase.note.take() {
        Some(note) => format!("{note} {added}"),
        None => added,
    });
    phrase
}

fn read_words(field: Field, text: &str, tokens: &[Token]) -> Phrase {
    let mut phrase = Phrase::default();
    // What is sunk is a thing, also where the table does not know it: `6 galiots sunk or captured`.
    let has_thing = (0..tokens.len()).any(|at| {
        sense_at(tokens, at, &[Class::Thing]).is_some() || category_of(tokens[at].lower()).is_some()
    });
    let classes: &[Class] = match (field, has_thing) {
        (Field::Strength, _) => &[
            Class::Thing,
            Class::People,
            Class::Remark,
            Class::Filler,
            Class::Kind,
        ],
        (Field::Casualties, true) => &[
            Class::Thing,
            Class::Outcome,
            Class::People,
            Class::Remark,
            Class::Filler,
            Class::Kind,
        ],
        (Field::Casualties, false) => &[
            Class::Kind,
            Class::People,
            Class::Outcome,
            Class::Remark,
            Class::Filler,
        ],
    };
    let mut last_unit_end = None;
    let mut last_kind_end = None;
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        let raw = &text[token.start..token.end];
        if is_rate(tokens, at) {
            // `300 per day`, `12 per company`: no author.
            phrase.rest.extend(
                tokens[at..]
                    .iter()
                    .map(|token| text[token.start..token.end].to_string()),
            );
            break;
        }
        if let Some((_, length)) = sense_at(tokens, at, &[Class::According])
            && at + length < tokens.len()
        {
            let end = tokens[tokens.len() - 1].end;
            if is_of_several(&text[token.start..end]) {
                phrase.note = Some(text[token.start..end].to_string());
                break;
            }
            phrase.according_to = Some(attributed(&text[token.start..end]));
            break;
        }
        // `80,000 with firearms`, `30,000 men le 21 février`: what follows the preposition is not what is counted.
        let is_aside = matches!(
            token.lower(),
            Some(
                "with"
                    | "avec"
                    | "for"
                    | "against"
                    | "if"
                    | "le"
                    | "at"
                    | "on"
                    | "under"
                    | "from"
                    | "near"
                    | "aboard"
                    | "sur"
                    | "after"
                    | "before"
                    | "following"
                    | "without"
                    | "excluding"
                    | "except"
            )
        ) && at + 1 < tokens.len()
            && !(field == Field::Casualties && later_kind(tokens, at + 1));
        // `5 legions plus auxiliaries`: how many those are is not said.
        let is_aside = is_aside
            || (field == Field::Strength
                && token.lower() == Some("plus")
                && last_unit_end == Some(at)
                && at + 1 < tokens.len())
            // `1,500 + reinforcements`
            || (token.is_sign('+')
                && (at == 0 || last_unit_end == Some(at))
                && tokens.get(at + 1).is_some_and(|next| next.lower().is_some()));
        if is_aside {
            let end = tokens[tokens.len() - 1].end;
            phrase.note = Some(text[token.start..end].to_string());
            break;
        }
        if let Some(end) = armament(tokens, at) {
            // `13 ships of 74 guns`: what each has is no count of its own.
            let guns = &text[token.start..tokens[end - 1].end];
            phrase.remarks.push(guns.to_string());
            at = end;
            continue;
        }
        // `22,000 killed by Bulgars`, `interned in East Prussia`: whoever did it, or where, is not what is counted.
        // So are a place behind the figure and what is numbered: `2,112 in the United States`, `in three divisions`.
        let has_fate = !phrase.kinds.is_empty() || !phrase.outcomes.is_empty();
        let is_lost_to = token.lower() == Some("to") && has_fate && !later_kind(tokens, at + 1);
        // `20 000 réfugiés au Cameroun`, `5 000 hommes en Prusse`
        // `6 500 au total en France`
        let is_of_all = at > 0 && at == tokens.len() - 2 && phrase.counts_nothing();
        let is_behind_unit = (last_unit_end == Some(at)
            && matches!(
                token.lower(),
                Some("à" | "au" | "aux" | "en" | "bei" | "im")
            ))
            || (is_of_all && token.lower() == Some("en"));
        // `dont 15 000 à Hondschoote`, `50,000 in the sack of Cremona`: a place right behind a figure.
        let is_article = matches!(
            tokens.get(at + 1).and_then(Token::lower),
            Some("the" | "la" | "le" | "les")
        );
        let is_place = at == 0
            && matches!(
                token.lower(),
                Some("à" | "au" | "en" | "devant" | "in" | "dans" | "autour")
            )
            && (is_name_at(text, tokens, 1) || is_article || token.lower() == Some("in"))
            && tokens.len() > 1
            && is_unknown_from(tokens, 1);
        // `50 hommes à moto`
        let is_mounted = last_unit_end == Some(at)
            && token.lower() == Some("à")
            && sense_at(tokens, at + 1, &[Class::Thing]).is_some();
        let is_behind = matches!(
            token.lower(),
            Some("by" | "par" | "durch" | "in" | "à" | "dans" | "au" | "aux" | "en" | "bei" | "im")
        ) && (has_fate || token.lower() == Some("in") || is_behind_unit)
            && (is_name_at(text, tokens, at + 1) || is_numbered(tokens, at + 1))
            && !later_kind(tokens, at + 1);
        // `10,500 by Diodorus`: right behind a figure it is whose figure that is.
        let is_by = field == Field::Strength && at == 0 && token.lower() == Some("by");
        if is_by
            && is_name_at(text, tokens, 1)
            && !names_time(tokens, 1)
            && is_unknown_from(tokens, 1)
        {
            let end = tokens[tokens.len() - 1].end;
            phrase.according_to = Some(text[tokens[1].start..end].to_string());
            break;
        }
        // `197 in the mounted divisions`, `300 among the cavalry`: whose they were.
        let is_among = at == 0 || has_fate || last_unit_end == Some(at);
        let is_behind =
            is_behind || (is_among && is_inside_of(tokens, at) && !later_kind(tokens, at + 1));
        let is_when = matches!(token.lower(), Some("by" | "in" | "until" | "since" | "en"))
            && names_time(tokens, at + 1)
            && !later_kind(tokens, at + 1);
        if is_behind || is_place || is_mounted || is_when || is_lost_to {
            let end = tokens[tokens.len() - 1].end;
            phrase.note = Some(text[token.start..end].to_string());
            break;
        }
        // `Panzer IVs`: with its number it is a name.
        let has_numeral = raw.starts_with(char::is_uppercase)
            && tokens
                .get(at + 1)
                .is_some_and(|next| is_numeral(&text[next.start..next.end]));
        // A name in capitals may look like a word of the table: `Black Watch`, `Foot Guards`.
        if let Some((sense, length)) = sense_at(tokens, at, classes).filter(|_| !has_numeral) {
            match sense.class {
                // `600 Ottoman defectors`: of a strength, they are those who are counted.
                Class::Kind if field == Field::Strength && is_of_people(token.lower()) => {
                    let word = raw.to_lowercase();
                    phrase.add_unit(text, tokens, (at, length), &word, last_unit_end);
                    last_unit_end = Some(at + length);
                }
                Class::Kind => {
                    // `21,000 wounded or sick captured`: the words before it say who was captured.
                    let is_of_these = sense.meaning == "captured"
                        && last_kind_end == Some(at)
                        && phrase
                            .kinds
                            .iter()
                            .all(|kind| matches!(*kind, "wounded" | "sick"));
                    if is_of_these {
                        let who = listed(&phrase.kinds, phrase.is_choice);
                        phrase.remarks.push(who);
                        phrase.kinds.clear();
                        phrase.is_choice = false;
                    }
                    phrase.add_kind(sense.meaning);
                    last_kind_end = Some(at + length);
                }
                Class::Thing | Class::People => {
                    phrase.add_unit(text, tokens, (at, length), sense.meaning, last_unit_end);
                    if sense.class == Class::Thing && phrase.category.is_none() {
                        phrase.category = Some(sense.category);
                    }
                    last_unit_end = Some(at + length);
                }
                // `10 Tiger I`: in capitals behind a name it is part of the name.
                Class::Filler
                    if is_in_capitals(raw) && phrase.ends_in(before_of(text, tokens, at)) =>
                {
                    phrase.proper.push(raw.to_string());
                }
                // `U.S. Army battalions`
                Class::Remark
                    if (raw.starts_with(char::is_uppercase)
                        && (at > 0 || sense.meaning == "people"))
                        || (raw == "army"
                            && !phrase.proper.is_empty()
                            && phrase.ends_in(before_of(text, tokens, at))) =>
                {
                    phrase.proper.push(raw.to_string());
                }
                Class::Remark => {
                    let last = tokens[at + length - 1].end;
                    phrase.remarks.push(text[token.start..last].to_lowercase());
                    phrase.flush_plain();
                }
                Class::Outcome => {
                    if let Some(category) = category_of(token.lower()) {
                        phrase.befallen.get_or_insert(category);
                    }
                    phrase.add_outcome(sense.meaning);
                }
                _ => {
                    if is_noun(token.lower()) && counts_at(tokens, at + 1) {
                        // `combat tanks`
                        phrase.plain.push(raw.to_lowercase());
                        at += length;
                        continue;
                    }
                    let joins = matches!(
                        token.lower(),
                        Some("of" | "de" | "d'" | "des" | "di" | "and" | "&")
                    );
                    let adds = matches!(token.lower(), Some("and" | "et" | "&"));
                    if adds && !phrase.proper.is_empty() && is_name_at(text, tokens, at + length) {
                        // `Thebans and Spartans`
                        phrase.proper.push(raw.to_string());
                    }
                    let is_people_next = sense_at(tokens, at + length, &[Class::People]).is_some();
                    if adds
                        && is_people_next
                        && phrase.units.is_empty()
                        && phrase.plain.is_empty()
                        && phrase.ends_in(before_of(text, tokens, at))
                    {
                        // `3,000 Pasdaran and volunteers`
                        let name = std::mem::take(&mut phrase.proper).join(" ");
                        phrase.units.push(name);
                        last_unit_end = Some(at);
                        at += length;
                        continue;
                    }
                    let goes_on = tokens
                        .get(at + length)
                        .is_some_and(|next| next.lower().is_some());
                    let joint = last_unit_end == Some(at) && adds && phrase.plain.is_empty();
                    phrase.joint = joint.then_some(" and ");
                    if adds && !phrase.plain.is_empty() && goes_on {
                        // `mechanized and armored divisions`
                        phrase.plain.push(raw.to_string());
                    }
                    phrase.is_approximate |= is_estimate(token.lower());
                    if !joins {
                        phrase.flush_plain();
                    }
                }
            }
            at += length;
            continue;
        }
        match &token.sort {
            // `6 x 105mm howitzers`
            Sort::Word(_) if at == 0 && raw == "x" => {}
            Sort::Sign('/') => {
                phrase.is_choice |= !(phrase.kinds.is_empty() && phrase.outcomes.is_empty());
            }
            // `63,000 French & Spanish`
            Sort::Sign('&') if !phrase.proper.is_empty() && is_name_at(text, tokens, at + 1) => {
                phrase.proper.push("&".to_string());
            }
            Sort::Sign(_) => {}
            Sort::Word(word) if matches!(word.as_str(), "or" | "ou" | "oder" | "o") => {
                phrase.is_choice = true;
                let is_word = tokens
                    .get(at + 1)
                    .is_some_and(|next| next.lower().is_some());
                let counts = counts_at(tokens, at + 1) || (is_word && counts_at(tokens, at + 2));
                if !phrase.plain.is_empty() && counts {
                    // `12 pennons or flags`, `30 field or light guns`
                    phrase.plain.push("or".to_string());
                }
            }
            Sort::Word(word) if is_estimate(Some(word)) => phrase.is_approximate = true,
            // `tanks and BMPs destroyed`
            Sort::Word(_)
                if plural_name_end(text, tokens, at).is_some()
                    && phrase.proper.is_empty()
                    && at >= 2
                    && last_unit_end == Some(at - 1)
                    && matches!(tokens[at - 1].lower(), Some("and" | "&" | "et" | "or")) =>
            {
                let end = plural_name_end(text, tokens, at).unwrap_or(at + 1);
                let link = &text[tokens[at - 1].start..tokens[end - 1].end];
                if let Some(unit) = phrase.units.last_mut() {
                    unit.push(' ');
                    unit.push_str(link);
                }
                last_unit_end = Some(end);
                at = end;
                continue;
            }
            Sort::Word(_)
                if raw.starts_with(char::is_uppercase)
                    || raw.starts_with(|c: char| c.is_ascii_digit())
                    || (!phrase.proper.is_empty() && has_article(raw)) =>
            {
                if phrase.proper.is_empty() {
                    let before = at.checked_sub(1).and_then(|n| tokens[n].lower());
                    phrase.is_of_name = at == 1 && matches!(before, Some("of" | "de" | "d'"));
                }
                phrase.proper.push(raw.to_string());
            }
            Sort::Word(_) => phrase.plain.push(raw.to_string()),
            // `Bf 109`: a number behind a name in capitals is part of it.
            Sort::Number(_) if at > 0 && phrase.ends_in(before_of(text, tokens, at)) => {
                phrase.proper.push(raw.to_string());
            }
            _ => phrase.rest.push(raw.to_string()),
        }
        at += 1;
    }
    phrase.settle();
    phrase
}

/// Whether a word for what is counted stands here.
fn counts_at(tokens: &[Token], at: usize) -> bool {
    sense_at(tokens, at, &[Class::People, Class::Thing]).is_some()
}

/// Where words in capitals end of which the last is a plural: `BMPs`, `Republican Guards`.
fn plural_name_end(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    let raw = |token: &Token| &text[token.start..token.end];
    let is_name =
        |token: &&Token| token.lower().is_some() && raw(token).starts_with(char::is_uppercase);
    let length = tokens[at..].iter().take_while(is_name).count();
    let last = tokens[at..at + length].last()?;
    raw(last).ends_with('s').then_some(at + length)
}
