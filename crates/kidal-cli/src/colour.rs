//! Whether to colour what goes to the standard output.

use std::env;
use std::io::IsTerminal;

/// `NO_COLOR` forbids, `CLICOLOR_FORCE` forces, otherwise colour goes to terminals that understand it.
pub fn on_standard_output() -> bool {
    wanted(|name| env::var(name).ok(), std::io::stdout().is_terminal())
}

/// The same for the standard error.
pub fn on_standard_error() -> bool {
    wanted(|name| env::var(name).ok(), std::io::stderr().is_terminal())
}

fn wanted(variable: impl Fn(&str) -> Option<String>, is_terminal: bool) -> bool {
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    if is_set("NO_COLOR") {
        return false;
    }
    if variable("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0") {
        return true;
    }
    is_terminal
        && variable("CLICOLOR").as_deref() != Some("0")
        && variable("TERM").as_deref() != Some("dumb")
}

#[cfg(test)]
mod tests {
    use super::wanted;

    #[test]
    fn no_color_wins_over_force_and_force_over_a_pipe() {
        let with = |set: &'static [(&str, &str)]| {
            move |name: &str| {
                let found = set.iter().find(|(key, _)| *key == name)?;
                Some(found.1.to_owned())
            }
        };
        assert!(!wanted(
            with(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]),
            true
        ));
        assert!(wanted(with(&[("CLICOLOR_FORCE", "1")]), false));
        assert!(!wanted(with(&[("CLICOLOR_FORCE", "0")]), false));
        assert!(!wanted(with(&[("TERM", "dumb")]), true));
        assert!(wanted(with(&[("NO_COLOR", "")]), true));
        assert!(!wanted(with(&[]), false));
    }
}
