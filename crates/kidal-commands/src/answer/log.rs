//! The event log of a history, and what a finer step changes.

use kidal_findings::{HistoryRecord, wording};

use super::layout;
use super::text::COLUMNS;
use crate::replay::{STEP_BIAS, StepReport, StepRow};
use kidal_findings::Estimate;

/// Kinds of events that happen every day and tell little.
const ROUTINE: [&str; 2] = ["sleep", "order"];

/// The event log of one history, in the dossier's local time. Sleep and orders only where `is_verbose`.
#[must_use]
pub fn history(record: &HistoryRecord, offset_s: i64, is_verbose: bool) -> String {
    let mut text = format!("{}: {}\n", record.title, record.why);
    let mut day = String::new();
    let mut left_out = 0;
    for event in &record.events {
        if !is_verbose && ROUTINE.contains(&event.kind.as_str()) {
            left_out += 1;
            continue;
        }
        let this_day = wording::day(event.unix_s, offset_s);
        if this_day != day {
            text.push_str(&format!("\n{this_day}\n"));
            day = this_day;
        }
        let line = format!("{}  {}", wording::clock(event.unix_s, offset_s), event.text);
        let lines = layout::wrap(&event.text, "         ", COLUMNS);
        if lines.len() > 1 {
            text.push_str(&format!("  {}  ", wording::clock(event.unix_s, offset_s)));
            text.push_str(lines.join("\n").trim_start());
            text.push('\n');
        } else {
            text.push_str(&format!("  {line}\n"));
        }
    }
    if left_out > 0 {
        text.push_str(&format!(
            "\n{} of sleep and of orders {} left out; `--verbose` prints them.\n",
            wording::plural(left_out, "line"),
            if left_out == 1 { "is" } else { "are" }
        ));
    }
    text
}

/// What changes when steps are halved and quartered and elements halved, in words.
#[must_use]
pub fn steps(report: &StepReport) -> String {
    let mut text = String::from(
        "The same histories played at the scenario's step, at half of it and at a quarter of it, and with elements of half as \
         many\nmen. Differences are taken history by history; ± is their Monte-Carlo error.\n",
    );
    for row in &report.rows {
        text.push_str(&format!("\n{}\n", row.measure));
        let step = format!(
            "{}; at half the step {}, at a quarter {}. {}",
            value(row, report.clock_offset_s),
            difference(row, row.halved_difference),
            difference(row, row.quartered_difference),
            verdict(row, row.quartered_difference, row.passes, "a finer step")
        );
        let elements = format!(
            "With elements of half the size {}. {}",
            difference(row, row.elements_difference),
            verdict(
                row,
                row.elements_difference,
                row.elements_pass,
                "smaller elements"
            )
        );
        for sentence in [step, elements] {
            for line in layout::wrap(&sentence, "  ", COLUMNS) {
                text.push_str(&format!("{line}\n"));
            }
        }
    }
    let moving =
        |passes: &dyn Fn(&StepRow) -> bool| report.rows.iter().filter(|row| !passes(row)).count();
    text.push('\n');
    for (count, what) in [
        (moving(&|row| row.passes), "the step"),
        (moving(&|row| row.elements_pass), "the size of elements"),
    ] {
        text.push_str(&match count {
            0 => format!("No answer moves with {what} by more than it may.\n"),
            1 => format!("One answer moves with {what}: do not trust it.\n"),
            many => format!("{many} answers move with {what}: do not trust them.\n"),
        });
    }
    text
}

fn value(row: &StepRow, offset_s: i64) -> String {
    let error = row.spread / (row.pairs.max(1) as f64).sqrt();
    match row.unit.as_str() {
        "" => format!("In {} of the histories", wording::share(row.value)),
        unit => format!(
            "On average {} ({})",
            wording::with_unit(&wording::quantity(row.value, error, unit, offset_s), unit),
            wording::plural(usize::try_from(row.pairs).unwrap_or(usize::MAX), "pair")
        ),
    }
}

fn difference(row: &StepRow, estimate: Estimate) -> String {
    if row.unit.is_empty() {
        return wording::difference(estimate);
    }
    if row.unit != wording::MOMENT {
        let (value, error) = (estimate.value, estimate.error);
        let number = format!("{} ± {}", wording::signed(value), wording::number(error));
        return wording::with_unit(&number, &row.unit);
    }
    // Moments differ by minutes or hours.
    let (scale, unit) = if estimate.value.abs().max(estimate.error) < 7200.0 {
        (60.0, "minutes")
    } else {
        (3600.0, "hours")
    };
    format!(
        "{} ± {} {unit}",
        wording::signed(estimate.value / scale),
        wording::number(estimate.error / scale)
    )
}

fn verdict(row: &StepRow, moved: Estimate, passes: bool, remedy: &str) -> String {
    if moved.value == 0.0 && moved.error == 0.0 {
        return "Same in every history.".into();
    }
    if moved.value.abs() <= 3.0 * moved.error {
        return "Same: what moves is chance (less than three times its error).".into();
    }
    let share = (moved.value.abs() / row.spread.max(f64::MIN_POSITIVE)).min(99.0);
    let share = wording::share(share);
    let limit = wording::share(STEP_BIAS);
    if passes {
        format!(
            "Same for its purpose: it moves by {share} of the spread between histories, below the {limit} allowed."
        )
    } else {
        format!(
            "MOVES: by {share} of the spread between histories, above the {limit} allowed; take {remedy} in `scenario.toml`."
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kidal_findings::fixture;

    fn row(unit: &str, value: f64, moved: f64, error: f64, passes: bool) -> StepRow {
        let estimate = Estimate {
            value: moved,
            error,
        };
        StepRow {
            measure: "How many?".into(),
            unit: unit.into(),
            value,
            spread: 100.0,
            pairs: 200,
            halved_difference: estimate,
            quartered_difference: estimate,
            passes,
            elements_difference: estimate,
            elements_pass: passes,
        }
    }

    #[test]
    fn differences_have_units_and_a_verdict_in_words() {
        let rows = vec![
            row("men", 404.4, -1.25, 2.5, true),
            row("date", 1_333_065_600.0, 5400.0, 60.0, false),
            row("", 0.5, 0.0, 0.0, true),
        ];
        let text = steps(&StepReport {
            rows,
            clock_offset_s: 0,
        });
        assert!(
            text.contains("On average 404 men (200 pairs); at half the step −1.25 ± 2.5 men"),
            "{text}"
        );
        assert!(text.contains("+90 ± 1 minutes"), "{text}");
        assert!(
            text.contains("30 Mar, 00:00") && !text.contains("133306"),
            "{text}"
        );
        assert!(
            text.contains("MOVES: by 54.00 of the spread")
                && text.contains("Same in every history."),
            "{text}"
        );
        assert!(
            text.ends_with(
                "One answer moves with the step: do not trust it.\n\
                 One answer moves with the size of elements: do not trust it.\n"
            ),
            "{text}"
        );
    }

    #[test]
    fn routine_is_left_out_unless_asked_for() {
        let mut record = fixture::findings().histories.remove(0);
        let mut routine = record.events[0].clone();
        routine.kind = "sleep".into();
        routine.text = "Men of the watch begin to sleep".into();
        record.events.push(routine);
        let brief = history(&record, 0, false);
        assert!(
            !brief.contains("begin to sleep")
                && brief.contains("1 line of sleep and of orders is left out"),
            "{brief}"
        );
        assert!(history(&record, 0, true).contains("begin to sleep"));
    }
}
