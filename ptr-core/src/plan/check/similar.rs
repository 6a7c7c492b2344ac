//! Suggests an existing id for a mistyped one.
//!
//! A hint is followed, so a wrong one is worse than none: what is offered differs little from what
//! was typed, and never leaves out an id that was typed as well.

use std::cmp::Reverse;

use crate::id::StepId;

/// The most edits between a mistyped id and its suggestion, and one edit in four letters.
const AT_MOST: usize = 2;
const LETTERS_A_PLACE: usize = 4;

/// The id with the smallest edit distance from `text`, if the distance is at most two: letters
/// added, left out, replaced or swapped with a neighbour. Ties: the first of `ids`.
/// An id that stands in the text as a word beside others is none: it would be half of a list.
///
/// Time `O(ids * length)`, because only a band of the distance table is computed. Called for
/// unknown ids and keys only.
pub(crate) fn most_similar<'a, T: AsRef<str> + ?Sized>(
    text: &str,
    ids: impl Iterator<Item = &'a T>,
) -> Option<&'a T> {
    let letters = |text: &str| -> Vec<char> { text.to_uppercase().chars().take(64).collect() };
    let text = letters(text);
    ids.filter_map(|id| {
        // Letters of other alphabets take more bytes than one.
        if id.as_ref().len() > 4 * (text.len() + AT_MOST) {
            return None;
        }
        let id_text = letters(id.as_ref());
        let most = AT_MOST.min(id_text.len().max(text.len()) / LETTERS_A_PLACE);
        if id_text.len().abs_diff(text.len()) > most {
            return None;
        }
        let distance = distance(&text, &id_text);
        (distance <= most && !is_one_of_several(&id_text, &text)).then_some((id, distance))
    })
    .max_by_key(|(_, distance)| Reverse(*distance))
    .map(|(id, _)| id)
}

/// Whether an id stands in a text as a word, beside others.
fn is_one_of_several(id: &[char], text: &[char]) -> bool {
    let is_apart = |neighbour: Option<&char>| neighbour.is_none_or(|c| !c.is_alphanumeric());
    let places = text.windows(id.len().max(1)).enumerate().filter(|(_, part)| *part == id);
    places.into_iter().any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + id.len()..]);
        let has_more = before.iter().chain(after).any(|c| c.is_alphanumeric());
        has_more && is_apart(before.last()) && is_apart(after.first())
    })
}

/// The ids that a text names one after the other, where it consists of nothing else than at least
/// two of them, whatever stands between them: `F G`, `F&G`, `F/G`, `F et G`. Empty for any other
/// text. `lookups` is how often an id may still be asked for.
pub(crate) fn ids_in_a_row(
    text: &str,
    lookups: &mut usize,
    mut id: impl FnMut(&str) -> Option<StepId>,
) -> Vec<StepId> {
    /// Longer texts are notes.
    const LONGEST: usize = 120;
    let mut ends: Vec<usize> = text.char_indices().map(|(at, _)| at).take(LONGEST + 1).collect();
    ends.push(text.len());
    if ends.len() > LONGEST || *lookups == 0 {
        return Vec::new();
    }
    // From behind: how the rest of the text from each place on is put together, if it can be.
    let mut rest: Vec<Option<Vec<StepId>>> = vec![None; ends.len()];
    rest[ends.len() - 1] = Some(Vec::new());
    for from in (0..ends.len() - 1).rev() {
        let tail = &text[ends[from]..];
        let is_separator = |c: char| !c.is_alphanumeric();
        // The longest id first: `T1` is also the beginning of `T12`.
        let found = (from + 1..ends.len()).rev().filter(|to| rest[*to].is_some()).find_map(|to| {
            *lookups = lookups.checked_sub(1)?;
            Some((id(&text[ends[from]..ends[to]])?, to))
        });
        rest[from] = match found {
            Some((id, to)) => {
                let after = rest[to].clone().unwrap_or_default();
                Some(std::iter::once(id).chain(after).collect())
            }
            None if tail.starts_with(is_separator) => {
                let word = tail.trim_start_matches(is_separator);
                let joint = JOINTS.iter().find(|joint| {
                    let is_cut = |rest: &str| rest.starts_with(is_separator);
                    word.strip_prefix(**joint).is_some_and(is_cut)
                });
                let skipped = joint.map_or(0, |joint| tail.len() - word.len() + joint.len());
                let next = ends.iter().position(|end| *end >= ends[from] + skipped.max(1));
                next.and_then(|next| rest[next].clone())
            }
            None => None,
        };
    }
    let found = rest.into_iter().next().flatten().unwrap_or_default();
    if found.len() > 1 { found } else { Vec::new() }
}

/// Words between the items of a list.
const JOINTS: [&str; 6] = ["et", "and", "en", "und", "puis", "then"];

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
    fn a_short_id_that_shares_a_letter_is_no_guess() {
        let ids = ["29", "F", "T1"].map(|id| StepId::new(id).expect("an id"));
        for text in ["2FS", "FG", "T2", "9", "F G"] {
            assert_eq!(most_similar(text, ids.iter()), None, "{text}");
        }
        assert_eq!(most_similar("t1", ids.iter()).map(StepId::as_str), Some("T1"));
    }

    #[test]
    fn an_id_that_stands_beside_another_word_is_not_offered_for_both() {
        let ids = ["CO00000001", "AB12"].map(|id| StepId::new(id).expect("an id"));
        for text in ["CO00000001 X", "X/CO00000001", "AB12+C", "ab12 c"] {
            assert_eq!(most_similar(text, ids.iter()), None, "{text}");
        }
        assert_eq!(most_similar("CO00000001.", ids.iter()).map(StepId::as_str), Some("CO00000001"));
        assert_eq!(most_similar("CO000000011", ids.iter()).map(StepId::as_str), Some("CO00000001"));
    }

    #[test]
    fn ids_in_a_row_are_told_apart_whatever_parts_them() {
        let known = ["F", "G", "T1", "T12", "T-2", "10"];
        let row = |text| {
            let id = |text: &str| known.contains(&text).then(|| StepId::new(text).expect("an id"));
            let ids = ids_in_a_row(text, &mut 10_000, id);
            ids.iter().map(|id| id.as_str().to_owned()).collect::<Vec<_>>().join(" ")
        };
        for text in ["F G", "F&G", "F/G", "F+G", "F et G", "F and  G", "(F, G)", "FG", "F | G"] {
            assert_eq!(row(text), "F G", "{text}");
        }
        assert_eq!(row("T1 T12 T-2"), "T1 T12 T-2");
        assert_eq!(row("T12"), "", "one id is no list");
        for text in ["F X", "F G X", "X", "", "F et", "é", "F G et H"] {
            assert_eq!(row(text), "", "{text}");
        }
        let id = |_: &str| StepId::new("A").ok();
        assert!(ids_in_a_row("A A", &mut 0, id).is_empty(), "no lookup is left");
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
