//! A number that its unit does not allow is refused where it stands.

mod mill;

use kidal_diag::Severity;
use mill::{MAP, SCENARIO, compile};

#[test]
fn lengths_speeds_and_times_below_zero_are_refused_at_the_number() {
    for (old, new, says) in [
        (
            "half_range_m   = 200",
            "half_range_m   = -200",
            "a length in metres must be 0 or more, not -200",
        ),
        ("range_m        = 600", "range_m        = -1", "`range_m`"),
    ] {
        assert_eq!(SCENARIO.matches(old).count(), 1, "`{old}` stands once");
        let text = SCENARIO.replace(old, new);
        let faults = compile(&text, Some(MAP)).expect_err("it is refused");
        let number = new.rsplit(' ').next().expect("the number is the last word");
        assert!(
            faults.iter().any(|fault| {
                fault.severity == Severity::Error
                    && fault.message.contains(says)
                    && &text[fault.annotations[0].span.clone()] == number
            }),
            "{faults:#?}"
        );
    }
}
