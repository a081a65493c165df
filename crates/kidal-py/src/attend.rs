//! Runs a command on a thread of its own, with the interpreter released, while the calling thread attends to Python:
//! signals, progress, and a farm whose workers are reached through Python.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use kidal_commands::farm::{Farm, StudyError};
use kidal_commands::hooks::{Progress, Watcher};
use kidal_commands::stop::StopFlag;
use kidal_commands::trouble::Trouble;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList};

use crate::trouble::{interrupted, raised};

/// Time between two looks at signals and progress; chosen by us because a person then sees no delay.
const LOOK: Duration = Duration::from_millis(50);

/// What the work says to the thread that attends to it.
enum Message<T> {
    /// How large should tasks be, and how many at once?
    Size(Sender<(u32, usize)>),
    /// These tasks are to be done.
    Tasks(Vec<Vec<u8>>, Sender<Event>, Receiver<bool>),
    /// It is over.
    Done(Result<Result<T, Trouble>, Box<dyn Any + Send>>),
}

/// What comes back while tasks are done.
enum Event {
    Answer(usize, Vec<u8>),
    /// No more answers will come; whether that is because all is well.
    Over(bool),
}

/// The latest progress, shown when the attending thread looks.
#[derive(Clone, Default)]
struct Latest(Arc<Mutex<Option<Progress>>>);

impl Watcher for Latest {
    fn progress(&mut self, progress: &Progress) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(progress.clone());
    }
}

impl Latest {
    fn show(&self, py: Python<'_>, callback: Option<&Py<PyAny>>) -> PyResult<()> {
        let Some(callback) = callback else {
            return Ok(());
        };
        let latest = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(one) = latest {
            callback.call1(py, (one.stage, one.done, one.of, one.note))?;
        }
        Ok(())
    }
}

/// A farm that is reached through the attending thread.
struct Away<T>(Sender<Message<T>>);

impl<T> Away<T> {
    fn size(&self) -> (u32, usize) {
        let (reply, answer) = channel();
        // Whoever does not answer any more has raised the flag already.
        let _ = self.0.send(Message::Size(reply));
        answer.recv().unwrap_or((1, 1))
    }
}

impl<T> Farm for Away<T> {
    fn histories(&mut self) -> u32 {
        self.size().0
    }

    fn places(&mut self) -> usize {
        self.size().1
    }

    fn run(
        &mut self,
        tasks: Vec<Vec<u8>>,
        tell: &mut dyn FnMut(usize, &[u8]) -> Result<bool, StudyError>,
    ) -> Result<(), StudyError> {
        let (events, coming) = channel();
        let (verdicts, wanted) = channel();
        if self.0.send(Message::Tasks(tasks, events, wanted)).is_err() {
            return Err(StudyError::Interrupted);
        }
        let mut problem = None;
        loop {
            match coming.recv() {
                Ok(Event::Answer(number, answer)) => {
                    let goes_on = tell(number, &answer).unwrap_or_else(|error| {
                        problem = Some(error);
                        false
                    });
                    let _ = verdicts.send(goes_on);
                }
                Ok(Event::Over(is_well)) => {
                    return match problem {
                        Some(error) => Err(error),
                        None if is_well => Ok(()),
                        None => Err(StudyError::Interrupted),
                    };
                }
                Err(_) => return Err(StudyError::Interrupted),
            }
        }
    }
}

/// Takes the answers of a farm: called with a task's number and its answer, it says whether more are wanted.
#[pyclass(frozen, module = "kidal._kidal")]
pub struct Teller {
    events: Mutex<Sender<Event>>,
    verdicts: Mutex<Receiver<bool>>,
    latest: Latest,
    progress: Option<Py<PyAny>>,
}

#[pymethods]
impl Teller {
    fn __call__(&self, py: Python<'_>, number: usize, answer: Vec<u8>) -> PyResult<bool> {
        let wants_more = py.detach(|| {
            let send = self.events.lock().unwrap_or_else(PoisonError::into_inner);
            let _ = send.send(Event::Answer(number, answer));
            let verdict = self.verdicts.lock().unwrap_or_else(PoisonError::into_inner);
            verdict.recv().unwrap_or(false)
        });
        self.latest.show(py, self.progress.as_ref())?;
        Ok(wants_more)
    }
}

/// How a command is attended to.
pub struct Attention {
    /// Called as `progress(stage, done, of, note)`.
    pub progress: Option<Py<PyAny>>,
    /// An object with `size()` and `run(tasks, tell)`.
    pub farm: Option<Py<PyAny>>,
    /// Whether the command heeds the flag; one that does not is left to end by itself after an interrupt.
    pub heeds: bool,
}

impl Attention {
    /// For a command that stops at its next batch and keeps what it did.
    pub fn stoppable(progress: Option<Py<PyAny>>, farm: Option<Py<PyAny>>) -> Self {
        Self {
            progress,
            farm,
            heeds: true,
        }
    }

    /// For a command that cannot be stopped half-way.
    pub fn to_the_end() -> Self {
        Self {
            progress: None,
            farm: None,
            heeds: false,
        }
    }
}

/// Runs `work` on a thread of its own and returns what it gives. An interrupt raises the flag and waits for the work to
/// put its state down; a second one does not wait.
pub fn attended<T: Send + 'static>(
    py: Python<'_>,
    attention: Attention,
    work: impl FnOnce(&StopFlag, &mut dyn Watcher, Option<&mut dyn Farm>) -> Result<T, Trouble>
    + Send
    + 'static,
) -> PyResult<T> {
    let stop = StopFlag::new();
    let latest = Latest::default();
    let (sender, receiver) = channel::<Message<T>>();
    let receiver = Mutex::new(receiver);
    let has_farm = attention.farm.is_some();
    let (flag, mut watcher) = (stop.clone(), latest.clone());
    thread::Builder::new()
        .name("kidal".into())
        .spawn(move || {
            let mut away = Away(sender.clone());
            let farm = has_farm.then_some(&mut away as &mut dyn Farm);
            let result = catch_unwind(AssertUnwindSafe(|| work(&flag, &mut watcher, farm)));
            // Nobody listens any more after a second interrupt.
            let _ = sender.send(Message::Done(result));
        })
        .map_err(|error| PyRuntimeError::new_err(format!("failed to start a thread: {error}")))?;
    let mut first: Option<PyErr> = None;
    let mut keep = |found: PyResult<()>, stop: &StopFlag| {
        if let Err(error) = found {
            stop.raise();
            first.get_or_insert(error);
        }
    };
    loop {
        let message = py.detach(|| {
            receiver
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .recv_timeout(LOOK)
        });
        keep(latest.show(py, attention.progress.as_ref()), &stop);
        match message {
            Ok(Message::Done(result)) => return ended(py, result, first),
            Ok(Message::Size(reply)) => {
                let asked = size(py, attention.farm.as_ref());
                let _ = reply.send(*asked.as_ref().unwrap_or(&(1, 1)));
                keep(asked.map(|_| ()), &stop);
            }
            Ok(Message::Tasks(tasks, events, verdicts)) => {
                let done = hand_out(py, &attention, &latest, (tasks, events.clone(), verdicts));
                let _ = events.send(Event::Over(done.is_ok()));
                keep(done, &stop);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                return Err(PyRuntimeError::new_err("the work ended without an answer"));
            }
        }
        if let Err(error) = py.check_signals() {
            if !attention.heeds || stop.is_raised() {
                return Err(error);
            }
            keep(Err(error), &stop);
        }
    }
}

fn size(py: Python<'_>, farm: Option<&Py<PyAny>>) -> PyResult<(u32, usize)> {
    match farm {
        Some(farm) => farm.call_method0(py, "size")?.extract(py),
        None => Ok((1, 1)),
    }
}

fn hand_out(
    py: Python<'_>,
    attention: &Attention,
    latest: &Latest,
    (tasks, events, verdicts): (Vec<Vec<u8>>, Sender<Event>, Receiver<bool>),
) -> PyResult<()> {
    let Some(farm) = &attention.farm else {
        return Ok(());
    };
    let tasks = PyList::new(py, tasks.iter().map(|task| PyBytes::new(py, task)))?;
    let teller = Teller {
        events: Mutex::new(events),
        verdicts: Mutex::new(verdicts),
        latest: latest.clone(),
        progress: attention.progress.as_ref().map(|one| one.clone_ref(py)),
    };
    farm.call_method1(py, "run", (tasks, teller)).map(|_| ())
}

/// The answer, or what is to be raised. Where Python raised first, that is raised, with what became of the work as a note.
fn ended<T>(
    py: Python<'_>,
    result: Result<Result<T, Trouble>, Box<dyn Any + Send>>,
    first: Option<PyErr>,
) -> PyResult<T> {
    let result = result.map_err(|_| {
        PyRuntimeError::new_err(
            "this is a fault of Kidal, not of your dossier; please report it with the call, the seed, the dossier's \
             digest and the version",
        )
    })?;
    match (result, first) {
        (Ok(answer), None) => Ok(answer),
        (Ok(_), Some(error)) => Err(error),
        (Err(trouble), None) => Err(raised(py, &trouble)),
        (Err(trouble), Some(error)) => {
            if let Trouble::Interrupted { .. } = trouble {
                // Python 3.10 has no notes.
                let _ = error
                    .value(py)
                    .call_method1("add_note", (interrupted(&trouble),));
            }
            Err(error)
        }
    }
}
