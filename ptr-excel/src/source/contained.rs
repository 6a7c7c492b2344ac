//! Calls into calamine, with its panics turned into errors.
//!
//! The checks of [`super::inspect`] refuse every file known to make calamine end the process. What
//! is left are index and arithmetic panics on records that no program writes, of which it has had
//! several; an untrusted file must not stop a server for one of them. Only calls into calamine are
//! contained, never the code of a caller: what calamine leaves behind is dropped with the error.

use std::cell::Cell as Flag;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

use crate::error::LoadError;

/// The bytes of a workbook, shared by those who read them.
pub(super) type Bytes = Cursor<Arc<[u8]>>;

/// Calls calamine; a panic is an error.
pub(super) fn contained<T>(read: impl FnOnce() -> Result<T, LoadError>) -> Result<T, LoadError> {
    contained_around(|_| read())
}

/// The same around a whole loop over cells, which is faster than around each of them. What is
/// called through [`Outside`] is a caller's code, whose panics go on to the caller.
pub(super) fn contained_around<T>(
    read: impl FnOnce(&Outside) -> Result<T, LoadError>,
) -> Result<T, LoadError> {
    let outside = Outside(Flag::new(false));
    catch_unwind(AssertUnwindSafe(|| read(&outside))).unwrap_or_else(|panic| {
        if outside.0.get() {
            resume_unwind(panic);
        }
        Err(LoadError::damaged("it holds records that no program writes"))
    })
}

/// Whether a caller's code is running.
pub(super) struct Outside(Flag<bool>);

impl Outside {
    pub(super) fn call<T>(&self, code: impl FnOnce() -> T) -> T {
        self.0.set(true);
        let result = code();
        self.0.set(false);
        result
    }
}
