//! What a scenario is made of: plain parts, named, before they are checked and compiled by [`crate::Scenario::build`].
//!
//! Lengths are metres in the local plane (x east, y north, origin at the town), times seconds from the scenario's zero,
//! angles radians clockwise from north, rates per second unless a field's name says otherwise.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u16);
        impl $name {
            /// The position in the list of parts that this id names.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// An actor: a party that elements serve.
    ActorId,
    /// A contingent: a body of men of one actor.
    ContingentId,
    /// A place: a polygon or a circle on the plane.
    PlaceId,
    /// A route: a polyline that columns follow.
    RouteId,
    /// An order: an event-condition-action rule.
    OrderId,
    /// A parameter: a column of the row that `run` is given.
    ParameterId,
    /// A name that orders announce ("repulsed", "demand") and others wait for.
    NoticeId,
}

/// One step of an expression in postfix order.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Step {
    /// Pushes a constant.
    Constant(f64),
    /// Pushes a parameter of the run.
    Parameter(ParameterId),
    /// Pops two, pushes their sum.
    Add,
    /// Pops b then a, pushes a − b.
    Subtract,
    /// Pops two, pushes their product.
    Multiply,
    /// Pops b then a, pushes a ÷ b.
    Divide,
    /// Pops two, pushes the smaller.
    Least,
    /// Pops two, pushes the larger.
    Most,
}

/// A number that may depend on parameters; evaluated once at the start of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Value(pub Vec<Step>);

impl Value {
    /// A constant.
    #[must_use]
    pub fn constant(value: f64) -> Self {
        Self(vec![Step::Constant(value)])
    }
    /// A parameter as it stands.
    #[must_use]
    pub fn parameter(id: ParameterId) -> Self {
        Self(vec![Step::Parameter(id)])
    }
}

/// Everything that a scenario is built from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parts {
    /// The run stops here at the latest.
    pub duration_s: f64,
    /// How the step is chosen.
    pub step: StepPolicy,
    /// Ends of the phases (stretches of time that share a stream key); the last phase ends with the run. Ascending.
    pub phase_ends_s: Vec<f64>,
    /// Daylight of each day: (dawn, dusk), ascending. Empty: always day.
    pub daylight_s: Vec<(f64, f64)>,
    /// Name and bounds (lowest, highest possible value) of each parameter.
    pub parameters: Vec<ParameterPart>,
    /// The parties.
    pub actors: Vec<ActorPart>,
    /// Pairs that fight each other at the start (symmetric).
    pub hostile: Vec<(ActorId, ActorId)>,
    /// Places.
    pub places: Vec<PlacePart>,
    /// Routes.
    pub routes: Vec<RoutePart>,
    /// Bodies of men.
    pub contingents: Vec<ContingentPart>,
    /// Names that orders announce.
    pub notices: Vec<String>,
    /// Rules.
    pub orders: Vec<OrderPart>,
    /// The world's edge: (least x, least y, greatest x, greatest y); elements that flee across it leave. None: no edge.
    pub edge_m: Option<[f64; 4]>,
    /// End of the run before `duration_s`.
    pub ends: EndRule,
}

/// When a run is over.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum EndRule {
    /// At `duration_s` only.
    Limit,
    /// When an actor of the two has no steady element left in play.
    OneSideLeft(ActorId, ActorId),
}

/// How long a step is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum StepPolicy {
    /// Always this long (the reference skirmish).
    Fixed {
        /// Length of the step [s].
        step_s: f64,
    },
    /// Fine in contact, coarse when nothing can happen; rounded down to `finest × 2^k`.
    Adaptive {
        /// Finest step [s].
        finest_s: f64,
        /// Coarsest step [s].
        coarsest_s: f64,
        /// Share of the largest clock's mean wait that a step may last (default 0.1).
        accuracy: f64,
    },
    /// One event a step: the exact jump process (nothing may move).
    NextEvent,
}

/// A parameter's name and bounds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParameterPart {
    /// Name for messages.
    pub name: String,
    /// Lowest value that may come.
    pub low: f64,
    /// Highest value that may come; capacities follow from it.
    pub high: f64,
}

/// A party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActorPart {
    /// Id; hashed into stream addresses.
    pub name: String,
    /// Whom it publicly serves at the start (often itself).
    pub public: ActorId,
    /// Whom it privately means.
    pub private: ActorId,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlacePart {
    /// Id.
    pub name: String,
    /// Its outline.
    pub shape: Shape,
    /// Factor on the chance to be hit for targets inside (1: open ground).
    pub cover: Value,
    /// Who holds it at the start; None: nobody, control is not followed.
    pub held_by: Option<ActorId>,
}

/// Outline of a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Shape {
    /// Corners in order, not repeated at the end [m].
    Polygon(Vec<[f64; 2]>),
    /// Circle [m].
    Circle {
        /// Centre.
        centre: [f64; 2],
        /// Radius.
        radius: f64,
    },
}

/// A polyline that columns follow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoutePart {
    /// Id.
    pub name: String,
    /// Points [m].
    pub points: Vec<[f64; 2]>,
    /// Road length ÷ length of the polyline (roads wind; 1 where drawn exactly).
    pub winding: f64,
}

/// A body of men.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContingentPart {
    /// Id; hashed into stream addresses.
    pub name: String,
    /// Whom it serves at the start.
    pub actor: ActorId,
    /// Men at the start (rounded to whole men, at least 0).
    pub men: Value,
    /// Men of a full element; the last one takes the rest.
    pub element_men: u16,
    /// Vehicles of the contingent (rounded); spread over its elements in proportion to men.
    pub vehicles: Value,
    /// When it comes into play [s]; before, it is nowhere.
    pub arrives_s: Value,
    /// Where it comes into play.
    pub start: Placement,
    /// Fire.
    pub fire: FirePart,
    /// How far it sees by day and by night [m].
    pub sight_m: [f64; 2],
    /// Speed across open ground and along routes [m/s].
    pub speed_m_s: [Value; 2],
    /// Halting ranges in an assault, least and most [m]; each element draws its own, uniform.
    pub halting_m: [f64; 2],
    /// Morale; None: it never breaks.
    pub morale: Option<MoralePart>,
    /// Fatigue; None: it never tires.
    pub fatigue: Option<FatiguePart>,
    /// Loyalty; None: nobody leaves.
    pub loyalty: Option<LoyaltyPart>,
    /// How its men can be captured; None: never.
    pub capture: Option<CapturePart>,
    /// What a fleeing element does.
    pub flight: Flight,
}

/// Where a contingent comes into play. Elements draw their own points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Placement {
    /// Uniform in a box (least x, least y, greatest x, greatest y) [m].
    Box([f64; 4]),
    /// Uniform within a place.
    Within(PlaceId),
    /// Round a place's centre at a distance [m], between two bearings [rad].
    Ring {
        /// Whose centre.
        place: PlaceId,
        /// Distance from it [m].
        radius: Value,
        /// From and to bearing [rad], clockwise.
        bearings: [f64; 2],
    },
    /// On a route, so many metres (road length) from its start.
    OnRoute {
        /// The route.
        route: RouteId,
        /// Road distance from its start [m].
        at_m: Value,
    },
}

/// Aimed fire at the nearest hostile element in range. p(d) = P / (1 + (d / d0)²) a man and minute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FirePart {
    /// P: chance that a man's fire hits within a minute at no distance.
    pub hit_per_minute: Value,
    /// d0 [m].
    pub half_range_m: f64,
    /// No fire beyond [m].
    pub range_m: f64,
    /// Share of those hit who die (the others are wounded and out of action).
    pub killed_share: Value,
}

/// Morale of an element: drawn in `initial`, lowered by losses, breaking below `break_at`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MoralePart {
    /// Uniform draw at the start.
    pub initial: [f64; 2],
    /// Added a minute, up to 1.
    pub recovery_per_minute: f64,
    /// Times own loss ÷ `element_men`.
    pub own_loss: Value,
    /// Times share of men lost among neighbours of the same side.
    pub neighbour_loss: Value,
    /// Who is a neighbour [m].
    pub neighbour_m: f64,
    /// Lost an hour of full fatigue (fatigue 1), in proportion.
    pub fatigue_per_hour: Value,
    /// Lost an hour inside a closed ring.
    pub encirclement_per_hour: Value,
    /// Breaks below this.
    pub break_at: Value,
    /// Rallies above this when no enemy is in sight; None: broken for good.
    pub rally_at: Option<f64>,
}

/// A sleep reservoir: fatigue f in [0, 1], df/dt = 1/awake (awake), −1/asleep (asleep).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FatiguePart {
    /// Hours awake from 0 to 1.
    pub awake_hours: Value,
    /// Hours asleep from 1 to 0.
    pub asleep_hours: f64,
    /// Fire is multiplied by 1 − effect · f.
    pub effect_on_fire: Value,
    /// Drawn at the start, uniform.
    pub initial: [f64; 2],
    /// An element that may sleep falls asleep at this rate an hour, times f ...
    pub sleep_per_hour: f64,
    /// ... when no hostile fire has been heard for so long [s].
    pub quiet_s: f64,
    /// A sleeping element needs this long to act again once there is fire in its sight radius [s].
    pub waking_s: f64,
}

/// Leaving one's side. Rate an hour = base · exp(pressure·x + news·n + contagion·g + fatigue·f), where x is the share of the side's men
/// killed, wounded, captured or broken, n is 1 after the news reached it, g the share of the contingent that has left already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoyaltyPart {
    /// Base rate of an element [1/h]; spent only while `from` has happened.
    pub base_per_hour: Value,
    /// Weight of pressure.
    pub pressure: Value,
    /// Weight of news.
    pub news: Value,
    /// Weight of contagion.
    pub contagion: Value,
    /// Weight of fatigue.
    pub fatigue: Value,
    /// The notice that counts as the news.
    pub news_notice: Option<NoticeId>,
    /// Clock runs only after this notice (None: from the start) ...
    pub from: Option<NoticeId>,
    /// ... and not after this one.
    pub until: Option<NoticeId>,
    /// Chance that one who leaves joins `joins`; else it goes home (fate `left`).
    pub join_share: Value,
    /// Whom it joins.
    pub joins: ActorId,
}

/// Capture. An element that is broken, asleep or left behind and has a hostile steady element within `range_m` and no steady
/// friend nearer is captured at this rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CapturePart {
    /// Rate an hour.
    pub per_hour: Value,
    /// How near the captor must be [m].
    pub range_m: f64,
}

/// What a fleeing element does.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Flight {
    /// Runs in a fixed direction at a speed (the reference skirmish); crossing the world's edge it has left.
    Bearing {
        /// Direction [rad].
        bearing: f64,
        /// Speed [m/s].
        speed_m_s: f64,
    },
    /// Runs east or west of a line x = `x_m`, away from it.
    FromMeridian {
        /// The line [m].
        x_m: f64,
        /// Speed [m/s].
        speed_m_s: f64,
    },
    /// Runs away from the nearest hostile element, not through a closed ring; inside a town it hides (stays).
    FromEnemy {
        /// Speed [m/s].
        speed_m_s: f64,
    },
}

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
