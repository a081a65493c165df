//! Arguments of `sweep`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{DataFormat, FolderArgument, threads};

/// Examples of `sweep`.
pub const SWEEP: &str = "\
Examples:
  kidal sweep dossiers/kidal-2012 --design morris
  kidal sweep dossiers/kidal-2012 --factor garrison-men=200..600 --factor order:call-niger --factor men:army=0.5..2
  kidal sweep dossiers/kidal-2012 --factors my-factors.toml --design saltelli --size 1024 --outcome fall

A factor is an unknown (over its prior, or a range), the probability of an order, or a multiplier of men. Without factors,
sweep.toml of the dossier is read; without that, every unknown is moved. `kidal whatif DOSSIER --list` lists the names of its
unknowns and orders. Stopped work goes on when the same command is given again.";

/// Arguments of `sweep`.
#[derive(Debug, Args)]
pub struct SweepArguments {
    #[command(flatten)]
    pub dossier: FolderArgument,
    /// Where to try
    #[arg(long, value_enum, default_value_t = SweepDesign::Saltelli)]
    pub design: SweepDesign,
    /// Size of the design: rows of the base, runs, trajectories, or levels of each factor [default: by design]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(2..=65_536))]
    pub size: Option<u64>,
    /// Also tell the interaction of each pair (saltelli only; twice the histories)
    #[arg(long)]
    pub pairs: bool,
    /// What to move: NAME, NAME=LOW..HIGH, order:NAME, order:NAME=LOW..HIGH or men:NAME=LOW..HIGH; `kidal whatif DOSSIER --list` has the names
    #[arg(long = "factor", value_name = "FACTOR")]
    pub factor: Vec<String>,
    /// A factor table
    #[arg(long, value_name = "FILE", conflicts_with = "factor")]
    pub factors: Option<PathBuf>,
    /// Which questions of the dossier to ask [default: all]
    #[arg(long, value_name = "QUESTION", num_args = 1.., value_delimiter = ',')]
    pub outcome: Vec<String>,
    /// Streams of luck to average over [default: luck is a factor (saltelli), else 8]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub replicates: Option<u32>,
    /// Folder to write to [default: findings/NAME-sweep]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Seed
    #[arg(long, value_name = "N", default_value_t = 2012)]
    pub seed: u64,
    /// Threads; the answer does not depend on it [default: 0, which takes all cores]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, value_parser = threads)]
    pub threads: usize,
    /// Discard a checkpoint that is in the way
    #[arg(long)]
    pub fresh: bool,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = DataFormat::Text)]
    pub format: DataFormat,
}

/// Designs of `sweep`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SweepDesign {
    /// Sobol indices: which factor carries how much
    Saltelli,
    /// Screening: which factors do anything at all
    Morris,
    /// A Latin hypercube whose factors are nearly uncorrelated
    NearlyOrthogonal,
    /// A Latin hypercube
    Latin,
    /// A scrambled Sobol sequence
    Sobol,
    /// Every combination of levels
    Factorial,
}
