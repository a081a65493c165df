//! Stretches: a pack of many is cut into stretches of 32 places, each with a box around who stands there. What asks who is near
//! a point looks at the stretches alone whose boxes are near enough.
//!
//! Boxes are small where neighbours in the pack are neighbours on the ground: contingents of many are packed row after row.

use crate::geometry::{EMPTY, widen};
use crate::kernel::{Eight, Pass, run};
use crate::lanes::{BLOCK, slots};
use crate::nearest::{BLIND, Lanes, least_of};
use crate::plan::Plan;
use crate::state::State;

/// Packs of so many elements are cut into stretches; chosen by us because fewer are passed over faster.
pub(crate) const CUT: usize = 96;
/// Blocks of a stretch; chosen by us: fewer make more boxes to ask, more make boxes too wide.
pub(crate) const BLOCKS: usize = 4;
/// Places of a stretch.
pub(crate) const STRETCH: usize = BLOCKS * BLOCK;

/// Eight stretches: least and greatest x and y, and the greatest squared distances of those who stand there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Boxes {
    low: [Lanes; 2],
    high: [Lanes; 2],
    /// Of the nearest enemy, when it was last read.
    pub square: Lanes,
    /// Within which losses are felt.
    pub shock: Lanes,
}

impl Boxes {
    /// Boxes of nobody: infinitely far from any point.
    const NONE: Self = Self {
        low: [[f32::INFINITY; BLOCK]; 2],
        high: [[f32::INFINITY; BLOCK]; 2],
        square: [BLIND; BLOCK],
        shock: [BLIND; BLOCK],
    };

    /// Squared distances of the boxes from a point: at most those of whoever is in them, rounded or not.
    #[inline(always)]
    fn squares<E: Eight>(&self, [x, y]: [E; 2]) -> E {
        let [low, high] = [&self.low, &self.high];
        let dx = x.most(E::of(&low[0])).least(E::of(&high[0])).minus(x);
        let dy = y.most(E::of(&low[1])).least(E::of(&high[1])).minus(y);
        dx.times(dx).plus(dy.times(dy))
    }

    /// Which boxes are within a squared distance of a point: one bit each.
    #[inline(always)]
    pub(crate) fn within<E: Eight>(&self, point: [E; 2], limit: E) -> u8 {
        self.squares(point).at_most(limit)
    }
}

/// Makes the boxes of a pack.
struct Boxing<'a> {
    xs: &'a [Lanes],
    ys: &'a [Lanes],
    shock: &'a [Lanes],
    boxes: &'a mut [Boxes],
}

impl Pass for Boxing<'_> {
    type Out = ();

    fn length(&self) -> usize {
        self.xs.len()
    }

    #[inline(always)]
    fn run<E: Eight>(self) {
        let zero = E::all(0.0);
        let columns = self.xs.chunks(BLOCKS).zip(self.ys.chunks(BLOCKS));
        let columns = columns.zip(self.shock.chunks(BLOCKS)).enumerate();
        for (stretch, ((xs, ys), shocks)) in columns {
            let boxes = &mut self.boxes[stretch / BLOCK];
            for (axis, blocks) in [xs, ys].into_iter().enumerate() {
                let (mut low, mut high) = (E::all(f32::INFINITY), E::all(f32::INFINITY));
                for block in blocks {
                    low = low.least(E::of(block));
                    high = high.least(zero.minus(E::of(block)));
                }
                boxes.low[axis][stretch % BLOCK] = least_of(low);
                boxes.high[axis][stretch % BLOCK] = -least_of(high);
            }
            boxes.shock[stretch % BLOCK] = greatest_in::<E>(shocks);
        }
    }
}

/// The greatest squared distances of nearest enemies, by stretch.
struct Farthest<'a> {
    squares: &'a [Lanes],
    boxes: &'a mut [Boxes],
}

impl Pass for Farthest<'_> {
    type Out = ();

    fn length(&self) -> usize {
        self.squares.len()
    }

    #[inline(always)]
    fn run<E: Eight>(self) {
        for (stretch, squares) in self.squares.chunks(BLOCKS).enumerate() {
            self.boxes[stretch / BLOCK].square[stretch % BLOCK] = greatest_in::<E>(squares);
        }
    }
}

#[inline(always)]
fn greatest_in<E: Eight>(blocks: &[Lanes]) -> f32 {
    let mut greatest = E::all(BLIND);
    for block in blocks {
        greatest = greatest.most(E::of(block));
    }
    -least_of(E::all(0.0).minus(greatest))
}

/// The stretch whose box is nearest to a point.
struct Closest<'a> {
    boxes: &'a [Boxes],
    at: [f32; 2],
}

impl Pass for Closest<'_> {
    type Out = usize;

    fn length(&self) -> usize {
        self.boxes.len()
    }

    #[inline(always)]
    fn run<E: Eight>(self) -> usize {
        let at = self.at.map(E::all);
        let (mut best, mut least) = (0, f32::INFINITY);
        for (eight, boxes) in self.boxes.iter().enumerate() {
            for (lane, square) in boxes.squares(at).numbers().into_iter().enumerate() {
                if square < least {
                    (best, least) = (eight * BLOCK + lane, square);
                }
            }
        }
        best
    }
}

/// Room for the boxes of so many places.
pub(crate) fn room_for_boxes(places: usize) -> Vec<Boxes> {
    Vec::with_capacity(places.div_ceil(STRETCH * BLOCK))
}

/// Makes the boxes of a pack: its places, and within which squared distance those there feel losses.
pub(crate) fn make_boxes(boxes: &mut Vec<Boxes>, [xs, ys, shock]: [&[Lanes]; 3]) {
    boxes.clear();
    boxes.resize(xs.len().div_ceil(BLOCKS * BLOCK), Boxes::NONE);
    run(Boxing {
        xs,
        ys,
        shock,
        boxes,
    });
}

/// Reads how far off nearest enemies are.
pub(crate) fn read_farthest(boxes: &mut [Boxes], squares: &[Lanes]) {
    run(Farthest { squares, boxes });
}

/// The stretch whose box is nearest to a point.
pub(crate) fn closest(boxes: &[Boxes], at: [f32; 2]) -> usize {
    run(Closest { boxes, at })
}

impl State {
    /// Puts a contingent's elements into their packs: row after row where they are many, else in the order of their slots.
    pub(crate) fn pack_all(&mut self, plan: &Plan, c: usize) {
        let mut there = std::mem::take(&mut self.picked);
        there.clear();
        for block in self.blocks(plan, c) {
            let in_play = self.steady(block) | self.broken(block);
            there.extend(slots(block, in_play).map(|slot| slot as u16));
        }
        // Fire at ground falls on those about a target in the order of their slots.
        if there.len() >= CUT && !plan.uses.area {
            self.lie_in_rows(&mut there);
        }
        for slot in &there {
            self.pack(plan, *slot as usize);
        }
        self.picked = there;
    }

    /// Brings slots into an order in which neighbours are near each other: by rows as high as a stretch of a row is long, and
    /// along each row.
    fn lie_in_rows(&self, slots: &mut [u16]) {
        let mut hull = EMPTY;
        for slot in &*slots {
            widen(&mut hull, self.x[*slot as usize], self.y[*slot as usize]);
        }
        let (width, height) = (hull[2] - hull[0], hull[3] - hull[1]);
        let row_m = (width * height * STRETCH as f32 / slots.len() as f32).sqrt();
        let row = |slot: u16| {
            let up = self.y[slot as usize] - hull[1];
            if row_m > 0.0 { (up / row_m) as u32 } else { 0 }
        };
        slots.sort_unstable_by(|a, b| {
            let [xa, xb] = [a, b].map(|slot| self.x[*slot as usize]);
            row(*a).cmp(&row(*b)).then(xa.total_cmp(&xb))
        });
    }
}
