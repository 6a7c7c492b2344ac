//! Empty cells that say what the one above them says, where the layout names their columns.

use std::rc::Rc;

use super::merged::Spoken;
use super::row::{Inherited, Row};
use crate::a1::CellName;
use crate::cells::CellValue;
use crate::error::LoadError;

/// A value, and the cell where it stands.
type Said = (Rc<CellValue<'static>>, CellName);

/// The last cell of each of these columns that said something.
#[derive(Debug, Default)]
pub(crate) struct AsAbove {
    last: Vec<(u32, Option<Said>)>,
    said: Spoken,
}

impl AsAbove {
    pub(crate) fn of(columns: &[u32]) -> Self {
        Self { last: columns.iter().map(|col| (*col, None)).collect(), said: Spoken::default() }
    }

    /// Adds to a row what stands above its empty cells.
    pub(crate) fn fill(&mut self, row: &mut Row) -> Result<(), LoadError> {
        for (col, last) in &mut self.last {
            if let Some(value) = row.in_column(*col) {
                *last = Some((Rc::new(value.into_owned()), row.place(*col)));
            } else if let Some((value, from)) = last {
                self.said.add(value)?;
                let (col, value, from) = (*col, Rc::clone(value), *from);
                row.inherit(Inherited { col, value, from, is_above: true });
            }
        }
        Ok(())
    }
}
