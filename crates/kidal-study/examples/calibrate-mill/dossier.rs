//! The mill of the tests with three more counts, compiled.

use kidal_battle::{Probes, Scenario};
use kidal_diag::Files;
use kidal_scenario::question::{Edit, edit_parts};
use kidal_scenario::{Compiled, CompiledScenario};
use kidal_study::{answers, parameters};
use kidal_weigh::{Parameter, Particle};
use kidal_witness::{Accounts, Selection};

/// Beside the captain's count of the guard that the mill has already. The figures do not matter: each replication says its own in the same forms.
const CLAIMS: &str = r#"
[[claim]]
id = "miller.greys"
speaker = "miller"
via = ["letter"]
said = "1901-05-06"
stake = "neutral"
words = "Counted about 80."
says = "strength(greys) = ~80"

[[claim]]
id = "captain.greys"
speaker = "captain"
via = ["report"]
said = "1901-05-05"
stake = "serves"
words = "They were 200."
says = "strength(greys) = 200"

[[claim]]
id = "captain.killed"
speaker = "captain"
via = ["report"]
said = "1901-05-05"
stake = "serves"
words = "We lost 5."
says = "killed(mill-guard) = 5"
"#;

/// The mill, ready to be played.
pub struct Mill {
    pub compiled: CompiledScenario,
    pub accounts: Accounts,
    pub probes: Probes,
    pub parameters: Vec<Parameter>,
    killed: Compiled,
}

impl Mill {
    pub fn read() -> Result<Self, Box<dyn std::error::Error>> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../kidal-scenario/tests/mill");
        let mut files = Files::default();
        for name in ["evidence.toml", "scenario.toml", "map.geojson"] {
            let path = format!("{folder}/{name}");
            let text = std::fs::read_to_string(&path).map_err(|e| format!("{path}: {e}"))?;
            let claims = if name == "evidence.toml" { CLAIMS } else { "" };
            files.insert(name, format!("{text}{claims}"));
        }
        let reading = kidal_dossier::read(files);
        let dossier = reading.dossier.ok_or("the mill does not read")?;
        let compiled = kidal_scenario::compile(&dossier, &reading.files)
            .map_err(|faults| format!("the mill does not compile: {faults:?}"))?
            .ok_or("the mill has no scenario")?;
        let accounts = Accounts::compile(&dossier, &compiled, &Selection::default(), Vec::new());
        if accounts.claims.len() != 4 || accounts.utterances.len() != 2 {
            return Err("the mill must have four weighed claims of two speakers".into());
        }
        let killed = accounts.claims[3].readings[0].pieces[0].value.clone();
        let probes = Probes::new(&compiled.scenario, accounts.probes.clone())
            .map_err(|faults| format!("the probes do not fit: {faults:?}"))?;
        Ok(Self {
            parameters: parameters(&compiled),
            compiled,
            accounts,
            probes,
            killed,
        })
    }

    /// How many of the guard were killed in a history.
    pub fn killed(&self, particle: &Particle) -> f64 {
        self.killed_of(&particle.parameters, &particle.payload)
    }

    pub fn killed_of(&self, parameters: &[f64], payload: &[f64]) -> f64 {
        let value = self.killed.value(parameters, &answers(payload));
        value.unwrap_or(f64::NEG_INFINITY)
    }

    /// The same place with twice the guard.
    pub fn doubled(&self) -> Result<Scenario, Box<dyn std::error::Error>> {
        let mut parts = self.compiled.parts.clone();
        let guard = (0..2).map(kidal_battle::parts::ContingentId).collect();
        edit_parts(&mut parts, &[Edit::Men(guard, 2.0)]);
        Ok(Scenario::build(&parts).map_err(|faults| format!("it does not build: {faults:?}"))?)
    }
}
