//! How much a workbook may ask for before it is refused.
//!
//! A workbook comes from outside. Small files have been made to cost gigabytes, so every
//! quantity that a file can inflate has a bound here, with a default that leaves ordinary plans
//! (a few hundred steps) a factor of a hundred and more.

/// Bounds on what is read from one workbook; going past one is a
/// [`LoadError`](crate::LoadError), never a truncated result.
///
/// # Examples
///
/// ```
/// use ptr_excel::Limits;
///
/// let strict = Limits { cells: 100_000, ..Limits::default() };
/// assert!(strict.file_bytes > 0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file itself. Default 64 MiB.
    pub file_bytes: u64,
    /// Bytes of the file itself where it is an `.xls`, whose reader holds everything at once.
    /// Default 16 MiB.
    pub legacy_file_bytes: u64,
    /// Bytes of all parts of the file together, once unpacked. Default 512 MiB.
    pub unpacked_bytes: u64,
    /// Bytes of a part that has to be held in memory as a whole (shared texts, styles, the
    /// content of an `.ods`), once unpacked. Default 128 MiB.
    pub part_bytes: u64,
    /// Parts of the file: sheets, pictures and so on. Default 10,000.
    pub parts: usize,
    /// Rows of one sheet that hold something. Default 500,000.
    pub rows: u32,
    /// Cells that hold something, all sheets that are read together. Default 5,000,000.
    pub cells: u64,
    /// Cells of the rectangles around everything in an `.xls`, whose reader lays them out in
    /// full. Default 4,000,000.
    pub legacy_rectangle: u64,
    /// Bytes of text in all cells that are read together. Default 256 MiB.
    pub text_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: u64 = 1024 * 1024;
        Self {
            file_bytes: 64 * MIB,
            legacy_file_bytes: 16 * MIB,
            unpacked_bytes: 512 * MIB,
            part_bytes: 128 * MIB,
            parts: 10_000,
            rows: 500_000,
            cells: 5_000_000,
            legacy_rectangle: 4_000_000,
            text_bytes: 256 * MIB,
        }
    }
}
