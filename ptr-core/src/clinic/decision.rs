//! Which steps are decisions, by what their labels say: the plan has no column for it.

/// Words to look for: each phrase as people write it, and as it is compared.
pub(super) struct Decisions<'w> {
    phrases: Vec<(&'w str, Vec<String>)>,
}

impl<'w> Decisions<'w> {
    /// Phrases without a letter or digit are left out.
    pub(super) fn of(phrases: &'w [String]) -> Self {
        let phrases = phrases.iter().map(|phrase| (phrase.as_str(), words(phrase)));
        Self { phrases: phrases.filter(|(_, words)| !words.is_empty()).collect() }
    }

    /// The first phrase that a label says, word for word.
    pub(super) fn in_label(&self, label: &str) -> Option<&'w str> {
        let said = words(label);
        let says = |phrase: &[String]| said.windows(phrase.len()).any(|part| part == phrase);
        self.phrases.iter().find(|(_, phrase)| says(phrase)).map(|(phrase, _)| *phrase)
    }
}

/// The words of a text, in small letters.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_known_by_whole_words_whatever_their_case_and_punctuation() {
        let phrases = ["go/no-go", "décision", "–"].map(str::to_owned);
        let decisions = Decisions::of(&phrases);
        for label in ["GO / NO GO de la bascule", "Go/No-Go", "Réunion go-no-go (comité)"] {
            assert_eq!(decisions.in_label(label), Some("go/no-go"), "{label}");
        }
        assert_eq!(decisions.in_label("DÉCISION d'ouvrir"), Some("décision"));
        for label in ["", "Going no further", "Indécision", "Go", "Charger le registre – fin"] {
            assert_eq!(decisions.in_label(label), None, "{label}");
        }
    }
}
