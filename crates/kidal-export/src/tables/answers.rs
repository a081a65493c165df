//! Questions, factors, counterfactuals and unknowns.

use kidal_findings::{AnswerValue, Estimate, Findings, QuestionRecord, wording};

use crate::table::{
    Kind::{Boolean, Number, Text, Time},
    Table, fields, joined, moment, number, optional,
};

/// One row for each level of each stage (before, answer, again) of each question.
pub(super) fn questions(findings: &Findings) -> Table {
    let mut rows = Vec::new();
    for question in &findings.questions {
        let stages = [
            ("before", question.before.as_ref()),
            ("answer", Some(&question.answer)),
            ("again", question.again.as_ref()),
        ];
        for (stage, answer) in stages {
            if let Some(answer) = answer {
                rows.extend(question_rows(question, stage, answer));
            }
        }
    }
    Table {
        name: "questions".into(),
        title: "Questions and their answers".into(),
        fields: fields(&[
            ("question", Text, "id"),
            ("asks", Text, "as asked"),
            (
                "stage",
                Text,
                "before any account, answer given the accounts, again with fresh luck",
            ),
            ("kind", Text, "probability, quantity, level or arithmetic"),
            ("level", Text, "name of the level, for levels"),
            ("value", Number, "probability, or median of a number"),
            ("error", Number, "Monte-Carlo standard error of the value"),
            ("q05", Number, "5 % of a number"),
            ("q95", Number, "95 % of a number"),
            ("time", Time, "median of a moment"),
            ("time_q05", Time, "5 % of a moment"),
            ("time_q95", Time, "95 % of a moment"),
            (
                "unit",
                Text,
                "unit of a number; `date` for a moment, which stands in the columns of times",
            ),
            ("exists", Number, "probability that the quantity exists"),
            (
                "range_low",
                Number,
                "least answer under other priors and noise scales",
            ),
            (
                "range_high",
                Number,
                "greatest answer under other priors and noise scales",
            ),
            (
                "time_range_low",
                Time,
                "earliest median of a moment under other priors and noise scales",
            ),
            (
                "time_range_high",
                Time,
                "latest median of a moment under other priors and noise scales",
            ),
            ("moved_most_by", Text, "the change that moves it most"),
            ("ground", Text, "accounts, prior or model"),
            ("cannot_tell", Boolean, "whether the accounts cannot tell"),
            ("sentence", Text, "in words"),
            ("claims", Text, "ids of claims that bear on it; split by ;"),
        ]),
        rows,
    }
}

fn question_rows(question: &QuestionRecord, stage: &str, answer: &AnswerValue) -> Vec<Vec<String>> {
    // The range belongs to the answer given the accounts.
    let range = question.range.as_ref().filter(|_| stage == "answer");
    let row = |kind: &str, level: &str, estimate: Option<Estimate>, more: Spread| {
        let is_moment = more.unit == wording::MOMENT;
        let plain = |value: Option<f64>| optional(value.filter(|_| !is_moment));
        let time = |value: Option<f64>| moment(value.filter(|_| is_moment));
        let value = estimate.map(|estimate| estimate.value);
        let error = estimate.map(|estimate| estimate.error);
        let [low, high] = [0, 1].map(|end| more.ends.map(|ends| ends[end]));
        let [range_low, range_high] = [range.map(|range| range.low), range.map(|range| range.high)];
        vec![
            question.id.clone(),
            question.asks.clone(),
            stage.to_owned(),
            kind.to_owned(),
            level.to_owned(),
            plain(value),
            optional(error.map(|error| if is_moment { error / 3600.0 } else { error })),
            plain(low),
            plain(high),
            time(value),
            time(low),
            time(high),
            more.unit,
            optional(more.exists),
            plain(range_low),
            plain(range_high),
            time(range_low),
            time(range_high),
            range.map_or_else(String::new, |range| range.moved_most_by.clone()),
            wording::ground(question.ground).to_owned(),
            question.cannot_tell.to_string(),
            question.sentence.clone(),
            joined(&question.claims),
        ]
    };
    match answer {
        AnswerValue::Probability { estimate } => {
            vec![row("probability", "", Some(*estimate), Default::default())]
        }
        AnswerValue::Quantity {
            quantiles: [low, median, high],
            error,
            unit,
            exists,
            ..
        } => {
            let estimate = Estimate {
                value: *median,
                error: *error,
            };
            let more = Spread {
                ends: Some([*low, *high]),
                unit: unit.clone(),
                exists: Some(exists.value),
            };
            vec![row("quantity", "", Some(estimate), more)]
        }
        AnswerValue::Levels { levels } => levels
            .iter()
            .map(|(name, estimate)| row("level", name, Some(*estimate), Default::default()))
            .collect(),
        AnswerValue::Arithmetic => vec![row("arithmetic", "", None, Default::default())],
    }
}

/// What a quantity has beside its value.
#[derive(Default)]
struct Spread {
    ends: Option<[f64; 2]>,
    unit: String,
    exists: Option<f64>,
}

pub(super) fn factors(findings: &Findings) -> Table {
    let mut rows = Vec::new();
    for factor in &findings.factors {
        for level in &factor.levels {
            rows.push(vec![
                factor.id.clone(),
                factor.title.clone(),
                level.name.clone(),
                level.title.clone(),
                number(level.prior),
                number(level.posterior.value),
                number(level.posterior.error),
                number(level.range.low),
                number(level.range.high),
                number(level.ln_bayes_factor.value),
                number(level.ln_bayes_factor.error),
                number(level.ln_assertion),
                number(level.ln_trace),
                factor.cannot_tell.to_string(),
                factor.sentence.clone(),
            ]);
        }
    }
    Table {
        name: "factors".into(),
        title: "Factors, level by level".into(),
        fields: fields(&[
            ("factor", Text, "id"),
            ("title", Text, "the question"),
            ("level", Text, "name of the level"),
            ("level_title", Text, "the level in words"),
            ("prior", Number, "probability before any account"),
            ("posterior", Number, "probability given the accounts"),
            ("posterior_error", Number, "its Monte-Carlo standard error"),
            (
                "range_low",
                Number,
                "least posterior under other priors and noise scales",
            ),
            (
                "range_high",
                Number,
                "greatest posterior under other priors and noise scales",
            ),
            (
                "ln_bayes_factor",
                Number,
                "natural logarithm of the Bayes factor against all other levels",
            ),
            (
                "ln_bayes_factor_error",
                Number,
                "its Monte-Carlo standard error",
            ),
            (
                "ln_assertion",
                Number,
                "the part that claims assert outright",
            ),
            ("ln_trace", Number, "the part that traces contribute"),
            ("cannot_tell", Boolean, "whether the accounts cannot tell"),
            ("sentence", Text, "verdict in words"),
        ]),
        rows,
    }
}

/// One row for each mode of each counterfactual.
pub(super) fn counterfactuals(findings: &Findings) -> Table {
    let mut rows = Vec::new();
    for record in &findings.counterfactuals {
        let modes = [
            (
                "same history",
                record.factual,
                record.same_history,
                record.effects.same_history,
            ),
            (
                "same forces, fresh luck",
                record.fresh_luck_factual,
                record.fresh_luck,
                record.effects.fresh_luck,
            ),
            (
                "before any account",
                record.before_accounts_factual,
                record.before_accounts,
                record.effects.before_accounts,
            ),
        ];
        for (index, (mode, without, with, effect)) in modes.into_iter().enumerate() {
            let range = (index == 0).then_some(&record.range);
            rows.push(vec![
                record.id.clone(),
                record.title.clone(),
                record.asks.clone(),
                record.change.clone(),
                mode.to_owned(),
                number(without.value),
                number(without.error),
                number(with.value),
                number(with.error),
                number(effect.value),
                number(effect.error),
                optional(range.map(|range| range.low)),
                optional(range.map(|range| range.high)),
                wording::ground(record.ground).to_owned(),
                record.depends_on_luck.to_string(),
                record.cannot_tell.to_string(),
                record.sentence.clone(),
            ]);
        }
    }
    Table {
        name: "counterfactuals".into(),
        title: "Counterfactuals of this model, in three modes".into(),
        fields: fields(&[
            ("counterfactual", Text, "id"),
            ("title", Text, "in words"),
            ("asks", Text, "what is asked of it"),
            ("change", Text, "the intervention"),
            (
                "mode",
                Text,
                "what is kept: the history, the forces, or neither",
            ),
            ("without", Number, "probability without the change"),
            ("without_error", Number, "its Monte-Carlo standard error"),
            ("with", Number, "probability with the change"),
            ("with_error", Number, "its Monte-Carlo standard error"),
            (
                "difference",
                Number,
                "what the change does, taken history by history",
            ),
            ("difference_error", Number, "its Monte-Carlo standard error"),
            (
                "range_low",
                Number,
                "least `with` under other priors and noise scales",
            ),
            (
                "range_high",
                Number,
                "greatest `with` under other priors and noise scales",
            ),
            ("ground", Text, "accounts, prior or model"),
            (
                "depends_on_luck",
                Boolean,
                "whether the modes differ in sign",
            ),
            ("cannot_tell", Boolean, "whether the accounts cannot tell"),
            ("sentence", Text, "in words"),
        ]),
        rows,
    }
}

/// One row for each unknown and stage, one for each level where it has levels.
pub(super) fn parameters(findings: &Findings) -> Table {
    let mut rows = Vec::new();
    for parameter in &findings.parameters {
        for (stage, summary) in [
            ("prior", &parameter.prior),
            ("posterior", &parameter.posterior),
        ] {
            let head = [
                parameter.name.clone(),
                parameter.title.clone(),
                parameter.unit.clone(),
                stage.to_owned(),
            ];
            let foot = [
                number(parameter.overlap),
                wording::ground(parameter.ground).to_owned(),
                parameter.prior_ground.clone(),
            ];
            if parameter.levels.is_empty() {
                let mut row = head.to_vec();
                row.extend([
                    String::new(),
                    String::new(),
                    number(summary.mean),
                    number(summary.sd),
                ]);
                row.extend(summary.quantiles.map(number));
                row.extend(foot);
                rows.push(row);
            } else {
                for (level, share) in parameter.levels.iter().zip(&summary.levels) {
                    let mut row = head.to_vec();
                    row.extend([level.clone(), number(*share)]);
                    row.extend(std::iter::repeat_n(String::new(), 7));
                    row.extend(foot.clone());
                    rows.push(row);
                }
            }
        }
    }
    Table {
        name: "parameters".into(),
        title: "The unknowns, before any account and given them".into(),
        fields: fields(&[
            ("parameter", Text, "id"),
            ("title", Text, "in words"),
            ("unit", Text, "unit"),
            (
                "stage",
                Text,
                "prior (before any account) or posterior (given the accounts)",
            ),
            (
                "level",
                Text,
                "name of the level, for an unknown with levels",
            ),
            ("probability", Number, "probability of the level"),
            ("mean", Number, "mean"),
            ("sd", Number, "standard deviation"),
            ("q05", Number, "5 %"),
            ("q25", Number, "25 %"),
            ("q50", Number, "50 %"),
            ("q75", Number, "75 %"),
            ("q95", Number, "95 %"),
            (
                "overlap",
                Number,
                "overlap of prior and posterior; 1: nothing learned",
            ),
            ("ground", Text, "accounts, prior or model"),
            ("prior_ground", Text, "where the prior comes from"),
        ]),
        rows,
    }
}
