//! Laws of differences and three-way merges: what both have changed is what one of them would have
//! got by making both changes, and a conflict is told where they cannot both be had.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use ptr_core::{
    Actor, Conflict, Draft, Email, FieldValue, ForeignBase, Moment, Plan, Side, Step, StepId,
    Value, merge,
};
use ptr_tests::plans::{origin, plan};

/// A change of one thing in a plan.
#[derive(Debug, Clone)]
enum Edit {
    Label(Index, u8),
    Duration(Index, u8),
    Start(Index, i8),
    Team(Index, u8),
    Column(Index, u8),
    Prerequisites(Index),
    Remove(Index),
    Append(u8),
    Zone,
}

fn edit() -> impl Strategy<Value = Edit> {
    let step = any::<Index>;
    prop_oneof![
        4 => (step(), 0_u8..3).prop_map(|(step, to)| Edit::Label(step, to)),
        4 => (step(), 0_u8..3).prop_map(|(step, to)| Edit::Duration(step, to)),
        2 => (step(), -2_i8..3).prop_map(|(step, to)| Edit::Start(step, to)),
        2 => (step(), 0_u8..3).prop_map(|(step, to)| Edit::Team(step, to)),
        2 => (step(), 0_u8..3).prop_map(|(step, to)| Edit::Column(step, to)),
        1 => step().prop_map(Edit::Prerequisites),
        1 => step().prop_map(Edit::Remove),
        1 => (0_u8..3).prop_map(Edit::Append),
        1 => Just(Edit::Zone),
    ]
}

/// What an edit changes: no two edits of different things touch the same.
type Touched = (String, &'static str);

impl Edit {
    fn touches(&self, ids: &[StepId]) -> Touched {
        let id = |step: &Index| step.get(ids).to_string();
        match self {
            Edit::Label(step, _) => (id(step), "label"),
            Edit::Duration(step, _) => (id(step), "duration"),
            Edit::Start(step, _) => (id(step), "start"),
            Edit::Team(step, _) => (id(step), "team"),
            Edit::Column(step, _) => (id(step), "column"),
            Edit::Prerequisites(step) => (id(step), "prerequisites"),
            Edit::Remove(step) => (id(step), "all"),
            Edit::Append(number) => (format!("HO{number:08}"), "all"),
            Edit::Zone => (String::new(), "timezone"),
        }
    }

    /// Makes the change, word for word.
    fn make(&self, draft: &mut Draft, ids: &[StepId]) {
        let find =
            |step: &Index, draft: &Draft| draft.steps.iter().position(|it| it.id == *step.get(ids));
        let text = |number: u8| format!("texte {number}");
        match self {
            Edit::Label(step, to) => {
                if let Some(place) = find(step, draft) {
                    draft.steps[place].label = text(*to);
                }
            }
            Edit::Duration(step, to) => {
                if let Some(place) = find(step, draft) {
                    draft.steps[place].duration = Some(TimeDelta::minutes((*to).into()));
                }
            }
            Edit::Start(step, to) => {
                if let Some(place) = find(step, draft) {
                    let at = origin() + TimeDelta::days((*to).into());
                    let step = draft.steps[place].clone();
                    // On the wall clock, which stays where the zone does not.
                    draft.steps[place] = step.starting(Moment::Local(at.naive_utc()));
                }
            }
            Edit::Team(step, to) => {
                if let Some(place) = find(step, draft) {
                    draft.steps[place].team = Some(text(*to));
                }
            }
            Edit::Column(step, to) => {
                if let Some(place) = find(step, draft) {
                    draft.steps[place].extra.insert("Remarque", Value::Int((*to).into()));
                }
            }
            Edit::Prerequisites(step) => {
                if let Some(place) = find(step, draft) {
                    draft.steps[place].prerequisites.clear();
                }
            }
            Edit::Remove(step) => {
                if let Some(place) = find(step, draft) {
                    draft.steps.remove(place);
                }
            }
            Edit::Append(number) => {
                let id = format!("HO{number:08}");
                if draft.steps.iter().all(|step| step.id != *id) {
                    draft.steps.push(Step::new(id, "HO").expect("an id"));
                }
            }
            Edit::Zone => draft.timezone = chrono_tz::Europe::Lisbon,
        }
    }
}

/// The plan after these edits; `None` if it is none.
fn edited(plan: &Plan, edits: &[&Edit]) -> Option<Plan> {
    let ids: Vec<StepId> = plan.steps().iter().map(|step| step.id.clone()).collect();
    let mut draft = plan.to_draft();
    for edit in edits {
        edit.make(&mut draft, &ids);
    }
    Plan::new(draft).ok()
}

/// Whether two edits touch the same thing.
fn meet(one: &Touched, other: &Touched) -> bool {
    one.0 == other.0 && (one.1 == other.1 || one.1 == "all" || other.1 == "all")
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases.max(256), ..ProptestConfig::default()
    })]

    #[test]
    fn a_merge_equals_making_the_changes_one_after_the_other(
        base in plan(6).prop_filter("with steps", |plan| !plan.is_empty()),
        edits in vec((edit(), any::<bool>()), 0..8),
    ) {
        let ids: Vec<StepId> = base.steps().iter().map(|step| step.id.clone()).collect();
        // Each thing is changed by one side only: the first that touches it.
        let mut touched: Vec<(Touched, bool)> = Vec::new();
        let mut sides: [Vec<&Edit>; 2] = Default::default();
        for (edit, side) in &edits {
            let touches = edit.touches(&ids);
            if touched.iter().all(|(it, by)| by == side || !meet(it, &touches)) {
                touched.push((touches, *side));
                sides[usize::from(*side)].push(edit);
            }
        }
        let [ours, theirs] = &sides;
        let (Some(ours_plan), Some(theirs_plan)) = (edited(&base, ours), edited(&base, theirs))
        else { return Ok(()) };
        if ours_plan.is_empty() || theirs_plan.is_empty() { return Ok(()) }
        let both: Vec<&Edit> = ours.iter().chain(theirs).copied().collect();
        let Ok(merged) = merge(&base, &ours_plan, &theirs_plan) else {
            let kept = |plan: &Plan| ids.iter().any(|id| plan.step(id.as_str()).is_some());
            prop_assert!(!kept(&ours_plan) || !kept(&theirs_plan));
            return Ok(());
        };
        prop_assert_eq!(&merged.conflicts, &[] as &[Conflict]);
        prop_assert_eq!(merged.plan, edited(&base, &both));
    }

    #[test]
    fn whoever_changes_nothing_gets_what_the_other_has(
        base in plan(6).prop_filter("with steps", |plan| !plan.is_empty()),
        edits in vec(edit(), 0..6),
    ) {
        let Some(other) = edited(&base, &edits.iter().collect::<Vec<_>>()) else { return Ok(()) };
        let Ok(merged) = merge(&base, &base, &other) else { return Ok(()) };
        prop_assert_eq!(merged.plan.as_ref(), Some(&other));
        let merged = merge(&base, &other, &base).expect("as just now");
        prop_assert_eq!(merged.plan.as_ref(), Some(&other));
        let merged = merge(&base, &other, &other).expect("as just now");
        prop_assert_eq!(merged.plan.as_ref(), Some(&other));
    }

    #[test]
    fn a_difference_is_empty_where_plans_are_equal_and_names_what_an_edit_touched(
        base in plan(6).prop_filter("with steps", |plan| !plan.is_empty()),
        edit in edit(),
    ) {
        prop_assert!(base.diff(&base).is_empty());
        let Some(later) = edited(&base, &[&edit]) else { return Ok(()) };
        let ids: Vec<StepId> = base.steps().iter().map(|step| step.id.clone()).collect();
        let (name, field) = edit.touches(&ids);
        let difference = base.diff(&later);
        for (step, changes) in &difference.changed {
            // Another zone moves what is dated on the wall clock; nothing else moves other steps.
            prop_assert!(*step == *name || field == "timezone");
            for change in changes {
                let known = if change.field == "Remarque" { "column" } else { &*change.field };
                prop_assert!(known == field || field == "timezone" && known == "start");
                prop_assert_ne!(&change.before, &change.after);
            }
        }
        let back = later.diff(&base);
        prop_assert_eq!(&difference.added, &back.removed);
        prop_assert_eq!(&difference.removed, &back.added);
        let turned: BTreeMap<_, _> = back.changed.iter().cloned().collect();
        prop_assert_eq!(difference.changed.len(), turned.len());
        if later == base {
            prop_assert!(difference.is_empty());
        }
    }

    #[test]
    fn equal_digests_are_equal_plans(one in plan(3), other in plan(3)) {
        let stored = serde_json::to_string(&one).expect("a plan can be stored");
        let read: Plan = serde_json::from_str(&stored).expect("and read");
        prop_assert_eq!(read.digest(), one.digest());
        prop_assert_eq!(one.digest() == other.digest(), stored == serde_json::to_string(&other).expect("too"));
        if one.digest() == other.digest() {
            prop_assert_eq!(one, other);
        }
    }
}

fn step(id: &str) -> Step {
    Step::new(id, "CO").and_then(|step| step.in_dry_runs(["FDR1"])).expect("codes")
}

fn of(steps: impl IntoIterator<Item = Step>) -> Plan {
    Plan::from_steps(steps).expect("a valid plan")
}

#[test]
fn both_values_of_a_conflict_are_told_and_nothing_is_chosen() {
    let base = of([step("CO1").labelled("a"), step("CO2")]);
    let ours = of([step("CO1").labelled("b"), step("CO2")]);
    let theirs = of([step("CO1").labelled("c"), step("CO2")]);
    let merged = merge(&base, &ours, &theirs).expect("of one base");
    assert_eq!(merged.plan, None);
    let text = |text: &str| FieldValue::Text(text.to_owned());
    let conflict = &merged.conflicts[0];
    assert_eq!((merged.conflicts.len(), &conflict.field[..]), (1, "label"));
    assert_eq!(
        [&conflict.base, &conflict.ours, &conflict.theirs],
        [&text("a"), &text("b"), &text("c")]
    );
}

#[test]
fn whoever_removes_what_the_other_changes_is_told() {
    let base = of([step("CO1"), step("CO2")]);
    let (removed, changed) = (of([step("CO2")]), of([step("CO1").labelled("a"), step("CO2")]));
    let sides = |ours, theirs| {
        let merged = merge(&base, ours, theirs).expect("of one base");
        merged.conflicts.iter().map(|it| it.removed).collect::<Vec<_>>()
    };
    assert_eq!(sides(&removed, &changed), [Some(Side::Ours)]);
    assert_eq!(sides(&changed, &removed), [Some(Side::Theirs)]);
    assert_eq!(sides(&removed, &base), []);
}

#[test]
fn steps_that_one_moves_and_steps_that_the_other_adds_stand_as_both_want() {
    let base = of(["CO1", "CO2", "CO3"].map(step));
    let ours = of(["CO1", "CO4", "CO2", "CO3"].map(step));
    let theirs = of(["CO3", "CO1", "CO2"].map(step));
    let order = |plan: &Plan| plan.steps().iter().map(|it| it.id.to_string()).collect::<Vec<_>>();
    let merged = merge(&base, &ours, &theirs).expect("of one base").plan.expect("no conflict");
    assert_eq!(order(&merged), ["CO3", "CO1", "CO4", "CO2"]);
    let merged = merge(&base, &theirs, &ours).expect("of one base").plan.expect("no conflict");
    assert_eq!(order(&merged), ["CO3", "CO1", "CO4", "CO2"]);
}

#[test]
fn a_base_that_neither_comes_from_is_refused() {
    let (base, plan) = (of([step("HO1")]), of([step("CO1")]));
    let refused = merge(&base, &base, &plan).err();
    assert_eq!(refused, Some(ForeignBase::NothingInCommon { side: Side::Theirs }));
    let refused = merge(&base, &plan, &base).err();
    assert_eq!(refused, Some(ForeignBase::NothingInCommon { side: Side::Ours }));
    assert!(merge(&of([]), &plan, &plan).is_ok());
}

#[test]
fn teams_of_one_name_in_two_departments_are_told_apart() {
    let actor = |department: &str, leader: &str| Actor {
        department: Some(department.to_owned()),
        team_leader: Some(Email::new(format!("{leader}@grid.example")).expect("an address")),
        ..Actor::new("Registre")
    };
    let plan = |actors: Vec<Actor>| {
        let steps = vec![Step::new("CO1", "CO").expect("codes")];
        Plan::new(Draft { actors, steps, ..Draft::operator() }).expect("a plan")
    };
    let base = plan(vec![actor("Marché", "anne"), actor("Réseau", "bruno")]);
    let ours = plan(vec![actor("Marché", "chloe"), actor("Réseau", "bruno")]);
    let theirs = plan(vec![actor("Marché", "anne"), actor("Réseau", "david")]);
    let merged = merge(&base, &ours, &theirs).expect("the same base").plan.expect("no conflict");
    assert_eq!(merged.actors(), [actor("Marché", "chloe"), actor("Réseau", "david")]);
    let changed = base.diff(&theirs).actors.changed;
    assert_eq!((changed.len(), changed[0].0.as_str()), (1, "Registre (Réseau)"));

    let other = plan(vec![actor("Marché", "emma"), actor("Réseau", "bruno")]);
    let conflicts = merge(&base, &ours, &other).expect("the same base").conflicts;
    assert_eq!((conflicts.len(), conflicts[0].name.as_str()), (1, "Registre (Marché)"));

    // A team of a name of its own stays the same in another department.
    let alone = |department, leader| plan(vec![actor(department, leader)]);
    let (moved, led) = (alone("Réseau", "anne"), alone("Marché", "bruno"));
    let merged = merge(&alone("Marché", "anne"), &moved, &led).expect("the same base");
    assert_eq!(merged.plan.expect("no conflict").actors(), [actor("Réseau", "bruno")]);
}
