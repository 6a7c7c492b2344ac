//! The ids met lately, so that a step and those that wait for it share one text.
//!
//! Prerequisites mostly stand near the steps that name them. Making each text once spares a plan
//! a good part of its memory; an id that is met again much later is simply made anew.

use ptr_core::{InvalidCode, StepId};

/// How many ids are kept, a power of two: enough for prerequisites some thousand rows away.
const KEPT: usize = 4096;

/// The ids met lately, each in the one place that its text gives it.
#[derive(Debug)]
pub(crate) struct RecentIds(Vec<Option<StepId>>);

impl Default for RecentIds {
    fn default() -> Self {
        Self(vec![None; KEPT])
    }
}

impl RecentIds {
    /// The id of this text.
    pub(crate) fn id(&mut self, text: &str) -> Result<StepId, InvalidCode> {
        let Some(kept) = self.0.get_mut(place(text)) else { return StepId::new(text) };
        if let Some(id) = kept.as_ref().filter(|id| **id == *text) {
            return Ok(id.clone());
        }
        let id = StepId::new(text)?;
        *kept = Some(id.clone());
        Ok(id)
    }
}

/// Ids differ towards their ends, and neighbours are to have places of their own.
fn place(text: &str) -> usize {
    let place = text.bytes().fold(0_usize, |sum, byte| {
        sum.wrapping_mul(10).wrapping_add(usize::from(byte.wrapping_sub(b'0')))
    });
    place % KEPT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_met_again_shares_its_text_and_one_that_took_its_place_does_not() {
        let mut recent = RecentIds::default();
        let mut id = |text: &str| recent.id(text).expect("one line");
        let shares = |one: &StepId, other: &StepId| std::ptr::eq(one.as_str(), other.as_str());
        let first = id("CO00000001");
        assert!(shares(&first, &id("CO00000001")));
        let same_place = format!("CO{:08}", 1 + KEPT);
        assert_eq!(id(&same_place), *same_place);
        let again = id("CO00000001");
        assert_eq!(again, first);
        assert!(!shares(&first, &again));
    }

    #[test]
    fn a_thousand_neighbours_have_places_of_their_own() {
        let places: std::collections::BTreeSet<usize> =
            (1..=1000).map(|number| place(&format!("CO{number:08}"))).collect();
        assert_eq!(places.len(), 1000);
    }

    #[test]
    fn what_is_no_id_is_refused_each_time() {
        let mut recent = RecentIds::default();
        assert!(recent.id("two\nlines").is_err());
        assert!(recent.id("two\nlines").is_err());
        assert!(recent.id("").is_err());
    }
}
