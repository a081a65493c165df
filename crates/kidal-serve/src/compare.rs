//! Two findings side by side: what is asked in both, what each answers, and whether the answers part.

use kidal_findings::{AnswerValue, Estimate, Findings, wording};
use serde_json::{Value, json};

/// So many standard errors two answers must lie apart to be called different. Chosen by us as the usual two.
const ERRORS: f64 = 2.0;

/// Every number is put into words here, so that the page only lays them out.
pub(crate) fn compare(left: &Findings, right: &Findings) -> Value {
    let questions: Vec<Value> = left
        .questions
        .iter()
        .filter_map(|question| {
            let other = right
                .questions
                .iter()
                .find(|other| other.id == question.id)?;
            Some(json!({
                "id": question.id,
                "asks": question.asks,
                "left": wording::answer(&question.answer, None, left.clock_offset_s),
                "right": wording::answer(&other.answer, None, right.clock_offset_s),
                "parts": parts(&question.answer, &other.answer),
            }))
        })
        .collect();
    let claims: Vec<Value> = left
        .claims
        .iter()
        .filter_map(|claim| {
            let other = right.claims.iter().find(|other| other.id == claim.id)?;
            let (mine, theirs) = (claim.verdict.as_ref(), other.verdict.as_ref());
            let word = |verdict: Option<&kidal_findings::VerdictRecord>| {
                verdict.map(|verdict| wording::verdict(verdict.word))
            };
            (word(mine) != word(theirs)).then(|| {
                json!({
                    "id": claim.id,
                    "words": claim.words,
                    "left": word(mine).unwrap_or("without a verdict"),
                    "right": word(theirs).unwrap_or("without a verdict"),
                })
            })
        })
        .collect();
    let only = |mine: &Findings, others: &Findings| -> Vec<String> {
        mine.questions
            .iter()
            .filter(|question| others.questions.iter().all(|other| other.id != question.id))
            .map(|question| question.asks.clone())
            .collect()
    };
    json!({
        "left": about(left),
        "right": about(right),
        "questions": questions,
        "verdicts": claims,
        "only_left": only(left, right),
        "only_right": only(right, left),
    })
}

fn about(findings: &Findings) -> Value {
    let origin = &findings.provenance;
    json!({
        "title": findings.headline.title,
        "dossier": origin.dossier,
        "digest": origin.dossier_digest,
        "seed": origin.seed.to_string(),
        "histories": wording::count(origin.histories as f64),
        "command": origin.command,
        "trustworthy": findings.headline.trustworthy,
    })
}

/// Whether two answers lie apart by more than their errors.
fn parts(left: &AnswerValue, right: &AnswerValue) -> bool {
    let apart = |a: Estimate, b: Estimate| {
        let error = (a.error * a.error + b.error * b.error).sqrt();
        (a.value - b.value).abs() > (ERRORS * error).max(1e-9)
    };
    match (left, right) {
        (AnswerValue::Probability { estimate: a }, AnswerValue::Probability { estimate: b }) => {
            apart(*a, *b)
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
        ) => apart(
            Estimate {
                value: a[1],
                error: *a_error,
            },
            Estimate {
                value: b[1],
                error: *b_error,
            },
        ),
        (AnswerValue::Levels { levels: a }, AnswerValue::Levels { levels: b }) => {
            let in_b = |name: &str| b.iter().find(|(other, _)| other == name);
            a.len() != b.len()
                || a.iter()
                    .any(|(name, a)| in_b(name).is_none_or(|(_, b)| apart(*a, *b)))
        }
        (AnswerValue::Arithmetic, AnswerValue::Arithmetic) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kidal_findings::fixture;

    #[test]
    fn findings_do_not_part_from_themselves() {
        let findings = fixture::findings();
        let same = compare(&findings, &findings);
        let questions = same["questions"].as_array().expect("a list");
        assert_eq!(questions.len(), findings.questions.len());
        assert!(questions.iter().all(|question| question["parts"] == false));
        assert_eq!(same["verdicts"], json!([]));
    }

    #[test]
    fn a_probability_beyond_its_errors_parts() {
        let findings = fixture::findings();
        let mut other = fixture::findings();
        let AnswerValue::Probability { estimate } = &mut other.questions[0].answer else {
            panic!("the first question asks for a probability");
        };
        estimate.value -= 0.3;
        let found = compare(&findings, &other);
        assert_eq!(found["questions"][0]["parts"], true);
        let said = found["questions"][0]["right"].as_str().expect("words");
        assert_eq!(
            said,
            wording::answer(&other.questions[0].answer, None, other.clock_offset_s)
        );
    }
}
