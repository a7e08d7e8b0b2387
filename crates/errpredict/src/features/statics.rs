//! What is known of services beside their events: their group and their attributes.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

/// Group and attributes of services. A service that is not listed is in the group `""` with every attribute missing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Statics {
    attribute_names: Vec<String>,
    services: BTreeMap<String, StaticService>,
}

/// One service's group and attributes.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct StaticService {
    group: String,
    attributes: Vec<String>,
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
        Statics { attribute_names, services: BTreeMap::new() }
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
        let known =
            self.services.insert(service.to_owned(), StaticService { group: group.to_owned(), attributes });
        if known.is_some() {
            return Err(Error::new(
                ErrorKind::InvalidArgument,
                format!("service `{service}` is listed twice"),
            ));
        }
        Ok(())
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
        assert!(statics.insert("gap", "h", vec![String::new(); 4]).is_err(), "twice");
        assert!(statics.insert("z", "h", vec![]).is_err());
    }
}
