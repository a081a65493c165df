//! Counterfactuals on a model whose answer is known: abduction, action and prediction in closed form; and luck that stays
//! where it is when one mechanism changes.

use kidal_chance::Draws;
use kidal_math::ln_normal_density;
use kidal_weigh::{
    Estimate, Failure, Model, Parameter, Particle, Point, Posterior, Settings, Stream, Worker,
    estimate, evaluate, log_weights, weigh, weighted_sd, weights,
};

/// X = u₁,  Y = b X + u₂,  Z = c Y + d X + u₃; each u standard normal, from a block of luck of its own. X and Z are seen
/// with error. `set_y` is the action do(Y = y); `draws_of_y` is how many draws the second mechanism uses up.
/// Source: [pearl2009], ch. 7: linear structural equations.
#[derive(Clone, Copy)]
struct Structural {
    seen: Option<[f64; 2]>,
    set_y: Option<f64>,
    draws_of_y: usize,
    /// The wrong twin: one sequence of draws for all mechanisms.
    is_shared: bool,
}

const B: f64 = 0.8;
const C: f64 = 1.5;
const D: f64 = -0.7;
const ERROR: f64 = 0.5;

impl Structural {
    fn given(seen: [f64; 2]) -> Self {
        Self {
            seen: Some(seen),
            ..Self::free()
        }
    }

    fn free() -> Self {
        Self {
            seen: None,
            set_y: None,
            draws_of_y: 1,
            is_shared: false,
        }
    }
}

impl Model for Structural {
    type Worker = Self;
    fn parameters(&self) -> &[Parameter] {
        &[]
    }
    fn blocks(&self) -> usize {
        3
    }
    fn terms(&self) -> usize {
        2
    }
    fn payload(&self) -> usize {
        3
    }
    fn worker(&self) -> Self {
        *self
    }
}

impl Worker for Structural {
    fn evaluate(
        &mut self,
        _: &[f64],
        stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        let own = |block: usize| {
            Draws::at(
                stream.root,
                block as u64,
                u64::from(stream.refreshes[block]),
            )
        };
        let mut lucks = [own(0), own(1), own(2)];
        let mut shared = own(0);
        let mut draw = |block: usize, count: usize| {
            let luck = if self.is_shared {
                &mut shared
            } else {
                &mut lucks[block]
            };
            // Of several draws the last one counts.
            (0..count).fold(0.0, |_, _| luck.normal())
        };
        let x = draw(0, 1);
        let own_y = B * x + draw(1, self.draws_of_y);
        let y = self.set_y.unwrap_or(own_y);
        let z = C * y + D * x + draw(2, 1);
        payload.copy_from_slice(&[x, y, z]);
        terms.fill(0.0);
        if let Some(seen) = self.seen {
            terms[0] = ln_normal_density(seen[0], x, ERROR);
            terms[1] = ln_normal_density(seen[1], z, ERROR);
        }
        Ok(1)
    }
}

/// Mean and variance of l·u given what was seen, u standard normal in three dimensions:
///   mean = l·Aᵀ S⁻¹ s,   variance = l·l − l·Aᵀ S⁻¹ A·l,   S = A Aᵀ + error² I
fn closed_form(seen: [f64; 2], l: [f64; 3]) -> (f64, f64) {
    let a = [[1.0, 0.0, 0.0], [C * B + D, C, 1.0]];
    let dot = |p: [f64; 3], q: [f64; 3]| p[0] * q[0] + p[1] * q[1] + p[2] * q[2];
    let s = |i: usize, j: usize| dot(a[i], a[j]) + if i == j { ERROR * ERROR } else { 0.0 };
    let det = s(0, 0) * s(1, 1) - s(0, 1) * s(1, 0);
    let solve = |v: [f64; 2]| {
        [
            (s(1, 1) * v[0] - s(0, 1) * v[1]) / det,
            (s(0, 0) * v[1] - s(1, 0) * v[0]) / det,
        ]
    };
    let onto = [dot(a[0], l), dot(a[1], l)];
    let inner = |p: [f64; 2], q: [f64; 2]| p[0] * q[0] + p[1] * q[1];
    (
        inner(onto, solve(seen)),
        dot(l, l) - inner(onto, solve(onto)),
    )
}

const SEEN: [f64; 2] = [1.1, -2.0];

fn posterior() -> Posterior {
    let settings = Settings {
        chains: 32,
        chain_length: 64,
        ..Settings::default()
    };
    weigh(&Structural::given(SEEN), settings, 2).expect("the model has mass")
}

/// Z in the histories of the posterior, run again under another model.
fn again(posterior: &Posterior, model: &Structural, fresh: bool) -> (Estimate, f64) {
    let point = |(number, particle): (usize, &Particle)| {
        let root = if fresh { number as u64 } else { particle.root };
        Point {
            root,
            ..Point::from(particle)
        }
    };
    let points: Vec<Point> = posterior.particles.iter().enumerate().map(point).collect();
    let values: Vec<f64> = evaluate(model, &points, 2)
        .expect("the points fit")
        .into_iter()
        .map(|outcome| outcome.expect("no run fails").1[2])
        .collect();
    let logs = log_weights(&posterior.particles);
    (
        estimate(&posterior.particles, &logs, &values),
        weighted_sd(&weights(&logs), &values),
    )
}

/// Given X ≈ 1.1 and Z ≈ −2, what would Z have been, had Y been 2? c·2 + d u₁ + u₃ with the luck that the accounts point to.
#[test]
fn abduction_action_and_prediction_are_those_of_the_closed_form() {
    let posterior = posterior();
    let act = Structural {
        set_y: Some(2.0),
        ..Structural::free()
    };
    let (mean, variance) = closed_form(SEEN, [D, 0.0, 1.0]);
    let (found, sd) = again(&posterior, &act, false);
    println!(
        "had Y been 2: {found:?}, sd {sd:.3}; exact {:.4}, {:.4}",
        C * 2.0 + mean,
        variance.sqrt()
    );
    assert!((found.value - (C * 2.0 + mean)).abs() < 5.0 * found.error);
    assert!((sd / variance.sqrt() - 1.0).abs() < 0.05, "{sd} {variance}");
    // Without abduction Z would be c·2 + d u₁ + u₃ with luck that knows nothing: another mean, and wider.
    let (forgetful, wide) = again(&posterior, &act, true);
    assert!(
        (forgetful.value - C * 2.0).abs() < 5.0 * forgetful.error,
        "{forgetful:?}"
    );
    assert!((forgetful.value - found.value).abs() > 10.0 * found.error);
    assert!(wide > 1.05 * sd, "{wide} {sd}");
    // No action: the history as it was.
    let (still, _) = again(&posterior, &Structural::free(), false);
    let (mean, _) = closed_form(SEEN, [C * B + D, C, 1.0]);
    assert!(
        (still.value - mean).abs() < 5.0 * still.error,
        "{still:?} {mean}"
    );
}

#[test]
fn a_mechanism_that_draws_more_moves_nobody_elses_luck() {
    let points: Vec<Point> = (0..200)
        .map(|root| Point {
            root,
            refreshes: vec![0, 3, 0],
            ..Point::default()
        })
        .collect();
    let run = |model: &Structural| -> Vec<Vec<f64>> {
        evaluate(model, &points, 1)
            .expect("the points fit")
            .into_iter()
            .map(|outcome| outcome.expect("no run fails").1)
            .collect()
    };
    let set = |draws_of_y: usize, is_shared: bool| Structural {
        set_y: Some(0.0),
        draws_of_y,
        is_shared,
        ..Structural::free()
    };
    // With Y set, Z shows the luck of the third mechanism: it and X stay to the last bit.
    assert_eq!(run(&set(1, false)), run(&set(7, false)));
    // The luck of Y itself did change.
    let own = |draws_of_y: usize| {
        run(&Structural {
            draws_of_y,
            ..Structural::free()
        })
    };
    let (one, seven) = (own(1), own(7));
    assert!(
        one.iter()
            .zip(&seven)
            .all(|(a, b)| a[0] == b[0] && a[1] != b[1])
    );
    // The wrong twin, one sequence for all, hands the third mechanism another number.
    let moved = run(&set(1, true))
        .iter()
        .zip(&run(&set(7, true)))
        .filter(|(a, b)| a[2] != b[2])
        .count();
    assert_eq!(moved, 200);
}
