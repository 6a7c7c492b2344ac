//! The sheet of actors: teams, departments, and the addresses of those who answer for them.

use ptr_core::{Actor, Email, Field, Named, Problem, ProblemKind};

use super::extra::ExtraColumns;
use super::merged::Shared;
use super::row::{Row, text_of};
use super::sheet::{find_sheet, missing_headings, place, tell_similar_names, text_in};
use super::table::{self, Key, RowReader, each_by_itself};
use crate::a1::CellName;
use crate::error::LoadError;
use crate::layout::headings::{Headings, Located};
use crate::layout::{
    ActorColumns, Column, Known, Table, is_department_head, is_team_leader, says_whose,
};
use crate::source::Workbook;
use crate::value::{mail_addresses, normal};

/// The actors, and where each of them stands.
#[derive(Debug, Default)]
pub(super) struct Actors {
    pub(super) all: Vec<Actor>,
    pub(super) sheet: String,
    /// The row and column of each actor's team.
    pub(super) cells: Vec<(u32, u32)>,
}

/// The sheet is known by its headings.
const KEY: Key = Key { column: ActorColumns::TEAM, is_one: |_| false };

pub(super) fn read(
    workbook: &mut Workbook,
    table: &Table<ActorColumns>,
    problems: &mut Vec<Problem>,
) -> Result<Actors, LoadError> {
    let Some((sheet, name)) = find_sheet(workbook, table, problems) else {
        return Ok(Actors::default());
    };
    let mut reader = ActorReader {
        table,
        places: Places::default(),
        actors: Actors { sheet: name.clone(), ..Actors::default() },
        problems: Vec::new(),
    };
    let headings = table::read(workbook, (sheet, &name), table, &KEY, problems, &mut reader)?;
    if let Some(headings) = headings {
        let (columns, places) = (&table.columns, &reader.places);
        let wanted = [
            (Some(Field::Team), &columns.team, &places.team, Some(ActorColumns::TEAM)),
            (Some(Field::Department), &columns.department, &places.department, None),
            (Some(Field::Contacts), &columns.team_leader_mail, &places.leader, None),
            (Some(Field::Contacts), &columns.department_head_mail, &places.head, None),
        ];
        problems.extend(missing_headings(&headings, &name, &wanted));
    }
    problems.append(&mut reader.problems);
    let Actors { all, sheet, cells } = &reader.actors;
    let teams: Vec<&str> = all.iter().map(|actor| actor.team.as_str()).collect();
    let departments: Vec<&str> =
        all.iter().map(|actor| actor.department.as_deref().unwrap_or_default()).collect();
    let at = |nth: usize| {
        let (row, col) = *cells.get(nth)?;
        Some(place(sheet, CellName { row, col }))
    };
    problems.extend(tell_similar_names(Named::Team, &teams, at));
    problems.extend(tell_similar_names(Named::Department, &departments, at));
    Ok(reader.actors)
}

struct Places {
    team: Located,
    department: Located,
    leader: Located,
    head: Located,
    /// Columns that tell of the leader and the head without promising an address.
    perhaps: [Located; 2],
    extra: ExtraColumns,
}

impl Default for Places {
    fn default() -> Self {
        let [team, department, leader, head] = [const { Located::Missing }; 4];
        let perhaps = [const { Located::Missing }; 2];
        Self { team, department, leader, head, perhaps, extra: ExtraColumns::default() }
    }
}

impl Places {
    fn of(headings: &Headings, columns: &ActorColumns) -> Self {
        let mut leader = headings.place(&columns.team_leader_mail, ActorColumns::TEAM_LEADER_MAIL);
        let mut head =
            headings.place(&columns.department_head_mail, ActorColumns::DEPARTMENT_HEAD_MAIL);
        if let (Located::At(mails), Column::Default) = (&mut leader, &columns.team_leader_mail) {
            // `Mail` alone serves where the sheet says no better.
            mails.sort_by_key(|mail| {
                let heading = headings.iter().find(|heading| heading.col == *mail);
                !heading.is_some_and(|heading| says_whose(&normal(&heading.text)))
            });
            // Of two addresses of which neither is said to be the department's, both count.
            if mails.len() > 1 && head == Located::Missing {
                head = Located::At(mails.split_off(1));
            }
        }
        let team = headings.place(&columns.team, ActorColumns::TEAM);
        let department = headings.place(&columns.department, ActorColumns::DEPARTMENT);
        let known = |col: u32| {
            [&team, &department, &leader, &head].iter().any(|it| it.columns().contains(&col))
        };
        let extra = ExtraColumns::of(headings, known);
        let perhaps =
            |missing: &Located, wanted: &Column, test: fn(&str) -> bool| match (missing, wanted) {
                (Located::Missing, Column::Default) => {
                    headings.place(&Column::Default, Known::Like(test))
                }
                _ => Located::Missing,
            };
        let perhaps = [
            perhaps(&leader, &columns.team_leader_mail, is_team_leader),
            perhaps(&head, &columns.department_head_mail, is_department_head),
        ];
        Self { team, department, leader, head, perhaps, extra }
    }
}

struct ActorReader<'r> {
    table: &'r Table<ActorColumns>,
    places: Places,
    actors: Actors,
    problems: Vec<Problem>,
}

impl RowReader for ActorReader<'_> {
    fn headings(&mut self, headings: &Headings) -> Vec<Shared> {
        self.places = Places::of(headings, &self.table.columns);
        each_by_itself(headings)
    }

    fn row(&mut self, _: &Headings, row: &Row) {
        let Self { places, actors, problems, .. } = self;
        let department = text_in(row, places.department.columns(), &actors.sheet, problems);
        let [leader, head] = &places.perhaps;
        let leader = if looks_like_mail(row, leader) { leader } else { &places.leader };
        let head = if looks_like_mail(row, head) { head } else { &places.head };
        let team_leader = address(row, leader, &actors.sheet, problems);
        let head_of_department = address(row, head, &actors.sheet, problems);
        let extra = places.extra.values(row, &actors.sheet, problems);
        if let Some((col, team)) = text_in(row, places.team.columns(), &actors.sheet, problems) {
            actors.cells.push((row.number, col));
            let department = department.map(|(_, text)| text);
            actors.all.push(Actor { team, department, team_leader, head_of_department, extra });
            return;
        }
        let is_note = row.len() < 2 || row.own_at(&places.team).is_some();
        if let (false, Some(&col)) = (is_note, places.team.columns().first()) {
            let mut problem = Problem::of_plan(ProblemKind::MissingValue);
            problem.field = Some(Field::Team);
            problems.push(problem.at(place(&actors.sheet, row.place(col))));
        }
    }
}

/// Whether a cell that might hold a name holds an address.
fn looks_like_mail(row: &Row, at: &Located) -> bool {
    row.at(at).is_some_and(|(_, value)| text_of(&value).contains('@'))
}

fn address(row: &Row, at: &Located, sheet: &str, problems: &mut Vec<Problem>) -> Option<Email> {
    let (col, found) = text_in(row, at.columns(), sheet, problems)?;
    let mut addresses = mail_addresses(&found);
    let address = match (addresses.next(), addresses.next()) {
        (Some(address), None) => Email::new(address).ok(),
        _ => None,
    };
    drop(addresses);
    if address.is_none() {
        let mut problem = Problem::of_plan(ProblemKind::BadAddress { found });
        problem.field = Some(Field::Contacts);
        problems.push(problem.at(place(sheet, row.place(col))));
    }
    address
}
