//! The built-in executor of an inquiry: threads that answer by running a model.

use std::ops::ControlFlow;

use crate::crew::Crew;
use crate::model::Model;
use crate::question::{Inquiry, answer};
use crate::trouble::Trouble;

/// Questions handed to a thread at once: sixteen, chosen by us so that a run of a microsecond is not lost in the handing
/// over. It changes no result.
const QUESTIONS_AT_ONCE: usize = 16;
/// Handfuls for each thread between two calls of the hook; chosen by us, it changes no result.
const HANDFULS: usize = 8;

/// Answers an inquiry with a model until it is over, or until `hook` says [`ControlFlow::Break`]. The inquiry then holds
/// what there is; the same bits come out on any number of threads.
///
/// # Errors
/// What [`Inquiry::tell`] raises, [`Trouble::Threads`], or [`Trouble::BadResult`] for questions about another model.
pub fn pursue<M: Model, I: Inquiry>(
    model: &M,
    inquiry: &mut I,
    threads: usize,
    mut hook: impl FnMut(&I) -> ControlFlow<()>,
) -> Result<(), Trouble> {
    let crew = Crew::new(model, threads)?;
    while !inquiry.is_over() {
        let questions = inquiry.ask();
        for round in questions.chunks(crew.threads() * QUESTIONS_AT_ONCE * HANDFULS) {
            let handfuls: Vec<_> = round.chunks(QUESTIONS_AT_ONCE).collect();
            let answers = crew.map(&handfuls, |worker, handful| {
                handful
                    .iter()
                    .map(|question| answer(model, worker, question))
                    .collect::<Result<Vec<_>, _>>()
            });
            for answers in answers {
                inquiry.tell(answers?)?;
            }
            if hook(inquiry).is_break() {
                return Ok(());
            }
        }
    }
    Ok(())
}
