//! The mark that distinguishes computed columns from those of the plan.
//!
//! A status workbook shows the plan and, beside it, what was computed of it: states, dates,
//! delays. Somebody edits the plan in that very workbook and reads it back, and the computed
//! columns must not come back as columns of the plan. Their headings begin with a mark that
//! is not typed by accident: the writer adds it, the reader leaves such columns out.

/// What the heading of a computed column begins with: `▸ État`.
pub const COMPUTED_MARK: &str = "▸ ";

/// Whether a heading is that of a computed column.
///
/// A space lost in editing does not make a computed column one of the plan.
///
/// ```
/// use ptr_excel::layout::computed::is_computed;
///
/// assert!(is_computed("▸ État"));
/// assert!(!is_computed("État"));
/// ```
pub fn is_computed(heading: &str) -> bool {
    heading.trim_start().starts_with(COMPUTED_MARK.trim_end())
}
