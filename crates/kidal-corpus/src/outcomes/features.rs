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
    /// The same and who fought, shrunk group by group ([`super::shrunk`]).
    Shrunk,
    /// The ten judged factors, coded with the result known.
    Judged,
}

impl Knowledge {
    /// All of them, in the order of the tables.
    pub const ALL: [Knowledge; 5] = [
        Knowledge::Nothing,
        Knowledge::ForceRatio,
        Knowledge::Objective,
        Knowledge::Shrunk,
        Knowledge::Judged,
    ];

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Knowledge::Nothing => "how often attackers win",
            Knowledge::ForceRatio => "ratio of men",
            Knowledge::Objective => "objective data",
            Knowledge::Shrunk => "objective data and who fought, shrunk by groups",
            Knowledge::Judged => "ratio and ten judged factors (hindsight)",
        }
    }

    /// Numbers of a battle; the ratio of men is always the first.
    pub fn features(self, battle: &Engagement) -> Vec<f64> {
        match self {
            Knowledge::Nothing => Vec::new(),
            Knowledge::ForceRatio => vec![battle.ln_ratio()],
            Knowledge::Objective | Knowledge::Shrunk => objective(battle),
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
/// Groups of objective data: ratio of men, arms, posture, terrain, weather, air, and period with size and front.
pub const GROUPS: usize = 7;

fn objective(battle: &Engagement) -> Vec<f64> {
    grouped(battle)
        .into_iter()
        .map(|(_, value)| value)
        .collect()
}

/// Objective data of a battle, each with its group; the ratio of men is the first. How long it took, and whether fighting
/// came in several periods, are known afterwards alone and not among them.
pub fn grouped(battle: &Engagement) -> Vec<(usize, f64)> {
    let is = |so: bool| f64::from(u8::from(so));
    let mut all = vec![(0, battle.ln_ratio())];
    let mut add = |group: usize, values: &[f64]| {
        all.extend(values.iter().map(|value| (group, *value)));
    };
    for (pair, floor) in battle.arms.iter().zip(FLOORS) {
        match *pair {
            [Some(a), Some(d)] => add(1, &[ln((a + floor) / (d + floor)), is(a + d > 0.0)]),
            _ => add(1, &[0.0, 0.0]),
        }
    }
    let posture = battle.posture.as_str();
    add(
        2,
        &[
            is(posture == "FD"),
            is(posture == "PD"),
            is(matches!(posture, "DL" | "WD")),
        ],
    );
    let letter =
        |text: &str, place: usize, letter: char| is(text.chars().nth(place) == Some(letter));
    for (place, wanted) in [(0, "GF"), (1, "BDW"), (2, "MUD")] {
        for one in wanted.chars() {
            add(3, &[letter(&battle.terrain, place, one)]);
        }
    }
    for (place, wanted) in [(0, "W"), (1, "HLO"), (2, "HC"), (3, "S$W"), (4, "ED")] {
        for one in wanted.chars() {
            add(4, &[letter(&battle.weather, place, one)]);
        }
    }
    add(5, &[battle.air.unwrap_or(0.0), is(battle.air.is_none())]);
    let men = ln(battle.men[0] + battle.men[1]);
    let century = (battle.year - 1850.0) / 100.0;
    add(
        6,
        &[
            men,
            battle.front_km.map_or(0.0, |km| men - ln(km)),
            is(battle.front_km.is_some()),
            century,
            century * century,
            is(battle.year < 1800.0),
            is(battle.year > 1945.0),
        ],
    );
    all
}
