//! The densities of what is said: proper for every history, in step with their samplers, and as the reference page says.

use kidal_chance::testing::{Design, chi_square, ks_one_sample, seed};
use kidal_chance::{Draws, hash64};
use kidal_witness::form::{RANGE_STEP, RUNGS};
use kidal_witness::{Form, Noise};

const DAY: f64 = 86_400.0;
const QUIET: Noise = Noise {
    sigma: 1.0,
    reliability: 0.0,
};

fn count(said: f64, grain: f64, sigma: f64) -> Form {
    Form::Count {
        said,
        grain,
        sigma,
        broad: 200.0,
    }
}

fn at_least(said: f64, grain: f64) -> Form {
    Form::AtLeast {
        said,
        grain,
        sigma: 0.3,
        broad: 200.0,
    }
}

fn range(low: f64, high: f64) -> Form {
    Form::Range {
        low,
        high,
        broad: 200.0,
    }
}

fn day(first: f64, last: f64) -> Form {
    Form::Moment {
        said: [first * DAY, last * DAY],
        sd_s: 3.0 * 3600.0,
        span_s: 18.0 * DAY,
    }
}

fn side(said: f64) -> Form {
    Form::Bearing {
        said,
        sectors: 4,
        sd: 0.5,
    }
}

/// One of each form, odd grains and odd anchors among them.
fn forms() -> Vec<(&'static str, Form)> {
    vec![
        ("a count to one", count(504.0, 1.0, 0.1)),
        ("a count to ten", count(560.0, 10.0, 0.1)),
        ("a count to a hundred", count(500.0, 100.0, 0.15)),
        ("a count of nothing", count(0.0, 1.0, 0.1)),
        ("a count off its grain", count(91.92, 9.5, 0.38)),
        ("a count below its grain", count(3.4, 10.0, 0.2)),
        ("at least a hundred", at_least(100.0, 100.0)),
        ("at least 260", at_least(260.0, 10.0)),
        ("a range", range(50.0, 169.0)),
        ("a narrow range", range(150.0, 160.0)),
        ("a word", Form::Wording { rung: 3 }),
        ("a day", day(8.0, 9.0)),
        ("an extent that crosses the edge", day(17.0, 20.5)),
        ("a day before the window", day(-6.0, -5.0)),
        ("a side", side(0.0)),
        ("a corner", side(core::f64::consts::FRAC_PI_4)),
    ]
}

/// Values at which each form is tried.
fn truths(form: &Form) -> Vec<f64> {
    match form {
        Form::Moment { .. } => vec![
            -20.0 * DAY,
            0.0,
            8.01 * DAY,
            8.5 * DAY,
            17.99 * DAY,
            30.0 * DAY,
        ],
        Form::Bearing { .. } => vec![-9.0, -3.0, 0.0, 0.7, 1.6, 3.2, 6.2, 12.0],
        _ => vec![
            0.0, 0.2, 1.0, 7.0, 49.6, 91.0, 203.0, 504.0, 1700.0, 20_000.0,
        ],
    }
}

/// All that could be said in the form of `form`, up to (or from) values that nobody says.
fn values(form: &Form, reach: f64) -> Vec<Form> {
    let mut list = Vec::new();
    match form {
        Form::Count { said, grain, .. } | Form::AtLeast { said, grain, .. } => {
            let lowest = said - (said / grain + 1e-9).floor() * grain;
            let steps = (reach / grain) as u64 + 2;
            for k in 0..steps {
                let mut other = form.clone();
                if let Form::Count { said, .. } | Form::AtLeast { said, .. } = &mut other {
                    *said = lowest + k as f64 * grain;
                }
                list.push(other);
            }
        }
        Form::Range { low, high, broad } => {
            for k in -250..=250 {
                let times = kidal_math::exp(f64::from(k) * RANGE_STEP);
                list.push(Form::Range {
                    low: low * times,
                    high: high * times,
                    broad: *broad,
                });
            }
        }
        Form::Wording { .. } => {
            list.extend((0..RUNGS.len()).map(|rung| Form::Wording { rung }));
        }
        Form::Moment { said, sd_s, span_s } => {
            let length = said[1] - said[0];
            for k in -140..=140 {
                let by = f64::from(k) * length;
                list.push(Form::Moment {
                    said: [said[0] + by, said[1] + by],
                    sd_s: *sd_s,
                    span_s: *span_s,
                });
            }
        }
        Form::Bearing { said, sectors, sd } => {
            for k in 0..*sectors {
                let by = f64::from(k) / f64::from(*sectors) * 2.0 * core::f64::consts::PI;
                list.push(Form::Bearing {
                    said: (said + by).rem_euclid(2.0 * core::f64::consts::PI),
                    sectors: *sectors,
                    sd: *sd,
                });
            }
        }
        Form::Yes => list.push(Form::Yes),
    }
    list
}

/// Upper end of what a true report says of `y`, five and a half deviations up.
fn reach(y: f64) -> f64 {
    (y + 1.0) * kidal_math::exp(5.5 * 0.4 + 0.5)
}

#[test]
fn the_masses_of_all_that_could_be_said_add_up_to_one_for_every_history() {
    for (name, form) in forms() {
        for y in truths(&form) {
            for (bias, sigma) in [(0.0, 1.0), (-0.5, 1.0), (0.35, 0.5), (0.0, 1.5)] {
                if !form.has_bias() && bias != 0.0 {
                    continue;
                }
                let noise = Noise { sigma, ..QUIET };
                let total: f64 = values(&form, reach(y) * 5.0)
                    .iter()
                    .map(|value| value.true_mass(Some(y), bias, noise))
                    .sum();
                assert!(
                    (total - 1.0).abs() < 1e-6,
                    "{name}, y = {y}, bias {bias}, noise {sigma}: {total}"
                );
            }
        }
    }
}

#[test]
fn the_masses_of_false_reports_add_up_to_one() {
    for (name, form) in forms() {
        let total: f64 = values(&form, 1e6).iter().map(Form::false_mass).sum();
        assert!((total - 1.0).abs() < 1e-6, "{name}: {total}");
    }
    assert_eq!(Form::Yes.false_mass(), 0.5);
}

#[test]
fn a_quantity_that_did_not_come_about_leaves_only_false_reports() {
    let mut draws = Draws::at(seed("absent"), 0, 0);
    for (name, form) in forms() {
        assert_eq!(form.true_mass(None, 0.0, QUIET), 0.0, "{name}");
        assert!(form.false_mass() > 0.0, "{name}");
        assert!(!form.holds(None), "{name}");
        assert_eq!(form.mid_p(None, 0.0, QUIET), None, "{name}");
        assert_eq!(
            form.sample(None, 0.0, QUIET, true, &mut draws),
            None,
            "{name}"
        );
        assert!(
            form.sample(None, 0.0, QUIET, false, &mut draws).is_some(),
            "{name}"
        );
    }
    assert_eq!(Form::Yes.true_mass(None, 0.0, QUIET), 0.0);
    assert_eq!(Form::Yes.sample(None, 0.0, QUIET, true, &mut draws), None);
}

/// Where a said value stands among `values`.
fn index(values: &[Form], said: &Form) -> usize {
    let at = |form: &Form| form.claimed().expect("these forms claim a value")[0];
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1e-3);
    values
        .iter()
        .position(|value| near(at(value), at(said)))
        .unwrap_or_else(|| panic!("{said:?} cannot be said in this form"))
}

/// Observed and expected counts of `n` samples, in cells of at least one in forty.
fn cells(
    form: &Form,
    mass: impl Fn(&Form) -> f64,
    mut sample: impl FnMut(&mut Draws) -> Form,
    null: &str,
    n: usize,
) -> (Vec<u64>, Vec<f64>) {
    let all = values(form, 20_000.0);
    let mut cell_of = Vec::new();
    let mut expected: Vec<f64> = vec![0.0];
    for value in &all {
        if *expected.last().expect("one cell") >= 0.025 {
            expected.push(0.0);
        }
        *expected.last_mut().expect("one cell") += mass(value);
        cell_of.push(expected.len() - 1);
    }
    // The last cell takes what is beyond the values listed.
    let rest = 1.0 - expected.iter().sum::<f64>();
    *expected.last_mut().expect("one cell") += rest.max(0.0);
    let mut observed = vec![0; expected.len()];
    let mut draws = Draws::at(hash64(&[seed(null), 1]), 0, 0);
    for _ in 0..n {
        let said = sample(&mut draws);
        let beyond = said.claimed().expect("a value")[0] > 19_990.0 && form.has_bias();
        let at = if beyond {
            all.len() - 1
        } else {
            index(&all, &said)
        };
        observed[cell_of[at]] += 1;
    }
    (observed, expected)
}

#[test]
fn samplers_say_each_value_as_often_as_its_mass() {
    for (name, form) in forms() {
        let (y, bias) = match &form {
            Form::Moment { said, .. } => (said[0] + 5000.0, 0.0),
            Form::Bearing { .. } => (0.6, 0.0),
            Form::Wording { .. } => (30.0, 0.35),
            Form::Count { said: 0.0, .. } => (0.9, 0.0),
            Form::Count { said, grain, .. } if said < grain => (12.0, 0.0),
            _ => (form.claimed().expect("a count")[1] * 0.8, 0.12),
        };
        for is_true in [true, false] {
            let null = format!("{name}, {} reports", if is_true { "true" } else { "false" });
            let mass = |value: &Form| {
                if is_true {
                    value.true_mass(Some(y), bias, QUIET)
                } else {
                    value.false_mass()
                }
            };
            let number = cells(&form, mass, |_| form.clone(), &null, 0).1.len();
            let design = Design::cells(&null, number.max(2), 0.12);
            let right = |draws: &mut Draws| {
                form.sample(Some(y), bias, QUIET, is_true, draws)
                    .expect("it came about")
            };
            let (observed, expected) = cells(&form, mass, right, &null, design.draws());
            design.holds(chi_square(&observed, &expected).p);
            // Wrong twin: a speaker who reports another truth, or another form of lie.
            let off = match &form {
                Form::Moment { sd_s, .. } => y + 0.6 * sd_s,
                Form::Bearing { .. } => y + 0.3,
                Form::Count { said: 0.0, .. } => 1.4,
                _ => y * 1.35,
            };
            let wrong = |draws: &mut Draws| {
                form.sample(Some(off), bias, QUIET, true, draws)
                    .expect("it came about")
            };
            let (observed, expected) = cells(&form, mass, wrong, &null, design.draws());
            design.catches(chi_square(&observed, &expected).p);
        }
    }
}

#[test]
fn yes_is_said_of_what_is_so() {
    let mut draws = Draws::at(seed("yes"), 0, 0);
    let yes = Form::Yes;
    assert_eq!(yes.true_mass(Some(1.0), 0.0, QUIET), 1.0);
    assert_eq!(yes.true_mass(Some(0.0), 0.0, QUIET), 0.0);
    assert_eq!(
        yes.sample(Some(1.0), 0.0, QUIET, true, &mut draws),
        Some(Form::Yes)
    );
    assert_eq!(yes.sample(Some(0.0), 0.0, QUIET, true, &mut draws), None);
    let design = Design::cells("false reports say yes half of the time", 2, 0.1);
    let said = (0..design.draws())
        .filter(|_| {
            yes.sample(Some(1.0), 0.0, QUIET, false, &mut draws)
                .is_some()
        })
        .count() as u64;
    let rest = design.draws() as u64 - said;
    design.holds(chi_square(&[said, rest], &[0.5, 0.5]).p);
    design.catches(chi_square(&[said + rest / 4, rest - rest / 4], &[0.5, 0.5]).p);
}

#[test]
fn mid_p_spread_over_its_step_is_uniform_under_its_own_sampler() {
    for (name, form) in forms() {
        let y = match &form {
            Form::Moment { said, .. } => said[0],
            Form::Bearing { .. } => continue,
            _ => 120.0,
        };
        let null = format!("mid-p of {name} is uniform");
        let design = Design::distance(&null, 0.05);
        let p_values = |assumed: f64| -> Vec<f64> {
            let mut draws = Draws::at(seed(&null), 0, 0);
            (0..design.draws())
                .map(|_| {
                    let said = form
                        .sample(Some(y), 0.0, QUIET, true, &mut draws)
                        .expect("it came about");
                    let middle = said.mid_p(Some(assumed), 0.0, QUIET).expect("ordered");
                    let step = said.true_mass(Some(assumed), 0.0, QUIET);
                    middle + (draws.uniform() - 0.5) * step
                })
                .collect()
        };
        design.holds(ks_one_sample(&p_values(y), |u| u.clamp(0.0, 1.0)).p);
        let off = if form.has_bias() { y * 1.3 } else { y + 3000.0 };
        if !matches!(&form, Form::Moment { said, .. } if said[1] - said[0] > 2.0 * DAY) {
            design.catches(ks_one_sample(&p_values(off), |u| u.clamp(0.0, 1.0)).p);
        }
    }
}

#[test]
fn mid_p_falls_as_the_truth_rises() {
    for (name, form) in forms() {
        let mut last = f64::INFINITY;
        let mut list = truths(&form);
        list.sort_by(f64::total_cmp);
        for y in list {
            let Some(p) = form.mid_p(Some(y), 0.0, QUIET) else {
                assert!(matches!(form, Form::Bearing { .. }));
                continue;
            };
            assert!((-1e-12..=1.0 + 1e-12).contains(&p), "{name}: {p}");
            assert!(p <= last + 1e-12, "{name} at {y}: {p} after {last}");
            last = p;
        }
    }
    assert_eq!(Form::Yes.mid_p(Some(1.0), 0.0, QUIET), None);
}

#[test]
fn a_claim_is_the_likelier_the_nearer_the_truth() {
    for form in [count(504.0, 1.0, 0.1), range(50.0, 169.0), day(8.0, 9.0)] {
        let [low, high] = form.claimed().expect("a value");
        let middle = if form.has_bias() {
            (low * high).sqrt()
        } else {
            (low + high) / 2.0
        };
        let mass = |y: f64| form.true_mass(Some(y), 0.0, QUIET);
        let mut above = mass(middle);
        let mut below = above;
        for k in 1..8 {
            let by = f64::from(k) * 0.1;
            let up = mass(middle * (1.0 + by));
            let down = mass(middle * (1.0 - by));
            assert!(up < above && down < below, "{form:?} at {by}");
            (above, below) = (up, down);
        }
    }
    // A positive bias says more of the same truth.
    let more = count(600.0, 100.0, 0.15);
    assert!(more.true_mass(Some(400.0), 0.35, QUIET) > more.true_mass(Some(400.0), 0.0, QUIET));
}

#[test]
fn holds_at_the_stated_precision() {
    let cases = [
        (
            count(504.0, 1.0, 0.1),
            vec![504.0, 479.0, 529.0],
            vec![478.0, 530.0, 0.0],
        ),
        (
            count(500.0, 100.0, 0.15),
            vec![450.0, 550.0],
            vec![449.0, 551.0],
        ),
        (count(60.0, 10.0, 0.2), vec![54.0, 66.0], vec![53.9, 66.1]),
        (count(0.0, 1.0, 0.1), vec![0.0, 0.5], vec![0.6, 1.0]),
        (at_least(100.0, 100.0), vec![95.0, 5000.0], vec![94.9, 0.0]),
        (
            range(50.0, 169.0),
            vec![50.0, 92.0, 169.0, 47.5],
            vec![47.0, 178.0],
        ),
        (
            Form::Wording { rung: 3 },
            vec![24.0, 59.9],
            vec![23.9, 60.0],
        ),
        (Form::Wording { rung: 6 }, vec![900.0, 1e7], vec![899.0]),
        (
            day(8.0, 9.0),
            vec![8.0 * DAY - 10_800.0, 9.1 * DAY],
            vec![7.8 * DAY, 9.2 * DAY],
        ),
        (side(0.0), vec![0.0, 1.2, 5.1], vec![1.4, 3.1, -2.0]),
        (Form::Yes, vec![1.0], vec![0.0]),
    ];
    for (form, yes, no) in cases {
        for y in yes {
            assert!(form.holds(Some(y)), "{form:?} at {y}");
        }
        for y in no {
            assert!(!form.holds(Some(y)), "{form:?} at {y}");
        }
    }
}

#[test]
fn extreme_and_broken_quantities_give_masses_between_zero_and_one() {
    for (name, form) in forms() {
        for y in [
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            -5.0,
            1e300,
            1e-300,
        ] {
            for noise in [1e-9, 1.0, 1e9] {
                let noise = Noise {
                    sigma: noise,
                    reliability: 0.0,
                };
                let mass = form.true_mass(Some(y), 0.0, noise);
                assert!((0.0..=1.0).contains(&mass), "{name} at {y}: {mass}");
            }
        }
    }
}

#[path = "densities/page.rs"]
mod page;
