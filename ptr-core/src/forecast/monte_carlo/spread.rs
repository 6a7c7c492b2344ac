//! The uncertainty of a step's duration: a three-point estimate, as shares of the planned duration.

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::state::State;
use crate::view::View;

/// A triangular distribution of a step's duration: its shortest, likeliest and longest value, as
/// shares of the planned duration.
///
/// ```
/// use ptr_core::Spread;
///
/// // At least nine tenths of the planned duration, mostly all of it, at most twice as long.
/// let spread = Spread::new(0.9, 1.0, 2.0)?;
/// assert_eq!((spread.shortest(), spread.likeliest(), spread.longest()), (0.9, 1.0, 2.0));
/// assert!(Spread::new(0.9, 0.8, 2.0).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "[f64; 3]", into = "[f64; 3]"))]
pub struct Spread {
    shortest: f64,
    likeliest: f64,
    longest: f64,
}

/// Three shares that are not a valid spread.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct InvalidSpread {
    /// (shortest, likeliest, longest), as given.
    pub found: [f64; 3],
}

impl std::error::Error for InvalidSpread {}

impl Spread {
    /// The largest share that is accepted; a thousand times the planned duration is no estimate.
    pub const LONGEST: f64 = 1_000.0;

    /// Every step takes its planned duration.
    pub const NONE: Self = Self { shortest: 1.0, likeliest: 1.0, longest: 1.0 };

    /// A spread of these shares of the planned duration; 1 is the planned duration.
    ///
    /// # Errors
    /// [`InvalidSpread`] if the shares are not in rising order, or not between 0 and
    /// [`LONGEST`](Self::LONGEST).
    ///
    /// ```
    /// use ptr_core::{InvalidSpread, Spread};
    /// assert_eq!(Spread::new(0.9, 1.0, 2.0)?.longest(), 2.0);
    /// assert_eq!(Spread::new(2.0, 1.0, 0.9), Err(InvalidSpread { found: [2.0, 1.0, 0.9] }));
    /// # Ok::<(), InvalidSpread>(())
    /// ```
    pub fn new(shortest: f64, likeliest: f64, longest: f64) -> Result<Self, InvalidSpread> {
        let do_rise = 0.0 <= shortest && shortest <= likeliest && likeliest <= longest;
        if !do_rise || longest > Self::LONGEST {
            return Err(InvalidSpread { found: [shortest, likeliest, longest] });
        }
        Ok(Self { shortest, likeliest, longest })
    }

    /// The spread that a rehearsal shows: the quantiles 0.05, 0.5 and 0.95 of the recorded duration
    /// divided by the planned one, over all steps that have a planned duration and were started and
    /// closed. The extreme twentieths are excluded, so that a step that was forgotten overnight has
    /// no influence. `None` if fewer than ten steps count. Time `O(steps log steps)`.
    ///
    /// The estimate is only as good as the rehearsal: a rehearsal in fast motion says nothing about
    /// the real durations.
    ///
    /// ```
    /// use ptr_core::{Plan, Run, Spread, Step};
    ///
    /// let plan = Plan::from_steps([Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?])?;
    /// let rehearsal = Run::new(plan.schedule("FDR1")?, []);
    /// // Nothing has been rehearsed yet, so the default is used.
    /// let seen = Spread::seen_in(&rehearsal.view("2026-03-28T22:00:00Z".parse()?));
    /// assert_eq!(seen.unwrap_or_default(), Spread::default());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn seen_in(rehearsal: &View<'_>) -> Option<Self> {
        let steps = rehearsal.schedule().steps();
        Self::of_shares(steps.filter_map(|step| share(rehearsal, step)).collect())
    }

    /// The quantiles 0.05, 0.5 and 0.95 of shares of planned durations; `None` for fewer than ten.
    pub(in super::super) fn of_shares(mut seen: Vec<f64>) -> Option<Self> {
        if seen.len() < 10 {
            return None;
        }
        seen.sort_unstable_by(f64::total_cmp);
        let rank =
            |twentieths: usize| seen[((seen.len() - 1) * twentieths + 10) / 20].min(Self::LONGEST);
        Self::new(rank(1), rank(10), rank(19)).ok()
    }

    /// The shortest share of the planned duration.
    pub fn shortest(self) -> f64 {
        self.shortest
    }

    /// The likeliest share of the planned duration.
    pub fn likeliest(self) -> f64 {
        self.likeliest
    }

    /// The longest share of the planned duration.
    pub fn longest(self) -> f64 {
        self.longest
    }

    /// The distribution in the form that draws need.
    pub(super) fn triangle(self) -> Triangle {
        #[expect(clippy::cast_possible_truncation, reason = "seven digits of an estimate do")]
        let [shortest, likeliest, longest] =
            [self.shortest, self.likeliest, self.longest].map(|share| share as f32);
        let width = longest - shortest;
        Triangle {
            shortest,
            longest,
            peak: if width > 0.0 { (likeliest - shortest) / width } else { 1.0 },
            rising: width * (likeliest - shortest),
            falling: width * (longest - likeliest),
        }
    }
}

impl From<Spread> for [f64; 3] {
    /// (shortest, likeliest, longest).
    fn from(spread: Spread) -> Self {
        [spread.shortest, spread.likeliest, spread.longest]
    }
}

impl TryFrom<[f64; 3]> for Spread {
    type Error = InvalidSpread;

    fn try_from([shortest, likeliest, longest]: [f64; 3]) -> Result<Self, InvalidSpread> {
        Self::new(shortest, likeliest, longest)
    }
}

impl Default for Spread {
    /// From 0.9 over 1 to 1.5 times the planned duration, for use without an estimate or a
    /// rehearsal.
    fn default() -> Self {
        Self { shortest: 0.9, likeliest: 1.0, longest: 1.5 }
    }
}

/// The recorded duration of a step divided by its planned one.
fn share(rehearsal: &View<'_>, step: crate::StepIx) -> Option<f64> {
    let is_closed = rehearsal.state(step) == State::Terminated;
    let (started, closed) = (rehearsal.started(step)?, rehearsal.terminated(step)?);
    if !is_closed || rehearsal.skipped(step).is_some() {
        return None;
    }
    let planned = rehearsal.schedule().step(step).duration?.as_seconds_f64();
    let took = closed.at.signed_duration_since(started.at).as_seconds_f64();
    (planned > 0.0 && took >= 0.0).then(|| took / planned)
}

/// The inverse of a triangular distribution: the quantile function.
#[derive(Debug, Clone, Copy)]
pub(super) struct Triangle {
    shortest: f32,
    longest: f32,
    /// The probability of less than the likeliest share.
    peak: f32,
    /// The square of the distance from the shortest share, per unit of probability.
    rising: f32,
    /// The square of the distance from the longest share, per unit of probability.
    falling: f32,
}

impl Triangle {
    #[expect(clippy::inline_always, reason = "compiled for several kinds of processor")]
    #[inline(always)]
    pub(super) fn share(self, probability: f32) -> f32 {
        let is_rising = probability < self.peak;
        let square =
            if is_rising { probability * self.rising } else { (1.0 - probability) * self.falling };
        let distance = square.sqrt();
        if is_rising { self.shortest + distance } else { self.longest - distance }
    }

    /// The probability of less than a share.
    pub(super) fn probability(self, share: f32) -> f32 {
        let likeliest = self.shortest + self.peak * (self.longest - self.shortest);
        let probability = if share <= self.shortest {
            0.0
        } else if share >= self.longest {
            1.0
        } else if share < likeliest {
            (share - self.shortest).powi(2) / self.rising
        } else {
            1.0 - (self.longest - share).powi(2) / self.falling
        };
        probability.clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spreads() -> impl Strategy<Value = Spread> {
        [0.0..10.0, 0.0..10.0, 0.0..10.0].prop_map(|mut shares: [f64; 3]| {
            shares.sort_by(f64::total_cmp);
            Spread::new(shares[0], shares[1], shares[2]).expect("they rise")
        })
    }

    proptest! {
        #[test]
        fn a_share_is_where_its_probability_says(spread in spreads(), probability in 0.0_f32..1.0) {
            let triangle = spread.triangle();
            let share = triangle.share(probability);
            let Triangle { shortest, longest, .. } = triangle;
            prop_assert!(shortest <= share && share <= longest * (1.0 + f32::EPSILON));
            if longest - shortest > 0.1 {
                prop_assert!((triangle.probability(share) - probability).abs() < 1e-3);
            }
        }

        #[test]
        fn half_of_the_probability_lies_under_the_middle_of_an_even_spread(half in 0.1_f64..1.0) {
            let spread = Spread::new(1.0 - half, 1.0, 1.0 + half).expect("it rises");
            prop_assert!((spread.triangle().share(0.5) - 1.0).abs() < 1e-4);
        }
    }

    #[test]
    fn without_a_spread_everything_takes_exactly_its_time() {
        for probability in [0.0, 0.3, 1.0] {
            assert_eq!(Spread::NONE.triangle().share(probability).to_bits(), 1.0_f32.to_bits());
        }
    }

    #[test]
    fn shares_that_are_no_spread_are_refused() {
        let cases = [
            (1.0, 0.9, 2.0),
            (-0.1, 1.0, 2.0),
            (0.5, 1.0, 2000.0),
            (f64::NAN, 1.0, 2.0),
            (1.0, 2.0, f64::NAN),
        ];
        for (shortest, likeliest, longest) in cases {
            let error = Spread::new(shortest, likeliest, longest).expect_err("no spread");
            assert!(error.to_string().contains(&shortest.to_string()), "{error}");
        }
    }
}
