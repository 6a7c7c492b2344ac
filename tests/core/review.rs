//! How a run went: as scenarios, by the definition told slowly, and beside runs that were really
//! played again with a step on time.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use proptest::collection::vec;
use proptest::prelude::*;
use ptr_core::{
    Command, Event, Fact, Moment, Period, Plan, Review, Run, Start, State, StepIx, StepReview,
    View, When,
};
use ptr_tests::plans::{PHASES, origin, plan};
use ptr_tests::scenario::{
    Scenario, close, instant, reopen, skip, start, step, step_after, step_of,
};
use ptr_tests::tries::{beginning, played, tries, who};

fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

fn told<'r>(review: &'r Review, id: &str) -> &'r StepReview {
    review.steps.iter().find(|step| step.step == id).expect("a step of the dry run")
}

/// Stop in half an hour, then load in an hour and check in half an hour, from ten in the evening;
/// somebody is told meanwhile.
fn evening() -> Scenario {
    Scenario::given([
        step("CO00000001", "2026-03-20 22:00").lasting(minutes(30)),
        step_after("CO00000002", "2026-03-20 22:00", &["CO00000001"]).lasting(minutes(60)),
        step_after("CO00000003", "2026-03-20 22:00", &["CO00000001"]).lasting(minutes(10)),
        step_after("CO00000004", "2026-03-20 22:00", &["CO00000002", "CO00000003"])
            .lasting(minutes(30)),
        step_of("FB-RB", "FB00000001", "2026-03-20 22:00").lasting(minutes(240)),
    ])
}

/// The evening played: the first step ten minutes late and a quarter of an hour longer, the load in
/// half its time, the information slow, the check as planned.
fn over() -> Scenario {
    evening()
        .at("2026-03-20 22:10")
        .when("anne", &start("CO00000001"))
        .at("2026-03-20 22:55")
        .when("anne", &close("CO00000001"))
        .when("anne", &start("CO00000002"))
        .at("2026-03-20 23:05")
        .when("anne", &start("CO00000003"))
        .at("2026-03-20 23:25")
        .when("anne", &close("CO00000002"))
        .at("2026-03-20 23:45")
        .when("anne", &close("CO00000003"))
        .at("2026-03-20 23:50")
        .when("anne", &start("CO00000004"))
        .at("2026-03-21 00:20")
        .when("anne", &close("CO00000004"))
}

#[test]
fn a_review_tells_reaction_from_work_and_what_each_delay_cost() {
    let scenario = over();
    let review = scenario.run().view(scenario.now()).review();
    let end = instant("2026-03-21 00:20");
    assert_eq!(review.begun, Some(instant("2026-03-20 22:10")));
    assert_eq!((review.end, review.planned_end), (Some(end), Some(instant("2026-03-20 23:00"))));
    // When it was begun, ten minutes were lost already.
    assert_eq!(review.expected_end, Some(instant("2026-03-21 00:10")));
    assert_eq!(review.path, ["CO00000001", "CO00000003", "CO00000004"]);

    let first = told(&review, "CO00000001");
    assert_eq!((first.reaction, first.work), (Some(minutes(10)), Some(minutes(45))));
    assert_eq!(first.cost, Some(minutes(25)));
    // Without the slow information, the load would have decided: 23:25 and five minutes.
    assert_eq!(told(&review, "CO00000003").cost, Some(minutes(20)));
    // The load was quick and not on the chain; in its planned time it would have been.
    assert_eq!(told(&review, "CO00000002").cost, Some(minutes(-10)));
    assert_eq!(told(&review, "CO00000004").cost, Some(minutes(5)));
    let asleep = told(&review, "FB00000001");
    assert_eq!((asleep.cost, asleep.ready, asleep.work), (None, None, None));

    let co = &review.phases[0];
    assert_eq!((co.name.as_deref(), co.steps), (Some("CO"), 4));
    assert_eq!(co.actual.begins.zip(co.actual.ends), review.begun.zip(Some(end)));
    assert_eq!((co.reaction, co.work), (minutes(25), minutes(45 + 30 + 40 + 30)));
    assert_eq!(co.planned_work, minutes(30 + 60 + 10 + 30));
    // All on time: half an hour, an hour, half an hour from ten on.
    assert_eq!(co.cost, minutes(20));
    assert_eq!(review.teams[0].cost, co.cost);
    assert_eq!(review.phases[1].actual, Period::default());
}

#[test]
fn halfway_the_end_is_the_forecast_one_and_a_step_not_begun_costs_what_it_has_waited() {
    let scenario = evening()
        .at("2026-03-20 22:00")
        .when("anne", &start("CO00000001"))
        .at("2026-03-20 22:30")
        .when("anne", &close("CO00000001"));
    let review = scenario.run().view(instant("2026-03-20 22:45")).review();
    assert_eq!(review.end, Some(instant("2026-03-21 00:15")));
    assert_eq!(review.path, ["CO00000001", "CO00000002", "CO00000004"]);
    let load = told(&review, "CO00000002");
    assert_eq!((load.reaction, load.ready), (None, Some(instant("2026-03-20 22:30"))));
    assert_eq!(load.cost, Some(minutes(15)));
    assert_eq!(told(&review, "CO00000001").cost, Some(minutes(0)));
    assert_eq!(review.phases[0].actual.ends, None);
}

#[test]
fn the_time_between_closing_and_reopening_is_no_work() {
    let scenario = evening()
        .at("2026-03-20 22:00")
        .when("anne", &start("CO00000001"))
        .at("2026-03-20 22:30")
        .when("anne", &close("CO00000001"))
        .at("2026-03-20 23:00")
        .when("paul", &reopen("CO00000001", "mauvais fichier"))
        .at("2026-03-20 23:10")
        .when("anne", &close("CO00000001"))
        .when("paul", &skip("CO00000002", "inutile"));
    let review = scenario.run().view(scenario.now()).review();
    let first = told(&review, "CO00000001");
    assert_eq!((first.work, first.reaction), (Some(minutes(40)), Some(minutes(0))));
    let skipped = told(&review, "CO00000002");
    assert!(skipped.skipped);
    assert_eq!((skipped.cost, skipped.work, skipped.reaction), (None, None, None));
}

#[test]
fn before_anything_is_begun_a_review_is_the_forecast() {
    let at = instant("2026-03-20 20:00");
    let review = evening().run().view(at).review();
    assert_eq!((review.begun, review.end), (None, Some(instant("2026-03-21 00:00"))));
    assert_eq!(review.expected_end, review.end);
    assert!(review.steps.iter().all(|step| step.cost.is_none_or(|cost| cost.is_zero())));
}

/// The event that began a step, if it was begun and that was not undone.
fn began<'v>(view: &'v View<'_>, step: StepIx) -> Option<&'v Event> {
    view.started(step)?;
    view.history(step).filter(|event| matches!(event.fact, Fact::Started { .. })).last()
}

/// When each step ends if some had been on time, by the definition, in one pass over all.
fn ends(view: &View<'_>, on_time: &BTreeSet<StepIx>) -> BTreeMap<StepIx, DateTime<Utc>> {
    let (schedule, run) = (view.schedule(), view.run());
    let forecast = view.forecast();
    let outlook = |step| forecast.outlook(step);
    // What held a step beside its prerequisites, looked up at the event that began it.
    let began_by = |step: StepIx| began(view, step);
    let then = |step: StepIx| match began_by(step) {
        Some(event) => run.view_at_version(event.seq - 1, event.at),
        None => view.clone(),
    };
    let alone = |step: StepIx| {
        let then = then(step);
        let reopened = then.history(step).filter(|it| matches!(it.fact, Fact::Reopened { .. }));
        let reopened = reopened.map(|event| event.at).max();
        let woken = then.rollback().filter(|_| schedule.is_contingency(step)).map(|it| it.at);
        schedule.start(step).into_iter().chain(reopened).chain(woken).max()
    };
    let mut ends: BTreeMap<StepIx, DateTime<Utc>> = BTreeMap::new();
    for step in schedule.steps() {
        let Some(told) = outlook(step) else { continue };
        let held = |end: &dyn Fn(StepIx) -> Option<DateTime<Utc>>| {
            let before = schedule.prerequisites(step).iter().filter_map(|it| end(*it));
            before.chain(alone(step)).max()
        };
        let state = view.state(step);
        let planned = schedule.step(step).duration;
        let is_on_time = on_time.contains(&step);
        let was = held(&|it| outlook(it).map(|it| it.ends));
        let now = held(&|it| ends.get(&it).copied());
        let has_begun = matches!(state, State::Open | State::Terminated);
        let left = told.begins - was.unwrap_or(told.begins);
        let ready = if has_begun { then(step).ready_since(step) } else { was };
        let waited = ready.map_or(TimeDelta::zero(), |ready| told.begins - ready);
        let left = if is_on_time { left - waited.max(TimeDelta::zero()) } else { left };
        let begins = now.map_or(told.begins, |now| now + left);
        let end = match planned {
            _ if state == State::Terminated && began_by(step).is_none() => told.ends,
            Some(planned) if is_on_time => begins + planned,
            _ => begins + (told.ends - told.begins),
        };
        ends.insert(step, end);
    }
    ends
}

/// A plan whose steps can all be carried out: dated, none of a contingency.
fn dated(most: usize) -> impl Strategy<Value = Plan> {
    plan(most).prop_map(|plan| {
        let mut draft = plan.to_draft();
        for step in &mut draft.steps {
            // No decisions: what they abandon is not carried out.
            (step.outcomes, step.quorum) = (Vec::new(), None);
            step.prerequisites.iter_mut().for_each(|it| it.outcome = None);
            if step.phase == PHASES[3] {
                step.phase = "HO".parse().expect("a code");
            }
            if step.start == Start::Unset {
                step.start = Start::At(When::Moment(Moment::Instant(origin())));
            }
        }
        Plan::new(draft).expect("as valid as before")
    })
}

/// The run in which each step is begun and done after these times, played by commands.
fn really(plan: &Plan, reactions: &[TimeDelta], works: &[TimeDelta]) -> Run {
    let schedule = plan.schedule("FDR1").expect("of the plan");
    let mut ends: Vec<DateTime<Utc>> = Vec::new();
    let mut events = Vec::new();
    for step in schedule.steps() {
        let before = schedule.prerequisites(step).iter().map(|it| ends[it.position()]);
        let ready = before.chain(schedule.start(step)).max().expect("dated");
        let begin = ready + reactions[step.position()];
        let end = begin + works[step.position()];
        let id = schedule.id(step);
        events.push((begin, step, 0, Command::Start { step: id.clone() }));
        events.push((end, step, 1, Command::close(id.clone())));
        ends.push(end);
    }
    events.sort_by_key(|(at, step, order, _)| (*at, *step, *order));
    let mut run = Run::new(schedule, [who(3)]);
    for (at, _, _, command) in events {
        run.execute(&command, &who(3), at).expect("it is ready");
    }
    run
}

fn end(run: &Run) -> DateTime<Utc> {
    run.events().iter().map(|event| event.at).max().expect("an event")
}

proptest! {
    #[test]
    fn costs_are_those_of_the_definition(
        plan in plan(8), tries in tries(), hours in -200_i64..400,
    ) {
        let run = played(&plan, &tries);
        let view = run.view(beginning() + TimeDelta::hours(hours));
        let review = view.review();
        let schedule = run.schedule();
        let last = |on_time: &BTreeSet<StepIx>| ends(&view, on_time).into_values().max();
        prop_assert_eq!(review.end, last(&BTreeSet::new()));
        let cost = |on_time: &BTreeSet<StepIx>| match (review.end, last(on_time)) {
            (Some(end), Some(other)) => end - other,
            _ => TimeDelta::zero(),
        };
        for (step, told) in schedule.steps().zip(&review.steps) {
            let began = began(&view, step);
            let before = began.map(|event| run.view_at_version(event.seq - 1, event.at));
            let ready = before.and_then(|before| before.ready_since(step));
            let reaction = began.zip(ready).map(|(event, ready)| event.at - ready);
            prop_assert_eq!(told.reaction, reaction.map(|it| it.max(TimeDelta::zero())));
            if began.is_some() {
                prop_assert_eq!(told.ready, ready);
            }
            if let Some(found) = told.cost {
                prop_assert_eq!(found, cost(&BTreeSet::from([step])));
            } else {
                let is_over = view.state(step) == State::Terminated;
                prop_assert!(view.skipped(step).is_some() || !is_over);
            }
        }
        for (groups, is_of_phase) in [(&review.phases, true), (&review.teams, false)] {
            for group in groups {
                let is_of = |step: &StepIx| {
                    let name = if is_of_phase {
                        Some(schedule.phase(*step).code.as_str())
                    } else {
                        schedule.step(*step).team.as_deref()
                    };
                    name == group.name.as_deref()
                };
                let members: Vec<_> = schedule.steps().filter(is_of).collect();
                prop_assert_eq!(members.len(), group.steps);
                let told = || members.iter().map(|step| &review.steps[step.position()]);
                let work: TimeDelta = told().filter_map(|step| step.work).sum();
                prop_assert_eq!(group.work, work);
                prop_assert_eq!(group.cost, cost(&members.iter().copied().collect()));
            }
        }
    }

    /// The chain that made the end is one: each step was held last by the one before.
    #[test]
    fn the_chain_that_made_the_end_leads_up_to_it(
        plan in plan(8), tries in tries(), hours in -200_i64..400,
    ) {
        let run = played(&plan, &tries);
        let view = run.view(beginning() + TimeDelta::hours(hours));
        let (review, forecast) = (view.review(), view.forecast());
        let path: Vec<_> =
            review.path.iter().map(|id| run.schedule().find(id.as_str()).expect("one")).collect();
        let end = |step: StepIx| forecast.outlook(step).map(|it| it.ends);
        prop_assert_eq!(path.last().and_then(|step| end(*step)), review.end);
        for pair in path.windows(2) {
            let before = run.schedule().prerequisites(pair[1]);
            prop_assert!(before.contains(&pair[0]));
            prop_assert_eq!(end(pair[0]), before.iter().filter_map(|it| end(*it)).max());
        }
    }

    /// What a delay cost is what a run really gains that is played again without it.
    #[test]
    fn a_run_played_again_with_a_step_on_time_ends_earlier_by_its_cost(
        plan in dated(8),
        reactions in vec(0_i64..400, 8),
        works in vec(0_i64..400, 8),
    ) {
        let [reactions, works] = [reactions, works]
            .map(|times| times.into_iter().map(minutes).collect::<Vec<_>>());
        let run = really(&plan, &reactions, &works);
        if run.events().is_empty() {
            return Ok(());
        }
        let review = run.view(end(&run)).review();
        prop_assert_eq!(review.end, Some(end(&run)));
        for (place, told) in review.steps.iter().enumerate() {
            prop_assert_eq!(told.reaction, Some(reactions[place]));
            prop_assert_eq!(told.work, Some(works[place]));
            let (mut reactions, mut works) = (reactions.clone(), works.clone());
            reactions[place] = TimeDelta::zero();
            works[place] = told.planned_work.unwrap_or(works[place]);
            let again = really(&plan, &reactions, &works);
            prop_assert_eq!(told.cost, Some(end(&run) - end(&again)), "{}", told.step);
        }
    }
}
