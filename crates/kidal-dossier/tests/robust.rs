//! Whatever becomes of a dossier's text, it is answered with places inside the text and never with a panic.

use kidal_diag::Files;
use kidal_dossier::{Reading, read};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const WHOLE: &str = r#"
[dossier]
title = "A small battle"
window = "2012-03-20/2012-04-20"
clock = "+01:00"

[[source]]
id = "paper"
title = "A paper"
kind = "newspaper"
copy_errors = ["invert"]

[[voice]]
id = "soldier"
name = "a soldier"
kind = "eyewitness"
maybe_same_as = { other = 0.3 }

[[group]]
id = "garrison"
name = "the garrison"
partition = ["tamasheq", "southerners"]

[[group]]
id = "tamasheq"
name = "Tamasheq soldiers"

[[distance]]
from = "kidal"
to = "gao"
km = [343, 410]
along = "road"

[[predicate]]
name = "oath"
args = ["who"]
sentence = "{who} took an oath"

[[claim]]
id = "soldier.504"
speaker = "soldier"
via = ["paper"]
said = "2012-04-06/2012-04-11"
readings = [
  { says = "partition(garrison, {tamasheq = 300, southerners = 204}) as_of [2012-03-23..2012-03-30]", p = 0.6 },
  { says = 'not oath(garrison) or strength(garrison) between 50 and 169', p = 0.4 },
]
"#;

fn read_text(text: &str) -> Reading {
    let mut files = Files::new();
    files.insert("evidence.toml", text);
    read(files)
}

fn answered_inside_the_text(text: &str) -> Result<(), TestCaseError> {
    let reading = read_text(text);
    for diagnostic in &reading.diagnostics {
        prop_assert!(!diagnostic.code.is_empty() && !diagnostic.message.is_empty());
        for annotation in &diagnostic.annotations {
            prop_assert!(annotation.span.start <= annotation.span.end);
            prop_assert!(
                text.get(annotation.span.clone()).is_some(),
                "{:?}",
                diagnostic
            );
        }
    }
    prop_assert!(reading.dossier.is_some() || reading.has_errors());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, rng_seed: RngSeed::Fixed(2012), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_dossier_with_a_piece_cut_out_is_answered(at in 0..WHOLE.len(), length in 1..40usize) {
        let end = (at + length).min(WHOLE.len());
        answered_inside_the_text(&format!("{}{}", &WHOLE[..at], &WHOLE[end..]))?;
    }

    #[test]
    fn a_dossier_with_a_piece_put_in_is_answered(at in 0..WHOLE.len(), piece in "[a-z0-9\\[\\]{}()=\"'#,.~é\\\\ \n-]{1,12}") {
        answered_inside_the_text(&format!("{}{piece}{}", &WHOLE[..at], &WHOLE[at..]))?;
    }

    #[test]
    fn any_text_is_answered(text in "(?s).{0,80}") {
        answered_inside_the_text(&text)?;
    }
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_no_answer() {
    let plain = read_text(WHOLE).diagnostics.len();
    assert_eq!(
        read_text(&WHOLE.replace('\n', "\r\n")).diagnostics.len(),
        plain
    );
    assert_eq!(
        read_text(&format!("\u{feff}{WHOLE}")).diagnostics.len(),
        plain
    );
}
