//! Laws of runs: replay equals live, the past is a prefix, a refusal changes nothing.

use proptest::prelude::*;
use ptr_core::{Event, OtherSchedule, Plan, Run, Step};
use ptr_tests::plans::plan;
use ptr_tests::tries::{play, tries, who};

#[test]
fn the_changes_since_a_view_of_another_schedule_are_refused() {
    let plan = |ids: &[&str]| {
        let step = |id: &&str| Step::new(id, "CO").and_then(|step| step.in_dry_runs(["FDR1"]));
        let steps: Result<Vec<Step>, _> = ids.iter().map(step).collect();
        Plan::from_steps(steps.expect("the texts are valid codes")).expect("a valid plan")
    };
    let run = |ids: &[&str]| Run::new(plan(ids).schedule("FDR1").expect("of the plan"), []);
    let at = ptr_tests::plans::origin();
    let (one, same, other) = (run(&["A", "B"]), run(&["A", "B"]), run(&["B", "C"]));
    assert_eq!(one.view(at).changes_since(&same.view(at)), Ok(Vec::new()));
    assert_eq!(one.view(at).changes_since(&other.view(at)), Err(OtherSchedule));
}

proptest! {
    #[test]
    fn replay_equals_live(plan in plan(8), tries in tries(), at in ptr_tests::plans::instant()) {
        let fresh = Run::new(plan.schedule("FDR1").expect("of the plan"), [who(3)]);
        let (live, said) = play(fresh.clone(), &tries);
        prop_assert!(live.events().iter().map(AsRef::as_ref).eq(&said));

        let stored = serde_json::to_string(live.events()).expect("events can be stored");
        let events: Vec<Event> = serde_json::from_str(&stored).expect("and read");
        let replayed = Run::replay(fresh.schedule().clone(), [who(3)], events);
        let replayed = replayed.expect("its own events");
        prop_assert_eq!(&replayed, &live);
        let (live, replayed) = (live.view(at), replayed.view(at));
        prop_assert_eq!(live.states(), replayed.states());
        prop_assert_eq!(live.notices(None), replayed.notices(None));
        prop_assert_eq!(live.recap(None), replayed.recap(None));
    }

    #[test]
    fn the_view_of_a_past_version_is_that_of_a_run_that_stopped_there(
        plan in plan(8),
        tries in tries(),
        version in any::<prop::sample::Index>(),
        at in ptr_tests::plans::instant(),
    ) {
        let fresh = Run::new(plan.schedule("FDR1").expect("of the plan"), [who(3)]);
        let (live, said) = play(fresh.clone(), &tries);
        let version = version.index(said.len() + 1);
        let stopped = Run::replay(fresh.schedule().clone(), [who(3)], said[..version].to_vec());
        let stopped = stopped.expect("a prefix of its own events");
        let past = live.view_at_version(version as u64, at);
        prop_assert_eq!(past.states(), stopped.view_at_version(version as u64, at).states());
        for step in live.schedule().steps() {
            prop_assert_eq!(past.explain(step), stopped.view_at_version(u64::MAX, at).explain(step));
            prop_assert_eq!(past.assignees(step), stopped.assignees(step));
        }
    }

    #[test]
    fn the_pass_over_all_steps_explains_each_as_a_walk_from_it_does(
        plan in plan(24),
        tries in tries(),
        at in ptr_tests::plans::instant(),
    ) {
        let fresh = Run::new(plan.schedule("FDR1").expect("of the plan"), [who(3)]);
        let (live, _) = play(fresh, &tries);
        let view = live.view(at);
        let one_by_one: Vec<_> = live.schedule().steps().map(|step| view.explain(step)).collect();
        prop_assert_eq!(&view.explanations().collect::<Vec<_>>(), &one_by_one);
        for ((step, roots), explained) in view.blockers().zip(one_by_one) {
            let roots: Vec<_> = roots.iter().map(|root| live.schedule().id(*root).clone()).collect();
            let said: Vec<_> = explained.blockers.into_iter().map(|(root, _)| root).collect();
            prop_assert_eq!((live.schedule().id(step), roots), (&explained.step, said));
        }
    }

    #[test]
    fn a_gap_or_a_repetition_among_stored_events_is_refused(
        plan in plan(8),
        tries in tries(),
        place in any::<prop::sample::Index>(),
    ) {
        let fresh = Run::new(plan.schedule("FDR1").expect("of the plan"), [who(3)]);
        let (_, said) = play(fresh.clone(), &tries);
        prop_assume!(said.len() > 1);
        let replay = |events| Run::replay(fresh.schedule().clone(), [who(3)], events);
        let place = place.index(said.len() - 1);
        let mut gap = said.clone();
        gap.remove(place);
        prop_assert!(replay(gap).is_err());
        let mut twice = said.clone();
        twice.insert(place, said[place].clone());
        prop_assert!(replay(twice).is_err());
        let mut swapped = said.clone();
        swapped.swap(place, place + 1);
        prop_assert!(replay(swapped).is_err());
    }

    #[test]
    fn all_states_at_once_are_the_states_one_by_one(
        plan in plan(8),
        tries in tries(),
        at in ptr_tests::plans::instant(),
    ) {
        let fresh = Run::new(plan.schedule("FDR1").expect("of the plan"), [who(3)]);
        let (live, _) = play(fresh, &tries);
        let view = live.view(at);
        let one_by_one: Vec<_> = live.schedule().steps().map(|step| view.state(step)).collect();
        prop_assert_eq!(&view.states(), &one_by_one);
        let mut codes = vec![u8::MAX; one_by_one.len() + 1];
        view.write_state_codes(&mut codes);
        prop_assert_eq!(codes.pop(), Some(u8::MAX), "nothing is written past the last step");
        let expected: Vec<u8> = one_by_one.iter().map(|state| state.code()).collect();
        prop_assert_eq!(codes, expected);
    }

    #[test]
    fn the_recap_adds_up(plan in plan(8), tries in tries(), at in ptr_tests::plans::instant()) {
        let fresh = Run::new(plan.schedule("FDR1").expect("of the plan"), [who(3)]);
        let (live, _) = play(fresh, &tries);
        let recap = live.view(at).recap(None);
        let whole = recap.whole.total();
        prop_assert_eq!(whole + recap.asleep + recap.abandoned, live.schedule().len());
        let total = |tallies: Vec<&ptr_core::Tally>| tallies.iter().map(|it| it.total()).sum::<usize>();
        prop_assert_eq!(total(recap.by_phase.iter().map(|(_, tally)| tally).collect()), whole);
        prop_assert_eq!(total(recap.by_team.values().collect()), whole);
        prop_assert_eq!(total(recap.by_department.values().collect()), whole);
        for (code, tally) in &recap.by_phase {
            prop_assert_eq!(&live.view(at).recap(Some(code)).whole, tally);
        }
    }
}
