//! Completion scripts, manual pages, schemas and the pages of the reference.

use std::path::PathBuf;

use clap::CommandFactory;
use clap_complete::Shell;
use kidal_commands::trouble::Trouble;
use kidal_commands::write::{prepare_folder, write_files};
use kidal_commands::{exit, reference, schema};

use crate::arguments::{Arguments, ReferencePage, SchemaFile};
use crate::print;

/// `kidal schema`
pub fn schema(file: SchemaFile) -> u8 {
    let text = match file {
        SchemaFile::Evidence => schema::evidence(),
        SchemaFile::Scenario => schema::scenario(),
        SchemaFile::Map => schema::map(),
        SchemaFile::Findings => kidal_findings::schema::json_schema(),
    };
    print::answer(&text, exit::DONE)
}

/// `kidal man`
pub fn manual(name: Option<&str>, out: Option<PathBuf>) -> Result<u8, Trouble> {
    let mut program = Arguments::command();
    program.build();
    let mut pages = vec![(String::new(), page_of(&program))];
    for command in program.get_subcommands().filter(|one| !one.is_hide_set()) {
        pages.push((command.get_name().to_owned(), page_of(command)));
    }
    if let Some(folder) = out {
        let file = |name: &str| match name {
            "" => "kidal.1".to_owned(),
            name => format!("kidal-{name}.1"),
        };
        let files: Vec<_> = pages
            .into_iter()
            .map(|(name, page)| (file(&name), page))
            .collect();
        prepare_folder(&folder)?.keep();
        write_files(&folder, &files)?;
        let lines: String = files
            .iter()
            .map(|(name, _)| format!("{}\n", folder.join(name).display()))
            .collect();
        return Ok(print::answer(&lines, exit::DONE));
    }
    let wanted = name.unwrap_or_default();
    match pages.iter().find(|(known, _)| known == wanted) {
        Some((_, page)) => Ok(print::answer(&String::from_utf8_lossy(page), exit::DONE)),
        None => {
            let names: Vec<&str> = pages
                .iter()
                .skip(1)
                .map(|(name, _)| name.as_str())
                .collect();
            Err(Trouble::Usage {
                message: format!("there is no command `{wanted}`"),
                remedy: format!("the commands are {}", names.join(", ")),
            })
        }
    }
}

/// A manual page. Writing to memory cannot fail.
fn page_of(command: &clap::Command) -> Vec<u8> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone())
        .render(&mut page)
        .expect("memory can be written");
    page
}

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
        ReferencePage::Keys => reference::keys(),
        ReferencePage::Rules => reference::rules(),
        ReferencePage::Exports => reference::exports(),
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
        for study in command.get_subcommands_mut() {
            let name = format!("{name} {}", study.get_name());
            section(study, &name, &mut text);
        }
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
