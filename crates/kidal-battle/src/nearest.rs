//! Passes over points eight at a time: the nearest of them, those that have a point within their limit, men within a distance.

use crate::kernel::{Base, Eight, Pass, run};
use crate::lanes::BLOCK;
use crate::packs::places;
use crate::stretches::{BLOCKS, Boxes};
use std::array::from_ref;

/// Less than any squared distance: the limit of those who look for nobody.
pub(crate) const BLIND: f32 = -1.0;

/// Eight numbers.
pub(crate) type Lanes = [f32; BLOCK];

/// Points in whole blocks, and the boxes around stretches of them: none where they are few.
#[derive(Clone, Copy)]
pub(crate) struct Points<'a> {
    pub xs: &'a [Lanes],
    pub ys: &'a [Lanes],
    pub boxes: &'a [Boxes],
}

/// What a pass does with some blocks, as many as it takes at once.
trait Look<E: Eight> {
    /// Which of eight stretches hold something for it: one bit each.
    fn near(&self, boxes: &Boxes) -> u8;

    /// Looks at blocks from some number on.
    fn at<const N: usize>(&mut self, first: usize, xs: &[Lanes; N], ys: &[Lanes; N]);
}

impl Points<'_> {
    /// Looks at all blocks one by one, or at whole stretches where there are boxes.
    #[inline(always)]
    fn look<E: Eight>(self, look: &mut impl Look<E>) {
        if self.boxes.is_empty() {
            for (block, (xs, ys)) in self.xs.iter().zip(self.ys).enumerate() {
                look.at::<1>(block, from_ref(xs), from_ref(ys));
            }
            return;
        }
        let (xs, ys) = (
            self.xs.as_chunks::<BLOCKS>().0,
            self.ys.as_chunks::<BLOCKS>().0,
        );
        for (eight, boxes) in self.boxes.iter().enumerate() {
            for stretch in places(eight, look.near(boxes)) {
                // Of the last eight some may be no stretches: what has no limit is near them too.
                if let (Some(xs), Some(ys)) = (xs.get(stretch), ys.get(stretch)) {
                    look.at::<BLOCKS>(stretch * BLOCKS, xs, ys);
                }
            }
        }
    }
}

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

/// Squared distances of the points of some blocks from a place.
#[inline(always)]
fn squares_of<E: Eight, const N: usize>(xs: &[Lanes; N], ys: &[Lanes; N], at: [f32; 2]) -> [E; N] {
    let [x, y] = wide(at);
    let mut all = [x; N];
    for ((all, xs), ys) in all.iter_mut().zip(xs).zip(ys) {
        *all = squares(xs, ys, x, y);
    }
    all
}

/// A place eight times.
#[inline(always)]
fn wide<E: Eight>(at: [f32; 2]) -> [E; 2] {
    [E::all(at[0]), E::all(at[1])]
}

/// The least of eight numbers.
#[inline(always)]
pub(crate) fn least_of<E: Eight>(eight: E) -> f32 {
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

/// As [`nearest_block`], with the index and squared distance of a point that may be the nearest: one pass, not two. Of equals
/// the one with the least slot.
#[inline]
pub(crate) fn nearest_known(
    points: Points<'_>,
    slots: &[u16],
    at: [f32; 2],
    known: (usize, f32),
) -> (usize, f32) {
    run(Known {
        points,
        slots,
        at,
        known,
    })
}

#[derive(Clone, Copy)]
struct Known<'a> {
    points: Points<'a>,
    slots: &'a [u16],
    at: [f32; 2],
    known: (usize, f32),
}

impl Pass for Known<'_> {
    type Out = (usize, f32);

    fn length(&self) -> usize {
        self.points.xs.len()
    }

    #[inline(always)]
    fn run<E: Eight>(mut self) -> Self::Out {
        self.points.look::<E>(&mut self);
        self.known
    }
}

impl<E: Eight> Look<E> for Known<'_> {
    #[inline(always)]
    fn near(&self, boxes: &Boxes) -> u8 {
        boxes.within(wide::<E>(self.at), E::all(self.known.1))
    }

    #[inline(always)]
    fn at<const N: usize>(&mut self, first: usize, xs: &[Lanes; N], ys: &[Lanes; N]) {
        let all = squares_of::<E, N>(xs, ys, self.at);
        let least = all
            .into_iter()
            .reduce(E::least)
            .unwrap_or(E::all(f32::INFINITY));
        if least.at_most(E::all(self.known.1)) == 0 {
            return;
        }
        let square = least_of(least);
        for (block, all) in all.into_iter().enumerate() {
            for index in places(first + block, all.at_most(E::all(square))) {
                let best = self.known;
                if square < best.1 || self.slots[index] < self.slots[best.0] {
                    self.known = (index, square);
                }
            }
        }
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

/// Calls with the index of each point that has a place within its limit (squared), ascending. Limits of stretches are their
/// shocks.
#[inline(always)]
pub(crate) fn each_within(
    points: Points<'_>,
    limits: &[Lanes],
    at: [f32; 2],
    each: impl FnMut(usize),
) {
    run(Within {
        points,
        limits,
        at,
        each,
    });
}

struct Within<'a, F> {
    points: Points<'a>,
    limits: &'a [Lanes],
    at: [f32; 2],
    each: F,
}

impl<F: FnMut(usize)> Pass for Within<'_, F> {
    type Out = ();

    fn length(&self) -> usize {
        self.points.xs.len()
    }

    #[inline(always)]
    fn run<E: Eight>(mut self) {
        self.limits = &self.limits[..self.points.xs.len()];
        self.points.look::<E>(&mut self);
    }
}

impl<E: Eight, F: FnMut(usize)> Look<E> for Within<'_, F> {
    #[inline(always)]
    fn near(&self, boxes: &Boxes) -> u8 {
        boxes.within::<E>(wide(self.at), E::of(&boxes.shock))
    }

    #[inline(always)]
    fn at<const N: usize>(&mut self, first: usize, xs: &[Lanes; N], ys: &[Lanes; N]) {
        let all = squares_of::<E, N>(xs, ys, self.at);
        for (block, all) in all.into_iter().enumerate() {
            let here = all.at_most(E::of(&self.limits[first + block]));
            for index in places(first + block, here) {
                (self.each)(index);
            }
        }
    }
}

/// For each of some places in turn: calls with its number, the index of each point that has it within its limit (squared),
/// ascending, and their squared distance, and sets the limit to that where the answer is yes. Limits of stretches are their
/// squares.
#[inline(always)]
pub(crate) fn bring_nearer(
    points: Points<'_>,
    limits: &mut [Lanes],
    places: impl Iterator<Item = (usize, [f32; 2])>,
    is_nearer: impl FnMut(usize, usize, f32) -> bool,
) {
    run(Nearer {
        points,
        limits,
        places,
        is_nearer,
    });
}

struct Nearer<'a, I, F> {
    points: Points<'a>,
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
        // Each place is a pass of its own.
        self.points.xs.len() * self.places.size_hint().1.unwrap_or(1)
    }

    #[inline(always)]
    fn run<E: Eight>(self) {
        let Self {
            points,
            limits,
            places,
            mut is_nearer,
        } = self;
        let limits = &mut limits[..points.xs.len()];
        for (number, at) in places {
            points.look::<E>(&mut Mover {
                at,
                limits: &mut *limits,
                is_nearer: |index, square| is_nearer(number, index, square),
            });
        }
    }
}

/// One place of [`Nearer`].
struct Mover<'a, F> {
    at: [f32; 2],
    limits: &'a mut [Lanes],
    is_nearer: F,
}

impl<E: Eight, F: FnMut(usize, f32) -> bool> Look<E> for Mover<'_, F> {
    #[inline(always)]
    fn near(&self, boxes: &Boxes) -> u8 {
        boxes.within::<E>(wide(self.at), E::of(&boxes.square))
    }

    #[inline(always)]
    fn at<const N: usize>(&mut self, first: usize, xs: &[Lanes; N], ys: &[Lanes; N]) {
        let all = squares_of::<E, N>(xs, ys, self.at);
        for (block, all) in all.into_iter().enumerate() {
            let limits = &mut self.limits[first + block];
            for lane in places(0, all.at_most(E::of(limits))) {
                let square = square_to(xs[block][lane], ys[block][lane], self.at[0], self.at[1]);
                if (self.is_nearer)((first + block) * BLOCK + lane, square) {
                    limits[lane] = square;
                }
            }
        }
    }
}

/// Calls with the index of each point that has one of two places within its limit (squared) and not the other, ascending; whether
/// it is the second. Limits of stretches are their shocks.
#[inline(always)]
pub(crate) fn each_parted(
    points: Points<'_>,
    limits: &[Lanes],
    between: [[f32; 2]; 2],
    each: impl FnMut(usize, bool),
) {
    run(Parted {
        points,
        limits,
        between,
        each,
    });
}

struct Parted<'a, F> {
    points: Points<'a>,
    limits: &'a [Lanes],
    between: [[f32; 2]; 2],
    each: F,
}

impl<F: FnMut(usize, bool)> Pass for Parted<'_, F> {
    type Out = ();

    fn length(&self) -> usize {
        self.points.xs.len()
    }

    #[inline(always)]
    fn run<E: Eight>(mut self) {
        self.limits = &self.limits[..self.points.xs.len()];
        self.points.look::<E>(&mut self);
    }
}

impl<E: Eight, F: FnMut(usize, bool)> Look<E> for Parted<'_, F> {
    #[inline(always)]
    fn near(&self, boxes: &Boxes) -> u8 {
        let limit = E::of(&boxes.shock);
        boxes.within(wide(self.between[0]), limit) | boxes.within(wide(self.between[1]), limit)
    }

    #[inline(always)]
    fn at<const N: usize>(&mut self, first: usize, xs: &[Lanes; N], ys: &[Lanes; N]) {
        let from = squares_of::<E, N>(xs, ys, self.between[0]);
        let to = squares_of::<E, N>(xs, ys, self.between[1]);
        for (block, (from, to)) in from.into_iter().zip(to).enumerate() {
            let limits = E::of(&self.limits[first + block]);
            let (old, new) = (from.at_most(limits), to.at_most(limits));
            for index in places(first + block, old ^ new) {
                (self.each)(index, new >> (index % BLOCK) & 1 == 1);
            }
        }
    }
}

/// For each of some places in turn: calls with its slot and the sum of the men at points within a squared distance of it: whole
/// numbers, exact in any order up to 2^24.
#[inline(always)]
pub(crate) fn sums_within(
    points: Points<'_>,
    men: &[Lanes],
    places: impl Iterator<Item = Place>,
    each: impl FnMut(usize, f32),
) {
    run(Sums {
        points,
        men,
        places,
        each,
    });
}

/// Where a slot is, and the squared distance about it that is asked.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub slot: usize,
    pub at: [f32; 2],
    pub square: f32,
}

struct Sums<'a, I, F> {
    points: Points<'a>,
    men: &'a [Lanes],
    places: I,
    each: F,
}

impl<I: Iterator<Item = Place>, F: FnMut(usize, f32)> Pass for Sums<'_, I, F> {
    type Out = ();

    fn length(&self) -> usize {
        // Each place is a pass of its own.
        self.points.xs.len() * self.places.size_hint().1.unwrap_or(1)
    }

    #[inline(always)]
    fn run<E: Eight>(mut self) {
        let men = &self.men[..self.points.xs.len()];
        for place in self.places {
            let mut near = Near {
                men,
                place,
                sums: E::all(0.0),
            };
            self.points.look::<E>(&mut near);
            (self.each)(place.slot, near.sums.numbers().iter().sum());
        }
    }
}

/// Eight sums so far.
struct Near<'a, S> {
    men: &'a [Lanes],
    place: Place,
    sums: S,
}

impl<E: Eight> Look<E> for Near<'_, E> {
    #[inline(always)]
    fn near(&self, boxes: &Boxes) -> u8 {
        boxes.within::<E>(wide(self.place.at), E::all(self.place.square))
    }

    #[inline(always)]
    fn at<const N: usize>(&mut self, first: usize, xs: &[Lanes; N], ys: &[Lanes; N]) {
        let all = squares_of::<E, N>(xs, ys, self.place.at);
        for (block, all) in all.into_iter().enumerate() {
            let men = E::of(&self.men[first + block]);
            let here = all.where_at_most(E::all(self.place.square), men);
            self.sums = self.sums.plus(here);
        }
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
mod tests;
