//! The written result of a study: plain records that the report, the exports and `rerun` read. Knows no simulator.
pub mod record;
pub use record::*;
