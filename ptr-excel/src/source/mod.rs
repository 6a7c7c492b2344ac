//! A workbook as a stream of cells, whatever format it comes in.
//!
//! All files come in here. Kept true: nothing that a file
//! declares or contains makes this crate panic, end the process or hold memory beyond its
//! [`Limits`]; what cannot be read is an error and never an empty cell; cells come with their
//! exact place, row by row, from left to right, none twice.
//!
//! Hidden rows, columns and sheets are read like others, and so is what is struck through;
//! [`Workbook::appearance`] says which they are. A merged cell has its value in its
//! first place. A formula has the value that the workbook keeps of it.

mod biff;
mod bounds;
mod cfb;
mod contained;
mod csv;
mod format;
mod inspect;
mod le;
mod looks;
mod merges;
mod number_format;
mod ods;
mod origin;
mod package;
mod parts;
mod rounding;
mod usage;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use calamine::{Reader, SheetType, SheetVisible, Xls, Xlsb};
use ptr_core::Digest;

pub(crate) use self::bounds::{Begun, Bounds};
use self::contained::{Bytes, contained};
use self::csv::Csv;
use self::format::Format;
pub use self::merges::{Area, Merges};
use self::ods::Ods;
pub(crate) use self::origin::PLAN_PROPERTY;
pub use self::usage::Appearance;
use self::usage::Usage;
use self::xlsx::Xlsx;
use crate::cells::{Cell, Epoch};
use crate::error::{Cause, LoadError};
use crate::limits::Limits;

/// An open workbook.
///
/// # Examples
///
/// ```
/// use std::ops::ControlFlow;
/// use ptr_excel::{Limits, Workbook};
///
/// # let mut book = rust_xlsxwriter::Workbook::new();
/// # book.add_worksheet().set_name("Dates")?.write(2, 1, "J0")?;
/// # let bytes = book.save_to_buffer()?;
/// let mut workbook = Workbook::from_bytes(bytes, &Limits::default())?;
/// let mut seen = Vec::new();
/// for sheet in 0..workbook.sheets().len() {
///     workbook.cells(sheet, |cell| {
///         seen.push(format!("{}: {}", cell.at, cell.value.display()));
///         ControlFlow::Continue(())
///     })?;
/// }
/// assert_eq!(seen, ["B3: J0"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Workbook {
    book: Book,
    sheets: Vec<Sheet>,
    written_from: Option<Digest>,
    usage: Usage,
}

/// A sheet of cells; charts and the like are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether people have to ask to see it.
    pub hidden: bool,
}

impl AsRef<str> for Sheet {
    fn as_ref(&self) -> &str {
        &self.name
    }
}

enum Book {
    Xlsx(Arc<Xlsx>),
    Xlsb(Box<Xlsb<Bytes>>, Arc<[u8]>),
    Xls(Box<Xls<Bytes>>, Arc<[u8]>),
    Ods(Arc<Ods>),
    Csv(Csv),
}

impl Workbook {
    /// Opens the workbook in a file. The whole file is read at once, no more of it than the
    /// limits allow.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or is no workbook that may be opened.
    pub fn open(path: impl AsRef<Path>, limits: &Limits) -> Result<Self, LoadError> {
        let path = path.as_ref();
        let mut workbook = inspect::read_file(path, limits)
            .and_then(|bytes| Self::from_bytes(bytes, limits))
            .map_err(|error| error.at(path))?;
        // As spreadsheets call the one sheet of such a file.
        if let (Book::Csv(_), [sheet], Some(name)) =
            (&workbook.book, &mut workbook.sheets[..], path.file_stem())
        {
            sheet.name = name.to_string_lossy().into_owned();
        }
        Ok(workbook)
    }

    /// Opens the workbook in these bytes; what kind it is they say themselves. A table as text
    /// (`.csv`) is a workbook of one sheet.
    ///
    /// # Errors
    ///
    /// When they are no workbook that may be opened.
    pub fn from_bytes(bytes: impl Into<Arc<[u8]>>, limits: &Limits) -> Result<Self, LoadError> {
        let bytes: Arc<[u8]> = bytes.into();
        let format = match inspect::inspect(&bytes, limits) {
            Ok(format) => format,
            Err(error) if error.is_not_a_workbook() => {
                let csv = Csv::read(&bytes, limits).ok_or(error)?;
                let sheet = Sheet { name: "CSV".to_owned(), hidden: false };
                let usage = Usage::new(*limits);
                let (book, sheets) = (Book::Csv(csv), vec![sheet]);
                return Ok(Self { book, sheets, written_from: None, usage });
            }
            Err(error) => return Err(error),
        };
        let written_from = origin::written_from(&bytes, format);
        let cursor = || Cursor::new(Arc::clone(&bytes));
        let (book, sheets) = match format {
            Format::Xlsx => {
                let book = Xlsx::open(&bytes, limits)?;
                let sheets = named(book.sheets());
                (Book::Xlsx(Arc::new(book)), sheets)
            }
            Format::Xlsb => {
                let bytes = xlsb::readable(bytes)?;
                let cursor = || Cursor::new(Arc::clone(&bytes));
                let book = contained(|| Xlsb::new(cursor()).map_err(xlsb::error))?;
                let sheets = sheets(&book);
                (Book::Xlsb(Box::new(book), bytes), sheets)
            }
            Format::Xls => {
                let book = contained(|| Xls::new(cursor()).map_err(xls::error))?;
                let sheets = sheets(&book);
                (Book::Xls(Box::new(book), bytes), sheets)
            }
            Format::Ods => {
                let book = Ods::open(&bytes)?;
                let sheets = named(book.sheets());
                (Book::Ods(Arc::new(book)), sheets)
            }
        };
        if sheets.is_empty() {
            return Err(Cause::NoSheet.into());
        }
        Ok(Self { book, sheets, written_from, usage: Usage::new(*limits) })
    }

    /// The sheets, in the workbook's order.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// The digest of the plan that it was written from, if it is a status workbook of this crate,
    /// edited or not. An `.xls` or a table as text never says so.
    pub const fn written_from(&self) -> Option<Digest> {
        self.written_from
    }

    /// The merged cells of a sheet; nothing is read before they are asked for. `None` where
    /// there is no such sheet.
    pub fn merges(&self, sheet: usize) -> Option<Merges> {
        let name = self.sheets.get(sheet)?.name.clone();
        Some(match &self.book {
            Book::Xlsx(book) => {
                let book = Arc::clone(book);
                Merges::new(move || book.merges(sheet))
            }
            Book::Xlsb(_, bytes) => {
                let bytes = Arc::clone(bytes);
                Merges::new(move || xlsb::merges(&bytes, &name))
            }
            Book::Xls(_, bytes) => {
                let bytes = Arc::clone(bytes);
                Merges::new(move || xls::merges(&bytes, &name))
            }
            Book::Ods(book) => {
                let book = Arc::clone(book);
                Merges::new(move || book.merges(sheet))
            }
            Book::Csv(_) => Merges::new(|| Ok(Vec::new())),
        })
    }

    /// What marks the end of the tables of a sheet; nothing is read before it is asked for. `None`
    /// where there is no such sheet.
    pub(crate) fn bounds(&self, sheet: usize) -> Option<Bounds> {
        let name = self.sheets.get(sheet)?.name.clone();
        Some(match &self.book {
            Book::Xlsx(book) => {
                let [lists, borders] = [Arc::clone(book), Arc::clone(book)];
                Bounds::new(move || lists.lists(sheet), move |each| borders.borders(sheet, each))
            }
            Book::Xlsb(_, bytes) => {
                let (of_lists, bytes) = ((Arc::clone(bytes), name.clone()), Arc::clone(bytes));
                let lists = move || xlsb::lists(&of_lists.0, &of_lists.1);
                Bounds::new(lists, move |each| xlsb::borders(&bytes, &name, each))
            }
            Book::Xls(_, bytes) => {
                let (of_lists, bytes) = ((Arc::clone(bytes), name.clone()), Arc::clone(bytes));
                let lists = move || xls::lists(&of_lists.0, &of_lists.1);
                Bounds::new(lists, move |each| xls::borders(&bytes, &name, each))
            }
            Book::Ods(book) => {
                let [lists, borders] = [Arc::clone(book), Arc::clone(book)];
                Bounds::new(move || lists.lists(sheet), move |each| borders.borders(sheet, each))
            }
            Book::Csv(_) => Bounds::new(|| Ok(Vec::new()), |_| Ok(())),
        })
    }

    /// How the sheet looks whose cells were handed out last: what is hidden, what struck through.
    pub fn appearance(&self) -> &Appearance {
        self.usage.appearance()
    }

    /// From now on cells say whether they are bold in every format; two of them take a second pass
    /// for it.
    pub(crate) const fn want_bold(&mut self) {
        self.usage.want_bold();
    }

    /// Whether it is a table as text: one sheet, which is that of the steps.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self.book, Book::Csv(_))
    }

    /// The day from which it counts its dates.
    pub(crate) fn epoch(&self) -> Epoch {
        match &self.book {
            Book::Xlsx(book) => book.epoch(),
            Book::Xlsb(book, _) => Epoch::of(book.has_1904_epoch()),
            Book::Xls(book, _) => Epoch::of(book.has_1904_epoch()),
            Book::Ods(_) | Book::Csv(_) => Epoch::Y1900,
        }
    }

    /// Hands out the cells of a sheet that hold something, in one pass: row by row, from left to
    /// right, none twice. Stops without an error when `each` breaks, or where there is no such
    /// sheet. What is read counts against the limits of the whole workbook.
    ///
    /// # Errors
    ///
    /// When the sheet is damaged or goes past a limit. Cells handed out before stay valid.
    pub fn cells(
        &mut self,
        sheet: usize,
        mut each: impl FnMut(Cell<'_>) -> ControlFlow<()>,
    ) -> Result<(), LoadError> {
        let Self { book, sheets, usage, .. } = self;
        let Some(Sheet { name, .. }) = sheets.get(sheet) else { return Ok(()) };
        let mut usage = usage.sheet(name);
        match book {
            Book::Xlsx(book) => book.cells(sheet, &mut usage, &mut each),
            Book::Xlsb(book, bytes) => xlsb::cells(book, bytes, &mut usage, &mut each),
            Book::Xls(book, bytes) => xls::cells(book, bytes, &mut usage, &mut each),
            Book::Ods(book) => book.cells(sheet, &mut usage, &mut each),
            Book::Csv(book) => book.cells(&mut usage, &mut each),
        }
    }
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workbook").field("sheets", &self.sheets).finish_non_exhaustive()
    }
}

fn named<'n>(sheets: impl Iterator<Item = (&'n str, bool)>) -> Vec<Sheet> {
    sheets.map(|(name, hidden)| Sheet { name: name.to_owned(), hidden }).collect()
}

fn sheets<R: Reader<Bytes>>(book: &R) -> Vec<Sheet> {
    let all = book.sheets_metadata().iter();
    let of_cells = all.filter(|sheet| sheet.typ == SheetType::WorkSheet);
    of_cells
        .map(|sheet| Sheet {
            name: sheet.name.clone(),
            hidden: sheet.visible != SheetVisible::Visible,
        })
        .collect()
}
