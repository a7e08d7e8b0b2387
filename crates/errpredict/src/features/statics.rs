//! What is known of services beside their events: their group, their attributes and what they depend on.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

/// Group, attributes and dependencies of services. A service that is not listed is in the group `""` with every
/// attribute missing and depends on nothing known.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Statics {
    /// Names of the attributes, in the order of their values.
    attribute_names: Vec<String>,
    /// What is known of each service, by name.
    services: BTreeMap<String, StaticService>,
    /// Name of the zone (IANA) by whose clock the services are used; UTC where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<String>,
}

/// One service's group and attributes.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
struct StaticService {
    /// The group it belongs to; empty where none is known.
    group: String,
    /// Its attributes, one a name; empty is missing.
    attributes: Vec<String>,
    /// The services it calls, sorted.
    depends_on: Vec<String>,
}

/// How one attribute becomes numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AttributeEncoding {
    /// Name of the attribute.
    pub name: String,
    /// The values that get a 0/1 feature each; empty for a numeric attribute.
    pub values: Vec<String>,
}

/// A categorical attribute with more values than this would name single services; it is left out.
const MAX_CATEGORIES: usize = 16;

impl Statics {
    /// No services, with attributes of these names.
    #[must_use]
    pub fn new(attribute_names: Vec<String>) -> Self {
        Statics { attribute_names, ..Statics::default() }
    }

    /// The same services, used by the clock of that zone (IANA name): hours of the day and days of the week are features by it.
    /// A name that no zone has is refused where features are made.
    #[must_use]
    pub fn in_zone(mut self, zone: Option<&str>) -> Self {
        self.zone = zone.map(str::to_owned);
        self
    }

    /// The zone by whose clock the services are used; none for UTC.
    #[must_use]
    pub fn zone(&self) -> Option<&str> {
        self.zone.as_deref()
    }

    /// Adds a service; an empty attribute is a missing one.
    ///
    /// # Errors
    /// `invalid_argument` unless there is one value for each attribute, or for a service that is there already.
    pub fn insert(&mut self, service: &str, group: &str, attributes: Vec<String>) -> Result<()> {
        if attributes.len() != self.attribute_names.len() {
            let message = format!(
                "service `{service}` needs {} attributes, got {}",
                self.attribute_names.len(),
                attributes.len()
            );
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        let new = StaticService { group: group.to_owned(), attributes, depends_on: Vec::new() };
        let known = self.services.insert(service.to_owned(), new);
        if known.is_some() {
            return Err(Error::new(
                ErrorKind::InvalidArgument,
                format!("service `{service}` is listed twice"),
            ));
        }
        Ok(())
    }

    /// Says which services a listed one calls: its upstream.
    ///
    /// # Errors
    /// `invalid_argument` for a service that is not listed, or that would depend on itself.
    pub fn set_depends_on(&mut self, service: &str, mut upstream: Vec<String>) -> Result<()> {
        let refuse = |message| Err(Error::new(ErrorKind::InvalidArgument, message));
        if upstream.iter().any(|name| name == service) {
            return refuse(format!("service `{service}` cannot depend on itself"));
        }
        let Some(known) = self.services.get_mut(service) else {
            return refuse(format!("service `{service}` is not listed"));
        };
        upstream.sort_unstable();
        upstream.dedup();
        known.depends_on = upstream;
        Ok(())
    }

    /// The services that a service calls, sorted; none where nothing is known.
    #[must_use]
    pub fn depends_on(&self, service: &str) -> &[String] {
        self.services.get(service).map_or(&[], |known| &known.depends_on)
    }

    /// The group of a service; `""` where it is not listed.
    #[must_use]
    pub fn group(&self, service: &str) -> &str {
        self.services.get(service).map_or("", |known| &known.group)
    }

    /// Names of the services listed, sorted.
    pub fn services(&self) -> impl Iterator<Item = &str> + '_ {
        self.services.keys().map(String::as_str)
    }

    /// How each attribute becomes numbers: as it is where every value is a number, else a 0/1 feature for each value;
    /// an attribute with more than 16 different texts, or only one value, is left out.
    #[must_use]
    pub fn encodings(&self) -> Vec<AttributeEncoding> {
        let encode = |(i, name): (usize, &String)| {
            let values: BTreeSet<&str> = self
                .services
                .values()
                .map(|known| known.attributes[i].as_str())
                .filter(|text| !text.is_empty())
                .collect();
            let numeric = values.iter().all(|text| number(text).is_some());
            match values.len() {
                0 | 1 => None,
                _ if numeric => Some(AttributeEncoding { name: name.clone(), values: Vec::new() }),
                n if n <= MAX_CATEGORIES => {
                    let values = values.into_iter().map(str::to_owned).collect();
                    Some(AttributeEncoding { name: name.clone(), values })
                }
                _ => None,
            }
        };
        self.attribute_names.iter().enumerate().filter_map(encode).collect()
    }

    /// The numbers of one service under `encodings`.
    pub(super) fn encoded(&self, service: &str, encodings: &[AttributeEncoding]) -> Vec<f64> {
        let known = self.services.get(service);
        let mut numbers = Vec::new();
        for encoding in encodings {
            let column = self.attribute_names.iter().position(|name| *name == encoding.name);
            let text = known
                .zip(column)
                .map(|(known, i)| known.attributes[i].as_str())
                .filter(|text| !text.is_empty());
            if encoding.values.is_empty() {
                numbers.push(text.and_then(number).unwrap_or(f64::NAN));
            }
            for value in &encoding.values {
                numbers.push(text.map_or(f64::NAN, |text| f64::from(text == value)));
            }
        }
        numbers
    }
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_categories() {
        let mut statics = Statics::new(vec!["age".into(), "model".into(), "id".into(), "one".into()]);
        for i in 0..20 {
            let model = if i % 2 == 0 { "x" } else { "y" };
            let attributes = vec![i.to_string(), model.into(), format!("id{i}"), "same".into()];
            statics.insert(&format!("s{i}"), "g", attributes).unwrap();
        }
        statics.insert("gap", "h", vec![String::new(); 4]).unwrap();
        let encodings = statics.encodings();
        let names: Vec<_> = encodings.iter().map(|encoding| encoding.name.as_str()).collect();
        assert_eq!(names, ["age", "model"]);
        assert_eq!(statics.encoded("s3", &encodings), [3.0, 0.0, 1.0]);
        assert!(statics.encoded("gap", &encodings).iter().all(|value| value.is_nan()));
        assert!(statics.encoded("unknown", &encodings).iter().all(|value| value.is_nan()));
        assert_eq!((statics.group("gap"), statics.group("unknown")), ("h", ""));
        statics.set_depends_on("gap", vec!["s2".into(), "s1".into(), "s2".into()]).unwrap();
        assert_eq!(statics.depends_on("gap"), ["s1", "s2"]);
        assert!(statics.depends_on("s1").is_empty() && statics.depends_on("unknown").is_empty());
        assert!(statics.set_depends_on("gap", vec!["gap".into()]).is_err(), "itself");
        assert!(statics.set_depends_on("unknown", vec!["gap".into()]).is_err());
        assert!(statics.insert("gap", "h", vec![String::new(); 4]).is_err(), "twice");
        assert!(statics.insert("z", "h", vec![]).is_err());
    }
}
