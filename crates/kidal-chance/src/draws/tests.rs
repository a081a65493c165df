use super::*;
use crate::testing::{Design, chi_square, ks_one_sample, mean_shift, seed};

fn sample(name: &str, count: usize, mut draw: impl FnMut(&mut Draws) -> f64) -> Vec<f64> {
    let key = seed(name);
    (0..count as u64)
        .map(|address| draw(&mut Draws::at(key, address, 7)))
        .collect()
}

#[test]
fn an_address_gives_the_same_draws_for_ever() {
    let mut draws = Draws::at(0x0123_4567_89AB_CDEF, 0xFFFF_FFFF_0000_0001, 42);
    let bits: Vec<u64> = (0..5).map(|_| draws.bits()).collect();
    assert_eq!(
        bits,
        [
            0x8ACF_AB94_8049_38D5,
            0x2AF2_0889_EB5A_2E8F,
            0x9488_B7D8_6B85_0743,
            0xB5E8_83EF_8B56_F356,
            0xCE46_664B_894D_EAC5
        ]
    );
}

#[test]
fn the_first_two_draws_are_one_block_of_philox() {
    let mut draws = Draws::at(
        0x299F_31D0_A409_3822,
        0x85A3_08D3_243F_6A88,
        0x0370_7344_1319_8A2E,
    );
    assert_eq!(draws.bits(), 0x94FD_CCEB_D16C_FE09);
    assert_eq!(draws.bits(), 0x2412_6EA1_5001_E420);
}

#[test]
fn every_part_of_the_address_counts() {
    let first = |key, a, b| Draws::at(key, a, b).bits();
    let reference = first(1, 2, 3);
    for bit in 0..64 {
        let flip = 1_u64 << bit;
        for other in [
            first(1 ^ flip, 2, 3),
            first(1, 2 ^ flip, 3),
            first(1, 2, 3 ^ flip),
        ] {
            assert_ne!(other, reference);
            assert!((other ^ reference).count_ones() > 8);
        }
    }
}

#[test]
fn a_uniform_is_never_zero_or_one() {
    let ends = |bits: u64| ((bits >> 12) as f64 + 0.5) * GRAIN;
    assert!(ends(0) > 0.0);
    assert!(ends(u64::MAX) < 1.0);
    assert_eq!(1.0 - ends(u64::MAX), ends(0));
}

#[test]
fn uniforms_are_uniform() {
    let design = Design::distance("uniforms are uniform", 0.02);
    let right = sample("uniforms are uniform", design.draws(), Draws::uniform);
    design.holds(ks_one_sample(&right, |x| x).p);
    // Wrong twin: u^1.06 is up to 0.0214 off.
    let wrong: Vec<f64> = right.iter().map(|&u| kidal_math::pow(u, 1.06)).collect();
    design.catches(ks_one_sample(&wrong, |x| x).p);
}

#[test]
fn neighbouring_addresses_are_uncorrelated() {
    // The product of two centred uniforms has mean 0 and sd 1/12.
    let name = "neighbouring addresses are uncorrelated";
    let design = Design::shift(name, 0.02);
    let key = seed(name);
    let product = |mix: f64, place: fn(u64) -> [(u64, u64); 2]| -> Vec<f64> {
        let centred = |(a, b)| Draws::at(key, a, b).uniform() - 0.5;
        let pairs = (0..design.draws() as u64).map(|index| place(2 * index).map(centred));
        pairs
            .map(|[x, y]| x * (mix * x + (1.0 - mix) * y))
            .collect()
    };
    for place in [
        |i| [(i, 0), (i + 1, 0)],
        |i| [(0, i), (0, i + 1)],
        |i| [(i, i), (i + 1, i + 1)],
    ] {
        design.holds(mean_shift(&product(0.0, place), 0.0, 1.0 / 12.0).p);
        // Wrong twin: the second draw holds a 40th of the first.
        design.catches(mean_shift(&product(0.025, place), 0.0, 1.0 / 12.0).p);
    }
}

#[test]
fn normals_follow_the_normal_law() {
    // A shift by 0.06 sd moves the distribution function by up to 0.0239.
    let design = Design::distance("normals are normal", 0.0239);
    let right = sample("normals are normal", design.draws(), Draws::normal);
    design.holds(ks_one_sample(&right, kidal_math::normal_cdf).p);
    let wrong: Vec<f64> = right.iter().map(|x| x + 0.06).collect();
    design.catches(ks_one_sample(&wrong, kidal_math::normal_cdf).p);
}

#[test]
fn exponentials_follow_the_exponential_law() {
    // A mean of 1.06 moves the distribution function by up to 0.0214.
    let design = Design::distance("exponentials are exponential", 0.0214);
    let right = sample(
        "exponentials are exponential",
        design.draws(),
        Draws::exponential,
    );
    let cdf = |x: f64| -kidal_math::exp_m1(-x);
    design.holds(ks_one_sample(&right, cdf).p);
    let wrong: Vec<f64> = right.iter().map(|x| 1.06 * x).collect();
    design.catches(ks_one_sample(&wrong, cdf).p);
}

#[test]
fn numbers_below_n_are_equally_likely() {
    let name = "numbers below ten are equally likely";
    let design = Design::cells(name, 10, 0.03);
    let counts = |break_it: bool| {
        let mut counts = [0_u64; 10];
        for (index, draw) in sample(name, design.draws(), |draws| draws.below(10) as f64)
            .iter()
            .enumerate()
        {
            // Wrong twin: each 99th draw of 0 to 8 goes to 9.
            let cell = if break_it && index % 99 == 0 {
                9
            } else {
                *draw as usize
            };
            counts[cell] += 1;
        }
        counts
    };
    design.holds(chi_square(&counts(false), &[0.1; 10]).p);
    design.catches(chi_square(&counts(true), &[0.1; 10]).p);
    assert_eq!(Draws::at(1, 2, 3).below(0), 0);
    assert_eq!(Draws::at(1, 2, 3).below(1), 0);
}

#[test]
fn each_order_of_a_shuffle_is_equally_likely() {
    let name = "each order of four is equally likely";
    let design = Design::cells(name, 24, 0.1);
    let key = seed(name);
    let counts = |shuffle: fn(&mut Draws, &mut [usize; 4])| {
        let mut counts = [0_u64; 256];
        for address in 0..design.draws() as u64 {
            let mut items = [0, 1, 2, 3];
            shuffle(&mut Draws::at(key, address, 0), &mut items);
            counts[items.iter().fold(0, |code, item| 4 * code + item)] += 1;
        }
        counts
            .into_iter()
            .filter(|&count| count > 0)
            .collect::<Vec<u64>>()
    };
    let right = counts(|draws, items| draws.shuffle(items));
    assert_eq!(right.len(), 24);
    design.holds(chi_square(&right, &[1.0; 24]).p);
    // Wrong twin: swapping each place with any place favours some orders (w = 0.29).
    let wrong = counts(|draws, items| {
        for place in 0..4 {
            let other = draws.below(4) as usize;
            items.swap(place, other);
        }
    });
    design.catches(chi_square(&wrong, &[1.0; 24]).p);
}

#[test]
fn a_choice_is_in_proportion_to_the_weights() {
    let name = "a choice is in proportion to the weights";
    let weights = [1.0, 0.0, 3.0, f64::NAN, 6.0, -2.0];
    let design = Design::cells(name, 3, 0.05);
    let key = seed(name);
    let counts = |weights: &[f64]| {
        let mut counts = [0_u64; 6];
        for address in 0..design.draws() as u64 {
            counts[Draws::at(key, address, 0)
                .choose(weights)
                .expect("a weight is above 0")] += 1;
        }
        counts
    };
    let expected = [0.1, 0.0, 0.3, 0.0, 0.6, 0.0];
    design.holds(chi_square(&counts(&weights), &expected).p);
    // Wrong twin: the first weight is off by a sixth (w = 0.05).
    design.catches(chi_square(&counts(&[1.2, 0.0, 3.0, 0.0, 6.0, 0.0]), &expected).p);
}

#[test]
fn a_choice_among_nothing_is_none() {
    for weights in [
        &[][..],
        &[0.0, 0.0],
        &[-1.0, f64::NAN],
        &[f64::INFINITY, 1.0],
    ] {
        assert_eq!(Draws::at(1, 2, 3).choose(weights), None);
    }
    for address in 0..1000 {
        assert_eq!(
            Draws::at(5, address, 0).choose(&[0.0, 1e-300, 0.0]),
            Some(1)
        );
    }
}

#[test]
fn what_happens_at_a_small_probability_happens_at_a_larger() {
    for address in 0..1000 {
        let happens = |p| Draws::at(9, address, 0).chance(p);
        assert!(!happens(0.3) || happens(0.4));
        assert!(!happens(0.0) && happens(1.0));
    }
}
