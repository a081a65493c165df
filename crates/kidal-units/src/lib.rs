//! Quantities that cannot be confused: lengths, times, speeds, angles, head counts, probabilities.
//!
//! What this crate is: newtypes that are checked when made and read by naming a unit. Inside, lengths are metres, times
//! seconds, angles radians.
//!
//! What it is not: unit algebra. The few products that a battle needs (a speed times a time) have their own operators.
//!
//! Three types to know: [`Metres`], [`Seconds`], [`Headcount`]. Entry types such as [`Kilometres`] hold what people
//! write and become a checked quantity.
//!
//! ```
//! use kidal_units::{Hours, Kilometres, KilometresPerHour, Metres};
//! let road = Kilometres(150.0).metres()?;
//! let speed = KilometresPerHour(50.0).metres_per_second()?;
//! assert_eq!((road / speed).hours(), 3.0);
//! assert_eq!(speed * Hours(3.0).seconds()?, road);
//! assert!(Metres::new(f64::NAN).is_err());
//! # Ok::<(), kidal_units::Refusal>(())
//! ```

mod angle;
mod headcount;
mod length;
mod probability;
mod refusal;
mod speed;
mod time;

pub use angle::{Degrees, Radians};
pub use headcount::Headcount;
pub use length::{Kilometres, Metres};
pub use probability::Probability;
pub use refusal::Refusal;
pub use speed::{KilometresPerHour, MetresPerSecond};
pub use time::{Days, Hours, Minutes, Seconds};
