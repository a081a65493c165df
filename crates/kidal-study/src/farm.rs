//! Workers elsewhere: other processes, other machines.
//!
//! A study cuts its work into tasks, each complete in itself (seed, addresses, digest of the dossier), and takes answers in
//! any order and more than once. So its result does not depend on who works, how many, how fast, or who dies meanwhile.

use crate::options::StudyError;

/// Takes the answer to a task by its number; says whether more answers are wanted.
pub type Tell<'a> = &'a mut dyn FnMut(usize, &[u8]) -> Result<bool, StudyError>;

/// Whatever can have tasks done: a cluster, a pool of processes.
pub trait Farm {
    /// About how many histories a task should hold.
    fn histories(&mut self) -> u32;

    /// How many tasks are worked on at once, about.
    fn places(&mut self) -> usize;

    /// Has the tasks done, each by [`crate::Hand::work`] somewhere, and tells the answers as they come. Returns when every
    /// task was answered, or `tell` wants no more.
    ///
    /// # Errors
    /// What `tell` raises, and [`StudyError::Run`] when the workers are gone for good.
    fn run(&mut self, tasks: Vec<Vec<u8>>, tell: Tell<'_>) -> Result<(), StudyError>;
}
