//! The run asks and is told.

use crate::abc::Abc;
use crate::abc::state::Phase;
use crate::evaluate::Point;
use crate::question::{Answer, Inquiry, Question, Told};
use crate::trouble::Trouble;

impl Inquiry for Abc {
    fn ask(&self) -> Vec<Question> {
        let runs = self.settings.replicates as usize;
        let open = |(index, answer): (usize, &Option<Answer>)| {
            if answer.is_some() {
                return None;
            }
            let candidate = &self.candidates[index / runs];
            Some(Question {
                number: self.batch << 32 | index as u64,
                point: Point {
                    parameters: candidate.parameters.clone(),
                    root: Self::root(candidate.key, (index % runs) as u32),
                    refreshes: vec![0; self.blocks as usize],
                },
            })
        };
        self.answers.iter().enumerate().filter_map(open).collect()
    }

    fn tell(&mut self, answers: Vec<Answer>) -> Result<(), Trouble> {
        for answer in answers {
            if answer.number >> 32 < self.batch || self.is_over() {
                continue;
            }
            self.check(&answer)?;
            let slot = &mut self.answers[(answer.number & 0xffff_ffff) as usize];
            if slot.is_none() {
                *slot = Some(answer);
                self.missing -= 1;
            }
        }
        if !self.is_over() && self.missing == 0 {
            self.close();
        }
        match &self.phase {
            Phase::Stuck(trouble) => Err(trouble.clone()),
            _ => Ok(()),
        }
    }

    fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Done | Phase::Stuck(_))
    }
}

impl Abc {
    fn check(&self, answer: &Answer) -> Result<(), Trouble> {
        let wrong = |what: &str| {
            Err(Trouble::BadResult {
                what: what.to_owned(),
            })
        };
        let (batch, index) = (answer.number >> 32, answer.number & 0xffff_ffff);
        if batch > self.batch || index >= self.answers.len() as u64 {
            return wrong("no such question was asked");
        }
        match &answer.outcome {
            Ok(Told { payload, .. }) if payload.len() != self.observed.len() => {
                wrong("the number of summaries is not that of the model")
            }
            _ => Ok(()),
        }
    }
}
