//! One value for each draw of a batch, in arrays that the compiler turns into vector instructions.

#![expect(clippy::inline_always, reason = "compiled for several kinds of processor")]
#![expect(clippy::float_cmp, reason = "copies of instants are compared, no results")]

/// The number of draws in a batch.
pub(super) const LANES: usize = 16;

/// One value for each draw of a batch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lanes<T>(pub(super) [T; LANES]);

impl Lanes<f64> {
    /// The later of two instants, in each draw.
    #[inline(always)]
    pub(super) fn raise_to(&mut self, other: Self) {
        for lane in 0..LANES {
            let (this, other) = (self.0[lane], other.0[lane]);
            self.0[lane] = if other > this { other } else { this };
        }
    }

    /// The sooner of two instants, in each draw.
    #[inline(always)]
    pub(super) fn lower_to(&mut self, other: Self) {
        for lane in 0..LANES {
            let (this, other) = (self.0[lane], other.0[lane]);
            self.0[lane] = if other < this { other } else { this };
        }
    }

    /// 1 in each draw where the two instants are equal.
    #[inline(always)]
    pub(super) fn equals(self, other: Self) -> Lanes<u8> {
        let mut same = Lanes([0; LANES]);
        for lane in 0..LANES {
            same.0[lane] = u8::from(self.0[lane] == other.0[lane]);
        }
        same
    }
}
