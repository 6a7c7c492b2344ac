//! A sheet of tasks as it stands in its file, cell by cell with their styles, and what is told of it.

use ptr_core::{Plan, Start, Step, When};
use ptr_excel::{Layout, Limits, WorkbookError, load_bytes};

use super::Xlsx;

/// A sheet of tasks without phases and dry runs.
const TASKS: &str = r#"{"steps": {"sheet": "Plan", "columns": {"phase": null, "dry_runs": null}},
    "actors": null, "dates": null, "environments": null, "id_pattern": null, "phases": null"#;

#[track_caller]
pub(crate) fn layout(keys: &str) -> Layout {
    let text = if keys.is_empty() { format!("{TASKS}}}") } else { format!("{TASKS}, {keys}}}") };
    Layout::read(&mut serde_json::Deserializer::from_str(&text)).expect("a layout")
}

/// A text as a cell.
pub(crate) fn t(text: &str) -> String {
    format!(r#"<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#)
}

/// A number as a cell of a style.
pub(crate) fn n(number: &str, style: usize) -> String {
    format!(r#"<c s="{style}"><v>{number}</v></c>"#)
}

/// Nothing as a cell.
pub(crate) fn e() -> String {
    "<c/>".to_owned()
}

/// A row of a sheet of tasks: id, label, predecessors, start, duration.
pub(crate) type Row = [String; 5];

/// Style 1 is a date with a time, 2 a duration, 3 two decimals, 4 a percent, 5 thousands, 6 an id of
/// eight digits behind letters, 7 hours and minutes that run on, 8 a time of day, 9 struck through; 10 to 13 hours,
/// days, euros and times a week as words beside the number; 14 whole numbers.
pub(crate) const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="200" formatCode="&quot;CO&quot;00000000"/><numFmt numFmtId="201" formatCode="HH[M]"/><numFmt numFmtId="202" formatCode="0.0&quot; h&quot;"/><numFmt numFmtId="203" formatCode="General&quot; jours&quot;"/><numFmt numFmtId="204" formatCode="&quot;€&quot; 0"/><numFmt numFmtId="205" formatCode="0&quot; per week&quot;"/></numFmts>
<fonts><font/><font><strike/></font></fonts><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="46"/><xf numFmtId="2"/><xf numFmtId="9"/>
<xf numFmtId="3"/><xf numFmtId="200"/><xf numFmtId="201"/><xf numFmtId="20"/><xf numFmtId="0" fontId="1"/>
<xf numFmtId="202"/><xf numFmtId="203"/><xf numFmtId="204"/><xf numFmtId="205"/><xf numFmtId="1"/></cellXfs></styleSheet>"#;

pub(crate) fn tasks(rows: &[Row]) -> Xlsx {
    let headings = ["ID", "Title", "Predecessors", "Start", "Duration"].map(t);
    let row = |cells: &Row| format!("<row>{}</row>", cells.concat());
    let rows: String = std::iter::once(&headings).chain(rows).map(row).collect();
    Xlsx { styles: STYLES.to_owned(), ..Xlsx::rows(&rows) }
}

/// The steps, and the codes of what is told with its cells.
pub(crate) type Told = (Option<Plan>, Vec<String>);

#[track_caller]
pub(crate) fn load(bytes: &[u8], keys: &str) -> Told {
    let told = |problems: &[ptr_core::Problem]| -> Vec<String> {
        let place = |it: &ptr_core::Problem| it.place.as_ref().and_then(|it| it.cell.clone());
        problems
            .iter()
            .filter(|it| it.code() != "no-start")
            .map(|it| format!("{} {}", it.code(), place(it).unwrap_or_default()))
            .collect()
    };
    match load_bytes(bytes, &layout(keys), &Limits::default()) {
        Ok(loaded) => (Some(loaded.plan), told(&loaded.warnings)),
        Err(WorkbookError::Problems(problems)) => (None, told(problems.as_slice())),
        Err(error) => panic!("no workbook: {error}"),
    }
}

#[track_caller]
pub(crate) fn read(rows: &[Row], keys: &str) -> Told {
    load(&tasks(rows).bytes(), keys)
}

/// The plan of rows of which nothing is told.
#[track_caller]
pub(crate) fn plain(rows: &[Row], keys: &str) -> Plan {
    let (plan, told) = read(rows, keys);
    assert_eq!(told, [""; 0]);
    plan.expect("nothing is wrong")
}

pub(crate) fn task(id: String, prerequisites: String) -> Row {
    [id, t("a"), prerequisites, e(), e()]
}

pub(crate) fn dated(id: &str, start: String) -> Row {
    [t(id), t("a"), e(), start, e()]
}

pub(crate) fn lasting(duration: String) -> [Row; 1] {
    [[t("A"), t("a"), e(), e(), duration]]
}

pub(crate) fn ids(plan: &Plan) -> Vec<&str> {
    plan.steps().iter().map(|step| step.id.as_str()).collect()
}

pub(crate) fn waits_for(plan: &Plan, id: &str) -> Vec<String> {
    let step = plan.steps().iter().find(|step| step.id == *id).expect("a step");
    step.prerequisites.iter().map(ToString::to_string).collect()
}

pub(crate) fn start(step: &Step) -> String {
    match &step.start {
        Start::At(When::Moment(moment)) => String::from(*moment),
        other => format!("{other:?}"),
    }
}

/// A date as a cell formatted as one.
pub(crate) fn d(date: &str) -> String {
    let date: chrono::NaiveDateTime = date.parse().expect("an ISO local time");
    let first =
        chrono::NaiveDate::from_ymd_opt(1899, 12, 30).and_then(|it| it.and_hms_opt(0, 0, 0));
    let days = date - first.expect("a date");
    n(&format!("{}", f64::from(i32::try_from(days.num_minutes()).expect("few")) / 1440.0), 1)
}

/// A sheet `Plan` drawn as text, and what came of it under some keys of the layout.
#[track_caller]
pub(crate) fn drawn(rows: &[&[&str]], keys: &str) -> Told {
    load(&super::drawn::bytes(&[("Plan", rows)]), keys)
}
