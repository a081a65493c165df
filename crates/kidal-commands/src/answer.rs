//! The printed answer.
