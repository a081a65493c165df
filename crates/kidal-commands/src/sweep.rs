//! `kidal sweep`: a designed experiment over a scenario.

use std::fs;
use std::io;
use std::path::PathBuf;

use kidal_diag::{Diagnostic, Files};
use kidal_findings::Findings;

use crate::checkpoint::{Belongs, Checkpoint};
use crate::folder::Folder;
use crate::hooks::{Run, Watcher};
use crate::results::{self, Results};
use crate::stop::StopFlag;
use crate::study_door::{self, Design, FactorTable, Farm, Plan, StudyError, SweepOptions};
use crate::trouble::Trouble;
use crate::weigh::{default_folder, keep, study_trouble, threads};
use crate::write::prepare_folder;

/// Name of the factor table in the dossier's folder.
pub const TABLE: &str = "sweep.toml";

/// Which design.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DesignName {
    /// Every combination of levels; size: levels of each factor.
    Factorial,
    /// Latin hypercube; size: runs.
    Latin,
    /// Nearly orthogonal Latin hypercube; size: runs.
    NearlyOrthogonal,
    /// Scrambled Sobol sequence; size: runs.
    Sobol,
    /// Morris screening; size: trajectories.
    Morris,
    /// Sobol indices; size: rows of the base.
    Saltelli,
}

impl DesignName {
    /// The size where nobody gives one. Chosen by us because each then takes some ten thousand histories or fewer at eight
    /// factors.
    #[must_use]
    pub fn usual_size(self) -> usize {
        match self {
            DesignName::Factorial => 2,
            DesignName::Latin | DesignName::Sobol => 512,
            DesignName::NearlyOrthogonal => 257,
            DesignName::Morris => 40,
            DesignName::Saltelli => 1024,
        }
    }

    fn design(self, size: usize, second_order: bool) -> Design {
        match self {
            DesignName::Factorial => Design::Factorial { levels: size },
            DesignName::Latin => Design::Plan(Plan::LatinHypercube { runs: size }),
            DesignName::NearlyOrthogonal => Design::Plan(Plan::NearlyOrthogonal { runs: size }),
            DesignName::Sobol => Design::Plan(Plan::Sobol { runs: size }),
            DesignName::Morris => Design::Plan(Plan::Morris {
                trajectories: size,
                levels: 4,
            }),
            DesignName::Saltelli => Design::Plan(Plan::Saltelli {
                base: size,
                second_order,
            }),
        }
    }

    /// Every design, the default first.
    pub const ALL: [Self; 6] = [
        DesignName::Saltelli,
        DesignName::Morris,
        DesignName::NearlyOrthogonal,
        DesignName::Latin,
        DesignName::Sobol,
        DesignName::Factorial,
    ];

    /// Its name, as the command line has it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            DesignName::Factorial => "factorial",
            DesignName::Latin => "latin",
            DesignName::NearlyOrthogonal => "nearly-orthogonal",
            DesignName::Sobol => "sobol",
            DesignName::Morris => "morris",
            DesignName::Saltelli => "saltelli",
        }
    }
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct SweepRequest {
    /// Folder of the dossier.
    pub dossier: PathBuf,
    /// Folder to write to; `findings/NAME-sweep` where none is given.
    pub out: Option<PathBuf>,
    /// Seed.
    pub seed: u64,
    /// Threads; 0 takes all cores.
    pub threads: usize,
    /// Which design.
    pub design: DesignName,
    /// Its size; the usual one where none is given.
    pub size: Option<usize>,
    /// Whether indices of pairs are wanted.
    pub second_order: bool,
    /// Factors in words.
    pub factors: Vec<String>,
    /// File with a factor table; `sweep.toml` of the dossier where it has one and no factor is named.
    pub table: Option<PathBuf>,
    /// Streams of luck to average over.
    pub replicates: Option<u32>,
    /// Questions to ask.
    pub outcomes: Vec<String>,
    /// Discard a checkpoint that is in the way.
    pub fresh: bool,
}

/// What came out.
#[derive(Clone, Debug)]
pub struct SweepAnswer {
    /// The findings, as written.
    pub findings: Findings,
    /// The folder that holds them.
    pub folder: PathBuf,
    /// Whether the work went on from a checkpoint.
    pub is_resumed: bool,
}

/// Plays a designed experiment and writes the findings.
///
/// # Errors
/// Where the dossier or the factor table cannot be read, a factor or design makes no sense, the folder cannot be written,
/// or it was asked to stop.
pub fn sweep(
    request: &SweepRequest,
    stop: &StopFlag,
    watcher: &mut dyn Watcher,
) -> Result<SweepAnswer, Trouble> {
    sweep_on(request, stop, watcher, None)
}

/// [`sweep`] with the histories played by a farm; the findings have the same bytes.
///
/// # Errors
/// As [`sweep`], and where the workers are gone; what they did is then in the checkpoint.
pub fn sweep_on(
    request: &SweepRequest,
    stop: &StopFlag,
    watcher: &mut dyn Watcher,
    farm: Option<&mut dyn Farm>,
) -> Result<SweepAnswer, Trouble> {
    only_where_pairs_are_told(request)?;
    let opened = Folder::open(&request.dossier)?;
    let table = table(request)?;
    let size = request.size.unwrap_or(request.design.usual_size());
    let options = SweepOptions {
        seed: request.seed,
        threads: threads(request.threads),
        design: request.design.design(size, request.second_order),
        factors: request.factors.clone(),
        table: table.clone(),
        replicates: request.replicates,
        outcomes: request.outcomes.clone(),
        command: command(request, size),
    };
    let folder = request
        .out
        .clone()
        .unwrap_or_else(|| default_folder(&format!("{}-sweep", opened.folder.name)));
    let made = prepare_folder(&folder)?;
    let belongs = Belongs {
        version: env!("CARGO_PKG_VERSION").into(),
        dossier: opened.folder.digest.clone(),
        options: format!(
            "{:?} {:?}",
            options.command,
            table.as_ref().map(|table| &table.text)
        ),
    };
    let (mut checkpoint, state) = Checkpoint::find(&folder, belongs, request.fresh)?;
    let mut run = Run {
        checkpoint: Some(&mut checkpoint),
        watcher,
        stop,
        deadline: None,
        done: 0,
        stopped_at: None,
    };
    let is_on_farm = farm.is_some();
    let done = study_door::sweep_on(opened.case(), &options, state.as_deref(), &mut run, farm);
    let findings = match done {
        Ok(findings) => findings,
        Err(error) => {
            let kept = keep(&mut checkpoint, &error, is_on_farm);
            if let Some(trouble) = checkpoint.trouble() {
                return Err(trouble);
            }
            let mut trouble = match (error, table) {
                (StudyError::Factors(diagnostics), Some(table)) => faults(table, diagnostics),
                (error, _) => study_trouble(error, &opened.folder, checkpoint.path()),
            };
            if let (Trouble::Run { remedy, .. }, Some(kept)) = (&mut trouble, kept) {
                *remedy = format!("{remedy}; {kept}");
            }
            made.undo();
            return Err(trouble);
        }
    };
    results::write(
        &folder,
        &Results {
            findings: &findings,
            ensemble: None,
            dossier: &opened.folder.files,
            options: None,
        },
    )?;
    made.keep();
    checkpoint.remove()?;
    Ok(SweepAnswer {
        findings,
        folder,
        is_resumed: state.is_some(),
    })
}

/// Interactions of pairs are told by one design alone.
fn only_where_pairs_are_told(request: &SweepRequest) -> Result<(), Trouble> {
    if !request.second_order || request.design == DesignName::Saltelli {
        return Ok(());
    }
    Err(Trouble::usage(
        format!(
            "a {} design does not tell the interactions of pairs",
            request.design.word()
        ),
        "take `--design saltelli`, which does, or leave `--pairs` out",
    ))
}

/// The faults of a factor table, as the trouble of a command.
fn faults(table: FactorTable, diagnostics: Vec<Diagnostic>) -> Trouble {
    let mut files = Files::new();
    files.insert(table.name, table.text);
    Trouble::Dossier {
        what: "the factor table",
        files,
        diagnostics,
    }
}

/// The factor table, if one is asked for or there, under the name by which it is found from here.
fn table(request: &SweepRequest) -> Result<Option<FactorTable>, Trouble> {
    let (path, is_asked) = match &request.table {
        Some(path) => (path.clone(), true),
        None if request.factors.is_empty() => (request.dossier.join(TABLE), false),
        None => return Ok(None),
    };
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some(FactorTable {
            name: path.display().to_string().replace('\\', "/"),
            text,
        })),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound && !is_asked => Ok(None),
        Err(cause) => Err(Trouble::Input {
            action: "read".into(),
            path,
            cause: crate::trouble::plain(&cause),
            remedy: "name a factor table, or factors with `--factor NAME=LOW..HIGH`".into(),
        }),
    }
}

/// The command that asks for the same again.
fn command(request: &SweepRequest, size: usize) -> String {
    let mut text = format!(
        "kidal sweep {} --design {} --size {size} --seed {}",
        request.dossier.display(),
        request.design.word(),
        request.seed
    );
    for factor in &request.factors {
        text.push_str(&format!(" --factor '{factor}'"));
    }
    if let Some(table) = &request.table {
        text.push_str(&format!(" --factors {}", table.display()));
    }
    if let Some(replicates) = request.replicates {
        text.push_str(&format!(" --replicates {replicates}"));
    }
    for outcome in &request.outcomes {
        text.push_str(&format!(" --outcome {outcome}"));
    }
    if request.second_order {
        text.push_str(" --pairs");
    }
    text
}
