//! A progress bar on the standard error, only where that is a terminal.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kidal_commands::hooks::{Progress, Watcher};

/// Draws a bar; hidden when the standard error is not a terminal.
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar that waits for its first news.
    pub fn new(is_quiet: bool) -> Bar {
        let target = if is_quiet || !std::io::stderr().is_terminal() {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        if let Ok(style) =
            ProgressStyle::with_template("{prefix} {wide_bar} {percent:>3} % {elapsed} {msg}")
        {
            bar.set_style(style);
        }
        Bar(bar)
    }

    /// Takes the bar away, so that the answer stands alone.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}

impl Watcher for Bar {
    fn progress(&mut self, progress: &Progress) {
        self.0.set_length(progress.of);
        self.0.set_position(progress.done);
        self.0.set_prefix(progress.stage.clone());
        self.0.set_message(progress.note.clone());
    }
}
