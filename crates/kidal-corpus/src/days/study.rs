//! The study of days: from tables of campaigns to findings.

mod campaigns;
mod landing;

use kidal_findings::{CorpusRecord, FileReading};

use super::campaign::{Campaign, has_column, read_campaigns};
use super::island::{self, Island};
use crate::table::{Reading, TableError, Unfit, read_table, rows_set_aside};

/// A study in the making: give it files, then finish.
#[derive(Default)]
pub struct DayStudy {
    campaigns: Vec<Campaign>,
    island: Island,
    reading: Vec<FileReading>,
}

/// Why the study cannot be finished.
#[derive(Debug, thiserror::Error)]
pub enum DayError {
    /// No file has days in it.
    #[error(
        "compare laws over days: no file has {least} usable days, or both landings and strengths; the columns of a table of days are those of docs/how-to/study-a-corpus.md{why}"
    )]
    NothingToDo {
        /// Fewest days that are compared.
        least: usize,
        /// What became of the rows.
        why: String,
    },
}

/// Fewer days are not compared: general laws have five unknowns.
const FEWEST: usize = 8;

impl DayStudy {
    /// Reads a file of any known form; one of another form is set aside with all its rows.
    ///
    /// # Errors
    /// [`TableError`] where it is no table.
    pub fn read(&mut self, file: &str, text: &[u8]) -> Result<(), TableError> {
        if island::LANDING_COLUMNS
            .iter()
            .all(|name| has_column(text, name))
        {
            let (landings, reading) = island::read_landings(file, text)?;
            self.island.landings = landings;
            self.reading.push(reading.into_record());
            return Ok(());
        }
        if island::STEP_COLUMNS
            .iter()
            .all(|name| has_column(text, name))
        {
            let (steps, reading) = island::read_steps(file, text)?;
            self.island.steps = steps;
            self.reading.push(reading.into_record());
            return Ok(());
        }
        let found = read_campaigns(file, text)?;
        if found.is_empty() {
            self.reading.push(unknown(file, text)?.into_record());
        }
        for (campaign, reading) in found {
            let mut record = reading.into_record();
            record.file = format!(
                "{file} ({})",
                campaign.name.rsplit(": ").next().unwrap_or("")
            );
            self.reading.push(record);
            if campaign.days.len() >= FEWEST {
                self.campaigns.push(campaign);
            }
        }
        Ok(())
    }

    /// Computes everything. The result is the same on any number of threads.
    ///
    /// # Errors
    /// [`DayError`].
    pub fn finish(self) -> Result<CorpusRecord, DayError> {
        let mut record = CorpusRecord {
            study: "days".into(),
            method: method(),
            reading: self.reading,
            ..CorpusRecord::default()
        };
        if !self.campaigns.is_empty() {
            campaigns::add(&self.campaigns, &mut record);
        }
        landing::add(&self.island, &mut record);
        if record.tables.is_empty() {
            return Err(DayError::NothingToDo {
                least: FEWEST,
                why: rows_set_aside(&record.reading),
            });
        }
        Ok(record)
    }
}

fn unknown(file: &str, text: &[u8]) -> Result<Reading, TableError> {
    read_table(file, text, &[], |_| {
        Err(Unfit::whole(
            "the file has no strengths and losses of both sides day by day",
            "file of another kind",
        ))
    })
}

fn method() -> Vec<String> {
    [
        "A law says how many men each side loses on a day, given the strengths of that day: dR/dt = −b·R^q·B^p, dB/dt = −a·B^q·R^p. Losses are compared as logarithms with normal errors, so that the levels a and b, the exponents p and q and the advantage d of the side that defends are integrated in closed form, and the size of the errors by quadrature: evidences have a numerical error and no other.",
        "With “own pace each day” both sides’ losses of a day are multiplied by a number that is unknown and shared: any change of clock is among them. With the clock of the fatigue law both are divided by ln(e + t). Losses of whole battles cannot tell clocks apart; days can.",
        "Who attacked is not in the tables. The law with d takes it that the second side attacked first and that the attack passed over once, after an unknown day; all days count alike beforehand.",
        "Strengths of a campaign change little and both at the same time, so that p and q are told badly; their priors (mean 1, standard deviation 0.58, as of a uniform law on 0 to 2) stand beside what was found. Errors of neighbouring days resemble each other and are taken as independent, so that evidences are too sharp by an unknown amount.",
        "What the tables call killed is taken as lost. Strengths and losses of the campaign were put together long after it by others; two tables of one campaign differ.",
    ]
    .map(str::to_owned)
    .to_vec()
}

#[cfg(test)]
mod tests;
