//! A telling as text and as Markdown.

use std::fmt::Write;

use crate::columns;
use crate::record::{Account, Sentence, Telling};

/// Width of a terminal where nobody knows it.
const WIDTH: usize = 100;
/// So many topics that an account leaves out are listed. Chosen by us because a longer list is not read; all are in the data.
const LEFT_OUT: usize = 8;

impl Telling {
    /// For a terminal of 100 columns: one account as a list, several side by side.
    pub fn to_text(&self) -> String {
        self.to_text_within(WIDTH)
    }

    /// For a terminal of this width.
    pub fn to_text_within(&self, width: usize) -> String {
        let mut out = String::new();
        if self.accounts.len() > 1 {
            out.push_str(&columns::text(self, width));
            for account in &self.accounts {
                left_out(
                    &mut out,
                    account,
                    &format!("{} leaves out", account.speaker),
                    "  ",
                    width,
                );
            }
        }
        for account in self.accounts.iter().filter(|_| self.accounts.len() == 1) {
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
            out.push('\n');
            left_out(
                &mut out,
                account,
                "Leaves out, of what others speak of",
                "  ",
                width,
            );
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
        if self.accounts.len() > 1 {
            out.push_str(&columns::markdown(self));
            out.push('\n');
            for account in self
                .accounts
                .iter()
                .filter(|one| !one.leaves_out.is_empty())
            {
                push(
                    &mut out,
                    format_args!("`{}` leaves out: {}.\n\n", account.speaker, topics(account)),
                );
            }
        }
        for account in self.accounts.iter().filter(|_| self.accounts.len() == 1) {
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
                push(
                    &mut out,
                    format_args!(
                        "Leaves out, of what others speak of: {}.\n\n",
                        topics(account)
                    ),
                );
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

/// The first topics that an account leaves out, and how many more there are.
fn topics(account: &Account) -> String {
    let shown: Vec<&str> = account
        .leaves_out
        .iter()
        .take(LEFT_OUT)
        .map(String::as_str)
        .collect();
    let more = match account.leaves_out.len() - shown.len() {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    format!("{}{more}", shown.join("; "))
}

fn left_out(out: &mut String, account: &Account, title: &str, indent: &str, width: usize) {
    if account.leaves_out.is_empty() {
        return;
    }
    for (number, line) in columns::wrap(
        &format!("{title}: {}", topics(account)),
        width.saturating_sub(6),
    )
    .iter()
    .enumerate()
    {
        let hang = if number == 0 { "" } else { "  " };
        push(out, format_args!("{indent}{hang}{line}\n"));
    }
    out.push('\n');
}

pub(crate) fn line(sentence: &Sentence) -> String {
    match &sentence.by {
        Some(by) => format!("{} ({by})", sentence.text),
        None => sentence.text.clone(),
    }
}

/// Runs of sentences under one heading: the time in words, the event beside which they stand, or that there is none.
fn by_date(account: &Account) -> Vec<(String, Vec<&Sentence>)> {
    let mut runs: Vec<(String, Vec<&Sentence>)> = Vec::new();
    for sentence in &account.sentences {
        let heading = heading(sentence);
        match runs.last_mut() {
            Some((last, sentences)) if *last == heading => sentences.push(sentence),
            _ => runs.push((heading, vec![sentence])),
        }
    }
    runs
}

/// The time in words, the event beside which the sentence stands, or that there is none.
pub(crate) fn heading(sentence: &Sentence) -> String {
    match (&sentence.when, &sentence.beside) {
        (Some(date), _) => date.clone(),
        (None, Some(event)) => event.clone(),
        (None, None) => "no date given".to_string(),
    }
}
