//! A study of a table of battles: what was claimed and found, figures, tables, how the files were read, how it was done.

use kidal_findings::{CorpusRecord, FileReading, StatementRecord, TableRecord};

use super::{Context, Section};
use crate::html::{anchor, details, escape, table};
use crate::svg::{figure, plot::plot};

pub(super) fn sections(context: &Context<'_>) -> Vec<Section> {
    let Some(corpus) = &context.findings.corpus else {
        return Vec::new();
    };
    let mut sections = Vec::new();
    if !corpus.statements.is_empty() {
        sections.push(statements(&corpus.statements));
    }
    if !corpus.figures.is_empty() {
        sections.push(figures(corpus));
    }
    sections.push(tables(&corpus.tables));
    sections.push(reading(&corpus.reading));
    sections.push(method(&corpus.method));
    sections
}

fn statements(statements: &[StatementRecord]) -> Section {
    let rows: Vec<Vec<String>> = statements
        .iter()
        .map(|one| {
            vec![
                format!(
                    "{}<br><span class=\"small\">{}</span>",
                    escape(&one.said),
                    escape(&one.by)
                ),
                format!("<b>{}</b>", escape(&one.verdict)),
                escape(&one.found),
                format!("<a href=\"#{}\">table</a>", anchor("table", &one.see)),
            ]
        })
        .collect();
    Section {
        id: "statements",
        title: "What is said, and what was found",
        lead: "<p>Every figure was computed by the command at the foot of this page from the files named there.</p>".into(),
        body: table(
            "prose stack",
            "Statements and findings",
            &["said", "verdict", "found", "where"],
            &rows,
        ),
    }
}

fn figures(corpus: &CorpusRecord) -> Section {
    let body = corpus
        .figures
        .iter()
        .map(|one| {
            format!(
                "<h3>{}</h3>{}",
                escape(&one.title),
                figure(&plot(one), &one.caption)
            )
        })
        .collect();
    Section {
        id: "figures",
        title: "Figures",
        lead: "<p>Their numbers stand in the tables below.</p>".into(),
        body,
    }
}

fn tables(tables: &[TableRecord]) -> Section {
    let body = tables
        .iter()
        .map(|one| {
            let heads: Vec<&str> = one.columns.iter().map(String::as_str).collect();
            let rows: Vec<Vec<String>> = one
                .rows
                .iter()
                .map(|row| row.iter().map(|cell| escape(&cell.text())).collect())
                .collect();
            format!(
                "<div id=\"{}\">{}<p class=\"foot\">{}</p></div>",
                anchor("table", &one.id),
                table("numbers", &one.title, &heads, &rows),
                escape(&one.note)
            )
        })
        .collect();
    Section {
        id: "tables",
        title: "Tables",
        lead: String::new(),
        body,
    }
}

fn reading(files: &[FileReading]) -> Section {
    let rows: Vec<Vec<String>> = files
        .iter()
        .map(|file| {
            vec![
                escape(&file.file),
                escape(&file.encoding),
                file.rows.to_string(),
                file.used.to_string(),
                file.set_aside.to_string(),
            ]
        })
        .collect();
    let mut body = table(
        "numbers",
        "Rows",
        &["file", "encoding", "rows", "used", "set aside"],
        &rows,
    );
    for file in files.iter().filter(|file| !file.counts.is_empty()) {
        let kinds: Vec<Vec<String>> = file
            .counts
            .iter()
            .map(|(kind, count)| vec![escape(kind), count.to_string()])
            .collect();
        let notes: Vec<Vec<String>> = file
            .notes
            .iter()
            .map(|note| {
                vec![
                    note.line.to_string(),
                    note.column.to_string(),
                    escape(&note.field),
                    if note.is_set_aside {
                        "set aside"
                    } else {
                        "used"
                    }
                    .to_owned(),
                    escape(&note.reason),
                ]
            })
            .collect();
        let total: u64 = file.counts.values().sum();
        body.push_str(&table(
            "numbers",
            &format!("Notes on {}", file.file),
            &["kind", "notes"],
            &kinds,
        ));
        body.push_str(&details(
            &format!("{} of {total} notes on {}", notes.len(), file.file),
            &table(
                "numbers",
                "Notes",
                &["line", "column", "field", "row", "reason"],
                &notes,
            ),
        ));
    }
    Section {
        id: "reading",
        title: "How the files were read",
        lead: "<p>Every row is used or set aside with a reason.</p>".into(),
        body,
    }
}

fn method(paragraphs: &[String]) -> Section {
    Section {
        id: "method",
        title: "How it was done, and its limits",
        lead: String::new(),
        body: paragraphs
            .iter()
            .map(|one| format!("<p>{}</p>", escape(one)))
            .collect(),
    }
}
