//! What is due when: a heap of entries, ordered by time, then kind, then number.

use crate::roomy::clone_into_room;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// What falls due. The order of the variants is the order at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Due {
    /// Day breaks.
    Dawn,
    /// Night falls.
    Dusk,
    /// A contingent comes into play.
    Arrival(u16),
    /// A contingent has a commander again.
    Succession(u16),
    /// What bystanders saw is told: bystanders, contingent.
    Report(u16, u16),
    /// News reaches an actor: number of the tidings.
    Tidings(u32),
    /// An order given is carried out; true: its actions, false: its `otherwise`.
    Order(u16, bool),
    /// An order is looked at.
    Look(u16),
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Entry {
    time_s: f64,
    due: Due,
    /// Order of entry, so that equal entries keep it.
    number: u64,
}

impl Eq for Entry {}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        // A heap gives its greatest first: turned round.
        other
            .time_s
            .total_cmp(&self.time_s)
            .then(other.due.cmp(&self.due))
            .then(other.number.cmp(&self.number))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The calendar of a run.
#[derive(Debug, Default)]
pub(crate) struct Calendar {
    heap: BinaryHeap<Entry>,
    entered: u64,
}

clone_into_room!(Calendar { heap, entered });

impl Calendar {
    /// Forgets everything; keeps its room.
    pub(crate) fn clear(&mut self) {
        self.heap.clear();
        self.entered = 0;
    }

    /// Enters something.
    pub(crate) fn enter(&mut self, time_s: f64, due: Due) {
        self.heap.push(Entry {
            time_s,
            due,
            number: self.entered,
        });
        self.entered += 1;
    }

    /// Time of the next entry; infinite when there is none.
    pub(crate) fn next_time(&self) -> f64 {
        self.heap.peek().map_or(f64::INFINITY, |entry| entry.time_s)
    }

    /// Takes the next entry that is due by a time.
    pub(crate) fn take(&mut self, now_s: f64) -> Option<Due> {
        if self.next_time() <= now_s {
            self.heap.pop().map(|entry| entry.due)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_by_time_then_kind_then_entry() {
        let mut calendar = Calendar::default();
        calendar.enter(5.0, Due::Look(1));
        calendar.enter(5.0, Due::Dawn);
        calendar.enter(2.0, Due::Order(9, true));
        calendar.enter(5.0, Due::Order(3, true));
        assert_eq!(calendar.next_time(), 2.0);
        assert_eq!(calendar.take(1.0), None);
        let mut order = Vec::new();
        while let Some(due) = calendar.take(5.0) {
            order.push(due);
        }
        assert_eq!(
            order,
            [
                Due::Order(9, true),
                Due::Dawn,
                Due::Order(3, true),
                Due::Look(1)
            ]
        );
    }
}
