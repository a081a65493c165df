//! The app as a browser meets it: requests over a socket, answers read as they come.

mod client;
mod queue;
mod security;
mod studies;
