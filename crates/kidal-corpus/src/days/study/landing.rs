//! The published fit of a landing, and what the data at hand say of it.

use kidal_findings::{Cell, CorpusRecord, FigureRecord, PointRecord};

use super::super::island::{Island, Learned, PUBLISHED, Rates, fight, learn, means};
use crate::show::{Table, axis, curve, say, statement, text};

/// Garrisons at the beginning, as two programs have the published one.
const GARRISONS: [f64; 2] = [21_500.0, 21_000.0];

/// Adds table, figure and statement, where there are landings and steps.
pub(super) fn add(island: &Island, record: &mut CorpusRecord) {
    let found: Vec<(f64, Learned)> = GARRISONS
        .into_iter()
        .filter_map(|garrison| Some((garrison, learn(island, garrison)?)))
        .collect();
    let (Some((_, first)), Some(last)) = (found.first(), island.steps.last()) else {
        return;
    };
    let days = last.to as usize;
    let history = fight(island, PUBLISHED, days);
    let mut rates = Table::new(
        "landing-rates",
        "Rates of the square law with reinforcement",
        "a: attackers put out of action per man of the garrison and day; b: the other way. Ours from the steps that begin after the last landing, the schedule of landings, the garrison at the beginning, and its end on the last day; means and central 90 %, over a grid centred on the published rates that ends at a factor of 1.8 either side. The published fit used a daily table that is not at hand, so that ours is from less.",
        &[
            "fit",
            "garrison",
            "a",
            "5 %",
            "95 %",
            "b",
            "5 %",
            "95 %",
            "attackers left",
            "5 %",
            "95 %",
        ],
    );
    rates.row(vec![
        text("published (Engel 1954)"),
        Cell::number(PUBLISHED.garrison, 0),
        Cell::number(PUBLISHED.a, 4),
        Cell::Missing,
        Cell::Missing,
        Cell::number(PUBLISHED.b, 4),
        Cell::Missing,
        Cell::Missing,
        Cell::number(history[days][0], 0),
        Cell::Missing,
        Cell::Missing,
    ]);
    for (garrison, learned) in &found {
        let mut row = vec![text("here"), Cell::number(*garrison, 0)];
        for (values, digits) in [(learned.a, 4), (learned.b, 4), (learned.left, 0)] {
            row.extend(values.map(|value| Cell::number(value, digits)));
        }
        rates.row(row);
    }
    record.tables.push(rates.finish());

    let expected = means(&island.steps, &history, PUBLISHED.b);
    let refitted = fight(
        island,
        Rates {
            a: first.a[0],
            b: first.b[0],
            garrison: GARRISONS[0],
        },
        days,
    );
    let ours = means(&island.steps, &refitted, first.b[0]);
    let mut steps = Table::new(
        "landing-steps",
        "Strengths of the attacker: told, and by both fits",
        "Means over the days of a step. While men land, the told strengths seem to count them from the first moment; those steps are shown and not used.",
        &["from day", "to day", "told", "published fit", "fit here"],
    );
    for ((step, published), ours) in island.steps.iter().zip(&expected).zip(&ours) {
        steps.row(vec![
            Cell::number(step.from, 0),
            Cell::number(step.to, 0),
            Cell::number(step.men, 0),
            Cell::number(*published, 0),
            Cell::number(*ours, 0),
        ]);
    }
    record.tables.push(steps.finish());
    record.figures.push(figure(island, &history, &refitted));

    let inside = |value: f64, of: [f64; 3]| (of[1]..=of[2]).contains(&value);
    let holds = inside(PUBLISHED.a, first.a) && inside(PUBLISHED.b, first.b);
    record.statements.push(statement(
        "The square law with reinforcement fits the landing, with a = 0.0544 and b = 0.0106 per day.",
        "Engel 1954, as later programs give it",
        format!(
            "Under the published rates the garrison is down to {} men after {days} days. From {} steps here: a = {} ({} to {}), b = {} ({} to {}); a step is off by some {} men.",
            say(history[days][1], 0),
            first.used,
            say(first.a[0], 4),
            say(first.a[1], 4),
            say(first.a[2], 4),
            say(first.b[0], 4),
            say(first.b[1], 4),
            say(first.b[2], 4),
            say(first.error, 0)
        ),
        if holds { "reproduces" } else { "does not reproduce" },
        "landing-rates",
    ));
}

fn figure(island: &Island, published: &[[f64; 2]], ours: &[[f64; 2]]) -> FigureRecord {
    let thousands = |history: &[[f64; 2]], side: usize| -> Vec<PointRecord> {
        history
            .iter()
            .enumerate()
            .map(|(day, men)| {
                let up = (men[side] / 1000.0).max(0.0);
                PointRecord {
                    across: day as f64,
                    up,
                    low: up,
                    high: up,
                }
            })
            .collect()
    };
    let told = island
        .steps
        .iter()
        .map(|step| {
            let up = step.men / 1000.0;
            PointRecord {
                across: 0.5 * (step.from + step.to),
                up,
                low: up,
                high: up,
            }
        })
        .collect();
    let most = island
        .landings
        .iter()
        .map(|landing| landing.men / 1000.0)
        .sum::<f64>();
    FigureRecord {
        id: "landing-curve".into(),
        title: "Strengths over the days of the landing: told, and under both fits".into(),
        description: "Two falling lines for each fit: the attacker's men, which first rise with the landings, and the garrison's, which fall to nought. Dots are strengths told in steps, at the middle of each.".into(),
        caption: format!(
            "{} steps told, rounded; {} landings. Lines are exact solutions of the square law.",
            island.steps.len(),
            island.landings.len()
        ),
        across: axis("day", 0.0, published.len().saturating_sub(1) as f64, 6),
        up: axis("thousand men", 0.0, most, 4),
        has_diagonal: false,
        series: vec![
            curve("attacker, published fit", true, thousands(published, 0)),
            curve("garrison, published fit", true, thousands(published, 1)),
            curve("attacker, fit here", true, thousands(ours, 0)),
            curve("attacker, told", false, told),
        ],
    }
}
