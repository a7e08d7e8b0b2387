//! `errpredict detect` on one column, as a person uses it: what stands out to the eye is found, noise is not.

use std::process::Command;

use serde_json::Value;

/// Noise that repeats on every machine.
fn noise(seed: u64, n: usize) -> Vec<f64> {
    let mut state = seed;
    let mut uniform = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / f64::from(1_u32 << 31)
    };
    // The sum of twelve uniform numbers is close to normal.
    (0..n).map(|_| 200.0 + 10.0 * ((0..12).map(|_| uniform()).sum::<f64>() - 6.0)).collect()
}

/// Starts and peaks of the anomalies, as rows, and the number of rows flagged.
fn detect(values: &[f64]) -> (Vec<(usize, usize)>, usize) {
    let folder = tempfile::tempdir().unwrap();
    let text: String = values.iter().map(|value| format!("{value}\n")).collect();
    std::fs::write(folder.path().join("load.csv"), format!("value\n{text}")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_errpredict"))
        .args(["detect", "load.csv", "--anomalies", "found.json", "--html", "page.html"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let flagged =
        String::from_utf8(output.stdout).unwrap().lines().filter(|line| line.ends_with(",1")).count();
    let found: Vec<Value> =
        serde_json::from_slice(&std::fs::read(folder.path().join("found.json")).unwrap()).unwrap();
    let page = std::fs::read_to_string(folder.path().join("page.html")).unwrap();
    assert_eq!(page.contains("Nothing stands out"), found.is_empty());
    // Rows are hours from 1970 on, a row named by its end.
    let row = |time: &Value| {
        let time: errpredict::Timestamp = serde_json::from_value(time.clone()).unwrap();
        (time.ms() / 3_600_000) as usize
    };
    (found.iter().map(|one| (row(&one["start"]), row(&one["peak"]))).collect(), flagged)
}

#[test]
fn one_spike_in_nine_hundred_rows_stands_out() {
    for (at, height) in [(700, 2_000.0), (450, 400.0), (895, -100.0)] {
        let mut values = noise(1, 900);
        values[at] = height;
        let (found, _) = detect(&values);
        let near = |row: usize| row.abs_diff(at) <= 2;
        assert!(found.iter().any(|(start, peak)| near(*start) || near(*peak)), "row {at}: {found:?}");
        assert!(found.len() <= 2, "{found:?}");
    }
}

#[test]
fn noise_is_flagged_about_as_often_as_the_budget_allows() {
    let flagged: usize = (0..10).map(|seed| detect(&noise(seed, 1_000)).1).sum();
    // 1 in 1,000 is the budget; ten series of 1,000 rows.
    println!("{flagged} of 10,000");
    assert!(flagged <= 30, "{flagged} of 10,000 rows");
}

#[test]
fn a_column_that_only_counts_the_rows_hides_nothing() {
    // A disk that fills up, with one value far off; once with a number of the row before it, once with a day.
    let noise = noise(3, 400);
    let value = |row: usize| noise[row] + 0.5 * row as f64 + if row == 300 { 400.0 } else { 0.0 };
    let day = |row: usize| format!("{}-{:02}-{:02}", 2020 + row / 336, 1 + row / 28 % 12, 1 + row % 28);
    let by_number: String = (0..400).map(|row| format!("{row},{}\n", value(row))).collect();
    let by_day: String = (0..400).map(|row| format!("{}T00:00:00Z,{}\n", day(row), value(row))).collect();
    for (what, text) in [("t", by_number), ("date", by_day)] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("disk.csv"), format!("{what},used\n{text}")).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_errpredict"))
            .args(["detect", "disk.csv", "--budget", "1"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let table = String::from_utf8(output.stdout).unwrap();
        let flagged: Vec<usize> = table
            .lines()
            .skip(1)
            .enumerate()
            .filter(|(_, line)| line.ends_with(",1"))
            .map(|(row, _)| row)
            .collect();
        assert!(flagged.contains(&300) && flagged.len() <= 5, "{what}: {flagged:?}");
    }
}
