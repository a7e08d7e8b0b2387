//! Attributes whose values say their type: `{"value":7,"type":"integer"}`, as logs and spans have them.

use errpredict::Timestamp;
use serde_json::{Map, Value};

/// The attributes without their types.
pub(super) fn plain(attributes: Map<String, Value>) -> Map<String, Value> {
    let plain = |value| match value {
        Value::Object(mut inside) if inside.contains_key("value") => {
            inside.remove("value").unwrap_or(Value::Null)
        }
        other => other,
    };
    attributes.into_iter().map(|(name, value)| (name, plain(value))).collect()
}

/// Takes a text out of the attributes.
pub(super) fn take_text(attributes: &mut Map<String, Value>, name: &str) -> Option<String> {
    match attributes.remove(name)? {
        Value::String(text) if !text.is_empty() => Some(text),
        other => {
            attributes.insert(name.to_owned(), other);
            None
        }
    }
}

/// The moment of so many seconds since 1970.
pub(super) fn moment(seconds: f64) -> Result<Timestamp, String> {
    let ms = (seconds * 1e3).floor();
    let in_range = (Timestamp::MIN.ms() as f64..=Timestamp::MAX.ms() as f64).contains(&ms);
    let moment = Timestamp::from_ms(ms as i64).ok().filter(|_| in_range);
    moment.ok_or_else(|| format!("a time must be seconds since 1970, got {seconds}"))
}
