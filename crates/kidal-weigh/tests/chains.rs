//! What a worker is told of the chain that its histories belong to.

mod models;

use kidal_weigh::{
    Failure, ItemResult, Model, MoveKind, Parameter, Runner, Settings, Smc, Stream, Task, Worker,
};
use models::{Mixed, MixedWorker};

/// A model whose worker counts what it is told.
struct Counted {
    inner: Mixed,
    asks: bool,
}

struct CountedWorker {
    inner: MixedWorker,
    asks: bool,
    is_in_chain: bool,
    accepted: u64,
    evaluated: u64,
}

impl Model for Counted {
    type Worker = CountedWorker;
    fn parameters(&self) -> &[Parameter] {
        self.inner.parameters()
    }
    fn blocks(&self) -> usize {
        self.inner.blocks()
    }
    fn terms(&self) -> usize {
        self.inner.terms()
    }
    fn payload(&self) -> usize {
        self.inner.payload()
    }
    fn worker(&self) -> CountedWorker {
        CountedWorker {
            inner: self.inner.worker(),
            asks: self.asks,
            is_in_chain: false,
            accepted: 0,
            evaluated: 0,
        }
    }
}

impl Worker for CountedWorker {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        self.evaluated += u64::from(self.is_in_chain);
        self.inner.evaluate(parameters, stream, terms, payload)
    }
    fn begin_chain(&mut self) {
        assert!(!self.is_in_chain, "one chain at a time");
        (self.is_in_chain, self.accepted, self.evaluated) = (true, 0, 0);
    }
    fn asks(&self, _block: usize) -> bool {
        self.asks
    }
    fn accept(&mut self) {
        assert!(
            self.is_in_chain && self.evaluated > 0,
            "a history was tried"
        );
        self.accepted += 1;
    }
    fn end_chain(&mut self) {
        assert!(self.is_in_chain, "it was begun");
        self.is_in_chain = false;
    }
}

/// Runs all items; the results of chains, each checked against what the worker counted.
fn chains(asks: bool) -> Vec<ItemResult> {
    let model = Counted {
        inner: Mixed::new(),
        asks,
    };
    let settings = Settings {
        islands: 2,
        chains: 8,
        chain_length: 24,
        baseline_draws: 200,
        ..Settings::default()
    };
    let mut smc = Smc::new(&model, settings).expect("settings and priors are fine");
    let runner = Runner::new(&model).expect("priors are fine");
    let mut worker = model.worker();
    let mut all = Vec::new();
    while let Some(batch) = smc.next_batch() {
        let mut results = Vec::new();
        for item in &batch.items {
            let result = runner.run(&mut worker, item).expect("the item fits");
            assert!(!worker.is_in_chain, "it was ended");
            if let Task::Advance { .. } = item.task {
                let accepted: u64 = result.moves.iter().map(|tally| tally.accepted).sum();
                assert_eq!(worker.accepted, accepted);
                assert_eq!(worker.evaluated, result.histories);
                all.push(result.clone());
            }
            results.push(result);
        }
        smc.absorb(results).expect("the results fit");
    }
    all
}

#[test]
fn a_worker_is_told_of_each_chain_and_each_history_that_was_accepted() {
    let results = chains(true);
    assert!(results.len() > 30, "{} chains", results.len());
}

#[test]
fn luck_that_nothing_asked_for_moves_nothing() {
    let moved = |asks: bool, kind: MoveKind| {
        let tallies: Vec<_> = chains(asks)
            .iter()
            .map(|result| result.moves[kind as usize])
            .collect();
        let accepted: u64 = tallies.iter().map(|tally| tally.accepted).sum();
        assert!(accepted > 20, "{accepted} of {kind:?} were accepted");
        tallies.iter().map(|tally| tally.jump).sum::<f64>()
    };
    for kind in [MoveKind::RefreshSome, MoveKind::RefreshAll] {
        assert!(moved(true, kind) > 1.0, "{kind:?}");
        assert_eq!(moved(false, kind), 0.0, "{kind:?}");
    }
}
