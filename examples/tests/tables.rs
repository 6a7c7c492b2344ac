//! Plans that come from elsewhere: each sample is what the generator writes, is read as its owner
//! means it, and comes back the same when it is written.

use ptr_core::language::Language;
use ptr_core::{Problem, Run, Step};
use ptr_examples::sample::tables::{ALL, Sample};
use ptr_excel::{
    Layout, Limits, Loaded, WriteOptions, load_bytes, plan_workbook, propose_layout_bytes,
    status_workbook,
};

fn committed(name: &str) -> Vec<u8> {
    let path = format!("{}/data/tables/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn layout(sample: &Sample) -> Layout {
    let yaml = serde_yaml_ng::Deserializer::from_str(sample.layout);
    Layout::read(yaml).unwrap_or_else(|error| panic!("{}: {error}", sample.name))
}

#[track_caller]
fn read(bytes: Vec<u8>, layout: &Layout, name: &str) -> Loaded {
    match load_bytes(bytes, layout, &Limits::default()) {
        Ok(loaded) => loaded,
        Err(error) => panic!("{name}: {error}"),
    }
}

fn layout_of(name: &str) -> Layout {
    layout(ALL.iter().find(|sample| sample.name == name).expect("a sample"))
}

#[track_caller]
fn loaded(name: &str) -> Loaded {
    read(committed(&format!("{name}.xlsx")), &layout_of(name), name)
}

/// The steps in a line each: `9 Load the merchant files < 8, 5`.
fn steps(loaded: &Loaded) -> Vec<String> {
    let line = |step: &Step| {
        let waits: Vec<&str> = step.prerequisites.iter().map(|it| it.step.as_str()).collect();
        let waits =
            if waits.is_empty() { String::new() } else { format!(" < {}", waits.join(", ")) };
        format!("{} {}{waits}", step.id, step.label)
    };
    loaded.plan.steps().iter().map(line).collect()
}

/// Code and cell of each warning.
fn told(loaded: &Loaded) -> Vec<String> {
    let place = |it: &Problem| it.place.as_ref().map(ToString::to_string).unwrap_or_default();
    loaded.warnings.iter().map(|it| format!("{} {}", it.code(), place(it))).collect()
}

fn step<'l>(loaded: &'l Loaded, id: &str) -> &'l Step {
    loaded.plan.step(id).unwrap_or_else(|| panic!("no step {id}: {:?}", steps(loaded)))
}

#[track_caller]
fn assert_start(loaded: &Loaded, id: &str, expected: &str) {
    let schedule = loaded.plan.schedule("Live").expect("a schedule");
    let place = schedule.find(id).unwrap_or_else(|| panic!("no step {id}"));
    let start = schedule.start(place).expect("a start").with_timezone(&loaded.plan.timezone());
    assert_eq!(start.format("%Y-%m-%d %H:%M").to_string(), expected, "{id}");
}

#[test]
fn the_samples_are_what_the_generator_writes() {
    let again = "run: cargo run -p ptr-examples --example generate_workbooks";
    for sample in ALL {
        let written = sample.workbook().expect("a workbook");
        assert!(written == committed(&format!("{}.xlsx", sample.name)), "{}: {again}", sample.name);
        let yaml = committed(&format!("{}.yaml", sample.name));
        assert!(yaml == sample.layout.as_bytes(), "{}: {again}", sample.name);
    }
}

#[test]
fn what_is_written_of_a_sample_reads_back_under_its_layout() {
    for sample in ALL {
        let layout = layout(sample);
        let plan = loaded(sample.name).plan;
        let options = WriteOptions { layout: layout.clone(), ..WriteOptions::default() };
        let again = read(plan_workbook(&plan, &options).expect(sample.name), &layout, sample.name);
        assert_eq!(again.plan.steps(), plan.steps(), "{}", sample.name);
        assert_eq!(again.plan, plan, "{}", sample.name);
        let run = Run::new(plan.schedule("Live").expect("a schedule"), []);
        let at = "2027-03-27T08:00:00Z".parse().expect("an instant");
        let status = status_workbook(&run.view(at), &options).expect(sample.name);
        assert_eq!(read(status, &layout, sample.name).plan, plan, "{}", sample.name);
    }
}

#[test]
fn tasks_of_a_scheduling_program_have_the_numbers_of_their_places() {
    let loaded = loaded("ms-project-export");
    assert_eq!(
        steps(&loaded),
        [
            "3 Freeze configuration changes",
            "4 Back up the old switch < 3",
            "5 Copy the merchant files",
            "7 Stop incoming traffic < 4, 5",
            "8 Drain the queues < 7",
            "9 Load the merchant files < 8, 5",
            "10 Route traffic to the new switch < 9",
            "11 Release to merchants < 10",
        ]
    );
    assert_eq!(
        told(&loaded),
        [
            "heading-rows Task_Data!B2",
            "unsupported-link Task_Data!F6",
            "unsupported-link Task_Data!F11"
        ]
    );
    let kept = |id| step(&loaded, id).extra.get("Liens / Links").cloned();
    assert_eq!(kept("10"), Some(ptr_core::Value::Text("9FS+2 hrs".to_owned())));
    assert_eq!(kept("5"), Some(ptr_core::Value::Text("4SS".to_owned())));
    let section = step(&loaded, "4").extra.get("Section").cloned();
    let path = "Payment switch replacement / Preparation".to_owned();
    assert_eq!(section, Some(ptr_core::Value::Text(path)));
}

#[test]
fn a_section_by_its_wbs_number_is_waited_for_as_a_whole() {
    let loaded = loaded("planning-wbs");
    assert_eq!(
        steps(&loaded),
        [
            "1.1 Inventorier les serveurs",
            "1.2 Réserver le transporteur",
            "1.3 Sauvegarder < 1.1",
            "2.1.1 Arrêter les applications < 1.2, 1.3",
            "2.1.2 Arrêter les serveurs < 2.1.1",
            "2.2.1 Charger les baies < 2.1.2",
            "2.2.2 Raccorder au nouveau site < 2.2.1",
            "3 Rouvrir le service < 2.2.2",
        ]
    );
    assert_eq!(told(&loaded), ["heading-rows Planning!B2"]);
    let message = loaded.warnings[0].to_string();
    assert!(message.contains("B2 Avant le déménagement"), "{message}");
}

#[test]
fn outline_numbers_come_of_the_levels() {
    let loaded = loaded("outline-levels");
    assert_eq!(
        steps(&loaded),
        [
            "1.1 Move twenty mailboxes",
            "1.2 Ask the pilots < 1.1",
            "2.1 Move all mailboxes < 1.2",
            "2.2 Switch the mail exchanger < 2.1",
            "3 Switch the old servers off < 2.2",
        ]
    );
    assert_eq!(told(&loaded), ["heading-rows Tasks!B2"]);
}

#[test]
fn a_checklist_has_titles_and_names_rows_of_its_sheet() {
    let loaded = loaded("checklist-sections");
    assert_eq!(
        steps(&loaded),
        [
            "5 Réceptionner les travaux",
            "6 Installer les rayons < 5",
            "8 Raccorder les caisses < 6",
            "9 Charger les prix < 8",
            "10 Essayer un paiement < 8, 9",
            "12 Ouvrir les portes < 10",
        ]
    );
    assert_eq!(told(&loaded), ["heading-rows Checklist!A4"]);
    let message = loaded.warnings[0].to_string();
    assert!(message.contains("A13 Total"), "{message}");
}

#[test]
fn a_table_ends_at_an_empty_row_and_what_stands_below_is_told() {
    let loaded = loaded("two-tables");
    let ids: Vec<&str> = loaded.plan.steps().iter().map(|step| step.id.as_str()).collect();
    assert_eq!(ids, ["R1", "R2", "R3", "R4", "R5"]);
    assert_eq!(told(&loaded), ["rows-left-out Release!A10"]);
    assert!(loaded.warnings[0].to_string().contains("3 rows"), "{}", loaded.warnings[0]);
}

#[test]
fn a_list_of_excel_ends_the_steps_and_so_do_lines_around_them() {
    for (name, ids, below) in [
        ("excel-list", ["P01", "P02", "P03", "P04"], "rows-left-out Payroll!A8"),
        ("lignes-et-bordures", ["1", "2", "3", "4"], "rows-left-out Central!A7"),
    ] {
        let loaded = loaded(name);
        let found: Vec<&str> = loaded.plan.steps().iter().map(|step| step.id.as_str()).collect();
        assert_eq!(found, ids, "{name}");
        assert_eq!(told(&loaded), [below]);
        assert!(loaded.warnings[0].to_string().contains("3 rows"), "{}", loaded.warnings[0]);
    }
}

#[test]
fn a_proposal_reads_the_tables_whose_rows_and_columns_speak_for_themselves() {
    let live = ptr_core::DryRun::live();
    let said = |loaded: &Loaded| -> Vec<String> {
        let dated = loaded.plan.steps().iter().zip(steps(loaded));
        let with_times = |(step, line): (&Step, String)| {
            let start = loaded.plan.start(step.id.as_str(), &live);
            format!("{line}, {start:?}, {:?}", step.duration)
        };
        dated.map(with_times).collect()
    };
    let mut others = Vec::new();
    for name in [
        "ms-project-export",
        "planning-wbs",
        "outline-levels",
        "checklist-sections",
        "two-tables",
        "excel-list",
        "lignes-et-bordures",
        "bank-day-numbers",
        "times-and-units",
    ] {
        let bytes = committed(&format!("{name}.xlsx"));
        let mut proposal =
            propose_layout_bytes(bytes.clone(), &Limits::default()).expect("a proposal");
        if proposal.questions().any(|it| it.code() == "unit-unknown") {
            proposal.layout.duration_unit = layout_of(name).duration_unit;
        }
        let found = match load_bytes(bytes, &proposal.layout, &Limits::default()) {
            Ok(found) => said(&found),
            Err(error) => vec![error.to_string()],
        };
        let meant = said(&loaded(name));
        if found != meant {
            let reasons = proposal.reasons.iter().map(|it| it.message(&Language::english()));
            let reasons: Vec<String> = reasons.collect();
            let (found, meant) = (found.join("\n"), meant.join("\n"));
            others.push(format!("{name}:\n{found}\n\n{meant}\n\n{}\n", reasons.join("\n")));
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}

#[test]
fn what_holds_the_place_of_a_value_is_none_and_told_where_one_is_to_come() {
    let loaded = loaded("placeholders");
    let waits: Vec<String> = steps(&loaded);
    assert_eq!(
        waits,
        [
            "E01 Compter le stock",
            "E02 Transférer le stock < E01",
            "E03 Former les caristes",
            "E04 Ouvrir les quais < E02",
        ]
    );
    assert_eq!(
        told(&loaded),
        [
            "yet-to-be-said Étapes-actions!E3",
            "yet-to-be-said Étapes-actions!D4",
            "yet-to-be-said Étapes-actions!F4",
            "yet-to-be-said Étapes-actions!C5",
        ]
    );
    assert_eq!((step(&loaded, "E03").team.clone(), step(&loaded, "E02").duration), (None, None));
}

#[test]
fn an_empty_cell_says_what_the_one_above_says() {
    let loaded = loaded("as-above");
    let teams: Vec<Option<&str>> =
        loaded.plan.steps().iter().map(|step| step.team.as_deref()).collect();
    let [telephony, training] = [Some("Telefonie"), Some("Opleiding")];
    assert_eq!(teams, [telephony, telephony, telephony, training, training]);
    assert_start(&loaded, "2", "2027-10-02 20:00");
    assert_start(&loaded, "5", "2027-10-02 09:00");
    assert_eq!(told(&loaded), [""; 0]);
}

#[test]
fn a_day_number_with_a_time_beside_it_is_a_time_on_the_wall_clock() {
    let loaded = loaded("bank-day-numbers");
    assert_start(&loaded, "CB-001", "2027-03-16 18:00");
    assert_start(&loaded, "CB-002", "2027-03-21 09:00");
    assert_start(&loaded, "CB-003", "2027-03-26 20:00");
    assert_start(&loaded, "CB-005", "2027-03-27 02:30");
    assert_start(&loaded, "CB-006", "2027-03-27 09:00");
    // After the night in which the clocks change.
    assert_start(&loaded, "CB-007", "2027-03-29 06:00");
    assert_eq!(told(&loaded), [""; 0]);
}

#[test]
fn times_and_units_in_columns_of_their_own_belong_to_the_cells_beside_them() {
    let loaded = loaded("times-and-units");
    assert_start(&loaded, "1", "2027-07-03 06:00");
    assert_start(&loaded, "4", "2027-07-03 13:30");
    let minutes: Vec<Option<i64>> =
        loaded.plan.steps().iter().map(|it| it.duration.map(|it| it.num_minutes())).collect();
    assert_eq!(minutes, [30, 90, 240, 90, 2_880].map(Some));
    assert_eq!(told(&loaded), [""; 0]);
}

#[test]
fn people_are_known_by_name_and_a_team_may_have_several_addresses() {
    let loaded = loaded("names-and-phones");
    let contacts = |id| {
        let place = loaded.plan.position(id).expect("a step");
        loaded.plan.contacts(place).iter().map(|mail| mail.as_str().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(contacts("H-1"), ["anne@hospital.example"]);
    assert_eq!(contacts("H-2"), ["bob@hospital.example", "carla@hospital.example"]);
    assert_eq!(contacts("H-3"), ["chris@hospital.example", "wards@hospital.example"]);
    assert_eq!(contacts("H-4"), ["anne@hospital.example"]);
    let phone = loaded.plan.actors()[1].extra.get("Phone").cloned();
    assert_eq!(phone, Some(ptr_core::Value::Text("+32 2 000 00 02".to_owned())));
    assert_eq!(told(&loaded), [""; 0]);
}
