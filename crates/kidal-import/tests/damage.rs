//! Damaged input: no panic, no hang, and a draft that can still be read.
//!
//! Deterministic: a case is a function of its number. `KIDAL_FUZZ_CASES=200000 cargo test --release -p kidal-import --test damage`
//! runs more of them; the default takes some ten seconds of an unoptimised build.

use std::fs;
use std::path::Path;

use kidal_diag::Files;

/// Cases of the short form. Chosen by us: about ten seconds.
const CASES: u64 = 1000;

/// A small generator of our own, so that a case can be run again by its number alone.
struct Luck(u64);

impl Luck {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }
}

fn seeds() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut texts = Vec::new();
    for folder in ["corpus", "articles"] {
        let mut paths: Vec<_> = fs::read_dir(root.join(folder))
            .expect("is there")
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| {
                path.extension()
                    .is_some_and(|end| end == "txt" || end == "wikitext" || end == "csv")
            })
            .collect();
        paths.sort();
        texts.extend(
            paths
                .iter()
                .map(|path| fs::read_to_string(path).expect("can be read")),
        );
    }
    texts
}

/// Pieces that readers stumble over.
const PIECES: [&str; 40] = [
    "{{",
    "}}",
    "[[",
    "]]",
    "|",
    "=",
    "<ref>",
    "</ref>",
    "<!--",
    "-->",
    "<br/>",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "«",
    "»",
    "–",
    "-",
    ",",
    ", ,",
    "\n",
    "\n- ",
    ": ",
    "25px",
    "†",
    "KIA",
    "c. ",
    "~",
    "99999999999999999999",
    "0",
    "½",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "é",
    "قوة",
    "or ",
    "according to ",
];

fn damaged(text: &str, luck: &mut Luck) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..1 + luck.below(6) {
        let at = luck.below(letters.len());
        match luck.below(5) {
            0 => {
                let piece = PIECES[luck.below(PIECES.len())].repeat(1 + luck.below(3));
                letters.splice(at..at, piece.chars());
            }
            1 => {
                let end = (at + luck.below(40)).min(letters.len());
                letters.drain(at..end);
            }
            2 if !letters.is_empty() => {
                let end = (at + luck.below(60)).min(letters.len());
                let again: Vec<char> = letters[at..end].to_vec();
                letters.splice(at..at, again);
            }
            3 if !letters.is_empty() => {
                letters[at] = char::from_u32((luck.next() % 0x2fff) as u32).unwrap_or('x')
            }
            _ => letters.truncate(at),
        }
        if letters.is_empty() {
            letters.push('x');
        }
    }
    letters.into_iter().collect()
}

fn holds(case: u64, text: String) {
    let import = kidal_import::import(&[("damaged.txt".to_string(), text)]);
    let _ = import.json();
    let mut files = Files::new();
    files.insert("evidence.toml", import.draft());
    let reading = kidal_dossier::read(files);
    assert!(
        !reading.has_errors(),
        "case {case}: {:#?}",
        reading.diagnostics
    );
}

#[test]
fn damaged_articles_never_cause_a_panic_and_always_give_a_draft_that_can_be_read() {
    let seeds = seeds();
    let cases = std::env::var("KIDAL_FUZZ_CASES")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(CASES);
    for case in 0..cases {
        let mut luck = Luck(case);
        let seed = luck.below(seeds.len());
        let text = damaged(&seeds[seed], &mut luck);
        holds(case, text);
    }
}

#[test]
fn two_damaged_editions_are_compared_without_a_panic() {
    let seeds = seeds();
    for case in 0..CASES / 10 {
        let mut luck = Luck(case ^ 0xabcd);
        let mut one = || {
            let seed = luck.below(seeds.len());
            damaged(&seeds[seed], &mut luck)
        };
        let texts = [("a.txt".to_string(), one()), ("b.txt".to_string(), one())];
        let import = kidal_import::import(&texts);
        let mut files = Files::new();
        files.insert("evidence.toml", import.draft());
        let reading = kidal_dossier::read(files);
        assert!(
            !reading.has_errors(),
            "case {case}: {:#?}",
            reading.diagnostics
        );
    }
}

#[test]
fn long_and_deep_input_takes_time_in_proportion() {
    for piece in [
        "{{",
        "[[",
        "{{a|",
        "(",
        "((1",
        "- Strength1: (",
        "<!--",
        "<ref>",
        "\"",
        "|",
        "[1",
        "1,",
        "- Date: 1–",
        "and ",
        "– ",
        "26 March ",
        "x: ",
        "\n",
        "=",
        "«",
        "- Commander1: a, ",
    ] {
        let text = format!(
            "= X =\n\nInfobox\n- Strength1: {}\n- Date: 1901\n",
            piece.repeat(20_000)
        );
        let import = kidal_import::import(&[("long.txt".to_string(), text)]);
        let _ = import.draft();
        let text = format!(
            "{{{{Infobox military conflict|conflict=X|date=1901|strength1={}",
            piece.repeat(20_000)
        );
        let _ = kidal_import::import(&[("long.txt".to_string(), text)]).json();
    }
}
