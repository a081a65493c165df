//! Samplers against answers that are exactly known: listing, closed forms, published figures.

mod models;

use std::sync::atomic::{AtomicU64, Ordering};

use kidal_chance::Draws;
use kidal_chance::testing::{Design, mean_shift, seed};
use kidal_math::{exp, ln, ln_normal_density};
use kidal_weigh::{
    Failure, Model, Parameter, Prior, PseudoMarginal, Settings, Stream, Trouble, Worker, enumerate,
    estimate, importance, log_weights, smoothed, weigh,
};
use models::{Gaussian, Levelled, Mixed};

#[test]
fn listing_gives_the_textbook_answer() {
    let (table, log_evidence) = Levelled::listed();
    let found = enumerate(&Levelled::new(), 2).expect("the model is discrete");
    assert_eq!(found.cases.len(), 6);
    assert!((found.log_evidence - log_evidence).abs() < 1e-12);
    for case in &found.cases {
        let (first, second) = (case.parameters[0] as usize, case.parameters[2] as usize);
        assert!((exp(case.log_weight) - table[first][second]).abs() < 1e-12);
        assert_eq!(case.payload, [3.0]);
    }
}

#[test]
fn what_cannot_be_listed_is_refused_with_its_reason() {
    let refused = |model: &dyn Fn() -> Result<kidal_weigh::Enumeration, Trouble>| {
        model().expect_err("this cannot be listed").to_string()
    };
    assert!(refused(&|| enumerate(&Gaussian::new(vec![1.0], 1.0, 1.0), 1)).contains("`theta0`"));
    assert!(refused(&|| enumerate(&Mixed::new(), 1)).contains("luck"));
    let mut many = Levelled::new();
    let coin = Prior::Levels {
        weights: vec![0.5; 2],
    };
    many.parameters
        .extend((0..30).map(|i| Parameter::new(format!("coin{i}"), coin.clone())));
    assert!(refused(&|| enumerate(&many, 1)).contains("sample them"));
}

/// A chain of six coins, each likely to fall like the one before, seen through noise: luck written as levels.
struct Chain {
    parameters: Vec<Parameter>,
    seen: [f64; 6],
}

struct Seen([f64; 6]);

impl Model for Chain {
    type Worker = Seen;
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }
    fn blocks(&self) -> usize {
        0
    }
    fn terms(&self) -> usize {
        2
    }
    fn payload(&self) -> usize {
        0
    }
    fn worker(&self) -> Seen {
        Seen(self.seen)
    }
}

impl Worker for Seen {
    fn evaluate(
        &mut self,
        x: &[f64],
        _: Stream<'_>,
        terms: &mut [f64],
        _: &mut [f64],
    ) -> Result<u64, Failure> {
        terms.fill(0.0);
        for pair in x.windows(2) {
            // Relative to the even prior of each coin.
            terms[0] += ln(if pair[0] == pair[1] { 1.6 } else { 0.4 });
        }
        for (coin, seen) in x.iter().zip(self.0) {
            terms[1] += ln_normal_density(seen, *coin, 0.6);
        }
        Ok(1)
    }
}

#[test]
fn the_sampler_agrees_with_listing() {
    let coin = |i| {
        let weights = vec![0.5, 0.5];
        Parameter::new(format!("coin{i}"), Prior::Levels { weights })
    };
    let chain = Chain {
        parameters: (0..6).map(coin).collect(),
        seen: [0.9, 0.2, 0.7, 0.4, -0.1, 0.5],
    };
    let listed = enumerate(&chain, 1).expect("the model is discrete");
    let posterior = weigh(&chain, Settings::default(), 2).expect("the model has mass");
    let off = posterior.log_evidence.value - listed.log_evidence;
    assert!(
        off.abs() < 5.0 * posterior.log_evidence.error,
        "{off} {:?}",
        posterior.log_evidence
    );
    let exact = |coin: usize| -> f64 {
        let one = |case: &kidal_weigh::Particle| exp(case.log_weight) * case.parameters[coin];
        listed.cases.iter().map(one).sum()
    };
    let logs = log_weights(&posterior.particles);
    for coin in 0..6 {
        let values: Vec<f64> = posterior
            .particles
            .iter()
            .map(|p| p.parameters[coin])
            .collect();
        let found = estimate(&posterior.particles, &logs, &values);
        let off = found.value - exact(coin);
        assert!(
            off.abs() < 5.0 * found.error,
            "coin {coin}: {found:?}, exact {}",
            exact(coin)
        );
    }
}

/// θ ~ N(0, 1); a run draws z ~ N(θ, 1), which is seen as 1.5 give or take 0.5. Marginally N(θ, 1.25), so the evidence is the
/// density of N(0, 2.25), and θ has mean 1.5/2.25.
struct Hidden {
    parameters: Vec<Parameter>,
    runs: AtomicU64,
}

impl Hidden {
    fn new() -> Self {
        let prior = Prior::Normal { mean: 0.0, sd: 1.0 };
        Self {
            parameters: vec![Parameter::new("theta", prior)],
            runs: AtomicU64::new(0),
        }
    }
}

struct Hides<'a>(&'a AtomicU64);

impl<'a> HiddenRef<'a> {
    fn of(hidden: &'a Hidden) -> Self {
        Self(hidden)
    }
}

struct HiddenRef<'a>(&'a Hidden);

impl<'a> Model for HiddenRef<'a> {
    type Worker = Hides<'a>;
    fn parameters(&self) -> &[Parameter] {
        &self.0.parameters
    }
    fn blocks(&self) -> usize {
        1
    }
    fn terms(&self) -> usize {
        1
    }
    fn payload(&self) -> usize {
        1
    }
    fn worker(&self) -> Hides<'a> {
        Hides(&self.0.runs)
    }
}

impl Worker for Hides<'_> {
    fn evaluate(
        &mut self,
        x: &[f64],
        stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        self.0.fetch_add(1, Ordering::Relaxed);
        let label = u64::from(stream.refreshes[0]);
        let z = x[0] + Draws::at(stream.root, 0, label).normal();
        terms[0] = ln_normal_density(1.5, z, 0.5);
        payload[0] = z;
        Ok(1)
    }
}

/// Evidence, posterior of θ and of the hidden z must not depend on the number of streams.
#[test]
fn pseudo_marginal_sampling_is_exact_for_any_number_of_streams() {
    let name = "pseudo-marginal evidence is unbiased";
    let design = Design::shift(name, 0.25);
    let key = seed(name);
    let hidden = Hidden::new();
    let inner = HiddenRef::of(&hidden);
    let exact = ln_normal_density(1.5, 0.0, 1.5);
    for streams in [1, 4] {
        let model = PseudoMarginal::of(&inner, streams);
        let (mut evidence, mut theta, mut z) = (Vec::new(), Vec::new(), Vec::new());
        for run in 0..design.draws() as u64 {
            let settings = Settings {
                seed: key ^ run,
                islands: 1,
                chains: 16,
                chain_length: 8,
                baseline_draws: 32,
                ..Settings::default()
            };
            let posterior = weigh(&model, settings, 1).expect("the model has mass");
            evidence.push(exp(posterior.log_evidence.value - exact) - 1.0);
            let logs = log_weights(&posterior.particles);
            let weights = kidal_weigh::weights(&logs);
            let mean = |value: &dyn Fn(&kidal_weigh::Particle) -> f64| {
                let values: Vec<f64> = posterior.particles.iter().map(value).collect();
                kidal_weigh::weighted_mean(&weights, &values)
            };
            // Weighted by the evidence a run's means are unbiased.
            let scale = exp(posterior.log_evidence.value - exact);
            theta.push(scale * (mean(&|p| p.parameters[0]) - 1.5 / 2.25));
            z.push(scale * (mean(&|p| p.payload[0]) - 1.5 * 2.0 / 2.25));
        }
        let sd = |sample: &[f64]| {
            let middle = kidal_math::mean(sample);
            let squares: f64 = sample.iter().map(|x| (x - middle) * (x - middle)).sum();
            (squares / (sample.len() as f64 - 1.0)).sqrt()
        };
        for sample in [&evidence, &theta, &z] {
            design.holds(mean_shift(sample, 0.0, sd(sample)).p);
        }
        // The wrong twin takes the mean of logs for the log of the mean: its evidence is that of another law.
        let wrong: Vec<f64> = evidence
            .iter()
            .map(|ratio| ratio - 0.25 * sd(&evidence))
            .collect();
        design.catches(mean_shift(&wrong, 0.0, sd(&evidence)).p);
    }
}

#[test]
fn more_streams_make_a_steadier_likelihood() {
    let hidden = Hidden::new();
    let inner = HiddenRef::of(&hidden);
    let variance = |streams| {
        PseudoMarginal::of(&inner, streams)
            .ln_likelihood_variance(&[0.5], 400, 3, 1)
            .expect("one parameter was given")
    };
    let (few, many) = (variance(4), variance(64));
    assert!(few > 6.0 * many && many > 0.005, "{few} {many}");
    let wrong = PseudoMarginal::of(&inner, 4).ln_likelihood_variance(&[], 4, 3, 1);
    assert!(matches!(wrong, Err(Trouble::BadResult { .. })));
}

#[test]
fn refreshing_one_stream_runs_one_stream() {
    let hidden = Hidden::new();
    let inner = HiddenRef::of(&hidden);
    let model = PseudoMarginal::of(&inner, 50);
    let mut worker = model.worker();
    let mut labels = vec![0; 50];
    let (mut term, mut payload) = ([0.0], [0.0]);
    let mut runs = |labels: &[u32], x: f64| {
        let before = hidden.runs.load(Ordering::Relaxed);
        let stream = Stream {
            root: 9,
            refreshes: labels,
        };
        let work = worker
            .evaluate(&[x], stream, &mut term, &mut payload)
            .expect("runs never fail");
        // The counted work may not tell what was remembered.
        assert_eq!(work, 50);
        (hidden.runs.load(Ordering::Relaxed) - before, term[0])
    };
    let (all, first) = runs(&labels, 0.3);
    assert_eq!(all, 50);
    labels[17] = 5;
    let (one, second) = runs(&labels, 0.3);
    assert_eq!(one, 1);
    assert!(first != second && (first - second).abs() < 0.5);
    labels[17] = 0;
    assert_eq!(runs(&labels, 0.3), (0, first));
    assert_eq!(runs(&labels, 0.4).0, 50);
}

#[test]
fn importance_sampling_is_the_baseline_of_the_sampler() {
    let model = Gaussian::new(vec![0.5, -0.3], 1.0, 0.7);
    let alone = importance(&model, 1000, 5, 2).expect("priors are fine");
    let settings = Settings {
        seed: 5,
        baseline_draws: 1000,
        chains: 4,
        chain_length: 8,
        ..Settings::default()
    };
    let beside = weigh(&model, settings, 1)
        .expect("the model has mass")
        .baseline;
    assert_eq!(alone.log_evidence, beside.log_evidence);
    assert_eq!(alone.k_hat, beside.k_hat);
    let off = alone.log_evidence.value - model.ln_evidence();
    assert!(
        alone.k_hat < 0.7 && off.abs() < 5.0 * alone.log_evidence.error,
        "{off}"
    );
}

/// Figures of ArviZ 0.23.4 (`psislw`, 2025) for the same weights: k̂, the largest smoothed log weight, the tenth largest,
/// the effective sample size.
#[test]
fn smoothed_weights_are_those_of_another_program() {
    let weights = |power: f64, count: u32| -> Vec<f64> {
        let one = |i: u32| {
            let turn = f64::from(i) * 0.618_033_988_749_894_9;
            let u = (turn - turn.floor()) * 0.998 + 0.001;
            -power * ln(u) + 0.3 * kidal_math::sin(f64::from(i))
        };
        (0..count).map(one).collect()
    };
    let published = [
        (
            0.3,
            1000,
            [
                0.435_823_487_729,
                -5.211_788_563_5,
                -5.787_293_493_2,
                803.977_790_05,
            ],
        ),
        (
            0.8,
            1000,
            [
                0.784_418_020_319,
                -2.764_982_719_6,
                -4.580_931_671_4,
                100.517_836_657,
            ],
        ),
        (
            1.5,
            400,
            [
                1.443_521_014_827,
                -0.564_521_233_5,
                -4.808_893_676_9,
                2.916_449_549_66,
            ],
        ),
    ];
    for (power, count, [k_hat, largest, tenth, size]) in published {
        let fit = smoothed(&weights(power, count));
        let mut logs = fit.log_weights.clone();
        logs.sort_by(f64::total_cmp);
        let found = [
            fit.k_hat,
            logs[logs.len() - 1],
            logs[logs.len() - 10],
            fit.ess,
        ];
        for (ours, theirs) in found.iter().zip([k_hat, largest, tenth, size]) {
            assert!(
                (ours - theirs).abs() < 1e-6 * theirs.abs(),
                "{power}: {ours} {theirs}"
            );
        }
    }
}
