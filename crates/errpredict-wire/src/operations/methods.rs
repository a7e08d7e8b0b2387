//! Lists the methods of every family with their default settings.

use errpredict::detect::Detector;
use errpredict::detect::series::SeriesDetector;
use errpredict::forecast::Forecaster;
use errpredict::predict::Predictor;
use errpredict::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};

/// Nothing to ask.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "MethodsRequest")]
pub(crate) struct Request {}

/// Every method.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MethodsResponse")]
pub(crate) struct Response {
    /// Family by family, in the order of its list.
    methods: Vec<Method>,
}

/// One method.
#[derive(Debug, Serialize, schemars::JsonSchema)]
struct Method {
    /// `detect`, `predict` or `forecast`.
    family: String,
    /// The name it is chosen by.
    name: String,
    /// What it is, in one line.
    about: String,
    /// Its settings as they are when not given.
    defaults: serde_json::Value,
}

/// # Errors
/// `internal` if settings could not be written as JSON.
pub(crate) fn run(_: Request) -> Result<Response> {
    let mut methods = Vec::new();
    for (name, about) in Detector::ABOUT {
        methods.push(method("detect", name, about, &Detector::from_name(name)?)?);
    }
    for (name, about) in SeriesDetector::ABOUT {
        methods.push(method("detect_series", name, about, &SeriesDetector::from_name(name)?)?);
    }
    for (name, about) in Predictor::ABOUT {
        methods.push(method("predict", name, about, &Predictor::from_name(name)?)?);
    }
    for (name, about) in Forecaster::ABOUT {
        methods.push(method("forecast", name, about, &Forecaster::from_name(name)?)?);
    }
    Ok(Response { methods })
}

fn method<T: Serialize>(family: &str, name: &str, about: &str, settings: &T) -> Result<Method> {
    let defaults = serde_json::to_value(settings)
        .map_err(|error| Error::new(ErrorKind::Internal, format!("settings of {name}: {error}")))?;
    Ok(Method { family: family.to_owned(), name: name.to_owned(), about: about.trim().to_owned(), defaults })
}
