//! `kidal explain`: what a rule means.

use kidal_dossier::nearest;

use crate::trouble::Trouble;

/// Pages of what `check` says of files before any rule runs: code and page. They stand here and not in `kidal-check`, which
/// knows no scenario.
const OF_FILES: [(&str, &str); 3] = [
    ("bad-weights", include_str!("../rules/bad-weights.md")),
    (
        "prior-from-claim",
        include_str!("../rules/prior-from-claim.md"),
    ),
    (
        "scripted-certainty",
        include_str!("../rules/scripted-certainty.md"),
    ),
];

/// The page of a rule, as Markdown.
///
/// # Errors
/// Where there is no such rule.
pub fn explain(code: &str) -> Result<String, Trouble> {
    let of_files = OF_FILES.iter().find(|(known, _)| *known == code);
    of_files
        .map(|(_, page)| (*page).to_string())
        .or_else(|| kidal_check::explain(code))
        .ok_or_else(|| {
            let rules = rules();
            let codes = rules.iter().map(|(code, _)| code.as_str());
            Trouble::usage(
                format!("there is no rule `{code}`"),
                nearest::did_you_mean(code, codes)
                    .unwrap_or_else(|| "`kidal explain list` names them all".into()),
            )
        })
}

/// Whether a diagnostic of this code has a page.
#[must_use]
pub fn has_page(code: &str) -> bool {
    explain(code).is_ok()
}

/// Every rule: its code and its title.
#[must_use]
pub fn rules() -> Vec<(String, String)> {
    let title = |page: &str| kidal_check::page::Page::parse(page).title;
    let of_claims = kidal_check::rules()
        .iter()
        .map(|rule| (rule.code.to_owned(), rule.title()));
    let of_files = OF_FILES
        .iter()
        .map(|(code, page)| ((*code).to_owned(), title(page)));
    of_claims.chain(of_files).collect()
}

/// The crate in whose folder `rules/` the page of a code stands.
pub(crate) fn home(code: &str) -> &'static str {
    if OF_FILES.iter().any(|(known, _)| *known == code) {
        "kidal-commands"
    } else {
        "kidal-check"
    }
}
