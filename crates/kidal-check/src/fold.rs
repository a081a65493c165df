//! Spellings of one name made alike.

use strsim::levenshtein;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a name without case, accents, apostrophes and the doublings in which transliterations differ:
/// `Ançar Eddine` and `Ansar Edine` become `ansar edine`, `Aguel'hoc` becomes `aguelhok`.
pub(crate) fn fold(name: &str) -> String {
    let plain: String = name
        .replace(['\u{e7}', '\u{c7}'], "s")
        .nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .filter(|letter| !matches!(letter, '\'' | '\u{2019}' | '`'))
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<String> = plain.split_whitespace().map(fold_word).collect();
    words.join(" ")
}

fn fold_word(word: &str) -> String {
    // Arabic and Berber sounds that Latin scripts write in several ways.
    let same = word
        .replace("gh", "g")
        .replace("kh", "k")
        .replace("ou", "u")
        .replace('c', "k")
        .replace('y', "i");
    let mut out = String::new();
    for letter in same.chars() {
        if !out.ends_with(letter) {
            out.push(letter);
        }
    }
    out
}

/// Whether two folded names are the same but for one or two letters in a long word.
pub(crate) fn are_near(a: &str, b: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    one.len() == other.len() && one.iter().zip(&other).all(|(a, b)| are_near_words(a, b))
}

/// Whether two folded words differ by no more than one letter in five.
pub(crate) fn are_near_words(a: &str, b: &str) -> bool {
    let longest = a.chars().count().max(b.chars().count());
    levenshtein(a, b) <= longest / 5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        assert_eq!(fold("Iyad Ag Ghaly"), fold("Iyad ag Ghali"));
        assert_eq!(fold("Ançar Eddine"), fold("Ansar Edine"));
        assert_eq!(fold("Aguel'hoc"), fold("Aguelhok"));
        assert!(are_near(
            &fold("Installa Ag Attaher"),
            &fold("Intalla Ag Attaher")
        ));
    }

    #[test]
    fn different_names_stay_apart() {
        assert!(!are_near(&fold("Ag Gamou"), &fold("Ag Habi")));
        assert!(!are_near_words(&fold("Angola"), &fold("Azawad")));
    }
}
