//! One array: its data, shape and names.

use std::io::{Read, Write};

use flate2::{Compression, GzBuilder, read::GzDecoder};

/// The numbers of an array.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Data {
    Float64(Vec<f64>),
    Int64(Vec<i64>),
    UInt64(Vec<u64>),
    UInt32(Vec<u32>),
}

impl Data {
    pub(super) fn type_name(&self) -> &'static str {
        match self {
            Data::Float64(_) => "float64",
            Data::Int64(_) => "int64",
            Data::UInt64(_) => "uint64",
            Data::UInt32(_) => "uint32",
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Data::Float64(values) => values.len(),
            Data::Int64(values) => values.len(),
            Data::UInt64(values) => values.len(),
            Data::UInt32(values) => values.len(),
        }
    }

    /// Little-endian bytes; −0.0 as 0.0.
    fn bytes(&self) -> Vec<u8> {
        match self {
            Data::Float64(values) => values
                .iter()
                .flat_map(|&value| if value == 0.0 { 0.0f64 } else { value }.to_le_bytes())
                .collect(),
            Data::Int64(values) => values
                .iter()
                .flat_map(|value| value.to_le_bytes())
                .collect(),
            Data::UInt64(values) => values
                .iter()
                .flat_map(|value| value.to_le_bytes())
                .collect(),
            Data::UInt32(values) => values
                .iter()
                .flat_map(|value| value.to_le_bytes())
                .collect(),
        }
    }

    fn from_bytes(type_name: &str, bytes: &[u8]) -> Option<Data> {
        Some(match type_name {
            "float64" => Data::Float64(words(bytes, f64::from_le_bytes)?),
            "int64" => Data::Int64(words(bytes, i64::from_le_bytes)?),
            "uint64" => Data::UInt64(words(bytes, u64::from_le_bytes)?),
            "uint32" => Data::UInt32(words(bytes, u32::from_le_bytes)?),
            _ => return None,
        })
    }

    /// Bytes of one number of a type.
    pub(super) fn width(type_name: &str) -> Option<usize> {
        match type_name {
            "float64" | "int64" | "uint64" => Some(8),
            "uint32" => Some(4),
            _ => None,
        }
    }

    /// The chunk as stored. The gzip header names neither time nor system, so that the bytes are the same everywhere.
    pub(super) fn to_chunk(&self) -> Vec<u8> {
        let mut encoder = GzBuilder::new()
            .mtime(0)
            .operating_system(255)
            .write(Vec::new(), Compression::new(super::metadata::GZIP_LEVEL));
        let written = encoder.write_all(&self.bytes());
        written.expect("writing into memory does not fail");
        encoder.finish().expect("writing into memory does not fail")
    }

    /// The numbers of a stored chunk; `None` where it does not unpack to `count` of them.
    pub(super) fn from_chunk(type_name: &str, chunk: &[u8], count: usize) -> Option<Data> {
        let expected = count.checked_mul(Data::width(type_name)?)?;
        let mut bytes = Vec::new();
        // One byte more than expected is enough to see that it is too long, and a small file cannot fill the memory.
        let limit = u64::try_from(expected).ok()?.checked_add(1)?;
        let mut decoder = GzDecoder::new(chunk).take(limit);
        decoder.read_to_end(&mut bytes).ok()?;
        if bytes.len() != expected {
            return None;
        }
        Data::from_bytes(type_name, &bytes)
    }
}

fn words<const N: usize, T>(bytes: &[u8], read: fn([u8; N]) -> T) -> Option<Vec<T>> {
    let (words, rest) = bytes.as_chunks::<N>();
    rest.is_empty()
        .then(|| words.iter().map(|&word| read(word)).collect())
}

/// An array with the name it is stored under.
pub(super) struct Array {
    /// Group and name, as `posterior/garrison`.
    pub(super) path: String,
    /// The name before characters that a path cannot have were replaced.
    pub(super) title: String,
    pub(super) shape: Vec<usize>,
    pub(super) dimensions: Vec<String>,
    pub(super) data: Data,
}

impl Array {
    /// Path of its only chunk. An array without numbers has none.
    pub(super) fn chunk_path(&self) -> Option<String> {
        (self.data.len() > 0).then(|| format!("{}/c{}", self.path, "/0".repeat(self.shape.len())))
    }
}
