//! Field accuracy on articles of our own with values expected by hand: `cargo test -p kidal-import --test accuracy -- --nocapture`
//! prints each field that is not right, and whether the reader told of it. With `KIDAL_ARTICLES=FOLDER` the articles of another
//! folder are read instead, and nothing is asked of them but to be printed: so new articles are measured before the reader has
//! been changed for them.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Keys of a figure that an expectation may leave out.
const OPTIONAL: [&str; 2] = ["outcome", "included"];

/// Bar on right fields.
const RIGHT: f64 = 0.95;

/// Bar on right fields whose form is told to be unusual.
const DOUBTED: f64 = 0.05;

struct Score {
    right: usize,
    told: usize,
    /// Told, but only in a field of the other side: told for the count, silent for whoever reads one side.
    told_elsewhere: usize,
    silent: Vec<String>,
    /// Told only since the form is unusual.
    told_for_form: usize,
    /// Right, and told all the same since the form is unusual.
    doubted: usize,
}

/// The words and numbers of a text, numbers without commas.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != ',')
        .map(|word| word.replace(',', "").to_lowercase())
        .filter(|word| !word.is_empty() && word != "null")
}

/// The words and numbers of items: of their values, not of their keys.
fn leaves<'v>(items: &'v [&Value]) -> impl Iterator<Item = String> + 'v {
    items
        .iter()
        .filter_map(|item| item.as_object())
        .flat_map(|item| item.values())
        .map(Value::to_string)
        .flat_map(|text| words(&text).collect::<Vec<_>>())
}

/// The key of a field of an infobox in another language as an English one has it.
fn in_english(field: &str) -> String {
    const KEYS: [(&str, &str); 17] = [
        ("effettivi", "strength"),
        ("perdite", "casualties"),
        ("soldados", "strength"),
        ("bajas", "casualties"),
        ("truppenstärke", "strength"),
        ("verluste", "casualties"),
        ("comandante", "commander"),
        ("befehlshaber", "commander"),
        ("belligérants", "combatant"),
        ("forces en présence", "strength"),
        ("combattants", "combatant"),
        ("commandants", "commander"),
        ("commandant", "commander"),
        ("forces", "strength"),
        ("pertes", "casualties"),
        ("lieu", "place"),
        ("issue", "result"),
    ];
    let key = KEYS.iter().find_map(|(french, english)| {
        let number = field.strip_prefix(french)?;
        Some(format!("{english}{}", number.trim_start()))
    });
    key.unwrap_or_else(|| field.to_string())
}

impl Score {
    fn field(
        &mut self,
        case: &str,
        path: &str,
        expected: &Value,
        found: &Value,
        whole: &[&Value],
        leftovers: &[(String, String)],
    ) {
        let place = path.split('.').next().unwrap_or(path);
        // A leftover tells of an item where it is one of the same field and shares a word or a number with it. A field that is no
        // list is one item.
        let item: BTreeSet<String> = leaves(whole).collect();
        let holds = |text: &str| item.is_empty() || words(text).any(|word| item.contains(&word));
        let is_doubt = |text: &str| text.ends_with("look at it");
        let found_by = |is_here: &dyn Fn(&str) -> bool, with_doubts: bool| {
            leftovers.iter().any(|(field, text)| {
                let is_asked = with_doubts || !is_doubt(text);
                is_asked && is_here(&in_english(&field.to_lowercase())) && holds(text)
            })
        };
        let tells = |is_here: &dyn Fn(&str) -> bool| found_by(is_here, true);
        if expected == found {
            self.right += 1;
            let is_doubted = leftovers.iter().any(|(field, text)| {
                let is_here = in_english(&field.to_lowercase()) == place;
                is_here && is_doubt(text) && holds(text)
            });
            self.doubted += usize::from(is_doubted);
            return;
        }
        let is_near = |field: &str| {
            place.contains(field.trim_end_matches(char::is_numeric)) || path.contains(field)
        };
        let is_told = tells(&is_near);
        self.told_for_form += usize::from(is_told && !found_by(&is_near, false));
        let is_told_here = tells(&|field| place == field);
        let line = format!(
            "{case} {path}: expected {expected}, found {found}{}",
            match (is_told_here, is_told) {
                (true, _) => " (told)",
                (false, true) => " (told of another field)",
                (false, false) => "",
            }
        );
        println!("{line}");
        if is_told {
            self.told += 1;
            self.told_elsewhere += usize::from(!is_told_here);
        } else {
            self.silent.push(line);
        }
    }

    fn list(
        &mut self,
        case: &str,
        path: &str,
        keys: &[&str],
        expected: &Value,
        found: &Value,
        leftovers: &[(String, String)],
    ) {
        let empty = Vec::new();
        let (expected, found) = (
            expected.as_array().unwrap_or(&empty),
            found.as_array().unwrap_or(&empty),
        );
        for n in 0..expected.len().max(found.len()) {
            // Where the expectation says what became of things, or that they are a part, that is compared too.
            let more = OPTIONAL
                .iter()
                .filter(|key| expected.get(n).is_some_and(|row| row.get(**key).is_some()));
            let keys: Vec<&str> = keys.iter().chain(more).copied().collect();
            let only = |value: Option<&Value>| -> Value {
                value.map_or(Value::Null, |value| {
                    let of = |key: &&str| match (*key, &value[*key]) {
                        // It is left out where it is false.
                        ("included", Value::Null) => Value::Bool(false),
                        (_, found) => found.clone(),
                    };
                    keys.iter().map(of).collect()
                })
            };
            self.field(
                case,
                &format!("{path}.{n}"),
                &only(expected.get(n)),
                &only(found.get(n)),
                &[
                    expected.get(n).unwrap_or(&Value::Null),
                    found.get(n).unwrap_or(&Value::Null),
                ],
                leftovers,
            );
        }
    }
}

#[test]
fn fields_of_unlike_articles_are_right_and_none_is_silently_wrong() {
    let other = env::var_os("KIDAL_ARTICLES");
    let folder = other.as_ref().map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus"),
        PathBuf::from,
    );
    let mut names: Vec<_> = fs::read_dir(&folder)
        .expect("the corpus is there")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".txt"))
        .collect();
    names.sort();
    assert!(other.is_some() || names.len() >= 687);
    let mut score = Score {
        right: 0,
        told: 0,
        told_elsewhere: 0,
        silent: Vec::new(),
        told_for_form: 0,
        doubted: 0,
    };
    for name in &names {
        let text = fs::read_to_string(folder.join(name)).expect("can be read");
        let json = fs::read_to_string(folder.join(name.replace(".txt", ".json")))
            .expect("has its expectation");
        let expected: Value = serde_json::from_str(&json).expect("is JSON");
        let article = kidal_import::read_article(name, &text);
        let found = serde_json::to_value(&article).expect("is data");
        let leftovers: Vec<(String, String)> = article
            .leftovers
            .iter()
            .map(|one| (one.field.clone(), format!("{} {}", one.text, one.why)))
            .collect();
        for key in ["title", "date", "place", "coordinates", "result"] {
            score.field(name, key, &expected[key], &found[key], &[], &leftovers);
        }
        let sides = expected["sides"].as_array().map_or(0, Vec::len);
        let found_sides = found["sides"].as_array().map_or(0, Vec::len);
        assert!(other.is_some() || found_sides == sides, "{name}");
        for side in 0..sides {
            let (ours, theirs) = (&expected["sides"][side], &found["sides"][side]);
            let rows: [(&str, &str, &[&str]); 4] = [
                ("combatant", "belligerents", &["name"]),
                ("commander", "commanders", &["name", "fate"]),
                (
                    "strength",
                    "strength",
                    &["min", "max", "unit", "according_to"],
                ),
                (
                    "casualties",
                    "casualties",
                    &["kind", "min", "max", "unit", "according_to"],
                ),
            ];
            for (field, key, keys) in rows {
                score.list(
                    name,
                    &format!("{field}{}", side + 1),
                    keys,
                    &ours[key],
                    &theirs[key],
                    &leftovers,
                );
            }
        }
        let keys = ["kind", "min", "max", "unit", "according_to"];
        score.list(
            name,
            "casualties3",
            &keys,
            &expected["other_casualties"],
            &found["other_casualties"],
            &leftovers,
        );
    }
    let wrong = score.told + score.silent.len();
    let total = score.right + wrong;
    let share = score.right as f64 / total as f64;
    println!(
        "{} articles, {total} fields: {} right ({:.1} %), {} wrong and told (of another field {}), {} wrong and silent",
        names.len(),
        score.right,
        share * 100.0,
        score.told,
        score.told_elsewhere,
        score.silent.len()
    );
    let doubted = score.doubted as f64 / score.right as f64;
    println!(
        "{} right and of an unusual form ({:.1} %), {} wrong and told for their form alone",
        score.doubted,
        doubted * 100.0,
        score.told_for_form
    );
    if other.is_some() {
        return;
    }
    assert!(share >= RIGHT, "{share}");
    assert!(score.silent.is_empty(), "{:#?}", score.silent);
    assert!(doubted < DOUBTED, "{doubted}");
}
