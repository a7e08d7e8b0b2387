//! What people said of an anomaly, a prediction, a cause or an action, on the page of each.

use errpredict_io::html::draw::{escape, list};
use errpredict_store::StoredFeedback;

use super::markup::{time, words};

/// What people said of something.
pub(super) fn feedback(all: &[StoredFeedback]) -> String {
    list(
        "",
        all.iter().map(|one| {
            let text = one.said.text.as_ref().map_or_else(String::new, |text| format!(": {}", escape(text)));
            let who = escape(one.given_by.as_deref().unwrap_or("somebody"));
            format!("{} by {who}, {}{text}", words(one.said.feedback_type.name()), time(one.said.at))
        }),
    )
}
