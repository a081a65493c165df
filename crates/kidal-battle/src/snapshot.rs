//! A run as it stood at one moment, from which another run can go on.

use crate::around::Departure;
use crate::calendar::Calendar;
use crate::clock::Clock;
use crate::column::Column;
use crate::event::Event;
use crate::luck::Luck;
use crate::packs::Packs;
use crate::pattern::Matches;
use crate::plan::Plan;
use crate::record::Counters;
use crate::ring::Post;
use crate::scenario::Scenario;
use crate::settings::Settings;
use crate::state::{Body, Group, Pair, Stand, State, Tidings};
use crate::uses::Columns;
use std::ops::Range;

/// Makes a snapshot of a state: every field of [`State`] is named once, or it does not compile.
macro_rules! snapshot {
    (
        columns { $($column:ident: $element:ty),* $(,)? }
        clocks { $($clock:ident),* $(,)? }
        plain { $($plain:ident: $number:ty),* $(,)? }
        kept { $($kept:ident: $kind:ty),* $(,)? }
    ) => {
        /// A state, of its columns only the slots of elements that there are.
        #[derive(Clone, Debug)]
        pub(crate) struct Snapshot {
            slots: Vec<Range<usize>>,
            $($column: Vec<$element>,)*
            $($clock: (Vec<f64>, Vec<u32>),)*
            $($plain: $number,)*
            $($kept: $kind,)*
        }

        impl Snapshot {
            /// The state as it is now.
            pub(crate) fn of(state: &State, plan: &Plan) -> Self {
                let slots: Vec<_> = slots(state, plan).collect();
                let State { $($column,)* $($clock,)* $($plain,)* $($kept,)* } = state;
                Self {
                    $($column: gathered($column, &slots),)*
                    $($clock: (gathered(&$clock.left, &slots), gathered(&$clock.times, &slots)),)*
                    $($plain: *$plain,)*
                    $($kept: $kept.clone(),)*
                    slots,
                }
            }

            /// The same in the room of a snapshot that is of no use any more.
            pub(crate) fn take(&mut self, state: &State, plan: &Plan) {
                self.slots.clear();
                self.slots.extend(slots(state, plan));
                let State { $($column,)* $($clock,)* $($plain,)* $($kept,)* } = state;
                $(gather($column, &self.slots, &mut self.$column);)*
                $(
                    gather(&$clock.left, &self.slots, &mut self.$clock.0);
                    gather(&$clock.times, &self.slots, &mut self.$clock.1);
                )*
                $(self.$plain = *$plain;)*
                $(self.$kept.clone_from($kept);)*
            }

            /// Makes a state what it was.
            pub(crate) fn restore(&self, scenario: &Scenario, state: &mut State) {
                // Slots without an element are as at the start of a run.
                state.reset(scenario);
                $(scatter(&self.$column, &self.slots, &mut state.$column);)*
                $(
                    let Clock { left, times, .. } = &mut state.$clock;
                    scatter(&self.$clock.0, &self.slots, left);
                    scatter(&self.$clock.1, &self.slots, times);
                )*
                $(state.$plain = self.$plain;)*
                $(state.$kept.clone_from(&self.$kept);)*
            }
        }
    };
}

snapshot! {
    columns {
        x: f32, y: f32, next_x: f32, next_y: f32, goal_x: f32, goal_y: f32, road: f64, leg: u8, is_moving: bool,
        is_blocked: bool, was_fleeing: bool, halting: f32, cover: f32, inside: u64, is_encircled: bool, stand: Stand,
        serves: u16, has_joined: bool, host: u16, start: u16, fit: u16, wounded: u16, killed: u16, captured: u16,
        left: u16, morale: f32, fatigue: f32, is_asleep: bool, may_sleep: bool, wake_at: f64, nearest: u16,
        nearest_square: f32, watchers: u16, clear_until: f64, fire_rate: f64, ln_miss: f64, hits: u32, rate_on: f64, lethal: f64, loss: u16,
        loss_times: u32, shock: f32, shock_square: f32, lost_near: u32,
        around: u32, knows_around: bool, is_stirred: bool, is_active: bool,
        is_dirty: bool, pack_at: u32,
    }
    clocks {
        fire_clock, sleep_clock, loyalty_clock, capture_clock,
    }
    plain {
        now: f64, is_day: bool, phase: usize, decides_anew: bool, is_heard: bool, fire_bounds_changed: bool,
        fastest_fire: f64, shortest_stand: f64, hosts_changed: bool, has_movers: bool, roster_changed: bool,
        firing_changed: bool, rates_changed: bool, open_changed: bool, down_changed: bool, packs_changed: bool,
        posts_changed: bool, control_changed: bool, end_changed: bool, forgets_around: bool, men_changed: bool,
        know_around: u32, reach: f32, come_nearer: f64, next_slot: u16, quarter: u64,
        counters: Counters,
    }
    kept {
        calendar: Calendar, firing: Vec<u16>, struck: Vec<u16>, near_struck: Vec<u16>, picked: Vec<u16>, stirred: Vec<u16>,
        active: Vec<u16>, movers: Vec<u16>,
        dirty: Vec<u16>, open: Vec<(u16, u16)>, are_watched: Vec<bool>, strides: Vec<f32>, packs: Packs, departures: Vec<Departure>,
        counts: Vec<u32>, settings: Vec<Settings>, luck: Luck, bodies: Vec<Body>, groups: Vec<Group>, pairs: Vec<Pair>, foes: Vec<u16>, foes_first: Vec<usize>,
        ring_radius: Vec<f64>, hostile: Vec<bool>, held: Vec<u32>, captured_by: Vec<u32>, joined_to: Vec<u32>,
        last_fire: Vec<f64>, public: Vec<u16>, private: Vec<u16>, belief: Vec<u16>, place_cover: Vec<f32>,
        holder: Vec<u16>, claimant: Vec<u16>, claim_since: Vec<f64>, last_seen: Vec<f64>, contacts: Vec<(u16, u16)>,
        posts: Vec<Post>, inside_men: Vec<u32>, tidings: Vec<Tidings>, order_done: Vec<bool>,
        order_times: Vec<u32>, order_fired: Vec<u32>, woken: Vec<u16>, dormant: Vec<(u16, f64)>, notices: Vec<bool>,
        fired_at: Vec<(f64, u32)>, matches: Matches, events: Vec<Event>, closed: Vec<(u16, u16, f64)>,
        columns: Columns,
    }
}

impl Snapshot {
    /// Keys, and what was drawn from by then.
    pub(crate) fn luck(&self) -> &Luck {
        &self.luck
    }

    /// Work done by then.
    pub(crate) fn counters(&self) -> Counters {
        self.counters
    }
}

/// The slots of all elements.
fn slots(state: &State, plan: &Plan) -> impl Iterator<Item = Range<usize>> {
    (0..state.settings.len())
        .map(|contingent| state.range(plan, contingent))
        .filter(|range| !range.is_empty())
}

fn gathered<T: Copy, const AT: usize>(column: &Column<T, AT>, slots: &[Range<usize>]) -> Vec<T> {
    let mut all = Vec::with_capacity(slots.iter().map(Range::len).sum());
    gather(column, slots, &mut all);
    all
}

fn gather<T: Copy, const AT: usize>(
    column: &Column<T, AT>,
    slots: &[Range<usize>],
    all: &mut Vec<T>,
) {
    all.clear();
    for range in slots {
        all.extend_from_slice(&column[range.clone()]);
    }
}

fn scatter<T: Copy, const AT: usize>(
    all: &[T],
    slots: &[Range<usize>],
    column: &mut Column<T, AT>,
) {
    let mut from = 0;
    for range in slots {
        let until = from + range.len();
        column[range.clone()].copy_from_slice(&all[from..until]);
        from = until;
    }
}
