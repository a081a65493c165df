//! The one place where commands reach the study: a change of its calls is felt here and nowhere else.

pub use kidal_study::{
    Case, Changeable, Counted, Effort, Entry, Hooks, Progress, ReplayOptions, STEP_BIAS,
    StepReport, StepRow, Stop, StudyError, WeighOptions, changeable, replay, replay_count,
    verify_step, weigh, whatif,
};
