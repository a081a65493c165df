//! One frame of a history on the map: what is seen without JavaScript and on paper.

use kidal_findings::{ContingentRecord, Findings, FrameRecord, HistoryRecord, MapFeature};

use super::Svg;

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 520.0;

/// The frame in the middle of the history, or `None` where there is nothing to draw.
pub(crate) fn frame(
    id: &str,
    findings: &Findings,
    history: &HistoryRecord,
    title: &str,
) -> Option<String> {
    let frame = history.frames.get(history.frames.len() / 3)?;
    let view = View::over(frame, &findings.map);
    let signs = signs(&findings.contingents);
    let present = frame
        .elements
        .iter()
        .filter(|element| element[3] != 0)
        .count();
    let description = format!(
        "{present} bodies of men on the map; the scale line is {} long",
        length(view.scale_m)
    );
    let mut svg = Svg::new(id, "wide map", [WIDTH, HEIGHT], title, &description);
    for feature in &findings.map {
        draw_feature(&mut svg, feature, &view);
    }
    for (element, contingent) in frame.elements.iter().zip(&history.element_contingent) {
        let [x, y, men, state] = *element;
        if state == 0 || men <= 0 {
            continue;
        }
        let at = view.at([f64::from(x), f64::from(y)]);
        let sign = signs
            .get(usize::from(*contingent))
            .copied()
            .unwrap_or([7, 0]);
        mark(&mut svg, sign, state, at, 5.0);
    }
    for feature in &findings.map {
        name_feature(&mut svg, feature, &view);
    }
    let end = [24.0 + view.scale_m / view.metres_per_pixel, HEIGHT - 20.0];
    svg.line("scale", [24.0, HEIGHT - 20.0], end);
    svg.text("start tick", [24.0, HEIGHT - 28.0], &length(view.scale_m));
    Some(svg.finish())
}

/// Colour and shape of each contingent: one colour an actor, another shape for each of its contingents.
pub(crate) fn signs(contingents: &[ContingentRecord]) -> Vec<[usize; 2]> {
    let mut actors: Vec<(&str, usize)> = Vec::new();
    contingents
        .iter()
        .map(|contingent| {
            let place = actors
                .iter()
                .position(|(actor, _)| *actor == contingent.actor)
                .unwrap_or_else(|| {
                    actors.push((&contingent.actor, 0));
                    actors.len() - 1
                });
            let shape = actors[place].1;
            actors[place].1 += 1;
            [place % 8, shape % 4]
        })
        .collect()
}

/// A sign (circle, square, triangle, diamond) in its colour; hollow where men are no longer fighting.
fn mark(svg: &mut Svg, [colour, shape]: [usize; 2], state: i32, at: [f64; 2], size: f64) {
    let class = format!("mark c{colour} s{state}");
    let [x, y] = at;
    match shape {
        0 => svg.circle(&class, at, size),
        1 => svg.path(
            &class,
            &[
                [x - size, y - size],
                [x + size, y - size],
                [x + size, y + size],
                [x - size, y + size],
            ],
            true,
        ),
        2 => svg.path(
            &class,
            &[
                [x, y - size * 1.2],
                [x + size * 1.1, y + size],
                [x - size * 1.1, y + size],
            ],
            true,
        ),
        _ => svg.path(
            &class,
            &[
                [x, y - size * 1.3],
                [x + size * 1.3, y],
                [x, y + size * 1.3],
                [x - size * 1.3, y],
            ],
            true,
        ),
    }
}

/// The sign alone, for legends.
pub(crate) fn legend_mark(id: &str, name: &str, sign: [usize; 2]) -> String {
    let mut svg = Svg::new(
        id,
        "legend",
        [18.0, 18.0],
        name,
        "the sign of this body of men on the map",
    );
    mark(&mut svg, sign, 1, [9.0, 9.0], 5.5);
    svg.finish()
}

struct View {
    centre: [f64; 2],
    metres_per_pixel: f64,
    scale_m: f64,
}

impl View {
    /// Around the men, or around the map where there are none.
    fn over(frame: &FrameRecord, map: &[MapFeature]) -> View {
        let mut xs: Vec<f64> = Vec::new();
        let mut ys: Vec<f64> = Vec::new();
        for element in frame.elements.iter().filter(|element| element[3] != 0) {
            xs.push(f64::from(element[0]));
            ys.push(f64::from(element[1]));
        }
        if xs.is_empty() {
            for point in map.iter().flat_map(|feature| &feature.points_m) {
                xs.push(point[0]);
                ys.push(point[1]);
            }
        }
        xs.sort_by(f64::total_cmp);
        ys.sort_by(f64::total_cmp);
        let ends = |values: &[f64]| match values.len() {
            0 => (-1000.0, 1000.0),
            count => (values[count / 50], values[count - 1 - count / 50]),
        };
        let ((west, east), (south, north)) = (ends(&xs), ends(&ys));
        let metres_per_pixel = ((east - west) / (WIDTH - 160.0))
            .max((north - south) / (HEIGHT - 140.0))
            .max(1.0);
        let mut scale_m = 100.0;
        for candidate in [200.0, 500.0, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5] {
            if candidate / metres_per_pixel < 160.0 {
                scale_m = candidate;
            }
        }
        View {
            centre: [(west + east) / 2.0, (south + north) / 2.0],
            metres_per_pixel,
            scale_m,
        }
    }

    fn at(&self, point: [f64; 2]) -> [f64; 2] {
        [
            WIDTH / 2.0 + (point[0] - self.centre[0]) / self.metres_per_pixel,
            HEIGHT / 2.0 - (point[1] - self.centre[1]) / self.metres_per_pixel,
        ]
    }
}

fn draw_feature(svg: &mut Svg, feature: &MapFeature, view: &View) {
    let points: Vec<[f64; 2]> = feature
        .points_m
        .iter()
        .map(|&point| view.at(point))
        .collect();
    let Some(&first) = points.first() else {
        return;
    };
    let kind = match feature.kind.as_str() {
        "town" | "camp" | "route" | "border" => feature.kind.as_str(),
        _ => "other",
    };
    if points.len() == 1 {
        svg.circle("place", first, 3.0);
    } else {
        svg.path(
            &format!(
                "ground {kind}{}",
                if feature.closed { " closed" } else { "" }
            ),
            &points,
            feature.closed,
        );
    }
}

/// The name of a feature, where it falls inside the drawing.
fn name_feature(svg: &mut Svg, feature: &MapFeature, view: &View) {
    let points: Vec<[f64; 2]> = feature
        .points_m
        .iter()
        .map(|&point| view.at(point))
        .collect();
    let Some(&first) = points.first() else {
        return;
    };
    let inside = |point: &[f64; 2]| {
        (10.0..WIDTH - 90.0).contains(&point[0]) && (16.0..HEIGHT - 40.0).contains(&point[1])
    };
    let centre = if feature.closed {
        let count = points.len() as f64;
        [
            points.iter().map(|point| point[0]).sum::<f64>() / count,
            points.iter().map(|point| point[1]).sum::<f64>() / count,
        ]
    } else {
        points
            .get(points.len() / 2)
            .copied()
            .filter(inside)
            .unwrap_or(first)
    };
    if inside(&centre) {
        let class = if feature.closed {
            "middle place-name halo"
        } else {
            "start place-name halo"
        };
        let shift = if feature.closed { 0.0 } else { 7.0 };
        svg.text(class, [centre[0] + shift, centre[1] + 4.0], &feature.name);
    }
}

fn length(metres: f64) -> String {
    if metres < 1000.0 {
        format!("{metres:.0} m")
    } else {
        format!("{:.0} km", metres / 1000.0)
    }
}
