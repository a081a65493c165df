//! The battle as each account tells it, side by side.

use crate::options::Case;
use kidal_findings::{AccountRecord, AccountSentence};

/// Most accounts side by side; chosen by us because more do not fit a page.
const ACCOUNTS: usize = 8;

/// The accounts of the speakers with most claims.
pub(crate) fn accounts(case: Case<'_>, accounts: &kidal_witness::Accounts) -> Vec<AccountRecord> {
    let mut speakers = crate::records::heard(case, accounts);
    let count = |id: &str| case.dossier.claims_of(id).count();
    speakers.sort_by(|a, b| count(b).cmp(&count(a)).then(a.cmp(b)));
    speakers.truncate(ACCOUNTS);
    let Ok(telling) = kidal_tell::tell(case.dossier, &speakers) else {
        return Vec::new();
    };
    telling
        .accounts
        .into_iter()
        .map(|account| AccountRecord {
            speaker: account.speaker,
            name: account.name,
            sentences: account
                .sentences
                .into_iter()
                .map(|sentence| AccountSentence {
                    date: sentence.date.or(sentence.when).unwrap_or_default(),
                    text: sentence.text,
                    claim: sentence.claim,
                })
                .collect(),
            leaves_out: account.leaves_out,
        })
        .collect()
}
