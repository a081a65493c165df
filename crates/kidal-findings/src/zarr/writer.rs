//! An ensemble as files.

use serde_json::{Map, Value};

use super::array::{Array, Data};
use super::{Column, Ensemble, ShapeError, metadata};

/// The files of `ensemble.zarr`: path inside it and bytes, the same for the same ensemble on any machine.
pub fn write(ensemble: &Ensemble) -> Result<Vec<(String, Vec<u8>)>, ShapeError> {
    let mut groups = Groups::default();
    let grid = vec![("chain", ensemble.chains), ("draw", ensemble.draws)];
    groups.add("posterior", &grid, floats(&ensemble.parameters))?;
    groups.add("posterior_predictive", &grid, floats(&ensemble.answers))?;
    groups.add("log_likelihood", &grid, floats(&ensemble.log_likelihood))?;
    let draws_of_prior = ensemble.prior.first().map_or(0, |(_, values)| values.len());
    let prior_grid = vec![("chain", 1), ("draw", draws_of_prior)];
    groups.add("prior", &prior_grid, floats(&ensemble.prior))?;
    groups.add_observed(&ensemble.observed)?;
    let stats = vec![
        ("log_weight", Data::Float64(ensemble.log_weight.clone())),
        ("stream_root", Data::UInt64(ensemble.stream_root.clone())),
    ];
    groups.add("sample_stats", &grid, stats)?;
    if ensemble.blocks > 0 {
        groups.add_refreshes(ensemble)?;
    }
    let attributes = ensemble
        .attributes
        .iter()
        .map(|(key, value)| (key.clone(), Value::from(value.as_str())))
        .collect();
    Ok(groups.finish(attributes))
}

fn floats(columns: &[Column]) -> Vec<(&str, Data)> {
    columns
        .iter()
        .map(|(name, values)| (name.as_str(), Data::Float64(values.clone())))
        .collect()
}

#[derive(Default)]
struct Groups {
    arrays: Vec<Array>,
    /// Group and the titles of its columns in order.
    order: Vec<(String, Vec<String>)>,
}

impl Groups {
    /// A group whose arrays share one shape, with a coordinate for each dimension.
    fn add(
        &mut self,
        group: &str,
        grid: &[(&str, usize)],
        columns: Vec<(&str, Data)>,
    ) -> Result<(), ShapeError> {
        if columns.is_empty() {
            return Ok(());
        }
        let names = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
        self.order.push((group.to_owned(), names));
        for &(dimension, length) in grid {
            self.coordinate(group, dimension, length)?;
        }
        for (name, data) in columns {
            self.array(group, name, grid, data)?;
        }
        Ok(())
    }

    /// Accounts differ in how many numbers they give, so each column has a dimension of its own.
    fn add_observed(&mut self, columns: &[Column]) -> Result<(), ShapeError> {
        if columns.is_empty() {
            return Ok(());
        }
        let group = "observed_data";
        let names = columns.iter().map(|(name, _)| name.clone()).collect();
        self.order.push((group.to_owned(), names));
        for (name, values) in columns {
            let dimension = format!("{}_dim", stored(name));
            let data = Data::Float64(values.clone());
            self.array(group, name, &[(dimension.as_str(), values.len())], data)?;
        }
        Ok(())
    }

    fn add_refreshes(&mut self, ensemble: &Ensemble) -> Result<(), ShapeError> {
        let group = "sample_stats";
        let blocks = ensemble.blocks;
        self.coordinate(group, "block", blocks)?;
        let grid = [
            ("chain", ensemble.chains),
            ("draw", ensemble.draws),
            ("block", blocks),
        ];
        self.array(
            group,
            "refreshes",
            &grid,
            Data::UInt32(ensemble.refreshes.clone()),
        )
    }

    fn coordinate(
        &mut self,
        group: &str,
        dimension: &str,
        length: usize,
    ) -> Result<(), ShapeError> {
        let values = (0i64..).take(length).collect();
        self.array(
            group,
            dimension,
            &[(dimension, length)],
            Data::Int64(values),
        )
    }

    fn array(
        &mut self,
        group: &str,
        name: &str,
        grid: &[(&str, usize)],
        data: Data,
    ) -> Result<(), ShapeError> {
        let path = format!("{group}/{}", stored(name));
        if self.arrays.iter().any(|array| array.path == path) {
            return Err(ShapeError::Twice { column: path });
        }
        let expected = grid.iter().map(|&(_, length)| length).product();
        if data.len() != expected {
            return Err(ShapeError::Length {
                column: path,
                found: data.len(),
                expected,
            });
        }
        self.arrays.push(Array {
            path,
            title: name.to_owned(),
            shape: grid.iter().map(|&(_, length)| length).collect(),
            dimensions: grid.iter().map(|&(name, _)| name.to_owned()).collect(),
            data,
        });
        Ok(())
    }

    fn finish(self, attributes: Map<String, Value>) -> Vec<(String, Vec<u8>)> {
        let mut nodes: Vec<(String, Value)> = Vec::new();
        for (group, names) in &self.order {
            let mut about = Map::new();
            about.insert(metadata::ORDER.to_owned(), names.clone().into());
            nodes.push((group.clone(), metadata::group(about)));
        }
        for array in &self.arrays {
            nodes.push((array.path.clone(), metadata::array(array)));
        }
        let root = metadata::root(attributes, &nodes);
        let mut files = vec![("zarr.json".to_owned(), metadata::to_bytes(&root))];
        for (path, value) in &nodes {
            files.push((format!("{path}/zarr.json"), metadata::to_bytes(value)));
        }
        for array in &self.arrays {
            if let Some(path) = array.chunk_path() {
                files.push((path, array.data.to_chunk()));
            }
        }
        files.sort();
        files
    }
}

/// The name as a folder: letters, digits, `-`, `_` and `.` stay, anything else becomes `_`; a name that would be hidden or
/// mean another folder gets a `_` in front.
fn stored(name: &str) -> String {
    let text: String = name
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.') {
                letter
            } else {
                '_'
            }
        })
        .collect();
    if text.is_empty() || text.starts_with('.') || text.starts_with("__") || text == "zarr.json" {
        format!("_{text}")
    } else {
        text
    }
}
