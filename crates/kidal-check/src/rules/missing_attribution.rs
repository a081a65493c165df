//! Statements that nobody is named for.

use kidal_diag::{Diagnostic, Severity};

use crate::case::Case;
use crate::phrase::{self, Places};
use crate::rule::Finding;

const CODE: &str = "missing-attribution";

/// From this probability on two claims are taken for one sentence. Chosen by us because it is more likely than not.
const LIKELY: f64 = 0.5;

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for claim in &case.dossier.claims {
        if claim.is_unsourced {
            let message = format!("`{}` names no source", claim.id.value);
            found.push(Finding::from(
                Diagnostic::new(CODE, Severity::Note, message)
                    .on(
                        claim.id.span,
                        format!("said by {} on its own", phrase::speaker(claim)),
                    )
                    .help("name who says it, or keep it as a remark of the editor"),
            ));
        }
        for (other, weight) in &claim.maybe_same_as {
            let Some(original) = case.dossier.claim(&other.value) else {
                continue;
            };
            if weight.value >= LIKELY
                && is_anonymous(case, &claim.speaker.value)
                && !is_anonymous(case, &original.speaker.value)
            {
                let message = format!(
                    "`{}` has lost its attribution: {} where the original names {}",
                    claim.id.value,
                    phrase::speaker(claim),
                    phrase::speaker(original)
                );
                found.push(Finding::from(
                    Diagnostic::new(CODE, Severity::Note, message)
                        .on(claim.speaker.span, "nobody in particular")
                        .with(original.speaker.span, "a named source")
                        .help(format!(
                            "attribute it to {}; the two count once",
                            phrase::speaker(original)
                        )),
                ));
            }
        }
    }
    found
}

fn is_anonymous(case: &Case<'_>, speaker: &str) -> bool {
    case.dossier
        .voice(speaker)
        .is_some_and(|voice| voice.is_anonymous)
}
