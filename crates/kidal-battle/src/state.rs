//! All columns of a run: one slot an element, plain records for contingents and actors.

use crate::around::Departure;
use crate::calendar::Calendar;
use crate::clock::Clock;
use crate::column::{Column, MOST_SLOTS};
use crate::event::Event;
use crate::luck::Luck;
use crate::packs::Packs;
use crate::parts::{PlaceId, RouteId};
use crate::pattern::Matches;
use crate::plan::Plan;
use crate::record::Counters;
use crate::settings::Settings;
use crate::streams::Purpose;
use crate::uses::Columns;

/// No slot.
pub(crate) const NONE: u16 = u16::MAX;

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stand {
    /// Not yet in play.
    Waiting,
    /// In play and in hand.
    Steady,
    /// In play, fleeing or hiding.
    Broken,
    /// Only wounded men are left.
    Down,
    /// Out of play.
    Gone,
}

/// What a contingent has been told to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Task {
    Hold,
    GoTo {
        place: PlaceId,
    },
    Ring {
        place: PlaceId,
        radius: f64,
        bearings: [f64; 2],
    },
    Assault {
        place: PlaceId,
        from: f64,
        press_per_hour: f64,
    },
    March {
        route: RouteId,
        to: f64,
        forward: bool,
        halts_at_night: bool,
        place: Option<PlaceId>,
    },
}

/// Where an element is in its task.
pub(crate) mod leg {
    /// On its way to the road, or to the start line.
    pub const APPROACH: u8 = 0;
    /// On the road, or on its way to its goal.
    pub const ADVANCE: u8 = 1;
    /// There.
    pub const THERE: u8 = 2;
}

/// A contingent in a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Body {
    pub has_appeared: bool,
    /// Whom it serves now (those who joined another apart).
    pub actor: u16,
    pub task: Task,
    pub task_since: f64,
    /// How many tasks it was given: occurrence of draws of destinations.
    pub task_number: u32,
    /// Some of its elements may have a nearest enemy.
    pub has_targets: bool,
    /// Somebody's place in the task or standing changed since arrivals were last counted.
    pub legs_changed: bool,
    /// Nobody has to move any more.
    pub is_settled: bool,
    pub has_said_arrived: bool,
    pub is_routed: bool,
    pub has_news: bool,
    pub loyalty_runs: bool,
    /// Something happened to its men in this step.
    pub is_shaken: bool,
    pub broken: u32,
    pub asleep: u32,
    pub last_asleep: f64,
    /// When the first of its sleepers wakes.
    pub next_wake: f64,
    /// When those called out of their sleep are awake; infinite: nobody is called.
    pub call_at: f64,
    /// Men at the start and by what became of them, so far.
    pub men: u32,
    pub killed: u32,
    pub wounded_ever: u32,
    pub captured_ever: u32,
    pub released: u32,
    pub gone_home: u32,
    pub joined: u32,
    pub departed: u32,
    pub fled: u32,
    /// What its halting ranges have shrunk to.
    pub halting_factor: f32,
}

/// A contingent's elements that serve one actor: the contingent itself, or those of it who joined another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    pub actor: u16,
    pub count: u32,
    /// Where its elements lie in the pack of its actor: from the first to beyond the last.
    pub first: u32,
    pub last: u32,
    pub hull: [f32; 4],
    /// Somebody who stood at its border is not there any more: it may be too wide.
    pub is_hull_loose: bool,
    pub is_near: bool,
    pub is_firing: bool,
    pub hears: bool,
    pub has_moved: bool,
    pub last_heard: f64,
    /// Fastest mover [m/s].
    pub speed: f32,
}

/// Two groups in play that fight each other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub a: u16,
    pub b: u16,
    /// Distance of their boxes [m].
    pub gap: f32,
    /// Farthest that one can act on the other by the light of the hour [m].
    pub reach: f32,
    /// Farthest that one sees the other by the light of the hour [m].
    pub sight: f32,
    /// How far the first hears the other's fire, and the other the first's [m].
    pub hearing: [f32; 2],
}

/// News on its way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tidings {
    pub to: u16,
    pub about: u16,
    pub serves: u16,
    pub is_believed: bool,
}

/// All columns and records of a run. Slots never move.
#[derive(Clone, Debug)]
pub(crate) struct State {
    // Time.
    pub now: f64,
    pub is_day: bool,
    pub phase: usize,
    pub calendar: Calendar,
    // Elements: place and task.
    pub x: Column<f32, 0>,
    pub y: Column<f32, 1>,
    pub next_x: Column<f32, 2>,
    pub next_y: Column<f32, 3>,
    pub goal_x: Column<f32, 4>,
    pub goal_y: Column<f32, 5>,
    pub road: Column<f64, 6>,
    pub leg: Column<u8, 7>,
    pub is_moving: Column<bool, 8>,
    pub is_blocked: Column<bool, 9>,
    pub was_fleeing: Column<bool, 10>,
    pub halting: Column<f32, 11>,
    pub cover: Column<f32, 12>,
    pub inside: Column<u64, 13>,
    pub is_encircled: Column<bool, 14>,
    // Elements: men and mind.
    pub stand: Column<Stand, 15>,
    pub serves: Column<u16, 16>,
    pub has_joined: Column<bool, 17>,
    /// The element of its new side that an element which joined goes with ([`NONE`]: none is left).
    pub host: Column<u16, 18>,
    pub start: Column<u16, 19>,
    pub fit: Column<u16, 20>,
    pub wounded: Column<u16, 21>,
    pub killed: Column<u16, 22>,
    pub captured: Column<u16, 23>,
    pub left: Column<u16, 24>,
    pub morale: Column<f32, 25>,
    pub fatigue: Column<f32, 26>,
    pub is_asleep: Column<bool, 27>,
    pub may_sleep: Column<bool, 28>,
    pub wake_at: Column<f64, 29>,
    // Elements: fire.
    pub nearest: Column<u16, 30>,
    pub nearest_square: Column<f32, 31>,
    /// How many have each element as their nearest enemy.
    pub watchers: Column<u16, 54>,
    /// Where nobody is within reach: how far its side and its foes have to have moved before somebody can be [m]. See `clearance`.
    pub clear_until: Column<f64, 53>,
    pub fire_rate: Column<f64, 32>,
    pub ln_miss: Column<f64, 33>,
    pub hits: Column<u32, 34>,
    /// Rate of hits on each target, while a step is chosen [1/s].
    pub rate_on: Column<f64, 35>,
    pub lethal: Column<f64, 36>,
    pub loss: Column<u16, 37>,
    pub loss_times: Column<u32, 38>,
    pub shock: Column<f32, 39>,
    pub shock_square: Column<f32, 40>,
    pub lost_near: Column<u32, 41>,
    /// Fit men of the others of its side within the distance of shock, where known: see `around`.
    pub around: Column<u32, 51>,
    pub knows_around: Column<bool, 52>,
    pub fire_clock: Clock,
    pub sleep_clock: Clock,
    pub loyalty_clock: Clock,
    pub capture_clock: Clock,
    // Lists of slots, rebuilt as needed.
    pub firing: Vec<u16>,
    pub struck: Vec<u16>,
    pub near_struck: Vec<u16>,
    /// Picked out by a pass over many, to be looked at one by one.
    pub picked: Vec<u16>,
    pub stirred: Vec<u16>,
    /// For every 16-bit number; [`NONE`] never is.
    pub is_stirred: Column<bool, 50>,
    /// Those who move, are broken or are held up by a ring.
    pub active: Vec<u16>,
    pub is_active: Column<bool, 42>,
    /// Everyone decides anew whether to move.
    pub decides_anew: bool,
    /// Those who moved and may be somebody's nearest enemy, while nearest enemies are found.
    pub movers: Vec<u16>,
    /// Elements whose rate of fire has to be read again.
    pub dirty: Vec<u16>,
    pub is_dirty: Column<bool, 43>,
    /// Place of each slot in its pack.
    pub pack_at: Column<u32, 44>,
    /// Elements open to capture, and the actor that can capture them.
    pub open: Vec<(u16, u16)>,
    /// Beyond this nobody asks who is nearest [m]; infinite where step lengths do.
    pub reach: f32,
    /// How much nearer two elements of different actors can have come to each other since the run began [m].
    pub come_nearer: f64,
    /// Actors of whom somebody whom others have as their nearest enemy is stirred, while nearest enemies are found.
    pub are_watched: Vec<bool>,
    /// Square of the longest stride of each actor's elements, while packs are brought up to date.
    pub strides: Vec<f32>,
    // Packs: elements in play by actor.
    pub packs: Packs,
    /// Men changed otherwise than by losses: packs do not hold those of their elements.
    pub men_changed: bool,
    /// Nobody knows the men around him any more.
    pub forgets_around: bool,
    /// How many know the men around them.
    pub know_around: u32,
    /// Who moved or fell since packs were brought up to date, while they are.
    pub departures: Vec<Departure>,
    /// Elements of each actor, while packs are filled; those of them who moved, while nearest enemies are found.
    pub counts: Vec<u32>,
    // Contingents, groups, actors, places.
    pub settings: Vec<Settings>,
    /// Keys of this phase.
    pub luck: Luck,
    pub bodies: Vec<Body>,
    pub groups: Vec<Group>,
    /// Hostile pairs of groups.
    pub pairs: Vec<Pair>,
    /// Actors in play that each actor fights: those of actor 0, of actor 1, and so on; and where those of each begin.
    pub foes: Vec<u16>,
    pub foes_first: Vec<usize>,
    /// Some group hears fire.
    pub is_heard: bool,
    /// Who fires, at whom, how fast or at how many changed since the bounds below were read.
    pub fire_bounds_changed: bool,
    /// Greatest rate of fire of an element [1/s].
    pub fastest_fire: f64,
    /// Least time in which some target expects to lose all its fit men [s].
    pub shortest_stand: f64,
    /// Those whom others who joined can go with may be others.
    pub hosts_changed: bool,
    /// Somebody moves in this step.
    pub has_movers: bool,
    /// Least radius of the posts round each place that fight each actor; infinite where there is none [m].
    pub ring_radius: Vec<f64>,
    pub hostile: Vec<bool>,
    pub held: Vec<u32>,
    pub captured_by: Vec<u32>,
    pub joined_to: Vec<u32>,
    pub last_fire: Vec<f64>,
    pub public: Vec<u16>,
    pub private: Vec<u16>,
    pub belief: Vec<u16>,
    pub place_cover: Vec<f32>,
    pub holder: Vec<u16>,
    pub claimant: Vec<u16>,
    pub claim_since: Vec<f64>,
    pub last_seen: Vec<f64>,
    pub contacts: Vec<(u16, u16)>,
    pub posts: Vec<crate::ring::Post>,
    pub inside_men: Vec<u32>,
    pub tidings: Vec<Tidings>,
    // Orders and events.
    pub order_done: Vec<bool>,
    pub order_times: Vec<u32>,
    pub order_fired: Vec<u32>,
    pub woken: Vec<u16>,
    /// Orders looked at every so often that wait for something to happen first, and when they would next be looked at.
    pub dormant: Vec<(u16, f64)>,
    pub notices: Vec<bool>,
    pub fired_at: Vec<(f64, u32)>,
    pub matches: Matches,
    pub events: Vec<Event>,
    // What has to be looked at again.
    pub roster_changed: bool,
    /// Somebody who fired may have ceased to.
    pub firing_changed: bool,
    /// All rates of fire have to be read again.
    pub rates_changed: bool,
    /// Somebody came into or went out of a state in which he can be captured.
    pub open_changed: bool,
    /// Wounded men left on the ground are looked at again.
    pub down_changed: bool,
    /// Somebody went out of play: packs have to be filled again.
    pub packs_changed: bool,
    pub posts_changed: bool,
    pub control_changed: bool,
    /// A steady element more or less: the end of the run may have come.
    pub end_changed: bool,
    /// The element whose clock runs out next, under `NextEvent`.
    pub next_slot: u16,
    /// Quarter of an hour in which rates that change with fatigue were read.
    pub quarter: u64,
    /// Closed rings: place, actor they are closed to, least radius [m].
    pub closed: Vec<(u16, u16, f64)>,
    pub counters: Counters,
    /// Columns of the rarer mechanisms.
    pub columns: Columns,
}

impl State {
    /// Room for the runs of a plan.
    pub(crate) fn new(plan: &Plan, contingents: usize, actors: usize, places: usize) -> Self {
        let n = plan.slots;
        let clock = |purpose| Clock::new(purpose, n);
        Self {
            now: 0.0,
            is_day: true,
            phase: 0,
            calendar: Calendar::default(),
            x: Column::new(0.0, n, 0.0),
            y: Column::new(0.0, n, 0.0),
            next_x: Column::new(0.0, n, 0.0),
            next_y: Column::new(0.0, n, 0.0),
            goal_x: Column::new(0.0, n, 0.0),
            goal_y: Column::new(0.0, n, 0.0),
            road: Column::new(0.0, n, 0.0),
            leg: Column::new(leg::THERE, n, 0),
            is_moving: Column::new(false, n, false),
            is_blocked: Column::new(false, n, false),
            was_fleeing: Column::new(false, n, false),
            halting: Column::new(0.0, n, 0.0),
            cover: Column::new(1.0, n, 0.0),
            inside: Column::new(0, n, 0),
            is_encircled: Column::new(false, n, false),
            stand: Column::new(Stand::Gone, n, Stand::Gone),
            serves: Column::new(0, n, 0),
            has_joined: Column::new(false, n, false),
            host: Column::new(NONE, n, 0),
            start: Column::new(0, n, 0),
            fit: Column::new(0, n, 0),
            wounded: Column::new(0, n, 0),
            killed: Column::new(0, n, 0),
            captured: Column::new(0, n, 0),
            left: Column::new(0, n, 0),
            morale: Column::new(1.0, n, 0.0),
            fatigue: Column::new(0.0, n, 0.0),
            is_asleep: Column::new(false, n, false),
            may_sleep: Column::new(false, n, false),
            wake_at: Column::new(f64::INFINITY, n, 0.0),
            nearest: Column::new(NONE, n, 0),
            nearest_square: Column::new(f32::INFINITY, n, 0.0),
            watchers: Column::new(0, n, 0),
            clear_until: Column::new(f64::NEG_INFINITY, n, 0.0),
            fire_rate: Column::new(0.0, n, 0.0),
            ln_miss: Column::new(0.0, n, 0.0),
            hits: Column::new(0, n, 0),
            rate_on: Column::new(0.0, n, 0.0),
            lethal: Column::new(0.0, n, 0.0),
            loss: Column::new(0, n, 0),
            loss_times: Column::new(0, n, 0),
            shock: Column::new(0.0, n, 0.0),
            shock_square: Column::new(-1.0, n, 0.0),
            lost_near: Column::new(0, n, 0),
            around: Column::new(0, n, 0),
            knows_around: Column::new(false, n, false),
            fire_clock: clock(Purpose::FireClock),
            sleep_clock: clock(Purpose::SleepClock),
            loyalty_clock: clock(Purpose::LoyaltyClock),
            capture_clock: clock(Purpose::CaptureClock),
            firing: Vec::with_capacity(n),
            struck: Vec::with_capacity(n),
            near_struck: Vec::with_capacity(n),
            picked: Vec::with_capacity(n),
            stirred: Vec::with_capacity(n),
            is_stirred: Column::new(false, MOST_SLOTS, false),
            active: Vec::with_capacity(n),
            is_active: Column::new(false, n, false),
            decides_anew: true,
            movers: Vec::with_capacity(n),
            dirty: Vec::with_capacity(n),
            is_dirty: Column::new(false, n, false),
            pack_at: Column::new(0, n, 0),
            open: Vec::with_capacity(n),
            reach: f32::INFINITY,
            come_nearer: 0.0,
            are_watched: vec![false; actors],
            strides: vec![0.0; actors],
            packs: Packs::new(n, actors),
            men_changed: false,
            forgets_around: true,
            know_around: 0,
            departures: Vec::with_capacity(n),
            counts: vec![0; actors],
            settings: Vec::with_capacity(contingents),
            luck: Luck::default(),
            bodies: Vec::with_capacity(contingents),
            groups: Vec::with_capacity(2 * contingents),
            pairs: Vec::new(),
            foes: Vec::with_capacity(actors * actors),
            foes_first: Vec::with_capacity(actors + 1),
            is_heard: false,
            fire_bounds_changed: true,
            fastest_fire: 0.0,
            shortest_stand: f64::INFINITY,
            hosts_changed: true,
            has_movers: false,
            ring_radius: vec![f64::INFINITY; places * actors],
            hostile: vec![false; actors * actors],
            held: vec![0; contingents * actors],
            captured_by: vec![0; contingents * actors],
            joined_to: vec![0; contingents * actors],
            last_fire: vec![f64::NEG_INFINITY; actors],
            public: vec![0; actors],
            private: vec![0; actors],
            belief: vec![0; actors * actors],
            place_cover: vec![1.0; places],
            holder: vec![NONE; places],
            claimant: vec![NONE; places],
            claim_since: vec![0.0; places],
            last_seen: vec![f64::NEG_INFINITY; contingents * contingents],
            contacts: Vec::new(),
            posts: Vec::with_capacity(n),
            inside_men: vec![0; actors],
            tidings: Vec::new(),
            order_done: Vec::new(),
            order_times: Vec::new(),
            order_fired: Vec::new(),
            woken: Vec::new(),
            dormant: Vec::new(),
            notices: Vec::new(),
            fired_at: Vec::new(),
            matches: Matches::default(),
            events: Vec::with_capacity(n + 16),
            roster_changed: true,
            firing_changed: true,
            rates_changed: true,
            open_changed: true,
            down_changed: true,
            packs_changed: true,
            posts_changed: true,
            control_changed: true,
            end_changed: true,
            next_slot: NONE,
            quarter: 0,
            closed: Vec::new(),
            counters: Counters::default(),
            columns: Columns::new(plan.uses, n, contingents, places),
        }
    }

    /// Slots of a contingent's elements in this run.
    #[inline]
    pub(crate) fn range(&self, plan: &Plan, contingent: usize) -> std::ops::Range<usize> {
        let first = plan.first[contingent];
        first..first + self.settings[contingent].elements
    }

    /// Fit men under arms, steady or broken.
    #[inline]
    pub(crate) fn is_in_play(&self, slot: usize) -> bool {
        matches!(self.stand[slot], Stand::Steady | Stand::Broken)
    }

    /// Whether nobody of a contingent is in play, as of the last look.
    #[inline]
    pub(crate) fn is_absent(&self, contingent: usize) -> bool {
        self.groups[contingent].count + self.groups[contingent + self.bodies.len()].count == 0
    }

    /// Whether two actors fight each other.
    #[inline]
    pub(crate) fn fights(&self, a: u16, b: u16) -> bool {
        self.hostile[a as usize * self.public.len() + b as usize]
    }

    /// Group of a slot.
    #[inline]
    pub(crate) fn group_of(&self, plan: &Plan, slot: usize) -> usize {
        plan.contingents[slot] as usize
            + if self.has_joined[slot] {
                self.bodies.len()
            } else {
                0
            }
    }

    /// Sight by the light of the hour [m].
    #[inline]
    pub(crate) fn sight(&self, contingent: usize) -> f32 {
        self.settings[contingent].sight_m[usize::from(!self.is_day)]
    }

    /// Notes an event of this instant.
    pub(crate) fn say(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Position of a slot.
    pub(crate) fn position(&self, slot: usize) -> [f32; 2] {
        [self.x[slot], self.y[slot]]
    }
}
