//! Addresses of random draws: (key of a block; who; purpose and occurrence). Never a step or a slot.
//!
//! Key of a contingent's draws of one strand in one phase: (root, contingent, strand, phase, label of that block).
//! Key of an order's draws: (root, order, label of the order, label of all orders in the phase); not the phase itself, so that
//! an order that is given somewhat later has the luck that it had.

use crate::blocks::Strand;
use kidal_chance::{Draws, hash_text, hash64};

/// The luck of one run.
#[derive(Clone, Copy, Debug)]
pub struct Streams<'a> {
    /// Root that all keys of the run derive from.
    pub root: u64,
    /// Label of each block, in the order of [`crate::Scenario::block_name`]: another label is other luck for that block alone.
    /// Blocks beyond its end have label 0.
    pub refreshes: &'a [u32],
}

/// What a draw is for. Numbers are written out, never reused and never changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Purpose {
    /// Point where an element comes into play.
    Placement = 1,
    /// Morale at the start.
    InitialMorale = 2,
    /// Fatigue at the start.
    InitialFatigue = 3,
    /// An element's own halting range.
    Halting = 4,
    /// Threshold of the clock of fire.
    FireClock = 5,
    /// Number of hits when that clock runs out.
    FireHits = 6,
    /// How many of those hit die.
    LossFate = 7,
    /// Threshold of the clock of falling asleep.
    SleepClock = 8,
    /// Threshold of the clock of loyalty.
    LoyaltyClock = 9,
    /// Whether one who leaves joins the other side.
    LoyaltyJoin = 10,
    /// Threshold of the clock of capture.
    CaptureClock = 11,
    /// An element's own point at a destination.
    Destination = 12,
    /// Whether an order is given.
    OrderChoice = 13,
    /// How long an order is delayed.
    OrderDelay = 14,
    /// Which elements may rest.
    RestChoice = 15,
    /// How many men surrender.
    SurrenderShare = 16,
    /// How many men are released.
    ReleaseShare = 17,
    /// How many men leave.
    LeaveShare = 18,
    /// Whether news is believed.
    Credence = 19,
    /// Bearing of flight where no enemy is known.
    FlightBearing = 20,
    /// Whom hits of fire at ground strike.
    AreaTarget = 30,
    /// Vehicles knocked out by hits or abandoned.
    VehicleFate = 31,
    /// Whether a commander is among those lost.
    CommanderHit = 32,
    /// How long the next takes to take command.
    SuccessionDelay = 33,
    /// Threshold of the clock of bystanders who tell.
    ReportClock = 34,
    /// How many of those taken are spared.
    Spared = 35,
}

/// Hash that stands for a contingent in keys; from its name alone, so that other contingents can come and go.
pub(crate) fn contingent_hash(name: &str) -> u64 {
    hash_text(name)
}

/// Permanent identity of an element.
pub(crate) fn identity(contingent: u64, ordinal: u32) -> u64 {
    hash64(&[contingent, u64::from(ordinal)])
}

/// Key of a contingent's draws of one strand in one phase.
pub(crate) fn strand_key(root: u64, who: u64, strand: Strand, phase: usize, label: u32) -> u64 {
    hash64(&[root, who, strand as u64, phase as u64, u64::from(label)])
}

/// Key of an order's draws under its own label and that of all orders in the phase.
pub(crate) fn order_key(root: u64, order: u64, labels: [u32; 2]) -> u64 {
    let [own, all] = labels.map(u64::from);
    hash64(&[root, order, own, all])
}

/// Draws at an address.
pub(crate) fn draws(key: u64, who: u64, purpose: Purpose, occurrence: u32) -> Draws {
    Draws::at(
        key,
        who,
        (u64::from(purpose as u32) << 32) | u64::from(occurrence),
    )
}
