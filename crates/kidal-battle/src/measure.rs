//! What can be asked of a run: a closed list over typed ids.

use crate::parts::{ActorId, ContingentId, Pattern, PlaceId, RouteId};
use serde::{Deserialize, Serialize};

/// When a measure is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum When {
    /// At the start (men as drawn, also of contingents that come later).
    Start,
    /// At a time [s]: read at the first end of a step at or after it; beyond the end of the run, as at its end.
    Time(f64),
    /// At the first event of a pattern; *did not happen* where there is none.
    Event(Pattern),
    /// At the end of the run.
    End,
}

/// Which men are counted. A man has one fate: fit, wounded, killed, captured or left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Count {
    /// In play and serving the actor they started with: fit and wounded.
    Present,
    /// Fit men in play, whomever they serve.
    Fit,
    /// Killed.
    Killed,
    /// Wounded.
    Wounded,
    /// Captured so far (released ones included).
    CapturedEver,
    /// Captured so far by an actor.
    CapturedBy(ActorId),
    /// In captivity now.
    Held,
    /// Released so far.
    Released,
    /// Left their side so far (joined or gone home).
    Defected,
    /// Joined an actor so far.
    Joined(ActorId),
    /// Gone by the action `Leave` (across a border) so far.
    Departed,
    /// Fled across the world's edge so far.
    Fled,
    /// Broken now.
    Broken,
    /// Asleep now.
    Asleep,
}

/// What became of a vehicle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VehicleFate {
    /// With its element.
    Running,
    /// Knocked out.
    KnockedOut,
    /// Left behind and not taken.
    Abandoned,
    /// Taken by the other side.
    Taken,
}

/// One question to a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Measure {
    /// Men of contingents.
    Men {
        /// Of whom.
        who: Vec<ContingentId>,
        /// Which.
        count: Count,
        /// When.
        when: When,
    },
    /// Men present within a distance of a place's centre.
    MenNear {
        /// Of whom.
        who: Vec<ContingentId>,
        /// Which place.
        place: PlaceId,
        /// Within [m].
        within_m: f64,
        /// When.
        when: When,
    },
    /// Vehicles with elements present.
    Vehicles {
        /// Of whom.
        who: Vec<ContingentId>,
        /// When.
        when: When,
    },
    /// Vehicles by what became of them, where a contingent has a vehicle part (else all count as running, in proportion to men).
    VehiclesBy {
        /// Of whom.
        who: Vec<ContingentId>,
        /// Which.
        fate: VehicleFate,
        /// When.
        when: When,
    },
    /// Mean ammunition of elements in play, as a share of what they carried at the start (did not happen: nobody, or no supply part).
    Ammunition {
        /// Of whom.
        who: Vec<ContingentId>,
        /// When.
        when: When,
    },
    /// Mean suppression of elements in play.
    Suppression {
        /// Of whom.
        who: Vec<ContingentId>,
        /// When.
        when: When,
    },
    /// Time of the n-th event (0: first) [s].
    EventTime {
        /// What.
        pattern: Pattern,
        /// Which.
        nth: u32,
    },
    /// Distance of the first event's position from a place's centre [m]; along a route: road distance.
    EventDistance {
        /// What.
        pattern: Pattern,
        /// From where.
        place: PlaceId,
        /// Along which route; None: straight.
        along: Option<RouteId>,
    },
    /// Bearing of the first event's position from a place's centre [rad, 0 to 2π].
    EventBearing {
        /// What.
        pattern: Pattern,
        /// From where.
        place: PlaceId,
    },
    /// How many events match.
    EventCount {
        /// What.
        pattern: Pattern,
    },
    /// Mean morale of elements present (did not happen: none present).
    Morale {
        /// Of whom.
        who: Vec<ContingentId>,
        /// When.
        when: When,
    },
    /// Mean fatigue of elements present.
    Fatigue {
        /// Of whom.
        who: Vec<ContingentId>,
        /// When.
        when: When,
    },
    /// 1 where the actor holds the place then, else 0.
    Holds {
        /// Who.
        actor: ActorId,
        /// What.
        place: PlaceId,
        /// When.
        when: When,
    },
    /// 1 where the face of `actor` shows `serves` then, else 0.
    Allegiance {
        /// Whose.
        actor: ActorId,
        /// Whom it serves.
        serves: ActorId,
        /// True: the public face.
        public: bool,
        /// When.
        when: When,
    },
    /// 1 where `actor` believes then that `about` serves `serves`, else 0.
    Belief {
        /// Who believes.
        actor: ActorId,
        /// Of whom.
        about: ActorId,
        /// That it serves.
        serves: ActorId,
        /// When.
        when: When,
    },
}

impl Measure {
    /// When it is read, where it says so.
    #[must_use]
    pub fn when(&self) -> Option<&When> {
        match self {
            Self::Men { when, .. }
            | Self::MenNear { when, .. }
            | Self::Vehicles { when, .. }
            | Self::VehiclesBy { when, .. }
            | Self::Ammunition { when, .. }
            | Self::Suppression { when, .. }
            | Self::Morale { when, .. }
            | Self::Fatigue { when, .. }
            | Self::Holds { when, .. }
            | Self::Allegiance { when, .. }
            | Self::Belief { when, .. } => Some(when),
            Self::EventTime { .. }
            | Self::EventDistance { .. }
            | Self::EventBearing { .. }
            | Self::EventCount { .. } => None,
        }
    }
}

/// An answer to one measure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// A finite number.
    Number(f64),
    /// The thing asked of did not happen in this run.
    DidNotHappen,
}

impl Answer {
    /// The number, if there is one.
    #[must_use]
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Number(value) => Some(value),
            Self::DidNotHappen => None,
        }
    }
}
