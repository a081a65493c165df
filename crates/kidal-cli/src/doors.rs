//! From parsed arguments to a command and back to print: one function per command.

mod corpus;
mod evidence;
mod findings;
mod import;
mod reference;
#[cfg(feature = "serve")]
mod serve;
mod study;
mod sweep;

use crate::arguments::Command;
use crate::print;
use kidal_commands::check::CheckRequest;

/// Runs a command, prints what it gives, returns the exit code.
pub fn run(command: Command) -> u8 {
    let done = match command {
        Command::New { folder } => evidence::new(folder),
        Command::Import { files, format, out } => import::import(files, format, out),
        Command::Check {
            dossiers,
            format,
            explain,
            baseline,
            write_baseline,
        } => evidence::check(
            CheckRequest {
                dossiers,
                baseline,
                write_baseline,
            },
            format,
            explain,
        ),
        Command::Fmt { dossier, check } => evidence::format(dossier.path, check),
        Command::Evidence {
            dossier,
            format,
            item,
        } => evidence::evidence(dossier.path, format, item),
        Command::Explain { code } => evidence::explain(&code),
        Command::Tell {
            dossier,
            by,
            format,
        } => evidence::tell(dossier.path, by, format),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => serve::serve(arguments),
        Command::Digest { dossier } => evidence::digest(&dossier.path),
        Command::Replay(arguments) => study::replay(arguments),
        Command::Weigh(arguments) => study::weigh(arguments),
        Command::Whatif(arguments) => study::whatif(arguments),
        Command::Corpus { study } => corpus::corpus(study),
        Command::Sweep(arguments) => sweep::sweep(arguments),
        Command::Report {
            findings,
            out,
            format,
        } => findings::report(findings, out, format),
        Command::Export {
            findings,
            format,
            out,
        } => findings::export(findings, format, out),
        Command::Rerun {
            findings,
            threads,
            format,
        } => findings::rerun(findings, threads, format),
        Command::Completions { shell } => Ok(reference::completions(shell)),
        Command::Man { name, out } => reference::manual(name.as_deref(), out),
        Command::Schema { file } => Ok(reference::schema(file)),
        Command::Reference { page } => Ok(reference::page(page)),
    };
    done.unwrap_or_else(|trouble| print::trouble(&trouble))
}
