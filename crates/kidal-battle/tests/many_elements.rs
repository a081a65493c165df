//! Sides of many elements keep what smaller ones count anew; a debug build compares both whenever they are read.

mod scene;

use kidal_battle::parts::Step;
use kidal_battle::{Answer, Count, When};

/// The campaign with six times as many men in elements of three: hundreds a side, of whom some are shot, taken, released, change
/// sides or go home, and the rest of their elements stay.
#[test]
fn a_campaign_of_many_keeps_its_sums() {
    let mut parts = scene::campaign::parts();
    for contingent in &mut parts.contingents {
        contingent.element_men = 3;
        for step in &mut contingent.men.0 {
            if let Step::Constant(men) = step {
                *men *= 6.0;
            }
        }
    }
    let fates = [
        Count::Killed,
        Count::CapturedEver,
        Count::Defected,
        Count::Departed,
    ];
    let measures = fates.map(|fate| scene::men(&[0, 1, 2, 3, 4, 5], fate, When::End));
    let mut sums = [0.0; 4];
    for root in 0..2 {
        let answers: Vec<Answer> = scene::play(&parts, &measures, root);
        for (sum, answer) in sums.iter_mut().zip(answers) {
            *sum += scene::number(answer);
        }
    }
    assert!(
        sums.iter().all(|men| *men > 0.0),
        "fates that nobody met: {sums:?}"
    );
}
