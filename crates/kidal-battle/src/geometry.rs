//! Outlines, boxes and polylines on the plane. Metres; angles clockwise from north.

use crate::parts::{RoutePart, Shape};
use kidal_math::{atan2, cos, sin};

/// A full turn [rad].
pub(crate) const TURN: f64 = 2.0 * std::f64::consts::PI;

/// Unit vector (east, north) of a bearing.
pub(crate) fn direction(bearing: f64) -> [f64; 2] {
    [sin(bearing), cos(bearing)]
}

/// Bearing of a vector (east, north), 0 to a full turn; 0 for no vector.
pub(crate) fn bearing(east: f64, north: f64) -> f64 {
    let angle = atan2(east, north);
    if angle < 0.0 { angle + TURN } else { angle }
}

/// Angle from one bearing clockwise to another, 0 to a full turn.
pub(crate) fn clockwise(from: f64, to: f64) -> f64 {
    let angle = (to - from) - ((to - from) / TURN).floor() * TURN;
    if angle >= TURN { 0.0 } else { angle }
}

/// An outline prepared for questions.
#[derive(Clone, Debug)]
pub(crate) struct Outline {
    shape: Shape,
    /// Centre: of the circle, or of the polygon's box.
    pub centre: [f64; 2],
    /// Greatest distance of the outline from its centre.
    pub extent: f64,
    /// Least x, least y, greatest x, greatest y.
    pub hull: [f64; 4],
    /// It is its hull.
    is_box: bool,
    /// A box well inside it: whoever is in it needs no walk round the corners.
    core: [f64; 4],
}

impl Outline {
    pub(crate) fn new(shape: &Shape) -> Self {
        match shape {
            Shape::Circle { centre, radius } => Self {
                shape: shape.clone(),
                centre: *centre,
                extent: *radius,
                is_box: false,
                core: NOWHERE,
                hull: [
                    centre[0] - radius,
                    centre[1] - radius,
                    centre[0] + radius,
                    centre[1] + radius,
                ],
            },
            Shape::Polygon(corners) => {
                let mut hull = [
                    f64::INFINITY,
                    f64::INFINITY,
                    f64::NEG_INFINITY,
                    f64::NEG_INFINITY,
                ];
                for [x, y] in corners {
                    hull = [
                        hull[0].min(*x),
                        hull[1].min(*y),
                        hull[2].max(*x),
                        hull[3].max(*y),
                    ];
                }
                let centre = [0.5 * (hull[0] + hull[2]), 0.5 * (hull[1] + hull[3])];
                let mut farthest = 0.0f64;
                for [x, y] in corners {
                    let (dx, dy) = (x - centre[0], y - centre[1]);
                    farthest = farthest.max(dx * dx + dy * dy);
                }
                let mut outline = Self {
                    shape: shape.clone(),
                    centre,
                    extent: farthest.sqrt(),
                    is_box: is_box(corners, hull),
                    core: NOWHERE,
                    hull,
                };
                if outline.contains(centre[0], centre[1]) {
                    outline.core = core(corners, hull, centre);
                }
                outline
            }
        }
    }

    /// How far along a ray, beyond a distance, it next crosses the border; `way` has length 1.
    pub(crate) fn next_crossing(&self, from: [f64; 2], way: [f64; 2], beyond: f64) -> Option<f64> {
        let mut next = f64::INFINITY;
        let mut meet = |along: f64| {
            if along > beyond && along < next {
                next = along;
            }
        };
        match &self.shape {
            Shape::Circle { centre, radius } => {
                let (px, py) = (from[0] - centre[0], from[1] - centre[1]);
                let middle = -(px * way[0] + py * way[1]);
                let square = radius * radius - (px * px + py * py - middle * middle);
                if square >= 0.0 {
                    meet(middle - square.sqrt());
                    meet(middle + square.sqrt());
                }
            }
            Shape::Polygon(corners) => {
                let mut before = corners.len() - 1;
                for (here, &[hx, hy]) in corners.iter().enumerate() {
                    let [bx, by] = corners[before];
                    let (ex, ey) = (hx - bx, hy - by);
                    let across = way[0] * ey - way[1] * ex;
                    if across != 0.0 {
                        let (ox, oy) = (bx - from[0], by - from[1]);
                        let share = (ox * way[1] - oy * way[0]) / across;
                        if (0.0..=1.0).contains(&share) {
                            meet((ox * ey - oy * ex) / across);
                        }
                    }
                    before = here;
                }
            }
        }
        next.is_finite().then_some(next)
    }

    /// Whether a point lies inside or on the border.
    #[inline]
    pub(crate) fn contains(&self, x: f64, y: f64) -> bool {
        if !(x >= self.hull[0] && y >= self.hull[1] && x <= self.hull[2] && y <= self.hull[3]) {
            return false;
        }
        self.is_box || self.contains_within_hull(x, y)
    }

    /// As [`Outline::contains`], of a point within the hull.
    fn contains_within_hull(&self, x: f64, y: f64) -> bool {
        let [x0, y0, x1, y1] = self.core;
        if x >= x0 && y >= y0 && x <= x1 && y <= y1 {
            return true;
        }
        match &self.shape {
            Shape::Circle { centre, radius } => {
                let (dx, dy) = (x - centre[0], y - centre[1]);
                dx * dx + dy * dy <= radius * radius
            }
            Shape::Polygon(corners) => {
                let mut is_inside = false;
                let mut before = corners.len() - 1;
                for (here, &[hx, hy]) in corners.iter().enumerate() {
                    let [bx, by] = corners[before];
                    let cross = (bx - hx) * (y - hy) - (by - hy) * (x - hx);
                    if cross == 0.0
                        && x >= hx.min(bx)
                        && x <= hx.max(bx)
                        && y >= hy.min(by)
                        && y <= hy.max(by)
                    {
                        return true;
                    }
                    if (hy > y) != (by > y) && x < (bx - hx) * (y - hy) / (by - hy) + hx {
                        is_inside = !is_inside;
                    }
                    before = here;
                }
                is_inside
            }
        }
    }
}

/// The box of no point.
const NOWHERE: [f64; 4] = [
    f64::INFINITY,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NEG_INFINITY,
];

/// The largest box of the hull's form round a centre inside a polygon that no edge meets, a hundredth smaller so that rounding
/// cannot matter at its border.
fn core(corners: &[[f64; 2]], hull: [f64; 4], [cx, cy]: [f64; 2]) -> [f64; 4] {
    let (wide, high) = (0.5 * (hull[2] - hull[0]), 0.5 * (hull[3] - hull[1]));
    let (mut free, mut met) = (0.0f64, 1.0f64);
    for _ in 0..24 {
        let share = 0.5 * (free + met);
        let half = [share * wide, share * high];
        let meets = |at: usize| {
            let [a, b] = [corners[at], corners[(at + 1) % corners.len()]];
            meets_box([a[0] - cx, a[1] - cy], [b[0] - cx, b[1] - cy], half)
        };
        if (0..corners.len()).any(meets) {
            met = share;
        } else {
            free = share;
        }
    }
    let (wide, high) = (0.99 * free * wide, 0.99 * free * high);
    if wide > 0.0 && high > 0.0 {
        [cx - wide, cy - high, cx + wide, cy + high]
    } else {
        NOWHERE
    }
}

/// Whether a stretch meets the box from −half to +half.
fn meets_box(a: [f64; 2], b: [f64; 2], half: [f64; 2]) -> bool {
    let (mut enters, mut leaves) = (0.0f64, 1.0f64);
    for axis in 0..2 {
        let (from, way) = (a[axis], b[axis] - a[axis]);
        if way == 0.0 {
            if from.abs() > half[axis] {
                return false;
            }
        } else {
            let (low, high) = ((-half[axis] - from) / way, (half[axis] - from) / way);
            enters = enters.max(low.min(high));
            leaves = leaves.min(low.max(high));
        }
    }
    enters <= leaves
}

/// Whether four corners are those of a box, one after the other.
fn is_box(corners: &[[f64; 2]], [x0, y0, x1, y1]: [f64; 4]) -> bool {
    let is_corner = |[x, y]: &[f64; 2]| (*x == x0 || *x == x1) && (*y == y0 || *y == y1);
    corners.len() == 4
        && corners.iter().all(is_corner)
        && (0..4).all(|at| {
            let ([ax, ay], [bx, by]) = (corners[at], corners[(at + 1) % 4]);
            (ax == bx) != (ay == by)
        })
}

/// A point uniform within an outline, by rejection from its box; the centre when 256 draws miss.
pub(crate) fn point_within(outline: &Outline, draws: &mut kidal_chance::Draws) -> [f64; 2] {
    let [x0, y0, x1, y1] = outline.hull;
    for _ in 0..256 {
        let x = x0 + (x1 - x0) * draws.uniform();
        let y = y0 + (y1 - y0) * draws.uniform();
        if outline.contains(x, y) {
            return [x, y];
        }
    }
    outline.centre
}

/// A polyline with road lengths.
#[derive(Clone, Debug)]
pub(crate) struct Polyline {
    points: Vec<[f64; 2]>,
    /// Length on the plane up to each point.
    lengths: Vec<f64>,
    /// Road length ÷ plane length.
    winding: f64,
}

impl Polyline {
    pub(crate) fn new(part: &RoutePart) -> Self {
        let mut lengths = Vec::with_capacity(part.points.len());
        let mut total = 0.0;
        for (index, point) in part.points.iter().enumerate() {
            if index > 0 {
                let before = part.points[index - 1];
                let (dx, dy) = (point[0] - before[0], point[1] - before[1]);
                total += (dx * dx + dy * dy).sqrt();
            }
            lengths.push(total);
        }
        Self {
            points: part.points.clone(),
            lengths,
            winding: part.winding,
        }
    }

    /// Length of the road.
    pub(crate) fn road_length(&self) -> f64 {
        self.lengths.last().copied().unwrap_or(0.0) * self.winding
    }

    /// The point so far along the road; ends are kept.
    pub(crate) fn at(&self, road: f64) -> [f64; 2] {
        let plane = (road / self.winding).clamp(0.0, self.lengths[self.lengths.len() - 1]);
        let next = self
            .lengths
            .partition_point(|length| *length < plane)
            .clamp(1, self.points.len() - 1);
        let (a, b) = (self.points[next - 1], self.points[next]);
        let span = self.lengths[next] - self.lengths[next - 1];
        let share = if span > 0.0 {
            (plane - self.lengths[next - 1]) / span
        } else {
            0.0
        };
        [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
    }

    /// Road distance from the start to the point of the road nearest to a position.
    pub(crate) fn project(&self, x: f64, y: f64) -> f64 {
        let (mut best, mut at) = (f64::INFINITY, 0.0);
        for next in 1..self.points.len() {
            let (a, b) = (self.points[next - 1], self.points[next]);
            let (ux, uy) = (b[0] - a[0], b[1] - a[1]);
            let square = ux * ux + uy * uy;
            let share = if square > 0.0 {
                (((x - a[0]) * ux + (y - a[1]) * uy) / square).clamp(0.0, 1.0)
            } else {
                0.0
            };
            let (dx, dy) = (a[0] + ux * share - x, a[1] + uy * share - y);
            let distance = dx * dx + dy * dy;
            if distance < best {
                best = distance;
                at = self.lengths[next - 1] + square.sqrt() * share;
            }
        }
        at * self.winding
    }
}

/// The box of nobody.
pub(crate) const EMPTY: [f32; 4] = [
    f32::INFINITY,
    f32::INFINITY,
    f32::NEG_INFINITY,
    f32::NEG_INFINITY,
];

/// Widens a box to a point.
#[inline]
pub(crate) fn widen(hull: &mut [f32; 4], x: f32, y: f32) {
    hull[0] = if x < hull[0] { x } else { hull[0] };
    hull[1] = if y < hull[1] { y } else { hull[1] };
    hull[2] = if x > hull[2] { x } else { hull[2] };
    hull[3] = if y > hull[3] { y } else { hull[3] };
}

/// Distance of two boxes (0 when they touch).
pub(crate) fn gap(a: &[f32; 4], b: &[f32; 4]) -> f32 {
    let dx = (a[0] - b[2]).max(b[0] - a[2]).max(0.0);
    let dy = (a[1] - b[3]).max(b[1] - a[3]).max(0.0);
    (dx * dx + dy * dy).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_border_of_a_polygon_belongs_to_it() {
        let square = Outline::new(&Shape::Polygon(vec![
            [0.0, 0.0],
            [2.0, 0.0],
            [2.0, 2.0],
            [0.0, 2.0],
        ]));
        for (x, y) in [(0.0, 0.0), (2.0, 1.0), (1.0, 2.0), (1.0, 1.0)] {
            assert!(square.contains(x, y));
        }
        assert!(!square.contains(2.1, 1.0));
        assert!(!square.contains(f64::NAN, 1.0));
    }

    #[test]
    fn the_core_of_a_polygon_changes_no_answer() {
        use kidal_chance::{Draws, hash64};
        let mut draws = Draws::at(hash64(&[5]), 0, 0);
        for _ in 0..200 {
            let count = 3 + draws.below(9) as usize;
            let corners: Vec<[f64; 2]> = (0..count)
                .map(|_| [10.0 * draws.uniform(), 10.0 * draws.uniform()])
                .collect();
            let outline = Outline::new(&Shape::Polygon(corners));
            let plain = Outline {
                core: NOWHERE,
                ..outline.clone()
            };
            for _ in 0..200 {
                let (x, y) = (10.0 * draws.uniform(), 10.0 * draws.uniform());
                assert_eq!(outline.contains(x, y), plain.contains(x, y));
            }
        }
        let square = [[0.0, 0.0], [4.0, 0.0], [5.0, 4.0], [0.0, 4.0]];
        assert!(Outline::new(&Shape::Polygon(square.to_vec())).core[0].is_finite());
    }

    #[test]
    fn a_road_winds_longer_than_its_line() {
        let road = Polyline::new(&RoutePart {
            name: "r".into(),
            points: vec![[0.0, 0.0], [0.0, 100.0], [100.0, 100.0]],
            winding: 1.5,
        });
        assert_eq!(road.road_length(), 300.0);
        assert_eq!(road.at(225.0), [50.0, 100.0]);
        assert_eq!(road.project(50.0, 130.0), 225.0);
        assert_eq!(road.at(1e9), [100.0, 100.0]);
    }

    #[test]
    fn bearings_run_clockwise_from_north() {
        assert!((bearing(1.0, 0.0) - TURN / 4.0).abs() < 1e-12);
        assert!((clockwise(TURN * 0.9, TURN * 0.1) - TURN * 0.2).abs() < 1e-12);
    }
}
