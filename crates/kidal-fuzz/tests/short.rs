//! Every reader answers some hundred mutants.

use kidal_fuzz::targets;
use kidal_fuzz::watch::{Until, run};

#[test]
fn every_reader_answers_its_mutants() {
    for target in targets::all() {
        // Chosen by us because the slowest reader then takes a few seconds in a build without optimisation.
        let report = run(&target, 2, Until::Count(300));
        assert!(
            report.failures.is_empty(),
            "{}: {:#?}",
            target.name,
            report.failures
        );
        assert_eq!(report.mutants, 300);
    }
}

#[test]
fn a_reader_that_panics_and_one_that_is_wrong_are_found() {
    let mut target = targets::all().remove(1);
    target.read = |text| {
        assert!(!text.contains(".."), "two dots");
        Ok(())
    };
    let report = run(&target, 2, Until::Count(300));
    assert!(
        report
            .failures
            .iter()
            .any(|failure| failure.what.contains("two dots"))
    );
    target.read = |text| {
        if text.len() > 40 {
            Err("long".into())
        } else {
            Ok(())
        }
    };
    assert!(!run(&target, 2, Until::Count(300)).failures.is_empty());
}
