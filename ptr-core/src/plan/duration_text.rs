//! The serialised form of durations, in ISO 8601: whole seconds, with a fraction if needed
//! (`PT5400S`, `PT0.5S`).

use chrono::TimeDelta;

/// A duration without what is shorter than a microsecond, as all times of a plan are.
pub(crate) fn to_the_microsecond(duration: TimeDelta) -> TimeDelta {
    duration - TimeDelta::nanoseconds(i64::from(duration.subsec_nanos() % 1_000))
}

/// The duration of a text, to the microsecond; `None` if it is none.
pub(crate) fn parse(text: &str) -> Option<TimeDelta> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let seconds = match text {
        "P0D" => "0",
        _ => text.strip_prefix("PT")?.strip_suffix('S')?,
    };
    let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) || fraction.len() > 9 {
        return None;
    }
    let nanos = format!("{fraction:0<9}").parse().ok()?;
    let duration = to_the_microsecond(TimeDelta::new(whole.parse().ok()?, nanos)?);
    Some(if negative { -duration } else { duration })
}

/// For serde's `with`.
#[cfg(feature = "serde")]
pub(crate) fn serialize<S: serde::Serializer>(
    duration: &TimeDelta,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(duration)
}

/// For serde's `with`.
#[cfg(feature = "serde")]
pub(crate) fn deserialize<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<TimeDelta, D::Error> {
    let text: String = serde::Deserialize::deserialize(deserializer)?;
    parse(&text).ok_or_else(|| {
        let expected = &"a duration of ISO 8601 in seconds, such as PT5400S";
        serde::de::Error::invalid_value(serde::de::Unexpected::Str(&text), expected)
    })
}

/// The same for an optional duration.
#[cfg(feature = "serde")]
pub(crate) mod option {
    use chrono::TimeDelta;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct Text(#[serde(with = "super")] TimeDelta);

    #[expect(clippy::ref_option, reason = "the shape that serde's `with` asks for")]
    pub(crate) fn serialize<S: Serializer>(
        duration: &Option<TimeDelta>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        duration.map(Text).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<TimeDelta>, D::Error> {
        Option::<Text>::deserialize(deserializer).map(|text| text.map(|Text(duration)| duration))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_back_from_their_text() {
        for duration in [
            TimeDelta::zero(),
            TimeDelta::minutes(90),
            TimeDelta::milliseconds(500),
            TimeDelta::microseconds(1),
            TimeDelta::days(400),
            -TimeDelta::milliseconds(1500),
        ] {
            assert_eq!(parse(&duration.to_string()), Some(duration), "{duration}");
        }
        assert_eq!(parse("PT0.0000019S"), Some(TimeDelta::microseconds(1)));
        assert_eq!(parse("-PT0.0000019S"), Some(-TimeDelta::microseconds(1)));
        for text in ["", "PT", "PTS", "PT1", "PT1.S2", "PT-1S", "PT1H", "5400"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
