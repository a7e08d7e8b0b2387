//! Which of the forms of lists of values a record is.

use super::head::Head;

/// Which of these lists a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Listing {
    /// Pairs between tabs, with that byte between key and value.
    Tabs(u8),
    /// IIS's own format.
    Iis,
    /// An entry of a journal, with its time in a line above its fields or among them.
    Journal(Option<Head>),
    Db2(Head),
    /// Of Microsoft's configuration manager.
    CmTrace,
    /// Of Windows, a field a line.
    Windows,
    Xml,
    /// What stands around records of XML and is none.
    Frame,
}
