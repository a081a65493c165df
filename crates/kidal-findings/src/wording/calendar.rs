//! Days and clock times of the proleptic Gregorian calendar.

const DAY_S: i64 = 86_400;
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `30 March 2012`, from seconds since 1970 UTC and the local offset.
pub fn day(unix_s: i64, offset_s: i64) -> String {
    let (year, month, day) = civil(unix_s.saturating_add(offset_s).div_euclid(DAY_S));
    format!("{day} {} {year}", MONTHS[month - 1])
}

/// `30 Mar`: the year is known.
pub fn day_short(unix_s: i64, offset_s: i64) -> String {
    let (_, month, day) = civil(unix_s.saturating_add(offset_s).div_euclid(DAY_S));
    format!("{day} {}", &MONTHS[month - 1][..3])
}

/// `08:05`, local time.
pub fn clock(unix_s: i64, offset_s: i64) -> String {
    let second = unix_s.saturating_add(offset_s).rem_euclid(DAY_S);
    format!("{:02}:{:02}", second / 3600, second % 3600 / 60)
}

/// `30 Mar, 08:05`.
pub fn day_and_clock(unix_s: i64, offset_s: i64) -> String {
    format!(
        "{}, {}",
        day_short(unix_s, offset_s),
        clock(unix_s, offset_s)
    )
}

/// `2012-03-30T08:05:00Z`: ISO 8601, UTC, for machines.
pub fn iso(unix_s: i64) -> String {
    let (year, month, day) = civil(unix_s.div_euclid(DAY_S));
    let second = unix_s.rem_euclid(DAY_S);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        second / 3600,
        second % 3600 / 60,
        second % 60
    )
}

/// Year, month (1-12) and day from days since 1970-01-01; counts eras of 400 years that begin on 1 March.
fn civil(days: i64) -> (i64, usize, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month as usize, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days_are_printed() {
        assert_eq!(day(0, 0), "1 January 1970");
        assert_eq!(day(1_333_065_600, 0), "30 March 2012");
        assert_eq!(day_and_clock(1_333_065_600 + 8 * 3600, 0), "30 Mar, 08:00");
        assert_eq!(day_and_clock(1_333_065_600 - 60, 3600), "30 Mar, 00:59");
        assert_eq!(day(951_782_400, 0), "29 February 2000");
        assert_eq!(iso(1_333_065_600 + 61), "2012-03-30T00:01:01Z");
        assert_eq!(day(-1, 0), "31 December 1969");
    }

    #[test]
    fn extreme_times_do_not_panic() {
        assert!(!day(i64::MAX, i64::MAX).is_empty());
        assert!(!day(i64::MIN, i64::MIN).is_empty());
    }
}
