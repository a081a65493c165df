//! Numbers that are no count: of a name, of a date, of a gun; and what joins counts.

use super::Reader;
use super::nouns::is_body;
use crate::quantity::Quantity;
use crate::token::{Sort, Token};
use crate::words::{Class, sense_at};

impl Reader<'_> {
    /// Whether a number belongs to the name before it: `Panzer 38`, `Type 97`, `F 16`.
    pub(super) fn is_in_name(&self, at: usize, from: usize) -> bool {
        if at <= from || !self.tokens[at].is_number() {
            return false;
        }
        let before = &self.tokens[at - 1];
        let text = &self.text[before.start..before.end];
        let is_name = before.lower().is_some() && text.starts_with(char::is_uppercase);
        let known = [
            Class::Kind,
            Class::People,
            Class::Thing,
            Class::Approx,
            Class::Least,
            Class::Most,
            Class::Filler,
            Class::Remark,
        ];
        is_name && sense_at(self.tokens, at - 1, &known).is_none()
    }

    /// Whether a word is an article rather than the number one: `30 tués dans un combat`, and not `un mort`.
    pub(super) fn is_article(&self, at: usize, from: usize) -> bool {
        matches!(self.tokens[at].lower(), Some("un" | "une"))
            && at > from
            && !is_connective(&self.tokens[at - 1])
    }

    /// Whether a word and its number name a body: `No. 4 Commando`, `n° 10`, `2/3rd Battalion`. At the word, its dot or the number.
    pub(super) fn is_numbering(&self, at: usize) -> bool {
        let word = |n: usize| {
            self.tokens
                .get(n)
                .and_then(Token::lower)
                .unwrap_or_default()
        };
        let is_number = |n: usize| self.tokens.get(n).is_some_and(Token::is_number);
        let is_dot = |n: usize| {
            let token = self.tokens.get(n);
            token.is_some_and(|token| matches!(token.sort, Sort::Sign('.' | '°' | 'º')))
        };
        let numbers = |n: usize| {
            let next = if is_dot(n + 1) { n + 2 } else { n + 1 };
            NUMBERINGS.contains(&word(n))
                && is_number(next)
                && (next > n + 1 || is_title(self.text, &self.tokens[n]))
        };
        let is_ordinal = |n: usize| word(n).starts_with(|c: char| c.is_ascii_digit());
        let sign = |n: usize| {
            self.tokens
                .get(n)
                .is_some_and(|token| token.is_sign('/') && !token.is_apart)
        };
        // `n° 1, 2 et 3`: those behind it too, where nothing says that they count.
        let ends = |n: usize| {
            self.tokens.get(n).is_none_or(|token| {
                is_and(token) || matches!(token.sort, Sort::Sign(',' | ';' | ')' | '\n' | '.'))
            })
        };
        let joins = |n: usize| {
            let token = self.tokens.get(n);
            token.is_some_and(|token| is_and(token) || token.is_sign(','))
        };
        let goes_on = (1..=NUMBERS).any(|back| {
            let first = at.checked_sub(2 * back);
            let is_list = first.is_some_and(|first| {
                let mut joints = (first + 1..at).step_by(2);
                is_number(first) && joints.all(|n| joins(n) && is_number(n + 1))
            });
            is_list
                && first.is_some_and(|first| {
                    (1..=2).any(|back| first.checked_sub(back).is_some_and(numbers))
                })
        });
        if is_number(at) && ends(at + 1) && goes_on {
            return true;
        }
        let is_pair = is_number(at) && sign(at + 1) && is_ordinal(at + 2);
        is_pair
            || (0..=2).filter_map(|back| at.checked_sub(back)).any(|n| {
                let end = if is_dot(n + 1) { n + 2 } else { n + 1 };
                numbers(n) && at <= end
            })
    }

    /// Whether a number belongs to a date: `21 février`, `July 1`.
    pub(super) fn is_dated(&self, at: usize) -> bool {
        let is_month = |n: usize| {
            let token = self.tokens.get(n);
            token.and_then(Token::lower) != Some("mar")
                && sense_at(self.tokens, n, &[Class::Month]).is_some()
        };
        let is_ordinary = |n: usize| self.tokens.get(n).is_some_and(Token::is_number);
        let is_number = self.tokens[at].is_number();
        let before = at.checked_sub(1);
        // `capturés le 12`: a day, where nothing says that it counts (Italian has `le 12 navi`).
        let is_day = self.tokens[at].number().is_some_and(|day| day <= 31)
            && before.and_then(|n| self.tokens[n].lower()) == Some("le")
            && sense_at(self.tokens, at + 1, &[Class::People, Class::Thing]).is_none();
        let year_after_month = self.tokens[at].end - self.tokens[at].start == 4
            && before
                .and_then(|n| n.checked_sub(1))
                .is_some_and(|n| is_month(n) && is_ordinary(n + 1));
        // `wounded from 7–16 November`, `July 1–5`: the other end of the days.
        let joins = |n: usize| {
            self.tokens
                .get(n)
                .is_some_and(|token| matches!(token.sort, Sort::Sign('–' | '-' | '/')))
        };
        let first_of_two = joins(at + 1) && is_ordinary(at + 2) && is_month(at + 3);
        let last_of_two = at >= 3 && joins(at - 1) && is_ordinary(at - 2) && is_month(at - 3);
        is_number
            && (is_month(at + 1)
                || is_day
                || before.is_some_and(is_month)
                || year_after_month
                || first_of_two
                || last_of_two)
    }

    /// Whether a number is a share or a sum of money: `40–60%`, `1/3`, `$10 million`.
    pub(super) fn is_share(&self, at: usize) -> bool {
        let sign = |n: usize, signs: &[char]| {
            self.tokens.get(n).is_some_and(
                |token| matches!(token.sort, Sort::Sign(found) if signs.contains(&found)),
            )
        };
        let number = |n: usize| self.tokens.get(n).and_then(Token::number);
        let is_close = |n: usize| self.tokens.get(n).is_some_and(|token| !token.is_apart);
        let is_range =
            number(at).is_some() && sign(at + 1, &['–', '-']) && number(at + 2).is_some();
        let ends_range = at >= 2 && sign(at - 1, &['–', '-']) && sign(at + 1, &['%']);
        // No infobox rivals a single man with three; what is cut in up to ten parts is a whole.
        let is_fraction = |from: usize| {
            sign(from + 1, &['/'])
                && is_close(from + 1)
                && is_close(from + 2)
                && matches!((number(from), number(from + 2)), (Some(part), Some(whole)) if part < whole && whole <= 10)
        };
        (is_range && sign(at + 3, &['%']))
            || ends_range
            || is_fraction(at)
            || at.checked_sub(2).is_some_and(is_fraction)
            || at
                .checked_sub(1)
                .is_some_and(|n| sign(n, &['$', '£', '€', '¥']))
    }

    /// Whether a number behind a figure says how or in what, and counts nothing of its own: `damaged by 5 hits`, `27,000 in three
    /// divisions`. Things may be counted: `6,000 men in 120 ships`.
    pub(super) fn is_behind_preposition(&self, at: usize) -> bool {
        let is_of_thing = || {
            let end = self.tokens.len().min(at + 4);
            (at + 1..end)
                .take_while(|n| self.tokens[*n].lower().is_some())
                .any(|n| sense_at(self.tokens, n, &[Class::Thing]).is_some())
        };
        // `700,000 troops in 75 divisions and 9 brigades`
        let is_of_body = |at: usize| {
            sense_at(self.tokens, at + 1, &[Class::People])
                .is_some_and(|(sense, _)| is_body(sense.meaning))
        };
        let joint = at.checked_sub(1).filter(|n| is_and(&self.tokens[*n]));
        let number = joint.and_then(|joint| {
            let mut words = (joint.saturating_sub(4)..joint).rev();
            words.find(|n| self.tokens[*n].is_number())
        });
        if let Some(number) = number.filter(|number| *number > 0 && is_of_body(at)) {
            let is_in = matches!(
                self.tokens[number - 1].lower(),
                Some("in" | "within" | "en")
            );
            return is_in && is_of_body(number);
        }
        match at.checked_sub(1).and_then(|n| self.tokens[n].lower()) {
            Some("by") => !is_of_thing() || self.field == super::Field::Casualties,
            Some("in" | "within") => !is_of_thing(),
            _ => false,
        }
    }

    /// Whether a number, or the word before it, says how many guns each of several ships has: `13 ships of 74 guns`.
    pub(super) fn is_armament(&self, at: usize) -> bool {
        let before = |n: usize| n.checked_sub(1).map(|n| &self.tokens[n]);
        let number = if self.tokens[at].is_number() {
            at
        } else {
            at + 1
        };
        let mut first = number;
        while before(first).is_some_and(|token| {
            token.is_number()
                || token.is_sign('–')
                || token.is_sign('-')
                || token.lower() == Some("to")
        }) {
            first -= 1;
        }
        first
            .checked_sub(1)
            .is_some_and(|joint| armament(self.tokens, joint).is_some_and(|end| number < end))
    }

    /// Whether a number is the whole of which the figure is a part: `203 out of 270`.
    pub(super) fn is_whole(&self, at: usize) -> bool {
        let word = |n: usize| self.tokens[n].lower();
        // `400 of the 700 Spartiates`
        let is_article =
            at > 1 && matches!(word(at - 1), Some("the" | "its" | "their" | "les" | "all"));
        let of = if is_article { at - 1 } else { at };
        let is_of = of > 0 && matches!(word(of - 1), Some("of" | "sur"));
        is_of
            && self.tokens[at].is_number()
            && (of < 2 || self.tokens[of - 2].is_number() || word(of - 2) == Some("out"))
    }

    /// Whether a number names the body behind it: `45 Commando`, `617 Squadron`.
    pub(super) fn is_of_body_name(&self, at: usize) -> bool {
        let is_many = self.tokens[at].number().is_some_and(|number| number > 1);
        let Some(next) = self.tokens.get(at + 1).filter(|_| is_many) else {
            return false;
        };
        let raw = &self.text[next.start..next.end];
        sense_at(self.tokens, at + 1, &[Class::People])
            .is_some_and(|(sense, length)| length == 1 && is_body(sense.meaning))
            && raw.starts_with(char::is_uppercase)
            && !raw.ends_with('s')
    }

    /// Whether a number measures a gun: `20 mm`, `6 inch`.
    pub(super) fn is_calibre(&self, at: usize) -> bool {
        let next = self.tokens.get(at + 1).and_then(Token::lower);
        // `3,000 in front`, `12 in guns`
        let is_inch =
            next == Some("in") && sense_at(self.tokens, at + 2, &[Class::Thing]).is_some();
        self.tokens[at].is_number()
            && (is_inch || matches!(next, Some("mm" | "cm" | "inch" | "pounder" | "pdr")))
    }

    /// Whether a figure is a year inside a phrase: `killed in 1942`.
    pub(super) fn is_year(&self, at: usize, found: &Quantity, is_in_phrase: bool) -> bool {
        let (Some(low), Some(_)) = (found.min, found.max) else {
            return false;
        };
        let is_bare = self.tokens[at].end - self.tokens[at].start == 4;
        let after_preposition = at > 0
            && matches!(
                self.tokens[at - 1].lower(),
                Some("in" | "en" | "of" | "since" | "by" | "until" | "im" | "nel" | "em" | "from")
            );
        is_in_phrase && is_bare && after_preposition && (1000..2100).contains(&low)
    }
}

/// How many numbers may follow the first of a list. Chosen by us: no infobox lists more.
const NUMBERS: usize = 6;

/// Words before the number of a body.
const NUMBERINGS: [&str; 9] = ["no", "no.", "nos", "nos.", "nr", "nr.", "n", "n°", "№"];

/// Whether a word begins with a capital: `No 4 Commando`, and not `no 4-pounders`.
fn is_title(text: &str, token: &Token) -> bool {
    text[token.start..token.end].starts_with(char::is_uppercase)
}

/// Where the words end that say how many guns each ship has, or what calibre each gun, where they begin here: `of 74 guns` behind
/// `ships`, `de 155 mm` behind `canons`.
pub(super) fn armament(tokens: &[Token], at: usize) -> Option<usize> {
    let word = |n: usize| tokens.get(n).and_then(Token::lower);
    let joins = matches!(word(at), Some("of" | "de" | "à" | "da" | "von" | "di"));
    let is_of = |n: usize, category: &str| {
        sense_at(tokens, n, &[Class::Thing])
            .filter(|(thing, _)| thing.category == category)
            .map(|(_, length)| n + length)
    };
    // What is counted is named by four words at most.
    let is_behind = |category: &str| {
        (1..=4)
            .filter_map(|back| at.checked_sub(back))
            .any(|n| is_of(n, category) == Some(at))
    };
    if !joins || !tokens.get(at + 1)?.is_number() {
        return None;
    }
    let is_more = |token: &Token| {
        token.is_number() || token.is_sign('–') || token.is_sign('-') || token.lower() == Some("to")
    };
    let behind = (at + 1..tokens.len()).find(|n| !is_more(&tokens[*n]))?;
    if is_behind("ships") {
        return is_of(behind, "guns");
    }
    let is_calibre = matches!(
        word(behind),
        Some("mm" | "cm" | "inch" | "inches" | "pouces" | "livres" | "pounds" | "libras")
    );
    (is_calibre && is_behind("guns")).then_some(behind + 1)
}

/// A word or sign after which a new figure may begin with words: `and several dozen wounded`.
pub(super) fn is_connective(token: &Token) -> bool {
    matches!(
        token.lower(),
        Some(
            "and"
                | "et"
                | "with"
                | "plus"
                | "und"
                | "y"
                | "e"
                | "&"
                | "avec"
                | "including"
                | "dont"
        )
    ) || matches!(token.sort, Sort::Sign('&' | '/' | '+' | '–'))
}

/// A word behind a figure that counts one of several.
pub(super) fn is_each(token: &Token) -> bool {
    matches!(
        token.lower(),
        Some("each" | "apiece" | "chacun" | "chacune")
    )
}

/// A word that joins two figures of one kind.
pub(super) fn is_and(token: &Token) -> bool {
    matches!(token.lower(), Some("and" | "et" | "und" | "y" | "e" | "&"))
        || matches!(token.sort, Sort::Sign('&'))
}

/// A word behind which stand parts of the figure before it: `700 captured including 10 generals`.
pub(super) fn is_inclusion(tokens: &[Token], at: usize) -> Option<usize> {
    let word = |n: usize| tokens.get(n).and_then(Token::lower).unwrap_or_default();
    match (word(at), word(at + 1)) {
        ("including" | "includes" | "included" | "incl." | "incl" | "dont" | "davon", _) => Some(1),
        ("of" | "among" | "from", "which" | "whom" | "these" | "them" | "those")
        | ("de", "ellos" | "ellas" | "eles" | "elas")
        | ("di", "cui")
        | ("dei" | "delle", "quali")
        | ("parmi", "eux" | "elles" | "lesquels" | "lesquelles")
        | ("unter", "ihnen") => Some(2),
        ("de", "los" | "las") if matches!(word(at + 2), "cuales" | "que") => Some(3),
        ("d'", "entre") if matches!(word(at + 2), "eux" | "elles") => Some(3),
        _ => None,
    }
}

/// Whether the only figures are years, or days with a month: `1942`, `peak 1779`, `5 May`.
pub(super) fn is_of_dates(tokens: &[Token]) -> bool {
    let has_month = (0..tokens.len()).any(|at| {
        sense_at(tokens, at, &[Class::Month]).is_some() && tokens[at].lower() != Some("mar")
    });
    let all_years = tokens
        .iter()
        .filter(|token| token.is_number())
        .all(|token| {
            token.end - token.start == 4
                && token
                    .number()
                    .is_some_and(|year| (1000..2100).contains(&year))
        });
    let counts = (0..tokens.len())
        .any(|at| sense_at(tokens, at, &[Class::Kind, Class::People, Class::Thing]).is_some());
    (has_month || all_years) && !counts
}
