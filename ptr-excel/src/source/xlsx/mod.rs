//! The workbooks of `.xlsx` and `.xlsm`.
//!
//! What all sheets share is read when the workbook is opened; a sheet streams past, a row at a
//! time. It is read here and not through calamine, whose reader alone costs more than all that
//! becomes of the cells; that both see the same cells is tested. Files are not trusted: no number
//! in them is believed, a part costs no more than it holds, and of a sheet some megabytes
//! at most are in memory.

mod bounds;
mod contents;
mod markup;
mod merges;
mod sheet;
mod styles;
mod texts;
mod token;
mod window;

use std::io::{BufReader, Cursor, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

use zip::read::ZipFile;

use self::contents::SheetPart;
use self::markup::Markup;
use self::sheet::Shared;
use self::texts::SharedTexts;
use super::bounds::EachLined;
use super::merges::Area;
use super::package::{self, Package};
use super::parts::{PIECE, read_xml, unpack};
use super::usage::SheetUsage;
use crate::cells::{Cell, Epoch};
use crate::error::LoadError;
use crate::limits::Limits;

/// The merged cells of a sheet stand behind its rows and are mostly asked for before them. A
/// part of at most so many bytes is held rather than unpacked twice.
const HELD: u64 = 8 * 1024 * 1024;

/// An open workbook.
#[derive(Debug)]
pub(super) struct Xlsx {
    bytes: Arc<[u8]>,
    sheets: Vec<SheetPart>,
    shared: Shared,
}

impl Xlsx {
    pub(super) fn open(bytes: &Arc<[u8]>, limits: &Limits) -> Result<Self, LoadError> {
        let mut package = package::open(bytes)?;
        let contents = contents::read(&mut package)?;
        let formats = read_xml(&mut package, &contents.styles)?.map(styles::read).transpose()?;
        let texts = unpack(&mut package, &contents.texts)?;
        if let Some(part) = &texts {
            package::check_held(part.size(), limits)?;
        }
        let texts = texts.map(SharedTexts::read).transpose()?;
        let shared = Shared {
            texts: texts.unwrap_or_default(),
            formats: formats.unwrap_or_default(),
            epoch: contents.epoch,
        };
        Ok(Self { bytes: Arc::clone(bytes), sheets: contents.sheets, shared })
    }

    /// The names of its sheets, and whether they are hidden.
    pub(super) fn sheets(&self) -> impl Iterator<Item = (&str, bool)> {
        self.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden))
    }

    pub(super) const fn epoch(&self) -> Epoch {
        self.shared.epoch
    }

    pub(super) fn cells(
        &self,
        sheet: usize,
        usage: &mut SheetUsage<'_>,
        each: &mut impl FnMut(Cell<'_>) -> ControlFlow<()>,
    ) -> Result<(), LoadError> {
        let Some(sheet) = self.sheets.get(sheet) else { return Ok(()) };
        let mut package = package::open(&self.bytes)?;
        match sheet.open(&mut package)? {
            Opened::Held(part) => sheet::cells(Markup::held(part), &self.shared, usage, each),
            Opened::Packed(part) => sheet::cells(Markup::streamed(part), &self.shared, usage, each),
        }
    }

    /// The merged cells of a sheet, which stand behind its rows.
    pub(super) fn merges(&self, sheet: usize) -> Result<Vec<Area>, LoadError> {
        let Some(sheet) = self.sheets.get(sheet) else { return Ok(Vec::new()) };
        let mut package = package::open(&self.bytes)?;
        match sheet.open(&mut package)? {
            Opened::Held(part) => merges::read(part),
            Opened::Packed(part) => merges::read(BufReader::with_capacity(PIECE, part)),
        }
    }

    /// The lists of a sheet, each with its headings and without its sums.
    pub(super) fn lists(&self, sheet: usize) -> Result<Vec<Area>, LoadError> {
        let Some(part) = self.sheets.get(sheet).and_then(|it| it.part.as_deref()) else {
            return Ok(Vec::new());
        };
        bounds::lists(&mut package::open(&self.bytes)?, part)
    }

    /// Hands out the cells of a sheet that have lines around them.
    pub(super) fn borders(&self, sheet: usize, each: &mut EachLined<'_>) -> Result<(), LoadError> {
        let Some(sheet) = self.sheets.get(sheet) else { return Ok(()) };
        let sides = &self.shared.formats.sides;
        let mut package = package::open(&self.bytes)?;
        match sheet.open(&mut package)? {
            Opened::Held(part) => bounds::borders(Markup::held(part), sides, each),
            Opened::Packed(part) => bounds::borders(Markup::streamed(part), sides, each),
        }
    }
}

/// What a sheet holds, from its beginning.
enum Opened<'p, 'b> {
    Held(&'p [u8]),
    /// Unpacked as it is read.
    Packed(ZipFile<'p, Cursor<&'b [u8]>>),
}

impl SheetPart {
    /// What the sheet holds, as often as it is asked for.
    fn open<'p, 'b>(&'p self, package: &'p mut Package<'b>) -> Result<Opened<'p, 'b>, LoadError> {
        if let Some(held) = self.held.get() {
            return Ok(Opened::Held(held));
        }
        let Self { name, part, .. } = self;
        // Others may be read all the same.
        let Some(part) = part else {
            return Err(LoadError::damaged(format!(
                "it does not say which part is sheet `{name}`"
            )));
        };
        let lost = || LoadError::damaged(format!("the part `{part}` of sheet `{name}` is missing"));
        let mut part = unpack(package, part)?.ok_or_else(lost)?;
        if part.size() > HELD {
            return Ok(Opened::Packed(part));
        }
        // No more can be unpacked of a part than it declares.
        let mut held = Vec::with_capacity(usize::try_from(part.size()).unwrap_or_default());
        part.read_to_end(&mut held).map_err(LoadError::damaged)?;
        Ok(Opened::Held(self.held.get_or_init(|| held)))
    }
}
