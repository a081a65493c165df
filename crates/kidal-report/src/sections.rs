//! The sections of the page, in the order in which a reader wants them. Each returns nothing where the findings hold
//! nothing for it.

mod accounts;
mod answers;
mod claims;
mod collisions;
mod computation;
mod corpus;
mod counterfactuals;
mod experiment;
mod factors;
mod origin;
mod over_time;
mod replay;
mod sources;
mod stories;
mod unknowns;
mod without;

use std::collections::BTreeMap;

use kidal_diag::Files;
use kidal_findings::{ClaimRecord, Findings};

use crate::html::{anchor, escape};

pub(crate) use replay::frames_as_json;

/// A section of the page.
pub(crate) struct Section {
    /// Anchor.
    pub id: &'static str,
    /// Heading.
    pub title: &'static str,
    /// A sentence or two below the heading, as HTML.
    pub lead: String,
    /// The rest, as HTML.
    pub body: String,
}

/// What sections look things up in.
pub(crate) struct Context<'a> {
    pub findings: &'a Findings,
    pub files: Option<&'a Files>,
    claims: BTreeMap<&'a str, &'a ClaimRecord>,
    speakers: BTreeMap<&'a str, &'a str>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(findings: &'a Findings, files: Option<&'a Files>) -> Self {
        Context {
            findings,
            files,
            claims: findings
                .claims
                .iter()
                .map(|claim| (claim.id.as_str(), claim))
                .collect(),
            speakers: findings
                .speakers
                .iter()
                .map(|speaker| (speaker.id.as_str(), speaker.name.as_str()))
                .collect(),
        }
    }

    /// Name of a speaker, or its id.
    fn speaker<'b>(&'b self, id: &'b str) -> &'b str {
        self.speakers.get(id).copied().unwrap_or(id)
    }

    /// Name of an origin: a speaker, or a source that speaks for itself.
    fn origin_name<'b>(&'b self, id: &'b str) -> &'b str {
        let source = || self.findings.sources.iter().find(|source| source.id == id);
        match self.speakers.get(id) {
            Some(name) => name,
            None => source().map_or(id, |source| source.title.as_str()),
        }
    }

    /// A claim's id as a link to its row, with its words on hover.
    fn claim_link(&self, id: &str) -> String {
        match self.claims.get(id) {
            Some(claim) => format!(
                "<a class=\"claim-id\" href=\"#{}\" title=\"{}\">{}</a>",
                anchor("claim", id),
                escape(&words(claim)),
                escape(id)
            ),
            None => format!("<span class=\"claim-id\">{}</span>", escape(id)),
        }
    }

    /// A source's id as a link to its row, where there is one.
    fn source_link(&self, id: &str) -> String {
        match self.findings.sources.iter().find(|source| source.id == id) {
            Some(source) => format!(
                "<a href=\"#{}\" title=\"{}\">{}</a>",
                anchor("source", id),
                escape(&source.title),
                escape(id)
            ),
            None => escape(id),
        }
    }

    /// Links to claims, with commas.
    fn claim_links(&self, ids: &[String]) -> String {
        let links: Vec<String> = ids.iter().map(|id| self.claim_link(id)).collect();
        links.join(", ")
    }
}

/// What a claim says, in words.
fn words(claim: &ClaimRecord) -> String {
    claim
        .words
        .clone()
        .or_else(|| {
            claim
                .readings
                .first()
                .map(|reading| reading.sentence.clone())
        })
        .unwrap_or_else(|| claim.id.clone())
}

/// All sections that have something to say.
pub(crate) fn all(context: &Context<'_>) -> Vec<Section> {
    let mut sections = corpus::sections(context);
    let rest = [
        answers::section(context),
        experiment::section(context),
        factors::section(context),
        counterfactuals::section(context),
        claims::section(context),
        accounts::section(context),
        without::section(context),
        collisions::section(context),
        over_time::timeline(context),
        over_time::series(context),
        stories::section(context),
        replay::section(context),
        unknowns::section(context),
        sources::speakers(context),
        sources::sources(context),
        computation::section(context),
        Some(origin::section(context)),
    ];
    sections.extend(rest.into_iter().flatten());
    sections
}
