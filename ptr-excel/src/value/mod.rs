//! What the text or the number in a cell means.
//!
//! Pure functions, one a kind of value, with no knowledge of where the cell stands: whoever
//! calls them knows the sheet and the cell and makes a problem of what comes back. A failure is
//! data, [`Unreadable`]: what was found and what was expected.
//!
//! Spaces, also the unbreakable ones that French typing puts before units, and the many dashes
//! that keyboards and word processors make of a minus never decide anything.

mod date;
mod day_number;
mod duration;
mod exact;
mod link;
mod list;
mod milestone;
mod name;
mod text;
mod unit;
mod unreadable;
pub(crate) mod words;

pub use self::date::looks_like_a_date;
pub use self::day_number::day_number;
pub(crate) use self::duration::LONGEST_DAYS;
pub use self::duration::{duration, duration_of_number};
pub(crate) use self::exact::{
    GOES_ON, continues, exact, exactly, is_exact, reads_back, reads_back_whole,
};
pub(crate) use self::link::{linked, may_be_linked};
pub use self::list::{NumberAsIds, is_marked, items, mail_addresses, number_as_ids};
pub(crate) use self::list::{each_item, parts_a_list};
pub use self::milestone::{MilestoneDate, milestone_date};
pub use self::name::folded;
pub(crate) use self::name::{Found, Names, similar_names};
pub use self::text::{is_nothing, normal};
pub(crate) use self::text::{lines_broken, trim, without_marks};
pub use self::unit::DurationUnit;
pub(crate) use self::unit::{is_unit, unit_of_heading};
pub use self::unreadable::Unreadable;
pub(crate) use self::words::{holds_one_of, is_one_of, is_total, normal_spellings, words};
