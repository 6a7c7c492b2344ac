//! Which sheets hold the actors, the dates and the environments: by their names, their headings,
//! else by what they hold.

use std::borrow::Cow;
use std::collections::HashSet;

use super::column::{Column, is_most};
use super::reason::{Because, Holds, Reason};
use super::sample::SheetSample;
use super::steps::Names;
use super::table::Looked;
use crate::layout::{
    ActorColumns, Column as Named, ColumnKey, Columns, DateColumns, EnvironmentColumns, Known,
    SheetFound, Table, is_department_head, is_team_leader,
};
use crate::value::folded;

/// The sheets that are not yet anything.
pub(super) struct Others<'s> {
    pub(super) sheets: Vec<&'s SheetSample>,
    /// All sheets of the workbook by name.
    pub(super) all: Vec<&'s str>,
    pub(super) reasons: Vec<Reason>,
}

impl<'s> Others<'s> {
    /// The sheet of a table, which is then something: the one of its name, else the first that its
    /// headings or what it holds make one.
    fn take<C: Columns>(
        &mut self,
        is_headed: impl Fn(&Looked<'s>) -> bool,
        holds: impl Fn(&Looked<'s>) -> Option<Holds>,
    ) -> Option<(Looked<'s>, Table<C>)> {
        let open: Vec<&str> = self.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        let by_name = match Table::<C>::default().find_sheet(&open) {
            SheetFound::One(place) => Some(place),
            SheetFound::None | SheetFound::Several(..) => None,
        };
        let named = by_name.and_then(|place| {
            Some((place, Looked::at::<C>(self.sheets[place])?, Because::SheetName))
        });
        let looked = || {
            let sheets = self.sheets.iter().enumerate();
            sheets.filter_map(|(place, sheet)| Some((place, Looked::at::<C>(sheet)?)))
        };
        let (place, found, because) = named
            .or_else(|| {
                let (place, found) = looked().find(|(_, it)| it.is_found && is_headed(it))?;
                let because = Because::SheetHeadings { found: found.known_headings::<C>() };
                Some((place, found, because))
            })
            .or_else(|| {
                let of = |(place, it): (usize, Looked<'s>)| Some((place, holds(&it)?, it));
                let (place, holds, found) = looked().find_map(of)?;
                Some((place, found, Because::SheetContent { holds }))
            })?;
        self.sheets.remove(place);
        self.reasons.push(found.reason(C::TABLE, None, because));
        let table = found.table(&self.all);
        Some((found, table))
    }

    fn none<C: Columns>(&mut self) {
        let because = Because::NoSheet;
        let key = C::TABLE.to_owned();
        self.reasons.push(Reason { key, sheet: None, cell: None, because });
    }

    /// Names a column of a table, unless loading finds it by itself.
    fn place(
        &mut self,
        looked: &Looked<'s>,
        key: ColumnKey,
        found: Option<&Column<'s>>,
        holds: Holds,
    ) -> Named {
        if let Some(column) = looked.known(key).first().and_then(|col| looked.column(*col)) {
            let because = Because::KnownHeading { heading: column.heading.clone() };
            self.reasons.push(looked.reason(key.key, Some(column.col), because));
            return Named::Default;
        }
        let Some(column) = found else { return Named::Default };
        let (heading, of) = (column.heading.clone(), column.cells.len());
        let because = Because::Content { heading, holds, count: of, of };
        self.reasons.push(looked.reason(key.key, Some(column.col), because));
        Named::Named(column.name.clone())
    }

    /// The table of actors, and the teams and departments that it names.
    pub(super) fn actors(
        &mut self,
        steps: Option<&Looked<'s>>,
        names: &mut Names,
    ) -> Option<Table<ActorColumns>> {
        let said: Vec<HashSet<String>> = steps
            .iter()
            .flat_map(|looked| &looked.columns)
            .map(|column| column.texts().map(|text| folded(&text)).collect())
            .collect();
        let is_said = |column: &Column<'_>| {
            let all: HashSet<String> = column.texts().map(|text| folded(&text)).collect();
            said.iter().any(|said| said.intersection(&all).count() * 2 >= all.len().min(said.len()))
        };
        let has_mails =
            |looked: &Looked<'_>| looked.columns.iter().any(|it| is_most(it.mails(), 60));
        let is_team = |column: &&Column<'s>| {
            is_most(column.plain_texts(), 90)
                && !is_most(column.mails(), 10)
                && column.distinct() == column.cells.len()
                && is_said(column)
        };
        let Some((looked, mut table)) = self.take::<ActorColumns>(
            |it| it.named > 1 && has_mails(it) && !it.known(ActorColumns::TEAM).is_empty(),
            |it| {
                (has_mails(it) && it.columns.iter().any(|it| is_team(&it))).then_some(Holds::Teams)
            },
        ) else {
            self.none::<ActorColumns>();
            return None;
        };
        let team = looked.columns.iter().find(is_team);
        table.columns.team = self.place(&looked, ActorColumns::TEAM, team, Holds::Teams);
        let team = looked.known(ActorColumns::TEAM).first().copied().or(team.map(|it| it.col));
        // The columns of the names of leaders and heads.
        let people: Vec<u32> = [is_team_leader as fn(&str) -> bool, is_department_head]
            .into_iter()
            .flat_map(|test| looked.headings.by_name(&Named::Default, Known::Like(test)))
            .filter(|col| looked.column(*col).is_some_and(|it| !is_most(it.mails(), 10)))
            .collect();
        let is_other = |column: &&Column<'s>| {
            Some(column.col) != team
                && !people.contains(&column.col)
                && is_most(column.plain_texts(), 90)
                && !is_most(column.mails(), 10)
                && is_said(column)
        };
        let department = looked.columns.iter().find(is_other);
        table.columns.department =
            self.place(&looked, ActorColumns::DEPARTMENT, department, Holds::Departments);
        let mut mails: Vec<_> =
            looked.columns.iter().filter(|it| is_most(it.mails(), 60)).collect();
        // A head of department answers for several teams.
        mails.sort_by_key(|column| (std::cmp::Reverse(column.distinct()), column.col));
        let mails_known = [ActorColumns::TEAM_LEADER_MAIL, ActorColumns::DEPARTMENT_HEAD_MAIL]
            .map(|key| looked.known(key));
        mails.retain(|column| !mails_known.iter().flatten().any(|col| *col == column.col));
        let mut mails = mails.into_iter();
        let leader = mails_known[0].is_empty().then(|| mails.next()).flatten();
        table.columns.team_leader_mail =
            self.place(&looked, ActorColumns::TEAM_LEADER_MAIL, leader, Holds::Mails);
        let head = mails_known[1].is_empty().then(|| mails.next()).flatten();
        table.columns.department_head_mail =
            self.place(&looked, ActorColumns::DEPARTMENT_HEAD_MAIL, head, Holds::Mails);
        let texts = |col: Option<u32>| -> HashSet<String> {
            let column = col.and_then(|col| looked.column(col));
            column.into_iter().flat_map(Column::texts).map(|text| folded(&text)).collect()
        };
        names.people = people.iter().flat_map(|col| texts(Some(*col))).collect();
        names.teams = texts(team);
        let known = looked.known(ActorColumns::DEPARTMENT).first().copied();
        names.departments = texts(known.or(department.map(|it| it.col)));
        Some(table)
    }

    /// The table of milestones, and the milestones and dry runs that it names.
    pub(super) fn dates(
        &mut self,
        steps: Option<&Looked<'s>>,
        names: &mut Names,
    ) -> Option<Table<DateColumns>> {
        let none = HashSet::new();
        let is_dated = |column: &Column<'_>| is_most(column.dates(&none), 50);
        let name = |looked: &Looked<'s>| {
            let known = looked.known(DateColumns::MILESTONE).first().copied();
            let other = || {
                let mut columns = looked.columns.iter();
                columns.find(|it| is_most(it.ids(), 95) && !is_dated(it)).map(|it| it.col)
            };
            known.or_else(other)
        };
        let milestones = |looked: &Looked<'s>| -> HashSet<String> {
            let column = name(looked).and_then(|col| looked.column(col));
            column.into_iter().flat_map(Column::texts).map(|text| folded(&text)).collect()
        };
        let has_dates = |looked: &Looked<'s>| looked.columns.iter().any(is_dated);
        let is_asked_for = |looked: &Looked<'s>| {
            let milestones = milestones(looked);
            let mut columns = steps.iter().flat_map(|steps| &steps.columns);
            columns.any(|column| column.milestones(&milestones) > 0)
        };
        let has_dry_runs = |looked: &Looked<'s>| {
            looked.columns.iter().any(|it| names.is_dry_run(&it.heading) && is_dated(it))
        };
        let is_one = |it: &Looked<'s>| has_dates(it) && (is_asked_for(it) || has_dry_runs(it));
        let Some((looked, mut table)) = self.take::<DateColumns>(
            |it| it.named > 1 && is_one(it),
            |it| is_one(it).then_some(Holds::Dates),
        ) else {
            self.none::<DateColumns>();
            return None;
        };
        let column = name(&looked).and_then(|col| looked.column(col));
        table.columns.milestone = self.place(&looked, DateColumns::MILESTONE, column, Holds::Names);
        names.milestones = milestones(&looked);
        if let Some(alone) = column.filter(|column| column.cells.len() == 1) {
            names.milestone = alone.texts().next().map(Cow::into_owned);
        }
        let known: HashSet<u32> = [DateColumns::DATE, DateColumns::DRY_RUN]
            .into_iter()
            .flat_map(|key| looked.known(key))
            .collect();
        let of_dry_runs =
            looked.columns.iter().filter(|it| is_dated(it) && !known.contains(&it.col));
        names.dry_runs.extend(of_dry_runs.map(|column| folded(&column.heading)));
        for col in looked.known(DateColumns::DRY_RUN) {
            let column = looked.column(col);
            names.dry_runs.extend(column.into_iter().flat_map(Column::texts).map(|it| folded(&it)));
        }
        Some(table)
    }

    /// The table of environments.
    pub(super) fn environments(&mut self, names: &mut Names) -> Option<Table<EnvironmentColumns>> {
        let none = HashSet::new();
        let of_dry_runs = |looked: &Looked<'s>| {
            let columns = looked.columns.iter();
            columns.filter(|it| names.is_dry_run(&it.heading)).map(|it| it.col).collect::<Vec<_>>()
        };
        let is_one = |looked: &Looked<'s>| {
            let columns = of_dry_runs(looked);
            let mut columns = columns.iter().filter_map(|col| looked.column(*col)).peekable();
            columns.peek().is_some() && columns.all(|column| !is_most(column.dates(&none), 50))
        };
        let Some((looked, mut table)) = self.take::<EnvironmentColumns>(
            |it| it.named > 0 && is_one(it),
            |it| is_one(it).then_some(Holds::Names),
        ) else {
            self.none::<EnvironmentColumns>();
            return None;
        };
        let of_dry_runs = of_dry_runs(&looked);
        let name = looked.columns.iter().find(|column| !of_dry_runs.contains(&column.col));
        table.columns.environment =
            self.place(&looked, EnvironmentColumns::ENVIRONMENT, name, Holds::Names);
        let headings = of_dry_runs.iter().filter_map(|col| looked.column(*col));
        names.dry_runs.extend(headings.map(|column| folded(&column.heading)));
        Some(table)
    }

    /// The columns of dates of a table of dates: their texts tell the form of dates, too.
    pub(super) fn dated<'l>(looked: &'l Looked<'s>) -> impl Iterator<Item = &'l Column<'s>> {
        let none = HashSet::new();
        looked.columns.iter().filter(move |column| is_most(column.dates(&none), 50))
    }
}
