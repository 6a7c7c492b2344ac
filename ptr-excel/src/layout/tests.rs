use super::*;

fn yaml(text: &str) -> Result<Layout, LayoutError> {
    Layout::read(serde_yaml_ng::Deserializer::from_str(text))
}

fn json(text: &str) -> Result<Layout, LayoutError> {
    Layout::read(&mut serde_json::Deserializer::from_str(text))
}

fn refusal(text: &str) -> String {
    yaml(text).expect_err("a layout that cannot be").to_string()
}

#[test]
fn the_layout_of_the_documentation_is_the_same_as_json() {
    let text = r#"{"steps": {"sheet": "Etapes-actions", "first_row": 5, "columns":
        {"id": "Identifiant", "label": "Libellé", "prerequisites": "C"}},
        "actors": {"sheet": "Acteurs", "first_row": 3}, "dates": {"sheet": "Dates"},
        "environments": {"sheet": "Environnements"}, "id_pattern": "[A-Z]{2}[0-9]{8}",
        "phases": ["PP", "AC", "CO", "DC", "HO", {"code": "FB-RB", "contingency": true}],
        "text_dates": null, "duration_unit": "minutes", "timezone": "Europe/Brussels"}"#;
    let layout = json(text).expect("a valid layout");
    assert_eq!(yaml(text), Ok(layout.clone()), "JSON is YAML as well");
    assert_eq!(layout.actors.and_then(|table| table.first_row), Some(3));
}

#[test]
fn the_layout_of_the_documentation_is_read_as_written() {
    let layout = yaml(
        r#"
steps:        {sheet: Etapes-actions, first_row: 5, columns: {id: Identifiant, label: "Libellé", prerequisites: "C"}}
actors:       {sheet: Acteurs, first_row: 3}
dates:        {sheet: Dates}
environments: {sheet: Environnements}
id_pattern:   "[A-Z]{2}[0-9]{8}"
phases:       [PP, AC, CO, DC, HO, {code: FB-RB, contingency: true}]
text_dates:   null
duration_unit: minutes
timezone:     Europe/Brussels
"#,
    )
    .expect("a valid layout");
    assert_eq!(layout.steps.first_row, Some(5));
    assert_eq!(layout.steps.columns.prerequisites, Column::Named("C".into()));
    assert_eq!(layout.steps.columns.phase, Column::Default);
    let default = Layout::default();
    assert_eq!(layout.phases, default.phases);
    assert_eq!(layout.id_pattern, default.id_pattern);
    assert_eq!(layout.timezone, default.timezone);
    assert_eq!(layout.duration_unit, default.duration_unit);
}

#[test]
fn an_empty_mapping_is_the_default_layout() {
    assert_eq!(yaml("{}"), Ok(Layout::default()));
    assert_eq!(json("{}"), Ok(Layout::default()));
    assert_eq!(yaml("steps: {}\nactors: {columns: {}}"), Ok(Layout::default()));
}

#[test]
fn null_says_that_there_is_none_and_leaving_out_that_all_is_as_usual() {
    let layout = yaml("{actors: null, dates: null, id_pattern: null, phases: null, steps: {columns: {phase: null}}}")
        .expect("a valid layout");
    assert_eq!(layout.actors, None);
    assert_eq!(layout.dates, None);
    assert_eq!(layout.environments, Layout::default().environments);
    assert_eq!(layout.id_pattern, None);
    assert_eq!(layout.phases, None);
    assert_eq!(layout.steps.columns.phase, Column::Absent);
    assert_eq!(layout.steps.columns.team, Column::Default);
}

#[test]
fn a_layout_written_is_the_layout_read() {
    let unusual = yaml(
        "{actors: null, steps: {sheet: Tasks, first_row: 2, columns: {id: A, phase: null}}, \
         phases: [A, {code: B, label: Bascule}, {code: C, contingency: true}], \
         text_dates: '%d.%m.%Y', duration_unit: hours, timezone: UTC, id_pattern: null}",
    )
    .expect("a valid layout");
    for layout in [Layout::default(), unusual] {
        let text = serde_json::to_string(&layout).expect("a layout serialises");
        assert_eq!(json(&text), Ok(layout.clone()), "{text}");
        let text = serde_yaml_ng::to_string(&layout).expect("a layout serialises");
        assert_eq!(yaml(&text), Ok(layout), "{text}");
    }
}

#[test]
fn what_cannot_be_is_refused_by_the_name_of_its_key() {
    for (text, key, said) in [
        ("stepz: {}", "stepz", "unknown field `stepz`"),
        ("steps: {sheeet: X}", "steps.sheeet", "unknown field `sheeet`"),
        ("steps: {columns: {idd: X}}", "steps.columns.idd", "unknown field `idd`"),
        ("steps: {columns: {id: 3}}", "steps.columns.id", "column letter"),
        ("steps: {columns: {id: ' '}}", "steps.columns.id", "column letter"),
        ("steps: {first_row: 0}", "steps.first_row", "a row from 1 to 1048576"),
        ("steps: {first_row: 1048577}", "steps.first_row", "a row from 1 to 1048576"),
        ("actors: {first_row: -3}", "actors.first_row", "-3"),
        ("steps: {sheet: ''}", "steps.sheet", "the name of a sheet"),
        ("steps: null", "steps", "invalid type"),
        ("steps: []", "steps", "invalid type: sequence, expected a mapping"),
        ("actors: []", "actors", "invalid type: sequence, expected a mapping"),
        ("steps: {columns: []}", "steps.columns", "invalid type: sequence, expected a mapping"),
        ("[]", "invalid type", "sequence, expected a mapping"),
        ("id_pattern: '[A-'", "id_pattern", "a regular expression"),
        ("phases: [{code: FB, contingncy: true}]", "phases[0].contingncy", "unknown field"),
        ("phases: [{contingency: true}]", "phases[0]", "missing field `code`"),
        ("phases: [PP, '']", "phases[1]", "a phase code"),
        ("phases: [PP, AC, PP]", "phases[2]", "listed twice"),
        ("text_dates: '%d/%m'", "text_dates", "naming day, month and year"),
        ("text_dates: '%Q'", "text_dates", "a date format"),
        ("duration_unit: fortnights", "duration_unit", "unknown variant `fortnights`"),
        ("timezone: Europe/Bruxelles", "timezone", "an IANA name"),
    ] {
        let message = refusal(text);
        let key = format!("layout: {key}");
        assert!(message.starts_with(&key) && message.contains(said), "{text}: {message}");
    }
}

#[test]
fn an_id_pattern_matches_the_whole_text() {
    let pattern = IdPattern::default();
    assert!(pattern.matches("CO00000001"));
    for text in ["XCO00000001", "CO000000011", "CO0000001", "co00000001", "CO00000001\n", ""] {
        assert!(!pattern.matches(text), "{text:?}");
    }
    let either = IdPattern::new("A|B").expect("a pattern");
    assert!(either.matches("B") && !either.matches("AB"));
}

#[test]
fn text_dates_are_read_with_or_without_a_time_of_day() {
    let read = |format: &str, text: &str| {
        TextDates::new(format).ok().and_then(|dates| dates.parse(text)).map(|d| d.to_string())
    };
    assert_eq!(read("%d.%m.%Y", "24.11.2026").as_deref(), Some("2026-11-24 00:00:00"));
    assert_eq!(
        read("%d/%m/%Y %H:%M", " 24/11/2026 08:30 ").as_deref(),
        Some("2026-11-24 08:30:00")
    );
    assert_eq!(read("%d.%m.%y", "24.11.26").as_deref(), Some("2026-11-24 00:00:00"));
    assert_eq!(read("%d.%m.%Y", "31.02.2026"), None);
    assert_eq!(read("%d.%m.%Y", "24.11.2026 08:00"), None);
}

#[test]
fn a_leap_second_is_no_text_date() {
    let dates = TextDates::new("%d.%m.%Y %H:%M:%S").expect("a format");
    assert_eq!(dates.parse("31.12.2016 23:59:60"), None);
    assert!(dates.parse("31.12.2016 23:59:59").is_some());
}

#[test]
fn a_table_finds_its_sheet_as_headings_are_found() {
    let sheets = ["Lisez-moi", "ÉTAPES - ACTIONS", "acteurs"];
    let default = Layout::default();
    assert_eq!(default.steps.find_sheet(&sheets), SheetFound::One(1));
    assert_eq!(default.dates.unwrap_or_default().find_sheet(&sheets), SheetFound::None);
    let named = yaml("steps: {sheet: Tasks}").expect("a valid layout");
    assert_eq!(named.steps.find_sheet(&sheets), SheetFound::None);
    assert_eq!(named.steps.find_sheet(&["tasks", "Tasks"]), SheetFound::One(1));
    assert_eq!(named.steps.sheet_name(), "Tasks");
    assert_eq!(default.steps.sheet_name(), "Etapes-actions");
}
