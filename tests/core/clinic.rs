//! The clinic: a plan without findings, and for each rule one change of it that this rule finds
//! and no other, in the plan and in the workbook it is written to.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use proptest::prelude::*;
use ptr_core::{
    Actor, Draft, DryRun, Email, Finding, FindingKind, FromMilestone, Milestone, Moment, Offset,
    Place, Plan, Rule, Rules, Severity, Start, Step, StepId, When,
};
use ptr_excel::{Layout, Limits, WriteOptions, load_bytes, plan_workbook};
use ptr_tests::plans::{plan, steps};

fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

/// A start so many minutes after a milestone.
fn at(milestone: &str, minutes: i64) -> Start {
    let offset = Offset { days: 0, seconds: 60 * minutes };
    Start::At(When::FromMilestone(FromMilestone { milestone: milestone.to_owned(), offset }))
}

fn step(id: &str, phase: &str, after: &[&str], start: Start, lasts: i64, team: &str) -> Step {
    let contact = format!("{}@grid.example", id.to_lowercase());
    let step = Step::new(id, phase)
        .and_then(|step| step.in_dry_runs(["FDR1", "Live"]))
        .and_then(|step| step.after(after))
        .and_then(|step| step.carried_out_by(team, [contact]))
        .expect("codes");
    let instructions = Some("1. Faire ce qui est écrit.".to_owned());
    Step { start, instructions, ..step.labelled("Faire").lasting(minutes(lasts)) }
}

/// A night in which nothing is wrong: stop, cut over, decide, hand over; and the way back.
fn clean() -> (Draft, Rules) {
    let milestone = |name: &str, hour: u32| {
        let date = |day| NaiveDate::from_ymd_opt(2027, 3, day)?.and_hms_opt(hour, 0, 0);
        let dates = [("FDR1", 13), ("Live", 27)].map(|(dry_run, day)| {
            let date = date(day).expect("a date");
            (DryRun::new(dry_run).expect("a name"), Moment::Local(date))
        });
        Milestone { dates: BTreeMap::from(dates), ..Milestone::new(name) }
    };
    let mut decision =
        step("CO00000004", "CO", &["CO00000002", "CO00000003"], at("J0", 180), 30, "Transition");
    "Décision GO / NO-GO".clone_into(&mut decision.label);
    let draft = Draft {
        milestones: vec![milestone("J0", 6), milestone("Fin", 18)],
        actors: ["Transition", "Registre", "Réseau"].map(Actor::new).to_vec(),
        steps: vec![
            step("AC00000001", "AC", &[], at("J0", -120), 30, "Registre"),
            step("AC00000002", "AC", &["AC00000001"], at("J0", -90), 60, "Réseau"),
            step("CO00000001", "CO", &["AC00000002"], at("J0", 0), 60, "Registre"),
            step("CO00000002", "CO", &["CO00000001"], at("J0", 60), 120, "Registre"),
            step("CO00000003", "CO", &["CO00000001"], at("J0", 60), 60, "Réseau"),
            decision,
            step("HO00000001", "HO", &["CO00000004"], at("J0", 240), 60, "Transition"),
            step("HO00000002", "HO", &["HO00000001"], at("Fin", 60), 60, "Transition"),
            step("FB00000001", "FB-RB", &[], at("J0", 210), 120, "Registre"),
            step("FB00000002", "FB-RB", &["FB00000001"], at("J0", 360), 60, "Registre"),
        ],
        ..Draft::operator()
    };
    let rules = Rules { required_end: Some("Fin".to_owned()), ..Rules::default() };
    (draft, rules)
}

/// The step of this id, to change it.
fn of<'d>(draft: &'d mut Draft, id: &str) -> &'d mut Step {
    draft.steps.iter_mut().find(|step| step.id == *id).expect("a step of the plan")
}

/// One way to spoil the plan: which rule finds it, of which step, in which cell, and how.
type Spoilt = (Rule, Option<&'static str>, Option<&'static str>, fn(&mut Draft, &mut Rules));

const SPOILT: &[Spoilt] = &[
    (Rule::UnknownRequiredEnd, None, None, |_, rules| {
        rules.required_end = Some("Fni".to_owned());
    }),
    (Rule::UnusedMilestone, None, Some("Dates!A4"), |draft, _| {
        let mut third = draft.milestones[0].clone();
        "J9".clone_into(&mut third.name);
        draft.milestones.push(third);
    }),
    (Rule::NoDuration, Some("CO00000003"), Some("Etapes-actions!G6"), |draft, _| {
        of(draft, "CO00000003").duration = None;
    }),
    (Rule::NoOwner, Some("CO00000003"), Some("Etapes-actions!H6"), |draft, _| {
        let step = of(draft, "CO00000003");
        (step.team, step.contacts) = (None, Vec::new());
    }),
    (Rule::NoStart, Some("CO00000003"), Some("Etapes-actions!F6"), |draft, _| {
        of(draft, "CO00000003").start = Start::Unset;
    }),
    (Rule::NoSuccessor, Some("CO00000003"), Some("Etapes-actions!A6"), |draft, _| {
        of(draft, "CO00000004").prerequisites.pop();
    }),
    (Rule::RedundantPrerequisite, Some("CO00000004"), Some("Etapes-actions!E7"), |draft, _| {
        let first = of(draft, "CO00000001").id.clone();
        of(draft, "CO00000004").prerequisites.push(first.into());
    }),
    (
        Rule::StartsBeforePrerequisiteEnds,
        Some("CO00000004"),
        Some("Etapes-actions!F7"),
        |draft, _| of(draft, "CO00000002").duration = Some(minutes(121)),
    ),
    (Rule::LongStep, Some("HO00000002"), Some("Etapes-actions!G9"), |draft, _| {
        of(draft, "HO00000002").duration = Some(TimeDelta::days(2) + minutes(1));
    }),
    (Rule::LongWait, Some("HO00000002"), Some("Etapes-actions!F9"), |draft, _| {
        of(draft, "HO00000002").start = at("J0", 300 + 14 * 24 * 60 + 1);
        // The milestone keeps its use.
        of(draft, "HO00000001").start = at("Fin", -480);
    }),
    (Rule::DoubleBooked, Some("CO00000003"), Some("Etapes-actions!J6"), |draft, _| {
        of(draft, "CO00000003").contacts = of(draft, "CO00000002").contacts.clone();
    }),
    (Rule::NoCriteria, Some("CO00000004"), Some("Etapes-actions!K7"), |draft, _| {
        of(draft, "CO00000004").instructions = None;
    }),
    (Rule::MissingHandover, Some("AC00000002"), Some("Etapes-actions!E3"), |draft, _| {
        of(draft, "AC00000002").prerequisites.clear();
    }),
    (Rule::RollbackTooLate, Some("FB00000002"), Some("Etapes-actions!F11"), |draft, _| {
        of(draft, "FB00000002").duration = Some(minutes(361));
    }),
];

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(Finding::code).collect()
}

#[test]
fn a_plan_in_which_nothing_is_wrong_has_no_findings() {
    let (draft, rules) = clean();
    let plan = Plan::new(draft).expect("a plan");
    assert_eq!(plan.check(&rules), []);
    assert_eq!(plan.warnings(), []);
}

#[test]
fn each_rule_finds_its_own_mistake_and_no_other() {
    for (rule, step, _, spoil) in SPOILT {
        let (mut draft, mut rules) = clean();
        spoil(&mut draft, &mut rules);
        let plan = Plan::new(draft).expect("a plan all the same");
        let findings = plan.check(&rules);
        assert_eq!(codes(&findings), [rule.code()]);
        assert_eq!(findings[0].step.as_ref().map(AsRef::as_ref), *step, "{findings:?}");
        assert_eq!(Some(findings[0].severity), rule.default_severity());

        let without = plan.check(&rules.clone().with(*rule, None));
        // A loose end that no hand-over explains is a loose end all the same.
        let left = if *rule == Rule::MissingHandover { vec!["no-successor"] } else { vec![] };
        assert_eq!(codes(&without), left, "turned off");
        let error = plan.check(&rules.with(*rule, Some(Severity::Error)));
        assert_eq!(error[0].severity, Severity::Error, "weighed anew");
    }
    let tried: Vec<Rule> = SPOILT.iter().map(|(rule, ..)| *rule).collect();
    let all = Rule::ALL.iter().filter(|rule| **rule != Rule::NoSchedule);
    assert!(all.eq(&tried), "every rule but the one that takes a plan of thousands");
}

#[test]
fn each_rule_finds_its_mistake_in_a_workbook_and_names_the_cell() {
    for (rule, step, place, spoil) in SPOILT {
        let (mut draft, mut rules) = clean();
        spoil(&mut draft, &mut rules);
        let plan = Plan::new(draft).expect("a plan all the same");
        let bytes = plan_workbook(&plan, &WriteOptions::default()).expect("a workbook");
        let loaded = load_bytes(bytes, &Layout::default(), &Limits::default()).expect("a plan");
        let findings = loaded.check(&rules);
        assert_eq!(codes(&findings), [rule.code()]);
        assert_eq!(findings[0].step.as_ref().map(AsRef::as_ref), *step);
        let found = findings[0].place.as_ref().map(Place::to_string);
        assert_eq!(found.as_deref(), *place, "{rule:?}");
    }
}

#[test]
fn a_dry_run_that_cannot_be_projected_is_told() {
    let step = |id: String| {
        let step = Step::new(id, "CO").and_then(|step| step.in_dry_runs(["FDR1", "Live"]));
        step.expect("codes").lasting(minutes(1))
    };
    let ids = |letter: char| (0..3_200).map(move |nth| format!("{letter}{nth}"));
    let hub = step("hub".to_owned()).after(ids('a')).expect("ids");
    let hub = Step { dry_runs: [DryRun::live()].into(), ..hub };
    let after = ids('b').map(|id| step(id).after(["hub"]).expect("an id"));
    let steps = ids('a').map(step).chain([hub]).chain(after);
    let plan = Plan::from_steps(steps).expect("a plan");
    let mut rules = Rules::default();
    for rule in [Rule::NoOwner, Rule::NoStart, Rule::NoSuccessor] {
        rules = rules.with(rule, None);
    }
    let findings = plan.check(&rules);
    assert_eq!(codes(&findings), ["no-schedule"]);
    assert_eq!(findings[0].dry_runs, [DryRun::new("FDR1").expect("a name")]);
}

/// The findings of the plan that a change makes of the clean one.
fn found(change: impl Fn(&mut Draft, &mut Rules)) -> Vec<Finding> {
    let (mut draft, mut rules) = clean();
    change(&mut draft, &mut rules);
    Plan::new(draft).expect("a plan").check(&rules)
}

#[test]
fn a_threshold_is_not_passed_by_what_reaches_it() {
    let spared = found(|draft, rules| {
        of(draft, "HO00000002").duration = Some(rules.longest_step);
        of(draft, "CO00000002").duration = Some(minutes(120));
        of(draft, "FB00000002").duration = Some(minutes(360));
    });
    assert_eq!(spared, []);
    let waits = |longer: i64| {
        found(move |draft, rules| {
            rules.longest_wait = minutes(480);
            of(draft, "HO00000002").start = at("Fin", 60 + longer);
        })
    };
    assert_eq!((codes(&waits(0)), codes(&waits(1))), (vec![], vec!["long-wait"]));
}

#[test]
fn what_two_dry_runs_have_in_common_is_told_once() {
    let findings = found(|draft, _| of(draft, "CO00000002").duration = Some(minutes(150)));
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].dry_runs.len(), 2);
    let FindingKind::StartsBeforePrerequisiteEnds { by, .. } = findings[0].kind else {
        panic!("{findings:?}")
    };
    assert_eq!(by, minutes(30));
}

#[test]
fn a_redundant_prerequisite_is_told_with_the_path_that_makes_it_so() {
    let findings = found(|draft, _| {
        let first = of(draft, "AC00000001").id.clone();
        of(draft, "HO00000002").prerequisites.push(first.into());
    });
    assert_eq!(codes(&findings), ["redundant-prerequisite"]);
    let FindingKind::RedundantPrerequisite { path, .. } = &findings[0].kind else {
        panic!("{findings:?}")
    };
    let path: Vec<&str> = path.iter().map(AsRef::as_ref).collect();
    assert_eq!(
        path,
        [
            "AC00000001",
            "AC00000002",
            "CO00000001",
            "CO00000002",
            "CO00000004",
            "HO00000001",
            "HO00000002"
        ]
    );
}

#[test]
fn a_prerequisite_that_a_rehearsal_alone_makes_redundant_is_kept() {
    // FDR1 leaves CO3 out: there CO4 waits for CO1 by way of CO2 and would not need it.
    let findings = found(|draft, _| {
        of(draft, "CO00000003").dry_runs = [DryRun::live()].into();
    });
    assert_eq!(findings, []);
}

#[test]
fn nobody_is_booked_twice_by_a_watch_or_by_a_step_that_waits_for_the_other() {
    let same = |change: fn(&mut Draft, &mut Rules)| {
        found(move |draft, rules| {
            let person = vec![Email::new("anne@grid.example").expect("an address")];
            of(draft, "CO00000002").contacts.clone_from(&person);
            of(draft, "CO00000003").contacts = person;
            change(draft, rules);
        })
    };
    assert_eq!(codes(&same(|_, _| {})), ["double-booked"]);
    assert_eq!(same(|_, rules| rules.longest_attended = minutes(119)), [], "the long one");
    let one_after_the_other = same(|draft, _| {
        of(draft, "CO00000003").prerequisites =
            vec!["CO00000002".parse::<StepId>().expect("an id").into()];
        of(draft, "CO00000004").prerequisites.remove(0);
    });
    assert_eq!(codes(&one_after_the_other), ["starts-before-prerequisite-ends"]);
    assert_eq!(same(|draft, _| of(draft, "CO00000002").duration = Some(minutes(0))), []);
}

#[test]
fn those_who_answer_for_a_team_are_booked_twice_where_the_rules_say_so() {
    let leaders = |leaders| {
        found(move |draft, rules| {
            rules.leaders = leaders;
            for actor in &mut draft.actors {
                actor.head_of_department = Email::new("lea@grid.example").ok();
            }
            for step in &mut draft.steps {
                step.contacts.clear();
            }
        })
    };
    assert_eq!((codes(&leaders(false)), codes(&leaders(true))), (vec![], vec!["double-booked"]));
}

#[test]
fn milestones_of_a_plan_of_plain_dates_are_there_to_be_read() {
    let findings = found(|draft, rules| {
        rules.required_end = None;
        for step in &mut draft.steps {
            step.start = Start::Unset;
        }
    });
    assert!(codes(&findings).iter().all(|code| *code == "no-start"), "{findings:?}");
}

#[test]
fn a_rollback_without_dates_begins_with_the_last_decision() {
    let undated = |lasts: i64| {
        found(move |draft, rules| {
            *rules = rules.clone().with(Rule::NoStart, None);
            for id in ["FB00000001", "FB00000002"] {
                of(draft, id).start = Start::Unset;
            }
            of(draft, "FB00000002").duration = Some(minutes(lasts));
        })
    };
    // Decided at J0 + 3 h 30; two hours and a half later eight and a half are left to Fin.
    assert_eq!(codes(&undated(12 * 60 - 210 - 120)), [""; 0]);
    assert_eq!(codes(&undated(12 * 60 - 210 - 120 + 1)), ["rollback-too-late"]);
}

#[test]
fn without_a_required_end_no_rollback_is_too_late() {
    let findings = found(|draft, rules| {
        rules.required_end = None;
        of(draft, "FB00000002").duration = Some(minutes(24 * 60));
    });
    assert_eq!(findings, []);
}

#[test]
fn rules_read_back_from_their_own_data() {
    let (_, rules) = clean();
    let rules = Rules { leaders: true, longest_step: minutes(90), decisions: vec![], ..rules }
        .with(Rule::NoOwner, Some(Severity::Error))
        .with(Rule::LongWait, None);
    let text = serde_json::to_string(&rules).expect("data");
    assert_eq!(serde_json::from_str::<Rules>(&text).expect("rules"), rules);
    let yaml = "{no-owner: error, long-wait: false, longest_step: PT1H30M}";
    let read: Rules = serde_yaml_ng::from_str(yaml).expect("rules");
    assert_eq!(read.longest_step, rules.longest_step);
    assert_eq!(read.severity(Rule::LongWait), None);
}

#[test]
fn findings_read_back_from_their_own_data() {
    for (.., spoil) in SPOILT {
        let findings = found(spoil);
        let text = serde_json::to_string(&findings).expect("data");
        assert_eq!(serde_json::from_str::<Vec<Finding>>(&text).expect("findings"), findings);
    }
}

proptest! {
    #[test]
    fn findings_do_not_depend_on_the_order_of_the_steps(
        (given, shuffled) in steps(12).prop_flat_map(|steps| {
            (Just(steps.clone()), Just(steps).prop_shuffle())
        }),
    ) {
        let rules = Rules { longest_step: minutes(60), leaders: true, ..Rules::default() };
        let check = |steps| Plan::from_steps(steps).expect("a plan").check(&rules);
        prop_assert_eq!(check(given), check(shuffled));
    }

    #[test]
    fn every_finding_names_a_step_of_the_plan_once(plan in plan(12)) {
        let findings = plan.check(&Rules::default());
        prop_assert!(findings.windows(2).all(|it| it[0] < it[1]), "in order, each once");
        for finding in &findings {
            prop_assert_eq!(finding.kind.field().is_some(), finding.step.is_some());
            if let Some(step) = &finding.step {
                let step = plan.step(step.as_str()).expect("a step of the plan");
                let executes = |it: &DryRun| step.dry_runs.contains(it);
                prop_assert!(finding.dry_runs.iter().all(executes));
            }
        }
    }
}
