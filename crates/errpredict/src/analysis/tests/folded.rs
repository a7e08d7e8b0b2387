//! One fault of many services is told once, and beside a calm first sentence.

use super::super::*;
use super::{at, steady};
use crate::event::{EventRef, Severity};
use crate::rollup::RollupConfig;
use crate::time::{DAY_MS, HOUR_MS};

#[test]
fn a_fault_that_comes_back_in_many_services_is_told_once() {
    let end = 30 * DAY_MS;
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for machine in 0..12 {
        let name = format!("m{machine:02}");
        for (_, ms) in steady(&name, 3.0, 30, machine) {
            rollup.observe(EventRef::new(at(ms), &name, Severity::High, "TimeoutError"));
        }
        for ms in [2 * DAY_MS + machine as i64 * 60_000, end - 5 * HOUR_MS - machine as i64 * 60_000] {
            rollup.observe(EventRef::new(at(ms), &name, Severity::High, "MountError"));
        }
    }
    rollup.settle();
    let found = analyze(&rollup, at(end), &AnalysisConfig::default()).unwrap();
    let said = "No number stands out from chance, but MountError came back in 12 services: see what changed.";
    assert!(found.headline.text.starts_with(said), "{}", found.headline.text);
    let changes = found.changes();
    let [mount] = &changes[..] else { panic!("{changes:?}") };
    assert_eq!((mount.numbers().0, mount.whom("m00").as_str()), (12, "m00 and 11 more services"));
    assert_eq!(mount.silent_since().map(|since| since.ms() / DAY_MS), Some(at(2 * DAY_MS).ms() / DAY_MS));

    let once = found.to_do_once();
    let told = once.iter().map(|todo| 1 + todo.also.len()).sum::<usize>();
    assert_eq!(told, found.to_do().len(), "nothing is left out");
    let [one] = &once[..] else { panic!("{once:?}") };
    assert_eq!(one.also.len(), 11);
    assert!(
        one.title().contains("MountError in each") && one.whom("m00") == "m00 and 11 more services",
        "{}",
        one.title()
    );
}
