//! Which headings of the table of actors tell of a team's leader and of a department's head.
//!
//! Such headings are worded in many ways, so what counts is which words stand in them. They are
//! compared in their [`normal`](crate::value::normal) form.

use crate::value::{holds_one_of, words};

fn is_mail(heading: &str) -> bool {
    holds_one_of(heading, words!("workbook-words-mail"))
}

fn is_of_a_team(heading: &str) -> bool {
    holds_one_of(heading, words!("workbook-words-team"))
}

fn is_of_a_leader(heading: &str) -> bool {
    holds_one_of(heading, words!("workbook-words-leader"))
}

fn is_of_a_head(heading: &str) -> bool {
    holds_one_of(heading, words!("workbook-words-head"))
}

fn is_of_a_department(heading: &str) -> bool {
    holds_one_of(heading, words!("workbook-words-department"))
        || (is_of_a_head(heading) && !is_of_a_team(heading))
}

/// Mail addresses that are not said to be a department's are the team's.
pub(super) fn is_team_leader_mail(heading: &str) -> bool {
    is_mail(heading) && !is_of_a_department(heading)
}

pub(super) fn is_department_head_mail(heading: &str) -> bool {
    is_mail(heading) && is_of_a_department(heading)
}

/// Whether a heading tells of team leaders: of their names as a rule, of their addresses in some
/// sheets.
pub(crate) fn is_team_leader(heading: &str) -> bool {
    is_somebody(heading) && !is_of_a_department(heading)
}

/// Whether a heading tells of heads of departments.
pub(crate) fn is_department_head(heading: &str) -> bool {
    is_somebody(heading) && is_of_a_department(heading)
}

fn is_somebody(heading: &str) -> bool {
    is_of_a_leader(heading)
        || is_of_a_head(heading)
        || holds_one_of(heading, words!("workbook-words-manager"))
}

/// Whether a heading says whose address stands below it.
pub(crate) fn says_whose(heading: &str) -> bool {
    is_of_a_team(heading) || is_of_a_leader(heading)
}
