//! Commands that simulate.

use std::path::Path;

use kidal_commands::replay::{Counted, ReplayRequest, STEP_PAIRS, StepReport, StepRow};
use kidal_commands::trouble::Trouble;
use kidal_commands::weigh::{WeighRequest, Work};
use kidal_commands::whatif::WhatifRequest;
use kidal_commands::{answer, exit, json, replay as replays, weigh as studies, whatif as changes};

use crate::arguments::{DataFormat, ReplayArguments, TextFormat, WeighArguments, WhatifArguments};
use crate::progress::Bar;
use crate::{interrupt, print};

/// `kidal weigh`
pub fn weigh(arguments: WeighArguments) -> Result<u8, Trouble> {
    let format = arguments.format;
    let request = WeighRequest {
        dossier: arguments.dossier.path,
        out: arguments.out,
        seed: arguments.seed,
        threads: arguments.threads,
        only: arguments.only,
        without: arguments.without,
        as_known_on: arguments.as_known_on,
        work: match (arguments.full, arguments.small) {
            (true, _) => Work::Full,
            (_, true) => Work::Small,
            _ => Work::Usual,
        },
        budget: arguments.budget,
        fresh: arguments.fresh,
        model_only: arguments.model_only,
    };
    let mut bar = Bar::new();
    let done = studies::weigh(&request, &interrupt::flag(), &mut bar);
    bar.clear();
    let done = done?;
    if done.is_resumed {
        print::remark("went on from the checkpoint of an earlier start");
    }
    let text = match format {
        TextFormat::Text => answer::text(&done.findings, &done.folder),
        TextFormat::Md => answer::markdown(&done.findings, &done.folder),
        TextFormat::Json => json::findings(&done.findings)?,
    };
    Ok(print::answer(&text, done.exit_code()))
}

/// `kidal replay`
pub fn replay(arguments: ReplayArguments) -> Result<u8, Trouble> {
    let format = arguments.format;
    let request = ReplayRequest {
        dossier: arguments.dossier.path,
        seed: arguments.seed,
        run: arguments.run,
        out: arguments.out,
        threads: arguments.threads,
    };
    if arguments.verify_step {
        let pairs = arguments
            .count
            .map_or(STEP_PAIRS, |count| u32::try_from(count).unwrap_or(u32::MAX));
        let report = replays::verify_step(&request, pairs)?;
        let holds = |row: &StepRow| row.passes && row.elements_pass;
        let code = if report.rows.iter().all(holds) {
            exit::DONE
        } else {
            exit::DO_NOT_TRUST
        };
        return Ok(print::answer(&steps(&report, format), code));
    }
    if let Some(count) = arguments.count {
        let counted = replays::replay_count(&request, count)?;
        return Ok(print::answer(&counters(&counted, format), exit::DONE));
    }
    let played = replays::replay(&request)?;
    let mut text = String::new();
    if !arguments.quiet {
        match format {
            DataFormat::Json => text = json::findings(&played.findings)?,
            DataFormat::Text => {
                for history in &played.findings.histories {
                    text.push_str(&answer::history(
                        history,
                        played.clock_offset_s,
                        arguments.verbose,
                    ));
                }
            }
        }
    }
    if let (Some(folder), DataFormat::Text) = (&request.out, format) {
        text.push_str(&page_line(folder));
    }
    Ok(print::answer(&text, exit::DONE))
}

fn page_line(folder: &Path) -> String {
    format!("Page: {}\n", folder.join("report.html").display())
}

fn counters(counted: &Counted, format: DataFormat) -> String {
    if format == DataFormat::Json {
        return json::counted(counted);
    }
    format!(
        "histories      {}\nsteps          {}\nelement-steps  {}\ndraws          {}\nfailed         {}\ndigest         {}\n",
        counted.histories,
        counted.steps,
        counted.element_steps,
        counted.draws,
        counted.failures,
        counted.digest
    )
}

fn steps(report: &StepReport, format: DataFormat) -> String {
    if format == DataFormat::Json {
        return json::steps(report);
    }
    answer::steps(report)
}

/// `kidal whatif`
pub fn whatif(arguments: WhatifArguments) -> Result<u8, Trouble> {
    if arguments.list {
        let dossier = &arguments.dossier.path;
        let list = match &arguments.findings {
            Some(findings) => changes::changeable_in(dossier, findings)?,
            None => changes::changeable(dossier)?,
        };
        let text = match arguments.format {
            TextFormat::Text => answer::changeable(&list),
            TextFormat::Md => answer::changeable_markdown(&list),
            TextFormat::Json => json::changeable(&list),
        };
        return Ok(print::answer(&text, exit::DONE));
    }
    let record = changes::whatif(&WhatifRequest {
        dossier: arguments.dossier.path,
        change: arguments.change,
        outcome: arguments.outcome,
        findings: arguments.findings,
        threads: arguments.threads,
    })?;
    let text = match arguments.format {
        TextFormat::Text => answer::counterfactual(&record),
        TextFormat::Md => answer::counterfactual_markdown(&record),
        TextFormat::Json => json::counterfactual(&record),
    };
    Ok(print::answer(&text, exit::DONE))
}
