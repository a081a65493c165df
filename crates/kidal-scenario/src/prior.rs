//! Unknowns: what the analyst believes of them before any account, and on what ground.

use kidal_dossier::span::{Located, Span};
use kidal_dossier::table::TableReader;

/// The form of a prior.
#[derive(Clone, Debug, PartialEq)]
pub enum Prior {
    /// Any value between two bounds is as likely as another.
    Uniform {
        /// Least.
        low: f64,
        /// Greatest.
        high: f64,
    },
    /// Log-normal with a median and the range that holds 90 % of it, cut at `low` and `high`.
    LogNormal {
        /// Median.
        median: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
        /// Least value.
        low: f64,
        /// Greatest value.
        high: f64,
    },
    /// Beta between 0 and 1.
    Beta {
        /// First shape.
        a: f64,
        /// Second shape.
        b: f64,
    },
    /// Exclusive levels with weights.
    Levels(Vec<f64>),
    /// Known.
    Fixed(f64),
}

/// An unknown of the scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its id.
    pub id: Located<String>,
    /// In words.
    pub title: String,
    /// Unit of the number.
    pub unit: String,
    /// Prior.
    pub prior: Prior,
    /// Names of levels.
    pub levels: Vec<String>,
    /// Words for the levels.
    pub level_titles: Vec<String>,
    /// Ground of the prior, from outside the accounts.
    pub ground: String,
    /// Claims of the dossier that the analyst names as the ground, which is an error.
    pub claims: Vec<Located<String>>,
    /// Assumed conditional probabilities (factors).
    pub assumed: Vec<String>,
    /// Whether it is a factor of the report.
    pub is_factor: bool,
    /// Its table.
    pub span: Span,
}

impl Parameter {
    /// Bounds of the values that may come.
    #[must_use]
    pub fn bounds(&self) -> (f64, f64) {
        match &self.prior {
            Prior::Uniform { low, high } | Prior::LogNormal { low, high, .. } => (*low, *high),
            Prior::Beta { .. } => (0.0, 1.0),
            Prior::Levels(weights) => (0.0, weights.len().saturating_sub(1) as f64),
            Prior::Fixed(value) => (*value, *value),
        }
    }
}

impl Prior {
    /// The value below which a share u of the prior lies, 0 ≤ u ≤ 1. A level of a factor is its index.
    #[must_use]
    pub fn quantile(&self, u: f64) -> f64 {
        let u = u.clamp(0.0, 1.0);
        match self {
            Prior::Uniform { low, high } => low + u * (high - low),
            Prior::LogNormal {
                median,
                sigma,
                low,
                high,
            } => {
                let centre = kidal_math::ln(*median);
                let share = |value: f64| {
                    if value > 0.0 {
                        kidal_math::normal_cdf((kidal_math::ln(value) - centre) / sigma)
                    } else {
                        0.0
                    }
                };
                let (first, last) = (share(*low), share(*high));
                let z = kidal_math::normal_quantile(first + u * (last - first));
                kidal_math::exp(centre + sigma * z).clamp(*low, *high)
            }
            Prior::Beta { a, b } => kidal_math::beta_quantile(u, *a, *b),
            Prior::Levels(weights) => {
                let mut below = 0.0;
                let last = weights.len().saturating_sub(1);
                weights
                    .iter()
                    .position(|weight| {
                        below += weight;
                        u < below
                    })
                    .unwrap_or(last) as f64
            }
            Prior::Fixed(value) => *value,
        }
    }
}

/// ln of the 95 % quantile over the median, in standard deviations: Φ⁻¹(0.95).
const NINETY_PERCENT: f64 = 1.644_853_626_951_472_2;

/// Reads `[[parameter]]` and `[[factor]]` tables.
pub fn read(root: &TableReader<'_>) -> Vec<Parameter> {
    let mut list = Vec::new();
    for table in root.tables("parameter") {
        if let Some(parameter) = one(&table, false) {
            list.push(parameter);
        }
        table.finish();
    }
    for table in root.tables("factor") {
        if let Some(parameter) = one(&table, true) {
            list.push(parameter);
        }
        table.finish();
    }
    list
}

fn one(table: &TableReader<'_>, is_factor: bool) -> Option<Parameter> {
    let id = table.required_text("id")?;
    let title = table
        .required_text("title")
        .map_or(String::new(), |t| t.value);
    let ground = table
        .required_text("ground")
        .map_or(String::new(), |t| t.value);
    ground_is_written(table);
    let unit = table.text("unit").map_or(String::new(), |t| t.value);
    let claims = table.texts("claims");
    let assumed = table
        .texts("assumed")
        .into_iter()
        .map(|t| t.value)
        .collect();
    let (prior, levels, level_titles) = if is_factor || table.has("levels") {
        levels(table)?
    } else {
        // These are known where the prior is faulty, too.
        for key in ["uniform", "median", "ninety", "within", "beta", "fixed"] {
            let _ = table.raw(key);
        }
        // A faulty prior was told. The name stands, so that those who use it are no faults.
        let prior = continuous(table).unwrap_or(Prior::Fixed(1.0));
        (prior, Vec::new(), Vec::new())
    };
    Some(Parameter {
        id,
        title,
        unit,
        prior,
        levels,
        level_titles,
        ground,
        claims,
        assumed,
        is_factor,
        span: table.span(),
    })
}

/// An empty ground says nothing.
pub(crate) fn ground_is_written(table: &TableReader<'_>) {
    if let Some(ground) = table.text("ground")
        && ground.value.trim().is_empty()
    {
        table.error(
            "empty-ground",
            ground.span,
            "`ground` is empty",
            "nothing is written here",
            Some(
                "say what it rests on; where there is no source, \"chosen by us because …\"".into(),
            ),
        );
    }
}

/// A ground that names a claim uses an account twice.
pub(crate) fn ground_is_no_claim(
    dossier: &kidal_dossier::Dossier,
    root: &TableReader<'_>,
    parameter: &Parameter,
) {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    let mut words = parameter
        .ground
        .split(|letter| !is_letter(letter))
        .map(|word| word.trim_matches('.'));
    // One plain word may be a claim's id by chance; ids that people write have a dot or a hyphen.
    let claim = words.find(|word| word.contains(['.', '-']) && dossier.claim(word).is_some());
    if let Some(claim) = claim {
        root.error(
            "prior-from-claim",
            parameter.span,
            format!(
                "the ground of `{}` names the claim `{claim}`; each account is used once",
                parameter.id.value
            ),
            "this claim is weighed already",
            Some("take the prior from outside the accounts: geography, order of battle, other battles".into()),
        );
    }
}

fn levels(table: &TableReader<'_>) -> Option<(Prior, Vec<String>, Vec<String>)> {
    let mut names = Vec::new();
    let mut titles = Vec::new();
    let mut weights = Vec::new();
    for level in table.tables("levels") {
        let name = level.required_text("id")?;
        if names.contains(&name.value) {
            crate::names::duplicate(&level, "levels", &name);
        }
        titles.push(level.text("title").map_or(name.value.clone(), |t| t.value));
        names.push(name.value);
        let weight = level.required_number("p")?;
        if !(0.0..=1.0).contains(&weight.value) {
            table.error(
                "bad-prior",
                weight.span,
                format!(
                    "a level's probability lies between 0 and 1, not {}",
                    weight.value
                ),
                "this one",
                Some("write a number between 0 and 1".into()),
            );
        }
        weights.push(weight.value.clamp(0.0, 1.0));
        level.finish();
    }
    let total: f64 = weights.iter().sum();
    if names.len() < 2 || (total - 1.0).abs() > 0.001 {
        table.error("bad-prior", table.span(), format!("a factor needs two or more levels whose probabilities add up to 1; these {} add up to {total}", names.len()), "this factor", Some("mend the `p` of its levels".into()));
        return None;
    }
    Some((Prior::Levels(weights), names, titles))
}

fn continuous(table: &TableReader<'_>) -> Option<Prior> {
    let refuse = |span: Span, message: String, help: &str| {
        table.error(
            "bad-prior",
            span,
            message,
            "this prior",
            Some(help.to_string()),
        );
        None
    };
    let ordered = |key: &str| -> Option<Option<[f64; 2]>> {
        if !table.has(key) {
            return Some(None);
        }
        let numbers = table.numbers(key);
        let is_ordered = numbers.len() == 2 && numbers[0].value < numbers[1].value;
        if !is_ordered {
            let span = table.key_span(key).unwrap_or(table.span());
            refuse(
                span,
                format!("`{key}` needs two numbers, the smaller first"),
                "swap or mend the bounds",
            );
            return None;
        }
        Some(Some([numbers[0].value, numbers[1].value]))
    };
    let given = ["uniform", "median", "beta", "fixed"]
        .iter()
        .filter(|key| table.has(key))
        .count();
    if given != 1 {
        return refuse(table.span(), "a parameter needs one prior: `uniform = [a, b]`, `median` with `ninety = [a, b]`, `beta = [a, b]` or `fixed`".into(), "give exactly one of them");
    }
    if let Some([low, high]) = ordered("uniform")? {
        return Some(Prior::Uniform { low, high });
    }
    if let Some(fixed) = table.number("fixed") {
        return Some(Prior::Fixed(fixed.value));
    }
    if table.has("beta") {
        let shapes = table.numbers("beta");
        if shapes.len() != 2 || !shapes.iter().all(|shape| shape.value > 0.0) {
            return refuse(
                table.span(),
                "`beta` needs two shapes above 0".into(),
                "for example beta = [2, 2]",
            );
        }
        return Some(Prior::Beta {
            a: shapes[0].value,
            b: shapes[1].value,
        });
    }
    let median = table.required_number("median")?;
    let ninety = ordered("ninety")?;
    let within = ordered("within")?;
    let Some([five, ninety_five]) = ninety else {
        return refuse(
            table.span(),
            "`median` needs `ninety = [a, b]`, the range that holds nine values in ten".into(),
            "add it",
        );
    };
    if !(median.value > 0.0 && five > 0.0 && five < median.value && median.value < ninety_five) {
        return refuse(
            median.span,
            format!(
                "a log-normal prior needs 0 < {five} < {} < {ninety_five}",
                median.value
            ),
            "the median lies inside `ninety`, all above 0",
        );
    }
    let sigma = (kidal_math::ln(ninety_five) - kidal_math::ln(five)) / (2.0 * NINETY_PERCENT);
    let [low, high] = within.unwrap_or([
        five / (ninety_five / five),
        ninety_five * (ninety_five / five),
    ]);
    if !(low >= 0.0 && low < median.value && median.value < high) {
        return refuse(
            table.key_span("within").unwrap_or(median.span),
            format!(
                "`within = [{low}, {high}]` must not hold negative values and must hold the median {}",
                median.value
            ),
            "widen `within`, or mend the median",
        );
    }
    Some(Prior::LogNormal {
        median: median.value,
        sigma,
        low,
        high,
    })
}
