//! By which ways somebody is told: by mail, and by those that a caller knows to send by.
//!
//! Each way has a notice with a key of its own, so that each is settled for itself. A way that fails
//! for good owes the mail instead; only if that fails, too, others are told of it. What was told by
//! another way is not told by mail as well because that way is chosen no more.

use std::ops::Bound;

use super::View;
use super::notice::Notice;
use super::notice_rules::NoticeRules;

/// What mail is called among the ways.
const MAIL: &str = "mail";

impl View<'_> {
    /// The same notices, by the ways that their recipients have chosen.
    pub(crate) fn by_chosen_ways(
        &self,
        notices: Vec<Notice>,
        rules: Option<&NoticeRules>,
    ) -> Vec<Notice> {
        let mut told = Vec::with_capacity(notices.len());
        for notice in notices {
            self.add_by_ways(notice, rules, &mut told);
        }
        told
    }

    fn add_by_ways(&self, notice: Notice, rules: Option<&NoticeRules>, told: &mut Vec<Notice>) {
        let (first, mut by_mail) = (told.len(), false);
        let chosen = rules.and_then(|it| it.ways.get(&notice.recipient)?.get(&notice.kind()));
        if let Some(chosen) = chosen {
            let owed = self.owed_since(&notice);
            let holds = |since| owed.is_none() || since <= owed;
            for (way, _) in chosen.iter().filter(|(_, since)| holds(**since)) {
                if way == MAIL {
                    by_mail = true;
                } else {
                    told.push(notice.by_way(way));
                }
            }
        }
        if by_mail || self.is_left_to_mail(&notice, told.len() == first) {
            told.insert(first, notice);
        }
    }

    /// Whether a mail is owed that nobody has chosen: no other way is, or one has failed for good.
    fn is_left_to_mail(&self, notice: &Notice, is_alone: bool) -> bool {
        let after = (Bound::Excluded(notice.key.as_str()), Bound::Unbounded);
        let settled = self.recorded().settled.range::<str, _>(after);
        // The keys of other ways have a `/` here; what else begins so is about somebody else.
        let mut others = settled
            .map_while(|key| Some((key, key.strip_prefix(&notice.key)?)))
            .filter(|(_, rest)| rest.starts_with('/'))
            .peekable();
        let is_untold = others.peek().is_none();
        (is_alone && is_untold) || others.any(|(key, _)| self.recorded().failed.contains_key(key))
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::*;
    use crate::{Email, Moment, NoticeKind, Plan, Run, Settlement, Step, Ways};

    fn ready() -> DateTime<Utc> {
        "2026-03-28T21:00:00Z".parse().expect("an instant")
    }

    fn mail(text: &str) -> Email {
        Email::new(text).expect("an address")
    }

    /// A run of one step of Anne's that is Ready on the evening of 28 March 2026.
    fn run() -> Result<Run, Box<dyn std::error::Error>> {
        let step = Step::new("CO00000001", "CO")?
            .in_dry_runs(["FDR1"])?
            .starting(Moment::Instant(ready()))
            .carried_out_by("Registre", ["anne@grid.example"])?;
        let plan = Plan::from_steps([step])?;
        Ok(Run::new(plan.schedule("FDR1")?, [mail("paul@grid.example")]))
    }

    /// Anne is told of ready steps by these ways.
    fn chosen(ways: &[(&str, Option<DateTime<Utc>>)]) -> NoticeRules {
        let ways: Ways = ways.iter().map(|(way, since)| ((*way).to_owned(), *since)).collect();
        let ways = [(mail("Anne@grid.example"), [(NoticeKind::Start, ways)].into())].into();
        NoticeRules { ways, ..NoticeRules::default() }
    }

    fn owed(run: &Run, rules: &NoticeRules) -> Vec<(NoticeKind, Option<String>)> {
        let owed = run.view(ready()).notices(Some(rules));
        owed.into_iter().map(|it| (it.kind(), it.way)).collect()
    }

    #[test]
    fn whoever_chose_two_ways_is_told_by_both_and_once_by_each()
    -> Result<(), Box<dyn std::error::Error>> {
        let (mut run, rules) = (run()?, chosen(&[("sms", None), ("mail", None)]));
        let told = run.view(ready()).notices(Some(&rules));
        let keys: Vec<&str> = told.iter().map(|it| it.key.as_str()).collect();
        let key = "FDR1/CO00000001/start/0/anne@grid.example";
        assert_eq!(keys, [key, &format!("{key}/sms")]);
        run.settle(&told[1], &Settlement::Sent, ready());
        assert_eq!(owed(&run, &rules), [(NoticeKind::Start, None)]);
        run.settle(&told[0], &Settlement::Sent, ready());
        assert_eq!(owed(&run, &rules), []);
        Ok(())
    }

    #[test]
    fn a_way_counts_from_the_instant_at_which_it_was_chosen()
    -> Result<(), Box<dyn std::error::Error>> {
        let run = run()?;
        let sms = (NoticeKind::Start, Some("sms".to_owned()));
        assert_eq!(owed(&run, &chosen(&[("sms", Some(ready()))])), [sms]);
        let later = ready() + TimeDelta::microseconds(1);
        assert_eq!(owed(&run, &chosen(&[("sms", Some(later))])), [(NoticeKind::Start, None)]);
        assert_eq!(owed(&run, &chosen(&[])), [(NoticeKind::Start, None)]);
        Ok(())
    }

    #[test]
    fn a_way_that_fails_for_good_owes_the_mail_and_nobody_else_hears_of_it()
    -> Result<(), Box<dyn std::error::Error>> {
        let (mut run, rules) = (run()?, chosen(&[("sms", None)]));
        let told = run.view(ready()).notices(Some(&rules));
        let failed = Settlement::Failed("unknown number".to_owned());
        run.settle(&told[0], &failed, ready()).ok_or("settled")?;
        assert_eq!(owed(&run, &rules), [(NoticeKind::Start, None)]);
        let told = run.view(ready()).notices(Some(&rules));
        run.settle(&told[0], &failed, ready()).ok_or("settled")?;
        assert_eq!(owed(&run, &rules), [(NoticeKind::Failure, None)]);
        Ok(())
    }
}
