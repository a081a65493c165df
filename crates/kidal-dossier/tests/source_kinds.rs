//! `source-kinds.toml` beside the evidence: read where it is, with every fault at its place.

use kidal_diag::Files;

const EVIDENCE: &str = "[dossier]\ntitle = \"A ford\"\n";
const KINDS: &str = "schema = \"kidal-source-kinds/1\"\n\
    [compilation]\n\
    learned_from = \"7 sources\"\n\
    error_degrees_of_freedom = 1.5\n\
    [compilation.strength]\n\
    sources = 5\n\
    bias_ln_mean = 0.01\n\
    bias_ln_sd = 0.04\n\
    spread_ln_median = 0.09\n\
    spread_ln_sigma = 0.25\n";

fn read(kinds: &str) -> kidal_dossier::Reading {
    let mut files = Files::new();
    files.insert("evidence.toml", EVIDENCE);
    files.insert("source-kinds.toml", kinds);
    kidal_dossier::read(files)
}

#[test]
fn learned_priors_are_read_and_count_into_the_digest() {
    let reading = read(KINDS);
    assert!(!reading.has_errors(), "{:?}", reading.diagnostics);
    let dossier = reading.dossier.expect("read");
    let kinds = dossier.source_kinds.expect("the file is there");
    assert_eq!(kinds.learned_from.value, "7 sources");
    let strength = kinds.kinds[0].expect("the table is there");
    assert_eq!((strength.bias_sd, strength.spread), (0.04, 0.09));
    assert_eq!(kinds.kinds[1], None);
    let other = read(&KINDS.replace("0.09", "0.08")).dossier.expect("read");
    assert_ne!(other.digest, dossier.digest);
}

#[test]
fn faults_are_told_at_their_place_in_the_file() {
    for (wrong, says) in [
        (KINDS.replace("0.04", "-1"), "outside 0 to 2"),
        (KINDS.replace("bias_ln_sd", "bias_sd"), "bias_sd"),
        (KINDS.replace("kinds/1", "kinds/9"), "is no schema"),
        (KINDS.replace("[compilation]", "[witness]"), "compilation"),
        (KINDS.replace("0.09", "wide"), ""),
    ] {
        let reading = read(&wrong);
        assert!(reading.has_errors(), "{wrong}");
        let told = reading
            .diagnostics
            .iter()
            .filter(|one| one.message.contains(says))
            .any(|one| {
                one.annotations
                    .iter()
                    .all(|mark| mark.file == "source-kinds.toml")
            });
        assert!(told, "{says}: {:?}", reading.diagnostics);
    }
}
