//! The rules, one a file.

pub(crate) mod circular_source;
pub(crate) mod clock_zone;
pub(crate) mod commander_unsupported;
pub(crate) mod date_conflict;
pub(crate) mod denial;
pub(crate) mod dependent_sources;
pub(crate) mod disjoint_values;
pub(crate) mod distance_speed;
pub(crate) mod edition_differs;
pub(crate) mod field_stronger;
pub(crate) mod field_unknown;
pub(crate) mod held_exceeds_parts;
pub(crate) mod mass_balance;
pub(crate) mod missing_attribution;
pub(crate) mod name_variants;
pub(crate) mod part_sum;
pub(crate) mod part_whole;
pub(crate) mod precision_beyond_source;
pub(crate) mod relation_conflict;
pub(crate) mod relative_time;
pub(crate) mod release_over_capture;
pub(crate) mod side_misattribution;
pub(crate) mod two_places;
pub(crate) mod unused_name;
pub(crate) mod weekday;
pub(crate) mod wording;
