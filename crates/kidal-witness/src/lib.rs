//! What a claim says of a run: words of the dossier → measures of the simulator → holds or density.
//!
//! What it is: the one readable place of the observation model. Each form of statement has a probability mass over what could
//! have been said, a sampler, and a test of whether it holds ([`form`]). What it is not: it runs nothing and samples no
//! posterior.
//!
//! Three types to know: [`Form`], [`Accounts`], [`WeighedClaim`].

pub mod accounts;
mod ceiling;
mod copies;
pub mod form;
mod learned;
pub mod mapping;
mod moment;
mod product;
mod words;

pub use accounts::{Accounts, Class, Selection, Utterance, WeighedClaim};
pub use ceiling::Ceiling;
pub use form::{Form, Noise};
pub use mapping::Piece;
