//! Pareto-smoothed importance weights.

use kidal_math::{exp, ln, ln_1p, log_sum_exp, mean, sum_of};

use crate::weights::{ess, normalised};

/// Weights after smoothing, and how far they can be trusted.
#[derive(Clone, Debug, PartialEq)]
pub struct Smoothed {
    /// Log weights; the weights add up to 1.
    pub log_weights: Vec<f64>,
    /// Log of the sum of the smoothed weights before they were normalised.
    pub ln_total: f64,
    /// Fitted shape of the tail: below 0.7 averages can be trusted, above it they cannot. Infinity when the tail holds
    /// fewer than five different draws.
    pub k_hat: f64,
    /// Effective sample size of the smoothed weights.
    pub ess: f64,
}

/// Fewest draws that a tail is fitted to, as in Vehtari et al. 2024.
const TAIL_LEAST: usize = 5;
/// The shape given to a tail that is flat at the top.
const BOUNDED: f64 = 0.0;

/// Pareto-smoothed importance sampling: the largest weights are replaced by the expected order statistics of a
/// generalised Pareto law fitted to them.
///   tail length = ⌈min(S/5, 3√S)⌉,   w̃ⱼ = F⁻¹((j − ½)/M) with F fitted to the M largest, none above max w
/// S: number of draws. Weights are unnormalised natural logs; negative infinity is weight 0.
/// Source: [vehtari2024]; the fit is that of [zhang2009].
/// Limits: takes the draws for independent, while copies of one state on a chain are not. Where three quarters of the
/// tail share the largest weight (as with no accounts at all) nothing is smoothed and k̂ is 0, chosen by us because
/// weights bounded in this way have every moment.
pub fn smoothed(log_weights: &[f64]) -> Smoothed {
    let mut order: Vec<usize> = (0..log_weights.len())
        .filter(|i| log_weights[*i] > f64::NEG_INFINITY)
        .collect();
    // The sort is stable, so draws with equal weights keep their order.
    order.sort_by(|a, b| log_weights[*a].total_cmp(&log_weights[*b]));
    let Some(&largest) = order.last() else {
        let log_weights = log_weights.to_vec();
        return Smoothed {
            log_weights,
            ln_total: f64::NEG_INFINITY,
            k_hat: f64::INFINITY,
            ess: 0.0,
        };
    };
    let shift = log_weights[largest];
    let mut logs: Vec<f64> = log_weights.iter().map(|w| w - shift).collect();
    let k_hat = smooth_tail(&mut logs, &order);
    let ln_total = log_sum_exp(&logs) + shift;
    let log_weights = normalised(&logs);
    Smoothed {
        ess: ess(&log_weights),
        log_weights,
        ln_total,
        k_hat,
    }
}

/// Smooths in place; `order` lists the positive weights from the smallest to the largest, the largest being 1.
fn smooth_tail(logs: &mut [f64], order: &[usize]) -> f64 {
    let draws = logs.len() as f64;
    let length = (0.2 * draws).min(3.0 * draws.sqrt()).ceil() as usize;
    let length = length.min(order.len() - 1);
    if length < TAIL_LEAST {
        return f64::INFINITY;
    }
    let least = logs[order[order.len() - length]];
    if least == 0.0 {
        return BOUNDED;
    }
    // Equal weights are never parted: with copies of one state on both sides of the cut, excesses would be 0.
    let start = order.partition_point(|index| logs[*index] < least);
    let (body, tail) = order.split_at(start);
    let cutoff = body.last().map_or(0.0, |index| exp(logs[*index]));
    let excesses: Vec<f64> = tail
        .iter()
        .map(|index| exp(logs[*index]) - cutoff)
        .collect();
    if excesses[excesses.len() / 4] == excesses[excesses.len() - 1] {
        return BOUNDED;
    }
    let Some(fit) = fit_pareto(&excesses) else {
        return f64::INFINITY;
    };
    let length = tail.len() as f64;
    for (rank, index) in tail.iter().enumerate() {
        let p = (rank as f64 + 0.5) / length;
        // No smoothed weight above the largest raw one.
        logs[*index] = ln(fit.quantile(p) + cutoff).min(0.0);
    }
    fit.shape
}

struct Pareto {
    shape: f64,
    scale: f64,
}

impl Pareto {
    fn quantile(&self, p: f64) -> f64 {
        if self.shape.abs() < 1e-12 {
            return -self.scale * ln_1p(-p);
        }
        self.scale * kidal_math::exp_m1(-self.shape * ln_1p(-p)) / self.shape
    }
}

/// Generalised Pareto law fitted to ascending positive excesses, by the profile posterior mean of Zhang and Stephens
/// 2009 with their prior (factor 3, 30 + √n nodes), the shape drawn toward ½ with the weight of ten draws as in
/// Vehtari et al. 2024.
fn fit_pareto(excesses: &[f64]) -> Option<Pareto> {
    let n = excesses.len() as f64;
    let nodes = 30 + n.sqrt().floor() as usize;
    let quarter = excesses[((n / 4.0 + 0.5).floor() as usize).max(1) - 1];
    let largest = excesses[excesses.len() - 1];
    if !(quarter > 0.0 && largest > quarter) {
        return None;
    }
    let mean_log = |theta: f64| {
        mean(
            &excesses
                .iter()
                .map(|x| ln_1p(-theta * x))
                .collect::<Vec<_>>(),
        )
    };
    let thetas: Vec<f64> = (0..nodes)
        .map(|j| 1.0 / largest + (1.0 - (nodes as f64 / (j as f64 + 0.5)).sqrt()) / (3.0 * quarter))
        .collect();
    let profiles: Vec<f64> = thetas
        .iter()
        .map(|theta| {
            let k = mean_log(*theta);
            n * (ln(-theta / k) - k - 1.0)
        })
        .collect();
    let total = log_sum_exp(&profiles);
    let theta = sum_of(
        thetas
            .iter()
            .zip(&profiles)
            .map(|(theta, profile)| theta * exp(profile - total)),
    );
    let shape = mean_log(theta);
    let scale = -shape / theta;
    if !(shape.is_finite() && scale.is_finite() && scale > 0.0) {
        return None;
    }
    Some(Pareto {
        shape: (shape * n + 5.0) / (n + 10.0),
        scale,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weights that are exact quantiles of a Pareto law with shape k.
    fn pareto_logs(k: f64, count: usize) -> Vec<f64> {
        (0..count)
            .map(|i| -k * ln(1.0 - (i as f64 + 0.5) / count as f64))
            .collect()
    }

    #[test]
    fn the_fitted_shape_is_that_of_the_law() {
        for k in [0.2, 0.5, 0.9] {
            let fit = smoothed(&pareto_logs(k, 4000));
            assert!(
                (fit.k_hat - k).abs() < 0.05,
                "shape {k} was fitted as {}",
                fit.k_hat
            );
        }
    }

    #[test]
    fn equal_weights_are_left_alone() {
        let fit = smoothed(&[-2.0; 100]);
        assert_eq!((fit.k_hat, fit.ess), (0.0, 100.0));
        assert!((fit.ln_total - (ln(100.0) - 2.0)).abs() < 1e-12);
    }

    /// Each draw stands five times, as states of a slow chain do.
    #[test]
    fn copies_of_a_few_large_weights_are_not_taken_for_a_bounded_weight() {
        let copied: Vec<f64> = pareto_logs(0.9, 800)
            .into_iter()
            .flat_map(|w| [w; 5])
            .collect();
        let fit = smoothed(&copied);
        assert!((fit.k_hat - 0.9).abs() < 0.15, "{}", fit.k_hat);
    }

    #[test]
    fn weights_of_a_few_kinds_are_fitted_or_bounded_but_never_beyond_fitting() {
        let kinds: Vec<f64> = (0..1000).map(|i| -f64::from(i % 7)).collect();
        assert_eq!(smoothed(&kinds).k_hat, 0.0);
        let rare: Vec<f64> = (0..1000)
            .map(|i| {
                if i % 100 == 0 {
                    0.0
                } else {
                    -f64::from(2 + i % 5)
                }
            })
            .collect();
        assert!(smoothed(&rare).k_hat.is_finite());
    }

    #[test]
    fn a_single_draw_with_weight_cannot_be_trusted() {
        let mut logs = vec![f64::NEG_INFINITY; 100];
        logs[3] = -1.0;
        let fit = smoothed(&logs);
        assert_eq!((fit.k_hat, fit.ess), (f64::INFINITY, 1.0));
        assert_eq!(smoothed(&[f64::NEG_INFINITY; 9]).ess, 0.0);
    }

    #[test]
    fn no_smoothed_weight_exceeds_the_largest_raw_one() {
        let raw = pareto_logs(1.2, 500);
        let top = raw.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let fit = smoothed(&raw);
        assert!(
            fit.log_weights
                .iter()
                .all(|w| w + fit.ln_total <= top + 1e-9)
        );
    }
}
