//! How far an expression of parameters can go: its values where each parameter stands at one end of its prior.
//!
//! An expression of sums and products in which each parameter stands once is least and greatest at such a corner, so the
//! bounds are exact; other expressions may go further between the corners, and then a fault is missed, never invented.

use kidal_battle::parts::{ParameterId, Step, Value};
use kidal_dossier::span::Span;

use crate::names::Names;
use crate::reader::Section;

/// Expressions of more parameters are not looked at. Chosen by us because twelve have 4096 corners.
const MOST_PARAMETERS: usize = 12;

/// A value of an expression and the parameters that give it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Corner {
    pub value: f64,
    /// `garrison-men = 60`
    pub at: Vec<String>,
}

/// Least and greatest value over the corners; none where there are too many of them.
pub(crate) fn corners(value: &Value, names: &Names) -> Option<[Corner; 2]> {
    let mut ids: Vec<ParameterId> = Vec::new();
    for step in &value.0 {
        if let Step::Parameter(id) = step
            && !ids.contains(id)
        {
            ids.push(*id);
        }
    }
    if ids.len() > MOST_PARAMETERS {
        return None;
    }
    let mut found: Option<[Corner; 2]> = None;
    for mask in 0..1_u32 << ids.len() {
        let end = |id: ParameterId| -> Option<f64> {
            let place = ids.iter().position(|known| *known == id)?;
            let (low, high) = names.bounds_of(id)?;
            Some(if mask & (1 << place) == 0 { low } else { high })
        };
        let result = run(&value.0, &end)?;
        let corner = || Corner {
            value: result,
            at: ids
                .iter()
                .filter_map(|id| {
                    let name = names.parameters().nth(id.index())?;
                    Some(format!("{name} = {}", end(*id)?))
                })
                .collect(),
        };
        found = Some(match found {
            None => [corner(), corner()],
            // What is no number counts as the worst of both ends.
            Some([low, high]) => [
                if result < low.value || result.is_nan() {
                    corner()
                } else {
                    low
                },
                if result > high.value || result.is_nan() {
                    corner()
                } else {
                    high
                },
            ],
        });
    }
    found
}

fn run(steps: &[Step], parameter: &dyn Fn(ParameterId) -> Option<f64>) -> Option<f64> {
    let mut stack: Vec<f64> = Vec::new();
    for step in steps {
        let result = match step {
            Step::Constant(value) => *value,
            Step::Parameter(id) => parameter(*id)?,
            other => {
                let (b, a) = (stack.pop()?, stack.pop()?);
                match other {
                    Step::Add => a + b,
                    Step::Subtract => a - b,
                    Step::Multiply => a * b,
                    Step::Divide => a / b,
                    Step::Least => a.min(b),
                    Step::Most => a.max(b),
                    _ => return None,
                }
            }
        };
        stack.push(result);
    }
    stack.pop()
}

impl Section<'_, '_> {
    /// Refuses a value that can leave these bounds for some choice of the parameters; says at which.
    pub(crate) fn bounded(&self, key: &str, value: &Value, low: f64, high: f64) {
        let Some([least, most]) = corners(value, self.names) else {
            return;
        };
        let outside =
            |corner: &Corner| !(corner.value >= low - SLACK && corner.value <= high + SLACK);
        let Some(corner) = [least, most].into_iter().find(outside) else {
            return;
        };
        let with = if corner.at.is_empty() {
            String::new()
        } else {
            format!(" with {}", corner.at.join(", "))
        };
        let allowed = match (low.is_finite(), high.is_finite()) {
            (true, true) => format!("between {low} and {high}"),
            (true, false) => format!("{low} or more"),
            _ => format!("{high} or less"),
        };
        self.table.error(
            "out-of-range",
            self.span_of(key),
            format!(
                "`{key}` can be {}{with}; it must be {allowed}",
                corner.value
            ),
            "this value",
            Some(if corner.at.is_empty() {
                format!("write a value {allowed}")
            } else {
                "change the expression, or bound the priors of its parameters with `within`".into()
            }),
        );
    }

    /// A value that must lie within bounds, or this constant where it is not given.
    pub(crate) fn value_within(&self, key: &str, default: f64, low: f64, high: f64) -> Value {
        let value = self.value_or(key, default);
        self.bounded(key, &value, low, high);
        value
    }

    /// A value that must be there and lie within bounds.
    pub(crate) fn required_within(&self, key: &str, low: f64, high: f64) -> Option<Value> {
        let value = self.required_value(key)?;
        self.bounded(key, &value, low, high);
        Some(value)
    }

    /// The place of a key's value, or of the table.
    pub(crate) fn span_of(&self, key: &str) -> Span {
        self.table
            .raw(key)
            .map_or(self.table.span(), |value| value.span)
    }
}

/// A miss smaller than this is a rounding error.
const SLACK: f64 = 1e-9;

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(text: &str) -> [f64; 2] {
        let mut names = Names::default();
        names.add_parameter("guard", &[]);
        names.bound_parameter((60.0, 400.0));
        names.add_parameter("share", &[]);
        names.bound_parameter((0.0, 1.0));
        let value = crate::expression::parse(text, &names).expect("the test reads");
        corners(&value, &names)
            .expect("few parameters")
            .map(|corner| corner.value)
    }

    #[test]
    fn the_ends_of_an_expression_are_those_of_its_corners() {
        assert_eq!(ends("guard * (1 - share)"), [0.0, 400.0]);
        assert_eq!(ends("guard - 100"), [-40.0, 300.0]);
        assert_eq!(ends("3"), [3.0, 3.0]);
        assert!(ends("guard / share")[1].is_infinite());
    }
}
