//! Which row holds the headings, and which column each of them heads.

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
    assert_eq!(headings.place(&columns.prerequisites, StepColumns::PREREQUISITES).columns(), [3]);
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
    for texts in [["Id", "Predecessor", "Predecessors"], ["Id", "Predecessors", "Predecessor"]] {
        let (headings, columns) = find_steps(&[row(0, &texts)]);
        let filled = u32::try_from(texts.iter().position(|t| *t == "Predecessors").unwrap_or(0));
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
        assert_eq!(headings.place(&columns.department, ActorColumns::DEPARTMENT).columns(), [1]);
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
