//! What would have changed the outcome, in three modes.

use kidal_findings::{CounterfactualRecord, wording};

use super::{Context, Section};
use crate::html::{anchor, escape, ground, paragraph, probability, table};
use crate::svg::{changes, figure};

pub(super) fn section(context: &Context<'_>) -> Option<Section> {
    let records = &context.findings.counterfactuals;
    if records.is_empty() {
        return None;
    }
    Some(Section {
        id: "counterfactuals",
        title: "What would have changed it",
        lead: "<p>Counterfactuals of this model, never the truth. Each is asked three times: of the <em>same history</em> (all that \
               the accounts say of the forces and of luck is kept), of the <em>same forces with fresh luck</em>, and <em>before \
               any account</em>. A hollow dot is without the change, a filled dot with it; the pale band is the range under other \
               priors.</p>"
            .into(),
        body: records.iter().map(|record| one(context, record)).collect(),
    })
}

fn one(context: &Context<'_>, record: &CounterfactualRecord) -> String {
    let effects = [
        record.effects.same_history,
        record.effects.fresh_luck,
        record.effects.before_accounts,
    ];
    let rows: Vec<Vec<String>> = changes::rows(record)
        .iter()
        .enumerate()
        .map(|(index, (mode, without, with))| {
            let range = if index == 0 {
                wording::bounds(record.range.low, record.range.high)
            } else {
                String::new()
            };
            vec![
                escape(mode),
                probability(*without),
                probability(*with),
                escape(&wording::difference(effects[index])),
                escape(&range),
            ]
        })
        .collect();
    let luck = if record.depends_on_luck {
        " <span class=\"badge cannot-tell\">Depends on luck</span>"
    } else {
        ""
    };
    let caption = format!(
        "{} {} {} simulated histories, seed {}.",
        record.change,
        record.asks,
        wording::count(context.findings.provenance.histories as f64),
        context.findings.provenance.seed
    );
    format!(
        "<article class=\"counterfactual\" id=\"{}\"><h3>{}</h3>{}{}{}<p class=\"foot\">{}{luck}</p></article>",
        anchor("counterfactual", &record.id),
        escape(&record.title),
        paragraph("sentence", &record.sentence),
        figure(
            &changes::chart(&anchor("draw-counterfactual", &record.id), record),
            caption.trim()
        ),
        table(
            "numbers",
            &format!("{}: the numbers", record.title),
            &[
                "",
                "without the change",
                "with the change",
                "difference, history by history",
                "with it, under other priors"
            ],
            &rows
        ),
        ground(record.ground, record.cannot_tell)
    )
}
