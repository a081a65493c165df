//! Ctrl-C: the first asks the command to stop at its next batch, the second ends the program at once.

use kidal_commands::exit;
use kidal_commands::stop::StopFlag;

use crate::print;

/// A flag that Ctrl-C raises.
pub fn flag() -> StopFlag {
    let flag = StopFlag::new();
    let raised = flag.clone();
    let installed = ctrlc::set_handler(move || {
        if raised.raise() {
            // A checkpoint is replaced by a rename, so that leaving here harms nothing.
            std::process::exit(i32::from(exit::INTERRUPTED));
        }
        print::remark("stopping after this batch; Ctrl-C again stops at once");
    });
    if installed.is_err() {
        print::remark("note: Ctrl-C cannot be caught here; a checkpoint is kept all the same");
    }
    flag
}
