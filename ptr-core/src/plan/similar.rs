//! Suggests an existing id for a mistyped one.

use std::cmp::Reverse;

/// The most edits between a mistyped id and its suggestion.
const AT_MOST: usize = 2;

/// The id with the smallest edit distance from `text`, if the distance is at most two: letters
/// added, left out, replaced or swapped with a neighbour. Ties: the first of `ids`.
///
/// Time `O(ids * length)`, because only a band of the distance table is computed. Called for
/// unknown ids and keys only.
pub(crate) fn most_similar<'a, T: AsRef<str> + ?Sized>(
    text: &str,
    ids: impl Iterator<Item = &'a T>,
) -> Option<&'a T> {
    let text: Vec<char> = text.to_uppercase().chars().take(64).collect();
    ids.filter_map(|id| {
        let id_text: Vec<char> = id.as_ref().to_uppercase().chars().take(64).collect();
        if id_text.len().abs_diff(text.len()) > AT_MOST {
            return None;
        }
        let distance = distance(&text, &id_text);
        (distance <= AT_MOST && distance < text.len()).then_some((id, distance))
    })
    .max_by_key(|(_, distance)| Reverse(*distance))
    .map(|(id, _)| id)
}

/// The Damerau-Levenshtein distance (optimal string alignment); any value above [`AT_MOST`] if it
/// is above, because only cells near the diagonal are computed.
fn distance(a: &[char], b: &[char]) -> usize {
    let width = b.len() + 1;
    let mut table = vec![AT_MOST + 1; (a.len() + 1) * width];
    for row in 0..=a.len() {
        for col in row.saturating_sub(AT_MOST)..=b.len().min(row + AT_MOST) {
            table[row * width + col] = match (row, col) {
                (0, edge) | (edge, 0) => edge,
                _ => {
                    let (above, left) =
                        (table[(row - 1) * width + col], table[row * width + col - 1]);
                    let same = a[row - 1] == b[col - 1];
                    let corner = table[(row - 1) * width + col - 1] + usize::from(!same);
                    let swapped =
                        row > 1 && col > 1 && a[row - 1] == b[col - 2] && a[row - 2] == b[col - 1];
                    let best = corner.min(above + 1).min(left + 1);
                    if swapped { best.min(table[(row - 2) * width + col - 2] + 1) } else { best }
                }
            };
        }
    }
    table[a.len() * width + b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::StepId;

    #[test]
    fn a_typing_error_is_recognised() {
        let ids: Vec<StepId> = ["CO00000001", "CO00000010", "PP00470001"]
            .iter()
            .map(|id| StepId::new(id).expect("an id"))
            .collect();
        let guess = |text| most_similar(text, ids.iter()).map(StepId::as_str);
        assert_eq!(guess("C000000001"), Some("CO00000001"));
        assert_eq!(guess("PP0470001"), Some("PP00470001"));
        assert_eq!(guess("co00000010"), Some("CO00000010"));
        assert_eq!(guess("HO00000777"), None);
        assert_eq!(guess(""), None);
    }

    #[test]
    fn the_band_contains_every_distance_up_to_the_limit() {
        let distance_of = |a: &str, b: &str| {
            distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>())
        };
        assert_eq!(distance_of("CO1", "CO1"), 0);
        assert_eq!(distance_of("", "CO"), 2);
        assert_eq!(distance_of("AB", "BA"), 1);
        assert_eq!(distance_of("ABCD", "BADC"), 2);
        assert_eq!(distance_of("ABC", "CAB"), 2);
        assert_eq!(
            distance_of("ABCDEF", "CDEFAB").max(AT_MOST + 1),
            distance_of("ABCDEF", "CDEFAB")
        );
    }
}
