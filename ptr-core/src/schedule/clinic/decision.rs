//! Which steps are decisions, by what their labels say: the plan has no column for it.

/// Words to look for: each phrase as people write it, and as it is compared.
pub(super) struct Decisions<'w> {
    phrases: Vec<(&'w str, Vec<String>)>,
}

impl<'w> Decisions<'w> {
    /// Phrases without a letter or digit are left out.
    pub(super) fn of(phrases: &'w [String]) -> Self {
        let small = |phrase: &'w String| words(phrase).map(str::to_lowercase).collect();
        let phrases = phrases.iter().map(|phrase| (phrase.as_str(), small(phrase)));
        Self { phrases: phrases.filter(|(_, words): &(_, Vec<_>)| !words.is_empty()).collect() }
    }

    /// The first phrase that a label says, word for word.
    pub(super) fn in_label(&self, label: &str) -> Option<&'w str> {
        let said: Vec<&str> = words(label).collect();
        let says = |phrase: &[String]| {
            let are_it = |part: &[&str]| part.iter().zip(phrase).all(|(one, other)| is(one, other));
            said.windows(phrase.len()).any(are_it)
        };
        self.phrases.iter().find(|(_, phrase)| says(phrase)).map(|(phrase, _)| *phrase)
    }
}

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether a word is another one in small letters.
fn is(word: &str, small: &str) -> bool {
    word.chars().flat_map(char::to_lowercase).eq(small.chars())
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
