//! Values in postfix order: checked once, bounded by intervals, evaluated without allocation.

use crate::parts::{ParameterPart, Step, Value};
use crate::row::Row;

/// Deepest stack that a value may need; chosen by us because no sum that people write comes near it.
const DEPTH: usize = 32;

/// Why a value is refused, or the interval that it lies in.
pub(crate) type Bounds = Result<(f64, f64), &'static str>;

impl Value {
    /// The value under a row of parameters. Checked values of checked parameters are finite.
    pub(crate) fn evaluate(&self, parameters: Row<'_>) -> f64 {
        if let [Step::Constant(value)] = self.0.as_slice() {
            return *value;
        }
        let mut stack = [0.0f64; DEPTH];
        let mut top = 0usize;
        for step in &self.0 {
            match *step {
                Step::Constant(value) => push(&mut stack, &mut top, value),
                Step::Parameter(id) => {
                    push(&mut stack, &mut top, parameters.get(id));
                }
                Step::Add => fold(&mut stack, &mut top, |a, b| a + b),
                Step::Subtract => fold(&mut stack, &mut top, |a, b| a - b),
                Step::Multiply => fold(&mut stack, &mut top, |a, b| a * b),
                Step::Divide => fold(&mut stack, &mut top, |a, b| a / b),
                Step::Least => fold(&mut stack, &mut top, |a, b| if b < a { b } else { a }),
                Step::Most => fold(&mut stack, &mut top, |a, b| if b > a { b } else { a }),
            }
        }
        stack[0]
    }

    /// The interval of all values under the parameters' bounds, or why the value is refused.
    pub(crate) fn bounds(&self, parameters: &[ParameterPart]) -> Bounds {
        let mut stack: Vec<(f64, f64)> = Vec::new();
        for step in &self.0 {
            let pushed = match *step {
                Step::Constant(value) => (value, value),
                Step::Parameter(id) => {
                    let part = parameters
                        .get(id.index())
                        .ok_or("it names a parameter that does not exist")?;
                    (part.low, part.high)
                }
                _ => {
                    let b = stack.pop().ok_or("an operation lacks an operand")?;
                    let a = stack.pop().ok_or("an operation lacks an operand")?;
                    combine(*step, a, b)?
                }
            };
            if !(pushed.0.is_finite() && pushed.1.is_finite()) {
                return Err("it is not finite");
            }
            stack.push(pushed);
            if stack.len() > DEPTH {
                return Err("it is nested too deeply");
            }
        }
        match stack.as_slice() {
            [one] => Ok(*one),
            [] => Err("it is empty"),
            _ => Err("operands are left over"),
        }
    }
}

fn push(stack: &mut [f64; DEPTH], top: &mut usize, value: f64) {
    if let Some(place) = stack.get_mut(*top) {
        *place = value;
        *top += 1;
    }
}

fn fold(stack: &mut [f64; DEPTH], top: &mut usize, operation: impl Fn(f64, f64) -> f64) {
    if *top >= 2 {
        stack[*top - 2] = operation(stack[*top - 2], stack[*top - 1]);
        *top -= 1;
    }
}

fn combine(step: Step, a: (f64, f64), b: (f64, f64)) -> Bounds {
    let hull = |corners: [f64; 4]| {
        let low = corners.into_iter().fold(f64::INFINITY, f64::min);
        let high = corners.into_iter().fold(f64::NEG_INFINITY, f64::max);
        (low, high)
    };
    Ok(match step {
        Step::Add => (a.0 + b.0, a.1 + b.1),
        Step::Subtract => (a.0 - b.1, a.1 - b.0),
        Step::Multiply => hull([a.0 * b.0, a.0 * b.1, a.1 * b.0, a.1 * b.1]),
        Step::Divide => {
            if b.0 <= 0.0 && b.1 >= 0.0 {
                return Err("its divisor can be 0");
            }
            hull([a.0 / b.0, a.0 / b.1, a.1 / b.0, a.1 / b.1])
        }
        Step::Least => (a.0.min(b.0), a.1.min(b.1)),
        Step::Most => (a.0.max(b.0), a.1.max(b.1)),
        Step::Constant(_) | Step::Parameter(_) => a,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::ParameterId;

    #[test]
    fn a_value_is_read_in_postfix_order() {
        let value = Value(vec![
            Step::Constant(7.0),
            Step::Parameter(ParameterId(0)),
            Step::Subtract,
            Step::Constant(2.0),
            Step::Multiply,
        ]);
        let read = std::cell::Cell::new(0);
        assert_eq!(value.evaluate(Row::new(&[3.0], &read)), 8.0);
        assert_eq!(read.get(), 1);
        let part = ParameterPart {
            name: "p".into(),
            low: 1.0,
            high: 5.0,
        };
        assert_eq!(value.bounds(&[part]), Ok((4.0, 12.0)));
    }

    #[test]
    fn a_divisor_that_can_be_zero_is_refused() {
        let value = Value(vec![
            Step::Constant(1.0),
            Step::Parameter(ParameterId(0)),
            Step::Divide,
        ]);
        let part = ParameterPart {
            name: "p".into(),
            low: 0.0,
            high: 5.0,
        };
        assert!(value.bounds(&[part]).is_err());
        assert!(Value(vec![Step::Add]).bounds(&[]).is_err());
        assert!(Value(vec![]).bounds(&[]).is_err());
    }
}
