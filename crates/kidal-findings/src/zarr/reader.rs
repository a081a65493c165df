//! Files back into an ensemble.

use std::collections::BTreeMap;

use serde_json::Value;

use super::array::Data;
use super::{Column, Ensemble, metadata};

/// Why an ensemble could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ZarrError {
    /// A file is not there.
    #[error("read the ensemble: `{path}` is missing")]
    Missing {
        /// Path inside the folder.
        path: String,
    },
    /// A file is not what this program writes.
    #[error("read the ensemble: `{path}` is not what this program writes ({what})")]
    Foreign {
        /// Path inside the folder.
        path: String,
        /// What is wrong.
        what: String,
    },
}

/// Reads what [`write`](super::write) wrote; `files` has paths inside the folder.
pub fn read(files: &BTreeMap<String, Vec<u8>>) -> Result<Ensemble, ZarrError> {
    let store = Store { files };
    let root = store.json("zarr.json")?;
    let mut ensemble = Ensemble {
        attributes: texts(&root["attributes"]),
        ..Ensemble::default()
    };
    let (shape, log_weight) = store.array("sample_stats/log_weight")?;
    let &[chains, draws] = shape.as_slice() else {
        return Err(foreign(
            "sample_stats/log_weight",
            "two dimensions expected",
        ));
    };
    (ensemble.chains, ensemble.draws) = (chains, draws);
    ensemble.log_weight = floats("sample_stats/log_weight", log_weight)?;
    ensemble.stream_root = match store.array("sample_stats/stream_root")?.1 {
        Data::UInt64(values) => values,
        _ => return Err(foreign("sample_stats/stream_root", "uint64 expected")),
    };
    if files.contains_key("sample_stats/refreshes/zarr.json") {
        let (shape, data) = store.array("sample_stats/refreshes")?;
        ensemble.blocks = shape.last().copied().unwrap_or(0);
        ensemble.refreshes = match data {
            Data::UInt32(values) => values,
            _ => return Err(foreign("sample_stats/refreshes", "uint32 expected")),
        };
    }
    ensemble.parameters = store.group("posterior")?;
    ensemble.prior = store.group("prior")?;
    ensemble.answers = store.group("posterior_predictive")?;
    ensemble.log_likelihood = store.group("log_likelihood")?;
    ensemble.observed = store.group("observed_data")?;
    Ok(ensemble)
}

struct Store<'a> {
    files: &'a BTreeMap<String, Vec<u8>>,
}

impl Store<'_> {
    fn bytes(&self, path: &str) -> Result<&[u8], ZarrError> {
        self.files
            .get(path)
            .map(Vec::as_slice)
            .ok_or_else(|| ZarrError::Missing { path: path.into() })
    }

    fn json(&self, path: &str) -> Result<Value, ZarrError> {
        serde_json::from_slice(self.bytes(path)?).map_err(|error| foreign(path, &error.to_string()))
    }

    /// The columns of a group in their old order; none where the group is not there.
    fn group(&self, group: &str) -> Result<Vec<Column>, ZarrError> {
        let path = format!("{group}/zarr.json");
        if !self.files.contains_key(&path) {
            return Ok(Vec::new());
        }
        let order = self.json(&path)?["attributes"][metadata::ORDER].clone();
        let order: Vec<String> =
            serde_json::from_value(order).map_err(|_| foreign(&path, "no order of columns"))?;
        let mut by_title = BTreeMap::new();
        let prefix = format!("{group}/");
        for key in self.files.keys() {
            let Some(name) = key
                .strip_prefix(&prefix)
                .and_then(|rest| rest.strip_suffix("/zarr.json"))
            else {
                continue;
            };
            let title = self.json(key)?["attributes"][metadata::TITLE].clone();
            if let Value::String(title) = title {
                by_title.insert(title, format!("{group}/{name}"));
            }
        }
        let mut columns = Vec::new();
        for title in order {
            let array = by_title
                .get(&title)
                .ok_or_else(|| foreign(&path, &format!("column `{title}` is missing")))?;
            let (_, data) = self.array(array)?;
            columns.push((title, floats(array, data)?));
        }
        Ok(columns)
    }

    fn array(&self, path: &str) -> Result<(Vec<usize>, Data), ZarrError> {
        let file = format!("{path}/zarr.json");
        let about = self.json(&file)?;
        let shape: Vec<usize> = serde_json::from_value(about["shape"].clone())
            .map_err(|_| foreign(&file, "no shape"))?;
        let chunk_shape: Vec<usize> =
            serde_json::from_value(about["chunk_grid"]["configuration"]["chunk_shape"].clone())
                .map_err(|_| foreign(&file, "no chunk shape"))?;
        if chunk_shape
            .iter()
            .zip(&shape)
            .any(|(chunk, whole)| chunk < whole)
            || about["codecs"][0]["name"] != "bytes"
            || about["codecs"][1]["name"] != "gzip"
        {
            return Err(foreign(&file, "other chunks or codecs"));
        }
        let type_name = about["data_type"].as_str().unwrap_or("");
        let count = shape
            .iter()
            .try_fold(1usize, |product, &length| product.checked_mul(length))
            .ok_or_else(|| foreign(&file, "too large"))?;
        let data = if count == 0 {
            Data::from_chunk(type_name, &Data::UInt32(Vec::new()).to_chunk(), 0)
        } else {
            let chunk = format!("{path}/c{}", "/0".repeat(shape.len()));
            Data::from_chunk(type_name, self.bytes(&chunk)?, count)
        };
        let data = data.ok_or_else(|| foreign(path, "the chunk does not unpack to its shape"))?;
        Ok((shape, data))
    }
}

fn floats(path: &str, data: Data) -> Result<Vec<f64>, ZarrError> {
    match data {
        Data::Float64(values) => Ok(values),
        _ => Err(foreign(path, "float64 expected")),
    }
}

fn texts(value: &Value) -> BTreeMap<String, String> {
    let Some(map) = value.as_object() else {
        return BTreeMap::new();
    };
    map.iter()
        .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
        .collect()
}

fn foreign(path: &str, what: &str) -> ZarrError {
    ZarrError::Foreign {
        path: path.to_owned(),
        what: what.to_owned(),
    }
}
