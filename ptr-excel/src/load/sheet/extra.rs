//! The columns that nobody has asked for, kept under their headings.

use std::collections::HashSet;

use ptr_core::{NamedValues, Problem, ProblemKind, Value};

use super::row::Row;
use super::{of_cell, place};
use crate::a1::column_letters;
use crate::cells::CellValue;
use crate::layout::computed::is_computed;
use crate::layout::headings::Headings;
use crate::value::exact;

/// Further columns, each with the name under which its values are kept.
#[derive(Debug, Default)]
pub(crate) struct ExtraColumns(Vec<(u32, String)>);

impl ExtraColumns {
    /// All columns but those known and those that were computed. Of two with one heading, the
    /// second has its letter added.
    pub(crate) fn of(headings: &Headings, is_known: impl Fn(u32) -> bool) -> Self {
        let mut columns: Vec<(u32, String)> = Vec::new();
        let mut taken: HashSet<&str> = HashSet::new();
        for heading in headings.iter() {
            if is_computed(&heading.text) || is_known(heading.col) {
                continue;
            }
            let name = if taken.insert(&heading.text) {
                exact(&heading.text).unwrap_or_else(|| heading.text.clone())
            } else {
                format!("{} ({})", heading.text, column_letters(heading.col))
            };
            columns.push((heading.col, name));
        }
        Self(columns)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        self.0.iter().map(|(col, name)| (*col, name.as_str()))
    }

    /// The name of each, and its column.
    pub(crate) fn named(&self) -> impl Iterator<Item = (String, u32)> {
        self.0.iter().map(|(col, name)| (name.clone(), *col))
    }

    /// Whether a row says something in one of these columns itself; the first of them.
    pub(crate) fn first_filled(&self, row: &Row) -> Option<u32> {
        let is_own = |col: &u32| row.own(*col).is_some();
        row.filled(&self.0).map(|(col, ..)| col).find(is_own)
    }

    /// What a row says in these columns. A cell without a usable value is worth a warning; the
    /// plan only keeps what stands here.
    pub(crate) fn values(
        &self,
        row: &Row,
        sheet: &str,
        problems: &mut Vec<Problem>,
    ) -> NamedValues {
        let mut values = NamedValues::new();
        for (col, name, value) in row.filled(&self.0) {
            match kept(value) {
                Ok(value) => {
                    values.insert(name.clone(), value);
                }
                Err(fault) => {
                    let fault = Box::new(fault);
                    let kind = ProblemKind::FurtherColumn { column: name.clone(), fault };
                    problems.push(Problem::of_plan(kind).at(place(sheet, row.place(col))));
                }
            }
        }
        values
    }
}

fn kept(value: CellValue<'_>) -> Result<Value, ProblemKind> {
    Ok(match value {
        CellValue::Text(text) => exact(&text).unwrap_or_else(|| Value::Text(text.into_owned())),
        CellValue::Number(number) | CellValue::Shown { number, .. } => {
            whole(number).map_or(Value::Float(number), Value::Int)
        }
        CellValue::Bool(truth) => Value::Bool(truth),
        CellValue::Date(date) => Value::Date { date },
        CellValue::Duration(_) => Value::Text(value.display().into_owned()),
        CellValue::Unusable(kind) => return Err(of_cell(&kind)),
    })
}

/// A number without decimals, as far as a spreadsheet can tell whole numbers apart.
#[expect(clippy::cast_possible_truncation, reason = "within 2^53 a whole f64 is an i64")]
fn whole(number: f64) -> Option<i64> {
    const FROM_HERE_WITH_GAPS: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() < FROM_HERE_WITH_GAPS).then_some(number as i64)
}
