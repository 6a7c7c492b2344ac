//! Interleaved measurement of several implementations of the same work: A B C A B C.
//!
//! If one is measured after the other, a machine that slows down in between changes the result by
//! some percent. Interleaved, all are affected alike, and each round gives a ratio.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::json;

/// The time of a measurement, between `FEWEST` and `MOST` rounds.
const BUDGET: Duration = Duration::from_secs(10);
const FEWEST: usize = 7;
const MOST: usize = 201;
/// Work that takes less time is repeated within a round, and its time divided.
const ENOUGH: Duration = Duration::from_millis(1);

/// The implementations of one work at one size; the first is ours.
pub struct Contest<'w> {
    name: &'static str,
    size: usize,
    ways: Vec<Way<'w>>,
}

/// One implementation.
struct Way<'w> {
    name: &'static str,
    work: Box<dyn FnMut() + 'w>,
    /// Repetitions in a round.
    repeats: u32,
    /// The time of one execution, for each round.
    laps: Vec<Duration>,
}

impl<'w> Contest<'w> {
    /// A contest without implementations.
    pub fn new(name: &'static str, size: usize) -> Self {
        Self { name, size, ways: Vec::new() }
    }

    /// Adds an implementation; the time to drop its result counts too.
    #[must_use]
    pub fn way<T>(mut self, name: &'static str, mut work: impl FnMut() -> T + 'w) -> Self {
        let work = Box::new(move || drop(std::hint::black_box(work())));
        self.ways.push(Way { name, work, repeats: 1, laps: Vec::new() });
        self
    }

    /// Measures all implementations; the first round is a warm-up and does not count.
    #[must_use]
    pub fn hold(mut self) -> Self {
        self.round();
        for way in &mut self.ways {
            let took = way.laps.pop().unwrap_or_default();
            let repeats = ENOUGH.div_duration_f64(took.max(Duration::from_nanos(1)));
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 1e6")]
            let repeats = repeats.ceil() as u32;
            way.repeats = repeats;
        }
        let begin = Instant::now();
        for round in 0..MOST {
            if round >= FEWEST && begin.elapsed() > BUDGET {
                break;
            }
            self.round();
        }
        self
    }

    fn round(&mut self) {
        for way in &mut self.ways {
            let begin = Instant::now();
            for _ in 0..way.repeats {
                (way.work)();
            }
            way.laps.push(begin.elapsed() / way.repeats);
        }
    }

    /// Writes the times of every round to a file in a directory, in seconds per unit of the size.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn save(&self, directory: &Path) -> io::Result<()> {
        let each = |lap: &Duration| self.each(*lap);
        let ways = self.ways.iter().map(|way| {
            json!({"way": way.name, "seconds": way.laps.iter().map(each).collect::<Vec<_>>()})
        });
        let ways: Vec<_> = ways.collect();
        let told = json!({"contest": self.name, "size": self.size, "ways": ways});
        fs::create_dir_all(directory)?;
        fs::write(directory.join(format!("{}-{}.json", self.name, self.size)), told.to_string())
    }

    /// Seconds per unit of the size.
    fn each(&self, lap: Duration) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
        let size = self.size as f64;
        lap.as_secs_f64() / size
    }
}

impl fmt::Display for Contest<'_> {
    /// One line per implementation: its median time and its ratio to ours.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, size, ways } = self;
        let Some(ours) = ways.first() else { return Ok(()) };
        writeln!(f, "{name}, {size}: {} rounds in turns", ours.laps.len())?;
        for way in ways {
            let each = way.laps.iter().map(|lap| self.each(*lap) * 1e9);
            let ratios = way.laps.iter().zip(&ours.laps);
            let ratios = ratios.map(|(lap, ours)| lap.as_secs_f64() / ours.as_secs_f64());
            let (time, _) = spread(each);
            let (ratio, [least, most]) = spread(ratios);
            writeln!(
                f,
                "  {:<28} {time:>9.1} ns each {ratio:>6.2} x  ({least:.2} to {most:.2})",
                way.name
            )?;
        }
        Ok(())
    }
}

/// The median and the quartiles.
fn spread(values: impl Iterator<Item = f64>) -> (f64, [f64; 2]) {
    let mut values: Vec<f64> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    let at = |share: usize| values.get(values.len() * share / 4).copied().unwrap_or(f64::NAN);
    (at(2), [at(1), at(3)])
}

/// The directory for results, next to those of criterion.
pub fn directory() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    target.unwrap_or_else(own).join("turns")
}

/// Whether a size is selected on the command line; all are if none is named.
pub fn is_asked(size: usize) -> bool {
    let mut named = std::env::args().skip(1).filter(|it| !it.starts_with('-')).peekable();
    named.peek().is_none() || named.any(|it| it == size.to_string())
}
