//! What the dossier's own words mean in the model: measures of a run, parameters, and arithmetic over them.

use kidal_battle::measure::{Answer, Measure};
use kidal_battle::parts::ParameterId;

/// A number that a history defines, or that did not come about in it.
#[derive(Clone, Debug, PartialEq)]
pub enum Quantity {
    /// A measure of the run.
    Measure(Box<Measure>),
    /// A parameter.
    Parameter(ParameterId),
    /// 1 where a factor stands at a level, else 0.
    Level(ParameterId, u16),
    /// A constant.
    Constant(f64),
    /// Sum; did not happen where a part did not.
    Sum(Vec<Quantity>),
    /// First minus second.
    Difference(Box<Quantity>, Box<Quantity>),
    /// First over second; did not happen where the second is 0.
    Ratio(Box<Quantity>, Box<Quantity>),
    /// Product.
    Product(Box<Quantity>, Box<Quantity>),
    /// 1 where the quantity happened and is at least the value, else 0.
    AtLeast(Box<Quantity>, f64),
    /// 1 where the quantity happened and is below the value, else 0.
    Below(Box<Quantity>, f64),
    /// 1 where the quantity came about, else 0.
    Exists(Box<Quantity>),
    /// 1 where all are 1.
    All(Vec<Quantity>),
    /// 1 where any is 1.
    Any(Vec<Quantity>),
    /// 1 − quantity, for truth values.
    Not(Box<Quantity>),
}

impl Quantity {
    /// A measure.
    #[must_use]
    pub fn measure(measure: Measure) -> Self {
        Self::Measure(Box::new(measure))
    }

    /// Whether it is a truth value (0 or 1) by its form.
    #[must_use]
    pub fn is_truth(&self) -> bool {
        matches!(
            self,
            Self::Level(..)
                | Self::AtLeast(..)
                | Self::Below(..)
                | Self::Exists(_)
                | Self::All(_)
                | Self::Any(_)
                | Self::Not(_)
        )
    }

    /// Whether it speaks of a factor's level alone: then a claim of it asserts the level outright.
    #[must_use]
    pub fn asserts_level(&self) -> bool {
        match self {
            Self::Level(..) => true,
            Self::Not(inner) => inner.asserts_level(),
            Self::All(parts) | Self::Any(parts) => {
                !parts.is_empty() && parts.iter().all(Quantity::asserts_level)
            }
            _ => false,
        }
    }

    /// All measures in it, in reading order.
    pub fn visit(&self, each: &mut impl FnMut(&Measure)) {
        match self {
            Self::Measure(measure) => each(measure),
            Self::Parameter(_) | Self::Level(..) | Self::Constant(_) => {}
            Self::Sum(parts) | Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.visit(each))
            }
            Self::Difference(a, b) | Self::Ratio(a, b) | Self::Product(a, b) => {
                a.visit(each);
                b.visit(each);
            }
            Self::AtLeast(a, _) | Self::Below(a, _) | Self::Exists(a) | Self::Not(a) => {
                a.visit(each)
            }
        }
    }

    /// Replaces each measure by its place in a list of probes, adding those that are not there yet.
    pub fn compile(&self, probes: &mut Vec<Measure>) -> Compiled {
        let mut list = |parts: &[Quantity]| {
            parts
                .iter()
                .map(|part| part.compile(probes))
                .collect::<Vec<_>>()
        };
        match self {
            Self::Measure(measure) => {
                let at = probes
                    .iter()
                    .position(|known| known == measure.as_ref())
                    .unwrap_or_else(|| {
                        probes.push(measure.as_ref().clone());
                        probes.len() - 1
                    });
                Compiled::Answer(at)
            }
            Self::Parameter(id) => Compiled::Parameter(id.index()),
            Self::Level(id, level) => Compiled::Level(id.index(), f64::from(*level)),
            Self::Constant(value) => Compiled::Constant(*value),
            Self::Sum(parts) => Compiled::Sum(list(parts)),
            Self::All(parts) => Compiled::All(list(parts)),
            Self::Any(parts) => Compiled::Any(list(parts)),
            Self::Difference(a, b) => {
                Compiled::Difference(Box::new(a.compile(probes)), Box::new(b.compile(probes)))
            }
            Self::Ratio(a, b) => {
                Compiled::Ratio(Box::new(a.compile(probes)), Box::new(b.compile(probes)))
            }
            Self::Product(a, b) => {
                Compiled::Product(Box::new(a.compile(probes)), Box::new(b.compile(probes)))
            }
            Self::AtLeast(a, value) => Compiled::AtLeast(Box::new(a.compile(probes)), *value),
            Self::Below(a, value) => Compiled::Below(Box::new(a.compile(probes)), *value),
            Self::Exists(a) => Compiled::Exists(Box::new(a.compile(probes))),
            Self::Not(a) => Compiled::Not(Box::new(a.compile(probes))),
        }
    }
}

/// A quantity whose measures are places in a record of answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Compiled {
    /// An answer.
    Answer(usize),
    /// A parameter.
    Parameter(usize),
    /// A factor's level.
    Level(usize, f64),
    /// A constant.
    Constant(f64),
    /// Sum.
    Sum(Vec<Compiled>),
    /// All true.
    All(Vec<Compiled>),
    /// Any true.
    Any(Vec<Compiled>),
    /// Difference.
    Difference(Box<Compiled>, Box<Compiled>),
    /// Ratio.
    Ratio(Box<Compiled>, Box<Compiled>),
    /// Product.
    Product(Box<Compiled>, Box<Compiled>),
    /// At least.
    AtLeast(Box<Compiled>, f64),
    /// Below.
    Below(Box<Compiled>, f64),
    /// Came about.
    Exists(Box<Compiled>),
    /// Not.
    Not(Box<Compiled>),
}

fn truth(yes: bool) -> Option<f64> {
    Some(if yes { 1.0 } else { 0.0 })
}

impl Compiled {
    /// Whether something holds of every answer that it is made of.
    pub fn answers_all(&self, holds: &mut impl FnMut(usize) -> bool) -> bool {
        match self {
            Self::Answer(at) => holds(*at),
            Self::Parameter(_) | Self::Level(..) | Self::Constant(_) => true,
            Self::Sum(parts) | Self::All(parts) | Self::Any(parts) => {
                parts.iter().all(|part| part.answers_all(holds))
            }
            Self::Difference(a, b) | Self::Ratio(a, b) | Self::Product(a, b) => {
                a.answers_all(holds) && b.answers_all(holds)
            }
            Self::AtLeast(a, _) | Self::Below(a, _) | Self::Exists(a) | Self::Not(a) => {
                a.answers_all(holds)
            }
        }
    }

    /// Its value in one history; `None`: did not come about.
    #[must_use]
    pub fn value(&self, parameters: &[f64], answers: &[Answer]) -> Option<f64> {
        let of = |part: &Compiled| part.value(parameters, answers);
        let holds = |part: &Compiled| of(part).is_some_and(|value| value > 0.5);
        match self {
            Self::Answer(at) => answers[*at].number(),
            Self::Parameter(at) => Some(parameters[*at]),
            Self::Level(at, level) => truth((parameters[*at] - level).abs() < 0.5),
            Self::Constant(value) => Some(*value),
            Self::Sum(parts) => {
                let mut total = 0.0;
                for part in parts {
                    total += of(part)?;
                }
                Some(total)
            }
            Self::Difference(a, b) => Some(of(a)? - of(b)?),
            Self::Ratio(a, b) => {
                let below = of(b)?;
                if below == 0.0 {
                    None
                } else {
                    Some(of(a)? / below)
                }
            }
            Self::Product(a, b) => Some(of(a)? * of(b)?),
            Self::AtLeast(a, value) => truth(of(a).is_some_and(|x| x >= *value)),
            Self::Below(a, value) => truth(of(a).is_some_and(|x| x < *value)),
            Self::Exists(a) => truth(of(a).is_some()),
            Self::All(parts) => truth(parts.iter().all(holds)),
            Self::Any(parts) => truth(parts.iter().any(holds)),
            Self::Not(a) => truth(!holds(a)),
        }
    }
}
