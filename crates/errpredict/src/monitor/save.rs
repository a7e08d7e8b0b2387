//! A monitor's state of one moment as bytes, and back.

use crate::container::{self, Kind};
use crate::error::{ErrorKind, Result};
use crate::rollup::Rollup;

use super::{Monitor, Watches};

/// Version of the form written here: length of the rollup, the rollup, the watches.
const VERSION: u32 = 1;
/// Version of the form of watches alone: JSON.
const WATCHES_VERSION: u32 = 1;

impl Monitor {
    /// What was counted and what was watched, of one moment, as bytes that [`Monitor::load`] reads. Events go on being
    /// folded meanwhile.
    ///
    /// # Errors
    /// `internal` if the watches cannot be written as JSON.
    pub fn save(&self) -> Result<Vec<u8>> {
        let (mut rollup, watches) = {
            let watches = self.lock_watches();
            (self.snapshot(), watches.clone())
        };
        let (rollup, watches) = (rollup.save(), watches.body()?);
        let mut body = Vec::with_capacity(8 + rollup.len() + watches.len());
        body.extend_from_slice(&(rollup.len() as u64).to_le_bytes());
        body.extend_from_slice(&rollup);
        body.extend_from_slice(&watches);
        Ok(container::pack(Kind::Monitor, VERSION, &body))
    }

    /// Goes on where [`Monitor::save`] was called.
    ///
    /// # Errors
    /// `invalid_input` for other bytes, `unsupported_version` for a version this build does not know, `corrupt` for what
    /// is damaged.
    pub fn load(bytes: &[u8]) -> Result<Monitor> {
        let (_, body) = container::unpack(Kind::Monitor, VERSION..=VERSION, bytes)?;
        let parts = body.split_first_chunk::<8>().and_then(|(length, parts)| {
            parts.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)
        });
        let Some((rollup, watches)) = parts else {
            return Err(container::refused(ErrorKind::Corrupt, Kind::Monitor, "a part is cut short"));
        };
        Ok(Monitor::resume(Rollup::load(rollup)?).with_watches(Watches::from_body(watches)?))
    }
}

impl Watches {
    /// The watches alone, as bytes that [`Watches::load`] reads.
    ///
    /// # Errors
    /// `internal` if they cannot be written as JSON.
    pub fn save(&self) -> Result<Vec<u8>> {
        Ok(container::pack(Kind::Watches, WATCHES_VERSION, &self.body()?))
    }

    /// Reads what [`Watches::save`] wrote, and the JSON that versions before it wrote.
    ///
    /// # Errors
    /// `invalid_input` for other bytes, `unsupported_version` for a version this build does not know, `corrupt` for what
    /// is damaged.
    pub fn load(bytes: &[u8]) -> Result<Watches> {
        if bytes.first() == Some(&b'{') {
            return Watches::from_body(bytes);
        }
        let (_, body) = container::unpack(Kind::Watches, WATCHES_VERSION..=WATCHES_VERSION, bytes)?;
        Watches::from_body(body)
    }

    fn body(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self)
            .map_err(|error| container::refused(ErrorKind::Internal, Kind::Watches, &error.to_string()))
    }

    fn from_body(body: &[u8]) -> Result<Watches> {
        serde_json::from_slice(body)
            .map_err(|error| container::refused(ErrorKind::Corrupt, Kind::Watches, &error.to_string()))
    }
}
