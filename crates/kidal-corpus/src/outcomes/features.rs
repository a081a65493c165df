//! What a model may know of a battle.

use kidal_math::ln;

use super::engagement::Engagement;

/// What a model may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knowledge {
    /// Nothing but how often attackers win.
    Nothing,
    /// The ratio of men.
    ForceRatio,
    /// What can be counted or seen: men, arms, front, posture, terrain, weather, air, year.
    Objective,
    /// The ten judged factors, coded with the result known.
    Judged,
}

impl Knowledge {
    /// All of them, in the order of the tables.
    pub const ALL: [Knowledge; 4] = [
        Knowledge::Nothing,
        Knowledge::ForceRatio,
        Knowledge::Objective,
        Knowledge::Judged,
    ];

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Knowledge::Nothing => "how often attackers win",
            Knowledge::ForceRatio => "ratio of men",
            Knowledge::Objective => "objective data",
            Knowledge::Judged => "ratio and ten judged factors (hindsight)",
        }
    }

    /// Numbers of a battle; the ratio of men is always the first.
    pub fn features(self, battle: &Engagement) -> Vec<f64> {
        match self {
            Knowledge::Nothing => Vec::new(),
            Knowledge::ForceRatio => vec![battle.ln_ratio()],
            Knowledge::Objective => objective(battle),
            Knowledge::Judged => {
                let mut all = vec![battle.ln_ratio()];
                all.extend(battle.judged.iter().map(|value| value.unwrap_or(0.0)));
                all
            }
        }
    }
}

/// Counts are compared as ln((a + c)/(d + c)); c keeps few against none from looking like everything.
const FLOORS: [f64; 4] = [100.0, 10.0, 5.0, 10.0];
const POSTURES: [&str; 3] = ["FD", "PD", "DL"];

fn objective(battle: &Engagement) -> Vec<f64> {
    let men = ln(battle.men[0] + battle.men[1]);
    let mut all = vec![battle.ln_ratio(), men];
    for (pair, floor) in battle.arms.iter().zip(FLOORS) {
        match *pair {
            [Some(a), Some(d)] => all.extend([
                ln((a + floor) / (d + floor)),
                f64::from(u8::from(a + d > 0.0)),
            ]),
            _ => all.extend([0.0, 0.0]),
        }
    }
    let front = battle.front_km.map_or(0.0, |km| men - ln(km));
    all.extend([front, f64::from(u8::from(battle.front_km.is_some()))]);
    all.extend([
        battle.air.unwrap_or(0.0),
        f64::from(u8::from(battle.air.is_none())),
    ]);
    let century = (battle.year - 1850.0) / 100.0;
    all.extend([
        century,
        century * century,
        f64::from(u8::from(battle.year < 1800.0)),
        f64::from(u8::from(battle.year > 1945.0)),
        f64::from(u8::from(battle.is_in_periods)),
    ]);
    all.extend(POSTURES.map(|code| f64::from(u8::from(battle.posture == code))));
    let letters = |text: &str, place: usize, wanted: &str| -> Vec<f64> {
        let found = text.chars().nth(place);
        wanted
            .chars()
            .map(|letter| f64::from(u8::from(found == Some(letter))))
            .collect()
    };
    for (place, wanted) in [(0, "GF"), (1, "BDW"), (2, "MUD")] {
        all.extend(letters(&battle.terrain, place, wanted));
    }
    for (place, wanted) in [(0, "W"), (1, "HLO"), (2, "HC"), (3, "S$W"), (4, "ED")] {
        all.extend(letters(&battle.weather, place, wanted));
    }
    all
}
