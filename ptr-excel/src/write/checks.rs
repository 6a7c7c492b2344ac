//! The sheet of what the clinic finds in a dry run, each finding with its cure and a link to its
//! step.
//!
//! The loader does not know this sheet and leaves it alone.

use ptr_core::{Finding, Rules};

use super::cell::Content;
use super::column::{Column, Role};
use super::links::Links;
use super::status::Status;
use super::table::{Row, Table};
use crate::layout::StepColumns;

/// What is found in the plan of a run and concerns its dry run.
pub(super) fn findings(status: &Status<'_>, rules: &Rules) -> Vec<Finding> {
    let schedule = status.view.schedule();
    let mut findings = schedule.plan().check(rules);
    findings.retain(|it| it.dry_runs.is_empty() || it.dry_runs.contains(schedule.dry_run()));
    findings.retain(|it| it.step.as_ref().is_none_or(|id| schedule.find(id.as_str()).is_some()));
    findings
}

/// The table of findings; `links` is where ids lead to.
pub(super) fn table<'a>(
    name: String,
    findings: &'a [Finding],
    status: &Status<'a>,
    links: &Links<'_>,
) -> Table<'a> {
    let words = status.words;
    let plan = status.view.schedule().plan();
    let column = |heading: String, width| Column::new(heading, Role::Extra, width);
    let columns = vec![
        column(words.word("workbook-checks-severity").into_owned(), 15.0),
        column(words.heading(StepColumns::ID), 15.0),
        column(words.heading(StepColumns::LABEL), 40.0),
        column(words.word("workbook-checks-found").into_owned(), 60.0),
        column(words.word("workbook-checks-cure").into_owned(), 60.0),
        column(words.word("workbook-checks-rule").into_owned(), 44.0),
    ];
    let row = |finding: &'a Finding| {
        let (step, rule) = (finding.step.as_ref(), finding.kind.rule());
        let id = step.map_or(Content::Nothing, |id| links.to(id));
        let label = step.and_then(|id| Some(plan.step(id.as_str())?.label.as_str()));
        let cells = vec![
            Content::Prose(finding.severity.label(words.0)),
            id,
            Content::prose(label.filter(|label| !label.is_empty())),
            Content::Prose(finding.found(words.0).into()),
            Content::Prose(finding.cure(words.0).into()),
            // The code is what a layout names the rule by.
            Content::Prose(format!("{} ({})", rule.label(words.0), rule.code()).into()),
        ];
        Row { step, muted: false, cells }
    };
    let mut rows: Vec<Row<'a>> = findings.iter().map(row).collect();
    if rows.is_empty() {
        let none = Content::Muted(words.word("workbook-checks-none"));
        let mut cells = vec![Content::Nothing; columns.len()];
        cells[3] = none;
        rows.push(Row { step: None, muted: true, cells });
    }
    Table {
        sheet: name,
        heading_row: 0,
        columns,
        rows,
        frozen: 2,
        examples: false,
        validations: Vec::new(),
    }
}
