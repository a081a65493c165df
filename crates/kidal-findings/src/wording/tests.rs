use super::*;

fn of(value: f64, error: f64) -> String {
    probability(Estimate { value, error })
}

#[test]
fn no_digit_is_printed_that_the_error_does_not_carry() {
    assert_eq!(of(0.7432, 0.018), "0.74 ± 0.02");
    assert_eq!(of(0.7432, 0.0949), "0.74 ± 0.09");
    assert_eq!(of(0.7432, 0.095), "0.7 ± 0.1");
    assert_eq!(of(0.7432, 0.004), "0.743 ± 0.004");
    assert_eq!(of(0.7432, 0.0001), "0.743 ± 0.001");
    assert_eq!(of(0.7432, 0.31), "0.7 ± 0.3");
    assert_eq!(of(0.5, 0.0), "0.50");
}

#[test]
fn where_all_histories_agree_no_certainty_is_printed() {
    assert_eq!(of(1.0, 0.0), "> 0.99");
    assert_eq!(of(0.0, 0.0), "< 0.01");
    assert_eq!(of(0.997, 0.001), "> 0.99");
    assert_eq!(of(f64::NAN, 0.1), "not computed");
}

#[test]
fn differences_carry_their_sign_and_error() {
    let of = |value, error| difference(Estimate { value, error });
    assert_eq!(of(-0.0853, 0.0102), "−0.09 ± 0.01");
    assert_eq!(of(0.0041, 0.0021), "+0.004 ± 0.002");
    assert_eq!(of(-0.0001, 0.0021), "0.000 ± 0.002");
    assert_eq!(of(0.0, 0.0), "0 in each");
    // "−1.000 ± 0.001" was said of 64 histories that all changed.
    assert_eq!(of(-1.0, 0.0), "−1 in each");
    assert_eq!(signed(12.0), "+12");
    assert_eq!(signed(-0.5), "−0.5");
    assert_eq!(signed(0.0), "0");
}

#[test]
fn counts_and_numbers_read_well() {
    assert_eq!(count(504.2), "504");
    assert_eq!(count(12_345.0), "12,345");
    assert_eq!(count(-0.2), "0");
    assert_eq!(count(-1234.0), "−1,234");
    assert_eq!(number(37.46), "37.5");
    assert_eq!(number(3.0), "3");
    assert_eq!(number(0.0421), "0.0421");
    assert_eq!(number(0.0), "0");
    assert_eq!(rounded(512.3, 14.0), "510");
    assert_eq!(rounded(512.3, 3.0), "512");
    assert_eq!(rounded(1.743, 0.01), "1.74");
    assert_eq!(rounded(3.25, 0.2), "3.2");
    assert_eq!(rounded(-0.04, 0.2), "0.0");
    assert_eq!(rounded(37.46, 0.0), "37.5");
}

#[test]
fn an_answer_carries_both_intervals() {
    let estimate = Estimate {
        value: 0.7432,
        error: 0.018,
    };
    let range = Range {
        low: 0.55,
        high: 0.85,
        moved_most_by: "x".into(),
    };
    assert_eq!(
        answer(&AnswerValue::Probability { estimate }, Some(&range), 0),
        "about 3 in 4 (0.74 ± 0.02; 0.55 to 0.85 under other priors)"
    );
}

#[test]
fn a_range_does_not_print_certainty() {
    assert_eq!(bounds(0.55, 0.85), "0.55 to 0.85");
    assert_eq!(bounds(0.93, 1.0), "0.93 to > 0.99");
    assert_eq!(bounds(0.996, 1.0), "> 0.99");
    assert_eq!(bounds(0.0, 0.2), "< 0.01 to 0.20");
}

#[test]
fn first_lines_count_and_say_who_is_independent() {
    let mut record = crate::Headline {
        title: String::new(),
        about: String::new(),
        weighed: 41,
        checked: 9,
        told: 30,
        left_out: 0,
        speakers: 17,
        independent: 9,
        moved: 6,
        unknowns: 22,
        trustworthy: true,
        warnings: vec![],
    };
    assert_eq!(
        headline(&record),
        "41 claims weighed, 9 checked, 30 told, by 17 speakers of whom at most 9 are independent. \
         6 of 22 unknowns were moved by the accounts."
    );
    record.unknowns = 0;
    record.independent = 17;
    assert_eq!(
        headline(&record),
        "41 claims weighed, 9 checked, 30 told, by 17 speakers."
    );
}

#[test]
fn a_moment_is_printed_as_a_date() {
    let morning = 1_333_065_600.0 + 8.0 * 3600.0;
    assert_eq!(quantity(morning, 600.0, MOMENT, 0), "30 Mar, 08:00");
    assert_eq!(quantity(morning, 90_000.0, MOMENT, 0), "30 Mar");
    // Elsewhere it is another hour, and may be another day.
    assert_eq!(quantity(morning, 600.0, MOMENT, 39_600), "30 Mar, 19:00");
    assert_eq!(quantity(morning, 90_000.0, MOMENT, -39_600), "29 Mar");
    let with_error = |error: f64| quantity_with_error(morning, error, MOMENT, 0);
    assert_eq!(with_error(1_500.0), "30 Mar, 08:00 ± 25 min");
    assert_eq!(with_error(7_300.0), "30 Mar, 08:00 ± 2 h");
    assert_eq!(with_error(90_000.0), "30 Mar ± 1 d");
    assert_eq!(quantity_with_error(512.3, 14.0, "men", 0), "510 ± 10 men");
    assert_eq!(quantity_with_error(512.3, 0.0, "men", 0), "512 men");
    assert_eq!(
        with_unit(&quantity(morning, 90_000.0, MOMENT, 0), MOMENT),
        "30 Mar"
    );
    assert!(!quantity(f64::MAX, 0.0, MOMENT, 0).is_empty());
}

/// "140 to 0 men": an upper end of 400 with an error of 5,000 was rounded away.
#[test]
fn an_upper_end_that_is_known_badly_is_not_nought() {
    let captured = AnswerValue::Quantity {
        quantiles: [140.0, 210.0, 400.0],
        error: 20.0,
        end_errors: [10.0, 5_000.0],
        unit: "men".into(),
        exists: Estimate {
            value: 1.0,
            error: 0.0,
        },
    };
    let told = answer(&captured, None, 0);
    assert_eq!(told, "about 210 ± 20 men (9 in 10 histories: 140 to 400)");
    assert_eq!(upper_end_error(400.0, 30.0, "men"), 30.0);
    assert_eq!(upper_end_error(400.0, 5_000.0, MOMENT), 5_000.0);
}

/// 1.00 and 0.00 stood alone, as if they were certain, after 64 histories.
#[test]
fn all_and_none_say_of_how_many() {
    assert_eq!(share_of_histories(1.0, 32.4), "all of 32");
    assert_eq!(share_of_histories(0.0, 32.4), "none of 32");
    assert_eq!(share_of_histories(0.74, 32.4), "0.74");
    assert_eq!(share_of_histories(0.999, 4_000.0), "> 0.99");
    let levels = |error: f64| {
        let one = |value| Estimate { value, error };
        shares([("ordered", one(0.0)), ("broken", one(1.0))].into_iter())
    };
    assert_eq!(levels(0.49), "0.0 ordered · 1.0 broken (± 0.5)");
    assert_eq!(levels(0.03), "0.00 ordered · 1.00 broken (± 0.03)");
    assert_eq!(levels(0.0001), "0.00 ordered · 1.00 broken (± 0.01)");
    assert_eq!(levels(0.0), "0.00 ordered · 1.00 broken");
}
