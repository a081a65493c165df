//! Laws of attrition against a table of battles: what each law says of a battle, how likely it makes the losses, and the
//! published way of choosing between laws beside it.

pub mod battle;
pub mod clock;
pub mod evidence;
pub mod integral;
pub mod law;
pub mod model;
mod nested;
pub mod published;
pub mod study;
pub mod tally;

pub use battle::{Battle, read_battles};
pub use law::{Extent, Law};
