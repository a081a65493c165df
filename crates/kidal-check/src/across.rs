//! Several dossiers at once: what each says of its own battle, put side by side.
//!
//! A total is announced once and entered in the article of each battle that it covers: no dossier alone shows that.

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::language::Argument;
use kidal_dossier::{Dossier, Kind, Span};

use crate::case::{Case, argument, names_in, subject};
use crate::editions::own_voice;
use crate::names::{differ_in_spelling_only, may_be_one};
use crate::phrase::Places;
use crate::rule::{Find, rules};

/// One of several dossiers.
#[derive(Clone, Copy, Debug)]
pub struct Member<'d> {
    /// What stands before its file names where diagnostics name them.
    pub prefix: &'d str,
    /// The dossier.
    pub dossier: &'d Dossier,
}

/// Everything that the rules for several dossiers find between these: worst first, then by rule and place.
pub fn across(members: &[Member<'_>]) -> Vec<Diagnostic> {
    let battles: Vec<Battle<'_>> = members.iter().map(Battle::of).collect();
    let mut found: Vec<Diagnostic> = rules()
        .iter()
        .filter_map(|rule| match rule.find {
            Find::Dossiers(find) => Some(find(&battles)),
            _ => None,
        })
        .flatten()
        .collect();
    let place = |found: &Diagnostic| {
        found
            .first_place()
            .map(|place| (place.file.clone(), place.span.start))
    };
    found.sort_by(|a, b| {
        (a.severity, &a.code, place(a), &a.message).cmp(&(
            b.severity,
            &b.code,
            place(b),
            &b.message,
        ))
    });
    found
}

/// A dossier with the losses that it counts.
pub(crate) struct Battle<'d> {
    pub prefix: &'d str,
    pub case: Case<'d>,
    pub losses: Vec<Loss<'d>>,
}

/// A claim that counts a loss.
pub(crate) struct Loss<'d> {
    pub fact: usize,
    /// What is counted: `captured`, `losses(kind: missing)`.
    pub what: String,
    /// Smallest and largest as said.
    pub least: f64,
    pub most: f64,
    /// The one place or event that it names, where it names one: else it is of the dossier's battle.
    pub at: Option<&'d str>,
    /// The names of the places or events over which it is a total, where it says that it is one.
    pub over: Vec<&'d str>,
}

/// Words that count what a battle cost: such a figure belongs to one battle. Strengths do not, since an army fights again.
/// The last two are words of the importer's own drafts.
const LOSSES: [&str; 8] = [
    "killed",
    "wounded",
    "captured",
    "released",
    "escaped",
    "defected",
    "losses",
    "materiel_lost",
];

impl<'d> Battle<'d> {
    fn of(member: &Member<'d>) -> Battle<'d> {
        let case = Case::new(member.dossier);
        let losses = LOSSES
            .iter()
            .flat_map(|word| case.with_word(word))
            .filter_map(|&fact| loss(&case, fact))
            .collect();
        Battle {
            prefix: member.prefix,
            case,
            losses,
        }
    }

    /// Its title in quotation marks.
    pub(crate) fn title(&self) -> String {
        format!("“{}”", self.case.dossier.about.title.value)
    }

    /// The names of an id: its own and its aliases.
    pub(crate) fn names<'a>(&'a self, id: &'a str) -> Vec<&'a str> {
        let dossier = self.case.dossier;
        let mut names: Vec<&str> = dossier.name_of(id).into_iter().collect();
        let aliases = match dossier.kind_of(id) {
            Some(Kind::Person) => dossier.person(id).map(|one| &one.aliases),
            Some(Kind::Actor) => dossier.actor(id).map(|one| &one.aliases),
            Some(Kind::Group) => dossier.group(id).map(|one| &one.aliases),
            Some(Kind::Place) => dossier.place(id).map(|one| &one.aliases),
            Some(Kind::Event) => dossier.event(id).map(|one| &one.aliases),
            _ => None,
        };
        names.extend(
            aliases
                .into_iter()
                .flatten()
                .map(|alias| alias.value.as_str()),
        );
        names
    }

    /// The names of the place and the event of the battle, and the title.
    fn own_names(&self) -> Vec<&str> {
        let about = &self.case.dossier.about;
        let ids = about.place.iter().chain(&about.battle);
        let mut names: Vec<&str> = ids.flat_map(|id| self.names(&id.value)).collect();
        names.push(&about.title.value);
        names
    }

    /// Whether a loss is of the place or event of these names.
    pub(crate) fn is_at(&self, loss: &Loss<'d>, names: &[&str]) -> bool {
        let own = match loss.at {
            Some(at) => self.names(at),
            None => self.own_names(),
        };
        are_one_place(&own, names)
    }

    /// Whether a loss is told of the same battle as one of another dossier.
    pub(crate) fn is_loss_of(
        &self,
        loss: &Loss<'d>,
        other: &Battle<'d>,
        theirs: &Loss<'d>,
    ) -> bool {
        match (loss.at, theirs.at) {
            (None, None) => self.is_that_of(other),
            (_, Some(at)) => self.is_at(loss, &other.names(at)),
            (Some(at), None) => other.is_at(theirs, &self.names(at)),
        }
    }

    /// Whether both dossiers are about one battle: then they may repeat each other.
    fn is_that_of(&self, other: &Battle<'_>) -> bool {
        let (one, two) = (&self.case.dossier.about, &other.case.dossier.about);
        if differ_in_spelling_only(&one.title.value, &two.title.value) {
            return true;
        }
        let is_one_place = match (&one.place, &two.place) {
            (Some(a), Some(b)) => are_one_place(&self.names(&a.value), &other.names(&b.value)),
            _ => false,
        };
        let is_one_time = match (&one.window, &two.window) {
            (Some(a), Some(b)) => !a.value.is_apart_from(&b.value),
            _ => true,
        };
        is_one_place && is_one_time
    }

    /// The names of whoever says it; none where an edition says it in its own voice, which is another for each article.
    pub(crate) fn speakers(&self, loss: &Loss<'d>) -> Vec<&str> {
        let claim = self.case.claim(loss.fact);
        if own_voice(&self.case, claim).is_some() {
            return Vec::new();
        }
        self.names(&claim.speaker.value)
    }

    /// The names of those who are counted; of a side those who fight on it.
    pub(crate) fn subjects(&self, loss: &Loss<'d>) -> Vec<&str> {
        let Some(id) = subject(self.case.facts[loss.fact].atom) else {
            return Vec::new();
        };
        let side = self
            .case
            .dossier
            .sides
            .iter()
            .find(|side| side.id.value == id);
        match side {
            Some(side) => side
                .actors
                .iter()
                .flat_map(|actor| self.names(&actor.value))
                .collect(),
            None => self.names(id),
        }
    }

    /// Where it stands.
    pub(crate) fn place(&self, loss: &Loss<'d>) -> Span {
        self.case.facts[loss.fact].place
    }
}

fn are_one_place(ours: &[&str], theirs: &[&str]) -> bool {
    ours.iter()
        .any(|own| theirs.iter().any(|name| differ_in_spelling_only(own, name)))
}

/// Whether one of these names may be one of those.
pub(crate) fn meet(ours: &[&str], theirs: &[&str]) -> bool {
    ours.iter()
        .any(|own| theirs.iter().any(|name| may_be_one(own, name)))
}

/// Adds a place of a dossier to a diagnostic.
pub(crate) fn show_in(
    diagnostic: Diagnostic,
    battle: &Battle<'_>,
    loss: &Loss<'_>,
    label: String,
) -> Diagnostic {
    let is_first = diagnostic.annotations.is_empty();
    let mut diagnostic = if is_first {
        diagnostic.on(battle.place(loss), label)
    } else {
        diagnostic.with(battle.place(loss), label)
    };
    if let Some(last) = diagnostic.annotations.last_mut() {
        last.file = format!("{}{}", battle.prefix, last.file);
    }
    diagnostic
}

/// A new tension of a rule for several dossiers: what they count may differ in ways that no dossier says.
pub(crate) fn tension(code: &str, message: String) -> Diagnostic {
    Diagnostic::new(code, Severity::Tension, message)
}

fn loss<'d>(case: &Case<'d>, fact: usize) -> Option<Loss<'d>> {
    let atom = case.facts[fact].atom;
    let amount = case.amounts[fact].as_ref()?;
    if case.facts[fact].is_negated || !case.is_certain(fact) {
        return None;
    }
    let kind = atom
        .term
        .arguments
        .iter()
        .filter(|Argument { key, .. }| key.as_deref() == Some("kind"))
        .map(|kind| format!("({})", kind.value))
        .collect::<String>();
    let mut over = argument(atom, "in")
        .or(argument(atom, "at"))
        .map(names_in)
        .unwrap_or_default();
    let at = match over.as_slice() {
        [one] => Some(*one),
        _ => None,
    };
    if at.is_some() {
        over.clear();
    }
    let span = amount.span();
    Some(Loss {
        fact,
        what: format!("{}{kind}", atom.term.name),
        least: span.low,
        most: span.high,
        at,
        over,
    })
}
