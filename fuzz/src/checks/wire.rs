//! Every operation on any request: the answer is a message, and no error is a bug of our own.

use errpredict::ErrorKind;
use errpredict_wire::{OPERATIONS, call};

/// See the module. The first byte chooses the operation, in the order of the table.
pub fn check(data: &[u8]) {
    let Some((choice, request)) = super::choice(data) else { return };
    let Ok(request) = std::str::from_utf8(request) else { return };
    let operation = OPERATIONS[choice % OPERATIONS.len()].name;
    let answer = call(operation, request);
    let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
    if let Some(error) = answer.get("error") {
        let code = error["code"].as_str().expect("a code");
        assert!(
            ErrorKind::ALL.iter().any(|kind| kind.code() == code) && code != "internal",
            "{operation}: {error}"
        );
    } else {
        assert!(answer.get("ok").is_some(), "{operation}: {answer}");
    }
}
