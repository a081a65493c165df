//! Where the page comes from, how to make it again, how to cite it.

use super::{Context, Section};
use crate::html::{escape, table};
use kidal_findings::wording;

pub(super) fn section(context: &Context<'_>) -> Section {
    let origin = &context.findings.provenance;
    let what = if context.findings.corpus.is_some() {
        "files"
    } else {
        "dossier"
    };
    let mut rows = vec![
        vec![
            "program".to_owned(),
            escape(&format!(
                "{} {} {}",
                origin.program, origin.version, origin.commit
            )),
        ],
        vec![what.to_owned(), escape(&origin.dossier)],
        vec![
            format!("digest of the {what}"),
            format!(
                "<code class=\"digest\">{}</code>",
                escape(&origin.dossier_digest)
            ),
        ],
        vec!["seed".to_owned(), origin.seed.to_string()],
        vec![
            "simulated histories".to_owned(),
            wording::count(origin.histories as f64),
        ],
        vec!["schema".to_owned(), escape(&context.findings.schema)],
        vec![
            "viewer of this page".to_owned(),
            format!(
                "{} <code class=\"digest\">sha256-{}</code>",
                crate::VIEWER,
                crate::viewer_digest()
            ),
        ],
    ];
    for (name, value) in &origin.options {
        rows.push(vec![escape(name), escape(value)]);
    }
    let digest: String = origin.dossier_digest.chars().take(12).collect();
    let cite = format!(
        "{}. Study made with {} {} from the {what} “{}” (digest {digest}), seed {}.",
        context.findings.headline.title.trim_end_matches('.'),
        origin.program,
        origin.version,
        origin.dossier,
        origin.seed
    );
    Section {
        id: "origin",
        title: "Where this comes from",
        lead: format!(
            "<p>The same {what}, seed and version give the same bytes on any machine.</p>"
        ),
        body: format!(
            "<p>Make it again:</p><pre class=\"command\" tabindex=\"0\">{}</pre>{}<p>Cite this study:</p><blockquote class=\"cite\">{}</blockquote>",
            escape(&origin.command),
            table("numbers", "Provenance", &["", ""], &rows),
            escape(&cite)
        ),
    }
}
