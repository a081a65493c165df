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
    // One account is held against all that anybody tells; several only against each other.
    let topics = if told.len() > 1 {
        missable_topics(
            dossier,
            told.iter().flat_map(|(_, claims)| claims.iter().copied()),
        )
    } else {
        missable_topics(dossier, &dossier.claims)
    };
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
    topics: &BTreeMap<Topic, Missable<'_>>,
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
    let mut missing: BTreeMap<&str, usize> = BTreeMap::new();
    for (topic, missable) in topics {
        if !spoken.contains(topic) && !spoken_names.contains(&missable.name) {
            let many = missing.entry(&missable.name).or_default();
            *many = (*many).max(missable.speakers.len());
        }
    }
    let mut missing: Vec<(&str, usize)> = missing.into_iter().collect();
    missing.sort_by_key(|(name, speakers)| (std::cmp::Reverse(*speakers), *name));
    Account {
        speaker: speaker.to_string(),
        name: dossier.name_of(speaker).unwrap_or(speaker).to_string(),
        sentences,
        leaves_out: missing
            .into_iter()
            .map(|(name, _)| name.to_string())
            .collect(),
    }
}

fn told(dossier: &Dossier, account: &str, claim: &Claim, place: Option<Place<'_>>) -> Sentence {
    let speaker = claim.speaker.value.as_str();
    let by = (speaker != account).then(|| dossier.name_of(speaker).unwrap_or(speaker).to_string());
    Sentence {
        time: place.map(|place| place.time.0),
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

/// A topic that an account may leave out: how it reads, and who speaks of it.
struct Missable<'d> {
    name: String,
    speakers: BTreeSet<&'d str>,
}

/// The events and numbers that these claims speak of.
fn missable_topics<'d>(
    dossier: &Dossier,
    claims: impl IntoIterator<Item = &'d Claim>,
) -> BTreeMap<Topic, Missable<'d>> {
    let mut topics: BTreeMap<Topic, Missable<'d>> = BTreeMap::new();
    for claim in claims {
        for (topic, name) in topics_of(dossier, claim) {
            let missable = topics.entry(topic).or_insert_with(|| Missable {
                name,
                speakers: BTreeSet::new(),
            });
            missable.speakers.insert(&claim.speaker.value);
        }
    }
    topics
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
