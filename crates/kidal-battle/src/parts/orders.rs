//! Orders as plain parts: triggers, patterns of events, conditions, actions.

use super::{ActorId, ContingentId, NoticeId, ParameterId, PlaceId, RouteId, Value};
use serde::{Deserialize, Serialize};

/// An event-condition-action rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderPart {
    /// Id; hashed into stream addresses.
    pub name: String,
    /// What wakes it. Each order fires at most once unless `repeats`.
    pub trigger: Trigger,
    /// All must hold when it is woken (before the delay).
    pub conditions: Vec<Condition>,
    /// Chance that it is given then; else `otherwise` is done.
    pub probability: Value,
    /// Least delay and mean of an exponential extra delay [s].
    pub delay_s: [Value; 2],
    /// May fire again.
    pub repeats: bool,
    /// What is done.
    pub actions: Vec<Action>,
    /// What is done when the draw says no.
    pub otherwise: Vec<Action>,
}

/// What wakes an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Trigger {
    /// A time [s].
    At(Value),
    /// An event.
    On(Pattern),
    /// Looked at every so many seconds, from a time on, until it fires (polled commanders' decisions).
    Every {
        /// From [s].
        from_s: Value,
        /// Interval [s].
        interval_s: f64,
    },
}

/// A pattern of events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pattern {
    /// Kind of event.
    pub kind: EventKind,
    /// By or of one of these contingents (empty: any).
    pub who: Vec<ContingentId>,
    /// At or of this place (None: any).
    pub place: Option<PlaceId>,
    /// By or for this actor (None: any).
    pub actor: Option<ActorId>,
    /// Announced under this name (kind `Notice`).
    pub notice: Option<NoticeId>,
    /// Only after the first event that matches this.
    pub after: Option<Box<Pattern>>,
}

/// What can happen. `who`, `place`, `actor` of an event are said for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EventKind {
    /// An order announced a name. who: none; actor: the order's first contingent's; place: where its first contingent stands, if given.
    Notice,
    /// A contingent came into play.
    Appeared,
    /// A contingent opened fire after at least an hour without any fire by its side. Position: of the target.
    Fire,
    /// Two hostile contingents came into sight of each other (again after six hours apart). who: both.
    Met,
    /// An element broke. who: its contingent.
    Broke,
    /// More than half of a contingent's men in play are broken or gone.
    Routed,
    /// An element rallied.
    Rallied,
    /// The first element of a contingent fell asleep after being awake at least 4 hours.
    SleepBegan,
    /// An element left its side; actor: the one it joins, or none when it goes home.
    Defected,
    /// Men were captured; actor: the captor.
    Captured,
    /// An actor came to hold a place: steady men inside and no hostile steady men inside, for ten minutes.
    Took,
    /// Half of a contingent's elements in play have reached the end of the march ordered. place: its destination, if it had one.
    Arrived,
    /// Dawn.
    Dawn,
    /// Dusk.
    Dusk,
    /// An order was carried out. who: the first contingent that its actions name.
    Ordered,
    /// Men were released from captivity; actor: who held them.
    Released,
    /// Men went out of play by the action `Leave`.
    Departed,
    /// The first element of a contingent ran out of ammunition (again after it had been supplied).
    RanDry,
    /// A contingent's commander was lost. men: 1 where somebody can follow him, else 0.
    CommanderLost,
    /// Another took command of a contingent.
    CommandTaken,
    /// Vehicles of a contingent were knocked out. men: how many.
    VehiclesLost,
    /// Vehicles were abandoned. men: how many.
    VehiclesAbandoned,
    /// Abandoned vehicles were taken; actor: by whom; men: how many.
    VehiclesTaken,
    /// Bystanders told of a contingent; actor: whom they told; place: where they are.
    Reported,
}

/// A relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Relation {
    /// Less than.
    Below,
    /// Greater than or equal.
    AtLeast,
}

/// A condition of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Condition {
    /// A discrete parameter stands at this level.
    Level(ParameterId, u16),
    /// It stands at another.
    NotLevel(ParameterId, u16),
    /// Something has happened.
    Happened(Pattern),
    /// It has not.
    NotHappened(Pattern),
    /// The time is below or at least a value [s].
    Time(Relation, Value),
    /// Fit men of the contingents, as a share of their men at the start.
    ShareFit(Vec<ContingentId>, Relation, Value),
    /// Share of the contingents' men in play that is broken.
    ShareBroken(Vec<ContingentId>, Relation, Value),
    /// Mean morale of elements in play.
    MeanMorale(Vec<ContingentId>, Relation, Value),
    /// Mean fatigue of elements in play.
    MeanFatigue(Vec<ContingentId>, Relation, Value),
    /// Fit steady men of the first ÷ fit steady men of the second within a distance of a place's centre [m].
    ForceRatio {
        /// Numerator.
        ours: Vec<ContingentId>,
        /// Denominator.
        theirs: Vec<ContingentId>,
        /// Where.
        place: PlaceId,
        /// Within [m].
        within_m: f64,
        /// How.
        relation: Relation,
        /// Than what.
        value: Value,
    },
    /// An actor holds a place.
    Holds(ActorId, PlaceId),
    /// An actor does not hold a place.
    NotHolds(ActorId, PlaceId),
    /// An actor believes that another serves a third.
    Believes {
        /// Who believes.
        actor: ActorId,
        /// Of whom.
        about: ActorId,
        /// That it serves.
        serves: ActorId,
    },
    /// It is day.
    Daylight(bool),
    /// Mean ammunition of elements in play, as a share of what they carried at the start.
    MeanAmmunition(Vec<ContingentId>, Relation, Value),
    /// All of these contingents have a commander (false: one of them has none).
    Commanded(Vec<ContingentId>, bool),
}

/// What an order does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Action {
    /// March along a route up to a road distance from its start, then hold. Halts at night when asked.
    March {
        /// Who.
        who: Vec<ContingentId>,
        /// Along.
        route: RouteId,
        /// Up to [m of road].
        to_m: Value,
        /// Halts from dusk to dawn.
        halts_at_night: bool,
        /// Destination for the event `Arrived`.
        place: Option<PlaceId>,
    },
    /// Go straight to a place (each element to its own point in it), then hold.
    GoTo {
        /// Who.
        who: Vec<ContingentId>,
        /// Where.
        place: PlaceId,
    },
    /// Take posts round a place at a distance [m], spread evenly between bearings [rad]. Encircling posts deny exits and supply.
    Ring {
        /// Who.
        who: Vec<ContingentId>,
        /// Round.
        place: PlaceId,
        /// Distance [m].
        radius: Value,
        /// From and to bearing [rad], clockwise.
        bearings: [f64; 2],
    },
    /// Attack a place: first to a start line at `from` (bearing from the place's centre) unless already nearer, then advance on it,
    /// halting at each element's own range from the nearest enemy in sight.
    Assault {
        /// Who.
        who: Vec<ContingentId>,
        /// What.
        place: PlaceId,
        /// Bearing of the axis [rad].
        from: Value,
        /// Halting ranges shrink by this factor an hour while the assault lasts (1: stay).
        press_per_hour: f64,
    },
    /// Stand and fight where one is.
    Hold {
        /// Who.
        who: Vec<ContingentId>,
    },
    /// From now on elements may (share of them, drawn) or may not sleep.
    Rest {
        /// Who.
        who: Vec<ContingentId>,
        /// Share that may sleep (0: all on guard).
        share: Value,
    },
    /// Two actors stop or begin to fight each other.
    Hostility {
        /// One.
        a: ActorId,
        /// The other.
        b: ActorId,
        /// True: they fight.
        fights: bool,
    },
    /// Contingents change the actor they serve.
    Serve {
        /// Who.
        who: Vec<ContingentId>,
        /// Whom.
        actor: ActorId,
    },
    /// A share of the men in play gives itself up to an actor.
    Surrender {
        /// Who.
        who: Vec<ContingentId>,
        /// Binomial share of men.
        share: Value,
        /// To whom.
        to: ActorId,
    },
    /// An actor frees a share of those it holds of the contingents (fate: left).
    Release {
        /// Who.
        who: Vec<ContingentId>,
        /// Captor.
        by: ActorId,
        /// Binomial share.
        share: Value,
    },
    /// Ammunition is brought up: at least this share of what was carried at the start, to every element outside closed rings.
    Resupply {
        /// Who.
        who: Vec<ContingentId>,
        /// Share.
        share: Value,
    },
    /// Contingents that are not in play yet come into play now, where their part says.
    Bring {
        /// Who.
        who: Vec<ContingentId>,
    },
    /// Out of play with the fate `left` (across a border, home, dispersed): a binomial share of men; 1: all.
    Leave {
        /// Who.
        who: Vec<ContingentId>,
        /// Share of men.
        share: Value,
    },
    /// An actor's two-faced allegiance from now on (None: that face is unchanged).
    Declare {
        /// Whose.
        actor: ActorId,
        /// What it says.
        public: Option<ActorId>,
        /// What it means.
        private: Option<ActorId>,
    },
    /// News: after a delay, each listening actor believes with probability `credence` that `about` serves `serves`.
    Tell {
        /// Who hears.
        to: Vec<ActorId>,
        /// Of whom.
        about: ActorId,
        /// That it serves.
        serves: ActorId,
        /// Chance of being believed.
        credence: Value,
        /// Delay [s].
        delay_s: f64,
    },
    /// Announces a name at the position of `who`'s first element in play (if any).
    Announce {
        /// The name.
        notice: NoticeId,
        /// Where it happens.
        who: Vec<ContingentId>,
    },
}
