//! The places of a dossier as GeoJSON.

use kidal_dossier::Dossier;
use serde_json::{Value, json};

/// A feature collection of the places that have a position, with how many claims name each.
pub(super) fn places(dossier: &Dossier) -> String {
    let features: Vec<Value> = dossier
        .places
        .iter()
        .filter_map(|place| {
            let (lat, lon) = (place.lat?.value, place.lon?.value);
            let id = place.id.value.as_str();
            let claims: Vec<&str> = dossier
                .claims
                .iter()
                .filter(|claim| names(claim, id))
                .map(|claim| claim.id.value.as_str())
                .collect();
            Some(json!({
                "type": "Feature",
                "id": id,
                "geometry": { "type": "Point", "coordinates": [lon, lat] },
                "properties": {
                    "id": id,
                    "name": place.name.value,
                    "kind": place.kind.value,
                    "radius_km": place.radius_km.as_ref().map(|radius| radius.value),
                    "source": place.source.as_ref().map(|source| source.value.as_str()),
                    "claims": claims,
                },
            }))
        })
        .collect();
    let collection = json!({ "type": "FeatureCollection", "features": features });
    let mut text = serde_json::to_string_pretty(&collection).expect("a JSON value can be written");
    text.push('\n');
    text
}

fn names(claim: &kidal_dossier::Claim, id: &str) -> bool {
    let mut found = false;
    for reading in &claim.readings {
        reading
            .statement
            .each_term(&mut |term| found |= term.name == id);
    }
    found
}
