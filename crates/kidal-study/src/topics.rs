//! What a claim speaks of, and who else speaks of it.
//!
//! A topic is what a value is given for: one measure, unknown or level, or several that only together make it: a sum its
//! parts, a duration its two ends, a share both its numbers. Who gives an order ("they left after the assault") says nothing of when
//! the assault was, and a total nothing of its parts; who gives all parts of a whole speaks of the whole.

use crate::prepare::Prepared;
use kidal_battle::Measure;
use kidal_dossier::Dossier;
use kidal_scenario::Quantity;
use kidal_witness::accounts::WeighedClaim;
use std::collections::BTreeSet;

/// The things that together are one topic.
type Topic = BTreeSet<String>;

/// Most topics of one quantity. Chosen by us because no claim that is written speaks of more, and those of a difference are
/// those of its ends multiplied.
const TOPICS: usize = 64;

/// Up to three weighed claims of other origins that speak of what a claim speaks of.
pub(crate) fn others(dossier: &Dossier, prepared: &Prepared, index: usize) -> Vec<String> {
    let accounts = &prepared.accounts;
    let origin_of = |claim: &WeighedClaim| accounts.utterances[claim.utterance].origin;
    let own = origin_of(&accounts.claims[index]);
    let rest: Vec<(usize, Vec<Topic>)> = accounts
        .claims
        .iter()
        .filter(|claim| origin_of(claim) != own)
        .map(|claim| (claim.claim, of_claim(claim)))
        .collect();
    let told: Vec<&[Topic]> = rest.iter().map(|(_, topics)| topics.as_slice()).collect();
    let topics = of_claim(&accounts.claims[index]);
    // Who says the same thing first, then those who say it together.
    let same = topics.iter().flat_map(|topic| of_the_same(topic, &told));
    let parts = topics.iter().flat_map(|topic| of_all_parts(topic, &told));
    let mut rows: Vec<usize> = Vec::new();
    for row in same.chain(parts) {
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    rows.into_iter()
        .map(|row| dossier.claims[rest[row].0].id.value.clone())
        .take(3)
        .collect()
}

/// Which of these claims speak of just this topic, each given by its own topics.
fn of_the_same(topic: &Topic, told: &[&[Topic]]) -> Vec<usize> {
    rows(told, |other| other == topic)
}

/// Which of these claims speak of the parts of a topic, where between them they speak of every part.
fn of_all_parts(topic: &Topic, told: &[&[Topic]]) -> Vec<usize> {
    let is_part = |other: &Topic| topic.len() > 1 && other.len() == 1 && other.is_subset(topic);
    let all: Topic = told
        .iter()
        .flat_map(|topics| topics.iter())
        .filter(|other| is_part(other))
        .flatten()
        .cloned()
        .collect();
    if all == *topic {
        rows(told, is_part)
    } else {
        Vec::new()
    }
}

fn rows(told: &[&[Topic]], is_wanted: impl Fn(&Topic) -> bool) -> Vec<usize> {
    (0..told.len())
        .filter(|row| told[*row].iter().any(&is_wanted))
        .collect()
}

/// What a claim speaks of, in any of its readings.
fn of_claim(claim: &WeighedClaim) -> Vec<Topic> {
    let pieces = claim.readings.iter().flat_map(|reading| &reading.pieces);
    pieces
        .flat_map(|piece| of_quantity(&piece.piece.quantity))
        .collect()
}

/// What a quantity speaks of; nothing where it is a constant.
fn of_quantity(quantity: &Quantity) -> Vec<Topic> {
    if quantity.asserts_level() {
        return vec![Topic::from([format!("{quantity:?}")])];
    }
    match quantity {
        // Head counts of one group are one topic, whenever they are meant.
        Quantity::Measure(measure) => vec![Topic::from([match measure.as_ref() {
            Measure::Men { who, count, .. } => format!("men {who:?} {count:?}"),
            other => format!("{other:?}"),
        }])],
        Quantity::Parameter(id) => vec![Topic::from([format!("unknown {}", id.index())])],
        Quantity::Level(..) | Quantity::Constant(_) => Vec::new(),
        Quantity::All(parts) | Quantity::Any(parts) => parts.iter().flat_map(of_quantity).collect(),
        Quantity::Sum(parts) => parts.iter().map(of_quantity).fold(Vec::new(), together),
        Quantity::Difference(a, b) | Quantity::Ratio(a, b) | Quantity::Product(a, b) => {
            together(of_quantity(a), of_quantity(b))
        }
        Quantity::AtLeast(a, _)
        | Quantity::Below(a, _)
        | Quantity::Beyond(a, _)
        | Quantity::Exists(a)
        | Quantity::Not(a) => of_quantity(a),
    }
}

/// Each of these topics with each of those; a constant adds none.
fn together(these: Vec<Topic>, those: Vec<Topic>) -> Vec<Topic> {
    if these.is_empty() || those.is_empty() {
        return [these, those].concat();
    }
    let pairs = these
        .iter()
        .flat_map(|this| those.iter().map(move |that| this | that));
    pairs.take(TOPICS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kidal_battle::parts::ParameterId;

    fn unknown(index: u16) -> Quantity {
        Quantity::Parameter(ParameterId(index))
    }

    fn after(what: u16, than: u16) -> Quantity {
        let apart = Quantity::Difference(Box::new(unknown(what)), Box::new(unknown(than)));
        Quantity::AtLeast(Box::new(apart), 0.0)
    }

    /// Which of the others speak of what the first says.
    fn who(first: &Quantity, others: &[Quantity]) -> Vec<usize> {
        let told: Vec<Vec<Topic>> = others.iter().map(of_quantity).collect();
        let told: Vec<&[Topic]> = told.iter().map(Vec::as_slice).collect();
        let topics = of_quantity(first);
        let same = topics.iter().flat_map(|topic| of_the_same(topic, &told));
        let parts = topics.iter().flat_map(|topic| of_all_parts(topic, &told));
        same.chain(parts).collect()
    }

    #[test]
    fn who_gives_an_order_does_not_speak_of_a_moment() {
        // 0: the desertion, 1: the assault.
        assert!(who(&unknown(1), &[after(0, 1)]).is_empty());
        assert!(who(&after(0, 1), &[unknown(1)]).is_empty());
        assert_eq!(who(&after(0, 1), &[unknown(1), after(0, 1)]), [1]);
        assert_eq!(who(&unknown(1), &[after(0, 1), unknown(1)]), [1]);
    }

    #[test]
    fn who_gives_both_ends_speaks_of_what_lies_between() {
        assert_eq!(who(&after(0, 1), &[unknown(0), unknown(1)]), [0, 1]);
    }

    #[test]
    fn a_total_does_not_speak_of_its_parts_and_all_parts_speak_of_the_total() {
        let total = Quantity::Sum(vec![unknown(0), unknown(1), Quantity::Constant(3.0)]);
        assert!(who(&unknown(0), std::slice::from_ref(&total)).is_empty());
        assert!(who(&total, &[unknown(0)]).is_empty());
        assert_eq!(who(&total, &[unknown(0), total.clone()]), [1]);
        assert_eq!(who(&total, &[unknown(1), unknown(0)]), [0, 1]);
    }

    #[test]
    fn each_of_several_assertions_is_spoken_of_alone() {
        let both = Quantity::All(vec![
            Quantity::Exists(Box::new(unknown(0))),
            Quantity::Not(Box::new(unknown(1))),
        ]);
        assert_eq!(who(&both, &[unknown(1)]), [0]);
        assert!(who(&both, &[unknown(2)]).is_empty());
    }
}
