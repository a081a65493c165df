//! The map: GeoJSON in WGS 84, projected onto a local plane, rounded to the centimetre.
//!
//! Azimuthal equidistant plane round the scenario's origin: distance and azimuth of the geodesic from the origin are kept.
//! x = s · sin α, y = s · cos α; s: geodesic distance (m), α: azimuth at the origin. Source: [karney2013] through
//! `geographiclib-rs`. Limits: shapes stretch by less than 0.1 % within 400 km of the origin.

use geographiclib_rs::{DirectGeodesic, Geodesic, InverseGeodesic};
use geojson::{GeoJson, GeometryValue};
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

/// Reads the map. Faults go into the sink.
pub fn read(text: &str, plane: Plane, sink: &Sink) -> Vec<Feature> {
    let whole = Span::new(FileId::Map, 0..text.len().min(1));
    let parsed: GeoJson = match text.parse() {
        Ok(parsed) => parsed,
        Err(fault) => {
            sink.error(
                "unreadable-map",
                whole,
                format!("map.geojson is no readable GeoJSON: {fault}"),
                "here",
                Some("see RFC 7946; an editor for GeoJSON shows the place".into()),
            );
            return Vec::new();
        }
    };
    let GeoJson::FeatureCollection(collection) = parsed else {
        sink.error(
            "unreadable-map",
            whole,
            "map.geojson is not a feature collection",
            "here",
            Some(
                "wrap the features in {\"type\": \"FeatureCollection\", \"features\": […]}".into(),
            ),
        );
        return Vec::new();
    };
    let mut features = Vec::new();
    for (number, feature) in collection.features.into_iter().enumerate() {
        let word = |key: &str| {
            feature
                .property(key)
                .and_then(|value| value.as_str())
                .unwrap_or("")
                .to_string()
        };
        let id = word("id");
        if id.is_empty() {
            sink.error(
                "unreadable-map",
                whole,
                format!(
                    "feature {} of map.geojson has no `id` among its properties",
                    number + 1
                ),
                "in this file",
                Some("give it the id of a place or a route".into()),
            );
            continue;
        }
        if features.iter().any(|known: &Feature| known.id == id) {
            sink.error(
                "duplicate-id",
                whole,
                format!("two features of map.geojson are called `{id}`"),
                "in this file",
                Some("rename one".into()),
            );
            continue;
        }
        let precision = feature
            .property("precision_m")
            .and_then(serde_json::Value::as_f64);
        let schematic = feature
            .property("schematic")
            .and_then(serde_json::Value::as_bool)
            .unwrap_or(false);
        let mut note = word("source");
        if let Some(metres) = precision {
            note.push_str(&format!(" (within {metres} m)"));
        }
        if schematic {
            note.push_str(" (schematic)");
        }
        let positions: (bool, Vec<Vec<f64>>) =
            match feature.geometry.clone().map(|geometry| geometry.value) {
                Some(GeometryValue::Polygon { coordinates }) => (
                    true,
                    coordinates
                        .into_iter()
                        .next()
                        .unwrap_or_default()
                        .iter()
                        .map(|p| p.as_slice().to_vec())
                        .collect(),
                ),
                Some(GeometryValue::LineString { coordinates }) => (
                    false,
                    coordinates.iter().map(|p| p.as_slice().to_vec()).collect(),
                ),
                Some(GeometryValue::Point { coordinates }) => {
                    (false, vec![coordinates.as_slice().to_vec()])
                }
                _ => {
                    sink.error(
                        "unreadable-map",
                        whole,
                        format!(
                            "feature `{id}` of map.geojson is neither a polygon, a line nor a point"
                        ),
                        "in this file",
                        Some("draw it as one of these".into()),
                    );
                    continue;
                }
            };
        let (closed, list) = positions;
        let mut points_m = Vec::with_capacity(list.len());
        for position in &list {
            let [longitude, latitude] = [
                position.first().copied().unwrap_or(f64::NAN),
                position.get(1).copied().unwrap_or(f64::NAN),
            ];
            if !(latitude.abs() <= 90.0 && longitude.abs() <= 180.0) {
                sink.error("unreadable-map", whole, format!("feature `{id}` of map.geojson has a position outside the globe: longitude {longitude}, latitude {latitude}"), "in this file", Some("GeoJSON writes longitude first, then latitude, in degrees".into()));
                continue;
            }
            points_m.push(plane.project(latitude, longitude));
        }
        if closed && points_m.len() > 1 && points_m.first() == points_m.last() {
            points_m.pop();
        }
        features.push(Feature {
            id,
            kind: word("kind"),
            note,
            closed,
            points_m,
        });
    }
    features
}
