//! Which steps a step waits for by way of others: 64 of them in one pass.
//!
//! A pass keeps one bit a starting step, for all steps between the first of these and the last
//! one that somebody asks about. Prerequisites that are near in topological order, as they mostly
//! are, cost little.

use crate::dense::{Dense, StepIx};

/// How many steps of a path are told.
const LONGEST_PATH: usize = 12;

/// How many starting steps one pass follows.
const AT_ONCE: usize = u64::BITS as usize;

/// What one pass knows: the steps from `base` on, and which of the first 64 each waits for.
struct Pass<'b, B> {
    base: usize,
    before: &'b B,
    reached: Vec<u64>,
}

/// For each of the pairs, sorted by the first of both: whether a path of at least two
/// prerequisites leads from the first to the second, and one such path. `before` gives the
/// prerequisites of a step, all of them earlier.
///
/// Time `O(pairs log pairs)` and, for every 64 steps that pairs begin with, the steps and
/// prerequisites up to the last step that they ask about: `O(steps * prerequisites / 64)` at
/// worst. Space `O(steps)`.
pub(super) fn by_way_of_others<'a, B: Fn(StepIx) -> &'a [StepIx]>(
    pairs: &[(StepIx, StepIx)],
    before: B,
) -> Vec<Option<Vec<StepIx>>> {
    let mut answers = Vec::with_capacity(pairs.len());
    let mut rest = pairs;
    while let Some((first, _)) = rest.first() {
        let base = first.index();
        let here = rest.partition_point(|(from, _)| from.index() < base + AT_ONCE);
        let (asked, later) = rest.split_at(here);
        let last = asked.iter().map(|(_, to)| to.index()).max().unwrap_or(base);
        let pass = Pass::new(base, last, &before);
        answers.extend(asked.iter().map(|&(from, to)| pass.path(from, to)));
        rest = later;
    }
    answers
}

impl<'a, 'b, B: Fn(StepIx) -> &'a [StepIx]> Pass<'b, B> {
    fn new(base: usize, last: usize, before: &'b B) -> Self {
        let mut pass = Self { base, before, reached: Vec::with_capacity(last + 1 - base) };
        for place in base..=last {
            let step = StepIx::from_index(place);
            let direct = pass.own(before(step)).fold(0, |bits, it| bits | pass.bit(it));
            let reached = direct | pass.through(step);
            pass.reached.push(reached);
        }
        pass
    }

    /// Those of the prerequisites that this pass knows.
    fn own(&self, before: &'a [StepIx]) -> impl Iterator<Item = StepIx> + use<'a, B> {
        let base = self.base;
        before.iter().copied().filter(move |it| it.index() >= base)
    }

    /// The bit of a starting step; none for any other.
    fn bit(&self, step: StepIx) -> u64 {
        let nth = step.index() - self.base;
        if nth < AT_ONCE { 1 << nth } else { 0 }
    }

    fn reached(&self, step: StepIx) -> u64 {
        self.reached[step.index() - self.base]
    }

    /// The starting steps that the prerequisites of a step wait for.
    fn through(&self, step: StepIx) -> u64 {
        self.own((self.before)(step)).fold(0, |bits, it| bits | self.reached(it))
    }

    /// From a starting step to another one by way of at least one other; of a very long path only
    /// the end. Whichever comes first in `before` is followed.
    fn path(&self, from: StepIx, to: StepIx) -> Option<Vec<StepIx>> {
        if to <= from || self.through(to) & self.bit(from) == 0 {
            return None;
        }
        let mut path = vec![to];
        let mut here = to;
        loop {
            let waits = |it: &StepIx| self.reached(*it) & self.bit(from) != 0;
            let before = (self.before)(here);
            let is_next = here != to && before.contains(&from);
            let next = if is_next { None } else { self.own(before).find(waits) };
            path.push(next.unwrap_or(from));
            match next {
                Some(next) if path.len() < LONGEST_PATH => here = next,
                _ => break,
            }
        }
        path.reverse();
        Some(path)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_path_is_found_where_a_search_finds_one(
            chances in prop::collection::vec(prop::collection::vec(0..40_u8, 1..200), 1..200),
        ) {
            let before: Vec<Vec<StepIx>> = chances.iter().enumerate().map(|(place, chances)| {
                let earlier = chances.iter().take(place).enumerate();
                let chosen = earlier.filter(|(_, chance)| **chance == 0);
                chosen.map(|(at, _)| StepIx::from_index(at)).collect()
            }).collect();
            let before = |step: StepIx| before[step.index()].as_slice();
            let all = || (0..chances.len()).map(StepIx::from_index);
            let pairs: Vec<_> = all().flat_map(|a| all().map(move |b| (a, b))).collect();
            let answers = by_way_of_others(&pairs, before);

            for from in all() {
                // How far each step is: not at all, by one prerequisite at most, by way of others.
                let mut far = vec![0_u8; chances.len()];
                for to in all() {
                    let by_others = before(to).iter().any(|it| far[it.index()] > 0);
                    let direct = before(to).contains(&from);
                    far[to.index()] = if by_others { 2 } else { u8::from(direct) };
                    let answer = &answers[from.index() * chances.len() + to.index()];
                    prop_assert_eq!(answer.is_some(), by_others);
                    let Some(path) = answer else { continue };
                    prop_assert_eq!(path.last(), Some(&to));
                    prop_assert!(path.len() > 2);
                    prop_assert!(path[0] == from || path.len() == LONGEST_PATH);
                    prop_assert!(path.windows(2).all(|it| before(it[1]).contains(&it[0])));
                }
            }
        }
    }
}
