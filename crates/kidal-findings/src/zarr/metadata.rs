//! The `zarr.json` of groups and arrays.

use serde_json::{Map, Value, json};

use super::array::Array;

/// Chosen by us because more costs time and saves little on random digits.
pub(super) const GZIP_LEVEL: u32 = 6;

/// Attribute that keeps the order of a group's arrays.
pub(super) const ORDER: &str = "kidal_order";
/// Attribute that keeps an array's name as it was.
pub(super) const TITLE: &str = "kidal_name";

pub(super) fn group(attributes: Map<String, Value>) -> Value {
    json!({ "zarr_format": 3, "node_type": "group", "attributes": attributes })
}

pub(super) fn array(array: &Array) -> Value {
    // A chunk may not be empty even where the array is.
    let chunk: Vec<usize> = array.shape.iter().map(|&length| length.max(1)).collect();
    let fill = match array.data.type_name() {
        "float64" => json!("NaN"),
        _ => json!(0),
    };
    json!({
        "zarr_format": 3,
        "node_type": "array",
        "shape": array.shape,
        "data_type": array.data.type_name(),
        "chunk_grid": { "name": "regular", "configuration": { "chunk_shape": chunk } },
        "chunk_key_encoding": { "name": "default", "configuration": { "separator": "/" } },
        "fill_value": fill,
        "codecs": [
            { "name": "bytes", "configuration": { "endian": "little" } },
            { "name": "gzip", "configuration": { "level": GZIP_LEVEL } },
        ],
        "attributes": { TITLE: array.title },
        "dimension_names": array.dimensions,
        "storage_transformers": [],
    })
}

/// The root with the metadata of all nodes below it.
pub(super) fn root(attributes: Map<String, Value>, nodes: &[(String, Value)]) -> Value {
    let mut root = group(attributes);
    let below: Map<String, Value> = nodes.iter().cloned().collect();
    root["consolidated_metadata"] =
        json!({ "kind": "inline", "must_understand": false, "metadata": below });
    root
}

pub(super) fn to_bytes(value: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("a JSON value can be written");
    bytes.push(b'\n');
    bytes
}
