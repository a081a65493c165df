//! From a quantity and the words round it to a figure; and what items without a figure add to the one before.

use super::attribution::{attributed, is_attribution, is_bound};
use super::continuing::is_rest;
use super::joints::{is_arm, is_heading};
use super::kinds::is_category;
use super::nouns::is_body;
use super::numbers::{is_each, is_inclusion};
use super::phrase::{Phrase, read_phrase};
use super::{Field, NOT_COUNTED, Reader, add_to};
use crate::amount::{Amount, UNKNOWN};
use crate::quantity::{Quantity, Wording};
use crate::token::Token;
use crate::words::{Class, sense_at};

/// Whether nothing says yet what a figure counts or what befell them.
fn is_open(amount: &Amount) -> bool {
    amount.unit.is_none()
        && amount.outcome.is_none()
        && matches!(amount.kind.as_deref(), None | Some("casualties"))
}

/// Most words that name whose losses they are. Chosen by us: `the army of the interim government` has five.
const OWNER: usize = 5;

impl Reader<'_> {
    /// A figure with the words round it, unless it measures something.
    pub(super) fn finish(
        &mut self,
        quantity: &Quantity,
        from: usize,
        to: usize,
        label: &Phrase,
        before: Option<(usize, usize)>,
    ) {
        if sense_at(self.tokens, from, &[Class::Measure]).is_some() && from < to {
            self.leave(from.saturating_sub(1), to, "a measure, no count");
            return;
        }
        self.is_counted[quantity.start..quantity.end].fill(true);
        let (to, source) = self.source_behind(from, to);
        let (end, bound) = self.bound_behind(from, to);
        self.is_counted[end..to.max(end)].fill(true);
        let to = end;
        let mut phrase = read_phrase(self.field, self.text, &self.tokens[from..to.max(from)]);
        let mut of = self.of.clone();
        self.tied = None;
        self.heads.clear();
        let mut is_inside = std::mem::take(&mut self.is_inside);
        let mut is_another = false;
        let before = before.and_then(|(start, end)| {
            let first = start;
            let start = self.after_joints(start, end, &mut is_inside);
            is_another = (first..start).any(|at| self.tokens[at].lower() == Some("another"));
            (start < end).then_some((start, end))
        });
        // `6,000, 4,000 of them cavalry`
        is_inside |= is_inclusion(&self.tokens[..to], from).is_some_and(|length| length > 1);
        let is_inside = is_inside && !self.value.amounts.is_empty();
        if is_inside {
            let row = self.value.amounts.len();
            let goes_on = self.part.is_some_and(|part| part + 1 == row)
                && self.value.amounts.last().is_some_and(|last| last.included);
            if !goes_on {
                self.part = Some(row);
            }
        }
        let mut aside = None;
        if let Some((start, end)) = before {
            let ahead = read_phrase(self.field, self.text, &self.tokens[start..end]);
            let text = self.slice(start, end).to_string();
            if is_attribution(&text) {
                self.by = Some(attributed(&text));
            } else if ahead.is_plain() && !ahead.is_guessed {
                phrase.fill_from(&ahead);
            } else if text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                && is_heading(&text)
            {
                self.tell_designation(&text, quantity);
                // `Castle garrison of 300 men`
                let text = text.strip_suffix(" of").map(str::to_string).unwrap_or(text);
                of = Some(text);
            } else {
                let why = "what stands before the figure is not understood";
                match self.value.amounts.last() {
                    // `1,250 (British claim) to 3,000 killed`
                    Some(last) if matches!(text.as_str(), "to" | "à" | "bis") => {
                        let ends = format!("{} {text}", last.bounds_text());
                        let second = self.slice(quantity.start, quantity.end);
                        let text = format!("{ends} {second}");
                        self.value.leftovers.push((text, why.to_string()));
                    }
                    _ => self.leave(start, end, why),
                }
                aside = Some(text);
            }
        }
        if source.is_some() {
            phrase.according_to = source;
        }
        if let Some(by) = phrase.according_to.as_ref().or(self.by.as_ref())
            && is_bound(by)
        {
            let text = format!("{by} {}", self.slice(quantity.start, quantity.end));
            let why = "taken for whose figure it is; it may be a bound";
            self.value.leftovers.push((text, why.to_string()));
        }
        if let Some(note) = &phrase.note
            && NOT_COUNTED
                .iter()
                .any(|start| note.to_lowercase().starts_with(start))
        {
            let text = note.clone();
            let why = "what the figure does not count";
            self.value.leftovers.push((text, why.to_string()));
        }
        self.tell_one_of_many(quantity, from, to);
        phrase.fill_from(label);
        self.is_bare = phrase.says_nothing_of_fate();
        let wording = match &quantity.wording {
            Some(Wording::Unknown) => Some(UNKNOWN.to_string()),
            Some(Wording::Words(start, end)) => Some(self.slice(*start, *end).to_lowercase()),
            None => None,
        };
        let mut amount = Amount {
            min: quantity.min,
            max: quantity.max,
            approximate: quantity.is_approximate || phrase.is_approximate,
            either: quantity.is_either,
            included: is_inside,
            according_to: phrase.according_to.clone().or_else(|| self.by.clone()),
            of: phrase.of.clone().or(of.clone()),
            outcome: phrase.outcome(),
            unit: phrase.unit(),
            kind: phrase.kind(self.field),
            wording,
            ..Amount::default()
        };
        if self.tokens[from..to]
            .last()
            .is_some_and(|token| token.is_sign('+') && !token.is_apart)
        {
            // `160 soldiers+`
            amount.max = None;
        }
        match bound {
            Some(_) if amount.min != amount.max => {
                // `50 à 60 hommes au moins`
                self.leave(
                    quantity.start,
                    end,
                    "a bound behind a range: the range is read, and the bound left out",
                );
            }
            Some(Class::Least) if amount.min.is_some() => amount.max = None,
            Some(Class::Most) if amount.max.is_some() => amount.min = None,
            _ => {}
        }
        amount.note = phrase.note.take().or(aside);
        phrase.remark_on(&mut amount);
        if is_another {
            add_to(&mut amount.note, "another".to_string());
        }
        if let Some(heading) = of.filter(|heading| amount.of.as_ref() != Some(heading)) {
            // `1 July: 13 British divisions`: what the heading says is kept too.
            add_to(&mut amount.note, heading);
        }
        let is_adjective = |unit: &String| {
            unit.starts_with(char::is_uppercase) && !unit.contains(' ') && !unit.ends_with('s')
        };
        if amount.wording.is_some()
            && amount.of.is_none()
            && !phrase.says_nothing_of_fate()
            && amount.unit.as_ref().is_some_and(is_adjective)
        {
            // `minimal Greek casualties`
            amount.of = amount.unit.take();
        }
        if self.tokens[quantity.start..to]
            .iter()
            .any(|token| token.is_sign('?'))
        {
            self.leave(
                quantity.start,
                to,
                "a question mark says that it is in doubt",
            );
        }
        self.name_again(&mut amount, from);
        self.name_body(&phrase, &mut amount, &self.tokens[from..to]);
        self.tell_other_sense(&amount, from, to);
        self.share(&phrase, &mut amount, from, to);
        self.tell_bare(&phrase, &mut amount);
        self.share_label(&mut amount);
        if quantity.is_bounded_range {
            let text = self.slice(quantity.start, quantity.end).to_string();
            let why = "a bound before a range: the range is read, and the bound left out";
            self.value.leftovers.push((text, why.to_string()));
        }
        if quantity.is_halved {
            let why = "a half: the whole numbers round it are given";
            self.leave(quantity.start, to, why);
        }
        if quantity.is_reversed {
            amount.note = Some("the larger bound stands first".to_string());
            self.leave(
                from.saturating_sub(1),
                to,
                "a range whose larger end stands first",
            );
        }
        if self.tokens[from..to].iter().any(is_each) {
            // `2 battalions, 600 men each`
            amount.note = Some("each".to_string());
            self.leave(
                from.saturating_sub(1),
                to,
                "what each has, not all together",
            );
        }
        if !phrase.rest.is_empty() {
            let rest = phrase.rest.join(" ");
            self.value.leftovers.push((
                format!("{} {}", amount.bounds_text(), self.slice(from, to))
                    .trim()
                    .to_string(),
                format!("the figure is read, `{rest}` is not understood"),
            ));
            add_to(&mut amount.note, rest);
        }
        self.unit_of_heading(&mut amount);
        self.count_on(&mut amount, quantity.start);
        self.count_inside(&mut amount, quantity.start);
        if self.tokens[from..to]
            .iter()
            .any(|token| token.lower() == Some("total"))
        {
            self.said_totals.push(self.value.amounts.len());
        }
        self.value.amounts.push(amount);
    }

    /// `44 tanks – Pakistani claim`: a source behind a dash, and where the words before it end.
    fn source_behind(&self, from: usize, to: usize) -> (usize, Option<String>) {
        let dash = (from..to).find(|at| self.tokens[*at].is_sign('–'));
        let behind = dash.map(|dash| (dash, self.slice(dash + 1, to)));
        match behind.filter(|(_, text)| is_attribution(text)) {
            Some((dash, text)) => (dash, Some(attributed(text))),
            None => (to, None),
        }
    }

    /// `3 divisions of infantry and 2 of cavalry`: two divisions too.
    fn name_again(&self, amount: &mut Amount, from: usize) {
        let joint = self.tokens.get(from).and_then(Token::lower);
        let is_of = matches!(joint, Some("of" | "de" | "d'" | "di"));
        let last = self.value.amounts[self.run.min(self.value.amounts.len())..].last();
        let Some((unit, before)) = amount
            .unit
            .as_ref()
            .zip(last.and_then(|last| last.unit.as_ref()))
        else {
            return;
        };
        let head = before.split(" of ").next().unwrap_or(before);
        let head = head.rsplit(' ').next().unwrap_or(head);
        let is_arm = !unit.contains(' ') && !is_body(unit);
        if is_of && is_body(head) && is_arm {
            amount.unit = Some(format!("{head} of {unit}"));
        }
    }

    /// `160 civils tués au moins`: a bound that ends the words behind a figure, and where they end before it.
    fn bound_behind(&self, from: usize, to: usize) -> (usize, Option<Class>) {
        let mut starts = (from..to.saturating_sub(1)).rev().take(3);
        let found = starts.find_map(|at| {
            let (sense, length) = sense_at(self.tokens, at, &[Class::Least, Class::Most])?;
            (length > 1 && at + length == to).then_some((at, sense.class))
        });
        found.map_or((to, None), |(at, class)| (at, Some(class)))
    }

    /// `most of the transport`: one thing where many are counted may be another sense of the word, which is told.
    fn tell_one_of_many(&mut self, quantity: &Quantity, from: usize, to: usize) {
        if quantity.max == Some(1) || quantity.min == Some(1) {
            return;
        }
        let one = (from..to).find_map(|at| {
            let (sense, length) = sense_at(self.tokens, at, &[Class::Thing])?;
            let last = self.tokens.get(at + length - 1)?;
            let word = last.lower()?;
            let meaning = sense.meaning.rsplit(' ').next()?;
            let is_one = meaning.strip_suffix('s') == Some(word);
            let ends = at + length >= to
                || sense_at(
                    self.tokens,
                    at + length,
                    &[Class::Kind, Class::Outcome, Class::Filler],
                )
                .is_some();
            (is_one && ends).then(|| self.slice(at, at + length).to_string())
        });
        if let Some(one) = one {
            let why = format!("`{one}` is taken for things of that name, though it is one");
            self.leave(quantity.start, to, &why);
        }
    }

    /// An item without a figure: an attribution, a kind that continues the one before, a heading, or a leftover.
    pub(super) fn without_figure(&mut self, from: usize, to: usize) {
        let text = self.slice(from, to).to_string();
        if is_attribution(&text) {
            let is_next = text.to_lowercase().starts_with("other ");
            match self.value.amounts.last_mut() {
                Some(last) if last.according_to.is_none() && !is_next => {
                    last.according_to = Some(attributed(&text));
                    if self.run == self.value.amounts.len() {
                        self.attribute_lines(&text);
                    }
                }
                _ => self.by = Some(attributed(&text)),
            }
            return;
        }
        if let Some(last) = self
            .value
            .amounts
            .last_mut()
            .filter(|last| last.min == last.max)
        {
            // `50, or fewer`
            match text.to_lowercase().as_str() {
                "or fewer" | "or less" => {
                    last.min = None;
                    self.is_counted[from..to].fill(true);
                    return;
                }
                "or more" => {
                    last.max = None;
                    self.is_counted[from..to].fill(true);
                    return;
                }
                _ => {}
            }
        }
        let phrase = read_phrase(self.field, self.text, &self.tokens[from..to]);
        if phrase.is_total() {
            // A bare `Total` ends the headings before it.
            self.of = None;
            return;
        }
        if phrase.is_plain()
            && phrase.continues()
            && let Some(last) = self.value.amounts.last_mut()
        {
            if is_rest(&text) {
                // `5 killed, rest captured`: those who are left are nobody of the figure before.
                let rest = Amount {
                    kind: phrase.kind(self.field),
                    wording: Some(text.to_lowercase()),
                    of: self.of.clone(),
                    according_to: self.by.clone(),
                    ..Amount::default()
                };
                self.value.amounts.push(rest);
                return;
            }
            phrase.continue_kind(last);
            return;
        }
        if self.losses_of(from, to) || self.extend_unit(from, to) {
            return;
        }
        if self.names.is_own(&text) || self.names.is_other(&text) {
            self.heads.push(text.clone());
            self.of = Some(text);
            return;
        }
        if self.field == Field::Strength && is_arm(&text) {
            // `Land forces` on a line of its own heads the lines that follow.
            self.of = Some(text);
            return;
        }
        self.leave(from, to, super::lists::NO_FIGURE);
    }

    /// `pertes du CDR inconnues`, `Syrian losses heavy`: a wording behind whose losses they are.
    fn losses_of(&mut self, from: usize, to: usize) -> bool {
        let wordings = [Class::Unknown, Class::Magnitude];
        let wording = (from + 1..to).find_map(|at| {
            let (sense, length) = sense_at(self.tokens, at, &wordings)?;
            (at + length == to).then_some((at, sense.class))
        });
        let Some((at, class)) = wording.filter(|_| self.field == Field::Casualties) else {
            return false;
        };
        let loss = (from..at).find_map(|n| {
            let (sense, length) = sense_at(self.tokens, n, &[Class::Kind])?;
            (sense.meaning == "casualties").then_some((n, n + length))
        });
        let Some((loss, behind)) = loss.filter(|(loss, behind)| *loss == from || *behind == at)
        else {
            return false;
        };
        let mut whose = if loss == from { behind..at } else { from..loss };
        let joins = |token: &Token| {
            matches!(
                token.lower(),
                Some(
                    "of" | "the"
                        | "du"
                        | "de"
                        | "des"
                        | "d'"
                        | "la"
                        | "le"
                        | "les"
                        | "were"
                        | "are"
                )
            )
        };
        while whose.start < whose.end && joins(&self.tokens[whose.start]) {
            whose.start += 1;
        }
        while whose.start < whose.end && joins(&self.tokens[whose.end - 1]) {
            whose.end -= 1;
        }
        let name = self.slice(whose.start, whose.end).to_string();
        // `pertes en matériel inconnues`: no part of the side.
        let is_of_things = matches!(name.split(' ').next(), Some("en" | "in"));
        if name.is_empty() || is_of_things || whose.len() > OWNER {
            return false;
        }
        let wording = match class {
            Class::Unknown => UNKNOWN.to_string(),
            _ => self.slice(at, to).to_lowercase(),
        };
        self.is_counted[from..to].fill(true);
        self.value.amounts.push(Amount {
            kind: Some("casualties".to_string()),
            of: Some(name),
            wording: Some(wording),
            ..Amount::default()
        });
        true
    }

    /// What follows a figure and its parentheses without a figure of its own.
    pub(super) fn remark(&mut self, from: usize, to: usize) {
        let text = self.slice(from, to).to_string();
        let phrase = read_phrase(self.field, self.text, &self.tokens[from..to]);
        let Some(last) = self.value.amounts.last_mut() else {
            return;
        };
        if is_attribution(&text) {
            last.according_to = Some(attributed(&text));
        } else if phrase.is_plain() && phrase.unit().is_some() && is_open(last) {
            // `10 (or 13) ships sunk`: what is counted stands behind both.
            let row = self.value.amounts.len() - 1;
            for row in [Some(row), self.tied.filter(|tied| *tied < row)] {
                let Some(amount) = row.and_then(|row| self.value.amounts.get_mut(row)) else {
                    continue;
                };
                if is_open(amount) {
                    (amount.unit, amount.kind) = (phrase.unit(), phrase.kind(self.field));
                    amount.outcome = phrase.outcome();
                    phrase.remark_on(amount);
                }
            }
        } else if phrase.is_plain() {
            phrase.continue_kind(last);
            // `31 (up to 100) killed`: both are.
            if let Some(tied) = self.tied.and_then(|row| self.value.amounts.get_mut(row))
                && (tied.kind.as_deref() == Some("casualties")
                    || (tied.outcome.is_none() && tied.kind.as_deref().is_some_and(is_category)))
            {
                phrase.continue_kind(tied);
            }
        } else {
            self.leave(from, to, "what follows the figure is not understood");
        }
    }
}
