//! What a designed experiment tried and what it showed.

use kidal_findings::{SweepFactor, SweepRecord, SweepResponse};

use crate::table::{
    Field,
    Kind::{self, Integer, Number, Text},
    Table, fields, number, optional,
};

/// The tables of a sweep.
pub(super) fn tables(sweep: &SweepRecord) -> Vec<Table> {
    vec![
        points(sweep),
        outcomes(sweep),
        factors(sweep),
        pairs(sweep),
        terms(sweep),
    ]
}

/// One row for each point of the design.
fn points(sweep: &SweepRecord) -> Table {
    let mut head = fields(&[(
        "point",
        Integer,
        "number of the point in the design, from 1",
    )]);
    for factor in &sweep.factors {
        let about = if factor.levels.is_empty() {
            format!("factor {}, in {}", factor.title, factor.unit)
        } else {
            format!(
                "factor {}, its level from 0: {}",
                factor.title,
                factor.levels.join(", ")
            )
        };
        head.push(Field {
            name: format!("factor.{}", factor.id),
            kind: Kind::Number,
            about,
        });
    }
    for response in &sweep.responses {
        head.push(Field {
            name: format!("outcome.{}", response.question),
            kind: Kind::Number,
            about: format!(
                "{} In {}; empty where it did not come about",
                response.asks, response.unit
            ),
        });
    }
    let count = sweep.factors.first().map_or(0, |one| one.values.len());
    let rows = (0..count)
        .map(|point| {
            let mut cells = vec![(point + 1).to_string()];
            let setting = |one: &SweepFactor| optional(one.values.get(point).copied());
            cells.extend(sweep.factors.iter().map(setting));
            let outcome = |one: &SweepResponse| optional(one.values.get(point).copied().flatten());
            cells.extend(sweep.responses.iter().map(outcome));
            cells
        })
        .collect();
    Table {
        name: "sweep_points".into(),
        title: "Points of a designed experiment and what came out".into(),
        fields: head,
        rows,
    }
}

fn outcomes(sweep: &SweepRecord) -> Table {
    let rows = sweep
        .responses
        .iter()
        .map(|one| {
            let fitted = one.regression.as_ref();
            vec![
                one.question.clone(),
                one.asks.clone(),
                one.unit.clone(),
                number(one.mean),
                number(one.sd),
                one.undefined.to_string(),
                optional(fitted.map(|fitted| fitted.adjusted_r_squared)),
                optional(fitted.map(|fitted| fitted.residual_sd)),
                one.sentence.clone(),
            ]
        })
        .collect();
    Table {
        name: "sweep_outcomes".into(),
        title: "Outcomes of a designed experiment".into(),
        fields: fields(&[
            ("outcome", Text, "id of the question"),
            ("asks", Text, "as asked"),
            ("unit", Text, "unit of the outcome"),
            ("mean", Number, "mean over the points where it came about"),
            ("sd", Number, "standard deviation over them"),
            ("undefined", Integer, "points where it did not come about"),
            (
                "adjusted_r_squared",
                Number,
                "share of the variance that the polynomial takes up",
            ),
            (
                "residual_sd",
                Number,
                "standard deviation of what the polynomial leaves",
            ),
            ("shows", Text, "what it shows, in one sentence"),
        ]),
        rows,
    }
}

fn factors(sweep: &SweepRecord) -> Table {
    let mut rows = Vec::new();
    for response in &sweep.responses {
        for factor in &sweep.factors {
            let index = response.indices.iter().find(|one| one.factor == factor.id);
            let effect = response
                .screening
                .iter()
                .find(|one| one.factor == factor.id);
            if index.is_none() && effect.is_none() {
                continue;
            }
            rows.push(vec![
                response.question.clone(),
                factor.id.clone(),
                factor.title.clone(),
                response.unit.clone(),
                optional(index.map(|one| one.first.value)),
                optional(index.map(|one| one.first.error)),
                optional(index.map(|one| one.total.value)),
                optional(index.map(|one| one.total.error)),
                optional(effect.map(|one| one.mean)),
                optional(effect.map(|one| one.mean_absolute.value)),
                optional(effect.map(|one| one.mean_absolute.error)),
                optional(effect.map(|one| one.sd)),
            ]);
        }
    }
    Table {
        name: "sweep_factors".into(),
        title: "What each outcome owes to each factor".into(),
        fields: fields(&[
            ("outcome", Text, "id of the question"),
            ("factor", Text, "id of the factor"),
            ("title", Text, "the factor in words"),
            ("unit", Text, "unit of the outcome, and so of the effects"),
            (
                "first_order",
                Number,
                "first-order Sobol index (Saltelli designs)",
            ),
            ("first_order_error", Number, "its standard error"),
            ("total", Number, "total Sobol index (Saltelli designs)"),
            ("total_error", Number, "its standard error"),
            (
                "effect",
                Number,
                "mean effect over the factor's whole range (Morris designs)",
            ),
            (
                "absolute_effect",
                Number,
                "mean absolute effect (Morris designs)",
            ),
            ("absolute_effect_error", Number, "its standard error"),
            (
                "effect_sd",
                Number,
                "standard deviation of the effects (Morris designs)",
            ),
        ]),
        rows,
    }
}

fn pairs(sweep: &SweepRecord) -> Table {
    let of = |response: &SweepResponse| {
        let row = |pair: &kidal_findings::PairRecord| {
            vec![
                response.question.clone(),
                pair.first.clone(),
                pair.second.clone(),
                number(pair.index.value),
                number(pair.index.error),
            ]
        };
        response.pairs.iter().map(row).collect::<Vec<_>>()
    };
    Table {
        name: "sweep_pairs".into(),
        title: "What pairs of factors do together".into(),
        fields: fields(&[
            ("outcome", Text, "id of the question"),
            ("first", Text, "id of one factor"),
            ("second", Text, "id of the other"),
            (
                "index",
                Number,
                "second-order Sobol index, beyond what each carries alone",
            ),
            ("index_error", Number, "its standard error"),
        ]),
        rows: sweep.responses.iter().flat_map(of).collect(),
    }
}

fn terms(sweep: &SweepRecord) -> Table {
    let mut rows = Vec::new();
    for response in &sweep.responses {
        let Some(fitted) = &response.regression else {
            continue;
        };
        for (term, coefficient) in fitted.terms.iter().zip(&fitted.coefficients) {
            rows.push(vec![
                response.question.clone(),
                term.clone(),
                response.unit.clone(),
                number(coefficient.value),
                number(coefficient.error),
            ]);
        }
    }
    Table {
        name: "sweep_terms".into(),
        title: "The polynomial of each outcome".into(),
        fields: fields(&[
            ("outcome", Text, "id of the question"),
            (
                "term",
                Text,
                "a, a², a × b, or 1; coordinates run from −1 to 1 over each factor",
            ),
            ("unit", Text, "unit of the coefficient"),
            ("coefficient", Number, "coefficient"),
            ("coefficient_error", Number, "its standard error"),
        ]),
        rows,
    }
}
