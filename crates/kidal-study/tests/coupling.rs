//! Counterfactuals share the luck of the histories that they change: what comes before the change stays, exactly.

mod common;

use common::{Folder, MILL, files, mill, options};
use kidal_battle::{Probes, Record, Runner, Scenario, Streams};
use kidal_chance::Draws;
use kidal_scenario::question::{Edit, edit_parts};
use kidal_study::{Quiet, weigh};

/// Answers of `n` histories of a scenario, drawn with common luck, with the edits applied.
fn answers(folder: &Folder, edits: &[Edit], n: u64) -> Vec<Vec<Option<f64>>> {
    let compiled = kidal_scenario::compile(&folder.dossier, &folder.files)
        .expect("no faults")
        .expect("a scenario");
    let mut parts = compiled.parts.clone();
    edit_parts(&mut parts, edits);
    let scenario = Scenario::build(&parts).expect("it builds");
    let mut probes = Vec::new();
    let mut early = |quantity: &kidal_scenario::Quantity| {
        quantity.compile(&mut probes);
    };
    for meaning in compiled.events.values() {
        for pattern in meaning.begins.iter().chain(&meaning.fire) {
            early(&kidal_scenario::Quantity::measure(
                kidal_battle::Measure::EventTime {
                    pattern: pattern.clone(),
                    nth: 0,
                },
            ));
        }
    }
    let everyone: Vec<_> = (0..parts.contingents.len())
        .map(|at| kidal_battle::parts::ContingentId(at as u16))
        .collect();
    for hour in [6.0, 24.0, 30.0, 36.0, 48.0, 53.0] {
        early(&kidal_scenario::Quantity::measure(
            kidal_battle::Measure::Men {
                who: everyone.clone(),
                count: kidal_battle::measure::Count::Fit,
                when: kidal_battle::When::Time(hour * 3600.0),
            },
        ));
    }
    let probes = Probes::new(&scenario, probes).expect("the probes fit");
    let mut runner = Runner::new(&scenario, &probes);
    let mut record = Record::new();
    (0..n)
        .map(|root| {
            let mut draws = Draws::at(11, root, 0);
            let row: Vec<f64> = parts
                .parameters
                .iter()
                .map(|parameter| parameter.low + draws.uniform() * (parameter.high - parameter.low))
                .collect();
            // The factor has two levels.
            let row: Vec<f64> = row
                .iter()
                .zip(&parts.parameters)
                .map(|(value, parameter)| {
                    if parameter.name == "why-left" {
                        value.round()
                    } else {
                        *value
                    }
                })
                .collect();
            let streams = Streams {
                root,
                refreshes: &[],
            };
            runner.run(&row, streams, &mut record).expect("it runs");
            record
                .answers
                .iter()
                .map(|answer| answer.number())
                .collect()
        })
        .collect()
}

#[test]
fn an_order_that_comes_late_changes_nothing_before_it() {
    // The guard is ordered to leave 54 hours in; whatever was before that is the same whether or not it is.
    let folder = mill();
    let order = kidal_battle::parts::OrderId(2);
    let late = 54.0 * 3600.0;
    let never = answers(&folder, &[Edit::Order(order, 0.0)], 60);
    let always = answers(&folder, &[Edit::Order(order, 1.0)], 60);
    let mut differs = 0;
    for (history, (a, b)) in never.iter().zip(&always).enumerate() {
        for (index, (x, y)) in a.iter().zip(b).enumerate() {
            let is_time = index < a.len() - 6;
            let came_early = |value: &Option<f64>| value.is_some_and(|time| time < late);
            if !is_time || came_early(x) || came_early(y) {
                assert_eq!(
                    x.map(f64::to_bits),
                    y.map(f64::to_bits),
                    "history {history}, answer {index}: {x:?} and {y:?}"
                );
            } else if x != y {
                differs += 1;
            }
        }
    }
    assert!(
        differs > 10,
        "the order itself changes what comes after: {differs}"
    );
}

#[test]
fn an_intervention_that_changes_nothing_gives_the_factual_numbers() {
    let mut files = files(MILL);
    let evidence = files.get("evidence.toml").expect("evidence").to_string();
    files.insert("evidence.toml", format!("{evidence}{}", common::CLAIMS));
    let scenario = files.get("scenario.toml").expect("scenario").to_string();
    let idle = "\n[[intervention]]\nid = \"idle\"\ntitle = \"Nothing is changed\"\nasks = \"fell\"\nchange = [{ order = \"assault\", probability = 0.9 }, { men = [\"mill-guard\"], times = 1 }]\n";
    files.insert("scenario.toml", format!("{scenario}{idle}"));
    let folder = Folder::new(files);
    let weighed = weigh(folder.case(), &options(), None, &mut Quiet).expect("it is weighed");
    let record = weighed
        .findings
        .counterfactuals
        .iter()
        .find(|record| record.id == "idle")
        .expect("it was played");
    assert_eq!(record.same_history.value, record.factual.value);
    assert_eq!(record.fresh_luck.value, record.fresh_luck_factual.value);
    assert_eq!(
        record.before_accounts.value,
        record.before_accounts_factual.value
    );
    assert!(!record.depends_on_luck);
    assert!(
        record.sentence.contains("changes little"),
        "{}",
        record.sentence
    );
}
