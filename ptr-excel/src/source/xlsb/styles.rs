//! The styles of an `.xlsb`.

use super::records::{
    BORDER, END_OF_STYLES_OF_CELLS, FONT, FORMAT, Records, STYLE, STYLES_OF_CELLS, wide_text,
};
use crate::error::LoadError;
use crate::source::bounds::Sides;
use crate::source::le::u16_at;
use crate::source::looks::{Font, Styles};
use crate::source::package;
use crate::source::parts::read_part;

/// The styles of the workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Styles, LoadError> {
    let mut styles = Styles::default();
    let mut package = package::open(bytes)?;
    let Some(part) = read_part(&mut package, "xl/styles.bin")? else { return Ok(styles) };
    let mut records = Records::new(part);
    let mut borders: Vec<Sides> = Vec::new();
    // Named styles have records of the same kind.
    let mut is_of_cells = false;
    while let Some(kind) = records.next()? {
        match kind {
            FONT => {
                let data = records.data()?;
                styles.add_font(Font::of(u16_at(data, 2), u16_at(data, 4)));
                continue;
            }
            FORMAT => {
                let data = records.data()?;
                let code = wide_text(data.get(2..).unwrap_or_default()).0;
                styles.add_format(u16_at(data, 0), &code);
                continue;
            }
            BORDER => {
                // Top, bottom, left, right: of each its kind and, in nine bytes more, its colour.
                let data = records.data()?;
                let has = |nth: usize| data.get(1 + 10 * nth).is_some_and(|kind| *kind != 0);
                let sides = [Sides::TOP, Sides::BOTTOM, Sides::LEFT, Sides::RIGHT];
                borders
                    .push((0..).zip(sides).filter(|(nth, _)| has(*nth)).map(|it| it.1).collect());
                continue;
            }
            STYLE if is_of_cells => {
                let data = records.data()?;
                let border = borders.get(usize::from(u16_at(data, 8))).copied();
                let (format, font) = (u16_at(data, 2), u16_at(data, 4).into());
                styles.add_style(format, font, border.unwrap_or_default());
                continue;
            }
            STYLES_OF_CELLS => is_of_cells = true,
            END_OF_STYLES_OF_CELLS => is_of_cells = false,
            _ => {}
        }
        records.skip()?;
    }
    Ok(styles)
}
