//! Rows that are headings of those below them, by the rules of the layout: titles of sections,
//! summary tasks, sums.
//!
//! Kept true: nothing of such a row is lost in silence. Each is told; its text stays with the steps
//! under it; a step that waits for it waits for all of them, and what it waits for itself they do.

use std::collections::{BTreeSet, HashMap, HashSet};

use ptr_core::{Field, KnownNames, Prerequisite, Problem, ProblemKind, Step, StepId, Value};

use super::columns::StepPlaces;
use crate::a1::CellName;
use crate::error::{Cause, LoadError};
use crate::layout::headings::{Headings, Located};
use crate::layout::{Column, HeadingRule, Known, StepColumns, Table};
use crate::load::sheet::place;
use crate::load::sheet::row::{Row, id_of, said, text_of};
use crate::value::{folded, is_nothing, is_total};

/// How deep a row may lie; what lies deeper counts as lying there.
const DEEPEST: u32 = 63;

/// How long the text of a heading may be that stays with each step, in bytes.
const LONGEST_TEXT: usize = 120;

/// How many prerequisites may come of waiting for whole sections.
const MOST_WAITS: usize = 1_000_000;

/// The rules, and the headings that they have found.
#[derive(Debug, Default)]
pub(crate) struct Sections {
    rules: Vec<Rule>,
    depth: Located,
    /// Where there is no column of depths, whether ids say how deep a row lies.
    ids: Vec<u32>,
    all: Vec<Section>,
    /// How deep each step lies, headings included.
    depths: Vec<u32>,
}

#[derive(Debug)]
enum Rule {
    Bold,
    Outline,
    NoOwner,
    Alone,
    Total,
    Cell(Located, Vec<String>),
}

#[derive(Debug)]
struct Section {
    /// Its place among the steps.
    number: usize,
    at: CellName,
    text: String,
}

impl Sections {
    /// The rules of a table that is not written by this library.
    pub(crate) fn of(table: &Table<StepColumns>, headings: &Headings, ids: &Located) -> Self {
        let depth = headings.place(&table.columns.outline_level, StepColumns::OUTLINE_LEVEL);
        let rules = if headings.are_written() { &[] } else { table.sections.as_slice() };
        let rule = |rule: &HeadingRule| match rule {
            HeadingRule::Bold => Rule::Bold,
            HeadingRule::Outline => Rule::Outline,
            HeadingRule::NoOwner => Rule::NoOwner,
            HeadingRule::Alone => Rule::Alone,
            HeadingRule::Total => Rule::Total,
            HeadingRule::Cell { column, is } => {
                let column = Column::Named(column.clone());
                let at = headings.place(&column, Known::Words(&[]));
                Rule::Cell(at, is.iter().map(|text| folded(text)).collect())
            }
        };
        Self {
            rules: rules.iter().map(rule).collect(),
            depth,
            ids: ids.columns().to_vec(),
            ..Self::default()
        }
    }

    /// Whether there are rules.
    pub(crate) fn are_wanted(&self) -> bool {
        !self.rules.is_empty()
    }

    /// Whether it takes the row below to tell whether one is a heading.
    pub(crate) fn look_ahead(&self) -> bool {
        self.rules.iter().any(|rule| matches!(rule, Rule::Outline))
    }

    /// How deep a row lies: as the column of depths says, else as rows are grouped or as a number
    /// such as `1.2.3` says that is its id.
    pub(crate) fn depth(&self, row: &Row) -> u32 {
        if !self.depth.columns().is_empty() {
            let value = row.at(&self.depth).map(|(_, value)| text_of(&value).into_owned());
            return value.and_then(|text| text.parse::<u32>().ok()).unwrap_or(0).min(DEEPEST);
        }
        let dots = |(_, value): (u32, _)| {
            let id = id_of(&value);
            let is_numbered = id.split('.').all(|part| part.parse::<u32>().is_ok());
            if is_numbered { u32::try_from(id.matches('.').count()).unwrap_or(DEEPEST) } else { 0 }
        };
        let dots = row.first_in(&self.ids).map_or(0, dots);
        dots.max(row.level().into()).min(DEEPEST)
    }

    /// Whether a row is a heading; `below` is how deep the next one lies.
    pub(crate) fn has(&self, places: &StepPlaces, row: &Row, below: Option<u32>) -> bool {
        let label = || row.own_at(places.at(Field::Label));
        let is_owned = || {
            let owners = [Field::Team, Field::Department, Field::Contacts];
            let filled = owners.iter().filter_map(|field| row.at(places.at(*field)));
            filled.into_iter().any(|(_, value)| said(&value).is_some())
        };
        self.rules.iter().any(|rule| match rule {
            Rule::Bold => {
                let col = label().map(|(col, _)| col).or_else(|| row.columns().next());
                col.is_some_and(|col| row.is_bold(col))
            }
            Rule::Outline => below.is_some_and(|below| below > self.depth(row)),
            Rule::NoOwner => !is_owned(),
            Rule::Alone => row.len() == 1,
            Rule::Total => {
                label().is_some_and(|(_, label)| is_total(&text_of(&label))) && !is_owned()
            }
            Rule::Cell(at, texts) => {
                match row.at(at).map(|(_, value)| text_of(&value).into_owned()) {
                    Some(text) if !is_nothing(&text) => texts.contains(&folded(&text)),
                    _ => texts.is_empty(),
                }
            }
        })
    }

    /// Takes note of a heading that stands among the steps at this place.
    pub(crate) fn add(&mut self, number: usize, places: &StepPlaces, row: &Row) {
        let label = row.own_at(places.at(Field::Label)).map(|(col, _)| col);
        let col = label.or_else(|| row.columns().next()).unwrap_or_default();
        let text = row.own(col).map(|value| text_of(&value).into_owned()).unwrap_or_default();
        self.all.push(Section { number, at: CellName { row: row.number, col }, text });
        self.add_steps(number + 1, self.depth(row));
    }

    /// Takes note of how deep the steps lie that make their number this one.
    pub(crate) fn add_steps(&mut self, number: usize, depth: u32) {
        self.depths.resize(number.max(self.depths.len()), depth);
    }

    /// The places of the headings among the steps.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = usize> {
        self.all.iter().map(|section| section.number)
    }

    /// Tells which rows are headings.
    pub(crate) fn problem(&self, sheet: &str) -> Option<Problem> {
        let first = self.all.first()?.at;
        let name = |section: &Section| format!("{} {}", section.at, section.text);
        let rows: Vec<String> = self.all.iter().map(name).collect();
        let kind = ProblemKind::HeadingRows { rows: KnownNames::of(rows) };
        Some(Problem::of_plan(kind).at(place(sheet, first)))
    }

    /// Gives the steps what their headings say: their texts, and whom they wait for.
    ///
    /// Time linear in steps and prerequisites, those included that come of it.
    ///
    /// # Errors
    ///
    /// When more of them come than any plan has.
    pub(crate) fn spread(&self, steps: &mut [Step]) -> Result<(), LoadError> {
        if self.all.is_empty() {
            return Ok(());
        }
        let members = self.members(steps.len());
        let is_heading: HashSet<usize> = self.numbers().collect();
        let place_of: HashMap<StepId, usize> = {
            let own = (0..).zip(&*steps).filter(|(number, _)| is_heading.contains(number));
            let all = own.chain((0..).zip(&*steps).filter(|(it, _)| !is_heading.contains(it)));
            all.map(|(number, step)| (step.id.clone(), number)).collect()
        };
        // What of a section others wait for: those of its steps that none of its steps waits for.
        let mut ends: HashMap<usize, Vec<Prerequisite>> = HashMap::new();
        let named: HashSet<usize> = steps
            .iter()
            .flat_map(|step| &step.prerequisites)
            .filter_map(|it| place_of.get(&it.step).copied().filter(|it| is_heading.contains(it)))
            .collect();
        let mut starts: Vec<(usize, Vec<usize>)> = Vec::new();
        for &(number, end) in &members {
            let inside = (number + 1..end).filter(|it| !is_heading.contains(it));
            let place = |it: &Prerequisite| {
                place_of.get(&it.step).filter(|it| (number + 1..end).contains(it))
            };
            if named.contains(&number) {
                let before = inside.clone().flat_map(|it| &steps[it].prerequisites);
                let awaited: HashSet<usize> = before.filter_map(place).copied().collect();
                let last = inside.clone().filter(|it| !awaited.contains(it));
                ends.insert(number, last.map(|it| steps[it].id.clone().into()).collect());
            }
            if !steps[number].prerequisites.is_empty() {
                let is_first =
                    |it: &usize| !steps[*it].prerequisites.iter().any(|id| place(id).is_some());
                starts.push((number, inside.filter(is_first).collect()));
            }
        }
        let mut waits = 0;
        let mut count = |more: usize| {
            waits += more;
            let (found, limit) = (waits as u64, MOST_WAITS as u64);
            let (what, cure) = ("workbook-limit-sections", "workbook-cure-sections");
            if found > limit {
                return Err(LoadError::from(Cause::TooLarge { what, found, limit, cure }));
            }
            Ok(())
        };
        for (number, first) in starts {
            let of_section = steps[number].prerequisites.clone();
            count(of_section.len() * first.len())?;
            for it in first {
                let prerequisites = &mut steps[it].prerequisites;
                let known: HashSet<StepId> =
                    prerequisites.iter().map(|it| it.step.clone()).collect();
                let more = of_section.iter().filter(|it| !known.contains(&it.step));
                prerequisites.extend(more.cloned());
            }
        }
        for (number, step) in steps.iter_mut().enumerate() {
            let section = |it: &Prerequisite| {
                ends.get(place_of.get(&it.step)?).filter(|_| it.outcome.is_none())
            };
            if is_heading.contains(&number)
                || !step.prerequisites.iter().any(|it| section(it).is_some())
            {
                continue;
            }
            let mut all = Vec::new();
            for id in std::mem::take(&mut step.prerequisites) {
                match section(&id) {
                    Some(ends) => {
                        count(ends.len())?;
                        all.extend(ends.iter().cloned());
                    }
                    None => all.push(id),
                }
            }
            let mut seen = BTreeSet::new();
            all.retain(|it| seen.insert(it.clone()));
            step.prerequisites = all;
        }
        self.name_sections(steps, &members);
        Ok(())
    }

    /// Each heading with the place behind the last row under it.
    fn members(&self, steps: usize) -> Vec<(usize, usize)> {
        let mut members: Vec<(usize, usize)> = self.numbers().map(|it| (it, steps)).collect();
        // Where nothing lies deeper than anything else, a section ends where the next one begins.
        let is_flat = self.depths.iter().all(|depth| self.depths.first() == Some(depth));
        let mut open: Vec<(usize, u32)> = Vec::new();
        let mut next = 0;
        for (number, &depth) in self.depths.iter().enumerate() {
            let is_heading = members.get(next).is_some_and(|(it, _)| *it == number);
            if is_heading || !is_flat {
                while let Some((section, _)) = open.pop_if(|(_, above)| *above >= depth) {
                    members[section].1 = number;
                }
            }
            if is_heading {
                open.push((next, depth));
                next += 1;
            }
        }
        members
    }

    /// Keeps the texts of the headings over each step with it.
    fn name_sections(&self, steps: &mut [Step], members: &[(usize, usize)]) {
        let is_taken = |name: &str| steps.iter().any(|step| step.extra.get(name).is_some());
        let numbered = (2..).map(|number| format!("Section {number}"));
        let mut names = std::iter::once("Section".to_owned()).chain(numbered);
        let Some(name) = names.find(|name| !is_taken(name)) else { return };
        let mut open: Vec<(usize, String)> = Vec::new();
        let mut next = 0;
        for (number, step) in steps.iter_mut().enumerate() {
            while open.pop_if(|(end, _)| *end <= number).is_some() {}
            match members.get(next) {
                Some((heading, end)) if *heading == number => {
                    let text = self.all.get(next).map(|it| it.text.as_str()).unwrap_or_default();
                    let path = match open.last() {
                        Some((_, above)) => format!("{above} / {text}"),
                        None => text.to_owned(),
                    };
                    open.push((*end, shortened(path)));
                    next += 1;
                }
                _ => {
                    if let Some((_, path)) = open.last().filter(|(_, path)| !path.is_empty()) {
                        step.extra.insert(name.clone(), Value::Text(path.clone()));
                    }
                }
            }
        }
    }
}

fn shortened(mut text: String) -> String {
    if text.len() > LONGEST_TEXT {
        let end = (0..=LONGEST_TEXT).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(end);
        text.push('…');
    }
    text
}
