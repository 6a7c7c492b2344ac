//! Random numbers, the same on every machine: one stream for each draw.
//!
//! The generator is xoshiro128+ (Blackman and Vigna, 2018), which uses only operations that vector
//! units have. Each stream is seeded from the seed and the number of its draw by `SplitMix64`
//! (Steele, Lea and Flood, 2014), as the authors recommend. So the numbers of a draw depend neither
//! on the thread nor on the other draws.

use super::lanes::{LANES, Lanes};

/// The streams of one batch of draws.
pub(super) struct RandomStreams {
    state: [Lanes<u32>; 4],
}

impl RandomStreams {
    /// The streams of the batch that begins with draw `first`.
    pub(super) fn of(seed: u64, first: u64) -> Self {
        let mut state = [Lanes([0; LANES]); 4];
        for (lane, draw) in (first..).take(LANES).enumerate() {
            // The seed is scrambled first, so that neighbouring seeds and draws have unrelated
            // streams.
            let mut place = scramble(seed).wrapping_add(scramble(!draw));
            for words in state.chunks_exact_mut(2) {
                place = place.wrapping_add(GOLDEN);
                let word = scramble(place);
                #[expect(clippy::cast_possible_truncation, reason = "its two halves")]
                for (half, word) in words.iter_mut().zip([word as u32, (word >> 32) as u32]) {
                    half.0[lane] = word;
                }
            }
        }
        Self { state }
    }

    /// The next number of each stream, uniform in [0, 1), in steps of 2^-23.
    #[expect(clippy::inline_always, reason = "compiled for several kinds of processor")]
    #[inline(always)]
    pub(super) fn next(&mut self) -> Lanes<f32> {
        let [a, b, c, d] = &mut self.state;
        let mut numbers = Lanes([0.0; LANES]);
        for lane in 0..LANES {
            let (a, b, c, d) = (&mut a.0[lane], &mut b.0[lane], &mut c.0[lane], &mut d.0[lane]);
            // The upper bits, which are of better quality, become the mantissa of a number in [1,
            // 2).
            let bits = a.wrapping_add(*d) >> 9;
            numbers.0[lane] = f32::from_bits(bits | 1.0_f32.to_bits()) - 1.0;
            let shifted = *b << 9;
            *c ^= *a;
            *d ^= *b;
            *b ^= *c;
            *a ^= *d;
            *c ^= shifted;
            *d = d.rotate_left(11);
        }
        numbers
    }
}

/// The increment of `SplitMix64`: 2^64 divided by the golden ratio.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finaliser of `SplitMix64`.
fn scramble(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_streams_are_those_of_the_method() {
        // The first outputs of the authors' program for the state 1, 2, 3, 4.
        let mut random = RandomStreams { state: [1, 2, 3, 4].map(|word| Lanes([word; LANES])) };
        let sums = [5_u32, 12_295, 25_178_119, 27_286_542];
        for sum in sums {
            let number = random.next().0[3];
            let expected = f32::from_bits((sum >> 9) | 1.0_f32.to_bits()) - 1.0;
            assert_eq!(number.to_bits(), expected.to_bits());
        }
    }

    #[test]
    fn a_draw_has_the_same_random_numbers_in_every_batch() {
        let (mut from_nought, mut from_three) = (RandomStreams::of(7, 0), RandomStreams::of(7, 3));
        for _ in 0..100 {
            let (left, right) = (from_nought.next(), from_three.next());
            assert_eq!(left.0[3..], right.0[..LANES - 3]);
        }
    }

    #[test]
    fn two_draws_and_two_seeds_have_different_random_numbers() {
        let starts = |seed| {
            let blocks = (0..1_000).map(move |block| RandomStreams::of(seed, block * LANES as u64));
            blocks.flat_map(|random| (0..LANES).map(move |lane| random.state.map(|it| it.0[lane])))
        };
        let mut all: Vec<_> = (0..4).flat_map(starts).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn numbers_are_spread_evenly() {
        let mut tenths = [0_u32; 10];
        let mut random = RandomStreams::of(1, 0);
        for _ in 0..10_000 {
            for number in random.next().0 {
                let reached = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
                tenths[reached.partition_point(|tenth| *tenth <= number)] += 1;
            }
        }
        for count in tenths {
            assert!((15_500..16_500).contains(&count), "{tenths:?}");
        }
    }
}
