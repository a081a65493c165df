//! The one place where commands reach the study: a change of its calls is felt here and nowhere else.

pub use kidal_study::{
    Case, Changeable, Counted, Design, Effort, Entry, FactorTable, Farm, Hand, Head, Hooks, Maker,
    Plan, Progress, Refusal, ReplayOptions, STEP_BIAS, StepReport, StepRow, Stop, StudyError,
    SweepOptions, WeighOptions, changeable, replay, replay_count, sweep_on, verify_step, weigh,
    weigh_on, whatif,
};
