//! The same bytes for any number of threads, any order of telling, and after any stop.

mod models;

use std::ops::ControlFlow;

use kidal_weigh::{
    Failure, Model, Point, Posterior, Run, Runner, Settings, Smc, Stream, Task, Trouble, Worker,
    drive, evaluate, run_batch, run_item, weigh,
};
use models::{Gaussian, Mixed, MixedWorker};

fn settings() -> Settings {
    Settings {
        islands: 3,
        chains: 8,
        chain_length: 6,
        baseline_draws: 100,
        ..Settings::default()
    }
}

/// Mechanisms all provoked: failures, impossible terms, levels, walks, luck.
fn model() -> Mixed {
    Mixed {
        fails_above: 1.8,
        nan_below: -2.2,
        ..Mixed::new()
    }
}

fn bytes(posterior: &Posterior) -> Vec<u8> {
    postcard::to_allocvec(posterior).expect("plain records can be written")
}

#[test]
fn one_two_and_eight_threads_give_the_same_bytes() {
    let reference = bytes(&weigh(&model(), settings(), 1).expect("the model has mass"));
    for threads in [2, 8] {
        assert!(
            bytes(&weigh(&model(), settings(), threads).expect("the model has mass")) == reference,
            "{threads}"
        );
    }
}

#[test]
fn a_run_stopped_after_every_round_and_resumed_from_bytes_ends_in_the_same_bytes() {
    let settings = || Settings {
        chains: 30,
        ..settings()
    };
    let reference = bytes(&weigh(&model(), settings(), 1).expect("the model has mass"));
    let mut saved = Smc::new(&model(), settings())
        .expect("settings and priors are fine")
        .to_bytes();
    let mut stops = 0;
    let result = loop {
        let mut smc = Smc::resume(&model(), &settings(), &saved).expect("the checkpoint is whole");
        assert_eq!(smc.to_bytes(), saved);
        let result = drive(&model(), &mut smc, 1, |_, _| ControlFlow::Break(()));
        saved = smc.to_bytes();
        stops += 1;
        if smc.is_done() {
            break result;
        }
    };
    assert!(stops > 10, "{stops}");
    assert!(bytes(&result.expect("the run was finished")) == reference);
}

#[test]
fn a_run_stopped_within_a_batch_is_repeated_by_the_limit_of_that_place() {
    let settings = Settings {
        chains: 30,
        ..settings()
    };
    let mut repeated = 0;
    for calls in 1.. {
        let mut smc = Smc::new(&model(), settings.clone()).expect("settings and priors are fine");
        let mut left = calls;
        let stopped = drive(&model(), &mut smc, 1, |_, _| {
            left -= 1;
            if left == 0 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        if smc.is_done() {
            break;
        }
        let again = Settings {
            histories_limit: Some(smc.limit_here()),
            ..settings.clone()
        };
        match (stopped, weigh(&model(), again, 1)) {
            (Ok(stopped), Ok(again)) => {
                assert!(bytes(&stopped) == bytes(&again), "after {calls} rounds");
                repeated += 1;
            }
            (Err(stopped), Err(again)) => assert_eq!(stopped, again),
            (stopped, again) => panic!("after {calls} rounds: {stopped:?}, {again:?}"),
        }
    }
    assert!(repeated > 10, "{repeated}");
}

#[test]
fn results_may_be_told_late_twice_and_backwards() {
    let model = model();
    let reference = bytes(&weigh(&model, settings(), 1).expect("the model has mass"));
    let mut smc = Smc::new(&model, settings()).expect("settings and priors are fine");
    let runner = Runner::new(&model).expect("priors are fine");
    let mut worker = kidal_weigh::Model::worker(&model);
    let mut old = Vec::new();
    while let Some(batch) = smc.next_batch() {
        let run = |worker: &mut MixedWorker, item| {
            runner.run(worker, item).expect("the item fits the model")
        };
        let mut results: Vec<_> = batch
            .items
            .iter()
            .map(|item| run(&mut worker, item))
            .collect();
        results.reverse();
        let half = results.split_off(results.len() / 2);
        smc.absorb(half.clone()).expect("results fit");
        // What is asked for now is the other half; telling the first half again changes nothing.
        assert_eq!(smc.next_batch().map(|b| b.items.len()), Some(results.len()));
        smc.absorb(half).expect("results fit");
        smc.absorb(old.clone())
            .expect("results of an earlier batch are passed over");
        old.clone_from(&results);
        smc.absorb(results).expect("results fit");
    }
    assert!(bytes(&smc.finish().expect("the run is finished")) == reference);
}

#[test]
fn an_item_alone_is_run_as_within_a_batch() {
    let model = model();
    let smc = Smc::new(&model, settings()).expect("settings and priors are fine");
    let batch = smc.next_batch().expect("work is left");
    let item = &batch.items[3];
    let all = run_batch(&model, &batch, 2).expect("the items fit the model");
    let mut worker = kidal_weigh::Model::worker(&model);
    let alone = run_item(&model, &mut worker, item).expect("the item fits the model");
    let again = Runner::new(&model)
        .and_then(|runner| runner.run(&mut worker, item))
        .expect("the item fits");
    assert!(postcard::to_allocvec(&alone) == postcard::to_allocvec(&again));
    assert!(postcard::to_allocvec(&alone) == postcard::to_allocvec(&all[3]));
}

#[test]
fn particles_run_again_as_points_give_the_same_histories() {
    let posterior = weigh(&model(), settings(), 1).expect("the model has mass");
    let mut points: Vec<Point> = posterior.particles.iter().map(Point::from).collect();
    for threads in [1, 3] {
        let again = evaluate(&model(), &points, threads).expect("the points fit the model");
        for (particle, result) in posterior.particles.iter().zip(again) {
            assert_eq!(
                result,
                Ok((particle.terms.clone(), particle.payload.clone()))
            );
        }
    }
    let failed = &posterior.failures[0];
    let (parameters, refreshes) = (failed.parameters.clone(), failed.refreshes.clone());
    points = vec![Point {
        parameters,
        root: failed.root,
        refreshes,
    }];
    let again = evaluate(&model(), &points, 1).expect("the points fit the model");
    assert_eq!(
        again[0].as_ref().map_err(|failure| &failure.reason),
        Err(&failed.reason)
    );
    points[0].refreshes.pop();
    assert!(matches!(
        evaluate(&model(), &points, 1),
        Err(Trouble::BadResult { .. })
    ));
}

#[test]
fn checkpoints_of_others_and_damaged_ones_are_refused() {
    let smc = Smc::new(&model(), settings()).expect("settings and priors are fine");
    let saved = smc.to_bytes();
    let other = Gaussian::new(vec![1.0], 1.0, 1.0);
    assert!(matches!(
        Smc::from_bytes(&other, &saved),
        Err(Trouble::OtherModel { .. })
    ));
    let other_digest = Settings {
        digest: "another dossier".to_owned(),
        ..settings()
    };
    assert!(matches!(
        Smc::resume(&model(), &other_digest, &saved),
        Err(Trouble::OtherModel { .. })
    ));
    let more = Settings {
        histories_limit: Some(5),
        ..settings()
    };
    assert!(
        Smc::resume(&model(), &more, &saved)
            .is_ok_and(|smc| smc.settings().histories_limit == Some(5))
    );
    let mut damaged = saved.clone();
    *damaged.last_mut().expect("a checkpoint has bytes") ^= 1;
    assert!(matches!(
        Smc::from_bytes(&model(), &damaged),
        Err(Trouble::Unreadable { .. })
    ));
    assert!(matches!(
        Smc::from_bytes(&model(), &saved[..saved.len() - 1]),
        Err(Trouble::Unreadable { .. })
    ));
    assert!(matches!(
        Smc::from_bytes(&model(), b"no"),
        Err(Trouble::Unreadable { .. })
    ));
    let mut newer = saved;
    newer[8] = 99;
    assert!(matches!(
        Smc::from_bytes(&model(), &newer),
        Err(Trouble::OtherFormat { found: 99, .. })
    ));
}

#[test]
fn another_seed_gives_other_histories() {
    let one = weigh(&model(), settings(), 1).expect("the model has mass");
    let other = weigh(
        &model(),
        Settings {
            seed: 2,
            ..settings()
        },
        1,
    )
    .expect("the model has mass");
    assert_ne!(one.particles[0].root, other.particles[0].root);
    assert_ne!(one.log_evidence.value, other.log_evidence.value);
}

/// The bits of a whole result, the same in debug, release and native builds. `cargo xtask goldens` writes the file anew; the commit
/// that does so says why the bits moved.
#[test]
fn the_bits_of_a_result_are_those_of_the_golden_file() {
    let settings = Settings {
        islands: 4,
        chain_length: 16,
        baseline_draws: 200,
        ..settings()
    };
    let posterior = weigh(&model(), settings, 2).expect("the model has mass");
    let words: Vec<u64> = bytes(&posterior).into_iter().map(u64::from).collect();
    let found = format!(
        "{:016x} log evidence {}\n",
        kidal_chance::hash64(&words),
        posterior.log_evidence.value
    );
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/result.golden.txt");
    if std::env::var_os("KIDAL_BLESS").is_some() {
        std::fs::write(path, &found).expect("the golden file can be written");
    }
    let golden = std::fs::read_to_string(path).expect("the golden file is there");
    assert_eq!(found, golden);
}

/// A model that gives a history up at the first term where it cannot come above the floor; `by` is how much too soon.
struct Hasty {
    model: Mixed,
    by: f64,
}

struct HastyWorker {
    worker: MixedWorker,
    by: f64,
}

impl Model for Hasty {
    type Worker = HastyWorker;
    fn parameters(&self) -> &[kidal_weigh::Parameter] {
        self.model.parameters()
    }
    fn blocks(&self) -> usize {
        self.model.blocks()
    }
    fn terms(&self) -> usize {
        self.model.terms()
    }
    fn payload(&self) -> usize {
        self.model.payload()
    }
    fn worker(&self) -> HastyWorker {
        HastyWorker {
            worker: self.model.worker(),
            by: self.by,
        }
    }
}

impl Worker for HastyWorker {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        self.worker.evaluate(parameters, stream, terms, payload)
    }

    fn evaluate_above(
        &mut self,
        parameters: &[f64],
        stream: Stream<'_>,
        floor: f64,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<Run, Failure> {
        let work = self.worker.evaluate(parameters, stream, terms, payload)?;
        // The second term is never above 0, so the first bounds the sum.
        let is_whole = terms[0].is_nan() || terms[0] > floor + self.by;
        if !is_whole {
            terms.fill(f64::NAN);
            payload.fill(f64::NAN);
        }
        Ok(Run { work, is_whole })
    }
}

#[test]
fn histories_given_up_in_time_change_no_result_and_too_soon_do() {
    let model = || Mixed::new();
    let reference = bytes(&weigh(&model(), settings(), 1).expect("the model has mass"));
    let hasty = |by: f64| {
        let hasty = Hasty { model: model(), by };
        bytes(&weigh(&hasty, settings(), 1).expect("the model has mass"))
    };
    assert!(hasty(0.0) == reference);
    assert!(hasty(3.0) != reference);
}

#[test]
fn of_a_longer_chain_every_so_manieth_state_is_kept() {
    let model = model();
    let mut smc = Smc::new(&model, settings()).expect("settings and priors are fine");
    let mut worker = model.worker();
    let runner = Runner::new(&model).expect("priors are fine");
    while smc.last_kernel().is_none() || smc.progress().temperature == 0.0 {
        let batch = smc.next_batch().expect("the run is not over");
        let results = batch.items.iter().map(|item| runner.run(&mut worker, item));
        let results: Result<Vec<_>, _> = results.collect();
        smc.absorb(results.expect("items fit"))
            .expect("results fit");
    }
    let item = smc.next_batch().expect("chains are due").items[0].clone();
    let states = |moves, every| {
        let mut item = item.clone();
        let Task::Advance {
            moves: count,
            keep_every,
            ..
        } = &mut item.task
        else {
            panic!("the item is no chain");
        };
        (*count, *keep_every) = (moves, every);
        runner
            .run(&mut model.worker(), &item)
            .expect("it runs")
            .particles
    };
    let all = states(12, 1);
    let kept: Vec<_> = all.iter().step_by(4).cloned().collect();
    assert_eq!(all.len(), 13);
    assert_eq!(states(12, 4), kept);
}
