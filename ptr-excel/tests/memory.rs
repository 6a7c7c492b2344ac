//! How much memory reading takes: at its peak no more than twice what the plan keeps.
//!
//! Bytes asked for are counted, not those that the system hands out, so that the test says the
//! same on every machine. It stands alone in its file: whatever else ran would be counted too.

use std::sync::Arc;

use peak_alloc::PeakAlloc;
use ptr_excel::{Layout, Limits, load_bytes};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// So many steps, each after the one before, with texts that no two of them share.
fn workbook(steps: u32) -> Result<Arc<[u8]>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Etapes-actions")?;
    let date = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    let texts = ["Identifiant", "Libellé", "Phase", "Dry run", "Prérequis", "Description"];
    sheet.write_row(0, 0, texts)?.write(0, 6, "Date d'exécution")?;
    for row in 1..=steps {
        let before = if row == 1 { String::new() } else { format!("CO{:08}", row - 1) };
        let instructions = format!("{row} : {}", "arrêter puis vérifier les flux ".repeat(6));
        let label = format!("Étape {row}");
        let id = format!("CO{row:08}");
        sheet.write_row(row, 0, [&*id, &label, "CO", "FDR1", &before, &instructions])?;
        sheet.write_with_format(row, 6, 46_350.0 + f64::from(row) / 1440.0, &date)?;
    }
    Ok(book.save_to_buffer()?.into())
}

#[test]
fn reading_takes_at_most_twice_the_plan() -> Result<(), Box<dyn std::error::Error>> {
    let layout = Layout { actors: None, dates: None, environments: None, ..Layout::default() };
    // Beside a small plan, what every reading needs would be told.
    for steps in [2_000, 4_100, 8_000] {
        let bytes = workbook(steps)?;
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let loaded = load_bytes(Arc::clone(&bytes), &layout, &Limits::default())?;
        let peak = MEMORY.peak_usage() - before;
        let kept = MEMORY.current_usage() - before;
        assert_eq!(loaded.plan.len(), steps as usize);
        assert!(peak <= 2 * kept, "{steps} steps: {peak} bytes at the peak, {kept} kept");
    }
    Ok(())
}
