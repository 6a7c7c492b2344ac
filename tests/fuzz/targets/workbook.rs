//! Any bytes as a workbook or a table of text: read, or refused, within bounds.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ptr_excel::{Layout, Limits, load_bytes, propose_layout_bytes};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { unpacked_bytes: 8 << 20, part_bytes: 4 << 20, ..Limits::default() };
    if let Err(error) = load_bytes(bytes, &Layout::default(), &limits) {
        assert!(!error.to_string().is_empty());
    }
    if let Ok(proposal) = propose_layout_bytes(bytes, &limits) {
        _ = load_bytes(bytes, &proposal.layout, &limits);
    }
});
