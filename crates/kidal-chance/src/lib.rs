//! Random streams and distributions that are identical on each machine.
//!
//! What this crate is: draws that are *addressed*, not consumed. A draw is a function of a key and an address; nobody's
//! luck depends on who drew before.
//!
//! What it is not: a source of secrets, or of entropy. Nothing here reads a clock or the system's generator.
//!
//! Three places to know: [`Draws`], [`hash64`], module [`distribution`].
//!
//! ```
//! use kidal_chance::{Draws, hash64};
//! let key = hash64(&[2012, 7]);
//! let first = Draws::at(key, 1, 2).uniform();
//! assert_eq!(first, Draws::at(key, 1, 2).uniform());
//! assert_ne!(first, Draws::at(key, 1, 3).uniform());
//! ```

pub mod counts;
pub mod distribution;
pub mod draws;
pub mod hash;
pub mod philox;
pub mod shapes;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use draws::Draws;
pub use hash::{hash_text, hash64};
pub use philox::philox4x32_10;
