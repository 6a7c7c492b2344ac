//! Drawings looked at as a whole, their reduction held to its law, their labels to what
//! labels may contain.

mod pictures;

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use petgraph::algo::tred::{dag_to_toposorted_adjacency_list, dag_transitive_reduction_closure};
use petgraph::graph::DiGraph;
use petgraph::visit::IntoNeighbors;
use proptest::prelude::*;

use super::options::{Direction, DrawOptions};
use super::reduction;
use crate::dense::Dense;
use crate::language::Language;
use crate::{Command, Email, Moment, PhaseCode, Plan, Run, Schedule, Step};

pub(super) static FRENCH: Language = Language::french();
pub(super) static ENGLISH: Language = Language::english();

pub(super) type Failure = Box<dyn std::error::Error>;

fn start() -> DateTime<Utc> {
    "2026-03-28T21:00:00Z".parse().expect("an instant")
}

/// One evening of a small plan: a step in each state, and labels that try every trick.
pub(super) fn evening() -> Result<(Run, DateTime<Utc>), Failure> {
    let step = |id: &str, label: &str, hours: i64, after: &[&str]| -> Result<Step, Failure> {
        Ok(Step::new(id, &id[..2])?
            .labelled(label)
            .in_dry_runs(["FDR1"])?
            .starting(Moment::Instant(start() + TimeDelta::hours(hours)))
            .after(after)?
            .carried_out_by("Registre", ["anne@grid.example"])?)
    };
    let plan = Plan::from_steps([
        step("PP00000001", "Sauvegarder les registres", -2, &[])?,
        step("PP00000002", "Prévenir les gestionnaires de réseau de la coupure", -1, &[])?,
        step("AC00000001", "Arrêter \"l'ancien\" système", 0, &["PP00000001", "PP00000002"])?,
        step("CO00000001", "Copier C:\\data\\ & <b>vérifier</b> #1;", 1, &["AC00000001"])?,
        step("CO00000002", "%% end ]; `x` {y} (z) |a| style:#q", 0, &["PP00000001"])?,
        step("CO00000003", "1. Ouvrir\nle marché", 2, &["CO00000001", "AC00000001"])?,
        step("CO00000004", "", 3, &["PP00000001", "PP00000002", "CO00000003"])?,
        step("DC00000001", "Démarrer", 300, &["CO00000003", "CO00000004"])?,
    ])?;
    let plan = Plan::new(crate::Draft {
        phases: crate::Phases::Listed(
            crate::Phase::standard().into_iter().filter(|it| !it.contingency).collect(),
        ),
        ..plan.to_draft()
    })?;
    let anne = Email::new("anne@grid.example")?;
    let paul = Email::new("paul@grid.example")?;
    let mut run = Run::new(plan.schedule("FDR1")?, [paul.clone()]);
    let first = || -> Result<_, Failure> { Ok("PP00000001".parse()?) };
    run.execute(&Command::Start { step: first()? }, &anne, start())?;
    run.execute(&Command::close(first()?), &anne, start())?;
    let skip = Command::Skip { step: "PP00000002".parse()?, reason: "déjà fait".to_owned() };
    run.execute(&skip, &paul, start())?;
    run.execute(&Command::Start { step: "AC00000001".parse()? }, &anne, start())?;
    Ok((run, start() + TimeDelta::hours(2)))
}

/// The steps of a phase, from top to bottom.
pub(super) fn phase_of_three() -> Result<DrawOptions, Failure> {
    Ok(DrawOptions {
        phase: Some(PhaseCode::new("CO")?),
        direction: Direction::TopToBottom,
        ..DrawOptions::default()
    })
}

#[test]
fn a_run_is_drawn_for_graphviz() -> Result<(), Failure> {
    let (run, at) = evening()?;
    insta::assert_snapshot!("run.dot", run.view(at).to_dot(&DrawOptions::default(), &FRENCH));
    insta::assert_snapshot!("phase.dot", run.view(at).to_dot(&phase_of_three()?, &ENGLISH));
    Ok(())
}

#[test]
fn a_run_is_drawn_for_mermaid() -> Result<(), Failure> {
    let (run, at) = evening()?;
    insta::assert_snapshot!(
        "run.mermaid",
        run.view(at).to_mermaid(&DrawOptions::default(), &FRENCH)
    );
    insta::assert_snapshot!("phase.mermaid", run.view(at).to_mermaid(&phase_of_three()?, &ENGLISH));
    Ok(())
}

#[test]
fn a_schedule_is_drawn_without_states() -> Result<(), Failure> {
    let (run, _) = evening()?;
    let bare = DrawOptions { reduce: false, group_by_phase: false, ..DrawOptions::default() };
    insta::assert_snapshot!("schedule.dot", run.schedule().to_dot(&bare, &FRENCH));
    insta::assert_snapshot!("schedule.mermaid", run.schedule().to_mermaid(&bare, &FRENCH));
    Ok(())
}

#[test]
fn a_phase_without_steps_gives_an_empty_drawing() -> Result<(), Failure> {
    let (run, at) = evening()?;
    let nothing =
        DrawOptions { phase: Some(PhaseCode::new("HO")?), legend: false, ..DrawOptions::default() };
    assert!(!run.view(at).to_dot(&nothing, &FRENCH).contains("subgraph"));
    assert!(run.view(at).to_mermaid(&nothing, &FRENCH).ends_with("flowchart LR\n"));
    Ok(())
}

/// Plans of a few steps, each waiting for some of those before it, in any order of ids.
fn schedules() -> impl Strategy<Value = Schedule> {
    let waits =
        prop::collection::vec(prop::collection::vec(any::<prop::sample::Index>(), 0..4), 1..24);
    (waits, any::<u64>()).prop_map(|(waits, seed)| {
        // Ids in an order that has nothing to do with who waits for whom.
        let id = |place: usize| {
            let mixed = (place as u64).wrapping_mul(seed | 1).wrapping_add(seed) % 97;
            format!("CO{:08}", mixed * 100 + place as u64)
        };
        let steps = waits.iter().enumerate().map(|(place, waits)| {
            let before = waits.iter().filter(|_| place > 0).map(|index| id(index.index(place)));
            let before: BTreeSet<String> = before.collect();
            Step::new(id(place), "CO")
                .and_then(|step| step.in_dry_runs(["FDR1"]))
                .and_then(|step| step.after(before))
                .expect("ids of one line")
        });
        let plan = Plan::from_steps(steps).expect("no circle: all wait for earlier ones");
        plan.schedule("FDR1").expect("a dry run of the plan")
    })
}

/// The arrows that a drawing in DOT has.
fn arrows(dot: &str) -> BTreeSet<(String, String)> {
    let arrow = |line: &str| {
        let (from, to) = line.trim().trim_end_matches(';').split_once(" -> ")?;
        Some((from.trim_matches('"').to_owned(), to.trim_matches('"').to_owned()))
    };
    dot.lines().filter_map(arrow).collect()
}

/// Who reaches whom along arrows.
fn reached(arrows: &BTreeSet<(String, String)>) -> BTreeSet<(String, String)> {
    let mut reached = arrows.clone();
    loop {
        let further: Vec<_> = reached
            .iter()
            .flat_map(|(from, via)| {
                arrows
                    .iter()
                    .filter(move |(step, _)| step == via)
                    .map(|(_, to)| (from.clone(), to.clone()))
            })
            .filter(|pair| !reached.contains(pair))
            .collect();
        if further.is_empty() {
            return reached;
        }
        reached.extend(further);
    }
}

pub(super) fn of_one_step(id: &str, label: &str) -> Schedule {
    let step = Step::new(id, "CO").and_then(|step| step.in_dry_runs(["FDR1"]));
    let plan = Plan::from_steps([step.expect("one line").labelled(label)]);
    plan.expect("a plan of one step").schedule("FDR1").expect("a dry run of the plan")
}

proptest! {
    #[test]
    fn reduction_keeps_who_reaches_whom(schedule in schedules()) {
        let whole = DrawOptions { reduce: false, ..DrawOptions::default() };
        let whole = arrows(&schedule.to_dot(&whole, &FRENCH));
        let reduced = arrows(&schedule.to_dot(&DrawOptions::default(), &FRENCH));
        prop_assert!(reduced.is_subset(&whole));
        prop_assert_eq!(reached(&reduced), reached(&whole));
    }

    #[test]
    fn reduction_leaves_exactly_the_arrows_that_petgraph_leaves(schedule in schedules()) {
        let mut graph = DiGraph::<(), ()>::new();
        let nodes: Vec<_> = schedule.steps().map(|_| graph.add_node(())).collect();
        for step in schedule.steps() {
            for before in schedule.prerequisites(step) {
                graph.add_edge(nodes[before.position()], nodes[step.position()], ());
            }
        }
        let (sorted, _) = dag_to_toposorted_adjacency_list::<_, u32>(&graph, &nodes);
        let (reduction, _) = dag_transitive_reduction_closure(&sorted);
        let theirs: BTreeSet<(usize, usize)> = (0..schedule.len())
            .flat_map(|from| {
                let from_u32 = u32::try_from(from).expect("few steps");
                reduction.neighbors(from_u32).map(move |to| (from, to as usize)).collect::<Vec<_>>()
            })
            .collect();
        let ours = reduction::reduced(&schedule);
        let ours: BTreeSet<(usize, usize)> = ours
            .iter()
            .flat_map(|(to, from)| from.iter().map(move |from| (from.position(), to.index())))
            .collect();
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn no_text_of_a_plan_escapes_from_its_label(label in any::<String>(), id in "[ -~]{1,12}") {
        let schedule = of_one_step(&format!("a{}b", id.trim()), &label);
        let plain = of_one_step("CO1", "");
        let options = DrawOptions::default();
        for (drawn, likewise) in [
            (schedule.to_dot(&options, &FRENCH), plain.to_dot(&options, &FRENCH)),
            (schedule.to_mermaid(&options, &FRENCH), plain.to_mermaid(&options, &FRENCH)),
        ] {
            // Between the quotation marks anything; outside them nothing but what is always there.
            let outside = |text: &str| {
                let mut outside = String::new();
                let (mut quoted, mut escaped) = (false, false);
                for c in text.chars() {
                    match c {
                        '"' if !escaped => quoted = !quoted,
                        _ if !quoted => outside.push(c),
                        _ => {}
                    }
                    escaped = quoted && c == '\\' && !escaped;
                }
                outside
            };
            prop_assert_eq!(outside(&drawn), outside(&likewise));
            prop_assert_eq!(drawn.lines().count(), likewise.lines().count());
        }
    }
}
