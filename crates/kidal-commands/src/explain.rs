//! `kidal explain`: what a rule means.

use kidal_dossier::nearest;

use crate::trouble::Trouble;

/// The page of a rule, as Markdown.
///
/// # Errors
/// Where there is no such rule.
pub fn explain(code: &str) -> Result<String, Trouble> {
    kidal_check::explain(code).ok_or_else(|| {
        let codes = kidal_check::rules().iter().map(|rule| rule.code);
        Trouble::usage(
            format!("there is no rule `{code}`"),
            nearest::did_you_mean(code, codes)
                .unwrap_or_else(|| "`kidal explain list` names them all".into()),
        )
    })
}

/// Every rule: its code and its title.
#[must_use]
pub fn rules() -> Vec<(String, String)> {
    kidal_check::rules()
        .iter()
        .map(|rule| (rule.code.to_owned(), rule.title()))
        .collect()
}
