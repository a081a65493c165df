//! A study whose work is done elsewhere has the same bytes, whatever order the answers come in, also where they come
//! twice, and where the workers are gone in the middle and come back.

mod common;

use common::{Folder, bytes, mill, options};
use kidal_chance::Draws;
use kidal_study::{
    Design, Farm, Hand, Hooks, Plan, Progress, Quiet, Refusal, Stop, StudyError, SweepOptions,
    WeighOptions, sweep, sweep_on, weigh, weigh_on,
};

/// Workers that answer in any order, some of them twice, until their strength is gone.
struct Disorderly {
    hand: Hand,
    draws: Draws,
    histories: u32,
    /// Answers that are still given.
    strength: usize,
    given: usize,
}

impl Disorderly {
    fn new(folder: &Folder, seed: u64, histories: u32) -> Self {
        Self {
            hand: Hand::new(folder.dossier.clone(), folder.files.clone()),
            draws: Draws::at(seed, 0, 0),
            histories,
            strength: usize::MAX,
            given: 0,
        }
    }
}

impl Farm for Disorderly {
    fn histories(&mut self) -> u32 {
        self.histories
    }

    fn places(&mut self) -> usize {
        3
    }

    fn run(
        &mut self,
        tasks: Vec<Vec<u8>>,
        tell: &mut dyn FnMut(usize, &[u8]) -> Result<bool, StudyError>,
    ) -> Result<(), StudyError> {
        let mut order: Vec<usize> = (0..tasks.len()).collect();
        for last in (1..order.len()).rev() {
            order.swap(last, (self.draws.uniform() * (last + 1) as f64) as usize);
        }
        for number in order {
            if self.given >= self.strength {
                return Err(StudyError::Run("the workers are gone".into()));
            }
            let answer = self.hand.work(&tasks[number]).expect("it is done");
            self.given += 1;
            let times = 1 + usize::from(self.draws.uniform() < 0.3);
            for _ in 0..times {
                if !tell(number, &answer)? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

fn design() -> SweepOptions {
    SweepOptions {
        seed: 7,
        threads: 2,
        design: Design::Plan(Plan::Saltelli {
            base: 64,
            second_order: false,
        }),
        factors: vec!["guard-men".into(), "order:assault".into()],
        table: None,
        replicates: None,
        outcomes: Vec::new(),
        command: "kidal sweep mill".into(),
    }
}

#[test]
fn a_sweep_on_a_disorderly_farm_is_the_same() {
    let folder = mill();
    let here = sweep(folder.case(), &design(), None, &mut Quiet).expect("it is swept");
    for (seed, histories) in [(1, 1), (2, 17), (3, 10_000)] {
        let mut farm = Disorderly::new(&folder, seed, histories);
        let there = sweep_on(folder.case(), &design(), None, &mut Quiet, Some(&mut farm))
            .expect("it is swept");
        assert!(here == there, "tasks of {histories} histories");
        assert!(farm.given > 0);
    }
}

#[test]
fn a_weighing_on_a_disorderly_farm_is_the_same() {
    let folder = mill();
    let here = bytes(&weigh(folder.case(), &options(), None, &mut Quiet).expect("it is weighed"));
    for (seed, histories) in [(1, 1), (2, 24)] {
        let mut farm = Disorderly::new(&folder, seed, histories);
        let there = weigh_on(folder.case(), &options(), None, &mut Quiet, Some(&mut farm))
            .expect("it is weighed");
        assert!(here == bytes(&there), "tasks of {histories} histories");
        assert!(farm.given > 0);
    }
}

/// Keeps the last checkpoint.
#[derive(Default)]
struct Keeps(Vec<u8>);

impl Hooks for Keeps {
    fn checkpoint(&mut self, state: &[u8]) {
        self.0 = state.to_vec();
    }
    fn progress(&mut self, _: &Progress) {}
    fn stop(&mut self) -> Stop {
        Stop::Go
    }
}

#[test]
fn workers_that_die_leave_a_checkpoint_from_which_others_go_on() {
    let folder = mill();
    let whole = sweep(folder.case(), &design(), None, &mut Quiet).expect("it is swept");
    let mut kept = Keeps::default();
    let mut farm = Disorderly::new(&folder, 5, 8);
    farm.strength = 20;
    let gone = sweep_on(folder.case(), &design(), None, &mut kept, Some(&mut farm));
    assert_eq!(gone, Err(StudyError::Run("the workers are gone".into())));
    assert!(!kept.0.is_empty(), "the first tasks were answered");
    let on = sweep(folder.case(), &design(), Some(&kept.0), &mut Quiet).expect("it goes on");
    assert!(on == whole);

    let whole = bytes(&weigh(folder.case(), &options(), None, &mut Quiet).expect("it is weighed"));
    let mut kept = Keeps::default();
    let mut farm = Disorderly::new(&folder, 6, 1);
    farm.strength = 50;
    let gone = weigh_on(folder.case(), &options(), None, &mut kept, Some(&mut farm));
    assert!(matches!(gone, Err(StudyError::Run(_))));
    let mut others = Disorderly::new(&folder, 7, 30);
    let on = weigh_on(
        folder.case(),
        &options(),
        Some(&kept.0),
        &mut Quiet,
        Some(&mut others),
    )
    .expect("it goes on");
    assert!(bytes(&on) == whole);
}

/// Hands back what no task asked for.
struct Wrong(Vec<u8>, usize);

impl Farm for Wrong {
    fn histories(&mut self) -> u32 {
        1
    }
    fn places(&mut self) -> usize {
        1
    }
    fn run(
        &mut self,
        _: Vec<Vec<u8>>,
        tell: &mut dyn FnMut(usize, &[u8]) -> Result<bool, StudyError>,
    ) -> Result<(), StudyError> {
        tell(self.1, &self.0).map(|_| ())
    }
}

#[test]
fn answers_that_are_none_are_refused() {
    let folder = mill();
    for (answer, number) in [(vec![0; 7], 0), (vec![0; 8], 0), (vec![0; 64], 9)] {
        let mut farm = Wrong(answer.clone(), number);
        let swept = sweep_on(folder.case(), &design(), None, &mut Quiet, Some(&mut farm));
        assert!(matches!(swept, Err(StudyError::Run(_))), "{answer:?}");
    }
    let mut farm = Wrong(vec![200; 9], 0);
    let weighed = weigh_on(
        folder.case(),
        &WeighOptions::default(),
        None,
        &mut Quiet,
        Some(&mut farm),
    );
    assert!(matches!(weighed, Err(StudyError::Run(_))));
}

/// Catches the first task.
struct Catches(Vec<u8>);

impl Farm for Catches {
    fn histories(&mut self) -> u32 {
        4
    }
    fn places(&mut self) -> usize {
        1
    }
    fn run(
        &mut self,
        tasks: Vec<Vec<u8>>,
        _: &mut dyn FnMut(usize, &[u8]) -> Result<bool, StudyError>,
    ) -> Result<(), StudyError> {
        self.0.clone_from(&tasks[0]);
        Err(StudyError::Interrupted)
    }
}

#[test]
fn a_task_of_another_version_or_dossier_is_refused_and_both_are_named() {
    let folder = mill();
    let mut farm = Catches(Vec::new());
    let caught = sweep_on(folder.case(), &design(), None, &mut Quiet, Some(&mut farm));
    assert_eq!(caught, Err(StudyError::Interrupted));
    let task = farm.0;
    let hand = Hand::new(folder.dossier.clone(), folder.files.clone());
    assert!(hand.work(&task).is_ok());
    // The version is the first text of a task: its length, then its letters.
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(&task[1..=version.len()], version.as_bytes());
    let mut other = task.clone();
    other[1] = b'9';
    let refusal = hand.work(&other).expect_err("another version");
    let said = refusal.to_string();
    assert!(matches!(refusal, Refusal::OtherVersion { .. }));
    assert!(said.contains(version) && said.contains("9."), "{said}");
    let other = Folder::new(common::files("dossiers/alamo-1836"));
    let hand = Hand::new(other.dossier, other.files);
    assert!(matches!(
        hand.work(&task),
        Err(Refusal::OtherDossier { wanted }) if wanted == folder.dossier.digest
    ));
    assert_eq!(hand.work(&task[..3]), Err(Refusal::NoTask));
}
