//! Words that may stand as a value without being declared.

/// Directions, ways, media and other plain words.
pub const PLAIN_WORDS: [&str; 29] = [
    "air",
    "all",
    "east",
    "foot",
    "high",
    "low",
    "members",
    "none",
    "north",
    "north-east",
    "north-west",
    "phone",
    "private",
    "public",
    "radio",
    "road",
    "satphone",
    "south",
    "south-east",
    "south-west",
    "television",
    "truck",
    "vehicle",
    "video",
    "well",
    "badly",
    "west",
    "letter",
    "nobody",
];

/// Whether the word may stand as a value without being declared.
pub fn is_plain_word(word: &str) -> bool {
    PLAIN_WORDS.contains(&word)
}
