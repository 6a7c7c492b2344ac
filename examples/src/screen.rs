//! The output of a program: coloured and as wide as the terminal, or plain and not cut if it goes
//! to a file or another program.

use std::error::Error;
use std::fmt::{self, Display};
use std::io::{self, ErrorKind, IsTerminal, StdoutLock, Write};
use std::process::ExitCode;

use anstream::AutoStream;

use crate::table::{Table, wrap};

/// The result of a program, or its error.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// The standard output. Colours are removed if it is piped or `NO_COLOR` is set.
pub struct Screen {
    out: AutoStream<StdoutLock<'static>>,
    width: Option<usize>,
}

impl Screen {
    fn open() -> Self {
        let out = io::stdout();
        // Only a terminal has a width; pipes and files get complete lines.
        let size = out.is_terminal().then(|| terminal_size::terminal_size_of(&out)).flatten();
        let width = size.map(|(terminal_size::Width(columns), _)| usize::from(columns));
        Self { out: AutoStream::auto(out.lock()), width }
    }

    /// The number of columns; `None` if lines may have any length.
    pub fn width(&self) -> Option<usize> {
        self.width
    }

    /// Writes one line in a single call.
    ///
    /// # Errors
    /// Errors of the output.
    pub fn line(&mut self, line: impl Display) -> io::Result<()> {
        writeln!(self.out, "{line}")
    }

    /// Writes a text, wrapped into lines.
    ///
    /// # Errors
    /// Errors of the output.
    pub fn paragraph(&mut self, text: &str) -> io::Result<()> {
        wrap(text, self.width.unwrap_or(usize::MAX))
            .into_iter()
            .try_for_each(|line| self.line(line))
    }

    /// Writes a table in the available width, and a blank line; nothing if it has no rows.
    ///
    /// # Errors
    /// Errors of the output.
    pub fn table(&mut self, table: &Table) -> io::Result<()> {
        if table.is_empty() {
            return Ok(());
        }
        table.write(&mut self.out, self.width)?;
        self.line("")
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl fmt::Debug for Screen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Screen").field("width", &self.width).finish_non_exhaustive()
    }
}

/// Runs a program. An error is written to the standard error, and the exit code is 2.
///
/// A closed pipe (`| head`) is no error.
pub fn show(program: impl FnOnce(&mut Screen) -> Outcome<ExitCode>) -> ExitCode {
    let mut screen = Screen::open();
    let outcome = program(&mut screen).and_then(|code| Ok(screen.flush().map(|()| code)?));
    match outcome {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            // If this fails too, the exit code still reports the error.
            let _ = writeln!(anstream::stderr(), "{error}");
            ExitCode::from(2)
        }
    }
}

fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    let io = error.downcast_ref::<io::Error>();
    io.is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}
