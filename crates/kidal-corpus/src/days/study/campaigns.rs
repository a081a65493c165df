//! What each law makes of each campaign.

use kidal_findings::{Cell, CorpusRecord, FigureRecord, PointRecord, StatementRecord, TableRecord};
use kidal_math::{exp, ln, log_sum_exp};
use rayon::prelude::*;

use super::super::campaign::Campaign;
use super::super::law::{Asked, Clock, LAWS, Prepared};
use super::super::normal::Weight;
use crate::show::{Table, axis, curve, named_axis, say, statement, text};

/// A campaign, with what every law makes of it under every clock.
struct Told<'a> {
    campaign: &'a Campaign,
    prepared: Prepared,
    /// Clock by clock, law by law.
    asked: Vec<Vec<Asked>>,
}

/// Adds tables, figures and statements.
pub(super) fn add(campaigns: &[Campaign], record: &mut CorpusRecord) {
    let told: Vec<Told<'_>> = campaigns
        .iter()
        .map(|campaign| {
            let prepared = Prepared::new(campaign, usize::MAX);
            let asked = Clock::ALL
                .map(|clock| {
                    LAWS.par_iter()
                        .map(|law| prepared.ask(*law, clock))
                        .collect()
                })
                .to_vec();
            Told {
                campaign,
                prepared,
                asked,
            }
        })
        .collect();
    record
        .tables
        .extend(told.iter().enumerate().map(|(place, one)| laws(place, one)));
    record.tables.push(exponents(&told));
    record.tables.push(published(&told));
    if let Some(table) = log_linear(&told) {
        record.tables.push(table);
    }
    record.figures.push(exponent_figure(&told));
    record
        .statements
        .extend([clock_statement(&told), exponent_statement(&told)]);
}

/// Place of the laws with everything unknown.
const GENERAL: usize = 7;
const WITH_DEFENCE: usize = 8;

fn laws(place: usize, told: &Told<'_>) -> TableRecord {
    let mut columns = vec!["law"];
    columns.extend(Clock::ALL.map(Clock::name));
    columns.push("probability");
    let mut table = Table::new(
        &format!("days-{}", place + 1),
        &format!(
            "ln evidence of each law over the days of {}, less that of the best",
            told.campaign.name
        ),
        &format!(
            "{} days. First side: {}; second side: {}. The error is that of the quadrature. The probability is that of the law, clocks summed, all laws and clocks equally likely beforehand.",
            told.prepared.days(),
            told.campaign.sides[0],
            told.campaign.sides[1]
        ),
        &columns,
    );
    let all: Vec<f64> = told.asked.iter().flatten().map(|one| one.ln_z).collect();
    let best = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total = log_sum_exp(&all);
    for (law, named) in LAWS.iter().enumerate() {
        let mut row = vec![text(named.name)];
        let mut probability = 0.0;
        for by_law in &told.asked {
            row.push(Cell::with_error(
                by_law[law].ln_z - best,
                by_law[law].error,
                2,
            ));
            probability += exp(by_law[law].ln_z - total);
        }
        row.push(Cell::number(probability, 3));
        table.row(row);
    }
    table.finish()
}

fn exponents(told: &[Told<'_>]) -> TableRecord {
    let mut table = Table::new(
        "days-exponents",
        "p, q and d that the days prefer",
        "General law with d. p: exponent of the other side's strength, q: of one's own; mean 1 and standard deviation 0.58 beforehand. d above 1: who attacks loses more. “Turn” is the likeliest last day before the attack passes to the first side, with its probability; σ is the error of a side's losses, τ the spread of the pace of days, both of logarithms.",
        &[
            "campaign",
            "clock",
            "p",
            "sd",
            "q",
            "sd",
            "d",
            "5 %",
            "95 %",
            "turn",
            "probability",
            "σ",
            "τ",
        ],
    );
    for one in told {
        for (clock, by_law) in Clock::ALL.iter().zip(&one.asked) {
            let asked = &by_law[WITH_DEFENCE];
            let [p, q, delta] = asked.weights[..] else {
                continue;
            };
            let at = |z: f64| Cell::number(exp(delta.0 + z * delta.1), 2);
            let (turn, probability) = asked.turn.unwrap_or((1, f64::NAN));
            table.row(vec![
                text(&one.campaign.name),
                text(clock.name()),
                Cell::number(p.0, 2),
                Cell::number(p.1, 2),
                Cell::number(q.0, 2),
                Cell::number(q.1, 2),
                at(0.0),
                at(-1.645),
                at(1.645),
                Cell::number(one.prepared.numbers[turn - 1], 0),
                Cell::number(probability, 2),
                Cell::number(asked.errors[0], 2),
                if *clock == Clock::OwnPace {
                    Cell::number(asked.errors[1], 2)
                } else {
                    Cell::Missing
                },
            ]);
        }
    }
    table.finish()
}

/// Fits of these campaigns that were published, as they were at hand: who, days used (at most), p, q, d.
/// Source: [bracken1995], [fricker1998]. Both from memory; neither article was at hand.
const FITS: [(&str, usize, [f64; 3]); 2] = [
    (
        "Bracken 1995, first ten days (from memory, not checked)",
        10,
        [1.0, 1.0, 1.25],
    ),
    (
        "Fricker 1998, all days (from memory, not checked)",
        usize::MAX,
        [0.0, 5.0, 0.8093],
    ),
];

/// Days before the attack passed over, for published fits: in the published log-linear fit of the aggregated table the
/// change after five days gives back its levels and changes.
const TURN: usize = 5;

fn published(told: &[Told<'_>]) -> TableRecord {
    let mut table = Table::new(
        "days-published",
        "Published exponents held against the days",
        "ln Bayes factor over the linear law of the same days (p = q = 1, no d), the published exponents held fixed, levels and errors unknown; above 0: the published exponents are likelier. The attack passes over after the fifth day. How each publication weighted men and arms is not repeated here, so that a poor figure speaks of these exponents on these counts of men, and not of the publication.",
        &[
            "published",
            "p",
            "q",
            "d",
            "campaign",
            "days",
            "even clock",
            "own pace each day",
        ],
    );
    for (who, most, [p, q, d]) in FITS {
        for one in told {
            let prepared = Prepared::new(one.campaign, most);
            let factor = |clock: Clock| {
                let found = prepared.published(clock, [p, q, ln(d)], TURN);
                let linear = prepared.published(clock, [1.0, 1.0, 0.0], TURN);
                Cell::number(found.ln_z - linear.ln_z, 2)
            };
            table.row(vec![
                text(who),
                Cell::number(p, 1),
                Cell::number(q, 1),
                Cell::number(d, 2),
                text(&one.campaign.name),
                Cell::Count(prepared.days() as u64),
                factor(Clock::Even),
                factor(Clock::OwnPace),
            ]);
        }
    }
    table.finish()
}

/// The log-linear fit of the aggregated table. Source: [wiper2000], as a later notebook prints its posterior means.
const LOG_LINEAR: [(&str, f64, f64); 6] = [
    ("level, Allied losses", 7.784, 0.074),
    ("level, German losses", 8.018, 0.077),
    ("slope, Allied losses", 1.058, 0.442),
    ("slope, German losses", 0.704, 0.481),
    ("change, Allied losses", -0.241, 0.079),
    ("change, German losses", 0.035, 0.076),
];

fn log_linear(told: &[Told<'_>]) -> Option<TableRecord> {
    let one = told
        .iter()
        .find(|one| one.campaign.name.ends_with("aggregated forces"))?;
    let slope = Weight { mean: 1.0, sd: 0.5 };
    let found = one.prepared.side_by_side(TURN, slope);
    let mut table = Table::new(
        "days-log-linear",
        "A published log-linear fit of the aggregated table, computed again",
        "Levels are ln of losses at mean strength, slopes are on ln of the other side's strength, changes are half of what changes when the attack passes over after the fifth day. The notebook's own coding of attack and strength and its priors were not at hand; this reading of them (slopes with mean 1 and standard deviation 0.5 beforehand) is ours.",
        &["weight", "published", "sd", "here", "sd"],
    );
    for (place, (name, mean, sd)) in LOG_LINEAR.into_iter().enumerate() {
        table.row(vec![
            text(name),
            Cell::number(mean, 2),
            Cell::number(sd, 2),
            Cell::number(found.means[place], 2),
            Cell::number(found.sds[place], 2),
        ]);
    }
    Some(table.finish())
}

fn exponent_figure(told: &[Told<'_>]) -> FigureRecord {
    let names: Vec<String> = told.iter().map(|one| one.campaign.name.clone()).collect();
    let own_pace = 2;
    let series = ["p", "q"]
        .into_iter()
        .enumerate()
        .map(|(which, name)| {
            let points = told
                .iter()
                .enumerate()
                .map(|(place, one)| {
                    let (mean, sd) = one.asked[own_pace][GENERAL].weights[which];
                    PointRecord {
                        across: place as f64 + 0.1 * (which as f64 - 0.5),
                        up: mean,
                        low: mean - 1.645 * sd,
                        high: mean + 1.645 * sd,
                    }
                })
                .collect();
            curve(name, false, points)
        })
        .collect();
    FigureRecord {
        id: "days-exponent-curve".into(),
        title: "How well days tell the exponents of a campaign".into(),
        description: "For each table a dot at the mean of p and of q and a bar that holds 90 %. Beforehand the bar runs from 0.05 to 1.95.".into(),
        caption: "General law without d, own pace each day.".into(),
        across: named_axis("table", &names),
        up: axis("exponent", -1.0, 3.0, 4),
        has_diagonal: false,
        series,
    }
}

fn clock_statement(told: &[Told<'_>]) -> StatementRecord {
    let factor = |one: &Told<'_>, clock: usize| {
        let over = |clock: usize| {
            log_sum_exp(
                &one.asked[clock]
                    .iter()
                    .map(|law| law.ln_z)
                    .collect::<Vec<_>>(),
            )
        };
        over(clock) - over(0)
    };
    let parts: Vec<String> = told
        .iter()
        .map(|one| {
            format!(
                "{}: {} for own paces, {} for the clock of the fatigue law",
                one.campaign.name,
                say(factor(one, 2), 1),
                say(factor(one, 1), 1)
            )
        })
        .collect();
    let holds = told.iter().filter(|one| factor(one, 2) > 3.0).count();
    statement(
        "Both sides' losses follow a clock that is not even.",
        "this study",
        format!(
            "ln Bayes factor over an even clock, laws summed: {}.",
            parts.join("; ")
        ),
        if holds == told.len() {
            "holds"
        } else if holds == 0 {
            "not settled"
        } else {
            "depends on the table"
        },
        "days-1",
    )
}

fn exponent_statement(told: &[Told<'_>]) -> StatementRecord {
    let own_pace = 2;
    let wide = told
        .iter()
        .flat_map(|one| &one.asked[own_pace][GENERAL].weights);
    let narrowest = wide.map(|(_, sd)| *sd).fold(f64::INFINITY, f64::min);
    let best: Vec<String> = told
        .iter()
        .map(|one| {
            let all = one.asked.iter().flat_map(|by_law| by_law.iter().zip(LAWS));
            let mut likeliest = ("", f64::NEG_INFINITY);
            for (asked, law) in all {
                if asked.ln_z > likeliest.1 {
                    likeliest = (law.name, asked.ln_z);
                }
            }
            format!("{}: {}", one.campaign.name, likeliest.0)
        })
        .collect();
    statement(
        "The days of this campaign tell p and q.",
        "published fits of it, which differ from p = q = 1 to p = 0, q = 5 (from memory, not checked)",
        format!(
            "The smallest standard deviation of an exponent is {} where 0.58 was put in. Likeliest law: {}.",
            say(narrowest, 2),
            best.join("; ")
        ),
        if narrowest < 0.2 {
            "holds"
        } else {
            "not settled"
        },
        "days-exponents",
    )
}
