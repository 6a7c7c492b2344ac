//! Sends every mail that a plan owes at an instant if nothing has happened yet, and prints what
//! came of each: from the plan to the server in one go.
//!
//! ```sh
//! cargo run -p ptr-mail --example deliver -- mail.json plan.json FDR2 2026-03-28T21:00:00Z \
//!     https://ptr.example.org
//! ```
//!
//! `mail.json` holds the `mail` section of the configuration as JSON, `plan.json` a plan as
//! [`ptr_core::Plan`] is written; the last argument is where the platform's pages are. One line
//! of JSON a mail; the program fails if one of them was not sent.

#![allow(clippy::print_stdout, reason = "the answer of this program")]

use std::error::Error;
use std::fs::read_to_string;
use std::process::ExitCode;

use ptr_core::{Plan, Run};
use ptr_mail::{Composer, MailConfig, Outbox, Pages, Round};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("usage: deliver SETTINGS PLAN DRY_RUN INSTANT PAGES");
    let config: MailConfig = serde_json::from_str(&read_to_string(next()?)?)?;
    let plan: Plan = serde_json::from_str(&read_to_string(next()?)?)?;
    let mut run = Run::new(plan.schedule(&next()?)?, []);
    let at = next()?.parse()?;
    let (composer, transport, pages) =
        (Composer::new(&config)?, config.open()?, Pages::at(next()?));
    let round = Round {
        composer: &composer,
        transport: &*transport,
        platform: &pages,
        retry: config.retry(),
        rules: None,
    };
    let mut all_sent = true;
    for attempt in round.deliver(&mut run, &mut Outbox::default(), at) {
        let mut line = serde_json::to_value(&attempt.delivery)?;
        line["key"] = attempt.notice.key.into();
        println!("{line}");
        all_sent &= attempt.delivery.is_sent();
    }
    Ok(if all_sent { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
