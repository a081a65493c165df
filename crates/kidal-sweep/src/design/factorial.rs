//! Every combination of levels.

use crate::SweepError;

/// Level l of L is the coordinate l / (L − 1). The last factor varies fastest.
pub(super) fn points(levels: &[usize], factors: usize) -> Result<Vec<f64>, SweepError> {
    if levels.len() != factors {
        return Err(SweepError::Size {
            what: "the number of level counts",
            given: levels.len(),
            needed: "give one for each factor",
        });
    }
    if let Some(&few) = levels.iter().find(|count| **count < 2) {
        return Err(SweepError::Size {
            what: "the number of levels of a factor",
            given: few,
            needed: "a factor needs 2 or more",
        });
    }
    let runs: usize = levels.iter().product();
    let mut values = Vec::with_capacity(runs * factors);
    for run in 0..runs {
        let mut rest = run;
        let start = values.len();
        values.resize(start + factors, 0.0);
        for factor in (0..factors).rev() {
            let level = rest % levels[factor];
            rest /= levels[factor];
            values[start + factor] = level as f64 / (levels[factor] - 1) as f64;
        }
    }
    Ok(values)
}
