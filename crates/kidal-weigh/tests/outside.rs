//! A simulator that runs elsewhere: the same bits as at hand, whatever the order and however often it is stopped.

mod models;

use std::ops::ControlFlow;

use kidal_chance::Draws;
use kidal_weigh::{
    Answer, Inquiry, Model, Outside, Posterior, Question, Settings, Shape, Stage, Told, Trouble,
    answer, pursue, weigh,
};
use models::Mixed;

fn settings() -> Settings {
    Settings {
        islands: 3,
        chains: 8,
        chain_length: 6,
        baseline_draws: 100,
        ..Settings::default()
    }
}

/// Failures, terms that are no number, impossible terms, levels, walks, luck.
fn model() -> Mixed {
    Mixed {
        fails_above: 1.8,
        nan_below: -2.2,
        ..Mixed::new()
    }
}

fn bytes(posterior: &Posterior) -> Vec<u8> {
    postcard::to_allocvec(posterior).expect("plain records can be written")
}

fn reference() -> Vec<u8> {
    bytes(&weigh(&model(), settings(), 1).expect("the model has mass"))
}

fn answered(questions: &[Question]) -> Vec<Answer> {
    let model = model();
    let mut worker = model.worker();
    questions
        .iter()
        .map(|question| answer(&model, &mut worker, question).expect("questions fit the model"))
        .collect()
}

#[test]
fn answers_from_threads_give_the_bits_of_the_sampler_at_hand() {
    for threads in [1, 2, 8] {
        let mut outside = Outside::new(Shape::of(&model()), settings()).expect("settings are fine");
        pursue(&model(), &mut outside, threads, |_| {
            ControlFlow::Continue(())
        })
        .expect("the model has mass");
        let posterior = outside.finish().expect("the run is over");
        assert!(bytes(&posterior) == reference(), "{threads}");
    }
}

/// Answers come in handfuls, shuffled, twice, long after others were told; stragglers are asked for again; the state goes
/// through bytes each time.
#[test]
fn late_double_and_shuffled_answers_and_stops_change_nothing() {
    let shape = Shape::of(&model());
    let mut outside = Outside::new(shape.clone(), settings()).expect("settings are fine");
    let mut draws = Draws::at(7, 0, 0);
    let mut late: Vec<Question> = Vec::new();
    let mut handfuls = 0_u32;
    while !outside.is_over() {
        let mut questions = outside.ask();
        // A straggler stays among the questions until it is answered.
        assert!(
            handfuls.is_multiple_of(5) || late.iter().all(|question| questions.contains(question))
        );
        draws.shuffle(&mut questions);
        let half = questions.split_off(questions.len() / 2);
        // The first half is answered now; every fifth time the other half too, so that the run goes on.
        let mut answers = answered(&questions);
        answers.extend(answered(&questions));
        if handfuls % 5 == 4 {
            answers.extend(answered(&half));
            late.clear();
        } else {
            late = half;
        }
        outside.tell(answers).expect("answers fit");
        if handfuls.is_multiple_of(7) {
            let saved = outside.to_bytes();
            outside = Outside::resume(&shape, &settings(), &saved).expect("the bytes are whole");
            assert_eq!(outside.to_bytes(), saved);
        }
        late.retain(|question| outside.ask().contains(question));
        handfuls += 1;
    }
    assert!(handfuls > 50, "{handfuls}");
    assert!(bytes(&outside.finish().expect("the run is over")) == reference());
}

#[test]
fn many_questions_are_open_at_once() {
    let mut outside = Outside::new(Shape::of(&model()), settings()).expect("settings are fine");
    assert_eq!(outside.ask().len(), 100);
    let mut most = 0;
    while !outside.is_over() {
        let questions = outside.ask();
        let progress = outside.smc().progress();
        if progress.stage == Stage::Islands && progress.generation > 0 {
            most = most.max(questions.len());
        }
        outside.tell(answered(&questions)).expect("answers fit");
    }
    // One for each chain of each island.
    assert_eq!(most, 24);
}

#[test]
fn answers_of_strangers_are_refused_and_old_ones_passed_over() {
    let mut outside = Outside::new(Shape::of(&model()), settings()).expect("settings are fine");
    let first = answered(&outside.ask());
    let untouched = outside.to_bytes();
    let stranger = Answer {
        number: first[99].number + 1,
        outcome: first[0].outcome.clone(),
    };
    assert!(matches!(
        outside.tell(vec![stranger]),
        Err(Trouble::BadResult { .. })
    ));
    let misshapen = Answer {
        number: first[0].number,
        outcome: Ok(Told::default()),
    };
    assert!(matches!(
        outside.tell(vec![misshapen]),
        Err(Trouble::BadResult { .. })
    ));
    assert!(outside.to_bytes() == untouched);
    outside.tell(first.clone()).expect("answers fit");
    let later = outside.to_bytes();
    outside.tell(first).expect("old answers are passed over");
    assert!(outside.to_bytes() == later);
    let other = Outside::resume(&Shape::of(&model()), &Settings::default(), &later);
    assert!(matches!(other, Err(Trouble::OtherModel { .. })));
}
