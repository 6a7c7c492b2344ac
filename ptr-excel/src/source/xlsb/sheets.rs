//! The sheets of an `.xlsb`: the parts that hold them, and what stands behind their cells.

use std::io::{Cursor, Write};
use std::sync::Arc;

use quick_xml::escape::escape;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::records::{BUNDLED_SHEET, MERGED_CELL, Records, wide_text};
use crate::a1::CellName;
use crate::error::LoadError;
use crate::source::le::u32_at;
use crate::source::merges::{Area, check_count};
use crate::source::package::{self, Package, damaged};
use crate::source::parts::{Relationship, read_part, relationships};

/// The merged cells of a sheet.
pub(in crate::source) fn merges(bytes: &[u8], sheet: &str) -> Result<Vec<Area>, LoadError> {
    let mut areas = Vec::new();
    let mut package = package::open(bytes)?;
    let Some(part) = part(&mut package, sheet)? else { return Ok(areas) };
    let Some(part) = read_part(&mut package, &part)? else { return Ok(areas) };
    let mut records = Records::new(part);
    while let Some(kind) = records.next()? {
        if kind != MERGED_CELL {
            records.skip()?;
            continue;
        }
        let data = records.data()?;
        let place = |row, col| CellName { row: u32_at(data, row), col: u32_at(data, col) };
        areas.push(Area { first: place(0, 8), last: place(4, 12) });
        check_count(&areas)?;
    }
    Ok(areas)
}

/// The part that holds a sheet, as calamine follows the relationships of the workbook.
pub(super) fn part(package: &mut Package<'_>, sheet: &str) -> Result<Option<String>, LoadError> {
    let Some(part) = read_part(package, "xl/workbook.bin")? else { return Ok(None) };
    let mut records = Records::new(part);
    let mut id = None;
    while let Some(kind) = records.next()? {
        if kind != BUNDLED_SHEET {
            records.skip()?;
            continue;
        }
        let (relationship, rest) = wide_text(records.data()?.get(8..).unwrap_or_default());
        if wide_text(rest).0 == sheet {
            id = Some(relationship);
            break;
        }
    }
    drop(records);
    let related = relationships(package, "xl/_rels/workbook.bin.rels")?;
    let target = related.into_iter().rfind(|r| Some(&r.id) == id.as_ref());
    Ok(target.map(|relationship| format!("xl/{}", relationship.target)))
}

/// The workbook with nothing in it that calamine stumbles over: it knows sheets of cells, of charts
/// and of dialogs by their folders, and takes any other for damage, and so one that nothing says the
/// part of. All of these are none of cells: they are said to be charts, which nobody reads.
pub(in crate::source) fn readable(bytes: Arc<[u8]>) -> Result<Arc<[u8]>, LoadError> {
    const KNOWN: [&str; 3] = ["worksheets/", "chartsheets/", "dialogsheets/"];
    const RELATIONSHIPS: &str = "xl/_rels/workbook.bin.rels";
    let mut package = package::open(&bytes)?;
    let mut related = relationships(&mut package, RELATIONSHIPS)?;
    let mut is_changed = false;
    let mut sheets = Vec::new();
    if let Some(part) = read_part(&mut package, "xl/workbook.bin")? {
        let mut records = Records::new(part);
        while let Some(kind) = records.next()? {
            if kind == BUNDLED_SHEET {
                sheets.push(wide_text(records.data()?.get(8..).unwrap_or_default()).0);
            } else {
                records.skip()?;
            }
        }
    }
    for id in sheets {
        let place = related.iter().rposition(|it| it.id == id);
        let target = place.map(|place| related[place].target.clone()).unwrap_or_default();
        let plain = target.strip_prefix("/xl/").unwrap_or(&target);
        let is_known = KNOWN.iter().any(|folder| plain.starts_with(folder));
        let mended = if is_known { plain.to_owned() } else { format!("chartsheets/{id}.bin") };
        if mended == target {
            continue;
        }
        is_changed = true;
        match place {
            Some(place) => related[place].target = mended,
            None => related.push(Relationship { id, kind: String::new(), target: mended }),
        }
    }
    if !is_changed {
        return Ok(bytes);
    }
    let listed = related.iter().map(|Relationship { id, kind, target }| {
        let [id, kind, target] = [id, kind, target].map(|text| escape(text.as_str()));
        format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
    });
    let list = format!("<Relationships>{}</Relationships>", listed.collect::<String>());
    let mut mended = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    for place in 0..package.len() {
        let part = package.by_index_raw(place).map_err(damaged)?;
        if !part.name().is_ok_and(|name| name.eq_ignore_ascii_case(RELATIONSHIPS)) {
            mended.raw_copy_file(part).map_err(damaged)?;
        }
    }
    mended.start_file(RELATIONSHIPS, SimpleFileOptions::default()).map_err(damaged)?;
    mended.write_all(list.as_bytes()).map_err(LoadError::damaged)?;
    Ok(mended.finish().map_err(damaged)?.into_inner().into())
}
