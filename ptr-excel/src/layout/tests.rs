use chrono_tz::Europe::Brussels;
use ptr_core::language::Language;
use ptr_core::{Rule, Severity};
use serde_json::json;

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
        ("steps: []", "steps", "expected a mapping"),
        ("actors: []", "actors", "expected a mapping"),
        ("steps: {columns: []}", "steps.columns", "expected a mapping"),
        ("[]", "invalid type", "a list, expected a mapping"),
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
fn what_cannot_be_is_told_in_french() {
    for (layout, told) in [
        (json!([]), "disposition : trouvé une liste ; attendu : des clés avec des valeurs"),
        (
            json!({"steps": {"columns": {"id": []}}}),
            "disposition : steps.columns.id : trouvé une liste ; attendu : un en-tête tel que \
             « Identifiant », une lettre de colonne telle que « C », ou null",
        ),
        (
            json!({"steps": {"first_row": 0}}),
            "disposition : steps.first_row : trouvé 0 ; attendu : une ligne de 1 à 1048576",
        ),
        (
            json!({"steps": {"sheet": " "}}),
            "disposition : steps.sheet : trouvé «   » ; attendu : le nom d'une feuille",
        ),
        (
            json!({"actors": 5}),
            "disposition : actors : trouvé 5 ; attendu : des clés avec des valeurs",
        ),
        (
            json!({"dates": {"columns": {"dat": "A"}}}),
            "disposition : dates.columns.dat : clé inconnue « dat » ; attendu : l'un de milestone, \
             dry_run, date, required_end, set_by ; vouliez-vous écrire date ?",
        ),
        (
            json!({"phases": [1]}),
            "disposition : phases[0] : trouvé 1 ; attendu : un code de phase tel que « CO », ou les \
             clés code, contingency, label et sets avec leurs valeurs",
        ),
        (
            json!({"phases": ["CO", "CO"]}),
            "disposition : phases[1] : la phase « CO » figure deux fois ; une fois suffit",
        ),
        (
            json!({"phases": [{"contingency": true}]}),
            "disposition : phases[0] : la clé code manque",
        ),
        (
            json!({"text_dates": "%Q"}),
            "disposition : text_dates : « %Q » trouvé ; attendu : un format de date tel que \
             %d/%m/%Y %H:%M, avec le jour, le mois et l'année",
        ),
        (
            json!({"text_dates": "%d/%m/%Y %s"}),
            "disposition : text_dates : « %d/%m/%Y %s » trouvé ; attendu : une date telle que les \
             gens la lisent : %s compte les secondes depuis 1970",
        ),
        (
            json!({"timezone": "Europe/Bruxelles"}),
            "disposition : timezone : « Europe/Bruxelles » trouvé ; attendu : un fuseau horaire par \
             son nom IANA, tel que Europe/Brussels",
        ),
        (
            json!({"id_pattern": "["}),
            "disposition : id_pattern : « [ » trouvé ; attendu : une expression régulière telle que \
             [A-Z]{2}[0-9]{8} (unclosed character class)",
        ),
        (
            json!({"duration_unit": "parsecs"}),
            "disposition : duration_unit : trouvé « parsecs » ; attendu : l'un de seconds, minutes, \
             hours, days",
        ),
    ] {
        let error = Layout::read(layout).expect_err("a layout that cannot be");
        assert_eq!(error.message(&Language::french()).replace('\u{a0}', " "), told);
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
        let dates = TextDates::new(format).ok();
        dates.and_then(|dates| dates.parse(text, Brussels)).map(String::from)
    };
    assert_eq!(read("%d.%m.%Y", "24.11.2026").as_deref(), Some("2026-11-24T00:00:00"));
    assert_eq!(
        read("%d/%m/%Y %H:%M", " 24/11/2026 08:30 ").as_deref(),
        Some("2026-11-24T08:30:00")
    );
    assert_eq!(read("%d.%m.%y", "24.11.26").as_deref(), Some("2026-11-24T00:00:00"));
    assert_eq!(read("%d.%m.%Y", "31.02.2026"), None);
    assert_eq!(read("%d.%m.%Y", "24.11.2026 08:00"), None);
}

#[test]
fn a_leap_second_is_no_text_date() {
    let dates = TextDates::new("%d.%m.%Y %H:%M:%S").expect("a format");
    assert_eq!(dates.parse("31.12.2016 23:59:60", Brussels), None);
    assert!(dates.parse("31.12.2016 23:59:59", Brussels).is_some());
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

fn text_date(format: &str, text: &str) -> Option<String> {
    let dates = TextDates::new(format).expect("a format");
    dates.parse(text, Brussels).map(String::from)
}

#[test]
fn a_year_of_a_text_date_has_four_digits() {
    for text in ["27/03/26", "27/03/126", "27/03/20261", "27/03/-2026", "27/03/+2026"] {
        assert_eq!(text_date("%d/%m/%Y", text), None, "{text}");
    }
    let read = Some("2026-03-27T00:00:00".to_owned());
    assert_eq!(text_date("%d/%m/%Y", "27/03/2026"), read);
    assert_eq!(text_date("%d/%m/%y", "27/03/26"), read);
    assert_eq!(text_date("%F", "2026-03-27"), read);
    assert_eq!(text_date("%d%m%Y", "27032026"), read);
}

#[test]
fn an_offset_in_a_text_date_counts() {
    let format = "%d/%m/%Y %H:%M %z";
    let read = |text| text_date(format, text);
    assert_eq!(read("27/03/2026 08:00 +0000").as_deref(), Some("2026-03-27T09:00:00"));
    assert_eq!(read("27/03/2026 08:00 +0100").as_deref(), Some("2026-03-27T08:00:00"));
    // The second showing of the hour that is shown twice, and the first.
    assert_eq!(read("25/10/2026 02:30 +0100").as_deref(), Some("2026-10-25T01:30:00Z"));
    assert_eq!(read("25/10/2026 02:30 +0200").as_deref(), Some("2026-10-25T02:30:00"));
    assert_eq!(text_date("%+", "2026-03-27T08:00:00Z").as_deref(), Some("2026-03-27T09:00:00"));
}

#[test]
fn a_format_that_would_lose_something_is_refused() {
    for format in [
        "%s",
        "%d/%m/%Y %s",
        "%d/%m/%Y %H:%M %Z",
        "%d/%m/%Y %I:%M",
        "%d/%m/%Y %M",
        "%d/%m/%Y %f",
        "%d/%m/%Y %p",
    ] {
        assert!(TextDates::new(format).is_err(), "{format}");
    }
    assert_eq!(text_date("%d/%m/%Y %Hh", "27/03/2026 8h").as_deref(), Some("2026-03-27T08:00:00"));
    let evening = text_date("%d/%m/%Y %I:%M %p", "27/03/2026 08:30 PM");
    assert_eq!(evening.as_deref(), Some("2026-03-27T20:30:00"));
    let both = |text| text_date("%d/%m/%Y %H:%M %p", text);
    assert_eq!(both("27/03/2026 20:30 PM").as_deref(), Some("2026-03-27T20:30:00"));
    assert_eq!(both("27/03/2026 08:30 PM"), None, "they contradict each other");
    let fraction = text_date("%d/%m/%Y %H:%M:%S.%f", "27/03/2026 08:30:00.5");
    assert_eq!(fraction.as_deref(), Some("2026-03-27T08:30:00.500"));
}

#[test]
fn marks_of_direction_are_no_part_of_a_text_date() {
    let read = text_date("%d/%m/%Y", "\u{200e}27/\u{200e}03/\u{200e}2026");
    assert_eq!(read.as_deref(), Some("2026-03-27T00:00:00"));
}

#[test]
fn checks_are_rules_of_the_clinic() {
    let layout = yaml(
        "checks: {no-owner: error, long-wait: off, redundant-prerequisite: false, \
         longest_step: PT8H, required_end: J2}",
    );
    let rules = layout.expect("a layout").checks;
    assert_eq!(rules.severity(Rule::NoOwner), Some(Severity::Error));
    assert_eq!(rules.severity(Rule::LongWait), None);
    assert_eq!(rules.severity(Rule::RedundantPrerequisite), None);
    assert_eq!(rules.required_end.as_deref(), Some("J2"));

    let unknown = refusal("checks: {no-ownr: error}");
    assert!(unknown.starts_with("layout: checks"), "{unknown}");
    assert!(unknown.contains("\"no-ownr\" is no key of the rules"), "{unknown}");
    assert!(unknown.contains("no-owner") && unknown.contains("required_end"), "{unknown}");
    let severity = refusal("checks: {no-owner: severe}");
    assert!(severity.contains("\"severe\" is no severity"), "{severity}");
    let french = yaml("checks: {no-owner: severe}").expect_err("none").message(&Language::french());
    assert!(french.contains("n'est pas une gravité"), "{french}");
}
