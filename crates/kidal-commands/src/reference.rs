//! Pages of the reference that are made from the program itself, so that they cannot differ from it.

mod keys;

pub use keys::keys;

const LANGUAGE: &str = include_str!("reference/language.md");

/// The rules of `check`, one line each.
#[must_use]
pub fn rules() -> String {
    let mut text = String::from(
        "# The rules of `kidal check`\n\nPrinted by `kidal reference rules`. `kidal explain CODE` prints the page of a rule.\n\n| code | finds |\n|---|---|\n",
    );
    for (code, title) in crate::explain::rules() {
        text.push_str(&format!(
            "| [`{code}`](../../crates/{}/rules/{code}.md) | {title} |\n",
            crate::explain::home(&code)
        ));
    }
    text
}

/// The columns of every export.
#[must_use]
pub fn exports() -> String {
    kidal_export::columns()
}

/// The claim language: its grammar and its words.
#[must_use]
pub fn language() -> String {
    let words = kidal_dossier::vocabulary::reference_markdown();
    // The vocabulary is a page of its own: here its headings stand one level lower.
    let words = words.replace("\n## ", "\n### ").replacen("# ", "## ", 1);
    format!("{LANGUAGE}\n{words}")
}
