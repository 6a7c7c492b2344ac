//! Writes the sample workbooks of `examples/data/` anew.
//!
//! ```sh
//! cargo run -p ptr-examples --example generate_workbooks
//! ```
//!
//! The same seed gives the same bytes; `-- DIRECTORY` writes them elsewhere.

use std::error::Error;
use std::path::PathBuf;

use ptr_examples::sample;

fn main() -> Result<(), Box<dyn Error>> {
    let directory = std::env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/data")), PathBuf::from);
    std::fs::create_dir_all(&directory)?;
    std::fs::write(directory.join("plan-de-transition.xlsx"), sample::plan(sample::SEED)?)?;
    std::fs::write(directory.join("plan-fautif.xlsx"), sample::faulty_plan()?)?;
    Ok(())
}
