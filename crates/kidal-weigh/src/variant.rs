//! A model with a parameter held fast or terms left out, for runs of their own.

use crate::model::{Failure, Model, Parameter, Prior, Run, Stream, Worker};

/// A model with some parameters held fast and some terms not heard.
///
/// The left-out terms are still worked out: their values follow the model's own payload, in the order in which they
/// were left out, so that a verdict on them can be read from the result.
#[derive(Clone, Debug)]
pub struct Variant<'a, M: Model> {
    model: &'a M,
    parameters: Vec<Parameter>,
    left_out: Vec<usize>,
    /// The power to which the terms left out are raised: 0 leaves nothing of them.
    power: f64,
}

impl<'a, M: Model> Variant<'a, M> {
    /// The model as it is.
    pub fn of(model: &'a M) -> Self {
        Self {
            model,
            parameters: model.parameters().to_vec(),
            left_out: Vec::new(),
            power: 0.0,
        }
    }

    /// Holds a parameter at a value (of a level: its index). An index out of range changes nothing.
    #[must_use]
    pub fn pin(mut self, parameter: usize, value: f64) -> Self {
        if let Some(parameter) = self.parameters.get_mut(parameter) {
            parameter.prior = Prior::Fixed(value);
        }
        self
    }

    /// Gives a parameter another prior. An index out of range changes nothing.
    #[must_use]
    pub fn with_prior(mut self, parameter: usize, prior: Prior) -> Self {
        if let Some(parameter) = self.parameters.get_mut(parameter) {
            parameter.prior = prior;
        }
        self
    }

    /// Leaves terms out of the likelihood. Indices out of range and repeated ones are passed over.
    #[must_use]
    pub fn without(mut self, terms: &[usize]) -> Self {
        for term in terms {
            if *term < self.model.terms() && !self.left_out.contains(term) {
                self.left_out.push(*term);
            }
        }
        self
    }

    /// Hears terms at a power below 1 instead of not at all. As [`Variant::without`], which is the power 0.
    #[must_use]
    pub fn weakened(self, terms: &[usize], power: f64) -> Self {
        Self {
            power,
            ..self.without(terms)
        }
    }
}

impl<M: Model> Model for Variant<'_, M> {
    type Worker = VariantWorker<M::Worker>;

    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    fn blocks(&self) -> usize {
        self.model.blocks()
    }

    fn terms(&self) -> usize {
        self.model.terms()
    }

    fn payload(&self) -> usize {
        self.model.payload() + self.left_out.len()
    }

    fn worker(&self) -> Self::Worker {
        VariantWorker {
            worker: self.model.worker(),
            left_out: self.left_out.clone(),
            power: self.power,
            payload: self.model.payload(),
        }
    }
}

/// Buffers of one thread for a [`Variant`].
#[derive(Clone, Debug)]
pub struct VariantWorker<W> {
    worker: W,
    left_out: Vec<usize>,
    power: f64,
    payload: usize,
}

impl<W: Worker> Worker for VariantWorker<W> {
    fn evaluate(
        &mut self,
        parameters: &[f64],
        stream: Stream<'_>,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<u64, Failure> {
        let (own, aside) = payload.split_at_mut(self.payload);
        let work = self.worker.evaluate(parameters, stream, terms, own)?;
        for (place, term) in aside.iter_mut().zip(&self.left_out) {
            *place = terms[*term];
            // Not 0 times minus infinity: a term that is not heard rules nothing out.
            terms[*term] = if self.power > 0.0 {
                self.power * *place
            } else {
                0.0
            };
        }
        Ok(work)
    }

    /// Where terms are left out the model's own floor says nothing of the rest, and the history is run to its end.
    fn evaluate_above(
        &mut self,
        parameters: &[f64],
        stream: Stream<'_>,
        floor: f64,
        terms: &mut [f64],
        payload: &mut [f64],
    ) -> Result<Run, Failure> {
        if self.left_out.is_empty() {
            return self
                .worker
                .evaluate_above(parameters, stream, floor, terms, payload);
        }
        let work = self.evaluate(parameters, stream, terms, payload)?;
        Ok(Run {
            work,
            is_whole: true,
        })
    }

    fn begin_chain(&mut self) {
        self.worker.begin_chain();
    }

    fn asks(&self, block: usize) -> bool {
        self.worker.asks(block)
    }

    fn accept(&mut self) {
        self.worker.accept();
    }

    fn end_chain(&mut self) {
        self.worker.end_chain();
    }
}
