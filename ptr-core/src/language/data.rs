//! What serde says of data that do not fit, in every language.
//!
//! serde gives its errors as one English text, so each kind is recognised by the form of the text.
//! Kept true: types have no names of Rust in any language; a text is unchanged if its form is not
//! known.

use super::value::Language;
use crate::arguments;
use crate::forecast::EXPECTED_SUPPOSITION;
use crate::id::InvalidCode;
use crate::plan::duration_text::EXPECTED as EXPECTED_DURATION;
use crate::plan::most_similar;
use crate::schedule::clinic::InvalidRules;
use crate::view::{EXPECTED_LENGTH, EXPECTED_SHARE};

/// A serde error in a language: an unknown key with the known ones, a value of a wrong type or out
/// of range, a missing key. Any other text is returned unchanged.
///
/// `expected` translates the expectations of a crate's own types (`Visitor::expecting`); `|_| None`
/// if it has none. Time `O(characters)`.
///
/// ```
/// use ptr_core::language::{Language, of_data};
///
/// let error = serde_json::from_str::<u32>("-1").unwrap_err().to_string();
/// assert_eq!(error, "invalid value: integer `-1`, expected u32 at line 1 column 2");
/// let english = of_data(&error, &Language::english(), |_| None);
/// assert_eq!(
///     english,
///     "invalid value: -1, expected a whole number, 0 or more at line 1 column 2"
/// );
/// let french = of_data(&error, &Language::french(), |_| None).replace('\u{a0}', " ");
/// assert_eq!(french, "trouvé -1 ; attendu : un nombre entier, 0 au moins (ligne 1, colonne 2)");
/// ```
pub fn of_data(
    said: &str,
    language: &Language,
    expected: impl Fn(&str) -> Option<String>,
) -> String {
    if let Some((what, line, column)) = place(said) {
        let what = of_data(what, language, expected);
        return language.text("data-at", &arguments!(what = what, line = line, column = column));
    }
    if let Some(rules) = InvalidRules::said(said) {
        return rules.message(language);
    }
    if let Some(code) = InvalidCode::said(said) {
        return code.message(language);
    }
    let wrong = [("invalid type: ", "data-wrong-type"), ("invalid value: ", "data-wrong-value")];
    let unknown =
        [("unknown field `", "data-unknown-field"), ("unknown variant `", "data-unknown-variant")];
    let with_name =
        [("missing field `", "data-missing-field"), ("duplicate field `", "data-duplicate-field")];
    for (begin, id) in wrong {
        if let Some((found, wanted)) = after(said, begin, ", expected ") {
            let expected = expected(wanted).unwrap_or_else(|| type_name(wanted, language));
            let found = value(found, language);
            return language.text(id, &arguments!(found = found, expected = expected));
        }
    }
    for (begin, id) in unknown {
        if let Some((found, known)) = after(said, begin, "`, expected ") {
            let names: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
            let arguments = arguments!(found = found, known = one_of(&names, language));
            let what = language.text(id, &arguments);
            let Some(similar) = most_similar(found, names.into_iter()) else { return what };
            let arguments = arguments!(what = what, similar = name(similar, language));
            return language.text("data-similar", &arguments);
        }
    }
    for (begin, id) in with_name {
        if let Some((found, "")) = after(said, begin, "`") {
            return language.text(id, &arguments!(name = name(found, language)));
        }
    }
    said.to_owned()
}

/// What the operating system says, without the number that Rust adds to it.
///
/// ```
/// use ptr_core::language::system_words;
///
/// assert_eq!(system_words("Is a directory (os error 21)"), "Is a directory");
/// ```
pub fn system_words(said: &str) -> &str {
    said.rsplit_once(" (os error ").map_or(said, |(words, _)| words)
}

/// The parts before and after the last separator, behind the prefix `begin`.
fn after<'t>(said: &'t str, begin: &str, separator: &str) -> Option<(&'t str, &'t str)> {
    said.strip_prefix(begin)?.rsplit_once(separator)
}

/// The message, line and column of an error in a text of JSON or YAML.
fn place(said: &str) -> Option<(&str, &str, &str)> {
    let (what, place) = said.rsplit_once(" at line ")?;
    let (line, column) = place.split_once(" column ")?;
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(line) && is_number(column)).then_some((what, line, column))
}

/// The value found, as serde calls it.
fn value(found: &str, language: &Language) -> String {
    let quoted = [
        ("string \"", "\"", "data-found-string"),
        ("integer `", "`", "data-found-integer"),
        ("floating point `", "`", "data-found-float"),
        ("boolean `", "`", "data-found-boolean"),
    ];
    for (begin, end, id) in quoted {
        if let Some(value) = found.strip_prefix(begin).and_then(|rest| rest.strip_suffix(end)) {
            return language.text(id, &arguments!(value = value));
        }
    }
    type_name(found, language)
}

/// A type, as serde calls it.
fn type_name(name: &str, language: &Language) -> String {
    let id = match name {
        name if name.starts_with("struct ") => "data-a-map",
        "sequence" => "data-sequence",
        "map" => "data-map",
        "null" => "data-null",
        "a string"
        | "string or map"
        | "map with a single key"
        | "variant identifier"
        | "path string" => "data-a-string",
        "a boolean" => "data-a-boolean",
        "a map" => "data-a-map",
        "a sequence" => "data-a-sequence",
        "u8" | "u16" | "u32" => "data-u32",
        "u64" => "data-u64",
        "f64" => "data-f64",
        EXPECTED_SUPPOSITION => "data-supposition",
        EXPECTED_DURATION => "data-duration",
        EXPECTED_LENGTH => "data-length",
        EXPECTED_SHARE => "data-share",
        _ => return name.to_owned(),
    };
    language.word(id).into_owned()
}

fn name(name: &str, language: &Language) -> String {
    language.text("data-name", &arguments!(name = name))
}

/// Names to choose from: `A`, `A or B`, `one of A, B, C`.
fn one_of(names: &[&str], language: &Language) -> String {
    let names: Vec<String> = names.iter().map(|it| name(it, language)).collect();
    match names.as_slice() {
        [_, _, _, ..] => language.text("data-one-of", &arguments!(names = names.join(", "))),
        [first, second] => {
            let arguments = arguments!(names = first.as_str(), last = second.as_str());
            language.text("choice", &arguments)
        }
        few => few.concat(),
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its errors are looked at")]
    struct Few {
        sheet: String,
        row: Option<u32>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Unit {
        Seconds,
        Minutes,
        Hours,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its errors are looked at")]
    struct All {
        few: Few,
        unit: Unit,
        share: f64,
        is_on: bool,
    }

    fn told(json: &str) -> [String; 3] {
        let said = serde_json::from_str::<serde_json::Value>(json)
            .and_then(serde_json::from_value::<All>)
            .expect_err("data that do not fit")
            .to_string();
        let in_language = |language| of_data(&said, &language, |_| None).replace('\u{a0}', " ");
        [said.clone(), in_language(Language::english()), in_language(Language::french())]
    }

    #[test]
    fn what_serde_says_today_is_told_in_french_and_without_names_of_rust_in_english() {
        for (json, english, french) in [
            (
                r#"{"few": 1}"#,
                "invalid type: 1, expected a mapping",
                "trouvé 1 ; attendu : des clés avec des valeurs",
            ),
            (
                r#"{"share": []}"#,
                "invalid type: a list, expected a number",
                "trouvé une liste ; attendu : un nombre",
            ),
            (
                r#"{"few": {"sheet": {}}}"#,
                "invalid type: a mapping, expected text",
                "trouvé des clés avec des valeurs ; attendu : un texte",
            ),
            (
                r#"{"few": {"sheet": null}}"#,
                "invalid type: null, expected text",
                "trouvé null ; attendu : un texte",
            ),
            (r#"{"few": {"row": 3}}"#, "missing field `sheet`", "la clé sheet manque"),
            (
                r#"{"few": {"row": -3}}"#,
                "invalid value: -3, expected a whole number, 0 or more",
                "trouvé -3 ; attendu : un nombre entier, 0 au moins",
            ),
            (
                r#"{"few": {"other": 1}}"#,
                "unknown field `other`, expected `sheet` or `row`",
                "clé inconnue « other » ; attendu : sheet ou row",
            ),
            (
                r#"{"share": "`a`, expected b"}"#,
                r#"invalid type: "`a`, expected b", expected a number"#,
                "trouvé « `a`, expected b » ; attendu : un nombre",
            ),
            (
                r#"{"is_on": 1.5}"#,
                "invalid type: 1.5, expected true or false",
                "trouvé 1.5 ; attendu : true ou false",
            ),
            (
                r#"{"share": true}"#,
                "invalid type: true, expected a number",
                "trouvé true ; attendu : un nombre",
            ),
            (
                r#"{"unit": "parsecs"}"#,
                "unknown value `parsecs`, expected one of `seconds`, `minutes`, `hours`",
                "trouvé « parsecs » ; attendu : l'un de seconds, minutes, hours",
            ),
        ] {
            let [_, in_english, in_french] = told(json);
            assert_eq!((in_english.as_str(), in_french.as_str()), (english, french), "{json}");
        }
    }

    #[test]
    fn a_misspelt_key_is_told_with_the_one_that_was_meant() {
        let [said, english, french] = told(r#"{"few": {"sheeet": "Plan"}}"#);
        assert_eq!(said, "unknown field `sheeet`, expected `sheet` or `row`");
        assert_eq!(english, format!("{said}; did you mean `sheet`?"));
        assert_eq!(
            french,
            "clé inconnue « sheeet » ; attendu : sheet ou row ; vouliez-vous écrire sheet ?"
        );
    }

    #[test]
    fn what_has_another_form_stays_as_it_is() {
        for said in ["EOF while parsing a value at line 1 column 0", "invalid type: x", ""] {
            let nothing = of_data(said, &Language::english(), |_| None);
            assert_eq!(nothing, said);
        }
    }

    #[test]
    fn a_code_that_is_none_is_told_in_every_language() {
        for (english, french) in [
            (
                serde_json::from_str::<crate::Digest>("\"abc\"").expect_err("short").to_string(),
                "« abc » n'est pas une empreinte",
            ),
            (
                serde_json::from_str::<crate::Email>("\"anne\"").expect_err("no @").to_string(),
                "« anne » n'est pas une adresse mail",
            ),
        ] {
            let told = of_data(&english, &Language::french(), |_| None).replace('\u{a0}', " ");
            assert!(told.contains(french), "{told}");
            assert!(!told.contains("is not"), "{told}");
        }
    }
}
