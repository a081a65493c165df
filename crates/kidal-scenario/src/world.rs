//! `[[actor]]`, `[[hostile]]`, `[[route]]` and `[[place]]`: who may fight whom, and where.

use crate::map::{Feature, Plane};
use crate::names::{Names, duplicate};
use crate::reader::Section;
use kidal_battle::parts::{ActorId, ActorPart, Parts, PlacePart, RoutePart, Shape};
use kidal_dossier::Dossier;
use kidal_dossier::table::TableReader;

/// The plane on which the map is drawn: its origin is a place of the dossier.
pub(crate) fn plane(dossier: &Dossier, about: &TableReader<'_>) -> Option<Plane> {
    let name = about.text("origin").or_else(|| dossier.about.place.clone());
    let Some(name) = name else {
        about.missing("origin");
        return None;
    };
    let place = dossier
        .places
        .iter()
        .find(|place| place.id.value == name.value);
    match place.and_then(|place| Some((place.lat?, place.lon?))) {
        Some((lat, lon)) => Some(Plane {
            latitude: lat.value,
            longitude: lon.value,
        }),
        None => {
            about.error(
                "bad-scenario",
                name.span,
                format!("`{}` is no place with a position", name.value),
                "the origin of the plane",
                Some("give the place `lat` and `lon` in evidence.toml".into()),
            );
            None
        }
    }
}

/// Reads the actors, the routes and the places.
pub(crate) fn read(
    dossier: &Dossier,
    root: &TableReader<'_>,
    names: &mut Names,
    parts: &mut Parts,
    map: &[Feature],
) {
    actors(dossier, root, names, parts);
    routes(root, names, parts, map);
    places(root, names, parts, map);
}

fn actors(dossier: &Dossier, root: &TableReader<'_>, names: &mut Names, parts: &mut Parts) {
    let actor_tables = root.tables("actor");
    for table in &actor_tables {
        if let Some(id) = table.required_text("id") {
            if dossier.kind_of(&id.value).is_none() {
                table.error(
                    "undeclared-name",
                    id.span,
                    format!("`{}` is not declared in evidence.toml", id.value),
                    "this actor",
                    Some("declare it there, or mend the name".into()),
                );
            }
            if !names.add_actor(&id.value) {
                duplicate(table, "actors", &id);
            }
        }
    }
    for table in actor_tables {
        let section = Section::new(&table, names);
        if let Some(id) = table.text("id") {
            let own = names.actor(&id.value).unwrap_or(ActorId(0));
            let public = section.actor("public").unwrap_or(own);
            let private = section.actor("private").unwrap_or(public);
            parts.actors.push(ActorPart {
                name: id.value,
                public,
                private,
            });
        }
        table.finish();
    }
    for table in root.tables("hostile") {
        let section = Section::new(&table, names);
        if let (Some(a), Some(b)) = (section.required_actor("a"), section.required_actor("b")) {
            parts.hostile.push((a, b));
        }
        table.finish();
    }
}

fn routes(root: &TableReader<'_>, names: &mut Names, parts: &mut Parts, map: &[Feature]) {
    for feature in map {
        if feature.kind == "route" {
            names.add_route(&feature.id);
            parts.routes.push(RoutePart {
                name: feature.id.clone(),
                points: feature.points_m.clone(),
                winding: 1.0,
            });
        }
    }
    for table in root.tables("route") {
        if let Some(id) = table.required_text("id") {
            match parts.routes.iter_mut().find(|route| route.name == id.value) {
                Some(route) => route.winding = table.number("winding").map_or(1.0, |n| n.value),
                None => table.error(
                    "bad-scenario",
                    id.span,
                    format!("map.geojson has no route `{}`", id.value),
                    "this route",
                    Some("draw it there as a line of kind `route`".into()),
                ),
            }
        }
        crate::prior::ground_is_written(&table);
        table.finish();
    }
    names.routes_m = parts
        .routes
        .iter()
        .map(|route| length(&route.points) * route.winding)
        .collect();
}

/// Length of a drawn line (m).
fn length(points: &[[f64; 2]]) -> f64 {
    points
        .windows(2)
        .map(|pair| {
            let (x, y) = (pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]);
            (x * x + y * y).sqrt()
        })
        .sum()
}

fn places(root: &TableReader<'_>, names: &mut Names, parts: &mut Parts, map: &[Feature]) {
    let place_tables = root.tables("place");
    for table in &place_tables {
        if let Some(id) = table.required_text("id")
            && !names.add_place(&id.value)
        {
            duplicate(table, "places", &id);
        }
    }
    for table in place_tables {
        let section = Section::new(&table, names);
        if let Some(id) = table.text("id") {
            let shape = shape(&section, map.iter().find(|feature| feature.id == id.value));
            match shape {
                Some(shape) => parts.places.push(PlacePart {
                    name: id.value.clone(),
                    shape,
                    cover: section.value_within("cover", 1.0, 0.0, 1.0),
                    cover_within: section.value("cover_within"),
                    going: section.value_or("going", 1.0),
                    held_by: section.actor("held_by"),
                }),
                None => table.error(
                    "bad-scenario",
                    id.span,
                    format!("map.geojson draws no polygon or point for `{}`", id.value),
                    "this place",
                    Some("draw it; a point also needs `radius_m` here".into()),
                ),
            }
        }
        crate::prior::ground_is_written(&table);
        table.finish();
    }
}

/// A circle about a point or about the middle of a polygon where a radius is given; otherwise the polygon that is drawn.
fn shape(section: &Section<'_, '_>, feature: Option<&Feature>) -> Option<Shape> {
    let radius = section.metres("radius_m");
    let feature = feature?;
    match radius {
        Some(radius) => Some(Shape::Circle {
            centre: if feature.closed {
                middle(&feature.points_m)
            } else {
                *feature.points_m.first()?
            },
            radius: radius.metres(),
        }),
        None => feature
            .closed
            .then(|| Shape::Polygon(feature.points_m.clone())),
    }
}

fn middle(points: &[[f64; 2]]) -> [f64; 2] {
    let n = points.len().max(1) as f64;
    let sum = points
        .iter()
        .fold([0.0, 0.0], |sum, p| [sum[0] + p[0], sum[1] + p[1]]);
    [sum[0] / n, sum[1] / n]
}
