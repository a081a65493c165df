//! Counts of the dead, one claim a row, in columns named as those of UCDP GED.

use kidal_dossier::date::Instant;
use kidal_dossier::language::{Atom, Qualifier, Value, amount};
use kidal_dossier::model::{Event, Place};
use kidal_dossier::{Claim, Date, Dossier};

use super::{NESTED, estimates, local};

const COLUMNS: &str = "id,conflict_name,side,where_description,latitude,longitude,date_start,date_end,date_prec,best,high,low,source_office,source_date,source_headline,according_to,stated,date_stated";

/// The table. UCDP counts an event from one death on; a claim that gives neither number nor wording has no row. Its columns have no
/// room for "about" and for dates that are open or near: the last two say both as they are given.
pub(super) fn table(dossier: &Dossier) -> String {
    let mut text = format!("{COLUMNS}\n");
    for claim in &dossier.claims {
        for atom in claim.main_reading().statement.atoms() {
            if atom.term.name != "killed" {
                continue;
            }
            let Some([low, best, high]) = atom.comparison.as_ref().and_then(estimates) else {
                continue;
            };
            let when = When::of(atom, claim);
            let row = row(dossier, claim, atom, &when, [low, best, high]);
            text.push_str(&row.map(|field| quoted(&field)).join(","));
            text.push('\n');
        }
    }
    text
}

/// When a count is meant to hold, by the clock of the place.
enum When<'d> {
    /// In a stretch of time.
    In(&'d Date),
    /// Before a moment.
    Before(&'d Date),
    /// After a moment.
    After(&'d Date),
    /// It is not said.
    Untold,
}

impl<'d> When<'d> {
    /// As the statement says, else as the claim does.
    fn of(atom: &'d Atom, claim: &'d Claim) -> When<'d> {
        let own = atom
            .qualifiers
            .iter()
            .find_map(|qualifier| match qualifier {
                Qualifier::On(Value::Date(date))
                | Qualifier::At(Value::Date(date))
                | Qualifier::During(Value::Date(date))
                | Qualifier::AsOf(date) => Some(When::In(date)),
                Qualifier::Before {
                    event: Value::Date(date),
                    ..
                } => Some(When::Before(date)),
                Qualifier::After {
                    event: Value::Date(date),
                    ..
                } => Some(When::After(date)),
                _ => None,
            });
        let meant = || claim.as_of.as_ref().map(|date| When::In(&date.value));
        own.or_else(meant).unwrap_or(When::Untold)
    }

    /// The stretch of time that it is within.
    fn date(&self) -> Option<&'d Date> {
        match self {
            When::In(date) => Some(date),
            _ => None,
        }
    }

    /// Its first day, where it has one.
    fn first(&self) -> Option<String> {
        match self {
            When::In(date) if date.is_bounded() => Some(day(local(date).earliest())),
            When::After(date) if date.is_bounded() => Some(day(local(date).latest())),
            _ => None,
        }
    }

    /// Its last day, where it has one.
    fn last(&self) -> Option<String> {
        match self {
            When::In(date) if date.is_bounded() => Some(day(local(date).latest().plus(-1))),
            When::Before(date) if date.is_bounded() => Some(day(local(date).earliest().plus(-1))),
            _ => None,
        }
    }

    /// UCDP's code of how exact it is; one step less where the date is only near.
    fn precision(&self) -> Option<u8> {
        let date = self.date().filter(|date| date.is_bounded())?;
        let is_near = date.is_approximate() || date.is_uncertain();
        Some((precision(date) + u8::from(is_near)).min(5))
    }

    /// As it is written.
    fn stated(&self) -> String {
        match self {
            When::In(date) => date.to_string(),
            When::Before(date) => format!("before {date}"),
            When::After(date) => format!("after {date}"),
            When::Untold => String::new(),
        }
    }
}

/// The day of an instant; years before Christ have a sign.
fn day(instant: Instant) -> String {
    let text = instant.to_string();
    text.split('T').next().unwrap_or_default().to_string()
}

fn row(
    dossier: &Dossier,
    claim: &Claim,
    atom: &Atom,
    when: &When<'_>,
    [low, best, high]: [Option<f64>; 3],
) -> [String; 18] {
    let name = |id: &str| dossier.name_of(id).unwrap_or(id).to_string();
    let group = named(atom.term.position(0)).unwrap_or_default();
    let place = named(atom.term.keyed("at").or(atom.term.keyed("in"))).map(|id| {
        let event = dossier.event(id).and_then(|event| event.place.as_ref());
        event.map_or(id, |place| place.value.as_str())
    });
    let position = place
        .and_then(|id| dossier.place(id))
        .and_then(|place| Some((place.lat?.value, place.lon?.value)));
    let number = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
    let source = dossier
        .carriers(claim)
        .first()
        .and_then(|id| dossier.source(id));
    [
        claim.id.value.clone(),
        conflict(dossier, atom, when.date()).to_string(),
        name(group),
        place.map_or(String::new(), name),
        number(position.map(|(lat, _)| lat)),
        number(position.map(|(_, lon)| lon)),
        when.first().unwrap_or_default(),
        when.last().unwrap_or_default(),
        when.precision()
            .map_or(String::new(), |code| code.to_string()),
        number(best),
        number(high),
        number(low),
        source.map_or(String::new(), |source| source.title.value.clone()),
        source
            .and_then(|source| source.date.as_ref())
            .map_or(String::new(), |date| date.to_string()),
        source
            .and_then(|source| source.reference.as_ref())
            .map_or(String::new(), |reference| reference.value.clone()),
        name(&claim.speaker.value),
        atom.comparison
            .as_ref()
            .map_or(String::new(), |given| amount(given, dossier)),
        when.stated(),
    ]
}

/// The battle that a count is of: the event in which it is counted, without one the battle of the dossier. It is none that the
/// dossier names where the count is of another place, or of a time outside of the dossier's window.
fn conflict<'d>(dossier: &'d Dossier, atom: &Atom, date: Option<&Date>) -> &'d str {
    let title = dossier.about.title.value.as_str();
    let battle = dossier
        .about
        .battle
        .as_ref()
        .map(|name| name.value.as_str());
    let where_counted = named(atom.term.keyed("in").or(atom.term.keyed("at")));
    let group = named(atom.term.position(0));
    if let Some(event) = [where_counted, group]
        .into_iter()
        .flatten()
        .find_map(|id| dossier.event(id))
    {
        return if is_part_of(dossier, event, battle) {
            title
        } else {
            &event.name.value
        };
    }
    let centre = dossier.about.place.as_ref().map(|name| name.value.as_str());
    let is_elsewhere = where_counted
        .and_then(|id| dossier.place(id))
        .is_some_and(|place| !is_within(dossier, place, centre));
    let is_at_another_time = match (date, &dossier.about.window) {
        (Some(date), Some(window)) => date.is_bounded() && window.is_apart_from(date),
        _ => false,
    };
    if is_elsewhere || is_at_another_time {
        ""
    } else {
        title
    }
}

/// Whether an event is the battle or happened in it.
fn is_part_of(dossier: &Dossier, event: &Event, battle: Option<&str>) -> bool {
    let parent = |event: &&Event| dossier.event(&event.part_of.as_ref()?.value);
    std::iter::successors(Some(event), parent)
        .take(NESTED)
        .any(|event| battle.is_none_or(|battle| event.id.value == battle))
}

/// Whether a place is the one that the dossier centres on or lies in it.
fn is_within(dossier: &Dossier, place: &Place, centre: Option<&str>) -> bool {
    let parent = |place: &&Place| dossier.place(&place.part_of.as_ref()?.value);
    std::iter::successors(Some(place), parent)
        .take(NESTED)
        .any(|place| centre.is_none_or(|centre| place.id.value == centre))
}

/// UCDP's code of how exact a date is: 1 a day, 2 up to six days, 3 a week, 4 a month, 5 more than a month.
fn precision(date: &Date) -> u8 {
    match date.length_s() / 86_400 {
        0..=1 => 1,
        2..=6 => 2,
        7 => 3,
        8..=31 => 4,
        _ => 5,
    }
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_string()
    }
}

fn named(value: Option<&Value>) -> Option<&str> {
    match value {
        Some(Value::Name(term)) => Some(term.name.as_str()),
        _ => None,
    }
}
