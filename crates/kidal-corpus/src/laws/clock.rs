//! Laws with a changed clock: both rates multiplied by the same function of time.
//!
//! Such a law runs through the same states at other times, so that it gives every battle the same number. Here that number
//! is found without using this: from the time at which R is down to its last strength.

use kidal_math::ln;

use super::law::{Power, Prepared, slopes};

/// The published fatigue: 1/ln(e + t).
/// Source: [rubiocampillo2016], as its code has it. t: time in steps of the published program.
fn rate(t: f64) -> f64 {
    1.0 / ln(std::f64::consts::E + t)
}

/// Loss rate of R at the beginning \[1/time\]: chosen by us so that a battle lasts some units of time, in which the clock
/// slows down to a third. The ratio of powers does not depend on it.
const RATE_OF_R: f64 = 0.05;

/// Nodes and weights of Gauss and Legendre on −1 to 1, eight points.
const NODES: [(f64, f64); 4] = [
    (0.183_434_642_495_649_8, 0.362_683_783_378_362),
    (0.525_532_409_916_329, 0.313_706_645_877_887_3),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_48),
    (0.960_289_856_497_536_3, 0.101_228_536_290_376_26),
];
/// Longest panel of the quadrature \[time\].
const PANEL: f64 = 2.0;

/// The time that the clock of the losses shows.   τ(t) = ∫₀ᵗ 1/ln(e + u) du
fn shown(t: f64) -> f64 {
    let panels = (t / PANEL).ceil().clamp(1.0, 256.0);
    let half = 0.5 * t / panels;
    let mut sum = 0.0;
    for panel in 0..panels as usize {
        let middle = (2.0 * panel as f64 + 1.0) * half;
        for (node, weight) in NODES {
            sum += weight * half * (rate(middle - node * half) + rate(middle + node * half));
        }
    }
    sum
}

/// What the fatigue law makes of a battle: R(t) = R₀·e^(−b·τ(t)), B(t) = B₀·e^(−a·τ(t)), both at the time T at which R is
/// down to R₀ − Rc. a = ln(B₀/B)/τ(T); the answer is ln(a/b), with its slopes through T.
pub fn fatigue(prepared: &Prepared) -> Power {
    let wanted = -prepared.left_r / RATE_OF_R;
    // Newton's steps: τ is increasing and concave, so they approach from below after the first.
    let mut t = wanted;
    for _ in 0..60 {
        let step = (wanted - shown(t)) / rate(t);
        t += step;
        if step.abs() <= 1e-15 * t {
            break;
        }
    }
    let tau = shown(t);
    let a = -prepared.left_b / tau;
    let battle = &prepared.battle;
    // ∂ ln a/∂Bc = 1/(B·ln(B₀/B));   ∂ ln a/∂Rc = −τ'(T)/τ(T) · dT/dRc,   dT/dRc = 1/(b·τ'(T)·R)
    let pull_b = 1.0 / ((battle.b0 - battle.bc) * -prepared.left_b);
    let slowness = 1.0 / (RATE_OF_R * rate(t) * (battle.r0 - battle.rc));
    let pull_r = rate(t) / tau * slowness;
    Power {
        ln_ratio: ln(a / RATE_OF_R),
        ln_slopes: slopes(battle, pull_r, pull_b),
    }
}

/// Steps of [`with_clock`]; chosen by us so that the error of the fourth-order method is below 1e-11.
const STEPS: usize = 400;

/// What the power family with exponents p and q = 1 + p − s and the clock 1/ln(e + t) makes of a battle: the ratio of powers
/// at which the *simulated* battle, stepped through time, has B at its last strength when R is at its own. Found by Newton's
/// steps from the closed form, each with a simulation of its own (Runge and Kutta, fourth order).
pub fn with_clock(prepared: &Prepared, s: f64) -> f64 {
    let mut ln_ratio = prepared.power(s).ln_ratio;
    let at = |ln_ratio: f64| simulated(prepared, s, ln_ratio);
    // The slope changes little so near, and is asked once.
    let step = 1e-4;
    let slope = (at(ln_ratio + step) - at(ln_ratio - step)) / (2.0 * step);
    if slope == 0.0 || !slope.is_finite() {
        return ln_ratio;
    }
    for _ in 0..2 {
        ln_ratio += (prepared.left_b - at(ln_ratio)) / slope;
    }
    ln_ratio
}

/// ln(B/B₀) when R is down to its last strength, in a simulation under the clock.
/// With u = ln(R/R₀), v = ln(B/B₀) and p = s, q = 1 (any p and q with 1 + p − q = s have the same orbit):
/// du/dt = −c(t)·β·e^(s·v),   dv/dt = −c(t)·α·e^(s·u),   α/β = ratio·(R₀/B₀)ˢ
fn simulated(prepared: &Prepared, s: f64, ln_ratio: f64) -> f64 {
    use kidal_math::exp;
    let alpha = exp(ln_ratio + s * (ln(prepared.battle.r0) - ln(prepared.battle.b0)));
    let slopes = |t: f64, u: f64, v: f64| {
        let clock = rate(t);
        (-clock * exp(s * v), -clock * alpha * exp(s * u))
    };
    let step_once = |t: f64, u: f64, v: f64, h: f64| {
        let (u1, v1) = slopes(t, u, v);
        let (u2, v2) = slopes(t + 0.5 * h, u + 0.5 * h * u1, v + 0.5 * h * v1);
        let (u3, v3) = slopes(t + 0.5 * h, u + 0.5 * h * u2, v + 0.5 * h * v2);
        let (u4, v4) = slopes(t + h, u + h * u3, v + h * v3);
        (
            u + h / 6.0 * (u1 + 2.0 * u2 + 2.0 * u3 + u4),
            v + h / 6.0 * (v1 + 2.0 * v2 + 2.0 * v3 + v4),
        )
    };
    let goal = prepared.left_r;
    let (mut t, mut u, mut v) = (0.0, 0.0, 0.0);
    // The step follows the faster side, so that a battle of any length has some STEPS steps.
    let whole = -(goal + prepared.left_b);
    for _ in 0..8 * STEPS {
        let (du, dv) = slopes(t, u, v);
        let mut h = whole / STEPS as f64 / -(du + dv);
        let next = step_once(t, u, v, h);
        if next.0 <= goal {
            // The last step ends where R is down: Newton's steps on its length.
            for _ in 0..6 {
                let end = step_once(t, u, v, h);
                h += (goal - end.0) / slopes(t + h, end.0, end.1).0;
            }
            return step_once(t, u, v, h).1;
        }
        (u, v) = next;
        t += h;
    }
    v
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::battle::Battle;

    fn prepared() -> Vec<Prepared> {
        [
            (47_500.0, 400.0, 32_000.0, 6_000.0),
            (20_000.0, 5_000.0, 20_000.0, 5_000.0),
            (6_000.0, 2_500.0, 5_000.0, 4_800.0),
        ]
        .into_iter()
        .map(|(r0, rc, b0, bc)| {
            Prepared::new(Battle {
                year: 1700,
                r0,
                rc,
                b0,
                bc,
            })
        })
        .collect()
    }

    #[test]
    fn fatigue_gives_every_battle_the_number_of_the_logarithmic_law() {
        for battle in prepared() {
            let (clocked, plain) = (fatigue(&battle), battle.power(0.0));
            assert!((clocked.ln_ratio - plain.ln_ratio).abs() < 1e-13);
            for (one, other) in clocked.ln_slopes.into_iter().zip(plain.ln_slopes) {
                assert!((one - other).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn a_simulation_with_a_changed_clock_finds_the_closed_form_under_every_law() {
        for battle in prepared() {
            for s in [-0.5, 0.0, 0.65, 1.0, 2.0] {
                let (found, plain) = (with_clock(&battle, s), battle.power(s).ln_ratio);
                assert!((found - plain).abs() < 1e-9, "s = {s}: {found} {plain}");
            }
        }
    }

    #[test]
    fn the_clock_shows_what_a_fine_sum_gives() {
        let fine: f64 = (0..2_000_000)
            .map(|i| rate((f64::from(i) + 0.5) * 1e-5) * 1e-5)
            .sum();
        assert!((shown(20.0) - fine).abs() < 1e-9);
    }
}
