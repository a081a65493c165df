//! Arguments of `corpus`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{DataFormat, threads};

/// Examples of `corpus`.
pub const CORPUS: &str = "\
Examples:
  kidal corpus laws lanchester-1080 --out findings/laws
  kidal corpus laws 01.csv 02.csv --runs 0
  kidal corpus days ardennes iwo-jima
  kidal corpus outcomes cdb90-patched.csv
  kidal corpus sources claims_long.csv --out findings/sources

The files are read in place; docs/how-to/study-a-corpus.md says which columns each study needs.";

/// Studies of tables of battles.
#[derive(Debug, Subcommand)]
pub enum CorpusStudy {
    /// Which law of attrition do the losses support, and can they tell?
    Laws {
        /// Tables of battles (year, R0, Rc, B0, Bc), a file for each period, or a folder of them
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// Runs of the published rejection ABC for each period, for comparison; 0 leaves it out
        #[arg(long, value_name = "N", default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(..=100_000_000))]
        runs: u64,
        #[command(flatten)]
        how: CorpusArguments,
    },
    /// Which law do daily losses support, and what do they say of published fits?
    Days {
        /// Tables of strengths and losses by day, of landings or of strengths in steps, or folders of them
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        how: CorpusArguments,
    },
    /// Who won, how long it took, at what loss, and how much of it could be known beforehand?
    Outcomes {
        /// The CAA Database of Battles 1990, as its patched source table (cdb90-patched.csv)
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        how: CorpusArguments,
    },
    /// How far can sources be trusted that tell the same quantities, and who copied whom?
    Sources {
        /// Table of claims (cwsac_id, belligerent, source, field, min, max)
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        how: CorpusArguments,
    },
}

/// Arguments of every study of a table.
#[derive(Debug, Args)]
pub struct CorpusArguments {
    /// Folder to write findings, tables and the page to
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Seed of the study
    #[arg(long, value_name = "N", default_value_t = 2012)]
    pub seed: u64,
    /// Threads; the answer does not depend on it [default: 0, which takes all cores]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, value_parser = threads)]
    pub threads: usize,
    /// How to print it
    #[arg(long, value_enum, default_value_t = DataFormat::Text)]
    pub format: DataFormat,
}
