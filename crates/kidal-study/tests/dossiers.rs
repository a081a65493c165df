//! Every dossier of the repository reads, compiles, replays and is weighed with a small effort; no answer hangs on the step.

mod common;

use common::{Folder, MILL, files, options};
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

/// In this history of Kidal a contingent met others at a look at all, and none was near any more when somebody next moved: it kept
/// its targets. That it has none is asserted within.
#[test]
fn who_lost_sight_of_everybody_has_no_target() {
    let folder = Folder::new(files("dossiers/kidal-2012"));
    let options = ReplayOptions {
        seed: 2012,
        run: 774,
        ..ReplayOptions::default()
    };
    let counted = replay_count(folder.case(), 1, &options, &mut Quiet).expect("it is played");
    assert_eq!((counted.histories, counted.failures), (1, 0));
}

#[test]
fn no_answer_hangs_on_the_step() {
    for name in OTHERS {
        let folder = Folder::new(files(name));
        let report = verify_step(folder.case(), &ReplayOptions::default(), 100)
            .unwrap_or_else(|trouble| panic!("{name}: {trouble:?}"));
        for row in report.rows {
            assert!(row.passes && row.elements_pass, "{name}: {row:?}");
        }
    }
}

#[test]
fn what_comes_from_the_size_of_elements_is_seen() {
    let mut files = files(MILL);
    let scenario = files.get("scenario.toml").expect("it is there").to_owned();
    // One element of a whole contingent has one point, one morale and one luck.
    let coarse = scenario.replace("element_men = 5", "element_men = 400");
    assert_ne!(coarse, scenario);
    files.insert("scenario.toml", coarse);
    let folder = Folder::new(files);
    let report = verify_step(folder.case(), &ReplayOptions::default(), 1_000)
        .unwrap_or_else(|trouble| panic!("{trouble:?}"));
    let fall = &report.rows[0];
    assert_eq!(fall.measure, "Did the mill fall?");
    let moved = fall.elements_difference;
    assert!(moved.value.abs() > 4.0 * moved.error, "{fall:?}");
    // A quarter of the step tells nothing of it.
    assert!(
        fall.quartered_difference.value.abs() < moved.value.abs(),
        "{fall:?}"
    );
}
