use super::*;
use crate::laws::battle::Battle;
use crate::laws::law::Prepared;
use kidal_chance::Draws;

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
    let (mut low, mut high) = (-12.0, 12.0);
    let at = |y: f64| Battle {
        year: 1700,
        r0,
        rc: total / (1.0 + exp(y)),
        b0,
        bc: total - total / (1.0 + exp(y)),
    };
    for _ in 0..60 {
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
