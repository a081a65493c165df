//! When to stop: a flag that an interrupt raises, and a clock for `--budget`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Raised from outside (Ctrl-C, a closed connection) to stop a command at its next batch.
#[derive(Clone, Debug, Default)]
pub struct StopFlag(Arc<AtomicBool>);

impl StopFlag {
    /// A lowered flag.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Raises it. Returns whether it was raised before.
    pub fn raise(&self) -> bool {
        self.0.swap(true, Ordering::SeqCst)
    }

    /// Whether it is raised.
    #[must_use]
    pub fn is_raised(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// Reads a length of time as people write it: `30s`, `2m`, `1.5h`. A number alone says no unit and is refused.
///
/// # Errors
/// A fragment that says what was expected.
pub fn parse_budget(text: &str) -> Result<Duration, String> {
    let text = text.trim();
    let (number, seconds) = match text.strip_suffix(['s', 'm', 'h']) {
        None if text.parse::<f64>().is_ok_and(|count| count > 0.0) => {
            return Err(format!(
                "`{text}` has no unit: write `{text}s` for seconds, `{text}m` for minutes or `{text}h` for hours"
            ));
        }
        None => (text, 1.0),
        Some(number) if text.ends_with('s') => (number, 1.0),
        Some(number) if text.ends_with('m') => (number, 60.0),
        Some(number) => (number, 3600.0),
    };
    match number.trim().parse::<f64>() {
        Ok(count) if count > 0.0 && count * seconds <= 366.0 * 86400.0 => {
            Ok(Duration::from_secs_f64(count * seconds))
        }
        _ => Err("a length of time is written like `30s`, `2m` or `1h`".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budgets_are_read_as_people_write_them() {
        assert_eq!(parse_budget("30s"), Ok(Duration::from_secs(30)));
        assert_eq!(parse_budget("1.5h"), Ok(Duration::from_secs(5400)));
        let help = parse_budget("90").expect_err("no unit");
        assert!(help.contains("write `90s` for seconds"), "{help}");
        for wrong in [
            "90", "", "s", "-1s", "0s", "nan", "inf", "1e99h", "soon", "é",
        ] {
            assert!(parse_budget(wrong).is_err(), "{wrong}");
        }
    }
}
