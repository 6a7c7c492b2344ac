//! The plan that a template shows: small, right, and to be overwritten.
//!
//! Kept true here: under the layout it was made for, it holds nothing that the layout has no
//! place for, and reads back without a problem or a warning.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use ptr_core::language::Language;
use ptr_core::{
    Actor, Draft, DryRun, DryRuns, Email, Environment, FromMilestone, InvalidCode, Milestone,
    Moment, NamedValues, Offset, Phases, Plan, RequiredEnd, Start, Step, When,
};

use crate::layout::{Column, Layout, MadeIds};
use crate::write::words::Words;

/// The example plan of a layout. Where the layout's ids, phases or time zone admit no example,
/// a plan without steps.
pub(crate) fn example(layout: &Layout, language: &Language) -> Plan {
    let texts = Words(language);
    let draft = |with_steps: bool| -> Result<Draft, InvalidCode> {
        let mut draft = Draft {
            timezone: layout.timezone,
            phases: layout.phases_of_plan(!is_there(&layout.steps.columns.phase)),
            dry_runs: Some(vec![DryRun::new("FDR1")?, DryRun::live()]),
            milestones: milestones(layout)?,
            actors: actors(layout, texts)?,
            environments: environments(layout, texts)?,
            steps: Vec::new(),
        };
        if with_steps {
            draft.steps = steps(layout, texts, &draft.phases)?;
        }
        Ok(draft)
    };
    let plan = |with_steps| draft(with_steps).ok().and_then(|draft| Plan::new(draft).ok());
    plan(true)
        .filter(|plan| plan.warnings().is_empty())
        .or_else(|| plan(false))
        .or_else(|| Plan::new(Draft::operator()).ok())
        .expect("a plan of nothing is a plan")
}

/// The name of a team, its department and its leader's address.
fn team_texts(texts: Words<'_>, team: usize) -> [String; 3] {
    [
        texts.word(&format!("workbook-example-team-{team}")).into_owned(),
        texts.word(&format!("workbook-example-department-{team}")).into_owned(),
        texts.word(&format!("workbook-example-mail-{team}")).into_owned(),
    ]
}

/// The milestone of a dry run.
fn j0(dry_run: &str) -> NaiveDateTime {
    let (month, day) = if dry_run == "FDR1" { (3, 27) } else { (6, 12) };
    NaiveDate::from_ymd_opt(2027, month, day)
        .and_then(|day| day.and_hms_opt(8, 0, 0))
        .unwrap_or_default()
}

fn is_there(column: &Column) -> bool {
    *column != Column::Absent
}

fn milestones(layout: &Layout) -> Result<Vec<Milestone>, InvalidCode> {
    let has_place = layout.dates.as_ref().is_some_and(|dates| {
        let columns = &dates.columns;
        [&columns.milestone, &columns.dry_run, &columns.date].into_iter().all(is_there)
    });
    if !has_place {
        return Ok(Vec::new());
    }
    let date = |name: &str| Ok((DryRun::new(name)?, Moment::Local(j0(name))));
    let dates: BTreeMap<DryRun, Moment> = ["FDR1", "Live"]
        .into_iter()
        .filter(|name| is_there(&layout.steps.columns.dry_runs) || *name == "Live")
        .map(date)
        .collect::<Result<_, InvalidCode>>()?;
    let j0 = Milestone { dates, ..Milestone::new("J0") };
    if layout.dates.as_ref().is_none_or(|dates| !is_there(&dates.columns.required_end)) {
        return Ok(vec![j0]);
    }
    // Two days later all must have ended.
    let later = |(dry_run, date): (&DryRun, &Moment)| match date {
        Moment::Local(local) => (dry_run.clone(), Moment::Local(*local + TimeDelta::days(2))),
        Moment::Instant(at) => (dry_run.clone(), Moment::Instant(*at + TimeDelta::days(2))),
    };
    let end = Milestone {
        dates: j0.dates.iter().map(later).collect(),
        required_end: Some(RequiredEnd::Whole),
        ..Milestone::new("J2")
    };
    Ok(vec![j0, end])
}

fn actors(layout: &Layout, texts: Words<'_>) -> Result<Vec<Actor>, InvalidCode> {
    let Some(columns) = layout.actors.as_ref().map(|actors| &actors.columns) else {
        return Ok(Vec::new());
    };
    if !is_there(&columns.team) {
        return Ok(Vec::new());
    }
    let mail = |column: &Column, mail: &str| -> Result<Option<Email>, InvalidCode> {
        is_there(column).then(|| Email::new(mail)).transpose()
    };
    let actor = |team: usize| {
        let [name, department, leader] = team_texts(texts, team);
        Ok(Actor {
            team: name,
            department: is_there(&columns.department).then_some(department),
            team_leader: mail(&columns.team_leader_mail, &leader)?,
            deputies: Vec::new(),
            head_of_department: mail(
                &columns.department_head_mail,
                &texts.word("workbook-example-head"),
            )?,
            extra: NamedValues::new(),
        })
    };
    [1, 2].into_iter().map(actor).collect()
}

fn environments(layout: &Layout, texts: Words<'_>) -> Result<Vec<Environment>, InvalidCode> {
    let columns = layout.environments.as_ref().map(|environments| &environments.columns);
    if !columns.is_some_and(|columns| is_there(&columns.environment)) {
        return Ok(Vec::new());
    }
    let word = |id| texts.word(id).into_owned();
    let name = word("workbook-example-environment");
    let mut by_dry_run = BTreeMap::from([(DryRun::live(), word("workbook-example-live"))]);
    if is_there(&layout.steps.columns.dry_runs) {
        by_dry_run.insert(DryRun::new("FDR1")?, word("workbook-example-rehearsed"));
    }
    Ok(vec![Environment { name, by_dry_run, extra: NamedValues::new() }])
}

/// A step before the milestone, one at it and one after it, each waiting for the one before.
fn steps(layout: &Layout, texts: Words<'_>, phases: &Phases) -> Result<Vec<Step>, InvalidCode> {
    let columns = &layout.steps.columns;
    let codes: Vec<String> = match phases {
        Phases::Listed(listed) => {
            let awake = listed.iter().filter(|phase| !phase.contingency);
            awake.map(|phase| phase.code.to_string()).collect()
        }
        Phases::AsTheyCome => vec!["PP".to_owned(), "CO".to_owned()],
    };
    let Some(first) = codes.first() else { return Ok(Vec::new()) };
    let middle = codes.get(codes.len() / 2).unwrap_or(first);
    let has_milestones = !milestones(layout)?.is_empty();
    let has_contacts = layout.actors.is_none() && is_there(&columns.contacts);

    let mut steps: Vec<Step> = Vec::new();
    let plan = [(first, -5, 0, 1, 60), (middle, 0, 0, 2, 90), (middle, 0, 2, 2, 240)];
    for (nth, (phase, days, hours, team, minutes)) in (1..).zip(plan) {
        let Some(id) = id(layout, phase, nth) else { return Ok(Vec::new()) };
        let mut step = Step::new(id, phase)?;
        let label = texts.word(&format!("workbook-example-step-{nth}"));
        let instructions = texts.word(&format!("workbook-example-instructions-{nth}"));
        let [team, department, leader] = team_texts(texts, team);
        if is_there(&columns.label) {
            step.label = label.into_owned();
        }
        step.dry_runs = DryRuns::from([DryRun::live()]);
        if is_there(&columns.dry_runs) {
            step.dry_runs.insert(DryRun::new("FDR1")?);
        }
        if let Some(before) = steps.last().filter(|_| is_there(&columns.prerequisites)) {
            step.prerequisites.push(before.id.clone().into());
        }
        if is_there(&columns.start) {
            let offset = Offset { days, seconds: hours * 3600 };
            step.start = Start::At(if has_milestones {
                When::FromMilestone(FromMilestone { milestone: "J0".to_owned(), offset })
            } else {
                let days = TimeDelta::days(days.into()) + TimeDelta::hours(hours);
                When::Moment(Moment::Local(j0("Live") + days))
            });
        }
        step.duration = is_there(&columns.duration).then(|| TimeDelta::minutes(minutes));
        step.team = is_there(&columns.team).then_some(team);
        step.department = is_there(&columns.department).then_some(department);
        step.instructions = is_there(&columns.instructions).then(|| instructions.into_owned());
        if has_contacts {
            step.contacts = vec![Email::new(&leader)?];
        }
        steps.push(step);
    }
    Ok(steps)
}

/// The id of a row, if one of the usual shapes is one: where ids are made, the one that is made of
/// it; else one that the layout's pattern takes, such as `CB-001` for `CB-[0-9]{3}`.
fn id(layout: &Layout, phase: &str, nth: u32) -> Option<String> {
    match layout.steps.ids {
        Some(MadeIds::Row) => {
            return Some((layout.steps.first_row.unwrap_or(2) + nth - 1).to_string());
        }
        Some(MadeIds::Position | MadeIds::Outline) => return Some(nth.to_string()),
        None => {}
    }
    let Some(pattern) = &layout.id_pattern else { return Some(format!("{phase}{nth:08}")) };
    let fixed = pattern.as_str().find(|c: char| !c.is_alphanumeric() && !"-_/ ".contains(c));
    let prefix = &pattern.as_str()[..fixed.unwrap_or_default()];
    let shapes = [
        format!("{phase}{nth:08}"),
        format!("{phase}-{nth}"),
        format!("{phase}{nth}"),
        format!("PP{nth:08}"),
        format!("{nth:08}"),
        format!("{nth}"),
    ];
    let counted = (1..=8).map(|digits| format!("{prefix}{nth:0digits$}"));
    shapes.into_iter().chain(counted).find(|id| pattern.matches(id))
}
