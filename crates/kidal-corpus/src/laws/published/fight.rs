//! A battle stepped as the published program steps it.

use kidal_math::ln;

use crate::laws::battle::Battle;

/// Step and rounding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Program {
    /// Most men that the larger side can lose in a step at equal powers (the published program: 100).
    pub men_per_step: f64,
    /// Whether what is left is cut to whole men after each step, as published.
    pub cuts_to_whole_men: bool,
}

impl Program {
    /// As published.
    pub const PUBLISHED: Program = Program {
        men_per_step: 100.0,
        cuts_to_whole_men: true,
    };

    /// With a finer step and no cutting; the clock of the fatigue law runs finer too.
    pub fn refined(times: f64) -> Program {
        Program {
            men_per_step: 100.0 / times,
            cuts_to_whole_men: false,
        }
    }
}

/// Where a stepped battle ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct End {
    pub(super) steps: u32,
    pub(super) r: f64,
    pub(super) b: f64,
    /// R is down to what it had left in history.
    pub(super) r_is_down: bool,
    /// The same for B.
    pub(super) b_is_down: bool,
}

/// A battle made ready for stepping.
#[derive(Clone, Debug)]
pub struct Stepper {
    pub(super) battle: Battle,
    r_left: f64,
    b_left: f64,
    program: Program,
}

/// Steps whose logarithms are kept; beyond them they are computed.
const KEPT_STEPS: usize = 1 << 15;

impl Stepper {
    /// Makes a battle ready.
    pub fn new(battle: Battle, program: Program) -> Self {
        Stepper {
            battle,
            r_left: battle.r0 - battle.rc,
            b_left: battle.b0 - battle.bc,
            program,
        }
    }

    /// Sum of the relative errors of both losses, under one of the published laws (its place in the list) and a ratio.
    pub fn distance(&self, law: usize, ratio: f64) -> f64 {
        let end = self.end(law, ratio);
        let Battle { r0, rc, b0, bc, .. } = self.battle;
        (r0 - end.r - rc).abs() / rc + (b0 - end.b - bc).abs() / bc
    }

    pub(super) fn end(&self, law: usize, ratio: f64) -> End {
        if self.program.cuts_to_whole_men {
            self.step::<true>(law, ratio)
        } else {
            self.step::<false>(law, ratio)
        }
    }

    fn step<const CUTS: bool>(&self, law: usize, ratio: f64) -> End {
        let Battle { r0, b0, .. } = self.battle;
        let men = self.program.men_per_step;
        let factor = if law == 0 {
            men / (b0 * r0)
        } else {
            men / b0.max(r0)
        };
        let times = factor * ratio;
        match law {
            0 => self.run::<CUTS>(|r, b, _| (factor * b * r, times * r * b)),
            1 => self.run::<CUTS>(|r, b, _| (factor * b, times * r)),
            2 => self.run::<CUTS>(|r, b, _| (factor * r, times * b)),
            _ => {
                let finer = men / Program::PUBLISHED.men_per_step;
                let slow = slownesses(finer);
                self.run::<CUTS>(|r, b, step| {
                    let by = slow
                        .get(step as usize)
                        .copied()
                        .unwrap_or_else(|| slowness(step, finer));
                    (factor * r / by, times * b / by)
                })
            }
        }
    }

    #[inline(always)]
    fn run<const CUTS: bool>(&self, losses: impl Fn(f64, f64, u32) -> (f64, f64)) -> End {
        let (mut r, mut b) = (self.battle.r0, self.battle.b0);
        let mut steps = 0;
        while r > self.r_left && b > self.b_left {
            let (lost_r, lost_b) = losses(r, b, steps);
            (r, b) = (r - lost_r, b - lost_b);
            if CUTS {
                (r, b) = (whole(r), whole(b));
            }
            steps += 1;
        }
        End {
            steps,
            r,
            b,
            r_is_down: r <= self.r_left,
            b_is_down: b <= self.b_left,
        }
    }
}

/// Towards zero, as the published program cuts. Strengths are below 2⁶³; what is further below zero does not matter.
#[inline(always)]
fn whole(men: f64) -> f64 {
    men as i64 as f64
}

/// ln(e + t) at step i of `finer` units of time.
fn slowness(step: u32, finer: f64) -> f64 {
    ln(std::f64::consts::E + f64::from(step) * finer)
}

/// The slownesses of the first steps. They are computed once for the published step and once for each other step asked.
fn slownesses(finer: f64) -> &'static [f64] {
    use std::sync::OnceLock;
    static PUBLISHED: OnceLock<Vec<f64>> = OnceLock::new();
    static TWENTIETH: OnceLock<Vec<f64>> = OnceLock::new();
    let kept = |finer: f64| -> Vec<f64> {
        (0..KEPT_STEPS as u32)
            .map(|step| slowness(step, finer))
            .collect()
    };
    if finer == 1.0 {
        PUBLISHED.get_or_init(|| kept(1.0))
    } else if finer == 1.0 / 20.0 {
        TWENTIETH.get_or_init(|| kept(1.0 / 20.0))
    } else {
        &[]
    }
}
