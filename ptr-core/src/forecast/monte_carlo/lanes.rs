//! One value for each of the draws that are computed side by side, in arrays that the compiler
//! turns into vector instructions.

#![expect(clippy::inline_always, reason = "compiled for several kinds of processor")]
#![expect(clippy::float_cmp, reason = "copies of instants are compared, no results")]

/// How many plays go side by side.
pub(super) const ABREAST: usize = 16;

/// One value for each of the plays that go side by side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Abreast<T>(pub(super) [T; ABREAST]);

impl Abreast<f64> {
    /// The later of two instants, play by play.
    #[inline(always)]
    pub(super) fn raise_to(&mut self, other: Self) {
        for lane in 0..ABREAST {
            let (this, other) = (self.0[lane], other.0[lane]);
            self.0[lane] = if other > this { other } else { this };
        }
    }

    /// 1 where two instants are the same.
    #[inline(always)]
    pub(super) fn equals(self, other: Self) -> Abreast<u8> {
        let mut same = Abreast([0; ABREAST]);
        for lane in 0..ABREAST {
            same.0[lane] = u8::from(self.0[lane] == other.0[lane]);
        }
        same
    }
}
