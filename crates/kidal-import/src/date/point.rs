//! One end of a date: day, month, year, era.

use crate::token::{Sort, Token};
use crate::words::{Class, sense_at};

/// The tokens of one end.
pub(super) struct Words<'t>(pub(super) &'t [Token]);

/// What one end of a date says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) day: Option<u32>,
    pub(super) month: Option<u32>,
    pub(super) season: Option<u32>,
    /// As written, without its era.
    pub(super) year: Option<u32>,
    pub(super) is_bc: Option<bool>,
    pub(super) is_approximate: bool,
    /// A decade: `1940s`.
    is_decade: bool,
    /// `early`, `mid`, `late`, `dawn`: finer than what EDTF can say.
    pub(super) part: Option<String>,
    /// Words that are not understood.
    pub(super) rest: Vec<String>,
}

/// Eras in several languages become `BC` and `AD`.
pub(super) fn plain_eras(text: &str) -> String {
    let mut text = text.to_string();
    const BC: [&str; 14] = [
        "av. J.-C.",
        "av. J.-C",
        "avant J.-C.",
        "avant Jésus-Christ",
        "av. J-C",
        "av J.-C.",
        "v. Chr.",
        "B.C.E.",
        "BCE",
        "B.C.",
        "a. C.",
        "a.C.",
        "ق.م",
        "ق م",
    ];
    const AD: [&str; 12] = [
        "apr. J.-C.",
        "ap. J.-C.",
        "après J.-C.",
        "ap. J-C",
        "n. Chr.",
        "C.E.",
        "A.D.",
        "CE",
        "d.C.",
        "d. C.",
        "de notre ère",
        "م",
    ];
    for era in BC {
        text = replaced(&text, era, "BC");
    }
    for era in AD {
        text = replaced(&text, era, "AD");
    }
    text
}

/// Replaces whole words only.
fn replaced(text: &str, what: &str, by: &str) -> String {
    if !text.contains(what) {
        return text.to_string();
    }
    let mut result = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(what) {
        let before = rest[..at].chars().next_back();
        let after = rest[at + what.len()..].chars().next();
        let is_whole =
            !before.is_some_and(char::is_alphabetic) && !after.is_some_and(char::is_alphabetic);
        result.push_str(&rest[..at]);
        if is_whole {
            result.push(' ');
            result.push_str(by);
        } else {
            result.push_str(what);
        }
        rest = &rest[at + what.len()..];
    }
    result.push_str(rest);
    result
}

/// Reads one end; nothing where it holds no part of a date.
pub(super) fn read_point(words: &Words<'_>) -> Option<Point> {
    let tokens = words.0;
    let mut point = Point::default();
    let mut numbers: Vec<(usize, u32)> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        if let Some((sense, length)) = sense_at(tokens, at, &[Class::Month])
            && token.lower() != Some("mar")
        {
            if point.month.is_some() {
                return None;
            }
            point.month = sense.meaning.parse().ok();
            at += length;
            continue;
        }
        if let Some((sense, length)) = sense_at(tokens, at, &[Class::Season]) {
            point.season = sense.meaning.parse().ok();
            at += length;
            continue;
        }
        match &token.sort {
            Sort::Number(value) => numbers.push((at, u32::try_from(*value).ok()?)),
            Sort::Sign(_) => {}
            Sort::Fraction(_) => return None,
            Sort::Word(word) => point.word(word)?,
        }
        at += 1;
    }
    for (at, value) in numbers {
        point.number(tokens, at, value)?;
    }
    let says = point.day.is_some() || point.month.is_some() || point.year.is_some();
    says.then_some(point)
}

impl Point {
    /// A word that is no month: an era, a bound, an ordinal, a weekday, or something not understood.
    fn word(&mut self, word: &str) -> Option<()> {
        match word {
            "bc" => self.is_bc = Some(true),
            "ad" => self.is_bc = Some(false),
            "c." | "ca." | "ca" | "c" | "circa" | "about" | "around" | "approximately"
            | "probably" | "possibly" | "vers" | "environ" | "um" | "traditionally" | "perhaps"
            | "~" | "likely" | "?" | "hacia" | "حوالي" => self.is_approximate = true,
            "early" | "mid" | "late" | "début" | "fin" | "mi" | "anfang" | "ende" | "mitte"
            | "beginning" | "end" | "dawn" | "night" | "evening" | "morning" | "afternoon"
            | "dusk" | "nuit" | "midnight" | "noon" | "summer's" => {
                self.part = Some(word.to_string());
            }
            "of" | "in" | "the" | "le" | "du" | "de" | "des" | "del" | "on" | "from"
            | "between" | "entre" | "zwischen" | "at" | "en" | "im" | "am" | "el" | "l'"
            | "vom" | "dal" | "den" | "der" | "to" | "au" | "al" | "date" | "year" | "an"
            | "and" | "until" | "das" => {}
            _ if WEEKDAYS.contains(&word) => {}
            _ => {
                if let Some(day) = ordinal(word) {
                    if self.day.is_some() {
                        return None;
                    }
                    self.day = Some(day);
                } else if let Some(decade) = word.strip_suffix('s').filter(|head| head.len() == 4) {
                    self.year = Some(decade.parse().ok()?);
                    self.is_decade = true;
                } else if let Some(part) = ["mid-", "early-", "late-"]
                    .iter()
                    .find_map(|part| word.strip_prefix(part))
                {
                    // `mid-august`
                    let month = crate::words::sense_of(part, &[Class::Month])?;
                    self.month = month.meaning.parse().ok();
                    self.part = Some(word.to_string());
                } else if word.starts_with("centur")
                    || word.starts_with("siècle")
                    || word == "millennium"
                    || word == "ah"
                {
                    return None;
                } else {
                    self.rest.push(word.to_string());
                }
            }
        }
        Some(())
    }

    /// A number: a year where an era stands beside it or it is no day, else the day.
    fn number(&mut self, tokens: &[Token], at: usize, value: u32) -> Option<()> {
        let is_era = |n: Option<usize>| {
            n.and_then(|n| tokens.get(n))
                .and_then(Token::lower)
                .is_some_and(|word| matches!(word, "bc" | "ad"))
        };
        let has_era = is_era(Some(at + 1)) || is_era(at.checked_sub(1));
        let width = tokens[at].end - tokens[at].start;
        let is_year = has_era
            || value > 31
            || width >= 3
            || (self.month.is_none() && self.day.is_none() && self.is_bc.is_some());
        if is_year {
            if self.year.is_some() || value == 0 {
                return None;
            }
            self.year = Some(value);
        } else if self.day.is_none() && value > 0 {
            self.day = Some(value);
        } else if self.year.is_none() && value > 0 {
            // `July 4, 64`, `2 September 31`: the second small number is the year.
            self.year = Some(value);
        } else {
            return None;
        }
        Some(())
    }

    /// What this end does not say is as in the other.
    pub(super) fn fill(&mut self, other: &Point) {
        if self.month.is_none() && self.day.is_some() && self.season.is_none() {
            self.month = other.month;
        }
        if self.year.is_none() {
            self.year = other.year;
            self.is_bc = self.is_bc.or(other.is_bc);
        }
    }

    /// The first end takes month and year from the second; a day alone needs both.
    pub(super) fn fill_back(&mut self, right: &Point) {
        // `March 26 – 30, 2012` and `26–30 March 2012`: one of them has the month.
        if self.month.is_none() && self.year.is_none() {
            self.month = right.month.or(self.month);
            if self.month.is_none() && right.season.is_some() {
                self.season = right.season;
            }
        }
        if self.year.is_none() {
            self.year = right.year;
            self.is_bc = self.is_bc.or(right.is_bc);
        }
    }

    /// `1941–42`: the second year shares the century. `264–241 BC`: what looks like a day is a year.
    pub(super) fn complete_year(&mut self, left: &Point) {
        let (Some(first), Some(value)) = (left.year, self.year.or(self.day)) else {
            return;
        };
        let is_bare = self.month.is_none() && (self.year.is_none() || self.day.is_none());
        if !is_bare {
            return;
        }
        if self.is_bc.is_none()
            && left.day.is_none()
            && value < 100
            && first >= 100
            && value > first % 100
        {
            self.year = Some(first / 100 * 100 + value);
            self.day = None;
        } else if self.year.is_none() && left.day.is_none() && left.month.is_none() {
            self.year = Some(value);
            self.day = None;
        }
    }

    /// An era written once holds for both years.
    pub(super) fn share_era(&mut self, right: &mut Point) {
        match (self.is_bc, right.is_bc) {
            (None, Some(true)) => self.is_bc = Some(true),
            (Some(true), None) if right.year <= self.year => right.is_bc = Some(true),
            _ => {}
        }
        if self.is_approximate && self.year == right.year && self.month.is_none() {
            right.is_approximate = true;
        }
    }

    pub(super) fn is_day_before(&self, right: &Point) -> bool {
        let is_same = self.year == right.year && self.month == right.month;
        match (self.day, right.day, self.month, right.month) {
            (Some(first), Some(second), _, _) => is_same && second == first + 1,
            (None, None, Some(first), Some(second)) => {
                self.year == right.year && second == first + 1
            }
            (None, None, None, None) => match (self.year, right.year) {
                (Some(first), Some(second)) => second == first + 1 || first == second + 1,
                _ => false,
            },
            _ => false,
        }
    }

    /// The year as ISO 8601 counts: 1 BC is 0.
    fn iso_year(&self) -> Option<String> {
        let year = i64::from(self.year?);
        if year > 9999 {
            return None;
        }
        let year = if self.is_bc == Some(true) {
            1 - year
        } else {
            year
        };
        if self.is_decade {
            return (self.is_bc != Some(true)).then(|| format!("{:03}X", year / 10));
        }
        Some(if year < 0 {
            format!("-{:04}", -year)
        } else {
            format!("{year:04}")
        })
    }

    /// Whether it says a year and nothing finer.
    pub(super) fn is_year_alone(&self) -> bool {
        self.month.is_none() && self.day.is_none() && self.season.is_none()
    }

    /// EDTF of this end.
    pub(super) fn edtf(&self) -> Option<String> {
        let mut text = self.iso_year()?;
        match (self.month, self.day, self.season) {
            (Some(month), Some(day), _) => text.push_str(&format!("-{month:02}-{day:02}")),
            (Some(month), None, _) => text.push_str(&format!("-{month:02}")),
            (None, None, Some(season)) => text.push_str(&format!("-{season}")),
            (None, None, None) => {}
            (None, Some(_), _) => return None,
        }
        if self.is_approximate {
            text.push('~');
        }
        Some(text)
    }
}

fn ordinal(word: &str) -> Option<u32> {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let ending = &word[digits.len()..];
    let is_ordinal = matches!(
        ending,
        "st" | "nd" | "rd" | "th" | "er" | "ᵉʳ" | "º" | "ª" | "°"
    );
    let day: u32 = digits.parse().ok()?;
    (is_ordinal && (1..=31).contains(&day)).then_some(day)
}

/// Whether a word is a day of the week.
pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.contains(&word)
}

const WEEKDAYS: [&str; 35] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
];
