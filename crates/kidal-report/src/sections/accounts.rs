//! The battle as each account tells it, side by side.

use kidal_findings::{AccountRecord, wording};

use super::{Context, Section};
use crate::html::{anchor, escape};

pub(super) fn section(context: &Context<'_>) -> Option<Section> {
    let accounts: Vec<&AccountRecord> = context
        .findings
        .accounts
        .iter()
        .filter(|account| !account.sentences.is_empty())
        .collect();
    if accounts.is_empty() {
        return None;
    }
    let cards: String = accounts.iter().map(|account| card(account)).collect();
    Some(Section {
        id: "accounts",
        title: "The accounts, side by side",
        lead: format!(
            "<p>The battle as each of {} tells it, and what each leaves out.</p>",
            wording::plural(accounts.len(), "account")
        ),
        body: format!("<div class=\"columns\">{cards}</div>"),
    })
}

fn card(account: &AccountRecord) -> String {
    let mut text = format!(
        "<article class=\"account\"><h3>{}</h3><ol class=\"told\">",
        escape(&account.name)
    );
    for sentence in &account.sentences {
        let date = if sentence.date.is_empty() {
            String::new()
        } else {
            format!("<span class=\"date\">{}</span> ", escape(&sentence.date))
        };
        text.push_str(&format!(
            "<li>{date}{} <a class=\"claim-id\" href=\"#{}\">{}</a></li>",
            escape(&sentence.text),
            anchor("claim", &sentence.claim),
            escape(&sentence.claim)
        ));
    }
    text.push_str("</ol>");
    if !account.leaves_out.is_empty() {
        text.push_str(&format!(
            "<p class=\"leaves-out\"><b>Leaves out:</b> {}</p>",
            escape(&account.leaves_out.join("; "))
        ));
    }
    text.push_str("</article>");
    text
}
