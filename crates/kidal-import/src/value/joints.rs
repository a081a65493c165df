//! How a figure hangs together with what stands before it: its parts, its heading, its source.

use super::attribution::is_attribution;
use super::kinds::is_category;
use super::lists::share_inclusion;
use super::numbers::{is_and, is_inclusion};
use super::phrase::{Phrase, read_phrase};
use super::types::category_of_type;
use super::{COUNTED, Field, NOT_COUNTED, Reader};
use crate::amount::Amount;
use crate::quantity::{Quantity, quantity};
use crate::token::{Sort, Token, tokens};
use crate::words::{Class, sense_at};

/// Whether a word is the name of a type: `F1s`, `Ju-88`; and not an ordinal such as `2nd`.
fn is_type(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.contains(|c: char| c.is_ascii_digit())
}

/// Whether things were lost that only a short name in capitals names: `12 LCACs sunk`.
fn is_unknown_acronym(amount: &Amount, unit: &str) -> bool {
    let core = unit.strip_suffix('s').unwrap_or(unit);
    let is_own = amount.kind.as_deref() == Some(unit.to_lowercase().as_str());
    is_own && core.chars().count() > 1 && core.chars().all(char::is_uppercase)
}

/// How many figures back things of one kind are counted together. Chosen by us: no line of an infobox holds as many.
const REACH: usize = 60;

impl Reader<'_> {
    /// What a figure takes over from the one before it: of those counted inside it, and of things that are not named again.
    pub(super) fn share(&mut self, phrase: &Phrase, amount: &mut Amount, from: usize, to: usize) {
        if self.field == Field::Strength {
            return;
        }
        // `11 ships and 1,400 men: 3 sunk`: what sinks is of the things.
        let row = self.value.amounts.len().saturating_sub(1);
        let is_headed = self.whole.is_some_and(|(whole, _)| whole == row);
        let things = row.checked_sub(1).filter(|things| {
            let one = &self.value.amounts[*things];
            is_headed && *things >= self.run && one.kind.as_deref().is_some_and(is_category)
        });
        let things = things.filter(|_| phrase.is_fate_alone() && phrase.kinds.is_empty());
        let Some(last) = self.value.amounts.get(things.unwrap_or(row)) else {
            return;
        };
        // A type that the table does not know is a thing where something befell it: `33 BMP-1s destroyed and 18 captured`.
        let of_things = last.kind.as_deref().is_some_and(is_category) || last.outcome.is_some();
        if amount.included && amount.kind.as_deref() == Some("casualties") && !of_things {
            amount.kind.clone_from(&last.kind);
            return;
        }
        let is_lost = (from..to).any(|at| self.tokens[at].lower() == Some("lost"));
        let is_bare_part = amount.included
            && amount.kind.as_deref() == Some("casualties")
            && amount.unit.is_none()
            && amount.has_figure();
        if of_things && ((is_lost && phrase.counts_nothing()) || is_bare_part) {
            // `800 tanks destroyed, 1,000 lost`, `186 tanks (93 by ground forces)`
            let text = format!("{} {}", amount.bounds_text(), self.slice(from, to));
            let why = "taken for people; it may be the things named before it";
            self.value.leftovers.push((text, why.to_string()));
        }
        // `284 aircraft lost and several hundred damaged`, `15 ships sunk, 1 captured`
        let alike = self.value.amounts[self.run.min(self.value.amounts.len() - 1)..].iter();
        let those: Option<u64> = alike
            .rev()
            .take(REACH)
            .filter(|one| one.kind == last.kind && !one.included)
            .map(|one| one.max)
            .sum();
        let is_fewer = match (amount.max, those) {
            (Some(these), Some(those)) => these <= those,
            _ => true,
        };
        // `1 vehicle destroyed, 2 more captured`
        let is_more = (from..to)
            .any(|at| matches!(self.tokens[at].lower(), Some("more" | "others" | "autres")));
        let is_fewer = is_fewer || is_more;
        // `11 ships: 3 sunk`
        let is_same = (amount.of.is_none() || last.of == amount.of)
            && (last.outcome.is_some() || is_more || is_headed);
        // `8 elephants captured, 2 killed`
        let is_of_animals = last.kind.as_deref() == Some("animals") && phrase.is_death_alone();
        let goes_on = of_things && (phrase.is_fate_alone() || is_of_animals) && is_same;
        if goes_on && !is_fewer && self.whole.is_some() {
            // `11 ships: 3 sunk, 20 captured`
            let text = format!("{} {}", amount.bounds_text(), self.slice(from, to));
            let why = "taken for people, as they are more than the things named before";
            self.value.leftovers.push((text, why.to_string()));
        }
        if !goes_on || !is_fewer {
            return;
        }
        let fate = phrase.fate().map(str::to_string);
        (amount.kind, amount.unit) = (last.kind.clone(), last.unit.clone());
        if matches!(fate.as_deref(), Some("captured" | "killed")) {
            let text = format!("{} {}", amount.bounds_text(), self.slice(from, to));
            self.value.leftovers.push((
                text,
                "taken for the things named before it; it may be people".to_string(),
            ));
        }
        amount.outcome = fate;
    }

    /// `8,000 FNLA`: the short name of a belligerent says whose men are counted. `2 Ju 88s lost`: a type is no people, and
    /// of what category it is, is not known.
    pub(super) fn name_body(&mut self, phrase: &Phrase, amount: &mut Amount, words: &[Token]) {
        let Some(unit) = amount.unit.clone() else {
            return;
        };
        // `50 Jund al-Sham`, `8,000 FNLA`
        let is_short = unit.contains(' ')
            || (unit.chars().count() > 1 && unit.chars().all(char::is_uppercase));
        if is_short && amount.of.is_none() && self.names.is_own(&unit) {
            (amount.of, amount.unit) = (Some(unit), None);
            return;
        }
        let is_typed = self.field == Field::Casualties
            && !amount.kind.as_deref().is_some_and(is_category)
            && (amount.kind.as_deref() == Some("casualties") || amount.outcome.is_some());
        if let Some(category) = category_of_type(&unit).filter(|_| is_typed) {
            // `2 Spitfires lost`: the loss is of things, and so is the word for it.
            let is_lost = words.iter().any(|token| token.lower() == Some("lost"));
            amount.kind = Some(category.to_string());
            if is_lost && amount.outcome.is_none() && phrase.says_casualties() {
                amount.outcome = Some("lost".to_string());
            }
        }
        if amount.kind.as_deref().is_some_and(is_category) && holds_people(&unit) {
            let text = format!("{} {unit}", amount.bounds_text());
            let why = "the figure is read; it counts people and things together";
            self.value.leftovers.push((text, why.to_string()));
        }
        let is_lost = amount.kind.as_deref() == Some("casualties") && amount.outcome.is_none();
        if is_lost && unit == "fighters" && self.field == Field::Casualties {
            let text = format!("{} {unit}", amount.bounds_text());
            let why = "the figure is read; fighters may be people or aircraft";
            self.value.leftovers.push((text, why.to_string()));
        }
        let is_known =
            |kind: &str| kind != "casualties" && (is_category(kind) || amount.outcome.is_none());
        let is_vague = amount.kind.as_deref().is_some_and(|kind| !is_known(kind));
        // `most of the fleet destroyed`: a word that the table does not know is a kind of its own.
        let is_own_kind = amount.outcome.is_some()
            && amount.kind.as_deref() == unit.rsplit(' ').next().map(str::to_lowercase).as_deref();
        if is_vague
            && (is_own_kind || unit.split(' ').any(is_type) || is_unknown_acronym(amount, &unit))
        {
            let text = format!("{} {unit}", amount.bounds_text());
            let why = "the figure is read; a type of something, whose category is not known";
            self.value.leftovers.push((text, why.to_string()));
        }
    }

    /// `Northmen: 6,500, Southmen: 5,150, 23 cannons`: the cannons may be of both, which is told.
    pub(super) fn tell_heading(&mut self, first: usize) {
        if self.filled < 2 {
            self.filled = 0;
            return;
        }
        let (Some(of), Some(amount)) = (&self.of, self.value.amounts.get(first)) else {
            return;
        };
        if amount.of.as_ref() == Some(of) && !amount.included {
            let unit = amount.unit.clone().unwrap_or_default();
            let text = format!("{} {unit}", amount.bounds_text());
            let why =
                format!("taken for a figure of {of}, named before it; it may be of the whole side");
            self.value.leftovers.push((text.trim().to_string(), why));
        }
    }

    /// Marks a figure as a part of the one before it where a colon behind that one, or its own small print, says so and the parts
    /// fit into the whole.
    pub(super) fn count_inside(&mut self, amount: &mut Amount, at: usize) {
        let start = self.tokens[at].start;
        let is_small = |(from, to): &(usize, usize)| (*from..*to).contains(&start);
        let stretch = self.small.iter().position(is_small);
        if self.whole.is_none() && stretch.is_some() {
            let whole = self.value.amounts.iter().rposition(|whole| !whole.included);
            self.whole = whole.map(|row| {
                let parts = self.value.amounts[row + 1..].iter();
                (row, parts.filter_map(|part| part.max.or(part.min)).sum())
            });
        }
        let Some((row, sum)) = self.whole.take() else {
            return;
        };
        if amount.included {
            self.whole = Some((row, sum));
            return;
        }
        let is_alike = self.may_be_inside(row, amount);
        // `11 ships and 1,400 men: 3 ships sunk`: of two wholes that `and` joins, the first may be the one.
        let other = row.checked_sub(1).filter(|other| {
            !is_alike
                && *other >= self.run
                && !self.value.amounts[row].included
                && !self.value.amounts[*other].included
                && self.may_be_inside(*other, amount)
        });
        let (held_row, held) = (row, sum);
        let (row, sum) = match other {
            Some(other) => {
                let parts = self.value.amounts[held_row + 1..].iter();
                let parts = parts.filter(|part| part.included && self.may_be_inside(other, part));
                (other, parts.filter_map(|part| part.max.or(part.min)).sum())
            }
            None => (row, sum),
        };
        let is_alike = is_alike || other.is_some();
        let whole = &self.value.amounts[row];
        let most = whole.max.or(whole.min);
        let (Some(most), Some(these)) = (most, amount.max.or(amount.min)) else {
            return;
        };
        let sum = sum.saturating_add(these);
        // What is set small may be another count of the same: parts say what they are.
        let is_part = amount.unit.is_some() || amount.of.is_some() || stretch.is_none();
        if !is_alike || sum > most || !is_part {
            let is_other = self.field == Field::Strength || amount.kind != whole.kind;
            if is_alike && is_part && sum > these && is_other {
                // `7,389: 944 killed, 6,294 wounded, 156 captured`
                let unit = amount.unit.as_ref().or(amount.kind.as_ref());
                let unit = unit.cloned().unwrap_or_default();
                let text = format!("{} {unit}", amount.bounds_text());
                let why = "with the parts before it, more than the whole: taken for none";
                let told = (text.trim().to_string(), why.to_string());
                self.value.leftovers.push(told);
            }
            return;
        }
        amount.included = true;
        if amount.kind.as_deref() == Some("casualties") {
            amount.kind.clone_from(&whole.kind);
        }
        self.whole = Some(if other.is_some() {
            (held_row, held)
        } else {
            (row, sum)
        });
    }

    /// Whether what a figure of strength counts is no people.
    pub(super) fn is_thing(&self, amount: &Amount) -> bool {
        let unit = amount.unit.as_deref().unwrap_or_default();
        let words = tokens(unit);
        category_of_type(unit).is_some()
            || (0..words.len()).any(|at| sense_at(&words, at, &[Class::Thing]).is_some())
    }

    /// Tells of a joint between two figures of one item that may as well make them one (a dash, `to`, `or`), or that says that
    /// the second is no figure of its own: `3 ships of 74 guns`, `5,000 minus 300 deserters`.
    pub(super) fn tell_joint(&mut self, from: usize, at: usize, end: usize) {
        let is_article = |token: &Token| {
            matches!(
                token.lower(),
                Some(
                    "the"
                        | "a"
                        | "an"
                        | "their"
                        | "its"
                        | "his"
                        | "les"
                        | "des"
                        | "all"
                        | "first"
                        | "last"
                        | "even"
                        | "perhaps"
                        | "possibly"
                        | "maybe"
                )
            )
        };
        let begins_with_from =
            self.tokens[at].lower() == Some("from") && !is_and(&self.tokens[at - 1]);
        let mut behind = if begins_with_from { at } else { at - 1 };
        while behind > from && is_article(&self.tokens[behind]) {
            behind -= 1;
        }
        let joint = &self.tokens[behind];
        let has = |from: usize, to: usize, classes: &[Class]| {
            (from..to.min(self.tokens.len())).any(|n| sense_at(self.tokens, n, classes).is_some())
        };
        // `5 ships with 300 men` may be their crews.
        let holds = self.field == Field::Casualties
            && joint.lower() == Some("with")
            && has(from, behind, &[Class::Thing])
            && !has(end, end + 4, &[Class::Kind, Class::Outcome])
            && has(end, end + 2, &[Class::People]);
        let is_changed = joint.lower().is_some_and(|word| CHANGING.contains(&word));
        // With the word behind the second figure, which says what it is of.
        let is_word = |n: usize| {
            self.tokens
                .get(n)
                .is_some_and(|token| token.lower().is_some())
        };
        let end = if is_word(end) { end + 1 } else { end };
        // `15000/16000-40000`
        let is_hyphen = joint.is_sign('-') && !joint.is_apart;
        let why = if behind > from && (is_changed || holds) {
            "read as two figures; the word between them may say that the second is none of its own"
        } else if joint.is_sign('–') {
            "a dash joins two figures; the second may be part of the first"
        } else if is_hyphen
            || matches!(
                joint.lower(),
                Some("to" | "or" | "à" | "ou" | "bis" | "oder" | "a" | "o")
            )
        {
            "read as two figures; they may be the ends of one"
        } else {
            return;
        };
        let text = self.slice(from, end).to_string();
        self.value.leftovers.push((text, why.to_string()));
    }

    /// Whether a wording is nothing but `all`, and a figure follows at once: `all 27 guns`, `all of the 27 guns`.
    pub(super) fn says_all(&self, quantity: &Quantity, at: usize) -> bool {
        let is_joint =
            |token: &Token| matches!(token.lower(), Some("of" | "the" | "their" | "its" | "les"));
        quantity.wording.is_some()
            && matches!(
                self.slice(quantity.start, quantity.end)
                    .to_lowercase()
                    .as_str(),
                "all" | "tous" | "toutes" | "tous les" | "toutes les" | "alle"
            )
            && self.tokens[quantity.end..at].iter().all(is_joint)
    }

    /// `300 weapons, incl. 3 guns, 9 drones`: what follows a part on its line may be a part too, which is told.
    pub(super) fn tell_rest_of_parts(&mut self, run: usize) {
        let Some(part) = self.part.take().filter(|part| *part > 0 && *part >= run) else {
            return;
        };
        let Some((whole, amounts)) = self
            .value
            .amounts
            .get_mut(part - 1..)
            .and_then(<[Amount]>::split_first_mut)
        else {
            return;
        };
        let is_thing = |amount: &Amount| amount.kind.as_deref().is_some_and(is_category);
        for amount in amounts.iter_mut().filter(|amount| amount.included) {
            if is_thing(amount) && is_thing(whole) && amount.outcome.is_none() {
                amount.outcome.clone_from(&whole.outcome);
            }
        }
        let is_of_things = amounts.first().is_some_and(is_thing);
        // `5,000 killed, including 1 bishop, 12 earls`: people of whom nothing else is said are parts too.
        let befell = whole
            .kind
            .as_deref()
            .filter(|kind| *kind != "casualties" && !is_thing(whole));
        let mut parts = share_inclusion(whole, amounts);
        for amount in amounts.iter_mut().skip(1) {
            let is_open = amount.kind.as_deref() == Some("casualties") && amount.outcome.is_none();
            let Some(kind) =
                befell.filter(|_| is_open && amount.unit.is_some() && !amount.included)
            else {
                break;
            };
            (amount.kind, amount.included) = (Some(kind.to_string()), true);
            let unit = amount.unit.as_deref().unwrap_or_default();
            parts.push(format!("{} {unit}", amount.bounds_text()));
        }
        if !parts.is_empty() {
            let why = "taken to be counted inside the figure before, as the part named before them";
            let told = (parts.join(", "), why.to_string());
            self.value.leftovers.push(told);
        }
        let rest: Vec<String> = amounts
            .iter()
            .filter(|amount| !amount.included && is_thing(amount) == is_of_things)
            .filter(|amount| amount.unit.is_some() && amount.outcome.is_none())
            .map(|amount| {
                let unit = amount.unit.as_deref().unwrap_or_default();
                format!("{} {unit}", amount.bounds_text())
            })
            .collect();
        if !rest.is_empty() {
            let why = "may be counted inside the figure before, as the part named before them";
            self.value
                .leftovers
                .push((rest.join(", "), why.to_string()));
        }
    }

    /// `Junkers K 43`: a small number behind a short word in capitals may be the number of a type, and no count.
    pub(super) fn tell_designation(&mut self, heading: &str, quantity: &Quantity) {
        let last = heading.rsplit([' ', '-']).next().unwrap_or_default();
        let is_short = last.len() <= 4
            && last.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
            && !self.names.is_own(heading)
            && !self.names.is_other(heading);
        if is_short && quantity.min.is_some_and(|count| count < 1000) {
            let text = format!("{heading} {}", self.slice(quantity.start, quantity.end));
            let why = "taken for a count behind a name; it may be part of the name";
            self.value.leftovers.push((text, why.to_string()));
        }
    }

    /// The first token behind words that only join a figure to what stands before it.
    pub(super) fn after_joints(&self, mut start: usize, end: usize, is_inside: &mut bool) -> usize {
        while start < end {
            if let Some(length) = is_inclusion(self.tokens, start) {
                *is_inside = true;
                start += length;
                continue;
            }
            let joins = matches!(
                self.tokens[start].lower(),
                Some(
                    "and"
                        | "et"
                        | "plus"
                        | "another"
                        | "also"
                        | "und"
                        | "y"
                        | "e"
                        | "then"
                        | "or"
                        | "ou"
                        | "oder"
                )
            ) || matches!(self.tokens[start].sort, Sort::Sign('&' | '+' | '.' | '–'));
            if !joins {
                break;
            }
            start += 1;
        }
        start.min(end)
    }

    /// Where an item ends that only says what most of those counted before it are: at its end, or at a last parenthesis.
    pub(super) fn aside_end(&self, from: usize, to: usize) -> Option<usize> {
        let end = (from..to)
            .find(|at| self.closes[*at] == Some(to - 1))
            .unwrap_or(to);
        let text = self.slice(from, end).to_lowercase();
        let is_aside = [
            "most of them ",
            "most of these ",
            "most of which ",
            "mostly ",
            "mainly ",
            "pour la plupart ",
            "la plupart des ",
        ]
        .iter()
        .any(|start| text.starts_with(start));
        let says_more = (from..end).any(|at| self.tokens[at].is_number());
        // `civils compris`, `y compris les civils`, `including civilians`, each with a source behind it
        let is_of_those = end < to
            && (COUNTED.iter().any(|start| text.starts_with(start))
                || INCLUDED.iter().any(|last| text.ends_with(last)))
            && !(from..end).any(|at| quantity(self.tokens, at, true).is_some());
        let is_aside = is_aside || is_of_those;
        (is_aside && !says_more && !self.value.amounts.is_empty()).then_some(end)
    }

    /// Whether words without a figure go on with the kind of the figure before them.
    pub(super) fn is_continued(&self, start: usize, end: usize) -> bool {
        let phrase = read_phrase(self.field, self.text, &self.tokens[start..end]);
        !self.value.amounts.is_empty() && phrase.is_plain() && phrase.continues()
    }

    /// Whether a text in parentheses is the short form of the words before it: `Iraqi Security Forces (ISF)`.
    pub(super) fn abbreviates(&self, from: usize, text: &str) -> bool {
        let letters: Vec<char> = text.chars().collect();
        if letters.len() < 2 || !letters.iter().all(|letter| letter.is_uppercase()) {
            return false;
        }
        let words = self.tokens[..from.saturating_sub(1)]
            .iter()
            .rev()
            .take_while(|token| token.lower().is_some());
        let mut initials: Vec<char> = words
            .filter_map(|token| self.text[token.start..].chars().next())
            .filter(|letter| letter.is_uppercase())
            .collect();
        initials.reverse();
        initials.ends_with(&letters)
    }
}

/// Whether one of the things that a unit joins is people: `men and horses`.
fn holds_people(unit: &str) -> bool {
    let parts: Vec<&str> = unit.split(" and ").collect();
    let is_people = |part: &&str| {
        let words = tokens(part);
        let last = words.len().saturating_sub(1);
        !words.is_empty()
            && sense_at(&words, last, &[Class::People]).is_some()
            && sense_at(&words, last, &[Class::Thing]).is_none()
    };
    parts.len() > 1 && parts.iter().any(is_people)
}

/// Words that end what says whom a figure holds.
const INCLUDED: [&str; 6] = [
    " compris",
    " comprises",
    " inclus",
    " incluses",
    " included",
    " inbegriffen",
];

/// Words between two figures that say how the second changes or describes the first.
const CHANGING: [&str; 20] = [
    "of",
    "from",
    "minus",
    "less",
    "without",
    "except",
    "excepting",
    "excluding",
    "besides",
    "versus",
    "vs",
    "vs.",
    "against",
    "than",
    "per",
    "not",
    "de",
    "sur",
    "contre",
    "sauf",
];

/// Most words of a heading before a figure. Chosen by us: `Army of the Tennessee and attached cavalry` has seven.
const HEADING: usize = 7;

/// Whether a text may name those whom the next figure counts: a short name, no sentence and no share.
pub(super) fn is_heading(text: &str) -> bool {
    const NEVER: [&str; 12] = [
        "or", "ou", "was", "were", "is", "are", "by", "who", "which", "that", "to", "than",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    words.len() <= HEADING && !text.contains('%') && !words.iter().any(|word| NEVER.contains(word))
}

/// Whether a text is nothing but the name of an arm or a body: `Land forces`, `Relief army`, `Forces navales`.
pub(super) fn is_arm(text: &str) -> bool {
    const ARMS: [&str; 12] = [
        "forces",
        "force",
        "army",
        "fleet",
        "navy",
        "garrison",
        "forces navales",
        "forces terrestres",
        "armée",
        "flotte",
        "garnison",
        "marine",
    ];
    let lower = text.to_lowercase();
    let words = lower.split(' ').count();
    let ends = |arm: &str| lower == arm || lower.ends_with(&format!(" {arm}"));
    words <= 3 && text.starts_with(char::is_uppercase) && ARMS.iter().any(|arm| ends(arm))
}

/// `per ISF, as of 20 March 2017`, `modern consensus, including the allies`: whose figure it is, and what else is said of it.
pub(super) fn dated_source(text: &str) -> Option<(&str, &str)> {
    let lower = text.to_lowercase();
    let counted = NOT_COUNTED
        .iter()
        .chain(&COUNTED)
        .find_map(|word| lower.find(&format!(", {word}")));
    if let Some(cut) = counted
        && let (Some(source), Some(tail)) = (text.get(..cut), text.get(cut..))
        && !text.contains(|letter: char| letter.is_ascii_digit())
        && is_attribution(source)
    {
        return Some((source.trim(), tail.trim_start_matches([',', ' '])));
    }
    let cut = ["as of ", "as at ", "by ", "on ", "up to ", "until ", "in "]
        .iter()
        .find_map(|word| lower.find(&format!(", {word}")))
        .or_else(|| lower.find(" as of "))?;
    let source = text.get(..cut)?.trim();
    let date = text.get(cut..)?.trim_start_matches([',', ' ']);
    let has_digit = source.chars().any(|letter| letter.is_ascii_digit());
    (!has_digit && is_attribution(source) && date.chars().any(|letter| letter.is_ascii_digit()))
        .then_some((source, date))
}
