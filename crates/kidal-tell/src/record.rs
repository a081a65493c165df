//! What a telling holds, as plain records.

use serde::Serialize;

/// One or several accounts, and where they part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Telling {
    /// The title of the dossier.
    pub title: String,
    /// The accounts, in the order in which they were asked for.
    pub accounts: Vec<Account>,
    /// Where the accounts say different things of one topic; empty for one account.
    pub partings: Vec<Parting>,
}

/// The battle as one account tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Account {
    /// The id of the speaker, or of the document.
    pub speaker: String,
    /// Its name for people.
    pub name: String,
    /// What it says, by the time that is meant; what has no time stands last.
    pub sentences: Vec<Sentence>,
    /// Events and numbers that other accounts speak of and this one does not; what most of them speak of first.
    pub leaves_out: Vec<String>,
}

/// One thing that an account says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// Seconds since 1970 UTC of the moment by which it is ordered.
    #[serde(skip)]
    pub time: Option<i64>,
    /// The time that the claim itself gives, as it was written.
    pub date: Option<String>,
    /// The same time in words.
    pub when: Option<String>,
    /// Where the sentence stands, where the claim gives no time of its own: "after the first assault".
    pub beside: Option<String>,
    /// The analyst's paraphrase, or the statement as a sentence where there is none.
    pub text: String,
    /// The id of the claim.
    pub claim: String,
    /// The name of the speaker, where a document passes on what someone else says.
    pub by: Option<String>,
}

/// A topic on which accounts say different things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Parting {
    /// What it is about: "the start of the encirclement of Kidal".
    pub topic: String,
    /// Who says what.
    pub says: Vec<Said>,
}

/// What one account says on a topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The account: a speaker or a document.
    pub speaker: String,
    /// The value: "504", "2012-03-23", "not so".
    pub text: String,
    /// The id of the claim.
    pub claim: String,
}
