//! Doubt: whether an item has one of the forms that are well understood. The account tells of words that nothing holds; where every
//! word is held and the reading is wrong all the same, the item is mostly an unusual one: a figure without what it counts beside
//! others that have it, a unit that the table does not know, a source that no figure has. What was read stays.

use super::account::{Span, is_small};
use super::types::category_of_type;
use super::{Field, Reader};
use crate::amount::Amount;
use crate::quantity::quantity;
use crate::token::Token;
use crate::words::{Class, sense_at};

/// A reason for doubt, in words that go on with `read as 300 men; `.
type Reason = &'static str;

/// Longest source in words that is one for sure. Chosen by us: `Ministry of Defence of Ukraine` has five.
const SOURCE: usize = 5;

/// Most words of a wording beside which nothing else is said. Chosen by us: `unknown, but very heavy` has four.
const WORDING: usize = 4;

/// Numbers that may be years. Chosen by us: before printing, no summary box counts by years.
const YEARS: std::ops::Range<u64> = 1400..2100;

/// Tells of items of an unusual form, where nothing else is told of them.
pub(super) fn settle(reader: &mut Reader<'_>, spans: &[Span]) {
    let mut told = Vec::new();
    for (row, span) in spans.iter().enumerate() {
        let end = spans
            .get(row + 1)
            .map_or(reader.value.amounts.len(), |next| next.first);
        let item = Item {
            reader,
            span: *span,
            amounts: &reader.value.amounts[span.first..end],
            head: row.checked_sub(1).map(|before| spans[before]),
        };
        let text = reader.slice(span.from, span.to);
        let is_told = |(other, _): &(String, String)| other.contains(text) || text.contains(other);
        if text.is_empty() || reader.value.leftovers.iter().any(is_told) {
            continue;
        }
        let Some(reason) = item.reason() else {
            continue;
        };
        let shown: Vec<String> = item.amounts.iter().map(shown).collect();
        let read = match (shown.is_empty(), reader.field) {
            (false, _) => format!("read as {}", shown.join(" and ")),
            (true, Field::Strength) => "no strength is read in it".to_string(),
            (true, Field::Casualties) => "no casualties are read in it".to_string(),
        };
        told.push((text.to_string(), crate::doubt::why(&read, reason)));
    }
    reader.value.doubts = told;
}

/// A figure in few words.
fn shown(amount: &Amount) -> String {
    let figure = if amount.has_figure() {
        amount.bounds_text()
    } else {
        amount.wording.clone().unwrap_or_default()
    };
    let kind = amount.kind.as_deref().filter(|kind| {
        let is_unit = amount.unit.as_deref() == Some(*kind);
        !(is_unit || *kind == "casualties" && amount.unit.is_some())
    });
    let parts = [Some(figure.as_str()), amount.unit.as_deref(), kind];
    let words: Vec<&str> = parts
        .into_iter()
        .flatten()
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

struct Item<'r, 't> {
    reader: &'r Reader<'t>,
    span: Span,
    amounts: &'r [Amount],
    /// The item before it.
    head: Option<Span>,
}

impl Item<'_, '_> {
    /// Why the form of the item is unusual.
    fn reason(&self) -> Option<Reason> {
        let top = self.top();
        if top.is_empty() || self.ends_with_colon(self.span) {
            return None;
        }
        self.signs(&top)
            .or_else(|| self.count(&top))
            .or_else(|| {
                self.amounts
                    .iter()
                    .find_map(|amount| self.of_amount(amount))
            })
            .or_else(|| self.source())
            .or_else(|| self.bare())
            .or_else(|| self.year(&top))
            .or_else(|| self.bound())
            .or_else(|| self.heading())
            .or_else(|| self.parentheses())
    }

    fn tokens(&self) -> &[Token] {
        &self.reader.tokens[..self.span.to]
    }

    fn raw(&self, at: usize) -> &str {
        let token = &self.reader.tokens[at];
        &self.reader.text[token.start..token.end]
    }

    fn ends_with_colon(&self, span: Span) -> bool {
        span.to > span.from && self.reader.tokens[span.to - 1].is_sign(':')
    }

    /// The tokens outside of parentheses, with those that open them.
    fn top(&self) -> Vec<usize> {
        let mut top = Vec::new();
        let mut at = self.span.from;
        while at < self.span.to {
            top.push(at);
            at = self.close(at).unwrap_or(at) + 1;
        }
        top
    }

    fn close(&self, at: usize) -> Option<usize> {
        self.reader.closes[at].filter(|close| *close < self.span.to)
    }

    fn says(&self, class: Class) -> bool {
        (self.span.from..self.span.to).any(|at| sense_at(self.tokens(), at, &[class]).is_some())
    }

    /// `154 dead / 206 wounded`
    fn signs(&self, top: &[usize]) -> Option<Reason> {
        let is_stroke = |at: &usize| {
            let token = &self.reader.tokens[*at];
            token.is_sign('/') && token.is_apart
        };
        top.iter()
            .any(is_stroke)
            .then_some("a stroke stands between its words")
    }

    /// One item holds one figure, or several that a word or a sign joins.
    fn count(&self, top: &[usize]) -> Option<Reason> {
        let tokens = self.tokens();
        let has = |test: &dyn Fn(&Token) -> bool| top.iter().any(|at| test(&tokens[*at]));
        let has_word = has(&|token| {
            token
                .lower()
                .is_some_and(|word| word.starts_with(char::is_alphabetic))
        });
        let has_number = has(&Token::is_number);
        if self.amounts.is_empty() {
            // `(according to Ansar Dine)` between two commas speaks of the figures before it.
            if self.close(self.span.from) == Some(self.span.to - 1) {
                return None;
            }
            let is_plain = !has_number && self.goes_on(top);
            return ((has_word || has_number) && !is_plain).then_some("it is no figure");
        }
        let (counted, worded): (Vec<&Amount>, Vec<&Amount>) =
            self.amounts.iter().partition(|amount| amount.has_figure());
        let is_vague = self.says(Class::Unknown) || self.says(Class::Vague);
        if !counted.is_empty() && !worded.is_empty() && !is_vague {
            return Some("one of its figures has no number");
        }
        if counted.is_empty() && !has_number && top.len() > WORDING && !is_vague {
            return Some("it is more than a plain wording");
        }
        let opens = has(&|token| token.is_sign('('));
        let is_none = counted.iter().all(|amount| amount.max == Some(0));
        if !has_number && !opens && !counted.is_empty() && !is_none && !self.says(Class::Tens) {
            return Some("its number is not written as one");
        }
        let joins = has(&|token| {
            matches!(
                token.lower(),
                Some("and" | "et" | "plus" | "including" | "incl." | "dont" | "of" | "und" | "y")
            ) || ['+', '&', ':'].iter().any(|sign| token.is_sign(*sign))
        });
        let groups = self.groups();
        if !opens
            && ((self.amounts.len() > 1 && !joins) || (groups == 2 && counted.len() == 1 && !joins))
        {
            return Some("it holds several figures");
        }
        None
    }

    /// Whether an item without a figure goes on with the one before it: `killed, wounded and missing`, `soldiers, police and
    /// militia`, or is the name of a belligerent over its figures.
    fn goes_on(&self, top: &[usize]) -> bool {
        const CLASSES: [Class; 6] = [
            Class::Kind,
            Class::People,
            Class::Unknown,
            Class::Magnitude,
            Class::Filler,
            Class::Remark,
        ];
        let text = self.reader.slice(self.span.from, self.span.to);
        if self.reader.names.is_own(text) || self.reader.names.is_other(text) {
            return true;
        }
        let tokens = self.tokens();
        let mut end = 0;
        top.iter().all(|at| {
            let Some(word) = tokens[*at].lower().filter(|_| *at >= end) else {
                return true;
            };
            end = sense_at(tokens, *at, &CLASSES).map_or(0, |(_, length)| at + length);
            end > 0 || is_small(word)
        })
    }

    /// How many figures its numbers outside of parentheses make.
    fn groups(&self) -> usize {
        let tokens = self.tokens();
        let (mut groups, mut at) = (0, self.span.from);
        while at < self.span.to {
            if let Some(close) = self.close(at) {
                at = close;
            } else if tokens[at].is_number() {
                groups += 1;
                at = quantity(tokens, at, true).map_or(at, |found| found.end.max(at + 1) - 1);
            }
            at += 1;
        }
        groups
    }

    /// What a figure counts, what befell them, and whose it is.
    fn of_amount(&self, amount: &Amount) -> Option<Reason> {
        if let Some(unit) = &amount.unit {
            let is_designation = unit.contains(|letter: char| letter.is_ascii_digit());
            // `British`, `Sudanese`, `French`: a people.
            let is_many = PEOPLES.iter().any(|end| unit.ends_with(end));
            if unit.contains(", ") {
                return Some("what is counted is a list");
            }
            if unit.starts_with(char::is_uppercase) {
                if !is_many && !is_designation && category_of_type(unit).is_none() {
                    return Some("what is counted may be a name");
                }
            } else if !is_known(unit) {
                return Some("what is counted is no word of the table");
            }
        }
        if let Some(source) = &amount.according_to {
            let words = source.split_whitespace().count();
            if words > SOURCE || source.contains([',', ';', '/']) {
                return Some("whose figure it is may be said in fewer words");
            }
        }
        let kind = amount
            .kind
            .as_deref()
            .filter(|kind| *kind != "casualties")?;
        let is_own = amount.unit.as_deref() == Some(kind) || amount.included;
        (!is_own && !self.holds(kind)).then_some("what befell them stands elsewhere")
    }

    /// Whether the item itself holds any word of a text, in the same or another language.
    fn holds(&self, text: &str) -> bool {
        const CLASSES: [Class; 5] = [
            Class::People,
            Class::Thing,
            Class::Kind,
            Class::Outcome,
            Class::Other,
        ];
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| word.chars().count() >= STEM)
            .collect();
        let is_near = |one: &str, other: &str| {
            one.chars().count() >= STEM && one.chars().take(STEM).eq(other.chars().take(STEM))
        };
        let tokens = self.tokens();
        (self.span.from..self.span.to).any(|at| {
            let Some(word) = tokens[at].lower() else {
                return false;
            };
            let means = |class: &Class| {
                sense_at(tokens, at, std::slice::from_ref(class)).is_some_and(|(sense, _)| {
                    words.contains(&sense.category)
                        || sense
                            .meaning
                            .split([' ', ','])
                            .any(|part| words.contains(&part))
                })
            };
            words.iter().any(|other| is_near(word, other)) || CLASSES.iter().any(means)
        })
    }

    /// `Unknown (Saudi est. 1,000)`: words of a source, and no figure has one.
    fn source(&self) -> Option<Reason> {
        const WORDS: [&str; 14] = [
            "est",
            "est.",
            "estimate",
            "estimates",
            "claim",
            "claims",
            "modern",
            "traditional",
            "contemporary",
            "per",
            "sources",
            "source",
            "figures",
            "historians",
        ];
        let tokens = self.tokens();
        let names_source = (self.span.from..self.span.to)
            .any(|at| tokens[at].lower().is_some_and(|word| WORDS.contains(&word)))
            || self.says(Class::According)
            || self.says(Class::Authority);
        let has_none = !self.amounts.is_empty()
            && self
                .amounts
                .iter()
                .all(|amount| amount.according_to.is_none());
        (names_source && has_none).then_some("it may say whose figure it is")
    }

    /// `2 divisions, 308, 1,000 men`: one that does not say what it counts, among those that do.
    fn bare(&self) -> Option<Reason> {
        let all = &self.reader.value.amounts;
        let is_bare = |amount: &Amount| {
            amount.has_figure() && amount.unit.is_none() && amount.of.is_none() && !amount.included
        };
        let is_small = |amount: &&Amount| amount.max.is_some_and(|max| max < SMALL);
        let is_late = self.span.first > 0;
        let is_among =
            self.reader.field == Field::Strength && all.iter().any(|amount| amount.unit.is_some());
        let mut bare = self.amounts.iter().filter(|amount| is_bare(amount));
        (is_among && bare.any(|amount| is_late || is_small(&amount)))
            .then_some("what it counts is not said")
    }

    /// `2004: 19 killed`: a number that may be a year.
    fn year(&self, top: &[usize]) -> Option<Reason> {
        let may_be = |at: &&usize| {
            let number = self.reader.tokens[**at].number();
            let is_year = number.is_some_and(|value| YEARS.contains(&value));
            is_year
                && self.raw(**at).len() == 4
                && self.amounts.iter().any(|amount| {
                    amount.unit.is_none() && (amount.min == number || amount.max == number)
                })
        };
        top.iter().find(may_be).map(|_| "the number may be a year")
    }

    /// `2,000 + captured`: a bound that no figure has.
    fn bound(&self) -> Option<Reason> {
        let has_plus = (self.span.from..self.span.to).any(|at| self.reader.tokens[at].is_sign('+'));
        let says_bound = self.says(Class::Least) || self.says(Class::Most);
        let is_closed = |amount: &Amount| amount.min.is_some() && amount.max.is_some();
        let is_alone = self.amounts.len() == 1 && self.amounts.iter().all(is_closed);
        (is_alone && (has_plus || says_bound)).then_some("it may be one bound only")
    }

    /// `Killed:` on a line of its own, and a figure behind it that is not of them.
    fn heading(&self) -> Option<Reason> {
        let head = self.head.filter(|head| self.ends_with_colon(*head))?;
        let tokens = &self.reader.tokens[..head.to];
        let kind = (head.from..head.to)
            .find_map(|at| sense_at(tokens, at, &[Class::Kind]))
            .map(|(sense, _)| sense.meaning)?;
        let amount = self.amounts.first()?;
        (amount.kind.as_deref() == Some("casualties") && kind != "casualties")
            .then_some("the heading before it says what befell them")
    }

    /// What stands in parentheses begins with its number, or has none.
    fn parentheses(&self) -> Option<Reason> {
        let opens = (self.span.from..self.span.to).filter(|at| self.close(*at).is_some());
        opens
            .filter_map(|open| Some((open, self.close(open)?)))
            .find_map(|(open, close)| self.parenthesis(open + 1, close))
    }

    fn parenthesis(&self, from: usize, to: usize) -> Option<Reason> {
        const QUALIFIERS: [Class; 11] = [
            Class::Approx,
            Class::Least,
            Class::Most,
            Class::Month,
            Class::According,
            Class::Filler,
            Class::Unknown,
            Class::Kind,
            Class::Source,
            Class::To,
            Class::Season,
        ];
        let tokens = &self.reader.tokens[..to];
        let first = (from..to).find(|at| tokens[*at].is_number())?;
        if (from..to).any(|at| self.reader.closes[at].is_some()) {
            return Some("parentheses stand in parentheses");
        }
        if to - from == 1 {
            // `Astrée (38)`
            let before = from.checked_sub(2).map(|at| self.raw(at));
            return before
                .is_some_and(|word| word.starts_with(char::is_uppercase))
                .then_some("a number stands behind a name");
        }
        let is_qualifier = |at: usize| {
            let word = tokens[at].lower();
            word.is_none_or(|word| {
                is_small(word) || matches!(word, "only" | "est." | "mostly" | "another" | "likely")
            }) || sense_at(tokens, at, &QUALIFIERS).is_some()
        };
        (!(from..first).all(is_qualifier)).then_some("words stand before the number in parentheses")
    }
}

/// Ends of the names of peoples, and of several of anything.
const PEOPLES: [&str; 8] = ["s", "men", "i", "sh", "ese", "ch", "iss", "x"];

/// Letters that two forms of one word have in common at least. Chosen by us: `kill` and `killed`, `mort` and `morts`, `tué`.
const STEM: usize = 3;

/// Counts below it are seldom of people without saying so. Chosen by us: numbers of divisions and regiments are smaller.
const SMALL: u64 = 1000;

/// Whether the table knows any word of a unit.
fn is_known(unit: &str) -> bool {
    let tokens = crate::token::tokens(unit);
    let classes = [Class::People, Class::Thing, Class::Measure];
    (0..tokens.len()).any(|at| sense_at(&tokens, at, &classes).is_some())
}

#[cfg(test)]
mod tests {
    use crate::value::{Belligerents, Field, Value, read_value};

    fn doubts(field: Field, text: &str) -> Vec<String> {
        let value: Value = read_value(field, text, &Belligerents::default());
        let all = value.doubts.into_iter();
        all.map(|(text, why)| format!("{text}: {why}")).collect()
    }

    #[test]
    fn ordinary_items_are_in_no_doubt() {
        for text in [
            "22,000 men, 79 guns",
            "12,000 infantry\n7,000 cavalry\n240 guns",
            "c. 5,000–8,000",
            "unknown",
            "18 ships (5 galleons, 4 caravels), 800 soldiers",
            "20,000 (Livy)",
            "80 000 hommes (dont 57 000 engagés)",
        ] {
            assert_eq!(doubts(Field::Strength, text), Vec::<String>::new());
        }
        for text in [
            "169 killed, 379 wounded",
            "3,000 killed or wounded, 500 captured, 12 guns lost",
            "none",
            "heavy",
            "15 morts (selon l'armée malienne), 3 morts (selon le GSIM)",
            "3 frigates sunk, 1 brig captured",
        ] {
            assert_eq!(doubts(Field::Casualties, text), Vec::<String>::new());
        }
    }

    #[test]
    fn unusual_items_are_told_with_what_was_read_of_them() {
        for (text, why) in [
            ("1,000 men / guns", "a stroke stands"),
            ("16,000 (15,000 Tokugawa)", "may be a name"),
            ("2,000 men, 12 zorps", "no word of the table"),
            ("2 frigates, Astrée (38)", "behind a name"),
            ("1,000 men, 300", "what it counts is not said"),
        ] {
            let found = doubts(Field::Strength, text);
            assert!(
                found.iter().any(|one| one.contains(why)),
                "{text}: {found:?}"
            );
        }
        let found = doubts(Field::Casualties, "7 zorps lost");
        assert!(found[0].contains("read as 7 zorps"), "{found:?}");
        let found = doubts(Field::Strength, "1,000 men / guns");
        assert!(found[0].contains("read as 1000 men"), "{found:?}");
    }

    #[test]
    fn strokes_divide_figures_and_tildes_join_them() {
        let names = Belligerents::default();
        let value = read_value(Field::Casualties, "154 dead / 172~206 wounded", &names);
        let bounds: Vec<_> = value.amounts.iter().map(|one| (one.min, one.max)).collect();
        assert_eq!(bounds, [(Some(154), Some(154)), (Some(172), Some(206))]);
        assert!(value.doubts.is_empty(), "{:?}", value.doubts);
    }

    #[test]
    fn what_is_told_already_is_in_no_doubt_besides() {
        let value = read_value(
            Field::Casualties,
            "300 killed frobly",
            &Belligerents::default(),
        );
        assert_eq!(value.leftovers.len(), 1, "{:?}", value.leftovers);
        assert!(value.doubts.is_empty(), "{:?}", value.doubts);
    }
}
