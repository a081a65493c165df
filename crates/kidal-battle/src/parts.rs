//! What a scenario is made of: plain parts, named, before they are checked and compiled by [`crate::Scenario::build`].
//!
//! Lengths are metres in the local plane (x east, y north, origin at the town), times seconds from the scenario's zero,
//! angles radians clockwise from north, rates per second unless a field's name says otherwise.

mod arms;
mod orders;
mod people;

pub use arms::{AreaPart, SupplyPart, SuppressionPart, VehiclePart};
pub use orders::{Action, Condition, EventKind, OrderPart, Pattern, Relation, Trigger};
pub use people::{BystanderPart, CommandPart};
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
    /// The phase at whose beginning all clocks are armed anew, so that fresh luck from there on owes nothing to what was before;
    /// 0: none but the first.
    pub renewed_phase: usize,
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
    /// People who take no part and tell what they see.
    pub bystanders: Vec<BystanderPart>,
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
    /// The same factor where the one who fires is inside too (None: the same cover; walls shelter nobody from those within).
    pub cover_within: Option<Value>,
    /// Factor on the speed over open ground of those inside (1: as elsewhere).
    pub going: Value,
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
    /// So many elements of equal size instead, however many men there are (fewer where there are fewer men): then a few men more
    /// or fewer change no element's place or luck.
    pub elements: Option<u16>,
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
    /// Ammunition; None: it never runs out.
    pub supply: Option<SupplyPart>,
    /// Suppression by fire; None: never.
    pub suppression: Option<SuppressionPart>,
    /// What becomes of its vehicles; None: they share the fate of its men.
    pub vehicle: Option<VehiclePart>,
    /// Its commander; None: it needs none.
    pub command: Option<CommandPart>,
    /// Room between its elements in a column on a road [m]; [`SPACING_M`] is usual.
    pub spacing_m: f64,
    /// What a fleeing element does.
    pub flight: Flight,
}

impl ContingentPart {
    /// Elements of so many men.
    pub(crate) fn elements_of(&self, men: u32) -> usize {
        match self.elements {
            Some(count) => men.min(u32::from(count)) as usize,
            None => men.div_ceil(u32::from(self.element_men.max(1))) as usize,
        }
    }

    /// Men of one of the elements of so many men; where they cannot be of equal size the first ones have one more.
    pub(crate) fn men_of_element(&self, men: u32, ordinal: u32) -> u32 {
        match self.elements {
            Some(_) => {
                let elements = self.elements_of(men).max(1) as u32;
                men / elements + u32::from(ordinal < men % elements)
            }
            None => {
                let full = u32::from(self.element_men);
                men.saturating_sub(ordinal * full).min(full)
            }
        }
    }
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
    /// Fire at ground; None: all of it is aimed.
    pub area: Option<AreaPart>,
}

/// Usual room between elements of a column on a road [m]; chosen by us because columns of vehicles keep some fifty metres.
pub const SPACING_M: f64 = 50.0;

/// Morale of an element: drawn in `initial`, lowered by losses, breaking below `break_at`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MoralePart {
    /// Uniform draw at the start.
    pub initial: [f64; 2],
    /// Added a minute, up to 1.
    pub recovery_per_minute: f64,
    /// Times own loss ÷ the men of a full element.
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
    /// Share of those taken who live; the others are killed (1: all are taken prisoner).
    pub spared: Value,
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
