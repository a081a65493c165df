//! A uniform grid over one pack: its elements sorted by cell, row after row, so that what lies within some distance of a point
//! is one stretch of each row. A pass over the pack is faster for few, a grid for many; both find the same.
//!
//! A cell holds a few elements on average, whatever the radius asked: what a stretch has too many costs less than a row more.

use crate::kernel::{Eight, Pass, run};
use crate::lanes::BLOCK;
use crate::nearest::{square_to, squares, within};
use std::ops::Range;

/// Packs of so many elements have a grid; chosen by us because fewer are passed over faster.
pub(crate) const GRID: usize = 1536;
/// Elements of a cell, on average over the pack's box; chosen by us: whole blocks of a row are looked at, whatever its cells.
const IN_CELL: f32 = 6.0;
/// What rounding may take from a distance: a share of it, and metres at the coordinates of a town.
const SLACK: (f32, f32) = (1.001, 1.0);

/// The elements of a pack by cell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grid {
    /// Whether it holds the pack as it is.
    pub is_current: bool,
    origin: [f32; 2],
    /// Width of a cell [m], and cells a metre.
    cell_m: f32,
    per_m: f32,
    columns: usize,
    rows: usize,
    /// Where the elements of each cell begin, and where those of the last end.
    first: Vec<u32>,
    x: Vec<f32>,
    y: Vec<f32>,
    limit: Vec<f32>,
    /// Place of each in its pack.
    place: Vec<u32>,
    /// The greatest limit [m²].
    widest: f32,
}

impl Grid {
    /// Sorts the elements of a pack, of which the first has a place, by cell. None may be infinitely far.
    pub(crate) fn build(&mut self, xs: &[f32], ys: &[f32], limits: &[f32], at: usize) {
        let count = xs.len();
        let [x0, y0, x1, y1] = crate::nearest::hull_of(xs, ys);
        let (width, height) = (x1 - x0, y1 - y0);
        // Where all lie on a line there are as many cells as elements.
        let longest = if width > height { width } else { height };
        let mut cell = (width * height * IN_CELL / count as f32).sqrt();
        let least = longest / count as f32;
        cell = if cell > least { cell } else { least };
        self.origin = [x0, y0];
        self.cell_m = cell;
        self.per_m = if cell > 0.0 { 1.0 / cell } else { 0.0 };
        self.columns = (width * self.per_m) as usize + 1;
        self.rows = (height * self.per_m) as usize + 1;
        let cells = self.columns * self.rows;
        self.first.clear();
        self.first.resize(cells + 1, 0);
        for (x, y) in xs.iter().zip(ys) {
            let cell = self.cell(*x, *y);
            self.first[cell + 1] += 1;
        }
        for cell in 0..cells {
            self.first[cell + 1] += self.first[cell];
        }
        // Blocks of a stretch may reach beyond the last element.
        let room = count + BLOCK;
        for column in [&mut self.x, &mut self.y, &mut self.limit] {
            column.clear();
            column.resize(room, f32::INFINITY);
        }
        self.place.clear();
        self.place.resize(count, 0);
        self.widest = -1.0;
        for index in 0..count {
            let cell = self.cell(xs[index], ys[index]);
            let to = self.first[cell] as usize;
            self.first[cell] += 1;
            self.x[to] = xs[index];
            self.y[to] = ys[index];
            self.limit[to] = limits[index];
            self.place[to] = (at + index) as u32;
            self.widest = if limits[index] > self.widest {
                limits[index]
            } else {
                self.widest
            };
        }
        // Each beginning has moved to the next one.
        self.first.copy_within(0..cells, 1);
        self.first[0] = 0;
        self.is_current = true;
    }

    fn cell(&self, x: f32, y: f32) -> usize {
        self.row(y) * self.columns + self.column(x)
    }

    /// Column of a point; the nearest one where it lies outside. It never falls as x rises.
    fn column(&self, x: f32) -> usize {
        whole((x - self.origin[0]) * self.per_m).min(self.columns - 1)
    }

    fn row(&self, y: f32) -> usize {
        whole((y - self.origin[1]) * self.per_m).min(self.rows - 1)
    }

    /// Elements of a row whose columns reach within a distance of a place.
    fn stretch(&self, row: usize, x: f32, distance: f32) -> Range<usize> {
        let first = row * self.columns;
        let from = first + self.column(x - distance);
        let to = first + self.column(x + distance);
        self.first[from] as usize..self.first[to + 1] as usize
    }

    /// Calls with the place of each element that has a point within its limit.
    pub(crate) fn reached(&self, point: [f32; 2], each: impl FnMut(usize)) {
        if self.widest < 0.0 {
            return;
        }
        run(Reached {
            grid: self,
            point,
            each,
        });
    }

    /// Calls with the place of each element that has one of two points within its limit, and not the other; whether it is the
    /// second.
    pub(crate) fn parted(&self, points: [[f32; 2]; 2], mut each: impl FnMut(usize, bool)) {
        if self.widest < 0.0 {
            return;
        }
        let [[x, y], [u, v]] = points;
        let middle = [0.5 * (x + u), 0.5 * (y + v)];
        let reach = self.widest.sqrt() + 0.5 * square_to(x, y, u, v).sqrt();
        self.pass(middle, reach * SLACK.0 + SLACK.1, |grid, at, mask| {
            let (xs, ys) = (lanes(&grid.x, at), lanes(&grid.y, at));
            let limits = lanes(&grid.limit, at);
            let [old, new] = points.map(|point| within(xs, ys, limits, point));
            for lane in bits_of((old ^ new) & mask) {
                each(grid.place[at + lane] as usize, new >> lane & 1 == 1);
            }
        });
    }

    /// Sum of the numbers of the elements within a squared distance of a point, each at its place.
    pub(crate) fn sum_near(&self, point: [f32; 2], square: f32, numbers: &[f32]) -> f32 {
        if square < 0.0 {
            return 0.0;
        }
        run(Sum {
            grid: self,
            point,
            square,
            numbers,
        })
    }

    /// Squared distances of eight elements from a point.
    #[inline(always)]
    fn squares<E: Eight>(&self, at: usize, [x, y]: [E; 2]) -> E {
        squares(lanes(&self.x, at), lanes(&self.y, at), x, y)
    }

    /// Calls with the blocks of all stretches within a distance, and which of their elements belong to the stretch.
    #[inline(always)]
    fn pass(&self, [x, y]: [f32; 2], distance: f32, mut each: impl FnMut(&Self, usize, u8)) {
        for row in self.row(y - distance)..=self.row(y + distance) {
            let stretch = self.stretch(row, x, distance);
            let mut at = stretch.start;
            while at < stretch.end {
                let rest = stretch.end - at;
                let mask = if rest >= BLOCK {
                    u8::MAX
                } else {
                    (1 << rest) - 1
                };
                each(self, at, mask);
                at += BLOCK;
            }
        }
    }

    /// Place and squared distance of the nearest element, ties to the lower slot; sooner where one is known that is near. With the
    /// slots of all places of the packs.
    pub(crate) fn nearest(
        &self,
        slots: &[u16],
        point: [f32; 2],
        known: Option<(usize, f32)>,
    ) -> (usize, f32) {
        run(Search {
            grid: self,
            slots,
            point,
            best: known.unwrap_or((usize::MAX, f32::INFINITY)),
        })
    }
}

/// Elements that have a point within their limits.
struct Reached<'a, F> {
    grid: &'a Grid,
    point: [f32; 2],
    each: F,
}

impl<F: FnMut(usize)> Pass for Reached<'_, F> {
    type Out = ();

    fn length(&self) -> usize {
        self.grid.rows
    }

    #[inline(always)]
    fn run<E: Eight>(mut self) {
        let point = self.point.map(E::all);
        let around = self.grid.widest.sqrt() * SLACK.0 + SLACK.1;
        self.grid.pass(self.point, around, |grid, at, mask| {
            let limits = E::of(lanes(&grid.limit, at));
            let bits = grid.squares(at, point).at_most(limits) & mask;
            for lane in bits_of(bits) {
                (self.each)(grid.place[at + lane] as usize);
            }
        });
    }
}

/// Numbers of the elements within a squared distance.
struct Sum<'a> {
    grid: &'a Grid,
    point: [f32; 2],
    square: f32,
    numbers: &'a [f32],
}

impl Pass for Sum<'_> {
    type Out = f32;

    fn length(&self) -> usize {
        self.grid.rows
    }

    #[inline(always)]
    fn run<E: Eight>(self) -> f32 {
        let (point, square) = (self.point.map(E::all), E::all(self.square));
        let around = self.square.sqrt() * SLACK.0 + SLACK.1;
        let mut sum = 0.0;
        self.grid.pass(self.point, around, |grid, at, mask| {
            let bits = grid.squares(at, point).at_most(square) & mask;
            for lane in bits_of(bits) {
                sum += self.numbers[grid.place[at + lane] as usize];
            }
        });
        sum
    }
}

/// A search for the nearest element.
struct Search<'a> {
    grid: &'a Grid,
    slots: &'a [u16],
    point: [f32; 2],
    best: (usize, f32),
}

impl Pass for Search<'_> {
    type Out = (usize, f32);

    fn length(&self) -> usize {
        self.grid.rows
    }

    #[inline(always)]
    fn run<E: Eight>(mut self) -> (usize, f32) {
        let home = self.grid.row(self.point[1]);
        let (mut below, mut above) = (Some(home), home + 1);
        // The rows on both sides in turn, until none can hold a nearer one.
        while below.is_some() || above < self.grid.rows {
            if let Some(row) = below {
                below = row.checked_sub(1);
                if !self.row::<E>(row) {
                    below = None;
                }
            }
            if above < self.grid.rows {
                if !self.row::<E>(above) {
                    above = self.grid.rows;
                }
                above += 1;
            }
        }
        self.best
    }
}

impl Search<'_> {
    /// Looks for a nearer element in a row; whether a row still farther off could hold one.
    #[inline(always)]
    fn row<E: Eight>(&mut self, row: usize) -> bool {
        let (grid, [x, y]) = (self.grid, self.point);
        let mut half = f32::INFINITY;
        if self.best.1 < f32::INFINITY {
            // Distance of the row from the point, less what rounding may take.
            let low = row as f32 * grid.cell_m;
            let up = y - grid.origin[1];
            let apart = (low - up).max_of(up - (low + grid.cell_m)) - SLACK.1;
            let apart = apart.max_of(0.0) / SLACK.0;
            let rest = self.best.1 - apart * apart;
            if rest < 0.0 {
                return false;
            }
            half = rest.sqrt() * SLACK.0 + SLACK.1;
        }
        let point = self.point.map(E::all);
        let mut stretch = grid.stretch(row, x, half);
        while stretch.start < stretch.end {
            let at = stretch.start;
            let bits = grid.squares(at, point).at_most(E::all(self.best.1));
            for lane in bits_of(bits) {
                // Beyond the stretch, and the last element, others are looked at too soon or lie infinitely far.
                if let Some(place) = grid.place.get(at + lane) {
                    let square = square_to(grid.x[at + lane], grid.y[at + lane], x, y);
                    let place = *place as usize;
                    if square < self.best.1
                        || (square == self.best.1 && self.slots[place] < self.slots[self.best.0])
                    {
                        self.best = (place, square);
                    }
                }
            }
            stretch.start += BLOCK;
        }
        true
    }
}

/// A number without its fraction; 0 where it is below 0.
#[inline(always)]
fn whole(number: f32) -> usize {
    (number as i32).max(0) as usize
}

/// The greater of two numbers that are not NaN.
trait MaxOf {
    fn max_of(self, other: Self) -> Self;
}

impl MaxOf for f32 {
    fn max_of(self, other: Self) -> Self {
        if other > self { other } else { self }
    }
}

/// Eight numbers of a column from some place on.
#[inline(always)]
fn lanes(column: &[f32], at: usize) -> &[f32; BLOCK] {
    column[at..]
        .first_chunk()
        .expect("there is room beyond the last element")
}

#[inline(always)]
fn bits_of(bits: u8) -> impl Iterator<Item = usize> {
    crate::packs::places(0, bits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nearest::nearest_in;
    use kidal_chance::{Draws, hash64};

    /// Points over an oblong, some of them on top of each other; a line where it has no height.
    fn points(draws: &mut Draws, n: usize, width: f64, height: f64) -> [Vec<f32>; 2] {
        [width, height].map(|side| {
            (0..n)
                .map(|_| ((draws.uniform() * 40.0).floor() / 40.0 * side) as f32 - 300.0)
                .collect()
        })
    }

    #[test]
    fn a_grid_finds_what_a_pass_over_the_pack_finds() {
        let mut draws = Draws::at(hash64(&[11]), 0, 0);
        for round in 0..120 {
            let n = 1 + draws.below(400) as usize;
            let (width, height) = match round % 4 {
                0 => (0.0, 0.0),
                1 => (3000.0, 0.0),
                2 => (200.0, 5000.0),
                _ => (1000.0, 1000.0),
            };
            let [xs, ys] = points(&mut draws, n, width, height);
            let limits: Vec<f32> = (0..n)
                .map(|_| [-1.0, 0.0, 10_000.0, 250_000.0][draws.below(4) as usize])
                .collect();
            let mut grid = Grid::default();
            grid.build(&xs, &ys, &limits, 5);
            let slots: Vec<u16> = (0..n as u16 + 5).collect();
            for _ in 0..20 {
                let [px, py] = points(&mut draws, 1, 6000.0, 6000.0);
                let point = [px[0] - 500.0, py[0] - 500.0];
                let (at, square) =
                    nearest_in(&xs, &ys, point[0], point[1]).expect("there are some");
                let random = draws.below(n as u64) as usize;
                let known = (
                    random + 5,
                    square_to(xs[random], ys[random], point[0], point[1]),
                );
                assert_eq!(grid.nearest(&slots, point, None), (at + 5, square));
                assert_eq!(grid.nearest(&slots, point, Some(known)), (at + 5, square));
                let plain = |limit: &dyn Fn(usize) -> f32| -> Vec<usize> {
                    (0..n)
                        .filter(|i| square_to(xs[*i], ys[*i], point[0], point[1]) <= limit(*i))
                        .map(|i| i + 5)
                        .collect()
                };
                let mut found = Vec::new();
                grid.reached(point, |place| found.push(place));
                found.sort_unstable();
                assert_eq!(found, plain(&|i| limits[i]));
                let [qx, qy] = points(&mut draws, 1, 6000.0, 6000.0);
                let other = [qx[0] - 500.0, qy[0] - 500.0];
                let (mut before, mut after) = (Vec::new(), Vec::new());
                grid.reached(other, |place| after.push(place));
                after.retain(|place| !found.contains(place));
                grid.parted([point, other], |place, is_second| {
                    if is_second {
                        assert!(after.contains(&place));
                    } else {
                        assert!(found.contains(&place));
                        before.push(place);
                    }
                });
                let mut both = Vec::new();
                grid.reached(other, |place| both.push(place));
                both.retain(|place| found.contains(place));
                assert_eq!(before.len() + both.len(), found.len());
                let numbers: Vec<f32> = (0..n + 5).map(|place| (place % 11) as f32).collect();
                let near = plain(&|_| 90_000.0);
                let sum: f32 = near.iter().map(|place| numbers[*place]).sum();
                assert_eq!(grid.sum_near(point, 90_000.0, &numbers), sum);
            }
        }
    }
}
