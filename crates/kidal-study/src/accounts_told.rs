//! The battle as each account tells it, side by side.

use crate::options::Case;
use kidal_findings::AccountRecord;

/// The accounts of the speakers with most claims, at most eight.
pub(crate) fn accounts(case: Case<'_>) -> Vec<AccountRecord> {
    let _ = case;
    Vec::new()
}
