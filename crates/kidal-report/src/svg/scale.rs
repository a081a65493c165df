//! From values to pixels, and where the ticks stand.

use kidal_findings::wording;

/// A straight scale.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// Maps `low..high` to `from..to`; an empty range is widened.
    pub(crate) fn new(low: f64, high: f64, from: f64, to: f64) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        Scale {
            low,
            high,
            from,
            to,
        }
    }

    /// The pixel of a value; values outside are put at the edge.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.from + share * (self.to - self.from)
    }

    /// Whether a value lies on the scale.
    pub(crate) fn holds(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// Round numbers on the scale, some `wanted` of them.
    pub(crate) fn ticks(&self, wanted: usize) -> Vec<f64> {
        let rough = (self.high - self.low) / wanted.max(1) as f64;
        let mut step = 1.0;
        while step > rough {
            step /= 10.0;
        }
        while step * 10.0 <= rough {
            step *= 10.0;
        }
        let step = [1.0, 2.0, 5.0, 10.0]
            .into_iter()
            .map(|factor| factor * step)
            .find(|&candidate| candidate >= rough)
            .unwrap_or(step * 10.0);
        let first = (self.low / step).ceil();
        (0..=2 * wanted)
            .map(|index| (first + index as f64) * step)
            .take_while(|&tick| tick <= self.high + step * 1e-9)
            .collect()
    }
}

const HOUR: i64 = 3600;
const STEPS: [i64; 12] = [
    HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    24 * HOUR,
    2 * 24 * HOUR,
    7 * 24 * HOUR,
    14 * 24 * HOUR,
    30 * 24 * HOUR,
    91 * 24 * HOUR,
    365 * 24 * HOUR,
    3650 * 24 * HOUR,
];

/// Times on an axis: full local hours or days, at most some `wanted` of them, with their labels. A label with a day
/// is marked, for it stands a line lower.
pub(crate) fn time_ticks(
    from: i64,
    to: i64,
    offset_s: i64,
    wanted: i64,
) -> Vec<(i64, String, bool)> {
    // Beyond it nothing could be read anyway, and sums below cannot overflow.
    const FAR: i64 = 1_000_000_000_000;
    let (from, to) = (from.clamp(-FAR, FAR), to.clamp(-FAR, FAR));
    let offset_s = offset_s.clamp(-2 * 24 * HOUR, 2 * 24 * HOUR);
    let extent = to.saturating_sub(from).max(1);
    let step = STEPS
        .into_iter()
        .find(|step| extent / step <= wanted.max(1))
        .unwrap_or(STEPS[11]);
    let mut ticks = Vec::new();
    let mut tick = (from + offset_s).div_euclid(step) * step - offset_s;
    while tick <= to && ticks.len() < 64 {
        if tick >= from {
            let is_midnight = (tick + offset_s).rem_euclid(24 * HOUR) == 0;
            let label = if is_midnight {
                wording::day_short(tick, offset_s)
            } else {
                wording::clock(tick, offset_s)
            };
            ticks.push((tick, label, is_midnight));
        }
        tick += step;
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        let scale = Scale::new(0.0, 1.0, 0.0, 100.0);
        assert_eq!(
            scale.ticks(5),
            vec![0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0]
        );
        let scale = Scale::new(130.0, 980.0, 0.0, 100.0);
        assert_eq!(scale.ticks(5), vec![200.0, 400.0, 600.0, 800.0]);
        assert!(!Scale::new(5.0, 5.0, 0.0, 1.0).ticks(4).is_empty());
    }

    #[test]
    fn time_ticks_stand_at_full_local_hours() {
        let ticks = time_ticks(1_332_979_200 + 60, 1_332_979_200 + 86_400, 0, 8);
        assert_eq!(ticks[0].1, "03:00");
        assert_eq!(ticks.last().map(|tick| tick.1.as_str()), Some("30 Mar"));
    }
}
