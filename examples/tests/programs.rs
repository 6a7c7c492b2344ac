//! What people see of the example programs, run as their first lines say.
//!
//! They run in a directory of their own that holds nothing but `examples/`, so that what they write
//! goes nowhere else. Their output is piped, hence plain.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use ptr_core::language::Language;
use ptr_core::{Event, Fact, Run, State, View};
use ptr_excel::Layout;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/plan-de-transition.xlsx");

/// Where cargo puts the programs, as they are now: `cargo test --test programs` alone would
/// leave those of yesterday there.
fn built() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--package", "ptr-examples", "--examples"]);
        if !cfg!(debug_assertions) {
            cargo.arg("--release");
        }
        assert!(cargo.status().expect("cargo starts").success(), "the examples do not build");
        // The tests stand in `deps`, the examples beside it.
        let test = std::env::current_exe().expect("the path of this test");
        test.ancestors().nth(2).expect("cargo's directory").join("examples")
    })
}

/// A directory that looks like the repository to a program.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = tempfile::tempdir().expect("a directory");
        std::os::unix::fs::symlink(env!("CARGO_MANIFEST_DIR"), place.path().join("examples"))
            .expect("a link");
        Self(place)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let program = built().join(program);
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.0.path()).env_remove("CLICOLOR_FORCE");
        command
    }

    #[track_caller]
    fn run(&self, program: &str, arguments: &[&str]) -> Output {
        self.command(program, arguments).output().expect("the program starts")
    }

    /// What a program prints, if nothing goes wrong.
    #[track_caller]
    fn shows(&self, program: &str, arguments: &[&str]) -> String {
        let output = self.run(program, arguments);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{program} {arguments:?}: {err}{out}");
        assert_eq!(err, "", "{program} {arguments:?}");
        out
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// The beginning and the end of a long text.
fn excerpt(text: &str, first: usize, last: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let (first, last) = (&lines[..first], &lines[lines.len() - last..]);
    let left_out = lines.len() - first.len() - last.len();
    format!("{}\n[… {left_out} …]\n{}", first.join("\n"), last.join("\n"))
}

/// The commands in the first lines of a program: its name and its arguments.
fn commands(source: &str) -> Vec<(String, Vec<String>)> {
    let opening = source.lines().map_while(|line| line.strip_prefix("//!"));
    let command = |line: &str| {
        let line = line.trim().trim_start_matches("$ ").split(['|', '>']).next()?;
        let (_, line) = line.strip_prefix("cargo run ")?.split_once("--example ")?;
        let (program, arguments) = line.split_once(" -- ").unwrap_or((line, ""));
        let arguments = arguments.split_whitespace().map(str::to_owned).collect();
        Some((program.trim().to_owned(), arguments))
    };
    opening.filter_map(command).collect()
}

#[test]
fn every_program_opens_with_commands_that_run() {
    let place = Place::new();
    for entry in fs::read_dir(env!("CARGO_MANIFEST_DIR")).expect("the examples") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "rs")
            || path.file_stem().is_some_and(|stem| stem == "generate_workbooks")
        {
            continue;
        }
        let commands = commands(&fs::read_to_string(&path).expect("a source"));
        assert!(!commands.is_empty(), "{}: no command", path.display());
        for (program, arguments) in commands {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let output = place.run(&program, &arguments);
            assert!(!output.stdout.is_empty(), "{program} {arguments:?}: {}", text(&output.stderr));
            assert_eq!(text(&output.stderr), "", "{program} {arguments:?}");
        }
    }
}

#[test]
fn a_workbook_that_is_a_plan_is_summed_up() {
    let sample = "examples/data/plan-de-transition.xlsx";
    insta::assert_snapshot!("plan_fr", Place::new().shows("check_workbook", &[sample]));
    let english = Place::new().shows("check_workbook", &[sample, "--lang", "en"]);
    insta::assert_snapshot!("plan_en", english);
}

#[test]
fn every_fault_of_a_workbook_is_told_under_its_sheet() {
    let check = |language| {
        let arguments = ["examples/data/plan-fautif.xlsx", "--lang", language];
        let output = Place::new().run("check_workbook", &arguments);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(text(&output.stderr), "");
        text(&output.stdout)
    };
    insta::assert_snapshot!("faults_fr", check("fr"));
    insta::assert_snapshot!("faults_en", check("en"));
}

#[test]
fn what_is_no_workbook_is_trouble_and_not_a_faulty_plan() {
    let output = Place::new().run("check_workbook", &["examples/Cargo.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("examples/Cargo.toml: "), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), "");
}

#[test]
fn the_states_of_a_dry_run_are_shown_as_tables() {
    let shown = Place::new().shows("states", &["--dry-run", "FDR2", "--played", "7"]);
    insta::assert_snapshot!("states", excerpt(&shown, 50, 2));
}

#[test]
fn steps_are_chosen_by_phase_team_and_state() {
    let options = ["--played", "7", "--at", "2027-02-06T22:00"];
    let chosen = [
        "--phase",
        "CO",
        "--team",
        "Équipe de transition",
        "--state",
        "verrouillée",
        "--state",
        "Terminated",
    ];
    let shown = Place::new().shows("states", &[&options[..], &chosen[..]].concat());
    let (_, steps) = shown.split_once("Étape ").expect("a table of steps");
    insta::assert_snapshot!("chosen_steps", format!("Étape {steps}"));
}

#[test]
fn an_unknown_phase_or_dry_run_is_told_with_those_there_are() {
    let told = |arguments: &[&str]| {
        let output = Place::new().run("states", arguments);
        assert_eq!(output.status.code(), Some(2));
        text(&output.stderr)
    };
    insta::assert_snapshot!([told(&["--phase", "XX"]), told(&["--dry-run", "FDR9"])].concat(), @"
    « XX » ne figure pas dans ce dry run. Il y a : PP, AC, CO, DC, HO, FB-RB.
    Le plan n'a pas de dry run « FDR9 ». Dry runs du plan : FDR1, FDR2, FDR3 et Live.
    ");
}

#[test]
fn a_step_that_cannot_start_is_explained() {
    let options = ["CO00000090", "--dry-run", "FDR2", "--played", "7", "--depth", "4"];
    insta::assert_snapshot!("explanation_fr", Place::new().shows("explain", &options));
    let english = [&options[..], &["--lang", "en"]].concat();
    insta::assert_snapshot!("explanation_en", Place::new().shows("explain", &english));
}

#[test]
fn a_phase_is_drawn_as_text() {
    let options = ["HO", "--at", "2027-02-11T12:00", "--played", "7", "--as", "mermaid"];
    insta::assert_snapshot!("drawing", Place::new().shows("draw", &options));
}

#[test]
fn a_phase_is_drawn_as_a_picture_that_says_every_state_in_words() {
    let options = ["CO", "--dry-run", "FDR2", "--played", "7", "--format", "svg"];
    let picture = Place::new().shows("draw", &options);
    assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>\n"));
    let plan = ptr_excel::load(SAMPLE, &Layout::default()).expect("a plan").plan;
    let schedule = plan.schedule("FDR2").expect("a dry run");
    let of_phase = schedule.ids().filter(|id| id.as_str().starts_with("CO"));
    let titles: Vec<&str> = picture
        .split("<title>")
        .filter_map(|text| text.split_once("</title>").map(|(title, _)| title))
        .collect();
    for id in of_phase {
        let title = titles.iter().find(|title| title.starts_with(id.as_str())).expect("a box");
        let said = |state: &State| title.ends_with(&*state.label(&Language::french()));
        assert!(State::ALL.iter().any(said), "{title}");
    }
}

#[test]
fn colours_come_only_where_somebody_sees_them() {
    let place = Place::new();
    let plain = place.shows("states", &[]);
    assert!(!plain.contains('\x1b'));
    let forced = place.command("states", &[]).env("CLICOLOR_FORCE", "1").output().expect("runs");
    let coloured = text(&forced.stdout);
    assert!(coloured.contains("\x1b["));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
}

/// All files below a directory with their content.
fn files(directory: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut to_visit = vec![directory.to_owned()];
    while let Some(here) = to_visit.pop() {
        for entry in fs::read_dir(&here).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                to_visit.push(path);
            } else {
                let name = path.strip_prefix(directory).expect("below it").to_owned();
                files.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

/// The run that a rehearsal has left behind.
fn replayed(out: &Path, dry_run: &str) -> Run {
    let plan = ptr_excel::load(SAMPLE, &Layout::default()).expect("a plan").plan;
    let events = fs::read_to_string(out.join("events.jsonl")).expect("the events");
    let events = events.lines().map(|line| serde_json::from_str(line).expect("an event"));
    let events: Vec<Event> = events.collect();
    Run::replay(plan.schedule(dry_run).expect("a dry run"), [], events).expect("a history")
}

fn at_the_end(run: &Run) -> View<'_> {
    let end = run.in_force_from(run.version()).expect("something has happened");
    run.view(end)
}

#[test]
fn a_rehearsal_ends_with_every_step_terminated_and_has_all_that_happens_in_one() {
    let place = Place::new();
    let journal = place.shows("play_dry_run", &["--dry-run", "FDR2", "--seed", "7"]);
    insta::assert_snapshot!("rehearsal", excerpt(&journal, 30, 45));

    let run = replayed(&place.path("out"), "FDR2");
    let view = at_the_end(&run);
    assert!(view.states().iter().all(|state| *state == State::Terminated));
    let happened = |is: fn(&Fact) -> bool| run.events().iter().filter(|it| is(&it.fact)).count();
    assert!(happened(|fact| matches!(fact, Fact::Transferred { .. })) > 1);
    assert!(happened(|fact| matches!(fact, Fact::DefectsRecorded { .. })) > 1);
    assert_eq!(happened(|fact| matches!(fact, Fact::Skipped { .. })), 1);
    assert_eq!(happened(|fact| matches!(fact, Fact::Reopened { .. })), 1);
    assert_eq!(happened(|fact| matches!(fact, Fact::NoticeFailed { .. })), 1);
    assert!(journal.contains("refusé à"), "somebody was in too much of a hurry");

    let mails = fs::read_dir(place.path("out/mails")).expect("mails").count();
    assert_eq!(mails, happened(|fact| matches!(fact, Fact::NoticeSent { .. })));
    for entry in fs::read_dir(place.path("out/workbooks")).expect("workbooks") {
        let path = entry.expect("an entry").path();
        let loaded = ptr_excel::load(&path, &Layout::default());
        assert_eq!(&loaded.expect("a plan").plan, run.schedule().plan(), "{}", path.display());
    }
}

#[test]
fn a_rehearsal_with_a_rollback_wakes_the_contingency_phase_and_ends_too() {
    let place = Place::new();
    let options = ["--dry-run", "FDR3", "--seed", "3", "--rollback", "--out", "out/FDR3"];
    place.shows("play_dry_run", &options);
    let run = replayed(&place.path("out/FDR3"), "FDR3");
    let view = at_the_end(&run);
    assert!(view.rollback().is_some());
    let asleep = view.recap(None).asleep;
    assert_eq!((asleep, view.recap(None).whole.total()), (0, run.schedule().len()));
    assert!(view.states().iter().all(|state| *state == State::Terminated));
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_they_can_be_asked_about_at_any_instant() {
    let place = Place::new();
    let play = |out| {
        let options = ["--dry-run", "FDR1", "--seed", "7", "--out", out];
        let journal = place.shows("play_dry_run", &options);
        (journal.replace(&format!("{out}/"), ""), files(&place.path(out)))
    };
    let (once, again) = (play("once"), play("again"));
    assert!(once.1.keys().eq(again.1.keys()));
    assert!(once == again);

    let total = |at| {
        let options = ["--dry-run", "FDR1", "--events", "once/events.jsonl", "--at", at];
        let shown = place.shows("states", &options);
        let total = shown.lines().find(|line| line.starts_with("Total ")).map(str::to_owned);
        total.expect("a line of totals")
    };
    assert!(total("2027-01-27T08:59").contains(" 0 / 285"));
    assert!(total("2027-02-06T08:00").contains(" 134 / 285"));
    assert!(total("2027-03-01T00:00").contains(" 285 / 285"));
}

#[test]
fn another_seed_has_other_people() {
    let played = |seed| Place::new().shows("states", &["--at", "+240h", "--played", seed]);
    assert!(played("7") != played("8"));
}
