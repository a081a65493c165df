//! What people read in findings has names, and the same number wherever the same thing is meant.

mod common;

use common::{Folder, files, options};
use kidal_findings::{AnswerValue, wording};
use kidal_study::{Effort, Quiet, WeighOptions, weigh};

/// The page told "level 2 twice as likely", an event as `told-bamako`, one prior share as 0.33 and as 0.34, and "more than 99 in
/// 100" beside 0.95.
#[test]
fn levels_and_events_have_titles_and_shares_one_number() {
    let folder = Folder::new(files("dossiers/kidal-2012"));
    let options = WeighOptions {
        effort: Effort {
            prior_histories: 400,
            ..Effort::small()
        },
        threads: 2,
        ..options()
    };
    let weighed = weigh(folder.case(), &options, None, &mut Quiet).expect("it is weighed");
    let findings = weighed.findings;

    let ranges = findings.factors.iter().flat_map(|factor| &factor.levels);
    let names: Vec<&str> = ranges
        .map(|level| level.range.moved_most_by.as_str())
        .chain(findings.headline.warnings.iter().map(String::as_str))
        .collect();
    assert!(
        names.iter().all(|name| !name.contains("level ")),
        "{names:#?}"
    );

    // What falls short of an aim stands in the first lines where the program says so by name, not by words of its value.
    let warned = |name: &str| {
        let warnings = &findings.headline.warnings;
        warnings
            .iter()
            .any(|warning| warning.starts_with(&format!("{name}: ")))
    };
    for line in &findings.computation.plain {
        let is_for_the_page = [
            "plain sampling beside it",
            "alternatives that could not be judged",
            "unknown that chains agree on least",
        ]
        .contains(&line.name.as_str());
        let expected = !line.passes || line.warns && !is_for_the_page;
        assert_eq!(warned(&line.name), expected, "{line:?}");
    }

    for row in &findings.timeline {
        let is_id = row.row.contains('-') && folder.dossier.name_of(&row.row).is_none();
        let is_named = row.row.contains(' ');
        assert!(is_named || !is_id, "{}", row.row);
    }

    for factor in &findings.factors {
        let unknown = findings.parameters.iter().find(|one| one.name == factor.id);
        let unknown = unknown.unwrap_or_else(|| panic!("{} is an unknown", factor.id));
        let shares: Vec<f64> = factor.levels.iter().map(|level| level.prior).collect();
        assert_eq!(unknown.prior.levels.len(), shares.len());
        for (one, other) in unknown.prior.levels.iter().zip(&shares) {
            assert_eq!(
                wording::share(*one),
                wording::share(*other),
                "{}",
                factor.id
            );
        }
    }

    for question in &findings.questions {
        let (AnswerValue::Probability { .. }, Some(range)) = (&question.answer, &question.range)
        else {
            continue;
        };
        let is_all = question
            .sentence
            .to_lowercase()
            .contains("more than 99 in 100");
        assert!(!is_all || range.low > 0.995, "{}", question.sentence);
        let bounds = wording::bounds(range.low, range.high);
        let is_said = question.sentence.contains(&bounds) || question.cannot_tell;
        assert!(is_said, "{} {bounds}", question.sentence);
    }
}
