//! A study that is killed again and again ends with the bytes of one that was left alone.
//!
//! The short form kills ten times; `cargo xtask kills 100` is the long one and stores what it prints.

use std::fs::{self, File};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use kidal_chance::{Draws, hash_text};

use crate::scene::Scene;
use crate::weigh::{assert_same, kidal};

/// Kills of the short form.
const KILLS: u32 = 10;
/// There from the first batch of a study until it has ended.
const CHECKPOINT: &str = ".checkpoint";

fn start(scene: &Scene, out: &str, threads: &str) -> Child {
    let messages = File::create(scene.path("messages")).expect("it can be written");
    scene
        .command(&[
            "weigh",
            &kidal(),
            "--small",
            "--out",
            out,
            "--threads",
            threads,
        ])
        .stdout(Stdio::null())
        .stderr(messages)
        .spawn()
        .expect("it starts")
}

/// Waits for the end, at most so long; whether it came.
#[track_caller]
fn ends_within(scene: &Scene, child: &mut Child, time: Duration) -> bool {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("it runs") {
            let said = fs::read_to_string(scene.path("messages")).expect("it was written");
            assert!(matches!(status.code(), Some(0 | 4)), "{status}\n{said}");
            return true;
        }
        if started.elapsed() >= time {
            return false;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// A start that goes on is killed at a moment drawn evenly from the time that a whole study takes: between two checkpoints,
/// while one is written and while the findings are. A first start is killed sooner, often before there is a checkpoint.
#[test]
fn a_study_killed_at_random_moments_ends_with_the_same_bytes() {
    let kills = std::env::var("KIDAL_KILLS").map_or(KILLS, |text| {
        text.parse().expect("KIDAL_KILLS is a whole number")
    });
    let scene = Scene::new("kills");
    let begun = Instant::now();
    let whole = start(&scene, "whole", "2")
        .wait_with_output()
        .expect("it ends");
    assert!(matches!(whole.status.code(), Some(0 | 4)), "{whole:?}");
    let mut takes = begun.elapsed();
    let (mut killed, mut ended, mut starts, mut with_checkpoint) = (0, 0, 0, 0);
    while killed < kills || scene.path("out").exists() {
        starts += 1;
        let (begun, is_new) = (Instant::now(), !scene.path("out").exists());
        let mut draws = Draws::at(hash_text("kills"), starts, 0);
        // The last study is left alone once there were kills enough.
        let share = draws.uniform();
        let moment = if killed < kills {
            takes.mul_f64(if is_new { share.powi(4) } else { share })
        } else {
            Duration::from_secs(600)
        };
        let threads = if draws.uniform() < 0.5 { "1" } else { "2" };
        let mut child = start(&scene, "out", threads);
        if ends_within(&scene, &mut child, moment) {
            assert_same(&scene.path("out"), &scene.path("whole"));
            fs::remove_dir_all(scene.path("out")).expect("it can be removed");
            ended += 1;
            // Other work on the machine may have slowed the first one.
            if is_new {
                takes = takes.min(begun.elapsed());
            }
        } else {
            child.kill().expect("it runs");
            child.wait().expect("it ends");
            killed += 1;
            with_checkpoint += u32::from(scene.path("out").join(CHECKPOINT).exists());
        }
    }
    let findings = fs::read_to_string(scene.path("whole/findings.json")).expect("it was written");
    println!(
        "{killed} kills in {starts} starts of a study that takes {:.2} s, {with_checkpoint} of them with a checkpoint to go on from; \
         {ended} studies ended, each with the bytes of one that was left alone; findings {:016x}",
        takes.as_secs_f64(),
        hash_text(&findings)
    );
}
