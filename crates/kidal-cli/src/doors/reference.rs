//! Completion scripts and the pages of the reference.

use clap::CommandFactory;
use clap_complete::Shell;
use kidal_commands::{exit, reference};

use crate::arguments::{Arguments, ReferencePage};
use crate::print;

/// `kidal completions`
pub fn completions(shell: Shell) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "kidal", &mut script);
    print::answer(&String::from_utf8_lossy(&script), exit::DONE)
}

/// `kidal reference`
pub fn page(page: ReferencePage) -> u8 {
    let text = match page {
        ReferencePage::Cli => command_line(),
        ReferencePage::Language => reference::language(),
        ReferencePage::Rules => reference::rules(),
    };
    print::answer(&text, exit::DONE)
}

/// The help of every command as one Markdown page.
fn command_line() -> String {
    let mut command = Arguments::command().term_width(100);
    command.build();
    let mut text = String::from("# The command line\n\nPrinted by `kidal reference cli`.\n");
    section(&mut command.clone(), "kidal", &mut text);
    for command in command
        .get_subcommands_mut()
        .filter(|command| !command.is_hide_set())
    {
        let name = format!("kidal {}", command.get_name());
        section(command, &name, &mut text);
    }
    text.push_str("\n## Exit codes\n\n| code | meaning |\n|---|---|\n");
    for (code, meaning) in exit::ALL {
        text.push_str(&format!("| {code} | {meaning} |\n"));
    }
    text
}

fn section(command: &mut clap::Command, name: &str, text: &mut String) {
    let help = command.render_long_help().to_string();
    let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
    text.push_str(&format!(
        "\n## `{name}`\n\n```text\n{}\n```\n",
        lines.join("\n").trim_end()
    ));
}
