//! What each design promises.

use kidal_sweep::{Layout, Plan, SweepError};

#[test]
fn a_factorial_has_every_combination_once() {
    let points = Plan::Factorial {
        levels: vec![2, 3, 4],
    }
    .points(3, 1)
    .expect("a small design");
    let mut rows: Vec<Vec<u64>> = points
        .rows()
        .map(|row| row.iter().map(|x| (x * 6.0).round() as u64).collect())
        .collect();
    assert_eq!(rows.len(), 24);
    rows.sort();
    rows.dedup();
    assert_eq!(rows.len(), 24);
    assert_eq!(points.row(0), [0.0, 0.0, 0.0]);
    assert_eq!(points.row(23), [1.0, 1.0, 1.0]);
    assert!(points.largest_correlation() < 1e-12);
}

#[test]
fn hypercubes_have_one_point_in_each_slice() {
    for plan in [
        Plan::LatinHypercube { runs: 37 },
        Plan::NearlyOrthogonal { runs: 37 },
    ] {
        let points = plan.points(6, 3).expect("a small design");
        for factor in 0..6 {
            let mut slices: Vec<usize> = points
                .column(factor)
                .iter()
                .map(|x| (x * 37.0) as usize)
                .collect();
            slices.sort_unstable();
            assert_eq!(slices, (0..37).collect::<Vec<_>>());
        }
    }
}

#[test]
fn nearly_orthogonal_hypercubes_keep_the_bound_of_the_tabled_ones() {
    // The sizes of the tabled designs, and one seed each beside.
    for (factors, runs) in [(7, 17), (11, 33), (16, 65), (22, 129)] {
        for seed in [1, 2012] {
            let points = Plan::NearlyOrthogonal { runs }
                .points(factors, seed)
                .expect("a small design");
            let largest = points.largest_correlation();
            assert!(
                largest <= 0.03,
                "{factors} factors in {runs} runs, seed {seed}: {largest}"
            );
            let random = Plan::LatinHypercube { runs }
                .points(factors, seed)
                .expect("a small design");
            assert!(random.largest_correlation() > largest);
        }
    }
}

#[test]
fn a_sobol_sequence_fills_every_dyadic_slice() {
    let points = Plan::Sobol { runs: 256 }
        .points(8, 5)
        .expect("a small design");
    for factor in 0..8 {
        let mut counts = [0; 256];
        for x in points.column(factor) {
            counts[(x * 256.0) as usize] += 1;
        }
        assert!(counts.iter().all(|count| *count == 1), "factor {factor}");
    }
}

#[test]
fn a_saltelli_design_changes_one_column_at_a_time() {
    let points = Plan::Saltelli {
        base: 4,
        second_order: true,
    }
    .points(3, 9)
    .expect("a small design");
    assert_eq!(points.len(), 4 * (2 * 3 + 2));
    for block in 0..4 {
        let row = |k: usize| points.row(block * 8 + k);
        for factor in 0..3 {
            for column in 0..3 {
                let (ab, ba) = (row(2 + factor)[column], row(5 + factor)[column]);
                let (a, b) = (row(0)[column], row(1)[column]);
                assert_eq!([ab, ba], if column == factor { [b, a] } else { [a, b] });
            }
        }
    }
}

#[test]
fn a_trajectory_moves_each_factor_once_and_stays_in_the_cube() {
    let points = Plan::Morris {
        trajectories: 10,
        levels: 4,
    }
    .points(5, 2)
    .expect("a small design");
    let Layout::Trajectories { steps } = points.layout() else {
        panic!("a Morris design has trajectories");
    };
    for (trajectory, steps) in steps.iter().enumerate() {
        let mut moved: Vec<usize> = steps.iter().map(|(factor, _)| *factor).collect();
        for (step, (factor, change)) in steps.iter().enumerate() {
            let (from, to) = (
                points.row(trajectory * 6 + step),
                points.row(trajectory * 6 + step + 1),
            );
            for column in 0..5 {
                let gap = to[column] - from[column];
                let wanted = if column == *factor { *change } else { 0.0 };
                assert!((gap - wanted).abs() < 1e-12);
            }
        }
        moved.sort_unstable();
        assert_eq!(moved, [0, 1, 2, 3, 4]);
    }
    assert!(points.rows().flatten().all(|x| (0.0..=1.0).contains(x)));
}

#[test]
fn a_seed_gives_the_same_points_and_another_seed_others() {
    for plan in [
        Plan::LatinHypercube { runs: 20 },
        Plan::NearlyOrthogonal { runs: 20 },
        Plan::Sobol { runs: 20 },
        Plan::Morris {
            trajectories: 5,
            levels: 4,
        },
        Plan::Saltelli {
            base: 8,
            second_order: false,
        },
    ] {
        assert_eq!(plan.points(4, 11), plan.points(4, 11));
        assert_ne!(plan.points(4, 11), plan.points(4, 12));
    }
}

#[test]
fn impossible_designs_are_refused() {
    let size =
        |plan: Plan, factors| matches!(plan.points(factors, 1), Err(SweepError::Size { .. }));
    assert_eq!(
        Plan::Sobol { runs: 8 }.points(0, 1),
        Err(SweepError::NoFactor)
    );
    assert!(size(Plan::LatinHypercube { runs: 1 }, 2));
    assert!(size(Plan::NearlyOrthogonal { runs: 5 }, 4));
    assert!(size(Plan::Sobol { runs: 0 }, 2));
    assert!(size(Plan::Sobol { runs: 65_537 }, 2));
    assert!(size(Plan::Sobol { runs: 8 }, 257));
    assert!(size(
        Plan::Saltelli {
            base: 8,
            second_order: false
        },
        129
    ));
    assert!(size(Plan::Factorial { levels: vec![2] }, 2));
    assert!(size(Plan::Factorial { levels: vec![2, 1] }, 2));
    assert!(size(
        Plan::Morris {
            trajectories: 5,
            levels: 3
        },
        2
    ));
    assert!(matches!(
        Plan::Factorial {
            levels: vec![100; 40]
        }
        .points(40, 1),
        Err(SweepError::TooLarge { .. })
    ));
}
