//! Time axis, bands, chosen histories and the map.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A bar on the time axis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct TimelineRecord {
    /// Row label ("start of the encirclement", "gamou, in public").
    pub row: String,
    /// `claim`, `posterior` or `allegiance`.
    pub kind: String,
    /// Text of the bar.
    pub label: String,
    /// Claim id or empty.
    pub claim: String,
    /// From, seconds since 1970 UTC.
    pub from_unix_s: i64,
    /// To.
    pub to_unix_s: i64,
    /// Inner part (posterior 25-75 %), if any.
    pub inner_unix_s: Option<[i64; 2]>,
}

/// A band over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SeriesRecord {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Times, seconds since 1970 UTC.
    pub unix_s: Vec<i64>,
    /// 5 %.
    pub low: Vec<f64>,
    /// 50 %.
    pub median: Vec<f64>,
    /// 95 %.
    pub high: Vec<f64>,
}

/// An event of a chosen history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct EventRecord {
    /// Seconds since 1970 UTC.
    pub unix_s: i64,
    /// Kind, such as `news`, `fire`, `captured`; `sleep` and `order` are what happens every day.
    #[serde(default)]
    pub kind: String,
    /// Sentence.
    pub text: String,
    /// Where \[m\], if anywhere.
    pub position_m: Option<[f64; 2]>,
}

/// Positions and states of all elements at one time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct FrameRecord {
    /// Seconds since 1970 UTC.
    pub unix_s: i64,
    /// Per element: x \[m\], y \[m\] rounded to metres, fit men, state (0 absent, 1 steady, 2 asleep, 3 broken, 4 captured, 5 changed side, 6 left).
    pub elements: Vec<[i32; 4]>,
}

/// One history told in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct HistoryRecord {
    /// Title ("a typical history").
    pub title: String,
    /// Why it was chosen.
    pub why: String,
    /// Parameters by name.
    pub parameters: BTreeMap<String, f64>,
    /// Stream root, hexadecimal.
    pub stream_root: String,
    /// Refresh counters of the stream's blocks.
    pub refreshes: Vec<u32>,
    /// Contingent of each element, an index into [`Findings::contingents`](super::Findings::contingents).
    pub element_contingent: Vec<u16>,
    /// Frames.
    pub frames: Vec<FrameRecord>,
    /// Events.
    pub events: Vec<EventRecord>,
    /// Claims that hold in it.
    pub holds: Vec<String>,
    /// Weighed claims that do not.
    pub fails: Vec<String>,
}

/// Where men are in many histories at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct DensityRecord {
    /// Side of a square cell \[m\]; cell 0, 0 has its south-west corner at the plane's zero.
    pub cell_m: f64,
    /// How many histories lie over one another; they are drawn by weight, so that each counts the same.
    pub histories: u64,
    /// Ids of the actors that men belong to.
    pub actors: Vec<String>,
    /// Moments.
    pub frames: Vec<DensityFrame>,
}

/// Cells that hold men at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct DensityFrame {
    /// Seconds since 1970 UTC.
    pub unix_s: i64,
    /// Index into [`DensityRecord::actors`], column, row, and tenths of men in the mean of all histories.
    pub cells: Vec<[i32; 4]>,
}

/// A contingent, for legends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ContingentRecord {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Actor at the start.
    pub actor: String,
}

/// A feature of the map in the local plane.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct MapFeature {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// `town`, `camp`, `route`, `point`, `border`.
    pub kind: String,
    /// True for closed polygons.
    pub closed: bool,
    /// Points \[m\].
    pub points_m: Vec<[f64; 2]>,
    /// Source and precision, in words.
    pub note: String,
}
