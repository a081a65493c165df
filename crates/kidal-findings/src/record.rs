//! The records of a study, as they stand in `findings.json`. Plain data: every printed number, every series a figure draws.

mod answers;
mod basics;
mod corpus;
mod evidence;
mod history;
mod origin;
mod sweep;

pub use answers::*;
pub use basics::*;
pub use corpus::*;
pub use evidence::*;
pub use history::*;
pub use origin::*;
pub use sweep::*;

use kidal_diag::Diagnostic;
use serde::{Deserialize, Serialize};

/// The written result of a study.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Findings {
    /// `kidal-findings/1`.
    pub schema: String,
    /// Kind of study.
    pub kind: Kind,
    /// Provenance.
    pub provenance: Provenance,
    /// First lines.
    pub headline: Headline,
    /// Questions in order.
    pub questions: Vec<QuestionRecord>,
    /// Factors.
    pub factors: Vec<FactorRecord>,
    /// Counterfactuals.
    pub counterfactuals: Vec<CounterfactualRecord>,
    /// Claims.
    pub claims: Vec<ClaimRecord>,
    /// Speakers.
    pub speakers: Vec<SpeakerRecord>,
    /// Sources.
    pub sources: Vec<SourceRecord>,
    /// Unknowns.
    pub parameters: Vec<ParameterRecord>,
    /// Stories, commonest first.
    pub stories: Vec<StoryRecord>,
    /// What holds together.
    pub together: TogetherRecord,
    /// Accounts side by side.
    pub accounts: Vec<AccountRecord>,
    /// What `check` found.
    pub collisions: Vec<Diagnostic>,
    /// Time axis.
    pub timeline: Vec<TimelineRecord>,
    /// Bands over time.
    pub series: Vec<SeriesRecord>,
    /// Chosen histories.
    pub histories: Vec<HistoryRecord>,
    /// Where men are in many histories at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub density: Option<DensityRecord>,
    /// Contingents.
    pub contingents: Vec<ContingentRecord>,
    /// Map.
    pub map: Vec<MapFeature>,
    /// The computation.
    pub computation: ComputationRecord,
    /// Latitude and longitude of the local plane's zero \[degrees, WGS 84\], if there is a map.
    #[serde(default)]
    pub origin: Option<[f64; 2]>,
    /// Local time minus UTC \[s\]; clock times are printed as local time.
    #[serde(default)]
    pub clock_offset_s: i64,
    /// A designed experiment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sweep: Option<SweepRecord>,
    /// A study of a table of battles, where this is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corpus: Option<CorpusRecord>,
}

impl Findings {
    /// Findings that hold nothing yet but what they are and where they come from.
    pub fn new(kind: Kind, provenance: Provenance, headline: Headline) -> Self {
        Findings {
            schema: crate::json::SCHEMA.to_owned(),
            kind,
            provenance,
            headline,
            questions: Vec::new(),
            factors: Vec::new(),
            counterfactuals: Vec::new(),
            claims: Vec::new(),
            speakers: Vec::new(),
            sources: Vec::new(),
            parameters: Vec::new(),
            stories: Vec::new(),
            together: TogetherRecord::default(),
            accounts: Vec::new(),
            collisions: Vec::new(),
            timeline: Vec::new(),
            series: Vec::new(),
            histories: Vec::new(),
            density: None,
            contingents: Vec::new(),
            map: Vec::new(),
            computation: ComputationRecord::default(),
            origin: None,
            clock_offset_s: 0,
            sweep: None,
            corpus: None,
        }
    }
}
