use super::*;
use crate::stretches::{STRETCH, make_boxes, read_farthest};
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

/// Points as they are, and in stretches with boxes: to be filled up to whole stretches.
fn with_and_without_boxes(columns: [&[f32]; 3], mut each: impl FnMut(Points<'_>)) {
    let [xs, ys, shock] = columns.map(lanes);
    let mut boxes = Vec::new();
    make_boxes(&mut boxes, [xs, ys, shock]);
    read_farthest(&mut boxes, shock);
    for boxes in [&[][..], &boxes] {
        each(Points { xs, ys, boxes });
    }
}

#[test]
fn the_nearest_is_that_of_a_plain_search() {
    let mut draws = Draws::at(hash64(&[1]), 0, 0);
    for n in lengths() {
        let (mut xs, mut ys) = (column(&mut draws, n), column(&mut draws, n));
        // Boxes are small where neighbours are near each other.
        if n % 2 == 0 {
            xs.sort_unstable_by(f32::total_cmp);
        }
        let mut plain: Option<(usize, f32)> = None;
        for i in 0..n {
            let square = (xs[i] - 3.0) * (xs[i] - 3.0) + (ys[i] - 2.5) * (ys[i] - 2.5);
            if plain.is_none_or(|(_, best)| square < best) {
                plain = Some((i, square));
            }
        }
        assert_eq!(nearest_in(&xs, &ys, 3.0, 2.5), plain);
        xs.resize(n.next_multiple_of(STRETCH), f32::INFINITY);
        ys.resize(n.next_multiple_of(STRETCH), f32::INFINITY);
        assert_eq!(nearest_block(lanes(&xs), lanes(&ys), 3.0, 2.5), plain);
        let Some((_, least)) = plain else {
            continue;
        };
        let at = draws.below(n as u64) as usize;
        let known = (at, square_to(xs[at], ys[at], 3.0, 2.5));
        // Of equals the one with the least slot, wherever he stands.
        let slots: Vec<u16> = (0..n).map(|i| (i * 37 % 311) as u16).collect();
        let equals = (0..n).filter(|i| square_to(xs[*i], ys[*i], 3.0, 2.5) == least);
        let first = equals.min_by_key(|i| slots[*i]).map(|i| (i, least));
        let shock = vec![0.0; xs.len()];
        with_and_without_boxes([&xs, &ys, &shock], |points| {
            let found = nearest_known(points, &slots, [3.0, 2.5], known);
            assert_eq!(Some(found), first);
        });
        let most = xs[..n].iter().copied().fold(BLIND, f32::max);
        xs[n..].fill(BLIND);
        assert_eq!(greatest_of(lanes(&xs)), most);
    }
}

#[test]
fn those_within_their_limits_are_those_of_a_plain_search() {
    let mut draws = Draws::at(hash64(&[2]), 0, 0);
    for n in lengths() {
        let n = n.next_multiple_of(STRETCH);
        let [mut xs, ys, limits] = [(); 3].map(|()| column(&mut draws, n));
        if draws.uniform() < 0.5 {
            xs.sort_unstable_by(f32::total_cmp);
        }
        let men: Vec<f32> = (0..n).map(|_| draws.below(11) as f32).collect();
        let (here, there) = ([3.0, 2.5], [6.0, 4.0]);
        let reaches = |at: [f32; 2], i: usize, limit: f32| {
            let (dx, dy) = (xs[i] - at[0], ys[i] - at[1]);
            dx * dx + dy * dy <= limit
        };
        let all = |is_one: &dyn Fn(usize) -> bool| -> Vec<usize> {
            (0..n).filter(|i| is_one(*i)).collect()
        };
        with_and_without_boxes([&xs, &ys, &limits], |points| {
            let mut found = Vec::new();
            each_within(points, lanes(&limits), here, |index| found.push(index));
            assert_eq!(found, all(&|i| reaches(here, i, limits[i])));
            let blocks = points.xs.iter().zip(points.ys).zip(lanes(&limits));
            for (block, ((xs, ys), limits)) in blocks.enumerate() {
                let bits = within(xs, ys, limits, here);
                found.retain(|index| index / BLOCK != block || bits >> (index % BLOCK) & 1 == 0);
            }
            assert!(found.is_empty());

            let (mut old, mut new) = (Vec::new(), Vec::new());
            each_parted(points, lanes(&limits), [here, there], |index, is_second| {
                if is_second { &mut new } else { &mut old }.push(index);
            });
            let both = |i: usize| [here, there].map(|at| reaches(at, i, limits[i]));
            assert_eq!(old, all(&|i| both(i) == [true, false]));
            assert_eq!(new, all(&|i| both(i) == [false, true]));

            let mut sums = Vec::new();
            let places = [here, there].into_iter().enumerate();
            let places = places.map(|(slot, at)| Place {
                slot,
                at,
                square: 9.0,
            });
            sums_within(points, lanes(&men), places, |slot, sum| {
                sums.push((slot, sum))
            });
            let plain = [here, there].map(|at| all(&|i| reaches(at, i, 9.0)));
            let plain = plain.map(|near| near.iter().map(|i| men[*i]).sum::<f32>());
            assert_eq!(sums, [(0, plain[0]), (1, plain[1])]);

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
            let (mut told, mut left) = (Vec::new(), limits.clone());
            let places = [there, here].into_iter().enumerate();
            let blocks = left.as_chunks_mut::<BLOCK>().0;
            bring_nearer(points, blocks, places, |number, index, square| {
                let at = [there, here][number];
                assert_eq!(square, square_to(xs[index], ys[index], at[0], at[1]));
                if index % 3 > 0 {
                    told.push((number, index));
                }
                index % 3 > 0
            });
            assert_eq!(told, taken);
            assert_eq!(left, plain);
        });
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
