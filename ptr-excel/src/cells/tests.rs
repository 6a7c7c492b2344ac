//! What cells of each kind are read as.

use proptest::prelude::*;

use super::*;

fn hours_minutes(hours: i64, minutes: i64) -> TimeDelta {
    TimeDelta::minutes(hours * 60 + minutes)
}

#[test]
fn a_duration_of_minus_infinity_is_a_fault_and_no_panic() {
    for days in [f64::NEG_INFINITY, f64::INFINITY, f64::NAN, -0.5, 1e300] {
        assert!(matches!(CellValue::duration(days), CellValue::Unusable(CellFault::Duration(_))));
    }
}

#[test]
fn a_third_of_a_day_is_eight_hours_exactly() {
    assert_eq!(CellValue::duration(1.0 / 3.0), CellValue::Duration(hours_minutes(8, 0)));
    assert_eq!(CellValue::duration(1.0625), CellValue::Duration(hours_minutes(25, 30)));
}

#[test]
fn dates_are_counted_from_1900_with_its_leap_day_that_never_was_or_from_1904() {
    let read = |serial, epoch| match CellValue::date(serial, epoch) {
        CellValue::Date(date) => Some(date.to_string()),
        CellValue::Unusable(CellFault::Date(_)) => None,
        other => panic!("neither date nor kind: {other:?}"),
    };
    for (serial, date) in [
        (1.0, Some("1900-01-01 00:00:00")),
        (59.0, Some("1900-02-28 00:00:00")),
        (59.999_999_999_9, None),
        (60.0, None),
        (60.5, None),
        (61.0, Some("1900-03-01 00:00:00")),
        (46_350.0 + 1.0 / 3.0, Some("2026-11-24 08:00:00")),
        (2_958_465.0, Some("9999-12-31 00:00:00")),
        (2_958_466.0, None),
        (-1.0, None),
        (f64::NAN, None),
        (f64::NEG_INFINITY, None),
    ] {
        assert_eq!(read(serial, Epoch::Y1900).as_deref(), date, "{serial}");
    }
    assert_eq!(read(44_888.0, Epoch::Y1904).as_deref(), Some("2026-11-24 00:00:00"));
    assert_eq!(read(2_957_003.0, Epoch::Y1904).as_deref(), Some("9999-12-31 00:00:00"));
    assert_eq!(read(2_957_004.0, Epoch::Y1904), None);
}

#[test]
fn a_time_of_day_without_a_date_is_a_duration() {
    let time = CellValue::date(0.0625, Epoch::Y1900);
    assert_eq!(time, CellValue::Duration(hours_minutes(1, 30)));
}

#[test]
fn open_document_durations_may_run_past_a_day() {
    let read = CellValue::iso_duration;
    assert_eq!(read("PT36H30M00S"), CellValue::Duration(hours_minutes(36, 30)));
    assert_eq!(read("PT00H45M00S"), CellValue::Duration(hours_minutes(0, 45)));
    assert_eq!(read("P1DT2H"), CellValue::Duration(hours_minutes(26, 0)));
    assert_eq!(read("P2D"), CellValue::Duration(hours_minutes(48, 0)));
    assert_eq!(read("PT0.5S"), CellValue::Duration(TimeDelta::milliseconds(500)));
    for text in ["", "P", "PT", "P1", "1H", "PT1X", "PT-1H", "PT1M1H", "PT1.xS", "PTS", "PT1H2"] {
        assert!(matches!(read(text), CellValue::Unusable(CellFault::DurationText(_))), "{text}");
    }
}

#[test]
fn iso_dates_come_with_or_without_a_time_of_day() {
    let eight = NaiveDate::from_ymd_opt(2026, 11, 24).and_then(|d| d.and_hms_opt(8, 0, 0));
    let eight = eight.expect("a valid date");
    assert_eq!(CellValue::iso_date("2026-11-24T08:00:00"), CellValue::Date(eight));
    assert_eq!(CellValue::iso_date("2026-11-24T08:00:00.000Z"), CellValue::Date(eight));
    assert_eq!(
        CellValue::iso_date("2026-11-24"),
        CellValue::Date(eight.date().and_time(NaiveTime::MIN))
    );
    assert_eq!(
        CellValue::iso_date("2026-02-30"),
        CellValue::Unusable(CellFault::Text("2026-02-30".into()))
    );
}

#[test]
fn values_print_as_people_read_them() {
    assert_eq!(CellValue::Number(4.5).display(), "4.5");
    assert_eq!(CellValue::Number(12.0).display(), "12");
    assert_eq!(CellValue::iso_date("2026-11-24T08:05:00").display(), "2026-11-24 08:05");
    assert_eq!(CellValue::iso_date("2026-11-24").display(), "2026-11-24");
    assert_eq!(CellValue::duration(1.0625).display(), "25:30");
    assert_eq!(CellValue::Unusable(CellFault::Error("#REF!".into())).display(), "#REF!");
}

proptest! {
    #[test]
    fn no_text_makes_the_iso_readers_panic(text in "[PT0-9HMSDZ:.\\-+é]{0,24}") {
        let _ = CellValue::iso_duration(&text);
        let _ = CellValue::iso_date(&text);
    }

    #[test]
    fn no_number_makes_a_date_or_duration_panic(bits in any::<u64>()) {
        let _ = CellValue::duration(f64::from_bits(bits));
        let _ = CellValue::date(f64::from_bits(bits), Epoch::Y1900);
    }
}
