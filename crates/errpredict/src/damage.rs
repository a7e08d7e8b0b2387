//! Small damages to saved JSON, for the checks that reading survives them.

use serde_json::{Value, json};

/// Elements of an array that are damaged: some at each end and in the middle.
const AT_EACH_PLACE: usize = 2;

/// The value with one thing in it changed, in many ways.
pub(crate) fn damaged(whole: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    let mut path = Vec::new();
    visit(whole, whole, &mut path, &mut all);
    all
}

fn visit(whole: &Value, part: &Value, path: &mut Vec<String>, all: &mut Vec<Value>) {
    let mut put = |instead: Value| {
        let pointer: String = path.iter().map(|step| format!("/{step}")).collect();
        let mut changed = whole.clone();
        if let Some(place) = changed.pointer_mut(&pointer) {
            *place = instead;
            all.push(changed);
        }
    };
    match part {
        Value::Null => put(json!(1)),
        Value::Bool(is) => put(json!(!is)),
        Value::Number(number) => {
            let value = number.as_f64().unwrap_or(0.0);
            for instead in [json!(null), json!(-1), json!(0), json!(u64::MAX), json!(1e300), json!(-value)] {
                put(instead);
            }
            if let Some(whole) = number.as_u64() {
                put(json!(whole.saturating_add(1)));
                put(json!(whole.saturating_mul(1_000)));
            }
        }
        Value::String(text) => put(json!(format!("{text}x"))),
        Value::Array(items) => {
            put(json!([]));
            if let [.., last] = &items[..] {
                put(json!(items[..items.len() - 1]));
                put(json!([&items[..], std::slice::from_ref(last)].concat()));
            }
        }
        Value::Object(_) => put(json!({})),
    }
    let n = part.as_array().map_or(0, Vec::len);
    let damaged =
        |i: usize| i < AT_EACH_PLACE || i + AT_EACH_PLACE >= n || (n / 2..n / 2 + AT_EACH_PLACE).contains(&i);
    let children: Vec<(String, &Value)> = match part {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .filter(|(i, _)| damaged(*i))
            .map(|(i, item)| (i.to_string(), item))
            .collect(),
        Value::Object(fields) => fields.iter().map(|(name, field)| (name.clone(), field)).collect(),
        _ => Vec::new(),
    };
    for (step, child) in children {
        path.push(step);
        visit(whole, child, path, all);
        path.pop();
    }
}
