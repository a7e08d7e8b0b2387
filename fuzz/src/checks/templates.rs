//! Saved templates and saved similar errors, as JSON; the first byte chooses.

use errpredict::pattern::similar::{Scratch, Similar};
use errpredict::pattern::templates::Templates;

/// See the module.
pub fn check(data: &[u8]) {
    let Some((choice, json)) = super::choice(data) else { return };
    if choice & 1 == 0 {
        let Some(mut templates) = super::from_json::<Templates>(json) else { return };
        for message in ["order 17 of c failed", "connection to 10.0.0.1:80 refused", ""] {
            let _ = templates.find(message);
            let id = templates.observe(message);
            assert!(templates.template(templates.resolve(id)).is_some());
        }
        assert!(templates.iter().count() == templates.len());
        let saved = serde_json::to_vec(&templates).expect("what goes on can be written");
        assert!(serde_json::from_slice::<Templates>(&saved).is_ok(), "and read again");
    } else {
        let Some(mut similar) = super::from_json::<Similar>(json) else { return };
        similar.add(7, 0, "connection refused by db-1");
        similar.settle();
        let mut scratch = Scratch::default();
        for index in 0..similar.len().min(5) {
            let found = similar.nearest_to(index, 3, 0.1, &mut scratch);
            assert!(found.iter().all(|found| found.score.is_finite()));
        }
        let _ = similar.groups(0.5, &[]);
    }
}
