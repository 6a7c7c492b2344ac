//! Several ways of doing the same work, in turns: A B C A B C.
//!
//! Two ways that lie within a few per cent of each other cannot be told apart one after the
//! other: a machine that slows down meanwhile decides. In turns it meets all alike, and each
//! round has a ratio of its own.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::json;

/// For how long ways take turns, if there are not too few or too many rounds by then.
const BUDGET: Duration = Duration::from_secs(10);
const FEWEST: usize = 7;
const MOST: usize = 201;
/// What is over sooner is done several times and divided.
const ENOUGH: Duration = Duration::from_millis(1);

/// Ways of doing one piece of work at one size, ours first.
pub struct Contest<'w> {
    name: &'static str,
    size: usize,
    ways: Vec<Way<'w>>,
}

/// One of them.
struct Way<'w> {
    name: &'static str,
    work: Box<dyn FnMut() + 'w>,
    /// How often it is done in a round.
    repeats: u32,
    /// How long it took once, in each round.
    laps: Vec<Duration>,
}

impl<'w> Contest<'w> {
    /// Without a way yet.
    pub fn new(name: &'static str, size: usize) -> Self {
        Self { name, size, ways: Vec::new() }
    }

    /// Adds a way; dropping what it makes is part of its work.
    #[must_use]
    pub fn way<T>(mut self, name: &'static str, mut work: impl FnMut() -> T + 'w) -> Self {
        let work = Box::new(move || drop(std::hint::black_box(work())));
        self.ways.push(Way { name, work, repeats: 1, laps: Vec::new() });
        self
    }

    /// Lets all take turns; the first round, in which everything is new, does not count.
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

    /// Writes every lap into a file of the contest in a directory, in seconds for one of what
    /// the size counts.
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

    /// Seconds for one of what the size counts.
    fn each(&self, lap: Duration) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
        let size = self.size as f64;
        lap.as_secs_f64() / size
    }
}

impl fmt::Display for Contest<'_> {
    /// One line a way: its median time, and how many times ours.
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

/// The median, and between what the middle half lies.
fn spread(values: impl Iterator<Item = f64>) -> (f64, [f64; 2]) {
    let mut values: Vec<f64> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    let at = |share: usize| values.get(values.len() * share / 4).copied().unwrap_or(f64::NAN);
    (at(2), [at(1), at(3)])
}

/// Where laps are kept, beside what criterion keeps.
pub fn directory() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    target.unwrap_or_else(own).join("turns")
}

/// Whether a size is asked for on the command line: every one, unless some are named.
pub fn is_asked(size: usize) -> bool {
    let mut named = std::env::args().skip(1).filter(|it| !it.starts_with('-')).peekable();
    named.peek().is_none() || named.any(|it| it == size.to_string())
}
