use super::{SMALL, codes, read_more, read_text};
use crate::language::Statement;
use crate::model::{Kind, Stake};

#[test]
fn a_small_dossier_reads_without_a_fault() {
    let reading = read_text(SMALL);
    assert_eq!(
        codes(&reading),
        Vec::<&str>::new(),
        "{:?}",
        reading.diagnostics
    );
    let dossier = reading.dossier.expect("it was read");
    assert_eq!(dossier.about.title.value, "A small battle");
    assert_eq!(dossier.kind_of("gamou"), Some(Kind::Person));
    assert_eq!(dossier.name_of("edition"), Some("An edition"));
    let claim = dossier.claim("soldier.504").expect("the claim is there");
    assert_eq!(claim.stake.value, Stake::Neutral);
    assert_eq!(claim.rows, [16]);
    assert_eq!(claim.readings.len(), 1);
    assert!(matches!(claim.main_reading().statement, Statement::Atom(_)));
    assert_eq!(dossier.digest.len(), 64);
}

#[test]
fn a_span_inside_a_statement_points_at_its_word_in_the_file() {
    let reading = read_text(SMALL);
    let dossier = reading.dossier.expect("it was read");
    let said = dossier.claims[0].main_reading();
    let atom = said.statement.as_atom().expect("one atom");
    let (file, range) = said.place_of(&atom.term.span).place();
    let text = reading.files.get(&file).expect("the file is there");
    assert_eq!(&text[range], "strength(garrison)");
}

#[test]
fn the_digest_changes_with_any_file_and_not_with_the_order_of_insertion() {
    use kidal_diag::Files;
    let digest = |files: &[(&str, &str)]| {
        let mut all = Files::new();
        for (name, text) in files {
            all.insert(*name, *text);
        }
        crate::digest::of_files(&all)
    };
    let both = digest(&[("evidence.toml", "a"), ("scenario.toml", "b")]);
    assert_eq!(
        both,
        digest(&[("scenario.toml", "b"), ("evidence.toml", "a")])
    );
    assert_ne!(
        both,
        digest(&[("evidence.toml", "ab"), ("scenario.toml", "")])
    );
    assert_ne!(both, digest(&[("evidence.toml", "a")]));
}

#[test]
fn dates_are_read_by_the_clock_of_the_dossier() {
    let text = SMALL.replace("clock = \"+00:00\"", "clock = \"+01:00\"");
    let dossier = read_text(&text).dossier.expect("it was read");
    let window = dossier.about.window.expect("a window is given");
    assert_eq!(window.earliest().to_string(), "2012-03-19T23:00:00Z");
    let said = dossier.claims[0].said.as_ref().expect("a date is given");
    assert_eq!(said.latest().to_string(), "2012-04-11T23:00:00Z");
    let more =
        "[[claim]]\nid = \"c\"\nspeaker = \"soldier\"\nsays = \"start(battle) = 2012-03-26\"\n";
    let reading = read_text(&format!("{text}{more}"));
    let dossier = reading.dossier.expect("it was read");
    let atom = dossier.claims[1].readings[0]
        .statement
        .as_atom()
        .expect("one atom");
    let date = atom
        .value()
        .and_then(|value| value.as_date())
        .expect("a date");
    assert_eq!(date.earliest().to_string(), "2012-03-25T23:00:00Z");
}

#[test]
fn readings_keep_their_weights_and_the_heaviest_is_the_main_one() {
    let reading = read_more(
        r#"
[[claim]]
id = "c"
speaker = "soldier"
readings = [
  { says = "strength(tamasheq) = 300", p = 0.4 },
  { says = "strength(garrison) = 504", p = 0.6 },
]
"#,
    );
    assert!(codes(&reading).is_empty(), "{:?}", reading.diagnostics);
    let dossier = reading.dossier.expect("it was read");
    let claim = dossier.claim("c").expect("the claim is there");
    assert_eq!(claim.readings.len(), 2);
    assert_eq!(claim.main_reading().says.value, "strength(garrison) = 504");
}

#[test]
fn predicates_of_the_dossier_are_words_of_its_statements() {
    let reading = read_more(
        r#"
[[predicate]]
name = "oath_taken"
args = ["who", "oath"]
sentence = "{who} took the oath {oath}"

[[claim]]
id = "c"
speaker = "soldier"
says = "oath_taken(southerners, gamou) on 2012-04-14"
"#,
    );
    assert!(codes(&reading).is_empty(), "{:?}", reading.diagnostics);
    let dossier = reading.dossier.expect("it was read");
    let said = &dossier.claims[1].readings[0].statement;
    assert_eq!(
        crate::language::sentence(said, &dossier),
        "The soldiers from the south took the oath El Hadj Ag Gamou on 14 April 2012."
    );
}

#[test]
fn a_large_dossier_reads_in_time_that_grows_with_its_length_alone() {
    let mut text = SMALL.to_string();
    for n in 0..20_000 {
        text.push_str(&format!(
            "[[claim]]\nid = \"c{n}\"\nspeaker = \"soldier\"\nsays = \"strength(garrisons) = {n}\"\n"
        ));
    }
    let reading = read_text(&text);
    assert_eq!(reading.diagnostics.len(), 20_000);
    assert_eq!(reading.dossier.expect("it was read").claims.len(), 20_001);
}
