//! From fields and paragraphs to an article.

mod units;

use crate::article::{Article, Leftover, Remark, SCHEMA, Side};
use crate::clean::{clean, dropped_remarks, undivided_images};
use crate::coordinates::{Coordinates, read_angle, read_coordinates, split_coordinates};
use crate::date::read_date;
use crate::fields::{FieldKind, FieldName, field_of, languages_of};
use crate::names::{belligerents, commanders, says_none};
use crate::prose::{Context, read_prose};
use crate::raw::{Form, Lines, Raw, RawField};
use crate::value::{Belligerents, Field, read_value};
use crate::wikitext::unknown_templates;

/// Understands an article that was taken apart.
pub(crate) fn assemble(file: &str, text: &str, form: Form, raw: &Raw) -> Article {
    let lines = Lines::of(text);
    let mut work = Work {
        article: Article {
            schema: SCHEMA,
            file: file.to_string(),
            form,
            language: None,
            title: raw
                .title
                .as_deref()
                .map(clean)
                .filter(|title| !title.is_empty()),
            part_of: None,
            date: None,
            date_words: None,
            place: None,
            coordinates: None,
            result: None,
            sides: Vec::new(),
            other_casualties: Vec::new(),
            remarks: Vec::new(),
            claims: Vec::new(),
            references: raw.references.clone(),
            leftovers: Vec::new(),
        },
        lines: &lines,
        named: Vec::new(),
        leaders: Vec::new(),
    };
    work.article.language = language(raw, text);
    for stray in &raw.stray {
        let (field, why) = match &stray.key {
            Some(key) => (
                key.as_str(),
                "a template that is not known, or shows nothing",
            ),
            None => ("infobox", "no field of an infobox that is known"),
        };
        work.leave(field, &stray.text, why, stray.span.start);
    }
    let known: Vec<(FieldName, &RawField)> = work.known(raw);
    work.named = named_sides(&known);
    work.leaders = leaders(&known);
    work.sides(&known);
    for (name, field) in &known {
        work.field(*name, field, &known);
        if undivided_images(&field.value) > 0 {
            let why = "images stand between items without a comma: each is taken to begin one";
            work.leave(&field.key, &field.value, why, field.span.start);
        }
        for template in unknown_templates(&field.value) {
            let why = "a template that is not known, or shows nothing";
            work.leave(&field.key, &template, why, field.span.start);
        }
        for remark in dropped_remarks(&field.value) {
            let why = "a remark in square brackets, taken out";
            work.leave(&field.key, &remark, why, field.span.start);
        }
    }
    work.latitude(&known);
    if work.article.sides.is_empty() && known.is_empty() && form == Form::Plain {
        work.leave("infobox", &first_line(text), "no infobox is found", 0);
    }
    work.prose(raw, text, form);
    work.article
}

fn first_line(text: &str) -> String {
    text.lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("(empty)")
        .chars()
        .take(80)
        .collect()
}

/// Longest value of a field (bytes), most fields and most leftovers. Chosen by us: the longest infobox known here, of a war of
/// eight years, has values of 4 kB and 20 fields.
const LONGEST_VALUE: usize = 40_000;
const MOST_FIELDS: usize = 300;
const MOST_LEFTOVERS: usize = 5_000;

struct Work<'l> {
    article: Article,
    lines: &'l Lines,
    /// The belligerents that the fields name, each with the number of its side.
    named: Vec<(Option<usize>, String)>,
    /// The commanders, likewise.
    leaders: Vec<(Option<usize>, String)>,
}

impl Work<'_> {
    fn leave(&mut self, field: &str, text: &str, why: &str, at: usize) {
        let leftover = Leftover {
            field: field.to_string(),
            text: text.trim().chars().take(400).collect(),
            why: why.to_string(),
            line: self.lines.line(at),
        };
        if self.article.leftovers.len() < MOST_LEFTOVERS
            && !self.article.leftovers.contains(&leftover)
        {
            self.article.leftovers.push(leftover);
        }
    }

    fn leave_all(&mut self, field: &RawField, leftovers: Vec<(String, String)>) {
        for (text, why) in leftovers {
            self.leave(&field.key, &text, &why, field.span.start);
        }
    }

    /// The fields whose names are known; the others are left over.
    fn known<'r>(&mut self, raw: &'r Raw) -> Vec<(FieldName, &'r RawField)> {
        let mut known = Vec::new();
        for field in &raw.fields {
            if field.value.trim().is_empty() {
                continue;
            }
            if field.value.len() > LONGEST_VALUE || known.len() >= MOST_FIELDS {
                self.leave(
                    &field.key,
                    &field.value,
                    "longer than any infobox: not read",
                    field.span.start,
                );
                continue;
            }
            match field_of(&field.key) {
                Some(name) => known.push((name, field)),
                None => self.leave(
                    &field.key,
                    &field.value,
                    "no field of an infobox that is known",
                    field.span.start,
                ),
            }
        }
        known
    }

    /// Makes room for the sides that the fields number. `casualties3` alone makes no third side: it is everybody else's; nor does
    /// a third side whose fields all say that there is none.
    fn sides(&mut self, known: &[(FieldName, &RawField)]) {
        let numbered = known
            .iter()
            .filter(|(name, field)| name.kind != FieldKind::Casualties && !says_none(&field.value))
            .filter_map(|(name, _)| name.side);
        let two = known
            .iter()
            .filter_map(|(name, _)| name.side.filter(|side| *side <= 2));
        let count = numbered.chain(two).max().unwrap_or(0);
        self.article.sides = vec![Side::default(); count];
    }

    fn field(&mut self, name: FieldName, field: &RawField, known: &[(FieldName, &RawField)]) {
        match name.kind {
            FieldKind::Title if is_war(&field.key, known) => {
                self.article.part_of = Some(one_line(&field.value));
            }
            FieldKind::Title => {
                let title = clean(&field.value).replace('\n', " ");
                if self.article.title.is_none() {
                    self.article.title = Some(title);
                }
            }
            FieldKind::PartOf => self.article.part_of = Some(one_line(&field.value)),
            FieldKind::Date => self.date(field),
            FieldKind::Place => self.place(field),
            FieldKind::Coordinates => match read_coordinates(&clean(&field.value)) {
                Some(found) => self.article.coordinates = Some(found),
                None => self.leave(
                    &field.key,
                    &field.value,
                    "no coordinates are read in it",
                    field.span.start,
                ),
            },
            FieldKind::Result => self.article.result = Some(one_line(&field.value)),
            FieldKind::Territory => self.remark("territory", field),
            FieldKind::Status => self.remark("status", field),
            FieldKind::Cause => self.remark("cause", field),
            FieldKind::Notes => self.remark("notes", field),
            FieldKind::Ignored | FieldKind::Latitude | FieldKind::Longitude => {}
            FieldKind::OtherCasualties => self.other(field),
            _ => self.of_side(name, field),
        }
    }

    fn remark(&mut self, name: &str, field: &RawField) {
        self.article.remarks.push(Remark {
            field: name.to_string(),
            text: one_line(&field.value),
        });
    }

    fn date(&mut self, field: &RawField) {
        let dated = read_date(&field.value);
        let words = clean(&field.value).replace('\n', "; ");
        self.leave_all(field, dated.leftovers);
        self.article.date = dated.edtf;
        self.article.date_words = Some(words);
    }

    fn place(&mut self, field: &RawField) {
        let (found, rest) = split_coordinates(&one_line(&field.value));
        if found.is_some() && self.article.coordinates.is_none() {
            self.article.coordinates = found;
        }
        self.article.place = Some(rest).filter(|rest| !rest.is_empty());
    }

    /// The belligerents of all sides, as others than those whom the figures count.
    fn everybody(&self) -> Belligerents {
        Belligerents {
            own: Vec::new(),
            leaders: Vec::new(),
            others: self.named.iter().map(|(_, name)| name.clone()).collect(),
        }
    }

    fn other(&mut self, field: &RawField) {
        let value = read_value(Field::Casualties, &field.value, &self.everybody());
        self.article.other_casualties.extend(value.amounts);
        self.leave_all(field, value.leftovers);
        self.leave_all(field, value.doubts);
    }

    fn of_side(&mut self, name: FieldName, field: &RawField) {
        let Some(number) = name.side else {
            self.leave(
                &field.key,
                &field.value,
                "the field does not say which side it belongs to",
                field.span.start,
            );
            return;
        };
        if number > self.article.sides.len() {
            // Losses that come here are those of nobody's side; the other fields say that nobody is there.
            if name.kind == FieldKind::Casualties {
                self.other(field);
            }
            return;
        }
        // Values of strength and loss may name the belligerents of any side; commanders, those whose flag they carry.
        let of_names = matches!(
            name.kind,
            FieldKind::Strength | FieldKind::Casualties | FieldKind::Commanders
        );
        let mut names = Belligerents::default();
        for (side, belligerent) in self.named.iter().filter(|_| of_names) {
            if *side == Some(number) {
                names.own.push(belligerent.clone());
            } else {
                names.others.push(belligerent.clone());
            }
        }
        let leaders = self
            .leaders
            .iter()
            .filter(|(side, _)| *side == Some(number));
        names.leaders = leaders.map(|(_, leader)| leader.clone()).collect();
        let line = self.lines.line(field.span.start);
        let place = self.article.place.as_deref().unwrap_or_default();
        let lands: Vec<String> = place
            .split(", ")
            .chain(names.own.iter().chain(&names.others).map(String::as_str))
            .map(str::to_string)
            .collect();
        let side = &mut self.article.sides[number - 1];
        let (leftovers, doubts) = match name.kind {
            FieldKind::Belligerents => {
                let list = belligerents(&field.value);
                side.belligerents.extend(list.names);
                (list.leftovers, list.doubts)
            }
            FieldKind::Commanders => {
                let list = commanders(&field.value, &lands);
                side.commanders.extend(list.names);
                (list.leftovers, list.doubts)
            }
            FieldKind::Units => {
                let (units, leftovers) = units::units(&clean(&field.value));
                side.units.extend(units);
                (leftovers, Vec::new())
            }
            FieldKind::Strength => {
                let value = read_value(Field::Strength, &field.value, &names);
                side.strength.extend(value.amounts);
                side.strength_line = Some(line);
                (value.leftovers, value.doubts)
            }
            _ => {
                let value = read_value(Field::Casualties, &field.value, &names);
                side.casualties.extend(value.amounts);
                side.casualties_line = Some(line);
                (value.leftovers, value.doubts)
            }
        };
        self.leave_all(field, leftovers);
        self.leave_all(field, doubts);
    }

    /// Latitude and longitude in fields of their own.
    fn latitude(&mut self, known: &[(FieldName, &RawField)]) {
        let angle = |kind: FieldKind| {
            known
                .iter()
                .find(|(name, _)| name.kind == kind)
                .and_then(|(_, field)| read_angle(&clean(&field.value)))
        };
        if self.article.coordinates.is_none()
            && let (Some(lat), Some(lon)) =
                (angle(FieldKind::Latitude), angle(FieldKind::Longitude))
        {
            self.article.coordinates = Coordinates::checked(lat, lon);
        }
    }

    fn prose(&mut self, raw: &Raw, text: &str, form: Form) {
        let article = &self.article;
        let context = Context {
            language: article.language.as_deref().unwrap_or("en"),
            date: article.date.as_deref(),
            place: article.place.as_deref(),
            sides: &article.sides,
            // References stand in the sentences of plain articles too.
            form: if text.contains("<ref") || text.contains("{{") {
                Form::Wikitext
            } else {
                form
            },
        };
        let prose = read_prose(text, &raw.paragraphs, &context, self.lines);
        self.article.claims = prose.claims;
        self.article.leftovers.extend(prose.leftovers);
    }
}

/// The belligerents that the fields name, each with the number of its side.
fn named_sides(known: &[(FieldName, &RawField)]) -> Vec<(Option<usize>, String)> {
    known
        .iter()
        .filter(|(name, _)| name.kind == FieldKind::Belligerents)
        .flat_map(|(name, field)| {
            let list = belligerents(&field.value).names;
            list.into_iter()
                .map(|belligerent| (name.side, belligerent.name))
        })
        .collect()
}

/// The commanders that the fields name, each with the number of its side.
fn leaders(known: &[(FieldName, &RawField)]) -> Vec<(Option<usize>, String)> {
    known
        .iter()
        .filter(|(name, _)| name.kind == FieldKind::Commanders)
        .flat_map(|(name, field)| {
            let list = commanders(&field.value, &[]).names;
            list.into_iter()
                .map(|commander| (name.side, commander.name))
        })
        .collect()
}

/// A value on one line; what stood on lines of its own, or behind a bullet, is divided by semicolons.
fn one_line(value: &str) -> String {
    clean(value)
        .replace("\n(", " (")
        .replace(", * ", "\n")
        .replace(" * ", "\n")
        .split('\n')
        .map(|line| line.trim_matches([',', ';', '*', ' ']))
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("; ")
}

/// The language that most field names and small words speak for.
fn language(raw: &Raw, text: &str) -> Option<String> {
    const LANGUAGES: [&str; 7] = ["en", "fr", "de", "it", "es", "pt", "ar"];
    let mut votes = [0_usize; LANGUAGES.len()];
    for field in &raw.fields {
        for language in languages_of(&field.key) {
            if let Some(row) = LANGUAGES.iter().position(|known| known == language) {
                votes[row] += 2;
            }
        }
    }
    const SMALL: [&[&str]; 7] = [
        &["the", "and", "of", "was", "were"],
        &["le", "les", "des", "est", "et", "une"],
        &["der", "die", "und", "das", "wurde"],
        &["il", "gli", "della", "che", "di"],
        &["el", "los", "las", "y", "del"],
        &["o", "os", "da", "do", "em"],
        &["في", "من", "على"],
    ];
    let head: String = text.chars().take(6000).collect();
    for word in head.split(|c: char| !c.is_alphabetic()) {
        let lower = word.to_lowercase();
        for (row, words) in SMALL.iter().enumerate() {
            votes[row] += usize::from(words.contains(&lower.as_str()));
        }
    }
    let most = votes.iter().max().copied().unwrap_or(0);
    let row = votes.iter().position(|count| *count == most)?;
    (most > 0).then(|| LANGUAGES[row].to_string())
}

/// Whether a field that may name the battle names its war: Spanish boxes have `nombre` for the one and `conflicto` for the other.
fn is_war(key: &str, known: &[(FieldName, &RawField)]) -> bool {
    let is_named = |(name, field): &(FieldName, &RawField)| {
        name.kind == FieldKind::Title && field.key.trim().to_lowercase().starts_with("nombre")
    };
    key.trim().eq_ignore_ascii_case("conflicto") && known.iter().any(is_named)
}
