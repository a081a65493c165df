//! A telling as text and as Markdown.

use std::fmt::Write;

use crate::record::{Account, Sentence, Telling};

impl Telling {
    /// For a terminal.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        for account in &self.accounts {
            push(
                &mut out,
                format_args!("{}: {} ({})\n", self.title, account.name, account.speaker),
            );
            for (date, sentences) in by_date(account) {
                push(&mut out, format_args!("\n  {date}\n"));
                for sentence in sentences {
                    push(
                        &mut out,
                        format_args!("    {}  [{}]\n", line(sentence), sentence.claim),
                    );
                }
            }
            if !account.leaves_out.is_empty() {
                push(
                    &mut out,
                    format_args!("\n  Leaves out, of what others speak of:\n"),
                );
                for topic in &account.leaves_out {
                    push(&mut out, format_args!("    - {topic}\n"));
                }
            }
            out.push('\n');
        }
        if !self.partings.is_empty() {
            out.push_str("Where they part\n");
            for parting in &self.partings {
                push(&mut out, format_args!("\n  {}\n", parting.topic));
                for said in &parting.says {
                    push(
                        &mut out,
                        format_args!("    {}: {}  [{}]\n", said.speaker, said.text, said.claim),
                    );
                }
            }
        }
        out
    }

    /// For a document.
    pub fn to_markdown(&self) -> String {
        let mut out = String::new();
        push(&mut out, format_args!("# {}\n\n", self.title));
        for account in &self.accounts {
            push(
                &mut out,
                format_args!("## As told by {} (`{}`)\n\n", account.name, account.speaker),
            );
            for (date, sentences) in by_date(account) {
                push(&mut out, format_args!("### {date}\n\n"));
                for sentence in sentences {
                    push(
                        &mut out,
                        format_args!("- {} `{}`\n", line(sentence), sentence.claim),
                    );
                }
                out.push('\n');
            }
            if !account.leaves_out.is_empty() {
                out.push_str("### Left out, of what others speak of\n\n");
                for topic in &account.leaves_out {
                    push(&mut out, format_args!("- {topic}\n"));
                }
                out.push('\n');
            }
        }
        if !self.partings.is_empty() {
            out.push_str(
                "## Where they part\n\n| topic | account | says | claim |\n|---|---|---|---|\n",
            );
            for parting in &self.partings {
                for said in &parting.says {
                    let cells = [&parting.topic, &said.speaker, &said.text, &said.claim]
                        .map(|cell| cell.replace('|', "\\|"));
                    push(
                        &mut out,
                        format_args!(
                            "| {} | {} | {} | `{}` |\n",
                            cells[0], cells[1], cells[2], cells[3]
                        ),
                    );
                }
            }
        }
        out
    }
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text)
        .expect("writing to a String does not fail");
}

fn line(sentence: &Sentence) -> String {
    match &sentence.by {
        Some(by) => format!("{} ({by})", sentence.text),
        None => sentence.text.clone(),
    }
}

/// Runs of sentences under one heading: the time in words, the event beside which they stand, or that there is none.
fn by_date(account: &Account) -> Vec<(String, Vec<&Sentence>)> {
    let mut runs: Vec<(String, Vec<&Sentence>)> = Vec::new();
    for sentence in &account.sentences {
        let heading = match (&sentence.when, &sentence.beside) {
            (Some(date), _) => date.clone(),
            (None, Some(event)) => event.clone(),
            (None, None) => "no date given".to_string(),
        };
        match runs.last_mut() {
            Some((last, sentences)) if *last == heading => sentences.push(sentence),
            _ => runs.push((heading, vec![sentence])),
        }
    }
    runs
}
