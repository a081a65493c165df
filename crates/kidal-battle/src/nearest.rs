//! Passes over points eight at a time: the nearest of them, those that have a point within their limit, men within a distance.

use crate::kernel::{Base, Eight, Pass, run};
use crate::lanes::BLOCK;
use crate::packs::places;

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
pub(crate) fn squares<E: Eight>(xs: &Lanes, ys: &Lanes, x: E, y: E) -> E {
    let (dx, dy) = (E::of(xs).minus(x), E::of(ys).minus(y));
    dx.times(dx).plus(dy.times(dy))
}

#[inline(always)]
fn least_of<E: Eight>(eight: E) -> f32 {
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
    run(Nearest { xs, ys, at: [x, y] })
}

#[derive(Clone, Copy)]
struct Nearest<'a> {
    xs: &'a [Lanes],
    ys: &'a [Lanes],
    at: [f32; 2],
}

impl Pass for Nearest<'_> {
    type Out = Option<(usize, f32)>;

    fn length(&self) -> usize {
        self.xs.len()
    }

    #[inline(always)]
    fn run<E: Eight>(self) -> Self::Out {
        let [x, y] = self.at.map(E::all);
        let mut lanes = E::all(f32::INFINITY);
        for (block_x, block_y) in self.xs.iter().zip(self.ys) {
            lanes = lanes.least(squares(block_x, block_y, x, y));
        }
        let least = least_of(lanes);
        if least == f32::INFINITY {
            return None;
        }
        for (block, (block_x, block_y)) in self.xs.iter().zip(self.ys).enumerate() {
            let here = squares(block_x, block_y, x, y).at_most(E::all(least));
            if here != 0 {
                return Some((block * BLOCK + here.trailing_zeros() as usize, least));
            }
        }
        None
    }
}

/// As [`nearest_block`], with the index and squared distance of a point that may be the nearest: one pass, not two.
#[inline]
pub(crate) fn nearest_known(
    xs: &[Lanes],
    ys: &[Lanes],
    at: [f32; 2],
    known: (usize, f32),
) -> (usize, f32) {
    run(Known {
        points: Nearest { xs, ys, at },
        known,
    })
}

#[derive(Clone, Copy)]
struct Known<'a> {
    points: Nearest<'a>,
    known: (usize, f32),
}

impl Pass for Known<'_> {
    type Out = (usize, f32);

    fn length(&self) -> usize {
        self.points.xs.len()
    }

    #[inline(always)]
    fn run<E: Eight>(self) -> Self::Out {
        let Nearest { xs, ys, at: [x, y] } = self.points;
        let (mut best, mut limit) = (self.known, E::all(self.known.1));
        let (all_x, all_y) = (E::all(x), E::all(y));
        for (block, (block_x, block_y)) in xs.iter().zip(ys).enumerate() {
            let here = squares(block_x, block_y, all_x, all_y).at_most(limit);
            for lane in places(0, here) {
                let (at, square) = (
                    block * BLOCK + lane,
                    square_to(block_x[lane], block_y[lane], x, y),
                );
                if square < best.1 || (square == best.1 && at < best.0) {
                    best = (at, square);
                    limit = E::all(square);
                }
            }
        }
        best
    }
}

/// The greatest of numbers in whole blocks, at least [`BLIND`].
pub(crate) fn greatest_of(blocks: &[Lanes]) -> f32 {
    run(Greatest(blocks))
}

#[derive(Clone, Copy)]
struct Greatest<'a>(&'a [Lanes]);

impl Pass for Greatest<'_> {
    type Out = f32;

    fn length(&self) -> usize {
        self.0.len()
    }

    #[inline(always)]
    fn run<E: Eight>(self) -> f32 {
        let mut greatest = E::all(BLIND);
        for block in self.0 {
            greatest = greatest.most(E::of(block));
        }
        let lanes = greatest.numbers();
        lanes
            .into_iter()
            .fold(BLIND, |most, lane| if lane > most { lane } else { most })
    }
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
    squares(xs, ys, Base::all(x), Base::all(y)).at_most(Base::of(limits))
}

/// Calls with the index of each point of whole blocks that has a place within its limit (squared), ascending.
#[inline(always)]
pub(crate) fn each_within([xs, ys, limits]: [&[Lanes]; 3], at: [f32; 2], each: impl FnMut(usize)) {
    run(Within {
        points: Nearest { xs, ys, at },
        limits,
        each,
    });
}

struct Within<'a, F> {
    points: Nearest<'a>,
    limits: &'a [Lanes],
    each: F,
}

impl<F: FnMut(usize)> Pass for Within<'_, F> {
    type Out = ();

    fn length(&self) -> usize {
        self.points.xs.len()
    }

    #[inline(always)]
    fn run<E: Eight>(mut self) {
        let Nearest { xs, ys, at } = self.points;
        let [x, y] = at.map(E::all);
        for (block, ((xs, ys), limits)) in xs.iter().zip(ys).zip(self.limits).enumerate() {
            for index in places(block, squares(xs, ys, x, y).at_most(E::of(limits))) {
                (self.each)(index);
            }
        }
    }
}

/// For each of some places in turn: calls with its number, the index of each point of whole blocks that has it within its limit
/// (squared), ascending, and their squared distance, and sets the limit to that where the answer is yes.
#[inline(always)]
pub(crate) fn bring_nearer(
    [xs, ys]: [&[Lanes]; 2],
    limits: &mut [Lanes],
    places: impl Iterator<Item = (usize, [f32; 2])>,
    is_nearer: impl FnMut(usize, usize, f32) -> bool,
) {
    run(Nearer {
        xs,
        ys,
        limits,
        places,
        is_nearer,
    });
}

struct Nearer<'a, I, F> {
    xs: &'a [Lanes],
    ys: &'a [Lanes],
    limits: &'a mut [Lanes],
    places: I,
    is_nearer: F,
}

impl<I, F> Pass for Nearer<'_, I, F>
where
    I: Iterator<Item = (usize, [f32; 2])>,
    F: FnMut(usize, usize, f32) -> bool,
{
    type Out = ();

    fn length(&self) -> usize {
        self.xs.len()
    }

    #[inline(always)]
    fn run<E: Eight>(mut self) {
        for (number, at) in self.places {
            let [x, y] = at.map(E::all);
            let columns = self.xs.iter().zip(self.ys).zip(&mut *self.limits);
            for (block, ((xs, ys), limits)) in columns.enumerate() {
                for lane in places(0, squares(xs, ys, x, y).at_most(E::of(limits))) {
                    let square = square_to(xs[lane], ys[lane], at[0], at[1]);
                    if (self.is_nearer)(number, block * BLOCK + lane, square) {
                        limits[lane] = square;
                    }
                }
            }
        }
    }
}

/// Calls with the index of each point of whole blocks that has one of two places within its limit (squared) and not the other,
/// ascending; whether it is the second.
#[inline(always)]
pub(crate) fn each_parted(
    [xs, ys, limits]: [&[Lanes]; 3],
    between: [[f32; 2]; 2],
    each: impl FnMut(usize, bool),
) {
    run(Parted {
        points: Nearest {
            xs,
            ys,
            at: between[0],
        },
        other: between[1],
        limits,
        each,
    });
}

struct Parted<'a, F> {
    points: Nearest<'a>,
    other: [f32; 2],
    limits: &'a [Lanes],
    each: F,
}

impl<F: FnMut(usize, bool)> Pass for Parted<'_, F> {
    type Out = ();

    fn length(&self) -> usize {
        self.points.xs.len()
    }

    #[inline(always)]
    fn run<E: Eight>(mut self) {
        let Nearest { xs, ys, at } = self.points;
        let both = [at, self.other].map(|at| at.map(E::all));
        for (block, ((xs, ys), limits)) in xs.iter().zip(ys).zip(self.limits).enumerate() {
            let limits = E::of(limits);
            let [old, new] = both.map(|[x, y]| squares(xs, ys, x, y).at_most(limits));
            for index in places(block, old ^ new) {
                (self.each)(index, new >> (index % BLOCK) & 1 == 1);
            }
        }
    }
}

/// Sum of the men at points within a squared distance of a place: whole numbers, exact in any order up to 2^24.
#[inline]
pub(crate) fn sum_within(
    xs: &[Lanes],
    ys: &[Lanes],
    men: &[Lanes],
    at: [f32; 2],
    square: f32,
) -> f32 {
    run(Sum {
        points: Nearest { xs, ys, at },
        men,
        square,
    })
}

#[derive(Clone, Copy)]
struct Sum<'a> {
    points: Nearest<'a>,
    men: &'a [Lanes],
    square: f32,
}

impl Pass for Sum<'_> {
    type Out = f32;

    fn length(&self) -> usize {
        self.points.xs.len()
    }

    #[inline(always)]
    fn run<E: Eight>(self) -> f32 {
        let Nearest { xs, ys, at } = self.points;
        let ([x, y], square) = (at.map(E::all), E::all(self.square));
        let mut sums = E::all(0.0);
        for ((block_x, block_y), block_men) in xs.iter().zip(ys).zip(self.men) {
            let here = squares(block_x, block_y, x, y).where_at_most(square, E::of(block_men));
            sums = sums.plus(here);
        }
        sums.numbers().iter().sum()
    }
}

/// Least x, least y, greatest x, greatest y; the box of nobody where there is no point.
pub(crate) fn hull_of(xs: &[f32], ys: &[f32]) -> [f32; 4] {
    run(Hull([xs, ys]))
}

#[derive(Clone, Copy)]
struct Hull<'a>([&'a [f32]; 2]);

impl Pass for Hull<'_> {
    type Out = [f32; 4];

    fn length(&self) -> usize {
        self.0[0].len() / BLOCK
    }

    #[inline(always)]
    fn run<E: Eight>(self) -> [f32; 4] {
        let [[x0, x1], [y0, y1]] = self.0.map(|values| {
            let (mut low, mut high) = (E::all(f32::INFINITY), E::all(f32::INFINITY));
            let (blocks, rest) = values.as_chunks::<BLOCK>();
            for block in blocks {
                let values = E::of(block);
                low = low.least(values);
                high = high.least(E::all(0.0).minus(values));
            }
            let (mut least, mut most) = (least_of(low), -least_of(high));
            for value in rest {
                least = if *value < least { *value } else { least };
                most = if *value > most { *value } else { most };
            }
            [least, most]
        });
        [x0, y0, x1, y1]
    }
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

    fn lanes(list: &[f32]) -> &[Lanes] {
        list.as_chunks::<BLOCK>().0
    }

    /// Short passes, and long ones.
    fn lengths() -> impl Iterator<Item = usize> {
        (0..70).chain((120..300).step_by(7))
    }

    #[test]
    fn the_nearest_is_that_of_a_plain_search() {
        let mut draws = Draws::at(hash64(&[1]), 0, 0);
        for n in lengths() {
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
        for n in lengths() {
            let n = n.next_multiple_of(BLOCK);
            let [xs, ys, mut limits] = [(); 3].map(|()| column(&mut draws, n));
            let men: Vec<f32> = (0..n).map(|_| draws.below(11) as f32).collect();
            let columns = [lanes(&xs), lanes(&ys), lanes(&limits)];
            let (here, there) = ([3.0, 2.5], [6.0, 4.0]);
            let reaches = |at: [f32; 2], i: usize, limit: f32| {
                let (dx, dy) = (xs[i] - at[0], ys[i] - at[1]);
                dx * dx + dy * dy <= limit
            };
            let all = |is_one: &dyn Fn(usize) -> bool| -> Vec<usize> {
                (0..n).filter(|i| is_one(*i)).collect()
            };

            let mut found = Vec::new();
            each_within(columns, here, |index| found.push(index));
            assert_eq!(found, all(&|i| reaches(here, i, limits[i])));
            for (block, ((xs, ys), limits)) in columns[0]
                .iter()
                .zip(columns[1])
                .zip(columns[2])
                .enumerate()
            {
                let bits = within(xs, ys, limits, here);
                found.retain(|index| index / BLOCK != block || bits >> (index % BLOCK) & 1 == 0);
            }
            assert!(found.is_empty());

            let (mut old, mut new) = (Vec::new(), Vec::new());
            each_parted(columns, [here, there], |index, is_second| {
                if is_second { &mut new } else { &mut old }.push(index);
            });
            let both = |i: usize| [here, there].map(|at| reaches(at, i, limits[i]));
            assert_eq!(old, all(&|i| both(i) == [true, false]));
            assert_eq!(new, all(&|i| both(i) == [false, true]));

            let sum = sum_within(columns[0], columns[1], lanes(&men), here, 9.0);
            let plain = all(&|i| reaches(here, i, 9.0));
            assert_eq!(sum, plain.iter().map(|i| men[*i]).sum::<f32>());

            // Each takes the first place that it has within its limit, and the next only where that is as near or nearer.
            let mut plain = limits.clone();
            let mut taken = Vec::new();
            for (number, at) in [there, here].into_iter().enumerate() {
                for i in 0..n {
                    if reaches(at, i, plain[i]) && i % 3 > 0 {
                        plain[i] = square_to(xs[i], ys[i], at[0], at[1]);
                        taken.push((number, i));
                    }
                }
            }
            let mut told = Vec::new();
            let places = [there, here].into_iter().enumerate();
            let columns = [lanes(&xs), lanes(&ys)];
            let blocks = limits.as_chunks_mut::<BLOCK>().0;
            bring_nearer(columns, blocks, places, |number, index, square| {
                let at = [there, here][number];
                assert_eq!(square, square_to(xs[index], ys[index], at[0], at[1]));
                if index % 3 > 0 {
                    told.push((number, index));
                }
                index % 3 > 0
            });
            assert_eq!(told, taken);
            assert_eq!(limits, plain);
        }
    }

    #[test]
    fn the_box_of_points_is_that_of_a_plain_search() {
        let mut draws = Draws::at(hash64(&[3]), 0, 0);
        for n in lengths() {
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
