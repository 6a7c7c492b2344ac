//! The sheet of actors: teams, departments, and the addresses of those who answer for them.

use ptr_core::{Actor, Email, Fault, Field, Problem};

use super::extra::{ExtraColumns, of_cell};
use super::merged::Shared;
use super::row::{Row, text_of};
use super::sheet::{find_sheet, missing_headings, place};
use super::table::{self, Key, RowReader, each_by_itself};
use crate::cells::CellValue;
use crate::error::LoadError;
use crate::layout::headings::{Headings, Located};
use crate::layout::{ActorColumns, Column, Known, Table};
use crate::source::Workbook;
use crate::value::{is_nothing, mail_addresses, normal};

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
            (Some(Field::Team), &columns.team, &places.team, Some("Équipe")),
            (Some(Field::Department), &columns.department, &places.department, None),
            (Some(Field::Contacts), &columns.team_leader_mail, &places.leader, None),
            (Some(Field::Contacts), &columns.department_head_mail, &places.head, None),
        ];
        problems.extend(missing_headings(&headings, &name, &wanted));
    }
    problems.append(&mut reader.problems);
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

/// Whether a heading tells of team leaders: of their names as a rule, of their addresses in
/// some sheets.
fn is_team_leader(heading: &str) -> bool {
    is_somebody(heading) && !is_department_head(heading)
}

fn is_department_head(heading: &str) -> bool {
    let department = ["departement", "department", "dept", "dpt", "direction", "directeur", "n2"];
    let of_a_team = heading.contains("equipe") || heading.contains("team");
    is_somebody(heading)
        && (department.iter().any(|it| heading.contains(it))
            || (heading.contains("head") && !of_a_team))
}

fn is_somebody(heading: &str) -> bool {
    let who = ["chef", "leader", "head", "responsable", "manager", "directeur", "n1", "n2"];
    who.iter().any(|it| heading.contains(it))
}

/// Whether a heading says whose address stands below it.
fn says_whose(heading: &str) -> bool {
    ["equipe", "team", "chef", "leader", "responsable", "n1"].iter().any(|it| heading.contains(it))
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
        let department = text(row, &places.department, &actors.sheet, problems);
        let [leader, head] = &places.perhaps;
        let leader = if looks_like_mail(row, leader) { leader } else { &places.leader };
        let head = if looks_like_mail(row, head) { head } else { &places.head };
        let team_leader = address(row, leader, &actors.sheet, problems);
        let head_of_department = address(row, head, &actors.sheet, problems);
        let extra = places.extra.values(row, &actors.sheet, problems);
        if let Some((col, team)) = text(row, &places.team, &actors.sheet, problems) {
            actors.cells.push((row.number, col));
            let department = department.map(|(_, text)| text);
            actors.all.push(Actor { team, department, team_leader, head_of_department, extra });
            return;
        }
        let is_note = row.len() < 2 || row.own_at(&places.team).is_some();
        if let (false, Some(&col)) = (is_note, places.team.columns().first()) {
            let mut problem = Problem::of_plan(Fault::MissingValue);
            problem.field = Some(Field::Team);
            problems.push(problem.at(place(&actors.sheet, row.place(col))));
        }
    }
}

/// The text of a cell, without the blanks around it; `None` for a dash that means nothing.
fn text(
    row: &Row,
    at: &Located,
    sheet: &str,
    problems: &mut Vec<Problem>,
) -> Option<(u32, String)> {
    let (col, value) = row.at(at)?;
    if let CellValue::Fault(fault) = &value {
        problems.push(Problem::of_plan(of_cell(fault)).at(place(sheet, row.place(col))));
        return None;
    }
    let text = text_of(&value);
    (!is_nothing(&text)).then(|| (col, text.into_owned()))
}

/// Whether a cell that might hold a name holds an address.
fn looks_like_mail(row: &Row, at: &Located) -> bool {
    row.at(at).is_some_and(|(_, value)| text_of(&value).contains('@'))
}

fn address(row: &Row, at: &Located, sheet: &str, problems: &mut Vec<Problem>) -> Option<Email> {
    let (col, found) = text(row, at, sheet, problems)?;
    let mut addresses = mail_addresses(&found);
    let address = match (addresses.next(), addresses.next()) {
        (Some(address), None) => Email::new(address).ok(),
        _ => None,
    };
    drop(addresses);
    if address.is_none() {
        let mut problem = Problem::of_plan(Fault::BadAddress { found });
        problem.field = Some(Field::Contacts);
        problems.push(problem.at(place(sheet, row.place(col))));
    }
    address
}
