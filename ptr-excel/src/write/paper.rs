//! How sheets are printed: across, as wide as the paper, with their name and the page at the foot.

use rust_xlsxwriter::Worksheet;

use super::words::Words;

/// The paper that a sheet is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paper {
    A3,
    A4,
}

impl Paper {
    /// The number by which spreadsheets know it.
    const fn number(self) -> u8 {
        match self {
            Self::A3 => 8,
            Self::A4 => 9,
        }
    }

    /// Sets a sheet up for it.
    pub(super) fn set_up(self, sheet: &mut Worksheet, words: Words<'_>) {
        sheet.set_landscape();
        sheet.set_paper_size(self.number());
        sheet.set_print_fit_to_pages(1, 0);
        sheet.set_footer(format!("&L&A&R{} &P / &N", words.word("workbook-page")));
    }
}
