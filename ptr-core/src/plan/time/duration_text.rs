//! Durations in documents, as ISO 8601 text. Written as whole seconds where they suffice, else as
//! seconds and a fraction (`PT5400S`, `PT0.5S`); read in days, hours, minutes and seconds as well
//! (`P2D`, `PT1H30M`), since people write them too. A day is 24 hours.

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
    let text = text.strip_prefix('P')?;
    let (days, mut rest) = text.split_once('T').unwrap_or((text, ""));
    if text.is_empty() || text.ends_with('T') {
        return None;
    }
    let mut duration = TimeDelta::zero();
    let days = if days.is_empty() { None } else { Some(days.strip_suffix('D')?) };
    let mut part = |digits: &str, seconds: i64| {
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let count: i64 = is_number.then(|| digits.parse().ok()).flatten()?;
        let length = TimeDelta::try_seconds(count.checked_mul(seconds)?)?;
        duration = duration.checked_add(&length)?;
        Some(())
    };
    if let Some(days) = days {
        part(days, 86_400)?;
    }
    for (unit, seconds) in [('H', 3_600), ('M', 60)] {
        if let Some((digits, after)) = rest.split_once(unit) {
            part(digits, seconds)?;
            rest = after;
        }
    }
    if !rest.is_empty() {
        let seconds = rest.strip_suffix('S')?;
        let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) || fraction.len() > 9 {
            return None;
        }
        part(whole, 1)?;
        let nanos = format!("{fraction:0<9}").parse().ok()?;
        duration = duration.checked_add(&TimeDelta::nanoseconds(nanos))?;
    }
    let duration = to_the_microsecond(duration);
    Some(if negative { -duration } else { duration })
}

/// What data that are no duration should have been.
pub(crate) const EXPECTED: &str = "a duration of ISO 8601, such as PT1H30M or PT5400S";

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
    struct Duration;

    impl serde::de::Visitor<'_> for Duration {
        type Value = TimeDelta;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(EXPECTED)
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<TimeDelta, E> {
            let found = serde::de::Unexpected::Str(text);
            parse(text).ok_or_else(|| E::invalid_value(found, &self))
        }
    }

    deserializer.deserialize_str(Duration)
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
    }

    #[test]
    fn durations_are_read_as_people_write_them() {
        for (text, duration) in [
            ("P2D", TimeDelta::days(2)),
            ("P0D", TimeDelta::zero()),
            ("PT8H", TimeDelta::hours(8)),
            ("PT1H30M", TimeDelta::minutes(90)),
            ("P1DT1M0.5S", TimeDelta::days(1) + TimeDelta::milliseconds(60_500)),
            ("-PT90M", -TimeDelta::minutes(90)),
        ] {
            assert_eq!(parse(text), Some(duration), "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_is_read_as_none() {
        for text in [
            "",
            "P",
            "PT",
            "PTS",
            "PT1",
            "PT1.S2",
            "PT-1S",
            "5400",
            "P1DT",
            "P1",
            "PTH",
            "PT1M1H",
            "PT1SS",
            "PT1.5H",
            "P1W",
            "P1Y",
            "P99999999999999999D",
            "pt1s",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
