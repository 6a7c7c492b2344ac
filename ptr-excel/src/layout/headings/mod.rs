//! Which column is which: headings compared as people mean them, and the row they stand on.
//!
//! Two headings are the same when their [`normal`] forms are: case, accents, spaces,
//! apostrophes and punctuation never count; but of several that are the same then, one that is
//! spelled exactly as the layout names it is meant alone. A heading may take two rows (`Date` above
//! `d'exécution`), titles may stand above it, and a sheet may carry an empty `Predecessor`
//! beside a filled `Predecessors`: a place is therefore a *list* of columns, of which a row's
//! first filled cell counts.

mod row;
mod wanted;

pub use self::row::TextRow;
pub(crate) use self::row::width_of;

use self::row::lines;
use self::wanted::WantedColumns;
use super::column::{Column, Known};
use crate::a1;
use crate::value::{folded, is_exact, normal, trim};

/// How many rows that hold something are looked at together for the headings.
pub const SEARCHED_ROWS: usize = 50;

/// How many columns serve together where several have a heading: each row looks at all of them.
const MOST_COLUMNS: usize = 20;

/// Where a column of the layout stands in a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Located {
    /// The layout says that there is no such column.
    Absent,
    /// No heading of the sheet is the column's.
    Missing,
    /// These columns, counted from zero, never empty: of each row the first filled one counts.
    At(Vec<u32>),
}

impl Located {
    /// The columns, none where the place is absent or missing.
    pub fn columns(&self) -> &[u32] {
        match self {
            Self::Absent | Self::Missing => &[],
            Self::At(columns) => columns,
        }
    }
}

/// The headings of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headings {
    rows: Option<(u32, u32)>,
    all: Vec<Heading>,
    /// How many columns of the sheet are in use; unknown where nobody has said so.
    width: Option<u32>,
}

/// One heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The column it heads, counted from zero.
    pub col: u32,
    /// Its text, that of two rows joined by a space.
    pub text: String,
    /// The text of its lower row: under a title that spans several columns, what tells them
    /// apart (`FDR1` under `Dry runs`).
    pub own: String,
    /// The title in the row above that stands over it, where that row is none of headings.
    pub title: Option<String>,
    normal: String,
    own_normal: String,
}

impl Heading {
    fn new(col: u32, upper: &str, own: &str) -> Self {
        // A heading in brackets is itself and none of those that a layout names.
        let own_normal = if is_exact(own) { own.to_owned() } else { normal(own) };
        let (text, normal) = if upper.is_empty() {
            (own.to_owned(), own_normal.clone())
        } else {
            (format!("{upper} {own}"), normal(upper) + &own_normal)
        };
        Self { col, normal, own_normal, text, own: own.to_owned(), title: None }
    }

    /// Whether this heading is called so, whatever case, accents, spaces and punctuation.
    pub fn is(&self, name: &str) -> bool {
        self.is_normal(&normal(name)) || self.is_exactly(trim(name))
    }

    fn is_normal(&self, name: &str) -> bool {
        !name.is_empty() && (self.normal == name || self.own_normal == name)
    }

    fn is_exactly(&self, name: &str) -> bool {
        trim(&self.text) == name || trim(&self.own) == name
    }

    fn is_folded(&self, name: &str) -> bool {
        folded(&self.text) == name || folded(&self.own) == name
    }
}

impl Headings {
    /// The headings among the first rows of a sheet: the row, or the two rows together, that
    /// name most of the wanted columns; the one that spells them as the layout does, the earliest
    /// and the single one where several do. Columns that the layout gives by their letter name
    /// nothing. The next row belongs to the headings as well where it leaves the first wanted
    /// column empty and heads columns that had no heading yet, as under a title that spans several
    /// columns.
    ///
    /// `None` where no row names two of them (or the only one wanted). `rows` come from top to
    /// bottom; time `O(c log c)` in their cells.
    pub fn find(rows: &[TextRow], wanted: &[(&Column, Known)]) -> Option<Self> {
        let singles = (0..rows.len()).map(|lower| (None, lower));
        let candidates: Vec<_> = singles.chain(pairs(rows)).collect();
        Some(Self::best(rows, wanted, &candidates, 2)?.complete(rows, wanted))
    }

    /// The headings right above the first row of data: the last of these rows, alone or together
    /// with the one above it, if it names at least one wanted column.
    pub(crate) fn right_above(rows: &[TextRow], wanted: &[(&Column, Known)]) -> Option<Self> {
        let last = rows.len().checked_sub(1)?;
        let alone = Self::best(rows, wanted, &[(None, last)], 1)?;
        let pair = pairs(rows).filter(|(_, lower)| *lower == last);
        let candidates: Vec<_> = std::iter::once((None, last)).chain(pair).collect();
        let found = Self::best(rows, wanted, &candidates, 1).unwrap_or(alone);
        Some(found.complete(rows, wanted))
    }

    /// Of some rows, or two rows together, those that name most of the wanted columns, at least as
    /// many as are needed, or all of which there are names.
    fn best(
        rows: &[TextRow],
        wanted: &[(&Column, Known)],
        candidates: &[(Option<usize>, usize)],
        needed: usize,
    ) -> Option<Self> {
        let mut wanted = WantedColumns::of(wanted, width_of(rows));
        let needed = needed.min(wanted.named()).max(1);
        // Made once: a text is looked at by itself, under the row above and over the row below.
        let normals: Vec<_> = rows.iter().map(|row| row.normal(wanted.longest())).collect();
        let mut best: Option<((usize, usize), Option<usize>, usize)> = None;
        for &(upper, lower) in candidates {
            let above = upper.map(|upper| (&rows[upper], &normals[upper]));
            let score = wanted.named_by(above, (&rows[lower], &normals[lower]));
            if score.0 >= needed && best.is_none_or(|(most, ..)| score > most) {
                best = Some((score, upper, lower));
            }
        }
        let (_, upper, lower) = best?;
        Some(Self::of(upper.map(|upper| &rows[upper]), &rows[lower]))
    }

    /// The headings of a single row, with those of the next row where these belong to them, and
    /// else with the titles of the row above.
    pub(crate) fn complete(self, rows: &[TextRow], wanted: &[(&Column, Known)]) -> Self {
        let Some((row, _)) = self.rows.filter(|(first, last)| first == last) else { return self };
        let mut pairs = rows.windows(2).filter(|pair| pair[0].row + 1 == pair[1].row);
        let next = pairs.clone().find(|pair| pair[0].row == row);
        if let Some([this, next]) = next
            && self.goes_on_in(this, next, wanted)
        {
            return Self::of(Some(this), next);
        }
        let mut found = self;
        if let Some([above, _]) = pairs.find(|pair| pair[1].row == row) {
            let over = above.over();
            for heading in &mut found.all {
                heading.title = over.get(&heading.col).map(|title| title.trim().to_owned());
            }
        }
        found
    }

    fn goes_on_in(&self, this: &TextRow, next: &TextRow, wanted: &[(&Column, Known)]) -> bool {
        let is_tall = |col: &u32| this.tall.contains(col);
        let is_filled = |col: u32| next.cells.iter().any(|(c, _)| *c == col);
        let is_headed = |col: u32| self.all.binary_search_by_key(&col, |it| it.col).is_ok();
        let keys = wanted.first().map(|(key, known)| self.by_name(key, *known));
        keys.as_ref().is_some_and(|keys| keys.iter().any(is_tall))
            || keys.is_some_and(|keys| !keys.is_empty() && !keys.into_iter().any(is_filled))
                && next.cells.iter().any(|(col, _)| !is_headed(*col))
    }

    /// The headings of a row, or of two rows together.
    pub(crate) fn of(upper: Option<&TextRow>, lower: &TextRow) -> Self {
        let headings = lines(upper, lower).into_iter();
        let mut headings: Vec<_> =
            headings.map(|(col, upper, own)| Heading::new(col, upper, own)).collect();
        headings.retain(|heading| !trim(&heading.text).is_empty());
        headings.sort_by_key(|heading| heading.col);
        Self { rows: Some((upper.unwrap_or(lower).row, lower.row)), all: headings, width: None }
    }

    /// The same headings of a sheet that uses so many columns: beyond them, a name of two or
    /// three letters is that of a heading which is missing, not that of a column.
    #[must_use]
    pub(crate) fn within(mut self, width: u32) -> Self {
        self.width = Some(width);
        self
    }

    /// The same headings without those of some columns, named by heading or by letter, and these
    /// columns.
    pub(crate) fn without(mut self, columns: &[String]) -> (Self, Vec<u32>) {
        let named = columns.iter().map(|name| Column::Named(name.clone()));
        let mut left_out: Vec<u32> = named
            .flat_map(|column| self.place(&column, Known::Words(&[])).columns().to_vec())
            .collect();
        left_out.sort_unstable();
        self.all.retain(|heading| left_out.binary_search(&heading.col).is_err());
        (self, left_out)
    }

    /// The first and last row they stand on, counted from zero; `None` for a table without
    /// headings, whose columns are all named by letter.
    pub fn rows(&self) -> Option<(u32, u32)> {
        self.rows
    }

    /// Leaves out the headings that fail the test.
    pub(crate) fn retain(&mut self, test: impl Fn(&Heading) -> bool) {
        self.all.retain(test);
    }

    /// From left to right.
    pub fn iter(&self) -> impl Iterator<Item = &Heading> {
        self.all.iter()
    }

    /// Where a column of the layout stands: by its heading, or, when no heading has that name,
    /// by its letter.
    pub fn place(&self, column: &Column, known: impl Into<Known>) -> Located {
        if *column == Column::Absent {
            return Located::Absent;
        }
        let mut columns = self.by_name(column, known.into());
        if let (Column::Named(name), true) = (column, columns.is_empty()) {
            columns.extend(a1::column_of_letters(name, self.width));
        }
        columns.truncate(MOST_COLUMNS);
        if columns.is_empty() { Located::Missing } else { Located::At(columns) }
    }

    pub(crate) fn by_name(&self, column: &Column, known: Known) -> Vec<u32> {
        match (column, known) {
            (Column::Absent, _) => Vec::new(),
            (Column::Named(name), _) => self.spelled(name),
            (Column::Default, Known::Like(test)) => self
                .all
                .iter()
                .filter(|h| test(&h.normal) || test(&h.own_normal))
                .map(|h| h.col)
                .collect(),
            (Column::Default, Known::Words(groups)) => groups
                .iter()
                .map(|group| {
                    let called = |name| self.columns(move |h| h.is_normal(name));
                    group.iter().flat_map(|name| called(name.as_str())).collect()
                })
                .find(|columns: &Vec<u32>| !columns.is_empty())
                .unwrap_or_default(),
        }
    }

    /// The columns whose heading is spelled like a name: exactly, else but for case, accents and
    /// blanks, else but for punctuation.
    fn spelled(&self, name: &str) -> Vec<u32> {
        let name = trim(name);
        let (loosely, folded) = (normal(name), folded(name));
        let exact: Vec<u32> = self.columns(|heading| heading.is_exactly(name)).collect();
        if !exact.is_empty() {
            return exact;
        }
        let folded: Vec<u32> = self.columns(|heading| heading.is_folded(&folded)).collect();
        if !folded.is_empty() {
            return folded;
        }
        self.columns(|heading| heading.is_normal(&loosely)).collect()
    }

    fn columns(&self, is_one: impl Fn(&Heading) -> bool) -> impl Iterator<Item = u32> {
        self.all.iter().filter(move |heading| is_one(heading)).map(|heading| heading.col)
    }
}

/// Rows that stand right below each other, by their places.
fn pairs(rows: &[TextRow]) -> impl Iterator<Item = (Option<usize>, usize)> {
    let lower = (1..rows.len()).filter(|lower| rows[lower - 1].row + 1 == rows[*lower].row);
    lower.map(|lower| (Some(lower - 1), lower))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::layout::{ActorColumns, Columns, StepColumns};

    fn row(row: u32, texts: &[&str]) -> TextRow {
        let cells = (0..).zip(texts).filter(|(_, text)| !text.is_empty());
        let cells = cells.map(|(col, text)| (col, (*text).to_owned())).collect();
        TextRow { row, cells, ..TextRow::default() }
    }

    fn find_steps(rows: &[TextRow]) -> (Headings, StepColumns) {
        let columns = StepColumns::default();
        let headings = Headings::find(rows, &columns.wanted()).expect("headings are found");
        (headings, columns)
    }

    #[test]
    fn headings_are_found_under_merged_titles() {
        let (headings, columns) = find_steps(&[
            row(0, &["Plan de transition"]),
            row(2, &["", "Phase de bascule"]),
            row(5, &["Identifiant", "Libellé", "Phase", "Prérequis"]),
            row(6, &["CO00000001", "Arrêter", "CO", ""]),
        ]);
        assert_eq!(headings.rows(), Some((5, 5)));
        assert_eq!(
            headings.place(&columns.prerequisites, StepColumns::PREREQUISITES).columns(),
            [3]
        );
        assert_eq!(headings.place(&columns.team, StepColumns::TEAM), Located::Missing);
    }

    #[test]
    fn a_heading_on_two_rows_is_read_as_one() {
        let (headings, columns) = find_steps(&[
            row(0, &["Plan"]),
            row(3, &["Identifiant", "Libellé", "Date", "Dry runs", ""]),
            row(4, &["", "", "d'exécution", "FDR1", "FDR2"]),
            row(5, &["CO00000001", "Arrêter", "J0", "x", "x"]),
        ]);
        assert_eq!(headings.rows(), Some((3, 4)));
        assert_eq!(headings.place(&columns.start, StepColumns::START).columns(), [2]);
        let own: Vec<_> = headings.iter().map(|h| h.own.as_str()).collect();
        assert_eq!(own, ["Identifiant", "Libellé", "d'exécution", "FDR1", "FDR2"]);
    }

    #[test]
    fn an_empty_predecessor_beside_filled_predecessors_serves_only_where_they_are_empty() {
        for texts in [["Id", "Predecessor", "Predecessors"], ["Id", "Predecessors", "Predecessor"]]
        {
            let (headings, columns) = find_steps(&[row(0, &texts)]);
            let filled =
                u32::try_from(texts.iter().position(|t| *t == "Predecessors").unwrap_or(0));
            let place = headings.place(&columns.prerequisites, StepColumns::PREREQUISITES);
            assert_eq!(place.columns().len(), 2);
            assert_eq!(place.columns().first().copied(), filled.ok());
        }
    }

    #[test]
    fn headings_that_name_the_step_and_who_is_responsible_are_known() {
        for texts in [
            ["N° d'étape", "Libellé de l'étape-action", "Équipe exécutante", "Mode opératoire"],
            ["ID étape-action", "Intitulé de l'étape", "Équipe responsable", "Consignes"],
            ["Identifiant", "Libellé", "Exécutant", "Description"],
        ] {
            let (headings, columns) = find_steps(&[row(0, &texts)]);
            let places = [
                headings.place(&columns.id, StepColumns::ID),
                headings.place(&columns.label, StepColumns::LABEL),
                headings.place(&columns.team, StepColumns::TEAM),
                headings.place(&columns.instructions, StepColumns::INSTRUCTIONS),
            ];
            let found: Vec<&[u32]> = places.iter().map(Located::columns).collect();
            assert_eq!(found, [[0], [1], [2], [3]], "{texts:?}");
        }
    }

    #[test]
    fn the_better_heading_wins_and_leaves_the_other_column_alone() {
        let (headings, columns) = find_steps(&[row(0, &["Id", "Titre", "Libellé"])]);
        assert_eq!(headings.place(&columns.label, StepColumns::LABEL).columns(), [2]);
    }

    #[test]
    fn a_column_is_named_by_its_heading_or_else_by_its_letter() {
        let (headings, _) = find_steps(&[row(0, &["Identifiant", "Libellé", "B"])]);
        let named = |name: &str| Column::Named(name.to_owned());
        let place = |name: &str| headings.place(&named(name), StepColumns::LABEL);
        assert_eq!(place("libelle").columns(), [1]);
        assert_eq!(place("B").columns(), [2], "a heading of that name goes before the letter");
        assert_eq!(place("A").columns(), [0]);
        assert_eq!(place("XFD").columns(), [16_383]);
        assert_eq!(place("XFE"), Located::Missing);
        assert_eq!(headings.place(&Column::Absent, StepColumns::LABEL), Located::Absent);
    }

    #[test]
    fn a_row_of_data_under_the_headings_is_not_taken_for_their_second_line() {
        let (headings, _) =
            find_steps(&[row(0, &["Identifiant", "", "Phase"]), row(1, &["Team", "Durée", "CO"])]);
        assert_eq!(headings.rows(), Some((0, 0)));
    }

    #[test]
    fn a_section_title_under_the_headings_is_not_taken_for_their_second_line() {
        let (headings, _) = find_steps(&[
            row(0, &["Identifiant", "Libellé", "Phase"]),
            row(1, &["", "Arrêt contrôlé"]),
            row(2, &["AC00000001", "Arrêter", "AC"]),
        ]);
        assert_eq!(headings.rows(), Some((0, 0)));
    }

    #[test]
    fn a_sheet_without_headings_finds_none() {
        let columns = StepColumns::default();
        assert_eq!(Headings::find(&[], &columns.wanted()), None);
        let rows = [row(0, &["Phase", "x"]), row(1, &["CO00000001", "Arrêter"])];
        assert_eq!(Headings::find(&rows, &columns.wanted()), None);
    }

    #[test]
    fn mail_headings_are_told_apart_however_they_are_worded() {
        let columns = ActorColumns::default();
        for (leader, head) in [
            ("Mail chef d'équipe", "Mail chef de département"),
            ("E-mail team leader", "E-mail head of department"),
            ("Courriel équipe", "Courriel département"),
            ("Adresse mail du responsable d'équipe", "Adresse mail du responsable du département"),
            ("Team leader's mail", "Head of department's mail"),
            ("Mail", "Mail dpt"),
        ] {
            let rows = [row(0, &["Équipe", "Département", leader, head])];
            let headings = Headings::find(&rows, &columns.wanted()).expect("headings");
            let place = headings.place(&columns.team_leader_mail, ActorColumns::TEAM_LEADER_MAIL);
            assert_eq!(place.columns(), [2], "{leader}");
            let place =
                headings.place(&columns.department_head_mail, ActorColumns::DEPARTMENT_HEAD_MAIL);
            assert_eq!(place.columns(), [3], "{head}");
            assert_eq!(headings.place(&columns.team, ActorColumns::TEAM).columns(), [0]);
            assert_eq!(
                headings.place(&columns.department, ActorColumns::DEPARTMENT).columns(),
                [1]
            );
        }
    }

    proptest! {
        #[test]
        fn two_rows_together_have_the_normal_forms_of_both(
            upper in "(\\PC|[aA1 é\u{301}œΣ]){0,12}", own in "(\\PC|[aA1 é\u{301}œΣ]){0,12}",
        ) {
            let text = |row, text| TextRow { row, cells: vec![(0, text)], ..TextRow::default() };
            let both = normal(&format!("{upper} {own}"));
            let is_blank = trim(&upper).is_empty() && trim(&own).is_empty();
            let headings = Headings::of(Some(&text(0, upper)), &text(1, own));
            prop_assert_eq!(headings.all.len(), usize::from(!is_blank));
            for heading in headings.iter() {
                prop_assert_eq!(&heading.normal, &both);
                prop_assert_eq!(&heading.normal, &normal(&heading.text));
                prop_assert_eq!(&heading.own_normal, &normal(&heading.own));
            }
        }

        #[test]
        fn rows_name_as_many_columns_as_their_headings_do(
            texts in [(); 2].map(|()| proptest::collection::btree_map(
                0..6_u32, "Id|Phase|Date|d'exécution|Mail|équipe|Libellé| |x|Pré-requis", 0..6,
            )),
            is_named: bool,
        ) {
            let [upper, lower] = [0, 1].map(|row: usize| TextRow {
                row: u32::try_from(row).expect("small"),
                cells: texts[row].clone().into_iter().collect(),
                ..TextRow::default()
            });
            let name = Column::Named("Date d'exécution".into());
            let (steps, actors) = (StepColumns::default(), ActorColumns::default());
            let mut wanted = [steps.wanted(), actors.wanted()].concat();
            if is_named {
                wanted[0].0 = &name;
                wanted[1].0 = &Column::Absent;
            }
            for upper in [None, Some(&upper)] {
                let headings = Headings::of(upper, &lower);
                let names = |(column, known): &&(&Column, Known)| {
                    !headings.by_name(column, *known).is_empty()
                };
                let normal = upper.map(|row| row.normal(usize::MAX));
                let score = WantedColumns::of(&wanted, 6)
                    .named_by(upper.zip(normal.as_ref()), (&lower, &lower.normal(usize::MAX)));
                prop_assert_eq!(score.0, wanted.iter().filter(names).count());
            }
        }

        #[test]
        fn no_rows_make_the_search_panic(
            texts in proptest::collection::vec(
                (0..4u32, proptest::collection::vec((0..6u32, "\\PC{0,6}|Id|Phase|Date"), 0..5)), 0..8)
        ) {
            let rows: Vec<_> = texts.into_iter().map(|(row, cells)| TextRow { row, cells, ..TextRow::default() }).collect();
            let columns = StepColumns::default();
            if let Some(found) = Headings::find(&rows, &columns.wanted()) {
                for (column, known) in columns.wanted() {
                    let _ = found.place(column, known);
                }
            }
        }
    }
}
