//! Designed experiments: the same bytes whatever the threads and cuts, factors that act as they are told, bad ones refused.

mod common;

use common::{Folder, mill};
use kidal_findings::{Findings, SweepRecord, json};
use kidal_study::{
    Design, FactorTable, Hooks, Plan, Progress, Quiet, Stop, StudyError, SweepOptions, sweep,
};

fn options(design: Plan, factors: &[&str]) -> SweepOptions {
    SweepOptions {
        seed: 7,
        threads: 1,
        design: Design::Plan(design),
        factors: factors.iter().map(|word| (*word).to_string()).collect(),
        table: None,
        replicates: None,
        outcomes: Vec::new(),
        command: "kidal sweep mill".into(),
    }
}

fn saltelli() -> Plan {
    Plan::Saltelli {
        base: 64,
        second_order: false,
    }
}

fn swept(folder: &Folder, options: &SweepOptions) -> Findings {
    sweep(folder.case(), options, None, &mut Quiet).expect("it is swept")
}

fn record(findings: &Findings) -> &SweepRecord {
    findings.sweep.as_ref().expect("a sweep has a record")
}

fn refusal(options: &SweepOptions) -> String {
    match sweep(mill().case(), options, None, &mut Quiet) {
        Err(StudyError::Usage(message)) => message,
        other => panic!("{other:?}"),
    }
}

#[test]
fn threads_change_no_byte() {
    let folder = mill();
    let mut options = options(saltelli(), &["guard-men", "order:assault"]);
    let one = json::to_json(&swept(&folder, &options)).expect("it is written");
    options.threads = 8;
    let eight = json::to_json(&swept(&folder, &options)).expect("it is written");
    assert!(one == eight);
    assert_eq!(
        json::from_json(&one).expect("it is read"),
        swept(&folder, &options)
    );
}

/// Stops after some batches, keeping the last state.
struct Cut {
    left: u32,
    kept: Vec<u8>,
}

impl Hooks for Cut {
    fn checkpoint(&mut self, state: &[u8]) {
        self.kept = state.to_vec();
    }
    fn progress(&mut self, _: &Progress) {}
    fn stop(&mut self) -> Stop {
        if self.left == 0 {
            return Stop::Interrupt;
        }
        self.left -= 1;
        Stop::Go
    }
}

#[test]
fn a_sweep_that_is_cut_off_and_gone_on_with_is_the_same() {
    let folder = mill();
    let mut options = options(saltelli(), &["guard-men", "grey-men"]);
    options.design = Design::Plan(Plan::Saltelli {
        base: 300,
        second_order: false,
    });
    let whole = swept(&folder, &options);
    let mut cut = Cut {
        left: 1,
        kept: Vec::new(),
    };
    let stopped = sweep(folder.case(), &options, None, &mut cut);
    assert!(matches!(stopped, Err(StudyError::Interrupted)));
    assert!(!cut.kept.is_empty());
    let on = sweep(folder.case(), &options, Some(&cut.kept), &mut Quiet).expect("it goes on");
    assert_eq!(on, whole);
    let foreign = sweep(folder.case(), &options, Some(&[0; 8]), &mut Quiet);
    assert!(matches!(foreign, Err(StudyError::Run(_))));
}

#[test]
fn the_order_on_which_the_fall_depends_is_found() {
    // Without the assault the mill does not fall, whatever else is moved.
    let mut options = options(saltelli(), &["order:assault", "rifle-share"]);
    options.outcomes = vec!["fell".into()];
    let findings = swept(&mill(), &options);
    let response = &record(&findings).responses[0];
    let of = |factor: &str| {
        response
            .indices
            .iter()
            .find(|index| index.factor == factor)
            .expect("each factor has an index")
            .total
            .value
    };
    assert!(of("order:assault") > of("rifle-share"), "{response:#?}");
    assert_eq!(response.indices.len(), 3, "luck is the third");
}

#[test]
fn a_table_gives_the_same_as_words() {
    let folder = mill();
    let words = options(
        Plan::Sobol { runs: 16 },
        &["guard-men", "order:assault=0.2..0.8", "men:greys=0.5..2"],
    );
    let mut table = options(Plan::Sobol { runs: 16 }, &[]);
    table.table = Some(FactorTable {
        name: "mine.toml".into(),
        text: "[[factor]]\nparameter = \"guard-men\"\n[[factor]]\norder = \"assault\"\nlow = 0.2\nhigh = 0.8\n[[factor]]\nmen = \"greys\"\nlow = 0.5\nhigh = 2\n"
            .into(),
    });
    assert_eq!(swept(&folder, &words), swept(&folder, &table));
}

#[test]
fn a_factor_with_levels_takes_each_of_them() {
    let findings = swept(&mill(), &options(Plan::Sobol { runs: 16 }, &["why-left"]));
    let factor = &record(&findings).factors[0];
    assert_eq!(factor.levels, ["ordered", "broken"]);
    let broken = factor.values.iter().filter(|value| **value == 1.0).count();
    assert_eq!(broken, 8, "half of the prior's weight");
}

#[test]
fn without_factors_every_unknown_is_moved() {
    let findings = swept(
        &mill(),
        &options(
            Plan::Morris {
                trajectories: 2,
                levels: 4,
            },
            &[],
        ),
    );
    let record = record(&findings);
    assert_eq!(record.factors.len(), 5 - record.held.len());
    assert!(
        record
            .responses
            .iter()
            .all(|response| response.undefined > 0
                || response.sd == 0.0
                || !response.screening.is_empty())
    );
}

#[test]
fn what_cannot_be_is_refused_with_a_remedy() {
    let says = |factor: &str, words: &str| {
        let message = refusal(&options(saltelli(), &[factor]));
        assert!(message.contains(words), "{message}");
    };
    says("gard-men", "did you mean");
    says("guard-men=1..", "LOW..HIGH");
    says("guard-men=-50..100000", "leaves that");
    says("order:assault=0.5..2", "between 0 and 1");
    says("men:greys", "need a range");
    says("why-left=0..1", "levels");
    let twice = refusal(&options(saltelli(), &["guard-men", "guard-men"]));
    assert!(twice.contains("two factors"), "{twice}");
    let mut outcome = options(saltelli(), &["guard-men"]);
    outcome.outcomes = vec!["fel".into()];
    assert!(refusal(&outcome).contains("fell"));
    let large = refusal(&options(
        Plan::Saltelli {
            base: 65_536,
            second_order: true,
        },
        &[
            "guard-men",
            "grey-men",
            "rifle-share",
            "order:call-off",
            "order:assault",
            "order:leave",
            "men:greys=1..2",
        ],
    ));
    assert!(large.contains("more than"), "{large}");
}

/// One fault of a range stood at the factor, and its `parameter` was then called unknown, whatever it named.
#[test]
fn a_range_the_wrong_way_round_is_one_fault_at_its_low_end() {
    let faults_of = |name: &str| {
        let mut options = options(saltelli(), &[]);
        let text = format!("[[factor]]\n{name}\nlow = 600\nhigh = 200\n");
        options.table = Some(FactorTable {
            name: "mine.toml".into(),
            text: text.clone(),
        });
        let Err(StudyError::Factors(faults)) = sweep(mill().case(), &options, None, &mut Quiet)
        else {
            panic!("{text}");
        };
        let one = |fault: &kidal_diag::Diagnostic| {
            let at = &text[fault.annotations[0].span.clone()];
            format!("{at}: {}", fault.message)
        };
        faults.iter().map(one).collect::<Vec<String>>()
    };
    for name in [
        "parameter = \"guard-men\"",
        "order = \"assault\"",
        "men = \"greys\"",
    ] {
        let faults = faults_of(name);
        assert_eq!(faults.len(), 1, "{name}: {faults:#?}");
        assert!(
            faults[0].starts_with("600: ") && faults[0].contains("below `high`"),
            "{faults:#?}"
        );
    }
    let faults = faults_of("parameter = \"gard-men\"");
    assert!(
        faults.len() == 2 && faults.iter().any(|fault| fault.contains("gard-men")),
        "{faults:#?}"
    );
}

#[test]
fn faults_of_a_table_are_located() {
    let mut options = options(saltelli(), &[]);
    let text = "[[factor]]\nparameter = \"gard-men\"\n[[factor]]\norder = \"assault\"\nlow = 2\n[[factor]]\nparametr = \"guard-men\"\n";
    options.table = Some(FactorTable {
        name: "elsewhere/mine.toml".into(),
        text: text.into(),
    });
    match sweep(mill().case(), &options, None, &mut Quiet) {
        Err(StudyError::Factors(faults)) => {
            assert!(faults.len() >= 3, "{faults:#?}");
            for fault in &faults {
                let place = &fault.annotations[0];
                assert_eq!(place.file, "elsewhere/mine.toml");
                assert!(place.span.end <= text.len());
            }
        }
        other => panic!("{other:?}"),
    }
}
