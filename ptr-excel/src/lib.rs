//! Transition plans read from and written to workbooks.
