//! Where a program writes: coloured and as wide as the terminal, or plain and uncut when the
//! output goes to a file or another program.

use std::error::Error;
use std::fmt::{self, Display};
use std::io::{self, ErrorKind, IsTerminal, StdoutLock, Write};
use std::process::ExitCode;

use anstream::AutoStream;

use crate::table::{Table, wrap};

/// What programs do, or what kept them from it.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// The standard output. It takes colours always and drops them where they are not wanted: when
/// piped, and under `NO_COLOR`.
pub struct Screen {
    out: AutoStream<StdoutLock<'static>>,
    width: Option<usize>,
}

impl Screen {
    fn open() -> Self {
        let out = io::stdout();
        // Only a terminal has a width; a pipe gets whole lines, for `grep` and for files.
        let size = out.is_terminal().then(|| terminal_size::terminal_size_of(&out)).flatten();
        let width = size.map(|(terminal_size::Width(columns), _)| usize::from(columns));
        Self { out: AutoStream::auto(out.lock()), width }
    }

    /// How many columns there are; `None` where lines may be as long as they like.
    pub fn width(&self) -> Option<usize> {
        self.width
    }

    /// Writes one line, all it takes being said at once.
    ///
    /// # Errors
    /// Those of the output.
    pub fn line(&mut self, line: impl Display) -> io::Result<()> {
        writeln!(self.out, "{line}")
    }

    /// Writes a text over as many lines as it takes.
    ///
    /// # Errors
    /// Those of the output.
    pub fn paragraph(&mut self, text: &str) -> io::Result<()> {
        wrap(text, self.width.unwrap_or(usize::MAX))
            .into_iter()
            .try_for_each(|line| self.line(line))
    }

    /// Writes a table as wide as there is room, and a blank line; nothing if it has no rows.
    ///
    /// # Errors
    /// Those of the output.
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

/// Runs a program: what goes wrong is told on the standard error, and the exit code is 2.
///
/// A reader who has seen enough (`| head`) is no error.
pub fn show(program: impl FnOnce(&mut Screen) -> Outcome<ExitCode>) -> ExitCode {
    let mut screen = Screen::open();
    let outcome = program(&mut screen).and_then(|code| Ok(screen.flush().map(|()| code)?));
    match outcome {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            // Where even this cannot be written, the exit code still tells.
            let _ = writeln!(anstream::stderr(), "{error}");
            ExitCode::from(2)
        }
    }
}

fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    let io = error.downcast_ref::<io::Error>();
    io.is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}
