//! The places of a dossier that has no scenario, on a plane of their own.

use kidal_dossier::Dossier;
use kidal_dossier::model::Place;
use kidal_scenario::CompiledScenario;
use kidal_scenario::map::{Feature, Plane};

/// The plane round the place that the dossier centres on, or the first that has a position, and each place that has one as a
/// point of it. Without any position there is nothing on it.
pub(crate) fn of_evidence(dossier: &Dossier) -> (Plane, Vec<Feature>) {
    let position = |place: &Place| Some([place.lat?.value, place.lon?.value]);
    let centre = dossier
        .about
        .place
        .as_ref()
        .and_then(|name| position(dossier.place(&name.value)?));
    let first = dossier.places.iter().find_map(position);
    let [latitude, longitude] = centre.or(first).unwrap_or_default();
    let plane = Plane {
        latitude,
        longitude,
    };
    let features = dossier
        .places
        .iter()
        .filter_map(|place| {
            let [latitude, longitude] = position(place)?;
            Some(Feature {
                id: place.id.value.clone(),
                kind: place.kind.value.to_string(),
                note: note(place),
                closed: false,
                points_m: vec![plane.project(latitude, longitude)],
            })
        })
        .collect();
    (plane, features)
}

/// Where the position comes from, and how far it is exact.
fn note(place: &Place) -> String {
    let source = place.source.as_ref().map(|source| source.value.clone());
    let within = place
        .radius_km
        .as_ref()
        .map(|radius| format!("within {} km", radius.value));
    let parts: Vec<String> = source.into_iter().chain(within).collect();
    parts.join("; ")
}

/// Where the plane lies; `None` where nothing stands on it.
pub(crate) fn origin(scenario: &CompiledScenario) -> Option<[f64; 2]> {
    let is_empty = scenario.map.is_empty() && scenario.parts.contingents.is_empty();
    (!is_empty).then_some([scenario.plane.latitude, scenario.plane.longitude])
}
