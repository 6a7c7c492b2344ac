//! The sheet of actors: teams, departments, and the addresses of those who answer for them.

use std::collections::{BTreeMap, BTreeSet};

use ptr_core::{Actor, Email, Field, Named, Problem, ProblemKind};

use super::sheet::extra::ExtraColumns;
use super::sheet::merged::Shared;
use super::sheet::part_places::PartPlaces;
use super::sheet::reading::Reading;
use super::sheet::row::{Row, said, text_of};
use super::sheet::table::{self, Key, RowReader, each_by_itself};
use super::sheet::{find_sheet, missing_headings, place, tell_similar_names, tell_stray, text_in};
use crate::a1::CellName;
use crate::error::LoadError;
use crate::layout::headings::{Headings, Located};
use crate::layout::{
    ActorColumns, Column, Known, Table, is_department_head, is_team_leader, says_whose,
};
use crate::value::{exact, folded, mail_addresses, normal};

/// The actors, and where each of them stands.
#[derive(Debug, Default)]
pub(super) struct Actors {
    pub(super) all: Vec<Actor>,
    pub(super) sheet: String,
    /// The row and column of each actor's team.
    pub(super) cells: Vec<(u32, u32)>,
    /// Where what is said of them stands.
    pub(super) fields: PartPlaces,
    /// Addresses by the folded names of people and teams; none for a name that is that of several.
    pub(super) people: BTreeMap<String, Option<Email>>,
}

impl Actors {
    fn name(&mut self, name: &str, mail: &Email) {
        let known = self.people.entry(folded(name)).or_insert_with(|| Some(mail.clone()));
        if known.as_ref() != Some(mail) {
            *known = None;
        }
    }
}

/// The sheet is known by its headings.
const KEY: Key = Key { column: ActorColumns::TEAM, is_one: |_| false };

pub(super) fn read(
    workbook: &mut Reading<'_>,
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
    let Actors { all, sheet, cells, .. } = &reader.actors;
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
    /// The columns of the names of leaders and heads.
    names: [Located; 2],
    extra: ExtraColumns,
}

impl Default for Places {
    fn default() -> Self {
        let [team, department, leader, head] = [const { Located::Missing }; 4];
        let perhaps = [const { Located::Missing }; 2];
        let names = [const { Located::Missing }; 2];
        Self { team, department, leader, head, perhaps, names, extra: ExtraColumns::default() }
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
        let names = [is_team_leader as fn(&str) -> bool, is_department_head].map(|test| {
            let mut at = headings.place(&Column::Default, Known::Like(test));
            if let Located::At(columns) = &mut at {
                columns.retain(|col| !known(*col));
            }
            at
        });
        Self { team, department, leader, head, perhaps, names, extra }
    }

    /// Where the fields of actors stand.
    fn fields(&self) -> PartPlaces {
        let [leader, head] = &self.perhaps;
        let first = |at: [&Located; 2]| at.into_iter().find_map(|it| it.columns().first().copied());
        let leader = first([&self.leader, leader]);
        let known = [
            ("department", first([&self.department, &Located::Missing])),
            ("team_leader", leader),
            ("deputies", leader),
            ("head_of_department", first([&self.head, head])),
        ];
        let known = known.into_iter().filter_map(|(name, col)| Some((name.to_owned(), col?)));
        PartPlaces::with_columns(known.chain(self.extra.named()))
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
        self.actors.fields = self.places.fields();
        each_by_itself(headings)
    }

    fn row(&mut self, _: &Headings, row: &Row) {
        let Self { places, actors, problems, .. } = self;
        actors.fields.see(row);
        let department = text_in(row, places.department.columns(), &actors.sheet, problems);
        let [leader, head] = &places.perhaps;
        let leader = if looks_like_mail(row, leader) { leader } else { &places.leader };
        let head = if looks_like_mail(row, head) { head } else { &places.head };
        let (team_leader, deputies) = leaders(row, leader, &actors.sheet, problems);
        let head_of_department = address(row, head, &actors.sheet, problems);
        for (at, mail) in
            [(&places.names[0], &team_leader), (&places.names[1], &head_of_department)]
        {
            let named = row.at(at).and_then(|(_, value)| Some(said(&value)?.into_owned()));
            if let (Some(name), Some(mail)) = (named, mail) {
                actors.name(&name, mail);
            }
        }
        let extra = places.extra.values(row, &actors.sheet, problems);
        if let Some((col, team)) = text_in(row, places.team.columns(), &actors.sheet, problems) {
            actors.cells.push((row.number, col));
            let department = department.map(|(_, text)| text);
            if let Some(leader) = &team_leader {
                actors.name(&team, leader);
            }
            actors.all.push(Actor {
                team,
                department,
                team_leader,
                deputies,
                head_of_department,
                extra,
            });
            return;
        }
        let is_note = row.len() < 2 || row.own_at(&places.team).is_some();
        if let (false, Some(&col)) = (is_note, places.team.columns().first()) {
            let mut problem = Problem::of_plan(ProblemKind::MissingValue);
            problem.field = Some(Field::Team);
            problems.push(problem.at(place(&actors.sheet, row.place(col))));
        } else {
            tell_stray(row, &actors.sheet, problems);
        }
    }
}

/// Whether a cell that might hold a name holds an address.
fn looks_like_mail(row: &Row, at: &Located) -> bool {
    row.at(at).is_some_and(|(_, value)| text_of(&value).contains('@'))
}

/// The team leader and whoever leads the team as well.
fn leaders(
    row: &Row,
    at: &Located,
    sheet: &str,
    problems: &mut Vec<Problem>,
) -> (Option<Email>, Vec<Email>) {
    let Some((col, found)) = text_in(row, at.columns(), sheet, problems) else {
        return (None, Vec::new());
    };
    if let Some(leaders) = exact(&found) {
        return leaders;
    }
    let (mut all, mut known) = (Vec::new(), BTreeSet::new());
    for address in mail_addresses(&found) {
        match Email::new(address) {
            Ok(email) => {
                if known.insert(email.clone()) {
                    all.push(email);
                }
            }
            Err(invalid) => problems.push(bad_address(invalid.found, row, col, sheet)),
        }
    }
    let mut all = all.into_iter();
    (all.next(), all.collect())
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
        problems.push(bad_address(found, row, col, sheet));
    }
    address
}

fn bad_address(found: String, row: &Row, col: u32, sheet: &str) -> Problem {
    let mut problem = Problem::of_plan(ProblemKind::BadAddress { found });
    problem.field = Some(Field::Contacts);
    problem.at(place(sheet, row.place(col)))
}
