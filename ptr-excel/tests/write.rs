//! What is written: whole, harmless, the same bytes each time, and found where the reader looks.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::ops::ControlFlow;

use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone, Utc};
use ptr_core::language::Language;
use ptr_core::{
    Actor, Command, Draft, DryRun, Email, Environment, FromMilestone, Milestone, Moment,
    NamedValues, Offset, Plan, Run, Start, Step, Value, When,
};
use ptr_excel::cells::CellValue;
use ptr_excel::write::LONGEST_TEXT;
use ptr_excel::{
    COMPUTED_MARK, Layout, Limits, Workbook, WriteOptions, plan_workbook, plan_workbook_to,
    status_workbook,
};

type Cells = BTreeMap<String, CellValue<'static>>;

/// Every cell of every sheet, `Etapes-actions!A1` first.
#[track_caller]
fn read(bytes: Vec<u8>) -> Cells {
    let mut workbook = Workbook::from_bytes(bytes, &Limits::default()).expect("a workbook");
    let names: Vec<String> = workbook.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    let mut cells = Cells::new();
    for (nth, name) in names.iter().enumerate() {
        workbook
            .cells(nth, |cell| {
                cells.insert(format!("{name}!{}", cell.at), cell.value.into_owned());
                ControlFlow::Continue(())
            })
            .expect("cells");
    }
    cells
}

fn text(cells: &Cells, place: &str) -> String {
    cells.get(place).map(|value| value.display().into_owned()).unwrap_or_default()
}

/// The texts of a row of a sheet, from left to right.
fn row(cells: &Cells, sheet: &str, row: u32) -> Vec<String> {
    let of_row = |place: &String| {
        let cell = place.strip_prefix(&format!("{sheet}!"))?;
        let split = cell.find(|c: char| c.is_ascii_digit())?;
        (cell[split..] == row.to_string()).then(|| (split, cell.to_owned()))
    };
    let mut found: Vec<_> = cells.keys().filter_map(of_row).collect();
    found.sort();
    found.into_iter().map(|(_, cell)| text(cells, &format!("{sheet}!{cell}"))).collect()
}

/// One part of the file, unzipped.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip archive");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

fn step(id: &str) -> Step {
    Step::new(id, "CO").and_then(|step| step.in_dry_runs(["FDR1"])).expect("codes")
}

fn mail(text: &str) -> Email {
    Email::new(text).expect("an address")
}

fn local(text: &str) -> NaiveDateTime {
    text.parse().expect("an ISO local time")
}

fn at(text: &str) -> DateTime<Utc> {
    Utc.from_utc_datetime(&local(text))
}

fn plan(steps: impl IntoIterator<Item = Step>) -> Plan {
    Plan::from_steps(steps).expect("a plan that fits together")
}

#[track_caller]
fn written(plan: &Plan) -> Cells {
    read(plan_workbook(plan, &WriteOptions::default()).expect("a workbook"))
}

/// A plan with something in every table and every column.
fn full_plan() -> Plan {
    let dry_run = |name: &str| DryRun::new(name).expect("a name");
    let j0 = |days, seconds| {
        let offset = Offset { days, seconds };
        When::FromMilestone(FromMilestone { milestone: "J0".to_owned(), offset })
    };
    let steps = vec![
        Step {
            dry_runs: ["FDR1", "Live"].map(dry_run).into(),
            start: Start::At(j0(-5, 0)),
            duration: Some(TimeDelta::minutes(90)),
            team: Some("Registre".to_owned()),
            instructions: Some("Fermer le registre.\nVérifier le journal.".to_owned()),
            extra: NamedValues::from([
                ("Criticité".to_owned(), Value::Int(3)),
                ("Validée".to_owned(), Value::Bool(true)),
            ]),
            ..step("CO00000001").labelled("Fermer le registre")
        },
        Step {
            dry_runs: ["FDR1", "Live"].map(dry_run).into(),
            start: Start::ByDryRun(BTreeMap::from([
                (dry_run("FDR1"), When::Moment(Moment::Local(local("2027-03-27T22:00:00")))),
                (dry_run("Live"), j0(0, 7_200)),
            ])),
            contacts: vec![mail("seule@grid.example")],
            ..step("CO00000002").after(["CO00000001"]).expect("ids")
        },
        Step {
            dry_runs: [dry_run("Live")].into(),
            start: Start::At(j0(1, 0)),
            ..step("CO00000003").after(["CO00000002"]).expect("ids")
        },
    ];
    Plan::new(Draft {
        milestones: vec![Milestone {
            name: "J0".to_owned(),
            required_end: None,
            dates: BTreeMap::from([
                (dry_run("FDR1"), Moment::Local(local("2027-03-20T22:00:00"))),
                (dry_run("Live"), Moment::Local(local("2027-05-08T22:00:00"))),
            ]),
            extra: NamedValues::from([(
                "Commentaire".to_owned(),
                Value::Text("bascule".to_owned()),
            )]),
        }],
        actors: vec![Actor {
            team: "Registre".to_owned(),
            department: Some("Marché".to_owned()),
            team_leader: Some(mail("anne@grid.example")),
            deputies: Vec::new(),
            head_of_department: Some(mail("luc@grid.example")),
            extra: NamedValues::new(),
        }],
        environments: vec![Environment {
            name: "MDM".to_owned(),
            by_dry_run: BTreeMap::from([(dry_run("FDR1"), "mdm-acc".to_owned())]),
            extra: NamedValues::new(),
        }],
        steps,
        ..Draft::operator()
    })
    .expect("a plan that fits together")
}

#[test]
fn a_plan_is_written_under_the_headings_that_the_reader_knows() {
    let cells = written(&full_plan());
    assert_eq!(
        row(&cells, "Etapes-actions", 1),
        [
            "Identifiant",
            "Libellé",
            "Phase",
            "Dry run",
            "Prérequis",
            "Date d'exécution",
            "Date FDR1",
            "Date Live",
            "Durée",
            "Équipe",
            "Département",
            "Contacts",
            "Description",
            "Criticité",
            "Validée",
        ]
    );
    assert_eq!(
        row(&cells, "Acteurs", 1),
        ["Équipe", "Département", "Mail chef d'équipe", "Mail chef de département"]
    );
    assert_eq!(row(&cells, "Dates", 1), ["Jalon", "FDR1", "Live", "Commentaire"]);
    assert_eq!(row(&cells, "Environnements", 2), ["MDM", "mdm-acc"]);
}

#[test]
fn dates_durations_and_values_keep_their_kind() {
    let cells = written(&full_plan());
    assert_eq!(text(&cells, "Etapes-actions!F2"), "J0 - 5 j");
    assert_eq!(text(&cells, "Etapes-actions!H3"), "J0 + 2 h");
    let date = |place| cells.get(place).cloned();
    assert_eq!(date("Etapes-actions!G3"), Some(CellValue::Date(local("2027-03-27T22:00:00"))));
    assert_eq!(date("Dates!B2"), Some(CellValue::Date(local("2027-03-20T22:00:00"))));
    assert_eq!(date("Etapes-actions!I2"), Some(CellValue::Duration(TimeDelta::minutes(90))));
    assert_eq!(date("Etapes-actions!N2"), Some(CellValue::Number(3.0)));
    assert_eq!(date("Etapes-actions!O2"), Some(CellValue::Bool(true)));
    let lines = "Fermer le registre.\nVérifier le journal.";
    assert_eq!(text(&cells, "Etapes-actions!M2"), lines);
}

#[test]
fn contacts_are_written_only_where_they_are_not_the_teams() {
    let cells = written(&full_plan());
    assert_eq!(text(&cells, "Etapes-actions!L2"), "", "those of team Registre");
    assert_eq!(text(&cells, "Etapes-actions!L3"), "seule@grid.example");
}

#[test]
fn the_same_run_at_the_same_instant_gives_the_same_bytes() {
    let run = Run::new(full_plan().schedule("FDR1").expect("FDR1"), []);
    let once = || {
        let view = run.view(at("2027-03-27T21:00:00"));
        status_workbook(&view, &WriteOptions::default()).expect("a workbook")
    };
    let first = once();
    for _ in 0..5 {
        assert!(first == once(), "hash order, clock and chance have no say in the bytes");
    }
    let created = part(&first, "docProps/core.xml");
    assert!(created.contains("2027-03-27T21:00:00Z"), "{created}");
}

#[test]
fn a_status_workbook_holds_the_plan_and_marks_what_it_computed() {
    let plan = full_plan();
    let run = Run::new(plan.schedule("FDR1").expect("FDR1"), []);
    let view = run.view(at("2027-03-27T21:30:00"));
    let cells = read(status_workbook(&view, &WriteOptions::default()).expect("a workbook"));
    let headings = row(&cells, "Etapes-actions", 1);
    let (computed, of_the_plan): (Vec<_>, Vec<_>) =
        headings.into_iter().partition(|heading| heading.starts_with(COMPUTED_MARK));
    assert_eq!(of_the_plan, row(&written(&plan), "Etapes-actions", 1));
    assert_eq!(
        computed,
        [
            "▸ État",
            "▸ Début prévu",
            "▸ Fin prévue",
            "▸ Retard",
            "▸ Démarrée le",
            "▸ Démarrée par",
            "▸ Terminée le",
            "▸ Terminée par",
            "▸ Affectée à",
            "▸ Defects",
            "▸ Bloquée jusqu'au",
            "▸ Prérequis ouverts",
            "▸ Pourquoi",
        ]
    );
    assert_eq!(text(&cells, "Etapes-actions!C2"), "prête");
    assert_eq!(text(&cells, "Etapes-actions!C3"), "en retard");
    assert_eq!(text(&cells, "Etapes-actions!C4"), "hors FDR1");
    assert_eq!(text(&cells, "Synthèse!A1"), "Plan de transition — FDR1");
    assert_eq!(text(&cells, "Synthèse!A2"), "Situation au 27/03/2027 22:30 (Europe/Brussels)");
}

#[test]
fn what_people_did_stands_beside_the_step() {
    let mut run = Run::new(full_plan().schedule("FDR1").expect("FDR1"), []);
    let (anne, begin) = (Email::new("anne@grid.example"), at("2027-03-27T08:00:00"));
    let anne = anne.expect("an address");
    let id = || "CO00000001".parse().expect("an id");
    run.execute(&Command::Start { step: id() }, &anne, begin).expect("ready");
    let text_of_defects = "Le journal est incomplet.\nTicket 4711.".to_owned();
    let defects = Command::record_defects(id(), text_of_defects.clone());
    run.execute(&defects, &anne, begin).expect("assigned");
    let view = run.view(at("2027-03-27T12:00:00"));
    let cells = read(status_workbook(&view, &WriteOptions::default()).expect("a workbook"));
    let row = row(&cells, "Etapes-actions", 2);
    assert!(row.contains(&"en cours".to_owned()), "{row:?}");
    assert!(row.contains(&"2027-03-27 09:00".to_owned()), "Brussels is an hour ahead: {row:?}");
    assert!(row.contains(&text_of_defects), "{row:?}");
}

#[test]
fn no_text_becomes_a_formula_a_link_or_markup() {
    let texts = [
        "=1+1",
        "=HYPERLINK(\"http://evil.example\";\"cliquez\")",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "http://evil.example",
        "mailto:a@b.example",
        "internal:'Acteurs'!A1",
        "<r><t>x</t></r>",
        "<r></t></si><si><t>injected</r>",
        "<b>&amp;</b>",
        "_x0041_",
        "<r>_x0041_</r>",
        "{=A1}",
        "0012",
        "1e5",
        "TRUE",
        "  spaces around  ",
    ];
    let steps = texts.iter().enumerate().map(|(nth, text)| Step {
        instructions: Some((*text).to_owned()),
        team: Some((*text).to_owned()),
        extra: NamedValues::from([((*text).to_owned(), Value::Text((*text).to_owned()))]),
        ..step(&format!("CO{nth:08}")).labelled(*text)
    });
    let run = Run::new(plan(steps).schedule("FDR1").expect("FDR1"), []);
    let view = run.view(at("2027-03-27T21:30:00"));
    let bytes = status_workbook(&view, &WriteOptions::default()).expect("a workbook");
    for sheet in 1..=5 {
        let xml = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(!xml.contains("<f>") && !xml.contains("<f "), "sheet {sheet} holds a formula");
        let links = xml.matches("<hyperlink ").count();
        assert_eq!(links, xml.matches("<hyperlink ref=\"A").count(), "links lead from ids only");
    }
    let cells = read(bytes);
    for (nth, expected) in texts.iter().enumerate() {
        let row = row(&cells, "Etapes-actions", u32::try_from(nth).expect("few") + 2);
        let exactly = format!("⟪{}⟫", serde_json::Value::from(*expected));
        let found = row.iter().filter(|text| *text == expected || **text == exactly).count();
        assert_eq!(found, 4, "label, team, instructions and column of {expected:?}: {row:?}");
    }
}

#[test]
fn control_characters_that_xml_forbids_come_back_whole() {
    let odd = "a\u{0}b\u{1}c\u{b}d\re\r\nf\u{1f}g\u{7f}h\u{85}i\u{2028}j\u{fffe}k\u{ffff}l\tm";
    let extra = NamedValues::from([("Note", Value::Text(odd.to_owned()))]);
    let cells = written(&plan([Step { extra, ..step("CO00000001") }]));
    assert_eq!(text(&cells, "Etapes-actions!K2"), odd);
}

#[test]
fn a_text_longer_than_a_cell_goes_on_in_further_columns_never_cut() {
    let longest = "é".repeat(LONGEST_TEXT);
    let fits = plan([Step { instructions: Some(longest.clone()), ..step("CO00000001") }]);
    let cells = written(&fits);
    assert_eq!(text(&cells, "Etapes-actions!J2"), longest);
    assert_eq!(row(&cells, "Etapes-actions", 1).len(), 10);

    let too_long = plan([
        Step { instructions: Some(format!("{longest}!")), ..step("CO00000001") },
        // Two UTF-16 units each, which is how spreadsheets count.
        Step { instructions: Some("🗲".repeat(LONGEST_TEXT + 1)), ..step("CO00000002") },
    ]);
    let cells = written(&too_long);
    let headings = row(&cells, "Etapes-actions", 1);
    assert_eq!(headings[10..], ["⟪[\"Description\",2]⟫", "⟪[\"Description\",3]⟫"]);
    assert_eq!(text(&cells, "Etapes-actions!J2"), longest);
    assert_eq!(text(&cells, "Etapes-actions!K2"), "…!");
    assert_eq!(text(&cells, "Etapes-actions!L3"), "…🗲🗲");
}

#[test]
fn a_pasted_log_is_exported_whole_and_cut_in_the_summary_alone() {
    let log = "2027-03-27 22:14:07 ERROR timeout\n".repeat(2_000);
    let one = Step { contacts: vec![mail("anne@grid.example")], ..step("CO00000001") };
    let mut run = Run::new(plan([one]).schedule("FDR1").expect("FDR1"), []);
    let record = Command::record_defects("CO00000001".parse().expect("an id"), log.clone());
    run.execute(&record, &mail("anne@grid.example"), at("2027-03-27T21:30:00")).expect("recorded");
    let view = run.view(at("2027-03-27T21:30:00"));
    let cells = read(status_workbook(&view, &WriteOptions::default()).expect("a workbook"));
    let headings = row(&cells, "Etapes-actions", 1);
    let parts = headings.iter().filter(|heading| heading.starts_with("▸ Defects"));
    assert_eq!(parts.count(), 3, "{headings:?}");
    let cut = cells.iter().find(|(place, value)| {
        place.starts_with("Synthèse!") && value.display().starts_with("2027-03-27 22:14:07")
    });
    assert!(cut.is_some_and(|(_, value)| value.display().ends_with('…')));
}

#[test]
fn what_no_cell_holds_stands_in_brackets() {
    let cells = written(&plan([
        step("a;b").starting(Moment::Local(local("1899-12-31T00:00:00"))).labelled("-"),
        Step {
            team: Some("  ".to_owned() + "Registre"),
            duration: Some(TimeDelta::microseconds(1)),
            extra: NamedValues::from([("Rien", Value::Null), ("Liste", Value::List(vec![]))]),
            ..step("c").after(["a;b"]).expect("one line")
        },
    ]));
    let found = ["B2", "E3", "F2", "G3", "H3", "K3", "L3"]
        .map(|cell| text(&cells, &format!("Etapes-actions!{cell}")));
    assert_eq!(
        found,
        [
            "⟪\"-\"⟫",
            "⟪[\"a;b\"]⟫",
            "⟪\"1899-12-31T00:00:00\"⟫",
            "⟪\"PT0.000001S\"⟫",
            "⟪\"  Registre\"⟫",
            "⟪null⟫",
            "⟪[]⟫",
        ]
    );
}

#[test]
fn a_status_before_1900_is_written_though_spreadsheets_have_no_such_dates() {
    let long_ago = Step {
        start: Start::At(When::Moment(Moment::Local(local("1850-03-27T08:00:00")))),
        ..step("CO00000001")
    };
    let run = Run::new(plan([long_ago]).schedule("FDR1").expect("FDR1"), []);
    let view = run.view(at("1850-01-01T00:00:00"));
    let cells = read(status_workbook(&view, &WriteOptions::default()).expect("a workbook"));
    assert_eq!(text(&cells, "Etapes-actions!G2"), "⟪\"1850-03-27T08:00:00\"⟫");
    assert_eq!(text(&cells, "Etapes-actions!L2"), "1850-03-27 08:00:00");
}

#[test]
fn ids_of_digits_stay_text() {
    let cells = written(&plan([step("0012"), step("3").after(["0012"]).expect("an id")]));
    assert_eq!(cells.get("Etapes-actions!A2"), Some(&CellValue::Text("0012".into())));
    assert_eq!(cells.get("Etapes-actions!E3"), Some(&CellValue::Text("0012".into())));
}

#[track_caller]
fn layout(json: &str) -> Layout {
    Layout::read(&mut serde_json::Deserializer::from_str(json)).expect("a layout")
}

#[track_caller]
fn written_under(plan: &Plan, json: &str) -> Result<Cells, String> {
    let options = WriteOptions { layout: layout(json), ..WriteOptions::default() };
    plan_workbook(plan, &options).map(read).map_err(|error| error.to_string())
}

#[test]
fn sheets_columns_and_first_rows_are_those_of_the_layout() {
    let cells = written_under(
        &full_plan(),
        r#"{"steps": {"sheet": "Plan: 2027", "first_row": 6,
             "columns": {"id": "N°", "label": "C", "team": "A"}},
            "environments": {"sheet": "Env", "first_row": 2}}"#,
    )
    .expect("a workbook");
    assert_eq!(text(&cells, "Plan  2027!A1"), "Plan  2027", "a title above the table");
    assert_eq!(
        row(&cells, "Plan  2027", 5)[..4],
        ["Équipe", "N°", "Libellé", "Phase"],
        "columns named by letter stand there"
    );
    assert_eq!(text(&cells, "Plan  2027!B6"), "CO00000001");
    assert_eq!(text(&cells, "Env!A2"), "MDM");
}

#[test]
fn what_the_layout_has_no_column_for_is_refused_not_dropped() {
    let refused = written_under(
        &full_plan(),
        r#"{"steps": {"first_row": 1, "columns": {"team": null, "department": null}}, "dates": null}"#,
    );
    assert_eq!(
        refused.expect_err("team and dates would be lost"),
        "Etapes-actions: the layout's first row of data is row 1, which the headings need; set \
         `first_row` to 2 or more\n\
         Etapes-actions: the plan holds what the layout has no place for; give \
         `steps.columns.team` a value other than null\n\
         Dates: the plan holds what the layout has no place for; give `dates` a value other than null"
    );
}

#[test]
fn a_plan_without_dry_runs_and_phases_needs_no_columns_for_them() {
    let live = Step::new("1", "PTR").and_then(|step| step.in_dry_runs(["Live"])).expect("codes");
    let plan = Plan::new(Draft {
        phases: ptr_core::Phases::AsTheyCome,
        steps: vec![live],
        ..Draft::operator()
    })
    .expect("a plan");
    let cells =
        written_under(&plan, r#"{"steps": {"columns": {"phase": null, "dry_runs": null}}}"#)
            .expect("a workbook");
    assert_eq!(row(&cells, "Etapes-actions", 1)[..3], ["Identifiant", "Libellé", "Prérequis"]);
}

#[test]
fn a_contingency_phase_that_the_layout_does_not_know_is_told_with_its_step() {
    let one = Step::new("FB1", "FB-RB").and_then(|it| it.in_dry_runs(["Live"])).expect("codes");
    let plan = Plan::new(Draft { steps: vec![one], ..Draft::operator() }).expect("a plan");
    let keys = r#"{"id_pattern": null, "phases": null}"#;
    assert_eq!(
        written_under(&plan, keys).expect_err("it would be an ordinary phase"),
        "Etapes-actions (FB1): phase `FB-RB` would be read back as an ordinary one; list it in \
         `phases` of the layout with `contingency: true`"
    );
}

#[test]
fn a_phase_of_its_own_is_not_taken_for_the_one_that_a_layout_without_phases_makes() {
    let keys = r#"{"steps": {"columns": {"phase": null}}, "phases": null}"#;
    let refused = written_under(&plan([step("CO00000001")]), keys).expect_err("CO would be lost");
    assert!(refused.contains("steps.columns.phase"), "{refused}");
}

#[test]
fn the_owners_columns_give_way_to_those_that_the_reader_knows() {
    let keys = ["Identifiant", "PRE-REQUIS", "Équipe ", "", "▸ État", "Note", "note", "Début"];
    let extra = keys.iter().map(|key| ((*key).to_owned(), Value::Bool(true))).collect();
    let cells = written(&plan([Step { extra, ..step("CO00000001") }]));
    assert_eq!(
        row(&cells, "Etapes-actions", 1)[10..],
        [
            "⟪\"Identifiant\"⟫",
            "⟪\"PRE-REQUIS\"⟫",
            "⟪\"Équipe \"⟫",
            "⟪\"\"⟫",
            "⟪\"▸ État\"⟫",
            "Note",
            "note",
            "Début",
        ]
    );
}

#[test]
fn english_headings_are_known_to_the_reader_too() {
    let options = WriteOptions { language: Language::english(), ..WriteOptions::default() };
    let run = Run::new(full_plan().schedule("FDR1").expect("FDR1"), []);
    let view = run.view(at("2027-03-27T21:30:00"));
    let cells = read(status_workbook(&view, &options).expect("a workbook"));
    assert_eq!(row(&cells, "Steps", 1)[..4], ["Identifier", "Label", "▸ State", "Phase"]);
    assert_eq!(text(&cells, "Steps!C3"), "overdue");
    assert_eq!(text(&cells, "Summary!A2"), "As of 27/03/2027 22:30 (Europe/Brussels)");
}

#[test]
fn a_file_appears_whole_or_not_at_all() {
    let dir = std::env::temp_dir().join(format!("ptr-write-{}", std::process::id()));
    std::fs::create_dir_all(&dir).expect("a directory");
    let path = dir.join("plan.xlsx");
    plan_workbook_to(&path, &full_plan(), &WriteOptions::default()).expect("written");
    plan_workbook_to(&path, &full_plan(), &WriteOptions::default()).expect("written over");
    let files: Vec<_> = std::fs::read_dir(&dir).expect("a directory").collect();
    assert_eq!(files.len(), 1, "nothing is left beside it");

    let nowhere = dir.join("nowhere").join("plan.xlsx");
    let error = plan_workbook_to(&nowhere, &full_plan(), &WriteOptions::default());
    let error = error.expect_err("no such directory");
    assert!(error.is_io());
    assert_eq!(error.path(), Some(nowhere.as_path()));
    std::fs::remove_dir_all(&dir).expect("removed");
}

#[test]
fn the_status_workbook_tells_what_the_clinic_finds_in_its_dry_run() {
    let night = "2027-03-27T08:00:00Z".parse().expect("an instant");
    let step = |id: &str, dry_runs: &[&str]| {
        let step = Step::new(id, "CO").and_then(|step| step.in_dry_runs(dry_runs));
        let step = step.and_then(|step| step.carried_out_by("Registre", [] as [&str; 0]));
        step.expect("codes").labelled("Geler").starting(Moment::Instant(night))
    };
    let texts_of = |bytes, sheet: &str| -> Vec<String> {
        let cells = read(bytes);
        let of_sheet = cells.iter().filter(|(at, _)| at.starts_with(&format!("{sheet}!")));
        of_sheet.map(|(_, value)| value.display().into_owned()).collect()
    };
    let plan = Plan::from_steps([step("CO00000001", &["FDR1"]), step("CO00000002", &["Live"])]);
    let run = Run::new(plan.expect("a plan").schedule("FDR1").expect("a dry run"), []);
    for (language, sheet, cure) in [
        (Language::french(), "Contrôles", "Donnez-lui une durée"),
        (Language::english(), "Checks", "Give it a duration"),
        ("nl".parse().expect("built in"), "Controles", "Geef hem een duur"),
    ] {
        let options = WriteOptions { language, ..WriteOptions::default() };
        let bytes = status_workbook(&run.view(night), &options).expect("a workbook");
        let texts = texts_of(bytes, sheet);
        assert!(texts.iter().any(|text| text.ends_with(" (no-duration)")), "{texts:?}");
        assert!(texts.iter().any(|text| text.starts_with(cure)), "{texts:?}");
        assert!(texts.iter().any(|text| text == "CO00000001"));
        assert!(texts.iter().all(|text| text != "CO00000002"), "not of this dry run");

        let no_duration = options.layout.checks.clone().with(ptr_core::Rule::NoDuration, None);
        let layout = Layout { checks: no_duration, ..Layout::default() };
        let options = WriteOptions { layout, ..options };
        let bytes = status_workbook(&run.view(night), &options).expect("a workbook");
        assert!(texts_of(bytes, sheet).iter().all(|text| !text.contains("no-duration")));
    }
}
