//! "An hour later": a time told relative to another, against the hours that are told for both.

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::Date;
use kidal_dossier::language::{Number, Qualifier, Value};

use crate::case::{Case, name_in};
use crate::dated::{Dated, Moment, event_of, events};
use crate::phrase::Places;
use crate::rule::Finding;
use crate::rules::date_conflict::duration;

const CODE: &str = "relative-time";

/// How far off an hour told as "about" may be. Chosen by us because people without a watch in hand round to the half hour.
const ABOUT_S: i64 = 1_800;

pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let dated = events(case);
    let mut found = Vec::new();
    for (fact, stated) in case.facts.iter().enumerate() {
        for qualifier in &stated.atom.qualifiers {
            let (anchor, margin, sign) = match qualifier {
                Qualifier::After {
                    event,
                    margin: Some(margin),
                } => (event, margin, 1),
                Qualifier::Before {
                    event,
                    margin: Some(margin),
                } => (event, margin, -1),
                _ => continue,
            };
            let Some((event, moment)) = event_of(case, stated.atom) else {
                continue;
            };
            let Some(Value::Name(_)) = Some(anchor) else {
                continue;
            };
            let anchors = name_in(anchor)
                .and_then(|name| dated.get(name))
                .into_iter()
                .flatten();
            for from in anchors.filter(|one| one.moment != Moment::End) {
                for to in dated
                    .get(event)
                    .into_iter()
                    .flatten()
                    .filter(|one| one.moment == moment)
                {
                    found.extend(compare(case, fact, margin, sign, from, to));
                }
            }
        }
    }
    found
}

fn compare(
    case: &Case<'_>,
    fact: usize,
    margin: &Number,
    sign: i64,
    from: &Dated<'_>,
    to: &Dated<'_>,
) -> Option<Finding> {
    let speaker = &case.claim(fact).speaker.value;
    let is_one_witness = [from.fact, to.fact]
        .iter()
        .all(|&other| case.claim(other).speaker.value == *speaker);
    if !is_one_witness || from.date.length_s() > 3_600 || to.date.length_s() > 3_600 {
        // The order of one witness is compared with nobody else's clock.
        return None;
    }
    let seconds = margin.in_base() as i64 * sign;
    let slack = [
        from.date.is_approximate(),
        to.date.is_approximate(),
        margin.is_approximate,
    ]
    .iter()
    .filter(|is_loose| **is_loose)
    .count() as i64
        * ABOUT_S;
    let expected = (
        from.date.earliest().plus(seconds - slack),
        from.date.latest().plus(seconds + slack),
    );
    let fits = to.date.earliest() <= expected.1 && expected.0 <= to.date.latest();
    let line = format!(
        "{} {} {} = {}; told: {}",
        clock(from.date),
        if sign > 0 { "+" } else { "\u{2212}" },
        duration(seconds),
        from.date.earliest().plus(seconds),
        to.date
    );
    let message = if fits {
        format!(
            "the hours that `{speaker}` tells for `{}` and `{}` fit together",
            from.event, to.event
        )
    } else {
        format!(
            "the hours that `{speaker}` tells for `{}` and `{}` do not fit together",
            from.event, to.event
        )
    };
    let is_certain = [fact, from.fact, to.fact]
        .iter()
        .all(|&one| case.is_certain(one));
    let severity = match (fits, is_certain) {
        (true, _) => Severity::Note,
        (false, true) => Severity::Contradiction,
        (false, false) => Severity::Tension,
    };
    let mut diagnostic = Diagnostic::new(CODE, severity, message)
        .on(case.facts[fact].place, "the interval")
        .with(case.facts[from.fact].place, format!("from {}", from.date))
        .with(case.facts[to.fact].place, format!("to {}", to.date))
        .sum(line);
    if !fits {
        diagnostic = diagnostic.help("correct one of the hours, or mark it as about with `~`");
    }
    let mut rows: Vec<usize> = [fact, from.fact, to.fact]
        .iter()
        .map(|&one| case.facts[one].claim)
        .collect();
    rows.sort_unstable();
    rows.dedup();
    Some(Finding::between(diagnostic, vec![rows]))
}

fn clock(date: &Date) -> &str {
    date.as_str()
}
