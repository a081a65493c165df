//! Tempered sampling of a simulator that runs somewhere else: only its answers are told here.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::envelope::Kind;
use crate::evaluate::Point;
use crate::item::{Item, Task};
use crate::model::{Failure, Model, Parameter, Stream, Worker};
use crate::posterior::Posterior;
use crate::question::{Answer, Inquiry, Question, Told};
use crate::runner::{Runner, sum_of_terms};
use crate::settings::Settings;
use crate::smc::Smc;
use crate::trouble::Trouble;

const KIND: Kind = Kind {
    magic: b"KIDALOUT",
    format: 1,
};

/// What is known here of a model that runs elsewhere: everything but how to run it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// The parameters with their priors, in the order in which questions give their values.
    pub parameters: Vec<Parameter>,
    /// Blocks of luck; 0 where a run is decided by its parameters or draws its own luck from the root.
    pub blocks: usize,
    /// Log-likelihood terms of an answer.
    pub terms: usize,
    /// Numbers that an answer brings beside them.
    pub payload: usize,
}

impl Shape {
    /// The shape of a model.
    pub fn of<M: Model>(model: &M) -> Self {
        Self {
            parameters: model.parameters().to_vec(),
            blocks: model.blocks(),
            terms: model.terms(),
            payload: model.payload(),
        }
    }
}

/// [`Smc`] for a simulator that runs anywhere: on other machines, in another language, in a laboratory.
///
/// [`Smc`]'s own items carry chains and need simulator and density where they are run. This asks the narrower questions
/// "what comes out at these parameters, with this luck?", one for each chain that waits, so up to islands × chains at
/// once, and every prior draw at once. The result has the same bits as that of [`Smc`] with the model at hand.
///
/// Limits: a chain is walked again from its start with the answers so far to find its next question, which costs about a
/// microsecond for each move of the chain and answer: nothing beside a simulator worth moving elsewhere. Keep
/// [`Settings::chains`] large and chains short where many machines answer.
///
/// ```
/// use kidal_weigh::{Answer, Inquiry, Outside, Parameter, Prior, Settings, Shape, Told};
/// let shape = Shape {
///     parameters: vec![Parameter::new("x", Prior::Normal { mean: 0.0, sd: 1.0 })],
///     blocks: 0,
///     terms: 1,
///     payload: 0,
/// };
/// let settings = Settings { islands: 2, chain_length: 16, ..Settings::default() };
/// let mut outside = Outside::new(shape, settings)?;
/// while !outside.is_over() {
///     let answers = outside.ask().into_iter().map(|question| {
///         // Here a message would go out, and its answer come in some day.
///         let x = question.point.parameters[0];
///         let told = Told { terms: vec![-2.0 * (x - 1.0) * (x - 1.0)], ..Told::default() };
///         Answer { number: question.number, outcome: Ok(told) }
///     });
///     outside.tell(answers.collect())?;
/// }
/// let posterior = outside.finish()?;
/// assert!(posterior.is_complete);
/// # Ok::<(), kidal_weigh::Trouble>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outside {
    shape: Shape,
    smc: Smc,
    /// Answers that belong to the present batch.
    answers: BTreeMap<u64, Result<Told, Failure>>,
    /// Items of the present batch that still miss answers, each with the questions open for it.
    open: Vec<(Item, Vec<Question>)>,
    /// Every question of the present batch so far, so that a stranger's answer is seen.
    asked: BTreeSet<u64>,
}

impl Outside {
    /// Starts a run.
    ///
    /// # Errors
    /// [`Trouble::BadSettings`] or [`Trouble::BadPrior`].
    pub fn new(shape: Shape, settings: Settings) -> Result<Self, Trouble> {
        let smc = Smc::new(&Absent(&shape), settings)?;
        let mut outside = Self {
            shape,
            smc,
            answers: BTreeMap::new(),
            open: Vec::new(),
            asked: BTreeSet::new(),
        };
        outside.open_batch()?;
        Ok(outside)
    }

    /// The state of the sampler: its progress, its settings.
    pub fn smc(&self) -> &Smc {
        &self.smc
    }

    /// The result, as [`Smc::finish`].
    ///
    /// # Errors
    /// As there.
    pub fn finish(&self) -> Result<Posterior, Trouble> {
        self.smc.finish()
    }

    /// What can be said already, as [`Smc::finish_early`].
    ///
    /// # Errors
    /// As there.
    pub fn finish_early(&self) -> Result<Posterior, Trouble> {
        self.smc.finish_early()
    }

    /// The whole state, answers to an unfinished batch included.
    pub fn to_bytes(&self) -> Vec<u8> {
        KIND.seal(self.smc.fingerprint, self)
    }

    /// The state back from bytes, for the same shape and settings.
    ///
    /// # Errors
    /// [`Trouble::Unreadable`], [`Trouble::OtherFormat`], [`Trouble::OtherModel`].
    pub fn resume(shape: &Shape, settings: &Settings, bytes: &[u8]) -> Result<Self, Trouble> {
        let (head, mut outside): (u64, Self) = KIND.open(bytes)?;
        let expected = crate::fingerprint::fingerprint(&Absent(shape), settings);
        if head != expected || outside.smc.fingerprint != expected || outside.shape != *shape {
            return Err(Trouble::OtherModel {
                found: outside.smc.fingerprint,
                expected,
            });
        }
        outside.smc.limit_histories(settings.histories_limit);
        Ok(outside)
    }

    /// Walks the items of a new batch as far as they go without an answer.
    fn open_batch(&mut self) -> Result<(), Trouble> {
        while let Some(batch) = self.smc.next_batch() {
            self.answers.clear();
            self.asked.clear();
            self.open = batch
                .items
                .into_iter()
                .map(|item| (item, Vec::new()))
                .collect();
            self.walk_on()?;
            // An item without any question (a chain whose every move left the prior) may have closed the batch.
            if !self.open.is_empty() {
                break;
            }
        }
        Ok(())
    }

    /// Walks all items on whose questions are answered, and gives those that came to their end to the sampler.
    fn walk_on(&mut self) -> Result<(), Trouble> {
        let absent = Absent(&self.shape);
        let runner = Runner::new(&absent)?;
        let batch = self.smc.batch;
        let mut results = Vec::new();
        let mut open = Vec::new();
        for (item, questions) in std::mem::take(&mut self.open) {
            if questions
                .iter()
                .any(|question| !self.answers.contains_key(&question.number))
            {
                open.push((item, questions));
                continue;
            }
            let mut clerk = Clerk {
                batch,
                item: item.index,
                calls: 0,
                answers: &self.answers,
                is_draw: matches!(item.task, Task::Draw { .. }),
                questions: Vec::new(),
            };
            let result = runner.run(&mut clerk, &item)?;
            let questions = clerk.questions;
            if questions.is_empty() {
                results.push(result);
            } else {
                self.asked.extend(questions.iter().map(|q| q.number));
                open.push((item, questions));
            }
        }
        self.open = open;
        self.smc.absorb(results)
    }
}

impl Inquiry for Outside {
    fn ask(&self) -> Vec<Question> {
        self.open
            .iter()
            .flat_map(|(_, questions)| questions)
            .filter(|question| !self.answers.contains_key(&question.number))
            .cloned()
            .collect()
    }

    fn tell(&mut self, answers: Vec<Answer>) -> Result<(), Trouble> {
        let mut is_news = false;
        for answer in answers {
            if !self.asked.contains(&answer.number) {
                if batch_of(answer.number) < self.smc.batch || self.is_over() {
                    continue;
                }
                return Err(Trouble::BadResult {
                    what: "no such question was asked".to_owned(),
                });
            }
            let fits = answer.outcome.as_ref().ok().is_none_or(|told| {
                told.terms.len() == self.shape.terms && told.payload.len() == self.shape.payload
            });
            if !fits {
                return Err(Trouble::BadResult {
                    what: "an answer does not have the shape of the model".to_owned(),
                });
            }
            self.answers.entry(answer.number).or_insert_with(|| {
                is_news = true;
                answer.outcome
            });
        }
        if is_news {
            self.walk_on()?;
            if self.open.is_empty() {
                self.open_batch()?;
            }
        }
        Ok(())
    }

    fn is_over(&self) -> bool {
        self.open.is_empty()
    }
}

/// A model that cannot be run here.
struct Absent<'a>(&'a Shape);

/// Answers from what was told; what was not told yet becomes a question.
struct Clerk<'a> {
    batch: u64,
    item: u32,
    /// Runs that the item wanted so far.
    calls: u32,
    answers: &'a BTreeMap<u64, Result<Told, Failure>>,
    is_draw: bool,
    questions: Vec<Question>,
}

impl<'a> Model for Absent<'a> {
    type Worker = Clerk<'a>;

    fn parameters(&self) -> &[Parameter] {
        &self.0.parameters
    }

    fn blocks(&self) -> usize {
        self.0.blocks
    }

    fn terms(&self) -> usize {
        self.0.terms
    }

    fn payload(&self) -> usize {
        self.0.payload
    }

    /// Never called: runners here are given their clerk.
    fn worker(&self) -> Clerk<'a> {
        unreachable!("an absent model has no workers of its own")
    }
}

impl Worker for Clerk<'_> {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        let unknown = || Failure::new("not told yet");
        // The moves of a chain hang on the answers before them; prior draws do not.
        if !self.is_draw && !self.questions.is_empty() {
            return Err(unknown());
        }
        let number = number(self.batch, self.item, self.calls);
        self.calls += 1;
        match self.answers.get(&number) {
            Some(Ok(told)) => {
                terms.copy_from_slice(&told.terms);
                payload.copy_from_slice(&told.payload);
                sum_of_terms(terms)?;
                Ok(told.work)
            }
            Some(Err(failure)) => Err(failure.clone()),
            None => {
                self.questions.push(Question {
                    number,
                    point: Point {
                        parameters: parameters.to_vec(),
                        root: stream.root,
                        refreshes: stream.refreshes.to_vec(),
                    },
                });
                Err(unknown())
            }
        }
    }
}

/// Bits of a number that count the calls within an item, and the items within a batch: more than the settings allow.
const CALL_BITS: u32 = 20;
const ITEM_BITS: u32 = 20;

/// The number of a question says where it stands: batch, item, call within the item. So it is the same in any order of
/// telling.
fn number(batch: u64, item: u32, call: u32) -> u64 {
    (batch << ITEM_BITS | u64::from(item)) << CALL_BITS | u64::from(call)
}

fn batch_of(number: u64) -> u64 {
    number >> (ITEM_BITS + CALL_BITS)
}
