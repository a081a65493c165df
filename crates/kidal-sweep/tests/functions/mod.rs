//! Test functions of sensitivity analysis with exact indices.

use std::f64::consts::PI;

/// Ishigami's function with a = 7, b = 0.1, of coordinates in the unit cube. Source: [ishigami1990].
pub fn ishigami(x: &[f64]) -> f64 {
    let angle = |x: f64| PI * (2.0 * x - 1.0);
    let (a, b, c) = (angle(x[0]), angle(x[1]), angle(x[2]));
    let sin = kidal_math::sin;
    sin(a) + 7.0 * sin(b) * sin(b) + 0.1 * c * c * c * c * sin(a)
}

/// Its first-order and total indices.
pub fn ishigami_exact() -> ([f64; 3], [f64; 3]) {
    let (a, b) = (7.0, 0.1);
    let pi4 = PI * PI * PI * PI;
    let one = 0.5 * (1.0 + b * pi4 / 5.0) * (1.0 + b * pi4 / 5.0);
    let two = a * a / 8.0;
    let joint = b * b * pi4 * pi4 * 8.0 / 225.0;
    let whole = one + two + joint;
    (
        [one / whole, two / whole, 0.0],
        [(one + joint) / whole, two / whole, joint / whole],
    )
}

/// Weights of the G function.
const A: [f64; 8] = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];

/// Sobol's G function. Source: [saltelli2010].
pub fn sobol_g(x: &[f64]) -> f64 {
    x.iter()
        .zip(A)
        .map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a))
        .product()
}

/// Its first-order and total indices.
pub fn g_exact() -> (Vec<f64>, Vec<f64>) {
    let v: Vec<f64> = A
        .iter()
        .map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)))
        .collect();
    let whole: f64 = v.iter().map(|v| 1.0 + v).product::<f64>() - 1.0;
    let total = |i: usize| {
        v[i] * v
            .iter()
            .enumerate()
            .filter(|(j, _)| *j != i)
            .map(|(_, v)| 1.0 + v)
            .product::<f64>()
            / whole
    };
    (
        v.iter().map(|v| v / whole).collect(),
        (0..8).map(total).collect(),
    )
}
