//! The digest that names a dossier's exact content.

use kidal_diag::Files;
use sha2::{Digest, Sha256};

/// SHA-256 over all files in the order of their names, as 64 hexadecimal digits.
///
/// Of each file the name and the text go in, each led by its length in bytes as 8 bytes, lowest first, so that no two
/// sets of files run into the same bytes.
pub fn of_files(files: &Files) -> String {
    let mut hash = Sha256::new();
    for (name, text) in files.iter() {
        for part in [name, text] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
    }
    let mut digest = String::with_capacity(64);
    for byte in hash.finalize() {
        digest.push_str(&format!("{byte:02x}"));
    }
    digest
}
