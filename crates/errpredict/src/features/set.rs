//! Which features there are: fixed by the version, the training data's types and the services' attributes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::rollup::Rollup;
use crate::time::Timestamp;

use super::registry::{Feature, features};
use super::statics::{AttributeEncoding, Statics};

/// Version of the registry. A model remembers it and refuses rows of another one.
pub const FEATURE_SET_VERSION: u32 = 2;

/// How many of the commonest types are counted one by one.
pub const N_COMMON_TYPES: usize = 20;

/// A fitted feature set: the list of columns of every feature row.
///
/// Fixed features are the same everywhere; the commonest error types and the attributes' values come from the
/// training data, and only from its past.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FeatureSet {
    version: u32,
    types: Vec<String>,
    attributes: Vec<AttributeEncoding>,
    /// Name of the zone (IANA) that hours of the day and days of the week are of; UTC where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    zone: Option<String>,
}

impl FeatureSet {
    /// The feature set of a log: the 20 types with most events up to `up_to` (ties by name) and the attributes
    /// and the zone of the services.
    #[must_use]
    pub fn fit(rollup: &Rollup, statics: &Statics, up_to: Timestamp) -> Self {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for (_, service) in rollup.services() {
            for (name, cells) in service.types().filter(|(name, _)| !name.is_empty()) {
                *counts.entry(name).or_default() += cells.between(Timestamp::MIN, up_to);
            }
        }
        let mut common: Vec<(&str, u64)> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
        common.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let types = common.iter().take(N_COMMON_TYPES).map(|(name, _)| (*name).to_owned()).collect();
        FeatureSet { types, ..FeatureSet::without_types(statics) }
    }

    /// The feature set of the services' attributes that counts no single type: for methods that would not read such
    /// counts, so that they are not computed.
    #[must_use]
    pub fn without_types(statics: &Statics) -> Self {
        FeatureSet {
            version: FEATURE_SET_VERSION,
            types: Vec::new(),
            attributes: statics.encodings(),
            zone: statics.zone().map(str::to_owned),
        }
    }

    /// Checks that this build computes the same features.
    ///
    /// # Errors
    /// `unsupported_version`, with both versions.
    pub fn check_version(&self) -> Result<()> {
        if self.version == FEATURE_SET_VERSION {
            return Ok(());
        }
        let message = format!(
            "feature set version {FEATURE_SET_VERSION} is computed here, the model has version {}",
            self.version
        );
        Err(Error::new(ErrorKind::UnsupportedVersion, message))
    }

    /// The version of the registry it was made with.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The error types that are counted one by one, commonest first.
    #[must_use]
    pub fn types(&self) -> &[String] {
        &self.types
    }

    /// How the services' attributes become numbers.
    #[must_use]
    pub fn attributes(&self) -> &[AttributeEncoding] {
        &self.attributes
    }

    /// The zone that hours of the day and days of the week are of; none for UTC.
    #[must_use]
    pub fn zone(&self) -> Option<&str> {
        self.zone.as_deref()
    }

    /// Every feature, in the order of the columns.
    #[must_use]
    pub fn features(&self) -> Vec<Feature> {
        features(&self.types, &self.attributes)
    }

    /// The names of the columns.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.features().into_iter().map(|feature| feature.name).collect()
    }
}
