//! The map and the places of events, in WGS 84 (RFC 7946).

use geographiclib_rs::{DirectGeodesic, Geodesic};
use kidal_findings::{Findings, MapFeature, wording};
use serde_json::{Value, json};

/// Map features and events that have a place as a GeoJSON feature collection; `None` where findings do not say where the
/// local plane lies, or nothing stands on it.
///
/// The plane is azimuthal equidistant: a point lies at its distance from the origin along the geodesic that leaves the
/// origin at its azimuth. φ, λ = direct(origin, atan2(x, y), √(x² + y²)). x, y: metres east and north.
/// Source: \[karney2013\] through `geographiclib-rs`. Limits: rounded to 10⁻⁶ degrees, some 0.1 m.
pub fn geojson(findings: &Findings) -> Option<String> {
    let origin = findings.origin?;
    let mut features: Vec<Value> = findings
        .map
        .iter()
        .filter_map(|feature| map_feature(origin, feature))
        .collect();
    for (index, history) in findings.histories.iter().enumerate() {
        for event in &history.events {
            if let Some(point) = event
                .position_m
                .and_then(|position| place(origin, position))
            {
                features.push(json!({
                    "type": "Feature",
                    "geometry": { "type": "Point", "coordinates": point },
                    "properties": {
                        "kind": "event",
                        "history": index + 1,
                        "title": history.title,
                        "time": wording::iso(event.unix_s),
                        "event": event.text,
                    },
                }));
            }
        }
    }
    if features.is_empty() {
        return None;
    }
    let collection = json!({ "type": "FeatureCollection", "features": features });
    let mut text = serde_json::to_string_pretty(&collection).expect("a JSON value can be written");
    text.push('\n');
    Some(text)
}

fn map_feature(origin: [f64; 2], feature: &MapFeature) -> Option<Value> {
    let mut points: Vec<[f64; 2]> = feature
        .points_m
        .iter()
        .filter_map(|&point| place(origin, point))
        .collect();
    let geometry = match points.len() {
        0 => return None,
        1 => json!({ "type": "Point", "coordinates": points[0] }),
        count if feature.closed && count >= 3 => {
            if points.first() != points.last() {
                points.push(points[0]);
            }
            // RFC 7946 wants outer rings to turn to the left.
            if signed_area(&points) < 0.0 {
                points.reverse();
            }
            json!({ "type": "Polygon", "coordinates": [points] })
        }
        _ => json!({ "type": "LineString", "coordinates": points }),
    };
    Some(json!({
        "type": "Feature",
        "id": feature.id,
        "geometry": geometry,
        "properties": { "kind": feature.kind, "name": feature.name, "note": feature.note },
    }))
}

/// Longitude and latitude of a point of the plane; `None` for one that is nowhere.
#[expect(
    clippy::disallowed_methods,
    reason = "the last bit of the azimuth is lost when degrees are rounded to a millionth"
)]
fn place([latitude, longitude]: [f64; 2], [x, y]: [f64; 2]) -> Option<[f64; 2]> {
    let azimuth = x.atan2(y).to_degrees();
    let distance_m = (x * x + y * y).sqrt();
    let (latitude, longitude): (f64, f64) =
        Geodesic::wgs84().direct(latitude, longitude, azimuth, distance_m);
    let is_place = latitude.is_finite() && longitude.is_finite();
    is_place.then(|| [rounded(longitude), rounded(latitude)])
}

fn rounded(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6 + 0.0
}

fn signed_area(ring: &[[f64; 2]]) -> f64 {
    ring.windows(2)
        .map(|pair| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1])
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_and_a_known_distance_come_back() {
        assert_eq!(place([18.44, 1.41], [0.0, 0.0]), Some([1.41, 18.44]));
        assert_eq!(place([18.44, 1.41], [1e300, f64::NAN]), None);
        // One degree of latitude north of the equator is 110.574 km.
        assert_eq!(place([0.0, 10.0], [0.0, 110_574.389]), Some([10.0, 1.0]));
        // One degree of longitude along the equator is 111.319 km.
        assert_eq!(place([0.0, 10.0], [-111_319.491, 0.0]), Some([9.0, 0.0]));
    }
}
