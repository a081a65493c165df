//! Passes over points eight at a time: the nearest of them, those that have a point within their limit, men within a distance.

use crate::kernel::Eight;
use crate::lanes::BLOCK;

/// Less than any squared distance: the limit of those who look for nobody.
pub(crate) const BLIND: f32 = -1.0;

/// Eight numbers.
type Lanes = [f32; BLOCK];

/// Squared distance of a point from another.
#[inline(always)]
pub(crate) fn square_to(px: f32, py: f32, x: f32, y: f32) -> f32 {
    let (dx, dy) = (px - x, py - y);
    dx * dx + dy * dy
}

/// Squared distances of eight points from a place.
#[inline(always)]
fn squares(xs: &Lanes, ys: &Lanes, x: Eight, y: Eight) -> Eight {
    let (dx, dy) = (Eight::of(xs).minus(x), Eight::of(ys).minus(y));
    dx.times(dx).plus(dy.times(dy))
}

#[inline(always)]
fn least_of(eight: Eight) -> f32 {
    let mut lanes = eight.numbers();
    let mut width = BLOCK / 2;
    while width > 0 {
        for lane in 0..width {
            if lanes[lane + width] < lanes[lane] {
                lanes[lane] = lanes[lane + width];
            }
        }
        width /= 2;
    }
    lanes[0]
}

/// Index and squared distance of the nearest point of whole blocks; the first of equals; none where all are infinitely far.
#[inline]
pub(crate) fn nearest_block(xs: &[Lanes], ys: &[Lanes], x: f32, y: f32) -> Option<(usize, f32)> {
    let (x, y) = (Eight::all(x), Eight::all(y));
    let mut lanes = Eight::all(f32::INFINITY);
    for (block_x, block_y) in xs.iter().zip(ys) {
        lanes = lanes.least(squares(block_x, block_y, x, y));
    }
    let least = least_of(lanes);
    if least == f32::INFINITY {
        return None;
    }
    for (block, (block_x, block_y)) in xs.iter().zip(ys).enumerate() {
        let here = squares(block_x, block_y, x, y).at_most(Eight::all(least));
        if here != 0 {
            return Some((block * BLOCK + here.trailing_zeros() as usize, least));
        }
    }
    None
}

/// As [`nearest_block`], with the index and squared distance of a point that may be the nearest: one pass, not two.
#[inline]
pub(crate) fn nearest_known(
    xs: &[Lanes],
    ys: &[Lanes],
    [x, y]: [f32; 2],
    known: (usize, f32),
) -> (usize, f32) {
    let (mut best, mut limit) = (known, Eight::all(known.1));
    let (all_x, all_y) = (Eight::all(x), Eight::all(y));
    for (block, (block_x, block_y)) in xs.iter().zip(ys).enumerate() {
        let here = squares(block_x, block_y, all_x, all_y).at_most(limit);
        for lane in crate::packs::places(0, here) {
            let (at, square) = (
                block * BLOCK + lane,
                square_to(block_x[lane], block_y[lane], x, y),
            );
            if square < best.1 || (square == best.1 && at < best.0) {
                best = (at, square);
                limit = Eight::all(square);
            }
        }
    }
    best
}

/// The greatest of numbers in whole blocks, at least [`BLIND`].
pub(crate) fn greatest_of(blocks: &[Lanes]) -> f32 {
    let mut greatest = Eight::all(BLIND);
    for block in blocks {
        greatest = greatest.most(Eight::of(block));
    }
    let lanes = greatest.numbers();
    lanes
        .into_iter()
        .fold(BLIND, |most, lane| if lane > most { lane } else { most })
}

/// Index and squared distance of the nearest point; the first of equals.
pub(crate) fn nearest_in(xs: &[f32], ys: &[f32], x: f32, y: f32) -> Option<(usize, f32)> {
    let (block_x, rest_x) = xs.as_chunks::<BLOCK>();
    let (block_y, rest_y) = ys.as_chunks::<BLOCK>();
    let mut best = nearest_block(block_x, block_y, x, y);
    for (at, (px, py)) in rest_x.iter().zip(rest_y).enumerate() {
        let square = square_to(*px, *py, x, y);
        if best.is_none_or(|(_, least)| square < least) {
            best = Some((block_x.len() * BLOCK + at, square));
        }
    }
    best
}

/// Which of eight points have a place within their limits (squared): one bit each.
#[inline(always)]
pub(crate) fn within(xs: &Lanes, ys: &Lanes, limits: &Lanes, [x, y]: [f32; 2]) -> u8 {
    squares(xs, ys, Eight::all(x), Eight::all(y)).at_most(Eight::of(limits))
}

/// Sum of the men at points within a squared distance of a place: whole numbers, exact in any order up to 2^24.
#[inline]
pub(crate) fn sum_within(
    xs: &[Lanes],
    ys: &[Lanes],
    men: &[Lanes],
    [x, y]: [f32; 2],
    square: f32,
) -> f32 {
    let (x, y, square) = (Eight::all(x), Eight::all(y), Eight::all(square));
    let mut sums = Eight::all(0.0);
    for ((block_x, block_y), block_men) in xs.iter().zip(ys).zip(men) {
        let here = squares(block_x, block_y, x, y).where_at_most(square, Eight::of(block_men));
        sums = sums.plus(here);
    }
    sums.numbers().iter().sum()
}

/// Least x, least y, greatest x, greatest y; the box of nobody where there is no point.
pub(crate) fn hull_of(xs: &[f32], ys: &[f32]) -> [f32; 4] {
    let ends = |values: &[f32]| {
        let (mut low, mut high) = (Eight::all(f32::INFINITY), Eight::all(f32::INFINITY));
        let (blocks, rest) = values.as_chunks::<BLOCK>();
        for block in blocks {
            let values = Eight::of(block);
            low = low.least(values);
            high = high.least(Eight::all(0.0).minus(values));
        }
        let (mut least, mut most) = (least_of(low), -least_of(high));
        for value in rest {
            least = if *value < least { *value } else { least };
            most = if *value > most { *value } else { most };
        }
        [least, most]
    };
    let ([x0, x1], [y0, y1]) = (ends(xs), ends(ys));
    [x0, y0, x1, y1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use kidal_chance::{Draws, hash64};

    /// Few different numbers, so that there are ties.
    fn column(draws: &mut Draws, n: usize) -> Vec<f32> {
        (0..n)
            .map(|_| (draws.uniform() * 8.0).floor() as f32)
            .collect()
    }

    #[test]
    fn the_nearest_is_that_of_a_plain_search() {
        let mut draws = Draws::at(hash64(&[1]), 0, 0);
        for n in 0..70usize {
            let (mut xs, mut ys) = (column(&mut draws, n), column(&mut draws, n));
            let mut plain: Option<(usize, f32)> = None;
            for i in 0..n {
                let square = (xs[i] - 3.0) * (xs[i] - 3.0) + (ys[i] - 2.5) * (ys[i] - 2.5);
                if plain.is_none_or(|(_, best)| square < best) {
                    plain = Some((i, square));
                }
            }
            assert_eq!(nearest_in(&xs, &ys, 3.0, 2.5), plain);
            xs.resize(n.next_multiple_of(BLOCK), f32::INFINITY);
            ys.resize(n.next_multiple_of(BLOCK), f32::INFINITY);
            let (xs, ys) = (xs.as_chunks::<BLOCK>().0, ys.as_chunks::<BLOCK>().0);
            assert_eq!(nearest_block(xs, ys, 3.0, 2.5), plain);
            if let Some(plain) = plain {
                let at = draws.below(n as u64) as usize;
                let x = xs.as_flattened()[at];
                let known = (at, square_to(x, ys.as_flattened()[at], 3.0, 2.5));
                assert_eq!(nearest_known(xs, ys, [3.0, 2.5], known), plain);
                let most = xs.as_flattened()[..n].iter().copied().fold(BLIND, f32::max);
                let mut finite = xs.to_vec();
                finite.as_flattened_mut()[n..].fill(BLIND);
                assert_eq!(greatest_of(&finite), most);
            }
        }
    }

    #[test]
    fn those_within_their_limits_are_those_of_a_plain_search() {
        let mut draws = Draws::at(hash64(&[2]), 0, 0);
        for _ in 0..200 {
            let [xs, ys, limits] = [(); 3].map(|()| column(&mut draws, BLOCK));
            let men: Vec<f32> = (0..BLOCK).map(|_| draws.below(11) as f32).collect();
            let lanes = |list: &[f32]| list.as_chunks::<BLOCK>().0[0];
            let found = within(&lanes(&xs), &lanes(&ys), &lanes(&limits), [3.0, 2.5]);
            let mut sum = 0.0;
            for i in 0..BLOCK {
                let square = square_to(xs[i], ys[i], 3.0, 2.5);
                assert_eq!(found >> i & 1, u8::from(square <= limits[i]));
                sum += if square <= 9.0 { men[i] } else { 0.0 };
            }
            let blocks = ([lanes(&xs)], [lanes(&ys)], [lanes(&men)]);
            assert_eq!(
                sum_within(&blocks.0, &blocks.1, &blocks.2, [3.0, 2.5], 9.0),
                sum
            );
        }
    }

    #[test]
    fn the_box_of_points_is_that_of_a_plain_search() {
        let mut draws = Draws::at(hash64(&[3]), 0, 0);
        for n in 0..40usize {
            let (xs, ys) = (column(&mut draws, n), column(&mut draws, n));
            let [x0, y0, x1, y1] = hull_of(&xs, &ys);
            let ends = |values: &[f32]| {
                let low = values.iter().copied().fold(f32::INFINITY, f32::min);
                [
                    low,
                    values.iter().copied().fold(f32::NEG_INFINITY, f32::max),
                ]
            };
            assert_eq!(([x0, x1], [y0, y1]), (ends(&xs), ends(&ys)));
        }
    }
}
