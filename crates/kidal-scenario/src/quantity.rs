//! What the dossier's own words mean in the model: measures of a run, parameters, and arithmetic over them.

use kidal_battle::measure::{Answer, Measure};
use kidal_battle::parts::ParameterId;
use kidal_math::normal_cdf;

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
    /// How far the quantity is beyond a line that nobody draws sharply, from 0 to 1; 0 where it did not happen.
    Beyond(Box<Quantity>, Line),
    /// 1 where the quantity came about, else 0.
    Exists(Box<Quantity>),
    /// 1 where all are 1; of degrees the least.
    All(Vec<Quantity>),
    /// 1 where any is 1; of degrees the greatest.
    Any(Vec<Quantity>),
    /// 1 − quantity, for truth values.
    Not(Box<Quantity>),
}

/// A line that a word draws, and how far those who use the word differ about where it lies.
///
/// The degree to which y is beyond it is Φ((y − at) / width), or 1 minus that where the word means less: the share of speakers
/// who would use the word of y.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Where half of the speakers would begin to use the word.
    pub at: f64,
    /// Standard deviation of that place from speaker to speaker, above 0.
    pub width: f64,
    /// The word means less than the line, not more.
    pub is_less: bool,
}

impl Line {
    fn degree(&self, y: f64) -> f64 {
        let share = normal_cdf((y - self.at) / self.width);
        if self.is_less { 1.0 - share } else { share }
    }
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
                | Self::Beyond(..)
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
            Self::AtLeast(a, _)
            | Self::Below(a, _)
            | Self::Beyond(a, _)
            | Self::Exists(a)
            | Self::Not(a) => a.visit(each),
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
            Self::Beyond(a, line) => Compiled::Beyond(Box::new(a.compile(probes)), *line),
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
    /// Beyond a line that nobody draws sharply.
    Beyond(Box<Compiled>, Line),
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
            Self::AtLeast(a, _)
            | Self::Below(a, _)
            | Self::Beyond(a, _)
            | Self::Exists(a)
            | Self::Not(a) => a.answers_all(holds),
        }
    }

    /// Its value in one history; `None`: did not come about.
    #[must_use]
    pub fn value(&self, parameters: &[f64], answers: &[Answer]) -> Option<f64> {
        let of = |part: &Compiled| part.value(parameters, answers);
        let degree = |part: &Compiled| of(part).map_or(0.0, |value| value.clamp(0.0, 1.0));
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
            Self::Beyond(a, line) => Some(of(a).map_or(0.0, |y| line.degree(y))),
            Self::All(parts) => Some(parts.iter().map(degree).fold(1.0, f64::min)),
            Self::Any(parts) => Some(parts.iter().map(degree).fold(0.0, f64::max)),
            Self::Not(a) => Some(1.0 - degree(a)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One answer, beyond a line at 0.7 from above, a tenth wide.
    fn demoralized() -> Compiled {
        let line = Line {
            at: 0.7,
            width: 0.1,
            is_less: true,
        };
        Compiled::Beyond(Box::new(Compiled::Answer(0)), line)
    }

    fn of(compiled: &Compiled, answer: Answer) -> f64 {
        compiled.value(&[], &[answer]).expect("a degree always is")
    }

    #[test]
    fn a_vague_word_fits_by_degrees() {
        let at = |y: f64| of(&demoralized(), Answer::Number(y));
        assert!((at(0.7) - 0.5).abs() < 1e-12);
        assert!((at(0.6) - 0.841_344_746).abs() < 1e-6);
        assert!(at(0.3) > 0.9999 && at(1.0) < 0.002);
        assert_eq!(of(&demoralized(), Answer::DidNotHappen), 0.0);
    }

    #[test]
    fn of_degrees_all_takes_the_least_any_the_greatest_and_not_the_rest() {
        let sharp = |value: f64| Compiled::AtLeast(Box::new(Compiled::Answer(0)), value);
        let y = Answer::Number(0.6);
        let degree = of(&demoralized(), y);
        let not = Compiled::Not(Box::new(demoralized()));
        assert!((of(&not, y) - (1.0 - degree)).abs() < 1e-12);
        assert_eq!(
            of(&Compiled::All(vec![demoralized(), sharp(0.5)]), y),
            degree
        );
        assert_eq!(of(&Compiled::All(vec![demoralized(), sharp(0.9)]), y), 0.0);
        assert_eq!(of(&Compiled::Any(vec![demoralized(), sharp(0.5)]), y), 1.0);
        assert_eq!(
            of(&Compiled::Any(vec![demoralized(), sharp(0.9)]), y),
            degree
        );
    }
}
