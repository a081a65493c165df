//! Priors of compilations learned from data, where the dossier has `source-kinds.toml`.
//!
//! A compilation (`encyclopaedia` or `dataset`) then has, in counts of men, the learned bias and error instead of the chosen
//! ones. Witnesses, parties and agencies keep theirs: no table of such is at hand. Reliability stays chosen for all.

use crate::form::Form;
use crate::mapping::Piece;
use kidal_dossier::Dossier;
use kidal_dossier::language::Statement;
use kidal_dossier::model::{LearnedKind, SourceKind, SourceKinds};
use kidal_math::student_t_cdf;

/// Shares of the three levels of bias: the rule of Gauss and Hermite of three points for a normal law, whose points are its
/// mean and √3 standard deviations to either side. Source: [abramowitz1964], table 25.10.
pub(crate) const SHARES: [f64; 3] = [2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0];
/// √3.
const REACH: f64 = 1.732_050_807_568_877_2;
/// Φ⁻¹(¾).
const UPPER_QUARTILE: f64 = 0.674_489_750_196_081_7;

/// The learned priors, where the dossier has some and sources of this kind are compilations.
pub(crate) fn of(dossier: &Dossier, kind: Option<SourceKind>) -> Option<&SourceKinds> {
    let is_compilation = matches!(kind, Some(SourceKind::Encyclopaedia | SourceKind::Dataset));
    dossier.source_kinds.as_ref().filter(|_| is_compilation)
}

/// What was learned of the numbers that a statement tells, if it tells a count of men.
pub(crate) fn kind(kinds: &SourceKinds, statement: &Statement) -> Option<LearnedKind> {
    let place = statement
        .atoms()
        .iter()
        .find_map(|atom| match atom.term.name.as_str() {
            "strength" => Some(0),
            "killed" | "wounded" => Some(2),
            "captured" => Some(3),
            _ => None,
        })?;
    kinds.kinds[place]
}

/// The three levels of log-bias.
pub(crate) fn biases(kind: LearnedKind) -> [f64; 3] {
    let LearnedKind {
        bias_mean, bias_sd, ..
    } = kind;
    [
        bias_mean,
        bias_mean + REACH * bias_sd,
        bias_mean - REACH * bias_sd,
    ]
}

/// Gives a count of men the learned error. The normal law here has the middle half of the learned law of Student; chosen by
/// us because the branch of false reports holds the tails.
pub(crate) fn sharpen(piece: &mut Piece, kinds: &SourceKinds, statement: &Statement) {
    if let (Some(kind), Form::Count { sigma, .. }) = (kind(kinds, statement), &mut piece.form) {
        *sigma = kind.spread * upper_quartile(kinds.degrees) / UPPER_QUARTILE;
    }
}

/// The number below which three quarters of Student's law lie, by halving.
fn upper_quartile(degrees: f64) -> f64 {
    let (mut low, mut high) = (0.0, 8.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if student_t_cdf(middle, degrees) < 0.75 {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_levels_have_mean_and_variance_of_the_learned_bias() {
        let kind = LearnedKind {
            bias_mean: 0.06,
            bias_sd: 0.04,
            spread: 0.1,
        };
        let levels = biases(kind);
        let mean: f64 = levels.iter().zip(SHARES).map(|(x, share)| x * share).sum();
        let square: f64 = levels
            .iter()
            .zip(SHARES)
            .map(|(x, share)| x * x * share)
            .sum();
        assert!((mean - 0.06).abs() < 1e-12);
        assert!((square - mean * mean - 0.0016).abs() < 1e-12);
    }

    #[test]
    fn quartiles_of_students_law_are_found() {
        // One degree: tan(π/4) = 1; many degrees: that of the normal law.
        assert!((upper_quartile(1.0) - 1.0).abs() < 1e-9);
        assert!((upper_quartile(1000.0) - UPPER_QUARTILE).abs() < 1e-3);
    }
}
