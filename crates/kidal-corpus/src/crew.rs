//! Threads for a study.

/// The system refused the threads.
#[derive(Debug, thiserror::Error)]
#[error("start {threads} threads: {cause}")]
pub struct NoThreads {
    /// How many.
    pub threads: usize,
    /// Why not.
    pub cause: String,
}

/// Does the work on so many threads. What comes out does not depend on their number: work is split by index and gathered
/// in the order of the indices.
///
/// # Errors
/// [`NoThreads`].
pub fn on_threads<T: Send>(
    threads: usize,
    work: impl FnOnce() -> T + Send,
) -> Result<T, NoThreads> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.max(1))
        .build()
        .map_err(|cause| NoThreads {
            threads,
            cause: cause.to_string(),
        })?;
    Ok(pool.install(work))
}
