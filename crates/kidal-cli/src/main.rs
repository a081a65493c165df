//! The command line of Kidal: parses, calls `kidal-commands`, prints. Holds no logic of its own.

mod arguments;
mod colour;
mod doors;
mod interrupt;
mod panic;
mod print;
mod progress;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};
use kidal_commands::exit;

fn main() -> ExitCode {
    panic::install_hook();
    let command = arguments::Arguments::command();
    let parsed = command
        .try_get_matches()
        .and_then(|matches| arguments::Arguments::from_arg_matches(&matches));
    let code = match parsed {
        Ok(arguments) => doors::run(arguments.command),
        Err(message) => usage(&message),
    };
    ExitCode::from(code)
}

/// Prints what clap has to say: help and version are answers, all else is a misunderstanding.
fn usage(message: &clap::Error) -> u8 {
    // A reader that has gone away needs no help text.
    let _ = message.print();
    if message.use_stderr() {
        exit::USAGE
    } else {
        exit::DONE
    }
}
