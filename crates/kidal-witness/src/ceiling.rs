//! How well a history that is not over yet can still fit the accounts.

use crate::accounts::{Accounts, Seen, WeighedPiece};
use crate::form::{Form, Noise};
use kidal_battle::{Known, Partial, When};
use kidal_scenario::Compiled;

/// Looks nearer together than this are one [s]: a look costs as much as a few steps, and accounts of a battle seldom tell less
/// than a quarter of a day apart. Chosen by us because of that; it bears on time only, never on an answer.
const LOOKS_APART_S: f64 = 21_600.0;

impl Accounts {
    /// When a look at [`Accounts::ceiling`] can pay, in seconds, ascending: once an event that was given a moment is one error late,
    /// and once a count of some moment is known.
    #[must_use]
    pub fn moments(&self) -> Vec<f64> {
        let pieces = self
            .claims
            .iter()
            .flat_map(|claim| &claim.readings)
            .flat_map(|reading| &reading.pieces);
        let late = pieces.filter_map(|piece| match &piece.piece.form {
            Form::Moment { said, sd_s, .. } => Some(said[1] + sd_s),
            _ => None,
        });
        let known = self.probes.iter().filter_map(|probe| match probe.when() {
            Some(When::Time(at)) => Some(*at),
            _ => None,
        });
        let mut all: Vec<f64> = late.chain(known).filter(|moment| *moment > 0.0).collect();
        all.sort_by(f64::total_cmp);
        // Of those that are near each other the last one knows most.
        let mut kept: Vec<f64> = Vec::new();
        for moment in all.into_iter().rev() {
            if kept
                .last()
                .is_none_or(|later| moment < later - LOOKS_APART_S)
            {
                kept.push(moment);
            }
        }
        kept.reverse();
        kept
    }

    /// A bound on the log-likelihood that a run under way can still reach, noise as usual.
    ///
    /// Σ_u ln Σ_q Σ_b P(q) P(b) Π_claims Σ_readings w Π_pieces [ r m + (1 − r) g(c) ], m being p(c | y, b) where y is known by
    /// now; where it is the time of an event that has not happened, the greatest p(c | y, b) over all y from now on; and otherwise
    /// the greatest over all y. Each factor is at least what it will be in the end, so the bound holds.
    #[must_use]
    pub fn ceiling(&self, parameters: &[f64], partial: Partial<'_>) -> f64 {
        let noise = Noise::default();
        let seen = Unfinished {
            parameters,
            partial,
        };
        let mut total = 0.0;
        for utterance in &self.utterances {
            let products = self.log_products(utterance.claims.iter(), &seen, noise);
            total += utterance.summed_out(&products, &mut |_, _, _| {});
        }
        total
    }
}

/// What is known of a run under way.
struct Unfinished<'a> {
    parameters: &'a [f64],
    partial: Partial<'a>,
}

impl Seen for Unfinished<'_> {
    fn true_mass(&self, piece: &WeighedPiece, bias: f64) -> f64 {
        let form = &piece.piece.form;
        if let (Compiled::Answer(at), Form::Moment { said, .. }) = (&piece.value, form)
            && let Known::NotBefore(now) = self.partial.known(*at)
        {
            let nearest = now.max(0.5 * (said[0] + said[1]));
            return form.true_mass(Some(nearest), 0.0, Noise::default());
        }
        if piece
            .value
            .answers_all(&mut |at| self.partial.known(at) == Known::Settled)
        {
            let y = piece.value.value(self.parameters, self.partial.answers);
            form.true_mass(y, bias, Noise::default())
        } else {
            piece.most
        }
    }
}
