//! The names of a tenant's features, each with its number: they only ever grow, so what was read once stays true.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use errpredict::features::factor_of;

/// Names by number and numbers by name.
#[derive(Debug, Default)]
pub(crate) struct FeatureNames {
    /// Each with the factor it is a part of, which every row that names it asks for.
    by_id: BTreeMap<i16, (String, String)>,
    ids: BTreeMap<String, i16>,
}

impl FeatureNames {
    pub(crate) fn insert(&mut self, id: i16, feature: &str) {
        self.ids.insert(feature.to_owned(), id);
        self.by_id.insert(id, (feature.to_owned(), factor_of(feature)));
    }

    /// A feature and its factor.
    pub(crate) fn named(&self, id: i16) -> Option<(&str, &str)> {
        self.by_id.get(&id).map(|(feature, factor)| (feature.as_str(), factor.as_str()))
    }

    pub(crate) fn id(&self, feature: &str) -> Option<i16> {
        self.ids.get(feature).copied()
    }
}

/// Names as they are known to a store, by tenant.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownNames(Arc<RwLock<BTreeMap<Arc<str>, Arc<FeatureNames>>>>);

impl KnownNames {
    /// Those of a tenant; none are none.
    pub(crate) fn of(&self, tenant: &str) -> Arc<FeatureNames> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(tenant).cloned().unwrap_or_default()
    }

    pub(crate) fn keep(&self, tenant: &Arc<str>, names: Arc<FeatureNames>) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(tenant.clone(), names);
    }
}
