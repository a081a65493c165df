//! The claims of the draft: one for each field, one or more for each sentence that says something.

use std::collections::{BTreeMap, BTreeSet};

use super::entities::{Entities, short};
use super::names::Ids;
use super::statement::{figure, shortened, wording_of};
use super::toml_text::{Lines, list, quoted, whole};
use crate::amount::Amount;
use crate::article::{Article, DraftClaim, Side};
use crate::editions::Editions;
use crate::names::folded;

/// A speaker that is no source, person or actor.
pub(super) struct Voice {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: &'static str,
}

/// One claim to write.
struct Claim {
    id: String,
    speaker: String,
    via: String,
    place: String,
    says: String,
    as_of: Option<String>,
    comments: Vec<String>,
}

/// All claims, with the voices and own words that they need.
#[derive(Default)]
pub(super) struct Body {
    pub(super) voices: Vec<Voice>,
    pub(super) words: BTreeSet<&'static str>,
    claims: Vec<Claim>,
    ids: Ids,
    voice_ids: Ids,
    /// Ids of those who spoke, by their folded names.
    speakers: BTreeMap<String, String>,
}

/// The claims of all articles.
pub(super) fn claims(articles: &[Article], editions: &Editions, known: &Entities) -> Body {
    let mut body = Body::default();
    for (at, article) in articles.iter().enumerate() {
        let mut maker = Maker {
            article,
            source: &known.sources[at],
            known,
            body: &mut body,
        };
        maker.fields(editions, at);
        maker.sentences(editions, at);
    }
    body
}

struct Maker<'a> {
    article: &'a Article,
    source: &'a str,
    known: &'a Entities,
    body: &'a mut Body,
}

impl Maker<'_> {
    fn push(
        &mut self,
        name: &str,
        speaker: String,
        place: String,
        says: String,
        comments: Vec<String>,
    ) {
        let id = self
            .body
            .ids
            .give(&format!("{}-{name}", self.source), "claim");
        self.body.claims.push(Claim {
            id,
            speaker,
            via: self.source.to_string(),
            place,
            says,
            as_of: None,
            comments,
        });
    }

    fn infobox(&self) -> String {
        format!("{}-infobox", self.source)
    }

    fn fields(&mut self, editions: &Editions, at: usize) {
        let infobox = self.infobox();
        if let Some(date) = self.article.date.clone() {
            let says = match kidal_dossier::language::parse(&format!("happened(battle) on {date}"))
            {
                Ok(_)
                    if kidal_dossier::Date::parse(&date).is_ok_and(|_| {
                        date.len() > 4 && date.starts_with(|c: char| c.is_ascii_digit() || c == '[')
                    }) =>
                {
                    format!("happened(battle) on {date}")
                }
                _ => "happened(battle)".to_string(),
            };
            let words = self.article.date_words.clone().unwrap_or_default();
            self.push(
                "date",
                infobox.clone(),
                "infobox, date".into(),
                says,
                vec![format!("date: “{words}”")],
            );
            if let Some(last) = self.body.claims.last_mut() {
                last.as_of = Some(date);
            }
        }
        if self.article.place.is_some() && !self.known.place_id.is_empty() {
            let says = format!("happened(battle) at {}", self.known.place_id);
            self.push(
                "place",
                infobox.clone(),
                "infobox, place".into(),
                says,
                Vec::new(),
            );
        }
        if let Some(result) = self.article.result.clone() {
            let says = format!("result(battle) = {}", wording_of(&result));
            self.push(
                "result",
                infobox.clone(),
                "infobox, result".into(),
                says,
                Vec::new(),
            );
        }
        for (number, side) in self.article.sides.iter().enumerate() {
            let Some(joint) = editions.alignment.joint(at, number) else {
                continue;
            };
            let subject = self.known.sides[joint].id.clone();
            self.side(side, number + 1, &subject);
        }
        for (n, amount) in self.article.other_casualties.iter().enumerate() {
            let says = format!(
                "field({}, casualties-other-{}) = {}",
                self.source,
                n + 1,
                wording_of(&described(amount))
            );
            let comment = "decide: of whom are these losses?".to_string();
            self.push(
                &format!("other-casualties-{}", n + 1),
                infobox.clone(),
                "infobox, other casualties".into(),
                says,
                vec![comment],
            );
        }
    }

    fn side(&mut self, side: &Side, number: usize, subject: &str) {
        let infobox = self.infobox();
        for one in &side.belligerents {
            let Some(actor) = self.known.actor(&one.name) else {
                continue;
            };
            let says = format!("took_part({}, battle)", actor.id);
            let mut comments = Vec::new();
            if let Some(role) = &one.role {
                comments.push(format!("decide: stands under “{role}”; did it fight?"));
            }
            self.push(
                &format!("combatant-{number}-{}", short(&one.name)),
                infobox.clone(),
                format!("infobox, combatants {number}"),
                says,
                comments,
            );
        }
        for one in &side.commanders {
            let Some(person) = self.known.person(&one.name) else {
                continue;
            };
            let (id, name) = (person.id.clone(), short(&one.name));
            self.push(
                &format!("commander-{number}-{name}"),
                infobox.clone(),
                format!("infobox, commanders {number}"),
                format!("commander({subject}, {id})"),
                Vec::new(),
            );
            if let Some(fate) = &one.fate {
                let says = match fate.as_str() {
                    "killed" | "captured" | "wounded" => format!("{fate}({id})"),
                    _ => {
                        self.body.words.insert("fate");
                        format!("fate({id}) = {}", wording_of(fate))
                    }
                };
                self.push(
                    &format!("fate-{name}"),
                    infobox.clone(),
                    format!("infobox, commanders {number}"),
                    says,
                    Vec::new(),
                );
            }
        }
        let lists = [
            ("strength", &side.strength, side.strength_line),
            ("casualties", &side.casualties, side.casualties_line),
        ];
        for (field, amounts, line) in lists {
            for (n, amount) in amounts.iter().enumerate() {
                let says = figure(subject, amount, &mut self.body.words);
                let speaker = match &amount.according_to {
                    Some(name) => self.speaker(name),
                    None => infobox.clone(),
                };
                let line = line.map_or(String::new(), |line| format!(", line {line}"));
                let mut comments = Vec::new();
                if amount.included {
                    comments.push("counted inside the figure before it".to_string());
                }
                if let Some(note) = &amount.note {
                    comments.push(format!("the article adds: “{note}”"));
                }
                self.push(
                    &format!("{field}-{number}-{}", n + 1),
                    speaker,
                    format!("infobox, {field} {number}{line}"),
                    says,
                    comments,
                );
            }
        }
    }

    /// Who speaks: an actor or person that is declared, or a voice.
    fn speaker(&mut self, name: &str) -> String {
        let key = folded(name);
        if let Some(id) = self.body.speakers.get(&key) {
            return id.clone();
        }
        let declared = self.known.actor(name).or_else(|| self.known.person(name));
        let id = match declared {
            Some(known) => known.id.clone(),
            None => {
                let id = self.body.voice_ids.give(&format!("voice {name}"), "voice");
                self.body.voices.push(Voice {
                    id: id.clone(),
                    name: name.to_string(),
                    kind: kind_of(name),
                });
                id
            }
        };
        self.body.speakers.insert(key, id.clone());
        id
    }

    fn sentences(&mut self, editions: &Editions, at: usize) {
        for claim in &self.article.claims {
            let speaker = match &claim.speaker {
                Some(name) => self.speaker(name),
                None => format!("{}-text", self.source),
            };
            let place = match &claim.section {
                Some(section) => format!("line {}, section {section}", claim.line),
                None => format!("line {}", claim.line),
            };
            let mut comments = vec![format!("text: “{}”", claim.words)];
            comments.extend(claim.decide.iter().map(|what| format!("decide: {what}")));
            let says = self.sentence(claim, editions, at);
            for (n, says) in says.into_iter().enumerate() {
                let comments = if n == 0 {
                    std::mem::take(&mut comments)
                } else {
                    Vec::new()
                };
                self.push(
                    &format!("line-{}", claim.line),
                    speaker.clone(),
                    place.clone(),
                    says,
                    comments,
                );
            }
        }
    }

    /// What a sentence says: figures of a side that it names plainly; else its words as they stand.
    fn sentence(&mut self, claim: &DraftClaim, editions: &Editions, at: usize) -> Vec<String> {
        let side = claim.side.and_then(|row| editions.alignment.joint(at, row));
        let mut says = Vec::new();
        if let Some(joint) = side {
            let subject = self.known.sides[joint].id.clone();
            for amount in claim
                .quantities
                .iter()
                .filter(|amount| amount.has_figure() && claim.is_plain)
            {
                says.push(figure(&subject, amount, &mut self.body.words));
            }
        }
        if says.is_empty() {
            let words = shortened(&claim.words, LONGEST_SENTENCE);
            says.push(format!(
                "field({}, line-{}) = {}",
                self.source,
                claim.line,
                wording_of(&words)
            ));
        }
        says
    }
}

/// Most letters of a sentence in a statement. Chosen by us because the whole sentence stands above it.
const LONGEST_SENTENCE: usize = 160;

fn described(amount: &Amount) -> String {
    let kind = amount.kind.as_deref().unwrap_or_default();
    let unit = amount.unit.as_deref().unwrap_or_default();
    [amount.bounds_text().as_str(), unit, kind]
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// What sort of voice a name suggests.
fn kind_of(name: &str) -> &'static str {
    let lower = name.to_lowercase();
    const SIGNS: [(&str, &str); 30] = [
        ("witness", "eyewitness"),
        ("survivor", "eyewitness"),
        ("témoin", "eyewitness"),
        ("soldier", "party"),
        ("soldat", "party"),
        ("officer", "party"),
        ("executive", "party"),
        ("spokes", "party"),
        ("commander", "party"),
        ("porte-parole", "party"),
        ("local official", "official"),
        ("local", "local"),
        ("resident", "local"),
        ("inhabitant", "local"),
        ("habitant", "local"),
        ("afp", "agency"),
        ("reuters", "agency"),
        ("press", "agency"),
        ("radio", "broadcaster"),
        ("bbc", "broadcaster"),
        ("television", "broadcaster"),
        ("official", "official"),
        ("government", "official"),
        ("minist", "official"),
        ("governor", "official"),
        ("gouvern", "official"),
        ("diplomat", "official"),
        ("estimate", "dataset"),
        ("newspaper", "newspaper"),
        ("journal", "newspaper"),
    ];
    SIGNS
        .iter()
        .find(|(sign, _)| lower.contains(sign))
        .map_or("newspaper", |(_, kind)| kind)
}

impl Body {
    pub(super) fn write(&self, out: &mut Lines) {
        out.heading("claims");
        for claim in &self.claims {
            for comment in &claim.comments {
                out.comment(comment);
            }
            out.list("claim");
            out.key("id", &quoted(&claim.id));
            out.key("speaker", &quoted(&claim.speaker));
            out.key("via", &list(std::slice::from_ref(&claim.via)));
            if let Some(as_of) = &claim.as_of {
                out.key("as_of", &quoted(as_of));
            }
            out.key("where", &quoted(&claim.place));
            out.key("says", &whole(&claim.says));
            out.blank();
        }
    }
}
