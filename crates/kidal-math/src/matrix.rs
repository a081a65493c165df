//! Small dense matrices in row order, with one order of operations on each machine.

/// The lower triangular L with L·Lᵀ = A, or `None` when A is not positive definite (or not finite).
/// A: n × n, symmetric, in row order; only its lower triangle is read.
///
/// ```
/// let lower = kidal_math::cholesky(&[4.0, 2.0, 2.0, 5.0], 2).expect("this matrix is positive definite");
/// assert_eq!(lower, [2.0, 0.0, 1.0, 2.0]);
/// ```
pub fn cholesky(matrix: &[f64], n: usize) -> Option<Vec<f64>> {
    if matrix.len() != n * n {
        return None;
    }
    let mut lower = vec![0.0; n * n];
    for row in 0..n {
        for column in 0..=row {
            let mut rest = matrix[row * n + column];
            for k in 0..column {
                rest -= lower[row * n + k] * lower[column * n + k];
            }
            if row == column {
                if !(rest > 0.0 && rest.is_finite()) {
                    return None;
                }
                lower[row * n + row] = rest.sqrt();
            } else {
                lower[row * n + column] = rest / lower[column * n + column];
            }
        }
    }
    Some(lower)
}

/// The x with L·x = b, L lower triangular n × n in row order.
pub fn solve_lower(lower: &[f64], b: &[f64]) -> Vec<f64> {
    let n = b.len();
    let mut x = b.to_vec();
    for row in 0..n {
        for k in 0..row {
            x[row] -= lower[row * n + k] * x[k];
        }
        x[row] /= lower[row * n + row];
    }
    x
}

/// The x with Lᵀ·x = b, L lower triangular n × n in row order.
pub fn solve_upper_transposed(lower: &[f64], b: &[f64]) -> Vec<f64> {
    let n = b.len();
    let mut x = b.to_vec();
    for row in (0..n).rev() {
        for k in row + 1..n {
            x[row] -= lower[k * n + row] * x[k];
        }
        x[row] /= lower[row * n + row];
    }
    x
}

/// Product of an (a × b) and a (b × c) matrix, in row order.
/// `inner` is b; a and c follow from the lengths, which must fit.
pub fn multiply(left: &[f64], right: &[f64], inner: usize) -> Vec<f64> {
    if inner == 0 {
        return Vec::new();
    }
    let (rows, columns) = (left.len() / inner, right.len() / inner);
    let mut product = vec![0.0; rows * columns];
    for row in 0..rows {
        for k in 0..inner {
            let factor = left[row * inner + k];
            for column in 0..columns {
                product[row * columns + column] += factor * right[k * columns + column];
            }
        }
    }
    product
}

/// Product of a matrix in row order and a vector.
pub fn multiply_vector(matrix: &[f64], vector: &[f64]) -> Vec<f64> {
    multiply(matrix, vector, vector.len())
}

/// The transposed matrix; `columns` is the width of the given one.
pub fn transpose(matrix: &[f64], columns: usize) -> Vec<f64> {
    if columns == 0 {
        return Vec::new();
    }
    let rows = matrix.len() / columns;
    (0..columns)
        .flat_map(|column| (0..rows).map(move |row| matrix[row * columns + column]))
        .collect()
}
