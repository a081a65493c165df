//! The local web app: the pages of findings, live, on the user's own machine.
//!
//! What this crate is: a door. It parses requests, calls `kidal-commands`, and prints JSON or pages. It keeps a queue of
//! runs in a folder of its own, so that nothing is lost with a tab, a crash or a restart.
//!
//! What it is not: a server for strangers. It listens on the loopback unless told otherwise, and asks for a token where it
//! does not; `docs/security.md` says what it guards against, and each point has a test.
//!
//! Three types to know: [`ServeRequest`], [`Server`], [`StartError`].
//!
//! ```no_run
//! use kidal_serve::{ServeRequest, start};
//! let server = start(&ServeRequest::new("studies"))?;
//! println!("{}", server.address());
//! server.stop();
//! # Ok::<(), kidal_serve::StartError>(())
//! ```

mod answer;
mod api;
mod archive;
mod compare;
mod folder;
mod guard;
mod pages;
mod runs;
mod server;
mod state;

pub use server::{Patience, ServeRequest, Server, StartError, start};
