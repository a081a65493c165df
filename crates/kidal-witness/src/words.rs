//! From the words of the claim language to quantities of the simulator: an exhaustive match over the vocabulary, so that
//! a new word does not compile until it has a meaning or is said to have none.

use kidal_battle::measure::{Count, Measure, When};
use kidal_battle::parts::Pattern;
use kidal_dossier::date::{Date, Instant};
use kidal_dossier::language::{Atom, Face, Portion, Qualifier, Statement, Term, Value};
use kidal_dossier::vocabulary::Word;
use kidal_scenario::{CompiledScenario, Quantity};

/// What a term stands for in the model.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sense {
    /// A number.
    Number(Quantity),
    /// A moment [s].
    Moment(Quantity),
    /// A direction [rad].
    Direction(Quantity),
    /// A length of time [s].
    Duration(Quantity),
    /// True or false.
    Truth(Quantity),
}

/// Looks terms up for one claim.
pub(crate) struct Lexicon<'a> {
    pub scenario: &'a CompiledScenario,
    /// When the claim's figures are meant to hold.
    pub as_of: Option<&'a Date>,
    /// Id of the place that the dossier is about.
    pub place: Option<&'a str>,
    /// Groups that the same utterance counts as a whole.
    pub counted: Vec<String>,
}

fn name_of(value: Option<&Value>) -> Option<&str> {
    match value? {
        Value::Name(term) => Some(&term.name),
        _ => None,
    }
}

impl Lexicon<'_> {
    /// The sense of an atom's term; `None`: no model bears on it.
    pub fn sense(&self, atom: &Atom) -> Option<Sense> {
        self.own(&atom.term).or_else(|| self.builtin(atom))
    }

    /// A meaning that the scenario gives to the term.
    fn own(&self, term: &Term) -> Option<Sense> {
        let bare = Statement::Atom(Atom {
            term: term.clone(),
            comparison: None,
            qualifiers: Vec::new(),
            span: 0..0,
        })
        .to_string();
        let meaning = self
            .scenario
            .meanings
            .iter()
            .find(|meaning| meaning.term == bare)?;
        if let Quantity::Parameter(id) = &meaning.is
            && self.scenario.parameters[id.index()].unit == "date"
        {
            return Some(Sense::Moment(meaning.is.clone()));
        }
        Some(classify(&meaning.is))
    }

    fn event(
        &self,
        id: &str,
        face: impl Fn(&kidal_scenario::meaning::EventMeaning) -> Option<Pattern>,
    ) -> Option<Quantity> {
        let pattern = face(self.scenario.events.get(id)?)?;
        Some(Quantity::measure(Measure::EventTime { pattern, nth: 0 }))
    }

    fn begins(&self, id: &str) -> Option<Quantity> {
        self.event(id, |event| event.begins.clone())
    }

    /// The time of reading for figures: a qualifier's, the claim's, or the start.
    fn when(&self, atom: &Atom) -> When {
        let named = atom
            .qualifiers
            .iter()
            .find_map(|qualifier| match qualifier {
                Qualifier::AsOf(date) => Some(date),
                Qualifier::On(value) | Qualifier::At(value) | Qualifier::During(value) => {
                    value.as_date()
                }
                _ => None,
            });
        let Some(date) = named.or(self.as_of) else {
            return When::Start;
        };
        let zero = Instant(self.scenario.names.zero_unix_s);
        let (from, to) = (date.earliest().since(zero), date.latest().since(zero));
        // Of "since the 26th" and "until the 30th" the one end that is said.
        let middle = match (date.earliest().is_far(), date.latest().is_far()) {
            (true, true) => return When::Start,
            (true, false) => to as f64,
            (false, true) => from as f64,
            (false, false) => (from as f64 + to as f64) / 2.0,
        };
        if middle <= 0.0 {
            When::Start
        } else if middle >= self.scenario.parts.duration_s {
            When::End
        } else {
            When::Time(middle)
        }
    }

    fn men(&self, atom: &Atom, count: Count, when: When) -> Option<Quantity> {
        let Some(Value::Name(group)) = atom.term.position(0) else {
            return None;
        };
        // A figure for some of a group is not the group's.
        if group.portion.is_some() {
            return None;
        }
        let group = group.name.as_str();
        // A figure for the deeds of one party is not the figure for all of them.
        if atom.term.keyed("by").is_some() && !matches!(count, Count::CapturedBy(_)) {
            return None;
        }
        // A figure for another place than the dossier's is not about these men, unless the scenario says what it means.
        for key in ["at", "in", "kind"] {
            match atom.term.keyed(key) {
                None => {}
                Some(value) if name_of(Some(value)) == self.place && key != "kind" => {}
                Some(_) => return None,
            }
        }
        let who = self.scenario.names.group(group).ok()?;
        Some(Quantity::measure(Measure::Men { who, count, when }))
    }

    fn builtin(&self, atom: &Atom) -> Option<Sense> {
        let term = &atom.term;
        let first = name_of(term.position(0));
        let end = || When::End;
        let word = match Word::of(&term.name) {
            Some(word) => word,
            // A bare event of the dossier means that it happened.
            None => return self.begins(&term.name).map(Sense::Moment),
        };
        match word {
            Word::Strength => self
                .men(atom, Count::Present, self.when(atom))
                .map(Sense::Number),
            Word::Killed => self.men(atom, Count::Killed, end()).map(Sense::Number),
            Word::Wounded => self.men(atom, Count::Wounded, end()).map(Sense::Number),
            Word::Captured => {
                let count = match name_of(term.keyed("by")) {
                    Some(by) => Count::CapturedBy(self.scenario.names.actor(by).ok()?),
                    None => Count::CapturedEver,
                };
                self.men(atom, count, end()).map(Sense::Number)
            }
            Word::Held => self
                .men(atom, Count::Held, self.when(atom))
                .map(Sense::Number),
            Word::Released => self.men(atom, Count::Released, end()).map(Sense::Number),
            Word::Defected | Word::Deserted => {
                if term.keyed("from").is_some() {
                    return None;
                }
                let Some(Value::Name(group)) = term.position(0) else {
                    return None;
                };
                let who = self.scenario.names.group(&group.name).ok()?;
                let number = Quantity::measure(Measure::Men {
                    who: who.clone(),
                    count: Count::Defected,
                    when: end(),
                });
                if atom.comparison.is_some() {
                    return Some(Sense::Number(number));
                }
                let at_start = Quantity::measure(Measure::Men {
                    who: who.clone(),
                    count: Count::Present,
                    when: When::Start,
                });
                let share = Quantity::Ratio(Box::new(number), Box::new(at_start));
                match group.portion {
                    Some(Portion::MostOf) => {
                        Some(Sense::Truth(Quantity::AtLeast(Box::new(share), 0.5)))
                    }
                    None => Some(Sense::Truth(Quantity::AtLeast(Box::new(share), 0.9))),
                    Some(Portion::SomeOf | Portion::RestOf) => {
                        let pattern = Pattern {
                            kind: kidal_battle::parts::EventKind::Defected,
                            who,
                            place: None,
                            actor: None,
                            notice: None,
                            after: None,
                        };
                        Some(Sense::Moment(Quantity::measure(Measure::EventTime {
                            pattern,
                            nth: 0,
                        })))
                    }
                }
            }
            Word::Vehicles => {
                if term.keyed("kind").is_some() {
                    return None;
                }
                let who = self.scenario.names.group(first?).ok()?;
                Some(Sense::Number(Quantity::measure(Measure::Vehicles {
                    who,
                    when: self.when(atom),
                })))
            }
            Word::Share => {
                let whole = name_of(term.keyed("of"))?;
                let men = |group: &str| -> Option<Quantity> {
                    let who = self.scenario.names.group(group).ok()?;
                    Some(Quantity::measure(Measure::Men {
                        who,
                        count: Count::Present,
                        when: When::Start,
                    }))
                };
                Some(Sense::Number(Quantity::Ratio(
                    Box::new(men(first?)?),
                    Box::new(men(whole)?),
                )))
            }
            Word::Duration => {
                let event = self.scenario.events.get(first?)?;
                let at = |pattern: &Option<Pattern>| {
                    pattern
                        .clone()
                        .map(|pattern| Quantity::measure(Measure::EventTime { pattern, nth: 0 }))
                };
                Some(Sense::Duration(Quantity::Difference(
                    Box::new(at(&event.ends)?),
                    Box::new(at(&event.begins)?),
                )))
            }
            Word::Happened => self.begins(first?).map(Sense::Moment),
            Word::Start => {
                if term.keyed("of").is_some() && !self.scenario.events.contains_key(first?) {
                    return None;
                }
                self.begins(first?).map(Sense::Moment)
            }
            Word::End => self
                .event(first?, |event| event.ends.clone())
                .map(Sense::Moment),
            Word::Repulsed => {
                // Without a date it is the truth that it came; with one, a moment.
                self.event(first?, |event| event.repulsed.clone())
                    .map(Sense::Moment)
            }
            Word::FirstFire => self
                .event(first?, |event| event.fire.clone())
                .map(Sense::Moment),
            Word::Fall => {
                if first.is_some() && first != self.place {
                    return None;
                }
                self.begins("fall").map(Sense::Moment)
            }
            Word::Distance => {
                let event = self.scenario.events.get(first?)?;
                let place = self.scenario.names.place(name_of(term.position(1))?).ok()?;
                let along = match name_of(term.keyed("along")) {
                    Some("road") => Some(self.first_route()?),
                    _ => None,
                };
                let pattern = event.begins.clone()?;
                Some(Sense::Number(Quantity::measure(Measure::EventDistance {
                    pattern,
                    place,
                    along,
                })))
            }
            Word::Bearing => {
                let pattern = self.scenario.events.get(first?)?.begins.clone()?;
                let place = self.scenario.names.place(name_of(term.position(1))?).ok()?;
                Some(Sense::Direction(Quantity::measure(Measure::EventBearing {
                    pattern,
                    place,
                })))
            }
            Word::Allegiance => {
                let Some(comparison) = &atom.comparison else {
                    return None;
                };
                let Value::Name(serves) = &comparison.value else {
                    return None;
                };
                let actor = self.scenario.names.actor(first?).ok()?;
                let serves = self.scenario.names.actor(&serves.name).ok()?;
                let public = atom
                    .qualifiers
                    .iter()
                    .any(|qualifier| matches!(qualifier, Qualifier::As(Face::Public)));
                let after = atom
                    .qualifiers
                    .iter()
                    .any(|qualifier| matches!(qualifier, Qualifier::After { .. }));
                let when = match (after, self.when(atom)) {
                    (false, When::Time(middle)) => When::Time(middle + 43_000.0),
                    _ => When::End,
                };
                let shown = Quantity::measure(Measure::Allegiance {
                    actor,
                    serves,
                    public,
                    when,
                });
                Some(Sense::Truth(Quantity::AtLeast(Box::new(shown), 0.5)))
            }
            Word::Abandoned | Word::Left => None,
            Word::Fighting | Word::Sleep | Word::Awake | Word::Demoralized | Word::Exhausted => {
                None
            }
            // No model bears on these unless the scenario's `[[meaning]]` says which of its quantities stands for them.
            Word::Escaped
            | Word::Arrived
            | Word::Remained
            | Word::Returned
            | Word::Resisted
            | Word::Arrival
            | Word::Present => None,
            Word::Battle
            | Word::Assault
            | Word::Encirclement
            | Word::Negotiation
            | Word::Interception
            | Word::Withdrawal => None,
            Word::Release
            | Word::Pledge
            | Word::Broadcast
            | Word::Call
            | Word::Coup
            | Word::Capture
            | Word::Surrender => None,
            Word::Victory
            | Word::Result
            | Word::CounterOffensive
            | Word::Fight
            | Word::Border
            | Word::Path => None,
            Word::Rank
            | Word::Office
            | Word::Kin
            | Word::Part
            | Word::Partition
            | Word::Aka
            | Word::Leads
            | Word::Commander => None,
            Word::Linked
            | Word::Coordinated
            | Word::Holds
            | Word::TookPart
            | Word::RelationOf
            | Word::Ambiguous => None,
            Word::Said
            | Word::Offered
            | Word::Demanded
            | Word::Accepted
            | Word::Refused
            | Word::Promised
            | Word::Ordered => None,
            Word::Wants
            | Word::Intends
            | Word::Feigned
            | Word::Doubts
            | Word::Because
            | Word::Called
            | Word::ReadyToFight => None,
            Word::Field => None,
            Word::Looted
            | Word::Burned
            | Word::Sacked
            | Word::Treated
            | Word::Brutalised
            | Word::Searched
            | Word::ForcedOut => None,
            Word::HandedOver | Word::Disarmed | Word::Protect | Word::Taken | Word::DeadOrTaken => {
                None
            }
        }
    }

    /// The road of "along: road": the first route of map.geojson.
    fn first_route(&self) -> Option<kidal_battle::parts::RouteId> {
        (!self.scenario.parts.routes.is_empty()).then_some(kidal_battle::parts::RouteId(0))
    }
}

/// The sense of a quantity by its form.
pub(crate) fn classify(quantity: &Quantity) -> Sense {
    if quantity.is_truth() {
        return Sense::Truth(quantity.clone());
    }
    match quantity {
        Quantity::Measure(measure) => match measure.as_ref() {
            Measure::EventTime { .. } => Sense::Moment(quantity.clone()),
            Measure::EventBearing { .. } => Sense::Direction(quantity.clone()),
            _ => Sense::Number(quantity.clone()),
        },
        _ => Sense::Number(quantity.clone()),
    }
}
