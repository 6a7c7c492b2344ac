//! What the mails say, and what is said about templates that cannot say it.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use ptr_core::NoticeKind;
use ptr_mail::{About, Language, MailConfig, Rendered, StepContext, StepMail, Templates};
use tempfile::TempDir;

fn step() -> StepContext<'static> {
    StepContext {
        id: "CO00000001",
        label: "Basculer les flux B2B & B2C",
        phase: "CO",
        phase_label: Some("Cut over"),
        team: Some("Réseau"),
        department: Some("Exploitation"),
        start: Some("2026-11-24T14:30:00+01:00".to_owned()),
        duration: Some(5400),
        instructions: Some("Arrêter les flux <entrants>.\r\nPrévenir l'équipe \"Marché\"."),
    }
}

static FRENCH: Language = Language::french();

static BUILT_IN: LazyLock<Templates> = LazyLock::new(|| Templates::builtin(&FRENCH));

fn start(language: &Language) -> StepMail<'_> {
    StepMail {
        language: language.code(),
        dry_run: "FDR2",
        signature: "L'équipe de transition",
        link: Some("https://ptr.example.org/steps/CO00000001?token=a.b&c=d".to_owned()),
        step: step(),
        about: About::Start { unassigned: false },
    }
}

/// A directory of replacing files.
fn directory(files: &[(&str, &str)]) -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = directory.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    directory
}

fn refusal(files: &[(&str, &str)]) -> String {
    Templates::with_overrides(directory(files).path(), &FRENCH).unwrap_err().to_string()
}

#[test]
fn a_step_of_which_little_is_known_has_no_empty_lines() {
    let templates = Templates::builtin(&FRENCH);
    let bare = StepContext {
        label: "",
        phase_label: None,
        team: None,
        department: None,
        start: None,
        duration: None,
        instructions: None,
        ..step()
    };
    let context = StepMail { step: bare, link: None, ..start(&FRENCH) };
    insta::assert_snapshot!(templates.render(NoticeKind::Start, &context).unwrap().text);
}

#[test]
fn the_subject_is_the_one_that_people_filter_by() {
    let mail = Templates::builtin(&FRENCH).render(NoticeKind::Start, &start(&FRENCH)).unwrap();
    assert_eq!(mail.subject, "[Transition-FDR2] CO00000001-Exécution");
}

#[test]
fn a_file_replaces_the_built_in_text_and_the_rest_stays() {
    let files = directory(&[
        ("fr/start.subject.txt", "À vous : {{ step.id }}\n"),
        ("_greeting.html", "Salut"),
        ("fr/start.html", "{% include '_greeting.html' %} {{ step.label }}"),
        ("notes.md", "no template: {{ left alone"),
    ]);
    let templates = Templates::with_overrides(files.path(), &FRENCH).unwrap();
    let mail = templates.render(NoticeKind::Start, &start(&FRENCH)).unwrap();
    assert_eq!(mail.subject, "À vous : CO00000001");
    assert_eq!(mail.html, "Salut Basculer les flux B2B &amp; B2C");
    assert!(mail.text.starts_with("Bonjour"));
    let english = Language::english();
    let templates = Templates::with_overrides(files.path(), &english).unwrap();
    let english = templates.render(NoticeKind::Start, &start(&english)).unwrap();
    assert!(english.html.contains("Open the step&#39;s page"), "{}", english.html);
}

/// The start mail as the settings of a folder with templates and texts have it.
fn start_mail(folder: &Path, language: &str) -> Result<Rendered, String> {
    let section = serde_json::json!({
        "from": "transition@example.org", "templates": folder, "language": language,
    });
    let config: MailConfig = serde_json::from_value(section).map_err(|it| it.to_string())?;
    let templates = Templates::with_overrides(folder, config.language());
    let templates = templates.map_err(|it| it.to_string())?;
    templates
        .render(NoticeKind::Start, &start(config.language()))
        .map_err(|error| error.to_string())
}

#[test]
fn a_file_of_a_language_replaces_its_words_and_adds_those_of_own_templates() {
    let files = directory(&[
        ("fr.ftl", "mail-greeting = Salut,\nour-turn = À vous\u{a0}: { $step } < { $phase }"),
        (
            "start.html",
            "{{ text('our-turn', step=step.id, phase='R&D') }} {{ word('mail-heading') }}",
        ),
        ("de.ftl", "mail-greeting = Guten Tag,\nour-turn = { $step } { $phase }"),
    ]);
    let mail = start_mail(files.path(), "fr").unwrap();
    assert!(mail.text.starts_with("Salut,\n\nL'étape-action CO00000001"), "{}", mail.text);
    assert_eq!(mail.html, "À vous&nbsp;: CO00000001 &lt; R&amp;D Plan de transition");
    // What a language of one's own lacks is said in English.
    let mail = start_mail(files.path(), "de").unwrap();
    assert!(mail.text.starts_with("Guten Tag,\n\nStep CO00000001 is ready"), "{}", mail.text);
}

#[test]
fn a_text_that_no_language_has_and_a_file_that_is_no_fluent_are_told() {
    let error = refusal(&[("start.txt", "\n{{ text('mail-greetings') }}")]);
    assert!(
        error.contains("start.txt, line 2: ") && error.contains("\"mail-greetings\""),
        "{error}"
    );
    let error = refusal(&[("start.txt", "{{ text('mail-start-ready', stop=step.id) }}")]);
    assert!(error.contains("\"mail-start-ready\""), "{error}");
    for undefined in
        ["{{ text('mail-start-ready', step=step.lable) }}", "{{ [['a', step.lable]]|facts }}"]
    {
        let error = refusal(&[("start.txt", undefined)]);
        assert!(error.contains("start.txt, line 1: undefined value"), "{error}");
    }
    let files = directory(&[("fr.ftl", "mail-greeting: Salut")]);
    let error = start_mail(files.path(), "fr").unwrap_err();
    assert!(error.contains("fr.ftl") && error.contains("line 1"), "{error}");
}

#[test]
fn everything_that_is_wrong_with_the_files_is_told_at_once() {
    insta::assert_snapshot!(refusal(&[
        ("fr/strat.html", "Bonjour"),
        ("fr/start.txt", "Bonjour\n{% if step.id %}sans fin"),
        ("en/start.txt", "Hello\n{{ step.id }"),
    ]));
}

#[test]
fn an_undefined_name_is_told_with_template_line_and_name() {
    insta::assert_snapshot!(refusal(&[
        ("fr/start.txt", "Bonjour,\n\n{{ step.lable }}"),
        ("en/start.txt", "Hello,\n{{ setp.label }}"),
        ("en/start.subject.txt", "{{ step.id|shout }}"),
        ("_layout.html", "<p>\n{{ dryrun }}</p>{% block content %}{% endblock %}"),
    ]));
}

#[test]
fn a_name_in_a_branch_that_the_sample_does_not_take_is_found_too() {
    let error = refusal(&[("fr/start.txt", "{% if not step.id %}\n{{ nobody }}{% endif %}")]);
    assert!(error.contains("fr/start.txt, line 2: "), "{error}");
    assert!(error.contains("nobody"), "{error}");
}

#[test]
fn a_directory_that_is_not_there_is_told() {
    let error =
        Templates::with_overrides(Path::new("/nowhere/at/all"), &FRENCH).unwrap_err().to_string();
    assert!(error.contains("/nowhere/at/all"), "{error}");
}

#[test]
fn a_date_that_is_none_is_told_when_the_mail_is_rendered() {
    let context = StepMail {
        step: StepContext { start: Some("24/11/2026".to_owned()), ..step() },
        ..start(&FRENCH)
    };
    let error = Templates::builtin(&FRENCH).render(NoticeKind::Start, &context).unwrap_err();
    let problem = &error.problems()[0];
    assert_eq!(problem.template, "fr/_step.txt");
    assert!(problem.to_string().contains("\"24/11/2026\""), "{problem}");
}

proptest! {
    #[test]
    fn what_people_type_is_never_markup_and_never_lost(typed in "(?s)[<>&\"'\n{}%a é]{1,40}") {
        let context = StepMail {
            step: StepContext { label: &typed, instructions: Some(&typed), ..step() },
            ..start(&FRENCH)
        };
        let mail = BUILT_IN.render(NoticeKind::Start, &context).unwrap();
        prop_assert!(mail.html.contains(&ptr_mail::html_lines(&typed)));
        let quoted: Vec<_> = typed.lines().map(|it| if it.is_empty() { ">".to_owned() } else { format!("> {it}") }).collect();
        prop_assert!(mail.text.contains(&quoted.join("\n")));
    }
}
