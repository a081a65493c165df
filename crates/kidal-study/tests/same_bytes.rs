//! A study is the same for any number of threads, and when it was cut off and gone on with.

mod common;

use common::{bytes, mill, options};
use kidal_study::{Hooks, Progress, Quiet, Stop, StudyError, WeighOptions, weigh};

#[test]
fn a_study_is_the_same_on_one_two_and_eight_threads() {
    let folder = mill();
    let one = |threads: usize| {
        let options = WeighOptions {
            threads,
            ..options()
        };
        bytes(&weigh(folder.case(), &options, None, &mut Quiet).expect("it is weighed"))
    };
    let first = one(1);
    assert!(first == one(2), "two threads give another result than one");
    assert!(
        first == one(8),
        "eight threads give another result than one"
    );
}

/// Interrupts after some calls, keeping the last checkpoint.
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
fn a_study_that_is_cut_off_and_gone_on_with_is_the_same() {
    let folder = mill();
    let whole = weigh(folder.case(), &options(), None, &mut Quiet).expect("it is weighed");
    let mut state: Option<Vec<u8>> = None;
    let mut cuts = 0;
    let pieced = loop {
        let mut hooks = Cut {
            left: 2,
            kept: Vec::new(),
        };
        match weigh(folder.case(), &options(), state.as_deref(), &mut hooks) {
            Ok(weighed) => break weighed,
            Err(StudyError::Interrupted) => {
                cuts += 1;
                assert!(cuts < 500, "it never ends");
                if hooks.kept.is_empty() {
                    // Cut off after the sampler: the state is that of its end.
                    let mut hooks = Quiet;
                    break weigh(folder.case(), &options(), state.as_deref(), &mut hooks)
                        .expect("it is weighed");
                }
                state = Some(hooks.kept);
            }
            Err(other) => panic!("{other:?}"),
        }
    };
    assert!(cuts > 1, "it was cut off {cuts} times");
    assert!(bytes(&whole) == bytes(&pieced));
}

#[test]
fn a_state_of_another_study_is_refused() {
    let folder = mill();
    let mut hooks = Cut {
        left: 5,
        kept: Vec::new(),
    };
    let cut = weigh(folder.case(), &options(), None, &mut hooks);
    assert!(matches!(cut, Err(StudyError::Interrupted)));
    let other = WeighOptions {
        seed: 3,
        ..options()
    };
    for (options, state) in [
        (&other, hooks.kept.clone()),
        (&options(), hooks.kept[..hooks.kept.len() / 2].to_vec()),
        (&options(), vec![7; 100]),
    ] {
        let refused = weigh(folder.case(), options, Some(&state), &mut Quiet);
        assert!(matches!(
            refused,
            Err(StudyError::Run(_) | StudyError::Usage(_))
        ));
    }
}
