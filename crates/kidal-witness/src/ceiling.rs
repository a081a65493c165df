//! How well a history that is not over yet can still fit the accounts.

use crate::accounts::{Accounts, Seen, WeighedPiece};
use crate::form::{Form, Noise};
use kidal_battle::{Known, Partial};
use kidal_math::log_sum_exp;
use kidal_scenario::Compiled;

impl Accounts {
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
            let mut cells = [0.0; 9];
            let mut at = 0;
            for (row, quality) in products.iter().zip(&utterance.quality) {
                for (value, bias) in row.iter().zip(&utterance.bias_shares) {
                    cells[at] = value + kidal_math::ln(quality * bias);
                    at += 1;
                }
            }
            total += log_sum_exp(&cells);
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
