use super::*;
use crate::laws::battle::Battle;
use crate::laws::law::Prepared;
use kidal_chance::Draws;
use kidal_math::ln_normal_density;

/// Battles fought by the power law s with folded ln ratios of spread `sd`, given the losses of both together.
fn corpus(key: u64, s: f64, sd: f64, count: usize) -> PeriodTally {
    let mut period = PeriodTally::default();
    for index in 0..count {
        let mut draws = Draws::at(key, index as u64, 0);
        period.add(&Prepared::new(fought(&mut draws, s, sd)));
    }
    period
}

/// One battle, by bisection on the exchange of losses.
fn fought(draws: &mut Draws, s: f64, sd: f64) -> Battle {
    let r0 = exp(9.0 + 0.8 * draws.normal());
    let b0 = exp(9.0 + 0.8 * draws.normal());
    let total = (r0.min(b0)) * (0.05 + 0.5 * draws.uniform());
    let wanted = sd * draws.normal();
    let (mut low, mut high) = (-40.0, 40.0);
    let at = |y: f64| Battle {
        year: 1700,
        r0,
        rc: total / (1.0 + exp(y)),
        b0,
        bc: total / (1.0 + exp(-y)),
    };
    for _ in 0..64 {
        let middle = 0.5 * (low + high);
        if Prepared::new(at(middle)).power(s).ln_ratio < wanted {
            low = middle;
        } else {
            high = middle;
        }
    }
    let battle = at(low);
    if battle.is_in_table_order() {
        battle
    } else {
        battle.swapped()
    }
}

const FOLDED: Spread = Spread::Folded { width: 1.0 };

#[test]
fn the_law_that_made_a_corpus_is_found() {
    for (law, s) in [
        (Law::Linear, 1.0),
        (Law::Square, 2.0),
        (Law::Logarithmic, 0.0),
    ] {
        let period = corpus(100 + s as u64, s, 0.8, 300);
        let laws = [Law::Linear, Law::Square, Law::Logarithmic];
        let found: Vec<Evidence> = laws
            .iter()
            .map(|law| evidence(*law, &period, FOLDED, Extent::Total))
            .collect();
        let shares = probabilities(&found);
        let place = laws.iter().position(|one| *one == law).expect("listed");
        assert!(shares[place] > 0.999, "{law:?}: {shares:?}");
    }
}

#[test]
fn fatigue_and_logarithmic_have_the_same_evidence_under_every_spread() {
    let period = corpus(5, 0.3, 0.7, 200);
    for spread in Spread::SHOWN {
        for extent in Extent::ALL {
            let one = evidence(Law::Logarithmic, &period, spread, extent);
            let other = evidence(Law::Fatigue, &period, spread, extent);
            assert!((one.ln_z - other.ln_z).abs() < 1e-9);
        }
    }
}

#[test]
fn names_of_sides_do_not_matter_to_the_folded_spread() {
    let (mut one, mut other) = (PeriodTally::default(), PeriodTally::default());
    for index in 0..50 {
        let battle = fought(&mut Draws::at(9, index, 0), 0.0, 0.6);
        one.add(&Prepared::new(battle));
        other.add(&Prepared::new(battle.swapped()));
    }
    for law in Law::ALL {
        let (one, other) = (
            evidence(law, &one, FOLDED, Extent::Total),
            evidence(law, &other, FOLDED, Extent::Total),
        );
        assert!((one.ln_z - other.ln_z).abs() < 1e-8, "{law:?}");
    }
}

#[test]
fn evidences_of_all_laws_are_densities_of_the_same_losses() {
    // The mean of exp(−ln density of the truth + ln density of another) over data from the truth is 1 for densities.
    let ratio = |index: u64| {
        let battle = fought(&mut Draws::at(11, index, 0), 0.0, 0.5);
        let ln_density = |s: f64, sd: f64| {
            let power = Prepared::new(battle).power(s);
            ln_normal_density(power.ln_ratio, 0.0, sd) + power.ln_slopes[0]
        };
        exp(ln_density(0.3, 0.4) - ln_density(0.0, 0.5))
    };
    let mean = (0..4000).map(ratio).sum::<f64>() / 4000.0;
    assert!((mean - 1.0).abs() < 0.05, "{mean}");
}

#[test]
fn one_period_alone_gains_nothing_from_a_hierarchy_but_its_prior() {
    let period = corpus(21, 0.0, 0.6, 80);
    let plain = evidence(Law::Logarithmic, &period, FOLDED, Extent::Total);
    let nested = hierarchical(Law::Logarithmic, &[period], Extent::Total);
    assert!(
        (plain.ln_z - nested.ln_z).abs() < 0.3,
        "{plain:?} {nested:?}"
    );
    assert!(nested.error < 0.01);
}

/// Corpora drawn from the priors: the truth's place in the posterior must be even on 0 to 1, which is what calibrated intervals
/// of every width mean. Null: it is; α and the smallest error as the designs print them.
mod calibration {
    use super::*;
    use kidal_chance::testing::{Design, ks_one_sample, seed};

    /// Narrower than the study's, so that no drawn ratio is beyond what a battle can show.
    const SPREAD: Spread = Spread::Folded { width: 0.5 };
    const BATTLES: usize = 12;
    /// So few that laws stay in doubt, and their probabilities matter.
    const FEW: usize = 3;

    fn drawn_sd(draws: &mut Draws) -> f64 {
        exp(0.5 * draws.normal())
    }

    fn tally_under(battles: &[Battle], s: f64) -> Tally {
        let mut tally = Tally::default();
        for battle in battles {
            tally.add(&Prepared::new(*battle).power(s));
        }
        tally
    }

    fn battles(draws: &mut Draws, s: f64, sd: f64, count: usize) -> Vec<Battle> {
        (0..count).map(|_| fought(draws, s, sd)).collect()
    }

    #[test]
    fn the_spread_of_ratios_has_calibrated_intervals() {
        let design = Design::distance("the place of the true spread is even", 0.1);
        let key = seed("calibration of spreads");
        let places = |wrong: f64| -> Vec<f64> {
            (0..design.draws() as u64)
                .map(|corpus| {
                    let mut draws = Draws::at(key, corpus, 0);
                    let s = 4.0 * draws.uniform() - 1.0;
                    let sd = drawn_sd(&mut draws);
                    let tally = tally_under(&battles(&mut draws, s, sd, BATTLES), s);
                    let found = SPREAD.integrate(&tally);
                    below(&found.points, &found.shares, ln(sd * wrong))
                })
                .collect()
        };
        design.holds(ks_one_sample(&places(1.0), |x| x).p);
        design.catches(ks_one_sample(&places(1.15), |x| x).p);
    }

    /// The wrong twin takes the exponent for larger by two fifths.
    #[test]
    fn the_exponent_has_calibrated_intervals() {
        let design = Design::distance("the place of the true exponent is even", 0.1);
        let key = seed("calibration of exponents");
        let points: Vec<f64> = (0..EXPONENTS).map(exponent_at).collect();
        let places: Vec<(f64, f64)> = (0..design.draws() as u64)
            .into_par_iter()
            .map(|corpus| {
                let mut draws = Draws::at(key, corpus, 0);
                // As the general law has it: p and q even on 0 to 2.
                let s = 1.0 + 2.0 * draws.uniform() - 2.0 * draws.uniform();
                let sd = drawn_sd(&mut draws);
                let mut period = PeriodTally::default();
                for battle in battles(&mut draws, s, sd, BATTLES) {
                    period.add(&Prepared::new(battle));
                }
                let family = Family::of(&period, SPREAD);
                let terms: Vec<f64> = points
                    .iter()
                    .zip(family.given(std::slice::from_ref(&period), Extent::Total))
                    .map(|(s, value)| {
                        value + ln(Law::Generalised.exponent_density(*s).unwrap_or(0.0))
                    })
                    .collect();
                let total = log_sum_exp(&terms);
                let shares: Vec<f64> = terms.iter().map(|term| exp(term - total)).collect();
                let place = |s: f64| below(&points, &shares, s);
                (place(s), place(s + 0.4))
            })
            .collect();
        let (right, wrong): (Vec<f64>, Vec<f64>) = places.into_iter().unzip();
        design.holds(ks_one_sample(&right, |x| x).p);
        design.catches(ks_one_sample(&wrong, |x| x).p);
    }

    /// As many corpora are made by each law as its probability says: the place of the law among all, laid end to end by their
    /// probabilities, is even. The wrong twin makes the logarithmic law e² times as likely as it is.
    #[test]
    fn probabilities_of_laws_are_calibrated() {
        let design = Design::distance("the place of the true law is even", 0.1);
        let key = seed("calibration of laws");
        let places: Vec<(f64, f64)> = (0..design.draws() as u64)
            .map(|corpus| {
                let mut draws = Draws::at(key, corpus, 0);
                let exponents = [0.0, 1.0, 2.0];
                let law = draws.below(3) as usize;
                let sd = drawn_sd(&mut draws);
                let battles = battles(&mut draws, exponents[law], sd, FEW);
                let tallies = exponents.map(|s| tally_under(&battles, s));
                let within = draws.uniform();
                let place = |found: &[Evidence]| {
                    let shares = probabilities(found);
                    shares[..law].iter().sum::<f64>() + within * shares[law]
                };
                let right = tallies.map(|tally| of_tally(&tally, SPREAD, Extent::Total));
                let mut wrong = right;
                wrong[0].ln_z += 2.0;
                (place(&right), place(&wrong))
            })
            .collect();
        let (right, wrong): (Vec<f64>, Vec<f64>) = places.into_iter().unzip();
        design.holds(ks_one_sample(&right, |x| x).p);
        design.catches(ks_one_sample(&wrong, |x| x).p);
    }

    /// The share of the mass below a value; the mass of a point lies evenly around it.
    fn below(points: &[f64], shares: &[f64], value: f64) -> f64 {
        let step = points[1] - points[0];
        points
            .iter()
            .zip(shares)
            .map(|(point, share)| share * ((value - point) / step + 0.5).clamp(0.0, 1.0))
            .sum::<f64>()
            .clamp(0.0, 1.0)
    }
}
