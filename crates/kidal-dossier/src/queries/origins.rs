//! Who a claim comes from, how it travelled, and which sources copy which.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{Claim, Dossier, Kind};

/// The root speaker of a claim. Two claims of one origin are never two opinions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Origin {
    /// The id of the speaker.
    pub id: String,
    /// The table that declares it; none where no table does.
    pub kind: Option<Kind>,
}

impl Dossier {
    /// The root speaker of a claim: its speaker, however it travelled. The chain `via` makes no new origin, and two
    /// voices with `maybe_same_as` stay two.
    ///
    /// A speaker that is a copy of another source keeps its own name here: what an edition says in its own voice (a
    /// figure in a field) is its own, right or wrong. See [`Dossier::sources_behind`] for what it copies.
    pub fn origin_of(&self, claim: &Claim) -> Origin {
        Origin {
            id: claim.speaker.value.clone(),
            kind: self.kind_of(&claim.speaker),
        }
    }

    /// The sources that carry a claim to us, the nearest to the speaker first: `via`, or the speaker itself where it is
    /// a source and nothing else carries it.
    pub fn carriers<'d>(&'d self, claim: &'d Claim) -> Vec<&'d str> {
        if !claim.via.is_empty() {
            return claim.via.iter().map(|link| link.value.as_str()).collect();
        }
        match self.kind_of(&claim.speaker) {
            Some(Kind::Source) => vec![claim.speaker.value.as_str()],
            _ => Vec::new(),
        }
    }

    /// The utterance of a claim: the one that the file names, or the speaker with the first link of `via`. Claims of one
    /// utterance share one reliability.
    pub fn utterance_of(&self, claim: &Claim) -> String {
        match (&claim.utterance, claim.via.first()) {
            (Some(utterance), _) => utterance.value.clone(),
            (None, Some(first)) => format!("{}/{}", claim.speaker.value, first.value),
            (None, None) => claim.speaker.value.clone(),
        }
    }

    /// The claims of one speaker, in the order of the file.
    pub fn claims_of<'d>(&'d self, speaker: &'d str) -> impl Iterator<Item = &'d Claim> {
        self.claims
            .iter()
            .filter(move |claim| claim.speaker.value == speaker)
    }

    /// All speakers of claims, sorted, each once.
    pub fn speakers(&self) -> Vec<&str> {
        let all: BTreeSet<&str> = self
            .claims
            .iter()
            .map(|claim| claim.speaker.value.as_str())
            .collect();
        all.into_iter().collect()
    }

    /// The sources that this one derives from, directly or through others, sorted, without itself.
    pub fn sources_behind(&self, source: &str) -> Vec<&str> {
        let mut found = BTreeSet::new();
        let mut open = self.direct_sources_behind(source);
        while let Some(next) = open.pop() {
            if next != source && found.insert(next) {
                open.extend(self.direct_sources_behind(next));
            }
        }
        found.into_iter().collect()
    }

    /// The sources that derive from this one, directly or through others, sorted, without itself.
    pub fn copies_of(&self, source: &str) -> Vec<&str> {
        let mut found: BTreeSet<&str> = BTreeSet::new();
        let mut open = vec![source];
        while let Some(original) = open.pop() {
            for copy in &self.sources {
                let id = copy.id.value.as_str();
                let derives = copy
                    .derives_from
                    .iter()
                    .any(|behind| behind.value == original);
                if derives && id != source && found.insert(id) {
                    open.push(id);
                }
            }
        }
        found.into_iter().collect()
    }

    /// Whether `copy` derives from `original`, directly or through others.
    pub fn is_copy_of(&self, copy: &str, original: &str) -> bool {
        copy != original && self.sources_behind(copy).contains(&original)
    }

    /// Whether one of the two derives from the other, or both derive from a third.
    pub fn is_kin_of(&self, one: &str, other: &str) -> bool {
        if one == other {
            return true;
        }
        let mut behind_one = self.sources_behind(one);
        behind_one.push(one);
        let mut behind_other = self.sources_behind(other);
        behind_other.push(other);
        behind_one
            .iter()
            .any(|source| behind_other.contains(source))
    }

    fn direct_sources_behind(&self, source: &str) -> Vec<&str> {
        self.source(source)
            .map(|source| {
                source
                    .derives_from
                    .iter()
                    .map(|behind| behind.value.as_str())
                    .collect()
            })
            .unwrap_or_default()
    }
}
