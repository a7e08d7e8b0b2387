use super::super::calendar::day_before_month;
use super::*;
use crate::read::zone::{TimeRule, Zone};

/// 2026-11-23T06:57:22Z.
const AT: i64 = 1_795_417_042_000;

fn rule() -> TimeRule {
    TimeRule { year: Some(2026), first: Some((11, 23)), ..TimeRule::default() }
}

#[test]
fn one_moment_in_many_clothes() {
    for (text, ms, zoned) in [
        ("2026-11-23T06:57:22Z", 0, true),
        ("2026-11-23 06:57:22,125", 125, false),
        ("2026/11/23 06:57:22.125", 125, false),
        ("2026.11.23 06:57:22", 0, false),
        ("2026-11-23  6:57:22", 0, false),
        ("2026-11-23-06.57.22.125999", 125, false),
        ("2026-11-23 6:57:22 AM", 0, false),
        ("2026-11-23 06:57:22 PM", 12 * 3_600_000, false),
        ("2026-11-23 08:57:22 GMT+02:00", 0, true),
        ("2026-11-23 08:57:22 UTC+2", 0, true),
        ("2026-11-23 01:57:22 UTC-05:00", 0, true),
        ("2026-11-23T07:57:22.125+01:00[Europe/Berlin]", 125, true),
        ("2026-11-23 07:57:22.125 +0100 CET", 125, true),
        ("2026-11-23 07:57:22 Europe/Berlin", 0, true),
        ("2026-W48-1T06:57:22Z", 0, true),
        ("2026-327T06:57:22Z", 0, true),
        ("2026-Nov-23 06:57:22", 0, false),
        ("20261123T065722Z", 0, true),
        ("20261123T065722.125Z", 125, true),
        ("20261123-06:57:22:606", 606, false),
        ("20261123.065722,672", 672, false),
        ("20261123 06:57:22", 0, false),
        ("20261123065722", 0, false),
        ("20261123065722125", 125, false),
        ("261123 065722", 0, false),
        ("261123  6:57:22", 0, false),
        ("26/11/23 06:57:22", 0, false),
        ("11/23/26 06:57:22", 0, false),
        ("11/23/2026 6:57:22 AM", 0, false),
        ("23.11.2026 06:57:22", 0, false),
        ("23/11/2026 06:57:22", 0, false),
        ("23/Nov/2026:07:57:22 +0100", 0, true),
        ("23-Nov-2026 06:57:22.125", 125, false),
        ("23-Nov-26 06:57:22 GMT", 0, true),
        ("23 Nov 2026 06:57:22.125", 125, false),
        ("23 Nov 06:57:22", 0, false),
        ("Mon Nov 23 06:57:22 2026", 0, false),
        ("Mon Nov 23 06:57:22.125999 2026", 125, false),
        ("Mon Nov 23 06:57:22 UTC 2026", 0, true),
        ("Mon Nov 23 07:57:22 2026 +0100", 0, true),
        ("Mon, 23 Nov 2026 06:57:22 GMT", 0, true),
        ("Monday, 23-Nov-26 06:57:22 GMT", 0, true),
        ("Nov 23, 2026 6:57:22 AM", 0, false),
        ("November 23, 2026, 6:57:22 AM", 0, false),
        ("Nov 23 2026 06:57:22", 0, false),
        ("Nov 23 06:57:22", 0, false),
        ("Nov 23 06:57:22.125", 125, false),
        ("11-23 06:57:22.125", 125, false),
        ("11.23 06:57:22", 0, false),
        ("11/23 06:57:22", 0, false),
        ("1795417042", 0, true),
        ("1795417042.125", 125, true),
        ("1795417042125", 125, true),
        ("1795417042125999", 125, true),
        ("1795417042125999999", 125, true),
    ] {
        for follows in ["", " ERROR it broke", "] it broke"] {
            let line = format!("{text}{follows}");
            let found = stamp(line.as_bytes(), rule()).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.time.map(Timestamp::ms), found.used), (Ok(AT + ms), text.len()), "{line}");
            assert_eq!(found.zoned, zoned, "{line}");
        }
    }
    let day_first = TimeRule { day_first: true, ..rule() };
    let ms = |text: &str, rule| stamp(text.as_bytes(), rule).map(|found| found.time.map(Timestamp::ms));
    assert_eq!(ms("03/02/2026 00:00:00", rule()), Some(Ok(1_772_409_600_000)));
    assert_eq!(ms("03/02/2026 00:00:00", day_first), Some(Ok(1_770_076_800_000)));
    assert_eq!(ms("2026-11-31 06:57:22", rule()), Some(Err(TimeError::Range)));
    assert_eq!(ms("2026-11-23 25:57:22", rule()), Some(Err(TimeError::Range)));
    assert_eq!(ms("Nov 23 06:57:22", TimeRule::default()), Some(Err(TimeError::NoYear)));
    let berlin = TimeRule { zone: crate::read::zone::named("Europe/Berlin").unwrap(), ..rule() };
    assert_eq!(ms("2026-11-23 07:57:22", berlin), Some(Ok(AT)));
    assert_eq!(ms("2026-11-23 06:57:22 UTC", berlin), Some(Ok(AT)), "a stated zone beats an option");
    let offset = TimeRule { zone: Zone::Offset(3600), ..rule() };
    assert_eq!(ms("Mon Nov 23 07:57:22 2026", offset), Some(Ok(AT)));
}

#[test]
fn what_is_no_time() {
    for text in [
        "",
        "May be",
        "Mayor",
        "Monday",
        "12 monkeys",
        "2026",
        "2026-11",
        "2026-11-23",
        "1234",
        "12345678",
        "123456",
        "1234567890123456789012",
        "127.0.0.1 - -",
        "10.0.0.1:80",
        "1.2.3",
        "12/13",
        "Nov 23",
        "March on",
        "9999999999x",
        "3/4 of it",
        "1 2 3",
        "00:00:00.000",
        "Dec 1 was",
        "4 May 2026",
    ] {
        assert_eq!(stamp(text.as_bytes(), rule()), None, "{text}");
    }
}

#[test]
fn dates_that_say_their_order() {
    for (text, day_first) in [
        ("23/11/2026 06:57:22", Some(true)),
        ("11/23/2026", Some(false)),
        ("11/12/2026", None),
        ("2026/11/23", None),
        ("x", None),
    ] {
        assert_eq!(day_before_month(text.as_bytes()), day_first, "{text}");
    }
    assert_eq!(month_and_day(b"Nov  3 06:57:22 host"), Some((11, 3)));
    assert_eq!(month_and_day(b"11-23 06:57:22.125 1"), Some((11, 23)));
    assert_eq!(month_and_day(b"2026-11-23 06:57:22"), None);
}

proptest::proptest! {
    #[test]
    fn never_panics(bytes in "([0-9]{1,4}|[-/.: ,TZ+]|Nov|Mon|AM|UTC|GMT|Europe/Berlin|é){0,16}") {
        let _ = stamp(bytes.as_bytes(), rule());
    }
}
