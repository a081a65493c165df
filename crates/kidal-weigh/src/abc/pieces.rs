//! Which particles hang together.

use kidal_math::exp;

use crate::kernel::spread;
use crate::posterior::Particle;
use crate::space::Space;

/// Neighbours that each place holds on to: twelve, chosen by us because a cloud of a hundred places then hardly ever falls
/// apart, and two clouds join only where they touch.
const NEIGHBOURS: usize = 12;
/// A piece with less than this share of the weight is given to the nearest larger one; a fiftieth, chosen by us.
const SHARE_LEAST: f64 = 0.02;

/// Groups of particles that are connected as neighbours on the unconstrained scale, each coordinate in its deviation. A
/// group with too little weight, or fewer different places than `least`, joins the one that it lies nearest to.
pub(super) fn pieces(
    space: &Space,
    particles: &[Particle],
    log_weights: &[f64],
    least: usize,
) -> Vec<Vec<usize>> {
    let rows: Vec<&[f64]> = particles.iter().map(|p| p.parameters.as_slice()).collect();
    let (_, _, deviations) = spread(space, &rows, log_weights);
    let place = |particle: &Particle| -> Vec<f64> {
        let scaled = space.continuous.iter().zip(&deviations);
        scaled
            .map(|(index, sd)| space.to_line(*index, particle.parameters[*index]) / sd)
            .collect()
    };
    // Copies of one particle are one place.
    let mut places: Vec<Vec<f64>> = Vec::new();
    let mut members: Vec<Vec<usize>> = Vec::new();
    let mut order: Vec<usize> = (0..particles.len()).collect();
    let key = |i: &usize| {
        particles[*i]
            .parameters
            .iter()
            .map(|x| x.to_bits())
            .collect::<Vec<_>>()
    };
    order.sort_by_cached_key(key);
    for index in order {
        let is_copy = members
            .last()
            .is_some_and(|last| particles[last[0]].parameters == particles[index].parameters);
        if is_copy {
            members
                .last_mut()
                .expect("a copy follows another")
                .push(index);
        } else {
            places.push(place(&particles[index]));
            members.push(vec![index]);
        }
    }
    let count = places.len();
    let square = |a: usize, b: usize| -> f64 {
        let mut total = 0.0;
        for (x, y) in places[a].iter().zip(&places[b]) {
            total += (x - y) * (x - y);
        }
        total
    };
    let mut leader: Vec<usize> = (0..count).collect();
    for from in 0..count {
        let mut near: Vec<(f64, usize)> = (0..count)
            .filter(|to| *to != from)
            .map(|to| (square(from, to), to))
            .collect();
        let taken = NEIGHBOURS.min(near.len());
        if taken == 0 {
            continue;
        }
        near.select_nth_unstable_by(taken - 1, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (_, to) in &near[..taken] {
            join(&mut leader, from, *to);
        }
    }
    let weight_of = |place: usize| -> f64 {
        members[place]
            .iter()
            .map(|i| exp(log_weights[*i]))
            .fold(0.0, |a, b| a + b)
    };
    loop {
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); count];
        for place in 0..count {
            let root = find(&mut leader, place);
            groups[root].push(place);
        }
        groups.retain(|group| !group.is_empty());
        let is_small = |group: &Vec<usize>| {
            let weight = group.iter().map(|p| weight_of(*p)).fold(0.0, |a, b| a + b);
            weight < SHARE_LEAST || group.len() < 2 * least
        };
        let small = groups
            .iter()
            .position(is_small)
            .filter(|_| groups.len() > 1);
        let Some(small) = small else {
            return groups
                .into_iter()
                .map(|group| {
                    let mut all: Vec<usize> =
                        group.into_iter().flat_map(|p| members[p].clone()).collect();
                    all.sort_unstable();
                    all
                })
                .collect();
        };
        let here = &groups[small];
        let nearest = (0..count)
            .filter(|place| !here.contains(place))
            .map(|place| {
                let closest = here
                    .iter()
                    .map(|p| square(*p, place))
                    .fold(f64::INFINITY, f64::min);
                (closest, place)
            })
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        if let Some((_, place)) = nearest {
            join(&mut leader, here[0], place);
        }
    }
}

fn find(leader: &mut [usize], mut place: usize) -> usize {
    while leader[place] != place {
        leader[place] = leader[leader[place]];
        place = leader[place];
    }
    place
}

/// The smaller number leads, so that the order of joining does not matter.
fn join(leader: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(leader, a), find(leader, b));
    leader[a.max(b)] = a.min(b);
}
