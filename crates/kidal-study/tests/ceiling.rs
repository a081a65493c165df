//! A history is given up only where it certainly cannot fit: the bound holds at every look, on each dossier of the repository.

mod common;

use common::{Folder, files};
use kidal_battle::{Partial, Probes, Record, Runner, Streams, Watch};
use kidal_chance::{Draws, hash64};
use kidal_study::parameters;
use kidal_weigh::Prior;
use kidal_witness::{Accounts, Ceiling, Noise, Selection};

struct Ceilings<'a> {
    ceiling: Ceiling<'a>,
    /// One that forgets between looks.
    forgetful: Ceiling<'a>,
    parameters: &'a [f64],
    moments: &'a [f64],
    seen: Vec<f64>,
}

impl Watch for Ceilings<'_> {
    fn moments(&self) -> &[f64] {
        self.moments
    }

    fn goes_on(&mut self, partial: Partial<'_>) -> bool {
        let highest = self.ceiling.at(self.parameters, partial);
        self.forgetful.reset();
        let anew = self.forgetful.at(self.parameters, partial);
        assert_eq!(highest.to_bits(), anew.to_bits(), "what it remembers");
        self.seen.push(highest);
        true
    }
}

/// Somewhere in the prior's reach; where exactly does not matter here.
fn place(prior: &Prior, draws: &mut Draws) -> f64 {
    match prior {
        Prior::Uniform { low, high } => low + (high - low) * draws.uniform(),
        Prior::Normal { mean, sd } => mean + sd * draws.normal(),
        Prior::LogNormal {
            median,
            sigma,
            low,
            high,
        } => (median * kidal_math::exp(sigma * draws.normal())).clamp(*low, *high),
        Prior::Beta { low, high, .. } => low + (high - low) * draws.uniform(),
        Prior::Levels { weights } => draws.below(weights.len() as u64) as f64,
        Prior::Fixed(value) => *value,
    }
}

#[test]
fn no_history_ends_above_what_it_was_said_to_be_able_to_reach() {
    let mut fell = 0;
    for name in ["kidal-2012", "alamo-1836", "iwo-jima-1945"] {
        let folder = Folder::new(files(&format!("dossiers/{name}")));
        let scenario = kidal_scenario::compile(&folder.dossier, &folder.files)
            .expect("no faults")
            .expect("a scenario");
        let accounts = Accounts::compile(
            &folder.dossier,
            &scenario,
            &Selection::default(),
            Vec::new(),
        );
        let probes = Probes::new(&scenario.scenario, accounts.probes.clone()).expect("probes fit");
        let unknowns = parameters(&scenario);
        let duration = scenario.parts.duration_s;
        let moments: Vec<f64> = (1..40).map(|n| f64::from(n) * duration / 40.0).collect();
        let mut runner = Runner::new(&scenario.scenario, &probes);
        let mut record = Record::new();
        let mut terms = vec![0.0; accounts.utterances.len()];
        for root in 0..40 {
            let mut draws = Draws::at(hash64(&[7, root]), 0, 0);
            let row: Vec<f64> = unknowns
                .iter()
                .map(|unknown| place(&unknown.prior, &mut draws))
                .collect();
            let mut watch = Ceilings {
                ceiling: Ceiling::new(&accounts),
                forgetful: Ceiling::new(&accounts),
                parameters: &row,
                moments: &moments,
                seen: Vec::new(),
            };
            let streams = Streams {
                root,
                refreshes: &[],
            };
            let is_whole = runner
                .run_watched(&row, streams, &mut record, &mut watch)
                .expect("it runs");
            assert!(is_whole);
            let seen = watch.seen;
            accounts.terms(&row, &record.answers, Noise::default(), &mut terms);
            let reached = kidal_math::sum(&terms);
            for pair in seen.windows(2) {
                assert!(pair[1] <= pair[0] + 1e-9, "{name}, {root}: {pair:?}");
            }
            let last = seen.last().expect("the start is looked at");
            assert!(
                reached <= last + 1e-9,
                "{name}, {root}: {reached} above {last}"
            );
            fell += usize::from(seen[0] - last > 3.0);
        }
    }
    // A bound that never falls would hold as well, and be of no use.
    assert!(fell > 60, "{fell}");
}
