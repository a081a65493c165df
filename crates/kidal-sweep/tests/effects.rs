//! Indices, screenings and metamodels against functions whose answers are known.

mod functions;

use functions::{g_exact, ishigami, ishigami_exact, sobol_g};
use kidal_sweep::{
    ElementaryEffects, PartitionTree, Plan, Points, Regression, ResponseSurface, SobolIndices,
    SweepError, Term,
};

fn saltelli(factors: usize, base: usize, second_order: bool) -> Points {
    Plan::Saltelli { base, second_order }
        .points(factors, 2012)
        .expect("the design is small")
}

fn responses(points: &Points, f: impl Fn(&[f64]) -> f64) -> Vec<f64> {
    points.rows().map(f).collect()
}

/// Largest distance of first and total indices from the exact ones, in half-widths of their 95 % intervals.
fn worst(found: &SobolIndices, first: &[f64], total: &[f64]) -> f64 {
    let mut worst: f64 = 0.0;
    for (found, exact) in found
        .first
        .iter()
        .zip(first)
        .chain(found.total.iter().zip(total))
    {
        worst = worst.max((found.value - exact).abs() / found.half_width.max(0.002));
    }
    worst
}

#[test]
fn the_indices_of_ishigami_are_found() {
    let points = saltelli(3, 2048, true);
    let y = responses(&points, ishigami);
    let found = SobolIndices::of(&points, &y, 200, 1).expect("they fit");
    let (first, total) = ishigami_exact();
    assert!(worst(&found, &first, &total) < 2.0, "{found:#?}");
    // The only interaction is that of the first factor with the third.
    for (i, j, pair) in &found.pairs {
        let exact = if (*i, *j) == (0, 2) {
            total[0] - first[0]
        } else {
            0.0
        };
        assert!((pair.value - exact).abs() < 0.06, "{i} {j}: {pair:?}");
    }
}

#[test]
fn the_indices_of_the_g_function_are_found() {
    let points = saltelli(8, 4096, false);
    let y = responses(&points, sobol_g);
    let found = SobolIndices::of(&points, &y, 200, 1).expect("they fit");
    let (first, total) = g_exact();
    assert!(worst(&found, &first, &total) < 2.0, "{found:#?}");
}

#[test]
fn a_design_with_its_halves_exchanged_is_caught() {
    // The wrong twin: rows AB where BA belong give first-order indices of everything but the factor.
    let points = saltelli(3, 2048, true);
    let mut y = responses(&points, ishigami);
    for block in y.chunks_exact_mut(8) {
        let (head, tail) = block.split_at_mut(5);
        head[2..].swap_with_slice(tail);
    }
    let found = SobolIndices::of(&points, &y, 200, 1).expect("they fit");
    let (first, total) = ishigami_exact();
    assert!(worst(&found, &first, &total) > 5.0);
}

#[test]
fn a_shift_of_the_response_changes_no_index() {
    let points = saltelli(3, 256, true);
    let y = responses(&points, ishigami);
    let shifted: Vec<f64> = y.iter().map(|y| y + 1e6).collect();
    let (a, b) = (
        SobolIndices::of(&points, &y, 0, 1).expect("they fit"),
        SobolIndices::of(&points, &shifted, 0, 1).expect("they fit"),
    );
    for (a, b) in a.first.iter().zip(&b.first) {
        assert!((a.value - b.value).abs() < 1e-6);
    }
}

#[test]
fn a_constant_response_has_no_indices_and_no_fault() {
    let points = saltelli(2, 16, true);
    let found = SobolIndices::of(&points, &vec![3.0; points.len()], 10, 1).expect("they fit");
    assert!(
        found
            .first
            .iter()
            .chain(&found.total)
            .all(|index| index.value == 0.0)
    );
}

#[test]
fn elementary_effects_of_a_straight_line_are_its_slopes() {
    let points = Plan::Morris {
        trajectories: 20,
        levels: 4,
    }
    .points(3, 4)
    .expect("the design is small");
    let y = responses(&points, |x| 3.0 * x[0] - 2.0 * x[1]);
    let found = ElementaryEffects::of(&points, &y, 50, 1).expect("they fit");
    for (factor, slope) in found.factors.iter().zip([3.0, -2.0, 0.0]) {
        assert!((factor.mean - slope).abs() < 1e-9);
        assert!((factor.mean_absolute.value - slope.abs()).abs() < 1e-9);
        assert!(factor.sd < 1e-9);
    }
}

#[test]
fn a_product_shows_as_spread_of_the_effects() {
    let points = Plan::Morris {
        trajectories: 40,
        levels: 4,
    }
    .points(2, 4)
    .expect("the design is small");
    let y = responses(&points, |x| (x[0] - 0.5) * (x[1] - 0.5));
    let found = ElementaryEffects::of(&points, &y, 50, 1).expect("they fit");
    assert!(found.factors[0].sd > 0.8 * found.factors[0].mean_absolute.value);
}

#[test]
fn a_quadratic_is_recovered_exactly() {
    let points = Plan::NearlyOrthogonal { runs: 65 }
        .points(3, 1)
        .expect("the design is small");
    let z = |x: f64| 2.0 * x - 1.0;
    let y = responses(&points, |x| {
        5.0 + 2.0 * z(x[0]) - 3.0 * z(x[1]) * z(x[2]) + 4.0 * z(x[2]) * z(x[2])
    });
    let found = Regression::quadratic(&points, &y).expect("they fit");
    assert!((found.r_squared - 1.0).abs() < 1e-9);
    for (term, coefficient, _) in &found.terms {
        let exact = match term {
            Term::Constant => 5.0,
            Term::Linear(0) => 2.0,
            Term::Product(1, 2) => -3.0,
            Term::Square(2) => 4.0,
            _ => 0.0,
        };
        assert!((coefficient - exact).abs() < 1e-8, "{term:?}");
    }
    let surface = ResponseSurface::of(&found, 3, 0, 2, 5);
    assert_eq!(surface.values.len(), 25);
    assert!((surface.values[12] - 5.0).abs() < 1e-8);
}

#[test]
fn too_few_points_are_refused_and_not_fitted() {
    let points = Plan::LatinHypercube { runs: 6 }
        .points(3, 1)
        .expect("the design is small");
    assert!(matches!(
        Regression::quadratic(&points, &[1.0; 6]),
        Err(SweepError::Singular { .. })
    ));
    assert!(matches!(
        Regression::linear(&points, &[1.0; 5]),
        Err(SweepError::Responses { .. })
    ));
    assert!(matches!(
        Regression::linear(&points, &[1.0, 2.0, f64::NAN, 1.0, 1.0, 1.0]),
        Err(SweepError::NotFinite { point: 2, .. })
    ));
    assert!(matches!(
        SobolIndices::of(&points, &[1.0; 6], 10, 1),
        Err(SweepError::Layout { .. })
    ));
}

#[test]
fn a_tree_cuts_where_the_response_jumps() {
    let points = Plan::Sobol { runs: 512 }
        .points(4, 1)
        .expect("the design is small");
    let y = responses(&points, |x| match (x[2] < 0.4, x[0] < 0.7) {
        (true, _) => 1.0,
        (false, true) => 5.0,
        (false, false) => 9.0,
    });
    let tree = PartitionTree::grow(&points, &y, 4, 5).expect("they fit");
    let PartitionTree::Split(top) = &tree else {
        panic!("there is a cut");
    };
    assert_eq!(top.factor, 2);
    assert!((top.threshold - 0.4).abs() < 0.01);
    assert!(matches!(top.below, PartitionTree::Leaf(_)));
    let PartitionTree::Split(second) = &top.above else {
        panic!("there is a second cut");
    };
    assert_eq!(second.factor, 0);
    assert!((second.threshold - 0.7).abs() < 0.01);
    assert!((tree.r_squared() - 1.0).abs() < 1e-9);
}
