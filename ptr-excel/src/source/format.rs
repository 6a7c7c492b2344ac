//! The formats of workbooks that are read.

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// `.xlsx` or `.xlsm`.
    Xlsx,
    Xlsb,
    Xls,
    Ods,
}
