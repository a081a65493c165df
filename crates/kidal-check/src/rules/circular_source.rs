//! Sources that derive from each other in a ring.

use std::collections::BTreeSet;

use kidal_diag::{Diagnostic, Severity};

use crate::case::Case;
use crate::phrase::{self, Places};
use crate::rule::Finding;

const CODE: &str = "circular-source";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for source in &case.dossier.sources {
        let id = source.id.value.as_str();
        if told.contains(id) {
            continue;
        }
        let Some(link) = source
            .derives_from
            .iter()
            .find(|behind| behind.value == id || case.dossier.is_copy_of(&behind.value, id))
        else {
            continue;
        };
        let mut ring: Vec<&str> = case
            .dossier
            .sources_behind(id)
            .into_iter()
            .filter(|behind| case.dossier.is_copy_of(behind, id))
            .collect();
        ring.push(id);
        ring.sort_unstable();
        told.extend(&ring);
        let quoted: Vec<String> = ring.iter().map(|one| format!("`{one}`")).collect();
        let message = if ring.len() == 1 {
            format!("`{id}` derives from itself")
        } else {
            format!(
                "{} derive from each other, so none can be the first",
                phrase::list(&quoted)
            )
        };
        found.push(Finding::from(
            Diagnostic::new(CODE, Severity::Contradiction, message)
                .on(link.span, "back to the start of the ring")
                .help("take out the link that goes from the earlier to the later document"),
        ));
    }
    found
}
