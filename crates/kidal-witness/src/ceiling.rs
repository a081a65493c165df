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

/// Bounds on what a run under way can still reach. A look works out only the terms that may have changed since the last one at the
/// same run.
#[derive(Clone, Debug)]
pub struct Ceiling<'a> {
    accounts: &'a Accounts,
    /// Utterances that each answer bears on.
    bearing: Vec<Vec<u32>>,
    /// Events that were given a moment.
    timed: Vec<Timed>,
    /// Utterances of which something is known at once: it hangs on no answer.
    at_once: Vec<bool>,
    /// Answers that stand.
    settled: Vec<bool>,
    /// What each utterance can still reach, as it was worked out last.
    terms: Vec<f64>,
    /// Whether it may be another by now.
    is_stale: Vec<bool>,
}

/// An event that was given a moment: from then on, each moment at which it has not happened lowers what can be reached.
#[derive(Clone, Copy, Debug)]
struct Timed {
    answer: usize,
    middle_s: f64,
    utterance: usize,
}

impl<'a> Ceiling<'a> {
    /// For runs held against accounts.
    #[must_use]
    pub fn new(accounts: &'a Accounts) -> Self {
        let utterances = accounts.utterances.len();
        let mut ceiling = Self {
            accounts,
            bearing: vec![Vec::new(); accounts.probes.len()],
            timed: Vec::new(),
            at_once: vec![false; utterances],
            settled: vec![false; accounts.probes.len()],
            terms: vec![0.0; utterances],
            is_stale: vec![false; utterances],
        };
        for (utterance, spoken) in accounts.utterances.iter().enumerate() {
            for piece in accounts.pieces_of(spoken) {
                let mut hangs = false;
                piece.value.answers_all(&mut |answer| {
                    hangs = true;
                    let bearing = &mut ceiling.bearing[answer];
                    if bearing.last() != Some(&(utterance as u32)) {
                        bearing.push(utterance as u32);
                    }
                    true
                });
                ceiling.at_once[utterance] |= !hangs;
                if let (Compiled::Answer(answer), Form::Moment { said, .. }) =
                    (&piece.value, &piece.piece.form)
                {
                    ceiling.timed.push(Timed {
                        answer: *answer,
                        middle_s: 0.5 * (said[0] + said[1]),
                        utterance,
                    });
                }
            }
        }
        ceiling.reset();
        ceiling
    }

    /// Forgets what was seen: another run begins.
    pub fn reset(&mut self) {
        self.settled.fill(false);
        for (term, utterance) in self.terms.iter_mut().zip(&self.accounts.utterances) {
            *term = utterance.highest;
        }
        self.is_stale.copy_from_slice(&self.at_once);
    }

    /// A bound on the log-likelihood that the run can still reach, noise as usual.
    ///
    /// Σ_u ln Σ_q Σ_b P(q) P(b) Π_claims Σ_readings w Π_pieces [ r m + (1 − r) g(c) ], m being p(c | y, b) where y is known by
    /// now; where it is the time of an event that has not happened, the greatest p(c | y, b) over all y from now on; and otherwise
    /// the greatest over all y. Each factor is at least what it will be in the end, so the bound holds.
    pub fn at(&mut self, parameters: &[f64], partial: Partial<'_>) -> f64 {
        let accounts = self.accounts;
        for (answer, settled) in self.settled.iter_mut().enumerate() {
            if !*settled && partial.known(answer) == Known::Settled {
                *settled = true;
                for utterance in &self.bearing[answer] {
                    self.is_stale[*utterance as usize] = true;
                }
            }
        }
        for timed in &self.timed {
            if !self.settled[timed.answer] && is_late(partial.known(timed.answer), timed.middle_s) {
                self.is_stale[timed.utterance] = true;
            }
        }
        let seen = Unfinished {
            parameters,
            partial,
        };
        let mut total = 0.0;
        let utterances = accounts.utterances.iter().zip(&mut self.terms);
        for ((utterance, term), is_stale) in utterances.zip(&mut self.is_stale) {
            if std::mem::take(is_stale) && accounts.is_bound(utterance, &seen) {
                let claims = utterance.claims.iter();
                let products = accounts.log_products(claims, &seen, Noise::default());
                *term = utterance.summed_out(&products, &mut |_, _, _| {});
            }
            total += *term;
        }
        total
    }
}

/// Whether an event that was given a moment has not happened by then.
fn is_late(known: Known, middle_s: f64) -> bool {
    matches!(known, Known::NotBefore(now) if now > middle_s)
}

impl Accounts {
    fn pieces_of(&self, utterance: &Utterance) -> impl Iterator<Item = &WeighedPiece> {
        utterance
            .claims
            .iter()
            .flat_map(|claim| &self.claims[*claim].readings)
            .flat_map(|reading| &reading.pieces)
    }

    /// Whether anything bounds what an utterance speaks of.
    fn is_bound(&self, utterance: &Utterance, seen: &Unfinished<'_>) -> bool {
        self.pieces_of(utterance)
            .any(|piece| !matches!(seen.of(piece), Bound::None))
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
            && let known @ Known::NotBefore(now) = self.partial.known(*at)
        {
            return if is_late(known, 0.5 * (said[0] + said[1])) {
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
