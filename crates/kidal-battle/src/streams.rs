//! Addresses of random draws: (block key; element identity; purpose and occurrence). Never a step or a slot.

use kidal_chance::{Draws, hash_text, hash64};

/// The luck of one run.
#[derive(Clone, Copy, Debug)]
pub struct Streams<'a> {
    /// Root that all keys of the run derive from.
    pub root: u64,
    /// How often each block's key was refreshed; blocks beyond its end count as 0.
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
}

/// Name hashed for the block of command (orders, delays, beliefs).
const COMMAND: &str = "\u{0}command";

/// Hash that stands for a contingent in keys; from its name alone, so that other contingents can come and go.
pub(crate) fn contingent_hash(name: &str) -> u64 {
    hash_text(name)
}

/// Hash that stands for command in keys.
pub(crate) fn command_hash() -> u64 {
    hash_text(COMMAND)
}

/// Permanent identity of an element.
pub(crate) fn identity(contingent: u64, ordinal: u32) -> u64 {
    hash64(&[contingent, u64::from(ordinal)])
}

/// Key of one (contingent or command, phase) block.
pub(crate) fn block_key(root: u64, who: u64, phase: usize, refreshes: u32) -> u64 {
    hash64(&[root, who, phase as u64, u64::from(refreshes)])
}

/// Draws at an address.
pub(crate) fn draws(key: u64, who: u64, purpose: Purpose, occurrence: u32) -> Draws {
    Draws::at(
        key,
        who,
        (u64::from(purpose as u32) << 32) | u64::from(occurrence),
    )
}
