//! Runs the published rejection on one table of battles and prints the shares of the laws by tolerance.
//! `bench/published_abc.py` times it. Usage: published FILE RUNS [refine]

use std::fs::File;
use std::io::BufReader;

use kidal_corpus::laws::published::fight::Program;
use kidal_corpus::laws::published::{Rejection, reject, shares};
use kidal_corpus::laws::read_battles;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let file = arguments.get(1).ok_or("name a table of battles")?;
    let runs: u64 = arguments.get(2).ok_or("name a number of runs")?.parse()?;
    let mut battles = Vec::new();
    read_battles(file, BufReader::new(File::open(file)?), |battle| {
        battles.push(battle);
    })?;
    let program = match arguments.get(3) {
        None => Program::PUBLISHED,
        Some(times) => Program::refined(times.parse()?),
    };
    let settings = Rejection {
        seed: 1,
        runs,
        keep: (runs / 100).max(1),
        program,
    };
    let kept = reject(&battles, &settings);
    for tolerance in [0.01, 0.001] {
        let count = (runs as f64 * tolerance) as usize;
        println!("{tolerance}: {:?}", shares(&kept, count));
    }
    Ok(())
}
