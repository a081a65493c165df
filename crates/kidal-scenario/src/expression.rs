//! Numbers that may depend on parameters, as an analyst writes them: `garrison-men * (1 - tamasheq-share)`,
//! `2012-03-29 + first-hour * h`, `150 km`.
//!
//! Grammar: `sum = product { ("+" | "-") product }`, `product = atom { ("*" | "/") atom } [ unit ]`,
//! `atom = number | name | date | "(" sum ")"`. Names may hold hyphens, so a minus sign stands between spaces.
//! Units turn what stands before them into metres, seconds, radians or metres per second. A date is seconds from zero.

use crate::names::Names;
use kidal_battle::parts::{Step, Value};
use kidal_dossier::date::Date;

/// Units that may follow a number or stand as factors, with their size in metres, seconds, radians or m/s.
const UNITS: [(&str, f64); 11] = [
    ("s", 1.0),
    ("min", 60.0),
    ("h", 3600.0),
    ("days", 86_400.0),
    ("day", 86_400.0),
    ("m", 1.0),
    ("km", 1000.0),
    ("km/h", 1.0 / 3.6),
    ("deg", core::f64::consts::PI / 180.0),
    ("percent", 0.01),
    ("men", 1.0),
];

/// Parses an expression and compiles it for the simulator.
///
/// # Errors
/// A message that says what is wrong, with the nearest known name where a name is unknown.
pub fn parse(text: &str, names: &Names) -> Result<Value, String> {
    let mut parser = Parser {
        text,
        at: 0,
        names,
        steps: Vec::new(),
        depth: 0,
    };
    parser.sum()?;
    parser.space();
    if parser.at < text.len() {
        return Err(format!(
            "cannot read `{}` in the expression `{text}`",
            &text[parser.at..]
        ));
    }
    Ok(Value(parser.steps))
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    names: &'a Names,
    steps: Vec<Step>,
    depth: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn take(&mut self, sign: char) -> bool {
        self.space();
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len_utf8();
        }
        found
    }

    fn sum(&mut self) -> Result<(), String> {
        self.product()?;
        loop {
            if self.take('+') {
                self.product()?;
                self.steps.push(Step::Add);
            } else if self.take('-') {
                self.product()?;
                self.steps.push(Step::Subtract);
            } else {
                return Ok(());
            }
        }
    }

    fn product(&mut self) -> Result<(), String> {
        self.atom()?;
        loop {
            if self.take('*') {
                self.atom()?;
                self.steps.push(Step::Multiply);
            } else if self.take('/') {
                self.atom()?;
                self.steps.push(Step::Divide);
            } else {
                return Ok(());
            }
        }
    }

    fn atom(&mut self) -> Result<(), String> {
        if self.take('(') {
            self.depth += 1;
            if self.depth > 32 {
                return Err("more than 32 brackets inside each other".into());
            }
            self.sum()?;
            self.depth -= 1;
            return if self.take(')') {
                Ok(())
            } else {
                Err(format!("a bracket is not closed in `{}`", self.text))
            };
        }
        self.space();
        let word: String = self
            .rest()
            .chars()
            .take_while(|c| c.is_alphanumeric() || "._:-".contains(*c))
            .collect();
        if word.is_empty() {
            return Err(format!(
                "a number or a name is missing in the expression `{}`",
                self.text
            ));
        }
        self.at += word.len();
        if word.len() >= 10
            && word.as_bytes()[4] == b'-'
            && word.as_bytes()[..4].iter().all(u8::is_ascii_digit)
        {
            let date = Date::parse(&word).map_err(|fault| fault.message)?;
            self.steps.push(Step::Constant(self.names.seconds(&date)));
            return Ok(());
        }
        if word.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            let number: f64 = word
                .parse()
                .ok()
                .filter(|number: &f64| number.is_finite())
                .ok_or_else(|| format!("`{word}` is not a number"))?;
            self.steps.push(Step::Constant(number));
            self.unit();
            return Ok(());
        }
        if let Some((_, size)) = UNITS.iter().find(|(unit, _)| *unit == word) {
            self.steps.push(Step::Constant(*size));
            return Ok(());
        }
        self.steps
            .push(Step::Parameter(self.names.parameter(&word)?));
        Ok(())
    }

    fn unit(&mut self) {
        self.space();
        let word: String = self
            .rest()
            .chars()
            .take_while(|c| c.is_alphabetic() || *c == '/')
            .collect();
        if let Some((unit, size)) = UNITS.iter().find(|(unit, _)| *unit == word) {
            self.at += unit.len();
            self.steps.push(Step::Constant(*size));
            self.steps.push(Step::Multiply);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Result<f64, String> {
        let mut names = Names::default();
        names.add_parameter("garrison-men", &["a".into()]);
        let steps = parse(text, &names)?;
        let mut stack = Vec::new();
        for step in steps.0 {
            match step {
                Step::Constant(c) => stack.push(c),
                Step::Parameter(_) => stack.push(400.0),
                other => {
                    let b = stack.pop().expect("two operands");
                    let a = stack.pop().expect("two operands");
                    stack.push(match other {
                        Step::Add => a + b,
                        Step::Subtract => a - b,
                        Step::Multiply => a * b,
                        _ => a / b,
                    });
                }
            }
        }
        Ok(stack[0])
    }

    #[test]
    fn expressions_follow_the_usual_precedence() {
        assert_eq!(value("2 + 3 * 4"), Ok(14.0));
        assert_eq!(value("(2 + 3) * 4 - 1"), Ok(19.0));
        assert_eq!(value("garrison-men * (1 - 0.25)"), Ok(300.0));
        assert_eq!(value("150 km"), Ok(150_000.0));
        assert_eq!(value("0.5 * h"), Ok(1800.0));
    }

    #[test]
    fn faults_say_what_is_wrong() {
        assert!(value("garison-men").unwrap_err().contains("garrison-men"));
        assert!(value("2 +").unwrap_err().contains("missing"));
        assert!(value("(2").unwrap_err().contains("not closed"));
        assert!(value("2 3").unwrap_err().contains("cannot read"));
        assert!(value(&"(".repeat(200)).is_err());
    }
}
