//! A trained model of probabilities with everything it needs to answer: what a model file holds.

use serde::{Deserialize, Serialize};

use super::alert::AlertRule;
use super::model::Calibrated;
use super::saved::{ModelKind, pack, unpack};
use super::task::FittedTask;
use crate::container::refused;
use crate::error::{Error, ErrorKind, Result};
use crate::features::FeatureSet;

/// What a model needs beside its numbers to answer from a rollup.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskState {
    /// The columns of its rows.
    pub feature_set: FeatureSet,
    /// The question, with what it learnt from history.
    pub task: FittedTask,
    /// When to raise an alarm.
    pub alert: AlertRule,
}

/// What a model file holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProbabilityModel {
    /// Version of the feature set the rows came from; 0 where they are the caller's own.
    pub feature_set_version: u32,
    /// What is predicted, in the caller's words, such as `critical`.
    pub target: String,
    /// XXH3 of the training rows, labels and times: see [`super::data_hash`].
    pub data_hash: u64,
    /// Names of the services, so that [`super::Key::service`] means the same when loaded.
    pub services: Vec<String>,
    /// Names of the groups, likewise.
    pub groups: Vec<String>,
    /// The model.
    pub model: Calibrated,
    /// The question and the features, where the model was trained on a log.
    pub task: Option<TaskState>,
}

impl ProbabilityModel {
    /// The bytes of the file.
    ///
    /// # Errors
    /// `internal` if the model cannot be written as JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        pack(ModelKind::Probability, self)
    }

    /// Reads what [`Self::to_bytes`] wrote.
    ///
    /// # Errors
    /// `invalid_input` for other files, `unsupported_version` for other versions, `corrupt` where length, checksum
    /// or structure do not hold.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let saved: ProbabilityModel = unpack(ModelKind::Probability, bytes)?;
        if !saved.model.is_sound() {
            let why = "its indices or numbers are out of range";
            return Err(refused(ErrorKind::Corrupt, ModelKind::Probability.container(), why));
        }
        Ok(saved)
    }

    /// What the model needs to answer from a rollup.
    ///
    /// # Errors
    /// `invalid_argument` for a model of somebody's own rows, `unsupported_version` for another feature set.
    pub fn task_state(&self) -> Result<&TaskState> {
        let state = self.task.as_ref().ok_or_else(|| {
            let message =
                "the model was trained on rows of its own, not on a log: it can only predict from rows";
            Error::new(ErrorKind::InvalidArgument, message)
        })?;
        state.feature_set.check_version()?;
        Ok(state)
    }
}

#[cfg(test)]
mod tests {
    use super::super::checks::Data;
    use super::super::{Ensemble, GradientBoosting, Logistic, Predictor, RandomForest, Sample, Training};
    use super::*;
    use crate::time::Timestamp;

    use super::super::{TrainingRows, data_hash};

    fn saved() -> ProbabilityModel {
        let data = Data::new(1500, 4, 1);
        let times: Vec<Timestamp> = (0..1500).map(|i| Timestamp::from_ms(i * 3_600_000).unwrap()).collect();
        let rows =
            TrainingRows { samples: data.samples(), times: &times, n_fit: 1000, horizon_ms: 86_400_000 };
        let method = Predictor::GradientBoosting(GradientBoosting {
            rounds: 5,
            depth: 3,
            ..GradientBoosting::default()
        });
        let model = Training { method, ..Training::default() }.fit(&rows, 7).unwrap();
        ProbabilityModel {
            feature_set_version: 3,
            target: "critical".into(),
            data_hash: data_hash(&rows),
            services: vec!["a".into()],
            groups: Vec::new(),
            model,
            task: None,
        }
    }

    #[test]
    fn reads_what_it_wrote() {
        let first = saved();
        let bytes = first.to_bytes().unwrap();
        assert_eq!(bytes, saved().to_bytes().unwrap());
        let loaded = ProbabilityModel::from_bytes(&bytes).unwrap();
        assert_eq!(loaded, first);
        let sample = Sample::new(&[0.3, f64::NAN, -1.0, 2.0]);
        let ask = |saved: &ProbabilityModel| saved.model.predict(&sample, &saved.model.outcomes());
        assert_eq!(ask(&loaded), ask(&first));
    }

    fn refused(bytes: &[u8]) -> Error {
        ProbabilityModel::from_bytes(bytes).unwrap_err()
    }

    fn around(version: u32, body: &[u8]) -> Vec<u8> {
        crate::container::pack(crate::container::Kind::Model, version, body)
    }

    #[test]
    fn refuses_other_files_and_other_versions_by_name() {
        let version = ModelKind::Probability.version();
        let body = serde_json::to_vec(&saved()).unwrap();
        assert!(ProbabilityModel::from_bytes(&around(version, &body)).is_ok());
        for version in [0, version + 1, u32::MAX] {
            let error = refused(&around(version, &body));
            assert_eq!(error.code(), "unsupported_version");
            assert!(error.message().contains(&version.to_string()), "{error}");
        }
        for other in [&b""[..], b"PK\x03\x04 something else", b"ERRPMOD", b"ERRPMODM", b"{}"] {
            assert_eq!(refused(other).code(), "invalid_input", "{other:?}");
        }
        for body in [&b""[..], b"{}", b"[1]", b"{\"feature_set_version\":3,\"extra\":1}", b"\xff"] {
            assert_eq!(refused(&around(version, body)).code(), "corrupt", "{body:?}");
        }
        let severities = crate::container::pack(crate::container::Kind::SeverityModel, 3, b"{}");
        assert!(refused(&severities).to_string().contains("a model of severities"));
    }

    #[test]
    fn refuses_every_flipped_bit_and_every_cut() {
        let mut bytes = saved().to_bytes().unwrap();
        for at in 0..bytes.len() {
            // All bits of the header; the checksum takes every byte of the body alike.
            for bit in if at < crate::container::HEADER_BYTES { 0..8 } else { at % 8..at % 8 + 1 } {
                bytes[at] ^= 1 << bit;
                let code = if at < 8 { "invalid_input" } else { "corrupt" };
                assert_eq!(refused(&bytes).code(), code, "byte {at}, bit {bit}");
                bytes[at] ^= 1 << bit;
            }
        }
        for length in 0..bytes.len() {
            let code = if length < 8 { "invalid_input" } else { "corrupt" };
            assert_eq!(refused(&bytes[..length]).code(), code, "{length} bytes");
        }
        bytes.push(b'\n');
        assert_eq!(refused(&bytes).code(), "corrupt");
    }

    #[test]
    fn refuses_trees_that_point_outside() {
        // A well-formed file with a right checksum whose tree sends rows to a node that does not exist.
        let text = serde_json::to_string(&saved()).unwrap();
        let at = text.find(r#""nodes":[["#).unwrap();
        let left = at + text[at..].find(',').unwrap() + 1;
        let end = left + text[left..].find(',').unwrap();
        let body = format!("{}4000000{}", &text[..left], &text[end..]);
        let version = ModelKind::Probability.version();
        assert_eq!(refused(&around(version, body.as_bytes())).code(), "corrupt");
    }

    #[test]
    fn models_of_the_version_before_answer_as_they_did() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures");
        for name in ["model.v3.bin", "model_ensemble.v3.bin"] {
            let bytes = std::fs::read(format!("{folder}/{name}")).unwrap();
            let model = ProbabilityModel::from_bytes(&bytes).unwrap();
            assert_eq!(ProbabilityModel::from_bytes(&model.to_bytes().unwrap()).unwrap(), model, "{name}");
            // One byte off is found in the old form as well.
            let mut broken = bytes.clone();
            broken[40] ^= 1;
            assert_eq!(refused(&broken).code(), "corrupt");
            broken = bytes.clone();
            broken[8] = 2;
            assert_eq!(refused(&broken).code(), "unsupported_version");
            assert_eq!(refused(&bytes[..bytes.len() - 1]).code(), "corrupt");
        }
    }

    #[cfg(feature = "parallel")]
    #[test]
    fn the_same_bytes_on_any_number_of_threads() {
        // Enough rows that every method spreads its work.
        let data = Data::new(12_000, 20, 3);
        let times: Vec<Timestamp> = (0..12_000).map(|i| Timestamp::from_ms(i * 60_000).unwrap()).collect();
        let rows =
            TrainingRows { samples: data.samples(), times: &times, n_fit: 9_000, horizon_ms: 3_600_000 };
        let boosting = GradientBoosting { rounds: 4, patience: Some(2), ..GradientBoosting::automatic() };
        let members = vec![
            Predictor::Logistic(Logistic { max_steps: 5, ..Logistic::default() }),
            Predictor::GradientBoosting(GradientBoosting { rounds: 3, ..GradientBoosting::default() }),
            Predictor::GradientBoosting(boosting),
            Predictor::RandomForest(RandomForest { trees: 5, ..RandomForest::default() }),
            Predictor::from_name("decay").unwrap(),
        ];
        let method = Predictor::Ensemble(Ensemble { members, ..Ensemble::default() });
        let bytes = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let training = Training { method: method.clone(), ..Training::default() };
                ProbabilityModel { model: training.fit(&rows, 7).unwrap(), ..saved() }.to_bytes().unwrap()
            })
        };
        let one = bytes(1);
        assert!(bytes(2) == one && bytes(5) == one);
    }
}
