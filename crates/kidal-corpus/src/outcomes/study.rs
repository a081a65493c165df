//! The study of outcomes: from the table of battles to findings.

use std::io::BufRead;

use kidal_findings::{Cell, CorpusRecord, FigureRecord, PointRecord, StatementRecord, TableRecord};
use kidal_math::ln;

use super::engagement::{Engagement, read_engagements};
use super::features::Knowledge;
use super::held_out::{Score, Split, difference, forecasts, score, wars};
use super::straight;
use crate::show::{Table, axis, curve, say, statement, text};
use crate::table::{TableError, rows_set_aside};

/// Why the study cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum OutcomeError {
    /// The file is no such table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Too little to compare.
    #[error(
        "compare outcomes: {wars} wars with a decision are too few; at least 5 are needed{why}"
    )]
    TooFewWars {
        /// How many.
        wars: usize,
        /// What became of the rows.
        why: String,
    },
}

/// Rounds of the random division, as published: ten parts, five times.
const ROUNDS: u64 = 5;
const HINDSIGHT: &str = "The judged factors (leadership, morale, surprise and so on) were coded by people who knew who had won. That a model with them is right more often shows how well the codes agree with the results. It is not skill in forecasting.";

/// Reads the table and computes everything. The result is the same on any number of threads.
///
/// # Errors
/// [`OutcomeError`].
pub fn study(file: &str, input: impl BufRead, seed: u64) -> Result<CorpusRecord, OutcomeError> {
    let (all, reading) = read_engagements(file, input)?;
    let decided: Vec<&Engagement> = all
        .iter()
        .filter(|one| one.attacker_won.is_some())
        .collect();
    let war_names: std::collections::BTreeSet<&str> =
        decided.iter().map(|one| one.war.as_str()).collect();
    if war_names.len() < 5 {
        return Err(OutcomeError::TooFewWars {
            wars: war_names.len(),
            why: rows_set_aside(&[reading.into_record()]),
        });
    }
    let found = Found::compute(&decided, seed);
    let lines = lines(&all, seed);
    Ok(CorpusRecord {
        study: "outcomes".into(),
        method: method(),
        statements: found.statements(),
        tables: vec![
            outcomes(&all),
            found.table(),
            found.by_war_table(&decided),
            found.published(),
            lines,
        ],
        figures: vec![found.calibration()],
        reading: vec![reading.into_record()],
    })
}

/// Places of two kinds of knowledge in their list.
const SHRUNK: usize = 3;
const JUDGED: usize = 4;

struct Found {
    won: Vec<bool>,
    wars: Vec<u64>,
    war_count: usize,
    /// Knowledge by knowledge: scores at random (mean of the rounds).
    random: Vec<Score>,
    /// Knowledge by knowledge: forecasts with the war held out.
    by_war: Vec<Vec<f64>>,
    /// Difference in log loss to the ratio of men, with its interval.
    differences: Vec<(f64, [f64; 2])>,
    larger_wins: f64,
}

impl Found {
    fn compute(decided: &[&Engagement], seed: u64) -> Self {
        let won: Vec<bool> = decided
            .iter()
            .map(|one| one.attacker_won == Some(true))
            .collect();
        let numbers = wars(decided);
        let random = Knowledge::ALL
            .into_iter()
            .map(|knowledge| {
                let scores: Vec<Score> = (0..ROUNDS)
                    .map(|round| {
                        score(
                            &forecasts(decided, knowledge, Split::Random { round }, seed),
                            &won,
                        )
                    })
                    .collect();
                let mean =
                    |of: fn(&Score) -> f64| scores.iter().map(of).sum::<f64>() / ROUNDS as f64;
                Score {
                    accuracy: mean(|one| one.accuracy),
                    log_loss: mean(|one| one.log_loss),
                    brier: mean(|one| one.brier),
                }
            })
            .collect();
        let by_war: Vec<Vec<f64>> = Knowledge::ALL
            .into_iter()
            .map(|knowledge| forecasts(decided, knowledge, Split::ByWar, seed))
            .collect();
        let differences = by_war
            .iter()
            .map(|one| difference(one, &by_war[1], &won, &numbers, seed))
            .collect();
        let larger = decided
            .iter()
            .zip(&won)
            .filter(|(one, won)| (one.ln_ratio() > 0.0) == **won)
            .count();
        let war_count = numbers
            .iter()
            .collect::<std::collections::BTreeSet<_>>()
            .len();
        Found {
            larger_wins: larger as f64 / won.len() as f64,
            won,
            wars: numbers,
            war_count,
            random,
            by_war,
            differences,
        }
    }

    fn table(&self) -> TableRecord {
        let mut table = Table::new(
            "forecasts",
            "Who won: forecasts of battles that the model had not seen",
            "Log loss is the mean of −ln of the probability given to what happened (ln 2 = 0.693 is a coin), Brier the mean squared error; smaller is better. “Random”: ten parts, five times, as published; parts of one battle fall on both sides. “War”: each war forecast from all others. The difference is in log loss to the ratio of men, wars held out, with a 95 % interval by drawing wars anew; below 0 is better.",
            &[
                "knows",
                "random: right",
                "log loss",
                "Brier",
                "war: right",
                "log loss",
                "Brier",
                "difference",
                "2.5 %",
                "97.5 %",
            ],
        );
        for (place, knowledge) in Knowledge::ALL.into_iter().enumerate() {
            let (random, held) = (self.random[place], score(&self.by_war[place], &self.won));
            let (difference, [low, high]) = self.differences[place];
            table.row(vec![
                text(knowledge.name()),
                Cell::number(random.accuracy, 3),
                Cell::number(random.log_loss, 3),
                Cell::number(random.brier, 3),
                Cell::number(held.accuracy, 3),
                Cell::number(held.log_loss, 3),
                Cell::number(held.brier, 3),
                Cell::number(difference, 4),
                Cell::number(low, 4),
                Cell::number(high, 4),
            ]);
        }
        table.finish()
    }

    fn by_war_table(&self, decided: &[&Engagement]) -> TableRecord {
        let mut table = Table::new(
            "wars",
            "War by war",
            "Wars with at least ten decided battles, each forecast from all others. Log loss.",
            &[
                "war",
                "battles",
                "attacker won",
                "ratio of men",
                "objective data",
                "with who fought, shrunk",
            ],
        );
        let mut names: Vec<&str> = decided.iter().map(|one| one.war.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let places: Vec<usize> = (0..decided.len())
                .filter(|place| decided[*place].war == name)
                .collect();
            if places.len() < 10 {
                continue;
            }
            let won: Vec<bool> = places.iter().map(|place| self.won[*place]).collect();
            let loss = |knowledge: usize| {
                let chosen: Vec<f64> = places
                    .iter()
                    .map(|place| self.by_war[knowledge][*place])
                    .collect();
                Cell::number(score(&chosen, &won).log_loss, 3)
            };
            table.row(vec![
                text(name),
                Cell::Count(places.len() as u64),
                Cell::Count(won.iter().filter(|one| **one).count() as u64),
                loss(1),
                loss(2),
                loss(SHRUNK),
            ]);
        }
        table.finish()
    }

    /// What others reported, beside what is computed here.
    fn published(&self) -> TableRecord {
        let mut table = Table::new(
            "published",
            "Beside figures that were reported",
            "Coban (2001) as quoted; how that tree held battles out is not known to us, and judged factors are among its variables.",
            &["figure", "reported", "here"],
        );
        let attackers = self.won.iter().filter(|one| **one).count() as f64 / self.won.len() as f64;
        for (name, reported, here) in [
            (
                "right, forecasting that the attacker always wins",
                Cell::Missing,
                attackers,
            ),
            (
                "right, forecasting that the larger side wins",
                Cell::Missing,
                self.larger_wins,
            ),
            (
                "right, a classification tree, at best (Coban 2001)",
                Cell::number(0.79, 2),
                f64::NAN,
            ),
            (
                "right, ratio and judged factors, random parts",
                Cell::Missing,
                self.random[JUDGED].accuracy,
            ),
        ] {
            table.row(vec![text(name), reported, Cell::number(here, 3)]);
        }
        table.finish()
    }

    fn statements(&self) -> Vec<StatementRecord> {
        let (value, [low, high]) = self.differences[SHRUNK];
        let (verdict, tail) = if high < 0.0 {
            ("holds", "the interval excludes nought")
        } else {
            (
                "not settled",
                "the interval does not exclude nought: on these wars objective data cannot be shown to do it",
            )
        };
        vec![
            statement(
                "Objective data forecast battles of wars that were not seen better than the ratio of men.",
                "this study",
                format!(
                    "Difference in log loss {} (95 % {} to {}, {} wars drawn anew); {tail}.",
                    say(value, 4),
                    say(low, 4),
                    say(high, 4),
                    self.war_count
                ),
                verdict,
                "forecasts",
            ),
            statement(
                "Judged factors forecast battles.",
                "a natural reading of published tables",
                format!(
                    "With them {} of battles are right against {} with the ratio of men (random parts). {HINDSIGHT}",
                    say(self.random[JUDGED].accuracy, 3),
                    say(self.random[1].accuracy, 3)
                ),
                "does not follow",
                "forecasts",
            ),
            statement(
                "The larger side wins.",
                "a common rule",
                format!(
                    "In {} of {} decided battles; the attacker wins in {}.",
                    say(self.larger_wins, 3),
                    self.won.len(),
                    say(
                        self.won.iter().filter(|one| **one).count() as f64 / self.won.len() as f64,
                        3
                    )
                ),
                if self.larger_wins < 0.65 {
                    "weak"
                } else {
                    "holds"
                },
                "published",
            ),
        ]
    }

    fn calibration(&self) -> FigureRecord {
        let series = [1usize, SHRUNK]
            .into_iter()
            .map(|knowledge| {
                let mut order: Vec<usize> = (0..self.won.len()).collect();
                let p = &self.by_war[knowledge];
                order.sort_by(|one, other| p[*one].total_cmp(&p[*other]).then(one.cmp(other)));
                let points = order
                    .chunks(order.len().div_ceil(8).max(1))
                    .map(|chunk| {
                        let n = chunk.len() as f64;
                        let across = chunk.iter().map(|place| p[*place]).sum::<f64>() / n;
                        let up = chunk.iter().filter(|place| self.won[**place]).count() as f64 / n;
                        let error = 2.0 * (up * (1.0 - up) / n).sqrt();
                        PointRecord {
                            across,
                            up,
                            low: (up - error).max(0.0),
                            high: (up + error).min(1.0),
                        }
                    })
                    .collect();
                curve(Knowledge::ALL[knowledge].name(), false, points)
            })
            .collect();
        FigureRecord {
            id: "calibration".into(),
            title: "Forecasts of unseen wars against what happened".into(),
            description: "Eight groups of battles by the probability forecast for the attacker; a dot at the share that attackers won, with two standard errors. On the diagonal forecasts are right on average.".into(),
            caption: format!("{} decided battles of {} wars, each war forecast from the others. Errors as if battles were independent. Seeded division of wars for choosing the prior.", self.won.len(), self.wars.iter().collect::<std::collections::BTreeSet<_>>().len()),
            across: axis("probability forecast for the attacker", 0.0, 1.0, 5),
            up: axis("share that attackers won", 0.0, 1.0, 5),
            has_diagonal: true,
            series,
        }
    }
}

fn outcomes(all: &[Engagement]) -> TableRecord {
    let mut table = Table::new(
        "outcomes",
        "Outcomes of the battles used",
        "From the patched source table. The tidy tables made from it show no defeat of an attacker, because every negative code is dropped there.",
        &["outcome", "battles"],
    );
    for (name, of) in [
        ("attacker won", Some(true)),
        ("attacker was beaten", Some(false)),
        ("a draw", None),
    ] {
        let count = all.iter().filter(|one| one.attacker_won == of).count();
        table.row(vec![text(name), Cell::Count(count as u64)]);
    }
    table.finish()
}

/// How long, and at what loss: wars held out.
fn lines(all: &[Engagement], seed: u64) -> TableRecord {
    type Of = fn(&Engagement) -> Option<f64>;
    let targets: [(&str, Of); 4] = [
        ("days of fighting", |one| one.days.map(ln)),
        ("attacker's loss, share of men", |one| lost_share(one, 0)),
        ("defender's loss, share of men", |one| lost_share(one, 1)),
        ("exchange of loss shares", |one| {
            Some(lost_share(one, 0)? - lost_share(one, 1)?)
        }),
    ];
    let mut table = Table::new(
        "lengths-and-losses",
        "How long, and at what loss: forecasts of unseen wars",
        "Straight lines on logarithms, each war forecast from all others. “Error” is the root mean square of ln(actual/forecast), so 0.7 is a factor of 2; “90 % holds” is the share of battles inside the 90 % interval. Difference in mean ln density to the constant, with a 95 % interval by drawing wars anew; above 0 is better.",
        &[
            "of",
            "knows",
            "battles",
            "error",
            "90 % holds",
            "difference",
            "2.5 %",
            "97.5 %",
        ],
    );
    for (name, of) in targets {
        let battles: Vec<&Engagement> = all
            .iter()
            .filter(|one| of(one).is_some_and(f64::is_finite))
            .collect();
        let y: Vec<f64> = battles.iter().filter_map(|one| of(one)).collect();
        let numbers = wars(&battles);
        let none = forecast_lines(&battles, &y, &numbers, Knowledge::Nothing);
        for knowledge in [
            Knowledge::Nothing,
            Knowledge::ForceRatio,
            Knowledge::Objective,
        ] {
            let found = forecast_lines(&battles, &y, &numbers, knowledge);
            let n = found.len() as f64;
            let error = (found.iter().map(|one| one.off * one.off).sum::<f64>() / n).sqrt();
            let held = found
                .iter()
                .filter(|one| one.off.abs() <= 1.645 * one.sd)
                .count() as f64
                / n;
            let gain: Vec<f64> = found
                .iter()
                .zip(&none)
                .map(|(one, other)| one.ln_density() - other.ln_density())
                .collect();
            let (value, [low, high]) = super::held_out::mean_by_war(&gain, &numbers, seed);
            table.row(vec![
                text(name),
                text(knowledge.name()),
                Cell::Count(found.len() as u64),
                Cell::number(error, 2),
                Cell::number(held, 2),
                Cell::number(value, 3),
                Cell::number(low, 3),
                Cell::number(high, 3),
            ]);
        }
    }
    table.finish()
}

fn lost_share(one: &Engagement, side: usize) -> Option<f64> {
    one.lost[side]
        .filter(|lost| *lost > 0.0)
        .map(|lost| ln(lost / one.men[side]))
}

struct Forecast {
    off: f64,
    sd: f64,
}

impl Forecast {
    fn ln_density(&self) -> f64 {
        kidal_math::ln_normal_density(self.off, 0.0, self.sd)
    }
}

/// Width of the prior of a line's weights; chosen by us: with features in standard deviations and some 600 battles it halves
/// what twenty weak features could fit by chance.
const WIDTH: f64 = 0.2;

fn forecast_lines(
    battles: &[&Engagement],
    y: &[f64],
    wars: &[u64],
    knowledge: Knowledge,
) -> Vec<Forecast> {
    let features: Vec<Vec<f64>> = battles.iter().map(|one| knowledge.features(one)).collect();
    let kinds: std::collections::BTreeSet<u64> = wars.iter().copied().collect();
    let mut all: Vec<Option<Forecast>> = (0..y.len()).map(|_| None).collect();
    for war in kinds {
        let learn: Vec<usize> = (0..y.len()).filter(|place| wars[*place] != war).collect();
        let rows: Vec<&[f64]> = learn
            .iter()
            .map(|place| features[*place].as_slice())
            .collect();
        let seen: Vec<f64> = learn.iter().map(|place| y[*place]).collect();
        let Some(line) = straight::fit(&rows, &seen, WIDTH) else {
            continue;
        };
        for place in (0..y.len()).filter(|place| wars[*place] == war) {
            let (mean, sd) = line.forecast(&features[place]);
            all[place] = Some(Forecast {
                off: y[place] - mean,
                sd,
            });
        }
    }
    all.into_iter().flatten().collect()
}

fn method() -> Vec<String> {
    [
        HINDSIGHT,
        "Objective data are strengths, arms (cavalry, tanks, guns, aircraft), width of front, the defender's posture, terrain, weather, air superiority and the year. The weights of the logistic regression have a normal prior whose width is chosen inside the learning part with wars held out, and the stated error bars of the strengths make the ratio of men uncertain: a forecast is averaged over it.",
        "Battles of a war resemble each other, and several rows are parts of one battle. Held out at random, their parts teach each other, which flatters every model with many features; held out by war they cannot.",
        "“Shrunk by groups”: the weights of a group (arms, posture, terrain, weather, air, period with size and front, who fought) have a normal prior whose spread is learned from the same battles by expectation and maximisation, nothing of the war held out being used; each war has a level of its own while the model learns; forecasts allow for weights, strengths and levels that are not known. Who fought is the first word of each force's name. The design was fixed before its forecasts of unseen wars were first computed, and not changed after.",
        "Duration, and whether fighting came in several periods, are not among the data of a forecast: they are known only afterwards. Duration is forecast itself. The defender's posture and air superiority were coded by people who knew the result; they are taken as objective because they describe what could be seen.",
        "The battles are a choice of the compilers: fought-out battles of famous wars, mostly of European armies. What holds here need not hold for others.",
    ]
    .map(str::to_owned)
    .to_vec()
}
