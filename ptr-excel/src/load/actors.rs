//! The sheet of actors: teams, departments, and the addresses of those who answer for them.

use ptr_core::{Actor, Email, Fault, Field, Problem};

use super::table::{self, Key, Row, text_of};
use super::{find_sheet, place};
use crate::cells::CellValue;
use crate::error::LoadError;
use crate::heading::{Headings, Place};
use crate::layout::{ActorColumns, Table};
use crate::load::steps::extra_of;
use crate::source::Workbook;
use crate::value::{is_nothing, mail_addresses};

/// The actors, and where each of them stands.
#[derive(Debug, Default)]
pub(super) struct Actors {
    pub(super) all: Vec<Actor>,
    pub(super) sheet: String,
    /// The row and column of each actor's team.
    pub(super) cells: Vec<(u32, u32)>,
}

/// The sheet is known by its headings.
const KEY: Key = Key { heading: "Équipe", is_one: |_| false };

pub(super) fn read(
    workbook: &mut Workbook,
    table: &Table<ActorColumns>,
    problems: &mut Vec<Problem>,
) -> Result<Actors, LoadError> {
    let Some((sheet, name)) = find_sheet(workbook, table, problems) else {
        return Ok(Actors::default());
    };
    let mut actors = Actors { sheet: name.clone(), ..Actors::default() };
    let mut found = Vec::new();
    table::read(workbook, (sheet, &name), table, &KEY, problems, |headings, row| {
        read_row(headings, row, table, &mut actors, &mut found);
    })?;
    problems.append(&mut found);
    Ok(actors)
}

fn read_row(
    headings: &Headings,
    row: &Row,
    table: &Table<ActorColumns>,
    actors: &mut Actors,
    problems: &mut Vec<Problem>,
) {
    let columns = &table.columns;
    let team = headings.place(&columns.team, ActorColumns::TEAM);
    let department = headings.place(&columns.department, ActorColumns::DEPARTMENT);
    let leader = headings.place(&columns.team_leader_mail, ActorColumns::TEAM_LEADER_MAIL);
    let head = headings.place(&columns.department_head_mail, ActorColumns::DEPARTMENT_HEAD_MAIL);
    let sheet = actors.sheet.clone();
    let text = |place_of: &Place, problems: &mut Vec<Problem>| {
        let (col, value) = row.at(place_of)?;
        match value {
            CellValue::Fault(fault) => {
                let fault = Fault::ErrorCell { found: fault.to_string() };
                problems.push(Problem::of_plan(fault).at(place(&sheet, row.row, col)));
                None
            }
            value => Some((col, text_of(value).into_owned())).filter(|(_, text)| !is_nothing(text)),
        }
    };
    let department_text = text(&department, problems).map(|(_, text)| text);
    let mut mail = |place_of: &Place| {
        let (col, found) = text(place_of, problems)?;
        let addresses: Vec<&str> = mail_addresses(&found).collect();
        let address = match addresses[..] {
            [address] => Email::new(address).ok(),
            _ => None,
        };
        if address.is_none() {
            let fault = Fault::BadAddress { found };
            let mut problem = Problem::of_plan(fault).at(place(&sheet, row.row, col));
            problem.field = Some(Field::Contacts);
            problems.push(problem);
        }
        address
    };
    let (team_leader, head_of_department) = (mail(&leader), mail(&head));
    let Some((col, team_text)) = text(&team, problems) else {
        let says_something =
            department_text.is_some() || team_leader.is_some() || head_of_department.is_some();
        if let (true, Some(&col)) = (says_something, team.columns().first()) {
            let mut problem = Problem::of_plan(Fault::MissingValue);
            problem.field = Some(Field::Team);
            problems.push(problem.at(place(&sheet, row.row, col)));
        }
        return;
    };
    let known = [&team, &department, &leader, &head];
    actors.cells.push((row.row, col));
    actors.all.push(Actor {
        team: team_text,
        department: department_text,
        team_leader,
        head_of_department,
        extra: extra_of(headings, row, &known, &sheet, problems),
    });
}
