//! A window that moves along a part: all of a part that is held in memory, or what has just been
//! unpacked of one that is not.

use std::io::Read;

use crate::error::LoadError;

/// How much is unpacked at once; the window grows only for a tag or text that is longer.
pub(super) const WINDOW: usize = 32 * 1024;

/// Where a part comes from: a window that moves along it.
pub(super) trait Source {
    /// What is seen of the part.
    fn window(&self) -> &[u8];

    /// Moves on to what lies behind the window. What lies before `at` need not be seen any more;
    /// `at` moves with the window. `false` at the end of the part.
    fn move_on(&mut self, at: &mut usize) -> Result<bool, LoadError>;
}

/// A part that is in memory: the window is all of it.
pub(super) struct Held<'p>(pub(super) &'p [u8]);

/// A part that is unpacked as the window moves on.
pub(super) struct Streamed<R> {
    part: R,
    window: Vec<u8>,
    filled: usize,
}

impl<R> Streamed<R> {
    pub(super) fn new(part: R) -> Self {
        Self { part, window: Vec::new(), filled: 0 }
    }
}

impl Source for Held<'_> {
    #[inline]
    fn window(&self) -> &[u8] {
        self.0
    }

    fn move_on(&mut self, _: &mut usize) -> Result<bool, LoadError> {
        Ok(false)
    }
}

impl<R: Read> Source for Streamed<R> {
    #[inline]
    fn window(&self) -> &[u8] {
        &self.window[..self.filled]
    }

    #[cold]
    fn move_on(&mut self, at: &mut usize) -> Result<bool, LoadError> {
        self.window.copy_within(*at..self.filled, 0);
        self.filled -= std::mem::take(at);
        if self.filled == self.window.len() {
            self.window.resize((2 * self.window.len()).max(WINDOW), 0);
        }
        let read = self.part.read(&mut self.window[self.filled..]).map_err(LoadError::damaged)?;
        self.filled += read;
        Ok(read > 0)
    }
}
