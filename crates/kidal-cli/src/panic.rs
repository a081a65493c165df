//! A panic is a fault of the program, and says so.

use std::panic;

use kidal_commands::exit;

/// Replaces the default message. Nothing on disk is at risk: files are written all or none, and a checkpoint is whole.
pub fn install_hook() {
    panic::set_hook(Box::new(|about| {
        let what = about
            .payload_as_str()
            .unwrap_or("something that should not happen did");
        let place = about
            .location()
            .map(|place| format!(" ({}:{})", place.file(), place.line()))
            .unwrap_or_default();
        eprintln!("kidal: this is a fault of the program, not of your dossier: {what}{place}");
        eprintln!(
            "Please report it with the command that you gave, the seed, the digest of the dossier (`kidal digest DOSSIER`) and the version ({}).",
            env!("CARGO_PKG_VERSION")
        );
        eprintln!(
            "Files that were there before are unharmed; exit code {}.",
            exit::OUR_FAULT
        );
    }));
}
