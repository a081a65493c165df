//! The command line of Kidal.
fn main() {}
