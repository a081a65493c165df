//! Events of a history in plain words, with the names of the dossier in place of ids.

use kidal_battle::parts::{ContingentId, EventKind, Pattern};
use kidal_battle::{Event, Trace};
use kidal_dossier::Dossier;
use kidal_findings::EventRecord;
use kidal_scenario::CompiledScenario;

/// Most events of a told history; chosen by us because more fill dozens of screens. What matters least goes first.
const EVENTS: usize = 400;

/// Events of one kind and of the same men this close together are told as one [s]. Chosen by us because a company
/// breaks squad by squad within the hour.
const TOGETHER_S: f64 = 3600.0;

/// The events of a trace, in order, like ones that follow each other joined.
pub(crate) fn events(
    dossier: &Dossier,
    scenario: &CompiledScenario,
    trace: &Trace,
) -> Vec<EventRecord> {
    let teller = Teller { dossier, scenario };
    let mut kept: Vec<Event> = Vec::new();
    for event in &trace.events {
        if matches!(
            event.kind,
            EventKind::Dawn | EventKind::Dusk | EventKind::Appeared
        ) {
            continue;
        }
        let same = kept.iter_mut().rev().take(6).find(|last| {
            adds_up(event.kind)
                && last.kind == event.kind
                && last.contingents == event.contingents
                && last.actor == event.actor
                && last.place == event.place
                && event.time_s - last.time_s <= TOGETHER_S
        });
        match same {
            Some(last) => last.men += event.men,
            None => kept.push(*event),
        }
    }
    if kept.len() > EVENTS {
        kept.retain(|event| weight(event.kind) == Weight::News);
    }
    kept.truncate(EVENTS);
    kept.iter()
        .map(|event| EventRecord {
            unix_s: scenario.names.zero_unix_s + event.time_s as i64,
            kind: kind(event.kind).to_string(),
            text: teller.sentence(event),
            position_m: event
                .position
                .map(|p| [f64::from(p[0]).round(), f64::from(p[1]).round()]),
        })
        .collect()
}

/// How much an event tells.
#[derive(PartialEq, Eq)]
enum Weight {
    News,
    Routine,
}

fn weight(kind: EventKind) -> Weight {
    match kind {
        EventKind::SleepBegan | EventKind::Ordered => Weight::Routine,
        _ => Weight::News,
    }
}

/// Events whose men can be added up.
fn adds_up(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Broke
            | EventKind::Rallied
            | EventKind::Defected
            | EventKind::Captured
            | EventKind::Released
            | EventKind::Departed
    )
}

/// The kind as findings name it.
fn kind(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Notice => "news",
        EventKind::Appeared => "appeared",
        EventKind::Fire => "fire",
        EventKind::Met => "met",
        EventKind::Broke => "broke",
        EventKind::Routed => "routed",
        EventKind::Rallied => "rallied",
        EventKind::SleepBegan => "sleep",
        EventKind::Defected => "left-side",
        EventKind::Captured => "captured",
        EventKind::Took => "took",
        EventKind::Arrived => "arrived",
        EventKind::Dawn => "dawn",
        EventKind::Dusk => "dusk",
        EventKind::Ordered => "order",
        EventKind::Released => "released",
        EventKind::Departed => "departed",
        EventKind::RanDry => "ran-dry",
        EventKind::CommanderLost => "commander-lost",
        EventKind::CommandTaken => "command-taken",
        EventKind::VehiclesLost => "vehicles-lost",
        EventKind::VehiclesAbandoned => "vehicles-abandoned",
        EventKind::VehiclesTaken => "vehicles-taken",
        EventKind::Reported => "reported",
    }
}

fn vehicles(count: u32) -> String {
    match count {
        1 => "1 vehicle".into(),
        more => format!("{more} vehicles"),
    }
}

struct Teller<'a> {
    dossier: &'a Dossier,
    scenario: &'a CompiledScenario,
}

impl Teller<'_> {
    fn sentence(&self, event: &Event) -> String {
        let parts = &self.scenario.parts;
        let who = event.contingents[0].map_or("somebody".into(), |id| self.contingent(id));
        let other = event.contingents[1].map(|id| self.contingent(id));
        let actor = event
            .actor
            .and_then(|id| parts.actors.get(id.index()))
            .map(|part| self.name(&part.name));
        let by = actor.clone().unwrap_or_else(|| "somebody".into());
        let place = event
            .place
            .and_then(|id| parts.places.get(id.index()))
            .map(|part| self.name(&part.name));
        let at = place
            .as_ref()
            .map_or(String::new(), |place| format!(" at {place}"));
        let men = men(event.men);
        let some = match who.strip_prefix("the men") {
            Some(_) => format!("{} of {who}", event.men),
            None => format!("{men} of {who}"),
        };
        let is_one = event.men == 1;
        let verb = |one: &'static str, many: &'static str| if is_one { one } else { many };
        let text = match event.kind {
            EventKind::Notice => self.notice(event) + &at,
            EventKind::Appeared => format!("{who}: {men} come into play{at}"),
            EventKind::Fire => format!("{who} open fire{at}"),
            EventKind::Met => match other {
                Some(other) => format!("{who} and {other} come into sight of each other{at}"),
                None => format!("{who} meet an enemy{at}"),
            },
            EventKind::Broke => format!("{some} {}{at}", verb("breaks", "break")),
            EventKind::Routed => {
                format!("most of {who} are broken or gone; {men} still in good order{at}")
            }
            EventKind::Rallied => format!("{some} {}{at}", verb("rallies", "rally")),
            EventKind::SleepBegan => format!("{} begin to sleep{at}", some_of(&who)),
            EventKind::Defected => match actor {
                Some(actor) => format!("{some} {} over to {actor}{at}", verb("goes", "go")),
                None => format!("{some} {} home{at}", verb("goes", "go")),
            },
            EventKind::Captured => {
                format!("{some} {} captured by {by}{at}", verb("is", "are"))
            }
            EventKind::Took => format!(
                "{} is in the hands of {by}",
                place.as_deref().unwrap_or("a place")
            ),
            EventKind::Arrived => format!("{who} arrive{at}"),
            EventKind::Dawn => "dawn".into(),
            EventKind::Dusk => "dusk".into(),
            EventKind::Ordered => format!("order carried out: {}", self.order(event)),
            EventKind::Released => {
                format!("{some} {} released by {by}{at}", verb("is", "are"))
            }
            EventKind::Departed => format!("{some} {}{at}", verb("leaves", "leave")),
            EventKind::RanDry => format!("{} have no ammunition left{at}", some_of(&who)),
            EventKind::CommanderLost => format!("{who} lose their commander{at}"),
            EventKind::CommandTaken => format!("another takes command of {who}{at}"),
            EventKind::VehiclesLost => format!("{} of {who} knocked out{at}", vehicles(event.men)),
            EventKind::VehiclesAbandoned => {
                format!("{} of {who} left behind{at}", vehicles(event.men))
            }
            EventKind::VehiclesTaken => {
                format!("{} of {who} taken by {by}{at}", vehicles(event.men))
            }
            EventKind::Reported => format!("{by} hears of {who} from people{at}"),
        };
        crate::questions::capital(&text)
    }

    /// What is announced: the event of the dossier that it begins or ends, where there is one.
    fn notice(&self, event: &Event) -> String {
        let Some(id) = event.notice else {
            return "news".into();
        };
        let own = self
            .scenario
            .names
            .notices()
            .get(id.index())
            .map_or("news", String::as_str);
        let is_it = |pattern: &Option<Pattern>| {
            pattern
                .as_ref()
                .is_some_and(|pattern| pattern.notice == Some(id))
        };
        for (name, meaning) in &self.scenario.events {
            let Some(words) = self.dossier.name_of(name) else {
                continue;
            };
            if is_it(&meaning.repulsed) {
                return format!("{words} is beaten back");
            }
            // A notice that is called otherwise is news of the event, not the event: "coup known".
            if is_it(&meaning.begins) && name.starts_with(own) {
                let lasts = meaning.ends.is_some() || meaning.fire.is_some();
                return if lasts {
                    format!("{words} begins")
                } else {
                    words.to_string()
                };
            }
        }
        self.name(own)
    }

    fn order(&self, event: &Event) -> String {
        let id = event
            .order
            .and_then(|id| self.scenario.names.orders().get(id.index()));
        plain(id.map_or("an order", String::as_str))
    }

    fn contingent(&self, id: ContingentId) -> String {
        self.scenario
            .parts
            .contingents
            .get(id.index())
            .map_or("somebody".into(), |part| self.name(&part.name))
    }

    fn name(&self, id: &str) -> String {
        self.dossier
            .name_of(id)
            .map_or_else(|| plain(id), str::to_string)
    }
}

fn some_of(who: &str) -> String {
    if who.starts_with("the men") {
        format!("some of {who}")
    } else {
        format!("men of {who}")
    }
}

fn men(count: u32) -> String {
    if count == 1 {
        "1 man".into()
    } else {
        format!("{count} men")
    }
}

/// An id as words.
fn plain(id: &str) -> String {
    id.replace(['-', '_'], " ")
}
