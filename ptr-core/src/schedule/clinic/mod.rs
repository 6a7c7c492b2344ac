//! The clinic, a linter for plans: what is allowed, and makes a night fail.
//!
//! A [`Plan`] is valid by construction; whether it is any good is another question. Here it is
//! asked, rule by rule, of the plan and of each dry run as it would be executed. It stands among
//! schedules, since dates and durations are held against the *effective* prerequisites of a dry
//! run.
//!
//! The method is that of two catalogues that ask the same of every network of activities: the
//! 14-point assessment of the DCMA (the agency of the American Department of Defense that
//! watches contracts) and the *Schedule Assessment Guide* of GAO, the auditor of Congress
//! (GAO-16-89G), with its ten best practices. [`Rule::source`] names for each rule what it follows.
//!
//! # What of the two applies
//!
//! | asked | here |
//! |---|---|
//! | DCMA 1, logic; GAO 2, sequence | [`NoSuccessor`](Rule::NoSuccessor), [`RedundantPrerequisite`](Rule::RedundantPrerequisite), [`MissingHandover`](Rule::MissingHandover). A step without prerequisites is not told: in a cut-over its date starts it |
//! | DCMA 2, leads; 3, lags; 4, relationship types | nothing to find: every prerequisite is finish-to-start without lag |
//! | DCMA 5, hard constraints | left out: every step of a cut-over has a date, on purpose; [`NoStart`](Rule::NoStart) asks for it |
//! | DCMA 6, high float; GAO 7, reasonable float | [`LongWait`](Rule::LongWait): in a plan of dates the slack is the wait before a start |
//! | DCMA 7, negative float | [`StartsBeforePrerequisiteEnds`](Rule::StartsBeforePrerequisiteEnds) |
//! | DCMA 8, high duration; GAO 4, durations | [`LongStep`](Rule::LongStep) in hours and days instead of 44 working days, [`NoDuration`](Rule::NoDuration) |
//! | DCMA 9, invalid dates | left out: a plan holds no actual dates, and a run refuses impossible ones |
//! | DCMA 10, resources; GAO 3, resources | [`NoOwner`](Rule::NoOwner), [`DoubleBooked`](Rule::DoubleBooked) |
//! | DCMA 11, missed tasks; 14, BEI | left out: they measure progress against a baseline, which a run shows (recap, lateness, review) |
//! | DCMA 12, critical path test; GAO 6, critical path | left out: the forecast computes the path from the network itself, and no typed date can break it |
//! | DCMA 13, CPLI | left out: it needs the time that is left; the forecast gives ends and odds instead |
//! | GAO 1, all activities | [`NoCriteria`](Rule::NoCriteria); whether a step is missing altogether no rule can know |
//! | GAO 5, traceability | [`MissingHandover`](Rule::MissingHandover), [`UnusedMilestone`](Rule::UnusedMilestone) |
//! | GAO 8, risk analysis | the simulation of the forecast; [`RollbackTooLate`](Rule::RollbackTooLate) for the way back |
//! | GAO 9, updating; 10, baseline | left out: events record progress, revisions keep the plan of then |
//!
//! The shares that the DCMA allows (5 % of the steps without a successor) are not taken over: each
//! finding names one step to look at, and a rule that tells too much is turned off in [`Rules`].

mod dates;
mod decision;
mod exam;
mod finding;
mod logic;
mod people;
mod reach;
mod report;
mod rollback;
mod rule;
mod rules;
mod steps;

use self::exam::Exam;
use self::report::Report;
use crate::plan::Plan;
use crate::schedule::ScheduleError;

pub use finding::{Finding, FindingKind};
pub use rule::Rule;
pub use rules::{InvalidRules, Rules, Wanted};

impl Plan {
    /// What is likely to make a night fail, by these rules, in the order of the steps' ids.
    ///
    /// The same plan gives the same findings in whatever order its steps are given. Nothing is
    /// told twice: what several dry runs have in common is one finding.
    ///
    /// Time `O((steps + prerequisites) log steps)` for the plan and each dry run; redundant
    /// prerequisites and people wanted twice also ask for paths, in time `O(steps * prerequisites
    /// / 64)` at worst, which is little where prerequisites are near their steps.
    ///
    /// ```
    /// use chrono::TimeDelta;
    /// use ptr_core::language::Language;
    /// use ptr_core::{Moment, Plan, Rule, Rules, Step};
    ///
    /// let night = Moment::Instant("2026-03-28T21:00:00Z".parse()?);
    /// let step = |id: &str| Step::new(id, "CO")?.in_dry_runs(["Live"])?
    ///     .carried_out_by("Registre", [] as [&str; 0]);
    /// let plan = Plan::from_steps([
    ///     step("CO1")?.starting(night).lasting(TimeDelta::hours(2)),
    ///     step("CO2")?.starting(night).lasting(TimeDelta::hours(1)).after(["CO1"])?,
    /// ])?;
    /// let findings = plan.check(&Rules::default());
    /// assert_eq!(findings.len(), 1);
    /// assert_eq!(findings[0].code(), "starts-before-prerequisite-ends");
    /// let cure = findings[0].cure(&Language::english());
    /// assert_eq!(cure, "Start it 2 h later, or shorten CO1, or remove the prerequisite if it is none.");
    ///
    /// let lenient = Rules::default().with(Rule::StartsBeforePrerequisiteEnds, None);
    /// assert_eq!(plan.check(&lenient), []);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check(&self, rules: &Rules) -> Vec<Finding> {
        let mut report = Report::new(rules);
        let mut exams = Vec::new();
        for dry_run in self.dry_runs() {
            match self.schedule(dry_run.as_str()) {
                Ok(schedule) => exams.push(Exam::of(schedule)),
                Err(ScheduleError::TooManyReplaced { step, most, .. }) => {
                    report.tell(None, FindingKind::NoSchedule { step, most }, [dry_run]);
                }
                // Of a dry run of the plan, unshifted: neither can be.
                Err(ScheduleError::UnknownDryRun { .. } | ScheduleError::ShiftTooFar { .. }) => {}
            }
        }
        steps::check(self, rules, &mut report);
        steps::check_starts(&exams, &mut report);
        steps::check_milestones(self, rules, &mut report);
        logic::check_redundant(self, &mut report);
        logic::check_loose_ends(self, &exams, rules, &mut report);
        dates::check(self, &exams, rules, &mut report);
        people::check(&exams, rules, &mut report);
        rollback::check(self, &exams, rules, &mut report);
        report.into_findings()
    }
}
