//! Patterns of events, compiled into one table; each is matched once, whoever waits for it.

use crate::event::Event;
use crate::parts::{ActorId, EventKind, NoticeId, Pattern, PlaceId};
use crate::roomy::clone_into_room;

/// Number of kinds of events.
const KINDS: usize = 24;

const fn kind_index(kind: EventKind) -> usize {
    match kind {
        EventKind::Notice => 0,
        EventKind::Appeared => 1,
        EventKind::Fire => 2,
        EventKind::Met => 3,
        EventKind::Broke => 4,
        EventKind::Routed => 5,
        EventKind::Rallied => 6,
        EventKind::SleepBegan => 7,
        EventKind::Defected => 8,
        EventKind::Captured => 9,
        EventKind::Took => 10,
        EventKind::Arrived => 11,
        EventKind::Dawn => 12,
        EventKind::Dusk => 13,
        EventKind::Ordered => 14,
        EventKind::Released => 15,
        EventKind::Departed => 16,
        EventKind::RanDry => 17,
        EventKind::CommanderLost => 18,
        EventKind::CommandTaken => 19,
        EventKind::VehiclesLost => 20,
        EventKind::VehiclesAbandoned => 21,
        EventKind::VehiclesTaken => 22,
        EventKind::Reported => 23,
    }
}

#[derive(Clone, Debug)]
struct Compiled {
    source: Pattern,
    /// One bit a contingent; empty: any.
    who: Vec<u64>,
    place: Option<PlaceId>,
    actor: Option<ActorId>,
    notice: Option<NoticeId>,
    after: Option<usize>,
}

/// All patterns of a scenario, or of a set of probes.
#[derive(Clone, Debug, Default)]
pub(crate) struct PatternTable {
    list: Vec<Compiled>,
    /// Patterns of each kind, the later first, so that one that waits for another sees it only before this event.
    by_kind: [Vec<u32>; KINDS],
}

impl PatternTable {
    /// Adds a pattern and those it comes after; gives its number.
    pub(crate) fn add(&mut self, pattern: &Pattern) -> usize {
        let after = pattern.after.as_ref().map(|before| self.add(before));
        if let Some(known) = self
            .list
            .iter()
            .position(|compiled| compiled.source == *pattern)
        {
            return known;
        }
        let mut who = Vec::new();
        for id in &pattern.who {
            let word = id.index() / 64;
            if who.len() <= word {
                who.resize(word + 1, 0u64);
            }
            who[word] |= 1 << (id.index() % 64);
        }
        let number = self.list.len();
        self.list.push(Compiled {
            source: pattern.clone(),
            who,
            place: pattern.place,
            actor: pattern.actor,
            notice: pattern.notice,
            after,
        });
        self.by_kind[kind_index(pattern.kind)].insert(0, number as u32);
        number
    }

    /// How many patterns there are.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Calls `hit` with the number of each pattern that an event matches, and keeps the tally.
    pub(crate) fn match_event(
        &self,
        event: &Event,
        matches: &mut Matches,
        mut hit: impl FnMut(usize),
    ) {
        for &number in &self.by_kind[kind_index(event.kind)] {
            let number = number as usize;
            if self.fits(&self.list[number], event, matches) {
                if matches.count[number] == 0 {
                    matches.first[number] = Some(*event);
                }
                matches.count[number] = matches.count[number].saturating_add(1);
                hit(number);
            }
        }
    }

    fn fits(&self, pattern: &Compiled, event: &Event, matches: &Matches) -> bool {
        let names = |bits: &[u64]| {
            event.contingents.iter().flatten().any(|id| {
                bits.get(id.index() / 64)
                    .is_some_and(|word| word >> (id.index() % 64) & 1 == 1)
            })
        };
        (pattern.who.is_empty() || names(&pattern.who))
            && (pattern.place.is_none() || pattern.place == event.place)
            && (pattern.actor.is_none() || pattern.actor == event.actor)
            && (pattern.notice.is_none() || pattern.notice == event.notice)
            && pattern.after.is_none_or(|before| matches.count[before] > 0)
    }
}

/// What has matched in a run.
#[derive(Debug, Default)]
pub(crate) struct Matches {
    /// How often each pattern matched.
    pub count: Vec<u32>,
    /// The first event that matched each.
    pub first: Vec<Option<Event>>,
}

clone_into_room!(Matches { count, first });

impl Matches {
    /// Forgets all matches.
    pub(crate) fn reset(&mut self, table: &PatternTable) {
        self.count.clear();
        self.count.resize(table.len(), 0);
        self.first.clear();
        self.first.resize(table.len(), None);
    }
}
