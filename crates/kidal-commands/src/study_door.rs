//! The one place where commands reach the study: a change of its calls is felt here and nowhere else.

pub use kidal_study::{
    Case, Counted, Effort, Hooks, Progress, ReplayOptions, StepReport, StepRow, Stop, StudyError,
    WeighOptions, replay, replay_count, verify_step, weigh, whatif,
};
