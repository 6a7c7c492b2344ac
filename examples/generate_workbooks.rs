//! Writes the sample workbooks of `examples/data/` anew, and the template that a plan of one's
//! own begins with.
//!
//! ```sh
//! cargo run -p ptr-examples --example generate_workbooks
//! ```
//!
//! The same seed gives the same bytes; `-- DIRECTORY` writes them elsewhere.

use std::error::Error;
use std::path::PathBuf;

use ptr_examples::sample;
use ptr_excel::{WriteOptions, template_workbook_to};

fn main() -> Result<(), Box<dyn Error>> {
    let directory = std::env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/data")), PathBuf::from);
    std::fs::create_dir_all(&directory)?;
    std::fs::write(directory.join("plan-de-transition.xlsx"), sample::plan(sample::SEED)?)?;
    std::fs::write(directory.join("plan-fautif.xlsx"), sample::faulty_plan()?)?;
    let tables = directory.join("tables");
    std::fs::create_dir_all(&tables)?;
    for table in sample::tables::ALL {
        std::fs::write(tables.join(format!("{}.xlsx", table.name)), table.workbook()?)?;
        std::fs::write(tables.join(format!("{}.yaml", table.name)), table.layout)?;
    }
    template_workbook_to(directory.join("modele-de-plan.xlsx"), &WriteOptions::default())?;
    Ok(())
}
