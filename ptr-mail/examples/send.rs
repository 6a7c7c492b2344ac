//! Sends one test mail with the settings of a file, and prints what came of it for each
//! recipient: is the `mail` section of the configuration right?
//!
//! ```sh
//! cargo run -p ptr-mail --example send -- mail.json anne.durand@example.org chef@example.org
//! ```
//!
//! `mail.json` holds the `mail` section as JSON, for instance
//!
//! ```json
//! {"from": "transition@example.org", "transport": "smtp", "host": "smtp.example.org",
//!  "user": "transition", "password": "…"}
//! ```
//!
//! One line of JSON for each recipient; the program fails if one of them did not get the mail.

#![allow(clippy::print_stdout, reason = "the answer of this program")]

use std::error::Error;
use std::process::ExitCode;
use std::time::SystemTime;

use ptr_mail::{MailConfig, MailDraft, Mailbox};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: send SETTINGS.json RECIPIENT...")?;
    let config: MailConfig = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let to = arguments.map(|to| to.parse()).collect::<Result<Vec<Mailbox>, _>>()?;
    let letter = MailDraft {
        key: "test",
        date: SystemTime::now().into(),
        from: config.from(),
        reply_to: Some(config.reply_to()),
        to: &to,
        subject: "[Transition-Test] Essai d'envoi, reçu ?",
        language: "fr",
        text: "Ce mail vérifie la configuration.\n.\nUn point seul sur une ligne ne l'arrête pas.",
        html: "<p>Ce mail vérifie la configuration.</p>\n.\n<p>Été comme hiver.</p>",
        attachments: &[],
    }
    .assemble()?;
    let mut all_sent = true;
    for outcome in config.open()?.send(&letter) {
        let mut line = serde_json::to_value(&outcome.delivery)?;
        line["recipient"] = outcome.recipient.to_string().into();
        println!("{line}");
        all_sent &= outcome.delivery.is_sent();
    }
    Ok(if all_sent { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
