//! Random plans as they come from a workbook: every column, and unusual texts as they get into
//! cells by pasting.
//!
//! Where a workbook cannot represent a difference (an empty text and none, a label with blanks
//! around it), the plans contain the value that is read from a workbook.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDateTime, TimeDelta};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use ptr_core::{
    Actor, Draft, DryRun, Email, Environment, FromMilestone, Milestone, Moment, NamedValues,
    Offset, Phase, Plan, Start, Step, StepId, Value, When,
};
use ptr_excel::value::{is_nothing, items, normal};

const DRY_RUNS: [&str; 5] = ["FDR1", "FDR-1", "FDR2", "Répétition 10", "Live"];

/// A text of one or several lines that a cell can contain and that is not blank.
pub fn pasted() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-zA-Zàéèêœ' .,;:]{1,40}",
        2 => "(?s).{1,24}",
        2 => "[-=+@'\"<>&_x0-9A-F\n\t ;/\\\\]{1,24}",
        1 => prop::sample::select(vec![
            "=1+1", "<r>x</r>", "<r><t>&</t></r>", "_x0041_", "_x000D_", "0012", "1e5", "TRUE",
            "#REF!", "24/11/2026", "J0 + 2 h", "'abc", "{=A1}", "http://grid.example/?a=1&b=2",
            "mailto:a@b.example", "]]>", "<!--", "\u{feff}x", "a\u{200b}", "🗲⚡", "e\u{301}",
        ])
        .prop_map(str::to_owned),
    ]
    .prop_filter("a cell of blanks is empty", |text| !trimmed(text).is_empty())
    // This library normalises line breaks in instructions.
    .prop_map(|text| text.replace('\r', "\n"))
    .prop_filter("a cell of blanks is empty", |text| !trimmed(text).is_empty())
}

/// A text that is not blank, without blanks around it.
pub fn said() -> impl Strategy<Value = String> {
    pasted()
        .prop_map(|text| trimmed(&text).to_owned())
        .prop_filter("a dash says nothing", |text| !is_nothing(text))
}

/// A name that is more than punctuation. Names are compared by their letters and digits.
fn name() -> impl Strategy<Value = String> {
    said().prop_filter("a name has letters", |text| !normal(text).is_empty())
}

/// The text without the blanks around it, including those without width.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'))
}

fn id() -> impl Strategy<Value = StepId> {
    prop_oneof![3 => "[A-Z]{2}[0-9]{8}", 1 => "[0-9]{1,3}(\\.[0-9])?", 1 => said()]
        .prop_filter_map("ids are one item of a list", |text| {
            items(&text).eq([text.as_str()]).then(|| StepId::new(&text).ok()).flatten()
        })
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

/// A date in the range of spreadsheets, in milliseconds.
fn date() -> impl Strategy<Value = NaiveDateTime> {
    let (first, last) = (-2_208_988_800_000_i64, 253_370_764_800_000);
    prop_oneof![
        4 => (1_700_000_000_i64..1_900_000_000).prop_map(|second| second * 1000),
        1 => first..last,
    ]
    .prop_filter_map("within the calendar", |milli| {
        DateTime::from_timestamp_millis(milli).map(|at| at.naive_utc())
    })
}

/// A value of a further column.
fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        pasted().prop_map(Value::Text),
        any::<bool>().prop_map(Value::Bool),
        (-(1_i64 << 53) + 1..1 << 53).prop_map(Value::Int),
        any::<f64>()
            .prop_filter("a number without decimals is whole", |number| {
                number.is_finite() && (number.fract() != 0.0 || number.abs() >= 1e16)
            })
            .prop_map(Value::Float),
        date().prop_map(|date| Value::Date { date }),
    ]
}

/// Further columns. Their headings are not known to the library.
fn extra(value: impl Strategy<Value = Value>) -> impl Strategy<Value = NamedValues> {
    let headings = subsequence(vec!["Criticité", "N° ancien", "Coût (€)", "Validé ?"], 0..=4);
    (headings, vec(value, 4)).prop_map(|(headings, values)| {
        headings.into_iter().map(str::to_owned).zip(values).collect()
    })
}

fn actors() -> impl Strategy<Value = Vec<Actor>> {
    let mail = || option::weighted(0.8, "[a-z]{1,8}\\.[A-Z][a-z]{1,8}@grid\\.example");
    let text = || pasted().prop_map(Value::Text);
    vec((name(), option::of(name()), mail(), mail(), extra(text())), 0..4).prop_map(|rows| {
        let (mut seen, mut departments) = (BTreeSet::new(), BTreeSet::new());
        rows.into_iter()
            .filter(|(team, ..)| seen.insert(normal(team)))
            .filter(|(_, it, ..)| it.as_ref().is_none_or(|it| departments.insert(normal(it))))
            .map(|(team, department, leader, head, extra)| Actor {
                team,
                department,
                team_leader: leader.and_then(|mail| Email::new(mail).ok()),
                head_of_department: head.and_then(|mail| Email::new(mail).ok()),
                extra,
            })
            .collect()
    })
}

fn milestones() -> impl Strategy<Value = Vec<Milestone>> {
    let name = prop_oneof![2 => "J[0-9]", 1 => "J-[0-9]{1,2}", 1 => said()];
    let dates = by_dry_run(date().prop_map(Moment::Local));
    let text = pasted().prop_map(Value::Text);
    vec((name, dates, extra(text)), 0..4).prop_map(|rows| {
        let mut seen = BTreeSet::new();
        rows.into_iter()
            .filter(|(name, ..)| seen.insert(name.to_lowercase()))
            .map(|(name, dates, extra)| Milestone { name, dates, extra })
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
type Said = (Option<Index>, NaiveDateTime, i32, i64);

fn when() -> impl Strategy<Value = Said> {
    let seconds = prop_oneof![Just(0), -90_000_i64..90_000, (-50_i64..50).prop_map(|h| h * 1800)];
    (option::of(any::<Index>()), date(), -40..40, seconds)
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
    );
    let start = option::weighted(0.9, (any::<bool>(), by_dry_run(when())));
    let duration = option::of(prop_oneof![
        (0_i64..10_000).prop_map(|minutes| minutes * 60_000),
        0..31_000_000_000_000_i64,
    ]);
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
            let (label, department, instructions, team, mut contacts) = texts;
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
    (rows(most), actors(), milestones(), environments()).prop_filter_map(
        "dates stay within the calendar",
        |(rows, actors, milestones, environments)| {
            let ids: Vec<StepId> = rows.iter().map(|row| row.id.clone()).collect();
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
            let draft =
                Draft { steps, dry_runs, actors, milestones, environments, ..Draft::operator() };
            Plan::new(draft).ok()
        },
    )
}

fn step(nth: usize, row: Row, ids: &[StepId], actors: &[Actor], milestones: &[Milestone]) -> Step {
    let when = |(milestone, date, days, seconds): Said| match milestone
        .filter(|_| !milestones.is_empty())
    {
        None => When::Moment(Moment::Local(date)),
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
    let before = ids.iter().take(nth).zip(&row.prerequisites);
    let phase = Phase::standard().swap_remove(row.phase).code;
    Step {
        label: row.label,
        phase,
        dry_runs: row.dry_runs.into_iter().map(dry_run).collect(),
        prerequisites: before.filter(|(_, is_one)| **is_one).map(|(id, _)| id.clone()).collect(),
        start,
        duration: row.duration.map(TimeDelta::milliseconds),
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
