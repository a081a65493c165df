//! Exit codes of the program. Scripts rely on them: a number never changes its meaning.

/// Done.
pub const DONE: u8 = 0;
/// `check` found a contradiction. In every other command a contradiction is a result, not a failure.
pub const CONTRADICTIONS: u8 = 1;
/// An input could not be read: a dossier, findings, a file.
pub const UNREADABLE: u8 = 2;
/// The work could not be done or written, or `rerun` found other bytes.
pub const RUN_FAILED: u8 = 3;
/// Done and written, but the diagnostics of the computation say: do not trust it.
pub const DO_NOT_TRUST: u8 = 4;
/// The command was not understood.
pub const USAGE: u8 = 64;
/// A panic: a fault of the program.
pub const OUR_FAULT: u8 = 101;
/// Interrupted; the same command goes on.
pub const INTERRUPTED: u8 = 130;

/// Every code with its meaning, as the help prints it.
pub const ALL: [(u8, &str); 8] = [
    (DONE, "done"),
    (
        CONTRADICTIONS,
        "contradictions found (only `check`: elsewhere they are results)",
    ),
    (UNREADABLE, "input unreadable"),
    (
        RUN_FAILED,
        "the run or the writing failed, or `rerun` found other bytes",
    ),
    (
        DO_NOT_TRUST,
        "done and written, but diagnostics say: do not trust it",
    ),
    (USAGE, "the command was not understood"),
    (OUR_FAULT, "a fault of the program itself; please report it"),
    (INTERRUPTED, "interrupted; the same command goes on"),
];
