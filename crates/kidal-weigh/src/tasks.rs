//! What there is to do in the present batch, and whether a result fits it.

use std::sync::Arc;

use crate::island::Island;
use crate::item::{Batch, Item, ItemResult, PILOT, Task};
use crate::posterior::{MoveKind, Particle};
use crate::smc::{Phase, Smc};
use crate::trouble::Trouble;

impl Smc {
    /// The work that can be done now: the items without a result, so stragglers can be asked for again. `None` when the
    /// run is over.
    pub fn next_batch(&self) -> Option<Batch> {
        if self.results.is_empty() {
            return None;
        }
        let tasks = self.tasks();
        let missing = tasks
            .into_iter()
            .zip(&self.results)
            .enumerate()
            .filter(|(_, (_, result))| result.is_none());
        let items = missing.map(|(index, ((island, task), _))| Item {
            batch: self.batch,
            index: index as u32,
            seed: self.settings.seed,
            island,
            generation: self.generation,
            task,
        });
        Some(Batch {
            number: self.batch,
            fingerprint: self.fingerprint,
            items: items.collect(),
        })
    }

    /// Whether the next batch could run more histories than the settings allow. Asked between batches it stops a run at
    /// the same place on any number of threads.
    pub fn is_at_limit(&self) -> bool {
        !self.results.is_empty()
            && self
                .settings
                .histories_limit
                .is_some_and(|limit| limit <= self.limit_here())
    }

    /// The limit of histories at which a run stops before the present batch, so that one stopped within it can be repeated.
    pub fn limit_here(&self) -> u64 {
        let planned = match self.phase {
            Phase::Prior => self.pilot_draws(),
            Phase::Islands if self.generation == 0 => {
                self.settings.islands * self.draws_of_one_island()
            }
            _ => self.results.len() as u32 * self.moves_of_a_chain(),
        };
        (self.histories + u64::from(planned)).saturating_sub(1)
    }

    /// The work of the present batch, in order.
    pub(crate) fn tasks(&self) -> Vec<(u32, Task)> {
        match self.phase {
            Phase::Prior => {
                let from = (self.prior_rounds - 1) * self.pilot_draws();
                self.draw_tasks(PILOT, from, self.pilot_draws())
            }
            Phase::Pilot => self.chain_tasks(&self.pilot),
            Phase::Islands if self.generation == 0 => {
                let count = self.draws_of_one_island();
                self.islands
                    .iter()
                    .flat_map(|island| self.draw_tasks(island.number, 0, count))
                    .collect()
            }
            Phase::Islands => self
                .islands
                .iter()
                .flat_map(|island| self.chain_tasks(island))
                .collect(),
            Phase::Done | Phase::Stuck(_) => Vec::new(),
        }
    }

    fn pilot_draws(&self) -> u32 {
        self.settings
            .baseline_draws
            .max(self.settings.pilot_particles())
    }

    /// Prior draws that each island makes in the present batch.
    fn draws_of_one_island(&self) -> u32 {
        match self.phase {
            Phase::Prior => self.pilot_draws(),
            _ => self.settings.particles() * self.prior_rounds,
        }
    }

    /// Draws in pieces as large as a chain, so that all items cost about the same.
    fn draw_tasks(&self, island: u32, from: u32, count: u32) -> Vec<(u32, Task)> {
        let piece = self.settings.chain_length;
        let firsts = (0..count).step_by(piece as usize);
        firsts
            .map(|first| {
                (
                    island,
                    Task::Draw {
                        first: from + first,
                        count: piece.min(count - first),
                    },
                )
            })
            .collect()
    }

    /// Moves from one kept state to the next at the present temperature. The pilot, which reports nothing, moves once.
    fn moves_per_state(&self) -> u32 {
        match self.phase {
            Phase::Islands if self.generation as usize >= self.kernels.len() => {
                self.settings.last_moves_per_state
            }
            Phase::Islands => self.settings.moves_per_state,
            _ => 1,
        }
    }

    /// Moves of a chain in the present batch.
    fn moves_of_a_chain(&self) -> u32 {
        (self.settings.chain_length - 1) * self.moves_per_state()
    }

    fn chain_tasks(&self, island: &Island) -> Vec<(u32, Task)> {
        let Some(kernel) = self.kernels.get(self.generation as usize - 1) else {
            return Vec::new();
        };
        let task = |(chain, start): (usize, &u32)| Task::Advance {
            chain: chain as u32,
            start: island.particles[*start as usize].clone(),
            moves: self.moves_of_a_chain(),
            keep_every: self.moves_per_state(),
            kernel: Arc::clone(kernel),
        };
        island
            .starts
            .iter()
            .enumerate()
            .map(|pair| (island.number, task(pair)))
            .collect()
    }

    /// Whether a result can be what its item asked for.
    pub(crate) fn check(&self, result: &ItemResult) -> Result<(), Trouble> {
        let wrong = |what: &str| {
            Err(Trouble::BadResult {
                what: what.to_owned(),
            })
        };
        if result.batch > self.batch || result.index as usize >= self.results.len() {
            return wrong("no such item was asked for");
        }
        let has_shape = |particle: &Particle| {
            particle.parameters.len() == self.parameters.len()
                && particle.refreshes.len() == self.blocks as usize
                && particle.terms.len() == self.terms as usize
                && particle.payload.len() == self.payload as usize
        };
        let is_draw = matches!(self.phase, Phase::Prior) || self.generation == 0;
        let moves = if is_draw { 0 } else { MoveKind::ALL.len() };
        let piece = self.settings.chain_length;
        let expected = if is_draw {
            let total = self.draws_of_one_island();
            let first = result.index % total.div_ceil(piece) * piece;
            piece.min(total - first)
        } else {
            piece
        };
        let has_parts = result.blocks.len() == if is_draw { 0 } else { self.blocks as usize };
        if result.particles.len() != expected as usize || result.moves.len() != moves || !has_parts
        {
            return wrong("the number of particles or moves is not what the item asked for");
        }
        if !result.particles.iter().all(has_shape) {
            return wrong("a particle does not have the shape of the model");
        }
        Ok(())
    }
}
