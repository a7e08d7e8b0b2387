//! Models that version 0.1.0 wrote (`tests/fixtures`), asked by the program of today: the answers of then, byte by byte.

use std::path::Path;
use std::process::Command;

#[test]
fn a_model_of_the_version_before_says_what_it_said() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (model, answers) in [
        ("model.v3.bin", "model.v3.csv"),
        ("model_ensemble.v3.bin", "model_ensemble.v3.csv"),
        ("severity.v2.bin", "severity.v2.csv"),
    ] {
        let fixture = |name: &str| root.join("tests/fixtures").join(name);
        let said = Command::new(env!("CARGO_BIN_EXE_errpredict"))
            .args(["predict", "samples/webmon.csv", "--model"])
            .arg(fixture(model))
            .current_dir(&root)
            .output()
            .unwrap();
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        let expected = std::fs::read_to_string(fixture(answers)).unwrap();
        assert_eq!(String::from_utf8(said.stdout).unwrap(), expected, "{model}");
    }
}
