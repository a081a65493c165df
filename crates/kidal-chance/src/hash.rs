//! Hashes that never change: stored findings and stream addresses depend on them.

/// Seed of the chain; chosen by us because the fraction of π has no structure.
const START: u64 = 0x243F_6A88_85A3_08D3;
/// Odd fraction of the golden ratio, the increment of SplitMix64.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// One number from a list of numbers; other lists give, for all practical purposes, other numbers.
///
/// Fixed for ever: h₀ = mix(START + length · GOLDEN), hᵢ = mix((hᵢ₋₁ XOR wordᵢ) + GOLDEN), where mix is the finaliser of
/// SplitMix64; all sums wrap. The result is the last h.
/// Source: [steele2014]. Limits: not for secrets.
#[inline]
pub fn hash64(words: &[u64]) -> u64 {
    let mut hash = mix(START.wrapping_add((words.len() as u64).wrapping_mul(GOLDEN)));
    for &word in words {
        hash = mix((hash ^ word).wrapping_add(GOLDEN));
    }
    hash
}

/// One number from a text. Fixed for ever: the length in bytes, then the bytes in groups of eight, lowest first, the last
/// group filled with zeros, go through the chain of [`hash64`] (whose own length is the number of groups plus one).
pub fn hash_text(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let groups = bytes.len().div_ceil(8) as u64;
    let mut hash = mix(START.wrapping_add((groups + 1).wrapping_mul(GOLDEN)));
    hash = mix((hash ^ bytes.len() as u64).wrapping_add(GOLDEN));
    for group in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..group.len()].copy_from_slice(group);
        hash = mix((hash ^ u64::from_le_bytes(word)).wrapping_add(GOLDEN));
    }
    hash
}

/// The finaliser of SplitMix64: a bijection of 64-bit numbers.
#[inline]
pub(crate) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hashes_never_change() {
        assert_eq!(hash64(&[]), 0xE9E0_033E_3BAD_AF36);
        assert_eq!(hash64(&[0]), 0x93A9_BDB5_1E5D_5285);
        assert_eq!(hash64(&[1, 2, 3]), 0x8313_4018_610C_A592);
        assert_eq!(hash_text(""), 0x93A9_BDB5_1E5D_5285);
        assert_eq!(hash_text("garrison"), 0x470B_22FA_8EB7_7506);
        assert_eq!(hash_text("Kidal, 30 March 2012"), 0x930F_5F56_CEA6_279F);
    }
}
