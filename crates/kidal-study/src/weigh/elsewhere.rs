//! The sampler on a farm: items go out in tasks, results come back in any order.

use crate::farm::Farm;
use crate::options::{Case, StudyError, WeighOptions};
use crate::task::{Heard, Task, Work};
use kidal_weigh::{Item, ItemResult, Posterior, Smc, Trouble};
use std::ops::ControlFlow;

/// Why the sampler did not come to its end.
pub(super) enum Lost {
    /// Its own trouble.
    Sampler(Trouble),
    /// The workers', or what they sent.
    Farm(StudyError),
}

/// What is called after each answer.
type After<'a> = &'a mut dyn FnMut(&Smc, &kidal_weigh::Progress) -> ControlFlow<()>;

/// [`kidal_weigh::drive`] with the items run elsewhere. The same bits come out, whatever the tasks hold and whenever their
/// answers come: the sampler goes by what it is told, not by when.
pub(super) fn drive(
    smc: &mut Smc,
    case: Case<'_>,
    options: &WeighOptions,
    farm: &mut dyn Farm,
    after: After<'_>,
) -> Result<Posterior, Lost> {
    let heard = Heard {
        only: options.only.clone(),
        without: options.without.clone(),
        as_known_on: options.as_known_on.clone(),
    };
    while let Some(batch) = smc.next_batch() {
        if smc.is_at_limit() {
            return smc.finish_early().map_err(Lost::Sampler);
        }
        let per_item = batch.items.iter().map(histories).max().unwrap_or(1).max(1);
        let places = farm.places().max(1);
        // Not so many to a task that places stay empty.
        let together = (farm.histories() / per_item).max(1) as usize;
        let together = together.min(batch.items.len().div_ceil(places)).max(1);
        let tasks = batch
            .items
            .chunks(together)
            .map(|items| task(case, &heard, items))
            .collect();
        let mut trouble = None;
        let mut is_stopped = false;
        farm.run(tasks, &mut |number, answer| {
            let results: Vec<ItemResult> = postcard_read(answer).ok_or_else(|| {
                StudyError::Run(format!("a worker's answer to task {number} cannot be read"))
            })?;
            if let Err(found) = smc.absorb(results) {
                trouble = Some(found);
                return Ok(false);
            }
            is_stopped = after(smc, &smc.progress()).is_break();
            Ok(!is_stopped)
        })
        .map_err(Lost::Farm)?;
        if let Some(trouble) = trouble {
            return Err(Lost::Sampler(trouble));
        }
        if is_stopped {
            break;
        }
        if let Some(same) = smc.next_batch().filter(|next| next.number == batch.number) {
            let missing = format!("{} items got no result", same.items.len());
            return Err(Lost::Farm(StudyError::Run(missing)));
        }
    }
    let done = smc.is_done();
    match done {
        true => smc.finish(),
        false => smc.finish_early(),
    }
    .map_err(Lost::Sampler)
}

/// Histories that an item runs at most.
fn histories(item: &Item) -> u32 {
    match &item.task {
        kidal_weigh::Task::Draw { count, .. } => *count,
        kidal_weigh::Task::Advance { moves, .. } => *moves,
    }
}

fn task(case: Case<'_>, heard: &Heard, items: &[Item]) -> Vec<u8> {
    let work = Work::Weigh {
        heard: heard.clone(),
        items: items.to_vec(),
    };
    Task::new(&case.dossier.digest, work).to_bytes()
}

fn postcard_read(bytes: &[u8]) -> Option<Vec<ItemResult>> {
    postcard::from_bytes(bytes).ok()
}
