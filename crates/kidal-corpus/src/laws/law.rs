//! The laws, and the one number that each gives a battle.
//!
//! All laws of the power family, dR/dt = −b·R^q·B^p and dB/dt = −a·B^q·R^p, have the same orbits for equal s = 1 + p − q:
//! the ratio of powers a/b is φₛ(B)/φₛ(R) with φₛ(N) = (N₀ˢ − Nˢ)/s, and ln(N₀/N) for s = 0. Losses alone can therefore
//! tell s, and nothing else of p, q and time.

use kidal_math::{exp, exp_m1, ln};

use super::battle::Battle;

/// A law of attrition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Law {
    /// Fire at an area: losses go with the product of both strengths. s = 1.
    Linear,
    /// Aimed fire: losses go with the strength of the other side. s = 2.
    Square,
    /// Losses go with one's own strength. s = 0.
    Logarithmic,
    /// The logarithmic law with both rates divided by ln(e + t), as published under the name of fatigue.
    Fatigue,
    /// Hartley's mixed law, own strength to the 0.75 and the other's to the 0.4: s = 0.65.
    Mixed,
    /// Helmbold's law with an unknown exponent: s between 0 and 2.
    Helmbold,
    /// Bracken's general law with unknown exponents p and q between 0 and 2: s between −1 and 3.
    Generalised,
    /// Deitchman's guerrilla law: the smaller force is fired at as an area and aims itself.
    Guerrilla,
}

/// Hartley's exponents as published_fits gives them: 0.4 on the other's strength, 0.75 on one's own. Source: [hartley2001].
const HARTLEY_S: f64 = 1.0 + 0.4 - 0.75;

impl Law {
    /// Every law, in the order of the tables.
    pub const ALL: [Law; 8] = [
        Law::Linear,
        Law::Square,
        Law::Logarithmic,
        Law::Fatigue,
        Law::Mixed,
        Law::Helmbold,
        Law::Generalised,
        Law::Guerrilla,
    ];
    /// The four laws of the published comparison, in its order.
    pub const PUBLISHED: [Law; 4] = [Law::Linear, Law::Square, Law::Logarithmic, Law::Fatigue];

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Law::Linear => "linear",
            Law::Square => "square",
            Law::Logarithmic => "logarithmic",
            Law::Fatigue => "fatigue",
            Law::Mixed => "mixed (Hartley)",
            Law::Helmbold => "Helmbold",
            Law::Generalised => "general (Bracken)",
            Law::Guerrilla => "guerrilla (Deitchman)",
        }
    }

    /// The exponent s of its orbits, where the law fixes it.
    pub fn exponent(self) -> Option<f64> {
        match self {
            Law::Linear => Some(1.0),
            Law::Square => Some(2.0),
            Law::Logarithmic | Law::Fatigue => Some(0.0),
            Law::Mixed => Some(HARTLEY_S),
            Law::Helmbold | Law::Generalised | Law::Guerrilla => None,
        }
    }

    /// Prior density of s where the law leaves it open; `None` for the other laws.
    /// Helmbold: uniform on 0 to 2. General: p and q uniform on 0 to 2, so a triangle on −1 to 3.
    pub fn exponent_density(self, s: f64) -> Option<f64> {
        match self {
            Law::Helmbold => Some(if (0.0..=2.0).contains(&s) { 0.5 } else { 0.0 }),
            Law::Generalised => Some((0.5 - 0.25 * (s - 1.0).abs()).max(0.0)),
            _ => None,
        }
    }
}

/// What is taken as given when a law is asked how likely the losses are. The losses of a battle are two numbers, and a law
/// with a ratio of powers predicts one of them from the other: which one is a choice, so all three are computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The sum of both losses.
    Total,
    /// The losses of R.
    LossesOfR,
    /// The losses of B.
    LossesOfB,
}

impl Extent {
    /// All three, in the order of the tallies.
    pub const ALL: [Extent; 3] = [Extent::Total, Extent::LossesOfR, Extent::LossesOfB];

    /// Its place in the list.
    pub fn place(self) -> usize {
        self as usize
    }

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Extent::Total => "the sum of both losses",
            Extent::LossesOfR => "the losses of R",
            Extent::LossesOfB => "the losses of B",
        }
    }
}

/// What a law makes of a battle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Power {
    /// ln of the ratio of powers, of R to B.
    pub ln_ratio: f64,
    /// How fast it moves with ln(Bc/Rc), given each [`Extent`]: the Jacobian between ratio and losses.
    pub ln_slopes: [f64; 3],
}

/// A battle with its logarithms taken once.
#[derive(Clone, Copy, Debug)]
pub struct Prepared {
    pub(crate) battle: Battle,
    ln_r0: f64,
    ln_b0: f64,
    pub(crate) left_r: f64,
    pub(crate) left_b: f64,
}

impl Prepared {
    /// Takes the logarithms.
    pub fn new(battle: Battle) -> Self {
        Prepared {
            battle,
            ln_r0: ln(battle.r0),
            ln_b0: ln(battle.b0),
            left_r: battle.ln_left_r(),
            left_b: battle.ln_left_b(),
        }
    }

    /// What the power family with exponent s makes of the battle.
    /// ln(a/b) = ln φₛ(B) − ln φₛ(R);   ∂ ln φₛ/∂loss = N^(s−1)/φₛ
    pub fn power(&self, s: f64) -> Power {
        let r = side(s, self.ln_r0, self.left_r);
        let b = side(s, self.ln_b0, self.left_b);
        Power {
            ln_ratio: b.ln_phi - r.ln_phi,
            ln_slopes: slopes(&self.battle, r.pull, b.pull),
        }
    }

    /// What the guerrilla law makes of the battle.
    /// C: conventional, G: guerrilla, dC/dt = −g·G, dG/dt = −c·(C/C₀)·G: the orbit is (C₀² − C²)/(2·C₀) = (g/c)·(G₀ − G).
    /// The smaller force is taken for the guerrilla.
    /// Source: [deitchman1962]. Limits: who hid is not in the table; the choice is ours.
    pub fn guerrilla(&self) -> Power {
        let Battle { r0, rc, b0, bc, .. } = self.battle;
        let conventional = |n0: f64, lost: f64| {
            let left = n0 - lost;
            let phi = (n0 * n0 - left * left) / (2.0 * n0);
            (ln(phi), left / n0 / phi)
        };
        let hidden = |lost: f64| (ln(lost), 1.0 / lost);
        let (r, b) = if b0 <= r0 {
            (conventional(r0, rc), hidden(bc))
        } else {
            (hidden(rc), conventional(b0, bc))
        };
        Power {
            ln_ratio: b.0 - r.0,
            ln_slopes: slopes(&self.battle, r.1, b.1),
        }
    }
}

struct Side {
    ln_phi: f64,
    /// ∂ ln φ/∂loss \[1/man\].
    pull: f64,
}

/// Below this |s·ln(N/N₀)| the series of φ is used: the next term is some 1e-17 of it.
const SMALL: f64 = 1e-8;

fn side(s: f64, ln_n0: f64, left: f64) -> Side {
    // φ = N₀ˢ·(1 − e^(s·left))/s
    let turn = s * left;
    let (ln_core, core) = if turn.abs() < SMALL {
        let core = -left * (1.0 + 0.5 * turn);
        (ln(core), core)
    } else {
        let core = -exp_m1(turn) / s;
        (ln(core), core)
    };
    Side {
        ln_phi: s * ln_n0 + ln_core,
        pull: exp((s - 1.0) * left - ln_n0) / core,
    }
}

/// The slopes of ln ratio along ln(Bc/Rc), as logarithms, given each extent.
pub(crate) fn slopes(battle: &Battle, pull_r: f64, pull_b: f64) -> [f64; 3] {
    let (rc, bc) = (battle.rc, battle.bc);
    [
        ln(rc * bc / (rc + bc) * (pull_r + pull_b)),
        ln(bc * pull_b),
        ln(rc * pull_r),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn battles() -> [Battle; 3] {
        let battle = |r0, rc, b0, bc| Battle {
            year: 1800,
            r0,
            rc,
            b0,
            bc,
        };
        [
            battle(47_500.0, 400.0, 32_000.0, 6_000.0),
            battle(20_000.0, 5_000.0, 20_000.0, 5_000.0),
            battle(900.0, 30.0, 4_000.0, 3_900.0),
        ]
    }

    #[test]
    fn the_family_holds_the_three_closed_forms() {
        for battle in battles() {
            let Battle { r0, rc, b0, bc, .. } = battle;
            let (r, b) = (r0 - rc, b0 - bc);
            let at = |s: f64| exp(Prepared::new(battle).power(s).ln_ratio);
            let near = |x: f64, y: f64| assert!((x / y - 1.0).abs() < 1e-11, "{x} {y}");
            near(at(1.0), bc / rc);
            near(at(2.0), (b0 * b0 - b * b) / (r0 * r0 - r * r));
            near(at(0.0), ln(b0 / b) / ln(r0 / r));
            near(at(1e-12), at(0.0));
        }
    }

    #[test]
    fn the_slopes_are_the_derivatives() {
        let step = 1e-6;
        for battle in battles() {
            for s in [-0.7, 0.0, 0.65, 1.0, 2.0] {
                check(&battle, step, |battle| Prepared::new(battle).power(s));
            }
            check(&battle, step, |battle| Prepared::new(battle).guerrilla());
        }
    }

    fn check(battle: &Battle, step: f64, power: impl Fn(Battle) -> Power) {
        let total = battle.rc + battle.bc;
        let at = |extent: Extent, by: f64| {
            let exchange = exp(battle.ln_exchange() + by);
            let mut moved = *battle;
            match extent {
                Extent::Total => {
                    moved.rc = total / (1.0 + exchange);
                    moved.bc = total - moved.rc;
                }
                Extent::LossesOfR => moved.bc = exchange * battle.rc,
                Extent::LossesOfB => moved.rc = battle.bc / exchange,
            }
            power(moved).ln_ratio
        };
        for (extent, ln_slope) in Extent::ALL.into_iter().zip(power(*battle).ln_slopes) {
            let numeric = (at(extent, step) - at(extent, -step)) / (2.0 * step);
            assert!(
                (exp(ln_slope) / numeric - 1.0).abs() < 1e-5,
                "{extent:?} {numeric} {}",
                exp(ln_slope)
            );
        }
    }

    #[test]
    fn other_names_for_the_sides_turn_the_sign_and_nothing_else() {
        for battle in battles() {
            let (one, other) = (Prepared::new(battle), Prepared::new(battle.swapped()));
            for s in [-0.5, 0.0, 0.65, 2.0] {
                let (one, other) = (one.power(s), other.power(s));
                assert!((one.ln_ratio + other.ln_ratio).abs() < 1e-12);
                assert!((one.ln_slopes[0] - other.ln_slopes[0]).abs() < 1e-12);
            }
        }
    }
}
