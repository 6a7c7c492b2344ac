//! What each answer of a server means for each recipient.
//!
//! The server here speaks SMTP over a real socket, but says what the test tells it to: it
//! brings about what a well-behaved server would not do on request (going away in the middle,
//! running full, hiding STARTTLS). Real servers take the mails in `tests/smtp/`.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use ptr_mail::{
    Delivery, Encryption, Fault, Letter, Login, MailDraft, Secret, Smtp, SmtpSettings, Transport,
};

/// What the server answers to a command that begins with this, instead of saying yes. An empty
/// answer closes the connection. Each rule serves once.
type Rule = (&'static str, &'static str);

/// A server on loopback that follows a script, and the log of what it was told.
struct Server {
    port: u16,
    log: Arc<Mutex<Vec<String>>>,
    thread: JoinHandle<()>,
}

impl Server {
    /// Serves one connection for each of `scripts`, then stops listening.
    fn serving(scripts: Vec<Vec<Rule>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let log = Arc::new(Mutex::new(Vec::new()));
        let writer = Arc::clone(&log);
        let thread = std::thread::spawn(move || {
            for script in scripts {
                let (stream, _) = listener.accept().unwrap();
                writer.lock().unwrap().push("<connection>".to_owned());
                serve(&stream, script.into(), &writer);
            }
        });
        Self { port, log, thread }
    }

    fn settings(&self) -> SmtpSettings {
        SmtpSettings {
            port: self.port,
            encryption: Encryption::None,
            timeout: Duration::from_secs(5),
            ..SmtpSettings::new("127.0.0.1")
        }
    }

    fn smtp(&self) -> Smtp {
        Smtp::new(self.settings()).unwrap()
    }

    /// Everything that was said, after the last good-bye.
    fn log(self) -> Vec<String> {
        self.thread.join().unwrap();
        Arc::into_inner(self.log).unwrap().into_inner().unwrap()
    }
}

fn serve(mut stream: &TcpStream, mut script: VecDeque<Rule>, log: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream).lines();
    let mut asked = "<greeting>".to_owned();
    loop {
        let found = script.iter().position(|(command, _)| asked.starts_with(command));
        let answer = match found.and_then(|at| script.remove(at)) {
            Some((_, "")) => return,
            Some((_, answer)) => answer,
            None if asked.starts_with("<greeting>") => "220 test",
            None if asked.starts_with("EHLO") => "250-test\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME",
            None if asked == "DATA" => "354 go on",
            None if asked == "QUIT" => "221 bye",
            None if asked == "." => "250 2.0.0 queued as 4711",
            None => "250 ok",
        };
        let in_data = asked == "DATA" && answer.starts_with("354");
        stream.write_all(format!("{answer}\r\n").as_bytes()).unwrap();
        if asked == "QUIT" || answer.starts_with("421") {
            return;
        }
        asked = loop {
            let Some(Ok(line)) = lines.next() else { return };
            if !in_data || line == "." {
                log.lock().unwrap().push(line.clone());
                break line;
            }
        };
    }
}

fn letter() -> Letter {
    let to = ["a@example.org", "b@example.org", "c@example.org"].map(|to| to.parse().unwrap());
    MailDraft {
        key: "FDR2/CO00000001/start/1",
        date: "2026-11-24T13:30:00Z".parse().unwrap(),
        from: &"transition@example.org".parse().unwrap(),
        reply_to: None,
        to: &to,
        subject: "[Transition-FDR2] CO00000001-Exécution",
        language: "fr",
        text: ".\r\n..\r\nBonjour",
        html: "<p>Bonjour</p>",
        attachments: &[],
    }
    .assemble()
    .unwrap()
}

/// One word for each recipient, such as `sent`, `permanent recipient 550`.
fn summary(smtp: &Smtp) -> Vec<String> {
    smtp.send(&letter())
        .into_iter()
        .map(|outcome| match outcome.delivery {
            Delivery::Sent { answer } => format!("sent: {answer}"),
            Delivery::Transient(failure) => {
                format!("transient {:?} {}", failure.fault, failure.code.unwrap_or(0))
            }
            Delivery::Permanent(failure) => {
                format!("permanent {:?} {}", failure.fault, failure.code.unwrap_or(0))
            }
        })
        .collect()
}

fn all(word: &str) -> Vec<String> {
    vec![word.to_owned(); 3]
}

/// What became of the three recipients when the server said that.
fn after(script: &[Rule]) -> Vec<String> {
    let server = Server::serving(vec![script.to_vec()]);
    summary(&server.smtp())
}

const SENT: &str = "sent: 250 2.0.0 queued as 4711";

#[test]
fn one_refused_recipient_does_not_take_the_mail_from_the_others() {
    assert_eq!(
        after(&[("RCPT TO:<b@", "550 5.1.1 unknown")]),
        [SENT, "permanent Recipient 550", SENT]
    );
    assert_eq!(
        after(&[("RCPT TO:<a@", "451 4.7.1 greylisted")]),
        ["transient Recipient 451", SENT, SENT]
    );
}

#[test]
fn the_servers_own_words_are_kept() {
    let server = Server::serving(vec![vec![("RCPT TO:<b@", "550 5.1.1 <b> inconnu ici")]]);
    let outcomes = server.smtp().send(&letter());
    let failure = outcomes[1].delivery.failure().unwrap();
    assert_eq!(failure.text, "5.1.1 <b> inconnu ici");
    assert_eq!(
        failure.to_string(),
        "the mail server refused the recipient: 550 5.1.1 <b> inconnu ici"
    );
}

#[test]
fn a_full_mailbox_is_no_reason_to_give_up() {
    assert_eq!(after(&[("RCPT TO:<a@", "552 mailbox full")])[0], "transient Recipient 552");
}

#[test]
fn a_message_that_is_refused_is_refused_for_those_who_would_have_got_it() {
    assert_eq!(
        after(&[("RCPT TO:<a@", "450 later"), (".", "554 5.6.0 no")]),
        ["transient Recipient 450", "permanent Message 554", "permanent Message 554"]
    );
    assert_eq!(after(&[(".", "452 4.3.1 disk full")]), all("transient Message 452"));
    assert_eq!(after(&[("DATA", "451 later")]), all("transient Message 451"));
}

#[test]
fn a_sender_that_is_refused_is_a_fault_of_the_configuration_and_loses_no_mail() {
    assert_eq!(after(&[("MAIL", "553 5.7.1 not you")]), all("transient Sender 553"));
    assert_eq!(after(&[("MAIL", "530 5.7.0 log in first")]), all("transient Login 530"));
    assert!(Fault::Sender.is_configuration() && Fault::Login.is_configuration());
    assert!(!Fault::Recipient.is_configuration());
}

#[test]
fn what_the_next_mail_would_meet_as_well_is_told_from_what_concerns_this_one() {
    let fault_after = |script: &[Rule]| {
        let outcomes = Server::serving(vec![script.to_vec()]).smtp().send(&letter());
        outcomes[0].delivery.failure().map(|failure| failure.fault)
    };
    for of_server in [
        &[("<greeting>", "")][..],
        &[("<greeting>", "554 no service")],
        &[("MAIL", "")],
        &[("MAIL", "553 5.7.1 not you")],
        &[("RCPT TO:<a@", "421 going down")],
    ] {
        assert!(fault_after(of_server).is_some_and(Fault::is_of_server), "{of_server:?}");
    }
    for of_mail in [
        &[("RCPT TO:<a@", "550 5.1.1 unknown")][..],
        &[("RCPT TO:<a@", "451 4.7.1 greylisted")],
        &[("DATA", "451 later")],
        &[(".", "554 5.6.0 no")],
    ] {
        assert!(fault_after(of_mail).is_some_and(|it| !it.is_of_server()), "{of_mail:?}");
    }
}

#[test]
fn a_server_that_goes_away_leaves_nobody_out() {
    assert_eq!(after(&[("<greeting>", "")]), all("transient Connection 0"));
    assert_eq!(after(&[("<greeting>", "554 no service")]), all("transient Connection 554"));
    assert_eq!(after(&[("RCPT TO:<c@", "")]), all("transient Connection 0"));
    assert_eq!(after(&[(".", "")]), all("transient Connection 0"));
    assert_eq!(
        after(&[("RCPT TO:<a@", "550 unknown"), ("RCPT TO:<b@", "421 going down")]),
        ["permanent Recipient 550", "transient Connection 421", "transient Connection 421"]
    );
    assert_eq!(after(&[("MAIL", "421 too many")]), all("transient Connection 421"));
}

#[test]
fn a_server_that_is_down_is_a_transient_failure_for_all() {
    let server = Server::serving(vec![]);
    let smtp = server.smtp();
    server.log();
    assert_eq!(summary(&smtp), all("transient Connection 0"));
}

#[test]
fn a_server_that_hides_starttls_gets_neither_password_nor_mail() {
    let server = Server::serving(vec![vec![]]);
    let smtp = Smtp::new(SmtpSettings {
        encryption: Encryption::Starttls,
        login: Some(Login { user: "u".to_owned(), password: Secret::new("p") }),
        ..server.settings()
    })
    .unwrap();
    assert_eq!(summary(&smtp), all("transient Encryption 0"));
    drop(smtp);
    assert!(server.log().iter().all(|line| !line.starts_with("AUTH") && !line.starts_with("MAIL")));
}

#[test]
fn a_wrong_password_is_transient_and_visible() {
    let server = Server::serving(vec![vec![("AUTH", "535 5.7.8 no")]]);
    let login = Login { user: "u".to_owned(), password: Secret::new("p") };
    let smtp = Smtp::new(SmtpSettings { login: Some(login), ..server.settings() }).unwrap();
    assert_eq!(smtp.check().unwrap_err().fault, Fault::Login);
}

#[test]
fn the_message_travels_once_and_the_connection_is_kept() {
    let server = Server::serving(vec![vec![("RCPT TO:<a@", "550 unknown")]]);
    let smtp = server.smtp();
    assert_eq!(summary(&smtp), ["permanent Recipient 550", SENT, SENT]);
    assert_eq!(summary(&smtp), all(SENT));
    drop(smtp);
    let log = server.log();
    assert_eq!(log.iter().filter(|line| *line == "<connection>").count(), 1);
    assert_eq!(log.iter().filter(|line| *line == "DATA").count(), 2);
    assert_eq!(log.last().unwrap(), "QUIT");
}

#[test]
fn nobody_taken_means_no_message_and_the_connection_serves_again() {
    let no = "550 unknown";
    let server =
        Server::serving(vec![vec![("RCPT TO:<a@", no), ("RCPT TO:<b@", no), ("RCPT TO:<c@", no)]]);
    let smtp = server.smtp();
    assert_eq!(summary(&smtp), all("permanent Recipient 550"));
    assert_eq!(summary(&smtp), all(SENT));
    drop(smtp);
    let log = server.log();
    assert_eq!(log.iter().filter(|line| *line == "RSET").count(), 1);
    assert_eq!(log.iter().filter(|line| *line == "DATA").count(), 1);
}

#[test]
fn a_kept_connection_that_the_server_has_closed_costs_no_mail() {
    for farewell in ["", "421 idle for too long"] {
        // The rule waits for the second MAIL: the first is answered by the rule before it.
        let first = vec![("MAIL", "250 ok"), ("MAIL", farewell)];
        let server = Server::serving(vec![first, vec![]]);
        let smtp = server.smtp();
        assert_eq!(summary(&smtp), all(SENT));
        assert_eq!(summary(&smtp), all(SENT));
        drop(smtp);
        assert_eq!(server.log().iter().filter(|line| *line == "<connection>").count(), 2);
    }
}

#[test]
fn an_address_outside_ascii_needs_a_server_that_takes_it() {
    let to = ["jérôme@example.org".parse().unwrap()];
    let from = "transition@example.org".parse().unwrap();
    let letter = MailDraft {
        key: "k",
        date: "2026-11-24T13:30:00Z".parse().unwrap(),
        from: &from,
        reply_to: None,
        to: &to,
        subject: "s",
        language: "fr",
        text: "t",
        html: "h",
        attachments: &[],
    }
    .assemble()
    .unwrap();
    let server = Server::serving(vec![vec![]]);
    let refused = server.smtp().send(&letter);
    assert!(matches!(&refused[0].delivery, Delivery::Permanent(f) if f.fault == Fault::Recipient));
    let server = Server::serving(vec![vec![("EHLO", "250-test\r\n250-8BITMIME\r\n250 SMTPUTF8")]]);
    let smtp = server.smtp();
    assert!(smtp.send(&letter)[0].delivery.is_sent());
    drop(smtp);
    let mail = "MAIL FROM:<transition@example.org> SMTPUTF8 BODY=8BITMIME";
    assert!(server.log().iter().any(|line| line == mail));
}

#[test]
fn a_certificate_file_without_a_certificate_is_told_before_the_first_mail() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("ca.pem");
    std::fs::write(&path, "not a certificate").unwrap();
    let settings = SmtpSettings { ca_file: Some(path), ..SmtpSettings::new("mail.example.org") };
    assert!(Smtp::new(settings.clone()).unwrap_err().to_string().contains("no usable certificate"));
    let missing = SmtpSettings { ca_file: Some(directory.path().join("none")), ..settings };
    assert!(Smtp::new(missing).unwrap_err().to_string().contains("expected a readable PEM file"));
}
