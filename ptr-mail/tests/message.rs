//! The same draft gives the same bytes, and those bytes are a mail that programs read.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use ptr_mail::{Attachment, FieldProblem, Letter, MailDraft, Mailbox};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn mailbox(text: &str) -> Mailbox {
    text.parse().unwrap()
}

/// What a test says about its draft; the rest is the same everywhere.
struct Fields {
    key: &'static str,
    from: Mailbox,
    reply_to: Option<Mailbox>,
    to: Vec<Mailbox>,
    subject: String,
    text: String,
    html: String,
    attachments: Vec<Attachment>,
    date: DateTime<Utc>,
}

fn start_mail() -> Fields {
    Fields {
        key: "FDR2/CO00000001/start/1",
        from: mailbox("Équipe de transition <transition@example.org>"),
        reply_to: Some(mailbox("cellule@example.org")),
        to: vec![mailbox("Anne Durand <anne.durand@example.org>"), mailbox("chef@example.org")],
        subject: "[Transition-FDR2] CO00000001-Exécution".to_owned(),
        text: "Veuillez démarrer l'étape CO00000001.".to_owned(),
        html: "<p>Veuillez démarrer l&#39;étape CO00000001.</p>".to_owned(),
        attachments: Vec::new(),
        date: at("2026-11-24T13:30:00Z"),
    }
}

fn with_workbook() -> Fields {
    let workbook = Attachment {
        name: "État du plan.xlsx".to_owned(),
        content_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            .to_owned(),
        content: (0..=255).collect(),
    };
    Fields { attachments: vec![workbook], ..start_mail() }
}

impl Fields {
    fn draft(&self) -> MailDraft<'_> {
        MailDraft {
            key: self.key,
            date: self.date,
            from: &self.from,
            reply_to: self.reply_to.as_ref(),
            to: &self.to,
            subject: &self.subject,
            language: "fr",
            text: &self.text,
            html: &self.html,
            attachments: &self.attachments,
        }
    }

    fn letter(&self) -> Letter {
        self.draft().assemble().unwrap()
    }

    fn eml(&self) -> String {
        String::from_utf8(self.letter().bytes()).unwrap()
    }
}

#[test]
fn a_start_mail_reads_as_the_snapshot() {
    insta::assert_snapshot!(start_mail().eml().replace("\r\n", "\n"));
}

#[test]
fn a_mail_with_a_workbook_reads_as_the_snapshot() {
    insta::assert_snapshot!(with_workbook().eml().replace("\r\n", "\n"));
}

#[test]
fn the_same_draft_gives_the_same_bytes_at_any_time_and_in_any_thread() {
    for fields in [start_mail(), with_workbook()] {
        let first = fields.letter().bytes();
        // Past the next second: an injected date would differ now.
        std::thread::sleep(std::time::Duration::from_millis(1100));
        assert_eq!(first, fields.letter().bytes());
        let elsewhere =
            std::thread::scope(|scope| scope.spawn(|| fields.letter().bytes()).join().unwrap());
        assert_eq!(first, elsewhere);
    }
}

#[test]
fn every_header_was_given_and_none_was_injected() {
    let eml = start_mail().eml();
    let (head, _) = eml.split_once("\r\n\r\n").unwrap();
    let names: Vec<_> = head
        .split("\r\n")
        .filter(|line| !line.starts_with([' ', '\t']))
        .map(|line| line.split(':').next().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "Date",
            "From",
            "To",
            "Subject",
            "Message-ID",
            "Content-Language",
            "Auto-Submitted",
            "Reply-To",
            "MIME-Version",
            "Content-Type"
        ]
    );
    assert!(head.contains("Date: Tue, 24 Nov 2026 13:30:00 +0000"));
    // The first 128 bits of the SHA-256 of the key, as `sha256sum` prints them.
    assert!(head.contains("Message-ID: <e69412bde667475004a243932bc61d7e@example.org>"), "{head}");
}

#[test]
fn all_boundaries_come_from_the_key() {
    let eml = with_workbook().eml();
    let boundaries: Vec<_> = eml
        .match_indices("boundary=\"")
        .map(|(at, found)| eml[at + found.len()..].split('"').next().unwrap())
        .collect();
    let hash = "e69412bde667475004a243932bc61d7e";
    assert_eq!(boundaries, [format!("=_{hash}_1"), format!("=_{hash}_2")]);
    for boundary in boundaries {
        assert!(eml.contains(&format!("\r\n--{boundary}\r\n")));
        assert!(eml.contains(&format!("\r\n--{boundary}--\r\n")));
    }
}

#[test]
fn another_key_is_another_mail() {
    let one = start_mail().letter();
    let other = Fields { key: "FDR2/CO00000001/start/2", ..start_mail() }.letter();
    assert_ne!(one.message_id(), other.message_id());
    assert_ne!(one.file_stem(), other.file_stem());
}

#[test]
fn a_part_cannot_be_ended_by_what_somebody_typed() {
    let boundary = "--=_e69412bde667475004a243932bc61d7e_1";
    let typed =
        format!("\r\n{boundary}--\r\n{boundary}\r\nContent-Type: text/html\r\n\r\n<b>x</b>");
    let honest = start_mail().eml().matches(boundary).count();
    let attacked = Fields { text: typed.clone(), html: typed, ..start_mail() }.eml();
    assert!(attacked.contains("Content-Type: multipart/alternative"));
    assert_eq!(attacked.matches(boundary).count(), honest);
}

#[test]
fn a_line_break_in_a_header_field_is_refused_with_field_and_value() {
    let injected = "Exécution\r\nBcc: voleur@example.org";
    let fields = Fields { subject: injected.to_owned(), ..start_mail() };
    let error = fields.draft().assemble().unwrap_err();
    insta::assert_snapshot!(error.to_string());
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let attachment = |name: &str, content_type: &str| Attachment {
        name: name.to_owned(),
        content_type: content_type.to_owned(),
        content: Vec::new(),
    };
    let fields = Fields {
        from: Mailbox::new(Some("a\u{85}b".to_owned()), "a@exämple.org".parse().unwrap()),
        reply_to: Some(Mailbox::new(Some("x\ny".to_owned()), "r@example.org".parse().unwrap())),
        to: Vec::new(),
        subject: "a\u{2028}b".to_owned(),
        attachments: vec![
            attachment("plan\0.xlsx", "application/pdf"),
            attachment("plan.xlsx", "tableur"),
            attachment("plan.eml", "Multipart/mixed; boundary=x"),
        ],
        date: at("1969-12-31T23:59:59Z"),
        ..start_mail()
    };
    let error = fields.draft().assemble().unwrap_err();
    insta::assert_snapshot!(error.to_string());
}

#[test]
fn the_dates_that_a_mail_can_carry_end_with_the_year_9999() {
    for (date, carried) in [
        ("1969-12-31T23:59:59Z", false),
        ("1970-01-01T00:00:00Z", true),
        ("9999-12-31T23:59:59Z", true),
        ("+10000-01-01T00:00:00Z", false),
    ] {
        let fields = Fields { date: at(date), ..start_mail() };
        assert_eq!(fields.draft().assemble().is_ok(), carried, "{date}");
    }
}

#[test]
fn a_header_field_is_as_long_as_servers_take_it_and_no_longer() {
    let longest = Fields { subject: "x".repeat(900), ..start_mail() };
    assert!(longest.eml().split("\r\n").all(|line| line.len() <= 998));
    let error = Fields { subject: "x".repeat(901), ..start_mail() }.draft().assemble().unwrap_err();
    let expected = FieldProblem::TooLong { field: "Subject", length: 901 };
    assert_eq!(error.problems(), [expected]);
}

#[test]
fn a_line_with_a_name_outside_ascii_is_no_longer_than_76_characters() {
    let sender = mailbox("Équipe de transition <cellule.transition@gestionnaire-reseau.example>");
    let to = vec![sender.clone(), mailbox("Zoé <zoe@grid.example>"), sender.clone()];
    let head = Fields { from: sender, to, ..start_mail() }.eml();
    let (head, _) = head.split_once("\r\n\r\n").unwrap();
    let encoded: Vec<_> = head.split("\r\n").filter(|line| line.contains("=?")).collect();
    assert!(encoded.len() >= 4, "{head}");
    assert!(encoded.iter().all(|line| line.len() <= 76), "{head}");
    let parsed = mailparse::parse_mail(head.as_bytes()).unwrap();
    let from = mailparse::MailHeaderMap::get_first_value(&parsed.headers[..], "From").unwrap();
    assert_eq!(from, "Équipe de transition <cellule.transition@gestionnaire-reseau.example>");
}

#[test]
fn who_stands_twice_among_the_recipients_gets_the_mail_once() {
    let to = vec![
        mailbox("anne@example.org"),
        mailbox("Anne <Anne@Example.org>"),
        mailbox("chef@example.org"),
    ];
    let letter = Fields { to, ..start_mail() }.letter();
    let recipients: Vec<_> = letter.recipients().iter().map(ToString::to_string).collect();
    assert_eq!(recipients, ["anne@example.org", "chef@example.org"]);
}

#[test]
fn a_second_attempt_goes_to_those_that_the_first_missed() {
    let letter = start_mail().letter();
    let chef = letter.only_to(|r| r.user() == "chef").unwrap();
    assert_eq!(chef.recipients().len(), 1);
    assert_eq!(chef.bytes(), letter.bytes());
    assert!(letter.only_to(|_| false).is_none());
}

proptest! {
    #[test]
    fn a_control_character_is_refused_in_every_field(
        control in prop::char::ranges(vec!['\0'..='\u{1f}', '\u{7f}'..='\u{9f}', '\u{2028}'..='\u{2029}'].into()),
        which in 0..4,
    ) {
        let value = format!("a{control}b");
        let named = || Mailbox::new(Some(value.clone()), "a@example.org".parse().unwrap());
        let mut fields = start_mail();
        match which {
            0 => fields.from = named(),
            1 => fields.reply_to = Some(named()),
            2 => fields.to = vec![named()],
            _ => fields.subject.clone_from(&value),
        }
        let error = fields.draft().assemble().unwrap_err();
        let refused = error.problems().iter().any(|problem| matches!(
            problem,
            FieldProblem::ControlCharacter { character, found, .. }
                if *character == control && *found == value
        ));
        prop_assert!(refused, "{}", error);
    }

    #[test]
    fn any_other_text_makes_a_mail_of_short_ascii_lines(
        subject in "[^\\p{C}\\p{Zl}\\p{Zp}]{0,120}",
        name in "[^\\p{C}\\p{Zl}\\p{Zp}]{1,60}",
        text in "(?s).{0,400}",
    ) {
        let from = Mailbox::new(Some(name), "a@example.org".parse().unwrap());
        let eml = Fields { subject, from, html: text.clone(), text, ..start_mail() }.eml();
        prop_assert!(eml.is_ascii());
        prop_assert!(eml.split("\r\n").all(|line| line.len() <= 998));
        prop_assert!(!eml.replace("\r\n", "").contains(['\r', '\n']));
    }
    #[test]
    fn a_mail_can_go_to_every_address_that_a_plan_takes(
        text in "[!-~é]{1,12}@[!-~é]{1,12}|[a-z.]{1,70}@[a-z.-]{1,70}|[a-z]{3}@([a-z]{1,70}\\.){0,5}[a-z]{2}",
    ) {
        if ptr_core::Email::new(&text).is_ok() {
            prop_assert!(text.parse::<ptr_mail::Address>().is_ok(), "{}", text);
        }
    }
}
