//! The accounts: which claims are weighed, checked or told; who uttered them; and their joint density given a history.

use crate::ceiling::Unseen;
use crate::copies::counted;
use crate::form::Noise;
use crate::learned;
use crate::mapping::{self, Piece};
use crate::product::LogProduct;
use crate::words::Lexicon;
use kidal_battle::measure::{Answer, Measure};
use kidal_dossier::Dossier;
use kidal_dossier::language::{Statement, Value};
use kidal_dossier::model::{Claim, Kind, SourceKind, Stake};
use kidal_math::{exp, ln};
use kidal_scenario::{Compiled, CompiledScenario};
use std::collections::BTreeMap;

/// How a claim is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A density holds it against histories.
    Weighed,
    /// Logic, dates, places and arithmetic bear on it; also copies of weighed claims.
    Checked,
    /// Kept and shown.
    Told,
    /// Not heard: its speaker was left out, or it was uttered later.
    LeftOut,
}

/// A piece with its quantity compiled for a record of answers.
#[derive(Clone, Debug)]
pub struct WeighedPiece {
    /// The piece.
    pub piece: Piece,
    /// Its quantity in answers and parameters.
    pub value: Compiled,
    /// Mass of what was said when the report is false.
    pub false_mass: f64,
    /// Greatest mass that a true report can give it, whatever is so.
    pub most: f64,
}

/// One reading of a weighed claim.
#[derive(Clone, Debug)]
pub struct WeighedReading {
    /// The analyst's weight.
    pub weight: f64,
    /// Its pieces; empty: no model bears on this reading.
    pub pieces: Vec<WeighedPiece>,
}

/// A weighed claim.
#[derive(Clone, Debug)]
pub struct WeighedClaim {
    /// Its row in the dossier.
    pub claim: usize,
    /// Its utterance.
    pub utterance: usize,
    /// Its readings.
    pub readings: Vec<WeighedReading>,
    /// Which side of the stake table it takes.
    pub stake: usize,
    /// Its three levels of log-bias.
    pub biases: [f64; 3],
    /// Density of any value under a reading that no model bears on.
    pub silent_mass: f64,
}

/// Claims made by one speaker at one time: they share one reliability and one bias.
#[derive(Clone, Debug)]
pub struct Utterance {
    /// Its name.
    pub id: String,
    /// Who speaks.
    pub speaker: String,
    /// Index of the origin.
    pub origin: usize,
    /// Weighed claims in it.
    pub claims: Vec<usize>,
    /// Prior of the three levels of quality.
    pub quality: [f64; 3],
    /// Prior of the three levels of bias.
    pub bias_shares: [f64; 3],
    /// The greatest term that any history can give it.
    pub highest: f64,
}

/// Levels of reliability (low, middle, high quality) by stake (neutral, serves, hurts).
///
/// Chosen by us because a report in which nothing is at stake is mostly true, one that serves its speaker may be as often
/// false as true, and one against interest is rarely made up. Varied in every sensitivity table.
pub const RELIABILITY: [[f64; 3]; 3] = [[0.6, 0.8, 0.95], [0.35, 0.6, 0.85], [0.8, 0.92, 0.98]];

/// Levels of log-bias (none, some, strong) by stake. Chosen by us because a party's figure may be rounded up by a
/// third, rarely by more than three times, and what hurts it is understated; no table of such parties is at hand.
pub const BIAS: [[f64; 3]; 3] = [[0.0, 0.12, -0.12], [0.0, 0.35, 1.0], [0.0, -0.2, -0.5]];

/// Prior of the levels of bias.
pub const BIAS_PRIOR: [f64; 3] = [0.6, 0.25, 0.15];

/// The accounts of a dossier, compiled against a scenario.
#[derive(Clone, Debug)]
pub struct Accounts {
    /// Class of each claim of the dossier, in its order.
    pub classes: Vec<Class>,
    /// Claims that repeat another: row → row of the original.
    pub copies: BTreeMap<usize, usize>,
    /// Weighed claims.
    pub claims: Vec<WeighedClaim>,
    /// Utterances: one likelihood term each.
    pub utterances: Vec<Utterance>,
    /// Origins (speakers) of weighed claims.
    pub origins: Vec<String>,
    /// What runs must answer.
    pub probes: Vec<Measure>,
}

/// Which claims take part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Only these speakers (empty: all).
    pub only: Vec<String>,
    /// Not these.
    pub without: Vec<String>,
    /// Only what was uttered before this moment (seconds since 1970 UTC).
    pub known_by: Option<i64>,
}

impl Selection {
    /// Whether the claim is heard at all.
    #[must_use]
    pub fn takes(&self, dossier: &Dossier, claim: &Claim) -> bool {
        let speaker = &claim.speaker.value;
        let late = self.known_by.is_some_and(|limit| {
            let said = claim.said.as_ref().map(|date| date.earliest().0);
            let carried = claim
                .via
                .iter()
                .filter_map(|id| {
                    dossier
                        .source(id)?
                        .date
                        .as_ref()
                        .map(|date| date.earliest().0)
                })
                .min();
            let own = dossier
                .source(speaker)
                .and_then(|source| source.date.as_ref().map(|date| date.earliest().0));
            said.or(carried)
                .or(own)
                .is_none_or(|moment| moment >= limit)
        });
        (self.only.is_empty() || self.only.contains(speaker))
            && !self.without.contains(speaker)
            && !late
    }
}

fn stake_row(stake: Stake) -> usize {
    match stake {
        Stake::Neutral => 0,
        Stake::Serves => 1,
        Stake::Hurts => 2,
    }
}

/// Prior of the levels of quality by kind of source. Chosen by us because witnesses and agencies report first, parties
/// speak for themselves, and compilations, chronicles and books condense what others said.
fn quality(kind: Option<SourceKind>) -> [f64; 3] {
    match kind {
        Some(SourceKind::Eyewitness | SourceKind::Local) => [0.15, 0.4, 0.45],
        Some(SourceKind::Party | SourceKind::Video) => [0.35, 0.4, 0.25],
        Some(
            SourceKind::Agency
            | SourceKind::Newspaper
            | SourceKind::Broadcaster
            | SourceKind::Dataset,
        ) => [0.1, 0.35, 0.55],
        Some(SourceKind::Official) => [0.2, 0.4, 0.4],
        Some(
            SourceKind::Encyclopaedia
            | SourceKind::Chronicle
            | SourceKind::Book
            | SourceKind::Mirror
            | SourceKind::Blog,
        ) => [0.25, 0.45, 0.3],
        None => [0.3, 0.4, 0.3],
    }
}

pub(crate) fn kind_of_speaker(dossier: &Dossier, speaker: &str) -> Option<SourceKind> {
    match dossier.kind_of(speaker)? {
        Kind::Source => dossier.source(speaker).map(|source| source.kind.value),
        Kind::Voice => dossier.voice(speaker).map(|voice| voice.kind.value),
        Kind::Person | Kind::Actor => Some(SourceKind::Party),
        _ => None,
    }
}

/// Whether a claim carries something that logic or arithmetic can bear on.
fn is_checkable(statement: &Statement) -> bool {
    statement.atoms().iter().any(|atom| {
        atom.comparison
            .as_ref()
            .is_some_and(|comparison| !matches!(comparison.value, Value::Name(_)))
            || !atom.qualifiers.is_empty()
            || matches!(
                atom.term.name.as_str(),
                "aka"
                    | "linked"
                    | "coordinated"
                    | "took_part"
                    | "commander"
                    | "present"
                    | "arrival"
                    | "part"
                    | "partition"
                    | "field"
                    | "path"
            )
    })
}

impl Accounts {
    /// Compiles the accounts of a dossier against its scenario. `extra` measures (of questions, say) come first.
    #[must_use]
    pub fn compile(
        dossier: &Dossier,
        scenario: &CompiledScenario,
        selection: &Selection,
        extra: Vec<Measure>,
    ) -> Self {
        let mut accounts = Self {
            classes: Vec::new(),
            copies: BTreeMap::new(),
            claims: Vec::new(),
            utterances: Vec::new(),
            origins: Vec::new(),
            probes: extra,
        };
        accounts.find_copies(dossier, selection);
        for (row, claim) in dossier.claims.iter().enumerate() {
            let taken = selection.takes(dossier, claim);
            let readings = if taken && !accounts.copies.contains_key(&row) {
                accounts.readings(dossier, scenario, claim)
            } else {
                Vec::new()
            };
            let is_weighed = readings.iter().any(|reading| !reading.pieces.is_empty());
            accounts.classes.push(if !taken {
                Class::LeftOut
            } else if is_weighed {
                Class::Weighed
            } else if claim
                .readings
                .iter()
                .any(|reading| is_checkable(&reading.statement))
                || accounts.copies.contains_key(&row)
            {
                Class::Checked
            } else {
                Class::Told
            });
            if is_weighed {
                accounts.add(dossier, row, claim, readings);
            }
        }
        for at in 0..accounts.utterances.len() {
            let claims = accounts.utterances[at].claims.iter();
            let products = accounts.log_products(claims, &Unseen, Noise::default());
            accounts.utterances[at].highest =
                accounts.utterances[at].summed_out(&products, &mut |_, _, _| {});
        }
        accounts
    }

    fn add(&mut self, dossier: &Dossier, row: usize, claim: &Claim, readings: Vec<WeighedReading>) {
        let speaker = claim.speaker.value.clone();
        let kind_of_source = kind_of_speaker(dossier, &speaker);
        let learned_kinds = learned::of(dossier, kind_of_source);
        let stake = stake_row(claim.stake.value);
        let biases = claim
            .readings
            .iter()
            .find_map(|reading| learned::kind(learned_kinds?, &reading.statement))
            .map_or(BIAS[stake], learned::biases);
        let origin = match self.origins.iter().position(|known| *known == speaker) {
            Some(at) => at,
            None => {
                self.origins.push(speaker.clone());
                self.origins.len() - 1
            }
        };
        let id = dossier.utterance_of(claim);
        let utterance = match self
            .utterances
            .iter()
            .position(|known| known.id == id && known.speaker == speaker)
        {
            Some(at) => at,
            None => {
                let quality = quality(kind_of_source);
                let bias_shares = if learned_kinds.is_some() {
                    learned::SHARES
                } else {
                    BIAS_PRIOR
                };
                self.utterances.push(Utterance {
                    id,
                    speaker,
                    origin,
                    claims: Vec::new(),
                    quality,
                    bias_shares,
                    highest: 0.0,
                });
                self.utterances.len() - 1
            }
        };
        let silent_mass = readings
            .iter()
            .find(|reading| !reading.pieces.is_empty())
            .map_or(1.0, |reading| {
                reading
                    .pieces
                    .iter()
                    .fold(1.0, |mass, piece| mass * piece.piece.form.false_mass())
            });
        self.utterances[utterance].claims.push(self.claims.len());
        self.claims.push(WeighedClaim {
            claim: row,
            utterance,
            readings,
            stake,
            biases,
            silent_mass,
        });
    }

    fn readings(
        &mut self,
        dossier: &Dossier,
        scenario: &CompiledScenario,
        claim: &Claim,
    ) -> Vec<WeighedReading> {
        let lexicon = Lexicon {
            scenario,
            as_of: claim.as_of.as_ref().map(|date| &date.value),
            place: dossier
                .about
                .place
                .as_ref()
                .map(|place| place.value.as_str()),
            counted: counted(dossier, claim),
        };
        let learned_kinds = learned::of(dossier, kind_of_speaker(dossier, &claim.speaker.value));
        claim
            .readings
            .iter()
            .map(|reading| WeighedReading {
                weight: reading.weight,
                pieces: mapping::pieces(&reading.statement, &lexicon)
                    .unwrap_or_default()
                    .into_iter()
                    .map(|mut piece| {
                        if let Some(kinds) = learned_kinds {
                            learned::sharpen(&mut piece, kinds, &reading.statement);
                        }
                        WeighedPiece {
                            value: piece.quantity.compile(&mut self.probes),
                            false_mass: piece.form.false_mass(),
                            most: piece.form.most(),
                            piece,
                        }
                    })
                    .collect(),
            })
            .collect()
    }

    /// ln of each utterance's joint density given a history: bias and reliability summed out on their levels.
    ///
    /// term(u) = ln Σ_q Σ_b P(q) P(b) Π_claims Σ_readings w Π_pieces [ r(q, stake) p(c | y, b) + (1 − r) g(c) ].
    /// Source: [wilkinson2013] for the error model; levels chosen by us because three carry what one battle can teach.
    pub fn terms(&self, parameters: &[f64], answers: &[Answer], noise: Noise, terms: &mut [f64]) {
        for (utterance, term) in self.utterances.iter().zip(terms.iter_mut()) {
            *term = self.utterance_density(
                utterance,
                parameters,
                answers,
                noise,
                &mut |_, _, _| {},
                None,
            );
        }
    }

    /// The term of one utterance, leaving out claims (for factors: those that assert a level outright).
    pub fn utterance_density(
        &self,
        utterance: &Utterance,
        parameters: &[f64],
        answers: &[Answer],
        noise: Noise,
        each: &mut dyn FnMut(usize, usize, f64),
        leave_out: Option<&[bool]>,
    ) -> f64 {
        let seen = Whole {
            parameters,
            answers,
            noise,
        };
        let kept = utterance
            .claims
            .iter()
            .filter(|index| !leave_out.is_some_and(|out| out[**index]));
        let log_product = self.log_products(kept, &seen, noise);
        utterance.summed_out(&log_product, each)
    }
}

impl Utterance {
    /// ln Σ_q Σ_b P(q) P(b) Π_claims, from ln Π_claims at each quality and bias; `each` is shown the relative weights.
    pub(crate) fn summed_out(
        &self,
        log_product: &[[f64; GRID]; GRID],
        each: &mut dyn FnMut(usize, usize, f64),
    ) -> f64 {
        let mut peak = f64::NEG_INFINITY;
        for row in log_product {
            for value in row {
                peak = peak.max(*value);
            }
        }
        if peak == f64::NEG_INFINITY {
            return peak;
        }
        let mut total = 0.0;
        for (q, row) in log_product.iter().enumerate() {
            for (b, value) in row.iter().enumerate() {
                let weight = self.quality[q] * self.bias_shares[b] * exp(*value - peak);
                each(q, b, weight);
                total += weight;
            }
        }
        peak + ln(total)
    }
}

/// Levels of quality and of bias.
pub(crate) const GRID: usize = 3;

/// How much of a history is seen, and what a true report of it could say at the most.
pub(crate) trait Seen {
    /// P(what the piece says | log-bias), the report being true, or a bound that it cannot exceed.
    fn true_mass(&self, piece: &WeighedPiece, bias: f64) -> f64;
}

/// A whole history.
struct Whole<'a> {
    parameters: &'a [f64],
    answers: &'a [Answer],
    noise: Noise,
}

impl Seen for Whole<'_> {
    fn true_mass(&self, piece: &WeighedPiece, bias: f64) -> f64 {
        let y = piece.value.value(self.parameters, self.answers);
        piece.piece.form.true_mass(y, bias, self.noise)
    }
}

impl Accounts {
    /// ln Π_claims of an utterance on the grid of quality and bias.
    pub(crate) fn log_products<'b>(
        &self,
        claims: impl Iterator<Item = &'b usize>,
        seen: &impl Seen,
        noise: Noise,
    ) -> [[f64; GRID]; GRID] {
        let mut products = [[LogProduct::default(); GRID]; GRID];
        for &index in claims {
            let claim = &self.claims[index];
            let reliability = RELIABILITY[claim.stake].map(|level| noise.reliability_from(level));
            let masses = claim.masses(reliability, claim.biases, seen);
            for (row, masses) in products.iter_mut().zip(&masses) {
                for (product, mass) in row.iter_mut().zip(masses) {
                    product.take(*mass);
                }
            }
        }
        products.map(|row| row.map(LogProduct::ln))
    }
}

impl WeighedClaim {
    /// The density of what was said, given a history, a reliability and a log-bias; readings mixed.
    #[must_use]
    pub fn mass(
        &self,
        parameters: &[f64],
        answers: &[Answer],
        reliability: f64,
        bias: f64,
        noise: Noise,
    ) -> f64 {
        let seen = Whole {
            parameters,
            answers,
            noise,
        };
        self.masses([reliability; 1], [bias; 1], &seen)[0][0]
    }

    /// The same for each reliability (rows) and log-bias (columns).
    fn masses<const Q: usize, const B: usize>(
        &self,
        reliability: [f64; Q],
        bias: [f64; B],
        seen: &impl Seen,
    ) -> [[f64; B]; Q] {
        let mut totals = [[0.0; B]; Q];
        for reading in &self.readings {
            let masses = reading.masses(reliability, bias, self.silent_mass, seen);
            for (row, masses) in totals.iter_mut().zip(&masses) {
                for (total, mass) in row.iter_mut().zip(masses) {
                    *total += reading.weight * mass;
                }
            }
        }
        totals
    }

    /// Whether any of its readings holds at its stated precision.
    #[must_use]
    pub fn holds(&self, parameters: &[f64], answers: &[Answer]) -> bool {
        self.readings
            .iter()
            .any(|reading| reading.holds(parameters, answers))
    }

    /// The reading of the largest weight that a model bears on.
    #[must_use]
    pub fn main_reading(&self) -> &WeighedReading {
        let mut best = &self.readings[0];
        for reading in &self.readings {
            if !reading.pieces.is_empty()
                && (best.pieces.is_empty() || reading.weight > best.weight)
            {
                best = reading;
            }
        }
        best
    }
}

impl WeighedReading {
    fn masses<const Q: usize, const B: usize>(
        &self,
        reliability: [f64; Q],
        bias: [f64; B],
        silent: f64,
        seen: &impl Seen,
    ) -> [[f64; B]; Q] {
        if self.pieces.is_empty() {
            return [[silent; B]; Q];
        }
        let mut products = [[1.0; B]; Q];
        for piece in &self.pieces {
            let true_masses = if piece.piece.form.has_bias() {
                bias.map(|bias| seen.true_mass(piece, bias))
            } else {
                [seen.true_mass(piece, 0.0); B]
            };
            for (row, r) in products.iter_mut().zip(reliability) {
                for (product, true_mass) in row.iter_mut().zip(true_masses) {
                    *product *= r * true_mass + (1.0 - r) * piece.false_mass;
                }
            }
        }
        products
    }

    /// Whether all its pieces hold.
    #[must_use]
    pub fn holds(&self, parameters: &[f64], answers: &[Answer]) -> bool {
        !self.pieces.is_empty()
            && self.pieces.iter().all(|piece| {
                piece
                    .piece
                    .form
                    .holds(piece.value.value(parameters, answers))
            })
    }
}
