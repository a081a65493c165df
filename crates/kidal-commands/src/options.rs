//! The options of a study as text: by them a checkpoint is known again, and `rerun` repeats a study.

use std::collections::BTreeMap;

use crate::study_door::{Effort, WeighOptions};

/// Under this name the provenance of findings keeps a budget of histories.
pub(crate) const BUDGET: &str = "budget-histories";

/// All options that change the result, in one line.
#[must_use]
pub fn line(options: &WeighOptions) -> String {
    let parts: Vec<String> = to_map(options)
        .into_iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    parts.join(" ")
}

/// Options as a command has them: of the nine numbers of an effort the option that asks for it.
pub(crate) fn as_asked(line: &str) -> String {
    let efforts = [
        (Effort::small(), "--small"),
        (Effort::default(), "neither --small nor --full"),
        (Effort::full(), "--full"),
    ];
    let of = |effort: Effort| {
        let options = WeighOptions {
            effort,
            ..WeighOptions::default()
        };
        to_map(&options).remove("effort").unwrap_or_default()
    };
    let mut text = line.to_owned();
    for (effort, option) in efforts {
        let numbers = format!("effort={}", of(effort));
        let whole = text.split(' ').any(|part| part == numbers);
        if whole {
            text = text.replacen(&numbers, option, 1);
        }
    }
    text
}

/// The options that change the result, by name; lists are joined by commas, what was not asked for is left out.
#[must_use]
pub fn to_map(options: &WeighOptions) -> BTreeMap<String, String> {
    let effort = &options.effort;
    let mut map = BTreeMap::from([
        ("seed".to_owned(), options.seed.to_string()),
        (
            "effort".to_owned(),
            [
                effort.islands,
                effort.particles,
                effort.pilot,
                effort.chain,
                effort.moves_per_state,
                effort.last_moves_per_state,
                effort.prior_histories,
                effort.counterfactual_histories,
                effort.refit_chain,
            ]
            .map(|count| count.to_string())
            .join(","),
        ),
    ]);
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            map.insert(key.to_owned(), value);
        }
    };
    let list = |names: &[String]| (!names.is_empty()).then(|| names.join(","));
    add("only", list(&options.only));
    add("without", list(&options.without));
    add("as-known-on", options.as_known_on.clone());
    add("model-only", options.model_only.then(|| "yes".to_owned()));
    add(
        BUDGET,
        options.budget_histories.map(|count| count.to_string()),
    );
    map
}

/// Reads back what [`to_map`] wrote.
///
/// # Errors
/// A fragment that names the option which cannot be read.
pub fn from_map(map: &BTreeMap<String, String>, threads: usize) -> Result<WeighOptions, String> {
    let list = |key: &str| -> Vec<String> {
        map.get(key)
            .map(|names| names.split(',').map(str::to_owned).collect())
            .unwrap_or_default()
    };
    let number = |key: &str, text: &str| {
        text.parse::<u64>()
            .map_err(|_| format!("the option `{key}` is not a number"))
    };
    let effort = map.get("effort").ok_or("the option `effort` is missing")?;
    let counts: Vec<u32> = effort
        .split(',')
        .map(|count| count.parse())
        .collect::<Result<_, _>>()
        .map_err(|_| "the option `effort` is not a list of numbers")?;
    let &[
        islands,
        particles,
        pilot,
        chain,
        moves_per_state,
        last_moves_per_state,
        prior_histories,
        counterfactual_histories,
        refit_chain,
    ] = counts.as_slice()
    else {
        return Err("the option `effort` does not hold nine numbers".into());
    };
    Ok(WeighOptions {
        seed: number(
            "seed",
            map.get("seed").ok_or("the option `seed` is missing")?,
        )?,
        threads,
        effort: Effort {
            islands,
            particles,
            pilot,
            chain,
            moves_per_state,
            last_moves_per_state,
            prior_histories,
            counterfactual_histories,
            refit_chain,
        },
        only: list("only"),
        without: list("without"),
        as_known_on: map.get("as-known-on").cloned(),
        model_only: map.contains_key("model-only"),
        budget_histories: map
            .get(BUDGET)
            .map(|text| number(BUDGET, text))
            .transpose()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A checkpoint of another effort was refused with nine numbers and no option.
    #[test]
    fn an_effort_is_told_by_its_option() {
        let of = |effort| {
            as_asked(&line(&WeighOptions {
                effort,
                ..WeighOptions::default()
            }))
        };
        assert_eq!(of(Effort::small()), "--small seed=2012");
        assert_eq!(of(Effort::full()), "--full seed=2012");
        assert_eq!(
            of(Effort::default()),
            "neither --small nor --full seed=2012"
        );
        let own = Effort {
            islands: 3,
            ..Effort::small()
        };
        assert!(of(own).starts_with("effort=3,8,"));
    }

    #[test]
    fn options_come_back_from_their_text() {
        let options = WeighOptions {
            seed: 7,
            threads: 3,
            effort: Effort::default(),
            only: vec!["a".into(), "b.c".into()],
            without: vec![],
            as_known_on: Some("2012-04-01".into()),
            model_only: true,
            budget_histories: Some(1000),
        };
        let back = from_map(&to_map(&options), 3).expect("just written");
        assert_eq!(line(&back), line(&options));
        assert_eq!(back.only, options.only);
        assert!(from_map(&BTreeMap::new(), 1).is_err());
    }
}
