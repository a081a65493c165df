use super::{PLAIN_WORDS, WORDS, Word, WordKind, reference_markdown};
use crate::language::is_keyword;

#[test]
fn every_word_is_found_by_its_name_and_stands_in_its_row() {
    for entry in WORDS {
        assert_eq!(Word::of(entry.name), Some(entry.word));
        assert_eq!(entry.word.entry(), entry);
        assert_eq!(entry.word.name(), entry.name);
        assert!(
            !is_keyword(entry.name),
            "{} is a word of the grammar",
            entry.name
        );
        assert!(!PLAIN_WORDS.contains(&entry.name));
        assert!(entry.required <= entry.arguments.len(), "{}", entry.name);
    }
    assert_eq!(Word::of("strenght"), None);
}

#[test]
fn names_of_words_differ() {
    let mut names: Vec<&str> = WORDS
        .iter()
        .map(|entry| entry.name)
        .chain(PLAIN_WORDS)
        .collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn templates_use_only_arguments_that_the_word_takes() {
    for entry in WORDS {
        for template in [entry.noun, entry.clause] {
            for n in 1..=9 {
                let is_used =
                    template.contains(&format!("{{{n}}}")) || template.contains(&format!(" {n}}}"));
                assert!(
                    !is_used || n <= entry.arguments.len(),
                    "{}: {template}",
                    entry.name
                );
            }
        }
    }
}

#[test]
fn every_kind_has_words_and_a_table_in_the_reference() {
    let page = reference_markdown();
    for kind in WordKind::ALL {
        assert!(WORDS.iter().any(|entry| entry.kind == kind));
        assert!(page.contains(kind.heading()));
    }
    for entry in WORDS {
        assert!(page.contains(&format!("`{}(", entry.name)));
    }
}

#[test]
fn words_that_take_statements_do_not_assert_them() {
    assert!(Word::Said.is_opaque() && Word::Because.is_opaque());
    assert!(!Word::Strength.is_opaque());
}
