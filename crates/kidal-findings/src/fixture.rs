//! Made-up findings of a made-up fight, for tests of this crate and of those that read findings. Nothing in it happened.

mod accounts;
mod claims;
mod history;
mod numbers;

use std::collections::BTreeMap;

use kidal_diag::{Diagnostic, Files, Severity};

use crate::*;

/// Midnight (UTC) of the first day of the fight.
const DAY: i64 = 1_332_979_200;
const HOUR: i64 = 3600;

/// Findings with something in every part.
pub fn findings() -> Findings {
    let mut findings = Findings::new(Kind::Weigh, provenance(), headline());
    findings.questions = numbers::questions();
    findings.factors = numbers::factors();
    findings.counterfactuals = numbers::counterfactuals();
    findings.claims = claims::claims();
    findings.speakers = accounts::speakers();
    findings.sources = accounts::sources();
    findings.parameters = numbers::parameters();
    findings.stories = accounts::stories();
    findings.together = accounts::together();
    findings.accounts = accounts::accounts();
    findings.collisions = collisions();
    findings.timeline = history::timeline();
    findings.series = history::series();
    findings.density = Some(history::density());
    findings.contingents = history::contingents();
    findings.histories = vec![
        history::history("a typical history", 48, 97),
        history::history("a history in which the bridge holds", 48, 97),
    ];
    findings.map = history::map();
    findings.computation = computation();
    findings.origin = Some([18.44, 1.41]);
    findings
}

/// The same with histories of a chosen size.
pub fn large(histories: usize, elements: usize, frames: usize) -> Findings {
    let mut findings = findings();
    findings.histories = (0..histories)
        .map(|index| history::history(&format!("history {}", index + 1), elements, frames))
        .collect();
    findings
}

/// The dossier that the collisions point into.
pub fn files() -> Files {
    [(
        "evidence.toml",
        "[[claim]]\nid = \"ferryman.210\"\nspeaker = \"ferryman\"\nsays = \"strength(watch) = 210\"\n\n\
         [[claim]]\nid = \"gazette.parts\"\nspeaker = \"gazette\"\nsays = \"partition(watch) = {town = 120, farms = 80}\"\n",
    )]
    .into_iter()
    .collect()
}

fn provenance() -> Provenance {
    Provenance {
        program: "kidal".into(),
        version: "0.1.0".into(),
        commit: "0123abcd".into(),
        dossier_digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
        dossier: "ford".into(),
        seed: 18_446_744_073_709_551_557,
        histories: 41_200,
        options: BTreeMap::from([
            ("particles".to_owned(), "1024".to_owned()),
            ("islands".to_owned(), "4".to_owned()),
        ]),
        command: "kidal weigh dossiers/ford --seed 18446744073709551557".into(),
    }
}

fn headline() -> Headline {
    Headline {
        title: "The fight at the ford".into(),
        about: "A made-up fight for the crossing of a made-up river, told by six voices who do not agree. It is here so that \
                the page can be tested; nothing in it happened."
            .into(),
        weighed: 9,
        checked: 3,
        told: 2,
        left_out: 0,
        speakers: 6,
        independent: 4,
        moved: 3,
        unknowns: 5,
        trustworthy: false,
        warnings: vec![
            "Two of four islands disagree about the start of the attack by more than their errors: run more histories.".into(),
            "Before any account the ford falls in more than 19 of 20 histories: the scenario was written to end so.".into(),
        ],
    }
}

fn collisions() -> Vec<Diagnostic> {
    vec![
        Diagnostic::new(
            "count-mismatch",
            Severity::Contradiction,
            "`watch` has 210 men, but its parts add up to 200 (120 + 80)",
        )
        .at("evidence.toml", 56..84, "210 men")
        .also("evidence.toml", 144..191, "town and farms")
        .sum("120 + 80 = 200")
        .sum("210 − 200 = 10")
        .help("say in the claim whether the parts are exhaustive"),
        Diagnostic::new(
            "arrival-order",
            Severity::Tension,
            "the captain is at the ford before the attack and reaches it after the fighting",
        )
        .at("evidence.toml", 10..31, "before")
        .help("two visits would resolve it"),
        Diagnostic::new(
            "dependent-source",
            Severity::Note,
            "the almanac copies the gazette; it counts once",
        ),
    ]
}

fn computation() -> ComputationRecord {
    ComputationRecord {
        log_evidence: Some(Estimate {
            value: -23.41,
            error: 0.12,
        }),
        islands: vec![-23.3, -23.5, -23.4, -23.44],
        temperatures: [0.0, 0.02, 0.09, 0.31, 1.0]
            .into_iter()
            .enumerate()
            .map(|(index, temperature)| TemperatureRecord {
                temperature,
                ess: 512.0 + 31.0 * index as f64,
                acceptance: 0.42 - 0.05 * index as f64,
                ancestors: 1024 >> index,
                jump: 0.4 - 0.07 * index as f64,
            })
            .collect(),
        plain: vec![
            PlainDiagnostic {
                name: "Islands agree".into(),
                value: "2 of 4 apart by 2.3 errors".into(),
                passes: false,
                warns: false,
                meaning: "Four samplers started apart. Where they end apart, the errors on this page are too small: run more histories.".into(),
            },
            PlainDiagnostic {
                name: "Effective number of histories".into(),
                value: "636".into(),
                passes: true,
                warns: false,
                meaning: "So many independent histories carry the answers; below 100 no probability has two digits.".into(),
            },
        ],
        failures: BTreeMap::from([("an element left the map".to_owned(), 3)]),
        histories: 41_200,
        ess: 636.0,
        independent: 310.0,
        origins: vec![crate::OriginRecord {
            id: "gazette".into(),
            claims: 3,
            pareto_k: 0.82,
            refitted: true,
            log_predictive: Estimate {
                value: -7.4,
                error: 0.3,
            },
            answers: numbers::without(),
        }],
    }
}

/// An estimate.
fn estimate(value: f64, error: f64) -> Estimate {
    Estimate { value, error }
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}
