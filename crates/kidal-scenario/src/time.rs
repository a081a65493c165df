//! The clock of a scenario: its zero and end, phases, the step, and daylight.

use crate::names::Names;
use kidal_battle::parts::StepPolicy;
use kidal_dossier::date::Date;
use kidal_dossier::table::TableReader;

/// Longest scenario, seconds: 400 days. Chosen by us because no battle of the dossiers lasts a year, and a date with a wrong
/// year would otherwise run for hours.
const LONGEST_S: f64 = 400.0 * 86_400.0;

/// The clock of a scenario, in seconds from its zero.
pub(crate) struct Time {
    /// Which step the simulator takes.
    pub(crate) step: StepPolicy,
    /// Ends of the phases; the last is the end of the scenario.
    pub(crate) phase_ends_s: Vec<f64>,
    /// Spans from dawn to dusk.
    pub(crate) daylight_s: Vec<(f64, f64)>,
    /// The first phase that is drawn anew for "would it happen again".
    pub(crate) again_from_phase: usize,
}

/// Reads `zero` and `end`: notes the zero in `names` and gives the duration in seconds.
pub(crate) fn duration(about: &TableReader<'_>, names: &mut Names) -> Option<f64> {
    let Some(zero) = about.date("zero") else {
        about.missing("zero");
        return None;
    };
    names.zero_unix_s = zero.earliest().0;
    names.clock = about.clock();
    let Some(end) = about.date("end") else {
        about.missing("end");
        return None;
    };
    let duration_s = names.seconds(&end);
    if !(duration_s > 0.0 && duration_s <= LONGEST_S) {
        about.error(
            "bad-scenario",
            end.span,
            "the scenario ends before it begins, or lasts more than 400 days",
            "this date",
            Some("mend `zero` or `end`".into()),
        );
        return None;
    }
    Some(duration_s)
}

/// Shortest step that may be asked for [s]: times are sixteenths of a second.
const FINEST_S: f64 = 0.0625;

/// Reads the step, the phases and daylight.
pub(crate) fn read(about: &TableReader<'_>, names: &Names, duration_s: f64) -> Option<Time> {
    let finest_s = at_least(about, "finest_s", FINEST_S, 15.0)?;
    let coarsest_s = at_least(about, "coarsest_s", FINEST_S, 1800.0)?;
    if finest_s > coarsest_s {
        let keys = ["coarsest_s", "finest_s"];
        let span = keys
            .iter()
            .find_map(|key| about.number(key))
            .map(|n| n.span);
        about.error(
            "bad-scenario",
            span.unwrap_or_else(|| about.span()),
            format!(
                "the longest step ({coarsest_s} s) is shorter than the shortest one ({finest_s} s)"
            ),
            "this step",
            Some("let `coarsest_s` be at least `finest_s`".into()),
        );
        return None;
    }
    let step = StepPolicy::Adaptive {
        finest_s,
        coarsest_s,
        accuracy: accuracy(about)?,
    };
    let (phase_ends_s, again_from_phase) = phases(about, names, duration_s)?;
    Some(Time {
        step,
        phase_ends_s,
        daylight_s: daylight(about, names, duration_s)?,
        again_from_phase,
    })
}

/// A number that is not below a least one; a mistake is told where it is written.
fn at_least(about: &TableReader<'_>, key: &str, least: f64, otherwise: f64) -> Option<f64> {
    let Some(number) = about.number(key) else {
        return Some(otherwise);
    };
    if number.value >= least && number.value.is_finite() {
        return Some(number.value);
    }
    let bound = if least < 1e-6 {
        "above 0".to_owned()
    } else {
        format!("at least {least}")
    };
    about.error(
        "bad-scenario",
        number.span,
        format!("`{key}` is {}, but must be {bound}", number.value),
        "this number",
        Some(format!(
            "write a number that is {bound}; without `{key}` it is {otherwise}"
        )),
    );
    None
}

/// Most that may be asked for as `accuracy`. Chosen by us because at 10 a step may already hit ten times the men that a
/// target has; a percentage is the usual slip.
const COARSEST_ACCURACY: f64 = 10.0;

fn accuracy(about: &TableReader<'_>) -> Option<f64> {
    let accuracy = at_least(about, "accuracy", f64::MIN_POSITIVE, 0.1)?;
    if accuracy <= COARSEST_ACCURACY {
        return Some(accuracy);
    }
    about.error(
        "bad-scenario",
        about.raw("accuracy").map_or(about.span(), |n| n.span),
        format!("`accuracy` is {accuracy}, but must be at most {COARSEST_ACCURACY}"),
        "this number",
        Some("it is a share, not a percentage: 0.1 is usual, and smaller is finer".into()),
    );
    None
}

fn phases(about: &TableReader<'_>, names: &Names, duration_s: f64) -> Option<(Vec<f64>, usize)> {
    let mut ends = Vec::new();
    let mut again = 0;
    let again_text = about.text("again_from");
    for text in about.texts("phases") {
        match Date::parse(&text.value) {
            Ok(date) => {
                let at = names.seconds(&date);
                if !(at > ends.last().copied().unwrap_or(0.0) && at < duration_s) {
                    about.error(
                        "bad-scenario",
                        text.span,
                        format!(
                            "the phase end {} is not after the one before and before the end",
                            text.value
                        ),
                        "this one",
                        Some("write phase ends in order".into()),
                    );
                    return None;
                }
                ends.push(at);
                if again_text
                    .as_ref()
                    .is_some_and(|again| again.value == text.value)
                {
                    again = ends.len();
                }
            }
            Err(fault) => {
                about.error(
                    "impossible-date",
                    text.span,
                    fault.message,
                    "this date",
                    fault.help,
                );
                return None;
            }
        }
    }
    ends.push(duration_s);
    if let Some(again_text) = &again_text
        && again == 0
    {
        about.error(
            "bad-scenario",
            again_text.span,
            "`again_from` is not one of `phases`",
            "this moment",
            Some("name one of the phase ends: fresh luck starts at a phase end".into()),
        );
        return None;
    }
    Some((ends, again))
}

fn daylight(about: &TableReader<'_>, names: &Names, duration_s: f64) -> Option<Vec<(f64, f64)>> {
    let read = |text: &str| -> Option<f64> {
        let (hours, minutes) = text.split_once(':')?;
        let seconds = hours.parse::<f64>().ok()? * 3600.0 + minutes.parse::<f64>().ok()? * 60.0;
        (0.0..86_400.0).contains(&seconds).then_some(seconds)
    };
    let clock = |key: &str| about.text(key).and_then(|text| read(&text.value));
    let span = |key: &str| about.raw(key).map(|value| value.span);
    let mut daylight = Vec::new();
    if about.has("dawn") || about.has("dusk") {
        let (Some(dawn), Some(dusk)) = (clock("dawn"), clock("dusk")) else {
            let wrong = ["dawn", "dusk"]
                .into_iter()
                .find(|key| clock(key).is_none())
                .and_then(span);
            about.error(
                "bad-scenario",
                wrong.unwrap_or_else(|| about.span()),
                "`dawn` and `dusk` are clock times such as \"06:10\"",
                "here",
                Some("give both, from 00:00 to 23:59".into()),
            );
            return None;
        };
        if dawn >= dusk {
            about.error(
                "bad-scenario",
                span("dusk").unwrap_or_else(|| about.span()),
                "`dusk` is not after `dawn`",
                "this clock time",
                Some("write clock times of 24 hours, dawn first: 06:10 and 18:40".into()),
            );
            return None;
        }
        let midnight =
            -((names.zero_unix_s.rem_euclid(86_400)) as f64) - about.clock().seconds() as f64;
        let mut day = midnight - 86_400.0;
        while day < duration_s {
            if day + dusk > 0.0 {
                daylight.push((day + dawn, day + dusk));
            }
            day += 86_400.0;
        }
    }
    Some(daylight)
}
