//! Random plans as they come from a workbook: every column, and unusual texts as they get into
//! cells by pasting.
//!
//! A plan from here may hold what no cell does: texts of any length, blanks around them, times
//! between two milliseconds, columns of nothing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use ptr_core::{
    Actor, Draft, DryRun, Email, Environment, FromMilestone, Milestone, Moment, NamedValues,
    Offset, Outcome, Phase, Phases, Plan, Prerequisite, RequiredEnd, Start, Step, StepId, Value,
    When,
};
use ptr_excel::value::normal;

const DRY_RUNS: [&str; 5] = ["FDR1", "FDR-1", "FDR2", "Répétition 10", "Live"];

/// A text over several lines, whatever it is: also one that says nothing, has blanks around it or is
/// longer than a cell.
pub fn pasted() -> impl Strategy<Value = String> {
    let long = ("(?s)(.| |\n|-|🗲){1,3}", 8_000..40_000_usize);
    prop_oneof![
        40 => "[a-zA-Zàéèêœ' .,;:]{1,40}",
        30 => "(?s).{1,24}",
        30 => "[-=+@'\"<>&_x0-9A-F\r\n\t ;/\\\\⟪⟫…]{0,24}",
        10 => "[\\x00-\\x1f\u{85}\u{2028}\u{200e}\u{feff}\u{ad} -]{0,4}",
        20 => prop::sample::select(vec![
            "=1+1", "<r>x</r>", "<r><t>&</t></r>", "_x0041_", "_x000D_", "0012", "1e5", "TRUE",
            "#REF!", "24/11/2026", "J0 + 2 h", "'abc", "{=A1}", "http://grid.example/?a=1&b=2",
            "mailto:a@b.example", "]]>", "<!--", "\u{feff}x", "a\u{200b}", "🗲⚡", "e\u{301}",
            "-", "—", "  a  ", "\u{a0}a", "⟪\"-\"⟫", "⟪null⟫", "…", "12FS", "4,5", "\u{fffe}\u{ffff}",
            "Identifiant", "Libellé",
        ])
        .prop_map(str::to_owned),
        1 => long.prop_map(|(text, times)| text.repeat(times)),
    ]
}

/// A text that says something on few lines.
pub fn said() -> impl Strategy<Value = String> {
    pasted().prop_filter("a text that says something", |text| text.len() < 999)
}

/// A name that is more than punctuation. Names are compared by their letters and digits.
fn name() -> impl Strategy<Value = String> {
    said().prop_filter("a name has letters", |text| !normal(text).is_empty())
}

fn id() -> impl Strategy<Value = StepId> {
    prop_oneof![3 => "[A-Z]{2}[0-9]{8}", 1 => "[0-9]{1,3}(\\.[0-9])?", 1 => said()]
        .prop_filter_map("ids are of one line", |text| StepId::new(text.trim()).ok())
}

fn dry_run(name: &str) -> DryRun {
    DryRun::new(name).expect("a name of one line")
}

/// A value for each of some dry runs.
fn by_dry_run<T: std::fmt::Debug>(
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = BTreeMap<DryRun, T>> {
    let names = subsequence(DRY_RUNS.to_vec(), 0..=DRY_RUNS.len());
    (names, vec(value, DRY_RUNS.len()))
        .prop_map(|(names, values)| names.into_iter().map(dry_run).zip(values).collect())
}

/// A date, most of which spreadsheets have: to the millisecond, from 1900 on.
fn date() -> impl Strategy<Value = NaiveDateTime> {
    let (first, last) = (-2_208_988_800_000_i64, 253_370_764_800_000);
    prop_oneof![
        4 => (1_700_000_000_i64..1_900_000_000).prop_map(|second| second * 1000),
        1 => first..last,
        1 => -30_000_000_000_000_i64..first,
    ]
    .prop_filter_map("within the calendar", DateTime::from_timestamp_millis)
    .prop_flat_map(|at| (Just(at), prop_oneof![4 => Just(0), 1 => 0..1_000_i64]))
    .prop_map(|(at, micro)| at.naive_utc() + TimeDelta::microseconds(micro))
}

/// A value of a further column.
fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        pasted().prop_map(Value::Text),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        (-9_i32..9).prop_map(|whole| Value::Float(whole.into())),
        any::<f64>().prop_filter("JSON has it", |number| number.is_finite()).prop_map(Value::Float),
        date().prop_map(|date| Value::Date { date }),
        Just(Value::Null),
        said().prop_map(|text| Value::List(vec![Value::Text(text), Value::Null])),
        (said(), any::<i64>()).prop_map(|(name, number)| {
            Value::Map(NamedValues::from([(name, Value::Int(number))]))
        }),
    ]
}

/// Further columns. Their headings are not known to the library.
fn extra(value: impl Strategy<Value = Value>) -> impl Strategy<Value = NamedValues> {
    let all = [
        "Criticité",
        "N° ancien",
        "Coût (€)",
        "Validé ?",
        "",
        " ",
        "criticité",
        "Identifiant",
        "▸ État",
        "⟪1⟫",
        "+",
    ];
    let headings = subsequence(all.to_vec(), 0..=4);
    (headings, vec(value, 4)).prop_map(|(headings, values)| {
        headings.into_iter().map(str::to_owned).zip(values).collect()
    })
}

fn actors() -> impl Strategy<Value = Vec<Actor>> {
    let mail = || option::weighted(0.8, "[a-z]{1,8}\\.[A-Z][a-z]{1,8}@grid\\.example");
    let text = || pasted().prop_map(Value::Text);
    let mails = (mail(), vec("[a-z]{1,8}@grid\\.example", 0..3), mail());
    vec((name(), option::of(name()), mails, extra(text())), 0..4).prop_map(|rows| {
        let (mut seen, mut departments) = (BTreeSet::new(), BTreeSet::new());
        rows.into_iter()
            .filter(|(team, ..)| seen.insert(normal(team)))
            .filter(|(_, it, ..)| it.as_ref().is_none_or(|it| departments.insert(normal(it))))
            .map(|(team, department, (leader, deputies, head), extra)| Actor {
                team,
                department,
                deputies: deputies.into_iter().filter_map(|mail| Email::new(mail).ok()).collect(),
                team_leader: leader.and_then(|mail| Email::new(mail).ok()),
                head_of_department: head.and_then(|mail| Email::new(mail).ok()),
                extra,
            })
            .collect()
    })
}

/// A date on the wall clock or an instant, also in the hour that is shown twice on the day the clocks
/// go back.
fn moment() -> impl Strategy<Value = Moment> {
    let twice = (0..7_200_i64).prop_filter_map("an instant", |second| {
        DateTime::from_timestamp(1_792_886_400 + second, 0).map(Moment::Instant)
    });
    let instant = date().prop_map(|date| Moment::Instant(date.and_utc()));
    prop_oneof![4 => date().prop_map(Moment::Local), 1 => twice, 1 => instant]
}

fn milestones() -> impl Strategy<Value = Vec<Milestone>> {
    let name = prop_oneof![2 => "J[0-9]", 1 => "J-[0-9]{1,2}", 1 => said()];
    let text = pasted().prop_map(Value::Text);
    // Most of what must have ended by a date begins after it, and is no plan.
    let required_end = option::weighted(0.1, option::of(0..6_usize));
    vec((name, by_dry_run(moment()), required_end, extra(text)), 0..4).prop_map(|rows| {
        let mut seen = BTreeSet::new();
        rows.into_iter()
            .filter(|(name, ..)| seen.insert(name.clone()))
            .map(|(name, dates, required_end, extra)| {
                let required_end = required_end.map(|phase| match phase {
                    Some(phase) => RequiredEnd::Phase(Phase::standard().swap_remove(phase).code),
                    None => RequiredEnd::Whole,
                });
                Milestone { dates, required_end, extra, ..Milestone::new(name) }
            })
            .collect()
    })
}

fn environments() -> impl Strategy<Value = Vec<Environment>> {
    let text = pasted().prop_map(Value::Text);
    vec((said(), by_dry_run(said()), extra(text)), 0..3).prop_map(|rows| {
        let mut seen = BTreeSet::new();
        rows.into_iter()
            .filter(|(name, ..)| seen.insert(name.clone()))
            .map(|(name, by_dry_run, extra)| Environment { name, by_dry_run, extra })
            .collect()
    })
}

/// The random values of a start: a milestone or none; a date; days and seconds of an offset.
type Said = (Option<Index>, Moment, i32, i64);

fn when() -> impl Strategy<Value = Said> {
    let seconds = prop_oneof![Just(0), -90_000_i64..90_000, (-50_i64..50).prop_map(|h| h * 1800)];
    (option::of(any::<Index>()), moment(), -40..40, seconds)
}

/// The random values of a row of steps.
#[derive(Debug, Clone)]
struct Row {
    id: StepId,
    label: String,
    phase: usize,
    dry_runs: Vec<&'static str>,
    prerequisites: Vec<bool>,
    /// `None` if unset; else whether it is the same for all dry runs, and the values for some.
    start: Option<(bool, BTreeMap<DryRun, Said>)>,
    duration: Option<i64>,
    team: Option<Index>,
    department: Option<(Index, String)>,
    contacts: Vec<String>,
    /// The outcomes of a decision, or none.
    outcomes: Vec<String>,
    /// For each prerequisite that is a decision, which of its outcomes is asked.
    asks: Vec<Option<Index>>,
    instructions: Option<String>,
    extra: NamedValues,
}

fn rows(most: usize) -> impl Strategy<Value = Vec<Row>> {
    let texts = (
        option::weighted(0.9, said()),
        option::weighted(0.5, (any::<Index>(), said())),
        option::weighted(0.7, pasted()),
        option::weighted(0.9, any::<Index>()),
        prop_oneof![3 => Just(vec![]), 1 => vec("[a-z]{1,8}@grid\\.example", 1..3)],
        prop_oneof![
            3 => Just(BTreeSet::new()),
            1 => Just(BTreeSet::from(["GO", "NO-GO"].map(str::to_owned))),
            1 => btree_set(said(), 2..4),
        ],
        vec(option::of(any::<Index>()), most),
    );
    let start = option::weighted(0.9, (any::<bool>(), by_dry_run(when())));
    let duration = prop_oneof![
        (0_i64..10_000).prop_map(|minutes| minutes * 60_000),
        0..31_000_000_000_000_i64,
    ]
    .prop_flat_map(|milli| (Just(milli), prop_oneof![4 => Just(0), 1 => 0..1_000_i64]));
    let duration = option::of(duration.prop_map(|(milli, micro)| milli * 1_000 + micro));
    let row = (
        0..6_usize,
        subsequence(DRY_RUNS.to_vec(), 0..=DRY_RUNS.len()),
        vec(prop::bool::weighted(0.3), most),
        start,
        duration,
        texts,
        extra(value()),
    );
    (btree_set(id(), 0..=most), vec(row, most)).prop_map(|(ids, rows)| {
        let rows = ids.into_iter().zip(rows);
        rows.map(|(id, (phase, dry_runs, prerequisites, start, duration, texts, extra))| {
            let (label, department, instructions, team, mut contacts, outcomes, asks) = texts;
            let outcomes = outcomes.into_iter().map(|it| it.trim().to_owned());
            let outcomes: Vec<_> = outcomes.filter(|it| Outcome::new(it).is_ok()).collect();
            let outcomes = if outcomes.len() > 1 { outcomes } else { Vec::new() };
            contacts.dedup();
            let label = label.unwrap_or_default();
            Row {
                id,
                label,
                phase,
                dry_runs,
                prerequisites,
                start,
                duration,
                team,
                department,
                contacts,
                outcomes,
                asks,
                instructions,
                extra,
            }
        })
        .collect()
    })
}

/// A plan of at most `most` steps as it is read from a workbook of the default layout, except for
/// ids, which are any text.
pub fn plan(most: usize) -> impl Strategy<Value = Plan> {
    let zone = prop::sample::select(vec![
        Tz::Europe__Brussels,
        Tz::UTC,
        Tz::Asia__Kolkata,
        Tz::Australia__Lord_Howe,
    ]);
    let sets = option::weighted(0.3, any::<Index>());
    let frame = (prop_oneof![2 => Just(Tz::Europe__Brussels), 1 => zone], sets);
    (rows(most), actors(), milestones(), environments(), frame).prop_filter_map(
        "dates stay within the calendar",
        |(rows, actors, milestones, environments, (timezone, sets))| {
            let ids: Vec<(StepId, Vec<String>)> =
                rows.iter().map(|row| (row.id.clone(), row.outcomes.clone())).collect();
            let steps = rows
                .into_iter()
                .enumerate()
                .map(|(nth, row)| step(nth, row, &ids, &actors, &milestones));
            let steps: Vec<Step> = steps.collect();
            // A dry run that no step or milestone names is no dry run of the plan.
            let of_steps = steps.iter().flat_map(|step| step.dry_runs.iter());
            let of_milestones = milestones.iter().flat_map(|milestone| milestone.dates.keys());
            let of_environments = environments.iter().flat_map(|it| it.by_dry_run.keys());
            let of_dates = steps.iter().filter_map(|step| match &step.start {
                Start::ByDryRun(dates) => Some(dates.keys()),
                Start::Unset | Start::At(_) => None,
            });
            let used = of_steps.chain(of_milestones).chain(of_environments);
            let used: BTreeSet<&DryRun> = used.chain(of_dates.flatten()).collect();
            let dry_runs = Some(used.into_iter().cloned().collect());
            let mut phases = Phase::standard();
            for phase in phases.iter_mut().filter(|phase| phase.contingency) {
                let set = sets.filter(|_| !milestones.is_empty()).map(|it| it.get(&milestones));
                phase.sets = set.map(|milestone| milestone.name.clone());
            }
            let phases = Phases::Listed(phases);
            Plan::new(Draft { timezone, phases, dry_runs, milestones, actors, environments, steps })
                .ok()
        },
    )
}

fn step(
    nth: usize,
    row: Row,
    ids: &[(StepId, Vec<String>)],
    actors: &[Actor],
    milestones: &[Milestone],
) -> Step {
    let when = |(milestone, date, days, seconds): Said| match milestone
        .filter(|_| !milestones.is_empty())
    {
        None => When::Moment(date),
        Some(which) => When::FromMilestone(FromMilestone {
            milestone: which.get(milestones).name.clone(),
            offset: Offset { days, seconds },
        }),
    };
    let start = match row.start {
        None => Start::Unset,
        Some((_, dates)) if dates.is_empty() => Start::Unset,
        Some((true, dates)) => {
            dates.into_values().next().map_or(Start::Unset, |date| Start::At(when(date)))
        }
        Some((false, dates)) => {
            Start::ByDryRun(dates.into_iter().map(|(name, date)| (name, when(date))).collect())
        }
    };
    let before = ids.iter().take(nth).zip(&row.prerequisites).zip(&row.asks);
    let prerequisite = |((id, outcomes), asks): (&(StepId, Vec<String>), &Option<Index>)| {
        let asked = asks.filter(|_| !outcomes.is_empty()).map(|asked| asked.get(outcomes));
        let outcome = asked.and_then(|outcome| Outcome::new(outcome).ok());
        Prerequisite { step: id.clone(), outcome }
    };
    let before = before.filter(|((_, is_one), _)| **is_one);
    let phase = Phase::standard().swap_remove(row.phase).code;
    Step {
        label: row.label,
        phase,
        dry_runs: row.dry_runs.into_iter().map(dry_run).collect(),
        prerequisites: before.map(|((id, _), asks)| prerequisite((id, asks))).collect(),
        outcomes: row.outcomes.iter().filter_map(|it| Outcome::new(it).ok()).collect(),
        quorum: (row.outcomes.len() > 2).then_some(1),
        start,
        duration: row.duration.map(TimeDelta::microseconds),
        team: row.team.filter(|_| !actors.is_empty()).map(|which| which.get(actors).team.clone()),
        department: row.department.map(|(which, other)| {
            let known: Vec<&String> =
                actors.iter().filter_map(|it| it.department.as_ref()).collect();
            match which.index(known.len() + 1) {
                0 => format!("Autre département : {other}"),
                nth => known[nth - 1].clone(),
            }
        }),
        contacts: row.contacts.iter().filter_map(|mail| Email::new(mail).ok()).collect(),
        instructions: row.instructions,
        extra: row.extra,
        id: row.id,
    }
}
