//! The programs' own texts in French and English. States, problems, refusals and events are worded
//! by the libraries.

use chrono::{DateTime, Datelike, Utc};
use chrono_tz::Tz;
use ptr_core::language::Language;
use ptr_core::{State, Tally};

/// The French or the English text.
pub fn either<T>(lang: &Language, french: T, english: T) -> T {
    match lang.code() {
        "fr" => french,
        _ => english,
    }
}

/// A number with a noun: `1 étape`, `2 étapes`. In French 0 takes the singular.
pub fn counted(count: usize, lang: &Language, french: [&str; 2], english: [&str; 2]) -> String {
    let word = match lang.code() {
        "fr" => french[usize::from(count > 1)],
        _ => english[usize::from(count != 1)],
    };
    format!("{count} {word}")
}

/// Progress in percent: `35,8 %`.
pub fn percent(tally: &Tally, lang: &Language) -> String {
    let percent = format!("{:.1}", tally.percent());
    either(lang, percent.replace('.', ",") + "\u{a0}%", percent + "%")
}

/// The date and time without the year, for narrow columns: `27/03 22:00`.
pub fn short_instant(at: DateTime<Utc>, zone: Tz, lang: &Language) -> String {
    at.with_timezone(&zone).format(either(lang, "%d/%m %H:%M", "%m-%d %H:%M")).to_string()
}

/// The date with the day of the week: `samedi 27/03/2027`.
pub fn day(at: DateTime<Utc>, zone: Tz, lang: &Language) -> String {
    const DAYS: [[&str; 7]; 2] = [
        ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ];
    let local = at.with_timezone(&zone);
    let [french, english] = DAYS.map(|days| days[local.weekday().num_days_from_monday() as usize]);
    let date = local.format(either(lang, "%d/%m/%Y", "%Y-%m-%d"));
    format!("{} {date}", either(lang, french, english))
}

/// The state with this name, in any language and case: `Ready`, `prête`.
pub fn state_called(name: &str) -> Option<State> {
    let name = name.to_lowercase();
    State::ALL.into_iter().find(|state| {
        let mut languages = Language::built_in();
        state.name().to_lowercase() == name
            || languages.any(|language| state.label(&language).to_lowercase() == name)
    })
}

/// A message about a name that does not exist.
pub fn unknown(found: &str, known: &[impl AsRef<str>], lang: &Language) -> String {
    let known = known.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    either(
        lang,
        format!("«\u{a0}{found}\u{a0}» ne figure pas dans ce dry run. Il y a\u{a0}: {known}."),
        format!("{found:?} is not in this dry run. There are: {known}."),
    )
}
