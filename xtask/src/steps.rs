//! Commands that are run one after the other.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::tree::root;

/// A command in the repository's root, without input.
pub fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::null());
    command
}

/// Cargo, the one that runs this program.
pub fn cargo(arguments: &[&str]) -> Command {
    command(
        &std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()),
        arguments,
    )
}

/// Runs to the end, its output going to the terminal.
pub fn finish(mut command: Command) -> Result<(), String> {
    let shown = command_line(&command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` ended with {status}")),
        Err(error) => Err(format!("failed to start `{shown}`: {error}")),
    }
}

/// Runs to the end, printing each line of its standard output and showing it to `see`.
pub fn finish_watched(mut command: Command, mut see: impl FnMut(&str)) -> Result<(), String> {
    let shown = command_line(&command);
    let fail = |error: std::io::Error| format!("failed to run `{shown}`: {error}");
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(fail)?;
    let output = child
        .stdout
        .take()
        .expect("the output was asked for as a pipe");
    let mut reader = BufReader::new(output);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).map_err(fail)? > 0 {
        let text = String::from_utf8_lossy(&line);
        print!("{text}");
        see(text.trim_end());
        line.clear();
    }
    let status = child.wait().map_err(fail)?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{shown}` ended with {status}"))
    }
}

/// Whether a program can be started.
pub fn exists(program: &str) -> bool {
    let quiet = command(program, &["--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    quiet.is_ok_and(|status| status.success())
}

/// The command as one would type it.
pub fn command_line(command: &Command) -> String {
    let name = command.get_program().to_string_lossy();
    let mut words = vec![name.rsplit('/').next().unwrap_or(&name).to_owned()];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}
