//! Every dossier of the repository reads, compiles, replays and is weighed with a small effort; no answer hangs on the step.

mod common;

use common::{Folder, files, options};
use kidal_study::{Quiet, ReplayOptions, replay_count, verify_step, weigh};

/// The dossiers that are not tried elsewhere: of other battles than Kidal's.
const OTHERS: [&str; 2] = ["dossiers/alamo-1836", "dossiers/iwo-jima-1945"];

#[test]
fn battles_of_other_ages_are_replayed_and_weighed() {
    for name in OTHERS {
        let folder = Folder::new(files(name));
        let counted = replay_count(folder.case(), 20, &ReplayOptions::default(), &mut Quiet)
            .unwrap_or_else(|trouble| panic!("{name}: {trouble:?}"));
        assert_eq!((counted.histories, counted.failures), (20, 0), "{name}");
        let weighed = weigh(folder.case(), &options(), None, &mut Quiet)
            .unwrap_or_else(|trouble| panic!("{name}: {trouble:?}"));
        assert!(weighed.findings.questions.len() >= 5, "{name}");
    }
}

#[test]
fn no_answer_hangs_on_the_step() {
    for name in OTHERS {
        let folder = Folder::new(files(name));
        let report = verify_step(folder.case(), &ReplayOptions::default(), 100)
            .unwrap_or_else(|trouble| panic!("{name}: {trouble:?}"));
        for row in report.rows {
            assert!(row.passes, "{name}: {row:?}");
        }
    }
}
