//! Source maps as `sentry-cli` uploads them: a bundle is cut into chunks, the chunks are sent, and put together again by their
//! hashes.
//!
//! 1. The client asks what it may send ([`chunk_options`]).
//! 2. It says of which chunks a bundle is made, and is told which are missing ([`assemble`]).
//! 3. It sends those ([`take_chunks`]), and asks again; what is whole then is read ([`read_bundle`]).
//!
//! Files that are posted as a form ([`take_form`]) need no such protocol.
//!
//! What comes out are [`UploadedMap`]s: [`SourceMaps::of_uploads`](errpredict_io::SourceMaps::of_uploads) makes of them what a
//! [`LogReader`](errpredict_io::LogReader) shows traces with, before they are fingerprinted.

mod bundle;
mod chunks;
mod multipart;

use errpredict::{Error, ErrorKind, Result};
use errpredict_io::UploadedMap;

use super::Limits;

pub use bundle::{Bundle, BundleFile, read_bundle};
pub use chunks::{Assemble, Assembled, Chunk, assemble, chunk_options, take_chunks};

/// Source maps posted as files of a form: of `app.js.map` that of `app.js`, whatever the host. The fields `release` and `dist`
/// say which build they are of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// The field `release`.
    pub release: Option<String>,
    /// The field `dist`.
    pub dist: Option<String>,
    /// The maps.
    pub maps: Vec<UploadedMap>,
}

/// The maps of a form whose parts have that boundary.
///
/// # Errors
/// `invalid_input` for what is no such form, and for a file whose name does not end in `.map`; `limit_exceeded` for more bytes
/// than the limits allow.
pub fn take_form(boundary: &str, body: &[u8], limits: Limits) -> Result<Form> {
    let mut form = Form::default();
    for part in multipart::parts(boundary, body, limits.max_bytes)? {
        let text = || String::from_utf8_lossy(part.bytes).into_owned();
        match (part.file_name.as_deref(), part.name.as_str()) {
            (None, "release") => form.release = Some(text()).filter(|text| !text.is_empty()),
            (None, "dist") => form.dist = Some(text()).filter(|text| !text.is_empty()),
            (None, other) => {
                let message =
                    format!("a form of source maps has the fields release, dist and files, got `{other}`");
                return Err(Error::new(ErrorKind::InvalidInput, message));
            }
            (Some(name), _) => {
                let of = name.strip_suffix(".map").filter(|of| !of.is_empty()).ok_or_else(|| {
                    let message = format!("the file `{name}` must be named like `app.js.map`");
                    Error::new(ErrorKind::InvalidInput, message)
                })?;
                form.maps.push(UploadedMap {
                    of: format!("~/{}", of.trim_start_matches(['/', '~'])),
                    debug_id: None,
                    release: None,
                    bytes: part.bytes.into(),
                });
            }
        }
    }
    // The field may stand behind the files.
    for map in &mut form.maps {
        map.release.clone_from(&form.release);
    }
    Ok(form)
}
