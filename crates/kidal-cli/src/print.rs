//! Prints answers on the standard output and troubles on the standard error.

use std::io::{self, Write};

use kidal_commands::exit;
use kidal_commands::trouble::Trouble;
use kidal_diag::render_text;

use crate::colour;

/// Prints an answer and returns the exit code: the one given, unless the answer could not be written. A reader that
/// went away (`| head`) is no failure.
pub fn answer(text: &str, code: u8) -> u8 {
    let mut output = io::stdout().lock();
    match output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush())
    {
        Ok(()) => code,
        Err(cause) if cause.kind() == io::ErrorKind::BrokenPipe => code,
        Err(cause) => {
            remark(&format!("error: failed to write the answer: {cause}"));
            exit::RUN_FAILED
        }
    }
}

/// Prints a line on the standard error.
pub fn remark(line: &str) {
    // Where even this cannot be written there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Prints a trouble with all that is known of it and returns its exit code.
pub fn trouble(trouble: &Trouble) -> u8 {
    if let Trouble::Dossier {
        files, diagnostics, ..
    } = trouble
    {
        remark(render_text(diagnostics, files, colour::on_standard_error()).trim_end());
        remark("");
    }
    match trouble {
        Trouble::Interrupted { .. } => remark(&trouble.to_string()),
        _ => remark(&format!("error: failed to {trouble}")),
    }
    remark(&format!("  help: {}", trouble.remedy()));
    trouble.exit_code()
}
