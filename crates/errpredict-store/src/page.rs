//! Pages of lists: newest first, each page goes on behind the last row of the one before.

use std::fmt;
use std::str::FromStr;

use errpredict::{Error, ErrorKind, Result, Timestamp};
use uuid::Uuid;

/// The place of a row in a list that is ordered by time and id, newest first. As text opaque to callers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The row's time.
    pub at: Timestamp,
    /// The row's id.
    pub id: Uuid,
}

impl fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:x}.{}", self.at.ms(), self.id.simple())
    }
}

impl FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let parts = text.split_once('.');
        let cursor =
            parts.and_then(|(ms, id)| Some((i64::from_str_radix(ms, 16).ok()?, Uuid::try_parse(id).ok()?)));
        let (ms, id) = cursor.ok_or_else(|| {
            Error::new(ErrorKind::InvalidArgument, format!("expected the cursor of a page, got `{text}`"))
        })?;
        Ok(Cursor { at: Timestamp::from_ms(ms)?, id })
    }
}

/// Which part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Behind this row; from the newest on where absent.
    pub after: Option<Cursor>,
    /// Rows at most, 1 to 1,000.
    pub limit: u16,
}

impl Default for Page {
    fn default() -> Self {
        Page { after: None, limit: 20 }
    }
}

impl Page {
    /// The cursor's parts for a statement: behind everything newer where there is none; and the limit.
    pub(crate) fn bounds(&self) -> (jiff::Timestamp, Uuid, i64) {
        let limit = i64::from(self.limit.clamp(1, 1_000));
        match self.after {
            Some(cursor) => (crate::times::sql_time(cursor.at), cursor.id, limit),
            None => (crate::times::sql_time(Timestamp::MAX), Uuid::max(), limit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back() {
        let cursor = Cursor { at: "2026-11-23T06:57:22.125Z".parse().unwrap(), id: Uuid::from_u128(7) };
        assert_eq!(cursor.to_string().parse::<Cursor>().unwrap(), cursor);
        for wrong in ["", "12", "x.y", "1.2"] {
            assert_eq!(wrong.parse::<Cursor>().unwrap_err().code(), "invalid_argument", "{wrong}");
        }
    }
}
