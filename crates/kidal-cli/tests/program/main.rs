//! Runs the program as a user does: arguments in, output, messages and exit code out.

mod bad_inputs;
mod corpus;
mod doors;
mod evidence;
mod findings;
mod import;
mod kills;
mod scene;
mod sweep;
mod weigh;
