//! Making the accounts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use kidal_dossier::language::{describe_date, sentence};
use kidal_dossier::{Claim, Dossier};

use crate::order::{Calendar, Place, own_date};
use crate::parting::partings;
use crate::record::{Account, Sentence, Telling};
use crate::topic::{Topic, event_of, is_missable, label};

/// Why nothing can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TellError {
    /// Nobody of that name speaks in the dossier.
    UnknownSpeaker {
        /// What was asked for.
        asked: String,
        /// Those who do speak, sorted.
        speakers: Vec<String>,
    },
}

impl fmt::Display for TellError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TellError::UnknownSpeaker { asked, speakers } => {
                write!(
                    out,
                    "no claim is made or carried by `{asked}`; those who speak: {}",
                    speakers.join(", ")
                )
            }
        }
    }
}

impl std::error::Error for TellError {}

/// The battle as each of these accounts tells it, and where they part.
///
/// An account is a speaker, or a document with all that it carries. Without names, every speaker is told.
pub fn tell(dossier: &Dossier, speakers: &[&str]) -> Result<Telling, TellError> {
    let all = dossier.speakers();
    let asked: Vec<&str> = if speakers.is_empty() {
        all.clone()
    } else {
        speakers.to_vec()
    };
    let calendar = Calendar::new(dossier);
    let topics = missable_topics(dossier);
    let mut told = Vec::new();
    for speaker in asked {
        let claims = claims_of(dossier, speaker);
        if claims.is_empty() {
            return Err(TellError::UnknownSpeaker {
                asked: speaker.to_string(),
                speakers: all.into_iter().map(String::from).collect(),
            });
        }
        told.push((speaker, claims));
    }
    Ok(Telling {
        title: dossier.about.title.value.clone(),
        accounts: told
            .iter()
            .map(|(speaker, claims)| account(dossier, &calendar, &topics, speaker, claims))
            .collect(),
        partings: if told.len() > 1 {
            partings(dossier, &told)
        } else {
            Vec::new()
        },
    })
}

/// What a speaker says, or all that a document carries. Repetitions of one statement are told once.
fn claims_of<'d>(dossier: &'d Dossier, speaker: &str) -> Vec<&'d Claim> {
    let is_document = dossier.source(speaker).is_some();
    let mut seen: BTreeSet<(&str, Vec<&str>)> = BTreeSet::new();
    dossier
        .claims
        .iter()
        .filter(|claim| {
            claim.speaker.value == speaker
                || is_document && claim.via.iter().any(|link| link.value == speaker)
        })
        .filter(|claim| {
            let says = claim
                .readings
                .iter()
                .map(|reading| reading.says.value.as_str())
                .collect();
            seen.insert((claim.speaker.value.as_str(), says))
        })
        .collect()
}

fn account<'d>(
    dossier: &'d Dossier,
    calendar: &Calendar<'d>,
    topics: &BTreeMap<Topic, String>,
    speaker: &str,
    claims: &[&'d Claim],
) -> Account {
    let mut ordered: Vec<(Option<Place<'_>>, &Claim)> = claims
        .iter()
        .map(|claim| (calendar.place(dossier, claim), *claim))
        .collect();
    ordered.sort_by_key(|(place, _)| (place.is_none(), place.map(|place| place.time)));
    let sentences = ordered
        .iter()
        .map(|(place, claim)| told(dossier, speaker, claim, *place))
        .collect();
    let spoken: BTreeSet<Topic> = claims
        .iter()
        .flat_map(|claim| topics_of(dossier, claim))
        .map(|(topic, _)| topic)
        .collect();
    let spoken_names: BTreeSet<String> = claims
        .iter()
        .flat_map(|claim| topics_of(dossier, claim))
        .map(|(_, name)| name)
        .collect();
    let missing: BTreeSet<&String> = topics
        .iter()
        .filter(|(topic, name)| !spoken.contains(topic) && !spoken_names.contains(*name))
        .map(|(_, name)| name)
        .collect();
    Account {
        speaker: speaker.to_string(),
        name: dossier.name_of(speaker).unwrap_or(speaker).to_string(),
        sentences,
        leaves_out: missing.into_iter().cloned().collect(),
    }
}

fn told(dossier: &Dossier, account: &str, claim: &Claim, place: Option<Place<'_>>) -> Sentence {
    let speaker = claim.speaker.value.as_str();
    let by = (speaker != account).then(|| dossier.name_of(speaker).unwrap_or(speaker).to_string());
    Sentence {
        date: own_date(claim).map(ToString::to_string),
        when: own_date(claim).map(describe_date),
        beside: place.and_then(|place| place.event).map(|(side, event)| {
            format!(
                "{} {}",
                side.word(),
                dossier.name_of(event).unwrap_or(event)
            )
        }),
        text: match &claim.words {
            Some(words) => words.value.clone(),
            None => sentence(&claim.main_reading().statement, dossier),
        },
        claim: claim.id.value.clone(),
        by,
    }
}

/// The events and numbers that any claim speaks of, with how they read.
fn missable_topics(dossier: &Dossier) -> BTreeMap<Topic, String> {
    dossier
        .claims
        .iter()
        .flat_map(|claim| topics_of(dossier, claim))
        .collect()
}

/// The topics of a claim that an account may leave out. What is said of an event's start or end is about the event.
fn topics_of(dossier: &Dossier, claim: &Claim) -> Vec<(Topic, String)> {
    let mut topics = Vec::new();
    for atom in claim.main_reading().statement.atoms() {
        if !is_missable(dossier, atom) {
            continue;
        }
        let name = match event_of(dossier, atom).and_then(|event| dossier.name_of(event)) {
            Some(event) => event.to_string(),
            None => label(dossier, atom),
        };
        topics.push((Topic::of(atom), name));
    }
    topics
}
