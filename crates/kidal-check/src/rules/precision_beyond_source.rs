//! A copy that is more exact than what it copies.

use kidal_diag::{Diagnostic, Severity};

use crate::amount::Amount;
use crate::case::Case;
use crate::editions::{carries, own_voice};
use crate::phrase::{self, Places};
use crate::rule::Finding;

const CODE: &str = "precision-beyond-source";

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (_, facts) in case.by_key() {
        for &copy in facts {
            let Some(edition) = own_voice(case, case.claim(copy)) else {
                continue;
            };
            let Some(exact) = case.amounts[copy]
                .as_ref()
                .filter(|amount| is_exact(amount))
            else {
                continue;
            };
            let originals = case.dossier.sources_behind(edition);
            let vague = facts.iter().copied().find(|&fact| {
                let claim = case.claim(fact);
                case.amounts[fact]
                    .as_ref()
                    .is_some_and(|amount| !is_exact(amount) && !amount.excludes(exact))
                    && !carries(claim, edition)
                    && originals.iter().any(|source| carries(claim, source))
            });
            // A copy may add what another of its sources says exactly.
            let has_exact = facts.iter().any(|&fact| {
                case.amounts[fact]
                    .as_ref()
                    .is_some_and(|amount| is_exact(amount) && !amount.excludes(exact))
                    && own_voice(case, case.claim(fact)) != Some(edition)
            });
            let Some(vague) = vague.filter(|_| !has_exact) else {
                continue;
            };
            let Some(about) = &case.amounts[vague] else {
                continue;
            };
            let message = format!(
                "`{edition}` gives {} for `{}`, where its source has {}",
                exact.text, case.facts[copy].atom.term, about.text
            );
            found.push(Finding::from(
                Diagnostic::new(CODE, Severity::Note, message)
                    .on(case.facts[copy].place, format!("exactly {}", exact.text))
                    .with(
                        case.facts[vague].place,
                        format!(
                            "{}, says {}",
                            about.text,
                            phrase::speaker(case.claim(vague))
                        ),
                    )
                    .help(format!(
                        "write {} and attribute it to {}",
                        about.text,
                        phrase::speaker(case.claim(vague))
                    )),
            ));
        }
    }
    found
}

fn is_exact(amount: &Amount) -> bool {
    amount.single().is_some() && !amount.text.contains("about")
}
