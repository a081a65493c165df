//! The reference skirmish in krABMaga: one agent an element; what elements are lies in the state, and they find each other
//! through a `Field2D`, whose read side holds the positions at the start of the step.
//!
//! Usage: `skirmish-krabmaga ELEMENTS_A_SIDE BATTLES FIRST_SEED`; prints one row a battle.

mod battle;

use battle::{Battle, LAST_STEP};
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;

fn main() {
    let numbers: Vec<u64> = std::env::args()
        .skip(1)
        .map(|text| text.parse().expect("arguments are numbers"))
        .collect();
    let [n, battles, first] = numbers[..] else {
        eprintln!("usage: skirmish-krabmaga ELEMENTS_A_SIDE BATTLES FIRST_SEED");
        std::process::exit(2);
    };
    println!("seed,winner,end_step,surv_a,surv_d,fled_a,fled_d,element_steps");
    for seed in first..first + battles {
        let mut battle = Battle::new(n as usize, seed);
        let mut schedule = Schedule::new();
        battle.init(&mut schedule);
        while schedule.step < LAST_STEP && !battle.end_condition(&mut schedule) {
            schedule.step(battle.as_state_mut());
        }
        println!("{seed},{},{}", battle.winner(), battle.row(schedule.step));
    }
}
