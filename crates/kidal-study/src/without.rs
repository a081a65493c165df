//! The answers without what one origin says: which of them move when an account is switched off.

use crate::left_out::LeftOut;
use crate::prepare::Prepared;
use crate::view::{View, convert};
use kidal_findings::{AnswerValue, QuestionRecord, WithoutRecord};
use kidal_scenario::question::Asked;

/// Least change of a probability that is called a move. A tenth, chosen by us because it is what changes "about 1 in 2" to
/// "about 3 in 5".
const SHARE_MOVES: f64 = 0.1;
/// Least change of a median, in widths of the range of nine in ten histories. A quarter, chosen by us because a reader
/// would then draw the middle elsewhere.
const WIDTH_MOVES: f64 = 0.25;
/// So many standard errors a change must exceed.
const ERRORS: f64 = 2.0;

/// The answers without an origin, in the order of the questions; those that arithmetic decides are left out.
pub(crate) fn answers(
    prepared: &Prepared,
    view: &View<'_>,
    found: &LeftOut,
    questions: &[QuestionRecord],
) -> Vec<WithoutRecord> {
    let own = found.own_view();
    let others = found.others(view, own.as_ref());
    let zero = prepared.scenario.names.zero_unix_s as f64;
    let asked = prepared.scenario.questions.iter().enumerate();
    let all = asked
        .zip(questions)
        .filter_map(|((index, question), record)| {
            let answer = match &question.asked {
                Asked::Probability(_) => {
                    let holds = others.view.truths(prepared.questions[index].as_ref()?);
                    AnswerValue::Probability {
                        estimate: convert(others.precision.probability(&holds)),
                    }
                }
                Asked::Number(_, unit) => {
                    let mut values = others.view.values(prepared.questions[index].as_ref()?);
                    if unit == "date" {
                        values.iter_mut().for_each(|value| *value += zero);
                    }
                    let found =
                        [0.05, 0.5, 0.95].map(|q| convert(others.precision.quantile(&values, q)));
                    let exists: Vec<bool> = values.iter().map(|value| value.is_finite()).collect();
                    AnswerValue::Quantity {
                        quantiles: found.map(|one| one.value),
                        error: found[1].error,
                        end_errors: [found[0].error, found[2].error],
                        unit: unit.clone(),
                        exists: convert(others.precision.probability(&exists)),
                    }
                }
                Asked::Levels(parameter) => {
                    let parameter = parameter.index();
                    let titles = &prepared.scenario.parameters[parameter].level_titles;
                    let levels = titles.iter().enumerate().map(|(level, title)| {
                        let holds: Vec<bool> = others
                            .view
                            .particles
                            .iter()
                            .map(|particle| {
                                (particle.parameters[parameter] - level as f64).abs() < 0.5
                            })
                            .collect();
                        (title.clone(), convert(others.precision.probability(&holds)))
                    });
                    AnswerValue::Levels {
                        levels: levels.collect(),
                    }
                }
                Asked::Arithmetic(_) => return None,
            };
            Some(WithoutRecord {
                question: record.id.clone(),
                moves: moves(&record.answer, &answer),
                answer,
            })
        });
    all.collect()
}

/// Whether two answers differ by more than their errors and enough to matter.
fn moves(with: &AnswerValue, without: &AnswerValue) -> bool {
    let beyond = |change: f64, errors: [f64; 2], least: f64| {
        let error = (errors[0] * errors[0] + errors[1] * errors[1]).sqrt();
        change.abs() > least && change.abs() > ERRORS * error
    };
    match (with, without) {
        (AnswerValue::Probability { estimate: a }, AnswerValue::Probability { estimate: b }) => {
            beyond(a.value - b.value, [a.error, b.error], SHARE_MOVES)
        }
        (
            AnswerValue::Quantity {
                quantiles: a,
                error: a_error,
                ..
            },
            AnswerValue::Quantity {
                quantiles: b,
                error: b_error,
                ..
            },
        ) => {
            let width = (a[2] - a[0]).max(b[2] - b[0]);
            beyond(a[1] - b[1], [*a_error, *b_error], WIDTH_MOVES * width)
        }
        (AnswerValue::Levels { levels: a }, AnswerValue::Levels { levels: b }) => a
            .iter()
            .zip(b)
            .any(|((_, a), (_, b))| beyond(a.value - b.value, [a.error, b.error], SHARE_MOVES)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kidal_findings::Estimate;

    fn share(value: f64, error: f64) -> AnswerValue {
        AnswerValue::Probability {
            estimate: Estimate { value, error },
        }
    }

    fn men(quantiles: [f64; 3], error: f64) -> AnswerValue {
        AnswerValue::Quantity {
            quantiles,
            error,
            end_errors: [0.0; 2],
            unit: "men".into(),
            exists: Estimate::default(),
        }
    }

    #[test]
    fn a_change_within_its_errors_is_no_move() {
        assert!(moves(&share(0.9, 0.02), &share(0.6, 0.02)));
        assert!(!moves(&share(0.9, 0.2), &share(0.6, 0.2)));
        assert!(!moves(&share(0.9, 0.001), &share(0.85, 0.001)));
    }

    #[test]
    fn a_median_moves_by_a_quarter_of_the_range() {
        let before = men([100.0, 200.0, 300.0], 1.0);
        assert!(moves(&before, &men([150.0, 260.0, 350.0], 1.0)));
        assert!(!moves(&before, &men([110.0, 230.0, 310.0], 1.0)));
        assert!(!moves(&before, &AnswerValue::Arithmetic));
    }
}
