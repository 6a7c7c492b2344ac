//! Mails as files: the same notice writes the same file, and never half of one.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;

use ptr_mail::{Delivery, Fault, Files, Letter, MailDraft, Memory, Transport};

fn letter(key: &str, text: &str) -> Letter {
    let to = ["a@example.org", "b@example.org"].map(|to| to.parse().unwrap());
    MailDraft {
        key,
        date: "2026-11-24T13:30:00Z".parse().unwrap(),
        from: &"transition@example.org".parse().unwrap(),
        reply_to: None,
        to: &to,
        subject: "s",
        language: "fr",
        text,
        html: "h",
        attachments: &[],
    }
    .assemble()
    .unwrap()
}

#[test]
fn a_letter_becomes_one_file_named_after_its_notice() {
    let directory = tempfile::tempdir().unwrap();
    let files = Files::new(directory.path().join("mails/FDR2"));
    let letter = letter("FDR2/CO00000001/start/1", "Bonjour");
    let outcomes = files.send(&letter);
    assert_eq!(outcomes.len(), 2);
    let path = files.path(&letter);
    let name = path.file_name().unwrap().to_str().unwrap();
    assert_eq!(name, "FDR2-CO00000001-start-1-e69412bd.eml");
    let answer = path.display().to_string();
    assert!(outcomes.iter().all(|o| o.delivery == Delivery::Sent { answer: answer.clone() }));
    assert_eq!(fs::read(&path).unwrap(), letter.bytes());
}

#[test]
fn the_same_notice_overwrites_its_own_file_and_leaves_nothing_beside_it() {
    let directory = tempfile::tempdir().unwrap();
    let files = Files::new(directory.path());
    for text in ["first", "second"] {
        files.send(&letter("k", text));
    }
    let names: Vec<_> =
        fs::read_dir(directory.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 1);
    assert_eq!(fs::read(files.path(&letter("k", ""))).unwrap(), letter("k", "second").bytes());
}

#[test]
fn two_threads_that_write_the_same_notice_never_leave_half_a_file() {
    let directory = tempfile::tempdir().unwrap();
    let files = Files::new(directory.path());
    let letter = letter("k", &"Bonjour ".repeat(10_000));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..20 {
                    assert!(files.send(&letter)[0].delivery.is_sent());
                    assert_eq!(fs::read(files.path(&letter)).unwrap(), letter.bytes());
                }
            });
        }
    });
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
}

#[test]
fn a_directory_that_cannot_be_made_is_a_transient_fault_of_the_configuration() {
    let directory = tempfile::tempdir().unwrap();
    let occupied = directory.path().join("occupied");
    fs::write(&occupied, "a file").unwrap();
    for outcome in Files::new(&occupied).send(&letter("k", "t")) {
        let Delivery::Transient(failure) = outcome.delivery else { panic!("{outcome:?}") };
        assert_eq!(failure.fault, Fault::Storage);
        assert!(failure.text.contains("occupied"), "{}", failure.text);
    }
}

#[test]
fn memory_keeps_what_was_sent_and_refuses_whom_it_is_told_to() {
    let memory = Memory::default().refusing("A@example.org");
    let outcomes = memory.send(&letter("k", "t"));
    assert!(matches!(outcomes[0].delivery, Delivery::Permanent(_)));
    assert!(outcomes[1].delivery.is_sent());
    let letters = memory.take();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].recipients()[0].to_string(), "b@example.org");
    assert!(memory.letters().is_empty());
}
