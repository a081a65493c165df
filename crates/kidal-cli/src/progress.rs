//! A progress bar on the standard error, only where that is a terminal.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kidal_commands::hooks::{Progress, Watcher};

const OF_MANY: &str = "{prefix} {wide_bar} {human_pos} of {human_len} histories, {elapsed} {msg}";
const UNKNOWN: &str = "{spinner} {prefix}: {human_pos} histories, {elapsed} {msg}";

/// Draws a bar; hidden where the standard error is not a terminal.
pub struct Bar {
    bar: ProgressBar,
    /// Whether the end is known; None before the first news.
    is_bounded: Option<bool>,
}

impl Bar {
    /// A bar that waits for its first news.
    pub fn new() -> Bar {
        let target = if std::io::stderr().is_terminal() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        Bar {
            bar: ProgressBar::with_draw_target(None, target),
            is_bounded: None,
        }
    }

    /// Takes the bar away, so that the answer stands alone.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }

    fn set_style(&mut self, is_bounded: bool) {
        let template = if is_bounded { OF_MANY } else { UNKNOWN };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        self.bar.enable_steady_tick(Duration::from_millis(200));
        self.is_bounded = Some(is_bounded);
    }
}

impl Watcher for Bar {
    fn progress(&mut self, progress: &Progress) {
        let is_bounded = progress.of > 0;
        if self.is_bounded != Some(is_bounded) {
            self.set_style(is_bounded);
        }
        if is_bounded {
            self.bar.set_length(progress.of.max(progress.done));
        }
        self.bar.set_position(progress.done);
        self.bar.set_prefix(progress.stage.clone());
        self.bar.set_message(progress.note.clone());
    }
}
