//! `datapackage.json`: what lies in a folder of findings, for tools that read Data Packages (version 2).

use std::collections::BTreeMap;

use kidal_findings::Findings;
use serde::{Deserialize, Serialize};

use crate::digest::digest_of;
use crate::options;
use crate::results::{ENSEMBLE, FINDINGS, REPORT};
use crate::study_door::WeighOptions;
use crate::write::NewFile;

/// Its name in the folder.
pub const NAME: &str = "datapackage.json";

#[derive(Serialize)]
struct Descriptor<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    name: &'a str,
    title: &'a str,
    description: &'a str,
    resources: Vec<Resource<'a>>,
    /// Where the findings come from; `rerun` reads the options here.
    kidal: Origin<'a>,
}

#[derive(Serialize)]
struct Resource<'a> {
    name: String,
    path: &'a str,
    title: &'static str,
    mediatype: &'static str,
    bytes: usize,
    hash: String,
}

#[derive(Serialize)]
struct Origin<'a> {
    version: &'a str,
    commit: &'a str,
    dossier_digest: &'a str,
    histories: u64,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    options: BTreeMap<String, String>,
    /// What drew the page: only the same viewer draws the same bytes.
    viewer: Viewer,
}

/// The viewer of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Viewer {
    pub name: String,
    pub digest: String,
}

/// The viewer that this program embeds.
pub(crate) fn viewer() -> Viewer {
    Viewer {
        name: kidal_report::VIEWER.to_owned(),
        digest: format!("sha256-{}", kidal_report::viewer_digest()),
    }
}

/// The descriptor of the files of a study. Of the ensemble it lists the root, whose metadata name the rest.
pub(crate) fn descriptor(
    findings: &Findings,
    files: &[NewFile],
    options: Option<&WeighOptions>,
) -> String {
    let provenance = &findings.provenance;
    let resources = files
        .iter()
        .filter_map(|(path, bytes)| {
            let (title, mediatype) = describe(path)?;
            Some(Resource {
                name: resource_name(path),
                path,
                title,
                mediatype,
                bytes: bytes.len(),
                hash: format!("sha256:{}", digest_of(bytes)),
            })
        })
        .collect();
    let descriptor = Descriptor {
        schema: "https://datapackage.org/profiles/2.0/datapackage.json",
        name: &provenance.dossier,
        title: &findings.headline.title,
        description: &findings.headline.about,
        resources,
        kidal: Origin {
            version: &provenance.version,
            commit: &provenance.commit,
            dossier_digest: &provenance.dossier_digest,
            histories: provenance.histories,
            options: options.map(options::to_map).unwrap_or_default(),
            viewer: viewer(),
        },
    };
    let mut text =
        serde_json::to_string_pretty(&descriptor).expect("plain records always serialise");
    text.push('\n');
    text
}

fn describe(path: &str) -> Option<(&'static str, &'static str)> {
    let root = format!("{ENSEMBLE}/zarr.json");
    Some(match path {
        FINDINGS => (
            "Every number, claim and diagnostic of the study",
            "application/json",
        ),
        REPORT => ("The report, one page that needs nothing else", "text/html"),
        "dossier/evidence.toml" => ("The evidence that was weighed", "application/toml"),
        "dossier/scenario.toml" => ("The scenario that was played", "application/toml"),
        "dossier/map.geojson" => ("The map", "application/geo+json"),
        other if other == root => (
            "The weighted histories, a Zarr v3 group",
            "application/json",
        ),
        _ => return None,
    })
}

fn resource_name(path: &str) -> String {
    path.to_lowercase()
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .collect()
}
