//! What a value should have been, in French.

use super::words::{COLON, choice, quote_whole};
use crate::language::parts;
use crate::plan::Expected;

/// A sentence of its own: `Attendu : une durée, par exemple …`
pub(super) fn expected_is(expected: &Expected) -> String {
    format!("Attendu{COLON}{}.", words(expected))
}

pub(in crate::language) fn words(expected: &Expected) -> String {
    match expected {
        Expected::Pattern(pattern) => {
            format!("un texte de la forme {}", quote_whole(pattern))
        }
        Expected::OneLine => {
            "une seule ligne de texte, sans espace au début ni à la fin".to_owned()
        }
        Expected::Text => "un texte".to_owned(),
        Expected::Texts => "une liste de textes".to_owned(),
        Expected::Date => {
            "une vraie date (cellule au format Date), et non un texte ou un nombre".to_owned()
        }
        Expected::DateFormat(format) => {
            format!("une date, ou un texte au format {}", quote_whole(format))
        }
        Expected::DateOrMilestone { known } if known.total() == 0 => "une date".to_owned(),
        Expected::DateOrMilestone { known } => {
            format!("une date, ou un jalon ({}) avec ou sans décalage", choice(known))
        }
        Expected::Offset => {
            "un décalage après le jalon, par exemple J0 + 2 h ou J0 - 5 j".to_owned()
        }
        Expected::Duration => "une durée, par exemple 1 h 30, 90 min ou 2 j".to_owned(),
        Expected::Mark => "une marque, par exemple x, ou rien".to_owned(),
        Expected::OneOf(values) => {
            format!("l'une de ces valeurs{COLON}{}", choice(values))
        }
        Expected::Other(text) => parts::one_line(text),
    }
}
