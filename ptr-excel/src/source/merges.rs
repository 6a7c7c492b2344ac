//! Which cells of a sheet are merged, asked for only where it matters.
//!
//! Formats say it behind the cells, when a reader in one pass is through with them. So the
//! sheet is opened a second time, for nothing but its end, and only when somebody meets an
//! empty cell that a merged one may cover. What is read is bounded as the cells are.

use std::cell::OnceCell;

use crate::a1::CellName;
use crate::error::{Cause, LoadError};

/// No sheet that people keep has as many merged cells.
const MOST_AREAS: usize = 1_000_000;

/// A merged cell: the rectangle from its first to its last cell, both inside a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Area {
    /// The cell that holds the value.
    pub first: CellName,
    /// The cell farthest from it.
    pub last: CellName,
}

/// The merged cells of one sheet, read when they are first asked for.
pub struct Merges {
    read: Box<dyn Fn() -> Result<Vec<Area>, LoadError>>,
    areas: OnceCell<Vec<Area>>,
}

impl Merges {
    pub(super) fn new(read: impl Fn() -> Result<Vec<Area>, LoadError> + 'static) -> Self {
        Self { read: Box::new(read), areas: OnceCell::new() }
    }

    /// Whether nobody has asked for them yet.
    pub(crate) fn is_unread(&self) -> bool {
        self.areas.get().is_none()
    }

    /// All of them, in the order of their first cells.
    ///
    /// # Errors
    ///
    /// When the sheet is damaged.
    pub fn areas(&self) -> Result<&[Area], LoadError> {
        if let Some(areas) = self.areas.get() {
            return Ok(areas);
        }
        let mut areas = (self.read)()?;
        areas.retain(|area| {
            let in_order = area.first.row <= area.last.row && area.first.col <= area.last.col;
            in_order && area.first != area.last && area.last.is_inside_a_sheet()
        });
        areas.sort_unstable();
        Ok(self.areas.get_or_init(|| areas))
    }
}

impl std::fmt::Debug for Merges {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Merges").field("areas", &self.areas).finish_non_exhaustive()
    }
}

/// Refuses more merged cells than any sheet has.
pub(super) fn check_count(areas: &[Area]) -> Result<(), LoadError> {
    if areas.len() <= MOST_AREAS {
        return Ok(());
    }
    let (found, limit) = (areas.len() as u64, MOST_AREAS as u64);
    let cure = "workbook-cure-alone";
    Err(Cause::TooLarge { what: "workbook-limit-merged", found, limit, cure }.into())
}
