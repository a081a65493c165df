//! What quantities refuse, and how they convert and combine.

use kidal_units::{
    Days, Degrees, Headcount, Hours, Kilometres, KilometresPerHour, Metres, MetresPerSecond,
    Minutes, Probability, Radians, Refusal, Seconds,
};

#[test]
fn what_cannot_be_is_refused() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(Metres::new(bad).is_err());
        assert!(Kilometres(bad).metres().is_err());
        assert!(Seconds::new(bad).is_err());
        assert!(Hours(bad).seconds().is_err());
        assert!(MetresPerSecond::new(bad).is_err());
        assert!(KilometresPerHour(bad).metres_per_second().is_err());
        assert!(Radians::new(bad).is_err());
        assert!(Degrees(bad).radians().is_err());
        assert!(Headcount::from_number(bad).is_err());
        assert!(Probability::new(bad).is_err());
    }
    assert!(Metres::new(-1.0).is_err());
    assert!(MetresPerSecond::new(-1.0).is_err());
    assert!(Probability::new(1.000_001).is_err());
    assert!(Headcount::from_number(-1.0).is_err());
    assert!(Headcount::from_number(2.5).is_err());
    assert!(Headcount::from_number(5e9).is_err());
    assert!(Kilometres(1e308).metres().is_err());
}

#[test]
fn a_refusal_says_what_was_wanted_and_what_was_given() {
    let refusal = Metres::new(-3.0).expect_err("negative");
    assert_eq!(
        refusal.to_string(),
        "a length in metres must be 0 or more, not -3"
    );
    assert_eq!(
        Seconds::new(f64::NAN),
        Err(Refusal::NotFinite {
            quantity: "a time in seconds"
        })
    );
    assert_eq!(
        Headcount::from_number(0.5).map_err(|refusal| refusal.to_string()),
        Err("a number of people must be a whole number from 0 to 4294967295, not 0.5".to_owned())
    );
}

#[test]
fn units_convert_both_ways() -> Result<(), Refusal> {
    assert_eq!(Kilometres(286.0).metres()?.metres(), 286_000.0);
    assert_eq!(Metres::new(1_500.0)?.kilometres(), 1.5);
    assert_eq!(Minutes(1.5).seconds()?.seconds(), 90.0);
    assert_eq!(Hours(2.0).seconds()?.minutes(), 120.0);
    assert_eq!(Days(2.0).seconds()?.hours(), 48.0);
    assert_eq!(Seconds::new(43_200.0)?.days(), 0.5);
    assert_eq!(
        KilometresPerHour(36.0)
            .metres_per_second()?
            .metres_per_second(),
        10.0
    );
    assert_eq!(MetresPerSecond::new(10.0)?.kilometres_per_hour(), 36.0);
    assert!((Degrees(90.0).radians()?.sin() - 1.0).abs() < 1e-15);
    assert!((Degrees(60.0).radians()?.cos() - 0.5).abs() < 1e-15);
    assert!((Radians::new(std::f64::consts::PI)?.degrees() - 180.0).abs() < 1e-12);
    assert_eq!(Probability::new(0.25)?.complement().probability(), 0.75);
    assert_eq!(Probability::new(1.0)?.ln(), 0.0);
    Ok(())
}

#[test]
fn quantities_combine_without_leaving_the_finite_world() -> Result<(), Refusal> {
    let most = Metres::new(f64::MAX)?;
    assert_eq!((most + most).metres(), f64::MAX);
    assert_eq!((most * 3.0).metres(), f64::MAX);
    assert_eq!((Metres::new(2.0)? * -1.0).metres(), 0.0);
    assert_eq!(
        (Metres::new(5.0)? / MetresPerSecond::new(0.0)?).seconds(),
        f64::MAX
    );
    assert_eq!(
        (Metres::new(0.0)? / MetresPerSecond::new(0.0)?).seconds(),
        0.0
    );
    assert_eq!(
        (MetresPerSecond::new(3.0)? * Seconds::new(-2.0)?).metres(),
        0.0
    );
    assert_eq!((Seconds::new(2.0)? - Seconds::new(5.0)?).seconds(), -3.0);
    assert!(Metres::new(-0.0)?.metres().is_sign_positive());
    Ok(())
}

#[test]
fn people_are_added_and_taken_away() {
    let parts = [300, 204].map(Headcount::new);
    assert_eq!(parts.into_iter().sum::<Headcount>(), Headcount::new(504));
    assert_eq!(
        Headcount::new(504).checked_sub(Headcount::new(300)),
        Some(Headcount::new(204))
    );
    assert_eq!(Headcount::new(1).checked_sub(Headcount::new(2)), None);
    assert_eq!(
        Headcount::new(u32::MAX) + Headcount::new(1),
        Headcount::new(u32::MAX)
    );
    assert_eq!(Headcount::from_number(504.0), Ok(Headcount::new(504)));
    assert_eq!(Headcount::new(504).to_string(), "504");
}
