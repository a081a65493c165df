//! `kidal sweep`

use kidal_commands::sweep::{self as sweeps, DesignName, SweepRequest};
use kidal_commands::trouble::Trouble;
use kidal_commands::{answer, exit, json};

use crate::arguments::{DataFormat, SweepArguments, SweepDesign};
use crate::progress::Bar;
use crate::{interrupt, print};

/// Plays a designed experiment.
pub fn sweep(arguments: SweepArguments) -> Result<u8, Trouble> {
    let request = SweepRequest {
        dossier: arguments.dossier.path,
        out: arguments.out,
        seed: arguments.seed,
        threads: arguments.threads,
        design: match arguments.design {
            SweepDesign::Saltelli => DesignName::Saltelli,
            SweepDesign::Morris => DesignName::Morris,
            SweepDesign::NearlyOrthogonal => DesignName::NearlyOrthogonal,
            SweepDesign::Latin => DesignName::Latin,
            SweepDesign::Sobol => DesignName::Sobol,
            SweepDesign::Factorial => DesignName::Factorial,
        },
        size: arguments.size.map(|size| size as usize),
        second_order: arguments.pairs,
        factors: arguments.factor,
        table: arguments.factors,
        replicates: arguments.replicates,
        outcomes: arguments.outcome,
        fresh: arguments.fresh,
    };
    let mut bar = Bar::new();
    let done = sweeps::sweep(&request, &interrupt::flag(), &mut bar);
    bar.clear();
    let done = done?;
    if done.is_resumed {
        print::remark("went on from the checkpoint of an earlier start");
    }
    let text = match arguments.format {
        DataFormat::Text => answer::sweep(&done.findings, &done.folder),
        DataFormat::Json => json::findings(&done.findings)?,
    };
    Ok(print::answer(&text, exit::DONE))
}
