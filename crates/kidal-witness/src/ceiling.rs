//! How well a history that is not over yet can still fit the accounts.

use crate::accounts::{Accounts, Seen, Utterance, WeighedPiece};
use crate::form::{Form, Noise};
use kidal_battle::{Known, Partial, When};
use kidal_scenario::Compiled;

/// Looks nearer together than this are one [s]: a look costs as much as a few steps, and accounts of a battle seldom tell less
/// than a quarter of a day apart. Chosen by us because of that; it bears on time only, never on an answer.
const LOOKS_APART_S: f64 = 21_600.0;

impl Accounts {
    /// When a look at a [`Ceiling`] can pay, in seconds, ascending: once an event that was given a moment is one error late,
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
}

/// Bounds on what a run under way can still reach, remembering what later looks at the same run need not ask again.
#[derive(Clone, Debug)]
pub struct Ceiling<'a> {
    accounts: &'a Accounts,
    /// Terms of utterances whose every quantity is known.
    known: Vec<Option<f64>>,
}

impl<'a> Ceiling<'a> {
    /// For runs held against accounts.
    #[must_use]
    pub fn new(accounts: &'a Accounts) -> Self {
        Self {
            accounts,
            known: vec![None; accounts.utterances.len()],
        }
    }

    /// Forgets what was seen: another run begins.
    pub fn reset(&mut self) {
        self.known.fill(None);
    }

    /// A bound on the log-likelihood that the run can still reach, noise as usual.
    ///
    /// Σ_u ln Σ_q Σ_b P(q) P(b) Π_claims Σ_readings w Π_pieces [ r m + (1 − r) g(c) ], m being p(c | y, b) where y is known by
    /// now; where it is the time of an event that has not happened, the greatest p(c | y, b) over all y from now on; and otherwise
    /// the greatest over all y. Each factor is at least what it will be in the end, so the bound holds.
    pub fn at(&mut self, parameters: &[f64], partial: Partial<'_>) -> f64 {
        let noise = Noise::default();
        let seen = Unfinished {
            parameters,
            partial,
        };
        let mut total = 0.0;
        for (utterance, known) in self.accounts.utterances.iter().zip(&mut self.known) {
            total += match *known {
                Some(term) => term,
                None => {
                    let extent = self.accounts.extent(utterance, &seen);
                    if extent == Extent::Nothing {
                        utterance.highest
                    } else {
                        let claims = utterance.claims.iter();
                        let products = self.accounts.log_products(claims, &seen, noise);
                        let term = utterance.summed_out(&products, &mut |_, _, _| {});
                        if extent == Extent::All {
                            *known = Some(term);
                        }
                        term
                    }
                }
            };
        }
        total
    }
}

/// How much of what an utterance speaks of bounds it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    Nothing,
    Some,
    All,
}

impl Accounts {
    fn extent(&self, utterance: &Utterance, seen: &Unfinished<'_>) -> Extent {
        let pieces = utterance
            .claims
            .iter()
            .flat_map(|claim| &self.claims[*claim].readings)
            .flat_map(|reading| &reading.pieces);
        let (mut all, mut any) = (true, false);
        for piece in pieces {
            match seen.of(piece) {
                Bound::None => all = false,
                Bound::Late(_) => (all, any) = (false, true),
                Bound::Known => any = true,
            }
        }
        match (all, any) {
            (true, _) => Extent::All,
            (false, true) => Extent::Some,
            (false, false) => Extent::Nothing,
        }
    }
}

/// What is known of a run under way.
struct Unfinished<'a> {
    parameters: &'a [f64],
    partial: Partial<'a>,
}

/// What is known of a quantity.
enum Bound {
    /// Nothing that bounds what a true report can say.
    None,
    /// An event that was given a moment cannot happen before this later one [s].
    Late(f64),
    /// Its value.
    Known,
}

impl Unfinished<'_> {
    fn of(&self, piece: &WeighedPiece) -> Bound {
        if let (Compiled::Answer(at), Form::Moment { said, .. }) = (&piece.value, &piece.piece.form)
            && let Known::NotBefore(now) = self.partial.known(*at)
        {
            return if now > 0.5 * (said[0] + said[1]) {
                Bound::Late(now)
            } else {
                Bound::None
            };
        }
        let is_known = piece
            .value
            .answers_all(&mut |at| self.partial.known(at) == Known::Settled);
        if is_known { Bound::Known } else { Bound::None }
    }
}

impl Seen for Unfinished<'_> {
    fn true_mass(&self, piece: &WeighedPiece, bias: f64) -> f64 {
        let form = &piece.piece.form;
        match self.of(piece) {
            Bound::None => piece.most,
            Bound::Late(now) => form.true_mass(Some(now), 0.0, Noise::default()),
            Bound::Known => {
                let y = piece.value.value(self.parameters, self.partial.answers);
                form.true_mass(y, bias, Noise::default())
            }
        }
    }
}

/// Of nothing is anything known.
pub(crate) struct Unseen;

impl Seen for Unseen {
    fn true_mass(&self, piece: &WeighedPiece, _bias: f64) -> f64 {
        piece.most
    }
}
