//! Long work, during which Ctrl-C, a time-out and a progress function are heard.
//!
//! It is done on a thread of its own: only the calling thread learns of signals, and some work (the
//! answer of a server, the reading of a file) cannot be broken off halfway. A caller who waits no
//! longer leaves it behind. It ends where it next can.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread::Builder;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use ptr_core::language::arguments;
use pyo3::prelude::*;

use crate::errors::{classes, told, unexpected};
use crate::texts::text;

/// How long the calling thread sleeps before it looks for signals.
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// How long a caller waits, and whom it tells how far the work is.
pub(crate) struct Patience<'py> {
    progress: Option<Bound<'py, PyAny>>,
    told: Cell<Option<(usize, usize)>>,
    timeout: Option<Duration>,
    began: Instant,
}

/// How far the work is, between the thread that does it and the one that waits.
#[derive(Default)]
pub(crate) struct Far {
    done: AtomicUsize,
    is_left: AtomicBool,
}

impl Far {
    /// Takes note of how much is done; breaks if nobody waits any more.
    pub(crate) fn reached(&self, done: usize) -> ControlFlow<()> {
        // Threads of the work come by in any order.
        self.done.fetch_max(done, Ordering::Relaxed);
        if self.is_left.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

impl Default for Patience<'_> {
    /// For as long as it takes, telling nobody.
    fn default() -> Self {
        Self { progress: None, told: Cell::new(None), timeout: None, began: Instant::now() }
    }
}

impl<'py> Patience<'py> {
    /// The arguments `progress` and `timeout` of a function.
    pub(crate) fn new(
        progress: Option<&Bound<'py, PyAny>>,
        timeout: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Self> {
        if let Some(progress) = progress.filter(|it| !it.is_callable()) {
            return Err(unexpected!("progress", progress, "argument-progress"));
        }
        let timeout = timeout.map(read_timeout).transpose()?;
        Ok(Self { progress: progress.cloned(), timeout, ..Self::default() })
    }

    /// Tells how much is done of how much, if that is news.
    pub(crate) fn tell(&self, done: usize, all: usize) -> PyResult<()> {
        if let Some(progress) = &self.progress
            && self.told.replace(Some((done, all))) != Some((done, all))
        {
            progress.call1((done, all))?;
        }
        Ok(())
    }

    /// Raises what a signal has brought about, or that the time is up.
    pub(crate) fn listen(&self, py: Python<'_>) -> PyResult<()> {
        py.check_signals()?;
        match self.timeout {
            Some(timeout) if self.began.elapsed() >= timeout => {
                let arguments = arguments!(seconds = timeout.as_secs_f64().to_string());
                Err(told(classes::TimedOut::new_err, |language| {
                    text(language, "argument-timed-out", &arguments)
                }))
            }
            _ => Ok(()),
        }
    }

    /// Does long work that has this many parts, if they can be counted.
    ///
    /// # Errors
    /// What a signal or the progress function has raised, and that the time is up.
    pub(crate) fn wait<T: Send + 'static>(
        &self,
        py: Python<'py>,
        parts: Option<usize>,
        work: impl FnOnce(&Far) -> T + Send + 'static,
    ) -> PyResult<T> {
        let far = Arc::new(Far::default());
        let (sends, mut ours) = sync_channel(1);
        let theirs = Arc::clone(&far);
        // Nobody receives what was left behind.
        let worker = Builder::new().spawn(move || _ = sends.send(work(&theirs)))?;
        loop {
            let left = self.timeout.map(|timeout| timeout.saturating_sub(self.began.elapsed()));
            let sleep = left.map_or(BETWEEN_LOOKS, |left| left.min(BETWEEN_LOOKS));
            let answer;
            (ours, answer) = py.detach(move || {
                let answer = ours.recv_timeout(sleep);
                (ours, answer)
            });
            let tell = |done| parts.map_or(Ok(()), |all| self.tell(done, all));
            match answer {
                Ok(done) => {
                    tell(parts.unwrap_or_default())?;
                    return Ok(done);
                }
                Err(RecvTimeoutError::Timeout) => {
                    let heard =
                        self.listen(py).and_then(|()| tell(far.done.load(Ordering::Relaxed)));
                    heard.inspect_err(|_| far.is_left.store(true, Ordering::Relaxed))?;
                }
                Err(RecvTimeoutError::Disconnected) => {
                    // Only a panic ends the work without a result.
                    let panic = worker.join().err().unwrap_or_else(|| Box::new("no result"));
                    resume_unwind(panic);
                }
            }
        }
    }
}

/// A `timedelta`, or seconds.
fn read_timeout(timeout: &Bound<'_, PyAny>) -> PyResult<Duration> {
    let length = match timeout.extract::<TimeDelta>() {
        Ok(length) => length.to_std().ok(),
        Err(_) => timeout.extract().ok().and_then(|it| Duration::try_from_secs_f64(it).ok()),
    };
    length.ok_or_else(|| unexpected!("timeout", timeout, "argument-timeout"))
}
