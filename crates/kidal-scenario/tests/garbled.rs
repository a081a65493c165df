//! No text makes the reader of scenarios panic, or fail without a word.

mod mill;

use kidal_chance::Draws;
use kidal_diag::{Diagnostic, Severity};
use mill::{MAP, SCENARIO, compile};

/// A text with one small fault, drawn at random.
fn mutated(text: &str, draws: &mut Draws) -> String {
    let mut lines: Vec<String> = text.lines().map(String::from).collect();
    for _ in 0..=draws.below(3) {
        let at = draws.below(lines.len() as u64) as usize;
        match draws.below(5) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[at].clone()),
            2 => {
                let other = draws.below(lines.len() as u64) as usize;
                lines.swap(at, other);
            }
            _ => {
                let mut letters: Vec<char> = lines[at].chars().collect();
                if letters.is_empty() {
                    continue;
                }
                let spot = draws.below(letters.len() as u64) as usize;
                let pool: Vec<char> = "0159-.[]{}\"=#,a z\u{e9}\u{1F600}".chars().collect();
                letters[spot] = pool[draws.below(pool.len() as u64) as usize];
                lines[at] = letters.into_iter().collect();
            }
        }
        if lines.is_empty() {
            lines.push(String::new());
        }
    }
    lines.join("\n")
}

#[test]
fn no_faulty_text_makes_the_reader_panic_or_fail_without_a_word() {
    let mut refused = 0;
    let rounds = 600;
    for round in 0..rounds {
        let mut draws = Draws::at(0x6d69_6c6c, round, 0);
        let is_map = round % 4 == 3;
        let (scenario, map) = if is_map {
            (SCENARIO.to_string(), mutated(MAP, &mut draws))
        } else {
            (mutated(SCENARIO, &mut draws), MAP.to_string())
        };
        let outcome = std::panic::catch_unwind(|| compile(&scenario, Some(&map)));
        match outcome {
            Ok(Ok(_)) => {}
            Ok(Err(faults)) => {
                refused += 1;
                let is_error = |fault: &Diagnostic| fault.severity == Severity::Error;
                assert!(
                    faults.iter().any(is_error),
                    "round {round}: refused without an error"
                );
                for fault in &faults {
                    for place in &fault.annotations {
                        let text = if place.file == "map.geojson" {
                            &map
                        } else {
                            &scenario
                        };
                        assert!(
                            text.get(place.span.clone()).is_some(),
                            "round {round}: {fault:?} lies outside the file"
                        );
                    }
                }
            }
            Err(_) => panic!("round {round} panics on:\n{scenario}\n{map}"),
        }
    }
    assert!(refused > rounds / 4, "{refused} of {rounds} were refused");
}
