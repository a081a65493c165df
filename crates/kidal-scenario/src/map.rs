//! The map: GeoJSON in WGS 84, projected onto a local plane, rounded to the centimetre.
//!
//! Azimuthal equidistant plane round the scenario's origin: distance and azimuth of the geodesic from the origin are kept.
//! x = s · sin α, y = s · cos α; s: geodesic distance (m), α: azimuth at the origin. Source: [karney2013] through
//! `geographiclib-rs`. Limits: shapes stretch by less than 0.1 % within 400 km of the origin.

mod places;

use std::ops::Range;

use geographiclib_rs::{DirectGeodesic, Geodesic, InverseGeodesic};
use geojson::{FeatureCollection, GeoJson, GeometryValue};
use kidal_diag::{Diagnostic, Files};
use kidal_dossier::Dossier;
use kidal_dossier::span::{FileId, Span};
use kidal_dossier::table::Sink;
use kidal_math::{cos, sin};

/// What a feature of the map may be. Only a `route` means something to the scenario; the others say how it is drawn.
pub const FEATURE_KINDS: [&str; 14] = [
    "town", "village", "camp", "building", "area", "region", "country", "wadi", "river", "massif",
    "border", "route", "road", "point",
];

/// A feature of the map on the plane.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// Its id.
    pub id: String,
    /// Its kind (town, camp, route, point, border).
    pub kind: String,
    /// Name, source and precision in words.
    pub note: String,
    /// True for polygons.
    pub closed: bool,
    /// Points (m).
    pub points_m: Vec<[f64; 2]>,
}

/// The local plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plane {
    /// Latitude of the origin (degrees).
    pub latitude: f64,
    /// Longitude of the origin (degrees).
    pub longitude: f64,
}

impl Plane {
    /// A point of the globe on the plane (m), rounded to the centimetre so that the last bits of the system's
    /// trigonometry do not matter.
    #[must_use]
    pub fn project(&self, latitude: f64, longitude: f64) -> [f64; 2] {
        let (distance, azimuth, _, _): (f64, f64, f64, f64) =
            Geodesic::wgs84().inverse(self.latitude, self.longitude, latitude, longitude);
        let angle = azimuth * core::f64::consts::PI / 180.0;
        let round = |metres: f64| (metres * 100.0).round() / 100.0 + 0.0;
        [round(distance * sin(angle)), round(distance * cos(angle))]
    }

    /// A point of the plane on the globe: latitude, longitude (degrees).
    #[must_use]
    pub fn unproject(&self, x: f64, y: f64) -> [f64; 2] {
        let distance = (x * x + y * y).sqrt();
        let azimuth = kidal_math::atan2(x, y) * 180.0 / core::f64::consts::PI;
        let (latitude, longitude): (f64, f64) =
            Geodesic::wgs84().direct(self.latitude, self.longitude, azimuth, distance);
        [latitude, longitude]
    }
}

/// The box that holds all features: least x and y, greatest x and y (m).
pub(crate) fn extent(map: &[Feature]) -> Option<[f64; 4]> {
    map.iter()
        .flat_map(|feature| &feature.points_m)
        .fold(None, |extent, &[x, y]| {
            let [west, south, east, north] = extent.unwrap_or([x, y, x, y]);
            Some([west.min(x), south.min(y), east.max(x), north.max(y)])
        })
}

/// The faults of a map that no scenario uses.
#[must_use]
pub fn faults(dossier: &Dossier, files: &Files) -> Vec<Diagnostic> {
    let sink = Sink::default();
    let middle = dossier.about.place.as_ref().and_then(|name| {
        let place = dossier.place(&name.value)?;
        Some((place.lat?.value, place.lon?.value))
    });
    let (latitude, longitude) = middle.unwrap_or((0.0, 0.0));
    if let Some(text) = files.get(FileId::Map.name()) {
        read(
            text,
            Plane {
                latitude,
                longitude,
            },
            &sink,
        );
    }
    sink.take()
}

/// Reads the map. Faults go into the sink.
pub fn read(text: &str, plane: Plane, sink: &Sink) -> Vec<Feature> {
    let Some(collection) = collection(text, sink) else {
        return Vec::new();
    };
    let places = places::features(text);
    let mut features: Vec<Feature> = Vec::new();
    for (number, feature) in collection.features.into_iter().enumerate() {
        let drawing = Drawing {
            feature: &feature,
            place: places.get(number).cloned().unwrap_or(0..1),
            text,
            sink,
        };
        let Some(read) = drawing.read(number, plane) else {
            continue;
        };
        if features.iter().any(|known| known.id == read.id) {
            drawing.fault(
                "duplicate-id",
                &format!("\"{}\"", read.id),
                format!("two features of map.geojson are called `{}`", read.id),
                "rename one",
            );
            continue;
        }
        features.push(read);
    }
    if are_exchanged(&features, plane) {
        let first = places.first().cloned().unwrap_or(0..0);
        let line = text[first.clone()].find('\n').unwrap_or(first.len());
        sink.error(
            "unreadable-map",
            Span::new(FileId::Map, first.start..first.start + line),
            "map.geojson lies in another part of the world than the origin of the scenario, and near it with longitude and latitude exchanged",
            "this feature, and all others",
            Some("GeoJSON writes longitude first, then latitude, in degrees".into()),
        );
    }
    features
}

/// A map farther from its origin than this is of another part of the world (m). Chosen by us because no battle of a day's
/// or a season's march is so wide.
const ELSEWHERE_M: f64 = 1_000_000.0;

/// Whether all of the map is far from the origin, and all of it near once longitude and latitude change places: then that
/// is what happened. A map that is far either way, or partly, is left alone.
fn are_exchanged(features: &[Feature], plane: Plane) -> bool {
    let is_far = |[x, y]: [f64; 2]| (x * x + y * y).sqrt() > ELSEWHERE_M;
    let mut points = features.iter().flat_map(|feature| &feature.points_m);
    !features.is_empty()
        && points.all(|&[x, y]| {
            let [latitude, longitude] = plane.unproject(x, y);
            is_far([x, y]) && longitude.abs() <= 90.0 && !is_far(plane.project(longitude, latitude))
        })
}

fn collection(text: &str, sink: &Sink) -> Option<FeatureCollection> {
    let refuse = |range: Range<usize>, message: String, help: &str| {
        let span = Span::new(FileId::Map, range);
        sink.error("unreadable-map", span, message, "here", Some(help.into()));
        None
    };
    if text.trim().is_empty() {
        return refuse(
            places::letter(text, 0),
            "map.geojson is empty".into(),
            "draw the places and routes of the scenario, or take the file away",
        );
    }
    // The plain reader knows the place of a fault; the reader of GeoJSON does not.
    if let Err(fault) = serde_json::from_str::<serde_json::Value>(text) {
        let byte = places::byte_at(text, fault.line(), fault.column());
        return refuse(
            places::letter(text, byte),
            format!("map.geojson is no readable JSON: {fault}"),
            "see RFC 7946; an editor for GeoJSON writes it without faults",
        );
    }
    let whole = places::letter(text, 0);
    match text.parse() {
        Ok(GeoJson::FeatureCollection(collection)) => Some(collection),
        Ok(_) => refuse(
            whole,
            "map.geojson is not a feature collection".into(),
            "wrap the features in {\"type\": \"FeatureCollection\", \"features\": […]}",
        ),
        Err(fault) => {
            let place = places::features(text)
                .into_iter()
                .find(|range| {
                    let alone: Result<GeoJson, _> = text[range.clone()].parse();
                    alone.is_err()
                })
                .unwrap_or(whole);
            refuse(
                place,
                format!("map.geojson is no readable GeoJSON: {fault}"),
                "see RFC 7946: each feature has `type`, `properties` and `geometry`",
            )
        }
    }
}

/// One feature of the file with its place.
struct Drawing<'f> {
    feature: &'f geojson::Feature,
    place: Range<usize>,
    text: &'f str,
    sink: &'f Sink,
}

impl Drawing<'_> {
    /// Reports a fault of the feature at the first place of a text in it, or at its first line.
    fn fault(&self, code: &str, at: &str, message: String, help: &str) {
        let inside = &self.text[self.place.clone()];
        let range = match inside.find(at) {
            Some(start) if !at.is_empty() => {
                self.place.start + start..self.place.start + start + at.len()
            }
            _ => {
                let line = inside.find('\n').unwrap_or(inside.len());
                self.place.start..self.place.start + line
            }
        };
        let span = Span::new(FileId::Map, range);
        self.sink
            .error(code, span, message, "this feature", Some(help.into()));
    }

    fn word(&self, key: &str) -> String {
        self.feature
            .property(key)
            .and_then(|value| value.as_str())
            .unwrap_or("")
            .to_string()
    }

    fn read(&self, number: usize, plane: Plane) -> Option<Feature> {
        let (id, kind) = (self.word("id"), self.word("kind"));
        if id.is_empty() {
            self.fault(
                "unreadable-map",
                "",
                format!(
                    "feature {} of map.geojson has no `id` among its properties",
                    number + 1
                ),
                "give it the id of a place or a route",
            );
            return None;
        }
        if !FEATURE_KINDS.contains(&kind.as_str()) {
            let known = FEATURE_KINDS.iter().copied();
            let help = kidal_dossier::nearest::did_you_mean(&kind, known)
                .unwrap_or_else(|| format!("one of {}", FEATURE_KINDS.join(", ")));
            let message = if kind.is_empty() {
                format!("feature `{id}` of map.geojson has no `kind`")
            } else {
                format!("feature `{id}` of map.geojson is of no known kind: `{kind}`")
            };
            self.fault("unknown-value", &format!("\"{kind}\""), message, &help);
        }
        self.measures(&id);
        let (closed, list) = self.positions(&id)?;
        let points_m = self.points(&id, &list, plane)?;
        let least = if closed {
            3
        } else if kind == "route" {
            2
        } else {
            1
        };
        if points_m.len() < least {
            self.fault(
                "unreadable-map",
                "\"coordinates\"",
                format!(
                    "feature `{id}` of map.geojson has {} different positions; {} needs {least}",
                    points_m.len(),
                    if closed { "a polygon" } else { "a route" }
                ),
                "draw the missing positions",
            );
            return None;
        }
        self.holes(&id, plane)?;
        Some(Feature {
            note: self.note(),
            id,
            kind,
            closed,
            points_m,
        })
    }

    /// Lengths among the properties are numbers of 0 or more.
    fn measures(&self, id: &str) {
        for key in ["precision_m", "length_km"] {
            let Some(value) = self.feature.property(key).filter(|value| !value.is_null()) else {
                continue;
            };
            if value.as_f64().is_none_or(|number| number < 0.0) {
                self.fault(
                    "unreadable-map",
                    &format!("\"{key}\""),
                    format!("feature `{id}` of map.geojson has `{key}` {value}; it is a number, 0 or more"),
                    "write the number without a unit, or take it away",
                );
            }
        }
    }

    /// The holes of a polygon are drawn by at least three positions each.
    fn holes(&self, id: &str, plane: Plane) -> Option<()> {
        let Some(GeometryValue::Polygon { coordinates }) = self
            .feature
            .geometry
            .as_ref()
            .map(|geometry| &geometry.value)
        else {
            return Some(());
        };
        for (number, ring) in coordinates.iter().enumerate().skip(1) {
            let list: Vec<Vec<f64>> = ring.iter().map(|p| p.as_slice().to_vec()).collect();
            let count = self.points(id, &list, plane)?.len();
            if count < 3 {
                self.fault(
                    "unreadable-map",
                    "\"coordinates\"",
                    format!("ring {} of feature `{id}` of map.geojson has {count} different positions; a hole of a polygon needs 3", number + 1),
                    "draw the missing positions, or take the ring away",
                );
                return None;
            }
        }
        Some(())
    }

    fn note(&self) -> String {
        let mut note = self.word("source");
        let metres = self.feature.property("precision_m");
        if let Some(metres) = metres.and_then(serde_json::Value::as_f64) {
            note.push_str(&format!(" (within {metres} m)"));
        }
        let schematic = self.feature.property("schematic");
        if schematic.and_then(serde_json::Value::as_bool) == Some(true) {
            note.push_str(" (schematic)");
        }
        note
    }

    fn positions(&self, id: &str) -> Option<(bool, Vec<Vec<f64>>)> {
        let plain =
            |list: &[geojson::Position]| list.iter().map(|p| p.as_slice().to_vec()).collect();
        match self
            .feature
            .geometry
            .as_ref()
            .map(|geometry| &geometry.value)
        {
            Some(GeometryValue::Polygon { coordinates }) => Some((
                true,
                coordinates.first().map_or(Vec::new(), |ring| plain(ring)),
            )),
            Some(GeometryValue::LineString { coordinates }) => Some((false, plain(coordinates))),
            Some(GeometryValue::Point { coordinates }) => {
                Some((false, vec![coordinates.as_slice().to_vec()]))
            }
            _ => {
                self.fault(
                    "unreadable-map",
                    "\"geometry\"",
                    format!(
                        "feature `{id}` of map.geojson is neither a polygon, a line nor a point"
                    ),
                    "draw it as one of these",
                );
                None
            }
        }
    }

    fn points(&self, id: &str, list: &[Vec<f64>], plane: Plane) -> Option<Vec<[f64; 2]>> {
        let mut points_m: Vec<[f64; 2]> = Vec::with_capacity(list.len());
        for position in list {
            let [longitude, latitude] = [
                position.first().copied().unwrap_or(f64::NAN),
                position.get(1).copied().unwrap_or(f64::NAN),
            ];
            if !(latitude.abs() <= 90.0 && longitude.abs() <= 180.0) {
                self.fault(
                    "unreadable-map",
                    "\"coordinates\"",
                    format!("feature `{id}` of map.geojson has a position outside the globe: longitude {longitude}, latitude {latitude}"),
                    "GeoJSON writes longitude first, then latitude, in degrees",
                );
                return None;
            }
            points_m.push(plane.project(latitude, longitude));
        }
        let is_ring = points_m.len() > 1 && points_m.first() == points_m.last();
        let is_polygon = matches!(
            self.feature
                .geometry
                .as_ref()
                .map(|geometry| &geometry.value),
            Some(GeometryValue::Polygon { .. })
        );
        if is_ring && is_polygon {
            points_m.pop();
        }
        Some(points_m)
    }
}
