//! The narrowest door to any simulator: questions ("what comes out at these parameters, with this luck?") and answers.

use serde::{Deserialize, Serialize};

use crate::evaluate::Point;
use crate::model::{Failure, Model, Stream, Worker};
use crate::runner::sum_of_terms;
use crate::trouble::Trouble;

/// One run that somebody must do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Stands for this question alone in its inquiry, now and after a resume.
    pub number: u64,
    /// Parameters and luck of the run.
    pub point: Point,
}

/// What came out of one run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// Log-likelihood terms; none from a simulator without a density.
    pub terms: Vec<f64>,
    /// Numbers kept of the run; the summaries, where there is no density.
    pub payload: Vec<f64>,
    /// Counted work.
    pub work: u64,
}

/// The answer to a question: what came out, or why nothing did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The number of the question.
    pub number: u64,
    /// What came out.
    pub outcome: Result<Told, Failure>,
}

/// Something that asks until it knows enough.
///
/// Answers may come in any order, from anywhere, more than once; the first answer to a question counts. What an inquiry
/// becomes depends on what it was told, never on when or by whom. A question stays open until it is answered, so that of
/// a straggler is simply asked again.
pub trait Inquiry {
    /// The questions open now, in a fixed order; none when the inquiry is over.
    fn ask(&self) -> Vec<Question>;

    /// Takes answers. Answers to questions closed before are passed over.
    ///
    /// # Errors
    /// [`Trouble::BadResult`] when a question was never asked or an answer does not have the shape of the model (nothing
    /// is taken from it), or whatever ends the inquiry.
    fn tell(&mut self, answers: Vec<Answer>) -> Result<(), Trouble>;

    /// Whether nothing is left to ask.
    fn is_over(&self) -> bool;
}

/// Answers a question by running the model.
///
/// # Errors
/// [`Trouble::BadResult`] when the point does not have the shape of the model. A failed run is an answer.
pub fn answer<M: Model>(
    model: &M,
    worker: &mut M::Worker,
    question: &Question,
) -> Result<Answer, Trouble> {
    let point = &question.point;
    if point.parameters.len() != model.parameters().len() || point.refreshes.len() != model.blocks()
    {
        return Err(Trouble::BadResult {
            what: "a question does not have the shape of the model".to_owned(),
        });
    }
    let mut told = Told {
        terms: vec![0.0; model.terms()],
        payload: vec![0.0; model.payload()],
        work: 0,
    };
    let stream = Stream {
        root: point.root,
        refreshes: &point.refreshes,
    };
    let outcome = worker
        .evaluate(
            &point.parameters,
            stream,
            &mut told.terms,
            &mut told.payload,
        )
        .and_then(|work| {
            sum_of_terms(&told.terms)?;
            told.work = work;
            Ok(told)
        });
    Ok(Answer {
        number: question.number,
        outcome,
    })
}
