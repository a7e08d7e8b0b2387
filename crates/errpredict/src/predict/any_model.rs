//! A model of either kind, as it lies in a file.

use super::probability_model::ProbabilityModel;
use super::saved::ModelKind;
use super::severity_answers::SeverityModel;
use crate::error::Result;

/// A trained model.
#[derive(Debug, Clone, PartialEq)]
pub enum Model {
    /// Of the probability that a target comes.
    Probability(Box<ProbabilityModel>),
    /// Of the severity of the worst event to come.
    Severity(Box<SeverityModel>),
}

impl Model {
    /// What kind of model it is.
    #[must_use]
    pub fn kind(&self) -> ModelKind {
        match self {
            Model::Probability(_) => ModelKind::Probability,
            Model::Severity(_) => ModelKind::Severity,
        }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// `internal` if the model cannot be written as JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        match self {
            Model::Probability(model) => model.to_bytes(),
            Model::Severity(model) => model.to_bytes(),
        }
    }

    /// Reads a model of either kind; what begins as neither is refused as a model of probabilities.
    ///
    /// # Errors
    /// `invalid_input` for other files, `unsupported_version` for other versions, `corrupt` where length, checksum
    /// or structure do not hold.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Ok(match ModelKind::of(bytes).unwrap_or(ModelKind::Probability) {
            ModelKind::Probability => Model::Probability(Box::new(ProbabilityModel::from_bytes(bytes)?)),
            ModelKind::Severity => Model::Severity(Box::new(SeverityModel::from_bytes(bytes)?)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_say_which_kind_they_are() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures");
        for (name, kind) in
            [("model.v3.bin", ModelKind::Probability), ("severity.v2.bin", ModelKind::Severity)]
        {
            let model = Model::from_bytes(&std::fs::read(format!("{folder}/{name}")).unwrap()).unwrap();
            assert_eq!(model.kind(), kind);
            let bytes = model.to_bytes().unwrap();
            assert_eq!(ModelKind::of(&bytes), Some(kind), "written in the form of today");
            assert_eq!(Model::from_bytes(&bytes).unwrap(), model);
        }
        assert_eq!(Model::from_bytes(b"something").unwrap_err().code(), "invalid_input");
    }
}
