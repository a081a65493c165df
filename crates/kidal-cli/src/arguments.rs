//! What can be typed, and the help that teaches it.

mod corpus;
mod formats;
mod sweep;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
use kidal_commands::stop::parse_budget;

pub use corpus::CorpusStudy;
pub use formats::{
    CheckFormat, DataFormat, EvidenceFormat, ExportFormat, ImportFormat, ReferencePage,
    ReportFormat, SchemaFile, TextFormat,
};
pub use sweep::{SweepArguments, SweepDesign};

const FIRST_STEPS: &str = "\
First steps:
  kidal check dossiers/kidal-2012      where the accounts contradict each other
  kidal tell dossiers/kidal-2012       what each account says, side by side
  kidal weigh dossiers/kidal-2012      what can be true together: writes findings/kidal-2012/report.html
  kidal import article.txt             a draft of a dossier from an article
  kidal new my-battle                  a dossier of your own to start from

Data goes to the standard output, progress and messages to the standard error. NO_COLOR is honoured.
Exit codes: 0 done; 1 contradictions found (check only); 2 input unreadable; 3 run failed;
4 done, but diagnostics say do not trust it; 64 usage; 130 interrupted, the same command goes on.";

/// Kidal reconstructs a battle from the conflicting accounts that survive it.
#[derive(Debug, Parser)]
#[command(name = "kidal", version, after_help = FIRST_STEPS, max_term_width = 100, disable_help_subcommand = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a dossier to start from, which already checks
    #[command(
        after_help = "Examples:\n  kidal new my-battle && kidal check my-battle\n  kidal new ../studies/my-battle"
    )]
    New {
        /// Folder to make, here or elsewhere (PLACE/NAME); its last part is the name of the dossier: small letters, digits, hyphens
        #[arg(value_name = "NAME")]
        folder: PathBuf,
    },
    /// Draft the evidence from articles or event data: several files are editions of one article
    #[command(after_help = IMPORT)]
    Import {
        /// Articles in plain text or wikitext, tables of UCDP GED or ACLED (`-`: the standard input)
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// How to print it
        #[arg(long, value_enum, default_value_t = ImportFormat::Text)]
        format: ImportFormat,
        /// Make a dossier with the draft here, instead of printing it
        #[arg(long, value_name = "DIR", conflicts_with = "format")]
        out: Option<PathBuf>,
    },
    /// Find where the accounts contradict each other
    #[command(after_help = CHECK)]
    Check {
        /// Folders of dossiers; several are also compared (`-`: evidence.toml from the standard input)
        #[arg(value_name = "DOSSIER", required = true)]
        dossiers: Vec<PathBuf>,
        /// How to print it
        #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
        format: CheckFormat,
        /// Add what each rule that fired means
        #[arg(long)]
        explain: bool,
        /// Show only what this file of accepted findings does not have
        #[arg(long, value_name = "FILE")]
        baseline: Option<PathBuf>,
        /// Write what is found as accepted
        #[arg(long, value_name = "FILE")]
        write_baseline: Option<PathBuf>,
    },
    /// Write the TOML of a dossier in one form; comments stay
    #[command(
        after_help = "Examples:\n  kidal fmt my-battle\n  kidal fmt my-battle --check\n\nExit code 1 with --check where a file would change."
    )]
    Fmt {
        #[command(flatten)]
        dossier: FolderArgument,
        /// Change nothing; say which files would change
        #[arg(long)]
        check: bool,
    },
    /// Write the claims of a dossier in a form that others read; nothing is weighed
    #[command(after_help = EVIDENCE)]
    Evidence {
        #[command(flatten)]
        dossier: DossierArgument,
        /// The form
        #[arg(long, value_enum, default_value_t = EvidenceFormat::Md)]
        format: EvidenceFormat,
        /// Item of Wikidata that the statements are about (quickstatements only); a new one without it
        #[arg(long, value_name = "QID")]
        item: Option<String>,
    },
    /// Say what a rule of `check` means
    #[command(after_help = "Examples:\n  kidal explain list\n  kidal explain part-sum")]
    Explain {
        /// A rule's code, or `list`
        code: String,
    },
    /// Tell the battle as one account tells it, or several side by side
    #[command(after_help = TELL)]
    Tell {
        #[command(flatten)]
        dossier: DossierArgument,
        /// Whose account; several are put side by side. Without it, the accounts are listed
        #[arg(long, value_name = "SPEAKER", num_args = 1.., value_delimiter = ',')]
        by: Vec<String>,
        /// How to print it
        #[arg(long, value_enum, default_value_t = TextFormat::Text)]
        format: TextFormat,
    },
    /// Play one possible history of the battle
    #[command(after_help = REPLAY)]
    Replay(ReplayArguments),
    /// Weigh the accounts against thousands of histories: the main job
    #[command(after_help = WEIGH)]
    Weigh(WeighArguments),
    /// Ask one counterfactual of a study that was weighed
    #[command(after_help = WHATIF)]
    Whatif(WhatifArguments),
    /// Study tables of many battles: laws of attrition, outcomes, how far sources can be trusted
    #[command(after_help = corpus::CORPUS, disable_help_subcommand = true)]
    Corpus {
        /// Which study
        #[command(subcommand)]
        study: CorpusStudy,
    },
    /// Move factors of a scenario by a design, and tell what the outcome owes to which
    #[command(after_help = sweep::SWEEP)]
    Sweep(SweepArguments),
    /// Make the report page again from findings, or print their answer again
    #[command(
        after_help = "Examples:\n  kidal report findings/kidal-2012\n  kidal report findings/kidal-2012 --format text\n  kidal report findings/kidal-2012 --format md > answer.md"
    )]
    Report {
        /// Folder of the findings
        #[arg(value_name = "DIR")]
        findings: PathBuf,
        /// Where to write the page [default: DIR/report.html]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// The page, or the answer on the standard output
        #[arg(long, value_enum, default_value_t = ReportFormat::Html)]
        format: ReportFormat,
    },
    /// Write findings in a form that other tools read
    #[command(
        after_help = "Examples:\n  kidal export findings/kidal-2012 --format csv\n  kidal export findings/kidal-2012 --format geojson --out maps"
    )]
    Export {
        /// Folder of the findings
        #[arg(value_name = "DIR")]
        findings: PathBuf,
        /// The form
        #[arg(long, value_enum)]
        format: ExportFormat,
        /// Folder to write to [default: DIR/export]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Compute findings again from what they carry, and compare every byte
    #[command(
        after_help = "Example:\n  kidal rerun findings/kidal-2012\n\nExit code 0: the same bytes. 3: other bytes, and which ones."
    )]
    Rerun {
        /// Folder of the findings
        #[arg(value_name = "DIR")]
        findings: PathBuf,
        /// Threads; the answer does not depend on it [default: 0, which takes all cores]
        #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, allow_negative_numbers = true, value_parser = threads)]
        threads: usize,
        /// How to print it
        #[arg(long, value_enum, default_value_t = DataFormat::Text)]
        format: DataFormat,
    },
    /// Open dossiers and findings of a folder in the browser, on this machine
    #[cfg(feature = "serve")]
    #[command(after_help = SERVE)]
    Serve(ServeArguments),
    /// Print the digest by which a dossier is known
    Digest {
        #[command(flatten)]
        dossier: DossierArgument,
    },
    /// Print a completion script for a shell
    #[command(
        after_help = "Example:\n  kidal completions bash > ~/.local/share/bash-completion/completions/kidal"
    )]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page of the program or of one command
    #[command(
        after_help = "Examples:\n  kidal man | man -l -\n  kidal man weigh > kidal-weigh.1\n  kidal man --out ~/.local/share/man/man1"
    )]
    Man {
        /// A command; without it, the program
        #[arg(value_name = "COMMAND", conflicts_with = "out")]
        name: Option<String>,
        /// Write all pages into this folder
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Print the JSON Schema of a file that the program reads or writes
    #[command(
        after_help = "Examples:\n  kidal schema evidence > evidence.schema.json\n  kidal schema findings > findings.schema.json\n\nAn editor that reads TOML takes a schema from a first line such as `#:schema ./evidence.schema.json`."
    )]
    Schema {
        /// Which file
        #[arg(value_enum)]
        file: SchemaFile,
    },
    /// Print a page of the reference
    #[command(hide = true)]
    Reference {
        /// The page
        #[arg(value_enum)]
        page: ReferencePage,
    },
}

const IMPORT: &str = "\
Examples:
  kidal import article.txt > evidence.toml
  kidal import en.txt fr.txt de.txt --out my-battle && kidal check my-battle
  kidal import article.txt --format json

The draft asserts only what the texts say. What was not understood is listed in it.";

const CHECK: &str = "\
Examples:
  kidal check dossiers/kidal-2012
  kidal check dossiers/kidal-2012 --format sarif > kidal.sarif
  kidal check - < evidence.toml
  kidal check my-battle --write-baseline accepted.txt
  kidal check my-battle --baseline accepted.txt
  kidal check aguelhok tessalit kidal  also between the dossiers: one total in several of them

Exit code 1 when there is a contradiction, like a linter.";

const EVIDENCE: &str = "\
Examples:
  kidal evidence dossiers/kidal-2012 > talk-page.md
  kidal evidence dossiers/kidal-2012 --format quickstatements --item Q42";

const TELL: &str = "\
Examples:
  kidal tell dossiers/kidal-2012 --by garrison-soldier
  kidal tell dossiers/kidal-2012 --by mnla,ansar-dine --format md";

const REPLAY: &str = "\
Examples:
  kidal replay dossiers/kidal-2012 --run 7
  kidal replay dossiers/kidal-2012 --run 7 --out findings/kidal-2012-run-7
  kidal replay dossiers/kidal-2012 --count 1000 --quiet
  kidal replay dossiers/kidal-2012 --verify-step --count 4000";

const WEIGH: &str = "\
Examples:
  kidal weigh dossiers/kidal-2012
  kidal weigh my-battle --small --out findings/first-try
  kidal weigh dossiers/kidal-2012 --without garrison-soldier --out findings/no-soldier
  kidal weigh dossiers/kidal-2012 --as-known-on 2012-04-01 --budget 30s

Stopped work (Ctrl-C, a crash, kill -9) goes on when the same command is given again, and ends with the same bytes.";

const WHATIF: &str = "\
Examples:
  kidal whatif dossiers/kidal-2012 --list
  kidal whatif dossiers/kidal-2012 --do order:second-assault=never
  kidal whatif dossiers/kidal-2012 --do garrison-men=200 attackers-men*0.5 --outcome fall

Reads the findings of an earlier `kidal weigh` of the same dossier.";

#[cfg(feature = "serve")]
const SERVE: &str = "\
Examples:
  kidal serve
  kidal serve my-studies --port 8017
  kidal serve --listen 192.168.0.7

Ctrl-C ends it; what was being weighed goes on at the next start.";

/// Arguments of `serve`.
#[cfg(feature = "serve")]
#[derive(Debug, Args)]
pub struct ServeArguments {
    /// Folder with `dossiers/` and `findings/`
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,
    /// Port to listen on; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 8017)]
    pub port: u16,
    /// Listen on this address instead of the loopback, with a token; other machines can then reach it
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<std::net::IpAddr>,
    /// A name by which other machines call this one; several are allowed
    #[arg(long = "host", value_name = "NAME", requires = "listen")]
    pub hosts: Vec<String>,
    /// Threads of a weighing; the answer does not depend on it [default: 0, which takes all cores]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, allow_negative_numbers = true, value_parser = threads)]
    pub threads: usize,
}

/// The dossier.
#[derive(Debug, Args)]
pub struct DossierArgument {
    /// Folder of the dossier (`-`: evidence.toml from the standard input)
    #[arg(value_name = "DOSSIER")]
    pub path: PathBuf,
}

/// The dossier, where one file does not do.
#[derive(Debug, Args)]
pub struct FolderArgument {
    /// Folder of the dossier (the standard input will not do: a folder holds more than one file)
    #[arg(value_name = "DOSSIER")]
    pub path: PathBuf,
}

/// Greatest number of threads. Chosen by us because no machine at hand has more cores and each thread needs memory.
const THREADS: usize = 1024;

fn threads(text: &str) -> Result<usize, String> {
    text.parse()
        .ok()
        .filter(|count| *count <= THREADS)
        .ok_or_else(|| {
            format!("a number of threads lies between 1 and {THREADS}; 0 takes all cores")
        })
}

fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| {
        format!(
            "a seed is a whole number from 0 to {}, such as 2012",
            u64::MAX
        )
    })
}

fn run(text: &str) -> Result<u64, String> {
    text.parse()
        .ok()
        .filter(|run| *run < 1 << 53)
        .ok_or_else(|| "histories are numbered from 0: write `--run 0`, `--run 1` and so on".into())
}

fn count(text: &str) -> Result<u64, String> {
    text.parse()
        .ok()
        .filter(|count| (1..1 << 32).contains(count))
        .ok_or_else(|| "write how many histories to play, from 1 on, such as `--count 1000`".into())
}

/// Arguments of `replay`.
#[derive(Debug, Args)]
pub struct ReplayArguments {
    #[command(flatten)]
    pub dossier: FolderArgument,
    /// Seed of the study
    #[arg(long, value_name = "N", default_value_t = 2012, allow_negative_numbers = true, value_parser = seed)]
    pub seed: u64,
    /// Which history of that seed; with `--count` or `--verify-step`, the first one
    #[arg(long, value_name = "N", default_value_t = 0, allow_negative_numbers = true, value_parser = run)]
    pub run: u64,
    /// Write findings and a report page here
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Play so many histories and print counters and a digest only; with `--verify-step`, compare so many [default there: 1000]
    #[arg(long, value_name = "N", conflicts_with = "out", allow_negative_numbers = true, value_parser = count)]
    pub count: Option<u64>,
    /// Print no event log
    #[arg(long)]
    pub quiet: bool,
    /// Print also sleep and every order
    #[arg(long, conflicts_with_all = ["quiet", "count", "verify_step"])]
    pub verbose: bool,
    /// Play the same histories at the step, half of it and a quarter, and with elements of half the size, and compare
    #[arg(long, conflicts_with = "out")]
    pub verify_step: bool,
    /// Threads; the answer does not depend on it [default: 0, which takes all cores]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, allow_negative_numbers = true, value_parser = threads)]
    pub threads: usize,
    /// How to print it
    #[arg(long, value_enum, default_value_t = DataFormat::Text)]
    pub format: DataFormat,
}

/// Arguments of `weigh`.
#[derive(Debug, Args)]
pub struct WeighArguments {
    #[command(flatten)]
    pub dossier: DossierArgument,
    /// Folder to write to [default: findings/NAME]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Seed of the study
    #[arg(long, value_name = "N", default_value_t = 2012, allow_negative_numbers = true, value_parser = seed)]
    pub seed: u64,
    /// Threads; the answer does not depend on it [default: 0, which takes all cores]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, allow_negative_numbers = true, value_parser = threads)]
    pub threads: usize,
    /// Hear these speakers alone
    #[arg(long, value_name = "SPEAKER", num_args = 1.., value_delimiter = ',', conflicts_with = "without")]
    pub only: Vec<String>,
    /// Leave these speakers out
    #[arg(long, value_name = "SPEAKER", num_args = 1.., value_delimiter = ',')]
    pub without: Vec<String>,
    /// Hear only what was said by this date
    #[arg(long, value_name = "DATE")]
    pub as_known_on: Option<String>,
    /// Spend much more effort
    #[arg(long)]
    pub full: bool,
    /// Spend as little effort as shows that everything runs; never enough to believe the answer
    #[arg(long, conflicts_with = "full")]
    pub small: bool,
    /// Stop simulating after this time and answer with what there is, such as 30s or 5m; what follows (changes, verdicts, the page) takes about as long again
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = parse_budget)]
    pub budget: Option<Duration>,
    /// Discard a checkpoint that is in the way
    #[arg(long)]
    pub fresh: bool,
    /// Print also what the model alone says where no account gives a figure
    #[arg(long)]
    pub model_only: bool,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
}

/// Arguments of `whatif`.
#[derive(Debug, Args)]
pub struct WhatifArguments {
    #[command(flatten)]
    pub dossier: FolderArgument,
    /// What to change: PARAMETER=VALUE, PARAMETER*FACTOR, FACTOR=LEVEL, order:ID=never, order:ID=always,
    /// order:ID=PROBABILITY, or the id of an intervention of the dossier
    #[arg(long = "do", value_name = "CHANGE", required_unless_present = "list", num_args = 1..)]
    pub change: Vec<String>,
    /// List what can be changed and asked, and stop
    #[arg(long, conflicts_with_all = ["change", "outcome"])]
    pub list: bool,
    /// Which question of the dossier to ask of it [default: the first one]
    #[arg(long, value_name = "QUESTION")]
    pub outcome: Option<String>,
    /// Folder of the findings [default: findings/NAME]; with `--list`, also checked to be of this dossier
    #[arg(long, value_name = "DIR")]
    pub findings: Option<PathBuf>,
    /// Threads; the answer does not depend on it [default: 0, which takes all cores]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, allow_negative_numbers = true, value_parser = threads)]
    pub threads: usize,
    /// How to print it
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
}
