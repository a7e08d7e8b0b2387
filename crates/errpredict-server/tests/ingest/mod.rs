//! What real clients sent, kept as they sent it (`capture/capture.sh` says how, `fixtures/VERSIONS` which), through everything
//! that comes in.

use std::path::{Path, PathBuf};

use errpredict_io::LogReader;
use errpredict_server::ingest::{Limits, body, reader_options};

mod otel;
mod sentry;
mod upload;

/// One request as it came.
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    query: Option<String>,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    file: PathBuf,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The body without its packing.
    fn unpacked(&self) -> Vec<u8> {
        body::unpack(self.header("content-encoding"), &self.body, Limits::default().max_bytes)
            .unwrap()
            .into_owned()
    }
}

/// The requests of a folder, in the order they came.
pub(crate) fn requests(folder: &str) -> Vec<Request> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ingest/fixtures").join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "http"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no request in {}", folder.display());
    files.into_iter().map(request).collect()
}

fn request(file: PathBuf) -> Request {
    let text = std::fs::read_to_string(&file).unwrap();
    let mut lines = text.lines();
    let (method, target) = lines.next().unwrap().split_once(' ').unwrap();
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query.to_owned())),
        None => (target, None),
    };
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    Request {
        method: method.to_owned(),
        path: path.to_owned(),
        query,
        headers: headers.collect(),
        body: std::fs::read(file.with_extension("body")).unwrap(),
        file,
    }
}

fn reader() -> LogReader {
    LogReader::new(&reader_options(Some(errpredict::redact::RedactConfig::default()))).unwrap()
}
