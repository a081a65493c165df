//! What the points of a design show of one response.

use kidal_findings::{
    Estimate, IndexRecord, PairRecord, RegressionRecord, ScreeningRecord, SurfaceRecord,
    SweepFactor, SweepResponse, TreeLine, wording,
};
use kidal_scenario::question::Question;
use kidal_scenario::swept::Scale;
use kidal_sweep::{
    ElementaryEffects, Interval, Layout, PartitionTree, Points, Regression, ResponseSurface,
    SobolIndices, Term,
};

/// Bootstrap resamples of an interval; chosen by us because its end then moves by less than a tenth of its width.
const RESAMPLES: usize = 200;
/// Deepest cut of a tree; chosen by us because sixteen ends still fit a page.
const DEPTH: usize = 4;
/// Squares on a side of a surface.
const SIDE: usize = 24;
/// Half-width of a 95 % interval over a standard error.
const HALF_WIDTH: f64 = 1.96;
/// A total index, or a share of the largest effect, below which a factor does nothing that can be seen; chosen by us
/// because a twentieth of the variance moves no answer in its first digit.
const NOTHING: f64 = 0.05;

/// Everything about one response.
pub(super) struct Asked<'a> {
    pub question: &'a Question,
    pub unit: String,
    /// The scenario's zero [s since 1970 UTC].
    pub zero: i64,
    pub points: &'a Points,
    pub factors: &'a [SweepFactor],
    /// How a coordinate becomes a value; none for luck.
    pub scales: &'a [Option<&'a Scale>],
    /// One for each point, NaN where it did not come about.
    pub values: &'a [f64],
    pub seed: u64,
}

/// The response as a record.
pub(super) fn response(asked: &Asked<'_>) -> SweepResponse {
    let (unit, values) = in_readable_unit(asked);
    let came_about: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    let undefined = values.len() - came_about.len();
    let mean = kidal_math::mean(&came_about);
    let spread = kidal_math::sum_of(came_about.iter().map(|v| (v - mean) * (v - mean)));
    let finite = |value: f64| if value.is_finite() { value } else { 0.0 };
    let mut record = SweepResponse {
        question: asked.question.id.clone(),
        asks: asked.question.asks.clone(),
        unit,
        values: values.iter().map(|v| v.is_finite().then_some(*v)).collect(),
        mean: finite(mean),
        sd: finite((spread / came_about.len().max(1) as f64).sqrt()),
        undefined,
        sentence: String::new(),
        indices: Vec::new(),
        pairs: Vec::new(),
        screening: Vec::new(),
        regression: None,
        tree: Vec::new(),
        surface: None,
    };
    record.sentence = if undefined > 0 {
        format!(
            "It did not come about at {undefined} of {} points, so that no share of its spread can be told.",
            values.len()
        )
    } else if record.sd == 0.0 {
        "It is the same at every point: none of these factors moves it.".into()
    } else {
        analyse(asked, &values, &mut record)
    };
    record
}

/// Dates become hours after the scenario's zero, so that their spread can be read.
fn in_readable_unit(asked: &Asked<'_>) -> (String, Vec<f64>) {
    if asked.unit == "date" {
        let unit = format!("hours after {}", wording::iso(asked.zero));
        return (unit, asked.values.iter().map(|s| s / 3600.0).collect());
    }
    (asked.unit.clone(), asked.values.to_vec())
}

/// Fills in what the design can show; returns the sentence.
fn analyse(asked: &Asked<'_>, values: &[f64], record: &mut SweepResponse) -> String {
    // What a factor does, for the order of the sentence and the choice of the surface.
    let strength = match asked.points.layout() {
        Layout::Saltelli { .. } => {
            let totals = indices(asked, values, record);
            regress(asked, values, record, totals)
        }
        // A trajectory's points lie too close together for a polynomial.
        Layout::Trajectories { .. } => screening(asked, values, record),
        Layout::Plain => regress(asked, values, record, None),
    };
    match strength {
        Some(strength) => sentence(asked, &strength, record),
        None => "There are too few points to tell the factors apart.".into(),
    }
}

fn estimate(interval: Interval) -> Estimate {
    Estimate {
        value: interval.value,
        error: interval.half_width / HALF_WIDTH,
    }
}

fn indices(asked: &Asked<'_>, values: &[f64], record: &mut SweepResponse) -> Option<Vec<f64>> {
    let found = SobolIndices::of(asked.points, values, RESAMPLES, asked.seed).ok()?;
    record.indices = asked
        .factors
        .iter()
        .zip(found.first.iter().zip(&found.total))
        .map(|(factor, (first, total))| IndexRecord {
            factor: factor.id.clone(),
            first: estimate(*first),
            total: estimate(*total),
        })
        .collect();
    record.pairs = found
        .pairs
        .iter()
        .map(|(i, j, index)| PairRecord {
            first: asked.factors[*i].id.clone(),
            second: asked.factors[*j].id.clone(),
            index: estimate(*index),
        })
        .collect();
    Some(found.total.iter().map(|total| total.value).collect())
}

fn screening(asked: &Asked<'_>, values: &[f64], record: &mut SweepResponse) -> Option<Vec<f64>> {
    let found = ElementaryEffects::of(asked.points, values, RESAMPLES, asked.seed).ok()?;
    record.screening = asked
        .factors
        .iter()
        .zip(&found.factors)
        .map(|(factor, effect)| ScreeningRecord {
            factor: factor.id.clone(),
            mean: effect.mean,
            mean_absolute: estimate(effect.mean_absolute),
            sd: effect.sd,
        })
        .collect();
    let sizes: Vec<f64> = found
        .factors
        .iter()
        .map(|effect| effect.mean_absolute.value)
        .collect();
    let most = sizes.iter().copied().fold(0.0, f64::max);
    (most > 0.0).then(|| sizes.iter().map(|size| size / most).collect())
}

/// Polynomial, tree and surface. `strength`: what is known of the factors already.
fn regress(
    asked: &Asked<'_>,
    values: &[f64],
    record: &mut SweepResponse,
    strength: Option<Vec<f64>>,
) -> Option<Vec<f64>> {
    let least = (values.len() / 50).max(5);
    if let Ok(tree) = PartitionTree::grow(asked.points, values, DEPTH, least) {
        lines(asked, &tree, 0, String::new(), &mut record.tree);
    }
    let polynomial = Regression::quadratic(asked.points, values)
        .or_else(|_| Regression::linear(asked.points, values))
        .ok();
    let Some(polynomial) = polynomial else {
        return strength;
    };
    let name = |factor: usize| asked.factors[factor].id.as_str();
    record.regression = Some(RegressionRecord {
        adjusted_r_squared: polynomial.adjusted_r_squared,
        residual_sd: polynomial.residual_sd,
        terms: polynomial
            .terms
            .iter()
            .map(|(term, _, _)| match term {
                Term::Constant => "1".into(),
                Term::Linear(i) => name(*i).to_string(),
                Term::Square(i) => format!("{}²", name(*i)),
                Term::Product(i, j) => format!("{} × {}", name(*i), name(*j)),
            })
            .collect(),
        coefficients: polynomial
            .terms
            .iter()
            .map(|(_, value, half_width)| Estimate {
                value: *value,
                error: half_width / HALF_WIDTH,
            })
            .collect(),
    });
    let strength = strength.or_else(|| by_polynomial(&polynomial, asked.factors.len()));
    if let Some(strength) = &strength {
        record.surface = surface(asked, &polynomial, strength);
    }
    strength
}

/// A factor's share of the polynomial's variance over independent uniform coordinates on −1…1: β²/3 for a linear term, 4β²/45
/// for a square, β²/9 for a product, which counts for both.
fn by_polynomial(polynomial: &Regression, factors: usize) -> Option<Vec<f64>> {
    let mut shares = vec![0.0; factors];
    let mut whole = 0.0;
    for (term, coefficient, _) in &polynomial.terms {
        let square = coefficient * coefficient;
        match term {
            Term::Constant => {}
            Term::Linear(i) => {
                shares[*i] += square / 3.0;
                whole += square / 3.0;
            }
            Term::Square(i) => {
                shares[*i] += square * 4.0 / 45.0;
                whole += square * 4.0 / 45.0;
            }
            Term::Product(i, j) => {
                shares[*i] += square / 9.0;
                shares[*j] += square / 9.0;
                whole += square / 9.0;
            }
        }
    }
    (whole > 0.0).then(|| shares.iter().map(|share| share / whole).collect())
}

/// The polynomial over the two factors that do most; luck has no scale and is not drawn.
fn surface(asked: &Asked<'_>, polynomial: &Regression, strength: &[f64]) -> Option<SurfaceRecord> {
    let order: Vec<usize> = strongest(strength)
        .into_iter()
        .filter(|factor| asked.scales[*factor].is_some())
        .collect();
    let [across, up, ..] = order[..] else {
        return None;
    };
    let surface = ResponseSurface::of(polynomial, asked.factors.len(), across, up, SIDE);
    let along = |factor: usize| -> Vec<f64> {
        (0..SIDE)
            .map(|k| value_at(asked, factor, (k as f64 + 0.5) / SIDE as f64))
            .collect()
    };
    // A polynomial may leave the range of a probability; a probability may not.
    let values = if asked.unit == "probability" {
        surface.values.iter().map(|p| p.clamp(0.0, 1.0)).collect()
    } else {
        surface.values
    };
    Some(SurfaceRecord {
        across: asked.factors[across].id.clone(),
        across_values: along(across),
        up: asked.factors[up].id.clone(),
        up_values: along(up),
        values,
    })
}

fn value_at(asked: &Asked<'_>, factor: usize, u: f64) -> f64 {
    asked.scales[factor].map_or(u, |scale| scale.at(u))
}

fn lines(
    asked: &Asked<'_>,
    tree: &PartitionTree,
    depth: usize,
    condition: String,
    list: &mut Vec<TreeLine>,
) {
    let (points, mean) = weight(tree);
    list.push(TreeLine {
        depth,
        condition,
        points,
        mean,
    });
    if let PartitionTree::Split(split) = tree {
        let factor = &asked.factors[split.factor];
        let words = |relation: &str| {
            condition_words(asked, split.factor, split.threshold, relation, factor)
        };
        lines(asked, &split.below, depth + 1, words("below"), list);
        lines(asked, &split.above, depth + 1, words("at least"), list);
    }
}

fn condition_words(
    asked: &Asked<'_>,
    at: usize,
    threshold: f64,
    relation: &str,
    factor: &SweepFactor,
) -> String {
    let Some(scale) = asked.scales[at] else {
        return format!("{} {relation} its {:.2} quantile", factor.title, threshold);
    };
    if factor.levels.is_empty() {
        return format!(
            "{} {relation} {}",
            factor.title,
            wording::with_unit(&wording::number(scale.at(threshold)), &factor.unit)
        );
    }
    // Which levels lie on this side of the cut, by their coordinates.
    let mut names: Vec<&str> = Vec::new();
    for k in 0..64 {
        let u = (f64::from(k) + 0.5) / 64.0;
        if (u < threshold) == (relation == "below")
            && let Some(name) = factor.levels.get(scale.at(u) as usize)
            && !names.contains(&name.as_str())
        {
            names.push(name);
        }
    }
    format!("{}: {}", factor.title, names.join(" or "))
}

/// Points and mean of a branch.
fn weight(tree: &PartitionTree) -> (usize, f64) {
    match tree {
        PartitionTree::Leaf(leaf) => (leaf.points, leaf.mean),
        PartitionTree::Split(split) => {
            let ((a, mean_a), (b, mean_b)) = (weight(&split.below), weight(&split.above));
            (
                a + b,
                (mean_a * a as f64 + mean_b * b as f64) / (a + b) as f64,
            )
        }
    }
}

fn strongest(strength: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..strength.len()).collect();
    order.sort_by(|a, b| strength[*b].total_cmp(&strength[*a]).then(a.cmp(b)));
    order
}

fn sentence(asked: &Asked<'_>, strength: &[f64], record: &SweepResponse) -> String {
    let order = strongest(strength);
    let name = |factor: &usize| asked.factors[*factor].title.clone();
    let (seen, unseen): (Vec<usize>, Vec<usize>) = order
        .into_iter()
        .partition(|factor| strength[*factor] >= NOTHING);
    if seen.is_empty() {
        return "No factor carries a share of its spread that can be seen.".into();
    }
    let first: Vec<String> = seen
        .iter()
        .take(3)
        .map(|factor| match record.indices.get(*factor) {
            Some(index) => format!("{} ({})", name(factor), wording::probability(index.total)),
            None => name(factor),
        })
        .collect();
    let what = match asked.points.layout() {
        Layout::Saltelli { .. } => "Most of its spread comes from (share with interactions)",
        Layout::Trajectories { .. } => "It is moved most by",
        Layout::Plain => "By the polynomial, most of its spread comes from",
    };
    let mut text = format!("{what}: {}.", first.join("; "));
    if !unseen.is_empty() {
        let count = unseen.len();
        text.push_str(&format!(
            " {} nothing that can be seen.",
            if count == 1 {
                format!("One factor ({}) does", name(&unseen[0]))
            } else {
                format!("{count} factors do")
            }
        ));
    }
    text
}
