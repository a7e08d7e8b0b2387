//! The example of a log that is followed, as a stranger writes it from the docs alone, does what it says.

#[path = "../examples/follow_a_log.rs"]
mod follow_a_log;

#[test]
fn a_log_is_followed_to_a_page_and_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let n = follow_a_log::run(folder.path()).unwrap();
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(read("report.html").starts_with("<!doctype html>"));
    let table = read("anomalies.csv");
    assert!(n > 0 && table.lines().count() == 1 + n, "{table}");
    // Minutes are closed on the right: the error of 23:00:00 counts to the minute that ends then.
    assert!(table.contains("\ncheckout,spike,2026-11-22T22:59:00Z,61,"), "{table}");
}
