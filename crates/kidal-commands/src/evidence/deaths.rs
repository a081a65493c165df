//! Counts of the dead, one claim a row, in columns named as those of UCDP GED.

use kidal_dossier::language::{Qualifier, Value};
use kidal_dossier::model::{Event, Place};
use kidal_dossier::{Claim, Date, Dossier};

use super::{estimates, local};

const COLUMNS: &str = "id,conflict_name,side,where_description,latitude,longitude,date_start,date_end,date_prec,best,high,low,source_office,source_date,source_headline,according_to";

/// The table. UCDP counts an event from one death on; a claim that gives no number has no row.
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
            let own = atom
                .qualifiers
                .iter()
                .find_map(|qualifier| match qualifier {
                    Qualifier::On(Value::Date(date)) | Qualifier::During(Value::Date(date)) => {
                        Some(date)
                    }
                    Qualifier::AsOf(date) => Some(date),
                    _ => None,
                });
            let date = own.or(claim.as_of.as_ref().map(|date| &date.value));
            let row = row(dossier, claim, atom, date, [low, best, high]);
            text.push_str(&row.map(|field| quoted(&field)).join(","));
            text.push('\n');
        }
    }
    text
}

fn row(
    dossier: &Dossier,
    claim: &Claim,
    atom: &kidal_dossier::language::Atom,
    date: Option<&Date>,
    [low, best, high]: [Option<f64>; 3],
) -> [String; 16] {
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
    let day = |instant: kidal_dossier::date::Instant| instant.to_string()[..10].to_string();
    let bounded = date.filter(|date| date.is_bounded()).map(local);
    let bounded = bounded.as_ref();
    let source = dossier
        .carriers(claim)
        .first()
        .and_then(|id| dossier.source(id));
    [
        claim.id.value.clone(),
        conflict(dossier, atom, date).to_string(),
        name(group),
        place.map_or(String::new(), name),
        number(position.map(|(lat, _)| lat)),
        number(position.map(|(_, lon)| lon)),
        bounded.map_or(String::new(), |date| day(date.earliest())),
        bounded.map_or(String::new(), |date| day(date.latest().plus(-1))),
        bounded.map_or(String::new(), |date| precision(date).to_string()),
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
    ]
}

/// The battle that a count is of: the event in which it is counted, without one the battle of the dossier. It is none that the
/// dossier names where the count is of another place, or of a time outside of the dossier's window.
fn conflict<'d>(
    dossier: &'d Dossier,
    atom: &kidal_dossier::language::Atom,
    date: Option<&Date>,
) -> &'d str {
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

/// Steps from a part to its whole that are followed: parts of one another in a circle come to an end.
const NESTED: usize = 32;

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
