//! The study of laws of attrition without the program around it, so that it alone can be timed; prints what is said.
//! Usage: laws RUNS FILE...

use std::fs::File;
use std::io::BufReader;

use kidal_corpus::laws::study::{LawStudy, Settings};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let runs = arguments.next().ok_or("name a number of runs")?.parse()?;
    let mut study = LawStudy::new(Settings { seed: 2012, runs });
    for file in arguments {
        study.read_period(&file, BufReader::new(File::open(&file)?))?;
    }
    for one in study.finish()?.statements {
        println!("{} → {}: {}", one.said, one.verdict, one.found);
    }
    Ok(())
}
