//! The native half of the Python package `kidal`: parses, calls `kidal-commands`, hands back. Holds no logic of its own.
//!
//! What it is: one function per command; long ones run on a thread of their own while the calling thread looks after
//! Python (see `attend`). Tables go out through the Arrow C stream interface without a copy.
//!
//! What it is not: the interface that people see. That is `python/kidal`, which names, documents and types everything.

mod attend;
mod evidence;
mod findings;
mod hand;
mod study;
mod table;
mod trouble;

use pyo3::prelude::*;

/// Native functions of Kidal; use the package `kidal`.
#[pymodule]
mod _kidal {
    #[pymodule_export]
    use super::attend::Teller;
    #[pymodule_export]
    use super::evidence::{
        changeable, check, digest, evidence, explain, import_, new, rules, tell,
    };
    #[pymodule_export]
    use super::findings::{Found, export, read, report, rerun};
    #[pymodule_export]
    use super::hand::{Worker, about, dossier_texts};
    #[pymodule_export]
    use super::study::{
        days, laws, outcomes, replay, replay_count, sources, sweep, verify_step, weigh, whatif,
    };
    #[pymodule_export]
    use super::table::Table;
}
