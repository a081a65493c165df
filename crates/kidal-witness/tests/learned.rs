//! Priors learned from a table of claims: they replace the chosen ones for counts told by compilations, and for nothing else.

use kidal_dossier::Dossier;
use kidal_dossier::model::{Kind, SourceKind};
use kidal_witness::{Accounts, Form, Selection};

const KINDS: &str = "schema = \"kidal-source-kinds/1\"\n\
    [compilation]\n\
    learned_from = \"7 sources\"\n\
    error_degrees_of_freedom = 1.5\n\
    [compilation.strength]\n\
    bias_ln_mean = 0.01\n\
    bias_ln_sd = 0.04\n\
    spread_ln_median = 0.09\n\
    [compilation.killed_and_wounded]\n\
    bias_ln_mean = 0.01\n\
    bias_ln_sd = 0.04\n\
    spread_ln_median = 0.09\n";

/// The accounts of a dossier of the repository, with and without learned priors beside it.
fn accounts(folder: &str, with_kinds: bool) -> (Dossier, Accounts) {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dossiers");
    let mut files = kidal_diag::Files::default();
    for name in ["evidence.toml", "scenario.toml", "map.geojson"] {
        if let Ok(text) = std::fs::read_to_string(root.join(folder).join(name)) {
            files.insert(name, text);
        }
    }
    if with_kinds {
        files.insert("source-kinds.toml", KINDS);
    }
    let dossier = kidal_dossier::read(files.clone())
        .dossier
        .expect("the dossier reads");
    let scenario = kidal_scenario::compile(&dossier, &files)
        .expect("the scenario compiles")
        .expect("there is one");
    let accounts = Accounts::compile(&dossier, &scenario, &Selection::default(), Vec::new());
    (dossier, accounts)
}

fn is_compilation(dossier: &Dossier, speaker: &str) -> bool {
    let kind = match dossier.kind_of(speaker) {
        Some(Kind::Source) => dossier.source(speaker).map(|source| source.kind.value),
        Some(Kind::Voice) => dossier.voice(speaker).map(|voice| voice.kind.value),
        _ => None,
    };
    matches!(kind, Some(SourceKind::Encyclopaedia | SourceKind::Dataset))
}

fn sigmas(accounts: &Accounts, claim: usize) -> Vec<f64> {
    let pieces = accounts.claims[claim]
        .readings
        .iter()
        .flat_map(|reading| &reading.pieces);
    pieces
        .filter_map(|piece| match piece.piece.form {
            Form::Count { sigma, .. } => Some(sigma),
            _ => None,
        })
        .collect()
}

#[test]
fn counts_of_compilations_take_learned_priors_and_nothing_else_does() {
    let (dossier, chosen) = accounts("kidal-2012", false);
    let (_, learned) = accounts("kidal-2012", true);
    assert_eq!(chosen.claims.len(), learned.claims.len());
    let mut changed = 0;
    for (place, (one, other)) in chosen.claims.iter().zip(&learned.claims).enumerate() {
        let speaker = &dossier.claims[one.claim].speaker.value;
        let differs =
            one.biases != other.biases || sigmas(&chosen, place) != sigmas(&learned, place);
        if differs {
            assert!(is_compilation(&dossier, speaker), "{speaker}");
            assert!((other.biases[0] - 0.01).abs() < 1e-12);
            assert!((other.biases[1] - other.biases[2] - 2.0 * 3.0_f64.sqrt() * 0.04).abs() < 1e-9);
            for sigma in sigmas(&learned, place) {
                // The upper quartile of Student's law with 1.5 degrees is 0.87, of the normal law 0.67.
                assert!((0.11..0.13).contains(&sigma), "{sigma}");
            }
            changed += 1;
        }
    }
    assert!(changed > 0, "no count of a compilation is weighed");
    for (one, other) in chosen.utterances.iter().zip(&learned.utterances) {
        assert_eq!(one.quality, other.quality);
        let sum: f64 = other.bias_shares.iter().sum();
        assert!((sum - 1.0).abs() < 1e-12);
    }
}
