//! The columns of a run, kept for the next runner of the same scenario.
//!
//! Columns have room for every 16-bit slot, which a system hands out page by page: making them anew took 2.6 ms
//! where a history of Kidal 2012 takes 0.8 ms, whenever somebody plays a few histories at a time.

use crate::scenario::Scenario;
use crate::state::State;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Columns at rest, at most as many as runners were in use at once.
#[derive(Debug, Default)]
pub(crate) struct Rooms(Mutex<Vec<State>>);

impl Clone for Rooms {
    /// Another scenario begins with none.
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// The columns of one runner. What an earlier one left in them does not matter: every run begins with [`State::start`].
#[derive(Debug)]
pub(crate) struct Room<'a> {
    rooms: &'a Rooms,
    /// There until it is dropped.
    state: Option<State>,
}

impl<'a> Room<'a> {
    /// Columns that are at rest, or new ones.
    pub(crate) fn of(scenario: &'a Scenario) -> Self {
        let rooms = &scenario.rooms;
        let rested = rooms.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let state = rested.unwrap_or_else(|| {
            let parts = &scenario.parts;
            State::new(
                &scenario.plan,
                parts.contingents.len(),
                parts.actors.len(),
                parts.places.len(),
            )
        });
        Self {
            rooms,
            state: Some(state),
        }
    }
}

impl Drop for Room<'_> {
    fn drop(&mut self) {
        // A panic may have left a list half made.
        if let Some(state) = self.state.take()
            && !thread::panicking()
        {
            let mut rested = self.rooms.0.lock().unwrap_or_else(PoisonError::into_inner);
            rested.push(state);
        }
    }
}

impl Deref for Room<'_> {
    type Target = State;

    fn deref(&self) -> &State {
        self.state.as_ref().expect("it is there until dropped")
    }
}

impl DerefMut for Room<'_> {
    fn deref_mut(&mut self) -> &mut State {
        self.state.as_mut().expect("it is there until dropped")
    }
}
