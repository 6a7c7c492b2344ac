//! Everything that can be wrong with mails, as people read it in every language.

use std::path::Path;

use ptr_mail::{
    Failure, Fault, FieldProblem, Language, LetterError, ListedProblem, MailConfig, SmtpError,
    Templates,
};
use serde_json::json;

/// Looks at what is said in every language.
#[track_caller]
fn look_at(name: &str, told: impl Fn(&Language) -> Vec<String>) {
    for language in Language::built_in() {
        let page = told(&language).join("\n");
        if language == Language::french() {
            for sign in [" :", " ;", " ?", " !", " %", "« ", " »"] {
                assert!(!page.contains(sign), "an ordinary blank in {sign:?}:\n{page}");
            }
        }
        insta::assert_snapshot!(format!("{name}_{language}"), page);
    }
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).expect("a file");
    }
    folder
}

#[test]
fn what_is_wrong_with_the_settings_reads_well() {
    let folder = folder(&[("fr.ftl", b"mail-greeting: Salut"), ("nl.ftl", b"\xff")]);
    let sections = [
        json!({
            "transport": "smtp", "tls": "ssl", "port": 70000, "timeout": 0, "user": "u",
            "hello": "a b", "reply_to": "nobody", "language": "de"
        }),
        json!({"from": "a@exämple.org", "transport": "pigeon"}),
        json!({"from": "a@b", "transport": "smtp", "tls": "none", "host": "mail.example.org",
            "user": "u", "password": "p"}),
        json!({"from": "a@b", "transport": "smtp", "password": "p"}),
        json!({"from": "a@b", "templates": folder.path()}),
        json!({"from": "a@b", "templates": folder.path(), "language": "nl"}),
        json!({"from": "a@b", "pasword": "x"}),
        json!({"from": "a@b", "retry": {"after_minutes": [1, -5]}}),
        json!({"from": 3}),
    ];
    look_at("settings", |language| {
        let told = |section: &serde_json::Value| {
            let told = MailConfig::read(section).expect_err("a mistake").message(language);
            told.replace(folder.path().to_str().expect("a path"), "FOLDER")
        };
        sections.iter().map(told).collect()
    });
}

#[test]
fn what_is_wrong_with_templates_reads_well() {
    let files: [(&str, &[u8]); 9] = [
        ("strat.html", b"Bonjour"),
        ("start.txt", b"\xff"),
        ("start.subject.txt", b"\n{{ step.lable }}"),
        ("start.html", b"{{ step.id|shout }}"),
        ("transfer.txt", b"{% include 'nowhere.txt' %}"),
        ("transfer.html", b"{{ shout() }}{{ nobody }}"),
        ("failure.txt", b"{{ text('mail-greetings') }}"),
        ("failure.subject.txt", b"{{ 'noon'|date }}{% if 1 is odder %}{% endif %}"),
        (
            "failure.html",
            b"{{ text('mail-greeting', a='', b='', c='', d='', e='', f='', g='', h='', i='') }}",
        ),
    ];
    let wrong = folder(&files);
    let syntax = folder(&[("start.txt", b"{% if step.id %}"), ("start.html", b"{{ step.id }")]);
    look_at("templates", |language| {
        let told = |folder: &Path| {
            let error = Templates::with_overrides(folder, &Language::french());
            error.expect_err("a mistake").message(language)
        };
        vec![told(wrong.path()), told(syntax.path()), told(Path::new("/nowhere/at/all"))]
    });
}

#[test]
fn why_there_is_no_letter_reads_well() {
    let fields = [
        FieldProblem::ControlCharacter {
            field: "Subject",
            character: '\r',
            found: "a\r\nBcc: x".to_owned(),
        },
        FieldProblem::ControlCharacter {
            field: "mail-field-attachment-name",
            character: '\0',
            found: "plan\0.xlsx".to_owned(),
        },
        FieldProblem::TooLong { field: "Subject", length: 901 },
        FieldProblem::NoRecipient,
        FieldProblem::ForeignDomain { found: "a@exämple.org".to_owned() },
        FieldProblem::Date { found: "+10000-01-01T00:00:00Z".parse().expect("an instant") },
        FieldProblem::MediaType { name: "plan.xlsx".to_owned(), found: "tableur".to_owned() },
        FieldProblem::Refused { found: "too long".to_owned() },
    ];
    let recipients = ["a", "<a@b", "a b@c", "a@b c"].map(|found| LetterError::Recipient {
        found: found.to_owned(),
        why: found.parse::<ptr_mail::Address>().expect_err("no address"),
    });
    let unknown = LetterError::UnknownStep {
        key: "FDR2/CO00000001/start/0/anne@grid.example".to_owned(),
        dry_run: "FDR1".to_owned(),
    };
    let kind = LetterError::UnknownKind { kind: "reminder" };
    look_at("letters", |language| {
        let letters = recipients.iter().chain([&unknown, &kind]).map(|it| it.message(language));
        fields.iter().map(|it| it.message(language)).chain(letters).collect()
    });
}

#[test]
fn why_a_mail_did_not_go_out_reads_well() {
    let path = || "ca.pem".into();
    let prepared = [
        SmtpError::CaUnreadable { path: path(), error: std::io::ErrorKind::NotFound.into() },
        SmtpError::NotPem { path: path(), bytes: 12 },
        SmtpError::NoCertificate { path: path(), found: "invalid base64".to_owned() },
        SmtpError::Tls("no provider".to_owned()),
    ];
    let faults = [
        Fault::Connection,
        Fault::Encryption,
        Fault::Login,
        Fault::Sender,
        Fault::Recipient,
        Fault::Message,
        Fault::Storage,
        Fault::Letter,
        Fault::Way,
    ];
    look_at("failures", |language| {
        let failures = faults.iter().map(|fault| {
            let failure =
                Failure { fault: *fault, code: Some(550), text: "no such user".to_owned() };
            failure.message(language)
        });
        prepared.iter().map(|it| it.message(language)).chain(failures).collect()
    });
}
