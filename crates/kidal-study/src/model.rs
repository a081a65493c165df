//! A scenario with its accounts as a model that can be weighed.

use kidal_battle::{Answer, Partial, Probes, Record, Runner, Scenario, Streams, Watch};
use kidal_scenario::{CompiledScenario, Prior};
use kidal_weigh::{Failure, Model, Parameter, Run, Stream, Worker};
use kidal_witness::{Accounts, Ceiling, Noise};

/// What a run is held against, or nothing (counterfactuals are not).
#[derive(Clone, Copy, Debug)]
pub struct BattleModel<'a> {
    scenario: &'a Scenario,
    probes: &'a Probes,
    accounts: Option<&'a Accounts>,
    parameters: &'a [Parameter],
}

/// The parameters of a scenario in the words of the sampler.
#[must_use]
pub fn parameters(scenario: &CompiledScenario) -> Vec<Parameter> {
    scenario
        .parameters
        .iter()
        .map(|parameter| {
            let prior = match &parameter.prior {
                Prior::Uniform { low, high } => kidal_weigh::Prior::Uniform {
                    low: *low,
                    high: *high,
                },
                Prior::LogNormal {
                    median,
                    sigma,
                    low,
                    high,
                } => kidal_weigh::Prior::LogNormal {
                    median: *median,
                    sigma: *sigma,
                    low: *low,
                    high: *high,
                },
                Prior::Beta { a, b } => kidal_weigh::Prior::Beta {
                    a: *a,
                    b: *b,
                    low: 0.0,
                    high: 1.0,
                },
                Prior::Levels(weights) => kidal_weigh::Prior::Levels {
                    weights: weights.clone(),
                },
                Prior::Fixed(value) => kidal_weigh::Prior::Fixed(*value),
            };
            Parameter::new(parameter.id.value.clone(), prior)
        })
        .collect()
}

impl<'a> BattleModel<'a> {
    /// A model of a scenario held against accounts.
    #[must_use]
    pub fn new(
        scenario: &'a Scenario,
        probes: &'a Probes,
        accounts: Option<&'a Accounts>,
        parameters: &'a [Parameter],
    ) -> Self {
        Self {
            scenario,
            probes,
            accounts,
            parameters,
        }
    }
}

/// "Did not happen" in the numbers that the sampler keeps.
pub const DID_NOT_HAPPEN: f64 = f64::NEG_INFINITY;

/// Answers from the numbers kept.
#[must_use]
pub fn answers(payload: &[f64]) -> Vec<Answer> {
    payload
        .iter()
        .map(|value| {
            if *value == DID_NOT_HAPPEN {
                Answer::DidNotHappen
            } else {
                Answer::Number(*value)
            }
        })
        .collect()
}

impl<'a> Model for BattleModel<'a> {
    type Worker = BattleWorker<'a>;

    fn parameters(&self) -> &[Parameter] {
        self.parameters
    }

    fn blocks(&self) -> usize {
        self.scenario.blocks()
    }

    fn terms(&self) -> usize {
        self.accounts
            .map_or(0, |accounts| accounts.utterances.len())
    }

    fn payload(&self) -> usize {
        self.probes.measures().len()
    }

    fn worker(&self) -> Self::Worker {
        BattleWorker {
            runner: Runner::new(self.scenario, self.probes),
            record: Record::new(),
            accounts: self.accounts,
            ceiling: self.accounts.map(Ceiling::new),
            moments: self.accounts.map_or_else(Vec::new, Accounts::moments),
            is_in_chain: false,
        }
    }
}

/// Buffers of one thread.
#[derive(Debug)]
pub struct BattleWorker<'a> {
    runner: Runner<'a>,
    record: Record,
    accounts: Option<&'a Accounts>,
    ceiling: Option<Ceiling<'a>>,
    moments: Vec<f64>,
    is_in_chain: bool,
}

/// Gives a history up once it cannot come above a floor.
struct Floor<'w, 'a> {
    floor: f64,
    parameters: &'w [f64],
    ceiling: Option<&'w mut Ceiling<'a>>,
    moments: &'w [f64],
}

impl Watch for Floor<'_, '_> {
    fn moments(&self) -> &[f64] {
        self.moments
    }

    fn goes_on(&mut self, partial: Partial<'_>) -> bool {
        if self.floor == f64::NEG_INFINITY {
            return true;
        }
        let highest = self
            .ceiling
            .as_mut()
            .map(|ceiling| ceiling.at(self.parameters, partial));
        highest.is_none_or(|highest| highest > self.floor)
    }
}

impl Worker for BattleWorker<'_> {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        self.evaluate_above(parameters, stream, f64::NEG_INFINITY, terms, payload)
            .map(|run| run.work)
    }

    fn evaluate_above(
        &mut self,
        parameters: &[f64],
        stream: Stream<'_>,
        floor: f64,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<Run, Failure> {
        let streams = Streams {
            root: stream.root,
            refreshes: stream.refreshes,
        };
        if let Some(ceiling) = &mut self.ceiling {
            ceiling.reset();
        }
        let mut watch = Floor {
            floor,
            parameters,
            ceiling: self.ceiling.as_mut(),
            moments: &self.moments,
        };
        let (runner, record) = (&mut self.runner, &mut self.record);
        let run = if self.is_in_chain {
            runner.run_on(parameters, streams, record, &mut watch)
        } else {
            runner.run_watched(parameters, streams, record, &mut watch)
        };
        let is_whole = run.map_err(|failure| {
            Failure::new(format!("{}: {}", failure.mechanism, failure.reason))
        })?;
        let work = record.counters.element_steps - record.shared_element_steps;
        if !is_whole {
            return Ok(Run { work, is_whole });
        }
        for (kept, answer) in payload.iter_mut().zip(&self.record.answers) {
            *kept = answer.number().unwrap_or(DID_NOT_HAPPEN);
        }
        if let Some(accounts) = self.accounts {
            accounts.terms(parameters, &self.record.answers, Noise::default(), terms);
        }
        Ok(Run { work, is_whole })
    }

    fn begin_chain(&mut self) {
        // A chain that a panic ended said nothing of its end.
        self.runner.forget();
        self.is_in_chain = true;
    }

    fn asks(&self, block: usize) -> bool {
        self.runner.has_asked(block)
    }

    fn accept(&mut self) {
        self.runner.keep();
    }

    fn end_chain(&mut self) {
        self.is_in_chain = false;
        self.runner.forget();
    }
}
