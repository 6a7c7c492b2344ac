//! When a mail that did not go out is tried again, and when that ends: a schedule as data.
//!
//! Kept true: no clock is read, the answer depends on the arguments alone; every sequence of
//! failures ends in giving up, so that the failure mail to the transition team is owed at a
//! known instant.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How long to wait after each failed attempt, and for how long in all.
///
/// The waits are taken in turn; the last one repeats until `give_up_after_hours` have passed
/// since the first failure. In a configuration file:
///
/// ```yaml
/// retry: {after_minutes: [1, 5, 15, 60, 240], give_up_after_hours: 24}
/// ```
///
/// # Examples
///
/// ```
/// use chrono::{DateTime, Utc};
/// use ptr_mail::{Attempts, RetrySchedule};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let schedule = RetrySchedule::default();
/// let failed: DateTime<Utc> = "2026-11-24T13:30:00Z".parse()?;
/// let attempts = Attempts::first(failed);
/// assert_eq!(schedule.next_attempt(&attempts), Some("2026-11-24T13:31:00Z".parse()?));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RetrySchedule {
    /// Minutes to wait after the first, second, … failed attempt; the last one repeats.
    /// An empty list means that nothing is tried twice.
    pub after_minutes: Vec<u32>,
    /// Hours since the first failure after which no further attempt is made.
    pub give_up_after_hours: u32,
}

impl Default for RetrySchedule {
    /// 1, 5, 15 minutes, 1 hour, then every 4 hours, for a day in all.
    fn default() -> Self {
        Self { after_minutes: vec![1, 5, 15, 60, 240], give_up_after_hours: 24 }
    }
}

/// What is remembered of the failed attempts to send one mail to one recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempts {
    /// When the first attempt failed.
    pub first_failure: DateTime<Utc>,
    /// When the last attempt failed.
    pub last_failure: DateTime<Utc>,
    /// How many attempts have failed, at least one.
    pub failures: u32,
}

impl Attempts {
    /// The first failed attempt.
    pub fn first(at: DateTime<Utc>) -> Self {
        Self { first_failure: at, last_failure: at, failures: 1 }
    }

    /// These attempts and one more that failed at `at`.
    #[must_use]
    pub fn and_again(self, at: DateTime<Utc>) -> Self {
        Self { last_failure: at, failures: self.failures.saturating_add(1), ..self }
    }
}

impl RetrySchedule {
    /// When to try again after failures that may pass; `None` to give up.
    ///
    /// An attempt that would fall after the end of the schedule is not made, so the giving up
    /// comes with the last failure, not hours later. Constant time.
    pub fn next_attempt(&self, attempts: &Attempts) -> Option<DateTime<Utc>> {
        let nth = usize::try_from(attempts.failures.saturating_sub(1)).unwrap_or(usize::MAX);
        let minutes = self.after_minutes.get(nth).or(self.after_minutes.last())?;
        let wait = TimeDelta::minutes(i64::from(*minutes));
        let whole = TimeDelta::hours(i64::from(self.give_up_after_hours));
        let next = attempts.last_failure.checked_add_signed(wait)?;
        let end = attempts.first_failure.checked_add_signed(whole)?;
        (next <= end).then_some(next)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn the_waits_grow_and_the_last_one_repeats_until_the_day_is_over() {
        let schedule = RetrySchedule::default();
        let mut attempts = Attempts::first(at("2026-11-24T00:00:00Z"));
        let mut tried = Vec::new();
        while let Some(next) = schedule.next_attempt(&attempts) {
            tried.push(next.format("%H:%M").to_string());
            attempts = attempts.and_again(next);
        }
        assert_eq!(
            tried,
            ["00:01", "00:06", "00:21", "01:21", "05:21", "09:21", "13:21", "17:21", "21:21"]
        );
    }

    #[test]
    fn the_last_instant_of_the_schedule_still_counts_and_the_next_does_not() {
        let schedule = RetrySchedule { after_minutes: vec![60], give_up_after_hours: 1 };
        let exactly = Attempts::first(at("2026-11-24T00:00:00Z"));
        assert_eq!(schedule.next_attempt(&exactly), Some(at("2026-11-24T01:00:00Z")));
        let beyond = Attempts { last_failure: at("2026-11-24T00:00:01Z"), ..exactly };
        assert_eq!(schedule.next_attempt(&beyond), None);
    }

    #[test]
    fn a_schedule_without_waits_tries_nothing_twice() {
        let schedule = RetrySchedule { after_minutes: vec![], ..RetrySchedule::default() };
        let attempts = Attempts::first(at("2026-11-24T00:00:00Z"));
        assert_eq!(schedule.next_attempt(&attempts), None);
    }

    #[test]
    fn the_end_of_the_calendar_is_no_panic() {
        let attempts = Attempts::first(DateTime::<Utc>::MAX_UTC);
        assert_eq!(RetrySchedule::default().next_attempt(&attempts), None);
    }

    proptest! {
        #[test]
        fn every_schedule_whose_waits_are_not_nothing_ends(
            after_minutes in prop::collection::vec(1u32..100_000, 0..6),
            give_up_after_hours in 0u32..100,
        ) {
            let schedule = RetrySchedule { after_minutes, give_up_after_hours };
            let first = at("2026-11-24T00:00:00Z");
            let end = first + TimeDelta::hours(i64::from(give_up_after_hours));
            let mut attempts = Attempts::first(first);
            while let Some(next) = schedule.next_attempt(&attempts) {
                prop_assert!(next > attempts.last_failure && next <= end);
                attempts = attempts.and_again(next);
            }
        }
    }
}
