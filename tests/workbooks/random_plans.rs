//! Random plans as they come from workbooks, a JSON document a line.
//!
//! ```text
//! cargo run -p ptr-tests --example random_plans -- 3000 7
//! ```
//!
//! So many plans of the generator that the laws of workbooks use, from a seed: for those who try the
//! same plans from elsewhere (`tests/workbooks/round_trips.py`).

use std::io::Write;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use ptr_tests::workbooks;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let numbers: Vec<u64> =
        std::env::args().skip(1).map(|text| text.parse()).collect::<Result<_, _>>()?;
    let count = numbers.first().copied().unwrap_or(20);
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&numbers.get(1).copied().unwrap_or_default().to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let plans = workbooks::plan(6);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for _ in 0..count {
        let plan = plans.new_tree(&mut runner).map_err(|it| it.to_string())?.current();
        serde_json::to_writer(&mut out, &plan)?;
        writeln!(out)?;
    }
    Ok(out.flush()?)
}
