//! One number for everything that must be equal when a run goes on elsewhere.

use kidal_chance::hash64;

use crate::model::Model;
use crate::settings::Settings;

/// A hash of parameters, priors, shape, digest and settings. The limit of histories is left out: a run may go on with
/// another one.
pub(crate) fn fingerprint<M: Model>(model: &M, settings: &Settings) -> u64 {
    let settings = Settings {
        histories_limit: None,
        ..settings.clone()
    };
    let shape = (
        model.blocks() as u64,
        model.terms() as u64,
        model.payload() as u64,
    );
    let bytes = postcard::to_allocvec(&(model.parameters(), shape, settings))
        .expect("plain records can be written");
    hash_bytes(&bytes)
}

/// A hash of bytes: their count, then words of eight bytes, little end first, filled up with zeros.
pub(crate) fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut words = vec![bytes.len() as u64];
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        words.push(u64::from_le_bytes(word));
    }
    hash64(&words)
}
