//! The model: every source either copies an earlier one or tells what it made of the truth itself, with a bias, a spread
//! and a coarseness of its own.
//!
//! For a quantity with true value e^y, in the order of publication: source s looks at the earlier sources that tell it, the
//! latest first, and copies source t with probability ρ(s, t); where it copies none, ln c = y + b(s, kind) + σ(s, kind)·ε with
//! ε of Student's law with ν degrees, told to a number of digits drawn from π(s). Copying is seen only where two numbers are
//! equal; equal round numbers may be chance, and how likely that is follows from the coarseness.
//!
//! Everything is drawn by Gibbs' sampler; ε through its scale mixture.

use kidal_chance::{Draws, hash_text, hash64};
use kidal_math::{exp, ln, ln_gamma};

use super::claim::{Accounts, CLASSES, Claim, KINDS, Quantity, step};

const KINDS_COUNT: usize = KINDS.len();
const CLASS_COUNT: usize = CLASSES.len();

/// Spread of biases beforehand \[ln\]; chosen by us: a source that is off by a third on the whole is rare.
const BIAS_SD: f64 = 0.3;
/// σ² beforehand: inverse gamma with this shape and scale; chosen by us: median spread 13 %, 90 % between 8 and 29 %.
const SPREAD_SHAPE: f64 = 2.0;
const SPREAD_SCALE: f64 = 0.03;
/// ρ beforehand: beta with these; chosen by us: one in five, and anything is possible.
const COPY: (f64, f64) = (1.0, 4.0);
/// Degrees of freedom that are tried.
const DEGREES: [f64; 7] = [1.0, 1.5, 2.0, 3.0, 4.0, 8.0, 30.0];

/// One draw of everything that belongs to sources.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// Bias \[ln\], source by kind.
    pub bias: Vec<[f64; KINDS_COUNT]>,
    /// Spread \[ln\], source by kind.
    pub spread: Vec<[f64; KINDS_COUNT]>,
    /// Share of each coarseness class, by source.
    pub coarseness: Vec<[f64; CLASS_COUNT]>,
    /// Probability that a source copies an earlier one that it could copy: `copy[s][t]`, t before s.
    pub copy: Vec<Vec<f64>>,
    /// Degrees of freedom of the errors.
    pub degrees: f64,
}

impl Draw {
    fn start(sources: usize) -> Self {
        Draw {
            bias: vec![[0.0; KINDS_COUNT]; sources],
            spread: vec![[0.15; KINDS_COUNT]; sources],
            coarseness: vec![[0.25; CLASS_COUNT]; sources],
            copy: (0..sources).map(|s| vec![0.2; s]).collect(),
            degrees: 3.0,
        }
    }
}

/// Draws from the posterior, and how often each source was found to copy another.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    /// The draws.
    pub draws: Vec<Draw>,
    /// Mean number of claims of s that copy t: `copies[s][t]`.
    pub copies: Vec<Vec<f64>>,
}

/// Length of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// Sweeps thrown away.
    pub warm_up: usize,
    /// Draws kept.
    pub draws: usize,
    /// Sweeps for each draw kept.
    pub every: usize,
}

/// Fits the model to the quantities that `is_used` admits and that at least two sources tell.
pub fn fit(
    accounts: &Accounts,
    is_used: impl Fn(&Quantity) -> bool,
    length: Length,
    seed: u64,
) -> Posterior {
    let quantities: Vec<&Quantity> = accounts
        .quantities
        .iter()
        .filter(|quantity| quantity.claims.len() > 1 && is_used(quantity))
        .collect();
    let sources = accounts.sources.len();
    let mut chain = Chain {
        draw: Draw::start(sources),
        truths: quantities.iter().map(|quantity| middle(quantity)).collect(),
        key: hash64(&[seed, hash_text("sources")]),
        sweep: 0,
    };
    let mut posterior = Posterior {
        draws: Vec::with_capacity(length.draws),
        copies: (0..sources).map(|s| vec![0.0; s]).collect(),
    };
    for _ in 0..length.warm_up {
        chain.sweep(&quantities);
    }
    for _ in 0..length.draws {
        let mut tally = chain.sweep(&quantities);
        for _ in 1..length.every {
            tally = chain.sweep(&quantities);
        }
        for (sum, counts) in posterior.copies.iter_mut().zip(&tally.copied) {
            for (sum, (copied, _)) in sum.iter_mut().zip(counts) {
                *sum += *copied as f64 / length.draws as f64;
            }
        }
        posterior.draws.push(chain.draw.clone());
    }
    posterior
}

/// Mean of the logarithms: where a chain starts.
fn middle(quantity: &Quantity) -> f64 {
    let sum: f64 = quantity.claims.iter().map(|claim| claim.ln_value).sum();
    sum / quantity.claims.len() as f64
}

/// What one sweep found, source by source.
struct Tally {
    /// (copied, looked at and not copied).
    copied: Vec<Vec<(u32, u32)>>,
    classes: Vec<[u32; CLASS_COUNT]>,
    /// Own claims: source, kind, λ, residual without bias.
    own: Vec<(usize, usize, f64, f64)>,
}

struct Chain {
    draw: Draw,
    truths: Vec<f64>,
    key: u64,
    sweep: u64,
}

impl Chain {
    fn sweep(&mut self, quantities: &[&Quantity]) -> Tally {
        let sources = self.draw.bias.len();
        let mut tally = Tally {
            copied: (0..sources).map(|s| vec![(0, 0); s]).collect(),
            classes: vec![[0; CLASS_COUNT]; sources],
            own: Vec::new(),
        };
        self.sweep += 1;
        for (place, quantity) in quantities.iter().enumerate() {
            let mut draws = Draws::at(self.key, self.sweep, place as u64);
            let (truth, own) = refresh(
                &self.draw,
                quantity.kind,
                &quantity.claims,
                self.truths[place],
                &mut draws,
                Some(&mut tally),
            );
            self.truths[place] = truth;
            for (claim, weight) in own {
                tally
                    .own
                    .push((claim.source, quantity.kind, weight, claim.ln_value - truth));
            }
        }
        let mut draws = Draws::at(self.key, self.sweep, u64::MAX);
        self.learn(&tally, &mut draws);
        self.centre(&tally, quantities);
        tally
    }

    /// A bias that all sources share cannot be told from other truths: the biases of a kind, of the sources that tell it, are
    /// made to add up to nought, and the truths move by as much.
    fn centre(&mut self, tally: &Tally, quantities: &[&Quantity]) {
        for kind in 0..KINDS_COUNT {
            let tells = |s: usize| tally.own.iter().any(|one| one.0 == s && one.1 == kind);
            let telling: Vec<usize> = (0..self.draw.bias.len()).filter(|s| tells(*s)).collect();
            if telling.is_empty() {
                continue;
            }
            let sum: f64 = telling.iter().map(|s| self.draw.bias[*s][kind]).sum();
            let mean = sum / telling.len() as f64;
            for s in telling {
                self.draw.bias[s][kind] -= mean;
            }
            for (truth, quantity) in self.truths.iter_mut().zip(quantities) {
                if quantity.kind == kind {
                    *truth += mean;
                }
            }
        }
    }

    /// New values of all that belongs to sources, given the sweep.
    fn learn(&mut self, tally: &Tally, draws: &mut Draws) {
        let draw = &mut self.draw;
        for s in 0..draw.bias.len() {
            for kind in 0..KINDS_COUNT {
                let own = || {
                    tally
                        .own
                        .iter()
                        .filter(move |one| one.0 == s && one.1 == kind)
                };
                let variance = draw.spread[s][kind] * draw.spread[s][kind];
                let precision =
                    1.0 / (BIAS_SD * BIAS_SD) + own().map(|one| one.2).sum::<f64>() / variance;
                let pull = own().map(|one| one.2 * one.3).sum::<f64>() / variance;
                let bias = pull / precision + draws.normal() / precision.sqrt();
                let squares: f64 = own()
                    .map(|one| one.2 * (one.3 - bias) * (one.3 - bias))
                    .sum();
                let shape = SPREAD_SHAPE + 0.5 * own().count() as f64;
                let scale = SPREAD_SCALE + 0.5 * squares;
                draw.bias[s][kind] = bias;
                draw.spread[s][kind] = (scale / draws.gamma(shape)).sqrt();
            }
            let parts: Vec<f64> = tally.classes[s]
                .iter()
                .map(|count| draws.gamma(1.0 + f64::from(*count)))
                .collect();
            let sum: f64 = parts.iter().sum();
            for (share, part) in draw.coarseness[s].iter_mut().zip(parts) {
                *share = part / sum;
            }
            for t in 0..s {
                let (copied, passed) = tally.copied[s][t];
                draw.copy[s][t] =
                    draws.beta(COPY.0 + f64::from(copied), COPY.1 + f64::from(passed));
            }
        }
        let ln_likelihoods = DEGREES.map(|degrees| {
            tally
                .own
                .iter()
                .map(|&(s, kind, _, residual)| {
                    let z = (residual - draw.bias[s][kind]) / draw.spread[s][kind];
                    ln_student_shape(z, degrees)
                })
                .sum::<f64>()
        });
        let most = ln_likelihoods.into_iter().fold(f64::NEG_INFINITY, f64::max);
        let weights = ln_likelihoods.map(|one| exp(one - most));
        if let Some(place) = draws.choose(&weights) {
            draw.degrees = DEGREES[place];
        }
    }
}

/// ln of Student's density of a standardised error.
fn ln_student_shape(z: f64, degrees: f64) -> f64 {
    kidal_math::ln_student_t_density(z, degrees, 0.0, 1.0)
}

/// Draws anew, for one quantity: who copied whom, and the truth. Returns the truth and the claims that are nobody's copy, with
/// the weight λ of each. With a tally, counts are taken and coarseness classes drawn.
fn refresh(
    draw: &Draw,
    kind: usize,
    claims: &[Claim],
    truth: f64,
    draws: &mut Draws,
    mut tally: Option<&mut Tally>,
) -> (f64, Vec<(Claim, f64)>) {
    let mut own = Vec::with_capacity(claims.len());
    for (place, claim) in claims.iter().enumerate() {
        let earlier = &claims[..place];
        let copied = who_was_copied(draw, kind, claim, earlier, truth, draws);
        if let Some(tally) = tally.as_deref_mut() {
            for original in earlier.iter().rev() {
                let counts = &mut tally.copied[claim.source][original.source];
                if copied == Some(original.source) {
                    counts.0 += 1;
                    break;
                }
                counts.1 += 1;
            }
        }
        if copied.is_some() {
            continue;
        }
        let spread = draw.spread[claim.source][kind];
        let z = (claim.ln_value - truth - draw.bias[claim.source][kind]) / spread;
        let weight = draws.gamma(0.5 * (draw.degrees + 1.0)) / (0.5 * (draw.degrees + z * z));
        own.push((*claim, weight));
        if let Some(tally) = tally.as_deref_mut() {
            let weights = class_weights(draw, claim);
            if let Some(class) = draws.choose(&weights) {
                tally.classes[claim.source][class] += 1;
            }
        }
    }
    // Nothing is believed of the truth beforehand; the first claim is always somebody's own.
    let mut precision = 0.0;
    let mut pull = 0.0;
    for (claim, weight) in &own {
        let spread = draw.spread[claim.source][kind];
        let each = weight / (spread * spread);
        precision += each;
        pull += each * (claim.ln_value - draw.bias[claim.source][kind]);
    }
    (pull / precision + draws.normal() / precision.sqrt(), own)
}

/// Shares of the coarseness classes that a number can be of, times their steps.
fn class_weights(draw: &Draw, claim: &Claim) -> [f64; CLASS_COUNT] {
    let mut weights = [0.0; CLASS_COUNT];
    for (class, weight) in weights.iter_mut().enumerate() {
        *weight = draw.coarseness[claim.source][class] * step(claim.value, class).unwrap_or(0.0);
    }
    weights
}

/// Probability that a source of its own tells just this number.
pub(super) fn own_mass(draw: &Draw, kind: usize, claim: &Claim, truth: f64) -> f64 {
    let spread = draw.spread[claim.source][kind];
    let z = (claim.ln_value - truth - draw.bias[claim.source][kind]) / spread;
    let density = exp(ln_student_shape(z, draw.degrees)) / spread;
    let width = class_weights(draw, claim).iter().sum::<f64>() / claim.value;
    // A cell wider than the density is high cannot hold more than everything.
    (density * width).min(1.0)
}

fn who_was_copied(
    draw: &Draw,
    kind: usize,
    claim: &Claim,
    earlier: &[Claim],
    truth: f64,
    draws: &mut Draws,
) -> Option<usize> {
    if !earlier.iter().any(|one| one.value == claim.value) {
        return None;
    }
    let mut passed = 1.0;
    let mut weights = Vec::with_capacity(earlier.len() + 1);
    for original in earlier.iter().rev() {
        let copy = draw.copy[claim.source][original.source];
        weights.push(if original.value == claim.value {
            passed * copy
        } else {
            0.0
        });
        passed *= 1.0 - copy;
    }
    weights.push(passed * own_mass(draw, kind, claim, truth));
    let place = draws.choose(&weights)?;
    earlier
        .len()
        .checked_sub(place + 1)
        .map(|place| earlier[place].source)
}

/// The truth of a quantity given some of its claims, after a few sweeps of its own.
pub(super) fn truth_given(
    draw: &Draw,
    kind: usize,
    claims: &[Claim],
    start: f64,
    sweeps: usize,
    draws: &mut Draws,
) -> f64 {
    let mut truth = start;
    for _ in 0..sweeps {
        truth = refresh(draw, kind, claims, truth, draws, None).0;
    }
    truth
}

/// A source of its own: a number for a truth, told in digits.
pub(super) fn own_number(
    draw: &Draw,
    kind: usize,
    source: usize,
    truth: f64,
    draws: &mut Draws,
) -> f64 {
    let weight = draws.gamma(0.5 * draw.degrees) / (0.5 * draw.degrees);
    let error = draws.normal() / weight.sqrt();
    let exact = exp(
        (truth + draw.bias[source][kind] + draw.spread[source][kind] * error).clamp(-1.0, 18.0),
    );
    let class = draws.choose(&draw.coarseness[source]).unwrap_or(3);
    let step = super::claim::step_near(exact, class);
    (exact / step).round().max(1.0) * step
}

/// Probability that the numbers of two own accounts agree: what chance alone would give.
pub fn chance_agreement(draw: &Draw, kind: usize, earlier: &Claim, later: usize) -> f64 {
    // The truth is taken at the earlier number, with the spread of both.
    let (one, two) = (draw.spread[earlier.source][kind], draw.spread[later][kind]);
    let spread = (one * one + two * two).sqrt();
    let peak = exp(ln_gamma(0.5 * (draw.degrees + 1.0))
        - ln_gamma(0.5 * draw.degrees)
        - 0.5 * ln(draw.degrees * std::f64::consts::PI));
    let claim = Claim {
        source: later,
        ..*earlier
    };
    let width = class_weights(draw, &claim).iter().sum::<f64>() / earlier.value;
    (peak / spread * width).min(1.0)
}

#[cfg(test)]
mod tests;
