//! The evidence as a table for the talk page of an article.

use kidal_diag::Severity;
use kidal_dossier::language::sentence;

use crate::folder::Opened;

use super::carrier;

/// Every claim in a row, then where they collide. It says itself what it is not.
pub(super) fn table(opened: &Opened) -> String {
    let dossier = &opened.dossier;
    let mut text = format!(
        "# {}: what the sources say\n\nEach row is what one speaker says, through the documents named, in a paraphrase. The table weighs nothing and \
         takes no side. To weigh accounts against each other, and to draw a figure from several, is original research on an encyclopaedia; \
         what follows serves to attribute each value to who gives it, and to find values that stand in the wrong place.\n\n\
         | says | who | when said | through | in | claim |\n|---|---|---|---|---|---|\n",
        cell(&dossier.about.title.value)
    );
    for claim in &dossier.claims {
        let says = match &claim.words {
            Some(words) => words.value.clone(),
            None => sentence(&claim.main_reading().statement, dossier),
        };
        let name = |id: &str| dossier.name_of(id).unwrap_or(id).to_string();
        let through: Vec<String> = claim.via.iter().map(|link| name(&link.value)).collect();
        let reference = carrier(opened, claim)
            .and_then(|source| source.reference.as_ref())
            .map_or("", |reference| reference.value.as_str());
        text.push_str(&format!(
            "| {} | {} | {} | {} | {} | `{}` |\n",
            cell(&says),
            cell(&name(&claim.speaker.value)),
            claim
                .said
                .as_ref()
                .map_or(String::new(), |said| said.to_string()),
            cell(&through.join(", ")),
            cell(reference),
            claim.id.value
        ));
    }
    let found = kidal_check::check(dossier);
    let collisions: Vec<_> = found
        .iter()
        .filter(|one| matches!(one.severity, Severity::Contradiction | Severity::Tension))
        .collect();
    if collisions.is_empty() {
        return text;
    }
    text.push_str("\n## Where they collide\n\nA contradiction: no reading of both can hold. A tension: some readings of both can. Which is right is not said.\n\n");
    for one in collisions {
        text.push_str(&format!("- *{}*: {}.", one.severity, one.message));
        if let Some(help) = &one.help {
            text.push_str(&format!(" Possible remedy: {help}."));
        }
        text.push('\n');
    }
    text
}

/// Text that stands in one cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}
