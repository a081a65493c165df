//! The account of every word: what an item of a value says, against what its figures say. A word or a number that neither the
//! figures nor what is left over holds was dropped by some rule, and is told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::{Reader, Value};
use crate::amount::Amount;
use crate::token::{Sort, Token};
use crate::words::{Class, sense_at};

/// An item of a value: its tokens, and where its figures and its leftovers begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) first: usize,
    pub(super) left: usize,
}

/// Words that join others and say nothing themselves, wherever they stand. Those that change what is said (`from`, `to`,
/// `without`, `except`, `against`, `not`) are not among them.
const JOINTS: &str = "the a an of and or in by at on for with as was were is are be been being had has have that \
    which who whom whose their his her its it this these those them they during into within between plus including includes \
    included incl incl. both either all also s st 'sans le la les l' un une des de du d' et ou en au aux dans par pour sur que \
    qui dont der die das den dem des ein eine und oder im am von vom bei mit zu il lo gli i e ed o di del della dei delle da nel \
    su con el los las y u al por para um uma do dos em no na com x";

/// Words that only say that figures are figures: `total casualties: 500 men in all`.
const PLAIN: &str = "total totals casualties casualty losses loss lost altogether overall combined strength strong forces \
    force men battle action combat victims other-losses approximately number numbers ranks insgesamt gesamt verluste pertes \
    perte perdite bajas pérdidas baixas perdas effectifs faits taken sum";

/// Whether a word is one of those that say nothing themselves.
pub(super) fn is_small(word: &str) -> bool {
    static SMALL: OnceLock<BTreeSet<&str>> = OnceLock::new();
    SMALL
        .get_or_init(|| JOINTS.split(' ').chain(PLAIN.split(' ')).collect())
        .contains(word)
}

/// Accounts for each item, and tells of what nothing accounts for.
pub(super) fn settle(reader: &mut Reader<'_>, spans: &[Span]) {
    let mut told = Vec::new();
    for (row, span) in spans.iter().enumerate() {
        let end = spans
            .get(row + 1)
            .map_or(reader.value.amounts.len(), |next| next.first);
        let left = spans
            .get(row + 1)
            .map_or(reader.value.leftovers.len(), |next| next.left);
        // An item without a figure speaks of the figure before it, or of those behind it.
        let amounts = if end > span.first {
            span.first..end
        } else {
            let behind = spans[row + 1..]
                .iter()
                .position(|next| next.first > span.first)
                .map_or(reader.value.amounts.len(), |next| {
                    spans[row + 1 + next].first
                });
            span.first.saturating_sub(1)..behind
        };
        let mut said = Said::of(&reader.value, amounts, span.left..left);
        let words = said.unsaid(reader, *span);
        if words.is_empty() {
            continue;
        }
        let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        let text = reader.slice(span.from, span.to).to_string();
        told.push((text, format!("{} was not understood", words.join(", "))));
    }
    reader.value.leftovers.append(&mut told);
}

/// What the figures of an item and its leftovers say, each word and number as often as they say it.
struct Said {
    words: BTreeMap<String, usize>,
    numbers: Vec<u64>,
    /// Kinds of loss of the figures: `killed or drowned` is one kind in two words.
    kinds: BTreeSet<String>,
    /// Classes of words that a figure holds by its bounds or its author: `about`, `at least`, `sources:`.
    classes: Vec<Class>,
}

impl Said {
    fn of(
        value: &Value,
        amounts: std::ops::Range<usize>,
        leftovers: std::ops::Range<usize>,
    ) -> Said {
        let mut said = Said {
            words: BTreeMap::new(),
            numbers: Vec::new(),
            kinds: BTreeSet::new(),
            classes: Vec::new(),
        };
        for amount in value.amounts.get(amounts).unwrap_or_default() {
            said.amount(amount);
        }
        for (text, _) in value.leftovers.get(leftovers).unwrap_or_default() {
            said.text(text);
        }
        said
    }

    /// Of a figure its texts; the tokens of its bounds are marked by the reader.
    fn amount(&mut self, amount: &Amount) {
        let flags = [
            (amount.approximate, Class::Approx),
            (amount.min.is_some() && amount.max.is_none(), Class::Least),
            (amount.max.is_some() && amount.min.is_none(), Class::Most),
            (amount.according_to.is_some(), Class::Source),
            (amount.is_unknown(), Class::Unknown),
        ];
        self.kinds.extend(amount.kind.clone());
        let held = flags.iter().filter(|(is_so, _)| *is_so);
        self.classes.extend(held.map(|(_, class)| *class));
        let texts = [
            &amount.kind,
            &amount.unit,
            &amount.according_to,
            &amount.wording,
            &amount.of,
            &amount.outcome,
            &amount.note,
        ];
        for text in texts.into_iter().flatten() {
            self.text(text);
        }
    }

    fn text(&mut self, text: &str) {
        for token in crate::token::tokens(text) {
            self.word(&text[token.start..token.end]);
            self.numbers.extend(token.number());
        }
    }

    fn word(&mut self, raw: &str) {
        let lower = raw.to_lowercase();
        for part in lower.split(['-', '\'', '.', '/']) {
            if part.len() < lower.len() && !part.is_empty() {
                *self.words.entry(part.to_string()).or_default() += 1;
            }
        }
        *self.words.entry(lower).or_default() += 1;
    }

    /// The spelling by which a word is still said, perhaps in another number.
    fn spelling(&self, word: &str) -> Option<String> {
        let is_here = |word: &str| self.words.get(word).is_some_and(|count| *count > 0);
        if is_here(word) {
            return Some(word.to_string());
        }
        let other = |end: &str, other: &str| {
            let stem = word.strip_suffix(end)?;
            Some(format!("{stem}{other}")).filter(|spelling| is_here(spelling))
        };
        other("", "s")
            .or_else(|| other("", "es"))
            .or_else(|| other("s", ""))
            .or_else(|| other("es", ""))
            .or_else(|| other("ies", "y"))
            .or_else(|| other("y", "ies"))
    }

    /// Uses up a word where it is still said.
    fn take(&mut self, word: &str) -> bool {
        if let Some(spelling) = self.spelling(word) {
            if let Some(count) = self.words.get_mut(&spelling) {
                *count -= 1;
            }
            return true;
        }
        let parts: Vec<&str> = word.split('-').filter(|part| !part.is_empty()).collect();
        parts.len() > 1
            && parts.iter().all(|part| self.spelling(part).is_some())
            && parts.iter().all(|part| self.take(part))
    }

    /// Uses up the meaning that the table gives the tokens from here, where it is still said: how many they are.
    fn meant(&mut self, tokens: &[Token], at: usize) -> Option<usize> {
        let classes = [
            Class::Kind,
            Class::Outcome,
            Class::Thing,
            Class::People,
            Class::Fate,
        ];
        let words = |meaning: &'static str| {
            let words = meaning.split([' ', '-']);
            words.filter(|word| !is_small(word)).collect::<Vec<_>>()
        };
        let (meaning, length) = classes
            .iter()
            .filter_map(|class| sense_at(tokens, at, std::slice::from_ref(class)))
            .map(|(sense, length)| (words(sense.meaning), length))
            .filter(|(meaning, _)| meaning.iter().all(|word| self.spelling(word).is_some()))
            .max_by_key(|(_, length)| *length)?;
        for word in meaning {
            self.take(word);
        }
        Some(length)
    }

    /// Whether a word behind `or` or `and` is another word of the table for the kind of loss before it.
    fn says_again(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let joint = at.checked_sub(1).and_then(|before| tokens[before].lower());
        let (sense, length) = sense_at(tokens, at, &[Class::Kind])?;
        let is_joined = matches!(joint, Some("or" | "and" | "et" | "ou" | "und" | "oder"));
        (is_joined && self.kinds.contains(sense.meaning)).then_some(length)
    }

    /// The words and numbers of an item that nothing says.
    fn unsaid<'r>(&mut self, reader: &'r Reader<'_>, span: Span) -> Vec<&'r str> {
        let tokens = &reader.tokens[..span.to];
        let mut words = Vec::new();
        let mut at = span.from;
        while at < span.to {
            let token = &tokens[at];
            let raw = &reader.text[token.start..token.end];
            let mut length = 1;
            let is_said = reader.is_counted[at]
                || match &token.sort {
                    Sort::Number(value) => {
                        let row = self.numbers.iter().position(|number| number == value);
                        row.map(|row| self.numbers.swap_remove(row)).is_some()
                    }
                    Sort::Fraction(_) => self.take(raw),
                    Sort::Sign(_) => true,
                    Sort::Word(word) => {
                        // `Tiger I`: in capitals it may be more than a small word.
                        let is_in_name = at > span.from
                            && raw.chars().all(char::is_uppercase)
                            && tokens[at - 1].lower().is_some();
                        if let Some((_, many)) =
                            sense_at(tokens, at, &[Class::According]).filter(|(_, many)| *many > 1)
                        {
                            // `d'après`: its first word is a small one.
                            length = many;
                            true
                        } else if !word.starts_with(char::is_alphanumeric)
                            || (is_small(word) && !is_in_name)
                        {
                            true
                        } else if let Some(many) = self.meant(tokens, at) {
                            length = many;
                            true
                        } else if self.take(word) {
                            true
                        } else if let Some(many) = self.says_again(tokens, at) {
                            length = many;
                            true
                        } else if let Some((_, many)) = sense_at(tokens, at, &self.classes)
                            // What says whose figure it is stands before a name, which is accounted for.
                            .or_else(|| sense_at(tokens, at, &[Class::According]))
                        {
                            length = many;
                            true
                        } else {
                            false
                        }
                    }
                };
            if !is_said {
                words.push(raw);
            }
            at += length;
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use crate::value::{Belligerents, Field, Value, read_value};

    fn losses(text: &str) -> Value {
        read_value(Field::Casualties, text, &Belligerents::default())
    }

    fn strength(text: &str) -> Value {
        read_value(Field::Strength, text, &Belligerents::default())
    }

    /// Words that a rule had dropped stand in the note of the figure.
    #[test]
    fn words_that_say_something_of_a_figure_are_kept_in_its_note() {
        for (text, note) in [
            ("5,000 present", "present"),
            ("351 confirmed killed", "confirmed"),
            ("14 other ships sunk", "other"),
            ("Another 400 killed", "another"),
            ("2,112 in the United States", "in the United States"),
            ("27,000 in three divisions", "in three divisions"),
            ("2 ships sunk with all hands", "with all hands"),
        ] {
            let value = losses(text);
            assert_eq!(value.amounts.len(), 1, "{text}");
            assert_eq!(value.amounts[0].note.as_deref(), Some(note), "{text}");
            assert!(value.leftovers.is_empty(), "{text}: {:?}", value.leftovers);
        }
    }

    #[test]
    fn a_word_that_nothing_holds_is_told_with_its_item() {
        let value = losses("PAVN figures (17 sectors): 2,469 killed");
        assert_eq!(value.amounts[0].min, Some(2469));
        let (text, why) = &value.leftovers[0];
        assert_eq!(text, "PAVN figures (17 sectors): 2,469 killed");
        assert_eq!(why, "`17`, `sectors` was not understood");
    }

    #[test]
    fn a_word_that_stands_twice_is_said_twice() {
        assert_eq!(
            losses("killed 300 killed").leftovers[0].1,
            "`killed` was not understood"
        );
        for text in [
            "300 killed or drowned",
            "300 killed and 200 killed",
            "20 officers killed and 300 men killed",
        ] {
            let value = losses(text);
            assert!(value.leftovers.is_empty(), "{text}: {:?}", value.leftovers);
        }
    }

    /// Words between two figures that make the second one none of its own.
    #[test]
    fn a_word_that_changes_a_figure_is_told() {
        for text in [
            "5 ships with 300 men",
            "1,000 rescued from 3 ships",
            "half of 5,000",
            "most of the transport",
            "300 horses and men",
            "300 killed except officers",
            "300 killed per day",
            "upper estimate of 5,000",
            "186 tanks destroyed (93 by ground forces)",
            "5 wounded (one of whom died later)",
        ] {
            assert!(!losses(text).leftovers.is_empty(), "{text}");
        }
        for text in ["5,000 minus 300 deserters", "one and a half divisions"] {
            assert!(!strength(text).leftovers.is_empty(), "{text}");
        }
    }

    #[test]
    fn all_before_a_figure_is_no_figure_of_its_own() {
        let value = losses("all 27 guns lost; 197 in the mounted divisions; 50, or fewer");
        assert!(value.leftovers.is_empty(), "{:?}", value.leftovers);
        assert_eq!(value.amounts.len(), 3);
        assert_eq!(value.amounts[0].min, Some(27));
        assert_eq!(value.amounts[1].unit, None);
        assert_eq!(
            (value.amounts[2].min, value.amounts[2].max),
            (None, Some(50))
        );
    }

    #[test]
    fn plain_items_have_no_leftovers() {
        for text in [
            "c. 500 men killed in action, at least 20 officers and men wounded, 3 dead",
            "2 frigates sunk; 7 guns taken; total casualties: 1,000 in all",
            "1,200–1,500 killed (according to Livy)",
            "5 M3s and 2 Bf 109s shot down",
        ] {
            assert!(
                losses(text)
                    .leftovers
                    .iter()
                    .all(|(_, why)| why.contains("type of something")),
                "{text}: {:?}",
                losses(text).leftovers
            );
        }
    }

    #[test]
    fn a_joint_that_may_be_read_otherwise_is_told() {
        for text in [
            "14,147 soldiers – 9,300 engaged",
            "600–700 to nearly 7,000",
            "more than 500–600",
            "Junkers K 43",
            "4,000 men, 60 tanks (Northern claim)",
        ] {
            assert_eq!(strength(text).leftovers.len(), 1, "{text}");
        }
        // The number of a type is no count.
        assert_eq!(
            strength("2 Junkers K 43").amounts[0].unit.as_deref(),
            Some("Junkers K 43")
        );
        assert!(
            strength("52 Bf 109s, 10 Tiger I, 2 ZU-23-2 guns")
                .leftovers
                .is_empty()
        );
    }

    #[test]
    fn a_fate_behind_a_list_is_of_all_and_told() {
        let value = losses("36 officers, 621 Italians and 143 Eritreans killed or wounded");
        for amount in &value.amounts {
            assert_eq!(amount.kind.as_deref(), Some("killed or wounded"));
        }
        assert_eq!(value.leftovers[0].0, "36 officers");
        let value = losses(
            "1 brig, 2 sloops, 3 cutters, 1 brig, 2 sloops, 3 cutters, 1 brig, 4 snows sunk",
        );
        assert!(
            value
                .amounts
                .iter()
                .all(|one| one.outcome.as_deref() == Some("sunk"))
        );
        assert_eq!(value.leftovers.len(), 1);
    }

    #[test]
    fn parts_behind_a_colon_and_in_small_print_are_counted_inside() {
        let value = strength("20,000: 9,000 Lorrainers, 10,000 Swiss, 30 guns");
        let inside: Vec<bool> = value.amounts.iter().map(|one| one.included).collect();
        assert_eq!(inside, [false, true, true, false]);
        let value = losses("5,214 killed, wounded or missing:\n3,129 British\n2,038 Portuguese");
        assert!(value.amounts[1].included);
        assert_eq!(
            value.amounts[2].kind.as_deref(),
            Some("killed, wounded or missing")
        );
        let value = strength("60,000<br>{{small|11,000 cavalry<br>10,000 archers}}<br>200 ships");
        let inside: Vec<bool> = value.amounts.iter().map(|one| one.included).collect();
        assert_eq!(inside, [false, true, true, false]);
    }

    #[test]
    fn what_is_disabled_is_not_destroyed() {
        for (text, outcome) in [
            ("8 tanks disabled", "disabled"),
            ("8 tanks damaged", "damaged"),
            ("8 tanks damaged beyond repair", "destroyed"),
        ] {
            assert_eq!(losses(text).amounts[0].outcome.as_deref(), Some(outcome));
        }
    }

    #[test]
    fn a_figure_in_square_brackets_is_no_footnote() {
        let value = strength("17,700 [10,596 Italians; rest locals][12]");
        assert_eq!(value.amounts[1].min, Some(10_596));
        assert!(value.amounts[1].included);
    }
}
