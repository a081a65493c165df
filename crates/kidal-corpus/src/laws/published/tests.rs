use super::*;

fn battles() -> Vec<Battle> {
    (0..16)
        .map(|index| {
            let mut draws = Draws::at(3, index, 0);
            let r0 = (2_000.0 + 60_000.0 * draws.uniform()).round();
            let b0 = (2_000.0 + 60_000.0 * draws.uniform()).round();
            Battle {
                year: 1750,
                r0,
                rc: (r0 * (0.005 + 0.3 * draws.uniform())).round().max(1.0),
                b0,
                bc: (b0 * (0.02 + 0.5 * draws.uniform())).round().max(1.0),
            }
        })
        .collect()
}

const FEW: Rejection = Rejection {
    seed: 4,
    runs: 20_000,
    keep: 100,
    program: Program::PUBLISHED,
};

/// The plain way: every run in full, sorted.
fn plainly(battles: &[Battle], settings: &Rejection) -> Vec<Kept> {
    let field = Field::new(battles, settings);
    let mut all = field.nearest(settings.runs, f64::INFINITY);
    all.truncate(settings.keep as usize);
    all
}

#[test]
fn giving_up_runs_early_keeps_the_same_runs_to_the_last_bit() {
    for program in [Program::PUBLISHED, Program::refined(20.0)] {
        let settings = Rejection { program, ..FEW };
        assert_eq!(
            reject(&battles(), &settings),
            plainly(&battles(), &settings)
        );
    }
}

#[test]
fn no_distance_lies_below_its_bound() {
    for program in [Program::PUBLISHED, Program::refined(20.0)] {
        for battle in battles() {
            let stepper = Stepper::new(battle, program);
            let bounds = Bounds::new(&stepper);
            let mut draws = Draws::at(8, battle.r0 as u64, 0);
            for _ in 0..200 {
                let ratio = 3.0 * draws.exponential() * draws.exponential();
                for law in 0..4 {
                    let least = f64::from(bounds.of(law)[bounds::cell(ratio)]);
                    let distance = stepper.distance(law, ratio);
                    assert!(least <= distance, "{law} {ratio}: {least} {distance}");
                }
            }
        }
    }
}

#[test]
fn the_first_steps_are_those_of_the_published_rules() {
    let battle = Battle {
        year: 1620,
        r0: 47_500.0,
        rc: 400.0,
        b0: 32_000.0,
        bc: 6_000.0,
    };
    let stepper = Stepper::new(battle, Program::PUBLISHED);
    // Logarithmic: R loses 100 of 47,500, then int(47,400 − 99.79) and so on, a hundred each time.
    let end = stepper.end(2, 2.0);
    assert_eq!((end.steps, end.r), (4, 47_100.0));
    assert!(end.r_is_down && !end.b_is_down);
    // Linear: 100, then 99.5 (100 with the cut), 98.9 and 98.4 (99 each), so that a fifth step is needed.
    let end = stepper.end(0, 1.0);
    assert_eq!(end.steps, 5);
    // Fatigue: the second step is divided by ln(e + 1) = 1.313.
    let end = stepper.end(3, 1.0);
    assert!(end.steps > 5);
}

#[test]
fn gamma_numbers_have_their_mean_and_spread() {
    use kidal_chance::testing::{Design, ks_one_sample, seed};
    let design = Design::distance("quick gamma numbers follow the gamma law", 0.02);
    for shape in [0.3_f64, 2.5] {
        let field = Field::new(
            &battles(),
            &Rejection {
                seed: seed("quick gamma"),
                ..FEW
            },
        );
        let sample: Vec<f64> = (0..design.draws() as u64)
            .flat_map(|run| {
                let run = Drawn {
                    gamma: Gamma::new(shape),
                    scale: 1.0,
                    ..field.drawn(run)
                };
                let order: Vec<u32> = (0..BATCH as u32).rev().collect();
                let together = field.ratios(&run, &order);
                let alone = order
                    .iter()
                    .map(|battle| field.ratio(&run, *battle as usize));
                assert!(alone.eq(together));
                together
            })
            .take(design.draws())
            .collect();
        design.holds(ks_one_sample(&sample, |x| kidal_math::gamma_lower(shape, x)).p);
        design.catches(ks_one_sample(&sample, |x| kidal_math::gamma_lower(shape * 1.15, x)).p);
    }
}
