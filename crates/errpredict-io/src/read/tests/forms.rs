//! Every form of the table that the documentation shows.

use super::*;

#[test]
fn every_form_gives_its_event() {
    let options = ReadOptions {
        service: Some("given".into()),
        utc_offset: Some("UTC".into()),
        year: Some(2026),
        ..ReadOptions::default()
    };
    let mut wrong = Vec::new();
    for form in FORMS.into_iter().flatten() {
        for end in ["", "\n"] {
            let mut found = Vec::new();
            let read = read_events(&memory(format!("{}{end}", form.log)), &options, &mut |event, _| {
                found.push(format!(
                    "{:?}",
                    (
                        event.timestamp.to_string(),
                        event.severity.map_or("-", Severity::name),
                        if event.service == "given" { "-" } else { event.service },
                        if event.error_type.is_empty() { "-" } else { event.error_type },
                        event.message.unwrap_or("-"),
                    )
                ));
            });
            if found != [format!("{:?}", form.event)] || read.as_ref().is_ok_and(|report| report.bad > 0) {
                wrong.push(format!("{}: expected {:?}\n  found {found:?} {read:?}", form.name, form.event));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
