//! Counts of the dead, one claim a row, in columns named as those of UCDP GED.

use kidal_dossier::language::{Qualifier, Value};
use kidal_dossier::{Claim, Date, Dossier};

use super::estimates;

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
    let bounded = date.filter(|date| date.is_bounded());
    let source = dossier
        .carriers(claim)
        .first()
        .and_then(|id| dossier.source(id));
    [
        claim.id.value.clone(),
        dossier.about.title.value.clone(),
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
